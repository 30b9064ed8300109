"""A loss over two weights as a map, and the paths that descents take on it."""

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_count, as_function, as_numbers
from dl_course.plots.style import (
    COLOURS,
    DASHES,
    DOT,
    END,
    HAIR,
    HEIGHTS,
    INK,
    MARKERS,
    PAPER,
    THIN,
    as_text_colour,
    leaves_no_figure,
    name_axes,
    new_axes,
    short,
    suggest,
)

_MOST_DOTTED = 150  # steps; beyond, the dots merge into a line
_IN_SIGHT = 5.0  # how many widths of the picture a line may run out of it; matplotlib cannot draw one to 1e200


@leaves_no_figure
def plot_descent(
    surface, paths, *, ax=None, limits=None, minima=None, levels=18, resolution=120, title=None, xlabel="$w_1$",
    ylabel="$w_2$", aspect="auto",
) -> Axes:  # fmt: skip
    """Draws a surface over the plane by its contour lines, low is pale, and descents on it, a dot for each step.

    A descent may leave the picture, or diverge to infinity or nan: it is drawn up to where it leaves. Each begins at a
    white circle; one that stays ends at a filled marker.

    Args:
        surface: Callable, float array of shape (n, 2) -> its height there, the loss, shape (n,).
        paths: Where a descent was before its first and after every step, shape (steps + 1, 2); or a dict of name ->
            path, which may differ in length; an empty dict draws the surface alone.
        ax: Axes to draw on; a new figure if None.
        limits: What to show, (left, right, bottom, top); what holds all paths if None.
        minima: Points to mark with a star, shape (m, 2); none if None.
        levels: Number of contour bands; they lie closer together where the surface is low.
        resolution: Grid points per axis.
        title: The message of the figure.
        xlabel: Name and unit of the first coordinate.
        ylabel: Name and unit of the second coordinate.
        aspect: "auto", or "equal" where lengths and angles have to be true.

    Returns:
        The Axes.

    Raises:
        TypeError: `surface` is not callable, something is not made of numbers.
        ValueError: A path is not of shape (n, 2) or begins outside of the picture; `surface` returns another shape
            than (n,), or nan or infinity inside of the picture; `limits` are not two intervals, or left out although
            a path diverges.

    Example:
        plot_descent(lambda w: (w**2).sum(axis=1), {"descent": [[2.0, 1.0], [1.0, 0.5]]}, limits=(-3, 3, -2, 2))
    """
    as_function(surface, "surface")
    named = isinstance(paths, dict)
    paths = paths if named else {"": paths}
    paths = {str(name): _as_path(path, f"paths[{name!r}]" if named else "paths") for name, path in paths.items()}
    levels, resolution = as_count(levels, "levels", 2), as_count(resolution, "resolution", 2)
    minima = None if minima is None else as_numbers(minima, "minima", ("m", 2))
    limits = _limits(limits, paths)
    shown = {name: _until_out_of_sight(path, limits, name) for name, path in paths.items()}

    left, right, bottom, top = limits
    across, up = np.linspace(left, right, resolution), np.linspace(bottom, top, resolution)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    height = as_numbers(surface(grid), "what surface returns", (len(grid),)).astype(float)

    ax = new_axes(ax, (6.0, 4.3))
    _draw_surface(ax, across, up, height.reshape(resolution, resolution), levels)
    if minima is not None:
        # So large that it is seen around the mark of a descent that ends there.
        ax.plot(
            *minima.T, linestyle="none", marker="*", markersize=2.3 * END, color=INK, markeredgecolor=PAPER, zorder=3
        )
    for index, (name, (path, stays)) in enumerate(shown.items()):
        _draw_path(ax, path, stays, index, name)
    if any(shown):
        ax.legend(loc="best", handlelength=2.6, frameon=True, framealpha=0.9, edgecolor=PAPER)
    ax.set(xlim=(left, right), ylim=(bottom, top))
    name_axes(ax, title, xlabel, ylabel, aspect)
    ax.grid(False)
    steps = {name: len(path) - 1 for name, path in paths.items()}
    suggest(ax, _in_words(surface, height, shown, steps))
    return ax


