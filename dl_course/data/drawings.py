"""`load_drawings`: the drawn images with what only their maker can know, where the thing is and among what it stands."""

from dataclasses import dataclass

import numpy as np

from dl_course.data.catalogue import Card, load_card, shipped_file
from dl_course.data.cifar10 import CLASSES

# In the order of the file, as `tools.drawn.PLACES`; and how a caption says it.
_PLACES = {
    "sky": "in the sky", "meadow": "on a meadow", "forest": "in a forest", "sea": "by the sea", "street": "on a street",
    "room": "in a room", "earth": "on bare earth", "leaves": "among leaves", "snow": "in the snow", "studio": "in a studio",
}  # fmt: skip


@dataclass(frozen=True)
class Drawings:
    """The drawn images that stand in for CIFAR-10, each with its class, its mask and its caption.

    Attributes:
        x_train: Shape (5000, 32, 32, 3), uint8, red, green, blue from 0 to 255.
        y_train: Index into `classes`, shape (5000,), int64.
        mask_train: True where a pixel shows the thing, shape (5000, 32, 32).
        caption_train: Such as "a deer in the snow", a tuple of 5000.
        x_test, y_test, mask_test, caption_test: The same of 1000 other images.
        classes: Name of each class.
        card: Origin, licence, shape, units of masks and captions.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    mask_train: np.ndarray
    caption_train: tuple[str, ...]
    x_test: np.ndarray
    y_test: np.ndarray
    mask_test: np.ndarray
    caption_test: tuple[str, ...]
    classes: tuple[str, ...]
    card: Card


def load_drawings() -> Drawings:
    """Loads the drawn images that ship with the course, with masks and captions.

    `load_images("cifar10")` gives the same images, or real ones where there are some; a photograph has no mask.

    Raises:
        DataError: A file is missing or damaged.
    """
    images, card = load_card("cifar10_drawn"), load_card("drawn_scenes")
    given = {}
    with (
        np.load(shipped_file(images, "cifar10_drawn.npz"), allow_pickle=False) as pixels,
        np.load(shipped_file(card, "drawn_scenes.npz"), allow_pickle=False) as scenes,
    ):
        for part in ("train", "test"):
            y = pixels[f"y_{part}"].astype(np.int64)
            bits = np.unpackbits(scenes[f"mask_{part}"], axis=1).astype(bool)
            given[f"x_{part}"], given[f"y_{part}"] = pixels[f"x_{part}"], y
            given[f"mask_{part}"] = bits.reshape(len(y), 32, 32)
            given[f"caption_{part}"] = tuple(map(_caption, y, scenes[f"place_{part}"]))
    return Drawings(**given, classes=CLASSES, card=card)


def _caption(label: int, place: int) -> str:
    name = CLASSES[label]
    return f"{'an' if name[0] == 'a' else 'a'} {name} {[*_PLACES.values()][place]}"
