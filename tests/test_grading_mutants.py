"""Mutants find weak tests, are named the same in every run, and may be listed with a reason."""

import json

import pytest
from conftest import ROOT

from dl_course import course
from dl_course.cli import main
from dl_course.grading.mutants import mutants_of, score
from tests.grading_cohort import exercise, write_lesson

ANSWER = "def f(x, n):\n    unused = 7\n    ### BEGIN SOLUTION\n    return x * n + 1\n    ### END SOLUTION\n"
STRONG = "assert f(3, 5) == 16\nassert f(2, 2) == 5"
WEAK = "assert f(2, 2) == 5"


def labels(answer):
    return [mutant.label for mutant in mutants_of(exercise([answer], ["f"], [1]))]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("return x * n + 1", "`x * n + 1` → `x * n - 1`"),
        ("return x * n + 1", "`x * n + 1` → `x * n`"),
        ("return x * n + 1", "`x * n + 1` → `1`"),
        ("return x * n + 1", "`1` → `2`"),
        ("return x * n + 1", "`return x * n + 1` → `return -(x * n + 1)`"),
        ("return np.mean(x, axis=1)", "`np.mean(x, axis=1)` → `np.mean(x, axis=0)`"),
        ("return np.mean(x, axis=1)", "`np.mean(x, axis=1)` → `np.mean(x)`"),
        ("return np.mean(x, axis=1)", "`np.mean(x, axis=1)` → `np.sum(x, axis=1)`"),
        ("for i in range(n): x = x + 1\n    return x", "`range(n)` → `range(n - 1)`"),
        ("return x < n", "`x < n` → `x <= n`"),
        ("return -x", "`-x` → `x`"),
        ("x -= n\n    return x", "`x -= n` → `x += n`"),
        ("return x[1:]", "`1` → `0`"),
        ("return a @ b.T", "`b.T` → `b`"),
    ],
)
def test_one_thing_is_changed(answer, expected):
    assert f"task-1: {expected}" in labels(ANSWER.replace("return x * n + 1", answer))


def test_only_what_stands_between_the_marks_is_changed():
    assert not any("7" in label for label in labels(ANSWER))
    assert len(set(labels(ANSWER))) == len(labels(ANSWER))
    assert labels(ANSWER) == labels(ANSWER)


def test_the_command_prints_the_survivors_and_fails(tmp_path, monkeypatch, capsys):
    lesson = write_lesson(tmp_path, exercise([ANSWER], [WEAK], [1]))
    lesson.notebook.parent.mkdir()
    lesson.notebook.write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert main(["release", "91", "--mutants"]) == 1
    assert "survives: task-1: `x * n` → `x + n`" in capsys.readouterr().out


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    made = {}
    for name, test in (("strong", STRONG), ("weak", WEAK)):
        lesson = write_lesson(tmp_path_factory.mktemp(name), exercise([ANSWER], [test], [1]))
        made[name] = score(lesson)
    notebook = exercise([ANSWER], [WEAK], [1])
    reasons = {"task-1: `x * n` → `x + n`": "not told apart", "task-1: `1` → `2`": "wrong", "task-1: gone": "old"}
    notebook["metadata"] = {"dl_course": {"equivalent_mutants": reasons}}
    made["listed"] = score(write_lesson(tmp_path_factory.mktemp("listed"), notebook))
    return made


def test_strong_tests_leave_no_survivor(scores):
    assert scores["strong"].clean
    assert scores["strong"].killed > 10


def test_weak_tests_leave_those_they_do_not_see(scores):
    assert scores["weak"].survivors == ["task-1: `x * n` → `x + n`"]
    assert "survives: task-1: `x * n` → `x + n`" in str(scores["weak"])


def test_a_table_of_the_visible_cases_with_an_odd_value_behind_it_is_seen(tmp_path):
    test = "import numpy as np\nassert f(3, 5) == 16 and f(2, 2) == 5 and f(0, 4) == 1\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
    weak = write_lesson(
        tmp_path / "weak", exercise([ANSWER], [test.format("import numpy as np\nassert np.allclose(f(4, 3), 13)")], [1])
    )
    assert score(weak).survivors == ["task-1: returns an empty array", "task-1: returns an empty array of many axes"]
    strong = "from dl_course.checks.judging import same\nassert same(f(4, 3), 13)"
    assert score(write_lesson(tmp_path / "strong", exercise([ANSWER], [test.format(strong)], [1]))).clean


def test_a_listed_mutant_is_equivalent_only_while_it_survives(scores):
    listed = scores["listed"]
    assert listed.equivalent == {"task-1: `x * n` → `x + n`": "not told apart"}
    assert listed.stale == ["task-1: `1` → `2`", "task-1: gone"]
    assert not listed.clean


EXERCISES = [lesson for lesson in course.lessons(ROOT) if lesson.solution.is_file()]


@pytest.mark.parametrize("lesson", EXERCISES, ids=lambda lesson: lesson.name)
def test_what_is_listed_as_equivalent_is_still_a_mutant_and_has_a_reason(lesson):
    notebook = json.loads(lesson.solution.read_bytes())
    made = {mutant.label for mutant in mutants_of(notebook)}
    for label, reason in notebook["metadata"].get("dl_course", {}).get("equivalent_mutants", {}).items():
        assert label in made
        assert len(reason) > 10


# The other exercises: make mutants, which continuous integration runs once a week.
@pytest.mark.parametrize(("number", "least"), [("00", 19), ("01", 190)])
def test_no_mutant_of_the_first_exercises_survives(number, least):
    (lesson,) = course.choose([number], ROOT)
    found = score(lesson)
    assert found.clean, str(found)
    assert found.killed >= least
