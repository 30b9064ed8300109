"""The grader's processes, forked from ones that have imported what they need: for tests that start many benches.

A bench imports NumPy and PyTorch, and so does the process that forks its students: a second for each bench, with PyTorch
twelve. Here either is forked from a template, a process that is started once, as the grader starts it, and has imported
what nearly all of them need; everything else the forked process does itself. What the grader does to start processes, to
lose them and to wall them in is tested without templates: in test_grading_border, _sandbox, _session, _hostile and _bank.
"""

import contextlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

from dl_course.grading.border import starting
from dl_course.grading.border.starting import BENCH, NURSERY

OWN = {  # what they import themselves, all but each other
    BENCH: [
        "dl_course.grading.trusted.bench",
        "dl_course.grading.trusted.judge",
        "dl_course.grading.trusted.submission",
        "dl_course.checks.judging",
    ],
    NURSERY: ["dl_course.grading.untrusted.student", "dl_course.grading.sandbox.walls"],
}


@contextlib.contextmanager
def warm(*imports: str) -> Iterator[None]:
    """Within the block a bench of this process is forked from a template, and each forked bench does so with its nursery.

    Args:
        *imports: Modules that the templates import.
    """
    with tempfile.TemporaryDirectory() as folder:
        template = Template(BENCH, starting.environment_of_bench(), folder, imports)
        starting.subprocess = in_place_of_subprocess(template)
        try:
            yield
        finally:
            starting.subprocess = subprocess
            template.close()


def in_place_of_subprocess(template):
    return SimpleNamespace(**{**vars(subprocess), "Popen": template.popen})


class Template:
    """A process that forks those of one program.

    Args:
        program: A module of the grader.
        environment: As the grader gives it to that program.
        folder: An empty one.
        imports: Modules to import, besides what the grader itself needs.
    """

    def __init__(self, program: str, environment: dict[str, str], folder: str, imports: Sequence[str]):
        self.program = program
        self.control, theirs = socket.socketpair()
        command = [sys.executable, "-P", __file__, program, folder, *imports]
        self.process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL, env=environment, cwd=folder)
        theirs.close()

    def popen(self, command, *, stdin, env, stdout, cwd=None):
        """In place of `subprocess.Popen(["python", "-P", "-m", program, ...], ...)`."""
        assert (command[1:4], stdout) == (["-P", "-m", self.program], subprocess.DEVNULL)
        lifeline, theirs = socket.socketpair()
        wanted = json.dumps([command[4:], env, cwd or os.getcwd()]).encode()
        socket.send_fds(self.control, [len(wanted).to_bytes(4, "little")], [stdin.fileno(), theirs.fileno()])
        self.control.sendall(wanted)
        theirs.close()
        return Forked(lifeline)

    def close(self):
        """Ends it. What it has forked has ended before, or ends as it would without it."""
        self.control.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Forked:
    """What the grader asks of a process that it has started: to be waited for, and to be killed."""

    def __init__(self, lifeline):
        self.lifeline = lifeline
        self.number = int.from_bytes(lifeline.recv(4), "little")

    def wait(self, timeout=None):
        if self.lifeline.fileno() < 0:  # waited for before
            return
        self.lifeline.settimeout(timeout)
        try:
            self.lifeline.recv(1)  # ends when nobody holds the other end any more
        except TimeoutError:
            raise subprocess.TimeoutExpired(f"process {self.number}", timeout) from None
        self.lifeline.close()

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)


def main(program: str, folder: str, *imports: str) -> None:
    """The template: imports, then forks a process for each message until nobody can send one any more."""
    control, inner = socket.socket(fileno=os.dup(0)), None
    if program == BENCH:
        from dl_course.grading.trusted import students

        students._copy_font_list(folder)
        own = {"HOME": folder, "MPLCONFIGDIR": f"{folder}/fonts"}
        inner = Template(NURSERY, starting.environment_of_nursery() | own, folder, imports)
        starting.subprocess = in_place_of_subprocess(inner)
    from dl_course.grading.border.warm import warm_up

    warm_up([*imports, *OWN[program]])
    signal.signal(signal.SIGCHLD, reap)
    while True:
        size, descriptors, _, _ = socket.recv_fds(control, 4, 2)
        if not size:
            if inner:
                inner.close()
            os._exit(0)
        arguments, environment, where = json.loads(control.recv(int.from_bytes(size, "little"), socket.MSG_WAITALL))
        if os.fork() == 0:
            control.close()
            become(program, arguments, environment, where, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def reap(*_):
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def become(program, arguments, environment, where, stdin, lifeline):
    """In the forked process: what `python -m program` would do."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(stdin, 0)
        os.close(stdin)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(where)
        os.write(lifeline, os.getpid().to_bytes(4, "little"))
        sys.argv = [program, *arguments]
        runpy.run_module(program, run_name="__main__")
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
