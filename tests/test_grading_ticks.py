"""A tick means points: every right answer in every form earns all of them across the wall, every known mistake none."""

import importlib
import json
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import ROOT

from dl_course import course
from dl_course.grading.local import Local
from dl_course.grading.settings import Limits, Settings

LESSONS = {lesson.name[3:]: lesson for lesson in course.lessons(ROOT)}


def answers(lesson, listed):
    """For each task its answers, as the code of a cell: the file of the answers, run apart, then the one that is meant."""
    source = (ROOT / "tests" / "mistakes" / f"{lesson}.py").read_text(encoding="utf-8")
    found = {}
    for index, (task, *_, words) in enumerate(getattr(importlib.import_module(f"mistakes.{lesson}"), listed)):
        found.setdefault(task, []).append(
            (f"bank = {{}}\nexec({source!r}, bank)\n{task} = bank[{listed!r}][{index}][1]\n", words)
        )
    return found


def submissions(notebook, by_task):
    """Notebooks that hold the first answer of each task, the second, and so on; a task without a further one is open."""
    for round_of in zip_longest(*by_task.values()):
        picked = {task: answer for task, answer in zip(by_task, round_of, strict=True) if answer}
        made = {**notebook, "cells": [dict(cell) for cell in notebook["cells"]]}
        for cell in made["cells"]:
            marks = cell["metadata"].get("nbgrader", {})
            task = next((name for name in picked if f"def {name}(" in "".join(cell["source"])), None)
            if marks.get("solution"):
                cell["source"] = picked[task][0] if task else "pass"
        yield {task: words for task, (_, words) in picked.items()}, json.dumps(made).encode()


def verdicts(lesson):
    """(bank, task, words of the bank, verdict) of every answer of both banks; the lesson's libraries are imported once."""
    solution = LESSONS[lesson].solution.read_bytes()
    jobs = {}
    for listed in ("ALSO_RIGHT", "MISTAKES"):
        for index, (picked, data) in enumerate(submissions(json.loads(solution), answers(lesson, listed))):
            jobs[listed, index] = picked, data
    checks = vars(importlib.import_module(f"dl_course.checks.{lesson}"))
    order = [name.removeprefix("check_") for name in checks if name.startswith("check_")]
    settings = Settings(Path("/nonexistent"), Path("/nonexistent"), 2, Limits())
    # PyTorch is imported beforehand, as in a class of which many use it: alone it asks for more than an answer may take.
    popular = ("torch",) if "import torch" in (ROOT / "tests" / "mistakes" / f"{lesson}.py").read_text() else ()
    with Local(LESSONS[lesson], solution, settings, popular) as local:
        for name, result in local.judge(((name, data) for name, (_, data) in jobs.items()), 2):
            assert result["kind"] == "done", result["problem"]
            for task, verdict in zip(order, result["verdicts"], strict=True):
                if task in jobs[name][0]:
                    yield name[0], task, jobs[name][0][task], verdict


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_tick_means_points(lesson):
    unfair, unearned = [], []
    for bank, task, words, verdict in verdicts(lesson):
        if bank == "ALSO_RIGHT" and verdict["points"] != verdict["max_points"]:
            unfair.append((task, words, verdict["message"]))
        if bank == "MISTAKES" and (verdict["points"] or words not in verdict["message"]):
            unearned.append((task, words, verdict["message"]))
    assert unfair == []
    assert unearned == []
