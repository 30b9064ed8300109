"""Nodes, edges and labels of a drawn graph; one unit of its coordinates is an inch when the figure is its own."""

import re

import numpy as np
from matplotlib.patches import Circle

from dl_course.plots.style import BOLD, GREY, HAIR, INK, OKABE_ITO, PAPER, TEXT, THIN, about, as_text_colour, new_axes

POSITIVE, NEGATIVE = OKABE_ITO["blue"], OKABE_ITO["vermillion"]
MOST_NODES = 10  # a layer with more is drawn with a gap


class Sheet:
    """Axes without axes, `left` to `right` and `bottom` to `top`, on which text keeps its size relative to nodes."""

    def __init__(self, ax, left: float, right: float, bottom: float, top: float):
        width, height = right - left, top - bottom
        self.ax = new_axes(ax, (width, height + 0.35))
        self.scale = 1.0 if ax is None else float(np.clip(min(_room(ax) / (width, height + 0.35)), 0.4, 1.3))
        self.ax.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        self.ax.axis("off")

    def text(self, x, y, text, *, size=TEXT, colour=INK, ha="center", va="center", behind=None, **more) -> None:
        box = {"boxstyle": "round,pad=0.12", "facecolor": behind, "edgecolor": "none"} if behind else None
        self.ax.text(
            x, y, text, fontsize=size * self.scale, color=colour, ha=ha, va=va, bbox=box, **{"zorder": 6, **more}
        )

    def node(self, x, y, text, *, radius, fill=PAPER, edge=INK, size=TEXT) -> None:
        self.ax.add_patch(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=THIN * self.scale, zorder=4))
        fits = 2 * radius * 72 * 0.86 / (0.64 * max(_length(text), 1.0))
        self.text(x, y, text, size=min(size, fits))

    def edge(self, start, end, weight, biggest) -> None:
        """A line as wide as the weight is large; solid for a positive weight, dashed for a negative one."""
        share = abs(weight) / biggest if biggest > 0 else 0.0
        colour = GREY if weight == 0 else POSITIVE if weight > 0 else NEGATIVE
        self.ax.plot(
            *np.transpose([start, end]), color=colour, zorder=2,
            linewidth=(HAIR + BOLD * share) * self.scale, linestyle="-" if weight >= 0 else (0, (4, 1.2)),
            solid_capstyle="butt", dash_capstyle="butt",
        )  # fmt: skip

    def arrow(self, start, end, colour=INK) -> None:
        look = {"arrowstyle": "-|>", "color": colour, "linewidth": THIN * self.scale, "shrinkA": 0, "shrinkB": 0}
        self.ax.annotate("", end, start, arrowprops=look, zorder=3)

    def weights(self, starts, ends, texts, weights, obstacles=()) -> None:
        """A text on each edge, in the colour of its weight's sign, where it hides least."""
        sizes = [(width_of([text]) + 0.03, 1.15 * TEXT / 72) for text in texts]
        for (x, y), text, weight in zip(clear_places(starts, ends, sizes, obstacles), texts, weights, strict=True):
            colour = GREY if weight == 0 else POSITIVE if weight > 0 else NEGATIVE
            self.text(x, y, text, colour=as_text_colour(colour), behind=PAPER, zorder=5)


