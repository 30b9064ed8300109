"""The cards of the data sets: origin, licence, shape, units, and the checksum every shipped file is held to."""

import hashlib
import textwrap
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path

from dl_course.course import came_along
from dl_course.errors import NotPossible


class DataError(NotPossible):
    """A data file is missing, damaged or not what its card says; the message says what to do."""


@dataclass(frozen=True)
class Card:
    """What one should know of a data set before using it.

    Attributes:
        name: The name by which it is loaded.
        title: One line for people.
        origin: Where it comes from.
        licence: Under which terms.
        shape: What the arrays are, in words and numbers.
        units: Unit of each quantity.
        notes: What else one should know.
        files: File name -> SHA-256 of its bytes, in hexadecimal.
    """

    name: str
    title: str
    origin: str
    licence: str
    shape: str
    units: str
    notes: str = ""
    files: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        rows = {row: getattr(self, row) for row in ("origin", "licence", "shape", "units", "notes")}
        wrapped = [
            textwrap.fill(text, width=84, initial_indent=f"  {row + ':':<9}", subsequent_indent=" " * 11)
            for row, text in rows.items()
            if text
        ]
        return "\n".join([self.title, *wrapped])


def shipped_folder() -> Path:
    """The folder `data/` of the course, or the copy of it inside an installed wheel."""
    folder = came_along() / "data"
    if not folder.is_dir():
        raise DataError(f"The course's data folder is missing: {folder}. Restore it with: git checkout data")
    return folder


def load_card(name: str) -> Card:
    """The card of a shipped data set.

    Raises:
        ValueError: No such data set ships with the course.
        DataError: A line of the card is missing, or it has one more.
    """
    folder = shipped_folder()
    cards = {path.stem: path for path in folder.glob("*.toml")}
    if not isinstance(name, str) or name not in cards:
        raise ValueError(f"name must be one of: {', '.join(sorted(cards))}. Received: {name!r}.")
    lines = tomllib.loads(cards[name].read_text(encoding="utf-8"))
    for each in fields(Card):
        needed = each.name != "name" and each.default is MISSING and each.default_factory is MISSING
        if needed and each.name not in lines:
            raise DataError(f'{cards[name]} has no {each.name}. Write the line: {each.name} = "..."')
    if more := sorted(lines.keys() - {each.name for each in fields(Card) if each.name != "name"}):
        raise DataError(f"{cards[name]}: a card has no {more[0]}. Leave it out.")
    return Card(name=name, **lines)


def shipped_file(card: Card, filename: str) -> Path:
    """A shipped file, verified against its card.

    Raises:
        DataError: The file is missing, stands not in the card, or its checksum differs.
    """
    path = shipped_folder() / filename
    if not path.is_file():
        raise DataError(f"{path} is missing. Restore it with: git checkout data/{filename}")
    if filename not in card.files:
        raise DataError(f"{card.name}.toml has no line for {filename} below [files]: its SHA-256.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != card.files[filename]:
        raise DataError(
            f"{path} is not the file that ships with the course (its checksum differs from {card.name}.toml). "
            f"Restore it with: git checkout data/{filename}"
        )
    return path
