"""A user's folder of images, train/<class>/... and test/<class>/...: found, listed, read, and kept in the cache."""

import hashlib
import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dl_course.data.cache import ArrayCache, keep
from dl_course.data.catalogue import DataError
from dl_course.data.decoding import decode_all
from dl_course.progress import Progress

SPLITS = ("train", "test")
LAYOUT = "train/<class>/<any name>.jpg or .png, and test/<class>/... with the same classes"
_SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
_TREATMENTS = {
    "resized": "{n} images had another size: brought to {size}x{size}, the middle square of each",
    "grey": "{n} grey images: turned into colour, red = green = blue",
    "coloured": "{n} images in colour: turned into grey",
    "palette": "{n} images with a palette: turned into red, green, blue",
    "transparent": "{n} images with transparent parts: put on white",
    "other colours": "{n} images with other colours than red, green, blue (such as CMYK): converted",
    "left out": "{n} files in the class folders are no images by their name: left out",
}


@dataclass(frozen=True)
class Listing:
    """What lies in a folder of images.

    Attributes:
        classes: Names of the class folders, in alphabetical order.
        files: For "train" and "test", for each class its image files as (name, bytes, time of change), by name.
        left_out: Number of files whose name is not that of an image.
    """

    folder: Path
    classes: tuple[str, ...]
    files: dict[str, list[list[tuple[str, int, int]]]]
    left_out: int

    def paths(self, split: str) -> list[str]:
        """The files of one split, class after class."""
        folder = self.folder / split
        return [
            os.path.join(folder, name, file)
            for name, files in zip(self.classes, self.files[split], strict=True)
            for file, _, _ in files
        ]

    def labels(self, split: str) -> np.ndarray:
        """The class of each of `paths(split)`, shape (n,), int64."""
        return np.repeat(np.arange(len(self.classes)), [len(files) for files in self.files[split]]).astype(np.int64)

    def fingerprint(self) -> str:
        """Changes when a file is added, removed, renamed, or written to."""
        content = json.dumps([self.classes, self.files]).encode("utf-8", "surrogateescape")
        return hashlib.sha256(content).hexdigest()


def is_folder_of_images(folder: Path) -> bool:
    """Whether the folder has train/ or test/, complete or not."""
    return any((folder / split).is_dir() for split in SPLITS)


def list_images(folder: Path) -> Listing:
    """Lists a folder of images without opening them.

    Raises:
        DataError: A split or a class is missing or empty, train and test differ in their classes, there are fewer than
            two classes, or a folder cannot be read.
    """
    found = {}
    left_out = 0
    for split in SPLITS:
        if not (folder / split).is_dir():
            raise DataError(f"{folder} has no folder {split}/. Expected: {LAYOUT}.")
        found[split] = {}
        for entry in _entries(folder / split):
            if entry.is_dir():
                found[split][entry.name], others = _images(Path(entry.path))
                left_out += others
    train, test = set(found["train"]), set(found["test"])
    if train != test:
        differences = [
            f"only {split}/ has {', '.join(sorted(names))}"
            for split, names in (("train", train - test), ("test", test - train))
            if names
        ]
        raise DataError(f"{folder}: train/ and test/ must have the same classes, but {'; '.join(differences)}.")
    classes = tuple(sorted(train))
    if len(classes) < 2:
        received = f"one, {classes[0]}" if classes else "none"
        raise DataError(f"{folder} must have at least two classes, each a folder of its own. Received: {received}.")
    for split in SPLITS:
        for name in classes:
            if not found[split][name]:
                raise DataError(
                    f"{folder / split / name} has no image. Put images ({', '.join(sorted(_SUFFIXES))}) there, or "
                    "remove the class from both train/ and test/."
                )
    return Listing(
        folder,
        classes,
        {split: [found[split][name] for name in classes] for split in SPLITS},
        left_out,
    )


def _entries(folder: Path) -> list[os.DirEntry]:
    """What is in a folder, by name, without hidden files and what archives of a Mac add."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (e for e in entries if not e.name.startswith((".", "__"))),
                key=lambda e: e.name,
            )
    except OSError as error:
        raise DataError(f"The folder {folder} cannot be read ({error.strerror}). Check its permissions.") from None


def _images(folder: Path) -> tuple[list[tuple[str, int, int]], int]:
    files, others = [], 0
    for entry in _entries(folder):
        if os.path.splitext(entry.name)[1].lower() not in _SUFFIXES:
            others += 1
            continue
        try:
            status = entry.stat()
        except OSError as error:
            raise DataError(f"{entry.path} cannot be read ({error.strerror}). Remove it or replace it.") from None
        files.append((entry.name, status.st_size, status.st_mtime_ns))
    return files, others


def read_folder(
    folder: Path, size: int, grey: bool = False
) -> tuple[dict[str, np.ndarray], tuple[str, ...], list[str]]:
    """Reads all images of a folder, from the cache where the folder has not changed since.

    Args:
        folder: The folder with train/ and test/.
        size: Side of the images, pixels.
        grey: Whether to bring them to grey, without an axis for colours.

    Returns:
        x_train (n, size, size, 3) uint8, y_train (n,) int64, x_test, y_test; the classes; what had to be done to the
        images, a sentence each.

    Raises:
        DataError: See `list_images`; or an image is damaged, named.
    """
    listing = list_images(folder)
    kept = ArrayCache(f"{folder.resolve()}|{size}{'|grey' if grey else ''}", listing.fingerprint())
    arrays = kept.load()
    if arrays is not None:
        return arrays, listing.classes, [str(word) for word in arrays.pop("words")]
    arrays, words = _decode(listing, size, grey)
    words += keep(kept, **arrays, words=np.array(words, dtype=str))
    return arrays, listing.classes, words


def _decode(listing: Listing, size: int, grey: bool) -> tuple[dict[str, np.ndarray], list[str]]:
    paths = {split: listing.paths(split) for split in SPLITS}
    with Progress("reading images", sum(map(len, paths.values()))) as bar:
        pixels, treated, broken = decode_all(paths["train"] + paths["test"], size, bar.advance, grey=grey)
    if broken:
        raise DataError(_complaint(broken))
    n = len(paths["train"])
    arrays = {"x_train": pixels[:n], "y_train": listing.labels("train")}
    arrays |= {"x_test": pixels[n:], "y_test": listing.labels("test")}
    counts = Counter(treated) + Counter({"left out": listing.left_out})
    return arrays, [words.format(n=counts[k], size=size) for k, words in _TREATMENTS.items() if counts[k]]


def _complaint(broken: dict[str, str]) -> str:
    first = [f"{path} {reason}" for path, reason in list(broken.items())[:3]]
    more = f"; and {len(broken) - 3} more" if len(broken) > 3 else ""
    return f"{'; '.join(first)}{more}. Replace or remove {'these files' if len(broken) > 1 else 'this file'}."
