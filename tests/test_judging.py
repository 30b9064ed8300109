"""What every check is made of: a tick, a hint in words, never a traceback through the package."""

import itertools
import re

import numpy as np
import pytest

from dl_course.checks import judging
from dl_course.checks.judging import (
    Open,
    Wrong,
    as_array,
    compare,
    error_means,
    first_that_fails,
    require,
    same,
    task,
    unchanged,
)


def test_a_task_that_is_done_prints_a_tick(capsys):
    with task(2, "the loss"):
        compare(1.0, 1.0)
    assert capsys.readouterr().out == "✓ task 2: the loss\n"


def test_a_hint_carries_the_number_of_its_task_and_no_tick(capsys):
    with pytest.raises(Wrong, match=r"^✗ task 2: the bias is missing$") as caught, task(2, "the sum"):
        require(False, "the bias is missing")
    assert caught.value.__cause__ is None
    assert capsys.readouterr().out == ""


def test_a_stub_is_open_not_wrong():
    with pytest.raises(Open) as caught, task(3, "x"), error_means({".": "an error"}):
        raise NotImplementedError("task 3: write your answer here")
    assert str(caught.value) == "task 3: write your answer here"
    assert isinstance(caught.value, NotImplementedError)


@pytest.mark.parametrize(
    "text", ["", "later", 'Module [Net] is missing the required "forward" function', "no task 3: here"]
)
def test_what_a_library_has_not_implemented_is_wrong_not_open(text):
    with pytest.raises(Wrong, match=f"✗ task 3: .*NotImplementedError(: {re.escape(text)})?"), task(3, "x"):
        raise NotImplementedError(text)
    with (
        pytest.raises(Wrong, match="✗ task 3: in words"),
        task(3, "x"),
        error_means({"NotImplementedError": "in words."}),
    ):
        raise NotImplementedError(text)


def test_code_that_stops_is_told_so_with_its_own_error():
    with pytest.raises(
        Wrong, match=r"^✗ task 1: something is divided by 0 .*\(Python says ZeroDivisionError: division by zero.*\)$"
    ) as caught:
        with task(1, "x"):
            1 / 0  # noqa: B018
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_notebook_shows_only_the_sentence():
    assert Wrong("✗ task 1: no")._render_traceback_() == ["✗ task 1: no"]
    assert Open("task 1: open")._render_traceback_() == ["task 1: open"]


@pytest.mark.parametrize("value", [1, 1.5, True, [1, 2], (1, 2), np.arange(3), np.float32(2), [[1.0], [2.0]]])
def test_numbers_become_arrays(value):
    array = as_array(value)
    assert array.dtype == float
    assert array.shape == np.shape(value)


def test_tensors_become_arrays():
    torch = pytest.importorskip("torch")
    assert as_array(torch.ones(2, requires_grad=True)).tolist() == [1, 1]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "y came out as None. Is the `return` missing?"),
        ("3", "y must be numbers. Received: str."),
        (b"3", "y must be numbers. Received: bytes."),
        (len, "y must be numbers. Received: builtin_function_or_method."),
        ({1: 2}, "y must be numbers. Received: dict."),
        ([1, [2, 3]], "y must be numbers. Received: a list whose rows have different lengths, [1, 2]."),
        (["a"], "y must be numbers. Received: a list of words."),
        (object(), "y must be numbers. Received: object."),
        (1j, "y must be numbers. Received: complex."),
        (np.array([1j]), "y must be numbers. Received: an array of complex numbers."),
    ],
)
def test_what_is_no_number_is_named(value, words):
    with pytest.raises(Wrong) as caught:
        as_array(value, "y")
    assert str(caught.value) == words


@pytest.mark.parametrize("value", [0.3, 0.1 + 0.2, np.array(0.3), np.float32(0.3)])
def test_equal_within_the_tolerance(value):
    compare(value, 0.3)


def test_the_tolerance_counts():
    compare(0.31, 0.3, tolerance=0.1)
    with pytest.raises(Wrong):
        compare(0.3001, 0.3)


MISTAKES = {"this is the sum; asked for is the mean": 6.0, "one value a row: the axis is wrong": [1.0, 2.0, 3.0]}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (6.0, "this is the sum; asked for is the mean"),
        ([1.0, 2.0, 3.0], "one value a row: the axis is wrong"),
        ([2.0, 2.0], r"y must have no axis \(one number\). Received: shape \(2,\)."),
        (float("nan"), "there is nan in y."),
        (float("inf"), "there is infinity in y."),
        (2.5, "y came out as 2.5. That is not right, and it is none of the usual slips."),
        (True, "y must be numbers, not True and False. Received: True."),
        (None, "y came out as None"),
    ],
)
def test_the_hint_fits_the_mistake(value, words):
    with pytest.raises(Wrong, match=f"^{words}"):
        compare(value, 2.0, mistakes=MISTAKES, what="y")


@pytest.mark.parametrize("value", [6.0, [9.0, 9.0], float("nan"), 2.5, None, "x", np.zeros((3, 3))])
def test_no_hint_says_the_answer(value):
    with pytest.raises(Wrong) as caught:
        compare(value, 1234.5, mistakes=MISTAKES)
    assert "1234" not in str(caught.value)


