"""Every check: a tick for the right answer, for each typical mistake its own hint, words for an open or crashing task."""

import importlib
import inspect
import pkgutil

import pytest

import dl_course.checks
from dl_course.checks.judging import Open, Wrong

LESSONS = sorted({module.name for module in pkgutil.iter_modules(dl_course.checks.__path__)} - {"judging"})
PAIRS = {
    name: (importlib.import_module(f"dl_course.checks.{name}"), importlib.import_module(f"mistakes.{name}"))
    for name in LESSONS
}
TASKS = [(lesson, task) for lesson, (checks, _) in PAIRS.items() for task in vars(checks) if task.startswith("check_")]
MISTAKES = [(lesson, *mistake) for lesson, (_, mistakes) in PAIRS.items() for mistake in mistakes.MISTAKES]


def check(lesson, task, answer):
    checks, _ = PAIRS[lesson]
    return getattr(checks, task if task.startswith("check_") else f"check_{task}")(answer)


@pytest.mark.parametrize(("lesson", "task"), TASKS)
def test_right_answer_gets_a_tick(lesson, task, capsys):
    check(lesson, task, PAIRS[lesson][1].RIGHT[task.removeprefix("check_")])
    assert capsys.readouterr().out.startswith("✓ task ")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("lesson", "task", "wrong", "hint"), MISTAKES, ids=[f"{lesson}-{task}-{hint}" for lesson, task, _, hint in MISTAKES]
)
def test_typical_mistake_gets_its_hint(lesson, task, wrong, hint):
    with pytest.raises(Wrong) as raised:
        check(lesson, task, wrong)
    assert hint in str(raised.value)
    assert str(raised.value).startswith("✗ task ")


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
    hints = []
    monkeypatch.setattr(checks, "compare", lambda *_, mistakes=None, **__: hints.extend(mistakes or {}))
    for task, right in mistakes.RIGHT.items():
        check(lesson, task, right)
    tried = [hint for _, _, hint in mistakes.MISTAKES]
    assert hints
    assert [hint for hint in hints if not any(part in hint for part in tried)] == []
