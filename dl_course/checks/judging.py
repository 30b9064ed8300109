"""What every check is made of: call the student's function, compare, recognise the typical mistake, say it in words.

A check holds hints, not answers. The numbers it compares with lie in a data file beside it (`known`), which is made from
the right answers and the mistakes of the tests: `make numbers`.
"""

import copy
import json
import math
import re
import sys
import textwrap
import traceback
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dl_course.checks import shown
from dl_course.checks.errors import in_words
from dl_course.checks.relation import relation, relation_of_entries

_FOLDER = Path(__file__).parent
TOLERANCE = 1e-5  # absolute and relative: float32 is as good as float64
_LEFT_AS_THEY_ARE = frozenset([int, float, bool, str, type(None), np.ndarray, np.float64])  # by `plain`


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


def is_open(error: Exception) -> bool:
    """Whether an error is the line that stands where an answer is to be written, told by its words.

    Libraries raise NotImplementedError, too: PyTorch for a module without `forward`, for a dtype, for a padding.
    """
    return isinstance(error, NotImplementedError) and bool(re.match(r"task \d+: ", str(error)))


class task:  # noqa: N801 - it reads as the statement that it is: with task(1, "the loss"):
    """Runs the checks of one task and shows what came out.

    In a notebook that is a coloured band, whatever came out: a cell that checks never stops *Run All*. Anywhere else,
    nbgrader's own runs among them, a tick is printed, and what is not right is raised.

    Args:
        number: Number of the task.
        what: What was asked for, in a few words; shown after the tick.

    Raises:
        Wrong: A check failed, or the student's code raised; the message says which and why. Not in a notebook.
        Open: The stub is still there. Not in a notebook.
    """

    def __init__(self, number: int, what: str):
        self.number, self.what = number, what

    def __enter__(self):
        names = sys._getframe(1).f_globals  # of the check module: it knows how many tasks the exercise has
        self.lesson = names["__name__"]
        self.tasks = sum(name.startswith("check_") for name in names)
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None and not issubclass(kind, Exception):
            return False
        outcome = self._outcome(error)
        if shown.in_notebook():
            status = "done" if outcome is None else "open" if isinstance(outcome, Open) else "wrong"
            shown.show(self.lesson, self.number, self.tasks, status, str(outcome or self._tick()))
            return True
        if outcome is None:
            print(self._tick())
            return False
        raise outcome from outcome.__cause__

    def _tick(self):
        return f"✓ task {self.number}: {self.what}"

    def _outcome(self, error):
        """None for a task that is done; else what is raised or shown."""
        if error is None:
            return None
        if isinstance(error, Wrong):
            return Wrong(f"✗ task {self.number}: {error}")
        if is_open(error):
            return Open(str(error))
        if _was_no_function(error):
            called = str(error).partition("'")[2].partition("'")[0]
            return Wrong(
                f"✗ task {self.number}: Expected a function. Received: {called}. Does its name stand for something else by "
                "now? Run the cell with your `def` again."
            )
        wrong = Wrong(f"✗ task {self.number}: {in_words(error)}")
        wrong.__cause__ = error
        return wrong


def _was_no_function(error: Exception) -> bool:
    """Whether it was the check itself that called something which is no function."""
    innermost = traceback.extract_tb(error.__traceback__)[-1].filename
    mine = Path(innermost).parent == _FOLDER
    return isinstance(error, TypeError) and mine and str(error).endswith("object is not callable")


def require(condition: bool, hint: str) -> None:
    """Raises `Wrong(hint)` unless the condition holds."""
    if not condition:
        raise Wrong(hint)


@contextmanager
def error_means(sentences: dict[str, str]):
    """Says what an error means in this task, in place of the usual words of `in_words`.

    Args:
        sentences: Pattern -> sentence. The first pattern is taken that is found in the error as Python shows it, its class
            first: "ValueError: too many values".

    Raises:
        Wrong: The code in the block stopped with such an error. Every other error passes as it is.
    """
    try:
        yield
    except Wrong:
        raise
    except Exception as error:
        if is_open(error):
            raise
        shown = f"{type(error).__name__}: {error}"
        sentence = next((words for pattern, words in sentences.items() if re.search(pattern, shown, re.DOTALL)), "")
        if not sentence:
            raise
        raise Wrong(in_words(error, sentence)) from error


def first_that_fails(*facts: tuple[Callable[[], bool], str]) -> str:
    """What to look at, where a result is wrong and no mistake is known: for `besides=` of `compare`.

    Args:
        *facts: Pairs (whether it holds, the sentence that says it), the most telling first.

    Returns:
        The sentence of the first fact that does not hold; empty if all hold, or if that cannot be found out.
    """
    try:
        return next((sentence for holds, sentence in facts if not holds()), "")
    except Exception:
        return ""


