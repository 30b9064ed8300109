"""The band under a check cell: written here, and read here by all who want to know what a notebook has done."""

import html
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass

# Status -> colour of the edge, colour behind the text, sign. Both colours let the text's own colour through, light or dark.
_LOOK = {
    "done": ("#2e8b57", "rgba(46, 139, 87, 0.16)"),
    "wrong": ("#c77700", "rgba(230, 145, 0, 0.18)"),
    "open": ("#7a7a7a", "rgba(128, 128, 128, 0.12)"),
}
_LINE = re.compile(r"^(?P<sign>[✓✗]) task (?P<task>\d+): (?P<text>.*?)(?: \((?P<done>\d+) of (?P<tasks>\d+) done\))?$")
_OPEN = re.compile(r"^(?:○ )?task (?P<task>\d+): (?P<text>.*)$")
_STRESSED = re.compile(r"(?<![^\s(])\*([a-z]+(?: [a-z]+){0,3})\*(?![^\s.,:;?!)])")  # words, no product
_CODE = re.compile(r"`([^`\n]{1,80})`")

_done: dict[str, set[int]] = {}  # lesson -> its tasks that have a tick in this kernel


@dataclass(frozen=True)
class Shown:
    """What a check said of one task.

    Attributes:
        task: Its number.
        status: done, wrong or open.
        text: The sentence, with its sign.
    """

    task: int
    status: str
    text: str


def in_notebook() -> bool:
    """Whether a notebook shows what is displayed, and nobody counts its errors as nbgrader does."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel") and not os.environ.get("NBGRADER_EXECUTION")


def show(lesson: str, task: int, tasks: int, status: str, text: str) -> None:
    """Shows the band of one task: green with a tick, amber with a hint, or grey.

    Args:
        lesson: To which the count of done tasks belongs.
        task: Number of the task.
        tasks: How many the exercise has.
        status: done, wrong or open.
        text: The sentence; one of a task that is done or wrong begins with its sign.
    """
    from IPython.display import display

    done = _done.setdefault(lesson, set())
    (done.add if status == "done" else done.discard)(task)
    count = f"{len(done)} of {tasks} done" if status == "done" else ""
    text = text if text[:1] in "✓✗" else f"○ {text}"
    edge, behind = _LOOK[status]
    right = f'<span style="float: right; margin-left: 1em">{count}</span>' if count else ""
    band = (
        f'<div role="status" style="border-left: 5px solid {edge}; background: {behind}; color: inherit; '
        f'padding: 0.5em 0.8em; max-width: 46rem; overflow-wrap: anywhere; white-space: pre-line">'
        f"{right}{_marked_up(text)}</div>"
    )
    plain = f"{text} ({count})" if count else text
    display({"text/plain": plain, "text/html": band}, raw=True)


def _marked_up(text: str) -> str:
    """A hint as HTML: *stressed* words and `code` as such, everything else as it is."""
    return _CODE.sub(r"<code>\1</code>", _STRESSED.sub(r"<em>\1</em>", html.escape(text)))


def read(outputs: Iterable[dict]) -> list[Shown]:
    """What the outputs of a cell say of tasks, in their order: bands, printed ticks, and errors that a check raised."""
    found = []
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            text = "".join(output.get("text", ""))
        elif kind in ("display_data", "execute_result"):
            text = "".join(output.get("data", {}).get("text/plain", ""))
        elif kind == "error":
            text = " ".join(output.get("evalue", "").split())
        else:
            continue
        for line in text.splitlines():
            if said := _LINE.match(line):
                status = "done" if said["sign"] == "✓" else "wrong"
                found.append(Shown(int(said["task"]), status, f"{said['sign']} task {said['task']}: {said['text']}"))
            elif (said := _OPEN.match(line)) and kind != "stream":
                found.append(Shown(int(said["task"]), "open", line.removeprefix("○ ")))
    return found
