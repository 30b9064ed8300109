"""One neuron, drawn from its real weights, with the numbers that flow through it."""

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_count, as_names, as_number, as_numbers
from dl_course.plots._dense import activation_name_of, applied, checked_activation
from dl_course.plots._graph import Sheet, listed, number, shown_nodes, spoken, width_of
from dl_course.plots.style import (
    GREY,
    HAIR,
    INK,
    LABEL,
    LINE,
    MARK,
    PALE,
    PAPER,
    RULE,
    SIGN,
    leaves_no_figure,
    name_axes,
    suggest,
)

_SMALL, _BIG = 0.33, 0.44  # radii, in inches
_SUM, _ACTIVATION = 3.0, 4.5  # where they stand


@leaves_no_figure
def plot_neuron(
    weights,
    bias,
    *,
    inputs=None,
    activation=None,
    activation_name="",
    input_names=None,
    ax=None,
    title=None,
    decimals=2,
) -> Axes:
    """Draws one neuron from its real numbers: inputs, weights, the sum z, the activation, the output.

    Args:
        weights: Weight of each input, shape (n,).
        bias: Bias, a number; drawn as the weight of an input that is always 1.
        inputs: Value of each input, shape (n,); without them the neuron is drawn with names only.
        activation: Callable, float array of shape (1,) -> the same shape; the identity if None.
        activation_name: Its name; that of the callable if empty.
        input_names: Name of each input; x1, x2 and so on if None.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        decimals: Digits after the point; zeros at the end are left out.

    Returns:
        The Axes.

    Raises:
        TypeError: Something is not made of numbers, `activation` is not callable.
        ValueError: `inputs` or `input_names` do not fit `weights`; empty, nan or infinite.
    """
    weights = as_numbers(weights, "weights", ("n",)).astype(float)
    bias = as_number(bias, "bias")
    count = len(weights)
    inputs = None if inputs is None else as_numbers(inputs, "inputs", (count,)).astype(float)
    names = [f"$x_{{{i + 1}}}$" for i in range(count)]
    names = names if input_names is None else as_names(input_names, "input_names", count)
    act = checked_activation(activation, "activation")
    act_name = activation_name_of(activation, activation_name, "activation_name")
    decimals = as_count(decimals, "decimals", 0)
    z = None if inputs is None else float(inputs @ weights + bias)
    out = None if z is None else float(applied(act, np.array([z]), "activation")[0])

    shown = shown_nodes(count)
    ys = (np.arange(len(shown) + 1)[::-1] - len(shown) / 2) * (0.95 if len(shown) < 6 else 0.8)
    end = _ACTIVATION + 1.45 if act or act_name else _ACTIVATION
    left = -0.5 - (0.0 if inputs is None else 0.1 + width_of(names))
    worked = _worked(weights, bias, inputs, z, act_name, out, decimals) if z is not None and count <= 4 else ""
    bottom = min(ys[-1] - 0.55 - (0.45 if worked else 0), -1.2)
    sheet = Sheet(ax, left, end + 0.55, bottom, max(ys[0] + 0.5, 0.95))
    sheet.text(left + 0.1, bottom + 0.2, worked, ha="left")
    inside = names if inputs is None else [number(value, decimals) for value in inputs]
    _draw_inputs(sheet, shown, ys, inside, None if inputs is None else names)
    _draw_weights(sheet, shown, ys, weights, bias, decimals)
    _draw_output(sheet, act, act_name, z, out, end, decimals)
    name_axes(sheet.ax, title)
    told = f"A neuron with weights {listed(weights)} and bias {spoken(bias, decimals)}" + (
        f", {act_name}" if act_name else ""
    )
    if z is not None:
        told += (
            f". For the inputs {listed(inputs)} the sum is {spoken(z, decimals)} and the output {spoken(out, decimals)}"
        )
    suggest(sheet.ax, told + ".")
    return sheet.ax


def _draw_inputs(sheet, shown, ys, inside, beside) -> None:
    for i, y in zip(shown, ys[:-1], strict=True):
        if i is None:
            sheet.text(0, y, "⋮", size=SIGN, colour=GREY)
            continue
        sheet.node(0, y, inside[i], radius=_SMALL, fill=PALE)
        if beside:
            sheet.text(-_SMALL - 0.1, y, beside[i], ha="right", colour=GREY)
    sheet.node(0, ys[-1], "1", radius=_SMALL, edge=GREY)


