"""How every figure of the course looks, and the alternative text that it carries in a notebook."""

import functools

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure

from dl_course.plots._arrays import as_aspect, as_axes, as_text

OKABE_ITO = {
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#BE884C",
    "sky": "#0075FF",
    "black": "#000000",
    "yellow": "#6F602C",
}
"""Eight colours that colour-blind readers tell apart, in the order in which the course uses them.

Orange, sky and yellow are darker than in the source: as lines on white they had a contrast of 2.3, 2.3 and 1.3, and a line
needs 3. Without black, all have it on the dark theme of JupyterLab, too.

Source: Okabe and Ito, "Color Universal Design", 2002.
"""

PAPER, INK, GREY = "#FFFFFF", "#222222", "#666666"  # what is drawn on, what is read, what is read second
ON_COLOUR = OKABE_ITO["black"]  # what is read on a colour that is not pale
RULE = "#8C8C8C"  # a line that leads the eye and carries nothing
PALE, GRID = "#EFEFEF", "#E6E6E6"  # the ground of what is given; lines behind everything

# Sizes in points. Text: a figure's message, its axes, what stands in it, notes, what has little room; a sign as a picture.
TITLE, LABEL, TEXT, NOTE, FINE, SIGN = 15, 14, 13, 12, 11, 18
# Lines: edges of markers, of what encloses or compares, of data, of what is at work.
HAIR, THIN, LINE, BOLD = 0.8, 1.5, 2.2, 3.2
# Markers: a step of many, one of few, the first and the last.
DOT, MARK, END = 3.6, 7.0, 9.0

SEQUENTIAL = LinearSegmentedColormap.from_list("blues", [PAPER, "#56B4E9", OKABE_ITO["blue"], "#00304D"])
DIVERGING = LinearSegmentedColormap.from_list(
    "vermillion to blue",
    ["#7A3600", OKABE_ITO["vermillion"], "#F7E3D4", PAPER, "#D9E9F4", OKABE_ITO["blue"], "#00304D"],
)
# From low to high: pale, so that the paths of descents stand out where they end.
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FDFDFD", "#E3EDF4", "#BFD6E6", "#8FB4CE", "#6A93B3"])

GROUND = "ground"  # gid of an image that colours the plane behind what is drawn, and is not what is shown

COLOURS = list(OKABE_ITO.values())
DASHES = ["-", (0, (6, 2)), (0, (6, 2, 1.5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2, 1.5, 2)), (0, (3, 1.2))]
MARKERS = ["o", "s", "^", "D", "v", "P", "X", "*", "<", ">"]

_STYLE = {
    "figure.dpi": 80,
    "savefig.dpi": 80,
    "figure.figsize": (7.2, 4.4),
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.wspace": 0.06,  # else a number beside a bar touches the names of the next panel
    "figure.constrained_layout.hspace": 0.06,
    "axes.facecolor": PAPER,
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": LABEL,
    "axes.titlesize": TITLE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": HAIR,
    "font.family": "DejaVu Sans",  # comes with matplotlib, so every machine draws the same
    "font.size": LABEL,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "legend.fontsize": TEXT,
    "legend.frameon": False,
    "lines.linewidth": LINE,
    "lines.markersize": MARK,
    "image.cmap": "cividis",
    "image.interpolation": "nearest",
}


def use_style() -> None:
    """Sets the course's style for all figures that follow, and gives figures in a notebook an alternative text.

    Call it once, in the first cell. In a notebook every figure that is displayed then has its alternative text in the
    page's `<img alt="...">`: what `describe` said, or else what the plot functions, the titles, the names of the axes
    and the labels say.
    """
    from dl_course.plots.shown import show_alternative_texts

    plt.rcParams.update(_STYLE)
    show_alternative_texts()


def describe(ax: Axes, text: str) -> Axes:
    """Sets the alternative text of a figure: what a reader who does not see it should be told.

    Args:
        ax: Axes of the figure. Texts for several Axes of one figure are joined in the order of the calls.
        text: One or two sentences, the message first.

    Returns:
        The Axes.

    Raises:
        TypeError: `ax` is not Axes, `text` is not text.
        ValueError: `text` is empty.
    """
    if as_axes(ax) is None:
        raise TypeError("ax must be matplotlib Axes. Received: None.")
    if not as_text(text, "text").strip():
        raise ValueError("text must say what the figure shows. Received: an empty text.")
    figure = ax.get_figure(root=True)
    figure._described = {**getattr(figure, "_described", {}), ax: _line(text)}
    figure.alt = " ".join(figure._described.values())
    return ax


def suggest(ax: Axes, text: str) -> None:
    """Leaves what a plot function knows about its picture, for the case that nobody describes it."""
    ax._suggested = _line(text)


