"""Checks of exercise 03: cross-entropy, the chain rule, a backward pass, a gradient check, the step of a finite difference."""

import copy

import numpy as np

from dl_course.checks.judging import as_array, compare, known, parts, require, task, unchanged

KNOWN = known(__name__)

_X = np.array([[1.0, -2.0], [0.5, 1.5], [-1.0, 0.5], [2.0, 1.0]])
_Y = np.array([1.0, -0.5, 2.0, 0.0])
_PARAMETERS = {
    "W": np.array([[0.5, -1.0, 0.25], [1.5, 0.5, -0.75]]),
    "b": np.array([0.1, -0.2, 0.3]),
    "v": np.array([1.0, -2.0, 0.5]),
    "c": np.array([0.4]),
}
_GRADIENTS = {name: np.array(KNOWN[f"backward.{name}"].right) for name in _PARAMETERS}


def check_binary_cross_entropy(binary_cross_entropy) -> None:
    """Task 1: `binary_cross_entropy(y, p)`, both of shape (n,), gives one number."""
    with task(1, "the binary cross-entropy"):
        compare(
            unchanged(
                binary_cross_entropy, np.array([1.0, 0.0, 1.0, 0.0, 1.0]), np.array([0.9, 0.2, 0.4, 0.7, 0.8])
            ),
            KNOWN["binary_cross_entropy"],
            hints=[
                "a distance is never negative: the minus in front is missing.",
                "this is the sum over the examples; the loss is their mean.",
                "these are the prices one by one; the loss is one number.",
                "examples with y = 0 pay nothing here: whoever says yes with certainty would always be right.",
                "examples with y = 1 pay nothing here: whoever says no with certainty would always be right.",
                "an example with y = 1 pays for 1 - p here: y and 1 - y have changed places.",
                "for y = 0 the price is taken from p; which probability did the model give to the truth 0?",
                "the two halves are subtracted from each other; both are prices, and prices add up.",
                "the logarithm is the natural one, np.log; this has base 2.",
                "the logarithm is the natural one, np.log; this has base 10.",
                "this is the mean squared error.",
            ],
            what="binary_cross_entropy(y=[1, 0, 1, 0, 1], p=[0.9, 0.2, 0.4, 0.7, 0.8])",
        )  # fmt: skip
        with np.errstate(all="ignore"):
            edge = as_array(binary_cross_entropy(np.array([1.0, 0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.5, 0.75])))
        require(
            not np.isnan(edge).any(),
            "two predictions are exactly 1 and 0, and right, and the loss is nan: 0 times the logarithm of 0. Take the "
            "logarithm of the one probability that counts.",
        )
        compare(
            edge,
            KNOWN["binary_cross_entropy.2"],
            what="binary_cross_entropy(y=[1, 0, 1, 0], p=[1, 0, 0.5, 0.75])",
        )


def check_slopes(slopes) -> None:
    """Task 2: `slopes(x, w, b, y)`, four numbers, gives the pair (dL/dw, dL/db) of L = (tanh(w x + b) - y)^2."""
    with task(2, "two slopes by the chain rule"):
        result = slopes(2.0, 0.5, -0.3, -1.0)
        result = parts(result, 2, "return both slopes: `return d_w, d_b`.", rows=True)
        compare(
            [as_array(each, "a slope").tolist() for each in result],
            KNOWN["slopes"],
            hints=[
                "the 2 from the derivative of the square is missing.",
                "the slope of tanh is missing: this link of the chain was skipped.",
                "the error is missing: start the chain at the square.",
                "w and b have the same slope here; what does a change of w get multiplied by, before it reaches the sum?",
                "b has the slope of w here; nothing multiplies b on its way into the sum.",
                "the slopes have changed places: the slope of w comes first.",
                "the sign is turned round: the error is prediction minus target.",
                "the way from w to the sum is multiplied by w itself; in a product each factor gets the other one.",
                "the slope of tanh is 1 - t²; here the square is missing.",
                "t (1 - t) is the slope of the sigmoid; tanh has another one.",
                "tanh is applied twice inside its slope: t is already the tanh.",
                "the slope of tanh is computed from the sum z; it is 1 minus the square of tanh(z).",
                "the error is taken from the sum z, before the tanh.",
            ],
            what="slopes(x=2, w=0.5, b=-0.3, y=-1)",
        )  # fmt: skip


def check_backward(backward) -> None:
    """Task 3: `backward(x, y, parameters)` gives a dict of gradients, shaped like `parameters`."""
    with task(3, "the backward pass of a two-layer network"):
        gradients = unchanged(backward, _X, _Y, _PARAMETERS)
        _shaped_like_parameters(gradients, "gradient")
        _compare_output_layer(gradients)
        _compare_hidden_layer(gradients)


def _compare_output_layer(gradients) -> None:
    compare(
        gradients["c"],
        KNOWN["backward.c"],
        hints=[
                "the factor 2 from the square is missing (look at c).",
                "the loss is a mean over the examples, so its gradient is one, too; this is a sum (look at c).",
                "the factor 2 is missing, and the mean has become a sum (look at c).",
                "the sign is turned round: the error is prediction minus target (look at c).",
            ],
        what="the gradient of c",
    )  # fmt: skip
    compare(
        gradients["v"],
        KNOWN["backward.v"],
        hints=[
                "for v you used the sum z; v is multiplied by what comes out of the sigmoid.",
                "for v you used the sigmoid's slope; v comes after the sigmoid, so only h itself counts.",
                "all entries of v are equal: what does each of them get multiplied by in the forward pass?",
                "v's gradient is multiplied by v; in a product each factor gets the other one.",
                "for v the mean of h was multiplied by the sum of the errors; each example needs its own product, then the sum.",
            ],
        what="the gradient of v",
    )  # fmt: skip


