"""The judge: runs a submission's cells in a student process and the instructor's tests here, on stand-ins."""

import contextlib
import functools
import io
import random
import signal
import sys
import time
from collections.abc import Callable

import numpy as np

from dl_course.exercises.exercise import Exercise, Task
from dl_course.exercises.names import loaded_and_stored
from dl_course.grading.border.channel import Closed
from dl_course.grading.outcome.verdict import Status, Verdict, verdict
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.trusted.sentences import FORGED, ending, sentence_of, shown, test_file
from dl_course.grading.trusted.session import CannotCross, Gone, Student
from dl_course.grading.trusted.students import Students
from dl_course.grading.trusted.submission import Plan, Run


class TimeUp(BaseException):
    """A cell used up its time. No `except Exception` of a test may hold it."""


class _Lost(Exception):
    """A step ended with the student process; status and sentence."""

    def __init__(self, status, sentence):
        self.status, self.sentence = status, sentence


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
        self.student: Student | None = None
        self.done: list[Run] = []
        self.failed: dict[str, str] = {}  # answer -> what went wrong in its cell
        self.lost: set[Run] = set()
        self.until = time.monotonic() + limits.total

    def run(self, report: Callable[[str, object], None], judged: set[str]) -> None:
        """Judges every task that is not judged yet.

        Args:
            report: Called with ("at", label) before each step and ("verdict", dict) after each task.
            judged: `grade_id` of tasks that are judged already.
        """
        self.report = report
        signal.signal(signal.SIGALRM, _time_up)
        try:
            for step in self.plan.steps:
                report("at", step.label if isinstance(step, Run) else step.id)
                if isinstance(step, Run):
                    self._run(step)
                elif step.id not in judged:
                    report("verdict", self._judge(step))
        finally:
            self._end()

    def _run(self, step):
        try:
            self._execute(step)
            self.done.append(step)
        except _Lost as lost:
            self.lost.add(step)
            self._fail(step, lost.sentence)

    def _execute(self, step):
        with self._process() as student, self._time():
            try:
                student.run(step.source, step.label)
            except Exception as error:
                self._fail(step, f"stopped with {shown(error)}")

    def _fail(self, step, sentence):
        self.failed.setdefault(step.answers, f"{step.label.capitalize()} {sentence}")
        if not step.answers:
            self.failed.setdefault("", f"{step.label.capitalize()} {sentence}")

    @contextlib.contextmanager
    def _process(self):
        """The student process, started and brought up to date where the last one is gone."""
        if time.monotonic() > self.until:
            raise _Lost(Status.TIMEOUT, f"was not run: all cells together may take {self.limits.total:.0f} seconds.")
        if self.student is None:
            self.student = Student(self.students.fork())
            again, self.done = self.done, []
            for step in again:
                self.report("at", step.label if isinstance(step, Run) else step.id)
                self._run(step)
            if self.student is None:
                raise _Lost(Status.ENDED, "could not be run again after another cell ended the Python process.")
        try:
            yield self.student
        except TimeUp:
            self._end()
            raise _Lost(
                Status.TIMEOUT, f"was ended after {self.limits.timeout:g} seconds. Is there a loop without end?"
            ) from None
        except Gone as gone:
            status = self._end()
            raise _Lost(Status.ENDED, ending(status) if isinstance(gone.__cause__, Closed) else FORGED) from None

    def _end(self):
        student, self.student = self.student, None
        return student.process.ended() if student else 0

    @contextlib.contextmanager
    def _time(self):
        seconds = min(self.limits.timeout, max(self.until - time.monotonic(), 0.1))
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _judge(self, task: Task) -> Verdict:
        if task.by_hand:
            return verdict(task, Status.BY_HAND, f"{task.label}: a person reads this answer.")
        printed = io.StringIO()
        try:
            with self._process() as student:
                names = self._names(task, student)
                if isinstance(names, str):
                    return verdict(task, Status.MISSING, names)
                with self._time(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                    _seed()
                    exec(_compiled(task), {**self.given, **names, "__name__": "__main__"})
        except _Lost as lost:
            return verdict(task, lost.status, f"{task.label}: the check of your answer {lost.sentence}")
        except CannotCross as error:
            return verdict(task, Status.ERROR, f"{task.label}: {error}")
        except Exception as error:
            return verdict(task, *sentence_of(task, error))
        return verdict(task, Status.PASSED)

    def _names(self, task, student):
        """The stand-ins that a test needs, or a sentence about the first that is not there."""
        found = {}
        with self._time():
            for name in sorted(_asked(task) & self.exercise.names):
                try:
                    found[name] = student.get(name, name in self.exercise.classes)
                except KeyError:
                    return self._missing(task, name)
                except Exception as error:
                    return f"{task.label}: `{name}` cannot be read: {shown(error)}."
        return found

    def _missing(self, task, name):
        failed = next((self.failed[answer] for answer in task.answers if answer in self.failed), None)
        present = {step.answers for step in self.plan.steps if isinstance(step, Run)}
        if failed:
            return f"{task.label}: there is no `{name}` to check. {failed}"
        if not present & set(task.answers):
            return (
                f"{task.label}: its cell is empty or deleted, and there is no `{name}` in your notebook. "
                "Copy the cell from the exercise and answer it."
            )
        return f"{task.label}: there is no `{name}` in your notebook. The check calls your answer by this name."


def run_setup(exercise: Exercise) -> dict:
    """Executes the given cells that the tests need; the names they define.

    Raises:
        Exception: Whatever such a cell raises; it is the author's to mend.
    """
    names: dict = {"__name__": "__main__"}
    for task in exercise.tasks:
        if not task.by_hand:  # done once, before the judges are forked
            _asked(task)
            _compiled(task)
    _seed()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for source in exercise.setup:
            exec(compile(source, "<given cell>", "exec"), names)
    return names


@functools.cache
def _asked(task):
    """Names that a test takes from elsewhere."""
    loaded, stored = loaded_and_stored(task.source)
    return loaded - stored


@functools.cache
def _compiled(task):
    return compile(task.source, test_file(task), "exec")


def _seed():
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - an author may test with the old functions
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


def _time_up(*_):
    raise TimeUp
