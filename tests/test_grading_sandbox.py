"""The walls, one by one: with namespaces, and with what is left where a kernel or a container forbids them."""

import errno
import os
import random
import re
import socket
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from dl_course.grading.run import grade
from dl_course.grading.sandbox import landlock, seccomp, syscalls, walls
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from dl_course.grading.trusted.session import Gone, Student
from dl_course.grading.trusted.students import NurseryFailed, Students
from tests.grading_cohort import ANSWERS, FULL, NAME, hand_in, points_of, rows, submission, write_lesson

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is built of Linux")

# What a submission tries. Each line must end with an error; what does not is named in a message that the test reads.
TRIES = """
import ctypes, fcntl, os, resource, signal, socket, subprocess
libc = ctypes.CDLL(None, use_errno=True)
def refuse(result):
    if result < 0: raise OSError(ctypes.get_errno(), "refused")
tries = {{
    "read the solution": lambda: open({solution!r}).read(),
    "list the submissions": lambda: os.listdir({submitted!r}),
    "list the results": lambda: os.listdir({out!r}),
    "list home": lambda: os.listdir(os.path.expanduser("~root")),
    "list the root": lambda: os.listdir("/"),
    "list what leads to something visible": lambda: os.listdir("/etc"),
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
    "lease": lambda: fcntl.fcntl(open(os.__file__), 1024, 0),
    "lease on its own file": lambda: fcntl.fcntl(open("own", "w+"), 1024, 1),
    "signals from a file": lambda: fcntl.fcntl(open("own", "w+"), 8, os.getpid()),
    "signals from the channel": lambda: fcntl.ioctl(max(map(int, os.listdir("/proc/self/fd")[:-1])), 0x8901, b"1234"),
    "watch a folder": lambda: fcntl.fcntl(os.open("/usr", 0), 1026, 1),
    "lock a file": lambda: fcntl.flock(open(os.__file__), 1),
    "limit others": lambda: resource.prlimit(os.getppid() or 2, resource.RLIMIT_CPU, (1, 1)),
    "go first": lambda: os.setpriority(os.PRIO_PROCESS, 0, 1),
    "choose a core": lambda: os.sched_setaffinity(0, os.sched_getaffinity(0)),
    "watch files": lambda: refuse(libc.inotify_init()),
    "keep a capability": lambda: int(next(line for line in open("/proc/self/status") if "CapEff" in line).split()[1], 16) or 1 / 0,
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
import sqlite3, http.client, multiprocessing, asyncio, resource, shutil
shutil.copy(os.__file__, "a.py"); shutil.copy2("a.py", "b.py")
resource.setrlimit(resource.RLIMIT_NOFILE, resource.getrlimit(resource.RLIMIT_NOFILE))
"""


MARKS = """
import os
for mark in (lambda: os.chmod({path!r}, 0), lambda: os.utime({path!r}, (7, 7)), lambda: os.chown({path!r}, 7, 7),
             lambda: os.setxattr({path!r}, "user.x", b"x")):
    try: mark()
    except OSError: pass
"""


@pytest.fixture(scope="module", params=[True, False], ids=["namespaces", "no namespaces"])
def graded(request, tmp_path_factory):
    if not request.param and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    folder = tmp_path_factory.mktemp("walls")
    lesson = write_lesson(folder / "course")
    submitted, out = folder / "in", folder / "out"
    places = {"solution": str(lesson.solution), "submitted": str(submitted), "out": str(out)}
    package = walls.__file__.rsplit("/", 1)[0]
    hand_in(submitted, "tries", submission(TRIES.format(package=package, **places)))
    hand_in(submitted, "works", submission(*ANSWERS, before=ALLOWED))
    hand_in(submitted, "works again", submission(ALLOWED + ANSWERS[0], *ANSWERS[1:]))
    own = folder / "own"
    own.write_text("")
    os.utime(own, (1e9, 1e9))
    hand_in(submitted, "marks", submission(MARKS.format(path=str(own)) + ANSWERS[0], *ANSWERS[1:]))
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


def test_a_file_of_the_grader_s_user_keeps_its_mode_its_times_and_its_owner(graded):
    out, *_ = graded
    own = out.parent / "own"
    about = own.stat()
    assert (about.st_mtime, about.st_mode & 0o777, about.st_uid) == (1e9, 0o644, os.getuid())
    assert os.listxattr(own) == []
    assert points_of(out)["marks"] == FULL