@dataclass(frozen=True)
class Known:
    """What one comparison of a check knows.

    Attributes:
        right: The right value.
        wrong: Hint -> the values that the mistakes give which lead to it.
    """

    right: object
    wrong: dict[str, list]


def known(module: str) -> dict[str, Known]:
    """The numbers of a check, from the data file beside it.

    Args:
        module: `__name__` of the check.

    Returns:
        Name of the comparison -> what is known of it.
    """
    name = module.rpartition(".")[2]
    entries = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return {key: Known(entry["right"], entry.get("wrong", {})) for key, entry in entries.items()}


def plain(value):
    """Tensors of PyTorch and Keras, tables of pandas and what lies in lists of them as NumPy arrays; the rest as it is."""
    if type(value) in _LEFT_AS_THEY_ARE:
        return value
    if isinstance(value, (list, tuple)):
        return type(value)(map(plain, value)) if type(value) in (list, tuple) else [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if hasattr(type(value), "detach"):  # of the class: an object of the student's that only says so is not asked
        value = value.detach().cpu()
    for turn in ("numpy", "to_numpy"):
        if callable(getattr(type(value), turn, None)):
            return np.asarray(getattr(value, turn)())
    return value


def _numbers(value) -> np.ndarray | None:
    """The value as a float array; None if it is not made of numbers of one rectangular shape."""
    array, _ = _numbers_and_kind(value)
    return array


def _numbers_and_kind(value) -> tuple[np.ndarray | None, bool]:
    """The value as `_numbers` gives it, and whether that was made of True and False alone, as `is_bool` says it."""
    if value is None or isinstance(value, (str, bytes, dict, set)) or callable(value):
        return None, False
    try:
        array = np.asarray(plain(value))
        numbers = array.astype(float) if array.dtype.kind in "biufO" or not array.size else None
    except (TypeError, ValueError):
        return None, False
    return numbers, array.dtype == bool and array.size > 0


def _kind(value) -> str:
    """What a value is that is not made of numbers."""
    name = type(value).__name__
    if name in {f"{form}_{kind}" for form in ("csr", "csc", "coo") for kind in ("matrix", "array")}:
        return f"{name}, a sparse matrix; .toarray() makes an array of it"
    if isinstance(value, np.ndarray) and value.dtype.kind == "U":
        return "an array of words"
    if isinstance(value, np.ndarray) and value.dtype.kind == "c":
        return "an array of complex numbers"
    rows = value if isinstance(value, (list, tuple)) and value else [None]
    if all(isinstance(each, str) for each in rows):
        return f"a {name} of words"
    if all(isinstance(row, (list, tuple)) and row and all(isinstance(each, str) for each in row) for row in rows):
        return f"a {name} of rows of words, such as {str(rows[0][0])!r}"
    lengths = [len(row) if np.iterable(row) and hasattr(row, "__len__") else int(row is not None) for row in rows]
    if isinstance(value, list) and len(set(lengths)) > 1:
        return f"a list whose rows have different lengths, {textwrap.shorten(str(lengths), 40, placeholder=' ...')}"
    if isinstance(value, (list, tuple)) and any(np.ndim(each) for each in plain(value) if _numbers(each) is not None):
        return f"a {name} of {len(value)}, which is no single array"
    return name


def is_bool(value) -> bool:
    """Whether a value is made of True and False alone (at least one of them)."""
    try:
        array = np.asarray(plain(value))
    except (TypeError, ValueError):
        return False
    return array.dtype == bool and array.size > 0


def as_array(value, what: str = "the result") -> np.ndarray:
    """The value as a float array, or a hint that it is not made of numbers."""
    if value is None:
        raise Wrong(f"{what} came out as None. Is the `return` missing?")
    array = _numbers(value)
    if array is None:
        raise Wrong(f"{what} must be numbers. Received: {_kind(value)}.")
    return array


def same(value, expected, tolerance: float = TOLERANCE) -> bool:
    """Whether a value is the expected one, in whatever form it comes.

    Lists, tuples, tensors and NumPy's scalars count as arrays. The shape is exact. Integers and floats are equal by value,
    True and False only to each other; nan only to nan. What is not made of numbers is compared part by part.

    Args:
        value: What the student's code gave.
        expected: A number, an array, text, None, or a list, tuple or dict of such.
        tolerance: Largest difference taken for equal, absolute and relative.
    """
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and set(value) == set(expected)
            and all(same(value[key], part, tolerance) for key, part in expected.items())
        )
    if isinstance(expected, str):
        return isinstance(value, str) and str(value) == expected
    if expected is None:
        return value is None
    right, right_is_bool = _numbers_and_kind(expected)
    if right is not None:
        received, received_is_bool = _numbers_and_kind(value)
        return (
            received is not None
            and received.shape == right.shape
            and (received_is_bool == right_is_bool or right.size == 0)
            and _near(received, right, tolerance)
        )
    try:
        received = list(plain(value)) if not isinstance(value, (str, bytes, dict, set)) else None
    except TypeError:
        return False
    return (
        received is not None
        and len(received) == len(expected)
        and all(same(part, wanted, tolerance) for part, wanted in zip(received, expected, strict=True))
    )