def test_a_wrong_shape_says_both_shapes():
    with pytest.raises(Wrong, match=r"shape \(2, 3\). Received: shape \(3, 2\)."):
        compare(np.ones((3, 2)), np.ones((2, 3)))
    with pytest.raises(Wrong, match=r"Received: shape \(0,\)."):
        compare([], 1.0)


def test_the_same_is_what_numpy_calls_close():
    numbers = [0.0, 9e-6, 2e-5, 1.0, 1 + 1.9e-5, 1 + 3e-5, -1.0, 1e308, -1e308, np.nan, np.inf, -np.inf]
    with np.errstate(over="ignore"):
        for received, right in itertools.product(numbers, numbers):
            close = np.allclose(received, right, rtol=1e-5, atol=1e-5, equal_nan=True)
            assert same(received, right) is same([received], [right]) is close


def test_nan_is_no_answer_even_to_a_mistake_that_gives_nan():
    with pytest.raises(Wrong, match="there is nan"):
        compare(float("nan"), 1.0, mistakes={"a hint": 2.0})


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([[1.0, 2.0], [0.0, 4.0]], " Of its 4 numbers 3 are right; the first wrong one has the index (1, 0)."),
        ([[0.0, 2.0], [0.0, 0.0]], " Of its 4 numbers 1 is right; the first wrong one has the index (0, 0)."),
        ([[0.0, 0.0], [0.0, 0.0]], " none of the usual slips."),
    ],
)
def test_a_hint_says_where_an_array_is_wrong(value, where):
    with pytest.raises(Wrong) as caught:
        compare(value, [[1.0, 2.0], [3.0, 4.0]])
    assert str(caught.value).endswith(where)


WORDS = [(["a", "c"], "b"), ([], "d")]


@pytest.mark.parametrize(
    "value",
    [
        WORDS,
        tuple(WORDS),
        [[("a", "c"), "b"], [(), "d"]],
        [(np.array(["a", "c"]), np.str_("b")), (np.array([], dtype=str), np.str_("d"))],
    ],
)
def test_lists_of_words_are_equal_in_every_form(value):
    compare(value, WORDS)


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        (
            [(["c", "a"], "b"), ([], "d")],
            WORDS,
            r"^it is not right.* Of its 2 entries 1 is right; .* index 0\. There is \(\('c', 'a'\), 'b'\)\.$",
        ),
        (
            [(["a"], "b"), ([], "a")],
            WORDS,
            r"^it is not right, and it is none of the usual slips\. First there is \(\('a',\), 'b'\)\.$",
        ),
        (WORDS[:1], WORDS, r"^it must have 2 entries\. Received: 1\. The one with index 1 is missing"),
        ([], WORDS, r"^it must have 2 entries\. Received: 0\.$"),
        ([*WORDS[:1], "d", "e"], WORDS, r"^it must have 2 entries\. Received: 3\. .* the index 1\. There is 'd'\.$"),
        ({"b": "a"}, WORDS, r"^it must be a list\. Received: dict\.$"),
        ({"a"}, ["a"], r"^it must be a list\. Received: set\.$"),
        ("ab", ["a", "b"], r"^it must be a list\. Received: str\.$"),
        (5, WORDS, r"^it must be a list\. Received: int\.$"),
        (None, WORDS, r"^it came out as None"),
        (np.str_("b"), "a", r"^it came out as 'b'\. That is not right"),
        (["a"], "a", r"^it must be one word\. Received: list\.$"),
        (2, "a", r"^it must be one word\. Received: int\.$"),
    ],
)
def test_wrong_words_are_told_without_the_right_ones(value, expected, words):
    with pytest.raises(Wrong, match=words):
        compare(value, expected, what="it")


def test_a_known_mistake_in_words_gets_its_hint():
    with pytest.raises(Wrong, match=r"^turned round$"):
        compare(np.array([["b", "a"]]), [("a", "b")], mistakes={"turned round": [["b", "a"]]})


def test_a_hint_is_shown_in_lines_that_break_between_words():
    hint = Wrong("✗ task 1: " + "word " * 40)
    lines = hint._render_traceback_()
    assert max(map(len, lines)) <= 88
    assert " ".join(" ".join(lines).split()) == str(hint).strip()


def test_a_long_array_is_shown_short():
    with pytest.raises(Wrong) as caught:
        compare(np.arange(1000.0), np.zeros(1000))
    assert len(str(caught.value)) < 180
    assert "\n" not in str(caught.value)


def test_unchanged_gives_the_result_and_catches_a_change_in_place():
    x = np.array([1.0, 2.0])
    assert unchanged(lambda x, y: x + y, x, np.ones(2)).tolist() == [2, 3]

    def spoils(x):
        x -= x.mean()
        return x

    with pytest.raises(Wrong, match="changes the array it was given"):
        unchanged(spoils, x)
    assert x.tolist() == [1, 2], "the caller's array is safe"


