"""The exercises: made from their solutions, and every stub fails only with its own NotImplementedError."""

import re

import pytest
from conftest import ROOT, is_unfinished
from nbformat.v4 import new_code_cell, new_notebook

from dl_course import stored
from dl_course.checks import shown
from dl_course.cli.executing import execute
from dl_course.exercises import release
from dl_course.exercises.cells import cells_by_task

SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))


def exercise_of(solution):
    return ROOT / "exercises" / solution.parent.name / solution.name


def test_there_are_exercises():
    assert SOLUTIONS, "solutions/ is empty: nothing would be tested"


def test_every_lesson_has_an_exercise_and_every_exercise_a_lesson():
    lessons = [path.stem for path in sorted(ROOT.glob("notebooks/*.ipynb"))]
    assert [path.stem for path in SOLUTIONS] == lessons
    assert [path.stem for path in sorted(ROOT.glob("exercises/*/*.ipynb"))] == lessons
    assert all(path.parent.name == path.stem for path in SOLUTIONS)


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_the_exercise_is_what_its_solution_gives(solution):
    assert not release.release(solution, exercise_of(solution), check=True), "run: make release"


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_no_mark_is_left(solution):
    text = exercise_of(solution).read_text(encoding="utf-8")
    assert "### BEGIN" not in text
    assert "### END" not in text


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_tasks_are_numbered_from_one_and_the_solution_does_all(solution):
    tasks = cells_by_task(stored.read(solution))
    assert list(tasks) == list(range(1, len(tasks) + 1))
    if solution.stem == "00_start_here":
        assert len(tasks) == 1
    else:
        assert (1 if is_unfinished(solution) else 4) <= len(tasks) <= 6
    for number, cells in tasks.items():
        for cell, is_check in cells:
            if is_check:
                assert [(said.task, said.status) for said in shown.read(cell.outputs)] == [(number, "done")]


@pytest.fixture(scope="module")
def ran():
    """Every exercise as students get it, with what it prints; one kernel runs them all and imports each library once."""
    notebooks, cells, stopped = {path.stem: stored.read(exercise_of(path)) for path in SOLUTIONS}, [], []
    for notebook in notebooks.values():
        cells += [new_code_cell("%reset -f"), *notebook.cells]
    execute(
        [(ROOT / "exercises/all.ipynb", new_notebook(cells=cells))],
        on_done=lambda path, notebook, error: stopped.append(error),
        keep_going=True,
        environment={"DL_COURSE_DATA": "shipped"},
    )
    assert stopped == [None]
    return notebooks


@pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)
def test_stubs_fail_only_with_their_own_error(ran, solution):
    notebook = ran[solution.stem]
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code"), "it was run to its end"
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                assert re.match(r"task \d+\b", output.evalue), f"{output.ename}: {output.evalue}\n\n{cell.source}"
                assert output.ename in ("NotImplementedError", "Open")
    for number, cells in cells_by_task(notebook).items():
        for cell, is_check in cells:
            if is_check:
                said = [(each.task, each.status) for each in shown.read(cell.outputs)]
                assert said == [(number, "open")], f"the check of task {number} must call it open"
                assert not any(output.output_type == "error" for output in cell.outputs), "Run All would stop here"
