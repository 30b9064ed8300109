"""What every check is made of: call the student's function, compare, recognise the typical mistake, say it in words.

A check holds numbers, not answers: for each case the value that is right and the values that the typical mistakes give.
"""

import textwrap
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import numpy as np


class _Plain:
    """Shown by a notebook as its message alone, without a traceback through the package.

    In lines, as JupyterLab would break a long one in the middle of a word.
    """

    def _render_traceback_(self):
        return [line for part in str(self).splitlines() for line in textwrap.wrap(part, 88, subsequent_indent="  ")]


class Wrong(_Plain, AssertionError):
    """The answer is not right yet; the message is the hint."""


class Open(_Plain, NotImplementedError):
    """The task has no answer yet."""


@contextmanager
def task(number: int, what: str):
    """Runs the checks of one task and prints a tick when all of them hold.

    Args:
        number: Number of the task.
        what: What was asked for, in a few words; printed after the tick.

    Raises:
        Wrong: A check failed, or the student's code raised; the message says which and why.
        Open: The stub is still there.
    """
    try:
        yield
    except Wrong as hint:
        raise Wrong(f"✗ task {number}: {hint}") from None
    except NotImplementedError as stub:
        message = str(stub) or "there is no answer yet"
        raise Open(message if message.startswith("task") else f"task {number}: {message}") from None
    except Exception as error:
        if _was_no_function(error):
            called = str(error).partition("'")[2].partition("'")[0]
            raise Wrong(
                f"✗ task {number}: Expected a function. Received: {called}. Does its name stand for something else by now? "
                "Run the cell with your `def` again."
            ) from None
        raise Wrong(f"✗ task {number}: your code stopped with {type(error).__name__}: {error}") from error
    print(f"✓ task {number}: {what}")


def _was_no_function(error: Exception) -> bool:
    """Whether it was the check itself that called something which is no function."""
    innermost = traceback.extract_tb(error.__traceback__)[-1].filename
    mine = Path(innermost).parent == Path(__file__).parent
    return isinstance(error, TypeError) and mine and str(error).endswith("object is not callable")


def require(condition: bool, hint: str) -> None:
    """Raises `Wrong(hint)` unless the condition holds."""
    if not condition:
        raise Wrong(hint)


def as_array(value, what: str = "the result") -> np.ndarray:
    """The value as a float array, or a hint that it is not made of numbers."""
    if value is None:
        raise Wrong(f"{what} is None. Is the `return` missing?")
    if isinstance(value, (str, bytes)) or callable(value):
        raise Wrong(f"{what} must be numbers. Received: {type(value).__name__}.")
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    try:
        if np.iscomplexobj(value):
            raise TypeError  # NumPy would drop the imaginary part
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise Wrong(f"{what} must be numbers. Received: {type(value).__name__}.") from None


def compare(
    value, expected, *, mistakes: dict[str, object] | None = None, what: str = "the result", tolerance=1e-6
) -> None:
    """Compares a value with the right one; a known wrong value gets its own hint.

    Args:
        value: What the student's code gave: a number or an array.
        expected: The right value, same shape.
        mistakes: Hint -> the value (of any shape) that the typical mistake gives.
        what: How the value is called in the message.
        tolerance: Largest difference taken for equal, absolute and relative.

    Raises:
        Wrong: With the hint of the mistake, or with the wrong shape, or with "expected" left unsaid.
    """
    received = as_array(value, what)
    expected = np.asarray(expected, dtype=float)

    def same(other):
        other = np.asarray(other, dtype=float)
        return received.shape == other.shape and np.allclose(received, other, rtol=tolerance, atol=tolerance)

    if same(expected):
        return
    for hint, wrong in (mistakes or {}).items():
        if same(wrong):
            raise Wrong(hint)
    if received.shape != expected.shape:
        raise Wrong(f"{what} must have {_shape(expected.shape)}. Received: {_shape(received.shape)}.")
    if not np.isfinite(received).all():
        raise Wrong(f"{what} contains {'nan' if np.isnan(received).any() else 'infinity'}.")
    raise Wrong(
        f"{what} is {_short(received)}, which is not right, and it is none of the usual slips."
        + _right_in_part(np.isclose(received, expected, rtol=tolerance, atol=tolerance))
    )


def unchanged(function: Callable, *arguments: np.ndarray):
    """Calls the function on copies and requires that it leaves its arguments as they were.

    Returns:
        What the function returned.
    """
    copies = [np.array(argument, copy=True) for argument in arguments]
    result = function(*copies)
    # A function that lives in another process was given copies of the copies; the grader says which of them it changed.
    require(
        not getattr(function, "changed_arguments", ()),
        "the function changes the array it was given; compute a new one instead.",
    )
    for before, after in zip(arguments, copies, strict=True):
        require(
            np.array_equal(before, after, equal_nan=after.dtype.kind == "f"),
            "the function changes the array it was given; compute a new one instead.",
        )
    return result


def _shape(shape: tuple[int, ...]) -> str:
    return "no axis (one number)" if shape == () else f"shape {shape}"


def _right_in_part(right: np.ndarray) -> str:
    """Where to look, if some of the numbers are right."""
    if not right.any():
        return ""
    place = tuple(int(i) for i in np.argwhere(~right)[0])
    index = place[0] if len(place) == 1 else place
    count = f"{right.sum()} {'is' if right.sum() == 1 else 'are'} right"
    return f" Of its {right.size} numbers {count}; the first wrong one has the index {index}."


def _short(array: np.ndarray) -> str:
    return np.array2string(array, precision=4, threshold=12, edgeitems=2, separator=", ").replace("\n", "")
