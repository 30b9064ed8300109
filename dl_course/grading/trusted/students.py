"""The trusted end of the nursery: starts it, asks it for student processes, ends them."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import platformdirs

from dl_course.grading.sandbox import walls
from dl_course.grading.sandbox.limits import CORES, Limits


class NurseryFailed(BaseException):
    """No student process could be made or ended; the message says why.

    It is nothing of the student's: no `except Exception` around a test may hold it.
    """


class Students:
    """A nursery.

    Attributes:
        standing: The protections in force, by name.
        missing: Protection -> why this machine does not give it.
        not_imported: Module of the lesson -> why it could not be imported.
        cores: Processor cores for the next student processes; all if empty.
    """

    def __init__(self, imports: list[str], limits: Limits, hidden: list[str], namespaces: bool = True):
        """Starts the nursery; it imports while the caller goes on.

        Args:
            imports: Modules to import before the first submission.
            limits: What each submission may use.
            hidden: Folders that no submission may see.
            namespaces: Whether to use namespaces where the kernel allows them.

        Raises:
            ValueError: A hidden folder lies where submissions must be able to read.
        """
        self._root = tempfile.mkdtemp(prefix="dl-course-grade-")
        self.control, theirs = socket.socketpair()
        specification = {
            "visible": walls.readable(hidden),
            "root": self._root if namespaces else None,
            "imports": imports,
            "limits": asdict(limits),
        }
        command = [sys.executable, "-P", "-m", "dl_course.grading.untrusted.nursery", json.dumps(specification)]
        environment = _environment(self._root)
        self.process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL, env=environment, cwd="/")
        theirs.close()
        self.standing: list[str] = []
        self.missing: dict[str, str] = {}
        self.not_imported: dict[str, str] = {}
        self.cores: list[int] = []

    def wait_until_ready(self) -> None:
        """Waits for the imports and tries one student process, to know which protections stand.

        Raises:
            NurseryFailed: It did not start.
        """
        ready = self._ready()
        self.missing, self.not_imported = ready["missing"], ready["not_imported"]
        first = self.fork(first=True)
        first.ended()
        self.standing = first.standing
        for name in walls.REQUIRED:
            if name not in self.standing:
                self.missing.setdefault(name, "not available here")

    def _ready(self):
        self.control.settimeout(300)
        with self.control.makefile("rb") as lines:
            line = lines.readline()
        self.control.settimeout(None)
        if not line:
            raise NurseryFailed(f"The process that starts submissions ended with status {self.process.wait()}.")
        return json.loads(line)

    def fork(self, first: bool = False) -> "StudentProcess":
        """A new student process behind all walls, on the processor cores that `self.cores` names.

        Raises:
            NurseryFailed: There is none, or a wall is missing that stood at the start.
        """
        process = StudentProcess()
        try:
            cores = sum(1 << core for core in self.cores).to_bytes(CORES // 8, "little")
            socket.send_fds(self.control, [cores], [process.their_channel.fileno(), process.their_lifeline.fileno()])
        except OSError as error:
            raise NurseryFailed(f"The process that starts submissions is gone: {error}") from None
        process.started()
        if not first and process.standing != self.standing:
            raise NurseryFailed(f"A submission started without a protection: {process.standing}.")
        return process

    def close(self):
        """Ends the nursery, and with it every student process."""
        self.control.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self._root, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class StudentProcess:
    """One student process: a channel to it, and a lifeline to the nursery that ends it and tells how it ended."""

    def __init__(self):
        self.channel, self.their_channel = socket.socketpair()
        self.lifeline, self.their_lifeline = socket.socketpair()
        self.standing: list[str] = []

    def started(self):
        from dl_course.grading.border import (  # they import NumPy; the nursery is started without waiting for it
            channel,
            codec,
        )

        self.their_channel.close()
        self.their_lifeline.close()
        try:
            _, kind, what = codec.decode(channel.receive(self.channel))
        except channel.Closed:
            raise NurseryFailed(f"A student process ended before it began ({self.ended()}).") from None
        if kind != "hello":
            raise NurseryFailed(f"A protection could not be built: {what}")
        self.standing = what

    def ended(self) -> int:
        """Ends the process if it still runs, and waits; its exit status, negative for a signal.

        Raises:
            NurseryFailed: Nobody is there any more who could tell it.
        """
        with contextlib.suppress(OSError):
            self.lifeline.sendall(b"k")
        status = b""
        with contextlib.suppress(OSError):
            status = self.lifeline.recv(16)
        self.channel.close()
        self.lifeline.close()
        if not status:
            raise NurseryFailed("the process that starts submissions ended")
        return int(status)


def _environment(folder):
    """A fresh environment: nothing of the grader's own but where Python finds the package."""
    import dl_course

    _copy_font_list(folder)
    package = str(Path(dl_course.__file__).resolve().parents[1])
    one_thread = {
        f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "TF_INTRAOP", "TF_INTEROP")
    }
    return one_thread | {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "USER": "student",
        "PYTHONPATH": package,
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(Path(folder) / "fonts"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",  # no programs for the processor at hand: a fifth of a small model's time
        "CUDA_VISIBLE_DEVICES": "",
        "DL_COURSE_DATA": "shipped",
        "GRPC_VERBOSITY": "NONE",
    }


def _copy_font_list(folder):
    """Gives the nursery matplotlib's list of fonts, which takes seconds to make anew."""
    fonts = Path(folder) / "fonts"
    fonts.mkdir(exist_ok=True)
    cache = Path(os.environ.get("MPLCONFIGDIR") or platformdirs.user_cache_path("matplotlib", appauthor=False))
    for lists in cache.glob("fontlist-*.json"):
        with contextlib.suppress(OSError):
            shutil.copy(lists, fonts)
