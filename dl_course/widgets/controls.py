"""What a reader turns: the values of a slider or of a list, in their order, and each as it is printed."""

import math
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

MOST_VALUES = 10_000  # of one slider


@dataclass(frozen=True)
class Slider:
    """A number to choose.

    Attributes:
        low: Smallest value.
        high: Largest value.
        start: Value at first; the others are whole steps away from it.
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
        if math.isinf(self.high - self.low):
            raise ValueError(f"Slider needs ends that are finite. Received: low={self.low}, high={self.high}.")
        if self.step is not None and not 0 < self.step <= self.high - self.low:
            raise ValueError(f"step must be above 0 and at most high - low. Received: {self.step}.")
        if (self.high - self.low) / _step(self) > MOST_VALUES:
            raise ValueError(f"step must give at most {MOST_VALUES:,} values. Received: {_step(self)}.")
        if self.label is not None and not isinstance(self.label, str):
            raise TypeError(f"label must be text. Received: {self.label!r}.")


@dataclass(frozen=True)
class Control:
    """A `Slider` or a list as the browser needs it.

    Attributes:
        label: Text beside it.
        values: What it can be set to, in order.
        texts: Each value as it is printed and spoken.
        start: The index of the value at first.
        slides: Whether it is a slider; else a list to choose from.
    """

    label: str
    values: list
    texts: list[str]
    start: int
    slides: bool


def control(name: str, given: Slider | list | tuple) -> Control:
    """What an argument of `explore` becomes.

    Raises:
        TypeError: It is neither a Slider nor a list.
        ValueError: The list is empty.
    """
    if isinstance(given, Slider):
        return _slider(given, given.label or name)
    if not isinstance(given, (list, tuple)):
        raise TypeError(f"{name} must be a Slider or a list of values. Received: {given!r}.")
    if not given:
        raise ValueError(f"{name} must have at least one value to choose from. Received: {given!r}.")
    return Control(name, list(given), [str(value) for value in given], start=0, slides=False)


def _slider(given: Slider, label: str) -> Control:
    """Values in whole steps from the start, rounded to the decimals that start and step have: 0.3, not 0.30000000000000004."""
    step = _step(given)
    down, up = (math.floor(width / step + 1e-9) for width in (given.start - given.low, given.high - given.start))
    decimals = max(_decimals(step), _decimals(given.start))
    values = [
        round(given.start + k * step, decimals) + 0 for k in range(-down, up + 1)
    ]  # + 0: no -0.0, which is no spread
    shown = min(decimals, _decimals(step) + 2)
    texts = [f"{value:.{shown}f}".replace("-", "−") for value in values]
    return Control(label, values, texts, start=down, slides=True)


def _step(given: Slider) -> float:
    width = given.high - given.low
    whole = all(isinstance(number, int) for number in (given.low, given.high, given.start))
    return given.step or (1 if whole else _round_step(width))


def _decimals(number: float) -> int:
    """Digits after the point, at most 12."""
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    return min(max(-exponent, 0), 12)


def _round_step(width: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that divides the width into at least 100 steps."""
    power = 10.0 ** math.floor(math.log10(width / 100))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= width / 100 * 1.0001)
