"""A zip from outside: its files by their names, read within a limit; nothing in it says where anything is written."""

import contextlib
import lzma
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from dl_course.errors import UsageError

_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError, OSError)
_BROKEN += (zlib.error, lzma.LZMAError, struct.error)
_JUNK = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|\.ipynb_checkpoints/)")


def shown(name: str) -> str:
    """A name from a zip or a table as a terminal can bear it."""
    return "".join(c if c.isprintable() else "?" for c in name)[:200]


def opened(path: Path) -> zipfile.ZipFile:
    """Opens a zip.

    Raises:
        UsageError: It cannot be read, or is none.
    """
    try:
        return zipfile.ZipFile(path)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except _BROKEN:
        raise UsageError(
            f"{path} is no zip, or it came only in part. Download it again, and do not unpack it."
        ) from None


def entries(archive: zipfile.ZipFile) -> tuple[dict[str, zipfile.ZipInfo], list[str]]:
    """The files of a zip by their names, and what to say of others."""
    found, said = {}, []
    for info in archive.infolist():
        name = info.filename
        if not info.flag_bits & 0x800:  # no word of UTF-8, which it is all the same where it can be
            with contextlib.suppress(UnicodeError):
                name = name.encode("cp437").decode()
        if info.is_dir() or _JUNK.search(name):
            continue
        if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[/\\]", name) or ".." in re.split(r"[/\\]", name):
            said.append(f"{shown(name)}: leads out of the folder")
        elif stat.S_ISLNK(info.external_attr >> 16):
            said.append(f"{shown(name)}: is a link")
        else:
            if name in found:
                said.append(f"{shown(name)}: is in the zip twice; the second one was taken")
            found[name] = info
    return found, said


def read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> tuple[bytes, str]:
    """The bytes of a file in a zip, or why there are none.

    Args:
        archive: The zip.
        info: The file in it.
        most: So many bytes may come out of it.
    """
    if info.flag_bits & 1:
        return b"", "is encrypted"
    if info.file_size > most:
        return b"", f"is too large ({info.file_size >> 20} MB)"
    try:
        with archive.open(info) as file:
            return file.read(most), ""
    except _BROKEN:
        return b"", "is damaged in the zip"
