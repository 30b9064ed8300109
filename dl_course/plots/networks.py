"""Whole networks, drawn from their real weights, with the numbers that flow through them."""

import itertools

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_count, as_numbers
from dl_course.plots._dense import activation_name_of, checked_activation, checked_layers, forward, node_names
from dl_course.plots._graph import MOST_NODES, Sheet, listed, number, shown_nodes, width_of
from dl_course.plots.style import GREY, NOTE, PALE, PAPER, SIGN, leaves_no_figure, name_axes, suggest

_MOST_LABELS = 16  # edges between two layers; beyond, weights are shown by width and colour only
_KEY = "solid blue: positive weight   dashed orange: negative   wider: larger"


@leaves_no_figure
def plot_network(
    weights, biases, *, inputs=None, activation=None, activation_name="", output_activation=None, output_activation_name="",
    names=None, ax=None, title=None, decimals=2,
) -> Axes:  # fmt: skip
    """Draws a network of dense layers from its real weights; with inputs, also the values that flow through it.

    Weights are written on the edges as long as there are at most 16 between two layers; always, a positive weight is a
    solid blue line, a negative one a dashed vermillion line, and a larger one is wider. A layer of more than 10 nodes is
    drawn with a gap.

    Args:
        weights: List of arrays, one a layer, shape (n_in, n_out).
        biases: List of arrays, one a layer, shape (n_out,); None for no biases, also inside the list.
        inputs: Value of each input, shape (n,).
        activation: Callable after each hidden layer, float array of shape (n_out,) -> the same shape; the identity if None.
        activation_name: Its name; that of the callable if empty.
        output_activation: Callable after the last layer; the identity if None.
        output_activation_name: Its name; that of the callable if empty.
        names: Names of the nodes, one list a layer, inputs first; x1, h1, y-hat and so on if None.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        decimals: Digits after the point; zeros at the end are left out.

    Returns:
        The Axes.

    Raises:
        TypeError: Something is not made of numbers, `weights` is not a list, an activation is not callable.
        ValueError: Shapes do not fit each other; empty, nan or infinite.
    """
    weights, biases = checked_layers(weights, biases)
    sizes = [weights[0].shape[0]] + [w.shape[1] for w in weights]
    last = len(weights)
    act_names = [activation_name_of(activation, activation_name, "activation_name")] * (last - 1)
    act_names.append(activation_name_of(output_activation, output_activation_name, "output_activation_name"))
    inputs = None if inputs is None else as_numbers(inputs, "inputs", (sizes[0],)).astype(float)
    acts = [checked_activation(activation, "activation")] * (len(weights) - 1)
    acts.append(checked_activation(output_activation, "output_activation"))
    names = node_names(names, sizes)
    decimals = as_count(decimals, "decimals", 0)
    sums, values = forward(weights, biases, inputs, acts)

    plan = _Plan([shown_nodes(size) for size in sizes], biased=any(b is not None for b in biases))
    ends = [0.75 if values is None else 0.6 + width_of(names[k]) for k in (0, -1)]
    sheet = Sheet(ax, -ends[0], plan.xs[-1] + ends[1], plan.bottom, plan.top + 0.85)
    if not all(plan.written):
        sheet.text(plan.xs[-1] / 2, plan.bottom + 0.15, _KEY, size=NOTE, colour=GREY)
    biggest = max(np.abs(w).max() for w in weights)
    for k, w in enumerate(weights):
        _draw_edges(sheet, plan, k, w, biggest, decimals)
    for k in range(last + 1):
        inside = names[k] if values is None else [number(value, decimals) for value in values[k]]
        beside = names[k] if values is not None and k in (0, last) else None
        beneath = _notes(biases[k - 1], None if sums is None else sums[k - 1], decimals) if k else None
        _draw_nodes(sheet, plan, k, inside, beside, beneath)
        sheet.text(plan.xs[k], plan.top + 0.3, _headline(k, sizes, act_names), colour=GREY, va="bottom")
    name_axes(sheet.ax, title)
    told = "" if values is None else f" For the inputs {listed(values[0])} the output is {listed(values[-1])}."
    suggest(sheet.ax, f"A network of dense layers with {', '.join(map(str, sizes))} nodes.{told}")
    return sheet.ax