def _near(received: np.ndarray, right: np.ndarray, tolerance: float) -> bool:
    """What `np.allclose` says, with nan equal to nan; of two single numbers in a fiftieth of the time."""
    if right.ndim:
        return np.allclose(received, right, rtol=tolerance, atol=tolerance, equal_nan=True)
    one, other = float(received), float(right)
    if math.isfinite(one) and math.isfinite(other):
        return abs(one - other) <= tolerance + tolerance * abs(other)
    return one == other or (math.isnan(one) and math.isnan(other))


def compare(
    value,
    expected,
    *,
    hints: Sequence[str] = (),
    mistakes: dict[str, object] | None = None,
    what: str = "the result",
    besides: str | Callable[[], str] = "",
    tolerance: float = TOLERANCE,
) -> None:
    """Compares a value with the right one; a known wrong value gets its own hint.

    Args:
        value: What the student's code gave: a number, an array, a word, or a list of words or of pairs.
        expected: The right value, or what is `known` of this comparison.
        hints: Those of `known` that are meant here; the first one whose value was received is given.
        mistakes: Hint -> the value that the mistake gives, where it depends on what was received and cannot be known.
        what: How the value is called in the message.
        besides: What is true of this value and is said if no mistake is known: a sentence, or what finds one.
        tolerance: Largest difference taken for equal, absolute and relative.

    Raises:
        Wrong: With the hint of the mistake; else with the wrong shape, or what came and how that is related to the right
            value, which is left unsaid.
    """
    candidates = [(hint, wrong) for hint, wrong in (mistakes or {}).items()]
    if isinstance(expected, Known):
        candidates += [(hint, wrong) for hint in hints for wrong in expected.wrong[hint]]
        expected = expected.right
    if value is None:
        as_array(value, what)
    if hasattr(type(value), "__next__"):
        raise Wrong(
            f"{what} is a {type(value).__name__}, which can be gone through only once. Make a list of it: list(...)."
        )
    if same(value, expected, tolerance):
        return
    for hint, wrong in candidates:
        if same(value, wrong, tolerance):
            raise Wrong(hint)
    if _numbers(expected) is None:
        raise Wrong(_wrong_words(value, expected, what) + _sentence(besides() if callable(besides) else besides))
    received = as_array(value, what)
    right = as_array(expected)
    finite = bool(np.isfinite(received).all())
    alike = is_bool(value) == is_bool(expected)
    related = relation(received, right, is_bool(value)) if finite and alike else ""
    if received.shape != right.shape:
        raise Wrong(f"{what} must have {_shape(right.shape)}. Received: {_shape(received.shape)}.{_sentence(related)}")
    if not finite:
        also = _sentence(besides() if callable(besides) else besides)
        raise Wrong(f"there is {'nan' if np.isnan(received).any() else 'infinity'} in {what.rstrip(',')}.{also}")
    if not alike:
        wanted = "True or False" if is_bool(expected) else "numbers, not True and False"
        raise Wrong(f"{what} must be {wanted}. Received: {_short(received, value)}.")
    came = f"{what} came out as {_short(received, value)}. That is not right"
    raise Wrong(
        (f"{came}: {related}" if related else f"{came}, and it is none of the usual slips.")
        + _right_in_part(np.isclose(received, right, rtol=tolerance, atol=tolerance))
        + _sentence(besides() if callable(besides) else besides)
    )


def parts(value, count: int, hint: str, *, rows: bool = False) -> list:
    """The `count` parts of a result: of a tuple or a list; else a hint.

    Args:
        value: What the student's code gave.
        count: How many parts it must have.
        hint: What to say if it has not.
        rows: Whether an array or a tensor with so many rows is as good, as all parts have the same shape.

    Raises:
        Wrong: With the hint.
    """
    value = plain(value)
    listed = isinstance(value, (tuple, list)) or (rows and isinstance(value, np.ndarray) and value.ndim > 0)
    require(listed and len(value) == count, hint)
    return list(value)


