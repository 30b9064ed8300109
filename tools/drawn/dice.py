"""Chance that is the same on every machine: numbers made from the raw output of PCG64 alone.

NumPy promises the raw output of a bit generator for good, but not what `Generator.normal` and its like make of it.
"""

import numpy as np

_POOL = 256  # raw numbers fetched at once


class Dice:
    """A stream of random choices that belongs to one picture.

    Args:
        key: Whole numbers, at least 0, that name the picture, such as (seed, part, class, index).
    """

    def __init__(self, *key: int):
        self._raw = np.random.PCG64(np.random.SeedSequence(key))
        self._pool: list[float] = []

    def unit(self) -> float:
        """A number in [0, 1)."""
        if not self._pool:
            self._pool = ((self._raw.random_raw(_POOL) >> np.uint64(11)) * 2.0**-53).tolist()
        return self._pool.pop()

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.unit()

    def bell(self, spread: float) -> float:
        """A number around 0, bell-shaped, with standard deviation `spread` and never beyond 3.5 of it."""
        return (self.unit() + self.unit() + self.unit() + self.unit() - 2) * 1.7320508 * spread

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int((high - low + 1) * self.unit())

    def chance(self, probability: float) -> bool:
        return self.unit() < probability

    def pick(self, choices):
        """One of a sequence, all equally likely; or one key of a dict of weights."""
        if isinstance(choices, dict):
            left = self.unit() * sum(choices.values())
            for name, weight in choices.items():
                left -= weight
                if left < 0:
                    return name
            return name
        return choices[int(len(choices) * self.unit())]

    def bytes(self, *shape: int) -> np.ndarray:
        """Whole numbers from 0 to 255, uint8 of this shape."""
        count = int(np.prod(shape))
        raw = self._raw.random_raw(-(-count // 8)).astype("<u8")
        return raw.view(np.uint8)[:count].reshape(shape)
