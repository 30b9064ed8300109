"""Check of exercise 11: the accuracy."""

import numpy as np

from dl_course.checks.judging import compare, known, task, unchanged

KNOWN = known(__name__)


def check_accuracy(accuracy) -> None:
    """Task 1: `accuracy(y, y_hat)` with classes, both of shape (n,), gives one number."""
    with task(1, "the accuracy"):
        compare(
            unchanged(accuracy, np.array([2, 0, 1, 1, 0]), np.array([2, 0, 0, 1, 2])),
            KNOWN["accuracy"],
            hints=[
                "this counts the right answers; the accuracy is their share of all examples.",
                "this is the share of wrong answers; the accuracy is that of the right ones.",
                "this says of each example whether it is right; the accuracy is one number.",
            ],
            what="accuracy(y=[2, 0, 1, 1, 0], y_hat=[2, 0, 0, 1, 2])",
        )
