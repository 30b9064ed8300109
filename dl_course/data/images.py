"""`load_images`: a known set or a user's own images, from where the user says, from the cache, or from what ships."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from dl_course.data import cifar10, idx
from dl_course.data.cache import ArrayCache, fetched_folder, keep, status
from dl_course.data.catalogue import Card, DataError, load_card, shipped_file
from dl_course.data.folders import LAYOUT, is_folder_of_images, read_folder

_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z")


@dataclass(frozen=True)
class Images:
    """Images of several classes, split into training and test.

    Attributes:
        x_train: Colour: shape (n, size, size, 3), uint8, red, green, blue from 0 to 255. Grey: shape (n, size, size),
            uint8, from 0 to 255.
        y_train: Index into `classes`, shape (n,), int64.
        x_test: As `x_train`, with m in place of n.
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


@dataclass(frozen=True)
class _Set:
    """A set that can be asked for by name.

    Attributes:
        card: Of the set as its owners give it.
        classes: Name of each class.
        size: Side of its images, pixels.
        grey: Whether they are grey.
        folders: What a folder of it may be called.
        shipped: Name of the card of what ships in its place; "" if nothing does.
        found: Whether a folder holds the set as torchvision keeps it, whole or not.
        files: Its files in that folder, where reading takes so long that the arrays are kept in the cache.
        read: Reads that folder; the second argument is what to do where that fails.
    """

    card: Card
    classes: tuple[str, ...]
    size: int
    grey: bool
    folders: tuple[str, ...]
    shipped: str
    found: Callable[[Path], bool]
    read: Callable[[Path, str], dict[str, np.ndarray]]
    files: tuple[str, ...] = ()


_SETS = {
    "cifar10": _Set(
        cifar10.CARD, cifar10.CLASSES, 32, False, ("cifar10", cifar10.FOLDER), "cifar10_drawn",
        cifar10.is_batches, cifar10.read_batches, tuple(cifar10.MD5),
    ),
    "mnist": _Set(idx.MNIST, idx.DIGITS, 28, True, ("mnist", "MNIST"), "mnist", idx.is_idx, idx.read_idx),
    "fashion_mnist": _Set(
        idx.FASHION_MNIST, idx.CLOTHES, 28, True, ("fashion_mnist", "FashionMNIST"), "", idx.is_idx, idx.read_idx
    ),
}  # fmt: skip


def load_images(name: str = "cifar10", folder: str | os.PathLike | None = None, size: int | None = None) -> Images:
    """Loads images; says in `source` which, and prints a line where they had to be changed.

    Looks in this order: in `folder`; in the folder that the environment variable DL_COURSE_DATA names; in the cache,
    for what `dl-course fetch` brought; in what ships with the course. DL_COURSE_DATA=shipped goes straight to what
    ships: for "cifar10" drawings under its class names, for "mnist" 5,000 of its digits, for "fashion_mnist" nothing.
    Where DL_COURSE_DATA names images without saying of which set, they are those of "cifar10".

    Args:
        name: "cifar10" (colour, 32x32), "mnist" or "fashion_mnist" (grey, 28x28).
        folder: Folder of images, `train/<class>/<any name>.jpg` or `.png` and `test/<class>/...`, or what torchvision
            keeps: `cifar-10-batches-py`, or the IDX files of `MNIST/raw`; either of them directly or one level below.
            Images of your own are brought to colour or grey as `name` says.
        size: Side of the images, pixels; others are resized, the middle square of each. The set's own if None.

    Returns:
        The images in the order of their files; shuffle before taking a part.

    Raises:
        TypeError: `folder` is no path.
        ValueError: `name` is unknown or `size` is out of range.
        DataError: A file or folder is missing, damaged or not what it should be; the message says which.
    """
    if not isinstance(name, str) or name not in _SETS:
        known = ", ".join(map(repr, _SETS))
        raise ValueError(f"name must be one of {known}. Received: {name!r}. Images of your own: folder=... as well.")
    if size is not None and (
        isinstance(size, bool) or not isinstance(size, (int, np.integer)) or not 1 <= size <= 1024
    ):
        raise ValueError(f"size must be an int from 1 to 1024, in pixels. Received: {size!r}.")
    if folder is not None and not isinstance(folder, (str, os.PathLike)):
        raise TypeError(f"folder must be the path of a folder of images. Received: {folder!r}.")
    size = _SETS[name].size if size is None else int(size)
    if folder is not None:
        return _from_folder(Path(folder).expanduser(), name, size)
    pointed = os.environ.get("DL_COURSE_DATA", "").strip()
    if pointed and pointed != "shipped" and _is_meant(Path(pointed).expanduser(), name):
        return _from_folder(Path(pointed).expanduser(), name, size, "DL_COURSE_DATA names ")
    fetched = fetched_folder(name)
    if pointed != "shipped" and fetched.is_dir():
        place = fetched / cifar10.FOLDER if name == "cifar10" else fetched
        return _official(place, name, size, "fetched", f"Fetch it again with: dl-course fetch {name}")
    if not _SETS[name].shipped:
        raise DataError(f"{name} does not ship with the course. Get it with: dl-course fetch {name}")
    return _shipped(name, size)


