"""The computational graph: every number of a calculation, where it came from, and its gradient."""

import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path

from dl_course.plots._arrays import as_count, as_names, as_number
from dl_course.plots._graph import Sheet, number, spoken
from dl_course.plots._layered import place
from dl_course.plots.style import (
    BOLD,
    FINE,
    GREY,
    HAIR,
    INK,
    LINE,
    NOTE,
    OKABE_ITO,
    PALE,
    PAPER,
    RULE,
    TEXT,
    THIN,
    as_text_colour,
    leaves_no_figure,
    name_axes,
    suggest,
)

_WIDE, _LINE, _ROUND = 0.72, 0.27, 0.16  # inches: width of a node, height of a line in it, radius of its operation
_BESIDE = 0.17  # inches from a straight edge to the middle of its text
_GRADIENT = OKABE_ITO["vermillion"]
_NOW = OKABE_ITO["orange"]


@leaves_no_figure
def plot_graph(
    names, parents, *, operations=None, values=None, gradients=None, slopes=None, step=None,
    ax=None, title=None, decimals=2,
) -> Axes:  # fmt: skip
    """Draws a computational graph from its real numbers: in each node its value and, below it, its gradient.

    Nodes are given in the order in which they are computed. Inputs are grey; a node that was computed carries its
    operation in a circle where its edges arrive.

    With `step`, only what is known by then is written, and the node at work is marked: each step forward computes one
    node, one step sets the gradient of the result to 1, each step back hands the gradient of one node to its parents.

    Args:
        names: Name of each node, n texts, written above it; "" for none.
        parents: For each node the numbers of the nodes that it is computed from, n lists; [] for an input.
        operations: Sign of what computes each node, n texts such as "+"; "" for an input.
        values: Value of each node, n numbers; None for one that is not known.
        gradients: Derivative of the last node with respect to each node, n numbers or None.
        slopes: For each node its derivative with respect to each of its parents, n lists like `parents`; written on
            the edges, with `step` on those of the node at work.
        step: How many steps were made, 0 to 2 * (number of computed nodes) + 1; all if None.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        decimals: Digits after the point, one more for a slope below 1; zeros at the end are left out.

    Returns:
        The Axes.

    Raises:
        TypeError: Something is not a list, a text or a number.
        ValueError: Lengths differ, a parent does not come before its node, a number is nan or infinite, `step` is out of
            range or has not all of `values`, `gradients` and `slopes`.
    """
    names = as_names(names, "names")
    count = len(names)
    parents = _parents(parents, count)
    operations = [""] * count if operations is None else as_names(operations, "operations", count)
    values, gradients = _numbers(values, "values", count), _numbers(gradients, "gradients", count)
    slopes = None if slopes is None else _slopes(slopes, parents)
    decimals = as_count(decimals, "decimals", 0)
    called = [name or sign or f"node {i}" for i, (name, sign) in enumerate(zip(names, operations, strict=True))]
    current, backward, caption = None, False, ""
    if step is not None:
        values, gradients, current, backward, caption = _until(step, called, parents, values, gradients, slopes)

    lines = (values is not None) + (gradients is not None)
    named = any(names) and lines > 0
    half = _LINE * max(lines, 1) / 2
    gap = 1.3 if slopes is None else 1.46 if step is not None else 1.7
    points, routes = place(parents, gap, 2 * half + 0.24 + 0.26 * named)
    low, high = points.min(axis=0), points.max(axis=0)
    sheet = Sheet(ax, low[0] - _WIDE / 2 - 0.22, high[0] + _WIDE / 2 + 0.1,
                  low[1] - half - 0.12 - 0.34 * (lines > 1), high[1] + half + 0.1 + 0.26 * named)  # fmt: skip
    for (_, child, k), route in routes.items():
        twin = parents[child].count(parents[child][k]) > 1
        at_work = child == current
        colour = (_GRADIENT if backward else OKABE_ITO["blue"]) if at_work else RULE
        bend = (k - 0.5) * 0.34 if twin else 0.0
        middle = _edge(sheet, route, bool(operations[child]), colour, at_work, at_work and backward, bend)
        if slopes is not None and (step is None or (at_work and backward)):
            slope, shift = slopes[child][k], 0.0
            text = f"×{number(slope, decimals + (abs(slope) < 1))}"
            if (
                not bend and abs(route[-1][1] - route[-2][1]) < 0.1
            ):  # a straight line has no room: beside it, off the others
                others = sum(points[parent][1] - points[child][1] for parent in parents[child])
                shift = -_BESIDE if others > 0.1 else _BESIDE
            x, y = middle
            sheet.text(x, y + shift, text, size=FINE, colour=as_text_colour(_GRADIENT), behind=PAPER, zorder=5)
    for node, (x, y) in enumerate(points):
        texts = [_written(row, node, decimals) for row in (values, gradients) if row is not None] or [names[node]]
        _node(sheet, x, y, texts, not parents[node], node == current)
        if operations[node]:
            _operation(sheet, x - _WIDE / 2, y, operations[node], node == current)
        if named:
            sheet.text(x, y + half + 0.15, names[node])
    if lines > 1:
        at = {"y": low[1] - half - 0.28, "size": FINE, "colour": GREY}
        sheet.text(low[0] - _WIDE / 2, text="upper number: value    lower number: gradient", ha="left", **at)
        sheet.text(high[0] + _WIDE / 2, text=caption, ha="right", **{**at, "colour": INK, "size": TEXT})
    for artist in (*sheet.ax.texts, *sheet.ax.patches, *sheet.ax.lines):
        artist.set_in_layout(
            False
        )  # the limits of the sheet hold them all; measuring each would take longer than drawing
    name_axes(sheet.ax, title)
    suggest(sheet.ax, _told(names, parents, operations, values, gradients, decimals))
    return sheet.ax


