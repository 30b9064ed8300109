"""The nursery: imports once what a lesson needs, then forks a student process for each request. It never reads a notebook.

Run as `python -m dl_course.grading.untrusted.nursery` by `border/starting.py`, with the control socket as file descriptor 0.
"""

import os

# What modules tidy up in a fork is above all what threads have left behind. It touches two hundred pages of memory, so it is kept
# for where there are threads.
if hasattr(os, "register_at_fork"):
    _register_at_fork, _tidying = os.register_at_fork, []
    os.register_at_fork = lambda **functions: _tidying.append(functions)

import contextlib
import json
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

from dl_course.grading.border import codec
from dl_course.grading.border.channel import Channel
from dl_course.grading.border.warm import warm_up
from dl_course.grading.sandbox import syscalls
from dl_course.grading.sandbox.limits import CORES, Limits
from dl_course.grading.sandbox.walls import NAMESPACES, OWN, Walls, bounds_of, confine, enclose, next_child_apart
from dl_course.grading.untrusted import student

_GLANCE = 0.1  # seconds from one look at the number of threads to the next


def main() -> None:
    """Serves until the control socket is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    with control.makefile("rb") as lines:
        line = lines.readline()
    if not line:  # it was started ahead and is not needed
        return
    wanted = json.loads(line)
    if sys.platform == "linux":
        syscalls.die_with_parent()
    folder = wanted["folder"]
    os.environ.update(HOME=folder, MPLCONFIGDIR=f"{folder}/fonts")
    fonts = {file.name: file.read_bytes() for file in Path(folder, "fonts").iterdir()}
    walls = Walls(wanted["visible"], folder if wanted["namespaces"] else None)
    enclose(walls)
    if sys.platform == "linux":
        syscalls.drop_inheritance()
    if NAMESPACES in walls.standing:  # matplotlib's list of fonts takes seconds to make anew
        os.environ.update(HOME=OWN, TMPDIR=OWN, MPLCONFIGDIR=OWN)
        for name, content in fonts.items():
            Path(OWN, name).write_bytes(content)
    failed = warm_up(wanted["imports"])
    if hasattr(os, "register_at_fork"):
        os.register_at_fork = _register_at_fork
        for functions in _tidying if threading.active_count() > 1 else []:
            os.register_at_fork(**functions)
    student.seed()
    nursery = _Nursery(control, walls, Limits(**wanted["limits"]))
    control.sendall(json.dumps({"missing": walls.missing, "not_imported": failed}).encode() + b"\n")
    nursery.serve()
    os._exit(0)  # nothing is left to be done, and taking down what was imported takes a while


class _Nursery:
    def __init__(self, control, walls, limits):
        self.control, self.walls, self.limits = control, walls, limits
        with open("/proc/self/statm") if os.path.exists("/proc/self/statm") else open(os.devnull) as statm:
            imported = int((statm.read().split() or ["0"])[0]) * os.sysconf("SC_PAGE_SIZE")
        self.bounds = bounds_of(limits, imported, NAMESPACES in walls.standing)
        self.children = {}  # process -> (lifeline, its folder where there are no namespaces)
        self.events = selectors.DefaultSelector()
        self.woken, waker = os.pipe()
        os.set_blocking(waker, False)
        os.set_blocking(self.woken, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        self.events.register(control, selectors.EVENT_READ, None)
        self.events.register(self.woken, selectors.EVENT_READ, None)
        self.looked = 0.0

    def serve(self):
        while True:
            for key, _ in self.events.select(_GLANCE if self.children else None):
                if key.fileobj is self.control:
                    data, descriptors, _, _ = socket.recv_fds(self.control, CORES // 8, 2)
                    if not data:
                        return self.end()
                    self.fork(int.from_bytes(data, "little"), *descriptors)
                elif key.fileobj == self.woken:
                    os.read(self.woken, 4096)
                    self.reap()
                elif key.data in self.children:  # the judge asks to end it, or is gone itself
                    _kill(key.data)
                    self.events.unregister(key.fileobj)
            self.count_threads()

    def count_threads(self):
        """Ends a process with too many threads: the kernel counts them for a user as a whole, and root's not at all."""
        if time.monotonic() < self.looked + _GLANCE:
            return
        self.looked = time.monotonic()
        for process in self.children:
            with contextlib.suppress(OSError), open(f"/proc/{process}/stat") as stat:
                if int(stat.read().rpartition(")")[2].split()[17]) > self.limits.threads:
                    _kill(process)

    def fork(self, cores, channel, lifeline):
        apart = NAMESPACES in self.walls.standing
        folder = None if apart else tempfile.mkdtemp(prefix="submission-")
        with next_child_apart(self.walls):
            process = os.fork()
            if process == 0:
                self.become_student(cores, channel, folder)
        os.close(channel)
        self.children[process] = (lifeline, folder)
        self.events.register(lifeline, selectors.EVENT_READ, process)

    def become_student(self, cores, channel, folder):
        try:
            if cores:
                os.sched_setaffinity(0, [core for core in range(cores.bit_length()) if cores >> core & 1])
            signal.set_wakeup_fd(-1)
            judge = Channel(channel)
            try:
                standing = confine(self.walls, self.limits, self.bounds, channel, folder)
            except Exception as error:
                judge.send(codec.encode((0, "not ready", f"{type(error).__name__}: {error}")))
                os._exit(70)
            student.serve(judge, standing)
        finally:
            os._exit(0)

    def reap(self):
        for process in list(self.children):
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            lifeline, folder = self.children.pop(process)
            with contextlib.suppress(KeyError):
                self.events.unregister(lifeline)
            if folder:  # before anybody is told, so that the next process of the submission finds nothing of it
                shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                os.write(lifeline, str(os.waitstatus_to_exitcode(status)).encode())
            os.close(lifeline)

    def end(self):
        for process in self.children:
            _kill(process)


def _kill(process):
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(process, signal.SIGKILL)


if __name__ == "__main__":
    main()
