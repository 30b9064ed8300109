"""Judging on this machine: a bench that is started again where it ends, and tried first with the solution itself."""

import contextlib
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path

from dl_course.course import Lesson
from dl_course.grading.outcome.verdict import Status
from dl_course.grading.sandbox import walls
from dl_course.grading.settings import Refused, Settings

_TRIES = 3

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
_ONE_THREAD |= {"PYTHONHASHSEED": "0", "DL_COURSE_DATA": "shipped"}


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
        ours, theirs = socket.socketpair()
        environment = os.environ | _ONE_THREAD | {"PYTHONPATH": _path()}
        command = [sys.executable, "-P", "-m", "dl_course.grading.trusted.bench"]
        self.process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL, env=environment)
        theirs.close()
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

    def judge(self, jobs: Iterable[tuple[object, bytes]], at_once: int) -> Iterator[tuple[object, dict]]:
        """Judges jobs, so many at once.

        Args:
            jobs: Pairs of anything that names the job, and the bytes of the notebook; read only as far as needed.
            at_once: Jobs in flight.

        Yields:
            Pairs of the name and the result.

        Raises:
            BenchGone: The process ended; what was in flight is in `self.flying`.
        """
        self.flying: dict[int, tuple[object, bytes]] = {}
        waiting, number = iter(jobs), 0
        while True:
            while len(self.flying) < at_once and (job := next(waiting, None)) is not None:
                number += 1
                self.flying[number] = job
                with _said_as_gone():
                    self.connection.send((number, job[1]))
            if not self.flying:
                return
            with _said_as_gone():
                done, result = self.connection.recv()
            name, _ = self.flying.pop(done)
            yield name, result

    def close(self):
        """Ends it; it ends its judges and student processes, also where the runner is killed and cannot ask."""
        self.connection.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

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
        hidden = [str(folder) for folder in (settings.submitted, settings.out, lesson.solution.parent)]
        self._arguments = (lesson.name, solution, settings, hidden, popular)
        self._bench = self._start()
        self.about = self._bench.about
        try:
            (_, result), *_ = self.judge([("solution", solution)], 1)
            check_solution(lesson.name, result)
        except BaseException:
            self._bench.close()
            raise

    def _start(self):
        try:
            return Bench(*self._arguments)
        except BenchGone as error:
            raise Refused(str(error)) from None

    def judge(self, jobs: Iterable[tuple[object, bytes]], at_once: int) -> Iterator[tuple[object, dict]]:
        """Judges jobs, pairs of a name and a notebook's bytes; what fails is tried again.

        Yields:
            Pairs of the name and the result, in the order in which they are done.
        """
        pending = _Pending(iter(jobs))
        while pending.any():
            try:
                for (job, tried), result in self._bench.judge(pending, at_once):
                    if result["kind"] == "failed" and tried < _TRIES:
                        pending.put(job, tried + 1)
                    else:
                        yield job[0], result
            except BenchGone as error:
                flying = [name for name, _ in self._bench.flying.values()]
                self._bench.close()
                self._bench = self._start()
                for job, tried in flying:
                    if tried < _TRIES:
                        pending.put(job, tried + 1)
                    else:
                        yield job[0], failed(str(error))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._bench.close()


def _path():
    import dl_course

    package = str(Path(dl_course.__file__).resolve().parents[1])
    return os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))


class _Pending:
    """Jobs that wait, those to be tried again among them."""

    def __init__(self, jobs):
        self.jobs, self.again = jobs, deque()

    def put(self, job, tried):
        self.again.append((job, tried))

    def any(self):
        if not self.again and (job := next(self.jobs, None)) is not None:
            self.put(job, 1)
        return bool(self.again)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.any():
            raise StopIteration
        job, tried = self.again.popleft()
        return (job, tried), job[1]


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