def clear_places(starts, ends, sizes, obstacles=()) -> np.ndarray:
    """Where on its edge each label overlaps no other label and no obstacle, and lies on as few other edges as may be.

    Args:
        starts: Start of each edge, shape (n, 2).
        ends: End of each edge, shape (n, 2).
        sizes: Width and height of each label, shape (n, 2).
        obstacles: Boxes to keep off, each (x, y, width, height) with x, y its middle.

    Returns:
        The middle of each label, shape (n, 2).
    """
    starts, ends, sizes = (np.asarray(values, dtype=float) for values in (starts, ends, sizes))
    shares = np.linspace(0.14, 0.86, 49)
    spots = starts[:, None] + shares[:, None] * (ends - starts)[:, None]  # (n, candidates, 2)
    own = 0.6 * np.abs(shares - 0.42) + np.zeros((len(starts), 1))
    for x, y, width, height in obstacles:
        own += 50 * _overlap(spots, sizes[:, None], np.array([x, y]), np.array([width, height]))
    half = sizes[:, None] / 2 + 0.08  # measured in halves of the label and its margin, an edge nearer than 1 touches it
    for other in range(len(starts)):
        near = np.clip(1.7 - _distance(spots / half, starts[other] / half, ends[other] / half), 0, 1.7)
        near[other] = 0
        own += 1.5 * near
    best, least = None, np.inf
    for first in (12, 19, 24, 30, 36):
        chosen = np.full(len(starts), first)
        for _ in range(12):
            before = chosen.copy()
            for i in range(len(starts)):
                others = np.delete(np.arange(len(starts)), i)
                at = spots[others, chosen[others]]
                clash = _overlap(spots[i][:, None], sizes[i], at[None], sizes[others][None]).sum(axis=1)
                chosen[i] = int(np.argmin(np.round(own[i] + 20 * clash, 9)))
            if (chosen == before).all():
                break
        rows = np.arange(len(starts))
        at = spots[rows, chosen]
        total = own[rows, chosen].sum() + 10 * (
            _overlap(at[:, None], sizes[:, None], at[None], sizes[None]).sum() - len(rows)
        )
        if total < least - 1e-9:
            best, least = at, total
    return best


def number(value: float, decimals: int, sign: bool = False) -> str:
    """The number without needless zeros, with a true minus; with its sign always if `sign`.

    A number that would be rounded to 0 keeps its first digit, unless it is only the dust of rounding.
    """
    if abs(value) < 1e-12:
        return "0"
    mark = "+" if sign else ""
    text = f"{value:{mark}.{decimals}f}"
    if float(text) == 0:
        text = f"{value:{mark}.1g}"
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def spoken(value: float, decimals: int) -> str:
    """The number as an alternative text tells it."""
    return about(value, number(value, decimals))


def listed(values) -> str:
    """The first ten numbers, as a sentence lists them."""
    return ", ".join(spoken(value, 3) for value in values[:10]) + (" and so on" if len(values) > 10 else "")


def shown_nodes(size: int) -> list:
    """Which nodes of a layer are drawn; None stands for the gap."""
    return list(range(size)) if size <= MOST_NODES else [0, 1, 2, 3, None, size - 2, size - 1]


def width_of(texts: list[str], size: float = TEXT) -> float:
    """Inches that the widest of the texts takes."""
    return max(_length(text) for text in texts) * 0.62 * size / 72


def _overlap(a, size_a, b, size_b) -> np.ndarray:
    """1 where two boxes overlap entirely, 0 where they are apart, between them the share of the deeper overlap."""
    reach = (size_a + size_b) / 2 * 1.08
    return np.clip(1 - np.abs(a - b) / reach, 0, 1).min(axis=-1) ** 0.5


def _distance(spots, start, end) -> np.ndarray:
    along = end - start
    share = ((spots - start) * along).sum(axis=-1) / np.maximum((along * along).sum(axis=-1), 1e-12)
    return np.linalg.norm(spots - (start + np.clip(share, 0, 1)[..., None] * along), axis=-1)


def _room(ax) -> np.ndarray:
    """Width and height in inches that a layout can give to Axes that were already there."""
    inches = ax.get_figure(root=True).get_size_inches()
    if ax.get_subplotspec() is None or ax.get_figure(root=True).get_layout_engine() is None:
        return np.array([ax.get_position().width, ax.get_position().height]) * inches
    cell = ax.get_subplotspec()
    rows, columns = cell.get_gridspec().get_geometry()
    return np.array([len(cell.colspan) / columns, len(cell.rowspan) / rows]) * inches


def _length(text: str) -> float:
    """Width in letters; those of an index are smaller, and the marks of mathematical text have none."""
    scripts = re.findall(r"[_^]\{([^{}]*)\}", text) if "$" in text else []
    plain = re.sub(r"[_^]\{[^{}]*\}|\\hat|[${}]", "", text) if "$" in text else text
    return len(plain) + 0.7 * max(map(len, scripts), default=0)