def _compare_hidden_layer(gradients) -> None:
    compare(
        gradients["b"],
        KNOWN["backward.b"],
        hints=[
                "on the way to b the sigmoid's slope is missing.",
                "on the way to b the weights v are missing: the error arrives at a hidden unit through its v.",
                "the slope of the sigmoid has two factors; here 1 - h is missing.",
                "the slope of the sigmoid has two factors; here h is missing.",
                "1 - h² is the slope of tanh; these units are sigmoids.",
                "the sigmoid is applied again inside its slope; h has already been through it.",
                "the slope of the sigmoid is computed from the sum z; it is made of h.",
                "the mean is taken twice: the division by n is already in the error.",
                "on the way to b the error is missing.",
            ],
        what="the gradient of b",
    )  # fmt: skip
    compare(
        gradients["W"],
        KNOWN["backward.W"],
        hints=[
                "the gradient of W is turned on its side: it needs the shape of W, inputs in rows, units in columns.",
                "for W the mean input was multiplied by the summed gradient; each example needs its own product, then the sum.",
                "on the way to W the sigmoid's slope is missing.",
                "the mean is taken twice on the way to W: the division by n is already in the error.",
            ],
        what="the gradient of W",
    )  # fmt: skip


def check_gradient_check(gradient_check) -> None:
    """Task 4: `gradient_check(x, y, parameters, gradients, step)` gives a dict of one relative error a parameter."""
    given = {"W": 2 * _GRADIENTS["W"], "b": _GRADIENTS["b"][::-1], "v": -_GRADIENTS["v"], "c": _GRADIENTS["c"]}
    with task(4, "a gradient check that finds what is wrong"):
        errors = unchanged(gradient_check, _X, _Y, _PARAMETERS, given, 0.5)
        _has_the_names(errors, "error")
        compare(
            _in_order(errors),
            KNOWN["gradient_check"],
            hints=[
                "this is the forward difference; step to both sides.",
                "the two points are 2 steps apart, and you divide by 1 step.",
                "this is the absolute error; divide by the sum of the two norms.",
                "divide by the sum of both norms, not by the norm of the numerical gradient alone.",
                "divide by the sum of both norms, not by the norm of the given gradient alone.",
                "this compares the lengths of the two gradients; first subtract them, then take the length.",
                "this is the largest entry; a norm is the square root of the sum of the squares.",
                "all entries of a parameter are nudged at once; each derivative needs its own nudge.",
                "a nudge is not taken back before the next one: start each time from the parameters as they were.",
                "this compares with your own gradients; asked for is the check of those that were given.",
            ],
            what="gradient_check(...) with a step of 0.5, in the order W, b, v, c,",
        )  # fmt: skip
        fine = _in_order(gradient_check(_X, _Y, copy.deepcopy(_PARAMETERS), copy.deepcopy(_GRADIENTS), 1e-5))
        require(
            max(fine) < 1e-6,
            f"with the right gradients and a step of 1e-5 the largest error must be tiny. Received: {max(fine):.2g}. "
            "Do you use the step that was given?",
        )


def check_step_experiment(step_experiment) -> None:
    """Task 5: `step_experiment(x, y, parameters, steps)` gives (best step, list of the worst error of each step)."""
    steps = [1e-2, 1e-8, 1.0, 1e-5, 1e-12, 0.1]
    with task(5, "the step that is neither too large nor too small"):
        result = unchanged(step_experiment, _X, _Y, _PARAMETERS, steps)
        best, errors = parts(
            result, 2, "return two things, the best step and the list of errors: `return best, errors`."
        )
        errors = as_array(errors, "the list of errors")
        require(errors.shape == (6,), f"one error for each of the 6 steps. Received: shape {errors.shape}.")
        compare(
            errors[[0, 2, 5]],
            KNOWN["step_experiment"],
            hints=[
                "this is the mean over the parameters; one wrong parameter is enough, so take the largest.",
                "all are 0: this is the smallest over the parameters, where one wrong one is enough, so take the largest; or nothing was compared at all.",
                "this is the sum over the parameters; take the largest.",
                "this is the forward difference; step to both sides.",
                "the errors are sorted; leave them in the order of the steps.",
            ],
            what="the errors for the steps 0.01, 1 and 0.1",
            tolerance=1e-8,
        )  # fmt: skip
        compare(
            best,
            KNOWN["step_experiment.2"],
            hints=[
                "this is the largest step; look at its error.",
                "this is the smallest step: the limit is only a limit with infinitely many digits.",
                "this is the position in the list; return the step itself.",
                "this is the first of the list.",
                "this is the best step of forward differences; central ones can do better.",
            ],
            what="the best step",
            tolerance=1e-13,
        )  # fmt: skip


def _has_the_names(result, what) -> None:
    require(
        isinstance(result, dict),
        f"return a dict with one {what} for each parameter. Received: {type(result).__name__}.",
    )
    missing = [name for name in _PARAMETERS if name not in result]
    require(not missing, f"the {what} of {', '.join(missing)} is missing in the dict.")


def _shaped_like_parameters(result, what) -> None:
    _has_the_names(result, what)
    for name, parameter in _PARAMETERS.items():
        shape = as_array(result[name], f"the {what} of {name}").shape
        turned = name == "W" and shape == parameter.T.shape
        require(
            shape == parameter.shape or turned,
            f"the {what} of {name} must have the shape of {name}, {parameter.shape}. Received: {shape}."
            + (" Over which axis do the examples have to be summed?" if shape[:1] == (4,) else ""),
        )


def _in_order(errors) -> list[float]:
    return [float(as_array(errors[name], f"the error of {name}").reshape(-1)[0]) for name in _PARAMETERS]
