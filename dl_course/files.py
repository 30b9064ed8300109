"""Files that are there whole or not at all, names for what is put aside, and the user's folder for what can be had again."""

import contextlib
import os
import secrets
import shutil
from datetime import date
from pathlib import Path

import platformdirs

UNFINISHED = ".unfinished"  # ends the name of a file that is being written


def cache_folder() -> Path:
    """The course's folder in the user's cache: DL_COURSE_CACHE, or where this system keeps caches. It may not exist."""
    if chosen := os.environ.get("DL_COURSE_CACHE"):
        return Path(chosen).expanduser()
    return platformdirs.user_cache_path("dl_course", appauthor=False)


@contextlib.contextmanager
def whole_file(path: Path, *, lasting: bool = True):
    """Opens a new binary file that takes the name `path`, and the place of what had it, when everything was written.

    Args:
        path: The file; its folder is made where it is missing. Permissions of a file that is replaced stay.
        lasting: Wait until it is on the disk, so that not even a power cut takes it; what can be made again need not.

    Yields:
        The open file. Leaving the block by an exception, Ctrl-C among them, removes it and leaves the old one.

    Raises:
        OSError: It could not be written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
        if lasting:
            _keep_name(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):  # the first error says what is wrong
            unfinished.unlink()
        raise


def put_aside(path: Path) -> Path:
    """Gives a file another name, with today's date, that nothing has yet.

    It keeps the old one as well, so that at no moment the student has no file, until something new takes that.

    Returns:
        The new name.
    """
    number, stem = 1, f"{path.stem}-{date.today()}"
    while os.path.lexists(aside := path.with_name(f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}")):
        number += 1
    try:
        os.link(path, aside, follow_symlinks=os.link not in os.supports_follow_symlinks)
    except FileExistsError:  # another one took the name just now
        return put_aside(path)
    except OSError:  # a folder, or a file system that knows no second names
        path.rename(aside)
    return aside


def _keep_name(folder: Path) -> None:
    """Waits until the folder's list of names is on the disk, where a system has that."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
