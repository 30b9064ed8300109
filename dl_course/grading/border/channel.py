"""Messages over a socket: a length, then the bytes of the codec. The reader decides how much it is willing to take."""

import os
import struct

from dl_course.grading.border.codec import MAX_BYTES, Malformed

_SIZE = struct.Struct("<Q")
_READ = 1 << 12  # bytes that are asked for at once: a message and its length, nearly always


class Closed(ConnectionError):
    """The other side is gone."""


class Channel:
    """One end of a conversation.

    Args:
        descriptor: File descriptor of a connected socket, which from now on is the channel's.
    """

    def __init__(self, descriptor: int):
        self.descriptor = descriptor
        self._read = b""  # what has come of the next message

    def send(self, data: bytes) -> None:
        """Sends one message.

        Raises:
            Closed: The other side is gone.
        """
        message = _SIZE.pack(len(data)) + data
        try:
            written = os.write(self.descriptor, message)
            while written < len(message):
                written += os.write(self.descriptor, memoryview(message)[written:])
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self, most: int = MAX_BYTES + 4096) -> bytes:
        """Waits for one message.

        Raises:
            Closed: The other side is gone.
            Malformed: It announces more than `most` bytes.
        """
        read = self._read
        while len(read) < _SIZE.size:
            read += self._more(_READ)
        (size,) = _SIZE.unpack_from(read)
        if size > most:
            raise Malformed(f"a message of {size:,} bytes; at most {most:,} are taken")
        end = _SIZE.size + size
        if len(read) < end:
            read = bytearray(read)
            while len(read) < end:
                read += self._more(min(max(end - len(read), _READ), 1 << 20))
            read = bytes(read)
        self._read = read[end:]
        return read[_SIZE.size : end]

    def close(self) -> None:
        """Closes it; the other side reads that it is closed."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def _more(self, most):
        try:
            part = os.read(self.descriptor, most)
        except OSError as error:
            raise Closed(str(error)) from None
        if not part:
            raise Closed("the other side closed the channel")
        return part
