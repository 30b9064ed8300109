"""What is said of numbers that are wrong in no known way is true of them, and says the right ones to nobody."""

import numpy as np
import pytest

from dl_course.checks.judging import Wrong, compare, same
from dl_course.checks.relation import relation, relation_of_entries

ONE = np.array(1.2345)
SOME = np.array([0.5, -2.25, 3.125])
TABLE = np.array([[0.5, -2.25, 3.125], [4.0, 7.5, -1.75]])
SQUARE = np.array([[0.5, -2.25], [4.0, 7.5]])


@pytest.mark.parametrize(
    ("received", "right", "words"),
    [
        (-ONE, ONE, "The sign is turned round."),
        (-SOME, SOME, "Every sign is turned round."),
        (abs(SOME), SOME, "These are the right numbers without their signs."),
        (2 * ONE, ONE, "It is twice what is right."),
        (SOME / 2, SOME, "Every number is half of what is right."),
        (-3 * SOME, SOME, "Every number is minus 3 times what is right."),
        (TABLE / 100, TABLE, "Every number is a hundredth of what is right."),
        (1.23, ONE, "This is the right number, rounded to 2 decimals."),
        ([0.5, -2.2, 3.1], SOME, "These are the right numbers, rounded to 1 decimal."),
        ([0.0, -2.0, 3.0], SOME, "These are the right numbers, rounded to whole numbers."),
        (SOME[::-1], SOME, "These are the right numbers from the last to the first."),
        (TABLE[::-1], TABLE, "These are the right numbers from the last to the first."),
        (np.sort(SOME), SOME, "These are the right numbers, sorted from small to large."),
        (np.sort(SOME)[::-1], SOME, "These are the right numbers, sorted from large to small."),
        (np.roll([1.0, 3, 2, 9], 1), [1.0, 3, 2, 9], "These are the right numbers, one place too late."),
        ([3.0, 1, 9, 2], [1.0, 3, 2, 9], "These are the right numbers in another order."),
        (SQUARE.T, SQUARE, "Rows and columns have changed places."),
        (TABLE.T, TABLE, "Rows and columns have changed places."),
        (TABLE.ravel(), TABLE, "The numbers are right, their shape is not."),
        (SOME[:, None], SOME, "The numbers are right, their shape is not."),
        (SOME, SOME[:, None], "The numbers are right, their shape is not."),
        (SOME + 0.25, SOME, "Every number is 0.25 too large."),
        (ONE - 1, ONE, "It is 1 too small."),
        (1 - SOME, SOME, "Every number is 1 minus what is right."),
        (1 / SOME, SOME, "Every number is 1 divided by what is right."),
        (SOME**2, SOME, "Every number is the square of what is right."),
        (np.sqrt(ONE), ONE, "It is the square root of what is right."),
        (np.log(ONE), ONE, "It is the natural logarithm of what is right."),
        (np.exp(SOME), SOME, "Every number is e to the power of what is right."),
        ([1.0, 0.2345], ONE, "Their sum is right."),
        ([1.0, 1.469], ONE, "Their mean is right."),
        (0.5, SOME, "This is the first of the right numbers."),
        (SOME.mean(), SOME, "This is the mean of the right numbers."),
        (SOME[:2], SOME, "The last one is missing; the others are right."),
        (TABLE[1:], TABLE, "The first one is missing; the others are right."),
        ([9.0, 8.0, *SOME], SOME, "The first 2 are too many; the others are right."),
    ],
)
def test_the_relation_is_named(received, right, words):
    assert relation(np.array(received, float), np.array(right, float)) == words


@pytest.mark.parametrize(
    ("received", "right"),
    [
        (0.7, ONE),
        (ONE + 0.25, ONE),  # for one number, any gap is some number
        (0.0, 0.317),  # not a rounding
        ([1.0, 2.0, 4.0], SOME),
        ([0.0, 0.0, 0.0], SOME),
        ([1000.0, 0.005], [1000.0, 0.001]),  # close in the large one alone
        (SOME[1:], TABLE),
        ([], SOME),
        (SOME, []),
        (np.zeros((2, 2)), TABLE),
    ],
)
def test_nothing_is_said_where_nothing_is_plain(received, right):
    assert relation(np.array(received, float), np.array(right, float)) == ""


PAIRS = [(["a", "c"], "b"), ([], "d"), (["e"], "f")]


@pytest.mark.parametrize(
    ("received", "right", "words"),
    [
        (["c", "b", "a"], ["a", "b", "c"], "These are the right entries from the last to the first."),
        (PAIRS[1:] + PAIRS[:1], PAIRS, "These are the right entries in another order."),
        (["A", "b"], ["a", "b"], "Only capital and small letters differ."),
        (PAIRS[:2], PAIRS, "The entry with index 2 is missing; the others are right."),
        (["x", "a", "b"], ["a", "b"], "The entry with index 0 is too much; the others are right."),
        (["a"], ["b", "a", "c"], "2 entries are missing; the others are right."),
        (["a", "x"], ["a", "b"], ""),
        ([], ["a", "b"], ""),
        (["a", "a"], ["a", "b"], ""),
    ],
)
def test_the_relation_of_entries_is_named(received, right, words):
    assert relation_of_entries(received, right, same) == words


def test_a_wrong_list_without_a_hint_says_how_it_is_related():
    with pytest.raises(Wrong, match=r"^y must have 3 entries\. Received: 2\. The entry with index 2 is missing"):
        compare(PAIRS[:2], PAIRS, what="y")
    with pytest.raises(Wrong, match=r"^y is not right\. These are the right entries in another order\.$"):
        compare(["b", "c", "a"], ["a", "b", "c"], what="y")
    with pytest.raises(Wrong, match=r"^y came out as 'A'\. That is not right\. Only capital"):
        compare("A", "a", what="y")


def test_a_wrong_number_without_a_hint_says_how_it_is_related():
    with pytest.raises(Wrong, match=r"^y came out as 3\. That is not right\. It is twice what is right\.$"):
        compare(3.0, 1.5, what="y")
    with pytest.raises(
        Wrong, match=r"^y must have shape \(3,\)\. Received: shape \(3, 1\)\. The numbers are right, their"
    ):
        compare(SOME[:, None], SOME, what="y")
    with pytest.raises(Wrong, match="of the mistake"):
        compare(3.0, 1.5, mistakes={"the hint of the mistake": 3.0})


def test_of_true_and_false_nothing_is_calculated():
    with pytest.raises(Wrong) as raised:
        compare([True, False, True], [False, True, False])
    assert str(raised.value).endswith("That is not right. True and False have changed places.")
