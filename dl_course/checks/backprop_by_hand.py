"""Checks of exercise 03: cross-entropy, the chain rule, a backward pass, a gradient check, the step of a finite difference."""

import copy

import numpy as np

from dl_course.checks.judging import as_array, compare, require, task, unchanged

_X = np.array([[1.0, -2.0], [0.5, 1.5], [-1.0, 0.5], [2.0, 1.0]])
_Y = np.array([1.0, -0.5, 2.0, 0.0])
_PARAMETERS = {
    "W": np.array([[0.5, -1.0, 0.25], [1.5, 0.5, -0.75]]),
    "b": np.array([0.1, -0.2, 0.3]),
    "v": np.array([1.0, -2.0, 0.5]),
    "c": np.array([0.4]),
}
_GRADIENTS = {
    "W": np.array(
        [[0.364552497242, -0.869545415779, 0.318818381676], [-0.029657345557, -0.360808551416, 0.104882687938]]
    ),
    "b": np.array([-0.215098692066, 0.0536400234605, -0.0123244167245]),
    "v": np.array([0.365559189241, -0.512311542315, -0.111606979602]),
    "c": np.array([-0.154302597953]),
}


def check_binary_cross_entropy(binary_cross_entropy) -> None:
    """Task 1: `binary_cross_entropy(y, p)`, both of shape (n,), gives one number."""
    with task(1, "the binary cross-entropy"):
        compare(
            unchanged(
                binary_cross_entropy, np.array([1.0, 0.0, 1.0, 0.0, 1.0]), np.array([0.9, 0.2, 0.4, 0.7, 0.8])
            ),
            0.534382230897,
            mistakes={
                "a distance is never negative: the minus in front is missing.": -0.534382230897,
                "this is the sum over the examples; the loss is their mean.": 2.67191115449,
                "these are the prices one by one; the loss is one number.": [
                    0.105360515658, 0.223143551314, 0.916290731874, 1.20397280433, 0.223143551314,
                ],
                "examples with y = 0 pay nothing here: whoever says yes with certainty would always be right.": 0.248958959769,
                "examples with y = 1 pay nothing here: whoever says no with certainty would always be right.": 0.285423271128,
                "an example with y = 1 pays for 1 - p here: y and 1 - y have changed places.": 1.27779229711,
                "for y = 0 the price is taken from p; which probability did the model give to the truth 0?": 0.642181531044,
                "the two halves are subtracted from each other; both are prices, and prices add up.": -0.0364643113588,
                "the logarithm is the natural one, np.log; this has base 2.": 0.770950594455,
                "the logarithm is the natural one, np.log; this has base 10.": 0.232079254106,
                "this is the mean squared error.": 0.188,
            },
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
            0.51986038542,
            what="binary_cross_entropy(y=[1, 0, 1, 0], p=[1, 0, 0.5, 0.75])",
        )


def check_slopes(slopes) -> None:
    """Task 2: `slopes(x, w, b, y)`, four numbers, gives the pair (dL/dw, dL/db) of L = (tanh(w x + b) - y)^2."""
    with task(2, "two slopes by the chain rule"):
        result = slopes(2.0, 0.5, -0.3, -1.0)
        require(
            isinstance(result, (tuple, list)) and len(result) == 2,
            "return both slopes: `return d_w, d_b`.",
        )
        compare(
            [as_array(each, "a slope").tolist() for each in result],
            [4.07342298011, 2.03671149006],
            mistakes={
                "the 2 from the derivative of the square is missing.": [2.03671149006, 1.01835574503],
                "the slope of tanh is missing: this link of the chain was skipped.": [6.41747110847, 3.20873555423],
                "the error is missing: start the chain at the square.": [1.26947917996, 0.634739589982],
                "w and b have the same slope here; what does a change of w get multiplied by, before it reaches the sum?": [2.03671149006, 2.03671149006],
                "b has the slope of w here; nothing multiplies b on its way into the sum.": [4.07342298011, 4.07342298011],
                "the slopes have changed places: the slope of w comes first.": [2.03671149006, 4.07342298011],
                "the sign is turned round: the error is prediction minus target.": [-4.07342298011, -2.03671149006],
                "the way from w to the sum is multiplied by w itself; in a product each factor gets the other one.": [1.01835574503, 2.03671149006],
                "the slope of tanh is 1 - t²; here the square is missing.": [2.53895835993, 1.26947917996],
                "t (1 - t) is the slope of the sigmoid; tanh has another one.": [1.53446462018, 0.767232310092],
                "tanh is applied twice inside its slope: t is already the tanh.": [4.54509476916, 2.27254738458],
                "the slope of tanh is computed from the sum z; it is 1 minus the square of tanh(z).": [3.27291026532, 1.63645513266],
                "the error is taken from the sum z, before the tanh.": [4.31622921188, 2.15811460594],
            },
            what="slopes(x=2, w=0.5, b=-0.3, y=-1)",
        )  # fmt: skip


