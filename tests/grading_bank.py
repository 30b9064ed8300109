"""A bank of submissions to the course's own exercises: right answers in odd clothes, lies, spies and odd notebooks.

Each has its honest points, which follow from what it is: a right answer earns them in any form that a student may give it,
everything else earns nothing, and what a submission does besides changes neither. `benchmarks/grading_bank.py` runs all of it.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dl_course import course

ROOT = Path(__file__).resolve().parents[1]
# What the answer to each task is made of: numbers, words, booleans, a model. A dot: the answer is a class, a model goes in or
# comes out, or slopes are asked of what comes out, so it stands there as it is and no mechanism is tried on it.
KINDS = {
    "00": "n", "01": "nnnnn", "02": "nnnnn", "03": "nnnn.n", "04": "n.nn.n", "05": "nnmn.n", "06": "nnn...", "07": "n...n.",
    "08": "n.n..n", "09": "nnn...", "10": ".n..n.", "11": "n...n.", "12": "nn..bb", "13": "...n.n", "14": "n...n.", "15": "bb.n.n",
    "16": "wwn.wn", "17": "nnnnn", "18": "nn...n",
}  # fmt: skip
SCALARS = {
    ("03", 2),
    ("04", 4),
    ("05", 3),
    ("07", 1),
    ("08", 3),
    ("15", 6),
    ("18", 6),
}  # tasks whose arguments are numbers alone: they have no shape
SHAPELESS = SCALARS | {("13", 6)}  # or always have the same one
HASHABLE = SCALARS | {("13", 4), ("15", 2)}  # tasks whose arguments can be keys of a cache: tensors can, too
RANKS = {("13", 6)}  # tasks whose numbers are right by their order alone: one more for each is no lie
SLOW = ("00", "01", "16")  # lessons on which mechanisms that use up time are tried
SECRET = "LOOT"  # no file that the grader writes may have this word in it; no source spells it out


class Case(NamedTuple):
    """One submission.

    Attributes:
        mechanism: What is tried.
        lesson: Name of the lesson.
        notebook: The bytes that are handed in.
        points: What it honestly earns, task by task.
    """

    mechanism: str
    lesson: str
    notebook: bytes
    points: tuple[float, ...]


@dataclass
class Exercise:
    """An exercise as it was released, with right answers.

    Attributes:
        name: Name of the lesson.
        notebook: The released notebook.
        names: Name of the function of each task.
        right: Right answer of each task, the whole cell; it calls the right answers to other tasks only, whatever the
            names of these stand for by then.
        stubs: The cells as released.
        points: Of each task.
    """

    name: str
    notebook: dict
    names: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    stubs: list[str] = field(default_factory=list)
    points: list[float] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.name[:2]

    @property
    def kinds(self) -> str:
        return KINDS[self.number]

    def earned(self, *lost: int) -> tuple[float, ...]:
        """All points but those of some tasks, which are numbered from 0."""
        return tuple(0 if task in lost else worth for task, worth in enumerate(self.points))

    def of_kind(self, kinds: str) -> list[int]:
        return [task for task, kind in enumerate(self.kinds) if kind in kinds]

    def filled(self, answers: dict[int, str] | None = None, before: str = "", after: str = "") -> dict:
        """A notebook with these cells as answers, right ones elsewhere, and code behind the imports or at the end."""
        made = copy.deepcopy(self.notebook)
        sources = {**dict(enumerate(self.right)), **(answers or {})}
        for cell in made["cells"]:
            if (task := _task(cell)) is not None:
                cell["source"] = sources[task]
        first = next(i for i, cell in enumerate(made["cells"]) if cell["cell_type"] == "code") + 1
        made["cells"][first:first] = [code(before)] if before else []
        made["cells"] += [code(after)] if after else []
        return made

    def dressed(self, expression: str, before: str, tasks: list[int]) -> dict:
        """A notebook in which the functions of some tasks are replaced by what an expression makes of them.

        Args:
            expression: Python, with `{name}` for the function.
            before: What the expression needs.
            tasks: Which tasks.
        """
        changed = {t: f"{self.right[t]}\n{self.names[t]} = {expression.format(name=self.names[t])}" for t in tasks}
        return self.filled(changed, before)


def code(source: str) -> dict:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def marks(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})


def answers(made: dict) -> list[dict]:
    return [cell for cell in made["cells"] if _task(cell) is not None]


def tests(made: dict) -> list[dict]:
    return [cell for cell in made["cells"] if marks(cell).get("grade")]


def _task(cell):
    found = re.fullmatch(r"task-(\d+)", marks(cell).get("grade_id", ""))
    return int(found[1]) - 1 if found else None


def exercises(numbers: tuple[str, ...] = tuple(KINDS)) -> list[Exercise]:
    """The course's exercises."""
    made = []
    for lesson in course.lessons(ROOT):
        if lesson.name[:2] not in numbers:
            continue
        exercise = Exercise(lesson.name, json.loads(lesson.exercise.read_text(encoding="utf-8")))
        for cell in exercise.notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        for cell in json.loads(lesson.solution.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if _task(cell) is not None:
                name = re.search(r"^(?:def|class) (\w+)", source, re.MULTILINE)[1]
                right = _rebound(_without_marks(source), exercise.names)
                exercise.right.append(f"{right}\n_right_{name} = {name}")
                exercise.names.append(name)
            elif marks(cell).get("grade"):
                exercise.points.append(marks(cell)["points"])
        exercise.stubs = [cell["source"] for cell in answers(exercise.notebook)]
        made.append(exercise)
    return made


def _without_marks(source: str) -> str:
    return "\n".join(line for line in source.split("\n") if not line.strip().startswith(("### BEGIN", "### END")))


def _rebound(source, earlier):
    """Calls the right answers where it calls earlier ones; a method may have the name of an earlier function."""
    for name in earlier:
        source = re.sub(rf"(?<!def )(?<![\w.]){name}\(", f"_right_{name}(", source)
    return source


# ---------------------------------------------------------------------------------------------- right, in odd clothes
TURNED = """
import functools
def _each(value, turn):
    if isinstance(value, dict):
        return {key: _each(part, turn) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_each(part, turn) for part in value)
    return turn(value)
def _turned(f):
    @functools.wraps(f)
    def turned(*args, **kwargs):
        return _each(f(*args, **kwargs), _turn)
    return turned
"""
# How each part of a right result is dressed.
CLOTHES = {
    "arrays of an odd layout": """
def _turn(v):
    if isinstance(v, np.ndarray):
        v = np.flip(np.asfortranarray(np.flip(v)).astype(v.dtype.newbyteorder(">")))
        v.flags.writeable = False
    return v
""",
    "subclasses with a long repr": """
class _Tagged(np.ndarray):
    def __array_finalize__(self, other): self.note = getattr(other, "note", "mine")
    __repr__ = __str__ = lambda self: "x" * 10**7
class _Float(float):
    __repr__ = __str__ = lambda self: "x" * 10**7
class _Int(int):
    __repr__ = __str__ = lambda self: "x" * 10**7
class _Str(str):
    __repr__ = lambda self: "x" * 10**7
def _turn(v):
    if isinstance(v, np.ndarray): return v.view(_Tagged)
    if isinstance(v, (float, np.floating)): return _Float(v)
    if isinstance(v, (int, np.integer)) and not isinstance(v, bool): return _Int(v)
    return _Str(v) if isinstance(v, str) else v
""",
    "numbers without an axis": """
def _turn(v):
    return np.array(v) if isinstance(v, (int, float, np.number)) and not isinstance(v, bool) else v
""",
    "decimals and fractions": """
from decimal import Decimal
from fractions import Fraction
def _turn(v):
    if isinstance(v, (float, np.floating)): return Decimal(float(v))
    return Fraction(int(v)) if isinstance(v, (int, np.integer)) and not isinstance(v, bool) else v
""",
    "NumPy's own words": "def _turn(v): return np.str_(v) if isinstance(v, str) else v",
    "masked arrays": "def _turn(v): return np.ma.array(v) if isinstance(v, np.ndarray) and v.ndim else v",
    "views of larger arrays": """
def _turn(v):
    if not isinstance(v, np.ndarray) or not v.ndim: return v
    large = np.zeros([3 * n + 1 for n in v.shape], v.dtype)
    part = large[tuple(slice(1, 3 * n + 1, 3) for n in v.shape)]
    part[...] = v
    return part
""",
    "long doubles": "def _turn(v): return np.longdouble(v) if isinstance(v, (float, np.floating)) else v",
    "minus zero": """
def _turn(v):
    if isinstance(v, np.ndarray) and v.dtype.kind == "f": return np.where(v == 0, -0.0, v)
    return -0.0 if isinstance(v, (float, np.floating)) and v == 0 else v
""",
}
# How a right function is called, stored or disguised; each defines `_dress`.
ROADS = {
    "partial": "import functools\n_dress = functools.partial",
    "bound method": "class _M:\n    def __init__(self, f): self.f = f\n    def go(self, *a, **k): return self.f(*a, **k)\n"
    "_dress = lambda f: _M(f).go",
    "callable object": "class _C:\n    def __init__(self, f): self.f = f\n    def __call__(self, *a, **k): return self.f(*a, **k)\n"
    "    __getattr__ = lambda self, name: _C(self.f)\n_dress = _C",
    "class whose object is the result": "def _dress(f):\n    class _N:\n        def __new__(cls, *a, **k): return f(*a, **k)\n    return _N",
    "staticmethod": "_dress = staticmethod",
    "fifty decorators": "import functools\ndef _one(f):\n    @functools.wraps(f)\n    def g(*a, **k): return f(*a, **k)\n    return g\n"
    "def _dress(f):\n    for _ in range(50): f = _one(f)\n    return f",
    "error state": "_dress = lambda f: np.errstate(all='ignore')(f)",
    "deep recursion": "import sys\nsys.setrecursionlimit(10_000)\n"
    "def _dress(f):\n    def g(*a, depth=3000, **k): return g(*a, depth=depth - 1, **k) if depth else f(*a, **k)\n    return g",
    "threads": "from concurrent.futures import ThreadPoolExecutor\n"
    "def _dress(f):\n    def g(*a, **k):\n        with ThreadPoolExecutor(4) as pool: return [pool.submit(f, *a, **k).result() for _ in range(2)][0]\n    return g",
    "a file": "import pickle, tempfile\ndef _dress(f):\n    def g(*a, **k):\n        r = f(*a, **k)\n        if hasattr(r, 'get_weights'): return r\n"
    "        with tempfile.NamedTemporaryFile(dir='.') as t:\n            pickle.dump(r, t); t.flush(); t.seek(0)\n            return pickle.load(t)\n    return g",
    "a data base": "import pickle, sqlite3\ndef _dress(f):\n    def g(*a, **k):\n        r = f(*a, **k)\n        if hasattr(r, 'get_weights'): return r\n"
    "        with sqlite3.connect('results.db') as d:\n            d.execute('create table if not exists t (b blob)'); d.execute('delete from t')\n"
    "            d.execute('insert into t values (?)', (pickle.dumps(r),)); d.commit()\n"
    "            return pickle.loads(d.execute('select b from t').fetchone()[0])\n    return g",
    "a mapped file": "import mmap, pickle\ndef _dress(f):\n    def g(*a, **k):\n        r = f(*a, **k)\n        if hasattr(r, 'get_weights'): return r\n"
    "        d = pickle.dumps(r); m = mmap.mmap(-1, len(d)); m.write(d); m.seek(0)\n        return pickle.load(m)\n    return g",
    "a pipe": "import os, pickle, threading\ndef _dress(f):\n    def g(*a, **k):\n        r = f(*a, **k)\n        if hasattr(r, 'get_weights'): return r\n"
    "        def w(o, d):\n            with os.fdopen(o, 'wb') as p: p.write(d)\n"
    "        i, o = os.pipe(); threading.Thread(target=w, args=(o, pickle.dumps(r))).start()\n        with os.fdopen(i, 'rb') as p: return pickle.load(p)\n    return g",
    "another process, or none": "import multiprocessing\ndef _dress(f):\n    def g(*a, **k):\n        try:\n"
    "            with multiprocessing.get_context('fork').Pool(1) as p: return p.apply(f, a, k)\n        except OSError: return f(*a, **k)\n    return g",
    "shared memory, or none": "from multiprocessing import shared_memory\ndef _dress(f):\n    def g(*a, **k):\n"
    "        try: shared_memory.SharedMemory(create=True, size=8).unlink()\n        except OSError: pass\n        return f(*a, **k)\n    return g",
    "generator": "def _dress(f):\n    def run():\n        r = None\n        while True:\n            a, k = yield r\n"
    "            try: r = f(*a, **k), None\n            except Exception as e: r = None, e\n"
    "    it = run(); next(it)\n    def g(*a, **k):\n        r, e = it.send((a, k))\n        if e: raise e\n        return r\n    return g",
    "coroutine": "def _dress(f):\n    async def c(*a, **k): return f(*a, **k)\n    def g(*a, **k):\n        try: c(*a, **k).send(None)\n"
    "        except StopIteration as s: return s.value\n    return g",
    "text that is executed": "def _dress(f):\n    names = {'f': f}\n    exec('def g(*a, **k):\\n    return f(*a, **k)', names)\n    return names['g']",
    "memory of earlier calls": "_memory = {}\ndef _dress(f):\n    def g(*a, **k):\n        key = (f.__name__, repr((a, k)))\n"
    "        if key not in _memory: _memory[key] = f(*a, **k)\n        return _memory[key]\n    return g",
    "a flood of output": "import sys\ndef _dress(f):\n    def g(*a, **k):\n        print('x' * 100_000); sys.stdout.writelines(['a', 'b'])\n"
    "        print('y' * 100_000, file=sys.stderr); sys.stderr.flush()\n        return f(*a, **k)\n    return g",
    "warnings and logs": "import logging, warnings\nlogging.basicConfig(level=0)\ndef _dress(f):\n    def g(*a, **k):\n"
    "        warnings.warn('w' * 1000); logging.error('e'); return f(*a, **k)\n    return g",
    "finalisers that fail": "import weakref\nclass _D:\n    def __del__(self): raise SystemExit(3)\ndef _dress(f):\n    def g(*a, **k):\n"
    "        d = _D(); weakref.finalize(d, lambda: 1 / 0); del d\n        return f(*a, **k)\n    return g",
    "a tracer": "import sys\ndef _dress(f):\n    def g(*a, **k):\n        sys.settrace(lambda *t: None); sys.setprofile(lambda *t: None)\n"
    "        try: return f(*a, **k)\n        finally: sys.settrace(None); sys.setprofile(None)\n    return g",
    "much memory for a moment": "def _dress(f):\n    def g(*a, **k):\n        x = np.ones(1_000_000); del x\n"
    "        try: bytearray(1 << 42)\n        except MemoryError: pass\n        return f(*a, **k)\n    return g",
    "errors that are caught": "def _dress(f):\n    def g(*a, **k):\n        try:\n            try: raise KeyboardInterrupt\n"
    "            finally: raise ExceptionGroup('g', [ValueError('v')])\n        except* ValueError: pass\n        return f(*a, **k)\n    return g",
    "a moment's sleep": "import time\ndef _dress(f):\n    def g(*a, **k):\n        time.sleep(0.002); return f(*a, **k)\n    return g",
}
# Cells in front of right answers.
SURROUNDINGS = {
    "empty environment": "import os\nos.environ.clear()",
    "locale": "import locale, os, time\nlocale.setlocale(locale.LC_ALL, 'C')\nos.environ['TZ'] = 'Asia/Tokyo'\ntime.tzset()",
    "open files left over": "import os\n_kept = [open(os.devnull) for _ in range(100)] + [os.pipe() for _ in range(20)]",
    "a ticking alarm": "import signal\nsignal.signal(signal.SIGALRM, lambda *_: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)",
    "signals blocked": "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))",
    "no output": "import sys\nsys.stdout = sys.stderr = None\nprint('x')",
    "output of its own": "import io, sys\nsys.stdout = io.StringIO()\nsys.stderr = open('log', 'w')",
    "output closed": "import sys\nsys.stdout.close()",
    "output as a stream": "import sys\nassert sys.stdout.writable() and not sys.stdout.closed\nsys.stdout.writelines(['a', 'b'])",
    "modules thrown out": "import sys\nfor _n in ('json', 'pickle', 'struct', 'socket', 'dl_course.grading.border.codec'): sys.modules.pop(_n, None)",
    "modules blocked": "import sys\nfor _n in ('scipy', 'wandb', 'PIL', 'IPython'): sys.modules.setdefault(_n, None)",
    "an import hook": "import sys\nclass _H:\n    def find_spec(self, name, path=None, target=None): return None\nsys.meta_path.insert(0, _H())\nsys.path[:] = [*sys.path, '/x']",
    "print replaced": "import builtins\nbuiltins.print = lambda *a, **k: None\nbuiltins.display = None",
    "hooks": "import atexit, os, sys\nsys.excepthook = sys.displayhook = sys.unraisablehook = lambda *a: os._exit(9)\natexit.register(os._exit, 8)",
    "limits lowered": "import resource as r\nr.setrlimit(r.RLIMIT_NOFILE, (12, 12))\nr.setrlimit(r.RLIMIT_CORE, (0, 0))",
    "another folder": "import os\nos.umask(0o777)\nos.chdir('/')",
    "own folder removed": "import os, shutil\n_d = os.getcwd()\nos.makedirs('a/b')\nos.chdir('a/b')\nshutil.rmtree(_d + '/a', ignore_errors=True)",
    "seeds and formats": "import random\nrandom.seed(5)\nnp.random.seed(5)\nnp.set_printoptions(precision=1, threshold=1)",
    "collector off": "import gc, sys\ngc.disable()\ngc.freeze()\nsys.setswitchinterval(1e-6)",
    "threads left over": "import threading, time\nfor _ in range(20): threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
    "a clock that stands": "import time\ntime.time = time.monotonic = time.perf_counter = lambda: 0.0",
    "await": "import asyncio\nawait asyncio.sleep(0)\nasync def _a(): return 1\nassert await _a() == 1",
    "help": "np.mean?\n?np.sum\nnp.std??\n_helped = 1",
    "magics that show": "%who\n%whos\n%precision 3\n%config InlineBackend.figure_format = 'retina'\n_shown = 1",
    "names of the grader's": "task = same = compare = student = codec = None\ndef _copied(): pass",
    "a guard": "if __name__ == '__main__':\n    _g = 1\nassert _g == 1",
    "from the future": "from __future__ import annotations\n_x: not_defined = 1",
    "a thousand lines": "_x = (\n" + "1 +\n" * 1000 + "1)",
    "a pickle": "import pickle\nclass _P: pass\n_P.__module__ = '__main__'\nassert isinstance(pickle.loads(pickle.dumps(_P())), _P)",
    "a class of data": "from dataclasses import dataclass\n@dataclass\nclass _D:\n    x: 'int' = 1\nimport typing\ntyping.get_type_hints(_D)",
    "a foreign channel": "import socket\nsocket.socket = socket.socketpair = None",
    "permissions of a file of the grader's": "import os\nfor _do in (lambda: os.chmod({canary!r}, 0), lambda: os.utime({canary!r}, (0, 0)), lambda: os.setxattr({canary!r}, 'user.x', b'x')):\n"
    "    try: _do()\n    except OSError: pass",
    "copies of files": "import os, shutil\nshutil.copy(os.__file__, 'os.py')\nshutil.copy2('os.py', 'os2.py')\nassert os.stat('os2.py').st_size",
}  # fmt: skip

# -------------------------------------------------------------------------------------------- wrong, in right clothes
# What each part of a right result becomes -> the kinds of answers that lose their points by it.
LIES = {
    "an object that says it is an array": (
        "nwbm",
        """
class _Forged:
    __class__ = property(lambda self: np.ndarray)
    dtype, ndim, shape, size, nbytes, itemsize = np.dtype(float), 0, (), 1, 8, 8
    def __init__(self, v): self.v = v
    def __array__(self, *a, **k): return np.array(0.125)
    all = any = __bool__ = lambda self: True
    __float__ = lambda self: float(self.v)
    __eq__ = lambda self, other: True
    __hash__ = lambda self: 0
    __reduce__ = lambda self: (print, ("x",))
    def __deepcopy__(self, memo): return self.v
def _turn(v): return _Forged(v)
""",
    ),
    "an array that lies about itself": (
        "nb",
        """
class _Liar(np.ndarray):
    dtype = property(lambda self: np.dtype(float)); shape = property(lambda self: np.shape(self.right))
    def astype(self, *a, **k): return self.right
    def tobytes(self, *a): return self.right.tobytes()
    def __array__(self, *a, **k): return self.right
    def __array_ufunc__(self, *a, **k): return True
    def __array_function__(self, *a, **k): return True
    __eq__ = lambda self, other: np.ones(np.shape(other), bool)
def _turn(v):
    right = np.asarray(v)
    made = (~right if right.dtype == bool else right + 1.0).view(_Liar)
    made.right = right
    return made
""",
    ),
    "the error in the imaginary part": ("n", "def _turn(v): return v + 1j"),
    "numbers as text": ("n", "def _turn(v): return np.asarray(v).astype(str) if np.ndim(v) else str(v)"),
    "one axis too many": ("nb", "def _turn(v): return np.asarray(v)[None]"),
    "an axis of length 0": ("nb", "def _turn(v): return np.zeros((0, *np.shape(v)))"),
    "fields": ("nb", "def _turn(v): return np.array([(0.0,)], dtype=[('a', float)])"),
    "words that equal everything": (
        "w",
        "class _Yes(str):\n    __eq__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __hash__ = lambda s: 0\n"
        "def _turn(v): return _Yes('zz')",
    ),
    "numbers that lie when asked": (
        "n",
        """
class _F(float):
    __float__ = lambda s: float(s) - 1; __eq__ = lambda s, o: True; __hash__ = float.__hash__
    __sub__ = __rsub__ = lambda s, o: 0.0; __abs__ = lambda s: 0.0; is_integer = lambda s: True
def _turn(v): return np.array([_F(x + 1) for x in np.ravel(v)], object).reshape(np.shape(v)) if np.ndim(v) else _F(v + 1)
""",
    ),
    "not a number in one place": (
        "n",
        "def _turn(v):\n    v = np.array(v, float)\n    v[(0,) * v.ndim] = np.nan\n    return v",
    ),
    "infinity in one place": (
        "n",
        "def _turn(v):\n    v = np.array(v, float)\n    v[(-1,) * v.ndim] = np.inf\n    return v",
    ),
    "numbers without end": ("n", "def _turn(v): return 10**400 + int(np.ravel(v)[0])"),
    "an enumeration": ("w", "import enum\ndef _turn(v): return enum.Enum('E', [v + '_']) [v + '_']"),
    "bytes for words": ("w", "def _turn(v): return v.encode()"),
    "words with a space": ("w", "def _turn(v): return v + ' '"),
    "an upper and a lower half": ("w", "def _turn(v): return v.upper()"),
    "the opposite": ("b", "def _turn(v): return np.logical_not(v)"),
    "ones and zeros for true and false": ("b", "def _turn(v): return np.asarray(v).astype(int)"),
}  # fmt: skip
# A function that does not give what was asked, whatever it was.
FAILURES = {
    "async": "def _dress(f):\n    async def g(*a, **k): return f(*a, **k)\n    return g",
    "an iterator": "def _dress(f):\n    def g(*a, **k): return map(lambda v: v, [f(*a, **k)])\n    return g",
    "yields": "def _dress(f):\n    def g(*a, **k): yield f(*a, **k)\n    return g",
    "ends Python when it is thrown away": "import os\nclass _B:\n    def __del__(self): os._exit(0)\n"
    "def _dress(f):\n    def g(*a, **k):\n        r = f(*a, **k); b = _B(); del b\n        return r\n    return g",
    "wrong at the first call": "def _dress(f):\n    n = []\n    def g(*a, **k):\n        n.append(1)\n        return None if len(n) == 1 else f(*a, **k)\n    return g",
    "right at the first call": "def _dress(f):\n    n = []\n    def g(*a, **k):\n        n.append(1)\n        return f(*a, **k) if len(n) == 1 else None\n    return g",
    "an error with markup for a name": "def _dress(f):\n    def g(*a, **k): raise type('<script>alert(1)</script>\\n=1+1', (Exception,), {})('<b>' * 10**6)\n    return g",
    "an error that fails itself": "class _E(Exception):\n    __str__ = __repr__ = lambda s: 1 / 0\n    args = property(lambda s: 1 / 0)\n"
    "def _dress(f):\n    def g(*a, **k): raise _E from _E()\n    return g",
    "an error of the grader's": "from dl_course.checks.judging import Open, Wrong\ndef _dress(f):\n    def g(*a, **k): raise Wrong('✓ task 1: full marks') from Open('task 1')\n    return g",
    "an error without end": "import dl_course.grading.untrusted.student as _s\nclass _E(ValueError): pass\n"
    "_s._described = lambda e, w=_s._described: (['ValueError'], 'could not broadcast ' * 3_000_000, 'E', 1) if type(e) is _E else w(e)\n"
    "def _dress(f):\n    def g(*a, **k): raise _E\n    return g",
    "an object of a class that a library imports": "import dl_course.grading.untrusted.student as _s\nclass _L:\n    def __iter__(self): return iter([0.0])\n    __len__ = lambda s: 1\n"
    "_s._ancestor = lambda v, w=_s._ancestor: 'matplotlib:Path' if type(v) is _L else w(v)\ndef _dress(f): return lambda *a, **k: _L()",
    "a group of errors": "def _dress(f):\n    def g(*a, **k): raise BaseExceptionGroup('g', [KeyboardInterrupt(), ValueError()])\n    return g",
    "an object with a command in its pickle": "import os\nclass _P:\n    def __reduce__(self): return (os.system, ('true',))\n    __reduce_ex__ = __reduce__\n"
    "def _dress(f): return lambda *a, **k: _P()",
    "itself": "def _dress(f):\n    def g(*a, **k): return g\n    return g",
    "a property": "def _dress(f): return property(f)",
    "not implemented": "def _dress(f): return lambda *a, **k: NotImplemented",
    "only when a check looks on": "import sys\ndef _dress(f):\n    def g(*a, **k):\n        n, at = [], sys._getframe(1)\n"
    "        while at: n.append(at.f_globals.get('__name__', '')); at = at.f_back\n"
    "        return f(*a, **k) if any('checks' in x for x in n) else None\n    return g",
    "stopped by its own clock": "import signal\nclass _T(BaseException): pass\ndef _up(*_): raise _T\n"
    "def _dress(f):\n    def g(*a, **k):\n        signal.signal(signal.SIGALRM, _up); signal.setitimer(signal.ITIMER_REAL, 0.001)\n        signal.pause()\n    return g",
}  # fmt: skip

# ------------------------------------------------------------------------- spies: right where the visible check asks
# It runs the check itself, with a right answer, to know what the check asks; `_other` is what it does elsewhere.
LEARNT = """
import os, sys
_asked = set()
def _told(v):
    if isinstance(v, dict): return {k: _told(p) for k, p in v.items()}
    if isinstance(v, (list, tuple)): return [_told(p) for p in v]
    return np.asarray(v).tolist()
def _word(): return "LO" + "OT"
def _learnt(f, check, name):
    def record(*a, **k):
        _asked.add((name, repr(_told([a, k])), repr(_shapes([a, k]))))
        return f(*a, **k)
    check(record)
    def g(*a, **k):
        if _known(name, a, k): return f(*a, **k)
        return _other(f, *a, **k)
    return g
def _shapes(v):
    if isinstance(v, dict): return {k: _shapes(p) for k, p in v.items()}
    if isinstance(v, (list, tuple)): return [_shapes(p) for p in v]
    return np.shape(v)
def _known(name, a, k): return any(n == name and told == repr(_told([a, k])) for n, told, _ in _asked)
"""
ELSEWHERE = {
    "nothing": "def _other(f, *a, **k): return None",
    "an earlier answer": "_last = []\n_inner = _learnt\ndef _learnt(f, check, name):\n    def h(*a, **k):\n        _last.append(f(*a, **k)); return _last[-1]\n"
    "    return _inner(h, check, name)\ndef _other(f, *a, **k): return _last[0]",
    "an array of length 0": "def _other(f, *a, **k): return np.empty((0, 1, 1, 1, 1))",
    "a broadcast of nan": "def _other(f, *a, **k): return np.broadcast_to(np.nan, (1, 1))",
    "told by a message": "def _other(f, *a, **k): raise ValueError(_word() + repr(a))",
    "told by notes": "def _other(f, *a, **k):\n    e = KeyError(_word()); e.add_note(_word() + repr(a)); raise e",
    "told by a group": "def _other(f, *a, **k): raise ExceptionGroup(_word(), [ValueError(_word() + repr(a))])",
    "told by a syntax error": "def _other(f, *a, **k): raise SyntaxError(_word() + repr(a), (_word(), 1, 1, _word()))",
    "told as open": "def _other(f, *a, **k): raise NotImplementedError('task 1: ' + _word() + repr(a))",
    "told by the name of a class": "def _other(f, *a, **k): return type(_word(), (), {'__name__': _word()})()",
    "told by keys": "def _other(f, *a, **k): return {_word(): a}",
    "told by exit": "def _other(f, *a, **k): sys.exit(_word() + repr(a))",
    "told by output": "def _other(f, *a, **k):\n    print(_word(), a); print(_word(), a, file=sys.stderr); os.write(1, _word().encode()); os.write(2, _word().encode())",
    "told by a status": "def _other(f, *a, **k): os._exit(77)",
    "told by a warning": "import warnings\nwarnings.simplefilter('error')\ndef _other(f, *a, **k): warnings.warn(_word() + repr(a))",
    "told by a callback's name": "def _other(f, *a, **k):\n    g = lambda: 0\n    g.__name__ = g.__qualname__ = _word()\n    return g",
    "told by a thread": "import threading\ndef _other(f, *a, **k):\n    t = threading.Thread(target=lambda: 1 / 0, name=_word()); t.start(); t.join()",
    "told to the next one": "def _other(f, *a, **k):\n    for p in ('/tmp/x', '/dev/shm/x', 'x', '../x', os.path.expanduser('~/x')):\n        try: open(p, 'w').write(_word())\n        except OSError: pass\n"
    "for _p in ('/tmp/x', '/dev/shm/x', 'x', '../x', os.path.expanduser('~/x')):\n    if os.path.exists(_p): raise RuntimeError(open(_p).read())",
    "told by times of files": "def _other(f, *a, **k):\n    try: os.utime({canary!r}, (77, 77))\n    except OSError: pass\n"
    "if os.path.exists({canary!r}) and os.stat({canary!r}).st_mtime == 77: raise RuntimeError(_word())",
    "an endless list": "class _L(list):\n    __iter__ = lambda s: iter(int, 1)\n    __len__ = lambda s: 3\ndef _other(f, *a, **k): return _L([1.0])",
    "changed arguments": "def _other(f, *a, **k):\n    for v in a:\n        if isinstance(v, np.ndarray): v[...] = 0\n        elif isinstance(v, (list, dict)): v.clear()",
    "an aborted process": "def _other(f, *a, **k): os.abort()",
}  # fmt: skip
# What takes its time; tried on the last task of a few lessons.
DELAYS = {
    "sleeps": "import time\ndef _other(f, *a, **k): time.sleep(1000)",
    "loops": "def _other(f, *a, **k):\n    while True: pass",
    "stops itself": "import signal\ndef _other(f, *a, **k): signal.raise_signal(signal.SIGSTOP)",
    "waits for a lock": "import threading\ndef _other(f, *a, **k):\n    l = threading.Lock(); l.acquire(); l.acquire()",
    "waits for the grader": "def _other(f, *a, **k):\n    for d in range(3, 64):\n        try: os.read(d, 1 << 20)\n        except OSError: pass",
    "catches everything": "def _other(f, *a, **k):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "a slow expression": "import re\ndef _other(f, *a, **k): re.match('(a+)+$', 'a' * 64 + 'b')",
    "a large power": "def _other(f, *a, **k): return 7 ** (7 ** 12)",
}  # fmt: skip


# --------------------------------------------------------------------------------------------------- odd notebooks
ODD: dict[
    str, Callable
] = {}  # name -> what is done to a notebook with right answers; it gives the points that are left


def _odd(change):
    ODD[change.__name__.replace("_", " ")] = change
    return change


@_odd
def ids_all_the_same(ex, made):
    for cell in made["cells"]:
        cell["id"] = "same"


@_odd
def ids_of_all_kinds(ex, made):
    for number, cell in enumerate(made["cells"]):
        cell["id"] = [None, 3, "", "ä" * 500, [1], {"a": 1}][number % 6]


@_odd
def another_language(ex, made):
    made["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    made["metadata"]["language_info"] = {"name": "R", "version": 7}


@_odd
def metadata_of_any_kind(ex, made):
    made["metadata"] = [1]
    made["nbformat"], made["nbformat_minor"] = "4", None
    for cell in made["cells"]:
        if not marks(cell):
            cell["metadata"] = None
        cell["outputs"], cell["execution_count"] = {"x": 1}, "7"


@_odd
def release_noted_wrongly(ex, made):
    made["metadata"]["dl_course"] = {
        "release": {"tasks": {"1": 5, "x": ["y"]}, "version": {"a": "<b>"}},
        "minutes": "no",
    }


@_odd
def answers_marked_for_hand_grading(ex, made):
    for cell in answers(made):
        marks(cell).update(grade=True, points=-5, task=True, schema_version="x")


@_odd
def points_of_any_kind(ex, made):
    for cell, points in zip(tests(made), [-1, 1e308, "9", None, [], {}], strict=False):
        marks(cell)["points"] = points


@_odd
def tests_gone(ex, made):
    made["cells"] = [cell for cell in made["cells"] if not marks(cell).get("grade")]


@_odd
def tests_first(ex, made):
    made["cells"].sort(key=lambda cell: not marks(cell).get("grade"))


@_odd
def answers_reversed_before_all_tests(ex, made):
    every, last = answers(made), tests(made)
    rest = [cell for cell in made["cells"] if cell not in every and cell not in last]
    made["cells"] = [*rest, *every[::-1], *last]


@_odd
def all_answers_in_the_first_cell(ex, made):
    first, *others = answers(made)
    first["source"] = "\n\n".join(cell["source"] for cell in answers(made))
    made["cells"] = [cell for cell in made["cells"] if cell not in others]


@_odd
def all_answers_in_the_last_cell_before_the_tests(ex, made):
    *others, last = answers(made)
    last["source"] = "\n\n".join(cell["source"] for cell in answers(made))
    checks = tests(made)
    made["cells"] = [cell for cell in made["cells"] if cell not in [*others, *checks]] + checks


@_odd
def answers_in_new_cells_without_marks(ex, made):
    for cell in answers(made):
        made["cells"].insert(made["cells"].index(cell) + 1, code(cell["source"]))
        cell["source"] = ""


@_odd
def stubs_behind_right_answers(ex, made):
    for cell, stub in zip(answers(made), ex.stubs, strict=True):
        made["cells"].insert(made["cells"].index(cell) + 1, code(stub))
    return ex.earned(*range(len(ex.points)))


@_odd
def right_answers_behind_stubs(ex, made):
    for cell, stub in zip(answers(made), ex.stubs, strict=True):
        made["cells"].insert(made["cells"].index(cell) + 1, code(cell["source"]))
        cell["source"] = stub


@_odd
def wrong_ones_behind_everything(ex, made):
    made["cells"].append(
        code("\n".join(f"def {name}(*a, **k): return None" for name in ex.names) + "\nnp = check = None")
    )


@_odd
def wrong_ones_in_front(ex, made):
    made["cells"].insert(0, code("\n".join(f"def {name}(*a, **k): return None" for name in ex.names)))


@_odd
def names_deleted_in_between(ex, made):
    for cell, name in zip(answers(made), ex.names, strict=True):
        made["cells"].insert(made["cells"].index(cell) + 1, code(f"del {name}"))
    return ex.earned(*range(len(ex.points)))


@_odd
def names_deleted_behind_the_tests(ex, made):
    for cell, name in zip(tests(made), ex.names, strict=True):
        made["cells"].insert(made["cells"].index(cell) + 1, code(f"del {name}"))


@_odd
def functions_in_wide_letters(ex, made):
    wide = {chr(c): chr(c + 0xFEE0) for c in range(ord("a"), ord("z") + 1)}
    for cell, name in zip(answers(made), ex.names, strict=True):
        other = "".join(wide.get(c, c) for c in name)
        cell["source"] = re.sub(rf"^def {name}\(", f"def {other}(", cell["source"], flags=re.MULTILINE)


@_odd
def functions_in_letters_that_look_alike(ex, made):
    for cell, name in zip(answers(made), ex.names, strict=True):
        cyrillic = name.translate(str.maketrans("aceiop", "\u0430\u0441\u0435\u0456\u043e\u0440"))
        cell["source"] = re.sub(rf"\b{name}\b", cyrillic, cell["source"]).replace(
            f"_right_{cyrillic}", f"_right_{name}"
        )
    return ex.earned(*range(len(ex.points)))


@_odd
def lines_end_as_on_windows(ex, made):
    for cell in made["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


@_odd
def sources_as_lists_of_lists(ex, made):
    for cell in made["cells"]:
        cell["source"] = [line + "\n" for line in cell["source"].split("\n")]


@_odd
def lone_surrogates(ex, made):
    for cell in answers(made):
        cell["source"] += "\n# \ud800 \udfff ‮ \x1b[31m"
    made["metadata"]["title"] = "\udcff"


@_odd
def a_zero_in_an_answer(ex, made):
    answers(made)[-1]["source"] += "\n# \0"
    return ex.earned(len(ex.points) - 1)


@_odd
def a_thousand_cells(ex, made):
    made["cells"][2:2] = [code(f"_c{number} = {number}") for number in range(1000)]


@_odd
def cells_that_fail_between(ex, made):
    for number, cell in enumerate(answers(made)):
        failing = ["1 / 0", "undefined", "def (", "raise SystemExit", "assert False, '<b>'", "raise KeyboardInterrupt"]
        made["cells"].insert(made["cells"].index(cell), code(failing[number]))


@_odd
def cells_that_await(ex, made):
    for cell in answers(made):
        cell["source"] = "import asyncio\nawait asyncio.sleep(0)\n" + cell["source"]


@_odd
def cells_that_ask_for_help(ex, made):
    for cell in answers(made):
        cell["source"] = "np.mean?\n?np.sum\nnp.std??\n%who\n%whos\n" + cell["source"]


@_odd
def functions_made_by_exec(ex, made):
    for cell in answers(made):
        cell["source"] = f"exec({cell['source']!r})"


@_odd
def functions_through_globals(ex, made):
    for cell, name in zip(answers(made), ex.names, strict=True):
        cell["source"] = "if True:\n" + "\n".join("    " + line for line in cell["source"].split("\n"))
        cell["source"] += f"\nglobals()[{name!r}] = globals().pop({name!r})"


@_odd
def given_cells_replaced(ex, made):
    for cell in made["cells"]:
        if cell["cell_type"] == "code" and not marks(cell) and "import numpy" in cell["source"]:
            cell["source"] += "\ncheck = type('C', (), {'__getattr__': lambda *a: lambda *b: None})()\n"
            cell["source"] += "import dl_course.checks as _c\n_c.judging.compare = lambda *a, **k: None"
    for cell, stub in zip(answers(made), ex.stubs, strict=True):
        cell["source"] = stub
    return ex.earned(*range(len(ex.points)))


@_odd
def a_second_notebook_inside(ex, made):
    made["worksheets"] = [{"cells": [{**cell, "input": "1 / 0"} for cell in made["cells"]]}]
    return ex.earned(*range(len(ex.points)))


def _as_bytes(made):
    """The same notebook in other bytes: what they are called, and the bytes."""
    text = json.dumps(made)
    yield "a mark of byte order", b"\xef\xbb\xbf" + text.encode()
    yield "UTF-16", text.encode("utf-16")
    yield (
        "letters unescaped, and blanks around",
        b"\n\n" + json.dumps(made, ensure_ascii=False, indent=9).encode() + b"\n \t",
    )
    yield "cells named twice", b'{"cells": [], ' + text.encode()[1:]
    yield "numbers that JSON does not know", text[:-1].encode() + b', "x": [NaN, Infinity, -0.0, 1e999]}'


# -------------------------------------------------------------------------------------------------------- the bank
def cases(exercise: Exercise, canary: str = "/nonexistent") -> Iterator[Case]:
    """All submissions to an exercise.

    Args:
        exercise: The exercise.
        canary: A file of the user who grades; no submission can change anything about it.
    """
    every, full = exercise.of_kind("nwbm"), exercise.earned()

    def case(mechanism, made, points=full):
        data = made if isinstance(made, bytes) else json.dumps(made).encode()
        return Case(mechanism, exercise.name, data, points)

    yield case("solved", exercise.filled())
    yield case("untouched", exercise.notebook, tuple(0 for _ in full))
    for name, turn in CLOTHES.items():
        yield case(f"clothes: {name}", exercise.dressed("_turned({name})", TURNED + turn, every))
    for name, dress in ROADS.items():
        yield case(f"road: {name}", exercise.dressed("_dress({name})", dress, every))
    for name, before in SURROUNDINGS.items():
        yield case(f"around: {name}", exercise.filled(before=before.replace("{canary!r}", repr(canary))))
    for name, (kinds, turn) in LIES.items():
        tasks = exercise.of_kind(kinds)
        if name == "numbers that lie when asked":
            tasks = [task for task in tasks if (exercise.number, task + 1) not in RANKS]
        if tasks:
            lost = exercise.earned(*tasks)
            yield case(f"lie: {name}", exercise.dressed("_turned({name})", TURNED + turn, tasks), lost)
    for name, dress in FAILURES.items():
        yield case(f"failure: {name}", exercise.dressed("_dress({name})", dress, every), exercise.earned(*every))
    cached = [task for task in every if (exercise.number, task + 1) not in HASHABLE]
    made = exercise.dressed("_cache({name})", "from functools import cache as _cache", every)
    yield case("failure: a cache that cannot take arrays", made, exercise.earned(*cached))
    learnt = "_learnt({name}, check.check_{name}, '{name}')"
    for name, other in ELSEWHERE.items():
        other = other.replace("{canary!r}", repr(canary))
        yield case(f"spy: {name}", exercise.dressed(learnt, LEARNT + other, every), exercise.earned(*every))
    shaped = [task for task in every if (exercise.number, task + 1) not in SHAPELESS]
    if shaped:
        known = "def _known(name, a, k): return any(n == name and s == repr(_shapes([a, k])) for n, _, s in _asked)\n"
        made = exercise.dressed(learnt, LEARNT + known + ELSEWHERE["nothing"], shaped)
        yield case("spy: the shapes of the visible cases", made, exercise.earned(*shaped))
    for name, other in DELAYS.items() if exercise.number in SLOW else ():
        yield case(f"delay: {name}", exercise.dressed(learnt, LEARNT + other, every[-1:]), exercise.earned(every[-1]))
    for name, change in ODD.items():
        made = exercise.filled()
        points = change(exercise, made)
        yield case(f"odd: {name}", made, full if points is None else points)
    for name, data in _as_bytes(exercise.filled()):
        yield case(f"bytes: {name}", data)