def test_what_stands_and_what_is_missing_is_told(graded):
    _, outcome, namespaces = graded
    about = outcome.lessons[NAME]
    assert (walls.NAMESPACES in about["standing"]) == namespaces
    assert (walls.NAMESPACES in about["missing"]) != namespaces
    assert {walls.SYSTEM_CALLS, walls.LIMITS} <= set(about["standing"])


def test_a_student_process_that_lacks_a_wall_is_not_used():
    with Students([], Limits(), []) as students:
        students.wait_until_ready()
        students.standing = [*students.standing, "one more"]
        with pytest.raises(NurseryFailed, match="without a protection"):
            students.fork()


def test_a_solution_inside_what_must_be_readable_is_refused():
    with pytest.raises(ValueError, match="Move it elsewhere"):
        walls.readable([sys.prefix + "/lib"])


def test_what_lies_in_a_readable_folder_needs_no_rule_of_its_own(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "ab").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a/b")
    paths = tuple(str(tmp_path / name) for name in ("a/b", "a", "ab", "link"))
    assert set(walls._outermost(paths)) == {str(tmp_path / "a"), str(tmp_path / "ab")}


# What a student process finds out about itself, wall by wall: several of them may stop the same attempt, so an attempt
# that fails does not say that each of them stands.
FOUND = """
import ctypes, os, random, resource, sys
import numpy as np
drawn = [random.random(), np.random.rand()]
def link(path):
    try: return os.readlink(path)
    except OSError as error: return type(error).__name__
def attempt(action):
    try: action()
    except BaseException as error: return type(error).__name__
    return "done"
namespaces = {name: link(f"/proc/self/ns/{name}") for name in ("net", "mnt", "ipc", "uts", "pid", "user")}
process = os.getpid()
processes = [name for name in os.listdir("/proc") if name.isdigit()]
interfaces = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
status = dict(line.rstrip().split(":", 1) for line in open("/proc/self/status"))
import dl_course
places = ["/", "/usr", "/proc", sys.prefix, os.path.dirname(dl_course.__file__)]
read_only = [bool(os.statvfs(place).f_flag & os.ST_RDONLY) for place in places]
own = os.statvfs(".")
room = own.f_blocks * own.f_frsize
limits = {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")}
descriptors = sorted(map(int, os.listdir("/proc/self/fd")))[:-1]
large = attempt(lambda: bytearray(600 << 20))
wrote = attempt(lambda: open("/dev/zero", "wb").close())
executed = attempt(lambda: open(sys.executable, "rb").close() or os.execv("/proc/self/exe", ["x"]))
environment = dict(os.environ)
libc = ctypes.CDLL(None, use_errno=True)
def refused(number):  # 0 where the call went through, else the number of the error
    return ctypes.get_errno() if libc.syscall(number, -1, -1, -1, -1, -1, -1) < 0 else 0
"""


class Walled:
    """Two student processes of one nursery."""

    def __init__(self):
        self.limits = Limits(timeout=20, memory_gb=0.25, disk_mb=24)
        with Students([], self.limits, []) as students:
            students.wait_until_ready()
            self.standing = students.standing
            self.nursery = namespaces_of(students.process.pid)
            self.found, self.refused = [], {}
            for process in (students.fork(), students.fork()):
                student = Student(process)
                student.run(FOUND, "found")
                if walls.SYSTEM_CALLS in self.standing and not self.refused:
                    refused = student.get("refused")
                    self.refused = {name: refused(number) for name, number in filtered_calls().items()}
                names = "namespaces process processes interfaces status read_only room limits descriptors large"
                names += " wrote executed environment drawn"
                self.found.append({name: student.get(name) for name in names.split()})
                process.ended()


def namespaces_of(starter):
    """Those of the nursery, which is the child of the process that was started."""
    (nursery,) = Path(f"/proc/{starter}/task/{starter}/children").read_text().split() or [starter]
    return {path.name: os.readlink(path) for path in Path(f"/proc/{nursery}/ns").iterdir()}


def filtered_calls():
    """What is refused whatever its arguments are."""
    names = [*seccomp._REFUSED, *seccomp._ABSENT, *seccomp._FOR_ITSELF]
    return {name: syscalls.number(name) for name in names if syscalls.number(name) is not None}


def test_the_filter_of_a_process_lets_it_signal_itself_and_no_other():
    if not seccomp.available():
        pytest.skip("no filter for this processor")
    for own, other in ((1, 7), (7, 1)):
        filled = seccomp.program(own)
        steps = [(step.code, step.jf, step.k) for step in filled.filter[: filled.length]]
        place = steps.index((seccomp._EQUAL, 4, syscalls.number("tgkill")))
        compared = [k for code, _, k in steps[place + 1 : place + 4] if code == seccomp._EQUAL]
        assert own in compared and other not in compared


