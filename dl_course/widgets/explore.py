"""One figure and the controls that redraw it; without a kernel its picture stays where it was."""

import base64
import html
import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from numbers import Real

from matplotlib.figure import Figure


@dataclass(frozen=True)
class Slider:
    """A number to choose.

    Attributes:
        low: Smallest value.
        high: Largest value.
        start: Value at first.
        step: Distance between two values; if None, 1 where all three are int, else a round number that gives
            100 to 250 values.
        label: Text beside the slider; the argument's name if None.
    """

    low: float
    high: float
    start: float
    step: float | None = None
    label: str | None = None

    def __post_init__(self):
        for name, value in (("low", self.low), ("high", self.high), ("start", self.start), ("step", self.step)):
            if isinstance(value, bool) or not isinstance(value, Real):
                if name == "step" and value is None:
                    continue
                raise TypeError(f"{name} must be a number. Received: {value!r}.")
        if not self.low <= self.start <= self.high or self.low == self.high:
            raise ValueError(
                f"Slider needs low <= start <= high and low < high. "
                f"Received: low={self.low}, high={self.high}, start={self.start}."
            )
        if self.step is not None and not 0 < self.step <= self.high - self.low:
            raise ValueError(f"step must be above 0 and at most high - low. Received: {self.step}.")
        if self.label is not None and not isinstance(self.label, str):
            raise TypeError(f"label must be text. Received: {self.label!r}.")


class Explorer:
    """What `explore` returns: shows itself in a notebook as controls above a figure.

    Attributes:
        values: The value of each control now.
        png: The picture now, as bytes.
        alt: What the picture shows, for readers who cannot see it.
        message: Why the last change of a control could not be drawn; empty if it could.
    """

    def __init__(self, draw: Callable, controls: dict[str, object], size: tuple[float, float], alt: str):
        self._draw = draw
        self._controls = controls
        self._figure = Figure(figsize=size, dpi=80, layout="constrained")
        self._figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
        self._place = None  # of the Axes in the figure; found once, as finding it takes longer than drawing
        self.values = {name: _start(control) for name, control in controls.items()}
        self.alt = alt
        self.message = ""
        self.png = self._render()

    def _render(self) -> bytes:
        self._figure.clear()
        ax = self._figure.add_subplot()
        self._draw(ax, **self.values)
        if self._place is None:
            self._figure.draw_without_rendering()
            self._figure.set_layout_engine("none")
            self._place = ax.get_position(original=True)
        ax.set_position(self._place)
        buffer = io.BytesIO()
        self._figure.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()

    @cached_property
    def widget(self):
        """The live controls and the picture, an ipywidgets.VBox."""
        import ipywidgets

        width, height = (f"{round(80 * inches)}px" for inches in self._figure.get_size_inches())
        picture = ipywidgets.Image(value=self.png, format="png", layout={"width": width, "height": height})
        trouble = ipywidgets.HTML()
        inputs = [_input(name, control) for name, control in self._controls.items()]

        def redraw(_change):
            self.values = {name: each.value for name, each in zip(self._controls, inputs, strict=True)}
            try:
                self.png = self._render()
                self.message = ""
            except Exception as error:  # the reader may have changed the function; a dead slider would not say so
                self.message = f"{type(error).__name__}: {error}"
            picture.value = self.png
            trouble.value = html.escape(self.message)

        for each in inputs:
            each.observe(redraw, names="value")
        return ipywidgets.VBox([*inputs, trouble, picture])

    def _repr_mimebundle_(self, **kwargs):
        bundle = self.widget._repr_mimebundle_(**kwargs)
        if isinstance(bundle, tuple):
            bundle = bundle[0]
        bundle = dict(bundle or {})
        bundle["text/plain"] = f"interactive figure: {', '.join(self._controls)}"
        bundle["image/png"] = base64.b64encode(self.png).decode()
        return bundle, {"image/png": {"alt": self.alt}}


def explore(draw: Callable, *, alt: str, size: tuple[float, float] = (6, 4), **controls) -> Explorer:
    """Lets the reader turn the arguments of a function that draws.

    Args:
        draw: Callable `(ax, **values)` that draws on a fresh Axes from the values alone.
        alt: What the picture shows, in a sentence.
        size: Width and height in inches at 80 dots per inch.
        **controls: For each argument of `draw` a `Slider`, or a list of values to choose from (the first is the start).

    Returns:
        An `Explorer`; as the last line of a cell it shows itself.

    Raises:
        TypeError: `draw` is not callable, `alt` is not text, `size` is no pair of numbers, or a control is neither Slider nor list.
        ValueError: There is no control, a list is empty, or `size` is not above 0.
    """
    if not callable(draw):
        raise TypeError(f"draw must be a function (ax, **values). Received: {draw!r}.")
    if not isinstance(alt, str) or not alt.strip():
        raise TypeError(f"alt must be a sentence that says what the picture shows. Received: {alt!r}.")
    if not isinstance(size, (tuple, list)) or len(size) != 2 or not all(isinstance(inches, Real) for inches in size):
        raise TypeError(f"size must be (width, height) in inches. Received: {size!r}.")
    if not all(0 < inches < math.inf for inches in size):
        raise ValueError(f"size must be above 0. Received: {size!r}.")
    if not controls:
        raise ValueError("explore needs at least one control, such as w=Slider(-3, 3, 1). Received: none.")
    for name, control in controls.items():
        if not isinstance(control, (Slider, list, tuple)):
            raise TypeError(f"{name} must be a Slider or a list of values. Received: {control!r}.")
        if not isinstance(control, Slider) and not control:
            raise ValueError(f"{name} must have at least one value to choose from. Received: {control!r}.")
    return Explorer(draw, controls, size, alt)


def _start(control):
    return control.start if isinstance(control, Slider) else control[0]


def _input(name: str, control):
    import ipywidgets

    wide = {"style": {"description_width": "8em"}, "layout": ipywidgets.Layout(width="32em")}
    if not isinstance(control, Slider):
        return ipywidgets.Dropdown(options=list(control), description=name, **wide)
    description = control.label or name
    numbers = (control.low, control.high, control.start, control.step or 1)
    whole = all(isinstance(number, int) for number in numbers)
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    step = control.step or (1 if whole else _round_step(control.high - control.low))
    return kind(value=control.start, min=control.low, max=control.high, step=step, description=description, **wide)


def _round_step(width: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that divides the width into at least 100 steps."""
    power = 10.0 ** math.floor(math.log10(width / 100))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= width / 100 * 1.0001)
