"""What the checks of an exam are made of.

A visible check says whether an answer has the form that was asked for, and tries code with one example. Whether an answer is
right, the hidden part says.
"""

import math
import textwrap
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from numbers import Real

import numpy as np

from dl_course.checks.judging import TOLERANCE, Wrong, plain, same


@contextmanager
def answered() -> Iterator[None]:
    """Says in a sentence that the cell of an answer was not run; every other error of the block passes as it is.

    Raises:
        Wrong: A name is asked for in the block itself, not in the student's code, and is not there.
    """
    try:
        yield
    except NameError as error:
        _, *files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
        if len(set(files)) > 1:
            raise
        raise Wrong(f"There is no `{error.name}` yet. Run the cell with your answer first.") from None


def assert_equal(received: object, expected: object, tolerance: float = TOLERANCE) -> None:
    """Requires that a result is the expected one, in whatever form it comes.

    Lists, tensors and NumPy's scalars count as arrays. The shape is exact; True and False are equal to each other only.

    Args:
        received: What the student's code gave.
        expected: A number, an array, text, or a list, tuple or dict of such.
        tolerance: Largest difference taken for equal, absolute and relative.

    Raises:
        Wrong: With both.
    """
    if same(received, expected, tolerance):
        return
    if received is None:
        raise Wrong(f"Expected: {_shown(expected)}. Received: None. Is the `return` missing?")
    shapes = [_shape(value) for value in (expected, received)]
    differ = None not in shapes and shapes[0] != shapes[1]
    also = [f", {'one number' if shape == () else f'shape {shape}'}" if differ else "" for shape in shapes]
    raise Wrong(f"Expected: {_shown(expected)}{also[0]}. Received: {_shown(received)}{also[1]}.")


def _numbers(value):
    """A value made of numbers, or of True and False, as an array; else None."""
    try:
        array = np.asarray(plain(value))
    except (TypeError, ValueError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _shape(value):
    array = _numbers(value)
    return None if array is None else array.shape


def _shown(value):
    array = _numbers(value)
    if array is not None:
        numbers = {"float_kind": lambda number: f"{number:.7g}"}
        shown = np.array2string(array, separator=", ", threshold=40, edgeitems=2, formatter=numbers)
    elif isinstance(value, (list, tuple)):
        inside = ", ".join(map(_shown, value[:40]))
        shown = f"({inside})" if isinstance(value, tuple) else f"[{inside}]"
    elif isinstance(value, dict):
        shown = "{" + ", ".join(f"{key!r}: {_shown(part)}" for key, part in value.items()) + "}"
    else:
        shown = repr(value)
    return textwrap.shorten(shown, 200, placeholder=" ...")


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
