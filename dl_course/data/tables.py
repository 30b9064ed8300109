"""Small real data sets that ship with the course: handwritten digits and tables."""

import csv
from dataclasses import dataclass, field

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
    """A table with one target column.

    Attributes:
        x: Features, shape (n, number of features), float64, in the units of the card; of a column of categories the
            index into `categories[name]`, as a number that stands for a word and measures nothing.
        y: Target, shape (n,): float64 where it is measured, int64 where it is a class.
        feature_names: One name a column of `x`.
        target_name: What `y` is.
        classes: Name of each class; empty where the target is measured.
        source: What was really loaded.
        card: Origin, licence, shape, units.
        categories: Name of each column of categories -> its categories, in alphabetical order.
    """

    x: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]
    target_name: str
    classes: tuple[str, ...]
    source: str
    card: Card
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)


_CLASSES = {"diabetes": (), "breast_cancer": ("malignant", "benign"), "german_credit": ("bad", "good")}


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
        name: "diabetes" (442 patients, 10 features, progression of the disease after a year), "breast_cancer" (569
            tumours, 30 features, malignant 0 or benign 1) or "german_credit" (1,000 loans, 20 features, 13 of them
            categories, bad 0 or good 1).

    Raises:
        ValueError: There is no such table.
        DataError: The shipped file is missing or damaged.
    """
    if not isinstance(name, str) or name not in _CLASSES:
        raise ValueError(f"name must be one of {', '.join(sorted(_CLASSES))}. Received: {name!r}.")
    card = load_card(name)
    with shipped_file(card, f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    columns, categories = [], {}
    for title, cells in zip(header, zip(*rows, strict=True), strict=True):
        try:
            columns.append(np.array(cells, dtype=np.float64))
        except ValueError:  # words
            words, index = np.unique(cells, return_inverse=True)
            columns.append(index.astype(np.float64))
            categories[title] = tuple(words.tolist())
    classes = _CLASSES[name]
    categories.pop(header[-1], None)
    return Table(
        x=np.column_stack(columns[:-1]),
        y=columns[-1].astype(np.int64) if classes else columns[-1],
        feature_names=tuple(header[:-1]),
        target_name=header[-1],
        classes=classes,
        source=f"shipped: {name}.csv",
        card=card,
        categories=categories,
    )
