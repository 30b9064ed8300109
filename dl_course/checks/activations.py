"""Checks of exercise 02: leaky ReLU, the sigmoid's slope, a forward pass, collapsing linear layers, bends that follow a curve."""

import numpy as np

from dl_course.checks.judging import as_array, compare, known, parts, require, task, unchanged

KNOWN = known(__name__)


def check_leaky_relu(leaky_relu) -> None:
    """Task 1: `leaky_relu(z, slope)` with z of any shape gives an array of the same shape."""
    with task(1, "leaky ReLU"):
        compare(
            unchanged(leaky_relu, np.array([-4.0, 0.0, 2.0]), 0.25),
            KNOWN["leaky_relu"],
            hints=[
                "this is the plain ReLU; the leaky one lets a little of the negative side through.",
                "the slope sits on the wrong side: positive numbers pass unchanged.",
                "the slope acts on both sides, so there is no bend.",
                "negative numbers change their sign; they should stay negative, only smaller.",
                "negative numbers become the slope itself; they are multiplied by it.",
                "this is one number: np.max takes the largest of all; each element is treated by itself.",
            ],
            what="leaky_relu([-4, 0, 2], slope=0.25)",
        )
        compare(
            leaky_relu(np.array([[-10.0, 1.0], [3.0, -1.0]]), 0.1),
            [[-1.0, 1.0], [3.0, -0.1]],
            what="leaky_relu([[-10, 1], [3, -1]], slope=0.1)",
        )


def check_sigmoid_slope(sigmoid_slope) -> None:
    """Task 2: `sigmoid_slope(z)` gives the derivative of the sigmoid at each element of z."""
    with task(2, "the slope of the sigmoid"):
        compare(
            unchanged(sigmoid_slope, np.array([0.0, 2.0])),
            KNOWN["sigmoid_slope"],
            hints=[
                "this is the sigmoid itself; asked for is its derivative.",
                "this is z(1 - z): the formula s(1 - s) wants the sigmoid of z for s, not z.",
                "this is 1 - s; the other factor is missing.",
                "the sign is turned round: the sigmoid rises everywhere, so its slope is positive.",
                "this is the derivative of tanh.",
                "the sigmoid is applied twice: s(1 - s) with s the sigmoid of the sigmoid of z.",
                "this is s(1 + s); look at the sign.",
            ],
            what="sigmoid_slope([0, 2])",
        )
        far = as_array(sigmoid_slope(np.array([-30.0, 30.0])), "sigmoid_slope([-30, 30])")
        require(np.allclose(far, 0, atol=1e-9), "far from 0 the sigmoid is flat, but your slope there is not near 0.")


def check_forward(forward) -> None:
    """Task 3: `forward(x, weights, biases)` through layers with ReLU between them, x of shape (n, inputs)."""
    x = np.array([[2.0, 3.0], [4.0, 2.0]])
    weights = [np.array([[2.0, 1.0], [-1.0, -1.0]]), np.array([[3.0, -1.0], [2.0, 4.0]]), np.array([[2.0], [-3.0]])]
    biases = [np.array([1.0, -1.0]), np.array([0.0, 2.0]), np.array([0.5])]
    with task(3, "a forward pass through three layers"):
        compare(
            forward(x, weights, biases),
            KNOWN["forward"],
            hints=[
                "the hidden layers have no ReLU: this is one linear layer in disguise.",
                "the biases are missing.",
                "only the first hidden layer has a ReLU; each hidden layer has one.",
                "only the last hidden layer has a ReLU; each hidden layer has one.",
                "this stops before the output layer.",
                "the bias is added after the ReLU; it belongs to the weighted sum.",
            ],
            what="forward of two examples",
        )
        compare(
            forward(np.array([[0.0, 1.0]]), weights, biases),
            KNOWN["forward.2"],
            hints=[
                "the output layer has a ReLU, too; it must be able to give any number.",
            ],
            what="forward([[0, 1]])",
        )
        compare(
            forward(np.array([[1.0, 2.0]]), weights[:1], biases[:1]), KNOWN["forward.3"],
            hints=[
                "with one layer there is nothing hidden, so no ReLU: yours cuts off the negative output.",
            ],
            what="forward through a single layer",
        )  # fmt: skip


def check_collapse(collapse) -> None:
    """Task 4: `collapse(weights, biases)` gives the weight and the bias of the one layer that replaces them all."""
    weights = [
        np.array([[1.0, 2.0], [0.0, 1.0]]),
        np.array([[1.0, -1.0], [3.0, 1.0]]),
        np.array([[2.0, 1.0], [0.0, 1.0]]),
    ]
    biases = [np.array([1.0, 0.0]), np.array([0.0, -1.0]), np.array([5.0, 4.0])]
    with task(4, "many linear layers in one"):
        result = collapse(weights, biases)
        w, b = parts(result, 2, "return both, the weight and the bias.")
        compare(
            w,
            KNOWN["collapse"],
            hints=[
                "the matrices are multiplied in the reverse order; an input meets the first layer first.",
                "the matrices are multiplied element by element; layers need the matrix product @.",
                "the matrices are added; layers one after the other multiply.",
                "this is the transpose of the right matrix.",
                "the last layer is missing.",
            ],
            what="the weight",
        )
        compare(
            b,
            KNOWN["collapse.2"],
            hints=[
                "the biases are only added up; each passes through all the layers after its own.",
                "only the last bias is left; the earlier ones pass through the layers after them.",
                "the last bias is missing.",
                "each bias also passes through the weights of its own layer; it is added after them.",
                "the earlier biases stop one layer short: they pass through all the layers after their own.",
            ],
            what="the bias",
        )


def check_hinges(hinges) -> None:
    """Task 5: `hinges(knots, values)` gives the start value and the weight of the ReLU unit at each knot but the last."""
    knots, values = np.array([0.0, 1.0, 3.0, 4.0]), np.array([2.0, 5.0, 1.0, 1.0])
    with task(5, "ReLU units that follow a curve"):
        result = hinges(knots, values)
        start, weights = parts(result, 2, "return both, the start value and the weights.")
        compare(
            start,
            KNOWN["hinges"],
            hints=[
                "the network starts at the first value of the curve, not at 0.",
            ],
            what="the start value",
        )
        compare(
            weights,
            KNOWN["hinges.2"],
            hints=[
                "these are the slopes themselves; every unit stays on, so the next one adds only the change.",
                "these are the steps of the values, not yet divided by the distance of the knots.",
                "these are changes of the steps; divide by the distance of the knots before taking the change.",
                "the first unit is missing: before it the slope is 0.",
                "the signs of the changes are turned round: new slope minus old.",
            ],
            what="the weights",
        )
