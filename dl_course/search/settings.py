"""Which settings a search tries: a space of values, drawn at random or laid out as a grid."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Log:
    """All values between two, drawn so that each factor of ten gets the same share; for rates and strengths.

    Attributes:
        low: Smallest value, above 0.
        high: Largest value.
    """

    low: float
    high: float

    def __post_init__(self):
        if not 0 < self.low < self.high < math.inf:
            raise ValueError(f"Log needs 0 < low < high. Received: Log({self.low}, {self.high}).")

    def at(self, share: float) -> float:
        """The value at a share of the way from low to high, in [0, 1], measured in factors."""
        return float(self.low * (self.high / self.low) ** share)


@dataclass
class Trial:
    """One try: its settings, and what became of it.

    Attributes:
        number: Its place in the search, from 0.
        settings: Dict of name -> value.
        scores: What the training told after each epoch, the smaller the better.
        state: What it would go on from, as the training gave it last; None before the first epoch.
    """

    number: int
    settings: dict
    scores: list[float] = field(default_factory=list)
    state: dict | None = field(default=None, repr=False)


def draw(space: Mapping, trials: int, seed: int = 0) -> list[dict]:
    """Settings at random, each value independent of the others.

    Args:
        space: Dict of name -> `Log`, a pair of floats (all values between the two), or a list of values to choose from.
        trials: How many.
        seed: The same seed gives the same settings; the first ones stay when more are wanted.

    Returns:
        For each trial a dict of name -> value, in the order of the space.

    Raises:
        TypeError, ValueError: The space is not made of such values, `trials` is no whole number from 1.
    """
    _check_space(space)
    _check_count(trials, "trials")
    rng = np.random.default_rng(seed)
    return [{name: _value(values, rng.random()) for name, values in space.items()} for _ in range(trials)]


def grid(space: Mapping, points: int = 3) -> list[dict]:
    """All combinations of a few values of each setting, from its lowest to its highest.

    Args:
        space: As for `draw`.
        points: How many values of a `Log` or a pair, from 2; of a list all are taken.

    Raises:
        TypeError, ValueError: As for `draw`.
    """
    _check_space(space)
    _check_count(points, "points", least=2)
    shares = [k / (points - 1) for k in range(points)]
    values = [each if isinstance(each, list) else [_value(each, share) for share in shares] for each in space.values()]
    return [dict(zip(space, chosen, strict=True)) for chosen in itertools.product(*values)]


def _value(values, share: float):
    if isinstance(values, Log):
        return values.at(share)
    if isinstance(values, tuple):
        low, high = values
        return float(low + (high - low) * share)
    return values[min(int(share * len(values)), len(values) - 1)]


def _check_space(space) -> None:
    if not isinstance(space, Mapping) or not space:
        raise TypeError(f"space must be a dict of name -> values. Received: {space!r}.")
    for name, values in space.items():
        pair = isinstance(values, tuple) and len(values) == 2 and all(isinstance(v, (int, float)) for v in values)
        if not (isinstance(values, Log) or pair or (isinstance(values, list) and values)):
            raise TypeError(
                f"{name} must be Log(low, high), a pair (low, high) or a list of values. Received: {values!r}."
            )
        if pair and not values[0] < values[1]:
            raise ValueError(f"{name} must be a pair (low, high) with low < high. Received: {values!r}.")


def _check_count(value, name: str, least: int = 1) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number. Received: {value!r}.")
    if value < least:
        raise ValueError(f"{name} must be at least {least}. Received: {value}.")
