"""What every plot does with its arguments first: turn them into arrays, or say what was expected and what came."""

from collections.abc import Mapping

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap


def as_numbers(value, name: str, *shapes: tuple) -> np.ndarray:
    """The value as an array of finite numbers.

    Args:
        value: Anything that numpy, or a tensor's `detach().cpu()`, turns into an array.
        name: How the argument is called in a message.
        *shapes: The shapes that fit; a letter stands for any length of at least 1, an int for itself.

    Raises:
        TypeError: It is not made of numbers.
        ValueError: It is empty, contains nan or infinity, or fits none of the shapes.
    """
    expected = " or ".join(_written(shape) for shape in shapes)
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be numbers of shape {expected}. Received rows of unequal length.") from None
    if array.dtype.kind not in "buif":
        received = repr(value) if isinstance(value, str) else type(value).__name__
        what = "text" if array.dtype.kind in "US" else "things that are not numbers"
        detail = received if array.ndim == 0 else f"{received} of {what}"
        raise TypeError(f"{name} must be numbers of shape {expected}. Received: {detail}.")
    if not any(_fits(array.shape, shape) for shape in shapes):
        raise ValueError(f"{name} must have shape {expected}. Received: {array.shape}.")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty. Received shape {array.shape}.")
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        place = f" at index {where[0] if len(where) == 1 else where}" if where else ""
        raise ValueError(f"{name} must be finite. Received: {array[where]}{place}.")
    return array


def as_labels(value, name: str, count: int, most: int = 10) -> np.ndarray:
    """Class numbers, shape (count,), int in [0, most); whole floats and booleans pass.

    Raises:
        TypeError: They are not numbers.
        ValueError: They have another length, or are not whole, or outside of [0, most).
    """
    array = as_numbers(value, name, ("n",))
    if len(array) != count:
        raise ValueError(f"{name} must have one class a point, shape ({count},). Received: {array.shape}.")
    whole = array.astype(int)
    if (whole != array).any() or whole.min() < 0 or whole.max() >= most:
        wrong = array[(whole != array) | (whole < 0) | (whole >= most)][0]
        raise ValueError(f"{name} must be whole numbers from 0 to {most - 1}. Received: {wrong}.")
    return whole


def as_names(value, name: str, count: int | None = None) -> list[str]:
    """A list of texts, one for each of `count` things.

    Raises:
        TypeError: It is not a sequence of texts (numbers pass and are written out).
        ValueError: It has another length.
    """
    if isinstance(value, (str, bytes)) or not hasattr(value, "__len__"):
        raise TypeError(f"{name} must be a list of texts. Received: {value!r}.")
    wrong = [item for item in value if not isinstance(item, (str, int, float, np.number))]
    if wrong:
        raise TypeError(f"{name} must be a list of texts. Received in it: {wrong[0]!r}.")
    if len(value) == 0:
        raise ValueError(f"{name} must not be empty. Received: {value!r}.")
    if count is not None and len(value) != count:
        raise ValueError(f"{name} must have {count} entries. Received: {len(value)}.")
    return [str(item) for item in value]


def as_number(value, name: str) -> float:
    """One finite number: a float, an array of one element and so on."""
    array = as_numbers(value, name, (), (1,))
    return float(array.reshape(()))


def as_count(value, name: str, least: int) -> int:
    """A whole number of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be an int. Received: {value!r}.")
    if value < least:
        raise ValueError(f"{name} must be at least {least}. Received: {value}.")
    return int(value)


def as_positive(value, name: str) -> float:
    """A finite number above 0."""
    number = as_number(value, name)
    if number <= 0:
        raise ValueError(f"{name} must be above 0. Received: {value!r}.")
    return number


def as_interval(value, name: str) -> tuple[float, float]:
    """Two finite numbers, the first below the second."""
    low, high = as_numbers(value, name, (2,)).tolist()
    if low >= high:
        raise ValueError(f"{name} must be (low, high) with low < high. Received: {value!r}.")
    return low, high


def as_colours(value, name: str, *shapes: tuple) -> np.ndarray:
    """Pixels; those of four axes, or of one image, have red, green and blue from 0 to 255 (int) or 0 to 1 (float)."""
    array = as_numbers(value, name, *shapes)
    if array.shape[-1] == 3 and (array.min() < 0 or array.max() > (1 if array.dtype.kind == "f" else 255)):
        raise ValueError(
            f"{name} must have colours from 0 to 1 (float) or 0 to 255 (int). "
            f"Received: {array.dtype} from {array.min():.4g} to {array.max():.4g}."
        )
    return array


def as_format(value, name: str, example) -> str:
    """A format string that can write numbers such as the example."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a format such as '{{:.2f}}'. Received: {value!r}.")
    try:
        value.format(example)
    except (ValueError, IndexError, KeyError) as error:
        kind = "whole numbers" if isinstance(example, (int, np.integer)) else "numbers with decimals"
        raise ValueError(f"{name} must be a format for {kind}, as '{{:.2f}}'. Received: {value!r} ({error}).") from None
    return value


def as_aspect(value, name: str):
    """What Axes take for the ratio of their two scales."""
    if isinstance(value, str):
        if value not in ("equal", "auto"):
            raise ValueError(f"{name} must be 'equal', 'auto' or a number above 0. Received: {value!r}.")
        return value
    return as_positive(value, name)


def as_colour_map(value, name: str) -> Colormap:
    """A colour map of matplotlib, or its name."""
    if isinstance(value, Colormap):
        return value
    if not isinstance(value, str):
        raise TypeError(f"{name} must be the name of a colour map of matplotlib. Received: {value!r}.")
    if value not in matplotlib.colormaps:
        raise ValueError(
            f"{name} must be a colour map of matplotlib, such as 'gray' or 'cividis'. Received: {value!r}."
        )
    return matplotlib.colormaps[value]


def as_function(value, name: str):
    """A callable."""
    if not callable(value):
        raise TypeError(f"{name} must be a function. Received: {value!r}.")
    return value


def as_mapping(value, name: str) -> Mapping:
    """A dict of label -> data that is not empty."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be a dict of label -> data. Received: {type(value).__name__}.")
    if not value:
        raise ValueError(f"{name} must have at least one entry. Received: an empty dict.")
    return value


def as_text(value, name: str) -> str:
    """A text; None is the empty text."""
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} must be text. Received: {value!r}.")
    return value or ""


def as_axes(ax) -> Axes | None:
    """Axes of matplotlib, or None."""
    if ax is not None and not isinstance(ax, Axes):
        raise TypeError(f"ax must be matplotlib Axes or None. Received: {type(ax).__name__}.")
    return ax


def _fits(received: tuple, expected: tuple) -> bool:
    return len(received) == len(expected) and all(
        isinstance(length, str) or length == got for got, length in zip(received, expected, strict=True)
    )


def _written(shape: tuple) -> str:
    if shape == ():
        return "() (one number)"
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(str(length) for length in shape)})"
