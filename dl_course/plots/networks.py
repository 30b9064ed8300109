"""One neuron and whole networks, drawn from their real weights, with the numbers that flow through them."""

import itertools

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_count, as_function, as_names, as_number, as_numbers, as_text
from dl_course.plots._graph import Sheet, number
from dl_course.plots.style import FAINT, GREY, INK, suggest

_MOST_NODES = 10  # a layer with more is drawn with a gap
_MOST_LABELS = 16  # edges between two layers; beyond, weights are shown by width and colour only
_INPUT = "#EFEFEF"


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
    inputs = None if inputs is None else _inputs(inputs, count)
    names = (
        [f"$x_{{{i + 1}}}$" for i in range(count)]
        if input_names is None
        else as_names(input_names, "input_names", count)
    )
    act = _activation(activation, "activation")
    act_name = _activation_name(activation, activation_name)
    decimals = as_count(decimals, "decimals", 0)
    z = None if inputs is None else float(inputs @ weights + bias)
    out = None if z is None else float(_apply(act, np.array([z]), "activation")[0])

    shown = _shown(count)
    step, radius = 0.95, 0.33
    rows = len(shown) + 1
    ys = (np.arange(rows)[::-1] - (rows - 1) / 2) * step
    named = max(len(name.strip("$")) for name in names) if inputs is not None else 0
    left = -0.5 - (0.11 * min(named, 24) + 0.15 if named > 6 else 0.35 if named else 0.0)
    has_act = activation is not None or bool(act_name)
    sum_x, act_x = 2.9, 4.35
    out_x = 5.75 if has_act else 4.3
    worked = _worked(weights, bias, inputs, z, decimals) if z is not None and count <= 4 else ""
    bottom = ys[-1] - 0.55 - (0.45 if worked else 0)
    sheet = Sheet(ax, left, out_x + 0.55, min(bottom, -1.2), max(ys[0] + 0.5, 0.95))

    starts, values = [], []
    for row, i in enumerate(shown):
        if i is None:
            sheet.text(0, ys[row], "⋮", size=18, colour=GREY)
            continue
        text = names[i] if inputs is None else number(inputs[i], decimals)
        sheet.node(0, ys[row], text, radius=radius, fill=_INPUT)
        if inputs is not None:
            sheet.text(-radius - 0.1, ys[row], names[i], ha="right", colour=GREY)
        starts.append((0, ys[row]))
        values.append((f"$w_{{{i + 1}}}$ = ", weights[i]))
    sheet.node(0, ys[-1], "1", radius=radius, fill="white", edge=GREY)
    starts.append((0, ys[-1]))
    values.append(("b = ", bias))
    big = 0.44
    ends = [(sum_x, 0.0)] * len(starts)
    biggest = max(abs(value) for _, value in values)
    for start, end, (_, value) in zip(starts, ends, values, strict=True):
        sheet.edge(start, end, value, biggest)
    texts = [mark + number(value, decimals) for mark, value in values]
    tops = [(x, y, 2 * radius, 2 * radius) for x, y in starts] + [(sum_x, 0, 2 * big, 2 * big)]
    sheet.weights(starts, ends, texts, [value for _, value in values], tops)

    sheet.node(sum_x, 0, "Σ" if z is None else number(z, decimals), radius=big, size=20 if z is None else 13)
    sheet.text(sum_x, big + 0.22, "sum" if z is None else "z, the sum", colour=GREY)
    sheet.arrow((sum_x + big, 0), ((act_x if has_act else out_x) - (big if has_act else radius + 0.05), 0))
    if has_act:
        _curve_node(sheet, act_x, act, big, z)
        sheet.text(act_x, big + 0.22, act_name or "activation", colour=GREY)
        sheet.arrow((act_x + big, 0), (out_x - radius - 0.05, 0))
    sheet.node(
        out_x, 0, r"$\hat{y}$" if out is None else number(out, decimals), radius=radius + 0.05, fill=_INPUT, size=13
    )
    if out is not None:
        sheet.text(out_x, big + 0.22, r"$\hat{y}$", colour=GREY)
    if worked:
        sheet.text(left + 0.1, bottom + 0.2, worked, ha="left")
    if as_text(title, "title"):
        sheet.ax.set_title(title)
    told = (
        ""
        if z is None
        else f" For the inputs {_listed(inputs)} the sum is {number(z, decimals)} and the output {number(out, decimals)}."
    )
    suggest(
        sheet.ax,
        f"A neuron with weights {_listed(weights)} and bias {number(bias, decimals)}{', ' + act_name if act_name else ''}.{told}",
    )
    return sheet.ax


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
    weights, biases = _layers(weights, biases)
    sizes = [weights[0].shape[0]] + [w.shape[1] for w in weights]
    inputs = None if inputs is None else _inputs(inputs, sizes[0])
    acts = [_activation(activation, "activation")] * (len(weights) - 1)
    acts.append(_activation(output_activation, "output_activation"))
    names = _node_names(names, sizes)
    decimals = as_count(decimals, "decimals", 0)
    sums, values = _forward(weights, biases, inputs, acts)

    shown = [_shown(size) for size in sizes]
    most = max(map(len, shown))
    beneath = any(b is not None for b in biases)
    step = min(1.3 if beneath else 1.0, 6.4 / most)
    radius = min(0.34, 0.36 * step)
    written = [len(a) * len(b) <= _MOST_LABELS and step > 0.75 for a, b in itertools.pairwise(shown)]
    gaps = [max(1.8, 1.5 + 0.11 * len(a) * len(b)) if write else 1.9
            for a, b, write in zip(shown, shown[1:], written, strict=False)]  # fmt: skip
    xs = np.concatenate([[0.0], np.cumsum(gaps)])
    ys = [(np.arange(len(rows))[::-1] - (len(rows) - 1) / 2) * step for rows in shown]
    half = (most - 1) / 2 * step
    tight = step < 0.9
    sheet = Sheet(
        ax, -0.75, xs[-1] + 0.75, -half - radius - (0.1 if tight or not beneath else 0.55), half + radius + 0.85
    )

    biggest = max(np.abs(w).max() for w in weights)
    for k, w in enumerate(weights):
        pairs = [
            (r, c)
            for r, i in enumerate(shown[k])
            for c, j in enumerate(shown[k + 1])
            if i is not None and j is not None
        ]
        starts, ends = ([(xs[k], ys[k][r]) for r, _ in pairs], [(xs[k + 1], ys[k + 1][c]) for _, c in pairs])
        on_edges = np.array([w[shown[k][r], shown[k + 1][c]] for r, c in pairs])
        for start, end, weight in zip(starts, ends, on_edges, strict=True):
            sheet.edge(start, end, weight, biggest, faint=1.0 if written[k] else 0.6)
        if written[k]:
            nodes = [(x, y - 0.15, 0.8, 2 * radius + 0.45) for side in (k, k + 1) for x, y in
                     zip([xs[side]] * len(ys[side]), ys[side], strict=True)]  # fmt: skip
            sheet.weights(starts, ends, [number(weight, decimals, sign=True) for weight in on_edges], on_edges, nodes)

    act_names = [_activation_name(activation, activation_name)] * (len(weights) - 1)
    act_names.append(_activation_name(output_activation, output_activation_name))
    for k, rows in enumerate(shown):
        for y, i in zip(ys[k], rows, strict=True):
            if i is None:
                sheet.text(xs[k], y, "⋮", size=18, colour=GREY)
                continue
            text = names[k][i] if values is None else number(values[k][i], decimals)
            sheet.node(xs[k], y, text, radius=radius, fill="white" if k else _INPUT)
            if k and biases[k - 1] is not None and not tight:
                note = f"b {number(biases[k - 1][i], decimals, sign=True)}"
                sheet.text(xs[k], y - radius - 0.15, note, size=11, colour=GREY, behind="white", zorder=5)
                if sums is not None:
                    sheet.text(xs[k], y - radius - 0.35, f"z {number(sums[k - 1][i], decimals)}", size=11, colour=GREY,
                               behind="white", zorder=5)  # fmt: skip
        head = _headline(k, sizes, act_names)
        sheet.text(xs[k], half + radius + 0.3, head, colour=GREY, va="bottom")
    if as_text(title, "title"):
        sheet.ax.set_title(title)
    told = "" if values is None else f" For the inputs {_listed(values[0])} the output is {_listed(values[-1])}."
    suggest(sheet.ax, f"A network of dense layers with {', '.join(map(str, sizes))} nodes.{told}")
    return sheet.ax


