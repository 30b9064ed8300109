"""Every check: a tick for every right answer, for each typical mistake its own hint, words for an open or crashing task."""

import ast
import contextlib
import copy
import functools
import importlib
import inspect
import io
import json
import re
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import hint_numbers
import pytest
from conftest import ROOT

import dl_course.checks
from dl_course import course
from dl_course.checks import judging
from dl_course.checks.judging import Open, Wrong

FOLDER = Path(dl_course.checks.__file__).parent
MACHINERY = {"__init__", "autograd", "judging", "errors", "relation", "shown"}
LESSONS = sorted(path.stem for path in (ROOT / "tests" / "mistakes").glob("[a-z]*.py"))
PAIRS = {
    name: (importlib.import_module(f"dl_course.checks.{name}"), importlib.import_module(f"mistakes.{name}"))
    for name in LESSONS
}
TASKS = [(lesson, task) for lesson, (checks, _) in PAIRS.items() for task in vars(checks) if task.startswith("check_")]
MISTAKES = [(lesson, *mistake) for lesson, (_, mistakes) in PAIRS.items() for mistake in mistakes.MISTAKES]
FORMS = [
    (lesson, *form)
    for lesson, (_, mistakes) in PAIRS.items()
    for listed in vars(mistakes)
    if listed.startswith("ALSO_RIGHT")  # also the lists of what the grader's wall does not let through
    for form in getattr(mistakes, listed)
]


def check(lesson, task, answer):
    checks, _ = PAIRS[lesson]
    return getattr(checks, task if task.startswith("check_") else f"check_{task}")(answer)


@dataclass
class Answered:
    """What came of one answer.

    Attributes:
        said: What the check printed, or the words with which it stopped.
        kind: The class of the error with which it stopped, if it did.
        compared: Name of a comparison -> (value received, hints, tolerance), as `hint_numbers.comparisons` gives them.
        hints: All hints that it had for what it compared.
    """

    said: str = ""
    kind: type | None = None
    compared: dict[str, tuple] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)


@functools.cache
def answered(lesson, task, answer, warn=True):
    """What a check makes of an answer. Each is asked once: some answers train a network."""
    checks, _ = PAIRS[lesson]
    names = {id(known): name for name, known in getattr(checks, "KNOWN", {}).items()}
    found, printed = Answered(), io.StringIO()

    def compare(value, expected, *, hints=(), mistakes=None, tolerance=judging.TOLERANCE, **more):
        found.hints += [*(mistakes or {}), *hints]
        if id(expected) in names:
            found.compared.setdefault(names[id(expected)], (as_it_is_now(value), tuple(hints), tolerance))
        judging.compare(value, expected, hints=hints, mistakes=mistakes, tolerance=tolerance, **more)

    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings(), contextlib.redirect_stdout(printed):
        patch.setattr(checks, "compare", compare)
        if not warn:
            warnings.simplefilter("ignore", RuntimeWarning)
        try:
            check(lesson, task, answer)
            found.said = printed.getvalue()
        except Exception as error:  # not kept itself: it holds every model that was on its way
            found.said, found.kind = str(error), type(error)
    return found


def as_it_is_now(value):
    try:
        return copy.deepcopy(judging.plain(value))
    except Exception:
        return value


def right_answer(lesson, task):
    return answered(lesson, task, PAIRS[lesson][1].RIGHT[task.removeprefix("check_")])


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_right_answer_gets_a_tick(lesson, task):
    assert right_answer(lesson, task).said.startswith("✓ task ")


@pytest.mark.parametrize("lesson", sorted({path.stem for path in FOLDER.glob("*.py")} - MACHINERY))
def test_every_check_has_its_answers(lesson):
    assert lesson in LESSONS, f"tests/mistakes/{lesson}.py is missing"