def _until(step, called, parents, values, gradients, slopes):
    """What is known after so many steps: values, gradients, the node at work, whether it hands back, and a sentence."""
    computed = [node for node, its in enumerate(parents) if its]
    last = 2 * len(computed) + 1
    if as_count(step, "step", 0) > last:
        raise ValueError(
            f"step must be at most {last}: there and back through {len(computed)} nodes. Received: {step}."
        )
    if values is None or gradients is None or slopes is None or None in (*values, *gradients):
        raise ValueError("step needs values, gradients and slopes, all of them. Received: some of them missing.")
    done = computed[:step]
    known = [value if node in done or not parents[node] else None for node, value in enumerate(values)]
    if step <= len(computed):
        told = f"forward: {called[done[-1]]} = {number(values[done[-1]], 4)}" if done else "the inputs are known"
        return known, [None] * len(parents), (done[-1] if done else None), False, told
    handed = computed[::-1][: step - len(computed) - 1]
    arrived = [None] * (len(parents) - 1) + [gradients[-1]]
    for node in handed:
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            arrived[parent] = (arrived[parent] or 0.0) + gradients[node] * slope
    if not handed:
        return (
            known,
            arrived,
            len(parents) - 1,
            False,
            f"back: the gradient of {called[-1]} is {number(gradients[-1], 4)}",
        )
    now = handed[-1]
    parts = [f"{number(gradients[now], 4)} × {number(slope, 4)} = {number(gradients[now] * slope, 4)} to {called[parent]}"
             for parent, slope in zip(parents[now], slopes[now], strict=True)]  # fmt: skip
    return known, arrived, now, True, f"back: {',  '.join(parts)}"


def _node(sheet, x, y, texts, is_input, at_work) -> None:
    height = _LINE * len(texts)
    look = {
        "boxstyle": "round,pad=0,rounding_size=0.06",
        "zorder": 3,
        "linewidth": (BOLD if at_work else THIN) * sheet.scale,
    }
    box = FancyBboxPatch((x - _WIDE / 2, y - height / 2), _WIDE, height, facecolor=PALE if is_input else PAPER,
                         edgecolor=_NOW if at_work else INK, **look)  # fmt: skip
    sheet.ax.add_artist(box)
    if len(texts) == 2:
        sheet.ax.plot([x - _WIDE / 2, x + _WIDE / 2], [y, y], color=RULE, linewidth=HAIR * sheet.scale, zorder=3.5)
    for row, text in enumerate(texts):
        colour = as_text_colour(_GRADIENT) if row == 1 else INK
        fits = (_WIDE - 0.26) * 72 / (0.62 * max(len(text.strip("$")), 1))
        sheet.text(x + 0.06, y + height / 2 - _LINE * (row + 0.5), text, size=min(NOTE, fits), colour=colour)


def _operation(sheet, x, y, sign, at_work) -> None:
    edge = _NOW if at_work else INK
    sheet.ax.add_artist(Circle((x, y), _ROUND, facecolor=PAPER, edgecolor=edge, linewidth=THIN * sheet.scale, zorder=5))
    sheet.text(x, y, sign, size=TEXT if len(sign) == 1 else 2 * TEXT / (len(sign) + 0.6), zorder=6)


