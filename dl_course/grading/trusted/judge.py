"""The judge: runs a submission's cells in student processes and the instructor's tests here, on stand-ins.

In two phases. First all cells and the visible parts of all tests, in one student process after the other; whatever they say
is told to the student. Then the hidden part of each test that is left, in a student process of its own that has run the
cells before it and knows nothing else: of it only passed, failed, out of time or ended is told. So what a hidden part asks
cannot be carried to where a student could read it.
"""

import ast
import contextlib
import copy
import functools
import io
import itertools
import random
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from dl_course.exercises.exercise import Exercise, Task
from dl_course.exercises.names import loaded_and_stored
from dl_course.grading.border.channel import Closed
from dl_course.grading.outcome.verdict import Status, Verdict, verdict
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.trusted.sentences import FORGED, FURTHER, ending, sentence_of, shown, test_file
from dl_course.grading.trusted.session import CannotCross, Gone, Student
from dl_course.grading.trusted.students import Students
from dl_course.grading.trusted.submission import Plan, Run

_LONGEST_CELL = 1 << 20  # characters


class TimeUp(BaseException):
    """A cell used up its time. No `except Exception` of a test may hold it."""


class _Lost(Exception):
    """A step ended with the student process; status and sentence."""

    def __init__(self, status, sentence):
        self.status, self.sentence = status, sentence


@dataclass(frozen=True)
class Done:
    """What earlier judges of the same submission found out before they ended.

    Attributes:
        judged: `grade_id` of the tasks that have their verdict.
        seen: `grade_id` of the tasks whose visible part has passed.
        lost: Cells that ended their process -> how.
        until: When phase one must be over, in seconds of `time.monotonic`.
        until_hidden: When phase two must be over; None before it has begun.
    """

    judged: frozenset[str]
    seen: frozenset[str]
    lost: dict[Run, str]
    until: float
    until_hidden: float | None = None


