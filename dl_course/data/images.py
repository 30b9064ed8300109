"""`load_images`: CIFAR-10 or a user's own images, from where the user says, from the cache, or from what ships."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from dl_course.data import cifar10
from dl_course.data.cache import ArrayCache, fetched_folder
from dl_course.data.catalogue import Card, DataError, load_card, shipped_file
from dl_course.data.folders import LAYOUT, is_folder_of_images, keep, read_folder

_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z")


@dataclass(frozen=True)
class Images:
    """Images of several classes, split into training and test.

    Attributes:
        x_train: Shape (n, size, size, 3), uint8: red, green, blue from 0 to 255.
        y_train: Index into `classes`, shape (n,), int64.
        x_test: As `x_train`, shape (m, size, size, 3).
        y_test: As `y_train`, shape (m,).
        classes: Name of each class.
        source: What was really loaded.
        card: Origin, licence, shape, units.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: tuple[str, ...]
    source: str
    card: Card

    def __str__(self) -> str:
        n, m, size = len(self.x_train), len(self.x_test), self.x_train.shape[1]
        counts = f"{n:,} training and {m:,} test images, {size}x{size}, {len(self.classes)} classes"
        return f"{counts} ({self.source})"


def load_images(name: str = "cifar10", folder: str | os.PathLike | None = None, size: int = 32) -> Images:
    """Loads images; says in `source` which, and prints a line where they had to be changed.

    Looks in this order: in `folder`; in the folder that the environment variable DL_COURSE_DATA names; in the cache,
    for what `dl-course fetch` brought; in what ships with the course, which are drawings under CIFAR-10's class names.
    DL_COURSE_DATA=shipped goes straight to what ships.

    Args:
        name: "cifar10".
        folder: Folder of images, `train/<class>/<any name>.jpg` or `.png` and `test/<class>/...`, or torchvision's
            `cifar-10-batches-py`; either of them directly or one level below.
        size: Side of the images, pixels; others are resized, the middle square of each.

    Returns:
        The images in the order of their files; shuffle before taking a part.

    Raises:
        TypeError: `folder` is no path.
        ValueError: `name` is unknown or `size` is out of range.
        DataError: A file or folder is missing, damaged or not what it should be; the message says which.
    """
    if name != "cifar10":
        raise ValueError(f"name must be 'cifar10'. Received: {name!r}. For images of your own give folder=... as well.")
    if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or not 1 <= size <= 1024:
        raise ValueError(f"size must be an int from 1 to 1024, in pixels. Received: {size!r}.")
    if folder is not None and not isinstance(folder, (str, os.PathLike)):
        raise TypeError(f"folder must be the path of a folder of images. Received: {folder!r}.")
    if folder is not None:
        return _from_folder(Path(folder).expanduser(), name, int(size))
    pointed = os.environ.get("DL_COURSE_DATA", "").strip()
    if pointed == "shipped":
        return _shipped(name, int(size))
    if pointed and _may_hold_images(Path(pointed).expanduser()):
        return _from_folder(Path(pointed).expanduser(), name, int(size), "DL_COURSE_DATA names ")
    fetched = fetched_folder(name)
    if fetched.is_dir():
        return _official(
            fetched / cifar10.FOLDER,
            int(size),
            "fetched",
            "Fetch it again with: dl-course fetch cifar10",
        )
    return _shipped(name, int(size))


def _may_hold_images(path: Path) -> bool:
    """False for a file that is no archive: DL_COURSE_DATA then names data of another kind, such as a text."""
    return not path.is_file() or path.suffix.lower() in _ARCHIVES


def _from_folder(folder: Path, name: str, size: int, who: str = "") -> Images:
    if not folder.exists():
        raise DataError(f"{who}{folder}, which does not exist. Expected: a folder with {LAYOUT}.")
    if folder.is_file():
        kind = "an archive: unpack it and name the folder" if folder.suffix.lower() in _ARCHIVES else "a file"
        raise DataError(f"{who}{folder}, which is {kind}. Expected: a folder with {LAYOUT}.")
    found = _find(folder, name)
    if cifar10.is_batches(found):
        return _official(found, size, "folder", "Restore it, or get it with: dl-course fetch cifar10")
    arrays, classes, words = read_folder(found, size)
    for word in words:
        print(f"{found}: {word}")
    counts = f"{len(arrays['x_train'])}, {size}, {size}, 3"
    card = Card(
        name=name,
        title=f"Images of {len(classes)} classes from {found}",
        origin="the folder that you pointed to",
        licence="as its owner says",
        shape=f"x_train ({counts}) uint8, y_train ({len(arrays['x_train'])},) int64, "
        f"x_test ({len(arrays['x_test'])}, {size}, {size}, 3), y_test ({len(arrays['x_test'])},)",
        units="red, green, blue, from 0 to 255",
    )
    return Images(**arrays, classes=classes, source=f"folder: {found}", card=card)


def _find(folder: Path, name: str) -> Path:
    """The folder itself, or the one below it that holds images; the data set's own name goes first."""
    if is_folder_of_images(folder) or cifar10.is_batches(folder):
        return folder
    try:
        below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "__")))
    except OSError as error:
        raise DataError(f"The folder {folder} cannot be read ({error.strerror}). Check its permissions.") from None
    found = [path for path in below if is_folder_of_images(path) or cifar10.is_batches(path)]
    for preferred in (name, cifar10.FOLDER):
        if folder / preferred in found:
            return folder / preferred
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise DataError(f"{folder} holds several sets of images: {names}. Name one of them instead.")
    if not found:
        have = ", ".join(path.name for path in below[:5]) or "no folder"
        raise DataError(
            f"{folder} holds no images that can be loaded. Expected there or one level below: {LAYOUT}; or "
            f"torchvision's {cifar10.FOLDER}. Received: {have}."
        )
    return found[0]


def _official(folder: Path, size: int, origin: str, remedy: str) -> Images:
    files = [(name, *_status(folder / name)) for name in cifar10.MD5]
    kept = ArrayCache(str(folder.resolve()), str(files))
    arrays = kept.load()
    if arrays is None:
        arrays = cifar10.read_batches(folder, remedy)
        for word in keep(kept, **arrays):
            print(word)
    return _at_size(arrays, size, f"{origin}: {folder}", cifar10.CARD)


def _status(path: Path) -> tuple[int, int]:
    try:
        return path.stat().st_size, path.stat().st_mtime_ns
    except OSError:
        return -1, -1  # said in words when the file is read


def _shipped(name: str, size: int) -> Images:
    card = load_card(f"{name}_drawn")
    path = shipped_file(card, f"{name}_drawn.npz")
    with np.load(path, allow_pickle=False) as file:
        arrays = {key: file[key] for key in ("x_train", "y_train", "x_test", "y_test")}
    for key in ("y_train", "y_test"):
        arrays[key] = arrays[key].astype(np.int64)
    return _at_size(arrays, size, f"shipped: {path.name}", card)


def _at_size(arrays: dict[str, np.ndarray], size: int, source: str, card: Card) -> Images:
    before = arrays["x_train"].shape[1]
    if before != size:
        print(f"{card.name}: all images brought from {before}x{before} to {size}x{size}")
        for key in ("x_train", "x_test"):
            pixels = np.empty((len(arrays[key]), size, size, 3), dtype=np.uint8)
            for i, image in enumerate(arrays[key]):
                pixels[i] = Image.fromarray(image).resize((size, size), Image.Resampling.LANCZOS)
            arrays[key] = pixels
    return Images(**arrays, classes=cifar10.CLASSES, source=source, card=card)
