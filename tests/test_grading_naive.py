"""Tests as authors write them in a hurry hold, too: what a student's object says about itself decides nothing."""

import pytest

from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from tests.grading_cohort import exercise, hand_in, rows, write_lesson

LIAR = """
class Liar:
    data = property(lambda self: Liar())
    def __getattr__(self, name):
        return lambda *a, **k: Liar()
    def __bool__(self): return True
    def __float__(self): return 3.0
    def __len__(self): return 3
    def __iter__(self): return iter([9.0, 9.0, 9.0])
    def __hash__(self): return 1
    def __call__(self, *a, **k): return Liar()
for _name in "eq ne lt le gt ge contains".split():
    setattr(Liar, f"__{_name}__", lambda self, other: True)
for _name in "add radd sub rsub mul rmul truediv rtruediv pow neg abs mod".split():
    setattr(Liar, f"__{_name}__", lambda self, *other: 0.0)
Liar.__ne__ = lambda self, other: False
"""
# What the author asks -> (right answer, test, wrong answer)
NAIVE = {
    "a difference": ("def f(x):\n    return x + 1", "assert abs(f(2.0) - 3.0) < 1e-9", LIAR + "def f(x):\n    return Liar()"),
    "equality": ("def f(x):\n    return x * x", "assert f(4) == 16", LIAR + "def f(x):\n    return Liar()"),
    "inequality": ("def f(x):\n    return x * x", "assert not f(4) != 16", LIAR + "def f(x):\n    return Liar()"),
    "two that differ": ("def f(x):\n    return x * x", "assert f(3) != f(4)", LIAR + "def f(x):\n    return Liar()"),
    "not equal to a slip": ("def f(x):\n    return x * x", "assert not f(4) == 8", LIAR + "def f(x):\n    return Liar()"),
    "none of some slips": ("def f(x):\n    return x * x", "assert f(4) not in (8, 4)", LIAR + "def f(x):\n    return Liar()"),
    "none of a set": ("def f(x):\n    return x * x", "assert f(4) not in {8, 4}", LIAR + "def f(x):\n    return Liar()"),
    "all different": ("def f(x):\n    return x * x", "assert len({f(3), f(4), f(5)}) == 3", LIAR + "def f(x):\n    return Liar()"),
    "a range": ("def f(x):\n    return x * x", "assert 8 < f(3) < 10", LIAR + "def f(x):\n    return Liar()"),
    "truth": ("def f(x):\n    return x > 0", "assert f(1)", LIAR + "def f(x):\n    return Liar()"),
    "membership": ("def f(x):\n    return [x, 2 * x]", "assert 6 in f(3)", LIAR + "def f(x):\n    return Liar()"),
    "closeness": ("def f(x):\n    return x + 1", "assert np.allclose(f(2.0), 3.0)", LIAR + "def f(x):\n    return Liar()"),
    "isclose of an attribute": (
        "class F:\n    def __init__(self, x):\n        self.data = x\n    def __add__(self, o):\n        return F(self.data + o.data)",
        "assert (F(2.0) + F(3.0)).data == 5.0",
        LIAR + "class F(Liar):\n    def __init__(self, x):\n        pass\n    def __add__(self, o):\n        return Liar()",
    ),
    "difference of a sum": (
        "class G:\n    def __init__(self, x):\n        self.data = x\n    def __add__(self, o):\n        return G(self.data + o.data)",
        "assert abs((G(2.0) + G(3.0)).data - 5.0) < 1e-9",
        LIAR + "class G(Liar):\n    def __init__(self, x):\n        pass\n    def __add__(self, o):\n        return Liar()",
    ),
    "difference of an object": (
        "class H:\n    def __init__(self, x):\n        self.data = x\n    def __sub__(self, o):\n        return H(self.data - o)\n"
        "    def __abs__(self):\n        return H(abs(self.data))",
        "assert abs(H(2.0) - 5.0).data == 3.0\nassert not hasattr(H(2.0) - 5.0, 'dtype')",
        "class H:\n    data = 3.0\n    def __init__(self, x):\n        pass\n    def __sub__(self, o):\n        return -3.0",
    ),
    "argument emptied": (
        "def f(x):\n    return 2 * x",
        "x = np.ones(3)\nassert np.allclose(f(x), 2 * x)",
        "def f(x):\n    x[...] = 0\n    return x",
    ),
    "list emptied": ("def f(x):\n    return sorted(x)", "x = [3, 1]\nassert f(x) == sorted(x)", "def f(x):\n    x.clear()\n    return []"),
    "argument changed": (
        "def f(x):\n    return 2 * x",
        "from dl_course.checks.judging import unchanged\nassert (unchanged(f, np.ones(2)) == 2).all()",
        "def f(x):\n    x *= 2\n    return x",
    ),
    "callback that is replaced": (
        "def f(g):\n    return g(2) + 1",
        "assert f(lambda x: x * 5) == 11",
        "def f(g):\n    import gc\n    return [o for o in gc.get_objects() if callable(o)][0]",
    ),
}  # fmt: skip


def numbered(source, number):
    return source.replace("f(", f"f{number}(").replace("(f,", f"(f{number},").replace("isf", "isf")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("naive")
    right, tests, wrong = (
        [
            numbered(way[part], number) if " F" not in way[0] else way[part]
            for number, way in enumerate(NAIVE.values(), start=1)
        ]
        for part in range(3)
    )
    lesson = write_lesson(folder / "course", exercise(right, tests, [1] * len(right)))
    hand_in(folder / "in", "right", exercise(right, ["pass"] * len(right), [1] * len(right)))
    hand_in(folder / "in", "wrong", exercise(wrong, ["pass"] * len(right), [1] * len(right)))
    grade([lesson], Settings(folder / "in", folder / "out", limits=Limits(timeout=10)))
    return {(row["student"], row["task"]): row for row in rows(folder / "out")}


@pytest.mark.parametrize("way", NAIVE)
def test_a_right_answer_passes_and_a_lie_does_not(graded, way):
    number = list(NAIVE).index(way) + 1
    assert graded["right", f"task-{number}-check"]["status"] == "passed"
    lie = graded["wrong", f"task-{number}-check"]
    assert lie["status"] not in ("passed", "error"), lie


def test_a_changed_argument_is_said(graded):
    number = list(NAIVE).index("argument changed") + 1
    assert "changes the array it was given" in graded["wrong", f"task-{number}-check"]["message"]
