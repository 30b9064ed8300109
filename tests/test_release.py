"""What a student gets of a solution notebook, and which notebooks are refused."""

import sys

import pytest
from conftest import graded, solution_notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

import dl_course
from dl_course import stored
from dl_course.cli import main
from dl_course.exercises import release
from dl_course.exercises.marks import ExerciseError


def released(notebook=None):
    return release.released_notebook(notebook or solution_notebook(), "a.ipynb")


def cell(notebook, grade_id):
    (found,) = [one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id]
    return found


def test_the_answer_becomes_a_stub_with_the_number_of_its_task():
    source = cell(released(), "task-1").source
    assert source.endswith('    raise NotImplementedError("task 1: write your answer here")')
    assert '"""The sum of x times w, plus b."""' in source
    assert "zip" not in source


def test_hidden_tests_and_outputs_are_gone_and_the_visible_check_is_kept():
    solution = solution_notebook()
    solution.cells[3].outputs = [new_output("stream", text="11.5")]
    solution.cells[3].execution_count = 3
    exercise = released(solution)
    check = cell(exercise, "task-1-check")
    assert "compare(neuron(" in check.source
    assert "9.0" not in check.source
    assert "11.5" not in str(check.outputs)
    assert all(one.execution_count is None for one in exercise.cells if one.cell_type == "code")


def test_the_list_of_equivalent_mutants_quotes_answers_and_is_not_released():
    solution = solution_notebook()
    solution.metadata["dl_course"] = {"minutes": {"read": 1}, "equivalent_mutants": {"task-1: `i * j` → `i`": "why"}}
    exercise = released(solution)
    assert {name: said for name, said in exercise.metadata["dl_course"].items() if name != "release"} == {
        "minutes": {"read": 1}
    }
    assert "i * j" not in stored.as_text(exercise)
    assert "equivalent_mutants" in solution.metadata["dl_course"]


def test_an_exercise_carries_its_release_which_says_nothing_of_hidden_tests_and_answers():
    first, other = solution_notebook(), solution_notebook()
    other.cells[2].source = other.cells[2].source.replace("i * j", "j * i")
    other.cells[3].source = other.cells[3].source.replace("9.0", "9.5")
    other.cells[3].metadata.nbgrader.points = 5
    noted = released(first).metadata["dl_course"]["release"]
    assert noted == released(other).metadata["dl_course"]["release"]
    assert noted["version"] == dl_course.__version__ and "1" in noted["tasks"]
    other.cells[3].source = "# new\n" + other.cells[3].source
    assert noted["tasks"]["1"] != released(other).metadata["dl_course"]["release"]["tasks"]["1"]


def test_cells_are_locked_and_have_the_checksum_of_what_the_student_gets():
    from nbgrader.utils import compute_checksum

    exercise = released()
    answer, check = cell(exercise, "task-1"), cell(exercise, "task-1-check")
    assert answer.metadata.deletable is False
    assert "editable" not in answer.metadata
    assert check.metadata.editable is False
    assert check.metadata.nbgrader.points == 2
    assert check.metadata.nbgrader.checksum == compute_checksum(check)


def test_the_same_solution_gives_the_same_bytes_and_stays_as_it_is():
    solution = solution_notebook()
    before = stored.as_text(solution)
    assert stored.as_text(released(solution)) == stored.as_text(released(solution))
    assert stored.as_text(solution) == before


def test_what_nbgrader_needs_is_in_the_exercise():
    from nbgrader.nbgraderformat import MetadataValidator

    MetadataValidator().validate_nb(released())


def test_two_places_of_one_task_and_two_checks():
    solution = solution_notebook()
    more = new_code_cell(
        "### BEGIN SOLUTION\nrate = 0.125\n### END SOLUTION", metadata=graded("task-1-rate", solution=True)
    )
    check = new_code_cell("assert rate", metadata=graded("task-1-check-rate", grade=True, locked=True, points=1))
    solution.cells += [more, check]
    assert cell(released(solution), "task-1-rate").source == release.STUB.format(number=1)


def change(**what):
    """A solution notebook with one thing changed: sources and metadata by grade_id, or cells added."""
    solution = solution_notebook()
    answer, check = solution.cells[2], solution.cells[3]
    if "answer" in what:
        answer.source = what["answer"]
    if "check" in what:
        check.source = what["check"]
    answer.metadata.nbgrader.update(what.get("answer_metadata", {}))
    check.metadata.nbgrader.update(what.get("check_metadata", {}))
    solution.cells += what.get("more", [])
    for index in what.get("without", ()):
        del solution.cells[index]
    return solution


