"""Starts the two processes that import what a lesson needs, before it is known what that is: what they need themselves takes
them a tenth of a second, in which others can read what was handed in."""

import atexit
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import dl_course

BENCH, NURSERY = "dl_course.grading.trusted", "dl_course.grading.untrusted.nursery"

_PACKAGE = str(Path(dl_course.__file__).resolve().parents[1])
_SAME_FOR_ALL = {"MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "DL_COURSE_DATA": "shipped"}
# No programs for the processor at hand: a fifth of a small model's time.
_SAME_FOR_ALL |= {"TF_ENABLE_ONEDNN_OPTS": "0"}


class Started(NamedTuple):
    """A process, and the socket over which it is told what to do; it ends where that is closed."""

    process: subprocess.Popen
    socket: socket.socket

    def end(self, seconds: float = 10) -> None:
        """Closes the socket and waits for the process; kills it where it takes longer."""
        self.socket.close()
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_ahead: list[Started] = []


def bench_ahead() -> None:
    """Starts a bench that the next call of `bench` returns. Where there is none, it ends with this process."""
    if not _ahead:
        _ahead.append(_start_bench())
        atexit.register(_end_ahead)


def bench() -> Started:
    """A bench that waits to be told its lesson, as the runner starts it."""
    return _ahead.pop() if _ahead else _start_bench()


def nursery() -> Started:
    """A nursery that waits to be told what to import, as the bench starts it."""
    return _start(NURSERY, environment_of_nursery(), "/")


def environment_of_bench() -> dict[str, str]:
    """This process's own, but for what could change a result."""
    names = ("OMP", "MKL", "OPENBLAS")
    path = os.pathsep.join(filter(None, [_PACKAGE, os.environ.get("PYTHONPATH")]))
    return os.environ | _SAME_FOR_ALL | {f"{name}_NUM_THREADS": "1" for name in names} | {"PYTHONPATH": path}


def environment_of_nursery() -> dict[str, str]:
    """A fresh one: nothing of the grader's own but where Python finds the package."""
    names = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "TF_INTRAOP", "TF_INTEROP")
    return {
        **_SAME_FOR_ALL,
        **{f"{name}_NUM_THREADS": "1" for name in names},
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "student",
        "PYTHONPATH": _PACKAGE,
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "GRPC_VERBOSITY": "NONE",
    }


def _start_bench():
    return _start(BENCH, environment_of_bench())


def _start(module, environment, folder=None):
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-P", "-m", module]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL, env=environment, cwd=folder)
    theirs.close()
    return Started(process, ours)


def _end_ahead():
    for started in _ahead:
        started.end()
