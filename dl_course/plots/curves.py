"""Lines and bars: functions, losses over training, fits, comparisons of numbers."""

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from dl_course.plots._arrays import as_count, as_format, as_mapping, as_names, as_number, as_numbers, as_text
from dl_course.plots.style import (
    COLOURS,
    DASHES,
    GREY,
    HAIR,
    INK,
    LINE,
    PAPER,
    RULE,
    TEXT,
    THIN,
    about,
    all_exact,
    area_of_points,
    as_faint,
    as_text_colour,
    leaves_no_figure,
    name_axes,
    new_axes,
    short,
    suggest,
)


@leaves_no_figure
def plot_curves(x, curves, *, ax=None, title=None, xlabel="", ylabel="", log=False) -> Axes:
    """Draws functions of one variable, each with its name at its right end, or in a legend where names would collide.

    Args:
        x: Where the functions were evaluated, shape (n,).
        curves: Dict of name -> values, shape (n,).
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        xlabel: Name and unit of x.
        ylabel: Name and unit of the values.
        log: Logarithmic axis of the values; all must then be above 0.

    Returns:
        The Axes.

    Raises:
        TypeError: `x` or a curve is not made of numbers, `curves` is not a dict.
        ValueError: A curve has not the shape of `x`, something is empty, nan or infinite, or not above 0 with `log`.
    """
    x = as_numbers(x, "x", ("n",))
    curves = {
        name: _values_over(x, values, f"curves[{name!r}]") for name, values in as_mapping(curves, "curves").items()
    }
    if log:
        _above_zero(curves, "curves")
    ax = new_axes(ax)
    for index, (name, y) in enumerate(curves.items()):
        ax.plot(x, y, label=str(name), color=COLOURS[index % 7], linestyle=DASHES[index % len(DASHES)])
    if log:
        ax.set_yscale("log")
    name_axes(ax, title, xlabel, ylabel)
    _label_lines(ax, [(str(name), x[-1], y[-1]) for name, y in curves.items()])
    told = "; ".join(f"{name} {_told(x, y, log)}" for name, y in curves.items())
    suggest(ax, f"Curves over {xlabel or 'x'} from {short(x[0])} to {short(x[-1])}: {told}.")
    return ax


@leaves_no_figure
def plot_loss(losses, *, ax=None, title=None, xlabel="step", ylabel="loss", log=False, smooth=0) -> Axes:
    """Draws the loss over training.

    Args:
        losses: One loss a step, shape (n,), or a dict of name -> losses; runs may differ in length.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        xlabel: What is counted, "step" or "epoch"; the first one is 1.
        ylabel: What the loss is.
        log: Logarithmic axis of the loss; all losses must then be above 0.
        smooth: Also draws the mean over the `smooth` steps around each step; the losses themselves become faint. 0: no mean.

    Returns:
        The Axes.

    Raises:
        TypeError: Losses are not numbers, `smooth` is not an int.
        ValueError: Losses are empty, nan or infinite (a run that diverged: draw the steps before), or not above 0
            with `log`.
    """
    runs = losses if isinstance(losses, dict) else {"": losses}
    as_mapping(runs, "losses")
    runs = {name: as_numbers(y, f"losses[{name!r}]" if name else "losses", ("n",)) for name, y in runs.items()}
    smooth = as_count(smooth, "smooth", 0)
    if log:
        _above_zero(runs, "losses")
    ax = new_axes(ax)
    ends, told = [], []
    for index, (name, y) in enumerate(runs.items()):
        steps = np.arange(1, len(y) + 1)
        look = {"color": COLOURS[index % 7], "label": str(name) or "_"}
        if smooth > 1:
            ax.plot(steps, y, color=as_faint(look["color"]), linewidth=HAIR)
            look["path_effects"] = [
                withStroke(linewidth=2 * LINE, foreground=PAPER)
            ]  # stands out from what it is the mean of
            y = _running_mean(y, smooth)
        marker = "o" if len(y) <= 12 else None
        ax.plot(steps, y, linestyle=DASHES[index % len(DASHES)], marker=marker, **look)
        ends.append((str(name), steps[-1], y[-1]))
        told.append(f"{name} {_told(steps, y, log)}".strip())
    if log:
        ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True, min_n_ticks=1))  # no epoch 2.5
    name_axes(ax, title, xlabel, ylabel)
    if ends[0][0]:
        _label_lines(ax, ends)
    count, unit = max(map(len, runs.values())), xlabel or "step"
    length = f"{count} {unit}s" if unit.isalpha() and not unit.endswith("s") else f"{unit} ({count} values)"
    suggest(ax, f"{ylabel or 'loss'} over {length}: {'; '.join(told)}.")
    return ax


