"""The trusted end of the nursery: starts it, asks it for student processes, ends them."""

import contextlib
import json
import os
import shutil
import socket
import tempfile
from dataclasses import asdict
from pathlib import Path

import platformdirs

from dl_course.grading.border import starting
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
        folder: Where the nursery begins, which is removed at the end.
        cores: Processor cores for the next student processes; all if empty.
    """

    def __init__(
        self,
        imports: list[str],
        limits: Limits,
        hidden: list[str],
        namespaces: bool = True,
        nursery: starting.Started | None = None,
    ):
        """Tells the nursery what to do; it imports while the caller goes on.

        Args:
            imports: Modules to import before the first submission.
            limits: What each submission may use.
            hidden: Folders that no submission may see.
            namespaces: Whether to use namespaces where the kernel allows them.
            nursery: One that was started and waits; one is started if None.

        Raises:
            ValueError: A hidden folder lies where submissions must be able to read.
            OSError: There is no place for temporary files.
        """
        visible = walls.readable(hidden)
        self.folder = tempfile.mkdtemp(prefix="dl-course-grade-")
        try:
            _copy_font_list(self.folder)
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._nursery = nursery or starting.nursery()
        self.process, self.control = self._nursery
        wanted = {"visible": visible, "folder": self.folder, "namespaces": namespaces, "imports": imports}
        with contextlib.suppress(OSError):  # that it is gone is noticed when it is waited for
            self.control.sendall(json.dumps({**wanted, "limits": asdict(limits)}).encode() + b"\n")
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
        line = b""
        self.control.settimeout(300)
        with self.control.makefile("rb") as lines, contextlib.suppress(OSError):
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
        self._nursery.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class StudentProcess:
    """One student process: a channel to it, and a lifeline to the nursery that ends it and tells how it ended."""

    def __init__(self):
        self.our_channel, self.their_channel = socket.socketpair()
        self.lifeline, self.their_lifeline = socket.socketpair()
        self.standing: list[str] = []

    def started(self):
        # They import NumPy; the nursery is started without waiting for it.
        from dl_course.grading.border import codec
        from dl_course.grading.border.channel import Channel, Closed

        self.their_channel.close()
        self.their_lifeline.close()
        self.channel = Channel(self.our_channel.detach())
        try:
            _, kind, what = codec.decode(self.channel.receive())
        except Closed:
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


def _copy_font_list(folder):
    """Gives the nursery matplotlib's list of fonts, which takes seconds to make anew."""
    fonts = Path(folder) / "fonts"
    fonts.mkdir()
    cache = Path(os.environ.get("MPLCONFIGDIR") or platformdirs.user_cache_path("matplotlib", appauthor=False))
    for lists in cache.glob("fontlist-*.json"):
        with contextlib.suppress(OSError):
            shutil.copy(lists, fonts)
