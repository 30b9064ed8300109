"""nbgrader itself takes the same solutions, and gives the same points."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dl_course.course import Lesson
from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from tests.grading_cohort import points_of

if not importlib.util.find_spec("nbgrader"):  # to import it takes a second, and it runs in processes of its own
    pytest.skip("nbgrader is an extra of the course", allow_module_level=True)
ROOT = Path(__file__).resolve().parents[1]
NAME = "01_neuron"
SOLUTION = ROOT / "solutions" / NAME / f"{NAME}.ipynb"


def nbgrader(folder, *words):
    command = [sys.executable, "-m", "nbgrader", *words]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # it calls alembic by name
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | {"PATH": path})
    assert done.returncode == 0, done.stderr[-2000:]


def test_nbgrader_releases_and_grades_the_same_notebook(tmp_path):
    shutil.copytree(SOLUTION.parent, tmp_path / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    nbgrader(tmp_path, "generate_assignment", NAME, "--create")
    released = json.loads((tmp_path / "exercises" / NAME / f"{NAME}.ipynb").read_text())
    text = json.dumps(released)
    assert "BEGIN" not in text
    submitted = tmp_path / "submitted"
    solved = json.loads(SOLUTION.read_text())
    for cell, answer in zip(released["cells"], solved["cells"], strict=True):
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and marks["grade_id"] in ("task-1", "task-2", "task-4"):
            cell["source"] = answer["source"]
            if marks["grade_id"] == "task-2":
                cell["source"] = "".join(cell["source"]).replace("** 2", "** 3")
    for student, made in (("some", released), ("untouched", json.loads(text))):
        path = submitted / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(made))
    nbgrader(tmp_path, "autograde", NAME, "--create")
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as book:
        theirs = {
            student: tuple(
                book.find_grade(f"task-{task}-check", NAME, NAME, student).auto_score or 0.0 for task in range(1, 6)
            )
            for student in ("some", "untouched")
        }
    lesson = Lesson(NAME, ROOT / "notebooks" / f"{NAME}.ipynb", SOLUTION, ROOT / "exercises")
    grade([lesson], Settings(submitted, tmp_path / "out", 2, Limits(timeout=20)))
    assert points_of(tmp_path / "out") == theirs
    assert theirs["some"] == (2, 0, 0, 3, 0)