@pytest.mark.parametrize(
    ("lesson", "task", "answer", "form"), FORMS, ids=[f"{lesson}-{task}-{form}" for lesson, task, _, form in FORMS]
)
def test_a_right_answer_in_another_form_gets_a_tick(lesson, task, answer, form):
    assert answered(lesson, f"check_{task}", answer).said.startswith("✓ task ")


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_every_task_has_right_answers_in_three_other_forms(lesson, task):
    forms = [form for name, _, form in PAIRS[lesson][1].ALSO_RIGHT if name == task.removeprefix("check_")]
    listed = f"tests/mistakes/{lesson}.py: of {task.removeprefix('check_')!r} ALSO_RIGHT has"
    assert len(forms) >= 3, f"{listed} {len(forms)}; it takes three"
    assert len(set(forms)) == len(forms), f"{listed} two with the same words: {sorted(forms)}"


@pytest.mark.parametrize(
    ("lesson", "task", "wrong", "hint"), MISTAKES, ids=[f"{lesson}-{task}-{hint}" for lesson, task, _, hint in MISTAKES]
)
def test_typical_mistake_gets_its_hint(lesson, task, wrong, hint):
    found = answered(lesson, f"check_{task}", wrong, warn=False)
    assert found.kind is Wrong, f"the check takes this mistake for {'right' if found.kind is None else found.kind}"
    assert hint in found.said
    assert found.said.startswith("✗ task ")
    assert "your code stopped with" not in found.said, "a raw Python error, where a hint could stand"


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_every_task_recognises_three_mistakes(lesson, task):
    _, mistakes = PAIRS[lesson]
    hints = {hint for name, _, hint in mistakes.MISTAKES if name == task.removeprefix("check_")}
    assert len(hints) >= 3, (
        f"tests/mistakes/{lesson}.py: MISTAKES has {len(hints)} hints of {task[6:]!r}; it takes three"
    )


@pytest.mark.skipif("start_here" not in PAIRS, reason="a course without this lesson: test_new.py")
@pytest.mark.parametrize(
    ("found", "hint"),
    [
        (lambda right, number: right / 10, "divides by ten"),
        (lambda right, number: right, "counts the right ones"),
        (lambda right, number: 1 - right / number, "share of the wrong ones"),
        (lambda right, number: right / 4, "is their number fixed"),
        (lambda right, number: right / number, None),
    ],
)
def test_the_check_that_lesson_00_shows(capsys, found, hint):
    """It is no task of the exercise, whose slips the lesson would give away."""

    def share_right(answers, truth):
        return found(sum(a == t for a, t in zip(answers, truth, strict=True)), len(truth))

    if hint is None:
        PAIRS["start_here"][0].first_try(share_right)
        assert capsys.readouterr().out.startswith("✓ task 1: ")
    else:
        with pytest.raises(Wrong, match=hint):
            PAIRS["start_here"][0].first_try(share_right)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_open_task_says_so(lesson, task):
    def stub(*_, **__):
        raise NotImplementedError("task 9: write your answer here")

    with pytest.raises(Open, match="task 9"):
        check(lesson, task, stub)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_code_that_stops_is_a_hint(lesson, task):
    with pytest.raises(Wrong, match="ZeroDivisionError"):
        check(lesson, task, lambda *_, **__: 1 / 0)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_nothing_returned_is_a_hint(lesson, task):
    with pytest.raises(Wrong):
        check(lesson, task, lambda *_, **__: None)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_check_says_what_it_takes(lesson, task):
    assert inspect.getdoc(getattr(PAIRS[lesson][0], task)).startswith("Task ")


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_hint_without_a_mistake_that_leads_to_it(lesson):
    _, mistakes = PAIRS[lesson]
    said = [hint for task in mistakes.RIGHT for hint in right_answer(lesson, f"check_{task}").hints]
    tried = [hint for _, _, hint in mistakes.MISTAKES]
    assert said
    assert [hint for hint in said if not any(part in hint for part in tried)] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_numbers_of_the_checks_are_what_the_answers_give(lesson, monkeypatch):
    _, mistakes = PAIRS[lesson]
    all_right = all(right_answer(lesson, f"check_{task}").kind is None for task in mistakes.RIGHT)

    def made_already(check, answer, right=None):
        task = check.__name__
        return (right_answer(lesson, task) if right is None else answered(lesson, task, answer, warn=False)).compared

    if all_right:  # else a comparison that is no longer right kept the check from going on to the next
        monkeypatch.setattr(hint_numbers, "comparisons", made_already)
    (number,) = (each.number for each in course.lessons(ROOT) if each.name[3:] == lesson)
    assert hint_numbers.main(["--check", number]) == 0, f"run: make numbers LESSONS={number}"


