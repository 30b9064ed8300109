"""A tick means points: every right answer in every form earns all of them across the wall, every known mistake none."""

import importlib
import json
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import ROOT

from dl_course import course
from dl_course.grading.local import Local
from dl_course.grading.popular import Popular
from dl_course.grading.settings import Limits, Settings

RIGHT = "ALSO_RIGHT"
LESSONS = {lesson.name[3:]: lesson for lesson in course.lessons(ROOT)}


def answers(lesson, listed):
    """For each task its answers, as the code of a cell: the one that is meant, out of the bank that `submissions` gives."""
    found = {}
    bank = getattr(importlib.import_module(f"mistakes.{lesson}"), listed, [])
    for index, (task, *_, words) in enumerate(bank):
        found.setdefault(task, []).append((f"{task} = bank[{listed!r}][{index}][1]", words))
    return found


def submissions(lesson, notebook, by_task):
    """Notebooks that hold the first answer of each task, the second, and so on; a task without a further one is open.

    Their first cell runs the file of the answers, apart from all else.
    """
    source = (ROOT / "tests" / "mistakes" / f"{lesson}.py").read_text(encoding="utf-8")
    bank = {"cell_type": "code", "id": "bank", "metadata": {}, "source": f"bank = {{}}\nexec({source!r}, bank)"}
    for round_of in zip_longest(*by_task.values()):
        picked = {task: answer for task, answer in zip(by_task, round_of, strict=True) if answer}
        made = {**notebook, "cells": [bank, *(dict(cell) for cell in notebook["cells"])]}
        for cell in made["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            task = next((name for name in picked if f"def {name}(" in "".join(cell["source"])), None)
            if marks.get("solution"):
                cell["source"] = picked[task][0] if task else "pass"
        yield {task: words for task, (_, words) in picked.items()}, json.dumps(made).encode()


def verdicts(lesson):
    """(bank, task, words of the bank, verdict) of every answer of all banks; libraries are imported once, as in a run."""
    solution, jobs, popular = LESSONS[lesson].solution.read_bytes(), {}, Popular()
    banks = vars(importlib.import_module(f"mistakes.{lesson}"))  # ALSO_RIGHT_PYTORCH: answers that bring a library
    for listed in sorted(name for name in banks if name.startswith(RIGHT) or name == "MISTAKES"):
        for index, (picked, data) in enumerate(submissions(lesson, json.loads(solution), answers(lesson, listed))):
            jobs[listed, index] = picked, data
            popular.count(data)
    checks = vars(importlib.import_module(f"dl_course.checks.{lesson}"))
    order = [name.removeprefix("check_") for name in checks if name.startswith("check_")]
    settings = Settings(Path("/nonexistent"), Path("/nonexistent"), 2, Limits())
    with Local(LESSONS[lesson], solution, settings, popular.modules()) as local:
        for name, result in local.judge(((name, data) for name, (_, data) in jobs.items()), 2):
            assert result["kind"] == "done", result["problem"]
            for task, verdict in zip(order, result["verdicts"], strict=True):
                if task in jobs[name][0]:
                    yield name[0], task, jobs[name][0][task], verdict


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_tick_means_points(lesson):
    unfair, unearned = [], []
    for bank, task, words, verdict in verdicts(lesson):
        if bank.startswith(RIGHT) and verdict["points"] != verdict["max_points"]:
            unfair.append((task, words, verdict["message"]))
        if bank == "MISTAKES" and (verdict["points"] or words not in verdict["message"]):
            unearned.append((task, words, verdict["message"]))
    assert unfair == []
    assert unearned == []
