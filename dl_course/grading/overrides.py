"""overrides.csv: points that the instructor decides, whatever the grader says. Read whole before anything is judged.

Whatever a spreadsheet makes of the file is read: commas, semicolons or tabs, a byte order mark, UTF-8 or Windows' own
letters, points such as 1,5. What cannot be meant is refused with its line, and nothing is graded.
"""

import csv
import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path

from dl_course import course
from dl_course.errors import UsageError
from dl_course.exercises.cells import task_of
from dl_course.exercises.exercise import Exercise, Task, read_exercise
from dl_course.grading.outcome.results import Decisions, cell, number, uncell

COLUMNS = ("student", "lesson", "task", "points", "comment")
_SHOWN = 20


class _Unclear(ValueError):
    """A row that cannot be meant; the message says why."""


def read_overrides(path: Path, students: list[str], lessons: list[course.Lesson]) -> Decisions:
    """The instructor's decisions.

    Args:
        path: The file.
        students: Names of all who have a folder.
        lessons: All that there are, not only those to be graded now.

    Raises:
        UsageError: The file cannot be read, or rows of it are unclear; every line has a sentence.
    """
    found: Decisions = {}
    lines: dict[tuple, int] = {}  # what a row decides -> its line
    shown = {uncell(cell(student)): student for student in students}  # as the tables have it
    exercises: dict[str, Exercise] = {}
    unclear = []
    for line, row in _rows(path):
        try:
            student = _student(row["student"], shown)
            lesson = _lesson(row["lesson"].strip(), lessons)
            exercise = exercises.get(lesson.name) or read_exercise(lesson.name, lesson.solution.read_bytes())
            exercises[lesson.name] = exercise
            task = _task(row["task"].strip(), exercise)
            points = _points(row["points"].strip(), task)
            first = lines.setdefault((student, lesson.name, task.id), line)
            if first != line:
                raise _Unclear(f"line {first} decides the same task. Keep one of the two.")
        except _Unclear as error:
            unclear.append(f"{path}, line {line}: {error}")
            continue
        decisions = found.setdefault((student, lesson.name), {})
        decisions[task.id] = (points, uncell(row["comment"].strip()))
    if unclear:
        more = [f"And {len(unclear) - _SHOWN} more lines of {path}."] if len(unclear) > _SHOWN else []
        raise UsageError("\n".join([*unclear[:_SHOWN], *more, "Nothing was graded."]))
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their lines; lines without content are left out."""
    text = _text(path)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader, line, names = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1, None
    try:
        for row in reader:
            if names is None:
                names = [name.strip().casefold() for name in row]
                if missing := [name for name in COLUMNS if names.count(name) != 1]:
                    raise UsageError(
                        f"{path}, line 1: the columns must be {', '.join(COLUMNS)}, each once. Look at: {', '.join(missing)}."
                    )
            elif any(map(str.strip, row)):
                if any(map(str.strip, row[len(names) :])):
                    raise UsageError(
                        f"{path}, line {line}: there are more cells than columns. Put a comment that has "
                        f"{'a tab' if delimiter == chr(9) else repr(delimiter)} in it between double quotes."
                    )
                yield line, dict(zip(names, row + [""] * len(names), strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, line {line}: is no row of a table: {error}. Is a double quote left open?") from None
    if names is None:
        raise UsageError(f"{path}, line 1: the file is empty. Its first line is: {','.join(COLUMNS)}")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    for encoding in ("utf-8-sig", "cp1252"):  # the second is what Excel on Windows calls CSV
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
        else:
            line = text[: text.find("\0")].count("\n") + 1 if "\0" in text else 0
            break
    if line:
        raise UsageError(f'{path}, line {line}: is not text. In the spreadsheet, save the table as "CSV UTF-8".')
    return text


def _student(text: str, shown: dict[str, str]) -> str:
    for name in (uncell(text), text, text.strip()):
        if name in shown:
            return shown[name]
    close = difflib.get_close_matches(text.strip(), shown, n=1)
    raise _Unclear(f"no student has a folder called {text!r}." + (f" Did you mean {close[0]!r}?" if close else ""))


def _lesson(text: str, lessons: list[course.Lesson]) -> course.Lesson:
    if not text:
        raise _Unclear("the lesson is missing.")
    try:
        (found,) = course.choose([text.zfill(2)], lessons)  # of 01, a spreadsheet leaves 1
    except UsageError as error:
        raise _Unclear(str(error)) from None
    except ValueError:
        raise _Unclear(f"several lessons have the number {text}. Write the whole name.") from None
    if not found.solution.is_file():
        raise _Unclear(f"{found.name} has no solution, so it is not graded.")
    return found


def _task(text: str, exercise: Exercise) -> Task:
    """A task by its whole name or as a person would call it: task-2-check, task-2, Task 2, 2."""
    own = [task for task in exercise.tasks if task.id == text]
    if not own and (match := re.fullmatch(r"(?:task)?[\s_-]*0*(\d+)", text.casefold())):
        own = [task for task in exercise.tasks if (task_of(task.id) or (None,))[0] == int(match[1])]
    if len(own) == 1:
        return own[0]
    have = ", ".join(task.id for task in own or exercise.tasks)
    raise _Unclear(f"{exercise.name} has {'more than one' if own else 'no'} task {text!r}. Write one of: {have}.")


def _points(text: str, task: Task) -> float:
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = -1.0
    if not 0 <= points <= task.points:  # no number is not in between either
        raise _Unclear(f"points of {task.id} are a number from 0 to {number(task.points)}. Received: {text!r}.")
    return points
