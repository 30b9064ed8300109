"""Results on disk: one file a submission, written whole or not at all; tables are made of these files."""

import contextlib
import csv
import fcntl
import functools
import hashlib
import io
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import dl_course
from dl_course.files import UNFINISHED, whole_file
from dl_course.grading.outcome.verdict import decided

_GRADES = ["student", "lesson", "task", "points", "max_points", "status", "message"]
_FORMULA = re.compile(r"'*[=+@\t\r-](?!\d*\.?\d+$)")  # -1.5 is a number
_OWN = ("*.csv", "run.json", "report.html", "results/*/*.json", "feedback/*/*.html")
_JUDGES = ("exercises", "grading")  # folders of the package that every verdict depends on
_SUMMARY = ["student", "lesson", "points", "max_points"]


# (student, lesson) -> `grade_id` of a task -> points and comment.
Decisions = dict[tuple[str, str], dict[str, tuple[float, str]]]


class InUse(RuntimeError):
    """Another grader works on the folder."""


class Results:
    """The folder of a run."""

    def __init__(self, folder: Path, decisions: Decisions | None = None):
        """Makes the folder where it is missing.

        Args:
            folder: Of the run.
            decisions: The instructor's own. They stand above the stored verdicts and are not stored with them.
        """
        self.folder, self.decisions = folder, decisions or {}
        (folder / "results").mkdir(parents=True, exist_ok=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the folder for this process; the kernel lets go of it however the process ends.

        Raises:
            InUse: Another process holds it.
        """
        with open(self.folder / ".lock", "a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.seek(0)
                who = file.read().strip() or "unknown"
                raise InUse(
                    f"Another grader ({who}) works on {self.folder}. Wait for it, or choose another --out."
                ) from None
            file.truncate(0)
            file.write(f"process {os.getpid()}, since {time.strftime('%H:%M:%S')}")
            file.flush()
            for own in map(Path, _OWN):  # what a killed grader was about to write, and nothing else
                for left in self.folder.glob(f"{own.parent}/.{own.name}.{'[0-9a-f]' * 8}{UNFINISHED}"):
                    left.unlink(missing_ok=True)
            yield

    def path(self, student: str, lesson: str) -> Path:
        """Where the result of a submission lies; any name of a student gives a name of a file."""
        name = quote(os.fsencode(student), safe=" ,'()@+")
        if len(name) > 180:
            name = name[:150] + hashlib.sha256(os.fsencode(student)).hexdigest()[:20]
        return self.folder / "results" / lesson / f"{name}.json"

    def load(self, student: str, lesson: str) -> dict | None:
        """The result of a submission; None if there is none, or a damaged one."""
        try:
            result = json.loads(self.path(student, lesson).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return result if isinstance(result, dict) and {"key", "verdicts", "missing"} <= set(result) else None

    def save(self, result: dict) -> None:
        """Writes a result whole: what was there stays there until the new one is on the disk."""
        path = self.path(result["student"], result["lesson"])
        path.parent.mkdir(exist_ok=True)
        write(path, json.dumps(result, ensure_ascii=True, indent=1))

    def every(self, which: list[tuple[str, str]]) -> Iterator[dict]:
        """The results of these students and lessons with the instructor's decisions, one after the other."""
        for student, lesson in which:
            result = self.load(student, lesson)
            if result is not None:
                yield self.decide(result)

    def decide(self, result: dict) -> dict:
        """A result with the instructor's own decisions."""
        own = self.decisions.get((result["student"], result["lesson"]), {})
        rows = [decided(row, *own[row["task"]]) if row["task"] in own else row for row in result["verdicts"]]
        return {**result, "verdicts": rows}

    def write_tables(self, which: list[tuple[str, str]]) -> None:
        """Writes `grades.csv` and `summary.csv`."""
        with (
            _table(self.folder / "grades.csv", _GRADES) as grades,
            _table(self.folder / "summary.csv", _SUMMARY) as summary,
        ):
            for result in self.every(which):
                student, lesson = result["student"], result["lesson"]
                for v in result["verdicts"]:
                    points = "" if v["points"] is None else number(v["points"])
                    row = [student, lesson, v["task"], points, number(v["max_points"]), v["status"], v["message"]]
                    grades.writerow(map(cell, row))
                reached, most = total(result)
                summary.writerow([cell(student), lesson, number(reached), number(most)])


def total(result: dict) -> tuple[float, float]:
    """Points reached and points possible."""
    verdicts = result["verdicts"]
    return sum(v["points"] or 0.0 for v in verdicts), sum(v["max_points"] for v in verdicts)


def number(value: float) -> str:
    return f"{value:.10g}"


def write(path: Path, text: str, lasting: bool = True) -> None:
    """Replaces a file by a whole one.

    Args:
        path: The file.
        text: What it is to hold.
        lasting: Wait until it is on the disk; a page that can be made again need not.

    Raises:
        OSError: It could not be written; the old file is still there.
    """
    with whole_file(path, lasting=lasting) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


@functools.cache
def package(checks: tuple[Path, ...] | None = None) -> str:
    """Version of the package, with a hash of the checks and their numbers, of the reader of exercises and of the grader as
    they are on the disk.

    Args:
        checks: The files of the checks that count; all of them if None.
    """
    folder = Path(dl_course.__file__).parent
    checks = (folder / "checks").rglob("*") if checks is None else checks
    content = hashlib.sha256()
    for file in sorted([*checks, *(file for part in _JUDGES for file in (folder / part).rglob("*"))]):
        if file.is_file() and file.parent.name != "__pycache__":
            content.update(file.read_bytes())
    return f"{dl_course.__version__}+{content.hexdigest()[:12]}"


@contextlib.contextmanager
def _table(path, columns):
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        writer = csv.writer(text)
        writer.writerow(columns)
        yield writer
        text.flush()
        text.detach()


def cell(value: object) -> str:
    """A cell of a table that no spreadsheet calculates: what begins like a formula has an apostrophe before it, which a
    spreadsheet does not show. `uncell` takes it away. Names of files may hold bytes that are no text."""
    text = str(value).encode("utf-8", "backslashreplace").decode()
    return f"'{text}" if _FORMULA.match(text) else text


def uncell(text: str) -> str:
    """What `cell` was given."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text
