"""A small exercise and cohorts of submissions for the tests of the grader."""

import csv
import json
from pathlib import Path

from dl_course.course import Lesson
from dl_course.grading.outcome.results import uncell

NAME = "91_sample"

TEST_1 = """from dl_course.checks.judging import compare, task
with task(1, "the mean"):
    compare(mean([1.0, 2.0, 6.0]), 3.0, mistakes={"this is the sum; the mean divides it by their number.": 9.0})
### BEGIN HIDDEN TESTS
assert np.allclose(mean([4.0, 8.0625]), 6.03125)
assert mean([7.25]) == 7.25, "hidden words"
### END HIDDEN TESTS
"""
TEST_2 = """x = np.array([1.0, 2.0])
assert np.allclose(double(x), 2 * x)
### BEGIN HIDDEN TESTS
assert (double(np.array([3.0, 5.0])) == np.array([6.0, 10.0])).all()
assert double(np.zeros((2, 3))).shape == (2, 3)
### END HIDDEN TESTS
"""
TEST_3 = """assert is_even(4)
### BEGIN HIDDEN TESTS
assert not is_even(7)
assert is_even(0) is True
### END HIDDEN TESTS
"""
MEAN = "def mean(x):\n    ### BEGIN SOLUTION\n    return sum(x) / len(x)\n    ### END SOLUTION\n"
DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n"
EVEN = "def is_even(n):\n    ### BEGIN SOLUTION\n    return n % 2 == 0\n    ### END SOLUTION\n"
ANSWERS = (MEAN, DOUBLE, EVEN)
TESTS = (TEST_1, TEST_2, TEST_3)
POINTS = (2, 3, 4)
NAMES = ("mean", "double", "is_even")
FULL = POINTS
NOTHING = (0, 0, 0)


def stub(number: int) -> str:
    argument = "n" if number == 3 else "x"
    return f'def {NAMES[number - 1]}({argument}):\n    raise NotImplementedError("task {number}: replace this line")\n'


def markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(source: str, **marks) -> dict:
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    if marks:
        plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        cell["metadata"]["nbgrader"] = plain | marks
    return cell


def answer(number: int, source: str) -> dict:
    return code(source, grade_id=f"task-{number}", solution=True)


def test_cell(number: int, source: str, points: float) -> dict:
    return code(source, grade_id=f"task-{number}-check", grade=True, locked=True, points=points)


def notebook(cells: list[dict]) -> dict:
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"c{number}")
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def exercise(answers=ANSWERS, tests=TESTS, points=POINTS, given: str = "import numpy as np") -> dict:
    """A notebook with one answer and one test a task."""
    cells = [markdown("# Sample"), code(given)]
    for number, (source, test, worth) in enumerate(zip(answers, tests, points, strict=True), start=1):
        cells += [markdown(f"## Task {number}"), answer(number, source), test_cell(number, test, worth)]
    return notebook(cells)


def submission(*answers: str | None, before: str = "", after: str = "") -> dict:
    """What a student hands in: answers, the stub for None; hidden tests are not in it."""
    from dl_course.exercises.marks import without_hidden

    every = [*answers, *[None] * (len(NAMES) - len(answers))]
    sources = [stub(number) if source is None else source for number, source in enumerate(every, start=1)]
    made = exercise(sources, [without_hidden(test) for test in TESTS])
    made["cells"][2:2] = [code(before)] if before else []
    made["cells"] += [code(after)] if after else []
    return notebook(made["cells"])


def write_lesson(folder: Path, solution: dict | None = None, name: str = NAME) -> Lesson:
    """A course with one lesson."""
    path = folder / "solutions" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(solution or exercise()), encoding="utf-8")
    return Lesson(name, folder / "notebooks" / f"{name}.ipynb", path, folder / "exercises" / name / f"{name}.ipynb")


def hand_in(folder: Path, student: str, made: dict | str | bytes, name: str = NAME) -> Path:
    """Puts a submission where the grader looks for it."""
    path = folder / student / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    data = json.dumps(made) if isinstance(made, dict) else made
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def rows(out: Path) -> list[dict]:
    with open(out / "grades.csv", encoding="utf-8", newline="") as file:
        return [{**row, "student": uncell(row["student"])} for row in csv.DictReader(file)]


def points_of(out: Path) -> dict[str, tuple[float, ...]]:
    """Student -> points of each task."""
    found: dict[str, list[float]] = {}
    for row in rows(out):
        found.setdefault(row["student"], []).append(float(row["points"]))
    return {student: tuple(points) for student, points in found.items()}
