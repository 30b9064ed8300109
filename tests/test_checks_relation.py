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
        (-ONE, ONE, "its sign is wrong."),
        (-SOME, SOME, "every sign is wrong."),
        (abs(SOME), SOME, "these are the right numbers without their signs."),
        (2 * ONE, ONE, "it is 2 times as large as it should be."),
        (SOME / 2, SOME, "each number is one half of what it should be."),
        (-3 * SOME, SOME, "each number is 3 times as large as it should be, and its sign is wrong."),
        (TABLE / 100, TABLE, "each number is one hundredth of what it should be."),
        (1.23, ONE, "it is rounded to 2 decimals. Keep all digits."),
        ([0.5, -2.2, 3.1], SOME, "it is rounded to 1 decimal. Keep all digits."),
        ([0.0, -2.0, 3.0], SOME, "it is rounded to whole numbers. Keep all digits."),
        (SOME[::-1], SOME, "these are the right numbers from the last to the first."),
        (TABLE[::-1], TABLE, "these are the right numbers from the last to the first."),
        (np.sort(SOME), SOME, "these are the right numbers, sorted from small to large."),
        (np.sort(SOME)[::-1], SOME, "these are the right numbers, sorted from large to small."),
        (np.roll([1.0, 3, 2, 9], 1), [1.0, 3, 2, 9], "these are the right numbers, one place too late."),
        ([3.0, 1, 9, 2], [1.0, 3, 2, 9], "these are the right numbers in another order."),
        (SQUARE.T, SQUARE, "rows and columns have changed places."),
        (TABLE.T, TABLE, "rows and columns have changed places."),
        (TABLE.ravel(), TABLE, "all numbers are right; only the shape is not."),
        (SOME[:, None], SOME, "all numbers are right; only the shape is not."),
        (SOME, SOME[:, None], "all numbers are right; only the shape is not."),
        (SOME + 0.25, SOME, "each number is 0.25 too large."),
        (ONE - 1, ONE, "it is 1 too small."),
        (1 - SOME, SOME, "each number is 1 minus what it should be."),
        (1 / SOME, SOME, "each number is 1 divided by what it should be."),
        (SOME**2, SOME, "each number is the square of what it should be."),
        (np.sqrt(ONE), ONE, "it is the square root of what it should be."),
        (np.log(ONE), ONE, "it is the natural logarithm of what it should be."),
        (np.exp(SOME), SOME, "each number is e to the power of what it should be."),
        ([1.0, 0.2345], ONE, "their sum is right."),
        ([1.0, 1.469], ONE, "their mean is right."),
        (0.5, SOME, "it is the first number alone: does the `return` stand inside the loop?"),
        (SOME.mean(), SOME, "it is the mean of the right numbers."),
        (SOME[:2], SOME, "the last number is missing; the others are right."),
        (TABLE[1:], TABLE, "it is the last row alone: is each one put in the place of the one before?"),
        (np.vstack([TABLE, TABLE])[1:], np.vstack([TABLE, TABLE]), "the first row is missing; the others are right."),
        (TABLE[:, 1:], TABLE, "the first column is missing; the others are right."),
        (np.column_stack([TABLE, [9, 9]]), TABLE, "the last column is too many; the others are right."),
        (TABLE[:, -1], TABLE, "it is the last column alone: is each one put in the place of the one before?"),
        ([9.0, 8.0, *SOME], SOME, "the first 2 numbers are too many; the others are right."),
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
        (["c", "b", "a"], ["a", "b", "c"], "these are the right ones from the last to the first."),
        (PAIRS[1:] + PAIRS[:1], PAIRS, "these are the right ones in another order."),
        (["A", "b"], ["a", "b"], "only capital and small letters differ."),
        (PAIRS[:2], PAIRS, "the one with index 2 is missing; the others are right."),
        (["x", "a", "b"], ["a", "b"], "the one with index 0 does not belong there; the others are right."),
        (["a"], ["b", "a", "c"], "2 are missing; the others are right."),
        (["a", "x"], ["a", "b"], ""),
        ([], ["a", "b"], ""),
        (["a", "a"], ["a", "b"], ""),
    ],
)
def test_the_relation_of_entries_is_named(received, right, words):
    assert relation_of_entries(received, right, same) == words


def test_a_wrong_list_without_a_hint_says_how_it_is_related():
    with pytest.raises(Wrong, match=r"^y must have 3 entries\. Received: 2\. The one with index 2 is missing"):
        compare(PAIRS[:2], PAIRS, what="y")
    with pytest.raises(
        Wrong, match=r"^y is not right: these are the right ones in another order\. First there is 'b'\.$"
    ):
        compare(["b", "c", "a"], ["a", "b", "c"], what="y")
    with pytest.raises(Wrong, match=r"^y came out as 'A'\. That is not right: only capital"):
        compare("A", "a", what="y")


def test_a_wrong_number_without_a_hint_says_how_it_is_related():
    with pytest.raises(Wrong, match=r"^y came out as 3\. That is not right: it is 2 times as large as it should be\.$"):
        compare(3.0, 1.5, what="y")
    with pytest.raises(Wrong, match=r"^y must have shape \(3,\)\. Received: shape \(3, 1\)\. All numbers are right;"):
        compare(SOME[:, None], SOME, what="y")
    with pytest.raises(Wrong, match="of the mistake"):
        compare(3.0, 1.5, mistakes={"the hint of the mistake": 3.0})


def test_of_true_and_false_nothing_is_calculated():
    with pytest.raises(Wrong) as raised:
        compare([True, False, True], [False, True, False])
    assert str(raised.value).endswith("That is not right: True and False have changed places.")
