"""What hidden tests ask stays with the grader: no submission can carry it to where a student reads it."""

import sys

import pytest

from dl_course.exercises.marks import without_hidden
from dl_course.grading.local import Local
from dl_course.grading.outcome.verdict import Status
from dl_course.grading.run import grade
from dl_course.grading.sandbox import landlock
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Refused, Settings
from dl_course.grading.trusted.sentences import FURTHER
from tests.grading_cohort import code, exercise, hand_in, points_of, rows, write_lesson

pytestmark = pytest.mark.usefixtures("forked_grader")

TEST_1 = """from dl_course.checks.judging import compare, task
with task(1, "the sum"):
    compare(f([1.0, 2.0]), 3.0)
### BEGIN HIDDEN TESTS
compare(f([4.0, 8.0625]), 12.0625)
### END HIDDEN TESTS
"""
TEST_2 = """from dl_course.checks.judging import compare, task
with task(2, "the product"):
    compare(g([1.0, 2.0]), 2.0)
### BEGIN HIDDEN TESTS
compare(g([5.5, 7.25]), 39.875)
### END HIDDEN TESTS
"""
TEST_3 = """from dl_course.checks.judging import compare, task
with task(3, "the size"):
    compare(Box().size, 3.0)
    compare(len(Box()), 1)
"""
ANSWERS = (
    "def f(x):\n    return sum(x)",
    "def g(x):\n    return x[0] * x[1]",
    "class Box:\n    size = 3.0\n    def __len__(self):\n        return 1",
)
SECRETS = ("8.06", "12.06", "5.5", "7.25", "39.8")

# Where a spy keeps what it was asked: (keep `text`, a line that gives it back).
KEEPING = {
    "a name": ("kept.append(text)", "kept[-1]"),
    "a module": ("np.loot = text", "np.loot"),
    "the environment": ("os.environ['LOOT'] = text", "os.environ['LOOT']"),
    "a file in its folder": ("open('loot', 'w').write(text)", "open('loot').read()"),
    "a file at home": ("open(os.path.expanduser('~/loot'), 'w').write(text)", "open(os.path.expanduser('~/loot')).read()"),
    "a file in tmp": ("open('/tmp/loot-91', 'w').write(text)", "open('/tmp/loot-91').read()"),
    "shared memory": ("open('/dev/shm/loot-91', 'w').write(text)", "open('/dev/shm/loot-91').read()"),
    "any folder of a submission": (
        "open('loot', 'w').write(text)",
        "next(open(p).read() for d in ('..', '/tmp', '/submission') for p in glob.glob(d + '/**/loot', recursive=True))",
    ),
}  # fmt: skip
# How a later task tells it.
TELLING = {
    "the text of an error": "raise ValueError('LOOT ' + loot)",
    "the class of an error": "raise type('LOOT' + loot, (Exception,), {})()",
    "a wrong number": "return -float(loot.strip('[]').split(',')[-1])",
    "an answer that cannot be read": "return np.zeros(1, dtype=[(loot, float)])",
    "a task that is open": "raise NotImplementedError('LOOT ' + loot)",
    "the exit status": "os._exit(int(float(loot.strip('[]').split(',')[-1])))",
    "an object": "return type('O', (), {'__repr__': lambda s: loot, '__len__': lambda s: len(loot)})()",
}
SPY = """
import glob, os
import numpy as np
kept = []
def keep(x):
    text = repr(x)
    try: {keep}
    except OSError: pass
def loot_of():
    try: return {found}
    except (OSError, IndexError, KeyError, AttributeError, StopIteration): return ""
def f(x):
    if {when}: keep(x)
    return sum(x)
"""
HIDDEN = "x != [1.0, 2.0]"


def spy(keeping, telling, when=HIDDEN):
    keep, found = KEEPING[keeping]
    tells = f"def g(x):\n    loot = loot_of()\n    if loot:\n        {TELLING[telling]}\n    return x[0] * x[1]"
    return exercise([SPY.format(keep=keep, found=found, when=when), tells, ANSWERS[2]], TESTS, [1, 2, 3])


