"""The student's page: each task, its points, the hint. No hidden test and no answer is in a result, so none is here."""

import re
from pathlib import Path

from dl_course.grading.outcome.pages import render
from dl_course.grading.outcome.results import total, write
from dl_course.grading.outcome.verdict import Status, name_of

_SIGNS = {Status.PASSED: "✓", Status.OPEN: "○", Status.BY_HAND: "…", Status.DECIDED: "✎"}


def write_feedback(folder: Path, result: dict) -> None:
    """Writes `feedback/<student>/<lesson>.html`."""
    path = folder / "feedback" / result["student"] / f"{result['lesson']}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = feedback(result)
    if not path.is_file() or path.read_text(encoding="utf-8", errors="replace") != made:
        write(path, made, lasting=False)


def feedback(result: dict) -> str:
    """The page of one result."""
    reached, most = total(result)
    return render(
        "feedback.html",
        lesson=result["lesson"],
        student=result["student"],
        reached=reached,
        most=most,
        problem=result["problem"],
        notes=result["notes"],
        tasks=[_task(verdict, result) for verdict in result["verdicts"]],
    )


def _task(verdict, result):
    message = verdict["message"] if verdict["message"] != result["problem"] else ""
    message = message.removeprefix(f"{verdict['label']}: ")
    if verdict["status"] == Status.PASSED:
        message = message or "All tests of this task pass."
    if message == "write your answer here":
        message = "Not answered yet."
    return {
        **verdict,
        "name": name_of(verdict),
        "sign": _SIGNS.get(verdict["status"], "✗"),
        "message": re.sub("^[a-z]+ ", lambda word: word.group().capitalize(), message),
        "code": result.get("code", {}).get(verdict["task"], ""),
    }