def _as_path(path, name: str) -> np.ndarray:
    """Shape (n, 2), as floats, in which nan and infinity are allowed: a descent that diverged."""
    if hasattr(path, "detach"):
        path = path.detach().cpu()
    try:
        array = np.asarray(path)
    except (TypeError, ValueError):
        array = None
    if array is None or array.dtype.kind != "f":
        return as_numbers(path, name, ("n", 2)).astype(float)
    as_numbers(np.where(np.isfinite(array), array, 0.0), name, ("n", 2))
    return array.astype(float)


def _limits(limits, paths: dict) -> tuple[float, float, float, float]:
    if limits is not None:
        left, right, bottom, top = as_numbers(limits, "limits", (4,)).astype(float).tolist()
        if not (left < right and bottom < top):
            raise ValueError(
                f"limits must be (left, right, bottom, top), left < right and bottom < top. Received: {limits}."
            )
        return left, right, bottom, top
    if not paths:
        raise ValueError("limits must be given where there is no path to take them from. Received: None.")
    every = np.concatenate(list(paths.values()))
    if not np.isfinite(every).all():
        raise ValueError("limits must be given for a path that diverges, (left, right, bottom, top). Received: None.")
    low, high = every.min(axis=0), every.max(axis=0)
    margin = np.where(high > low, 0.15 * (high - low), 1.0)
    (left, bottom), (right, top) = (low - margin).tolist(), (high + margin).tolist()
    return left, right, bottom, top


def _until_out_of_sight(path: np.ndarray, limits, name: str) -> tuple[np.ndarray, bool]:
    """The path up to its first step far out of the picture, that step shortened; and whether it ends in the picture."""
    left, right, bottom, top = limits
    low, high = np.array([left, bottom]), np.array([right, top])
    start = path[0]
    if not ((start >= low) & (start <= high)).all():
        raise ValueError(
            f"paths must begin inside of the picture, limits {limits}. Received: {name or 'a path'} from {start}."
        )
    far = _IN_SIGHT * (high - low)
    near = ((path >= low - far) & (path <= high + far)).all(axis=1)
    if near.all():
        return path, bool(((path[-1] >= low) & (path[-1] <= high)).all())
    first = int(np.argmin(near))
    before, after = path[first - 1], path[first]
    if not np.isfinite(after).all():
        return path[:first], False
    step = after - before
    return np.vstack([path[:first], before + step * (far / np.abs(step).clip(far)).min()]), False


def _draw_surface(ax, across, up, height, levels) -> None:
    low, high = height.min(), height.max()
    high = high if high > low else low + 1.0
    bands = low + (high - low) * np.linspace(0, 1, levels + 1) ** 2
    norm = (bands - low) / (high - low)
    colours = [HEIGHTS(share**0.5) for share in norm[:-1]]
    crisp = {"antialiased": False}  # a third of the bytes in a notebook, and as pleasant to look at
    ax.contourf(across, up, height, levels=bands, colors=colours, zorder=0, **crisp)
    ax.contour(across, up, height, levels=bands[1:-1], colors=PAPER, linestyles="solid", linewidths=HAIR, zorder=1,
               **crisp)  # fmt: skip


def _draw_path(ax, path, stays, index, name) -> None:
    colour = COLOURS[index % 7]
    ax.plot(*path.T, color=colour, linestyle=DASHES[index % len(DASHES)], zorder=4, label=name or "_")
    if len(path) <= _MOST_DOTTED:
        ax.plot(*path.T, linestyle="none", marker="o", markersize=DOT, color=as_text_colour(colour), zorder=5)
    ax.plot(*path[0], marker="o", markersize=END, color=PAPER, markeredgecolor=INK, markeredgewidth=THIN, zorder=6)
    if stays:
        ax.plot(*path[-1], marker=MARKERS[index % len(MARKERS)], markersize=END, color=colour, markeredgecolor=PAPER,
                zorder=7)  # fmt: skip


def _in_words(surface, height, shown: dict, steps: dict) -> str:
    told = [f"Map of a surface from {short(height.min())}, pale, to {short(height.max())}"]
    for name, (path, stays) in shown.items():
        ends = np.asarray(surface(path[[0, -1]]), dtype=float)
        first = f"{name or 'a descent'} from ({short(path[0][0])}, {short(path[0][1])}), height {short(ends[0])},"
        count = f"{steps[name]} {'step' if steps[name] == 1 else 'steps'}"
        last = (
            f"to ({short(path[-1][0])}, {short(path[-1][1])}), height {short(ends[1])}"
            if stays
            else "out of the picture"
        )
        told.append(f"{first} in {count} {last}")
    return "; ".join(told) + "."