def check_backward(backward) -> None:
    """Task 3: `backward(x, y, parameters)` gives a dict of gradients, shaped like `parameters`."""
    with task(3, "the backward pass of a two-layer network"):
        gradients = _left_alone(backward, _X, _Y, _PARAMETERS)
        _shaped_like_parameters(gradients, "gradient")
        _compare_output_layer(gradients)
        _compare_hidden_layer(gradients)


def _compare_output_layer(gradients) -> None:
    compare(
        gradients["c"],
        _GRADIENTS["c"],
        mistakes={
            "the factor 2 from the square is missing (look at c).": [-0.0771512989767],
            "the loss is a mean over the examples, so its gradient is one, too; this is a sum (look at c).": [-0.617210391814],
            "the factor 2 is missing, and the mean has become a sum (look at c).": [-0.308605195907],
            "the sign is turned round: the error is prediction minus target (look at c).": [0.154302597953],
        },
        what="the gradient of c",
    )  # fmt: skip
    compare(
        gradients["v"],
        _GRADIENTS["v"],
        mistakes={
            "for v you used the sum z; v is multiplied by what comes out of the sigmoid.": [2.85305321962, -1.96120031366, -0.217008807786],
            "for v you used the sigmoid's slope; v comes after the sigmoid, so only h itself counts.": [-0.215098692066, -0.0268200117302, -0.024648833449],
            "all entries of v are equal: what does each of them get multiplied by in the forward pass?": [-0.154302597953] * 3,
            "v's gradient is multiplied by v; in a product each factor gets the other one.": [0.365559189241, 1.02462308463, -0.0558034898011],
            "for v the mean of h was multiplied by the sum of the errors; each example needs its own product, then the sum.": [-0.097654774933, -0.0581523306196, -0.0829266499565],
        },
        what="the gradient of v",
    )  # fmt: skip


def _compare_hidden_layer(gradients) -> None:
    compare(
        gradients["b"],
        _GRADIENTS["b"],
        mistakes={
            "on the way to b the sigmoid's slope is missing.": [-0.154302597953, 0.308605195907, -0.0771512989767],
            "on the way to b the weights v are missing: the error arrives at a hidden unit through its v.": [-0.215098692066, -0.0268200117302, -0.024648833449],
            "the slope of the sigmoid has two factors; here 1 - h is missing.": [0.365559189241, 1.02462308463, -0.0558034898011],
            "the slope of the sigmoid has two factors; here h is missing.": [-0.519861787195, -0.716017888724, -0.0213478091756],
            "1 - h² is the slope of tanh; these units are sigmoids.": [-0.734960479261, -0.662377865263, -0.0336722259001],
            "the sigmoid is applied again inside its slope; h has already been through it.": [-0.0683819443253, 0.0224324438947, -0.0168928805897],
            "the slope of the sigmoid is computed from the sum z; it is made of h.": [-3.82455714476, 3.77629716669, 0.119191247528],
            "the mean is taken twice: the division by n is already in the error.": [-0.0537746730165, 0.0134100058651, -0.00308110418112],
            "on the way to b the error is missing.": [0.111867248106, -0.331138669506, 0.102014257639],
        },
        what="the gradient of b",
    )  # fmt: skip
    compare(
        gradients["W"],
        _GRADIENTS["W"],
        mistakes={
            "the gradient of W is turned on its side: it needs the shape of W, inputs in rows, units in columns.": _GRADIENTS["W"].T,
            "for W the mean input was multiplied by the summed gradient; each example needs its own product, then the sum.": [
                [-0.134436682541, 0.0335250146628, -0.0077027604528], [-0.0537746730165, 0.0134100058651, -0.00308110418112],
            ],
            "on the way to W the sigmoid's slope is missing.": [
                [2.52704742262, -5.05409484524, 1.26352371131], [1.06997317874, -2.13994635748, 0.53498658937],
            ],
            "the mean is taken twice on the way to W: the division by n is already in the error.": [
                [0.0911381243104, -0.217386353945, 0.079704595419], [-0.00741433638925, -0.090202137854, 0.0262206719846],
            ],
        },
        what="the gradient of W",
    )  # fmt: skip