# Spies of another kind: what they are -> their three answers.
OTHERS = {
    "a cell that fails": (SPY, "loot = loot_of()\nif loot: raise ValueError('LOOT ' + loot)\ndef g(x):\n    return x[0] * x[1]", ANSWERS[2]),
    "a name that cannot be read": (SPY, "g = np.zeros(1, dtype=[(loot_of() or 'nothing', float)])", ANSWERS[2]),
    "an attribute": (SPY, ANSWERS[1], "class Box:\n    size = property(lambda self: float((loot_of() or '3.0').strip('[]').split(',')[-1]))\n    def __len__(self):\n        return 1"),
    "a length": (SPY, ANSWERS[1], "class Box:\n    size = 3.0\n    def __len__(self):\n        return 1 + len(loot_of())"),
    "printed": (SPY, "def g(x):\n    print('LOOT', loot_of())\n    return 0.0", ANSWERS[2]),
    # In the hidden part itself.
    "hidden: text": ("def f(x):\n    if {when}: raise ValueError('LOOT ' + repr(x))\n    return sum(x)", *ANSWERS[1:]),
    "hidden: class": ("def f(x):\n    if {when}: raise type('LOOT' + repr(x), (KeyError,), {{}})()\n    return sum(x)", *ANSWERS[1:]),
    "hidden: other class": ("def f(x):\n    if {when}: raise ZeroDivisionError\n    return sum(x)", *ANSWERS[1:]),
    "hidden: open": ("def f(x):\n    if {when}: raise NotImplementedError('LOOT ' + repr(x))\n    return sum(x)", *ANSWERS[1:]),
    "hidden: number": ("def f(x):\n    if {when}: return x[1]\n    return sum(x)", *ANSWERS[1:]),
    "hidden: array": ("def f(x):\n    if {when}: return np.zeros(1, dtype=[(repr(x), float)])\n    return sum(x)", *ANSWERS[1:]),
    "hidden: object": ("def f(x):\n    if {when}: return type('LOOT' + repr(x), (), {{'__repr__': lambda s: repr(x), '__len__': lambda s: 8}})()\n    return sum(x)", *ANSWERS[1:]),
    "hidden: too long": ("def f(x):\n    if {when}: return [0] * 2_000_000\n    return sum(x)", *ANSWERS[1:]),
    "hidden: status 7": ("import os\ndef f(x):\n    if {when}: os._exit(7)\n    return sum(x)", *ANSWERS[1:]),
    "hidden: signal": ("import os\ndef f(x):\n    if {when}: os.abort()\n    return sum(x)", *ANSWERS[1:]),
    "hidden: crash": ("import ctypes\ndef f(x):\n    if {when}: ctypes.string_at(0)\n    return sum(x)", *ANSWERS[1:]),
    "hidden: message": (
        "from dl_course.grading.untrusted import student\ndef f(x):\n"
        "    if {when}: student.codec.encode = lambda *a: b'LOOT' + repr(x).encode()\n    return sum(x)", *ANSWERS[1:]),
    "hidden: unable": (
        "from dl_course.grading.untrusted import student\ndef f(x):\n    if {when}:\n"
        "        def say(*a): raise student.codec.NotPlain('LOOT ' + repr(x))\n        student._Student.leave = say\n        return say\n"
        "    return sum(x)", *ANSWERS[1:]),
    "hidden: sleep": ("import time\ndef f(x):\n    if {when}: time.sleep(99)\n    return sum(x)", *ANSWERS[1:]),
}  # fmt: skip
TESTS = (TEST_1, TEST_2, TEST_3)


def other(name, when=HIDDEN):
    keep, found = KEEPING["a name"]
    sources = [
        s.format(when=when, keep=keep, found=found)
        if s is SPY or (name.startswith("hidden") and s not in ANSWERS)
        else s
        for s in OTHERS[name]
    ]
    return exercise(sources, TESTS, [1, 2, 3])


