"""MNIST and Fashion-MNIST: their cards and classes, and the four IDX files in which torchvision keeps each of them."""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

from dl_course.data.catalogue import Card, DataError

_SHAPE = "x_train (60000, 28, 28) uint8, y_train (60000,) int64, x_test (10000, 28, 28), y_test (10000,); 10 classes"
MNIST = Card(
    name="mnist",
    title="MNIST: handwritten digits, 28x28 pixels",
    origin="LeCun, Cortes & Burges, The MNIST Database of Handwritten Digits 1998, from forms of NIST",
    licence="CC BY-SA 3.0",
    shape=_SHAPE,
    units="grey level from 0 (paper) to 255 (ink)",
    notes="The test images are by other writers than the training images.",
)
FASHION_MNIST = Card(
    name="fashion_mnist",
    title="Fashion-MNIST: pictures of clothes, 28x28 pixels",
    origin="Xiao, Rasul & Vollgraf, Fashion-MNIST: a Novel Image Dataset, Zalando Research 2017",
    licence="MIT",
    shape=_SHAPE,
    units="grey level from 0 (background) to 255",
)
DIGITS = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")

# Array -> its file, and the shape of one of its items.
FILES = {
    "x_train": ("train-images-idx3-ubyte", (28, 28)),
    "y_train": ("train-labels-idx1-ubyte", ()),
    "x_test": ("t10k-images-idx3-ubyte", (28, 28)),
    "y_test": ("t10k-labels-idx1-ubyte", ()),
}


def is_idx(folder: Path) -> bool:
    """Whether the folder, or `raw` in it as torchvision has it, holds such files, all or not."""
    return _place(folder) is not None


def _place(folder: Path) -> Path | None:
    names = [name + ending for name, _ in FILES.values() for ending in ("", ".gz")]
    return next((at for at in (folder, folder / "raw") if any((at / name).is_file() for name in names)), None)


def read_idx(folder: Path, remedy: str) -> dict[str, np.ndarray]:
    """Reads the four files, packed (`.gz`) or not.

    Args:
        folder: The folder that holds them, itself or in `raw`.
        remedy: What to do where a file is missing or damaged, a sentence.

    Returns:
        x_train (n, 28, 28) uint8, y_train (n,) int64, x_test (m, 28, 28), y_test (m,).

    Raises:
        DataError: A file is missing, damaged or of another kind.
    """
    at = _place(folder) or folder
    arrays = {key: _read(at / name, item, remedy) for key, (name, item) in FILES.items()}
    for part in ("train", "test"):
        x, y = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if len(x) != len(y) or not len(y) or y.max() > 9:
            raise DataError(
                f"{at} holds {len(x):,} images and {len(y):,} labels to {part}, the labels up to {y.max(initial=0)}. "
                f"Expected: a label from 0 to 9 for each image. {remedy}"
            )
        arrays[f"y_{part}"] = y.astype(np.int64)
    return arrays


def _read(path: Path, item: tuple[int, ...], remedy: str) -> np.ndarray:
    """One file: two zeros, 8 for uint8, the number of axes, the length of each as a big-endian int32, then the bytes."""
    packed = path.with_name(f"{path.name}.gz")
    path = packed if packed.is_file() else path  # packed ones carry a checksum
    try:
        with gzip.open(path) if path == packed else path.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise DataError(f"{path} is missing. {remedy}") from None
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read ({error}). {remedy}") from None
    axes = 1 + len(item)
    lengths = tuple(np.frombuffer(content[4 : 4 + 4 * axes], ">i4").tolist()) if len(content) >= 4 + 4 * axes else ()
    data = content[4 + 4 * axes :]
    if content[:4] != bytes([0, 0, 8, axes]) or lengths[1:] != item or len(data) != math.prod(lengths):
        what = "images of 28x28 pixels" if item else "labels"
        raise DataError(f"{path} does not hold {what} as torchvision keeps them ({len(content):,} bytes). {remedy}")
    return np.frombuffer(data, np.uint8).reshape(lengths).copy()
