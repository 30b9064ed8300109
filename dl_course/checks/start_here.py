"""Check of exercise 00, the discounted return, and the one that lesson 00 shows: the share of right answers."""

import numpy as np

from dl_course.checks.judging import Wrong, compare, known, require, same, task

KNOWN = known(__name__)


def check_discounted_return(discounted_return) -> None:
    """Task 1: `discounted_return(rewards, gamma)` of a list of numbers gives one number."""
    with task(1, "the discounted return"):
        value = discounted_return([10, 4, 50, 25], 0.6)
        _counts_them_all(discounted_return)
        compare(
            value,
            KNOWN["discounted_return"],
            hints=[
                "the first reward is discounted, too; what comes now counts in full.",
                "this is the plain sum: nothing is discounted.",
                "this discounts backwards: the last reward counts in full, or the most, and the first the least.",
                "every later reward is multiplied by gamma once; the later it comes, the more often.",
                "gamma is squared, and no more: with each step there is one factor gamma more.",
                "gamma itself is squared from step to step, so its powers run 1, 2, 4; with each step there is one factor gamma more.",
                "this multiplies by gamma times the position; it is gamma to the power of the position.",
                "every step takes away the same part of a reward; each step multiplies it by gamma.",
                "base and exponent have changed places: it is gamma to the power of the position.",
                "the reward is raised to the power, too; only gamma is.",
                "later rewards grow here: multiply by the power of gamma, do not divide.",
                "this divides by the powers of 1 + gamma, as with a rate of interest; multiply by the powers of gamma.",
                "every power of gamma is one too low: the first reward is multiplied by gamma to the power of 0.",
                "every power of gamma is twice too high: one step is one factor gamma.",
                "these are the discounted rewards one by one; the return is their sum.",
                "these are the sums on the way; the return is the last of them.",
                "only the first reward has been counted. Does the `return` stand inside the loop?",
                "only the last reward is left: each round of the loop has to add to what is there.",
                "the first reward is missing; it has the index 0.",
                "the last reward is missing. Does the loop, or the formula, stop one too early?",
                "the last two of the four rewards are missing.",
                "this is the mean of the discounted rewards; the return is their sum.",
                "this discounts with 1 - gamma; gamma itself is what is left of a reward after one step.",
                "the powers of gamma are added up; each has to be multiplied by its reward.",
                "the powers of gamma are added to the rewards; they are factors.",
                "the sum of the powers is multiplied by the sum of the rewards; each reward has a power of its own.",
                "the discounted rewards are multiplied by each other; the return is their sum.",
                "the sum as a whole is multiplied by one power of gamma; every reward has a power of its own.",
                "only the first reward is used, as if all were equal to it.",
                "the loop runs over the rewards, and a reward stands where its position should: enumerate gives both.",
                "the rewards are sorted first; they count in the order in which they come.",
                "gamma is fixed in your function; use the one that it is given.",
                "the digits after the point are cut off or rounded away.",
                "this is the largest of the discounted rewards; the return is their sum.",
            ],
            what="discounted_return([10, 4, 50, 25], 0.6)",
            besides=lambda: _factors(discounted_return),
        )
        compare(
            discounted_return([-2.5, 0, 4, -2.5, 0.5, 6], 0.5),
            KNOWN["discounted_return.2"],
            hints=[
                "of six rewards the last two are missing: the number of rewards is fixed in your function.",
                "equal rewards are treated alike: rewards.index finds the first of them. enumerate counts.",
                "a reward of 0 is no step here; it takes its step like any other.",
                "negative rewards are left out; they count, too.",
                "the sign is lost: rewards, and their sum, can be negative.",
                "rewards lose what they have after the point. Is an array or a list of whole numbers made of them?",
            ],
            what="discounted_return([-2.5, 0, 4, -2.5, 0.5, 6], 0.5)",
            besides="Four positive whole numbers were right before. Here are six, with 0, negative ones and fractions.",
        )
        compare(
            _of_an_edge(discounted_return, [4, 7], 0, "with gamma = 0 only the first reward counts"),
            4,
            what="discounted_return([4, 7], 0), where only the first reward counts,",
        )
        compare(
            _of_an_edge(discounted_return, [3, -1, 4.5], 1, "with gamma = 1 nothing is discounted"),
            6.5,
            what="discounted_return([3, -1, 4.5], 1), where nothing is discounted,",
        )
        compare(
            _of_an_edge(discounted_return, [], 0.9, "without a reward the return is 0"),
            0,
            what="discounted_return([], 0.9), with no reward at all,",
        )


def first_try(share_right) -> None:
    """The check that lesson 00 shows: `share_right(answers, truth)` of two lists gives one number. No task of an exercise."""
    with task(1, "the share of right answers"):
        compare(
            share_right([3, 8, 0, 1], [3, 8, 0, 7]),
            0.75,
            mistakes={
                "this divides by ten, however many answers there are; divide by their number.": 0.3,
                "this counts the right ones; divide by the number of answers.": 3,
                "this is the share of the wrong ones.": 0.25,
            },
            what="share_right([3, 8, 0, 1], [3, 8, 0, 7])",
        )
        compare(
            share_right([4, 4, 9, 1, 6, 2], [4, 9, 4, 1, 6, 5]),
            0.5,
            what="share_right([4, 4, 9, 1, 6, 2], [4, 9, 4, 1, 6, 5])",
            besides="Four answers were right before. Here are six; is their number fixed in your function?",
        )


def _counts_them_all(discounted_return) -> None:
    """A number of rewards that is typed in counts as many of five as of seven."""
    try:
        counted = {tuple(bool(discounted_return(row, 1)) for row in np.eye(n).tolist()) for n in (5, 7)}
    except Exception:
        return
    for n, words in ((2, "two"), (3, "three")):
        require(
            counted != {(True,) * n + (False,) * (size - n) for size in (5, 7)},
            f"of five rewards only the first {words} count, and of seven, too. Is their number typed in?",
        )


def _factors(discounted_return) -> str:
    """What each of four rewards counts, as far as the function is a sum of rewards times factors."""
    try:
        factors = [float(discounted_return([0] * i + [1] + [0] * (3 - i), 0.6)) for i in range(4)]
        whole = float(discounted_return([10, 4, 50, 25], 0.6))
    except Exception:
        return ""
    if not same(whole, sum(map(float.__mul__, factors, [10.0, 4.0, 50.0, 25.0]))):
        return "It is no sum in which each reward has its factor."
    return f"In your sum the four rewards have the factors {', '.join(f'{factor:.4g}' for factor in factors)}."


def _of_an_edge(discounted_return, rewards, gamma, meant):
    try:
        return discounted_return(rewards, gamma)
    except Exception as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise Wrong(
            f"discounted_return({rewards}, {gamma}) stops with an error: {meant}. (Python says: {said}.)"
        ) from None
