"""What became of one task: the only place where a verdict is made, from its status and its words."""

from enum import StrEnum
from typing import TypedDict

from dl_course.exercises.exercise import Task

_LONGEST = 1000


class Status(StrEnum):
    """How the judging of a task ended."""

    PASSED = "passed"
    WRONG = "wrong"
    OPEN = "open"  # the stub is still there
    STOPPED = "stopped"  # by an error of the student's code
    TIMEOUT = "timeout"
    ENDED = "ended"  # the process, by a crash or an exit
    MISSING = "missing"  # nothing to judge: no notebook, no cell, no name
    UNREADABLE = "unreadable"  # the notebook
    BY_HAND = "by hand"  # a person gives the points
    DECIDED = "decided"  # by the instructor
    ERROR = "error"  # of the grader or of the test; not the student's

    @property
    def keeps_points(self) -> bool:
        """Whether nothing was lost."""
        return self in (Status.PASSED, Status.BY_HAND)


class Verdict(TypedDict):
    """One row of `grades.csv`, as it is stored.

    Keys:
        task: The task's `grade_id`.
        label: How it is called.
        title: Its heading.
        points: What was reached; None where a person gives the points.
        max_points: What could be reached.
        status: A value of Status.
        message: A sentence for the student.
        hint: The hint of a check that fired, for statistics.
    """

    task: str
    label: str
    title: str
    points: float | None
    max_points: float
    status: str
    message: str
    hint: str


def verdict(task: Task, status: Status, message: str = "", hint: str = "") -> Verdict:
    """The verdict on a task; all points or none, as the status says."""
    return {
        "task": task.id,
        "label": task.label,
        "title": task.title,
        "points": None if status is Status.BY_HAND else task.points if status is Status.PASSED else 0.0,
        "max_points": task.points,
        "status": status.value,
        "message": _clean(message),
        "hint": _clean(hint),
    }


def decided(row: Verdict, points: float, comment: str) -> Verdict:
    """A verdict in whose place the instructor has put a decision of their own; it stays what it was for statistics of hints."""
    said = f"{row['label']}: decided by your instructor" + (f": {comment}" if comment else ".")
    return {**row, "points": points, "status": Status.DECIDED.value, "message": _clean(said)}


def name_of(row: Verdict) -> str:
    """How pages call a task, such as "Task 1 · The output of a neuron"."""
    name, title = row["label"][:1].upper() + row["label"][1:], row.get("title")  # older results have no title
    return f"{name} · {title}" if title else name


def _clean(text: str) -> str:
    """Text for a table and a page: printable, of bounded length."""
    text = "".join(c if c.isprintable() or c == "\n" else "�" for c in text[: _LONGEST + 1])
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
