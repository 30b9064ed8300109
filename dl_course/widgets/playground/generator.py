"""Random numbers from a seed; generator.js gives the same ones."""

import math

MASK = 0xFFFFFFFF
STEP = 0x6D2B79F5


class Generator:
    """Uniform numbers in [0, 1): mulberry32 by Tommy Ettinger. Other seeds, other numbers.

    Args:
        *seeds: Whole numbers; the first is the user's, the others say what the numbers are for.
    """

    def __init__(self, *seeds: int):
        self._state = 0
        for seed in seeds:
            self._state = _scrambled((self._state + seed + STEP) & MASK)

    def uniform(self) -> float:
        """A number in [0, 1)."""
        self._state = (self._state + STEP) & MASK
        return _scrambled(self._state) / 2**32

    def normal(self) -> float:
        """A number of the standard normal distribution (Box and Muller 1958)."""
        size = math.sqrt(-2 * math.log(1 - self.uniform()))
        return size * math.cos(2 * math.pi * self.uniform())

    def shuffled(self, n: int) -> list[int]:
        """The numbers 0 to n - 1 in random order (Fisher and Yates 1938)."""
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = math.floor(self.uniform() * (i + 1))
            order[i], order[j] = order[j], order[i]
        return order


def _scrambled(bits: int) -> int:
    mixed = ((bits ^ bits >> 15) * (bits | 1)) & MASK
    mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & MASK
    return mixed ^ mixed >> 14
