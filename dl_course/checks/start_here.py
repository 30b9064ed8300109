"""Check of exercise 00: the discounted return."""

from dl_course.checks.judging import compare, task


def check_discounted_return(discounted_return) -> None:
    """Task 1: `discounted_return(rewards, gamma)` of a list of numbers gives one number."""
    with task(1, "the discounted return"):
        compare(
            discounted_return([1, 2, 4, 8], 0.25),
            1.875,
            mistakes={
                "the first reward is discounted, too; what comes now counts in full.": 0.46875,
                "this is the plain sum: nothing is discounted.": 15.0,
                "this discounts backwards: the last reward counts in full and the first the least.": 9.140625,
                "every later reward is multiplied by gamma once; the later it comes, the more often.": 4.5,
                "this multiplies by gamma times the position; it is gamma to the power of the position.": 8.5,
                "later rewards grow here: multiply by the power of gamma, do not divide.": 585.0,
                "these are the discounted rewards one by one; the return is their sum.": [1.0, 0.5, 0.25, 0.125],
            },
            what="discounted_return([1, 2, 4, 8], 0.25)",
        )
        compare(discounted_return([3], 0.5), 3.0, what="discounted_return([3], 0.5)")
        compare(discounted_return([], 0.9), 0.0, what="discounted_return([], 0.9), with no reward at all,")
