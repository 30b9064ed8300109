"""Check of exercise 00: the discounted return."""

from dl_course.checks.judging import compare, known, task

KNOWN = known(__name__)


def check_discounted_return(discounted_return) -> None:
    """Task 1: `discounted_return(rewards, gamma)` of a list of numbers gives one number."""
    with task(1, "the discounted return"):
        compare(
            discounted_return([10, 4, 25, 50], 0.2),
            KNOWN["discounted_return"],
            hints=[
                "the first reward is discounted, too; what comes now counts in full.",
                "this is the plain sum: nothing is discounted.",
                "this discounts backwards: the last reward counts in full, or the most, and the first the least.",
                "every later reward is multiplied by gamma once; the later it comes, the more often.",
                "this multiplies by gamma times the position; it is gamma to the power of the position.",
                "later rewards grow here: multiply by the power of gamma, do not divide.",
                "every power of gamma is one too low: the first reward is multiplied by gamma to the power of 0.",
                "these are the discounted rewards one by one; the return is their sum.",
                "only the first reward has been counted. Does the `return` stand inside the loop?",
                "only the last reward is left: each round of the loop has to add to what is there.",
                "the first reward is missing; it has the index 0.",
                "the last reward is missing. Does the loop, or the formula, stop one too early?",
                "this is the mean of the discounted rewards; the return is their sum.",
                "this discounts with 1 - gamma; gamma itself is what is left of a reward after one step.",
                "the powers of gamma are added up; each has to be multiplied by its reward.",
                "the powers of gamma are added to the rewards; they are factors.",
                "the sum as a whole is multiplied by one power of gamma; every reward has a power of its own.",
                "the rewards are sorted first; they count in the order in which they come.",
                "gamma is fixed in your function; use the one that it is given.",
                "the digits after the point are cut off or rounded away.",
            ],
            what="discounted_return([10, 4, 25, 50], 0.2)",
        )
        compare(
            discounted_return([1, 1, 1, 1, 1, 1], 0.5),
            KNOWN["discounted_return.2"],
            hints=[
                "of six rewards the last two are missing: the number of rewards is fixed in your function.",
                "equal rewards are treated alike: rewards.index finds the first of them. enumerate counts.",
            ],
            what="discounted_return([1, 1, 1, 1, 1, 1], 0.5)",
        )
        compare(
            discounted_return([4, 7], 0), 4, what="discounted_return([4, 7], 0), where only the first reward counts,"
        )
        compare(discounted_return([], 0.9), 0, what="discounted_return([], 0.9), with no reward at all,")
