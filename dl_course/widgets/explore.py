"""One figure and the controls that redraw it; without a kernel its picture stays where it was."""

import base64
import io
import math
import time
from collections.abc import Callable
from functools import cached_property
from numbers import Real

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from dl_course.plots.shown import as_html, kind_of, with_palette
from dl_course.widgets.controls import Control, control

HOW_TO_MOVE = "To move it, run this cell, after the cells above."


class Explorer:
    """What `explore` returns: shows itself in a notebook as controls above a figure.

    A *place* is where the controls stand: for each, in their order, the index of its value. A *frame* is what is shown
    there, as the browser part (`explore.js`) takes it, a dict:

    - `picture`: PNG in base64, or empty where nothing could be drawn
    - `alt`: what the picture shows, with the values
    - `said`: what is announced when it appears
    - `trouble`: why nothing could be drawn, or empty
    - `ms`: how long drawing took, in milliseconds

    Attributes:
        place: Where the controls stand now.
        values: The value of each control now.
        png: The picture now, as bytes.
        alt: What the picture shows now, for readers who cannot see it.
    """

    def __init__(self, draw: Callable, controls: dict[str, Control], size: tuple[float, float], alt: str | Callable):
        self._draw = draw
        self._controls = controls
        self._alt = alt
        self._size = size
        self._spots = None  # of every Axes of a figure; found once, as finding them takes longer than drawing
        self._kind = None  # of the picture
        self._first = self._drawn([each.start for each in controls.values()])  # an error in it reaches the author

    @cached_property
    def widget(self):
        """The live controls and the picture, an anywidget."""
        from dl_course.widgets.live import Live, key

        start = [each.start for each in self._controls.values()]
        return Live(
            self.frame,
            controls=[{"label": c.label, "texts": c.texts, "slides": c.slides} for c in self._controls.values()],
            place=start,
            frames={key(start): self._first},
            kind=self._kind,
            size=[round(80 * inches) for inches in self._size],
            how_to_move=HOW_TO_MOVE,
        )

    @property
    def place(self) -> list[int]:
        return self.widget.place

    @property
    def values(self) -> dict:
        return self._values_at(self.place)

    @property
    def png(self) -> bytes:
        return base64.b64decode(self._now["picture"])

    @property
    def alt(self) -> str:
        return self._now["alt"]

    @property
    def _now(self) -> dict:
        return self.widget.shown or self.frame(self.place)

    def frame(self, place: list[int]) -> dict:
        """Draws what is shown where the controls stand at `place`; an error while drawing becomes its `trouble`."""
        try:
            return self._drawn(place)
        except Exception as error:  # the reader may have changed the function; a dead slider would not say so
            told = f"No picture for {self._written(place)}: {type(error).__name__}: {error}"
            return {"picture": "", "alt": told, "said": told, "trouble": told, "ms": 0}

    def _drawn(self, place) -> dict:
        started = time.perf_counter()
        values = self._values_at(place)
        figure = Figure(figsize=self._size, dpi=80)  # a new one each time: to clear one takes longer
        canvas = FigureCanvasAgg(figure)
        ax = figure.add_subplot()
        figure.set_layout_engine("constrained", w_pad=0.12, h_pad=0.12)
        self._draw(ax, **values)
        if self._spots is None:
            figure.draw_without_rendering()
            self._spots, self._kind = [each.get_position(original=True) for each in figure.axes], kind_of(figure)
        if len(figure.axes) == len(self._spots):
            figure.set_layout_engine("none")
            for each, spot in zip(figure.axes, self._spots, strict=True):
                each.set_position(spot)
        canvas.draw()
        buffer = io.BytesIO()
        Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(buffer, "PNG", compress_level=1)  # quick
        alt, said = self._told(place, values, figure)
        picture = base64.b64encode(buffer.getvalue()).decode()
        return {
            "picture": picture,
            "alt": alt,
            "said": said,
            "trouble": "",
            "ms": 1e3 * (time.perf_counter() - started),
        }

    def _told(self, place, values, figure) -> tuple[str, str]:
        """What the picture shows, and what of it is announced: what `alt` gives for the values, or else the title."""
        if callable(self._alt):
            alt = str(self._alt(**values))
            return alt, alt
        titles = [ax.get_title(side) for ax in figure.axes for side in ("left", "center", "right")]
        title = " ".join(" ".join(titles).replace("$", "").split())
        return " ".join(filter(None, [_sentence(title), self._alt, f"Now: {self._written(place)}."])), title

    def _values_at(self, place) -> dict:
        return {name: each.values[index] for (name, each), index in zip(self._controls.items(), place, strict=True)}

    def _written(self, place) -> str:
        pairs = zip(self._controls.values(), place, strict=True)
        return ", ".join(f"{each.label} {each.texts[index]}" for each, index in pairs)

    def still(self) -> tuple[dict, dict]:
        """The picture as a page without a kernel shows it, with a word on how to make it move: a MIME bundle, its metadata."""
        now, png = self._now, with_palette(self.png)
        bundle = {
            "text/plain": f"interactive figure: {', '.join(self._controls)}",
            "text/html": f'<div class="dl-still">{as_html(png, now["alt"], self._kind)}<p>{HOW_TO_MOVE}</p></div>',
            "image/png": base64.b64encode(png).decode(),
        }
        return bundle, {"image/png": {"alt": now["alt"]}}

    def _ipython_display_(self) -> None:
        """The picture, and the widget, which hides it."""
        from dl_course.widgets.still import show

        show(self.widget, *self.still())


def explore(draw: Callable, *, alt: str | Callable, size: tuple[float, float] = (6, 4), **controls) -> Explorer:
    """Lets the reader turn the arguments of a function that draws.

    Args:
        draw: Callable `(ax, **values)` that draws on a fresh Axes from the values alone.
        alt: What the picture shows: a sentence, to which the title and the values are added, or a callable
            `(**values)` that gives the whole text.
        size: Width and height in inches at 80 dots per inch.
        **controls: For each argument of `draw` a `Slider`, or a list of values to choose from (the first is the start).

    Returns:
        An `Explorer`; as the last line of a cell it shows itself.

    Raises:
        TypeError: `draw` is not callable, `alt` is neither text nor callable, `size` is no pair of numbers, or a control is
            neither Slider nor list.
        ValueError: There is no control, a list is empty, or `size` is not above 0.
    """
    if not callable(draw):
        raise TypeError(f"draw must be a function (ax, **values). Received: {draw!r}.")
    if not callable(alt) and (not isinstance(alt, str) or not alt.strip()):
        raise TypeError(f"alt must be a sentence that says what the picture shows. Received: {alt!r}.")
    if not isinstance(size, (tuple, list)) or len(size) != 2 or not all(isinstance(inches, Real) for inches in size):
        raise TypeError(f"size must be (width, height) in inches. Received: {size!r}.")
    if not all(0 < inches < math.inf for inches in size):
        raise ValueError(f"size must be above 0. Received: {size!r}.")
    if not controls:
        raise ValueError("explore needs at least one control, such as w=Slider(-3, 3, 1). Received: none.")
    return Explorer(draw, {name: control(name, given) for name, given in controls.items()}, size, alt)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
