"""Checks of exercise 01: a neuron, its error, its learning step, softmax, and the longest step that still learns."""

import numpy as np

from dl_course.checks.judging import Wrong, compare, known, parts, require, task, unchanged

KNOWN = known(__name__)


def check_neuron(neuron) -> None:
    """Task 1: `neuron(x, w, b)` with x and w of shape (2,) and a number b gives one number."""
    with task(1, "the output of a neuron"):
        compare(
            unchanged(neuron, np.array([3.0, 1.0]), np.array([0.5, -2.0]), 1.5),
            KNOWN["neuron"],
            hints=[
                "the bias is missing: with all inputs at 0 your neuron says one half whatever b is.",
                "this is the weighted sum; the activation is missing.",
                "the sign inside the exponential is turned round: more evidence makes your neuron less sure.",
                "the bias is subtracted; it is added to the weighted sum.",
                "the bias is added after the sigmoid, so the output can leave the range from 0 to 1.",
                "this is one number per input: the products are not yet added up.",
                "this multiplies and never sums, and the bias is missing, too.",
            ],
            what="neuron(x=[3, 1], w=[0.5, -2], b=1.5)",
        )
        compare(
            neuron(np.array([0.0, 0.0]), np.array([5.0, 5.0]), -2.0),
            KNOWN["neuron.2"],
            what="neuron(x=[0, 0], w=[5, 5], b=-2)",
        )


def check_mean_squared_error(mean_squared_error) -> None:
    """Task 2: `mean_squared_error(y, y_hat)`, both of shape (n,), gives one number."""
    with task(2, "the mean squared error"):
        compare(
            unchanged(mean_squared_error, np.array([3.0, 5.0, 2.0, 8.0]), np.array([2.0, 7.0, 2.0, 5.0])),
            KNOWN["mean_squared_error"],
            hints=[
                "this is the sum of the squared errors; the loss is their mean.",
                "the errors are not squared, so a positive and a negative one cancel.",
                "this is the mean of the absolute errors; they have to be squared.",
                "this is the square of the mean error: square first, then take the mean.",
                "this is the square root of the mean squared error.",
                "this is half of it; the factor 1/2 that some books use is not asked for.",
                "`//` cuts the digits after the point off; divide with `/`.",
                "these are the squared errors one by one; the loss is one number.",
                "divided by n - 1; the mean divides by n.",
            ],
            what="mean_squared_error(y=[3, 5, 2, 8], y_hat=[2, 7, 2, 5])",
        )


def check_gradient_step(gradient_step) -> None:
    """Task 3: `gradient_step(x, y, w, b, learning_rate)` gives the new (w, b); x (n, p), y (n,), w (p,)."""
    x, y = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([1.0, 2.0, 3.0])
    with task(3, "one step of gradient descent"):
        result = unchanged(gradient_step, x, y, np.array([1.0, 0.5]), 0.5, 0.3)
        w, b = parts(result, 2, "return both, the new weights and the new bias: `return w, b`.")
        require(np.shape(w) == (2,), f"the new weights must have shape (2,), like the old. Received: {np.shape(w)}.")
        require(np.shape(b) == (), f"the new bias must be one number. Received: shape {np.shape(b)}.")
        compare(
            np.append(w, b),
            KNOWN["gradient_step"],
            hints=[
                "this step goes uphill: the gradient is subtracted, not added.",
                "the factor 2 from the derivative of the square is missing.",
                "the gradient is summed over the examples; the loss is a mean, so its gradient is one, too.",
                "the bias has not moved; it has a gradient, too.",
                "the bias was updated with weights that were already new: compute both gradients first.",
                "the prediction inside the step forgets the bias.",
                "nothing has moved: return the new weights and bias, not the old.",
                "the learning rate is missing: this is the whole gradient.",
            ],
            what="the new w and b",
        )


def check_softmax(softmax) -> None:
    """Task 4: `softmax(scores)` with scores of shape (n, k) gives probabilities of the same shape."""
    with task(4, "softmax, one distribution a row"):
        square = np.array([[1.0, 0.0, 1.0], [2.0, 2.0, 0.0], [0.0, 3.0, 1.0]])
        try:
            wide = unchanged(softmax, square[:2])
        except ValueError as error:
            raise Wrong(
                f"two rows of three scores do not fit ({error}). Look at the shape of your row sums: keepdims=True keeps their axis."
            ) from None
        compare(
            wide,
            KNOWN["softmax"],
            hints=[
                "each column sums to 1: the images compete and not the classes. Which axis holds the classes?",
                "all numbers together sum to 1: sum along the row of each example alone.",
                "the scores are divided by their sum; the exponential is missing.",
                "these are sigmoids: each looks at its own score, none at the others.",
                "these are the exponentials; they are not yet divided by their sum.",
            ],
            what="softmax([[1, 0, 1], [2, 2, 0]])",
        )
        compare(softmax(square), KNOWN["softmax.2"], what="softmax of three rows of three scores")
        with np.errstate(all="ignore"):
            large = np.asarray(softmax(np.array([[1000.0, 1000.0, 0.0]])), dtype=float)
        require(
            np.isfinite(large).all(),
            "scores of 1000 give nan: e to the 1000 does not fit into a number. Make the largest score of each row 0 first.",
        )
        compare(large, [[0.5, 0.5, 0.0]], what="softmax([[1000, 1000, 0]])")


def check_largest_stable_rate(largest_stable_rate) -> None:
    """Task 5: `largest_stable_rate(x, y, rates, num_steps)` gives one of the rates."""
    x = np.array([[3.0, 1.0], [3.0, -1.0], [-3.0, 1.0], [-3.0, -1.0]])
    y = np.array([5.3, -4.7, 4.7, -5.3])
    with task(5, "the largest learning rate at which the loss never rises"):
        compare(
            largest_stable_rate(x, y, [0.03, 0.11, 0.1, 0.01, 0.5, 0.12, 0.05], 15),
            KNOWN["largest_stable_rate"],
            hints=[
                "with 0.12 the last loss is below the first, but on the way it rises: compare every step with the one before.",
                "this is the largest of the list, and with it the loss explodes.",
                "this is the rate with the lowest loss at the end; asked for is the largest one that never rises.",
                "this is the smallest of the list; asked for is the largest one that never rises.",
                "this is the first rate that works; a larger one comes later in the list.",
                "this is the last rate that works, but not the largest: the list is not sorted.",
                "this is the position in the list; return the rate itself.",
            ],
            what="the largest stable rate",
        )