def handed_in(made):
    """Without the hidden tests, with a cell behind everything that would tell what the last task was asked."""
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = without_hidden(cell["source"])
    return made


@pytest.fixture(scope="module", params=[True, False], ids=["namespaces", "no namespaces"])
def told(request, tmp_path_factory):
    if sys.platform != "linux" or not (request.param or landlock.version()):
        pytest.skip("the walls are Linux's")
    folder = tmp_path_factory.mktemp("hidden")
    lesson = write_lesson(folder / "course", exercise(ANSWERS, TESTS, [1, 2, 3]))
    spies = {f"kept in {keeping}": spy(keeping, "the text of an error") for keeping in KEEPING}
    spies |= {f"told by {telling}": spy("a name", telling) for telling in TELLING}
    spies |= {name: other(name) for name in OTHERS}
    for name, made in spies.items():
        hand_in(folder / "in", name, handed_in(made))
    settings = Settings(folder / "in", folder / "out", 2, Limits(timeout=3), namespaces=request.param)
    grade([lesson], settings)
    pages = [page.read_text() for page in (folder / "out" / "feedback").rglob("*.html")]
    assert len(pages) == len(spies)
    return folder / "out", pages


def test_no_message_and_no_page_holds_a_number_of_a_hidden_test(told):
    out, pages = told
    for row in rows(out):
        assert not [secret for secret in SECRETS if secret in row["message"]], row
        assert "LOOT" not in row["message"], row
    for page in pages:
        words = page.split("<pre", 1)[0]  # before the student's own code
        assert not [secret for secret in SECRETS if secret in words]


SENTENCES = {f"task {number}: {sentence}" for number in (1, 2, 3) for sentence in FURTHER.values()}


@pytest.mark.parametrize("name", [name for name in OTHERS if name.startswith("hidden")])
def test_a_hidden_part_says_one_of_three_sentences(told, name):
    out, _ = told
    (row,) = [row for row in rows(out) if row["student"] == name and row["task"] == "task-1-check"]
    assert row["message"] in SENTENCES
    assert row["status"] in (Status.WRONG, Status.TIMEOUT, Status.ENDED)
    assert points_of(out)[name] == (0, 2, 3)


def test_a_spy_that_answers_rightly_has_its_points(told):
    out, _ = told
    for name in [f"kept in {keeping}" for keeping in KEEPING] + ["a cell that fails", "an attribute", "a length"]:
        assert points_of(out)[name] == (1, 2, 3), [row for row in rows(out) if row["student"] == name]


def test_the_same_ways_tell_what_the_visible_part_asked(tmp_path):
    """Or the tests above would pass because the spies are no good."""
    lesson = write_lesson(tmp_path / "course", exercise(ANSWERS, TESTS, [1, 2, 3]))
    for telling in TELLING:
        hand_in(tmp_path / "in", telling, handed_in(spy("a name", telling, "True")))
    for keeping in ("a name", "a module", "the environment", "a file in its folder", "a file at home"):
        hand_in(tmp_path / "in", keeping, handed_in(spy(keeping, "the text of an error", "True")))
    for name in ("a cell that fails", "a name that cannot be read", "an attribute"):
        hand_in(tmp_path / "in", name, handed_in(other(name, "True")))
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out", 2, Limits(timeout=3)))
    said = ("2.0", "status 2", "came out as -2", "came out as 2")
    found = {row["student"] for row in rows(tmp_path / "out") if any(words in row["message"] for words in said)}
    assert found >= set(TELLING) - {"an object"} | {"a name", "a module", "the environment", "a file at home"}
    assert found >= {"a file in its folder", "a cell that fails", "a name that cannot be read", "an attribute"}


def run(folder, answers, tests, wrong, given="import numpy as np"):
    lesson = write_lesson(folder / "course", exercise(answers, tests, [1] * len(tests), given))
    hand_in(folder / "in", "a", exercise(wrong, [without_hidden(test) for test in tests], [1] * len(tests), given))
    grade([lesson], Settings(folder / "in", folder / "out", limits=Limits(timeout=10)))
    return points_of(folder / "out")["a"]