@pytest.fixture(scope="module")
def walled():
    made = Walled()
    if walls.NAMESPACES not in made.standing:
        pytest.skip("this machine gives no namespaces")
    return made


@pytest.mark.parametrize("name", ["net", "mnt", "ipc", "uts", "pid", "user"])
def test_each_namespace_is_another_than_the_graders(walled, name):
    for found in walled.found:
        assert found["namespaces"][name].startswith(f"{name}:[")
        assert found["namespaces"][name] != os.readlink(f"/proc/self/ns/{name}")
    assert walled.nursery[name] != os.readlink(f"/proc/self/ns/{name}")


@pytest.mark.parametrize("name", ["net", "mnt", "ipc", "uts", "pid"])
def test_no_two_submissions_share_a_namespace(walled, name):
    one, other = (found["namespaces"][name] for found in walled.found)
    assert one != other


def test_a_submission_is_the_first_and_only_process_it_sees(walled):
    for found in walled.found:
        assert found["process"] == 1
        assert found["processes"] == ["1"]


def test_there_is_no_network_but_the_loop(walled):
    for found in walled.found:
        assert set(found["interfaces"]) <= {
            "lo",
            "tunl0",
            "gre0",
            "gretap0",
            "erspan0",
            "sit0",
            "ip6tnl0",
            "ip6_vti0",
        } | {
            "ip_vti0",
            "ip6gre0",
        }


def test_memory_has_a_limit(walled):
    for found in walled.found:
        assert found["large"] == "MemoryError"


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("RLIMIT_CPU", 122),
        ("RLIMIT_AS", 4 << 30),
        ("RLIMIT_FSIZE", 24 << 20),
        ("RLIMIT_NOFILE", 256),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 256),
    ],
)
def test_each_limit_is_set_and_cannot_be_raised(walled, name, most):
    for found in walled.found:
        soft, hard = found["limits"][name]
        assert 0 <= soft <= hard <= most


def test_a_submission_has_no_capability_and_cannot_gain_one(walled):
    for found in walled.found:
        for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            assert int(found["status"][name], 16) == 0, name
        assert found["status"]["NoNewPrivs"].strip() == "1"
        assert found["status"]["Seccomp"].strip() == "2"


def test_each_system_call_of_the_filter_is_refused(walled):
    if walls.SYSTEM_CALLS not in walled.standing:
        pytest.skip("this kernel has no filter of system calls")
    errors = dict(walled.refused)
    assert len(errors) > 60
    for name in seccomp._ABSENT:
        assert errors.pop(name) == errno.ENOSYS
    assert {name: error for name, error in errors.items() if error != errno.EPERM} == {}


def test_everything_but_its_own_small_folder_is_read_only(walled):
    for found in walled.found:
        assert found["read_only"] == [True] * 5
        assert found["room"] == 24 << 20


def test_each_submission_draws_the_same_random_numbers(walled):
    for found in walled.found:
        assert found["drawn"] == [random.Random(0).random(), np.random.RandomState(0).rand()]


def test_only_the_channel_is_open(walled):
    for found in walled.found:
        assert len(found["descriptors"]) == 4
        assert found["descriptors"][:3] == [0, 1, 2]


def test_tensorflow_makes_no_programs_for_the_processor_at_hand(walled):
    """Each process would make them anew, and a sum would be another one on another processor."""
    for found in walled.found:
        assert found["environment"]["TF_ENABLE_ONEDNN_OPTS"] == "0"


def test_nothing_of_the_graders_environment_is_there(walled):
    for found in walled.found:
        assert not {"PYTEST_CURRENT_TEST", "LOGNAME", "SHELL"} & set(found["environment"])
        assert len(found["environment"]) < 32


def test_landlock_alone_refuses_what_the_mounts_would_allow(walled):
    if walls.LANDLOCK not in walled.standing:
        pytest.skip("this kernel has no Landlock")
    for found in walled.found:
        assert found["wrote"] == "PermissionError"


def test_landlock_alone_refuses_the_network():
    if landlock.version() < 4:
        pytest.skip("this kernel's Landlock knows no network")
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket() as client,
        tempfile.TemporaryDirectory() as folder,
    ):
        process = os.fork()
        if process == 0:
            status = 1
            try:
                landlock.restrict(["/usr"], [folder])
                client.connect(server.getsockname())
            except PermissionError:
                status = 7
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 7


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_numbers_of_system_calls_are_those_of_linux(machine):
    headers = {"x86_64": "x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "asm-generic/unistd.h"}
    path = Path("/usr/include", headers[machine])
    if not path.is_file():
        pytest.skip("the headers of Linux are not here. To have them, on Debian: apt install linux-libc-dev")
    told = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text()))
    ours = syscalls.numbers()[machine]
    assert {name: number for name, number in ours.items() if int(told.get(name, number)) != number} == {}
    assert len(set(told) & set(ours)) > 80
    if machine == "x86_64":
        assert {*seccomp._REFUSED, *seccomp._ABSENT, *seccomp._NOT_DONE} <= set(ours)


