"""Mutants find weak tests, are named the same in every run, and may be listed with a reason."""

import json

import pytest
import yaml
from conftest import ROOT

from dl_course import course
from dl_course.cli import main
from dl_course.grading.mutants import Score, lookups_of, mutants_of, score
from tests.grading_cohort import exercise, write_lesson

pytestmark = pytest.mark.usefixtures("forked_grader")

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


def test_changes_that_are_called_the_same_are_told_apart_by_their_line():
    answer = ANSWER.replace("return x * n + 1", "y = x + 1\n    return y * n + 1")
    places = {mutant.label: mutant.place for mutant in mutants_of(exercise([answer], ["f"], [1]))}
    assert places["task-1: `1` → `2`"] == "line 4: `y = x + 1` becomes `y = x + 2`"
    assert places["task-1: `1` → `2` (2)"] == "line 5: `return y * n + 1` becomes `return y * n + 2`"
    assert places["task-1: `y * n` → `y / n`"] == "", "its name says enough"


def test_the_score_says_which_line_and_what_to_do():
    label = "task-1: `'0'` → `1`"
    found = str(Score("02_activations", 3, [], [label], places={label: "line 4: `y = '0'` becomes `y = 1`"}))
    assert f"survives: {label}, line 4: `y = '0'` becomes `y = 1`" in found
    assert "at the top of\n  edit/02_activations_solution.py (make edit LESSONS=02), below `dl_course:`" in found
    (line,) = (line for line in found.splitlines() if line.endswith(": the reason"))
    assert yaml.safe_load(line) == {label: "the reason"}
    assert "then make edited LESSONS=02" in found and "the hidden tests refuse" not in found
    found = str(Score("02_activations", 3, [label]))
    assert (
        "lets through what the hidden tests refuse. Choose inputs in\n  dl_course/checks/activations.py at which"
        in found
    )
    assert "then make numbers LESSONS=02" in found and "the reason" not in found
    assert "delete its line at the top of edit/02_activations_solution.py" in str(
        Score("02_activations", stale=[label])
    )


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


def test_a_listed_mutant_is_equivalent_only_while_it_survives(scores):
    listed = scores["listed"]
    assert listed.equivalent == {"task-1: `x * n` → `x + n`": "not told apart"}
    assert listed.stale == ["task-1: `1` → `2`", "task-1: gone"]
    assert not listed.clean


HIDDEN = "assert f(3, 5) == 16\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


def test_what_gets_a_tick_and_then_no_points_is_named(tmp_path):
    hidden = HIDDEN.format(
        "from dl_course.checks.judging import same\nassert same(f(2, 0), 1)\nassert same(f(2, 2), 5)"
    )
    answer = ANSWER.replace("x * n + 1", "x * n + 1 if n != 0 else 1")
    found = score(write_lesson(tmp_path, exercise([answer], [hidden], [1])))
    assert any("`1` → `2`" in label for label in found.ticked), "it changes only what no visible case asks for"
    assert not found.clean
    assert "gets a tick and then no points: task-1:" in str(found)


def test_an_answer_that_knows_the_visible_cases_by_heart_gets_no_points_from_anything_odd(tmp_path):
    weak, strict = "np.allclose(f(np.ones(2), 2), 3)", "same(f(np.ones(2), 2), [3, 3])"
    survivors = {}
    for name, test in (("weak", weak), ("strict", f"__import__('dl_course.checks.judging').checks.judging.{strict}")):
        made = exercise([ANSWER], [HIDDEN.format(f"assert {test}")], [1])
        survivors[name] = score(write_lesson(tmp_path / name, made)).survivors
    assert "task-1: knows the visible cases, and else returns an empty array" in survivors["weak"]
    assert survivors["strict"] == []


def test_a_look_up_is_right_where_the_visible_check_asks():
    for mutant in lookups_of(exercise([ANSWER], ["assert f(3, n=5) == 16"], [1])):
        names = {}
        exec(mutant.source, names)
        assert names["f"](3, n=5) == 16
        assert repr(names["f"](2, n=5)) != "11"


EXERCISES = [lesson for lesson in course.lessons(ROOT) if lesson.solution.is_file()]


@pytest.mark.parametrize("lesson", EXERCISES, ids=lambda lesson: lesson.name)
def test_what_is_listed_as_equivalent_is_still_a_mutant_and_has_a_reason(lesson):
    notebook = json.loads(lesson.solution.read_bytes())
    labels = [mutant.label for mutant in mutants_of(notebook)]
    made = set(labels)
    assert len(made) == len(labels)
    for label, reason in notebook["metadata"].get("dl_course", {}).get("equivalent_mutants", {}).items():
        assert label in made
        assert len(reason) > 10


@pytest.mark.parametrize(
    "lesson",
    [EXERCISES[0], *(pytest.param(lesson, marks=pytest.mark.every) for lesson in EXERCISES[1:])],
    ids=lambda lesson: lesson.name,
)
def test_no_mutant_survives(lesson):
    found = score(lesson)
    assert found.clean, str(found)
    assert found.killed >= 19
