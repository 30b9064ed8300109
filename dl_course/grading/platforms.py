"""What learning platforms hand out: whose each file in a zip of submissions is, and the tables of a course's students.

The formats were read from the platforms' own code:

Moodle 5.1 (`public/mod/assign/classes/downloader.php`, which is there since 2022; before, `download_submissions` in
`mod/assign/locallib.php`). With "Download submissions in folders": `Full Name_12_assignsubmission_file/name.ipynb`, in
older versions with one more `_` before the slash; folders of the student's own come behind it. Without:
`Full Name_12_assignsubmission_file_name.ipynb`. A name has a space for each `_`, and none of `& < > " ' ` | : \\ /`. 12 is
the participant's number in this one assignment, no user's id. Blind marking writes `Participant` for the name; a group has
its name and its own number, "Default group" none. What was typed in is `..._assignsubmission_onlinetext/onlinetext.html`.
Nothing tells who was late. Tables: the assignment's grading worksheet (`mod/assign/gradingtable.php`), which has these
numbers as `Participant 12`, and the list of participants (`user/action_redir.php`).

Canvas, at commit 05e9653 (`lib/content_zipper.rb`): `lastfirst_LATE_12_345_name.ipynb`. 12 is the user's id, the same in all
assignments; 345 is the file's, which grows; `_LATE` (in old zips `_late`) is there for who was late. A name is in small letters
and has letters, digits and `_` only. For a group there is one member's id with the group's name; with anonymous grading it is
`anon_x1y2z_345_name.ipynb`. What was typed in is `lastfirst_12_text.html`, a link `lastfirst_12_link.html`. Only the last
attempt is in the zip; its file ends in `-1`, `-2` where an earlier one had the same name. Table: the gradebook's export
(`lib/gradebook_exporter.rb`, at commit 0140a2e). A name that itself ends in `_` and digits cannot be told from an id.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from dl_course.errors import UsageError

_MOODLE = re.compile(r"([^_]*)(?:_(\d+))?_assignsubmission_([a-z0-9]+)(?:_(.*))?", re.DOTALL)
_CANVAS = re.compile(r"(.+?)(?:_(LATE|late))?_(\d+)_(?:(\d+)_(.+)|(text|link)\.html)", re.DOTALL)
_ANONYMOUS = re.compile(r"()(?:(LATE|late)_)?(anon_[^_]+)_(?:(\d+)_(.+)|(text|link)\.html)", re.DOTALL)
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u2028-\u202e\u2066-\u2069]+')
BLIND = "Participant"  # Moodle's name for everybody while marking is blind
_COLUMNS = {  # heading in English -> what it is
    "moodle": {
        "identifier": ("identifier",), "name": ("full name",), "first": ("first name",), "last": ("last name", "surname"),
        "id_number": ("id number",), "login": ("username",), "email": ("email address", "email"),
    },
    "canvas": {
        "identifier": ("id",), "name": ("student",), "first": ("firstname",), "last": ("lastname",),
        "id_number": ("sis user id",), "login": ("sis login id",),
    },
}  # fmt: skip
_EXPORTS = {
    "moodle": "the assignment's grading worksheet or the list of participants, with Identifier, Full name, or First name "
    "and Last name",
    "canvas": "the gradebook's export, with Student and ID",
}


@dataclass(frozen=True)
class File:
    """One file of a submission.

    Attributes:
        at: Its name in the zip.
        name: Its own name, as the student gave it.
        number: What tells the newer one of two; 0 where the platform tells nothing.
        inside: It lay in a folder of the student's own.
        typed: It is no file of the student's, but what was typed into the page.
    """

    at: str
    name: str
    number: int = 0
    inside: bool = False
    typed: bool = False


@dataclass
class Person:
    """Who handed in, or could have.

    Attributes:
        name: As the platform writes it.
        identifier: Canvas: the user's id. Moodle: "Participant 12", of one assignment. Empty if there is none.
        id_number: Moodle's ID number, Canvas' SIS User ID.
        login: Moodle's username, Canvas' SIS Login ID.
        email: Address.
        late: Whether the zip calls it late.
        files: What was handed in.
    """

    name: str
    identifier: str = ""
    id_number: str = ""
    login: str = ""
    email: str = ""
    late: bool = False
    files: list[File] = field(default_factory=list)


def people(lms: str, names: list[str]) -> tuple[list[Person], list[str]]:
    """Whose the files of a zip are.

    Args:
        lms: "moodle" or "canvas".
        names: Names of the files in the zip.

    Returns:
        Those who handed in, and names that are not as the platform writes them.
    """
    found, odd = {}, []
    for at in names:
        read = _READERS[lms](at)
        if read is None:
            odd.append(at)
            continue
        name, identifier, late, file = read
        person = found.setdefault((name, identifier), Person(name, identifier))
        person.late |= late
        person.files.append(file)
    return list(found.values()), odd


def written_by(names: list[str]) -> str:
    """The platform that most of such names come from; empty if none is of any."""
    counts = {lms: sum(read(name) is not None for name in names) for lms, read in _READERS.items()}
    best = max(counts, key=counts.get)
    return best if counts[best] else ""


def roster(path: Path, lms: str) -> list[Person]:
    """A course's students, from a table that the platform exports.

    Raises:
        UsageError: It cannot be read, or has none of the columns.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise UsageError(f"--roster {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"--roster {path} must be a CSV file in UTF-8, as {lms.capitalize()} exports it.") from None
    lines = text.splitlines(keepends=True)
    head = lines[0] if lines else ""
    rows = list(csv.reader(lines, delimiter=max(",;\t", key=head.count)))
    headings = [heading.strip().casefold() for heading in rows[0]] if rows else []
    at = {
        what: headings.index(heading)
        for what, choice in _COLUMNS[lms].items()
        for heading in choice[::-1]
        if heading in headings
    }
    enough = [{"identifier"}] if lms == "canvas" else [{"identifier"}, {"name"}, {"first", "last"}]
    if not any(wanted <= set(at) for wanted in enough):
        have = ", ".join(rows[0][:8]) if rows else "nothing"
        raise UsageError(f"--roster must be {_EXPORTS[lms]}, headings in English. {path} has: {have}.")
    return list(filter(None, (_person(lms, row, at) for row in rows[1:])))


def match(lms: str, handed: list[Person], listed: list[Person]) -> tuple[list[Person], list[Person]]:
    """Gives those who handed in what the roster knows of them.

    Moodle's are found by their number, else by the name where only one is called so; Canvas' by the id.

    Returns:
        Those who are not in the roster, and those of the roster who handed in nothing.
    """
    prefix = next((re.sub(r"\d+$", "", p.identifier) for p in listed if p.identifier), f"{BLIND} ")
    by_number = {number(p.identifier): p for p in listed if number(p.identifier)}
    by_name: dict[str, list[Person]] = {}
    for person in listed:
        by_name.setdefault(letters(person.name), []).append(person)
    names = [letters(p.name) for p in handed]
    unknown, left = [], {id(p): p for p in listed}
    for person in handed:
        name, mine = letters(person.name), by_number.get(number(person.identifier))
        same, others = by_name.get(name, []), names.count(name) - 1
        if lms == "moodle":
            blind = others or person.name == BLIND
            if mine and mine.name and name != letters(mine.name) and not blind:
                mine = None  # the number of a group, or of another assignment
            if mine is None and len(same) == 1 and not others:
                mine = same[0]
            if person.identifier:
                person.identifier = prefix + number(person.identifier)
        if mine is None:
            unknown.append(person)
            continue
        left.pop(id(mine), None)
        person.name = mine.name or person.name
        person.id_number, person.login, person.email = mine.id_number, mine.login, mine.email
    return unknown, list(left.values())


def number(identifier: str) -> str:
    """The digits at the end of an identifier."""
    return identifier[len(identifier.rstrip("0123456789")) :]


def letters(name: str) -> str:
    """A name without what platforms drop or change in it: to compare, not to write."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def safe(name: str, most: int = 100) -> str:
    """A name that a file system and a terminal bear, of so many bytes at most; its ending stays.

    Never empty, never beginning or ending with a dot or a space.
    """
    name = _NOT_IN_A_NAME.sub("_", unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode()).strip(". ")
    stem, dot, end = name.rpartition(".")
    if not dot or len(end.encode()) > 12:
        stem, dot, end = name, "", ""
    while len((stem + dot + end).encode()) > most:
        stem = stem[:-1]
    return (stem + dot + end).strip(". ") or "nameless"


def _moodle(at):
    parts = at.split("/")
    found = ((place, read) for place, part in enumerate(parts) if (read := _MOODLE.fullmatch(part)))
    place, read = next(found, (0, None))
    if read is None:
        return None
    within = parts[place + 1 :]
    name = within[-1] if within else read[4]
    if not name:
        return None
    identifier = f"{BLIND} {read[2]}" if read[2] else ""
    return read[1].strip(), identifier, False, File(at, safe(name), 0, len(within) > 1, read[3] == "onlinetext")


def _canvas(at):
    own = at.rpartition("/")[2]
    read = _ANONYMOUS.fullmatch(own) or _CANVAS.fullmatch(own)
    if read is None:
        return None
    name, late, identifier, number_of_file, rest, typed = read.groups()
    file = File(at, safe(rest or f"{typed}.html"), int(number_of_file or 0), False, bool(typed))
    return name or identifier, identifier if name else "", bool(late), file


_READERS = {"moodle": _moodle, "canvas": _canvas}


def _person(lms, row, at):
    cells = {what: row[place].strip() if place < len(row) else "" for what, place in at.items()}
    first, last = cells.pop("first", ""), cells.pop("last", "")
    both = f"{last}, {first}" if lms == "canvas" else f"{first} {last}"
    name = cells.pop("name", "") or both.strip(" ,")
    quoted = re.fullmatch(r'="(.*)"', name)  # how Canvas keeps a spreadsheet from calculating a name
    person = Person(quoted[1] if quoted else name, **cells)
    if lms == "canvas" and (
        not person.identifier.isdigit() or name == "Student, Test"
    ):  # points possible; a teacher's view
        return None
    return person if person.name or person.identifier else None
