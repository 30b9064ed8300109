"""Fetches real data into the user's cache: resumed where it was cut, verified, and only then given its name.

A set is an entry in `ENTRIES`: its card, and who knows where its files lie and which sums they have.
"""

import errno
import hashlib
import http.client
import json
import os
import re
import shutil
import ssl
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dl_course.data import cifar10, idx, vectors
from dl_course.data.cache import fetched_folder
from dl_course.data.catalogue import Card, DataError
from dl_course.files import whole_file
from dl_course.progress import Progress

_MB = 1e6
_BLOCK = 1 << 16
_ATTEMPTS = 5  # in a row that bring nothing new
_GZIP = b"\x1f\x8b"
_SUMS = "MD5SUMS"
_PROXY = (
    "Check the network. Behind a proxy, set the environment variable HTTPS_PROXY=http://host:port (it is honoured) "
    "and run the command again."
)


@dataclass(frozen=True)
class File:
    """A file on the web.

    Attributes:
        urls: Its addresses; the next is tried where one fails.
        md5: Its MD5 sum in hexadecimal; None if nobody states one.
        name: Its name here.
        members: Of an archive, the files to take out of it, which then take its place.
        begins: Its first bytes.
        sum_from: Who states the sum, a sentence; "" if it comes with a library.
    """

    urls: tuple[str, ...]
    md5: str | None
    name: str
    members: tuple[str, ...] = ()
    begins: bytes = _GZIP
    sum_from: str = ""


@dataclass(frozen=True)
class Entry:
    """A set that can be fetched.

    Attributes:
        card: What it is.
        size: Room that it needs on the disk, in words.
        files: Asks the library that knows them for its files; a function, as importing the library takes seconds. Takes
            whether to show a bar.
    """

    card: Card
    size: str
    files: Callable[[bool], list[File]]


def _cifar10(shown: bool) -> list[File]:
    from torchvision.datasets import CIFAR10

    members = tuple(f"{cifar10.FOLDER}/{name}" for name in (*cifar10.MD5, "batches.meta"))
    return [File((CIFAR10.url,), CIFAR10.tgz_md5, CIFAR10.filename, members)]


def _idx(dataset: str) -> Callable[[bool], list[File]]:
    def files(shown: bool) -> list[File]:
        from torchvision import datasets

        known = getattr(datasets, dataset)
        return [File(tuple(mirror + name for mirror in known.mirrors), md5, name) for name, md5 in known.resources]

    return files


def _glove(shown: bool) -> list[File]:
    from gensim import downloader

    name = vectors.GLOVE_FILE.removesuffix(".gz")
    md5, sum_from = _sum_of_gensim(name, downloader.DATA_LIST_URL, shown)
    url = f"{downloader.DOWNLOAD_BASE_URL}/{name}/{vectors.GLOVE_FILE}"
    return [File((url,), md5, vectors.GLOVE_FILE, sum_from=sum_from)]


ENTRIES = {
    "cifar10": Entry(cifar10.CARD, "0.6 GB", _cifar10),
    "mnist": Entry(idx.MNIST, "12 MB", _idx("MNIST")),
    "fashion_mnist": Entry(idx.FASHION_MNIST, "31 MB", _idx("FashionMNIST")),
    "glove": Entry(vectors.GLOVE, "0.2 GB", _glove),
}


class _Cut(Exception):
    """The connection ended before the file did."""


