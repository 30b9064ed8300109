"""The picture that stands for a playground where nothing runs: the network and what it makes of the plane."""

import io

import numpy as np
from matplotlib.figure import Figure

from dl_course.plots import plot_decision_boundary, plot_network
from dl_course.plots.shown import with_palette
from dl_course.plots.style import DIVERGING, INK, name_axes
from dl_course.widgets.playground.network import output_of, training_data
from dl_course.widgets.playground.points import has_classes


def picture_of(state: dict) -> bytes:
    """The picture as a PNG."""
    figure = Figure(figsize=(11, 4.4), dpi=80, layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[1.4, 1])
    plot_network(
        [np.array(weights).T for weights in state["weights"]],
        [np.array(biases) for biases in state["biases"]],
        names=[state["features"], *([f"{j + 1}" for j in range(size)] for size in state["hidden"]), ["out"]],
        activation_name=state["activation"],
        ax=left,
        title=_title(state),
    )
    (_draw_classes if has_classes(state) else _draw_numbers)(state, right)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return with_palette(buffer.getvalue())


def alternative_text(state: dict, measured: dict) -> str:
    """What the picture shows, in words."""
    sizes = ", ".join(map(str, state["hidden"]))
    hidden = f"hidden layers of {sizes} units, {state['activation']}" if state["hidden"] else "no hidden layer"
    told = [
        f"A network with {len(state['features'])} inputs, {hidden}, on the data {state['data']}, after {state['epoch']} epochs."
    ]
    for part, name in (("train", "training"), ("test", "test")):
        if measured[part]["loss"] is not None:
            told.append(f"Loss on {name} points ≈ {measured[part]['loss']:.2f}.")
    return " ".join(told)


def _title(state: dict) -> str:
    after = f"after {state['epoch']} epochs"
    return f"{state['activation']}, {after}" if state["hidden"] else after.capitalize()


def _draw_classes(state: dict, ax) -> None:
    x, targets, trained = training_data(state)

    def of_class_1(points):
        output = output_of(state, points.astype(float))
        return 0.5 + 0.5 * (np.tanh(output / 2) if state["loss"] == "cross-entropy" else np.clip(output, -1, 1))

    if trained.any():
        plot_decision_boundary(of_class_1, x[trained], targets[trained] > 0, ax=ax, title=state["data"])


def _draw_numbers(state: dict, ax) -> None:
    x, targets, trained = training_data(state)
    most, reach = max(np.abs(targets).max(), 1e-9), 1.06 * np.abs(x).max()
    across = np.linspace(-reach, reach, 80)
    grid = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
    extent = (-reach, reach, -reach, reach)
    colours = {"cmap": DIVERGING, "vmin": -most, "vmax": most}
    ax.imshow(
        output_of(state, grid).reshape(80, 80), origin="lower", extent=extent, interpolation="bilinear", **colours
    )
    ax.scatter(*x[trained].T, c=targets[trained], edgecolors=INK, s=24, **colours)
    ax.grid(False)
    name_axes(ax, state["data"], "$x_1$", "$x_2$", "equal")
