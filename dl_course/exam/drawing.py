"""Draws an exam: one question of each part of the bank, three of each kind, 90 minutes.

Part i gives its question of kind m·i + b modulo 7. As 7 is prime, each kind comes three times in the 21 parts, and two
exams with other m and b meet in at most three parts: 14 % of their questions, 20 % of their points. There are 6 · 7 of them; seeds that are 42
apart ask the same questions with other numbers.
"""

from dataclasses import dataclass
from pathlib import Path

from dl_course.exam.bank import MODULES, bank
from dl_course.exam.question import KINDS, Draft, Question

DIFFERENT = len(KINDS) * (len(KINDS) - 1)  # exams that share at most three questions


@dataclass(frozen=True)
class Drawn:
    """A question of an exam.

    Attributes:
        number: Its number, from 1.
        part: The module of the bank that it is from.
        question: As its author wrote it.
        draft: With the numbers of the seed.
    """

    number: int
    part: str
    question: Question
    draft: Draft

    @property
    def points(self) -> int:
        return KINDS[self.question.kind].minutes


def kinds_of(seed: int) -> list[str]:
    """The kind of each part's question."""
    kinds = list(KINDS)
    slope, start = 1 + seed % (len(kinds) - 1), seed // (len(kinds) - 1)
    return [kinds[(slope * part + start) % len(kinds)] for part in range(len(MODULES))]


def draw(seed: int, own: Path | None = None) -> list[Drawn]:
    """The questions of an exam; the same seed gives the same ones.

    Args:
        seed: 0 or more.
        own: A folder with an instructor's own questions, which stand in place of the course's.

    Raises:
        ValueError: `seed` is below 0.
    """
    if seed < 0:
        raise ValueError(f"seed must be 0 or more. Received: {seed}.")
    every = bank(own)
    chosen = [every[part][kind] for part, kind in zip(MODULES, kinds_of(seed), strict=True)]
    return [
        Drawn(number, part, each, each.draft(seed))
        for number, (part, each) in enumerate(zip(MODULES, chosen, strict=True), start=1)
    ]