def _is_meant(path: Path, name: str) -> bool:
    """Whether DL_COURSE_DATA points to images of this set: by a folder's name, or else if it is the set of the lessons.

    A file that is no archive is data of another kind, such as a text.
    """
    if not path.exists():
        return True  # which is refused in words
    if path.is_file():
        return name == "cifar10" and path.suffix.lower() in _ARCHIVES
    called = {each: path.name in known.folders or _below(path, known) for each, known in _SETS.items()}
    return bool(called[name]) or (name == "cifar10" and not any(called.values()))


def _below(folder: Path, known: _Set) -> Path | None:
    """The folder in `folder` that is called like the set."""
    return next((folder / called for called in known.folders if (folder / called).is_dir()), None)


def _from_folder(folder: Path, name: str, size: int, who: str = "") -> Images:
    if not folder.exists():
        raise DataError(f"{who}{folder}, which does not exist. Expected: a folder with {LAYOUT}.")
    if folder.is_file():
        kind = "an archive: unpack it and name the folder" if folder.suffix.lower() in _ARCHIVES else "a file"
        raise DataError(f"{who}{folder}, which is {kind}. Expected: a folder with {LAYOUT}.")
    known = _SETS[name]
    found = _find(folder, known)
    if not is_folder_of_images(found):
        return _official(found, name, size, "folder", f"Restore it, or get it with: dl-course fetch {name}")
    arrays, classes, words = read_folder(found, size, grey=known.grey)
    for word in words:
        print(f"{found}: {word}")
    side = f"{size}, {size}" if known.grey else f"{size}, {size}, 3"
    card = Card(
        name=name,
        title=f"Images of {len(classes)} classes from {found}",
        origin="the folder that you pointed to",
        licence="as its owner says",
        shape=f"x_train ({len(arrays['x_train'])}, {side}) uint8, y_train ({len(arrays['x_train'])},) int64, "
        f"x_test ({len(arrays['x_test'])}, {side}), y_test ({len(arrays['x_test'])},)",
        units="grey level, from 0 to 255" if known.grey else "red, green, blue, from 0 to 255",
    )
    return Images(**arrays, classes=classes, source=f"folder: {found}", card=card)


def _find(folder: Path, known: _Set) -> Path:
    """The folder itself, or the one below it that holds images; one that is called like the set goes first."""

    def holds(path):
        return is_folder_of_images(path) or known.found(path)

    if holds(folder):
        return folder
    try:
        below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "__")))
    except OSError as error:
        raise DataError(f"The folder {folder} cannot be read ({error.strerror}). Check its permissions.") from None
    found = [path for path in below if holds(path)]
    preferred = _below(folder, known)
    if preferred in found:
        return preferred
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise DataError(f"{folder} holds several sets of images: {names}. Name one of them instead.")
    if not found:
        have = ", ".join(path.name for path in below[:5]) or "no folder"
        raise DataError(
            f"{folder} holds no images that can be loaded. Expected there or one level below: {LAYOUT}; or "
            f"torchvision's {known.folders[1]}. Received: {have}."
        )
    return found[0]


def _official(folder: Path, name: str, size: int, origin: str, remedy: str) -> Images:
    known = _SETS[name]
    kept = ArrayCache(str(folder.resolve()), status(*(folder / file for file in known.files)))
    arrays = kept.load() if known.files else None
    if arrays is None:
        arrays = known.read(folder, remedy)
        for word in keep(kept, **arrays) if known.files else ():
            print(word)
    return _at_size(arrays, size, f"{origin}: {folder}", known.card, known.classes)


def _shipped(name: str, size: int) -> Images:
    card = load_card(_SETS[name].shipped)
    path = shipped_file(card, f"{card.name}.npz")
    with np.load(path, allow_pickle=False) as file:
        arrays = {key: file[key] for key in ("x_train", "y_train", "x_test", "y_test")}
    for key in ("y_train", "y_test"):
        arrays[key] = arrays[key].astype(np.int64)
    return _at_size(arrays, size, f"shipped: {path.name}", card, _SETS[name].classes)


def _at_size(arrays: dict[str, np.ndarray], size: int, source: str, card: Card, classes: tuple[str, ...]) -> Images:
    before = arrays["x_train"].shape[1]
    if before != size:
        print(f"{card.name}: all images brought from {before}x{before} to {size}x{size}")
        for key in ("x_train", "x_test"):
            pixels = np.empty((len(arrays[key]), size, size, *arrays[key].shape[3:]), dtype=np.uint8)
            for i, image in enumerate(arrays[key]):
                pixels[i] = Image.fromarray(image).resize((size, size), Image.Resampling.LANCZOS)
            arrays[key] = pixels
    return Images(**arrays, classes=classes, source=source, card=card)