def test_unchanged_catches_a_changed_shape():
    with pytest.raises(Wrong, match="changes the array"):
        unchanged(lambda x: x.resize((1, 2), refcheck=False), np.array([1.0, 2.0]))


def test_unchanged_takes_nan():
    assert np.isnan(unchanged(lambda x: x.sum(), np.array([1.0, np.nan])))


def test_unchanged_takes_tensors():
    torch = pytest.importorskip("torch")
    x = torch.tensor([1.0, 2.0])
    assert unchanged(lambda x: x.sum(), x) == 3
    with pytest.raises(Wrong, match="changes the array it was given, x"):
        unchanged(lambda x: x.mul_(2), x, names=("x",))


@pytest.mark.parametrize("value", [(x for x in [1.0]), iter([1.0]), map(float, ["1"])])
def test_what_can_be_gone_through_only_once_is_refused(value):
    with pytest.raises(Wrong, match=r"which can be gone through only once\. Make a list"):
        compare(value, [1.0])


def test_private_helpers_are_not_exported_by_accident():
    assert {"Open", "Wrong", "as_array", "compare", "require", "task", "unchanged"} <= set(vars(judging))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([1, 2], "It is the first row alone: does the `return` stand inside the loop?"),
        ([[1, 2]], "It is the first row alone: does the `return` stand inside the loop?"),
        ([5, 6], "It is the last row alone: is each one put in the place of the one before?"),
        ([[1, 3, 5], [2, 4, 6]], "Rows and columns have changed places."),
        ([1, 2, 3, 4, 5, 6], "All numbers are right; only the shape is not."),
        ([1, 2, 3], "Received: shape (3,)."),
        ([[], []], "Received: shape (2, 0)."),
    ],
)
def test_what_another_shape_holds_is_said(value, words):
    with pytest.raises(Wrong) as caught:
        compare(value, [[1, 2], [3, 4], [5, 6]])
    assert str(caught.value).endswith(words)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.array([["1", "0"]]), "Received: an array of words."),
        (["1", "0"], "Received: a list of words."),
        ([["1", "0"], ["0", "1"]], "Received: a list of rows of words, such as '1'."),
        ([[1, 0], None, [0]], "Received: a list whose rows have different lengths, [2, 0, 1]."),
        ([[[1], [2, 3]], [[1, 2]]], "Received: a list whose rows have different lengths, [2, 1]."),
        ((np.ones((2, 2)), np.ones((2, 3))), "Received: a tuple of 2, which is no single array."),
        ("12", "Received: str."),
    ],
)
def test_what_holds_no_numbers_is_named(value, words):
    with pytest.raises(Wrong) as caught:
        compare(value, [[1, 2]])
    assert str(caught.value).endswith(words)


def test_what_is_true_besides_is_said_of_no_known_mistake():
    with pytest.raises(Wrong, match=r"usual slips\. It ends too high\.$"):
        compare(3.5, 1.25, besides="It ends too high.")
    with pytest.raises(Wrong, match=r"usual slips\. It ends too high\.$"):
        compare(3.5, 1.25, besides=lambda: "it ends too high.")
    with pytest.raises(Wrong, match=r"is 'a'\. It ends too high\.$"):
        compare(["b", "a"], ["b", "c"], besides="It ends too high.")
    with pytest.raises(Wrong, match=r"^twice$"):
        compare(2.5, 1.25, mistakes={"twice": 2.5}, besides="It ends too high.")


def test_which_argument_was_changed_is_said():
    with pytest.raises(Wrong, match="changes the dict it was given, the gradients; make"):
        unchanged(lambda a, b: b.clear(), {1: 2}, {3: 4}, names=("the parameters", "the gradients"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("shapes (5,)"), "one number for each row. (Python says ValueError: shapes (5,).)"),
        (ValueError("first\nthen (5,)"), "one number for each row. (Python says ValueError: first then (5,).)"),
        (KeyError("odd"), "the name. (Python says KeyError: 'odd'.)"),  # in words of its own elsewhere
    ],
)
def test_an_error_gets_the_words_of_its_task(error, words):
    with (
        pytest.raises(Wrong) as caught,
        error_means({r"ValueError.*\(5,\)": "one number for each row.", "KeyError": "the name."}),
    ):
        raise error
    assert str(caught.value) == words
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [TypeError("(5,)"), ValueError("(4,)"), Wrong("ValueError (5,)"), NotImplementedError("task 1: ValueError (5,)")],
)
def test_another_error_passes_as_it_is(error):
    with pytest.raises(type(error)) as caught, error_means({r"ValueError.*\(5,\)": "one number for each row."}):
        raise error
    assert caught.value is error


def test_the_first_fact_that_does_not_hold_is_said():
    right, wrong, unknown = (lambda: True, "a"), (lambda: False, "b"), (lambda: 1 / 0, "c")
    assert first_that_fails(right, wrong, (lambda: False, "d")) == "b"
    assert first_that_fails(wrong, unknown) == "b"
    assert first_that_fails(right, right) == ""
    assert first_that_fails(right, unknown, wrong) == ""
