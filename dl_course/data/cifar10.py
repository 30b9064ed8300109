"""Real CIFAR-10: its card, its ten classes, and the six files in which torchvision keeps it."""

import hashlib
import pickle
from pathlib import Path

import numpy as np

from dl_course.data.catalogue import Card, DataError

CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)

CARD = Card(
    name="cifar10",
    title="CIFAR-10: photographs of ten classes, 32x32 pixels",
    origin="Krizhevsky, Learning Multiple Layers of Features from Tiny Images, University of Toronto 2009",
    licence="none stated by its authors; for research, with a reference to the report",
    shape="x_train (50000, 32, 32, 3) uint8, y_train (50000,) int64, x_test (10000, 32, 32, 3), y_test (10000,)",
    units="red, green, blue, from 0 to 255",
    notes="The photographs were found on the web; each class has as many images as any other.",
)

FOLDER = "cifar-10-batches-py"

# torchvision states the same sums (a test compares them); importing it takes longer than reading the data.
MD5 = {
    "data_batch_1": "c99cafc152244af753f735de768cd75f",
    "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
    "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
    "data_batch_4": "634d18415352ddfa80567beed471001a",
    "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
    "test_batch": "40351d587109b95175f43aff81a1287e",
}


class _PlainUnpickler(pickle.Unpickler):
    """Reads arrays, lists, text and bytes; refuses everything else that a pickle could call."""

    def find_class(self, module, name):
        if (module.replace("numpy._core", "numpy.core"), name) in {
            ("numpy.core.multiarray", "_reconstruct"),
            ("numpy", "ndarray"),
            ("numpy", "dtype"),
            ("_codecs", "encode"),
        }:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a file of images")


def is_batches(folder: Path) -> bool:
    """Whether the folder looks like torchvision's, whole or not."""
    return folder.name == FOLDER or any((folder / name).is_file() for name in MD5)


def read_batches(folder: Path, remedy: str) -> dict[str, np.ndarray]:
    """Reads torchvision's folder, each file held to its MD5 sum.

    Args:
        folder: The folder `cifar-10-batches-py`.
        remedy: What to do where a file is missing or damaged, a sentence.

    Returns:
        x_train (50000, 32, 32, 3) uint8, y_train (50000,) int64, x_test (10000, 32, 32, 3), y_test (10000,).

    Raises:
        DataError: A file is missing, truncated, swapped with another or foreign.
    """
    batches = [_read_batch(folder / name, remedy) for name in MD5]
    x_train, y_train = (np.concatenate(parts) for parts in zip(*batches[:-1], strict=True))
    x_test, y_test = batches[-1]
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


def _read_batch(path: Path, remedy: str) -> tuple[np.ndarray, np.ndarray]:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "md5").hexdigest()
            if found != MD5[path.name]:
                raise DataError(f"{path} is not CIFAR-10's {path.name}: {_what_else(path, found)}. {remedy}")
            file.seek(0)
            batch = _PlainUnpickler(file, encoding="bytes").load()
        pixels = batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        return np.ascontiguousarray(pixels), np.array(batch[b"labels"], dtype=np.int64)
    except FileNotFoundError:
        raise DataError(f"{path} is missing. {remedy}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}). {remedy}") from None
    except (
        pickle.UnpicklingError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        EOFError,
    ) as error:
        raise DataError(f"{path} does not hold images as torchvision keeps them ({error}). {remedy}") from None


def _what_else(path: Path, md5: str) -> str:
    for name, known in MD5.items():
        if md5 == known:
            return f"it is {name}, so files were swapped"
    return f"it is damaged or another file (its MD5 sum differs, {path.stat().st_size:,} bytes)"