def fetch(name: str, *, shown: bool = True) -> Path:
    """Brings a data set into the user's cache, where its loader finds it; does nothing where it already is, whole.

    Args:
        name: One of `ENTRIES`: "cifar10", "mnist", "fashion_mnist", "glove".
        shown: Whether to show a bar.

    Returns:
        The folder.

    Raises:
        ValueError: There is no such data set to fetch.
        DataError: It could not be had; the message says why and what to do. Nothing half done is ever used; what was
            downloaded is kept, and the next call goes on from there.
        KeyboardInterrupt: Stopped by hand; the same holds.
    """
    if not isinstance(name, str) or name not in ENTRIES:
        raise ValueError(f"name must be one of {', '.join(ENTRIES)}. Received: {name!r}.")
    folder = fetched_folder(name)
    if is_whole(folder):
        return folder
    unfinished = folder.with_name(f"{name}.part")
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        files = ENTRIES[name].files(shown)
        for file in files:
            _bring(file, unfinished / file.name, shown)
        _finish(files, unfinished, folder)
    except OSError as error:
        raise DataError(_about_the_disk(error, folder.parent, ENTRIES[name])) from None
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file that was fetched is there, unchanged."""
    try:
        lines = (folder / _SUMS).read_text(encoding="utf-8").splitlines()
        sums = [line.split("  ", 1) for line in lines]
        return bool(sums) and all(_md5(folder / name) == md5 for md5, name in sums)
    except (OSError, ValueError):
        return False


def _finish(files: list[File], unfinished: Path, folder: Path) -> None:
    """Unpacks archives, writes down the sums of all files, as `md5sum -c` reads them, and gives the folder its name."""
    for file in files:
        if file.members:
            _unpack(unfinished / file.name, file.members)
    names = [name for file in files for name in file.members or (file.name,)]
    (unfinished / _SUMS).write_text("".join(f"{_md5(unfinished / name)}  {name}\n" for name in names), encoding="utf-8")
    for path in unfinished.iterdir():
        if path.is_file() and path.name not in (_SUMS, *names):
            path.unlink()
    if folder.exists():
        shutil.rmtree(folder)
    unfinished.replace(folder)


def _unpack(archive: Path, members: tuple[str, ...]) -> None:
    """Unpacks some files of an archive beside it."""
    missing = set(members)
    try:
        with tarfile.open(archive, "r:gz") as content:
            for member in content:
                # By exact name and only plain files: a member that points elsewhere is never followed.
                if member.isfile() and member.name in members:
                    path = archive.parent / member.name
                    path.parent.mkdir(exist_ok=True)
                    with path.open("wb") as file:
                        shutil.copyfileobj(content.extractfile(member), file)
                    missing.discard(member.name)
        if missing:
            raise tarfile.TarError(f"{min(missing)} is not in it")
    except (tarfile.TarError, EOFError) as error:
        archive.unlink()
        raise DataError(
            f"{archive.name} cannot be unpacked ({error}) and was deleted. Run the command again."
        ) from None


def _sum_of_gensim(name: str, url: str, shown: bool) -> tuple[str, str]:
    """The MD5 sum that gensim's list names, and a sentence on where it is from.

    No library states it: the list is fetched. So it is believed once, and what it said is remembered.
    """
    remembered = fetched_folder(f"{name}.md5")
    said = f"Its sum is the one that {url} named at first, remembered in {remembered}: delete that file to ask again."
    if not remembered.is_file():
        part = remembered.with_name("list.json.part")
        part.unlink(missing_ok=True)
        _bring(File((url,), None, "list.json", begins=b"{"), part, shown)
        try:
            md5 = json.loads(part.read_bytes())["models"][name]["checksum"]
        except (ValueError, KeyError, TypeError):
            md5 = None
        part.unlink()
        if not isinstance(md5, str) or not re.fullmatch("[0-9a-f]{32}", md5):
            raise DataError(f"{url} names no MD5 sum of {name}. Look there what has changed, or take another file.")
        with whole_file(remembered) as file:
            file.write(md5.encode())
        print(f"The MD5 sum of {name} is the one that {url} names today. It is remembered in {remembered}.")
    return remembered.read_text(encoding="utf-8").strip(), said


# Downloading


def _bring(file: File, part: Path, shown: bool) -> None:
    """Leaves the whole, verified file in `part`, from the first address that gives it."""
    for url in file.urls:
        try:
            _download(file, url, part, shown)
            return
        except DataError:
            if url == file.urls[-1]:
                raise


def _download(file: File, url: str, part: Path, shown: bool) -> None:
    resumed = _size(part) > 0
    if resumed and _md5(part) == file.md5:
        return
    idle = 0
    while True:
        before = _size(part)
        try:
            _receive(file, url, part, shown)
            break
        except (_Cut, TimeoutError, ConnectionError, http.client.HTTPException) as error:
            idle = 0 if _size(part) > before else idle + 1
            if idle == _ATTEMPTS:
                raise DataError(
                    f"The connection to {url} was cut again and again ({error}). {_size(part) / _MB:.0f} MB "
                    "are kept: run the command again and it goes on from there."
                ) from None
            time.sleep(_pause(idle))
    if file.md5 is None or _md5(part) == file.md5:
        return
    part.unlink()
    if resumed:  # its beginning may have been of another file
        _download(file, url, part, shown)
        return
    raise DataError(
        f"What came from {url} is not {file.name} (its MD5 sum differs) and was deleted. Run the command again; if it "
        f"happens again, something between here and there changes files, such as a proxy. {file.sum_from}".strip()
    )


def _pause(idle: int) -> float:
    """Seconds to wait before the next attempt."""
    return min(2.0**idle - 1, 8)


def _receive(file: File, url: str, part: Path, shown: bool) -> None:
    """One connection: continues `part` where the server can, and begins anew where it cannot."""
    have = _size(part)
    headers = {"User-Agent": "dl-course", **({"Range": f"bytes={have}-"} if have else {})}
    response = _open(urllib.request.Request(url, headers=headers), url)
    if response is None:
        return
    with response:
        continued = response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if not continued:
            have = 0
        length = response.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        with part.open("ab" if continued else "wb") as out, _bar(file, have, total, shown) as bar:
            while block := _read(response):
                if out.tell() == 0 and not block.startswith(file.begins):
                    raise DataError(_not_the_file(file, url, block))
                out.write(block)
                bar.advance(len(block) / _MB)
    if total is not None and _size(part) < total:
        raise _Cut(f"{_size(part) / _MB:.1f} of {total / _MB:.1f} MB came")


def _read(response) -> bytes:
    try:
        return response.read(_BLOCK)
    except OSError as error:  # what the network does must not look like what the disk does
        raise _Cut(str(error)) from None


def _open(request, url: str):
    """The response; None where nothing is left to send: what is here is whole, or it is not of this file."""
    try:
        # A new opener looks at the proxy variables as they are now; urlopen keeps those of its first call.
        return urllib.request.build_opener().open(request, timeout=30)
    except urllib.error.HTTPError as error:
        if error.code == 416:
            return None
        if error.code == 407:
            raise DataError(
                f"The proxy wants a name and a password for {url}. Set "
                "HTTPS_PROXY=http://name:password@host:port and run the command again."
            ) from None
        raise DataError(f"{url} answers {error.code} ({error.reason}). Try again later. {_PROXY}") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            raise DataError(
                f"The certificate of {url} is not trusted ({error.reason.verify_message}). A proxy that reads "
                "along has a certificate of its own: let SSL_CERT_FILE name the file of it."
            ) from None
        if isinstance(error.reason, (ConnectionResetError, TimeoutError)):
            raise _Cut(str(error.reason)) from None
        raise DataError(f"{url} cannot be reached ({error.reason}). {_PROXY}") from None


def _bar(file: File, have: int, total: int | None, shown: bool) -> Progress:
    bar = Progress(file.name, total and total / _MB, unit=" MB", shown=shown)
    bar.advance(have / _MB)
    return bar


def _not_the_file(file: File, url: str, block: bytes) -> str:
    if block.lstrip()[:1] == b"<":
        return (
            f"A web page came from {url} instead of the file: probably the log-in page of this network. Open a "
            "browser, log in, and run the command again."
        )
    return f"What comes from {url} is not {file.name}. {_PROXY}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def _about_the_disk(error: OSError, folder: Path, entry: Entry) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk of {folder} is full; {entry.card.name} needs {entry.size} there. Make room, or let "
            "DL_COURSE_CACHE name a folder on another disk, and run the command again: it goes on from where it stopped."
        )
    where = os.fspath(error.filename) if error.filename else folder
    return f"{where} cannot be written ({error.strerror or error}). Let DL_COURSE_CACHE name a folder of your own."
