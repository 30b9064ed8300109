"""A map of words: each a point with its name beside it, the names clear of one another."""

import numpy as np
from matplotlib.axes import Axes

from dl_course.plots._arrays import as_labels, as_names, as_numbers
from dl_course.plots.style import (
    COLOURS,
    GREY,
    HAIR,
    MARKERS,
    NOTE,
    PAPER,
    THIN,
    area_of_points,
    as_text_colour,
    leaves_no_figure,
    name_axes,
    new_axes,
    suggest,
)

GAP = 0.07  # inches from a point to its name
DIRECTIONS = [(1, 0.45), (1, -0.45), (-1, 0.45), (-1, -0.45), (0, 1), (0, -1),
              (1, 1.2), (-1, 1.2), (1, -1.2), (-1, -1.2),
              (0.4, 1.9), (-0.4, 1.9), (0.4, -1.9), (-0.4, -1.9)]  # fmt: skip


@leaves_no_figure
def plot_words(
    points, names, *, groups=None, classes=None, arrows=(), ax=None, title=None, xlabel="", ylabel=""
) -> Axes:
    """Draws words as points of the plane, each name where it covers no other name and no point, if there is such a place.

    Both axes have the same scale and no numbers: on a map of words only distances and directions mean something.

    Args:
        points: One row a word, shape (n, 2) (no unit).
        names: The words, n texts; an empty text leaves its point without a name.
        groups: Group of each word, shape (n,), int in [0, 10), by colour and marker; all look alike if None.
        classes: Name of each group, for a legend; no legend if None.
        arrows: Pairs (i, j) of rows of `points`: an arrow from one word to another.
        ax: Axes to draw on; a new figure if None.
        title: The message of the figure.
        xlabel: Name of the first coordinate.
        ylabel: Name of the second coordinate.

    Returns:
        The Axes.

    Raises:
        TypeError: `points` are no numbers, `names` no texts.
        ValueError: `points` is not of shape (n, 2); there are not as many names or groups; an arrow leads to no word.
    """
    points = as_numbers(points, "points", ("n", 2)).astype(float)
    names = as_names(names, "names", len(points))
    groups = np.zeros(len(points), dtype=int) if groups is None else as_labels(groups, "groups", len(points))
    classes = None if classes is None else as_names(classes, "classes")
    if classes is not None and groups.max() >= len(classes):
        raise ValueError(f"classes must name every group, at least {groups.max() + 1}. Received: {len(classes)}.")
    if isinstance(arrows, str) or not np.iterable(arrows):
        raise TypeError(f"arrows must be a list of pairs of rows. Received: {arrows!r}.")
    arrows = [_arrow(arrow, len(points)) for arrow in arrows]
    ax = new_axes(ax, (7.2, 5.2))
    for k in np.unique(groups):
        label = classes[k] if classes else None
        ax.scatter(*points[groups == k].T, s=area_of_points(len(points), MARKERS[k]), color=COLOURS[k % 8], marker=MARKERS[k], edgecolor=PAPER,
                   linewidth=HAIR, zorder=3, label=label)  # fmt: skip
    ax.set(xticks=[], yticks=[])
    name_axes(ax, title, xlabel, ylabel)
    if classes:
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), handletextpad=0.2, borderaxespad=0.2)
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()  # the layout decides how large the Axes are
    width, height = ax.get_window_extent().size / figure.dpi
    _frame(ax, points, width / height)
    for i, j in arrows:
        style = {
            "arrowstyle": "-|>",
            "color": GREY,
            "linewidth": THIN,
            "shrinkA": 4,
            "shrinkB": 4,
            "mutation_scale": 14,
        }
        ax.annotate("", points[j], points[i], arrowprops=style, zorder=2)
    inches = _in_inches(ax, points, width, height)
    for name, at, shift, k in zip(names, points, _shifts(inches, names, arrows), groups, strict=True):
        ax.annotate(name, at, shift * 72, textcoords="offset points", ha="center", va="center", fontsize=NOTE,
                    color=as_text_colour(COLOURS[k % 8]), zorder=4)  # fmt: skip
    named = [name for name in names if name]
    drawn = "; ".join(f"an arrow from {names[i] or 'a point'} to {names[j] or 'a point'}" for i, j in arrows)
    suggest(ax, f"A map of {len(named)} words: {', '.join(named[:40])}{'; ' if drawn else ''}{drawn}.")
    return ax


def _arrow(arrow, count: int) -> tuple[int, int]:
    pair = tuple(arrow) if np.iterable(arrow) and not isinstance(arrow, str) else (arrow,)
    if len(pair) != 2 or not all(isinstance(end, (int, np.integer)) and 0 <= end < count for end in pair):
        raise ValueError(f"arrows must be pairs of rows, each from 0 to {count - 1}. Received: {arrow!r}.")
    return pair


def _frame(ax, points, aspect: float) -> None:
    """Limits around the points with room for names, of the same scale in both directions."""
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    span = np.maximum(np.ptp(points, axis=0), 1e-9) * (1.3, 1.16)
    height = max(span[1], span[0] / aspect)
    half = np.array([height * aspect, height]) / 2
    ax.set(xlim=(middle[0] - half[0], middle[0] + half[0]), ylim=(middle[1] - half[1], middle[1] + half[1]))
    ax.set_aspect("equal")
    ax.grid(False)


def _in_inches(ax, points, width: float, height: float) -> np.ndarray:
    low = np.array([ax.get_xlim()[0], ax.get_ylim()[0]])
    high = np.array([ax.get_xlim()[1], ax.get_ylim()[1]])
    return (points - low) / (high - low) * (width, height)


def _shifts(points, names, arrows) -> np.ndarray:
    """From each point to the middle of its name, in inches, shape (n, 2): the place with the least overlap.

    Each name in turn takes its best place among fourteen around its point, given those of the others, until none moves.
    """
    sizes = np.array([(0.0085 * NOTE * len(name) + 0.04, 0.0155 * NOTE) for name in names])
    steps = np.array(DIRECTIONS)
    spots = steps * (sizes[:, None] / 2 + GAP)  # (n, places, 2)
    at = points[:, None] + spots
    along = [points[i] + t * (points[j] - points[i]) for i, j in arrows for t in np.linspace(0, 1, 15)]
    dots = np.concatenate([points, np.reshape(along, (-1, 2))])
    own = 0.01 * np.arange(len(steps)) + np.zeros((len(points), 1))  # the first places are the usual ones
    own = own + 2 * _overlap(at[:, :, None], sizes[:, None, None], dots, np.array([0.1, 0.1])).sum(axis=2)
    chosen = np.zeros(len(points), dtype=int)
    full = np.array([bool(name) for name in names])
    for _ in range(15):
        before = chosen.copy()
        for i in np.flatnonzero(full):
            rest = full & (np.arange(len(points)) != i)
            there = at[rest, chosen[rest]]
            clash = _overlap(at[i][:, None], sizes[i], there, sizes[rest]).sum(axis=1)
            chosen[i] = int(np.argmin(np.round(own[i] + 8 * clash, 9)))
        if (chosen == before).all():
            break
    return spots[np.arange(len(points)), chosen]


def _overlap(a, size_a, b, size_b) -> np.ndarray:
    """How deep two boxes lie in each other, from 0 where they are apart to 1; a touch counts, as it hides a letter."""
    depth = (size_a + size_b) / 2 - np.abs(a - b)
    return np.clip(depth / np.minimum(size_a, size_b), 0, 1).min(axis=-1) ** 0.5