def check_gradient_check(gradient_check) -> None:
    """Task 4: `gradient_check(x, y, parameters, gradients, step)` gives a dict of one relative error a parameter."""
    given = {"W": 2 * _GRADIENTS["W"], "b": _GRADIENTS["b"][::-1], "v": -_GRADIENTS["v"], "c": _GRADIENTS["c"]}
    with task(4, "a gradient check that finds what is wrong"):
        errors = _left_alone(gradient_check, _X, _Y, _PARAMETERS, given, 0.5)
        _has_the_names(errors, "error")
        compare(
            _in_order(errors),
            [0.342847521757, 0.645037311819, 1.0, 0.0],
            mistakes={
                "this is the forward difference; step to both sides.": [0.326823027318, 0.658458197989, 0.975064567427, 1.0],
                "the two points are 2 steps apart, and you divide by 1 step.": [0.0132800887991, 0.690312443216, 1.0, 0.333333333333],
                "this is the absolute error; divide by the sum of the two norms.": [1.0869785176, 0.282841087302, 1.27836263263, 0.0],
                "divide by the sum of both norms, not by the norm of the numerical gradient alone.": [1.04330506972, 1.30666922197, 2.0, 0.0],
                "divide by the sum of both norms, not by the norm of the given gradient alone.": [0.510658438375, 1.27389623965, 2.0, 0.0],
                "this compares the lengths of the two gradients; first subtract them, then take the length.": [0.342766499064, 0.0126999228705, 0.0, 0.0],
                "this is the largest entry; a norm is the square root of the sum of the squares.": [0.345278148568, 0.478933161561, 1.0, 0.0],
                "all entries of a parameter are nudged at once; each derivative needs its own nudge.": [0.688935713892, 0.533995235951, 0.792850073866, 0.0],
                "a nudge is not taken back before the next one: start each time from the parameters as they were.": [0.373792725062, 0.508972880142, 0.965253348947, 0.772767370303],
                "this compares with your own gradients; asked for is the check of those that were given.": [0.0132800887991, 0.0138972761375, 0.0, 0.0],
            },
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
        result = _left_alone(step_experiment, _X, _Y, _PARAMETERS, steps)
        require(
            isinstance(result, (tuple, list)) and len(result) == 2,
            "return two things, the best step and the list of errors: `return best, errors`.",
        )
        best, errors = result
        errors = as_array(errors, "the list of errors")
        require(errors.shape == (6,), f"one error for each of the 6 steps. Received: shape {errors.shape}.")
        compare(
            errors[[0, 2, 5]],
            [5.56617264168e-06, 0.0554511237425, 0.000556591522719],
            mistakes={
                "this is the mean over the parameters; one wrong parameter is enough, so take the largest.": [2.67672385913e-06, 0.027680035131, 0.000267850408771],
                "all are 0: this is the smallest over the parameters, where one wrong one is enough, so take the largest; or nothing was compared at all.": [0.0, 0.0, 0.0],
                "this is the sum over the parameters; take the largest.": [1.07068954365e-05, 0.110720140524, 0.00107140163508],
                "this is the forward difference; step to both sides.": [0.0334890354793, 1.0, 0.479374444943],
                "the errors are sorted; leave them in the order of the steps.": [0.0, 5.56617264168e-06, 0.0554511237425],
            },
            what="the errors for the steps 0.01, 1 and 0.1",
            tolerance=1e-8,
        )  # fmt: skip
        compare(
            best,
            1e-5,
            mistakes={
                "this is the largest step; look at its error.": 1.0,
                "this is the smallest step: the limit is only a limit with infinitely many digits.": 1e-12,
                "this is the position in the list; return the step itself.": 3,
                "this is the first of the list.": 1e-2,
                "this is the best step of forward differences; central ones can do better.": 1e-8,
            },
            what="the best step",
            tolerance=1e-13,
        )  # fmt: skip


def _left_alone(function, *arguments):
    """Calls the function on copies and requires that it leaves arrays, dicts and lists as they were."""
    copies = copy.deepcopy(arguments)
    result = function(*copies)
    for before, after in zip(arguments, copies, strict=True):
        names = before if isinstance(before, dict) else [None]
        for name in names:
            old, new = (before[name], after.get(name)) if name else (before, after)
            require(
                np.shape(old) == np.shape(new) and np.array_equal(old, new),
                f"the function changes {name or 'an argument'} as it was given to it; compute new arrays instead.",
            )
    return result


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