def answer(program, architecture, number, first=0, second=0):
    """What a filter answers to a system call; a filter is a small program that jumps forwards only."""
    seen, held, at = {0: number, 4: architecture, 16: first, 24: second}, 0, 0
    while True:
        one = program.filter[at]
        holds = {seccomp._EQUAL: held == one.k, seccomp._AT_LEAST: held >= one.k, seccomp._ANY_BIT: held & one.k}
        if one.code == seccomp._RETURN:
            return one.k
        if one.code == seccomp._LOAD:
            held = seen[one.k]
        at += 1 + ((one.jt if holds[one.code] else one.jf) if one.code in holds else 0)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_answers_each_system_call_as_it_is_meant_on_either_kind_of_processor(machine, monkeypatch):
    monkeypatch.setattr(syscalls, "machine", lambda: machine)
    program, architecture = seccomp.program.__wrapped__(1), seccomp._ARCHITECTURE[machine]
    refused, absent = seccomp._REFUSE | errno.EPERM, seccomp._REFUSE | errno.ENOSYS
    meant = dict.fromkeys(seccomp._REFUSED, refused) | dict.fromkeys(seccomp._ABSENT, absent)
    meant |= dict.fromkeys(seccomp._NOT_DONE, seccomp._REFUSE)
    numbers = syscalls.numbers()[machine]
    asked = {*seccomp._FOR_ITSELF, *seccomp._SECOND, "clone"}
    for name in set(meant) & set(numbers):
        assert answer(program, architecture, numbers[name]) == meant[name], name
    others = set(range(numbers[seccomp._LAST] + 1)) - {numbers[name] for name in {*meant, *asked} & set(numbers)}
    assert {answer(program, architecture, number) for number in others} == {seccomp._ALLOW}
    assert answer(program, architecture, numbers[seccomp._LAST] + 1) == absent
    assert answer(program, 0x40000003, numbers["prlimit64"]) == seccomp._KILL  # as if this was another processor
    for name, others in seccomp._FOR_ITSELF.items():
        answers = [answer(program, architecture, numbers[name], first) for first in (1, *others, 2, 77)]
        assert answers == [seccomp._ALLOW] * (1 + len(others)) + [refused] * 2
    for name, values in seccomp._SECOND.items():
        assert {answer(program, architecture, numbers[name], 1, value) for value in values.values()} == {refused}
        assert answer(program, architecture, numbers[name], 1, 3) == seccomp._ALLOW
    thread = seccomp._CLONE_THREAD
    assert [answer(program, architecture, numbers["clone"], f) for f in (thread, 17)] == [seccomp._ALLOW, refused]
    if machine == "x86_64":
        assert answer(program, architecture, seccomp._X32 + 1) == seccomp._KILL


class Probed:
    """How many processes or cores a student process is given: one after the other from one nursery."""

    def __init__(self, cores, source, limits=None):
        with Students([], limits or Limits(), []) as students:
            students.wait_until_ready()
            students.cores = cores
            process = students.fork()
            student = Student(process)
            try:
                student.run(source, "cell 1")
                self.found = student.get("found")
                process.ended()
            except Gone:
                self.found, self.status = None, process.ended()


def test_a_student_process_stays_on_its_cores():
    core = max(os.sched_getaffinity(0))
    assert Probed([core], "import os\nfound = os.sched_getaffinity(0)").found == {core}
    assert Probed([], "import os\nfound = os.sched_getaffinity(0)").found == os.sched_getaffinity(0)


def test_threads_are_counted_for_each_submission_also_roots():
    start = "import threading, time\nthreading.stack_size(65536)\nfor _ in range({}):\n"
    start += "    threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\ntime.sleep(1)\nfound = 1"
    assert Probed([], start.format(20), Limits(threads=60)).found == 1
    ended = Probed([], start.format(90), Limits(threads=60))
    assert (ended.found, ended.status) == (None, -9)


def test_a_system_call_that_is_younger_than_the_filter_does_not_exist():
    source = (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfound = (libc.syscall(900, 0), ctypes.get_errno())"
    )
    assert Probed([], source).found == (-1, errno.ENOSYS)