class Judge:
    """Judges one submission."""

    def __init__(self, exercise: Exercise, plan: Plan, given: dict, students: Students, limits: Limits):
        """Prepares it.

        Args:
            exercise: The author's notebook.
            plan: The submission, laid out.
            given: Names that the given cells of the exercise define, as `run_setup` returns them.
            students: Where student processes come from.
            limits: Of the whole submission.
        """
        self.exercise, self.plan, self.given, self.students, self.limits = (exercise, plan, given, students, limits)

    def run(self, report: Callable[[str, object], None], done: Done, author: bool = False) -> None:
        """Judges every task that is not judged yet.

        Args:
            report: Called with ("at", label of a cell or `grade_id` of a task) before each step, ("lost", (cell, how))
                where it ended its process, ("seen", `grade_id`) when the visible part of a task has passed and its hidden
                part is left, ("hidden", deadline) when phase two begins, and ("verdict", dict) after each task.
            done: What is known already.
            author: The submission is the author's own, who is told what happened in hidden tests.
        """
        self.report, self.author = report, author
        signal.signal(signal.SIGALRM, _time_up)
        self.cells = _Cells(self, done.until, done.lost)
        seen = set(done.seen)
        try:
            last = max((i for i, s in enumerate(self.plan.steps) if _is_open(s, done)), default=-1)
            for step in self.plan.steps[: last + 1]:
                report("at", step.label if isinstance(step, Run) else step.id)
                if isinstance(step, Run):
                    self.cells.run(step)
                elif _is_open(step, done):
                    outcome = self._visible(step)
                    if outcome is None:
                        seen.add(step.id)
                    report(*(("seen", step.id) if outcome is None else ("verdict", outcome)))
        finally:
            self.cells.end()
        until = done.until_hidden or time.monotonic() + self.limits.total
        report("hidden", until)
        for task in self.exercise.tasks:
            if task.id in seen - done.judged:
                report("at", task.id)
                report("verdict", self._hidden(task, until))

    def _visible(self, task: Task) -> Verdict | None:
        """The verdict on a task, as far as a student can see; None where its hidden part is left to be judged."""
        if task.by_hand:
            return verdict(task, Status.BY_HAND, f"{task.label}: a person reads this answer.")
        visible, hidden = _parts(task)
        try:
            with self.cells.process() as student:
                names = self._names(task, student, visible.asked | (hidden.asked if hidden else frozenset()))
                if isinstance(names, str):
                    return verdict(task, Status.MISSING, names)
                self._execute(visible, names)
        except _Lost as lost:
            return verdict(task, lost.status, f"{task.label}: the check of your answer {lost.sentence}")
        except CannotCross as error:
            return verdict(task, Status.ERROR, f"{task.label}: {error}")
        except Exception as error:
            return verdict(task, *sentence_of(task, error))
        return None if hidden else verdict(task, Status.PASSED)

    def _hidden(self, task: Task, until: float) -> Verdict:
        """The verdict on the hidden part of a task. Nothing that the student's code says or does gets into its words."""
        _, hidden = _parts(task)
        cells = _Cells(self, until, self.cells.lost, at=task.id)
        status, said = Status.PASSED, ""
        try:
            before = itertools.takewhile(lambda step: step is not task, self.plan.steps)
            cells.execute([step for step in before if isinstance(step, Run) and step not in self.cells.lost])
            with cells.process() as student:
                with self._time(until):
                    wanted = sorted(hidden.asked & self.exercise.names)
                    names = {name: student.get(name, name in self.exercise.classes) for name in wanted}
                self._execute(hidden, names, until)
        except _Lost as lost:
            status, said = lost.status, lost.sentence
        except CannotCross as error:
            status, said = Status.WRONG, str(error)
        except Exception as error:
            status, said = Status.WRONG, sentence_of(task, error)[1]
        finally:
            cells.end()
        if status is Status.PASSED:
            return verdict(task, status)
        return verdict(task, status, f"{task.label}: {FURTHER[status]}" + (f" ({said})" if self.author else ""))

    def _execute(self, part, names, until=None):
        printed = io.StringIO()
        given = _copied({name: value for name, value in self.given.items() if name in part.asked})
        with self._time(until), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            _seed()
            exec(part.code, {**given, **names, "__name__": "__main__"})

    def _names(self, task, student, asked):
        """The stand-ins that a test needs, or a sentence about the first that is not there."""
        found = {}
        with self._time():
            for name in sorted(asked & self.exercise.names):
                try:
                    found[name] = student.get(name, name in self.exercise.classes)
                except KeyError:
                    return self._missing(task, name)
                except Exception as error:
                    return f"{task.label}: `{name}` cannot be read: {shown(error)}."
        return found

    def _missing(self, task, name):
        failed = self.cells.failed
        why = next((failed[answer] for answer in task.answers if answer in failed), None)
        present = {step.answers for step in self.plan.steps if isinstance(step, Run)}
        if why:
            return f"{task.label}: there is no `{name}` to check. {why}"
        if not present & set(task.answers):
            return (
                f"{task.label}: its cell is empty or deleted, and there is no `{name}` in your notebook. "
                "Copy the cell from the exercise and answer it."
            )
        return f"{task.label}: there is no `{name}` in your notebook. The check calls your answer by this name."

    def _time(self, until=None):
        return _limited(self.limits.timeout, self.cells.until if until is None else until)


