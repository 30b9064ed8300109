"""Check of exercise 00: the discounted return."""

from dl_course.checks.judging import compare, known, task

KNOWN = known(__name__)


def check_discounted_return(discounted_return) -> None:
    """Task 1: `discounted_return(rewards, gamma)` of a list of numbers gives one number."""
    with task(1, "the discounted return"):
        compare(
            discounted_return([1, 2, 4, 8], 0.25),
            KNOWN["discounted_return"],
            hints=[
                "the first reward is discounted, too; what comes now counts in full.",
                "this is the plain sum: nothing is discounted.",
                "this discounts backwards: the last reward counts in full and the first the least.",
                "every later reward is multiplied by gamma once; the later it comes, the more often.",
                "this multiplies by gamma times the position; it is gamma to the power of the position.",
                "later rewards grow here: multiply by the power of gamma, do not divide.",
                "these are the discounted rewards one by one; the return is their sum.",
            ],
            what="discounted_return([1, 2, 4, 8], 0.25)",
        )
        compare(discounted_return([3], 0.5), 3.0, what="discounted_return([3], 0.5)")
        compare(discounted_return([], 0.9), 0.0, what="discounted_return([], 0.9), with no reward at all,")