def _layers(weights, biases):
    if hasattr(weights, "shape") or not isinstance(weights, (list, tuple)):
        raise TypeError(f"weights must be a list of arrays, one a layer. Received: {type(weights).__name__}.")
    if not weights:
        raise ValueError("weights must have at least one layer. Received: an empty list.")
    weights = [as_numbers(w, f"weights[{k}]", ("n_in", "n_out")).astype(float) for k, w in enumerate(weights)]
    for k in range(1, len(weights)):
        if weights[k].shape[0] != weights[k - 1].shape[1]:
            raise ValueError(
                f"weights[{k}] must have shape ({weights[k - 1].shape[1]}, n_out), as weights[{k - 1}] gives that many "
                f"values. Received: {weights[k].shape}."
            )
    if biases is None:
        return weights, [None] * len(weights)
    if hasattr(biases, "shape") or not isinstance(biases, (list, tuple)):
        raise TypeError(f"biases must be a list of arrays, one a layer, or None. Received: {type(biases).__name__}.")
    if len(biases) != len(weights):
        raise ValueError(f"biases must have one entry a layer, {len(weights)}. Received: {len(biases)}.")
    return weights, [
        None if b is None else as_numbers(b, f"biases[{k}]", (weights[k].shape[1],)).astype(float)
        for k, b in enumerate(biases)
    ]