def _edge(sheet, route, to_circle, colour, at_work, backward, bend) -> tuple[float, float]:
    """Draws a smooth line with its head and returns the place for a text on it."""
    ends = np.array(route, dtype=float)
    ends[0, 0] += _WIDE / 2
    ends[-1, 0] -= _WIDE / 2 + _ROUND * to_circle
    head = 0.11
    if backward:
        ends[0, 0] += head
    else:
        ends[-1, 0] -= head
    corners, codes = [ends[0]], [Path.MOVETO]
    for a, b in itertools.pairwise(ends):
        reach = 0.5 * (b[0] - a[0])
        corners += [(a[0] + reach, a[1] + bend), (b[0] - reach, b[1] + bend), b]
        codes += [Path.CURVE4] * 3
    width = (LINE if at_work else THIN) * sheet.scale
    sheet.ax.add_artist(
        PathPatch(Path(corners, codes), facecolor="none", edgecolor=colour, linewidth=width, capstyle="butt", zorder=2)
    )
    (x, y), way = (ends[0], -1) if backward else (ends[-1], 1)
    wing = 0.055 * (1.3 if at_work else 1.0)
    sheet.ax.add_artist(
        Polygon([(x + way * head, y), (x, y + wing), (x, y - wing)], closed=True, facecolor=colour, zorder=2)
    )
    a, b = ends[-2], ends[-1]
    return tuple((a + b) / 2 + (0, 0.75 * bend))


def _parents(parents, count) -> list[list[int]]:
    if isinstance(parents, str) or not hasattr(parents, "__len__"):
        raise TypeError(f"parents must be a list of lists, one a node. Received: {parents!r}.")
    if len(parents) != count:
        raise ValueError(f"parents must have {count} entries, one for each of names. Received: {len(parents)}.")
    checked = []
    for node, its in enumerate(parents):
        if isinstance(its, str) or not hasattr(its, "__len__"):
            raise TypeError(f"parents[{node}] must be a list of node numbers. Received: {its!r}.")
        checked.append([as_count(parent, f"each of parents[{node}]", 0) for parent in its])
        late = [parent for parent in checked[-1] if parent >= node]
        if late:
            raise ValueError(
                f"parents[{node}] must come before node {node}: give the nodes in the order in which they are computed. "
                f"Received: {late[0]}."
            )
    return checked


def _numbers(numbers, name, count) -> list[float | None] | None:
    if numbers is None:
        return None
    if isinstance(numbers, str) or not hasattr(numbers, "__len__"):
        raise TypeError(f"{name} must be a list of numbers, None where unknown. Received: {numbers!r}.")
    if len(numbers) != count:
        raise ValueError(f"{name} must have {count} entries, one for each of names. Received: {len(numbers)}.")
    return [None if value is None else as_number(value, f"{name}[{i}]") for i, value in enumerate(numbers)]


def _slopes(slopes, parents) -> list[list[float]]:
    if isinstance(slopes, str) or not hasattr(slopes, "__len__"):
        raise TypeError(f"slopes must be a list of lists, one a node. Received: {slopes!r}.")
    if [len(its) for its in slopes] != [len(its) for its in parents]:
        raise ValueError(f"slopes must have one number for each parent of each node, like parents. Received: {slopes}.")
    return [[as_number(slope, f"slopes[{i}]") for slope in its] for i, its in enumerate(slopes)]


def _written(row, node, decimals) -> str:
    return "" if row[node] is None else number(row[node], decimals)


def _told(names, parents, operations, values, gradients, decimals) -> str:
    """The graph in words: each computed node with its operation and what it was computed from."""
    called = [name.replace("$", "") or f"node {i}" for i, name in enumerate(names)]
    parts = []
    for i, its in enumerate(parents):
        made = f" from {' and '.join(called[p] for p in its)}" if its else ""
        sign = f" ({operations[i]})" if operations[i] else ""
        value = f" = {spoken(values[i], decimals)}" if values is not None and values[i] is not None else ""
        known = gradients is not None and gradients[i] is not None
        gradient = f", gradient {spoken(gradients[i], decimals)}" if known else ""
        parts.append(f"{called[i]}{value}{sign}{made}{gradient}")
    return f"A computational graph of {len(names)} nodes: {'; '.join(parts)}."
