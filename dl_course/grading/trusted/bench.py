"""The bench: has read one solution and imported what its tests need; forks a judge for each submission."""

import contextlib
import os
import resource
import selectors
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

from dl_course.exercises.exercise import read_exercise
from dl_course.exercises.stamp import differences
from dl_course.grading.border.starting import Started
from dl_course.grading.border.warm import warm_up
from dl_course.grading.outcome.verdict import Status, verdict
from dl_course.grading.sandbox import syscalls
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.trusted.students import NurseryFailed, Students
from dl_course.grading.trusted.submission import Plan, Run, Unreadable, plan, read_submission

_GRACE = 5.0  # seconds that a judge may be silent beyond the time of a cell
_JUDGE_MEMORY = 4 << 30
_CLEAR = "Clear its outputs (Edit > Clear Outputs of All Cells), save it and hand it in again."


def main(nursery: Started) -> None:
    """Serves the runner, at file descriptor 0, until it closes the connection.

    Args:
        nursery: Where its student processes will come from; it waits to be told what to import.
    """
    runner = Connection(os.dup(0))
    try:
        wanted = runner.recv()
    except EOFError:  # it was started ahead and is not needed
        nursery.end()
        return
    limits = Limits(**wanted["limits"])
    try:
        exercise = read_exercise(wanted["lesson"], wanted["solution"])
        imports = list(dict.fromkeys([*exercise.imports, *wanted["popular"]]))
        students = Students(imports, limits, wanted["hidden"], wanted["namespaces"], nursery)
    except (ValueError, OSError) as error:
        nursery.end()
        temporary = isinstance(error, OSError)
        runner.send({"refused": f"No folder for temporary files can be made: {error}" if temporary else str(error)})
        return
    with students:
        try:
            bench = _Bench(exercise, wanted["solution"], students, limits, wanted["popular"])
            environment = _environment()
            students.wait_until_ready()
        except NurseryFailed as error:
            runner.send({"refused": str(error)})
            return
        except Exception as error:
            runner.send({"refused": f"A given cell of {exercise.name} stopped with {type(error).__name__}: {error}"})
            return
        ready = {"standing": students.standing, "missing": students.missing, "not_imported": students.not_imported}
        runner.send({**ready, "tasks": exercise.tasks, "environment": environment, "folder": students.folder})
        bench.serve(runner)


def _environment():
    from dl_course.reproducible import environment

    return environment()