def about(value, text: str, exact: bool | None = None) -> str:
    """A number as an alternative text tells it: what was rounded stands after ≈, as nbval then leaves it out.

    Args:
        value: The number.
        text: How it is written.
        exact: Whether it counts as exact; if None, whether the text says just the value.
    """
    return text if (_says(value, text) if exact is None else exact) else f"≈ {text}"


def short(value, among=None) -> str:
    """A number in three digits, as an alternative text tells it.

    Args:
        value: The number.
        among: The numbers that it comes from. If one of them is rounded, then ≈ stands before this one, too: of the
            results of a training one may be a round number by chance, on one machine and not on the next.
    """
    return about(value, _three_digits(value), all_exact([value] if among is None else among, _three_digits))


def all_exact(values, written) -> bool:
    """Whether none of the numbers, shape of any kind, is rounded when `written(number)` writes it."""
    return all(_says(value, written(value)) for value in np.ravel(values))


def _three_digits(value) -> str:
    return f"{float(value):.3g}" if abs(value) > 1e-15 else "0"


def _says(value, text: str) -> bool:
    try:  # of 0, the dust of rounding is left
        return abs(float(text.replace("−", "-").replace(",", "")) - float(value)) < 1e-15
    except ValueError:  # a unit behind it
        return float(value).is_integer()


def alternative_text(figure: Figure) -> str:
    """What `describe` said, or what the figure's parts say about it."""
    if getattr(figure, "alt", None):
        return figure.alt
    parts = [_line(figure.get_suptitle())] + [_told_by(ax) for ax in figure.axes if ax.get_label() != "<colorbar>"]
    return " ".join(part if part.endswith((".", "?", "!")) else part + "." for part in parts if part) or "Figure."


def new_axes(ax: Axes | None, size: tuple[float, float] | None = None) -> Axes:
    """The Axes given, or those of a new figure of `size` inches."""
    if as_axes(ax) is not None:
        return ax
    return plt.subplots(figsize=size, layout="constrained")[1]


def leaves_no_figure(plot):
    """A plot function that closes the figure it has opened when it refuses an argument."""

    @functools.wraps(plot)
    def drawing(*arguments, **options):
        before = set(plt.get_fignums())
        try:
            return plot(*arguments, **options)
        except Exception:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)
            raise

    return drawing


def name_axes(ax: Axes, title, xlabel=None, ylabel=None, aspect=None) -> None:
    """Writes the message of a figure and the names of its axes; sets the ratio of their scales, unless it is None."""
    if aspect is not None:
        ax.set_aspect(as_aspect(aspect, "aspect"))
    ax.set(xlabel=as_text(xlabel, "xlabel"), ylabel=as_text(ylabel, "ylabel"))
    if as_text(title, "title"):
        ax.set_title(title)


def mixed(colour, other, share: float) -> str:
    """The colour with a `share` of another one in it, 0 to 1."""
    return to_hex((1 - share) * np.array(to_rgb(colour)) + share * np.array(to_rgb(other)))


def luminance(colour) -> float:
    """Brightness of a colour as the eye sees it, 0 to 1 (the relative luminance of WCAG 2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))


def contrast(colour, other=PAPER) -> float:
    """How far two colours are apart in brightness, 1 to 21 (WCAG 2): a line needs 3, text 4.5."""
    dark, light = sorted(map(luminance, (colour, other)))
    return (light + 0.05) / (dark + 0.05)


@functools.cache
def as_text_colour(colour) -> str:
    """The colour, as much darker as text on white needs it."""
    return next(dark for share in np.linspace(0, 1, 51) if contrast(dark := mixed(colour, INK, share)) >= 4.5)


@functools.cache
def as_faint(colour) -> str:
    """The colour, as light as a line on white may be."""
    shades = (mixed(colour, PAPER, share) for share in np.linspace(1, 0, 51))
    return next((light for light in shades if contrast(light) >= 3), to_hex(colour))


def area_of_points(count: int, marker: str = "o") -> float:
    """How large each of so many points of a scatter is, in points squared; thin markers are as large as the others."""
    side = MARK if count <= 80 else 0.85 * MARK if count <= 400 else 0.65 * MARK
    return side**2 * {"P": 1.6, "X": 1.6, "*": 2.4}.get(marker, 1.0)


def _told_by(ax: Axes) -> str:
    title = _line(ax.get_title(loc="left") or ax.get_title() or ax.get_title(loc="right"))
    known = getattr(ax, "_suggested", "")
    if known:
        return f"{title}: {known}" if title else known
    axes = " against ".join(name for name in (_line(ax.get_ylabel()), _line(ax.get_xlabel())) if name)
    labels = ", ".join(_line(label) for label in ax.get_legend_handles_labels()[1])
    return ". ".join(part for part in (title, axes, labels) if part)


def _line(text: str) -> str:
    return " ".join(text.replace("$", "").split())
