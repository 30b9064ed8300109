"""The student's page: each task, its points, the hint. No hidden test and no answer is in a result, so none is here."""

import re
from pathlib import Path

from dl_course.grading.outcome import pages
from dl_course.grading.outcome.pages import text
from dl_course.grading.outcome.results import number, total, write
from dl_course.grading.outcome.verdict import Status

_WORDS = {
    Status.PASSED: ("✓", pages.GREEN, "All tests of this task pass."),
    Status.WRONG: ("✗", pages.RED, ""),
    Status.STOPPED: ("✗", pages.RED, ""),
    Status.OPEN: ("○", pages.GREY, ""),
    Status.BY_HAND: ("…", pages.BLUE, ""),
}


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
    parts = [
        f"<h1>{text(result['lesson'])}: {number(reached)} of {number(most)} points</h1>",
        f'<p class="quiet">{text(result["student"])}</p>',
    ]
    if result["problem"]:
        parts.append(f"<p><strong>{text(result['problem'])}</strong></p>")
    if result["notes"]:
        parts.append("<ul>" + "".join(f"<li>{text(note)}</li>" for note in result["notes"]) + "</ul>")
    for verdict in result["verdicts"]:
        parts.append(_task(verdict, result))
    return pages.page(f"{result['lesson']}, {result['student']}", "\n".join(parts))


def _task(verdict, result):
    sign, colour, usual = _WORDS.get(verdict["status"], ("✗", pages.RED, ""))
    points = "?" if verdict["points"] is None else number(verdict["points"])
    message = verdict["message"] if verdict["message"] != result["problem"] else ""
    message = message.removeprefix(f"{verdict['label']}: ") or usual
    message = "Not answered yet." if message == "write your answer here" else message
    message = re.sub("^[a-z]+ ", lambda word: word.group().capitalize(), message)
    code = result.get("code", {}).get(verdict["task"], "")
    shown = f"<details><summary>your code</summary><pre>{text(code)}</pre></details>" if code else ""
    return (
        f'<section style="border-color: {colour}"><h2><span>{sign} {text(verdict["label"].capitalize())}</span>'
        f'<span class="points">{points} / {number(verdict["max_points"])}</span></h2>'
        f"<p>{text(message)}</p>{shown}</section>"
    )