class _Cells:
    """A submission's cells in a student process; where that ends, another is brought up to date.

    Attributes:
        failed: Answer -> what went wrong in its cell.
        lost: Cells that ended their process, which are not run again -> how.
    """

    def __init__(self, judge: Judge, until: float, lost: dict[Run, str], at: str = ""):
        """Prepares it; nothing runs yet.

        Args:
            judge: Whose submission it is.
            until: When all must be over.
            lost: Cells that are known to end their process.
            at: What is reported while cells run; the label of each cell if empty.
        """
        self.judge, self.until, self.at = judge, until, at
        self.student: Student | None = None
        self.done: list[Run] = []
        self.failed: dict[str, str] = {}
        self.lost = dict(lost)

    def run(self, step: Run) -> None:
        """Runs a cell and keeps what went wrong."""
        try:
            if step not in self.lost:
                self.execute([step])
        except _Lost as lost:
            self.lost[step] = lost.sentence
            self.judge.report("lost", (step, lost.sentence))
        if step in self.lost:
            self._fail(step, self.lost[step])

    def execute(self, steps: list[Run]) -> None:
        """Runs cells, each within the time of one.

        Raises:
            _Lost: The process ended with one of them.
        """
        short = [step for step in steps if len(step.source) <= _LONGEST_CELL]
        for step in steps:
            if step not in short:
                self._fail(step, f"has more than {_LONGEST_CELL >> 20} MB of code and was not run.")
        with self.process() as student:
            running = student.run_each([(step.source, step.label) for step in short])
            for step in short:
                with _limited(self.judge.limits.timeout, self.until):
                    self.judge.report("at", self.at or step.label)
                    error = next(running)
                if error:
                    self._fail(step, f"stopped with {shown(error)}")
                self.done.append(step)

    def _fail(self, step, sentence):
        self.failed.setdefault(step.answers, f"{step.label.capitalize()} {sentence}")

    @contextlib.contextmanager
    def process(self) -> Iterator[Student]:
        """The student process, started and brought up to date where the last one is gone.

        Raises:
            _Lost: It ended, or time is up.
        """
        limits = self.judge.limits
        if time.monotonic() > self.until:
            raise _Lost(Status.TIMEOUT, f"was not run: all cells together may take {limits.total:.0f} seconds.")
        if self.student is None:
            self.student = Student(self.judge.students.fork())
            again, self.done = self.done, []
            for step in again:
                self.run(step)
            if self.student is None:
                raise _Lost(Status.ENDED, "could not be run again after another cell ended the Python process.")
        try:
            yield self.student
        except TimeUp:
            self.end()
            raise _Lost(
                Status.TIMEOUT, f"was ended after {limits.timeout:g} seconds. Is there a loop without end?"
            ) from None
        except Gone as gone:
            status = self.end()
            raise _Lost(Status.ENDED, ending(status) if isinstance(gone.__cause__, Closed) else FORGED) from None

    def end(self) -> int:
        """Ends the process; its exit status."""
        student, self.student = self.student, None
        return student.process.ended() if student else 0


@dataclass(frozen=True)
class _Part:
    """A part of a test, compiled, and the names that it takes from elsewhere."""

    code: types.CodeType
    asked: frozenset[str]


@functools.cache
def _parts(task: Task) -> tuple[_Part, _Part | None]:
    """The visible and the hidden part of a test."""
    hidden = hidden_part(task)
    return _part(task, _only(task, False)), _part(task, hidden) if hidden else None


def hidden_part(task: Task) -> str:
    """The hidden lines of a test, the visible ones before them where they do not stand alone; empty if there are none.

    Every line keeps its number.
    """
    hidden, (_, stored) = _only(task, True), loaded_and_stored(_only(task, False))
    try:
        if not ast.parse(hidden).body:
            return ""
        alone = not (loaded_and_stored(hidden)[0] & stored or "*" in stored)
    except SyntaxError:  # a line in a loop of the visible part
        alone = False
    return hidden if alone else task.source


def _only(task, hidden):
    lines = enumerate(task.source.split("\n"), start=1)
    return "\n".join(line if (number in task.hidden) is hidden else "" for number, line in lines)


def _part(task, source):
    loaded, stored = loaded_and_stored(source)
    return _Part(compile(source, test_file(task), "exec"), frozenset(loaded - stored))


def run_setup(exercise: Exercise) -> dict:
    """Executes the given cells that the tests need; the names they define.

    Raises:
        Exception: Whatever such a cell raises; it is the author's to mend.
    """
    names: dict = {"__name__": "__main__"}
    _ = exercise.defined  # this and the next are done once, before the judges are forked
    for task in exercise.tasks:
        if not task.by_hand:
            _parts(task)
    _seed()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for source in exercise.setup:
            exec(compile(source, "<given cell>", "exec"), names)
    return names


def _copied(given):
    """Given data and models for one test alone, so that no test sees what another has made of them."""
    memo = {id(value): value for value in given.values() if isinstance(value, types.ModuleType)}
    copies = {}
    for name, value in given.items():
        try:
            copies[name] = copy.deepcopy(value, memo)
        except Exception:  # a generator, an open file: there is only one of it
            copies[name] = value
    return copies


def _is_open(step, done):
    return isinstance(step, Task) and step.id not in done.judged | done.seen


@contextlib.contextmanager
def _limited(seconds, until):
    signal.setitimer(signal.ITIMER_REAL, min(seconds, max(until - time.monotonic(), 0.1)), 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _seed():
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - an author may test with the old functions
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


def _time_up(*_):
    raise TimeUp
