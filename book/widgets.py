"""What moves on a page without a kernel: runs a lesson once, draws the frames of each `explore`, takes down each `playground`.

    python book/widgets.py notebooks/02_activations.ipynb FOLDER

FOLDER gets one file a widget: `12-0.json` is the first widget of cell 12. Cells run in their order, up to the last one with a
widget; frames are drawn when all have run, as a drawing that takes random numbers would change what comes after it.
"""

import json
import os
import sys
from itertools import product
from pathlib import Path

MOST_FRAMES = 60  # of one figure


def places(
    start: list[int], counts: list[int], most: int = MOST_FRAMES
) -> tuple[list[list[int]], list[list[int]], bool]:
    """The places to draw, at most `most`: all of them if they are so few, else those where one control is away from its start.

    Args:
        start: Where the controls stand at first.
        counts: How many values each control has.
        most: The number of frames that there may be.

    Returns:
        For each control the indices of the values that stay, the places in terms of these, and whether the controls can move
        together: a single one can, whatever is left out.
    """
    total = 1
    for count in counts:
        total *= count
    if total <= most:
        return [list(range(count)) for count in counts], [list(place) for place in product(*map(range, counts))], True
    kept = _shares(counts, most)
    stay = [_spread(count, first, share) for count, first, share in zip(counts, start, kept, strict=True)]
    home = [values.index(first) for values, first in zip(stay, start, strict=True)]
    drawn = [home]
    for c, values in enumerate(stay):
        drawn += [[*home[:c], index, *home[c + 1 :]] for index in range(len(values)) if index != home[c]]
    return stay, drawn, len(counts) == 1


def _shares(counts: list[int], most: int) -> list[int]:
    """How many values of each control stay: all of the short ones, an equal share of what is left for the others."""
    left, shares = most - 1 + len(counts), {}  # all controls share the frame of the start
    for rest, (c, count) in zip(
        range(len(counts), 0, -1), sorted(enumerate(counts), key=lambda pair: pair[1]), strict=True
    ):
        shares[c] = min(count, left // rest)
        left -= shares[c]
    return [shares[c] for c in range(len(counts))]


def _spread(count: int, start: int, share: int) -> list[int]:
    """`share` of `count` indices, as evenly as can be, with the first, the start and the last among them."""
    if share >= count:
        return list(range(count))
    below = round((share - 1) * start / (count - 1))
    below = min(max(below, start > 0), share - 1 - (start < count - 1))
    above = share - 1 - below
    down = [round(k * start / below) for k in range(below)] if below else []
    up = [start + round(k * (count - 1 - start) / above) for k in range(1, above + 1)] if above else []
    return [*down, start, *up]


def drawn(explorer) -> dict:
    """All that the page needs of an interactive figure: the traits of `Live`, with fewer values where there are many."""
    from dl_course.widgets.live import key

    live = explorer.widget
    stay, which, together = places(live.place, [len(control["texts"]) for control in live.controls])
    frames = {key(place): _frame(explorer, [stay[c][index] for c, index in enumerate(place)]) for place in which}
    return {
        "kind": "explore",
        "controls": [
            {**control, "texts": [control["texts"][index] for index in values]}
            for control, values in zip(live.controls, stay, strict=True)
        ],
        "place": [values.index(first) for values, first in zip(stay, live.place, strict=True)],
        "together": together,
        "look": live.kind,
        "size": live.size,
        "frames": frames,
    }


def _frame(explorer, place: list[int]) -> dict:
    import base64

    from dl_course.plots.shown import with_palette

    frame = explorer.frame(place)
    if frame["trouble"]:
        raise RuntimeError(frame["trouble"])
    small = with_palette(base64.b64decode(frame["picture"]))
    return {**frame, "picture": base64.b64encode(small).decode(), "ms": 0}


def run(notebook: Path, folder: Path) -> None:
    """Runs a lesson's cells up to its last widget, and writes its widgets to a folder.

    Raises:
        RuntimeError: A cell stopped that should not, or a frame could not be drawn.
    """
    import matplotlib as mpl

    mpl.use("agg")
    from IPython.core.interactiveshell import InteractiveShell

    from dl_course import stored
    from dl_course.widgets.explore import Explorer
    from dl_course.widgets.playground import Playground

    cells = stored.read(notebook).cells
    last = max((n for n, cell in enumerate(cells) if any(map(is_widget, cell.get("outputs", [])))), default=-1)
    found = {}  # (cell, place among its widgets) -> Explorer or state of a Playground
    now = [0]

    def note(what):
        found[now[0], sum(cell == now[0] for cell, _ in found)] = what

    Explorer._ipython_display_ = note
    Playground._ipython_display_ = lambda self: note(self.state)
    os.chdir(notebook.parent)
    shell = InteractiveShell.instance(colors="nocolor")
    for now[0], cell in enumerate(cells[: last + 1]):
        if cell.cell_type != "code":
            continue
        ended = shell.run_cell(cell.source, store_history=True)
        if not ended.success and "raises-exception" not in cell.metadata.get("tags", []):
            raise RuntimeError(
                f"{notebook.name}: cell {now[0]} stopped: {ended.error_in_exec or ended.error_before_exec!r}"
            )
    folder.mkdir(parents=True, exist_ok=True)
    for (cell, k), what in found.items():
        content = drawn(what) if isinstance(what, Explorer) else {"kind": "playground", "state": what}
        (folder / f"{cell}-{k}.json").write_text(json.dumps(content), encoding="utf-8")


def is_widget(output: dict) -> bool:
    """Whether an output of a stored notebook is an interactive figure or a playground."""
    return _plain(output).startswith(("interactive figure:", "playground:"))


def asked_in(output: dict) -> str:
    """The part of the bank whose questions an output of a stored notebook asks; empty if it asks none."""
    head, sign, name = _plain(output).partition("quiz: ")
    return name if sign and not head else ""


def _plain(output: dict) -> str:
    return "".join(output.get("data", {}).get("text/plain", ""))


if __name__ == "__main__":
    run(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
