"""What an exam's visible checks say: whether an answer has the form that was asked for. Whether it is right, they do not say."""

import math
from decimal import Decimal
from numbers import Real

import numpy as np

from dl_course.checks.judging import Wrong, plain


def number(task: int, answer: object) -> float:
    """The answer as a number: an int, a float, a fraction, one of NumPy's, or an array or a tensor of one number.

    Args:
        task: Number of the task.
        answer: What the student's name stands for.

    Raises:
        NotImplementedError: There is no answer yet.
        Wrong: It is no number, nan or infinite.
    """
    _given(task, answer)
    try:
        value = plain(answer)
        if isinstance(value, (np.ndarray, np.generic)):
            value = value.item()
        if isinstance(value, bool) or not isinstance(value, (Real, Decimal)) or not math.isfinite(value):
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise Wrong(f"answer_{task} must be a number, such as 2.5. Received: {answer!r:.60}.") from None


def letter(task: int, answer: object, letters: str) -> str:
    """The answer as one of the letters, a small one.

    Args:
        task: Number of the task.
        answer: What the student's name stands for.
        letters: Those that there are, such as "abcd".

    Raises:
        NotImplementedError: There is no answer yet.
        Wrong: It is not one of the letters.
    """
    _given(task, answer)
    said = answer.strip().lower() if isinstance(answer, str) else ""
    if len(said) != 1 or said not in letters:
        raise Wrong(
            f"answer_{task} must be one of the letters {', '.join(letters)}, in quotes. Received: {answer!r:.60}."
        )
    return said


def _given(task, answer):
    if answer is None:
        raise NotImplementedError(f"task {task}: write your answer here")
