"""A tick means points: every right answer in every form earns all of them across the wall, every known mistake none.

All answers of a lesson are one submission, and what they import is imported once: at the end is tested that it could be without.
"""

import importlib
import json
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from warm_grader import warm

from dl_course import course
from dl_course.exercises.marks import without_hidden
from dl_course.exercises.names import imported_modules
from dl_course.grading.local import Bench
from dl_course.grading.popular import Popular
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings

LESSONS = {lesson.name[3:]: lesson for lesson in course.lessons(ROOT) if lesson.solution.exists()}


def bank_of(lesson):
    return (ROOT / "tests" / "mistakes" / f"{lesson}.py").read_text(encoding="utf-8")


def marks(cell):
    return cell["metadata"].get("nbgrader", {})


def answers(lesson, right):
    """Number of the task, code that takes the answer out of its bank, and its words; of all right answers, or all mistakes."""
    checks = vars(importlib.import_module(f"dl_course.checks.{lesson}"))
    tasks = [name.removeprefix("check_") for name in checks if name.startswith("check_")]
    banks = vars(importlib.import_module(f"mistakes.{lesson}"))  # ALSO_RIGHT_PYTORCH: answers that bring a library
    for listed in sorted(name for name in banks if name.startswith("ALSO_RIGHT" if right else "MISTAKES")):
        for index, (task, *_, words) in enumerate(banks[listed]):
            yield tasks.index(task) + 1, f"{task} = bank[{listed!r}][{index}][1]", words


def repeated(lesson):
    """An exercise and a submission in which the cells of each task stand once for each answer of the banks.

    So one student process gives all wrong answers, each after the other. They come last, and only the visible part of
    their test is there: what a mistake must not pass. A right answer is followed by the whole test.

    Returns:
        The cells of the exercise, those of the submission, and `grade_id` of each test -> whether right, words of the bank.
    """
    cells = json.loads(LESSONS[lesson].solution.read_bytes())["cells"]
    source = bank_of(lesson)
    bank = {
        "cell_type": "code",
        "id": "bank",
        "metadata": {},
        "source": f"bank = {{'__name__': 'bank'}}\nexec({source!r}, bank)",
    }
    given = [cell for cell in cells if not marks(cell)]
    exercise, submission, meant = [*given], [bank, *given], {}
    for right in (True, False):
        for number, code, words in answers(lesson, right):
            answer, test = (
                copied(next(cell for cell in cells if marks(cell).get("grade_id") == name), f"-{len(meant)}")
                for name in (f"task-{number}", f"task-{number}-check")
            )
            if not right:
                test["source"] = without_hidden("".join(test["source"]))
            exercise += [answer, test]
            submission += [{**answer, "source": code}, test]
            meant[test["id"]] = right, words
    return exercise, submission, meant


def copied(cell, ending):
    name = marks(cell)["grade_id"] + ending
    return {**cell, "id": name, "metadata": {"nbgrader": {**marks(cell), "grade_id": name}}}


def as_notebook(cells):
    return json.dumps({"metadata": {}, "nbformat": 4, "nbformat_minor": 5, "cells": cells}).encode()


def judged(name, exercise, submission, modules, limits):
    """The result of one submission, with a bench of its own that has imported these modules."""
    settings = Settings(Path("/nonexistent"), Path("/nonexistent"), 1, limits)
    with Bench(name, as_notebook(exercise), settings, [], modules) as bench:
        ((_, result),) = bench.judge([(name, as_notebook(submission))], 1, last=True)
    assert result["kind"] == "done", result["problem"]
    return result


def verdicts(lesson):
    """(whether right, words of the bank, verdict) of every answer of all banks; libraries are imported once, as in a run."""
    exercise, submission, meant = repeated(lesson)
    popular = Popular()
    popular.count(as_notebook(submission))
    modules = (*popular.modules(), *imported_modules(bank_of(lesson)))  # the bank runs anew in each student process
    result = judged(lesson, exercise, submission, modules, Limits(cells=60))
    assert [verdict["task"] for verdict in result["verdicts"]] == list(meant)
    for verdict in result["verdicts"]:
        yield *meant[verdict["task"]], verdict


@pytest.fixture(scope="module", autouse=True)
def imported_once(request):
    lessons = sum(getattr(item, "function", None) is test_a_tick_means_points for item in request.session.items)
    with warm(*(["torch", "torch.optim"] if lessons > 3 else [])):
        yield


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_tick_means_points(lesson):
    unfair, unearned = [], []
    for right, words, verdict in verdicts(lesson):
        told = f"{lesson}, {verdict['task'].rpartition('-')[0]}, {words!r}: {verdict['message'] or 'a tick'}"
        if right and verdict["points"] != verdict["max_points"]:
            unfair.append(told)
        if not right and (verdict["points"] or words not in verdict["message"]):
            unearned.append(told)
    assert not unfair, "right answers without their points:\n" + "\n".join(unfair)
    assert not unearned, "mistakes with points, or without their hint:\n" + "\n".join(unearned)


def imported_by_answers(lesson):
    """What the answers of a lesson import, but Python's own modules and the course's."""
    names = set(imported_modules(bank_of(lesson)))
    return {name for name in names if name.split(".")[0] not in sys.stdlib_module_names | {"dl_course"}}


@pytest.mark.parametrize("lesson", LESSONS)
def test_one_answer_is_enough_for_what_is_too_large_to_be_imported_by_a_submission(lesson):
    popular = Popular()
    popular.count(as_notebook([{"cell_type": "code", "metadata": {}, "source": bank_of(lesson)}]))
    assert {"torch", "keras"} & imported_by_answers(lesson) <= set(popular.modules())


def test_a_submission_can_import_by_itself_what_answers_import():
    names = sorted(set().union(*map(imported_by_answers, LESSONS)))
    names = [name for name in names if name.split(".")[0] not in ("torch", "keras")]
    assert "numpy" in names
    marked = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    answer = {**marked, "grade_id": "task-1", "solution": True}
    test = {**marked, "grade_id": "task-1-check", "grade": True, "locked": True, "points": 1}
    sources = ("\n".join(f"import {name}" for name in names) + "\nready = True", answer), ("assert ready", test)
    submission = [
        {"cell_type": "code", "id": each["grade_id"], "metadata": {"nbgrader": each}, "source": source}
        for source, each in sources
    ]
    exercise = [{**submission[0], "source": "ready = True"}, submission[1]]
    (verdict,) = judged("imports", exercise, submission, (), Limits())["verdicts"]
    assert (verdict["points"], verdict["message"]) == (1, "")
