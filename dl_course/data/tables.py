"""Small real data sets that ship with the course: handwritten digits and tables."""

import csv
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dl_course.data.catalogue import Card, DataError, load_card, shipped_file


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


_CLASSES = {"diabetes": (), "breast_cancer": ("malignant", "benign"), "german_credit": ("bad", "good"), "mauna_loa": ()}


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
            tumours, 30 features, malignant 0 or benign 1), "german_credit" (1,000 loans, 20 features, 13 of them
            categories, bad 0 or good 1) or "mauna_loa" (521 months, year and month, carbon dioxide in the air).

    Raises:
        ValueError: There is no such table.
        DataError: The shipped file is missing or damaged, or no table: the message names file, line and column.
    """
    if not isinstance(name, str) or name not in _CLASSES:
        raise ValueError(f"name must be one of {', '.join(sorted(_CLASSES))}. Received: {name!r}.")
    card = load_card(name)
    header, columns, categories = _columns(shipped_file(card, f"{name}.csv"), _CLASSES[name])
    classes = _CLASSES[name]
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


def _columns(path: Path, classes: tuple[str, ...]) -> tuple[list[str], list[np.ndarray], dict[str, tuple[str, ...]]]:
    """The header, its columns, and the words of each column of words but the target, held to what a table is.

    Args:
        path: The file.
        classes: Name of each class of the target, the last column; empty where it is measured.
    """
    header, lines, rows = _rows(path)
    columns, categories = [], {}
    for title, cells in zip(header, zip(*rows, strict=True), strict=True):
        numbers = [_number(cell) for cell in cells]
        of_words = 2 * numbers.count(None) > len(numbers)
        for line, cell, number in zip(lines, cells, numbers, strict=True):
            where = f"{path}, line {line}, column {title}"
            if not cell.strip() or (number is not None and not math.isfinite(number)):
                raise DataError(
                    f"{where}: a table has no missing value. Received: {cell!r}. Leave the row out, or fill it."
                )
            if (number is None) != of_words:
                found = "a number among words" if of_words else "a word among numbers"
                raise DataError(f"{where}: {found}. Received: {cell!r}. A column is all numbers, or all words.")
        if of_words:
            words, index = np.unique(cells, return_inverse=True)
            columns.append(index.astype(np.float64))
            categories[title] = tuple(words.tolist())
        else:
            columns.append(np.array(numbers, dtype=np.float64))
    _refuse_target(f"{path}, column {header[-1]}", columns[-1], categories.pop(header[-1], ()), classes)
    return header, columns, categories


def _rows(path: Path) -> tuple[list[str], list[int], list[list[str]]]:
    """The header, the number of each row's line, and the rows, all of one length."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header, *rows = [(reader.line_num, row) for row in reader] or [(1, [])]
    except UnicodeDecodeError:
        raise DataError(f"{path} is not text in UTF-8. Save it as that.") from None
    header = header[1]
    for title in header or [""]:
        if not re.fullmatch("[a-z0-9_]+", title) or header.count(title) > 1:
            raise DataError(
                f"{path}, line 1: a header is names of small letters, digits and underscores, each once. Received: {title!r}."
            )
    for line, row in rows:
        if len(row) != len(header):
            raise DataError(f"{path}, line {line}: has {len(row)} cells, the header {len(header)}.")
    if len(header) < 2 or not rows:
        raise DataError(f"{path}: a table has at least a feature, a target and one row below the header.")
    return header, [line for line, _ in rows], [row for _, row in rows]


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:  # a word
        return None


def _refuse_target(where: str, values: np.ndarray, words: tuple[str, ...], classes: tuple[str, ...]) -> None:
    """Raises unless the target is measured, or is classes, each of which occurs."""
    if not classes and words:
        raise DataError(
            f"{where}: the target is words: {', '.join(words)}. They are classes: name them in _CLASSES of dl_course/data/tables.py."
        )
    found = words or tuple(f"{value:g}" for value in np.unique(values))
    expected = classes if words else tuple(map(str, range(len(classes))))
    if classes and found != expected:
        raise DataError(
            f"{where}: its classes must be {', '.join(expected)}, each at least once. Received: {', '.join(found[:9])}."
        )