def unchanged(function: Callable, *arguments, names: Sequence[str] = ()):
    """Calls the function on copies and requires that it leaves its arguments as they were.

    Args:
        function: The student's.
        *arguments: Arrays, lists, dicts, numbers; numbers stay numbers, which nobody can change.
        names: What the task calls them, where several are alike.

    Returns:
        What the function returned.
    """
    copies = [copy.deepcopy(argument) for argument in arguments]
    result = function(*copies)
    # A function that lives in another process was given copies of the copies; the grader says which of them it changed.
    told = getattr(function, "changed_arguments", ())
    for index, (before, after) in enumerate(zip(arguments, copies, strict=True)):
        if index in told or not _untouched(before, after):
            kind = {list: "list", dict: "dict"}.get(type(before), "array")
            which = f", {names[index]}" if names else ""
            raise Wrong(f"the function changes the {kind} it was given{which}; make a new one instead.")
    return result


def _untouched(before, after) -> bool:
    if hasattr(type(before), "detach"):  # a tensor
        before, after = plain(before), plain(after)
    if isinstance(before, np.ndarray):
        numbers = before.dtype.kind in "fc"
        return before.dtype == after.dtype and np.array_equal(before, after, equal_nan=numbers)
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(_untouched, before, after))
    if isinstance(before, dict):
        return list(before) == list(after) and all(_untouched(before[key], after[key]) for key in before)
    for state in ("state_dict", "get_weights"):  # of a model
        if callable(getattr(type(before), state, None)):
            return _untouched(*(plain(dict(enumerate(_states(each, state)))) for each in (before, after)))
    return before is after or before == after or before != before


def _states(model, of):
    state = getattr(model, of)()
    return state.values() if isinstance(state, dict) else state


def _shape(shape: tuple[int, ...]) -> str:
    return "no axis (one number)" if shape == () else f"shape {shape}"


def _wrong_words(value, expected, what: str) -> str:
    """What is wrong with a word or a list of words, where no mistake is known."""
    if isinstance(expected, str):
        if not isinstance(value, str):
            return f"{what} must be one word. Received: {type(value).__name__}."
        came = f"{what} came out as {str(value)!r}. That is not right"
        related = relation_of_entries([str(value)], [expected], same)
        return f"{came}: {related}" if related else f"{came}, and it is none of the usual slips."
    value = plain(value)
    if not isinstance(value, (list, tuple)) and np.ndim(value) == 0:
        return f"{what} must be a list. Received: {type(value).__name__}."
    related = relation_of_entries(value, expected, same)
    right = np.array([same(entry, wanted) for entry, wanted in zip(value, expected, strict=False)], bool)
    first = int(right.argmin()) if len(right) and not right.all() else None
    there = "" if first is None else textwrap.shorten(repr(_as_tuples(value[first])), 60, placeholder=" ...")
    if len(value) != len(expected):
        place = "" if first is None else f" The first wrong one has the index {first}. There is {there}."
        return f"{what} must have {len(expected)} entries. Received: {len(value)}.{_sentence(related) or place}"
    related = f": {related}" if related else f", and it is none of the usual slips.{_right_in_part(right, 'entries')}"
    return f"{what} is not right{related} {'There' if right.any() else 'First there'} is {there}."


def _as_tuples(value):
    """Lists and arrays of words or numbers as tuples of plain ones."""
    if isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim):
        return tuple(map(_as_tuples, value))
    return str(value) if isinstance(value, str) else value.item() if hasattr(type(value), "item") else value


def _sentence(words: str) -> str:
    return f" {words[0].upper()}{words[1:]}" if words else ""


def _right_in_part(right: np.ndarray, entries: str = "numbers") -> str:
    """Where to look, if some of the numbers are right."""
    if not right.any():
        return ""
    place = tuple(int(i) for i in np.argwhere(~right)[0])
    index = place[0] if len(place) == 1 else place
    count = f"{right.sum()} {'is' if right.sum() == 1 else 'are'} right"
    return f" Of its {right.size} {entries} {count}; the first wrong one has the index {index}."


def _short(array: np.ndarray, value=None) -> str:
    if value is not None and is_bool(value):
        array = array.astype(bool)
    number = {"float_kind": lambda x: f"{x:.4g}"}
    return np.array2string(array, formatter=number, threshold=12, edgeitems=2, separator=", ").replace("\n", "")
