"""Judging on this machine: a bench that is started again where it ends, and tried first with the solution itself."""

import contextlib
import os
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from multiprocessing.connection import Connection

from dl_course.course import Lesson
from dl_course.grading.border import starting
from dl_course.grading.outcome.verdict import Status
from dl_course.grading.sandbox import walls
from dl_course.grading.sandbox.limits import CORES
from dl_course.grading.settings import Refused, Settings


@contextlib.contextmanager
def _said_as_gone():
    try:
        yield
    except (EOFError, OSError) as error:
        raise BenchGone(f"the process that judges ended: {error}") from None


class BenchGone(RuntimeError):
    """The process that judges a lesson ended."""


class Bench:
    """A bench in a process of its own: jobs go in, results come out in the order in which they are done."""

    def __init__(self, lesson: str, solution: bytes, settings: Settings, hidden: list[str], popular: tuple[str, ...]):
        """Starts it and waits until it can judge.

        Args:
            lesson: Name of the lesson.
            solution: The bytes of its solution notebook.
            settings: Of the run.
            hidden: Folders that no submission may see.
            popular: Modules to import besides those of the lesson.

        Raises:
            BenchGone: It ended while it started.
            Refused: The solution cannot be graded with, or a required protection is missing.
        """
        self.about: dict = {}
        self.process, ours = starting.bench()
        self.connection = Connection(ours.detach())
        wanted = {"lesson": lesson, "solution": solution, "limits": asdict(settings.limits), "hidden": hidden}
        wanted["popular"] = popular
        try:
            self.connection.send({**wanted, "namespaces": settings.namespaces})
            self.about = self.connection.recv()
        except (EOFError, OSError):
            self.close()
            raise BenchGone(f"The process that judges {lesson} ended while it started.") from None
        if "refused" in self.about:
            self.close()
            raise Refused(self.about["refused"])
        missing = [name for name in walls.REQUIRED if name not in self.about["standing"]]
        if settings.require_sandbox and missing:
            self.close()
            why = "; ".join(f"{name}: {self.about['missing'].get(name, 'not available')}" for name in missing)
            raise Refused(f"--require-sandbox: this machine does not give {why}. Grade on Linux with user namespaces.")

    def judge(self, jobs: Iterable[tuple], at_once: int, last: bool = False) -> Iterator[tuple[object, dict]]:
        """Judges jobs, so many at once, each on processor cores of its own as far as there are enough.

        Args:
            jobs: Anything that names the job, the bytes of the notebook and, where an earlier verdict on some tasks
                holds, a frozenset of their `grade_id`; read only as far as needed.
            at_once: Jobs in flight.
            last: Nothing will be tried again: a judge that hangs or ends now is the submission's own doing.

        Yields:
            Pairs of the name and the result.

        Raises:
            BenchGone: The process ended; the names of what was in flight are in `self.flying`.
        """
        self.flying: dict[int, object] = {}
        waiting, number = iter(jobs), 0
        slots, free, done = {}, list(range(at_once)), ()  # done: a number and its result
        while True:
            while free and (job := next(waiting, None)) is not None:
                number += 1
                self.flying[number], slots[number] = job[0], free.pop()
                with _said_as_gone():
                    self.connection.send((number, job[1], _cores(slots[number], at_once), last, *job[2:]))
            if done:  # not before the next one has been sent: that is judged while this one is kept
                yield self.flying.pop(done[0]), done[1]
            if not self.flying:
                return
            with _said_as_gone():
                done = self.connection.recv()
            free.append(slots.pop(done[0]))

    def close(self):
        """Ends it; it ends its judges and student processes, also where the runner is killed and cannot ask."""
        self.connection.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.about.get("folder", ""), ignore_errors=True)  # what it leaves where it was killed

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Local:
    """A bench that lasts as long as the run.

    Attributes:
        about: What the bench told of itself: tasks, protections.
    """

    def __init__(self, lesson: Lesson, solution: bytes, settings: Settings, popular: tuple[str, ...] = ()):
        """Starts it and judges the solution itself: it must reach every point.

        Args:
            lesson: The lesson.
            solution: The bytes of its solution notebook.
            settings: Of the run.
            popular: Modules that many submissions import, to be imported once for all of them.

        Raises:
            Refused: It does not, or the bench refuses.
        """
        secret = (settings.submitted, settings.out, settings.solutions, lesson.solution.parent)
        hidden = [str(folder) for folder in secret if folder]
        self._arguments = (lesson.name, solution, settings, hidden, popular)
        self._bench = self._start()
        self.about = self._bench.about
        try:
            pages = threading.Thread(target=_import_what_makes_pages)  # judging one submission keeps one core busy
            pages.start()
            (_, result), *_ = self.judge([("solution", solution)], 1)
            pages.join()
            check_solution(lesson.name, result)
        except BaseException:
            self._bench.close()
            raise

    def _start(self):
        try:
            return Bench(*self._arguments)
        except BenchGone as error:
            raise Refused(str(error)) from None

    def judge(self, jobs: Iterable[tuple], at_once: int) -> Iterator[tuple[object, dict]]:
        """Judges jobs: a name, a notebook's bytes and, if any, the tasks that are not to be judged, as Bench takes them.

        Where a process of the grader ended, or a student's used up its time or was ended, that may have been a neighbour's
        doing, or the machine's. So these are judged once more, behind all others, each alone; that counts.

        Yields:
            Pairs of the name and the result, in the order in which they are done; "again" is in a result that came the
            second time.
        """
        jobs, again = iter(jobs), []
        while True:
            try:
                for job, result in self._bench.judge(((job, *job[1:]) for job in jobs), at_once):
                    if _undisturbed(result):
                        yield job[0], result
                    else:
                        again.append(job)
                break
            except BenchGone:
                again += self._bench.flying.values()
                self._restart()
        for job in again:
            try:
                ((_, result),) = self._bench.judge([job], 1, last=True)
            except BenchGone as error:
                result = {"kind": "failed", "problem": str(error)}
                self._restart()
            yield job[0], {**(failed(result["problem"]) if result["kind"] == "failed" else result), "again": True}

    def _restart(self):
        self._bench.close()
        self._bench = self._start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._bench.close()


def _import_what_makes_pages():
    from dl_course.grading.outcome import feedback, lms, pages, report  # noqa: F401

    pages.load()


def _undisturbed(result):
    """Whether a result can be nothing but the submission's own."""
    force = any(verdict["status"] in (Status.TIMEOUT, Status.ENDED) for verdict in result["verdicts"])
    return not (force or result["kind"] == "failed" or result["lost"])


def _cores(slot, slots):
    """The cores of one of so many places, as far as this system says which there are; empty for all."""
    if slots == 1 or not hasattr(os, "sched_getaffinity"):
        return []
    every = [core for core in sorted(os.sched_getaffinity(0)) if core < CORES]
    return every[slot % len(every) :: slots]


def failed(why: str) -> dict:
    """The result of a submission that could not be judged."""
    sentence = f"The grader could not judge this notebook ({why}). Your points are open; tell your instructor."
    return {"kind": "failed", "problem": sentence, "verdicts": [], "notes": []}


def check_solution(name: str, result: dict) -> None:
    """Raises Refused unless the author's own solution reached every point."""
    lost = [v["message"] or v["status"] for v in result["verdicts"] if not Status(v["status"]).keeps_points]
    if result["kind"] != "done" or lost:
        why = " / ".join(lost) or result["problem"]
        raise Refused(f"The solution of {name} does not reach its own points, so nothing is graded with it: {why}")
