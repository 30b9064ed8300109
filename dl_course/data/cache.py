"""The user's cache: where fetched data lies, and arrays kept so that a second load is quick."""

import hashlib
import time
import zlib
from pathlib import Path

import numpy as np

from dl_course.files import UNFINISHED, cache_folder, whole_file

_ONE_DAY = 24 * 3600


def fetched_folder(name: str) -> Path:
    """Where `dl-course fetch` puts a data set; it exists only when it is whole."""
    return cache_folder() / "fetched" / name


class ArrayCache:
    """One file of arrays for one origin, valid as long as the origin's fingerprint stays the same.

    The file is a row of NumPy's own .npy records: the names, each array, a CRC-32 over all of them. An .npz would do
    the same and take three times as long to read.

    Args:
        origin: What the arrays were made from, such as a folder's path and the size of its images.
        fingerprint: What changes when the origin does.
    """

    def __init__(self, origin: str, fingerprint: str):
        self._stem = f"arrays-{_short_hash(origin)}"
        self.path = cache_folder() / f"{self._stem}-{_short_hash(fingerprint)}.npys"

    def load(self) -> dict[str, np.ndarray] | None:
        """The arrays, or None where there is no whole file."""
        try:
            with self.path.open("rb") as file:
                names = np.load(file, allow_pickle=False)
                arrays = {str(name): np.load(file, allow_pickle=False) for name in names}
                return arrays if np.load(file, allow_pickle=False) == _crc(arrays) else None
        except (OSError, ValueError, EOFError):
            return None

    def save(self, **arrays: np.ndarray) -> None:
        """Keeps the arrays and removes those that an earlier state of the same origin left.

        Raises:
            OSError: The cache cannot be written; nothing half written is left.
        """
        with whole_file(self.path, lasting=False) as file:
            for record in (np.array(list(arrays)), *arrays.values(), np.array(_crc(arrays))):
                np.save(file, record, allow_pickle=False)
        for old in self.path.parent.glob(f"{self._stem}-*.npys"):
            if old != self.path:
                old.unlink(missing_ok=True)
        for left in self.path.parent.glob(f"*{UNFINISHED}"):  # by a process that was killed while writing
            if time.time() - left.stat().st_mtime > _ONE_DAY:
                left.unlink(missing_ok=True)


def keep(cache: ArrayCache, **arrays: np.ndarray) -> list[str]:
    """Saves to the cache; where that fails, returns the sentence that says so, for the data is there all the same."""
    try:
        cache.save(**arrays)
    except OSError as error:
        return [
            f"the arrays could not be kept in {cache.path.parent} ({error.strerror or error}), so the next load takes "
            "as long as this one; make room there or let DL_COURSE_CACHE name another folder"
        ]
    return []


def status(*paths: Path) -> str:
    """Size and time of change of files, as a fingerprint; of one that is missing, that it is."""
    found = []
    for path in paths:
        try:
            found.append((path.name, path.stat().st_size, path.stat().st_mtime_ns))
        except OSError:
            found.append((path.name, -1, -1))  # said in words when the file is read
    return str(found)


def _crc(arrays: dict[str, np.ndarray]) -> int:
    total = 0
    for array in arrays.values():
        total = zlib.crc32(np.ascontiguousarray(array), total)
    return total


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
