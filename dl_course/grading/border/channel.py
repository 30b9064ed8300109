"""Messages over a socket: a length, then the bytes of the codec. The reader decides how much it is willing to take."""

import socket
import struct

from dl_course.grading.border.codec import MAX_BYTES, Malformed

_SIZE = struct.Struct("<Q")


class Closed(ConnectionError):
    """The other side is gone."""


def send(sock: socket.socket, data: bytes) -> None:
    """Sends one message.

    Raises:
        Closed: The other side is gone.
    """
    try:
        sock.sendall(_SIZE.pack(len(data)) + data)
    except OSError as error:
        raise Closed(str(error)) from None


def receive(sock: socket.socket, most: int = MAX_BYTES + 4096) -> bytes:
    """Waits for one message.

    Raises:
        Closed: The other side is gone.
        Malformed: It announces more than `most` bytes.
    """
    (size,) = _SIZE.unpack(_exactly(sock, _SIZE.size))
    if size > most:
        raise Malformed(f"a message of {size:,} bytes; at most {most:,} are taken")
    return _exactly(sock, size)


def _exactly(sock, size):
    data = bytearray()
    while len(data) < size:
        try:
            part = sock.recv(min(size - len(data), 1 << 20))
        except OSError as error:
            raise Closed(str(error)) from None
        if not part:
            raise Closed("the other side closed the channel")
        if len(part) == size:  # nearly always
            return part
        data += part
    return bytes(data)
