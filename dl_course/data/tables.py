"""Small real data sets that ship with the course: handwritten digits and tables."""

from dataclasses import dataclass

import numpy as np

from dl_course.data.catalogue import Card, load_card, shipped_file


@dataclass(frozen=True)
class Digits:
    """Handwritten digits.

    Attributes:
        x: Images, shape (1797, 8, 8), uint8, grey level from 0 (paper) to 16 (ink).
        y: The digit, shape (1797,), int64.
        classes: "0" to "9".
        source: What was really loaded.
        card: Origin, licence, shape, units.
    """

    x: np.ndarray
    y: np.ndarray
    classes: tuple[str, ...]
    source: str
    card: Card


@dataclass(frozen=True)
class Table:
    """A table of numbers with one target column.

    Attributes:
        x: Features, shape (n, number of features), float64, in the units of the card.
        y: Target, shape (n,): float64 where it is measured, int64 where it is a class.
        feature_names: One name a column of `x`.
        target_name: What `y` is.
        classes: Name of each class; empty where the target is measured.
        source: What was really loaded.
        card: Origin, licence, shape, units.
    """

    x: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]
    target_name: str
    classes: tuple[str, ...]
    source: str
    card: Card


_CLASSES = {"diabetes": (), "breast_cancer": ("malignant", "benign")}


def load_digits() -> Digits:
    """The 1,797 handwritten digits of the UCI repository, 8x8 pixels.

    Raises:
        DataError: The shipped file is missing or damaged.
    """
    card = load_card("digits")
    path = shipped_file(card, "digits.npz")
    with np.load(path, allow_pickle=False) as arrays:
        x, y = arrays["x"], arrays["y"].astype(np.int64)
    return Digits(x=x, y=y, classes=tuple("0123456789"), source="shipped: digits.npz", card=card)


def load_table(name: str) -> Table:
    """A real table, in its own units, not scaled.

    Args:
        name: "diabetes" (442 patients, 10 features, progression of the disease after a year) or
            "breast_cancer" (569 tumours, 30 features, malignant 0 or benign 1).

    Raises:
        ValueError: There is no such table.
        DataError: The shipped file is missing or damaged.
    """
    if not isinstance(name, str) or name not in _CLASSES:
        raise ValueError(f"name must be one of {', '.join(sorted(_CLASSES))}. Received: {name!r}.")
    card = load_card(name)
    path = shipped_file(card, f"{name}.csv")
    with path.open(encoding="utf-8") as lines:
        header = lines.readline().strip().split(",")
        rows = np.loadtxt(lines, delimiter=",")
    classes = _CLASSES[name]
    return Table(
        x=rows[:, :-1],
        y=rows[:, -1].astype(np.int64) if classes else rows[:, -1],
        feature_names=tuple(header[:-1]),
        target_name=header[-1],
        classes=classes,
        source=f"shipped: {name}.csv",
        card=card,
    )