@leaves_no_figure
def plot_fit(x, y, curves, *, ax=None, title=None, xlabel="x", ylabel="y") -> Axes:
    """Draws data as points and what was fitted to them as lines.

    Args:
        x: Input of each point, shape (n,).
        y: Target of each point, shape (n,).
        curves: Dict of name -> (xs, ys), each of shape (m,); an empty dict draws the points alone.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        xlabel: Name and unit of x.
        ylabel: Name and unit of y.

    Returns:
        The Axes.

    Raises:
        TypeError: Something is not made of numbers, `curves` is not a dict of pairs.
        ValueError: Lengths differ, something is empty, nan or infinite.
    """
    x = as_numbers(x, "x", ("n",))
    y = _values_over(x, y, "y")
    lines = {}
    for name, pair in (as_mapping(curves, "curves") if not (isinstance(curves, dict) and not curves) else {}).items():
        if not isinstance(pair, (tuple, list, np.ndarray)) or len(pair) != 2:
            raise TypeError(f"curves[{name!r}] must be a pair (xs, ys). Received: {type(pair).__name__}.")
        xs = as_numbers(pair[0], f"xs of curves[{name!r}]", ("m",))
        lines[str(name)] = (xs, _values_over(xs, pair[1], f"ys of curves[{name!r}]", "xs"))
    ax = new_axes(ax)
    ax.scatter(x, y, s=area_of_points(len(x)), color=RULE, edgecolor=PAPER, linewidth=HAIR, label="data")
    for index, (name, (xs, ys)) in enumerate(lines.items()):
        ax.plot(xs, ys, label=name, color=COLOURS[index % 7], linestyle=DASHES[index % len(DASHES)])
    name_axes(ax, title, xlabel, ylabel)
    if lines:
        _label_lines(ax, [(name, xs[-1], ys[-1]) for name, (xs, ys) in lines.items()])
    fitted = f", fitted by {', '.join(lines)}" if lines else ""
    suggest(ax, f"{len(x)} points of {ylabel or 'y'} against {xlabel or 'x'}{fitted}.")
    return ax