class _Plan:
    """Where the nodes of a network stand; `shown` has the drawn nodes of each layer, None for a gap."""

    def __init__(self, shown: list[list], biased: bool):
        most = max(map(len, shown))
        step = min(1.3 if biased else 1.0, 6.4 / most)
        span = (most - 1) * step
        steps = [min(max(step, 1.3), span / (len(rows) - 1)) if len(rows) > 1 else 1.3 for rows in shown]
        self.shown = shown
        self.noted = biased and step >= 0.9  # else there is no room beneath a node
        self.radii = [min(0.34, 0.42 * step) for step in steps]
        self.written = [len(a) * len(b) <= _MOST_LABELS and step > 0.6 for a, b in itertools.pairwise(shown)]
        edges = [len(a) * len(b) if write else 0 for a, b, write in zip(shown, shown[1:], self.written, strict=False)]
        self.xs = np.concatenate([[0.0], np.cumsum([2.0 + 0.15 * count for count in edges])])
        self.ys = [
            (np.arange(len(rows))[::-1] - (len(rows) - 1) / 2) * step for rows, step in zip(shown, steps, strict=True)
        ]
        self.top = max(y[0] + radius for y, radius in zip(self.ys, self.radii, strict=True))
        beneath = [0.1] + [0.6 if self.noted else 0.1] * (len(shown) - 1)  # inputs have no notes
        lowest = min(y[-1] - radius - room for y, radius, room in zip(self.ys, self.radii, beneath, strict=True))
        self.bottom = lowest - (0 if all(self.written) else 0.4)

    def nodes(self, k: int) -> list[tuple[int, float, float]]:
        """Number, x and y of each drawn node of a layer."""
        return [(i, self.xs[k], y) for i, y in zip(self.shown[k], self.ys[k], strict=True) if i is not None]


def _draw_edges(sheet, plan, k, weights, biggest, decimals) -> None:
    left, right = plan.nodes(k), plan.nodes(k + 1)
    edges = [((x, y), (x_next, y_next), weights[i, j]) for i, x, y in left for j, x_next, y_next in right]
    for start, end, weight in edges:
        sheet.edge(start, end, weight, biggest)
    if not plan.written[k]:
        return
    below = 0.5 if plan.noted else 0.0
    nodes = [(x, y - below / 3, 2.5 * plan.radii[side], 2 * plan.radii[side] + below)
             for side in (k, k + 1) for _, x, y in plan.nodes(side)]  # fmt: skip
    starts, ends, values = zip(*edges, strict=True)
    sheet.weights(starts, ends, [number(value, decimals, sign=True) for value in values], values, nodes)


def _draw_nodes(sheet, plan, k, inside, beside, beneath) -> None:
    radius = plan.radii[k]
    for i, x, y in plan.nodes(k):
        sheet.node(x, y, inside[i], radius=radius, fill=PAPER if k else PALE)
        if beside:
            side, align = (-1, "right") if k == 0 else (1, "left")
            sheet.text(x + side * (radius + 0.08), y, beside[i], ha=align, colour=GREY)
        for line, note in enumerate(beneath[i] if beneath and plan.noted else []):
            sheet.text(x, y - radius - 0.16 - 0.22 * line, note, size=NOTE, colour=GREY, behind=PAPER, zorder=5)
    for i, y in zip(plan.shown[k], plan.ys[k], strict=True):
        if i is None:
            sheet.text(plan.xs[k], y, "⋮", size=SIGN, colour=GREY)


def _notes(bias, sums, decimals) -> list[list[str]] | None:
    """What stands beneath each node: its bias, and with inputs its sum."""
    if bias is None:
        return None
    notes = [[f"b {number(value, decimals, sign=True)}"] for value in bias]
    if sums is not None:
        notes = [[*note, f"z {number(value, decimals)}"] for note, value in zip(notes, sums, strict=True)]
    return notes


def _headline(k, sizes, act_names) -> str:
    last = len(sizes) - 1
    role = "input" if k == 0 else "output" if k == last else "hidden" if last == 2 else f"hidden {k}"
    role += f" ({sizes[k]})" if sizes[k] > MOST_NODES else ""
    return "\n".join(line for line in (role, act_names[k - 1] if k else "") if line)
