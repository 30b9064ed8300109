"""Fetches real data into the user's cache: resumed where it was cut, verified, and only then given its name."""

import errno
import hashlib
import http.client
import os
import secrets
import shutil
import ssl
import tarfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from dl_course.data import cifar10
from dl_course.data.cache import fetched_folder
from dl_course.data.catalogue import DataError
from dl_course.progress import Progress

NAMES = ("cifar10",)
_MB = 1e6
_BLOCK = 1 << 16
_ATTEMPTS = 5  # in a row that bring nothing new
_GZIP = b"\x1f\x8b"
_PROXY = (
    "Check the network. Behind a proxy, set the environment variable HTTPS_PROXY=http://host:port (it is honoured) "
    "and run the command again."
)


@dataclass(frozen=True)
class Archive:
    """A file on the web: its address, its MD5 sum in hexadecimal, its name."""

    url: str
    md5: str
    filename: str


class _Cut(Exception):
    """The connection ended before the file did."""


def fetch(name: str, *, shown: bool = True) -> Path:
    """Brings a data set into the user's cache, where its loader finds it; does nothing where it already is, whole.

    Args:
        name: "cifar10".
        shown: Whether to show a bar.

    Returns:
        The folder.

    Raises:
        ValueError: There is no such data set to fetch.
        DataError: It could not be had; the message says why and what to do. Nothing half done is ever used; what was
            downloaded is kept, and the next call goes on from there.
        KeyboardInterrupt: Stopped by hand; the same holds.
    """
    if name not in NAMES:
        raise ValueError(f"name must be one of {', '.join(NAMES)}. Received: {name!r}.")
    folder = fetched_folder(name)
    if is_whole(folder):
        return folder
    archive = _cifar10_archive()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = folder.parent / f"{archive.filename}.part"
        _download(archive, part, shown)
        _unpack(part, folder)
        part.unlink()
    except OSError as error:
        raise DataError(_about_the_disk(error, folder.parent)) from None
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file of CIFAR-10 is there with its MD5 sum."""
    if not folder.is_dir():
        return False
    try:
        cifar10.read_batches(folder / cifar10.FOLDER, "")
    except DataError:
        return False
    return True


def _cifar10_archive() -> Archive:
    from torchvision.datasets import CIFAR10  # knows where the data is; takes seconds to import

    return Archive(CIFAR10.url, CIFAR10.tgz_md5, CIFAR10.filename)


# Downloading


def _download(archive: Archive, part: Path, shown: bool) -> None:
    """Leaves the whole, verified archive in `part`."""
    resumed = part.is_file() and part.stat().st_size > 0
    idle = 0
    while True:
        before = _size(part)
        try:
            _receive(archive, part, shown)
            break
        except (_Cut, TimeoutError, ConnectionError, http.client.HTTPException) as error:
            idle = 0 if _size(part) > before else idle + 1
            if idle == _ATTEMPTS:
                raise DataError(
                    f"The connection to {archive.url} was cut again and again ({error}). {_size(part) / _MB:.0f} MB "
                    "are kept: run the command again and it goes on from there."
                ) from None
            time.sleep(_pause(idle))
    if _md5(part) == archive.md5:
        return
    part.unlink()
    if resumed:  # its beginning may have been of another file
        _download(archive, part, shown)
        return
    raise DataError(
        f"What came from {archive.url} is not {archive.filename} (its MD5 sum differs) and was deleted. Run the "
        "command again; if it happens again, something between here and there changes files, such as a proxy."
    )


def _pause(idle: int) -> float:
    """Seconds to wait before the next attempt."""
    return min(2.0**idle - 1, 8)


def _receive(archive: Archive, part: Path, shown: bool) -> None:
    """One connection: continues `part` where the server can, and begins anew where it cannot."""
    have = _size(part)
    headers = {"User-Agent": "dl-course", **({"Range": f"bytes={have}-"} if have else {})}
    with _open(urllib.request.Request(archive.url, headers=headers), archive, part) as response:
        continued = response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if not continued:
            have = 0
        length = response.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        with part.open("ab" if continued else "wb") as file, _bar(archive, have, total, shown) as bar:
            while block := _read(response):
                if file.tell() == 0 and not block.startswith(_GZIP):
                    raise DataError(_not_the_archive(archive, block))
                file.write(block)
                bar.advance(len(block) / _MB)
    if total is not None and _size(part) < total:
        raise _Cut(f"{_size(part) / _MB:.1f} of {total / _MB:.1f} MB came")


def _read(response) -> bytes:
    try:
        return response.read(_BLOCK)
    except OSError as error:  # what the network does must not look like what the disk does
        raise _Cut(str(error)) from None


def _open(request, archive: Archive, part: Path):
    try:
        # A new opener looks at the proxy variables as they are now; urlopen keeps those of its first call.
        return urllib.request.build_opener().open(request, timeout=30)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # nothing is left to send: `part` is whole, or it is not of this file
            return _Nothing(_size(part))
        if error.code == 407:
            raise DataError(
                f"The proxy wants a name and a password for {archive.url}. Set "
                "HTTPS_PROXY=http://name:password@host:port and run the command again."
            ) from None
        raise DataError(f"{archive.url} answers {error.code} ({error.reason}). Try again later. {_PROXY}") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise DataError(
                f"The certificate of {archive.url} is not trusted ({error.reason.verify_message}). A proxy that reads "
                "along has a certificate of its own: let SSL_CERT_FILE name the file of it."
            ) from None
        if isinstance(error.reason, (ConnectionResetError, TimeoutError)):
            raise _Cut(str(error.reason)) from None
        raise DataError(f"{archive.url} cannot be reached ({error.reason}). {_PROXY}") from None


class _Nothing:
    """A response that continues a file by no byte."""

    status = 206

    def __init__(self, have: int):
        self.headers = {"Content-Range": f"bytes {have}-", "Content-Length": "0"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def read(self, _):
        return b""


def _bar(archive: Archive, have: int, total: int | None, shown: bool) -> Progress:
    bar = Progress(archive.filename, total and total / _MB, unit=" MB", shown=shown)
    bar.advance(have / _MB)
    return bar


def _not_the_archive(archive: Archive, block: bytes) -> str:
    if block.lstrip()[:1] == b"<":
        return (
            f"A web page came from {archive.url} instead of the file: probably the log-in page of this network. Open a "
            "browser, log in, and run the command again."
        )
    return f"What comes from {archive.url} is not {archive.filename}. {_PROXY}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


# Unpacking


def _unpack(archive: Path, folder: Path) -> None:
    """Unpacks the files of CIFAR-10, nothing else, and gives them their place when all of them are verified."""
    unfinished = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.unfinished")
    wanted = {f"{cifar10.FOLDER}/{name}": name for name in (*cifar10.MD5, "batches.meta")}
    try:
        (unfinished / cifar10.FOLDER).mkdir(parents=True)
        with tarfile.open(archive, "r:gz") as members:
            for member in members:
                # By exact name and only plain files: a member that points elsewhere is never followed.
                if member.isfile() and member.name in wanted:
                    with (unfinished / cifar10.FOLDER / wanted[member.name]).open("wb") as file:
                        shutil.copyfileobj(members.extractfile(member), file)
        cifar10.read_batches(unfinished / cifar10.FOLDER, "Run the command again.")
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.replace(folder)
    except (tarfile.TarError, EOFError) as error:
        archive.unlink()
        raise DataError(
            f"{archive.name} cannot be unpacked ({error}) and was deleted. Run the command again."
        ) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _about_the_disk(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk of {folder} is full; CIFAR-10 needs 0.6 GB there. Make room, or let DL_COURSE_CACHE name a "
            "folder on another disk, and run the command again: it goes on from where it stopped."
        )
    where = os.fspath(error.filename) if error.filename else folder
    return f"{where} cannot be written ({error.strerror or error}). Let DL_COURSE_CACHE name a folder of your own."
