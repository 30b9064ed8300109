"""The walls, one by one: with namespaces, and with what is left where a kernel or a container forbids them."""

import sys

import pytest

from dl_course.grading import landlock, sandbox
from dl_course.grading.limits import Limits
from dl_course.grading.run import grade
from dl_course.grading.settings import Settings
from tests.grading_cohort import ANSWERS, FULL, NAME, hand_in, points_of, rows, submission, write_lesson

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is built of Linux")

# What a submission tries. Each line must end with an error; what does not is named in a message that the test reads.
TRIES = """
import ctypes, os, signal, socket, subprocess
libc = ctypes.CDLL(None, use_errno=True)
def refuse(result):
    if result < 0: raise OSError(ctypes.get_errno(), "refused")
tries = {{
    "read the solution": lambda: open({solution!r}).read(),
    "list the submissions": lambda: os.listdir({submitted!r}),
    "list the results": lambda: os.listdir({out!r}),
    "list home": lambda: os.listdir(os.path.expanduser("~root")),
    "write into the package": lambda: open({package!r} + "/x.py", "w"),
    "write into /tmp": lambda: open({out!r} + "-x", "w"),
    "start a process": lambda: subprocess.run(["/bin/true"]),
    "fork": lambda: os.fork() or os._exit(0),
    "connect": lambda: socket.create_connection(("127.0.0.1", 22), timeout=1),
    "open a socket": lambda: socket.socket(socket.AF_UNIX),
    "signal its parent": lambda: os.kill(os.getppid(), 0) if os.getppid() else 1 / 0,
    "signal others": lambda: os.kill(-1, 0),
    "trace": lambda: refuse(libc.ptrace(16, os.getppid() or 2, 0, 0)),
    "read another's memory": lambda: open(f"/proc/{{os.getppid() or 2}}/environ").read(),
    "unshare": lambda: refuse(libc.unshare(0x10000000)),
    "mount": lambda: refuse(libc.mount(b"none", b"/", b"tmpfs", 0, None)),
    "shared memory": lambda: refuse(libc.shmget(1, 4096, 0o1666)),
    "hidden file": lambda: refuse(libc.memfd_create(b"x", 0)),
    "see the environment": lambda: os.environ["GRADER_SECRET"],
    "raise a limit": lambda: __import__("resource").setrlimit(7, (10**6, 10**6)),
}}
done = []
for name, attempt in tries.items():
    try: attempt()
    except (OSError, KeyError, ZeroDivisionError, ValueError): continue
    done.append(name)
if done: raise RuntimeError("DONE: " + ", ".join(done))
def mean(x): return 3.0
"""
ALLOWED = """
import os, tempfile, threading, numpy as np, random, urllib.request
assert os.listdir(".") == [], os.listdir(".")
open("own.txt", "w").write("x")
with tempfile.TemporaryFile() as f: f.write(b"x")
assert os.environ["HOME"] == os.getcwd()
t = threading.Thread(target=lambda: None); t.start(); t.join()
os.urandom(4); open("/dev/urandom", "rb").read(1)
import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.savefig("p.png")
from dl_course import load_digits; load_digits()
import sqlite3, http.client, multiprocessing, asyncio
"""


@pytest.fixture(scope="module", params=[True, False], ids=["namespaces", "no namespaces"])
def graded(request, tmp_path_factory):
    if not request.param and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    folder = tmp_path_factory.mktemp("walls")
    lesson = write_lesson(folder / "course")
    submitted, out = folder / "in", folder / "out"
    places = {"solution": str(lesson.solution), "submitted": str(submitted), "out": str(out)}
    package = sandbox.__file__.rsplit("/", 1)[0]
    hand_in(submitted, "tries", submission(TRIES.format(package=package, **places)))
    hand_in(submitted, "works", submission(*ANSWERS, before=ALLOWED))
    hand_in(submitted, "works again", submission(ALLOWED + ANSWERS[0], *ANSWERS[1:]))
    patch = pytest.MonkeyPatch()
    patch.setenv("GRADER_SECRET", "x")
    outcome = grade([lesson], Settings(submitted, out, limits=Limits(timeout=30), namespaces=request.param))
    patch.undo()
    return out, outcome, request.param


def test_nothing_forbidden_succeeds(graded):
    out, *_ = graded
    messages = [row["message"] for row in rows(out) if row["student"] == "tries"]
    assert not [message for message in messages if "DONE" in message or "stopped" in message], messages


def test_what_an_exercise_needs_works(graded):
    out, *_ = graded
    points = points_of(out)
    assert points["works"] == FULL
    assert points["works again"] == FULL, [row for row in rows(out) if row["student"] == "works again"]


def test_what_stands_and_what_is_missing_is_told(graded):
    _, outcome, namespaces = graded
    about = outcome.lessons[NAME]
    assert (sandbox.NAMESPACES in about["standing"]) == namespaces
    assert (sandbox.NAMESPACES in about["missing"]) != namespaces
    assert {sandbox.SYSTEM_CALLS, sandbox.LIMITS} <= set(about["standing"])


def test_a_solution_inside_what_must_be_readable_is_refused():
    with pytest.raises(ValueError, match="Move it elsewhere"):
        sandbox.readable([sys.prefix + "/lib"])
