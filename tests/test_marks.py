"""The marks of answers and hidden tests: one exact form, the same for release, grade and mutants."""

import json

import nbformat
import pytest

from dl_course.cli import main
from dl_course.exercises.exercise import read_exercise
from dl_course.exercises.marks import HIDDEN_TESTS, SOLUTION, ExerciseError, hidden_lines, regions, without_hidden
from dl_course.exercises.release import released_notebook
from tests.grading_cohort import ANSWERS, NAME, TESTS, code, exercise, hand_in, markdown, submission, write_lesson

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
NEARLY = {
    "two signs": "## BEGIN HIDDEN TESTS",
    "four signs": "#### BEGIN HIDDEN TESTS",
    "no sign": "BEGIN HIDDEN TESTS",
    "one test": "### BEGIN HIDDEN TEST",
    "small letters": "### begin hidden tests",
    "some small letters": "# Begin hidden tests",
    "words behind": "### BEGIN HIDDEN TESTS of the mean",
    "words before": "### HERE BEGIN HIDDEN TESTS",
    "a word between": "### BEGIN THE HIDDEN TESTS",
    "a sign behind": "### BEGIN HIDDEN TESTS ###",
    "two spaces": "### BEGIN  HIDDEN TESTS",
    "no space": "###BEGIN HIDDEN TESTS",
    "a space among the signs": "# ## BEGIN HIDDEN TESTS",
    "a low line": "### BEGIN_HIDDEN_TESTS",
    "a tab before": "\t### BEGIN HIDDEN TESTS",
    "a tab inside": "### BEGIN\tHIDDEN TESTS",
    "a space that does not break": "### BEGIN\u00a0HIDDEN TESTS",
    "a space of no width": "### BEGIN \u200bHIDDEN TESTS",
    "a carriage return": "### BEGIN HIDDEN TESTS\r",
    "another end of line": "x = 1\x0c### BEGIN HIDDEN TESTS",
    "a letter less": "### BEGIN HIDEN TESTS",
    "letters swapped": "### BEGNI HIDDEN TESTS",
    "no begin": "### HIDDEN TESTS",
    "no tests": "### BEGIN HIDDEN",
    "in the middle of a line": "x = 1  ### BEGIN HIDDEN TESTS",
    "in a string": 'x = "BEGIN HIDDEN TESTS"',
    "an end for a begin": "### END HIDDEN TESTS",
    "missing": "",
}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one lesson whose solution a test changes, and a student who knows only the visible numbers."""
    write_lesson(tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / f"{NAME}.ipynb").write_text('{"metadata": {}, "cells": []}')
    hand_in(tmp_path / "in", "anna", submission("def mean(x):\n    return 3.0"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_solution(course, answers=ANSWERS, tests=TESTS):
    path = course / "solutions" / NAME / f"{NAME}.ipynb"
    path.write_text(json.dumps(exercise(answers, tests)), encoding="utf-8")


def test_a_hidden_test_never_reaches_a_student_through_a_mark_that_only_nbgrader_sees(course, capsys):
    write_solution(course, tests=(TESTS[0].replace("### ", "## "), *TESTS[1:]))
    status = main(["grade", "in", "--out", "out", "--timeout", "9"])
    assert not [page.name for page in (course / "out").rglob("*.html") if "8.0625" in page.read_text()]
    assert status == 2
    assert f"{NAME}.ipynb, cell 4, line 4" in capsys.readouterr().err


def test_mutants_are_not_made_of_less_than_the_answer(course, capsys):
    write_solution(course, (ANSWERS[0].replace("### ", "## "), *ANSWERS[1:]))
    assert main(["release", "--mutants"]) == 1
    assert f"{NAME}.ipynb, cell 3, line 2" in capsys.readouterr().err


def refused_by_both(notebook, words):
    """The sentence with which release and grade refuse a solution; it is the same."""
    with pytest.raises(ExerciseError, match=words) as by_release:
        released_notebook(nbformat.from_dict(notebook), f"{NAME}.ipynb")
    with pytest.raises(ExerciseError, match=words) as by_grade:
        read_exercise(NAME, json.dumps(notebook).encode())
    assert str(by_release.value) == str(by_grade.value)
    return str(by_grade.value)


@pytest.mark.parametrize("mark", NEARLY.values(), ids=NEARLY)
def test_what_is_nearly_a_mark_is_refused_by_release_and_by_grade(mark):
    first = TESTS[0].replace(BEGIN, mark)
    line = r"\d+" if mark in ("", END) else 4
    refused_by_both(exercise(ANSWERS, (first, *TESTS[1:])), rf"^{NAME}\.ipynb, cell 4, line {line}: ")


@pytest.mark.parametrize("what", [SOLUTION, HIDDEN_TESTS])
@pytest.mark.parametrize("end", ["BEGIN", "END"])
@pytest.mark.parametrize("form", ["## {}", "### {}S of it", "### {} .", "pass  ### {}", "###  {}"])
def test_each_of_the_four_marks_is_guarded(what, end, form):
    answers, tests = list(ANSWERS), list(TESTS)
    where = answers if what == SOLUTION else tests
    where[1] = where[1].replace(f"### {end} {what}", form.format(f"{end} {what}"))
    said = refused_by_both(exercise(answers, tests), rf"^{NAME}\.ipynb, cell {6 if what == SOLUTION else 7}, line \d: ")
    assert f"Write '### {end} {what}'" in said


@pytest.mark.parametrize("what", [SOLUTION, HIDDEN_TESTS])
def test_the_order_of_marks(what):
    begin, end = f"### BEGIN {what}", f"### END {what}"
    other = f"### BEGIN {HIDDEN_TESTS if what == SOLUTION else SOLUTION}"
    for source, said in {
        f"{begin}\nx = 1": f"line 1: BEGIN {what} without",
        f"x = 1\n{end}": f"line 2: END {what} without",
        f"{end}\nx = 1\n{begin}": f"line 1: END {what} without",
        f"{begin}\n{begin}\n{end}": f"line 2: BEGIN {what} inside of",
        f"{begin}\n{other}\n{end}": "line 2: BEGIN .* inside of",
        f"{begin}\n{other.replace('BEGIN', 'END')}\n{end}": "line 2: END .* without",
        f"{begin}\n{end}\n{end}": f"line 3: END {what} without",
    }.items():
        with pytest.raises(ExerciseError, match=f"^a cell, {said}"):
            regions(source, "a cell")


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize(
    "mark", ["### BEGIN SOLUTION", "### END HIDDEN TESTS", "# begin solution", "Write BEGIN SOLUTION"]
)
def test_marks_in_a_cell_of_another_kind(kind, mark):
    notebook = exercise()
    notebook["cells"].append(markdown(f"## Task 4\n\n{mark}") | {"cell_type": kind, "id": "last"})
    refused_by_both(notebook, rf"^{NAME}\.ipynb, cell 11, line 3: .* is nearly a mark")


def test_marks_in_a_code_cell_that_is_no_answer_and_no_check():
    for source, words in {
        "### BEGIN SOLUTION\n### END SOLUTION": '"solution": true',
        f"{BEGIN}\n{END}": '"grade": true',
    }.items():
        notebook = exercise()
        notebook["cells"].append(code(source) | {"id": "last"})
        refused_by_both(notebook, f"cell 11: has .* does not say {words}")


def test_a_carriage_return_would_shift_the_lines_that_are_hidden():
    refused_by_both(exercise(ANSWERS, ("x = 1\r" * 3 + TESTS[0], *TESTS[1:])), "cell 4: has carriage returns")


@pytest.mark.parametrize("points", [0, -1, True, None, "2", float("nan"), float("inf"), 10**400])
def test_points_that_are_none_are_refused_by_both(points):
    refused_by_both(exercise(points=(points, 3, 4)), r"cell 4 \(task-1-check\): a check needs points above 0")


@pytest.mark.parametrize(
    "line",
    [
        "# in the end, the solution is the mean",
        "# hidden units",
        "hidden = tests + 1",
        "# the beginning",
        "solution = begin(hidden_tests)",
        "### a section",
        "#### Done",
    ],
)
def test_other_words_are_no_marks(line):
    assert regions(f"x = 1\n{line}\n{BEGIN}\n{END}", "a cell") == {HIDDEN_TESTS: [range(3, 5)]}


def test_what_is_hidden_is_what_nbgrader_takes_out():
    from nbgrader.preprocessors import ClearHiddenTests

    for test in [*TESTS, f"a = '\u2028\x0b\x85'\n   {BEGIN}  \nsecret\n  {END}\nb\n{BEGIN}\n{END}"]:
        cell = nbformat.from_dict(code(test, grade=True, grade_id="x"))
        ClearHiddenTests().preprocess_cell(cell, {}, 0)
        assert cell.source == without_hidden(test)
        for number, line in enumerate(test.split("\n"), start=1):
            assert (number in hidden_lines(test)) == (line not in cell.source.split("\n")), line


def test_tasks_have_the_titles_of_their_headings():
    notebook = exercise()
    notebook["cells"][2]["source"] = "## Task 1 · `x`, the mean\n\nWrite it."
    notebook["cells"][8]["source"] = "## Task 3\n\nWrite it."
    notebook["cells"][5]["source"] = "### Task 2: Twice\n\nAs task 1."
    tasks = read_exercise(NAME, json.dumps(notebook).encode()).tasks
    assert [(task.label, task.title) for task in tasks] == [
        ("task 1", "`x`, the mean"),
        ("task 2", "Twice"),
        ("task 3", ""),
    ]