LINE = "return sum(i * j for i, j in zip(x, w)) + b"
REFUSED = {
    "no end": (change(answer="### BEGIN SOLUTION\nx = 1 + 1"), r"cell 2, line 1: BEGIN SOLUTION without ### END"),
    "no begin": (change(answer="x = 1 + 1\n### END SOLUTION"), r"cell 2, line 2: END SOLUTION without its BEGIN"),
    "nested": (change(answer="### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION"), "BEGIN SOLUTION inside of"),
    "crossed": (change(check="### BEGIN HIDDEN TESTS\n### END SOLUTION"), "END SOLUTION without its BEGIN"),
    "hidden test open": (change(check="### BEGIN HIDDEN TESTS\nassert x"), "BEGIN HIDDEN TESTS without ### END"),
    "no marks": (
        change(answer="def neuron(x, w, b): return 1"),
        r"cell 2 \(task-1\): has no answer between ### BEGIN SOLUTION",
    ),
    "marks in a plain cell": (
        change(more=[new_code_cell("### BEGIN SOLUTION\n### END SOLUTION")]),
        "cell 4: has SOLUTION marks, but its metadata does not say",
    ),
    "marks in a check": (change(check="### BEGIN SOLUTION\n### END SOLUTION"), 'does not say "solution": true'),
    "hidden tests in the answer": (
        change(answer="### BEGIN SOLUTION\n### END SOLUTION\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"),
        "hidden tests belong into the check cell",
    ),
    "hidden tests in a locked cell": (
        change(
            more=[new_code_cell("### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS", metadata=graded("set", locked=True))]
        ),
        'hidden tests, but its metadata does not say "grade": true',
    ),
    "double id": (
        change(more=[new_code_cell("1", metadata=graded("task-1-check", grade=True, locked=True, points=1))]),
        r"cell 4 \(task-1-check\): cell 3 has the same grade_id",
    ),
    "no id": (change(check_metadata={"grade_id": ""}), "cell 3: its nbgrader metadata has no grade_id"),
    "a name of its own": (change(answer_metadata={"grade_id": "neuron"}), "grade_id is task-1, or task-1-word"),
    "a check of another name": (change(check_metadata={"grade_id": "test-1"}), "grade_id is task-1-check"),
    "no check": (change(without=[3]), r"cell 2 \(task-1\): no cell after it checks task 1"),
    "no task": (change(without=[3, 2]), "has no task"),
    "check of nothing": (
        change(check_metadata={"grade_id": "task-2-check"}),
        "no cell before it has the answer of task 2",
    ),
    "no points": (change(check_metadata={"points": 0}), "points above 0. Received: 0"),
    "points that are none": (change(check_metadata={"points": True}), "Received: True"),
    "check not locked": (change(check_metadata={"locked": False}), '"locked": true'),
    "answer graded by hand": (change(answer_metadata={"grade": True, "points": 1}), "graded by its check cell"),
    "answer in prose": (
        change(more=[new_markdown_cell("x", metadata=graded("task-2", solution=True))]),
        "is a code cell",
    ),
    "answer in a check": (change(check=f"def f(x, w, b):\n    {LINE}"), "cell 3: .*would be left in the exercise"),
    "answer in prose of a task": (change(more=[new_markdown_cell(f"Hint: `{LINE}`.")]), "cell 4: .*would be left"),
    "answer in a comment": (change(more=[new_code_cell(f"# {LINE}")]), "cell 4: .*would be left"),
    "answer spaced differently": (change(more=[new_code_cell(LINE.replace(" + b", "+b"))]), "cell 4: .*would be left"),
    "hidden test repeated": (change(more=[new_code_cell("assert neuron([0.0], [9.0], 4.0) == 4.0")]), "would be left"),
}


@pytest.mark.parametrize(("solution", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(solution, words):
    with pytest.raises(ExerciseError, match=words) as caught:
        released(solution)
    assert str(caught.value).startswith("a.ipynb")


@pytest.mark.parametrize("line", ["x = 1", "else:", "return x", "import numpy as np", "# return the sum"])
def test_short_lines_and_imports_are_no_answers(line):
    indented = line.replace("\n", "\n    ")
    answer = f"### BEGIN SOLUTION\n{indented}\n### END SOLUTION"
    more = [new_code_cell(line)] if line != "x = 1" else [new_code_cell("max = 1")]
    released(change(answer=answer, more=more))


# ------------------------------------------------------------------------------------------------ the command


def test_release_writes_then_is_up_to_date_then_sees_a_change(course_folder, capsys):
    exercise = course_folder / "exercises/01_neuron/01_neuron.ipynb"
    assert main(["release", "--check"]) == 1
    assert not exercise.exists(), "--check writes nothing"
    assert "exercises/01_neuron/01_neuron.ipynb is not what its solution gives" in capsys.readouterr().err
    assert main(["release", "1"]) == 0
    assert main(["release", "--check"]) == 0
    before = exercise.read_text(encoding="utf-8")
    exercise.write_text(before.replace("weighted sum", "heavy sum"), encoding="utf-8")
    assert main(["release", "--check"]) == 1
    assert main(["release"]) == 0
    assert exercise.read_text(encoding="utf-8") == before


def test_release_goes_on_after_a_bad_notebook_and_leaves_its_exercise(course_that_has_run, capsys):
    exercise = course_that_has_run / "exercises/01_neuron/01_neuron.ipynb"
    before = exercise.read_bytes()
    solution = course_that_has_run / "solutions/01_neuron/01_neuron.ipynb"
    solution.write_text(solution.read_text(encoding="utf-8").replace("### END SOLUTION", ""), encoding="utf-8")
    assert main(["release"]) == 1
    assert "BEGIN SOLUTION without" in capsys.readouterr().err
    assert exercise.read_bytes() == before


def test_release_of_a_lesson_that_is_not_there(course_folder, capsys):
    assert main(["release", "77"]) == 2
    assert "There is no lesson '77'. There are: 01_neuron." in capsys.readouterr().err
    (course_folder / "solutions/01_neuron/01_neuron.ipynb").unlink()
    assert main(["release", "01"]) == 1
    assert "solutions/01_neuron/01_neuron.ipynb does not exist" in capsys.readouterr().err


def test_without_nbgrader_a_sentence(course_folder, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    assert main(["release"]) == 1
    assert "nbgrader must be installed" in capsys.readouterr().err