def _inputs(inputs, count) -> np.ndarray:
    return as_numbers(inputs, "inputs", (count,)).astype(float)


def _forward(weights, biases, inputs, acts):
    if inputs is None:
        return None, None
    sums, values = [], [inputs]
    for k, (w, b, act) in enumerate(zip(weights, biases, acts, strict=True)):
        sums.append(values[-1] @ w + (0 if b is None else b))
        values.append(_apply(act, sums[-1], "output_activation" if k == len(weights) - 1 else "activation"))
    return sums, values


def _activation(function, name):
    return None if function is None else as_function(function, name)


def _activation_name(function, name) -> str:
    own = getattr(function, "__name__", "")
    return as_text(name, "activation_name") or (own if own.isidentifier() else "")


def _apply(act, z, name) -> np.ndarray:
    return z if act is None else as_numbers(act(z), f"what {name} returns", z.shape).astype(float)


def _shown(size: int) -> list:
    """Which nodes of a layer are drawn; None stands for the gap."""
    return list(range(size)) if size <= _MOST_NODES else [0, 1, 2, 3, None, size - 2, size - 1]


def _node_names(names, sizes) -> list[list[str]]:
    last = len(sizes) - 1
    if names is not None:
        if isinstance(names, str) or not hasattr(names, "__len__") or len(names) != len(sizes):
            raise ValueError(f"names must have one list a layer, inputs first: {len(sizes)}. Received: {names!r}.")
        return [as_names(layer, f"names[{k}]", sizes[k]) for k, layer in enumerate(names)]

    def one(k, i):
        if k == 0:
            return f"$x_{{{i + 1}}}$"
        if k == last:
            return r"$\hat{y}$" if sizes[k] == 1 else rf"$\hat{{y}}_{{{i + 1}}}$"
        return f"$h_{{{i + 1}}}$" if last == 2 else f"$h^{{({k})}}_{{{i + 1}}}$"

    return [[one(k, i) for i in range(size)] for k, size in enumerate(sizes)]


def _headline(k, sizes, act_names) -> str:
    last = len(sizes) - 1
    role = "input" if k == 0 else "output" if k == last else "hidden" if last == 2 else f"hidden {k}"
    role += f" ({sizes[k]})" if sizes[k] > _MOST_NODES else ""
    return "\n".join(line for line in (role, act_names[k - 1] if k else "") if line)


def _curve_node(sheet, x, act, radius, z) -> None:
    """A node with the activation's curve in it, and the point at which it stands."""
    sheet.node(x, 0, "", radius=radius)
    reach = 4.0 if z is None else max(4.0, 1.15 * abs(z))
    inside = np.linspace(-reach, reach, 61)
    curve = inside if act is None else np.array([_apply(act, np.array([v]), "activation")[0] for v in inside])
    low, high = min(curve.min(), 0.0), max(curve.max(), 0.0)
    scale = radius * 1.05 / max(high - low, 1e-9)
    place = lambda v: (v - (high + low) / 2) * scale
    across = radius * 0.62 / reach
    sheet.ax.plot([x - 0.62 * radius, x + 0.62 * radius], [place(0)] * 2, color=FAINT, linewidth=1, zorder=5)
    sheet.ax.plot(x + inside * across, place(curve), color=INK, linewidth=2 * sheet.scale, zorder=6)
    if z is not None:
        at = z if act is None else _apply(act, np.array([z]), "activation")[0]
        sheet.ax.plot([x + z * across], [place(at)], "o", color=INK, markersize=6 * sheet.scale, zorder=7)


def _worked(weights, bias, inputs, z, decimals) -> str:
    """The sum in numbers, as one would write it on paper."""
    products = [f"{_bracketed(w, decimals)}·{_bracketed(x, decimals)}" for w, x in zip(weights, inputs, strict=True)]
    sign = "+" if bias >= 0 else "−"
    return f"z = {' + '.join(products)} {sign} {number(abs(bias), decimals)} = {number(z, decimals)}"


def _bracketed(value, decimals) -> str:
    text = number(value, decimals)
    return f"({text})" if text.startswith("−") else text


def _listed(values) -> str:
    return ", ".join(number(value, 3) for value in values[:10]) + (" and so on" if len(values) > 10 else "")