def _draw_weights(sheet, shown, ys, weights, bias, decimals) -> None:
    edges = [((0, y), f"$w_{{{i + 1}}}$ = ", weights[i]) for i, y in zip(shown, ys[:-1], strict=True) if i is not None]
    starts, marks, values = zip(*edges, ((0, ys[-1]), "b = ", bias), strict=True)
    ends = [(_SUM, 0.0)] * len(starts)
    for start, stop, value in zip(starts, ends, values, strict=True):
        sheet.edge(start, stop, value, np.abs(values).max())
    texts = [mark + number(value, decimals) for mark, value in zip(marks, values, strict=True)]
    nodes = [(x, y, 2 * _SMALL, 2 * _SMALL) for x, y in starts] + [(_SUM, 0, 2 * _BIG, 2 * _BIG)]
    sheet.weights(starts, ends, texts, values, nodes)


def _draw_output(sheet, act, act_name, z, out, end, decimals) -> None:
    above, last = _BIG + 0.22, _SMALL + 0.05
    known = z is not None
    sheet.node(_SUM, 0, number(z, decimals) if known else "Σ", radius=_BIG, size=LABEL if known else SIGN)
    sheet.text(_SUM, above, "sum z" if known else "sum", colour=GREY, behind=PAPER)
    start = _SUM
    if act or act_name:
        sheet.arrow((_SUM + _BIG, 0), (_ACTIVATION - _BIG, 0))
        _curve_node(sheet, _ACTIVATION, act, _BIG, z)
        sheet.text(_ACTIVATION, above, act_name or "activation", colour=GREY)
        start = _ACTIVATION
    sheet.arrow((start + _BIG, 0), (end - last, 0))
    sheet.node(end, 0, number(out, decimals) if known else r"$\hat{y}$", radius=last, fill=PALE, size=LABEL)
    if known:
        sheet.text(end, above, r"$\hat{y}$", colour=GREY)


def _curve_node(sheet, x, act, radius, z) -> None:
    """A node with the activation's curve in it, and the point at which it stands."""
    sheet.node(x, 0, "", radius=radius)
    reach = 4.0 if z is None else max(4.0, 1.15 * abs(z))
    inside = np.linspace(-reach, reach, 61)
    curve = inside if act is None else np.array([applied(act, np.array([v]), "activation")[0] for v in inside])
    low, high = min(curve.min(), 0.0), max(curve.max(), 0.0)
    scale = radius * 1.05 / max(high - low, 1e-9)
    place = lambda v: (v - (high + low) / 2) * scale
    across = radius * 0.62 / reach
    sheet.ax.plot([x - 0.62 * radius, x + 0.62 * radius], [place(0)] * 2, color=RULE, linewidth=HAIR, zorder=5)
    sheet.ax.plot(x + inside * across, place(curve), color=INK, linewidth=LINE * sheet.scale, zorder=6)
    if z is not None:
        at = z if act is None else applied(act, np.array([z]), "activation")[0]
        sheet.ax.plot([x + z * across], [place(at)], "o", color=INK, markersize=MARK * sheet.scale, zorder=7)


def _worked(weights, bias, inputs, z, act_name, out, decimals) -> str:
    """The sum and the output in numbers, as one would write them on paper."""
    products = [f"{_bracketed(w, decimals)}·{_bracketed(x, decimals)}" for w, x in zip(weights, inputs, strict=True)]
    sign = "+" if bias >= 0 else "−"
    equal = _equal([*weights, *inputs, bias, z], decimals)
    text = f"z = {' + '.join(products)} {sign} {number(abs(bias), decimals)} {equal} {number(z, decimals)}"
    if act_name:
        equal = _equal([z, out], decimals)
        text += rf"      $\hat{{y}}$ = {act_name}({number(z, decimals)}) {equal} {number(out, decimals)}"
    return text


def _equal(values, decimals) -> str:
    """The sign between numbers that are written with so many decimals."""
    return "=" if all(abs(round(value, decimals) - value) < 1e-9 for value in values) else "≈"


def _bracketed(value, decimals) -> str:
    text = number(value, decimals)
    return f"({text})" if text.startswith("−") else text
