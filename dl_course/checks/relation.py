"""How wrong numbers are related to the right ones: a fact that a student can go on from, where no mistake is known."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

_FACTORS = {2: "twice", 0.5: "half of", 3: "3 times", 1 / 3: "a third of", 4: "4 times", 0.25: "a quarter of"}
_FACTORS |= {10: "10 times", 0.1: "a tenth of", 100: "100 times", 0.01: "a hundredth of"}


def relation(received: np.ndarray, right: np.ndarray, truth: bool = False) -> str:
    """A sentence that is true of these numbers; empty if none of those below is.

    It says what the numbers are, never what was done: two mistakes may give the same numbers.

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


def _others(right, received) -> Iterator[tuple[str, np.ndarray]]:
    """What the numbers could be in place of right, the most plausible first."""
    one = right.size == 1
    what = "It is" if one else "Every number is"
    yield "The sign is turned round." if one else "Every sign is turned round.", -right
    yield "The sign is lost." if one else "These are the right numbers without their signs.", abs(right)
    for factor, words in _FACTORS.items():
        yield f"{what} {words} what is right.", factor * right
        yield f"{what} minus {words} what is right.", -factor * right
    for digits, places in enumerate(("whole numbers", "1 decimal", "2 decimals", "3 decimals", "4 decimals")):
        words = f"{'This is the right number' if one else 'These are the right numbers'}, rounded to {places}."
        yield words, np.where(np.round(right, digits).any(), np.round(right, digits), right)
    if not one:
        yield from _orders(right, received)
    gap = float((received - right).ravel()[0])
    if not one or abs(gap) == 1:
        yield f"{what} {abs(gap):.4g} too {'large' if gap > 0 else 'small'}.", right + gap
    yield f"{what} 1 minus what is right.", 1 - right
    yield f"{what} 1 divided by what is right.", 1 / right
    yield f"{what} the square of what is right.", right**2
    yield f"{what} the square root of what is right.", np.sqrt(right)
    yield f"{what} the natural logarithm of what is right.", np.log(right)
    yield f"{what} e to the power of what is right.", np.exp(right)


def _orders(right, received):
    if right.ndim == 2 and right.shape[0] == right.shape[1]:
        yield "Rows and columns have changed places.", right.T
    yield "These are the right numbers from the last to the first.", right[::-1]
    if right.ndim == 1:
        yield "These are the right numbers, sorted from small to large.", np.sort(right)
        yield "These are the right numbers, sorted from large to small.", np.sort(right)[::-1]
        yield "These are the right numbers, one place too late.", np.roll(right, 1)
        yield "These are the right numbers, one place too early.", np.roll(right, -1)
    if _close(np.sort(received, None), np.sort(right, None)):
        yield "These are the right numbers in another order.", received


def _of_other_shapes(received, right):
    """The same where there are more numbers than wanted, or fewer, or as many in another shape."""
    flat, other = received.ravel(), right.ravel()
    if flat.size == other.size:
        if received.ndim == right.ndim == 2 and _close(received.T, right):
            return "Rows and columns have changed places."
        return "The numbers are right, their shape is not." if _close(flat, other) else ""
    if other.size == 1:
        sums = {"sum": flat.sum(), "mean": flat.mean()}
        return next((f"Their {words} is right." for words, own in sums.items() if _close(own, other[0])), "")
    if flat.size == 1:
        parts = {"first": other[0], "last": other[-1], "sum": other.sum(), "mean": other.mean()}
        return next(
            (f"This is the {words} of the right numbers." for words, own in parts.items() if _close(flat[0], own)), ""
        )
    if received.shape[1:] != right.shape[1:]:
        return ""
    count = abs(len(received) - len(right))
    few, many, how = (received, right, "missing") if len(received) < len(right) else (right, received, "too many")
    some = "one is" if count == 1 else f"{count} are"
    ends = {"last": many[:-count], "first": many[count:]}
    return next(
        (f"The {end} {some} {how}; the others are right." for end, rest in ends.items() if _close(few, rest)), ""
    )


def relation_of_entries(received: Sequence, right: Sequence, same: Callable) -> str:
    """The same for lists of words, pairs or what else; empty if nothing plain is true of them.

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
            return "These are the right entries from the last to the first."
        if _matched(received, right, same) == len(right):
            return "These are the right entries in another order."
        return "Only capital and small letters differ." if alike(_folded(received), _folded(right)) else ""
    few, many, how = (received, right, "missing") if len(received) < len(right) else (right, received, "too much")
    for index in range(len(many)):
        if alike(few, many[:index] + many[index + 1 :]):
            return f"The entry with index {index} is {how}; the others are right."
    if few and _matched(few, many, same) == len(few):
        return f"{len(many) - len(few)} entries are {how}; the others are right."
    return ""


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
