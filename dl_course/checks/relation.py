"""How a wrong result is related to the right one: a fact that a student can go on from, where no mistake is known.

It says what the result is, never what was done: two mistakes may give the same result.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

_PARTS = ("half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FACTORS = dict(enumerate(_PARTS, 2)) | {100: "hundredth"}
_FIRST = "the first {} alone: does the `return` stand inside the loop?"
_LAST = "the last {} alone: is each one put in the place of the one before?"
_PLACES = ("whole numbers", "1 decimal", "2 decimals", "3 decimals", "4 decimals")


def relation(received: np.ndarray, right: np.ndarray, truth: bool = False) -> str:
    """What is true of these numbers, as a sentence without its capital; empty if it is nothing plain.

    Args:
        received: Finite numbers, an array of any shape.
        right: The right ones, an array of any shape.
        truth: Whether they stand for True and False.
    """
    if not right.size or not received.size:
        return ""
    if truth:
        turned = received.shape == right.shape and right.size > 1 and not (received == right).any()
        return "True and False have changed places." if turned else ""
    if received.shape != right.shape:
        return _of_other_shapes(received, right)
    with np.errstate(all="ignore"):
        for words, other in _others(right, received):
            if _close(received, other) and not _close(other, right):
                return words
    return ""


def relation_of_entries(received: Sequence, right: Sequence, same: Callable) -> str:
    """The same for lists of words, pairs or what else.

    Args:
        received: The entries that came.
        right: The right ones.
        same: Says of two entries whether they are equal.
    """

    def alike(some, others):
        return len(some) == len(others) and all(map(same, some, others))

    received, right = list(received), list(right)
    if len(received) == len(right):
        if alike(received, right[::-1]):
            return "these are the right ones from the last to the first."
        if _matched(received, right, same) == len(right):
            return "these are the right ones in another order."
        return "only capital and small letters differ." if alike(_folded(received), _folded(right)) else ""
    few, many, one, several = (received, right, "is missing", "are missing")
    if len(received) > len(right):
        few, many, one, several = right, received, "does not belong there", "do not belong there"
    for index in range(len(many)):
        if alike(few, many[:index] + many[index + 1 :]):
            return f"the one with index {index} {one}; the others are right."
    if few and _matched(few, many, same) == len(few):
        return f"{len(many) - len(few)} {several}; the others are right."
    return ""


def _others(right, received) -> Iterator[tuple[str, np.ndarray]]:
    """What the numbers could be in place of right, the most plausible first."""
    one = right.size == 1
    whose = "it is" if one else "each number is"
    yield "its sign is wrong." if one else "every sign is wrong.", -right
    yield "its sign is lost." if one else "these are the right numbers without their signs.", abs(right)
    for factor, part in _FACTORS.items():
        for sign, minus in ((1, ""), (-1, ", and its sign is wrong")):
            yield f"{whose} {factor} times as large as it should be{minus}.", sign * factor * right
            yield f"{whose} one {part} of what it should be{minus}.", sign * right / factor
    for digits, places in enumerate(_PLACES):
        # A single number with one digit may be another one, and zeros may never have been filled.
        if digits > one and received.any():
            yield f"it is rounded to {places}. Keep all digits.", np.round(right, digits)
    if not one:
        if received.any():
            yield "it is rounded to whole numbers. Keep all digits.", np.round(right)
            yield "the digits after the point are cut off.", np.trunc(right)
        yield from _orders(right, received)
    gap, largest = float((received - right).ravel()[0]), np.abs(right).argmax()
    if not one or abs(gap) == 1:
        yield f"{whose} {abs(gap):.4g} too {'large' if gap > 0 else 'small'}.", right + gap
    yield f"{whose} 1 minus what it should be.", 1 - right
    yield f"{whose} 1 divided by what it should be.", 1 / right
    yield f"{whose} the square of what it should be.", right**2
    yield f"{whose} the square root of what it should be.", np.sqrt(right)
    yield f"{whose} the natural logarithm of what it should be.", np.log(right)
    yield f"{whose} e to the power of what it should be.", np.exp(right)
    if right.size > 2:
        factor = received.flat[largest] / right.flat[largest]
        if factor:
            yield f"all are the right ones times {factor:.4g}.", factor * right
    if np.isclose(received, right, rtol=1e-2, atol=0).all():
        yield f"{whose} within one per cent of what it should be.", received


def _orders(right, received):
    if right.ndim == 2 and right.shape[0] == right.shape[1]:
        yield "rows and columns have changed places.", right.T
    yield "these are the right numbers from the last to the first.", right[::-1]
    if right.ndim == 1:
        yield "these are the right numbers, sorted from small to large.", np.sort(right)
        yield "these are the right numbers, sorted from large to small.", np.sort(right)[::-1]
        yield "these are the right numbers, one place too late.", np.roll(right, 1)
        yield "these are the right numbers, one place too early.", np.roll(right, -1)
    if _close(np.sort(received, None), np.sort(right, None)):
        yield "these are the right numbers in another order.", received


def _of_other_shapes(received, right):
    """The same where there are more numbers than wanted, or fewer, or as many in another shape."""
    flat, other = received.ravel(), right.ravel()
    if flat.size == other.size:
        if received.ndim == right.ndim == 2 and _close(received.T, right):
            return "rows and columns have changed places."
        return "all numbers are right; only the shape is not." if _close(flat, other) else ""
    if other.size == 1:
        sums = {"sum": flat.sum(), "mean": flat.mean()}
        return next((f"their {words} is right." for words, own in sums.items() if _close(own, other[0])), "")
    if flat.size == 1:
        parts = {_FIRST.format("number"): other[0], _LAST.format("number"): other[-1]}
        parts |= {"the sum of the right numbers.": other.sum(), "the mean of the right numbers.": other.mean()}
        return next((f"it is {words}" for words, own in parts.items() if _close(flat[0], own)), "")
    if said := _of_more_or_fewer(received, right, "row" if right.ndim > 1 else "number"):
        return said
    return _of_more_or_fewer(np.atleast_2d(received).T, right.T, "column") if right.ndim == 2 else ""


def _of_more_or_fewer(received, right, each):
    """The same where rows or columns are missing, or too many."""
    for index, words in ((0, _FIRST), (-1, _LAST)):
        if _close(np.squeeze(received), np.squeeze(right[index])):
            return f"it is {words.format(each)}"
    if received.shape[1:] != right.shape[1:] or len(received) == len(right):
        return ""
    count = abs(len(received) - len(right))
    few, many, how = (received, right, "missing") if len(received) < len(right) else (right, received, "too many")
    ends = {"last": many[:-count], "first": many[count:]}
    some = f"{each} is" if count == 1 else f"{count} {each}s are"
    return next(
        (f"the {end} {some} {how}; the others are right." for end, rest in ends.items() if _close(few, rest)), ""
    )


def _matched(some, others, same):
    """How many entries have a partner of their own among the others."""
    left = list(others)
    for entry in some:
        index = next((i for i, other in enumerate(left) if same(entry, other)), None)
        if index is not None:
            del left[index]
    return len(others) - len(left)


def _folded(entries):
    return [each.casefold() if isinstance(each, str) else each for each in entries]


def _close(received, other):
    return received.shape == np.shape(other) and bool(np.isclose(received, other, rtol=1e-5, atol=1e-8).all())
