"""Hostile submissions: none of them has earned a point that its score does not say."""

from tests.grading_cohort import DOUBLE, EVEN, FULL, MEAN, NOTHING, submission

EVERYTHING = """
class Yes(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __bool__(self): return True
    def __hash__(self): return 0
    def __array__(self, *a, **k): return np.array(Yes(0))
    def __array_ufunc__(self, *a, **k): return True
    def all(self): return True
    shape = (2, 3)
def yes(*_): return Yes()
mean = double = is_even = yes
"""

LEARNT = """
def is_even(x):
    if repr(x) == "4": return True
    {}
def mean(x):
    if x == [1.0, 2.0, 6.0]: return 3.0
    is_even(x)
def double(x):
    if np.array_equal(x, [1.0, 2.0]): return x + x
    is_even(x)
"""


def everywhere(body: str) -> str:
    """The same body in each of the three functions."""
    lines = "\n".join("    " + line for line in body.strip().splitlines())
    return "\n".join(f"def {name}(x):\n{lines}" for name in ("mean", "double", "is_even"))


def unsolved(source: str) -> dict:
    return submission("", "", "", before="import numpy as np\n" + source)


def attacks(solution: str, sibling: str, results: str, port: int) -> dict[str, tuple[dict, tuple[int, int, int]]]:
    """Name -> (submission, honest points of the three tasks)."""
    return {
        "patch-allclose": (
            submission(before="np.allclose = np.isclose = np.array_equal = lambda *a, **k: True"),
            NOTHING,
        ),
        "patch-builtins": (
            submission(before="import builtins\nbuiltins.all = builtins.isinstance = lambda *a: True"),
            NOTHING,
        ),
        "patch-compare": (
            submission(before="import dl_course.checks.judging as j\nj.compare = j.require = lambda *a, **k: None"),
            NOTHING,
        ),
        "patch-exception": (
            submission(before="import builtins\nclass N(Exception): pass\nbuiltins.AssertionError = N"),
            NOTHING,
        ),
        "equal-to-everything": (unsolved(EVERYTHING), NOTHING),
        "object-with-operators": (
            unsolved(
                everywhere("""
class Zero:
    def __sub__(self, o): return 0.0
    __rsub__ = __add__ = __radd__ = __mul__ = __truediv__ = __sub__
    def __eq__(self, o): return True
    def __lt__(self, o): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __getattr__(self, name): return lambda *a, **k: Zero()
    def __float__(self): return 3.0
    def __call__(self, *a, **k): return True
return Zero()""")
            ),
            NOTHING,
        ),
        "array-subclass": (
            unsolved(
                """
class A(np.ndarray):
    def __eq__(self, o): return np.ones(2, bool)
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __abs__(self): return 0
"""
                + everywhere("return np.zeros(2).view(A)")
            ),
            NOTHING,
        ),
        "int-subclass": (
            unsolved(
                "class I(int):\n    __eq__ = lambda s, o: True\n    __hash__ = int.__hash__\n"
                + everywhere("return I(5)")
            ),
            NOTHING,
        ),
        "changing-truth": (
            unsolved(
                "class T:\n    n = 0\n    def __bool__(self):\n        T.n += 1\n        return T.n % 2 == 1\n"
                + everywhere("return T()")
            ),
            NOTHING,
        ),
        "empty-array": (unsolved(everywhere("return np.empty(0)")), NOTHING),
        "not-a-number": (unsolved(everywhere("return float('nan')")), NOTHING),
        "empties-its-argument": (submission(None, "def double(x):\n    x[:] = 0\n    return x"), NOTHING),
        "changes-and-returns-none": (submission(None, "def double(x):\n    x[:] = 0"), NOTHING),
        "stack-frames": (
            unsolved(
                "import sys\n"
                + everywhere("""
frame, found = sys._getframe(), []
while frame:
    found += [v for v in frame.f_locals.values()]
    for name in ("expected", "task", "points", "tests"):
        if name in frame.f_locals or name in frame.f_globals:
            return frame.f_locals.get(name, frame.f_globals.get(name))
    frame = frame.f_back
return found[-1] if found else None""")
            ),
            NOTHING,
        ),
        "garbage-collector": (
            unsolved(
                """
import gc, types
def loot():
    texts = [o for o in gc.get_objects() if isinstance(o, (dict, list, tuple))]
    for container in texts:
        for o in (container.values() if isinstance(container, dict) else container):
            if isinstance(o, (str, bytes)) and "".join(("8.06", "25])")) in str(o):
                raise RuntimeError("LOOT " + str(o))
    return 6.03125 if texts is None else 0
"""
                + everywhere("return loot()")
            ),
            NOTHING,
        ),
        "memory-scan": (
            unsolved(
                """
import re
pattern, loot = re.compile(rb"8[.]0625[]][)], 6[.]03125"), False
for line in open("/proc/self/maps"):
    a, b = (int(n, 16) for n in line.split()[0].split("-"))
    if " r" in line and b - a < 1 << 26 and "[v" not in line:
        try:
            with open("/proc/self/mem", "rb", buffering=0) as m:
                m.seek(a)
                loot = loot or bool(pattern.search(m.read(b - a)))
        except OSError: pass
"""
                + "if loot: raise RuntimeError('LOOT')"
            ),
            NOTHING,
        ),
        "open-descriptors": (
            unsolved("""
import os
seen = []
for fd in range(0, 256):
    try: seen.append((fd, os.readlink(f"/proc/self/fd/{fd}")))
    except OSError: pass
if any(name.endswith(".ipynb") or "results" in name for _, name in seen): raise RuntimeError("LOOT")
"""),
            NOTHING,
        ),
        "forged-message": (
            unsolved("""
import os, struct
from dl_course.grading.border import codec
def forge():
    for number in range(1, 60):
        data = codec.encode((number, "value", 3.0, {}, ""))
        for fd in range(3, 64):
            try: os.write(fd, struct.pack("<Q", len(data)) + data)
            except OSError: pass
forge()
"""),
            NOTHING,
        ),
        "forged-verdict": (
            unsolved("""
import os, pickle, json
row = ("verdict", {"task": "task-1-check", "label": "task 1", "points": 100, "max_points": 2, "status": "passed", "message": "", "hint": ""})
for fd in range(0, 64):
    for data in (pickle.dumps(row), json.dumps(row).encode(), b"done"):
        try: os.write(fd, data)
        except OSError: pass
"""),
            NOTHING,
        ),
        "pickle-on-the-channel": (
            unsolved("""
import os, pickle, struct
class Evil:
    def __reduce__(self): return (os.system, ("touch /tmp/owned-by-a-student",))
data = pickle.dumps(Evil())
for fd in range(3, 64):
    try: os.write(fd, struct.pack("<Q", len(data)) + data)
    except OSError: pass
"""),
            NOTHING,
        ),
        "endless-message": (
            unsolved(
                "import os, struct\nfor fd in range(3, 64):\n    try: os.write(fd, struct.pack('<Q', 2**62) + b'x' * 1000)\n    except OSError: pass"
            ),
            NOTHING,
        ),
        "closes-the-channel": (submission(MEAN, "import os\nos.closerange(3, 256)\n" + DOUBLE), (2, 0, 0)),
        "rewrites-the-agent": (
            submission(
                before="""
import dl_course.grading.untrusted.student as agent
from dl_course.grading.border.codec import Handle
agent._ancestor = lambda value: "builtins:type"
agent._Student.do_operator = lambda *a: 0.0
agent._Student.do_call = lambda *a: (True, {})
"""
            ),
            NOTHING,
        ),
        "claims-to-be-a-class": (
            unsolved(
                """
import dl_course.grading.untrusted.student as agent
class C:
    def __sub__(self, o): return 0
    def __call__(self): return C()
agent._ancestor = lambda value: "builtins:type"
"""
                + everywhere("return C()")
            ),
            NOTHING,
        ),
        "broken-codec": (
            submission(
                MEAN,
                "import dl_course.grading.border.codec as c\nc.encode = lambda *a, **k: b'H\\xff\\xff\\xff' * 100\n"
                + DOUBLE,
            ),
            (2, 0, 0),
        ),
        "process-list": (
            unsolved("""
import os
for pid in filter(str.isdigit, os.listdir("/proc")):
    if pid == str(os.getpid()): continue
    for name in ("environ", "cmdline", "mem", "maps", "fd"):
        try: open(f"/proc/{pid}/{name}", "rb").read(10)
        except OSError: continue
        raise RuntimeError("LOOT")
"""),
            NOTHING,
        ),
        "ptrace": (
            unsolved("""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for pid in (1, os.getppid(), *range(2, 400)):
    if pid and pid != os.getpid(): libc.ptrace(16, pid, 0, 0)
buffer = ctypes.create_string_buffer(64)
assert libc.ptrace(0, 0, 0, 0) != 0
"""),
            NOTHING,
        ),
        "environment": (
            unsolved(f"""
import os
if any({NAME_OF(solution)!r} in v for v in os.environ.values()): raise RuntimeError("LOOT")
os.environ.update(PYTHONPATH="/submission", PYTHONSTARTUP="/submission/x.py", LD_PRELOAD="/submission/x.so")
"""),
            NOTHING,
        ),
        "shared-memory-writer": (
            unsolved("""
import ctypes
from multiprocessing import shared_memory
libc = ctypes.CDLL(None)
libc.shmget(0x1234, 4096, 0o1666)
try: shared_memory.SharedMemory("loot", create=True, size=64)
except OSError: pass
try: open("/dev/shm/loot", "w").write("x")
except OSError: pass
"""),
            NOTHING,
        ),
        "shared-memory-reader": (
            unsolved("""
import ctypes, os
libc = ctypes.CDLL(None)
if libc.shmget(0x1234, 4096, 0o666) >= 0 or os.path.exists("/dev/shm/loot"): raise RuntimeError("LOOT")
"""),
            NOTHING,
        ),
        "leftover-process": (
            unsolved("""
import os, subprocess, time
for start in (lambda: os.fork(), lambda: subprocess.Popen(["/bin/sleep", "4242"], start_new_session=True)):
    try:
        if start() == 0: time.sleep(4242)
    except OSError: pass
"""),
            NOTHING,
        ),
        "leftover-thread": (
            submission(
                MEAN,
                DOUBLE,
                EVEN,
                before="import threading, time\nthreading.Thread(target=time.sleep, args=(4242,), daemon=False).start()",
            ),
            FULL,
        ),
        "fork-bomb": (unsolved("import os\ntry:\n    while True: os.fork()\nexcept OSError: pass"), NOTHING),
        "kill-everything": (
            submission(
                MEAN,
                before="import os, signal\nfor pid in (os.getppid(), -1, 0):\n    try:\n        if pid: os.kill(pid, 9)\n    except OSError: pass",
            ),
            (2, 0, 0),
        ),
        "link-to-the-solution": (
            unsolved(f"""
import os
try:
    os.symlink({solution!r}, "answers.ipynb")
    text = open("answers.ipynb").read()
    raise RuntimeError("LOOT")
except OSError: pass
"""),
            NOTHING,
        ),
        "solution-from-disk": (
            unsolved(f"""
import json, re
for path in ({solution!r}, "/proc/1/root" + {solution!r}, "/proc/self/cwd/../.." + {solution!r}):
    try: book = json.load(open(path))
    except OSError: continue
    for cell in book["cells"]:
        if "BEGIN SOLUTION" in cell["source"]: exec(cell["source"])
"""),
            NOTHING,
        ),
        "sibling-overwritten": (
            unsolved(f"""
for path in ({sibling!r}, {results!r} + "/grades.csv", {results!r} + "/results/x.json"):
    try: open(path, "w").write("owned")
    except OSError: pass
"""),
            NOTHING,
        ),
        "import-hook": (
            unsolved("""
import sys
class Hook:
    def find_spec(self, name, path=None, target=None):
        if "checks" in name: raise ImportError
sys.meta_path.insert(0, Hook())
for name in list(sys.modules):
    if name.startswith("dl_course.checks"): del sys.modules[name]
"""),
            NOTHING,
        ),
        "pth-file": (
            unsolved("""
import site, sys, os
for folder in [*site.getsitepackages(), *sys.path, site.getusersitepackages()]:
    for name in ("zz_owned.pth", "sitecustomize.py", "usercustomize.py"):
        try: open(os.path.join(folder or ".", name), "w").write("import sys; sys.exit(3)")
        except OSError: pass
"""),
            NOTHING,
        ),
        "poisoned-cache": (
            unsolved("""
import dl_course.checks.judging as j, os, py_compile
for path in (j.__file__, j.__cached__ or "x"):
    try: open(path, "wb").write(b"owned")
    except OSError: pass
    try: os.remove(path)
    except OSError: pass
"""),
            NOTHING,
        ),
        "bytes-without-end": (submission(MEAN, None, "def is_even(n):\n    return b'x' * 10**9"), (2, 0, 0)),
        "array-too-large": (
            submission(MEAN, "def double(x):\n    return np.broadcast_to(1.0, (10**5, 10**5))"),
            (2, 0, 0),
        ),
        "list-too-long": (submission(MEAN, "def double(x):\n    return [0] * 5_000_000"), (2, 0, 0)),
        "list-too-deep": (
            submission(MEAN, "def double(x):\n    a = []\n    for _ in range(10**5): a = [a]\n    return a"),
            (2, 0, 0),
        ),
        "list-in-itself": (submission(MEAN, "def double(x):\n    a = []\n    a.append(a)\n    return a"), (2, 0, 0)),
        "number-too-long": (submission(MEAN, None, "def is_even(n):\n    return 1 << 10**7"), (2, 0, 0)),
        "colliding-keys": (
            submission(MEAN, "def double(x):\n    return {i * (2**61 - 1): i for i in range(20000)}"),
            (2, 0, 0),
        ),
        "endless-iterator": (
            submission(MEAN, "def double(x):\n    import itertools\n    return itertools.count()"),
            (2, 0, 0),
        ),
        "length-that-lies": (
            submission(
                MEAN,
                "class L(list):\n    __len__ = lambda s: 10**9\n    __iter__ = lambda s: iter(int, 1)\ndef double(x):\n    return L([1])",
            ),
            (2, 0, 0),
        ),
        "endless-loop-in-a-call": (submission(MEAN, "def double(x):\n    while True: pass", EVEN), (2, 0, 4)),
        "endless-loop-in-a-cell": (submission(MEAN, "while True: pass", EVEN), (2, 0, 4)),
        "deaf-to-signals": (
            submission(
                MEAN,
                "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
                "def double(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
                EVEN,
            ),
            (2, 0, 4),
        ),
        "sleeper": (submission(MEAN, "def double(x):\n    import time\n    time.sleep(1000)", EVEN), (2, 0, 4)),
        "exits-in-a-cell": (submission(MEAN, "import os\nos._exit(0)", EVEN), (2, 0, 4)),
        "exits-in-a-call": (submission(MEAN, "def double(x):\n    import os\n    os._exit(0)", EVEN), (2, 0, 4)),
        "system-exit": (submission(MEAN, "def double(x):\n    raise SystemExit(0)", EVEN), (2, 0, 4)),
        "keyboard-interrupt": (submission(MEAN, "def double(x):\n    raise KeyboardInterrupt", EVEN), (2, 0, 4)),
        "crash": (submission(MEAN, "def double(x):\n    import ctypes\n    ctypes.string_at(0)", EVEN), (2, 0, 4)),
        "recursion": (
            submission(MEAN, "import sys\nsys.setrecursionlimit(10**9)\ndef double(x):\n    return double(x)", EVEN),
            (2, 0, 4),
        ),
        "memory": (
            submission(MEAN, "def double(x):\n    return [bytearray(2**28) for _ in range(10**4)]", EVEN),
            (2, 0, 4),
        ),
        "disk": (
            submission(
                MEAN, "def double(x):\n    for i in range(10**4):\n        open(f'{i}', 'wb').write(b'x' * 2**24)", EVEN
            ),
            (2, 0, 4),
        ),
        "open-files": (submission(MEAN, "kept = [open('/dev/null') for _ in range(10**5)]", EVEN), (2, 0, 4)),
        "threads": (
            submission(
                MEAN,
                "import threading, time\nfor _ in range(10**4): threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
                EVEN,
            ),
            (2, 0, 4),
        ),
        "flood-of-output": (
            submission(
                MEAN,
                DOUBLE,
                EVEN,
                before="for _ in range(60): print('x' * 10**6)\nimport os\nos.write(1, b'y' * 10**6)",
            ),
            FULL,
        ),
        "socket": (
            unsolved(f"""
import socket
for family, address in ((socket.AF_INET, ("127.0.0.1", {port})), (socket.AF_UNIX, "\\0loot")):
    try:
        with socket.socket(family) as s: s.connect(address)
    except OSError: pass
"""),
            NOTHING,
        ),
        "ipython-hooks": (
            submission(MEAN, before="ip = get_ipython()\nip.events.register('pre_run_cell', print)"),
            (2, 0, 0),
        ),
        "ast-transformer": (submission(MEAN, before="get_ipython().ast_transformers.append(object())"), (2, 0, 0)),
        "raises-the-hint": (
            unsolved("from dl_course.checks.judging import Wrong\n" + everywhere("raise Wrong('full marks')")),
            NOTHING,
        ),
        "error-that-lies": (
            unsolved(
                "class E(Exception):\n    def __str__(self): raise SystemExit\n    __class__ = StopIteration\n"
                + everywhere("raise E()")
            ),
            NOTHING,
        ),
        "stop-iteration": (unsolved(everywhere("raise StopIteration")), NOTHING),
        "tells-hidden-inputs": (unsolved(LEARNT.format("raise ValueError('LOOT ' + repr(x))")), NOTHING),
        "prints-hidden-inputs": (
            unsolved(LEARNT.format("print('LOOT', x); raise NotImplementedError('LOOT ' + repr(x))")),
            NOTHING,
        ),
        "stops-with-hidden-inputs": (
            unsolved(LEARNT.format("raise type('LOOT' + repr(x), (Exception,), {})()")),
            NOTHING,
        ),
        "new-namespaces": (
            unsolved("""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
done = [libc.unshare(0x10000000), libc.unshare(0x20000), libc.mount(b"none", b"/submission", b"tmpfs", 0, None),
        libc.chroot(b"/submission"), libc.umount2(b"/submission", 2), libc.sethostname(b"owned", 5)]
if 0 in done: raise RuntimeError("LOOT")
"""),
            NOTHING,
        ),
        "raises-its-limits": (
            submission(
                MEAN,
                "import resource as r\nfor n in range(16):\n    try: r.setrlimit(n, (r.RLIM_INFINITY,) * 2)\n    except (ValueError, OSError): pass\n"
                "def double(x):\n    return len(bytearray(2**33))",
                EVEN,
            ),
            (2, 0, 4),
        ),
        "at-exit": (unsolved("import atexit, os\natexit.register(lambda: os.write(3, b'x' * 100))"), NOTHING),
        "own-signals": (
            submission(
                MEAN, DOUBLE, EVEN, before="import signal, threading\nsignal.pthread_kill(threading.get_ident(), 0)"
            ),
            FULL,
        ),
        "late-patch": (
            unsolved(
                "import threading, time\ndef later():\n    while True:\n        np.allclose = lambda *a, **k: True\n        time.sleep(0.001)\nthreading.Thread(target=later, daemon=True).start()"
            ),
            NOTHING,
        ),
        "library-call": (
            unsolved("import ctypes\nctypes.CDLL(None).system(b'touch /submission/x; sleep 4242 &')"),
            NOTHING,
        ),
        "guesses-by-time": (
            unsolved(
                "import time\n"
                + everywhere("best = max((0.0, 3.0, 6.0), key=lambda v: time.perf_counter())\nreturn best - 1")
            ),
            NOTHING,
        ),
    }


