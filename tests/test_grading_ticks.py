"""A tick means points: every right answer in every form earns all of them across the wall, every known mistake none."""

import importlib
import json
from pathlib import Path

import pytest
from conftest import ROOT

from dl_course import course
from dl_course.exercises.marks import without_hidden
from dl_course.grading.local import Bench
from dl_course.grading.popular import Popular
from dl_course.grading.sandbox.limits import Limits
from dl_course.grading.settings import Settings

LESSONS = {lesson.name[3:]: lesson for lesson in course.lessons(ROOT)}


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
    source = (ROOT / "tests" / "mistakes" / f"{lesson}.py").read_text(encoding="utf-8")
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


def verdicts(lesson):
    """(whether right, words of the bank, verdict) of every answer of all banks; libraries are imported once, as in a run."""
    exercise, submission, meant = repeated(lesson)
    as_notebook = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    solution, data = (json.dumps({**as_notebook, "cells": cells}).encode() for cells in (exercise, submission))
    popular = Popular()
    popular.count(data)
    settings = Settings(Path("/nonexistent"), Path("/nonexistent"), 1, Limits(cells=60))
    with Bench(lesson, solution, settings, [], popular.modules()) as bench:
        ((_, result),) = bench.judge([(lesson, data)], 1, last=True)
    assert result["kind"] == "done", result["problem"]
    assert [verdict["task"] for verdict in result["verdicts"]] == list(meant)
    for verdict in result["verdicts"]:
        yield *meant[verdict["task"]], verdict


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_tick_means_points(lesson):
    unfair, unearned = [], []
    for right, words, verdict in verdicts(lesson):
        told = verdict["task"], words, verdict["message"]
        if right and verdict["points"] != verdict["max_points"]:
            unfair.append(told)
        if not right and (verdict["points"] or words not in verdict["message"]):
            unearned.append(told)
    assert unfair == []
    assert unearned == []