@leaves_no_figure
def plot_bars(names, values, *, ax=None, title=None, xlabel="", ylabel="", reference=None, fmt="{:.3g}") -> Axes:
    """Draws one horizontal bar a name, from top to bottom, with its number at the end.

    Args:
        names: Name of each bar, n texts.
        values: Length of each bar, shape (n,).
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        xlabel: Name and unit of the values.
        ylabel: What the names are.
        reference: A number to compare with, drawn as a dashed line; or a pair (number, name).
        fmt: How a number is written.

    Returns:
        The Axes.

    Raises:
        TypeError: `names` are not texts or `values` not numbers.
        ValueError: `names` and `values` differ in length, something is empty, nan or infinite.
    """
    values = as_numbers(values, "values", ("n",)).astype(float)
    names = as_names(names, "names", len(values))
    mark, mark_name = reference if isinstance(reference, tuple) and len(reference) == 2 else (reference, "")
    mark = None if mark is None else as_number(mark, "reference")
    as_text(mark_name, "reference[1]")
    as_format(fmt, "fmt", values[0])

    def written(value):  # 0 without a sign, also where the value only rounds to it
        text = fmt.format(value)
        return fmt.format(0.0) if text == fmt.format(-0.0) else text

    ax = new_axes(ax, (7.0, 1.3 + 0.42 * len(names)))
    rows = np.arange(len(names))
    ax.barh(rows, values, height=0.68, color=COLOURS[0])
    for row, value in zip(rows, values, strict=True):
        side, align = (-5, "right") if value < 0 else (5, "left")
        text = written(value).replace("-", "−")
        clear = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}  # so that no line runs through the number
        ax.annotate(text, (value, row), xytext=(side, 0), textcoords="offset points", ha=align, va="center", fontsize=TEXT,
                    bbox=clear, zorder=4)  # fmt: skip
    ax.set_yticks(rows, names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.margins(x=0.14 if values.min() >= 0 else 0.22)  # what is written left of a bar stays clear of the names
    ax.grid(axis="y", visible=False)
    ax.tick_params(axis="y", length=0)
    if values.min() < 0:
        ax.axvline(0, color=GREY, linewidth=HAIR)
        ax.spines["left"].set_visible(False)
    if mark is not None:
        ax.axvline(mark, color=INK, linewidth=THIN, linestyle=DASHES[1], label=mark_name or "_")
        if mark_name:
            ax.annotate(mark_name, (mark, 1), xycoords=("data", "axes fraction"), xytext=(0, 2), fontsize=TEXT, ha="center",
                        textcoords="offset points", va="bottom")  # fmt: skip
    name_axes(ax, title, xlabel, ylabel)
    if title and mark_name:  # which stands between the title and the bars
        ax.set_title(title, pad=rcParams["axes.titlepad"] + 1.5 * TEXT)
    exact = all_exact(values, written)
    told = ", ".join(f"{name} {about(value, written(value), exact)}" for name, value in zip(names, values, strict=True))
    line = f" A dashed line, {mark_name}, at {written(mark)}." if mark_name else ""
    suggest(ax, f"Bars of {xlabel or 'values'}: {told}.{line}")
    return ax


def _values_over(x, values, name: str, of: str = "x") -> np.ndarray:
    values = as_numbers(values, name, ("n",))
    if values.shape != x.shape:
        raise ValueError(f"{name} must have the shape of {of}, {x.shape}. Received: {values.shape}.")
    return values


def _told(x, y, log: bool) -> str:
    """How a curve goes: from its first to its last value, and how far beyond both in between, if by a tenth of its height."""
    seen = np.log(y) if log else y
    told = f"from {short(y[0], y)} to {short(y[-1], y)}"
    for word, top in (("up to", 1), ("down to", -1)):
        at = (top * seen).argmax()
        if (top * seen)[at] - max(top * seen[0], top * seen[-1]) > np.ptp(seen) / 10:
            told += (
                f", {word} {short(y[at], y)} at {short(x[at], [x[at], *y])}"  # if y is rounded, so is where it turns
            )
    return told


def _running_mean(y: np.ndarray, window: int) -> np.ndarray:
    total = np.concatenate([[0.0], np.cumsum(y, dtype=float)])
    middle = np.arange(len(y))
    first = np.maximum(middle - (window - 1) // 2, 0)
    last = np.minimum(middle + window // 2 + 1, len(y))
    return (total[last] - total[first]) / (last - first)


def _label_lines(ax, ends: list[tuple[str, float, float]]) -> None:
    """Writes each name beside its line's end, moved by up to a line of text; a legend where that is not enough."""
    line = TEXT * 1.25  # points that a line of text takes
    height = ax.get_position().height * ax.figure.get_figheight() * 72
    low, high = ax.transScale.transform([(1, y) for y in ax.get_ylim()])[:, 1]
    at = np.array([(ax.transScale.transform((1, y))[1] - low) / (high - low) * height for _, _, y in ends])
    placed = _apart(at, line, height, line / 2)
    same_end = len({x for _, x, _ in ends}) == 1
    if not same_end or np.abs(placed - at).max() > 1.3 * line:
        ax.legend(loc="best", handlelength=2.8)
        return
    for (name, x, y), shift in zip(ends, placed - at, strict=True):
        if not name:
            continue
        handle = next(drawn for drawn in ax.lines if drawn.get_label() == name)
        colour = as_text_colour(handle.get_color())
        ax.annotate(name, (x, y), xytext=(7, shift), textcoords="offset points", color=colour, fontsize=TEXT,
                    va="center", annotation_clip=False)  # fmt: skip


def _above_zero(runs: dict[str, np.ndarray], what: str) -> None:
    for name, y in runs.items():
        if y.min() <= 0:
            raise ValueError(f"{what} must be above 0 on a logarithmic axis. Received: {y.min()} {name}".rstrip() + ".")


def _apart(at: np.ndarray, gap: float, top: float = np.inf, bottom: float = -np.inf) -> np.ndarray:
    """Positions as close to `at` as a few rounds of pushing get them: `gap` apart, none pushed above `top` or below `bottom`."""
    order = np.argsort(at, kind="stable")
    placed = at[order].astype(float)
    for _ in range(50):
        placed[-1] = min(placed[-1], max(top, at.max()))
        placed[0] = max(placed[0], min(bottom, at.min()))
        for upper in range(1, len(placed)):
            missing = gap - (placed[upper] - placed[upper - 1])
            if missing > 1e-6:
                placed[upper - 1] -= missing / 2
                placed[upper] += missing / 2
    result = np.empty_like(placed)
    result[order] = placed
    return result
