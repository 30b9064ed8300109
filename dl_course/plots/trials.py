"""Trials of a search as lines across parallel scales, one scale a setting and one for the result."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from dl_course.plots._arrays import as_count, as_mapping, as_names, as_numbers, as_text
from dl_course.plots.style import (
    COLOURS,
    DASHES,
    FINE,
    GREY,
    HAIR,
    LINE,
    MARKERS,
    PAPER,
    RULE,
    TEXT,
    THIN,
    leaves_no_figure,
    name_axes,
    new_axes,
    short,
    suggest,
)


@leaves_no_figure
def plot_trials(settings, scores, *, log=(), best=3, score="loss", ax=None, title=None) -> Axes:
    """Draws each trial as a line from setting to setting to its score; the best ones stand out.

    Args:
        settings: Dict of name -> value in each trial, shape (n,).
        scores: Result of each trial, the smaller the better, shape (n,).
        log: Names of the scales that are logarithmic, `score` among them if it is; their values must be above 0.
        best: How many trials stand out.
        score: Name of the result.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.

    Returns:
        The Axes.

    Raises:
        TypeError: Something is not made of numbers, `settings` is not a dict.
        ValueError: Lengths differ, something is empty, nan or infinite, or not above 0 on a logarithmic scale.
    """
    scores = as_numbers(scores, "scores", ("n",)).astype(float)
    best, score = as_count(best, "best", 0), as_text(score, "score")
    columns = {str(name): values for name, values in as_mapping(settings, "settings").items()} | {score: scores}
    names = as_names(list(columns), "the names of settings")
    places = []
    ax = new_axes(ax, (7.2, 4.0))
    for k, (name, given) in enumerate(columns.items()):
        values = as_numbers(given, f"settings[{name!r}]", ("n",)).astype(float)
        if values.shape != scores.shape:
            raise ValueError(
                f"settings[{name!r}] must have the shape of scores, {scores.shape}. Received: {values.shape}."
            )
        if name in log:
            if values.min() <= 0:
                raise ValueError(f"{name} must be above 0 on a logarithmic scale. Received: {values.min()}.")
            values = np.log(values)
        low, high = values.min(), values.max()
        places.append((values - low) / (high - low) if high > low else np.full(len(values), 0.5))
        ax.plot([k, k], [0, 1], color=GREY, linewidth=THIN, zorder=1)
        named = dict(sorted(zip(places[-1], np.asarray(given, float), strict=True)))
        for at, value in named.items():
            at_end = at in (0, 1)
            if at_end or len(named) <= 6:  # of few values each one is named, of many the ends
                ax.annotate(short(value).lstrip("≈ "), (k, at), xytext=(0, 5 if at == 1 else -5) if at_end else (9, 0),
                            textcoords="offset points", ha="center" if at_end else "left", fontsize=FINE, color=GREY,
                            va={0: "top", 1: "bottom"}.get(at, "center"), zorder=4,
                            bbox=None if at_end else {"facecolor": PAPER, "edgecolor": "none", "pad": 1},
                            path_effects=[withStroke(linewidth=LINE, foreground=PAPER)])  # fmt: skip
    lines = np.array(places)
    order = np.argsort(scores, kind="stable")
    for rank, trial in reversed(list(enumerate(order))):
        ahead = rank < best
        ax.plot(np.arange(len(names)), lines[:, trial], color=COLOURS[rank % 7] if ahead else RULE, zorder=3 if ahead else 2,
                linewidth=LINE if ahead else HAIR, marker=MARKERS[rank % len(MARKERS)] if ahead else None, linestyle=DASHES[rank % len(DASHES)] if ahead else "-", label=f"no. {rank + 1}" if ahead else "_")  # fmt: skip
    ax.set_xticks(range(len(names)), names, fontsize=TEXT)
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.set_ylim(-0.12, 1.12)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(axis="x", length=0)
    if best:
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), reverse=True)
    name_axes(ax, title)
    suggest(ax, f"{len(scores)} trials as lines across the scales of {', '.join(names)}; the best {best} stand out.")
    return ax