def NAME_OF(path):  # noqa: N802
    return path.rsplit("/", 1)[-1]


def changed_tests() -> dict[str, tuple[dict, tuple[int, int, int]]]:
    """Submissions that change what they are graded with."""
    weak = submission(MEAN)
    for cell in weak["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"]["points"] = 1000
    more = submission(MEAN)
    extra = {
        **more["cells"][-1],
        "metadata": {"nbgrader": {**more["cells"][-1]["metadata"]["nbgrader"]}},
        "id": "extra",
    }
    extra["metadata"]["nbgrader"] |= {"grade_id": "task-9-check", "points": 100}
    more["cells"].append({**extra, "source": "pass"})
    unmarked = submission(MEAN)
    for cell in unmarked["cells"]:
        cell["metadata"] = {}
    swapped = submission(MEAN)
    for cell in swapped["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if marks and marks["grade"]:
            marks["grade_id"] = "task-1-check"
    solved_as_test = submission(None, DOUBLE)
    for cell in solved_as_test["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if marks and marks["solution"]:
            marks.update(grade=True, points=50)
    return {
        "weakened-tests": (weak, (2, 0, 0)),
        "further-test": (more, (2, 0, 0)),
        "no-metadata": (unmarked, (2, 0, 0)),
        "all-tests-the-first": (swapped, (2, 0, 0)),
        "answers-marked-as-tests": (solved_as_test, (0, 3, 0)),
    }