CHECK = """
from dl_course.checks.judging import compare, task

KNOWN = {}


def check_double(double):
    with task(1, "twice"):
        compare(double(4.0), KNOWN["double"], hints=["this is three times x.", "this is x squared."])
"""
ANSWERS = """
RIGHT = {"double": lambda x: 2 * x}
MISTAKES = [("double", lambda x: 3 * x, "three times"), ("double", lambda x: x**2, "squared")]
"""


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """Puts a lesson of one check where the numbers are made; a part of its text is replaced."""

    def made_up(old="", new=""):
        for name, source in (("dl_course.checks.made_up", CHECK), ("mistakes.made_up", ANSWERS)):
            module = ModuleType(name)
            module.__file__ = str(tmp_path / f"{name}.py")
            Path(module.__file__).write_text(source.replace(old, new) if old else source, encoding="utf-8")
            exec(Path(module.__file__).read_text(encoding="utf-8"), vars(module))
            monkeypatch.setitem(sys.modules, name, module)

    return made_up


def test_numbers_are_those_of_the_answers(made_up):
    made_up()
    wrong = {"this is three times x.": [12], "this is x squared.": [16]}
    assert hint_numbers.numbers("made_up") == {"double": {"right": 8, "wrong": wrong}}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"double": lambda', '"twice": lambda', "RIGHT has 'twice', but there is no check_twice in dl_course/checks/made_up.py"),
        ("def check_double", "def check_doubles", "RIGHT has 'double', but there is no check_double in "),
        ('"double": lambda x: 2 * x', "", "RIGHT has no 'double', but dl_course/checks/made_up.py has check_double"),
        ('[("double", lambda x: 3', '[("treble", lambda x: 3', "RIGHT has no 'treble', but MISTAKES has"),
        ("4.0", "3.0", "the number of 'this is three times x.' is also that of 'this is x squared.': 9. Choose other inputs"),
        ("lambda x: x**2", "lambda x: 2 * x + 1e-6", "the number of the right answer is also that of 'this is x squared.'"),
        ("lambda x: x**2", "lambda x: 2 * x", "no mistake of tests/mistakes/made_up.py gets the hint 'this is x squared.'"),
    ],
)  # fmt: skip
def test_who_makes_the_numbers_is_told_what_is_missing_and_where(made_up, old, new, words):
    made_up(old, new)
    with pytest.raises(SystemExit, match=re.escape(words)):
        hint_numbers.numbers("made_up")


def test_keras_starts_without_a_word_before_answers_that_need_it(made_up, monkeypatch):
    started = []
    monkeypatch.setattr(hint_numbers.frameworks, "start_keras", lambda: started.append("Keras"))
    made_up()
    hint_numbers.numbers("made_up")
    assert started == [], "it takes seconds"
    made_up("RIGHT", "# keras\nRIGHT")
    hint_numbers.numbers("made_up")
    assert started == ["Keras"]


def test_the_numbers_of_one_lesson_are_made_alone(monkeypatch):
    made = []
    monkeypatch.setattr(hint_numbers, "numbers", lambda lesson: made.append(lesson) or {})
    first = course.lessons(ROOT)[0]
    hint_numbers.main(["--check", first.number])
    assert made == [first.name[3:]]
    with pytest.raises(SystemExit, match="There is no lesson '77'"):
        hint_numbers.main(["77"])


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_two_hints_share_a_number(lesson):
    _, mistakes = PAIRS[lesson]
    numbers = json.loads((FOLDER / f"{lesson}.json").read_text(encoding="utf-8"))
    for task in mistakes.RIGHT:
        compared = right_answer(lesson, f"check_{task}").compared
        assert list(hint_numbers.collisions(numbers, compared)) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_computed_number_is_written_into_a_check(lesson):
    tree = ast.parse((FOLDER / f"{lesson}.py").read_text(encoding="utf-8"))
    numbers = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float]
    assert [number for number in numbers if len(f"{number!r}".partition(".")[2].partition("e")[0]) >= 6] == []
