"""A question of the bank: what its author writes, and what it is for one seed.

A module of `dl_course.exam.bank` has one function for each of the seven kinds:

    @question("calculate", "How far from the origin?", section=2)
    def distance(rng):
        a, b = rng.choice([(3, 4), (6, 8), (5, 12)])
        c = int(rng.integers(2, 9))
        return Number(
            f"A neuron has the weights {a} and {b} and the bias {c}. How far from the origin is its boundary?",
            answer=c / math.hypot(a, b),
            solution=f"|b| / |w| = {c} / {math.hypot(a, b):g}",
            wrong={"That is the bias. The boundary moves by |b| / |w|: divide by the length of w, too.": c},
        )

Text is Markdown without formulas in dollar signs, so that it reads alike in a notebook, in the book and on paper: `code`,
tables, Unicode (η, ∂, √, ², Σ) and <sub> say it as well. Numbers come from `rng`, and the solution is computed from them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

CLOSE, EXACT = 0.01, 1e-9  # relative; 125 * 0.8**3 is 64 but for the last bit


@dataclass(frozen=True)
class Kind:
    """A kind of question.

    Attributes:
        asks: What is to be done, in a few words.
        minutes: Time it takes, and the points it gives.
        level: 1 one step, 2 several steps, 3 to be thought through.
        in_lessons: Whether it can be answered in a lesson's self-test.
    """

    asks: str
    minutes: int
    level: int
    in_lessons: bool = False


# An exam has three of each: 90 minutes.
KINDS = {
    "calculate": Kind("calculate", 4, 1, in_lessons=True),
    "combine": Kind("calculate in several steps", 5, 2, in_lessons=True),
    "choose": Kind("choose one", 2, 1, in_lessons=True),
    "diagnose": Kind("find what is wrong", 4, 2, in_lessons=True),
    "complete": Kind("complete the code", 6, 2),
    "mend": Kind("mend the code", 5, 3),
    "explain": Kind("explain in two or three sentences", 4, 3),
}


@dataclass(frozen=True)
class Number:
    """A calculation.

    Attributes:
        text: The question.
        answer: The right number. A whole number (int) must be met exactly, another one within 1 %.
        solution: The way to it, with the numbers.
        wrong: Why it is wrong -> the number that a typical mistake gives.
    """

    text: str
    answer: float
    solution: str
    wrong: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One of several.

    Attributes:
        text: The question.
        right: The right option.
        solution: Why it is right.
        wrong: Each of the other options, two to four -> why it is wrong.
    """

    text: str
    right: str
    solution: str
    wrong: dict[str, str]


@dataclass(frozen=True)
class Code:
    """Code to complete or to mend, judged by its results; NumPy (`np`), `torch`, `nn`, `F` and `math` are imported.

    `assert_equal(result, expected)` compares, whatever form a result has: see `dl_course.exam.form`.

    Attributes:
        text: What the code shall do.
        given: What stands in the cell: a function with a line `...`, or with a mistake.
        answer: The same, right.
        example: Lines that show a call and what it must give; the student sees and runs them.
        tests: Such lines that the student does not see: other numbers, no more than the text promises.
        solution: What had to be seen.
        wrong: Why it is wrong -> a wrong answer that must fail the tests.
    """

    text: str
    given: str
    answer: str
    example: str
    tests: str
    solution: str
    wrong: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Explain:
    """A free answer, for a person to read.

    Attributes:
        text: The question.
        solution: A good answer.
        look_for: What the answer must say -> its points; together the points of the kind.
    """

    text: str
    solution: str
    look_for: dict[str, int]


Draft = Number | Choice | Code | Explain
FORMS = {"calculate": Number, "combine": Number, "choose": Choice, "diagnose": Choice}
FORMS |= {"complete": Code, "mend": Code, "explain": Explain}


@dataclass(frozen=True)
class Question:
    """A question as its author wrote it.

    Attributes:
        kind: A name of KINDS.
        title: A few words.
        section: Number of the section of the lesson where it is taught; None for a question over several lessons.
        make: Callable `(rng)` that gives it with the numbers of one seed.
    """

    kind: str
    title: str
    section: int | None
    make: Callable[[np.random.Generator], Draft]

    def draft(self, seed: int) -> Draft:
        """The question for one seed; the same seed gives the same question.

        Raises:
            TypeError: What was made has not the form of its kind.
        """
        drafted = self.make(np.random.default_rng([seed, *self.make.__name__.encode()]))
        if not isinstance(drafted, FORMS[self.kind]):
            raise TypeError(
                f"{self.title}: a {self.kind} question is a {FORMS[self.kind].__name__}. Received: {drafted!r}."
            )
        return drafted


def question(kind: str, title: str, section: int | None = None):
    """Takes the decorated function `(rng)` into the bank: the function becomes a `Question`.

    Args:
        kind: A name of KINDS.
        title: A few words that do not give the answer away.
        section: Number of the section of the lesson where it is taught.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}. Received: {kind!r}.")
    return lambda make: Question(kind, title, section, make)


def is_right(value: object, answer: float) -> bool:
    """Whether a number is the answer: exactly where that is whole, within 1 % elsewhere."""
    if isinstance(value, bool | np.bool_):
        return False
    try:
        value = float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return math.isclose(value, answer, rel_tol=EXACT if isinstance(answer, int) else CLOSE, abs_tol=EXACT)


def options(choice: Choice, seed: int) -> list[tuple[str, str]]:
    """The options in the order of a seed, each with why it is right or wrong."""
    every = [(choice.right, choice.solution), *choice.wrong.items()]
    return [every[index] for index in np.random.default_rng([seed, len(choice.text)]).permutation(len(every))]
