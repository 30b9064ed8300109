"""What was handed in: one entry a student and lesson, found in whatever state the folder is."""

import csv
import dataclasses
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dl_course.course import Lesson
from dl_course.grading.outcome.results import uncell

# The table beside the students' folders that `dl-course collect` writes: whose they are, a row for each lesson.
LISTED = "students.csv"
COLUMNS = ("student", "lesson", "lms", "identifier", "name", "id_number", "login", "email", "note")


@dataclass(frozen=True)
class Entry:
    """One submission, or the place where it should be.

    Attributes:
        student: Name of the student's folder.
        lesson: Name of the lesson.
        path: The notebook; None if there is none.
        problem: Why there is none, for the student; empty otherwise.
        note: What was odd but could be helped.
    """

    student: str
    lesson: str
    path: Path | None
    problem: str = ""
    note: str = ""


# What file managers, archives and tools leave behind.
NO_STUDENTS = {
    "__MACOSX",
    "__pycache__",
    ".DS_Store",
    ".git",
    ".ipynb_checkpoints",
    ".directory",
    "Thumbs.db",
    "lost+found",
    LISTED,
}


class Unfit(OSError):
    """The file is no plain file of bearable size; the message is for the student."""


def students(submitted: Path) -> list[str]:
    """Names of the students' folders, in order.

    Raises:
        NotADirectoryError: `submitted` is not a folder.
    """
    if not submitted.is_dir():
        raise NotADirectoryError(f"SUBMITTED must be a folder with one folder a student. Received: {submitted}.")
    return sorted(entry.name for entry in os.scandir(submitted) if entry.is_dir() and not _ignored(entry.name))


def loose_files(submitted: Path) -> list[str]:
    """What lies beside the students' folders and belongs to nobody, such as an archive that was not unpacked."""
    return sorted(entry.name for entry in os.scandir(submitted) if not entry.is_dir() and not _ignored(entry.name))


def listed(submitted: Path) -> list[dict[str, str]] | None:
    """The rows of `students.csv`, as `dl-course collect` was given them; None if it is somebody else's table."""
    try:
        text = (submitted / LISTED).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return []
    separator = ";" if text.partition("\n")[0].count(";") else ","  # as some spreadsheets save it
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="", delimiter=separator)
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        return None
    return [{name: uncell(value) for name, value in row.items() if isinstance(value, str)} for row in rows]


def entries(submitted: Path, lesson: Lesson) -> Iterator[Entry]:
    """One entry a student for this lesson, those who handed in nothing included."""
    for student in students(submitted):
        yield _entry(submitted / student, student, lesson.name)


def handed_in(submitted: Path, lessons: list[Lesson]) -> list[Lesson]:
    """The lessons that anyone handed in, told by names of folders and files."""
    names = set()
    for student in students(submitted):
        names |= {_plain(name) for name in _inside(submitted / student)}
    return [lesson for lesson in lessons if {_plain(lesson.name), _plain(lesson.name + ".ipynb")} & names]


def read(path: Path, most_mb: int) -> bytes:
    """The bytes of a notebook that was handed in.

    Raises:
        Unfit: It is a link, no plain file, too large or not readable.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            raise Unfit("The notebook is a link to another file. Hand in the file itself.") from None
        raise Unfit(f"The notebook cannot be read: {error.strerror}.") from None
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise Unfit("What was handed in under the notebook's name is not a file.")
        if about.st_size > most_mb << 20:
            raise Unfit(
                f"The notebook has {about.st_size >> 20} MB; at most {most_mb} MB are read. "
                "Clear its outputs (Edit > Clear Outputs of All Cells), save it and hand it in again."
            )
        return file.read()


def _entry(folder, student, lesson):
    if folder.is_symlink():
        return Entry(student, lesson, None, "The student's folder is a link. Put the folder itself there.")
    places = _inside(folder)
    own = [name for name in places if _plain(name) == _plain(lesson) and _is_folder(folder / name)]
    if own:
        name = lesson if lesson in own else own[0]
        found = _in_folder(folder / name, student, lesson)
        others = ", ".join(other for other in own if other != name)
        several = f"There are several folders for this lesson; {name} was graded, and not: {others}." if others else ""
        return dataclasses.replace(found, note=" ".join(filter(None, (found.note, several))))
    wanted = lesson + ".ipynb"
    loose = next((name for name in places if _plain(name) == _plain(wanted)), None)
    if loose:
        note = f"The notebook lies beside the folder {lesson}; it belongs into it."
        return Entry(student, lesson, folder / loose, note=note)
    return Entry(student, lesson, None, f"Nothing was handed in: there is no folder {lesson}.")


def _in_folder(folder, student, lesson):
    if folder.is_symlink():
        return Entry(student, lesson, None, f"The folder {lesson} is a link. Hand in the folder itself.")
    wanted = lesson + ".ipynb"
    notebooks = [name for name in _inside(folder) if name.lower().endswith(".ipynb")]
    if wanted in notebooks:
        return Entry(student, lesson, folder / wanted)
    if len(notebooks) == 1:
        note = f"The notebook is called {notebooks[0]}; it was graded as {wanted}."
        return Entry(student, lesson, folder / notebooks[0], note=note)
    if notebooks:
        have = ", ".join(notebooks[:5])
        return Entry(student, lesson, None, f"There are several notebooks ({have}) and none is called {wanted}.")
    files = _inside(folder)
    have = f"There is only: {', '.join(files[:5])}." if files else "The folder is empty."
    return Entry(student, lesson, None, f"No notebook was handed in. {have}")


def _ignored(name):
    return name in NO_STUDENTS


def _inside(folder):
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith((".", "__")))
    except OSError:
        return []


def _is_folder(path):
    return path.is_dir() or path.is_symlink()


def _plain(name):
    return name.casefold().replace(" ", "_").replace("-", "_")