class _Bench:
    def __init__(self, exercise, solution, students, limits, popular):
        from dl_course.grading.trusted import judge  # it imports NumPy, while the nursery does so in its own process

        self.exercise, self.solution, self.students, self.limits = exercise, solution, students, limits
        roots = {name.split(".")[0] for name in exercise.imports}
        # The judge needs PyTorch as soon as a tensor crosses.
        tensors = [name for name in (*exercise.imports, *popular) if name in ("torch", "torch.optim")]
        warm_up([*exercise.test_imports, *tensors])
        # TensorFlow must not compute anything before a fork: its threads stay behind.
        self.given = None if roots & {"tensorflow", "keras"} else judge.run_setup(exercise)
        self.jobs = {}  # connection to a judge -> _Job
        self.sources = selectors.DefaultSelector()

    def serve(self, runner):
        self.sources.register(runner, selectors.EVENT_READ)
        while True:
            for source in [key.fileobj for key, _ in self.sources.select(timeout=0.5)]:
                if source is not runner:
                    if not self.listen(source, runner):
                        return self.close()
                    continue
                try:
                    job = _Job(*runner.recv())
                except EOFError:
                    return self.close()
                self.start(job)
            for source, job in list(self.jobs.items()):
                if time.monotonic() > job.heard + self.limits.timeout + _GRACE:
                    self.ended(source, runner, Status.TIMEOUT, "took too long to compare")

    def start(self, job):
        job.heard = time.monotonic()
        job.until = job.until or job.heard + self.limits.total
        reading, writing = Pipe(duplex=False)
        job.process = os.fork()
        if job.process == 0:
            reading.close()
            self.judge(job, writing)
        writing.close()
        self.jobs[reading] = job
        self.sources.register(reading, selectors.EVENT_READ)

    def listen(self, source, runner):
        """Takes what a judge says; False where no judge has a nursery any more."""
        job = self.jobs[source]
        try:
            kind, what = source.recv()
        except (EOFError, OSError):
            self.ended(source, runner, Status.ENDED, "ended the process that compares it")
            return True
        job.heard = time.monotonic()
        if kind == "at":
            job.at = what
        elif kind == "lost":
            job.lost[what[0]] = what[1]
        elif kind == "seen":
            job.seen.add(what)
        elif kind == "hidden":
            job.until_hidden = what
        elif kind == "verdict":
            job.verdicts.append(what)
        elif kind == "notes":
            job.notes, job.code, job.release = what
        elif kind == "no nursery":
            return False
        else:  # "done", "unreadable" or "failed"
            self.forget(source)
            order = [task.id for task in self.exercise.tasks]
            job.verdicts.sort(key=lambda verdict: order.index(verdict["task"]))
            runner.send((job.number, job.result(kind, what)))
        return True

    def forget(self, source):
        job = self.jobs.pop(source)
        self.sources.unregister(source)
        source.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(job.process, signal.SIGKILL)
        os.waitpid(job.process, 0)
        return job

    def ended(self, source, runner, status, how):
        """A judge hangs or is gone. Only where that happens again, alone and at a test, is it what an answer returned."""
        job = self.forget(source)
        left = [task for task in self.exercise.tasks if task.id not in job.judged()]
        at = [task for task in left if task.id == job.at]
        if not job.last or not (at or status is Status.TIMEOUT):
            runner.send((job.number, job.result("failed", f"a process of the grader {_HOW[status]}")))
            return
        if not job.at:
            runner.send((job.number, job.result("unreadable", f"Reading the notebook takes too long. {_CLEAR}")))
            return
        from dl_course.grading.trusted.sentences import FURTHER  # it imports NumPy

        for task in at or left:
            words = FURTHER[status] if task.id in job.seen else f"what your answer returned {how}."
            job.verdicts.append(verdict(task, status, f"{task.label}: {words}"))
        self.start(job)

    def judge(self, job, runner):
        """In the forked judge: one submission, or what is left of it."""
        status = 1
        try:
            if sys.platform == "linux":
                syscalls.die_with_parent()
                _limit_memory(self.limits.memory_gb * 2**30)
            self.students.cores = job.cores
            if job.cores:  # it waits while its student works: together on one core, neither waits for another to wake
                os.sched_setaffinity(0, job.cores)
            self.judge_it(job, runner)
            status = 0
        except NurseryFailed as error:
            runner.send(("no nursery", str(error)))
        except BaseException as error:
            runner.send(("failed", f"{type(error).__name__}: {error}"))
        finally:
            os._exit(status)

    def judge_it(self, job, runner):
        report = Report(runner.send)
        try:
            cells, noted = read_submission(job.data)
            laid_out: Plan = plan(self.exercise, cells)
        except Unreadable as error:
            report("unreadable", str(error))
            return
        except MemoryError:
            report("unreadable", f"Reading the notebook takes more than {self.limits.memory_gb:g} GB. {_CLEAR}")
            return
        if sys.platform == "linux":
            _limit_memory(_JUDGE_MEMORY)
        release = differences(noted, self.exercise.cells)
        report("notes", (laid_out.notes, laid_out.answers(self.exercise), release))
        from dl_course.grading.trusted.judge import Done, Judge, run_setup

        given = run_setup(self.exercise) if self.given is None else self.given
        done = Done(job.judged(), frozenset(job.seen), job.lost, job.until, job.until_hidden)
        author = job.data == self.solution
        Judge(self.exercise, laid_out, given, self.students, self.limits).run(report, done, author)
        report("done", sum(isinstance(step, Run) for step in laid_out.steps))

    def close(self):
        for source in list(self.jobs):
            self.forget(source)


class Report:
    """How a judge tells the bench where it is and what it found: the same again only after a second, to be known alive."""

    def __init__(self, send: Callable[[tuple], None], clock: Callable[[], float] = time.monotonic):
        self.send, self.clock = send, clock
        self.last, self.when = None, 0.0

    def __call__(self, kind: str, what: object) -> None:
        if (kind, what) != self.last or self.clock() >= self.when + 1:
            self.last, self.when = (kind, what), self.clock()
            self.send(self.last)


_HOW = {Status.TIMEOUT: "did not answer in time", Status.ENDED: "ended"}


class _Job:
    """A submission, and what its judges found out so far.

    Args:
        number: How the runner calls it.
        data: The bytes of the notebook.
        cores: Processor cores for its student processes; all if empty.
        last: Nothing is tried again: who hangs or ends a judge now has lost the task.
        kept: `grade_id` of the tasks whose earlier verdict holds; they are not judged.
    """

    def __init__(self, number, data, cores, last, kept=frozenset()):
        self.number, self.data, self.cores, self.last, self.kept = number, data, cores, last, kept
        self.process, self.heard, self.at = 0, 0.0, ""
        self.verdicts, self.notes, self.code, self.release = [], [], {}, {}
        self.seen, self.lost = set(), {}
        self.began = time.monotonic()
        self.until, self.until_hidden = None, None

    def judged(self):
        return self.kept | {verdict["task"] for verdict in self.verdicts}

    def result(self, kind, what):
        return {
            "kind": kind,
            "problem": "" if kind == "done" else what,
            "verdicts": self.verdicts,
            "notes": self.notes,
            "code": self.code,
            "release": self.release,
            "lost": len(self.lost),
            "seconds": round(time.monotonic() - self.began, 3),
        }


def _limit_memory(most):
    with open("/proc/self/statm") as statm:
        size = int(statm.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = size + int(most)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
