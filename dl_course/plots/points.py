"""Points in the plane and what a model makes of the plane."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb

from dl_course.plots._arrays import as_count, as_function, as_labels, as_names, as_numbers
from dl_course.plots.style import (
    COLOURS,
    GROUND,
    HAIR,
    INK,
    LINE,
    MARKERS,
    PAPER,
    THIN,
    area_of_points,
    leaves_no_figure,
    mixed,
    name_axes,
    new_axes,
    suggest,
)


@leaves_no_figure
def plot_points(
    x, y=None, *, ax=None, classes=None, title=None, xlabel="$x_1$", ylabel="$x_2$", aspect="equal", legend=True
) -> Axes:
    """Draws points in the plane, their class by colour and by marker.

    Args:
        x: Points, shape (n, 2).
        y: Class of each point, shape (n,), int in [0, 10); all points look alike if None.
        ax: Axes to draw on; a new figure if None.
        classes: Name of each class; "class 0", "class 1" and so on if None.
        title: The message of the figure.
        xlabel: Name and unit of the first coordinate.
        ylabel: Name and unit of the second coordinate.
        aspect: "equal", or "auto" for coordinates of different units.
        legend: Whether the classes are named beside the picture; once is enough for several beside each other.

    Returns:
        The Axes.

    Raises:
        TypeError: Something is not made of numbers.
        ValueError: `x` is not of shape (n, 2), `y` not of shape (n,) or out of range; empty, nan or infinite.
    """
    x = as_numbers(x, "x", ("n", 2)).astype(float)
    names = None if classes is None else as_names(classes, "classes")
    y = None if y is None else as_labels(y, "y", len(x))
    if y is not None and names is not None and y.max() >= len(names):
        raise ValueError(f"classes must name every class of y, at least {y.max() + 1}. Received: {len(names)}.")
    ax = new_axes(ax, (6.2, 4.6))
    if y is None:
        ax.scatter(*x.T, s=area_of_points(len(x)), color=COLOURS[0], edgecolor=PAPER, linewidth=HAIR)
    else:
        for k in np.unique(y):
            name = names[k] if names else f"class {k}"
            area = area_of_points(len(x), MARKERS[k])
            ax.scatter(*x[y == k].T, s=area, color=COLOURS[k % 8], marker=MARKERS[k], edgecolor=PAPER, linewidth=HAIR,
                       label=name, zorder=3)  # fmt: skip
        if legend:
            _legend(ax)
    name_axes(ax, title, xlabel, ylabel, aspect)
    parts = (
        ""
        if y is None
        else ": " + ", ".join(f"{(y == k).sum()} of {names[k] if names else f'class {k}'}" for k in np.unique(y))
    )
    suggest(ax, f"{len(x)} points in the plane{parts}.")
    return ax


@leaves_no_figure
def plot_decision_boundary(
    predict,
    x,
    y,
    *,
    ax=None,
    resolution=200,
    classes=None,
    title=None,
    xlabel="$x_1$",
    ylabel="$x_2$",
    aspect="equal",
    legend=True,
) -> Axes:
    """Colours the plane by the class that `predict` assigns to each point.

    Args:
        predict: Callable, float32 array of shape (n, 2) -> int array of shape (n,), the class; or float array of
            shape (n,), the probability of class 1 in [0, 1], shown in grades with the line of 0.5.
        x: Points, shape (n, 2), standardised (no unit).
        y: Class of each point, shape (n,), int in [0, 10).
        ax: Axes to draw on; a new figure if None.
        resolution: Grid points per axis.
        classes: Name of each class; "class 0", "class 1" and so on if None.
        title: The message of the figure.
        xlabel: Name and unit of the first coordinate.
        ylabel: Name and unit of the second coordinate.
        aspect: "equal", or "auto" for coordinates of different units.
        legend: Whether the classes are named beside the picture; once is enough for several beside each other.

    Returns:
        The Axes.

    Raises:
        TypeError: `predict` is not callable or does not return numbers; `x` or `y` is not made of numbers.
        ValueError: `x` is not of shape (n, 2), `y` not of shape (n,); `predict` returns another shape than (n,),
            a class outside of [0, 10) or a probability outside of [0, 1]; empty, nan or infinite.
    """
    as_function(predict, "predict")
    x = as_numbers(x, "x", ("n", 2)).astype(float)
    y = as_labels(y, "y", len(x))
    resolution = as_count(resolution, "resolution", 2)
    low, high = x.min(axis=0), x.max(axis=0)
    margin = np.where(high > low, 0.12 * (high - low), 0.5)
    low, high = low - margin, high + margin
    across, up = (np.linspace(low[0], high[0], resolution), np.linspace(low[1], high[1], resolution))
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2).astype(np.float32)
    answer = _answer(predict(grid), len(grid))

    ax = plot_points(
        x, y, ax=ax, classes=classes, title=title, xlabel=xlabel, ylabel=ylabel, aspect=aspect, legend=False
    )
    extent = (low[0], high[0], low[1], high[1])
    draw = _grade if answer.dtype.kind == "f" else _areas
    draw(ax, across, up, answer.reshape(resolution, resolution), extent)
    if legend:
        _legend(ax)
    ax.set(xlim=extent[:2], ylim=extent[2:])
    ax.grid(False)
    label = (answer > 0.5 if answer.dtype.kind == "f" else answer).reshape(resolution, resolution).astype(int)
    told = f"the plane coloured by the prediction: {_told(label, across, up, x, y, classes)}"
    suggest(ax, f"{ax._suggested.removesuffix('.')}, and {told}.")
    return ax


def _told(label, across, up, x, y, classes) -> str:
    """How much of the plane each class has, and how many points lie in their own; of the grid, so that `predict` is asked once."""
    names = dict(enumerate([] if classes is None else classes))
    shares = ", ".join(
        f"{names.get(k, f'class {k}')} on ≈ {100 * np.mean(label == k):.0f} %" for k in np.union1d(y, label)
    )
    row, column = (
        np.rint((place - line[0]) / (line[1] - line[0])).astype(int)
        for place, line in ((x[:, 1], up), (x[:, 0], across))
    )
    return f"{shares}. ≈ {(label[row, column] == y).sum()} of the points lie in their own colour"


def _answer(answer, count: int) -> np.ndarray:
    """Classes as int, probabilities as float, or the reason why it is neither."""
    name = "what predict returns"
    answer = as_numbers(answer, name, (count,))
    if answer.dtype.kind != "f":
        return as_labels(answer, name, count)
    if answer.min() < 0 or answer.max() > 1:
        wrong = answer.min() if answer.min() < 0 else answer.max()
        raise ValueError(
            f"{name} must be classes (int) or probabilities (float in [0, 1]). Received: {wrong:.4g}. "
            "Apply the sigmoid, or compare with 0."
        )
    return answer


def _grade(ax, across, up, probability, extent) -> None:
    shades = [mixed(COLOURS[0], PAPER, 0.5), PAPER, mixed(COLOURS[1], PAPER, 0.5)]
    ax.imshow(probability, extent=extent, origin="lower", cmap=LinearSegmentedColormap.from_list("grade", shades),
              vmin=0, vmax=1, aspect=ax.get_aspect(), interpolation="bilinear", zorder=0, gid=GROUND)  # fmt: skip
    if probability.min() < 0.5 < probability.max():
        ax.contour(across, up, probability, levels=[0.5], colors=INK, linewidths=LINE, zorder=2)
        ax.plot([], [], color=INK, linewidth=LINE, label="p = 0.5")


def _areas(ax, across, up, label, extent) -> None:
    tints = np.array([to_rgb(mixed(colour, PAPER, 0.68)) for colour in COLOURS])
    ax.imshow(tints[label % 8], extent=extent, origin="lower", aspect=ax.get_aspect(), zorder=0, gid=GROUND)
    present = np.unique(label)
    for k in present[1:] if len(present) == 2 else present if len(present) > 2 else []:
        ax.contour(across, up, _smoothed(label == k), levels=[0.5], colors=INK, linewidths=THIN, zorder=2)


def _smoothed(mask: np.ndarray) -> np.ndarray:
    """The mean of each point of the grid with its eight neighbours, so that a slanted boundary is no staircase."""
    padded = np.pad(mask.astype(float), 1, mode="edge")
    rows, columns = mask.shape
    return sum(padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)) / 9


def _legend(ax) -> None:
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), handletextpad=0.4, handlelength=1.2, borderaxespad=0.2)
