"""The bench: has read one solution and imported what its tests need; forks a judge for each submission.

Run as `python -m dl_course.grading.trusted.bench`, with a connection to the runner as file descriptor 0.
"""

import contextlib
import os
import resource
import signal
import sys
import time
from multiprocessing.connection import Connection, Pipe, wait

from dl_course.exercises.exercise import read_exercise
from dl_course.grading.border.warm import warm_up
from dl_course.grading.outcome.verdict import Status, verdict
from dl_course.grading.sandbox import syscalls
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.trusted.students import NurseryFailed, Students
from dl_course.grading.trusted.submission import Plan, Run, Unreadable, plan, read_submission

_GRACE = 5.0  # seconds that a judge may be silent beyond the time of a cell
_JUDGE_MEMORY = 4 << 30


def main() -> None:
    """Serves the runner until it closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    runner = Connection(os.dup(0))
    wanted = runner.recv()
    limits = Limits(**wanted["limits"])
    try:
        exercise = read_exercise(wanted["lesson"], wanted["solution"])
        students = Students(
            list(dict.fromkeys([*exercise.imports, *wanted["popular"]])), limits, wanted["hidden"], wanted["namespaces"]
        )
    except ValueError as error:
        runner.send({"refused": str(error)})
        return
    with students:
        try:
            bench = _Bench(exercise, students, limits, wanted["popular"])
            environment = _environment()
            students.wait_until_ready()
        except NurseryFailed as error:
            runner.send({"refused": str(error)})
            return
        except Exception as error:
            runner.send({"refused": f"A given cell of {exercise.name} stopped with {type(error).__name__}: {error}"})
            return
        ready = {"standing": students.standing, "missing": students.missing, "not_imported": students.not_imported}
        runner.send({**ready, "tasks": exercise.tasks, "environment": environment})
        bench.serve(runner)


def _environment():
    from dl_course.reproducible import environment

    return environment()


class _Bench:
    def __init__(self, exercise, students, limits, popular):
        from dl_course.grading.trusted import judge  # it imports NumPy, while the nursery does so in its own process

        self.exercise, self.students, self.limits = exercise, students, limits
        roots = {name.split(".")[0] for name in exercise.imports}
        # The judge needs PyTorch as soon as a tensor crosses.
        tensors = [name for name in (*exercise.imports, *popular) if name in ("torch", "torch.optim")]
        warm_up([*exercise.test_imports, *tensors])
        # TensorFlow must not compute anything before a fork: its threads stay behind.
        self.given = None if roots & {"tensorflow", "keras"} else judge.run_setup(exercise)
        self.jobs = {}  # connection to a judge -> _Job

    def serve(self, runner):
        while True:
            for source in wait([runner, *self.jobs], timeout=0.5):
                if source is not runner:
                    self.listen(source, runner)
                    continue
                try:
                    number, data = runner.recv()
                except EOFError:
                    return self.close()
                self.start(_Job(number, data))
            for source, job in list(self.jobs.items()):
                if time.monotonic() > job.heard + self.limits.timeout + _GRACE:
                    self.ended(source, runner, Status.TIMEOUT, "took too long to compare")

    def start(self, job):
        reading, writing = Pipe(duplex=False)
        job.process = os.fork()
        if job.process == 0:
            reading.close()
            self.judge(job, writing)
        writing.close()
        job.heard = time.monotonic()
        self.jobs[reading] = job

    def listen(self, source, runner):
        job = self.jobs[source]
        try:
            kind, what = source.recv()
        except (EOFError, OSError):
            self.ended(source, runner, Status.ENDED, "ended the process that compares it")
            return
        job.heard = time.monotonic()
        if kind == "at":
            job.at = what
        elif kind == "verdict":
            job.verdicts.append(what)
        elif kind == "notes":
            job.notes, job.code = what
        else:  # "done", "unreadable" or "failed"
            self.forget(source)
            runner.send((job.number, job.result(kind, what)))

    def forget(self, source):
        job = self.jobs.pop(source)
        source.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(job.process, signal.SIGKILL)
        os.waitpid(job.process, 0)
        return job

    def ended(self, source, runner, status, how):
        """A judge hangs or is gone: the task it was at is lost, another judge goes on behind it."""
        job = self.forget(source)
        judged = {verdict["task"] for verdict in job.verdicts}
        left = [task for task in self.exercise.tasks if task.id not in judged]
        at = [task for task in left if task.id == job.at]
        if not job.at or not left:
            runner.send((job.number, job.result("failed", "The judge ended before the first cell.")))
            return
        what = "what your answer returned" if at else job.at
        job.verdicts += [verdict(task, status, f"{task.label}: {what} {how}.") for task in at or left]
        self.start(job)

    def judge(self, job, runner):
        """In the forked judge: one submission, or what is left of it."""
        status = 1
        try:
            if sys.platform == "linux":
                syscalls.die_with_parent()
                _limit_memory()
            self.judge_it(job, runner)
            status = 0
        except BaseException as error:
            runner.send(("failed", f"{type(error).__name__}: {error}"))
        finally:
            os._exit(status)

    def judge_it(self, job, runner):
        def report(kind, what):
            runner.send((kind, what))

        try:
            laid_out: Plan = plan(self.exercise, read_submission(job.data))
        except Unreadable as error:
            report("unreadable", str(error))
            return
        report("notes", (laid_out.notes, laid_out.answers(self.exercise)))
        from dl_course.grading.trusted.judge import Judge, run_setup

        given = run_setup(self.exercise) if self.given is None else self.given
        Judge(self.exercise, laid_out, given, self.students, self.limits).run(report, {v["task"] for v in job.verdicts})
        report("done", sum(isinstance(step, Run) for step in laid_out.steps))

    def close(self):
        for source in list(self.jobs):
            self.forget(source)


class _Job:
    def __init__(self, number, data):
        self.number, self.data = number, data
        self.process, self.heard, self.at = 0, 0.0, ""
        self.verdicts, self.notes, self.code = [], [], {}
        self.began = time.monotonic()

    def result(self, kind, what):
        return {
            "kind": kind,
            "problem": "" if kind == "done" else what,
            "verdicts": self.verdicts,
            "notes": self.notes,
            "code": self.code,
            "seconds": round(time.monotonic() - self.began, 3),
        }


def _limit_memory():
    with open("/proc/self/statm") as statm:
        size = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _JUDGE_MEMORY,) * 2)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to be done, and taking down what was imported takes a while
