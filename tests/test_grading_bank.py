"""A part of the bank: right answers in odd clothes, lies, spies and odd notebooks get their honest points."""

import os
import re
import sys
from pathlib import Path

import pytest

from dl_course import course, stored
from dl_course.grading.run import grade
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings
from tests.grading_bank import KINDS, LIES, ROOT, SECRET, cases, exercises
from tests.grading_cohort import hand_in, points_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is built of Linux")


# What the grader once got wrong.
ONCE = ("a flood of output", "wrong ones behind everything", "cells that await", "cells that ask for help")
ONCE += ("permissions of a file of the grader's", "told by times of files")


def part(canary):
    """Of the exercise with one task a quarter of what takes no time, of one with words and numbers the lies about words."""
    one, words = exercises(("00", "16"))
    every = [case for case in cases(one, canary) if not case.mechanism.startswith("delay")]
    made = [case for n, case in enumerate(every) if n % 4 == 0 or case.mechanism.partition(": ")[2] in ONCE]
    lies = [f"lie: {name}" for name, (kinds, _) in LIES.items() if "w" in kinds]
    return made + [case for case in cases(words, canary) if case.mechanism in lies]


PART = {f"{case.mechanism} {case.lesson}": case for case in part("/nonexistent")}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    canary = folder / "canary"
    canary.write_text("")
    os.utime(canary, (1e9, 1e9))
    for number, case in enumerate(part(str(canary))):
        hand_in(folder / "in", f"{number}", case.notebook, case.lesson)
    lessons = [lesson for lesson in course.lessons(ROOT) if lesson.name[:2] in ("00", "16")]
    outcome = grade(lessons, Settings(folder / "in", folder / "out", 2, Limits(timeout=20, memory_gb=1, disk_mb=32)))
    return folder, outcome, points_of(folder / "out")


@pytest.mark.parametrize("name", PART)
def test_gets_its_honest_points(graded, name):
    *_, points = graded
    worth = PART[name].points
    # Who handed in nothing for the other exercise has nothing there.
    mine = points[str(list(PART).index(name))]
    assert mine[: len(worth)] == worth or mine[-len(worth) :] == worth
    assert sum(mine) == sum(worth)


def test_every_task_of_every_exercise_has_a_kind():
    there = {lesson.number for lesson in course.lessons(ROOT) if lesson.exercise.is_file()}
    assert set(KINDS) == there
    assert {ex.number: len(ex.kinds) for ex in exercises()} == {ex.number: len(ex.points) for ex in exercises()}


def test_right_answers_define_what_the_solutions_do():
    """They call each other by other names; what they are made of keeps its own."""
    for exercise in exercises():
        (lesson,) = [lesson for lesson in course.lessons(ROOT) if lesson.name == exercise.name]
        sources = [cell.source for cell in stored.read(lesson.solution).cells if cell.cell_type == "code"]
        defined = set(re.findall(r"\bdef (\w+)", "\n".join(sources)))
        for right in exercise.right:
            assert set(re.findall(r"\bdef (\w+)", right)) <= defined, exercise.name


def test_every_exercise_has_many_mechanisms():
    for number in KINDS:
        (exercise,) = exercises((number,))
        made = [case.mechanism for case in cases(exercise)]
        assert len(made) == len(set(made)) >= 100


def test_nothing_was_told_and_nothing_changed(graded):
    folder, outcome, _ = graded
    assert outcome.failed == 0
    assert not [path for path in Path(folder / "out").rglob("*") if path.is_file() and SECRET in path.read_text()]
    about = (folder / "canary").stat()
    assert (about.st_mtime, about.st_mode & 0o777) == (1e9, 0o644)