def test_a_hidden_part_may_use_what_the_visible_part_defines(tmp_path):
    test = "def twice(x):\n    return 2 * x\nassert f(1) == twice(1)\n### BEGIN HIDDEN TESTS\nassert f(4) == twice(4)\n### END HIDDEN TESTS"
    inside = "for n in (1, 2):\n    assert g(n) == n\n    ### BEGIN HIDDEN TESTS\n    assert g(n + 5) == n + 5\n    ### END HIDDEN TESTS"
    right = ["def f(x):\n    return 2 * x", "def g(x):\n    return x"]
    wrong = ["def f(x):\n    return 2", "def g(x):\n    return min(x, 2)"]
    assert run(tmp_path / "right", right, [test, inside], right) == (1, 1)
    assert run(tmp_path / "wrong", right, [test, inside], wrong) == (0, 0)


def test_given_data_is_the_same_for_every_test(tmp_path):
    """A test that changes what is given changes it for itself."""
    tests = [
        "data[0] = 99\nassert f(data) == 104",
        "assert f(data) == 6\n### BEGIN HIDDEN TESTS\nassert f(data[1:]) == 5\n### END HIDDEN TESTS",
    ]
    answers = ["def f(x):\n    return x.sum()", "y = 1"]
    assert run(tmp_path, answers, tests, answers, "import numpy as np\ndata = np.array([1, 2, 3])") == (1, 1)


def test_cells_before_a_task_are_there_for_its_hidden_part(tmp_path):
    test = "assert f(2) == 10\n### BEGIN HIDDEN TESTS\nassert f(3) == 15\n### END HIDDEN TESTS"
    lesson = write_lesson(tmp_path / "course", exercise(["def f(x):\n    return 5 * x"], [test], [1]))
    made = exercise(["def f(x):\n    return factor * x"], [without_hidden(test)], [1])
    made["cells"][1:1] = [code("factor = 4"), code("factor += 1"), code("1 / 0")]
    hand_in(tmp_path / "in", "a", made)
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out"))
    assert points_of(tmp_path / "out")["a"] == (1,)


def test_the_author_is_told_what_happened_in_a_hidden_test(tmp_path):
    test = "assert f(2) == 4\n### BEGIN HIDDEN TESTS\nassert f(3) == 7, 'seven'\n### END HIDDEN TESTS"
    lesson = write_lesson(tmp_path, exercise(["def f(x):\n    return 2 * x"], [test], [1]))
    with pytest.raises(Refused, match=r"a further test of your answer failed\. \(task 1: seven\)"):
        Local(lesson, lesson.solution.read_bytes(), Settings(tmp_path, tmp_path))


def test_phase_two_has_a_time_of_its_own(tmp_path):
    test = "assert f(2) == 4\n### BEGIN HIDDEN TESTS\nassert f(3) == 6\n### END HIDDEN TESTS"
    lesson = write_lesson(tmp_path / "course", exercise(["def f(x):\n    return 2 * x"], [test], [1]))
    made = exercise(["import time\ntime.sleep(1.5)\ndef f(x):\n    return 2 * x"], [without_hidden(test)], [1])
    hand_in(tmp_path / "in", "slow", made)
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out", limits=Limits(timeout=2.6, cells=1)))
    assert points_of(tmp_path / "out")["slow"] == (1,)
    never = "import os\ndef f(x):\n    import time\n    time.sleep(9 if x == 3 else 0)\n    return 2 * x"
    hand_in(tmp_path / "in", "never", exercise([never], [without_hidden(test)], [1]))
    grade([lesson], Settings(tmp_path / "in", tmp_path / "out", limits=Limits(timeout=2.5, cells=1)))
    (row,) = [row for row in rows(tmp_path / "out") if row["student"] == "never"]
    assert (row["status"], row["message"]) == ("timeout", f"task 1: {FURTHER[Status.TIMEOUT]}")
