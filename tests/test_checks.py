"""Every check: a tick for every right answer, for each typical mistake its own hint, words for an open or crashing task."""

import ast
import importlib
import inspect
import json
from itertools import combinations
from pathlib import Path

import hint_numbers
import pytest
from conftest import ROOT

import dl_course.checks
from dl_course import course
from dl_course.checks.judging import Open, Wrong, same

FOLDER = Path(dl_course.checks.__file__).parent
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


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_right_answer_gets_a_tick(lesson, task, capsys):
    check(lesson, task, PAIRS[lesson][1].RIGHT[task.removeprefix("check_")])
    assert capsys.readouterr().out.startswith("✓ task ")


def test_every_check_has_its_answers():
    machinery = {"__init__", "autograd", "judging", "errors", "relation", "shown"}
    assert sorted({path.stem for path in FOLDER.glob("*.py")} - machinery) == LESSONS


@pytest.mark.parametrize(
    ("lesson", "task", "answer", "form"), FORMS, ids=[f"{lesson}-{task}-{form}" for lesson, task, _, form in FORMS]
)
def test_a_right_answer_in_another_form_gets_a_tick(lesson, task, answer, form, capsys):
    check(lesson, task, answer)
    assert capsys.readouterr().out.startswith("✓ task ")


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_every_task_has_right_answers_in_three_other_forms(lesson, task):
    forms = [form for name, _, form in PAIRS[lesson][1].ALSO_RIGHT if name == task.removeprefix("check_")]
    assert len(forms) >= 3
    assert len(set(forms)) == len(forms)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("lesson", "task", "wrong", "hint"), MISTAKES, ids=[f"{lesson}-{task}-{hint}" for lesson, task, _, hint in MISTAKES]
)
def test_typical_mistake_gets_its_hint(lesson, task, wrong, hint):
    with pytest.raises(Wrong) as raised:
        check(lesson, task, wrong)
    assert hint in str(raised.value)
    assert str(raised.value).startswith("✗ task ")
    assert "your code stopped with" not in str(raised.value), "a raw Python error, where a hint could stand"


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_every_task_recognises_three_mistakes(lesson, task):
    _, mistakes = PAIRS[lesson]
    hints = {hint for name, _, hint in mistakes.MISTAKES if name == task.removeprefix("check_")}
    assert len(hints) >= 3


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_open_task_says_so(lesson, task):
    def stub(*_):
        raise NotImplementedError("task 9: write your answer here")

    with pytest.raises(Open, match="task 9"):
        check(lesson, task, stub)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_code_that_stops_is_a_hint(lesson, task):
    with pytest.raises(Wrong, match="ZeroDivisionError"):
        check(lesson, task, lambda *_: 1 / 0)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_nothing_returned_is_a_hint(lesson, task):
    with pytest.raises(Wrong):
        check(lesson, task, lambda *_: None)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_check_says_what_it_takes(lesson, task):
    assert inspect.getdoc(getattr(PAIRS[lesson][0], task)).startswith("Task ")


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_hint_without_a_mistake_that_leads_to_it(lesson, monkeypatch):
    checks, mistakes = PAIRS[lesson]
    said = []

    def note(*_, mistakes=None, hints=(), **__):
        said.extend([*(mistakes or {}), *hints])

    monkeypatch.setattr(checks, "compare", note)
    for task, right in mistakes.RIGHT.items():
        check(lesson, task, right)
    tried = [hint for _, _, hint in mistakes.MISTAKES]
    assert said
    assert [hint for hint in said if not any(part in hint for part in tried)] == []


def test_the_numbers_of_the_checks_are_what_the_answers_give():
    assert hint_numbers.main(["--check"]) == 0, "run: make numbers"


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
    checks, mistakes = PAIRS[lesson]
    numbers = json.loads((FOLDER / f"{lesson}.json").read_text(encoding="utf-8"))
    for task, answer in mistakes.RIGHT.items():
        for name, (_, _, tolerance) in hint_numbers.comparisons(getattr(checks, f"check_{task}"), answer).items():
            values = [("the right answer", numbers[name]["right"])]
            values += [(hint, value) for hint, many in numbers[name].get("wrong", {}).items() for value in many]
            for (hint, value), (other_hint, other) in combinations(values, 2):
                alike = same(value, other, tolerance)
                assert hint == other_hint or not alike, f"{name}: {hint!r} and {other_hint!r} give {value}"


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_computed_number_is_written_into_a_check(lesson):
    tree = ast.parse((FOLDER / f"{lesson}.py").read_text(encoding="utf-8"))
    numbers = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float]
    assert [number for number in numbers if len(f"{number!r}".partition(".")[2].partition("e")[0]) >= 6] == []
