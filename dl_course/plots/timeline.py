"""Events on a line of years that is true to scale, their names evenly spaced beside it."""

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_interval, as_mapping, as_names, as_numbers
from dl_course.plots.style import COLOURS, FINE, GREY, HAIR, INK, RULE, leaves_no_figure, name_axes, new_axes, suggest


@leaves_no_figure
def plot_timeline(years, names, *, spans=None, ax=None, title=None) -> Axes:
    """Draws events from top to bottom: a dot at its year, a thin line to its name.

    Args:
        years: Year of each event in rising order, shape (n,).
        names: What happened, n texts.
        spans: Dict of name -> (first year, last year): stretches to shade; none if None.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.

    Returns:
        The Axes; its y axis is the year.

    Raises:
        TypeError: `years` are not numbers, `names` are not texts.
        ValueError: `years` fall, their number differs from that of `names`, or a span ends before it begins.
    """
    years = as_numbers(years, "years", ("n",))
    names = as_names(names, "names", len(years))
    if (np.diff(years) < 0).any():
        raise ValueError(f"years must rise. Received: {years[np.argmin(np.diff(years)) + 1]:.0f} after a later year.")
    spans = {} if spans is None else as_mapping(spans, "spans")
    spans = {str(label): as_interval(span, f"spans[{label!r}]") for label, span in spans.items()}
    first, last = float(years[0]), float(max(years[-1], years[0] + 1))
    ax = new_axes(ax, (7.0, 0.27 * len(years) + 0.8))
    slots = np.linspace(first, last, len(years)) if len(years) > 1 else years
    for index, (label, (begin, end)) in enumerate(spans.items()):
        colour = COLOURS[(index + 4) % len(COLOURS)]
        ax.fill_between([-0.16, 0.16], begin, end, color=colour, alpha=0.35, linewidth=0)
        ax.text(-0.24, (begin + end) / 2, label, ha="right", va="center", color=INK, fontsize=FINE)
    ax.plot([0, 0], [first, last], color=GREY, zorder=1)
    for year, slot, name in zip(years, slots, names, strict=True):
        ax.plot([0, 0.5, 0.8], [year, slot, slot], color=RULE, linewidth=HAIR, zorder=0)
        ax.plot(0, year, "o", color=COLOURS[0], zorder=2)
        ax.text(0.88, slot, f"{year:.0f}", va="center", fontsize=FINE, fontweight="bold", color=COLOURS[0])
        ax.text(1.42, slot, name, va="center", fontsize=FINE, color=INK)
    ax.set(xlim=(-1.35, 7), ylim=(last + 1.5, first - 1.5))
    ax.axis("off")
    name_axes(ax, title)
    suggest(ax, "Timeline: " + "; ".join(f"{year:.0f} {name}" for year, name in zip(years, names, strict=True)) + ".")
    return ax
