"""Checks of exercise 03: cross-entropy, the chain rule, a backward pass, a gradient check, a link for PyTorch, a step."""

import contextlib
import copy
import traceback

import numpy as np

from dl_course.checks.autograd import links
from dl_course.checks.judging import (
    Wrong,
    as_array,
    compare,
    error_means,
    is_bool,
    known,
    parts,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)

_X = np.array([[1.0, -2.0, 0.5], [0.5, 1.5, -1.0], [-1.0, 0.5, 2.0], [2.0, 1.0, -0.5], [-0.5, -1.5, 1.0]])
_Y = np.array([-1.5, 0.25, 3.0, -1.5, 1.0])
_PARAMETERS = {  # in eighths: a nudge that is taken back leaves nothing behind
    "W": np.array([[0.5, -1.0, 0.25, 0.75], [1.5, 0.5, -0.75, -0.25], [-0.5, 0.25, 1.0, -1.25]]),
    "b": np.array([0.125, -0.25, 0.375, -0.5]),
    "v": np.array([1.0, -2.0, 0.5, 1.5]),
    "c": np.array([0.375]),
}
_GRADIENTS = {name: np.array(KNOWN[f"backward.{name}"].right) for name in _PARAMETERS}
_SMALL = (  # here b is what a step measures worst; above it is W
    np.array([[0.25, -0.5], [0.125, 0.375], [-0.25, 0.125]]),
    np.array([0.5, -1.0, 1.5]),
    {
        "v": np.array([1.0, -2.0, 0.5]),
        "b": np.array([0.125, -0.25, 0.375]),
        "W": np.array([[0.5, -1.0, 0.25], [1.5, 0.5, -0.75]]),
        "c": np.array([0.375]),
    },
)


def check_binary_cross_entropy(binary_cross_entropy) -> None:
    """Task 1: `binary_cross_entropy(y, p)`, shares from 0 to 1, both of shape (n,), gives one number."""
    with task(1, "the binary cross-entropy of shares") as done:
        y, p = np.array([1.0, 0.25, 1.0, 0.0, 0.6]), np.array([0.35, 0.7, 0.9, 0.75, 0.45])
        with np.errstate(all="ignore"):
            result = unchanged(binary_cross_entropy, y, p, names=["y", "p"])
        compare(
            result,
            KNOWN["binary_cross_entropy"],
            hints=[
                "a distance is never negative: the minus in front is missing.",
                "this is the sum over the examples; the loss is their mean.",
                "these are the prices one by one; the loss is one number.",
                "only one example pays here, the first or the last. Does the `return` stand inside of the loop, or is the sum begun anew in it?",
                "`y == 1` picks one of two prices. Where y lies between 0 and 1 both are paid, each with its share.",
                "the shares are rounded to 0 and 1. Where y lies between, both prices are paid, each with its share.",
                "`1 - |y - p|` is the probability of the truth only where y is 0 or 1; between them there are two prices.",
                "the two probabilities are mixed before the logarithm is taken; each of the two has a logarithm of its own.",
                "the floor is subtracted, what p = y would pay; asked for is the whole price.",
                "only the examples in which all agree pay here; the others pay both prices, each with its share.",
                "those who said no pay nothing here: whoever says yes with certainty would always be right.",
                "those who said yes pay nothing here: whoever says no with certainty would always be right.",
                "an example with y = 1 pays for 1 - p here: y and 1 - y have changed places.",
                "for a no the price is taken from p; which probability did the model give to the no?",
                "the price depends on p alone: how much p and 1 - p count has to depend on y.",
                "this is the median, the largest or the smallest of the prices; take their mean.",
                "y does not matter here: this is the entropy of p itself, in which p stands in the place of y.",
                "brackets are missing: (1 - y) multiplies its logarithm as a whole.",
                "p is made 0 or 1 before the logarithm; the price depends on how certain it was.",
                "the two halves are subtracted from each other; both are prices, and prices add up.",
                "the logarithm is the natural one, np.log; this has another base.",
                "this is the logarithm of the mean probability; take the logarithm of each first, then the mean.",
                "the logarithm is missing: this is the mean of the probabilities that the truth was given.",
                "the probabilities of the truth are multiplied; take the logarithm of each, and their mean.",
                "the sum is divided by n - 1, or by the sum of y; the mean divides by n.",
                "only the examples with y = 1 are looked at; the mean is over all.",
                "p is a probability already; the sigmoid is applied to it once more.",
                "this is the mean of the squared or absolute errors; the loss takes logarithms.",
                "this is the share of right answers, or of wrong ones; the loss looks at how certain they were.",
            ],
            mistakes={
                "the logarithm of 0 is taken, though no probability here is 0. Does y stand inside a logarithm, or have y and p changed places?": np.inf,
                "a logarithm is taken of a number below 0, or 0 times that of 0, though no probability here is 0 or 1. Is it p - 1 in place of 1 - p, or does y stand inside a logarithm?": np.nan,
            },
            what="binary_cross_entropy(y=[1, 0.25, 1, 0, 0.6], p=[0.35, 0.7, 0.9, 0.75, 0.45])",
            besides=lambda: _by_itself(binary_cross_entropy, y, p),
        )  # fmt: skip
        edge = _price_of_certainty(binary_cross_entropy, [1.0, 0.0, 0.5], [1.0, 0.0, 0.25])
        require(
            not np.isnan(edge).any(),
            "two predictions are exactly 1 and 0, and right, and the loss is nan: 0 times the logarithm of 0. Where "
            "a share is 0, nothing is paid.",
        )
        require(
            not np.isinf(edge).any(),
            "binary_cross_entropy(y=[1, 0, 0.5], p=[1, 0, 0.25]) came out as infinity, though both certain predictions are "
            "right: they cost nothing. Does the loss ask whether they are right?",
        )
        compare(
            edge,
            KNOWN["binary_cross_entropy.2"],
            hints=[
                "the two predictions that are exactly 1 and 0, and right, are left out of the mean; they cost nothing, but they count.",
                "the probabilities are kept too far away from 0 and 1: who is right and certain has to pay nothing.",
                "the sum is divided by 5, however many examples there are.",
            ],
            what="binary_cross_entropy(y=[1, 0, 0.5], p=[1, 0, 0.25])",
        )  # fmt: skip
        nothing = _price_of_certainty(binary_cross_entropy, [1.0, 0.0], [1.0, 0.0])
        require(
            nothing >= 0,
            f"binary_cross_entropy(y=[1, 0], p=[1, 0]) came out as {nothing:.1e}, and a loss is never below 0. Is a "
            "little added to a probability, so that it is above 1?",
        )
        for y, p in ((1.0, 0.0), (0.0, 1.0)):
            price = _price_of_certainty(binary_cross_entropy, [y], [p])
            require(
                price > 10,
                f"binary_cross_entropy(y=[{y:.0f}], p=[{p:.0f}]) came out as {price:.3g}. This prediction is certain and "
                "wrong: its price is infinity, or a number above 10 if you keep p away from 0 and 1.",
            )
        floor = float(_price_of_certainty(binary_cross_entropy, [0.5], [0.5]))
        done.what += (
            f". Where people disagree, 0 is out of reach: for y = 0.5 the best is p = 0.5, and that costs {floor:.2f}"
        )


def _by_itself(binary_cross_entropy, y, p) -> str:
    """Whether the order of the two, the price of one example or the mean is to be looked at."""
    try:
        with np.errstate(all="ignore"):
            if same(binary_cross_entropy(p.copy(), y.copy()), KNOWN["binary_cross_entropy"].right):
                return "With y and p in each other's place your function gives the right number."
            whole = float(binary_cross_entropy(y.copy(), p.copy()))
            alone = [float(binary_cross_entropy(y[i : i + 1], p[i : i + 1])) for i in range(len(y))]
    except Exception:
        return ""
    if same(whole, np.mean(alone)):
        return "It is the mean of what your function gives for each example alone: look at the price of one example."
    return "It is not the mean of what your function gives for each example alone."


def _price_of_certainty(binary_cross_entropy, y, p) -> np.ndarray:
    call = f"binary_cross_entropy(y={[int(each) if each in (0, 1) else each for each in y]}, p={[int(each) if each in (0, 1) else each for each in p]})"
    try:
        with np.errstate(all="ignore"):
            price = as_array(unchanged(binary_cross_entropy, np.array(y), np.array(p), names=["y", "p"]), call)
    except ZeroDivisionError:
        raise Wrong(f"{call} divides by 0. Is a prediction of exactly 0 or 1 left out of the count?") from None
    except ValueError as error:
        if not any(words in str(error) for words in ("domain", "positive input")):
            raise
        raise Wrong(
            f"{call} stops with an error ({error}). math.log stops at 0, where np.log gives -inf; and where the "
            "prediction is right, no logarithm of 0 is needed."
        ) from None
    require(price.shape == (), f"{call} must have no axis (one number). Received: shape {price.shape}.")
    return price


def check_slopes(slopes) -> None:
    """Task 2: `slopes(x, w, b, y)`, four numbers, gives the pair (dL/dw, dL/db) of L = (tanh(w x + b) - y)^2."""
    with task(2, "two slopes by the chain rule"):
        pair = _pair(slopes(3.0, 0.6, -0.7, -0.5))
        compare(
            pair,
            KNOWN["slopes"],
            hints=[
                "the 2 from the derivative of the square is missing.",
                "the slope of tanh is missing: this link of the chain was skipped.",
                "the error is missing: start the chain at the square.",
                "the error is squared; the derivative of the square has the error itself.",
                "the target is missing in the error: it is tanh(w x + b) - y.",
                "the 2 from the derivative of the square is missing, and the error is target minus prediction.",
                "the bias is added after the tanh here; it is the tanh of the whole sum w x + b.",
                "the slope of b is its last link alone, 0 or 1: the links before it belong to it, too.",
                "on the way to b the slope of tanh is missing.",
                "the sigmoid stands in the place of the tanh.",
                "the way to w is multiplied by w or y, or by x twice: what is w multiplied by in the sum?",
                "the way to b leads through neither w nor b: nothing multiplies b on its way into the sum.",
                "w and b have the same slope here; on the way into the sum w is multiplied by x, and b by nothing.",
                "the slopes have changed places: the slope of w comes first.",
                "both slopes have the wrong sign. Is the error prediction minus target, and the slope of tanh 1 - t²?",
                "w and b have changed places in the sum w x + b.",
                "the target is added; the error is prediction minus target.",
                "the slope of tanh is 1 - t²; here it is 1 - t, (1 - t)², 1 + t² or 1 - 2 t.",
                "t (1 - t) is the slope of the sigmoid; tanh has another one.",
                "tanh is applied twice inside its slope: t is already the tanh.",
                "the slope of tanh is computed from the sum z; it is 1 minus the square of tanh(z).",
                "the error is taken from the sum z, before the tanh.",
                "the bias is missing in the sum: tanh of w x + b.",
                "these are the new weight and bias after a step; asked for are the slopes.",
                "brackets are missing around the error t - y, or around the slope 1 - t².",
                "the sum is w (x + b) here; it is w x + b.",
                "this is tan, the tangent; tanh is another function.",
            ],
            what="slopes(x=3, w=0.6, b=-0.7, y=-0.5)",
            besides="The slope of w is that of b times x, as it should be: look at what both share." if same(pair[0], 3 * pair[1]) else "",
        )  # fmt: skip
        compare(
            _pair(slopes(-2.0, 0.35, 0.1, 0.9)),
            KNOWN["slopes.2"],
            hints=[
                "the error has lost its sign: where the prediction is too small, both slopes turn round.",
                "x has lost its sign: it can be negative.",
                "the slope of w is 3 times the slope of b here, as in the check before; it depends on x.",
            ],
            what="slopes(x=-2, w=0.35, b=0.1, y=0.9)",
        )  # fmt: skip
        divided = "with x = 0 your code divides by 0. Neither of the two slopes needs a division by x."
        try:
            with np.errstate(all="ignore"):
                still = _pair(slopes(0.0, 1.5, -0.5, 0.25))
        except ZeroDivisionError:
            raise Wrong(divided) from None
        require(np.isfinite(still).all(), divided)
        compare(still, KNOWN["slopes.3"], what="slopes(x=0, w=1.5, b=-0.5, y=0.25)")


def _pair(result) -> list[float]:
    received = type(result).__name__
    result = parts(
        result, 2, f"return both slopes, and nothing else: `return d_w, d_b`. Received: {received}.", rows=True
    )
    slopes = [as_array(each, "a slope") for each in result]
    for each in slopes:
        require(each.shape == (), f"each of the two slopes is one number. Received: shape {each.shape}.")
    return [float(each) for each in slopes]


def check_backward(backward) -> None:
    """Task 3: `backward(x, y, parameters)` gives a dict of gradients, shaped like `parameters`."""
    with task(3, "the backward pass of a two-layer network"):
        table = "the error of each example goes to each hidden unit, which makes a table of 5 rows and 4 columns."
        with error_means(
            {
                r"\(5,4\) \(5,\)|\(5,\) \(5,4\)": "a table of shape (5, 4), 5 examples with 4 hidden units, meets 5 single numbers. forward gives the hidden units first and the predictions second: do you take them in this order? If you do, the number of each example has to reach all units in its row.",
                r"\([45],\) \([45],\)": f"5 examples and 4 hidden units do not fit element by element: {table}",
                r"size 4 is different from 5|\(5,\) and \(4,\)": f"`@` would add products up, and nothing is added up here: {table}",
                "setting an array element|'tuple' and|and 'tuple'|'tuple' object": "forward gives two things, the hidden units and the predictions. Take them apart: h, y_hat = forward(x, parameters).",
                "NameError: name '[Wbvc]'|signature matching types": 'W, b, v and c are entries of the dict, and names in quotes: parameters["W"].',
            }
        ):
            gradients = unchanged(backward, _X, _Y, _PARAMETERS, names=["x", "y", "parameters"])
        _shaped_like(_PARAMETERS, gradients)
        _compare_what_all_share(gradients)
        _compare_output_layer(gradients)
        _compare_hidden_layer(gradients)
        parameters = {
            "W": np.array([[0.5, -1.0, 0.75], [1.5, 0.25, -0.5]]),
            "b": np.array([0.25, -0.5, 0.125]),
            "v": np.array([-1.0, 2.0, 0.75]),
            "c": np.array([0.5]),
        }
        try:
            gradients = backward(np.array([[1.0, -0.5]]), np.array([0.5]), copy.deepcopy(parameters))
        except (IndexError, ValueError) as error:
            raise Wrong(
                "your code fits 5 examples of 3 inputs and 4 hidden units, and stops with one example of 2 inputs and 3 "
                f"hidden units ({error}). Is a size typed in?"
            ) from None
        _shaped_like(parameters, gradients)
        compare(
            _side_by_side(parameters, gradients),
            KNOWN["backward.one"],
            hints=[
                "with one example all gradients are a fifth of what they should be: is the number of examples typed in?"
            ],
            what="the gradients of W, b, v, c for one example with two inputs, and three hidden units, side by side,",
        )


def _side_by_side(parameters, gradients) -> np.ndarray:
    return np.concatenate([as_array(gradients[name]).ravel() for name in parameters])


def _compare_what_all_share(gradients) -> None:
    """A slip at the beginning of the way back is in every gradient; where some are right, each is looked at by itself."""
    if len({same(gradients[name], _GRADIENTS[name]) for name in _PARAMETERS}) == 2:
        return
    compare(
        _side_by_side(_PARAMETERS, gradients),
        KNOWN["backward.all"],
        hints=[
            "the factor 2 from the square is missing.",
            "the loss is a mean over the examples, so its gradient is one, too; this is a sum.",
            "the factor 2 is missing, and the mean has become a sum.",
            "the mean is over the examples, and there are len(y), or 5, of them; this divides by the inputs, by x.size, by n - 1, or by 4, the hidden units.",
            "every gradient is divided by n twice.",
            "every gradient has the wrong sign: the error is prediction minus target, and a gradient is no step against it.",
            "the loss itself stands where each example needs its own error.",
            "only one example counts, the first or the last: a loop over the examples has to add their gradients up.",
            "the target is missing in the error.",
            "the error is squared; the derivative of the square has the error itself.",
            "only the sign of the error counts here, as for absolute errors; the loss is made of squares.",
            "the prediction forgets c.",
            "these are the parameters after a step; asked for are the gradients.",
            "the prediction forgets b: the hidden units are the sigmoid of x W + b.",
            "the hidden units are those of tanh; these are sigmoids.",
            "the sigmoid is missing in the forward pass.",
        ],
        what="no gradient is right: those of W, b, v, c, side by side,",
    )  # fmt: skip


def _right_ones(gradients) -> str:
    right = [name for name in _PARAMETERS if same(gradients[name], _GRADIENTS[name])]
    return f"Right already: {', '.join(right)}." if right else ""


def _compare_output_layer(gradients) -> None:
    compare(
        gradients["c"],
        KNOWN["backward.c"],
        hints=["the mean is taken twice on the way to c: the division by n is already in the error."],
        what="the gradient of c",
        besides=_right_ones(gradients),
    )
    compare(
        gradients["v"],
        KNOWN["backward.v"],
        hints=[
                "for v you used the sum z; v is multiplied by what comes out of the sigmoid.",
                "for v you used the sigmoid's slope; v comes after the sigmoid, so only h itself counts.",
                "all entries of v are equal: what does each of them get multiplied by in the forward pass?",
                "v's gradient is multiplied by v; in a product each factor gets the other one.",
                "for v the sum or mean of h is multiplied by that of the errors; each example needs its own product, then the sum.",
                "the mean is taken twice on the way to v: the division by n is already in the error.",
                "for v the error is missing: h is only summed.",
            ],
        what="the gradient of v",
        besides=_right_ones(gradients),
    )  # fmt: skip


def _compare_hidden_layer(gradients) -> None:
    compare(
        gradients["b"],
        KNOWN["backward.b"],
        hints=[
                "on the way to b the sigmoid's slope is missing.",
                "all entries of b are equal: each hidden unit has a sum over the examples of its own.",
                "on the way to b the weights v are missing: the error arrives at a hidden unit through its v.",
                "the slope of the sigmoid has two factors, h and 1 - h; here one is missing.",
                "1 - h² is the slope of tanh; these units are sigmoids.",
                "the sigmoid is applied again inside its slope; h has already been through it.",
                "the slope of the sigmoid is computed from the sum z; it is made of h.",
                "the mean is taken twice: the division by n is already in the error.",
                "on the way to b the error is missing.",
                "b has the gradient of v here; the error goes on, through v and the slope of the sigmoid.",
            ],
        what="the gradient of b",
        besides=_right_ones(gradients),
    )  # fmt: skip
    compare(
        gradients["W"],
        KNOWN["backward.W"],
        hints=[
                "the gradient of W is turned on its side: it needs the shape of W, inputs in rows, units in columns.",
                "for W the mean input was multiplied by the summed gradient; each example needs its own product, then the sum.",
                "on the way to W the sigmoid's slope is missing.",
                "the mean is taken twice on the way to W: the division by n is already in the error.",
                "on the way to W the weights v are missing.",
                "on the way to W the inputs are missing: each row is the gradient of b.",
                "W's gradient is multiplied by W; in a product each factor gets the other one.",
            ],
        what="the gradient of W",
        besides=_right_ones(gradients),
    )  # fmt: skip


def check_gradient_check(gradient_check) -> None:
    """Task 4: `gradient_check(x, y, parameters, gradients, step)` gives a dict of one relative error a parameter."""
    given = {
        "W": 2 * _GRADIENTS["W"],
        "b": _GRADIENTS["b"][::-1].copy(),
        "v": np.array([-0.5, -0.5, 1.5, -0.5]) * _GRADIENTS["v"],
        "c": _GRADIENTS["c"],
    }
    with task(4, "a gradient check that finds what is wrong"):
        names = ["x", "y", "parameters", "gradients", "step"]
        with error_means(
            {
                "IndexError: only integers|KeyError: '[Wbvc]'": "loss takes the whole dict of parameters, in which one array is another one: {**parameters, name: value + nudge}.",
                "'tuple' and 'tuple'": "forward gives two things, and neither is the loss: take differences of the loss.",
                "values to unpack": "for W np.ndindex gives two numbers, for the others one. Do not take them apart: array[i] takes them together.",
            }
        ):
            errors = unchanged(gradient_check, _X, _Y, _PARAMETERS, given, 0.75, names=names)
        errors = _in_order(errors)
        compare(
            errors,
            KNOWN["gradient_check"],
            hints=[
                "this is the difference forwards or backwards; step to both sides.",
                "what is measured is twice as large as it should be, against what was given. The two points are 2 steps apart: do you divide by one step only?",
                "the division by 2 steps lacks its brackets: `/ 2 * step` divides by 2 and then multiplies.",
                "the second loss is that of the parameter itself: from one step above it, two steps down lead to one below.",
                "the measured differences are not divided by the distance of the two points.",
                "the measured differences are divided by 2, and not by 2 steps.",
                "every nudge is half of the step that was given, or twice that step.",
                "every error is 1: what is measured is 0 everywhere. Are both losses taken at the same place? `dict(...)` copies the dict, and not its arrays.",
                "the measured gradient has the wrong sign (upper loss minus lower loss), or the two gradients are added and not subtracted.",
                "this is the absolute error; divide by the sum of the two norms.",
                "this is the root of the mean square of the difference; the norm has no mean, and the error is divided by the sum of the norms.",
                "the difference is divided by another number than the sum of the two norms: by one of them, the larger, their mean, their product, the root of their squares, or the norm of a sum.",
                "the errors are added up from parameter to parameter; each has its own.",
                "all parameters have the largest of the errors here; each has its own.",
                "only the first norm stands below the fraction bar: brackets are missing around the sum of the two.",
                "this is another norm, of absolute values, of the largest entry, or with `ord`; np.linalg.norm(a) takes the root of the sum of all squares.",
                "this compares the lengths of the two gradients; first subtract them, then take the length.",
                "these are squares: the norm is the root of the sum of the squares.",
                "the relative errors of the single entries are averaged, or the largest is taken; the norms are taken over all entries first.",
                "all parameters have the same error here: take the norms of each parameter by itself.",
                "only the first entry of each parameter is measured; every entry needs its nudge.",
                "a whole row of W is nudged at once; np.ndindex walks through the single entries.",
                "only the first entries are compared; the norms are taken over all entries.",
                "only the last entry of each parameter is measured. Is the array of the measured begun anew in the loop?",
                "all entries of a parameter are nudged at once; each derivative needs its own nudge.",
                "a nudge is not taken back before the next one: start each time from the parameters as they were.",
                "this compares with your own gradients; asked for is the check of those that were given.",
                "this is measured with a much smaller step than the one that was given, or it is calculated and not measured.",
            ],
            what="gradient_check(...) with a step of 0.75, in the order W, b, v, c,",
            besides=_what_must_hold(errors),
        )  # fmt: skip
        compare(
            _in_order(gradient_check(_X, _Y, copy.deepcopy(_PARAMETERS), copy.deepcopy(given), 0.25)),
            KNOWN["gradient_check.2"],
            hints=["the step 0.25 gives the same as the step 0.75 before. Do you use the step that was given?"],
            what="gradient_check(...) with a step of 0.25, in the order W, b, v, c,",
        )


def _what_must_hold(errors) -> str:
    if min(errors) < 0:
        return "An error is never negative."
    if errors[3] > 1e-6:
        return "The error of c must be 0: c was given its true gradient, and the loss is a parabola in c."
    if max(errors) > 1 + 1e-6:
        return "The error of c is 0, as it must be. An error above 1 cannot be: look at what you divide by."
    return "The error of c is 0, as it must be."


def check_WeightedMean(WeightedMean) -> None:  # noqa: N802 - the class that students write
    """Task 5: `WeightedMean.apply(w, x)`, shapes (n,) and (n, k), gives shape (k,), and goes backward by itself."""
    first = [[1.0, 0.5, 2.5], [[1.0, -2.0], [3.0, 1.0], [0.5, 2.0]]], [1.0, -0.5]
    again = [[2.0, 0.25, 0.75], [[-1.0, 0.0], [2.0, 2.0], [1.5, -3.0]]], [0.5, 2.0]
    other = [[0.75, 1.25], [[2.0, 0.0, -1.0, 1.0], [0.5, -3.0, 1.0, 4.0]]], [-1.0, 0.5, 2.0, 0.25]
    with task(5, "a link of your own in PyTorch's chain"), _no_stub(), error_means(_OF_LINKS):
        result, gradients = links(WeightedMean, [first])[0]
        require(
            result is None or hasattr(type(result), "detach"),
            f"forward gives a tensor. Received: {type(result).__name__}.",
        )
        compare(
            result,
            KNOWN["WeightedMean"],
            hints=[
                "this is the weighted sum; it is divided by the sum of the weights.",
                "the weighted sum is divided by the number of rows; divide it by the sum of the weights.",
                "this is the plain mean: the weights play no part.",
                "the weights go through a softmax; here each is divided by the sum of all, no more.",
                "this is the mean of all numbers together; each column has its own.",
            ],
            what="what comes out for w = [1, 0.5, 2.5] and three rows, [1, -2], [3, 1] and [0.5, 2],",
        )
        require(
            "float64" in str(result.dtype),
            f"w and x came in float64, and the result is {str(result.dtype).removeprefix('torch.')}: gradcheck needs all digits. Leave .float() out.",
        )
        _has_no_none(gradients)
        compare(
            np.concatenate([gradients[0], gradients[1].ravel()]),
            KNOWN["WeightedMean.2"],
            hints=[
                "what comes back from the loss, `upstream`, plays no part: these are the local slopes alone. The chain rule multiplies the two.",
                "on the way to w what comes back from the loss, `upstream`, plays no part.",
                "on the way to x what comes back from the loss, `upstream`, plays no part.",
                "the entries of `upstream` are added up, or averaged, first; each belongs to one column of x.",
                "only one of the two ways from w is there, through the sum above the bar. Each weight is in the sum below the bar as well.",
                "only one of the two ways from w is there, through the sum below the bar. Each weight is in the sum above the bar as well.",
                "the two ways from w are added with the same sign. The slope of 1/S is -1/S².",
                "on the way to w the division by the sum of the weights is missing.",
                "on the way to w the slope of 1/S is taken for -1/S; it is -1/S².",
                "on the way to w both ways have the wrong sign.",
                "on the way to w this divides by the number of rows; the sum of the weights is what stands below the bar.",
                "on the way to w this divides twice by the sum of the weights.",
                "on the way to w the plain mean of the rows is subtracted; the result of the forward pass is the weighted one.",
                "on the way to x the division by the sum of the weights is missing.",
                "on the way to x the weights are missing: a row with a large weight moves the mean more.",
                "on the way to x this is the slope of the plain mean: all rows get the same.",
                "on the way to x there is x itself; in a product each factor gets the other one.",
                "both gradients have the wrong sign.",
                "neither gradient is divided by the sum of the weights.",
                "these are the slopes of the weighted sum, which is divided by nothing.",
            ],
            what="the gradients of w and x, side by side, for the same numbers and `upstream` = [1, -0.5]",
            besides=lambda: _which_is_right(gradients),
        )
        both = [each for _, gradients in links(WeightedMean, [first, again]) for each in gradients]
        compare(
            np.concatenate([np.ravel(each) for each in both]),
            KNOWN["WeightedMean.3"],
            hints=[
                "your link stands at two places of one graph, and both go backward with what the second one has kept. Keep it on ctx: each use has one of its own."
            ],
            what="the gradients of two uses in one graph",
        )
        with error_means({r"RuntimeError|ValueError|IndexError": _FIXED}):
            ((result, gradients),) = links(WeightedMean, [other])
        compare(
            np.concatenate([np.ravel(each) for each in (result, *gradients)]),
            KNOWN["WeightedMean.4"],
            hints=[_FIXED],
            what="result and gradients for two rows of four columns",
        )


_FIXED = "three rows of two columns were right, and two rows of four are not: is a number of rows or columns typed in?"
_OF_LINKS = {
    r"a class that extends|takes no arguments|no attribute 'apply'|takes 1 positional argument but \d+ were": "WeightedMean has to be a class that extends torch.autograd.Function: class WeightedMean(torch.autograd.Function).",
    r"incorrect number of gradients": "backward gives one gradient for each input of forward, in the same order, as a tuple: `return d_w, d_x`.",
    r"invalid gradient at index 0": "the gradient of w, the first that backward gives, has not the shape of w: one number for each row. Is the order d_w, d_x? Is a sum over the columns missing, as in a dot product?",
    r"invalid gradient at index 1": "the gradient of x, the second that backward gives, has not the shape of x. Each row gets a number of its own times `upstream`: torch.outer makes such a table, the rows first.",
    r"expected Variable or None": "backward gives tensors, as forward does.",
    r"can only save (?:variables|tensors)": "ctx.save_for_backward takes tensors. Numbers and arrays can be put on ctx by a name, ctx.n = ...",
    r"not enough values to unpack \(expected \d+, got \d+|too many values to unpack": "backward takes apart something that has not so many parts. ctx.saved_tensors gives back what forward gave to ctx.save_for_backward, as many tensors and in the same order.",
    r"'\w+Backward' object has no attribute|'FunctionCtx' object has no attribute": "backward asks ctx for something that forward did not put there. What forward needs to keep it puts on ctx: ctx.save_for_backward(...), or ctx.name = ...",
    r"an input was changed": "forward changes a tensor that it was given. Others may still need it, its own backward too: make a new one.",
    r"the slopes from the loss were changed": "backward changes `upstream` in place. Others may still need it: make a new tensor.",
    r"does not require grad": "within forward and backward PyTorch records nothing: calculate the slopes yourself.",
    r"Expected object of type Variable|must be a Variable|expected a Variable": "forward gives one tensor.",
    r"(?:forward|backward)\(\) (?:takes|missing)": "forward(ctx, w, x) and backward(ctx, upstream) keep their arguments: PyTorch gives the ctx first. And both are static: @staticmethod stands above each.",
    r"size of tensor a|mat1 and mat2|inconsistent tensor size|size mismatch|expanded size": "tensors of different shapes do not fit: w has one number a row, `upstream` one a column. w[:, None] is a column, and `w @ x` adds up over the rows.",
}  # fmt: skip


@contextlib.contextmanager
def _no_stub():
    """PyTorch says that a method is missing with the error that else means an open task."""
    try:
        yield
    except NotImplementedError as error:
        if "custom autograd.Function" not in str(error):
            raise
        missing = "forward" if "forward" in str(error) and "backward" not in str(error) else "backward"
        raise Wrong(
            f"the class has no method `{missing}`. Is it spelt so, and does it stand inside of the class?"
        ) from error


def _has_no_none(gradients) -> None:
    for name, gradient in zip(("w", "x"), gradients, strict=True):
        require(
            gradient is not None,
            f"for {name} backward gives None, which says that the loss does not depend on it. It does.",
        )


def _which_is_right(gradients) -> str:
    right = KNOWN["WeightedMean.2"].right
    for name, gradient, part in (("w", gradients[0], right[:3]), ("x", gradients[1].ravel(), right[3:])):
        if same(gradient, part):
            return f"The gradient of {name} is right."
    return ""


def check_step_experiment(step_experiment) -> None:
    """Task 6: `step_experiment(x, y, parameters, steps)` gives (best step, list of the worst error of each step)."""
    with task(6, "the step that is neither too large nor too small") as done:
        network = _X, _Y, _PARAMETERS
        steps = [1e-2, 1e-8, 1.0, 1e-5, 1e-12, 0.1]
        # Nudges of these steps are taken back without a trace.
        with (
            _calls_in_order(),
            error_means(
                {
                    "setting an array element|and 'list'|'list' and|multiply sequence": "gradient_check is given a list where it takes one number, the step. Call it once for each step, in a loop.",
                    "'function'": "backward stands there without its brackets; it gives the gradients if it is called.",
                    "float.*is not iterable": "max or a loop is asked of a single number. gradient_check gives a dict of four numbers, its .values(); take the largest of them.",
                    "instances of 'dict": "gradient_check gives a dict. For each step keep one number of it: the largest of its .values().",
                    "list index out of range": "an entry is asked for that is not there. Are there four errors for each step? Keep only the largest.",
                }
            ),
        ):
            unchanged(step_experiment, *network, [0.5, 0.25, 1.0], names=["x", "y", "parameters", "steps"])
        best, errors = _best_and_errors(step_experiment, network, steps)
        if errors.argmax() != 2:  # the step 1 is the worst in every right list
            _keeps_the_order(step_experiment, network, steps, errors)
        _looks_measured(steps, errors)
        compare(
            errors[[0, 2, 5]],
            KNOWN["step_experiment"],
            hints=[
                "this is the mean, the median, the sum or the norm over the parameters; one wrong parameter is enough, so take the largest.",
                "even the step 1 has an error of nearly 0: is this the smallest over the parameters, or that of v or c alone, or is the step always a small one? Take the largest over the parameters.",
                "this is the error of b alone; take the largest over all parameters.",
                "the errors stand in the opposite order of the steps.",
                "this is the forward difference; step to both sides.",
                "the errors are sorted; leave them in the order of the steps.",
                "the largest is kept over the steps, too; begin anew with each step.",
                "these are the steps, in the place of their errors.",
            ],
            what="the errors for the steps 0.01, 1 and 0.1",
            besides=lambda: _step_by_itself(step_experiment, network, errors),
            tolerance=1e-6,
        )  # fmt: skip
        _never_0(steps, errors)
        picked = [(steps, best, errors)]
        for net, steps in (
            (network, [0.5, 1e-3, 1e-15, 0.2]),
            (network, [1e-4, 1e-6]),
            (_SMALL, [1e-7, 0.5, 8e-4, 0.1]),
        ):
            picked.append((steps, *_best_and_errors(step_experiment, net, steps)))
            _never_0(*picked[-1][::2])
        compare(
            picked[-1][2][[1, 3]],
            KNOWN["step_experiment.2"],
            hints=["this is the error of one parameter alone; take the largest over all parameters."],
            what="in a network where b has the largest error, the errors for the steps 0.5 and 0.1",
            tolerance=1e-6,
        )
        _has_the_smallest_error(picked)
        first = dict(zip(picked[0][0], picked[0][2], strict=True))
        done.what += (
            f". {float(best):g} has the smallest error, ≈ {errors.min():.0e}; the step 1 has {first[1.0]:.2f}, and 1e-12 has "
            f"≈ {first[1e-12]:.0e}"
        )


@contextlib.contextmanager
def _calls_in_order():
    """Says where an error comes out of the student's own `gradient_check`, which is right by itself."""
    try:
        yield
    except NotImplementedError:
        raise
    except Exception as error:
        if all(frame.name != "gradient_check" for frame in traceback.extract_tb(error.__traceback__)):
            raise
        said = " ".join(str(error).split())
        raise Wrong(
            "gradient_check of task 4 stops where task 6 calls it. Does it get its arguments in the order x, y, parameters, "
            f"gradients, step? (Python says {type(error).__name__}: {said}.)"
        ) from error


def _keeps_the_order(step_experiment, network, steps, errors) -> None:
    alone = {step: _best_and_errors(step_experiment, network, [step])[1][0] for step in steps}
    up, down = ([alone[step] for step in sorted(steps, reverse=turned)] for turned in (False, True))
    require(
        np.array_equal(errors, list(alone.values())) or not any(np.array_equal(errors, each) for each in (up, down)),
        "the steps are sorted; go through them in the order in which they come.",
    )


def _step_by_itself(step_experiment, network, errors) -> str:
    """Whether the error of one step or the loop over the steps is to be looked at."""
    _, alone = _best_and_errors(step_experiment, network, [0.1])
    if same(alone[0], errors[5]):
        return "The step 0.1 in a list of its own has the same error: look at how the error of one step is made."
    return f"The step 0.1 in a list of its own has the error {alone[0]:.4g}: look at what is carried from step to step."


def _looks_measured(steps, errors) -> None:
    """What the errors of six steps, from 1 to 1e-12, must have in common, whatever the network."""
    best, worst = errors.min(), errors.max()
    require(
        best >= 0,
        f"the error of a step came out as {best:.3g}. An error is never negative. Is it a logarithm, or is there a minus?",
    )
    require(
        worst > 0,
        "all errors are exactly 0: what is measured is compared with itself. Take the gradients of task 3.",
    )
    require(
        worst > best,
        f"every step has the same error, {best:.3g}: does the check get the step of the loop, and your gradients?",
    )
    require(
        best < 1e-2,
        f"even the best of the steps has an error of {best:.3g}: the gradients do not belong to this loss. Do they come "
        "from task 3, and has it its tick? Does gradient_check get its arguments in the order that it names?",
    )
    require(
        not (errors[1] > 1e-3 and 1e-4 < errors[3] < 0.1 and 0.02 < errors[2] < 0.2),
        f"the step 1e-8 has an error of {errors[1]:.3g}, as if the losses had 32 bits. A small difference of two losses "
        "needs 64.",
    )


def _never_0(steps, errors) -> None:
    for step, error in zip(steps, errors, strict=True):
        require(
            error > 0,
            f"the error of the step {step:g} is exactly 0: the gradients are measured with this step and compared with "
            "themselves. Take the gradients of task 3.",
        )


# How a step can be chosen wrongly: (hint, rule that gives the choice from steps and errors).
_CHOICES = [
    ("this is the position in the list; return the step itself.", lambda steps, errors: int(errors.argmin())),
    ("this is the smallest error; return the step that has it.", lambda steps, errors: errors.min()),
    ("this is the largest error; return the step that has the smallest.", lambda steps, errors: errors.max()),
    ("this is the step with the largest error; return the one with the smallest.", lambda steps, errors: steps[errors.argmax()]),
    ("this is always the largest step; look at its error. (max of a dict compares its keys.)", lambda steps, errors: max(steps)),
    ("this is always the smallest step; look at its error. (min of a dict compares its keys.)", lambda steps, errors: min(steps)),
    ("this is always the first of the list; the best one can stand anywhere.", lambda steps, errors: steps[0]),
    ("this is always the last of the list; the best one can stand anywhere.", lambda steps, errors: steps[-1]),
    ("this is the step nearest to 1e-5; take the one with the smallest of your errors.", lambda steps, errors: min(steps, key=lambda step: abs(step - 1e-5))),
    ("this is the step nearest to 1e-5; take the one with the smallest of your errors.", lambda steps, errors: min(steps, key=lambda step: abs(np.log10(step) + 5))),
]  # fmt: skip


def _has_the_smallest_error(picked) -> None:
    """Each best step is judged by the errors that were returned with it: small ones differ in their last digits."""
    wrong = []
    for steps, best, errors in picked:
        best = as_array(best, "the best step")
        require(best.shape == (), f"the best step is one number. Received: shape {best.shape}.")
        lowest = [step for step, error in zip(steps, errors, strict=True) if error <= errors.min() * (1 + 1e-6)]
        if not any(np.isclose(best, step, rtol=1e-6, atol=0) for step in lowest):
            wrong.append((steps, float(best)))
    if not wrong:
        return
    for hint, choice in _CHOICES:
        if all(np.isclose(float(best), choice(steps, errors), rtol=1e-6, atol=0) for steps, best, errors in picked):
            raise Wrong(f"the best step came out as {wrong[0][1]:g} for the steps {_listed(wrong[0][0])}: {hint}")
    steps, best = wrong[0]
    require(
        len({float(each) for _, each, _ in picked}) > 1,
        f"the best step comes out as {best:g} for every list of steps. Is it typed in, or the value that you begin with? Take the one with the smallest error.",
    )
    raise Wrong(
        f"the best step came out as {best:g} for the steps {_listed(steps)}. "
        + ("It is none of them." if best not in steps else "It is not the one with the smallest of your errors.")
    )


def _listed(steps) -> str:
    return ", ".join(f"{step:g}" for step in steps)


def _best_and_errors(step_experiment, network, steps) -> tuple:
    # The parameters may be nudged in place: what is lost in their last digit here is no mistake.
    result = step_experiment(*copy.deepcopy(network), list(steps))
    best, errors = parts(result, 2, "return two things, the best step and the list of errors: `return best, errors`.")
    require(
        best is not None or errors is None,
        "the errors are there, but the best step is None. Was no error ever smaller than the value you begin with? Or does "
        "it come from a call that gives None, as list.sort does?",
    )
    require(
        not (np.shape(best) == (len(steps),) and np.shape(errors) == ()),
        "the two are in the wrong order: first the best step, then the list of errors.",
    )
    listed = list(errors) if isinstance(errors, (list, tuple)) else []
    require(
        not any(isinstance(each, str) for each in listed),
        "the errors are names of parameters: max or min of a dict looks at its names, and its numbers are its .values().",
    )
    require(
        not any(isinstance(each, (dict, list, tuple)) for each in listed),
        "one number for each step: the largest of the errors of its parameters.",
    )
    errors = as_array(errors, "the list of errors")
    one = ""
    if errors.shape == (1,):
        one = " Does the `return` stand inside the loop, or is the list begun anew in it?"
    elif errors.ndim == 1 and 1 < len(errors) < len(steps):
        one = " Is an error kept only where it is better than those before, or does the loop stop too early?"
    require(
        errors.shape == (len(steps),),
        f"one error for each of the {len(steps)} steps. Received: shape {errors.shape}.{one}",
    )
    require(
        bool(np.isfinite(errors).all()), "there is nan or infinity in the list of errors. Is something divided by 0?"
    )
    return best, errors


def _has_the_names(parameters, result, what) -> None:
    require(
        isinstance(result, dict),
        f"return a dict with one {what} for each parameter. Received: {type(result).__name__}.",
    )
    names = ", ".join(map(str, result)) or "none"
    inside = " Does the `return` stand inside the loop?" if len(result) == 1 else ""
    missing = [name for name in parameters if name not in result]
    require(not missing, f"the {what} of {', '.join(missing)} is missing in the dict. Its names are: {names}.{inside}")
    require(
        len(result) == len(parameters),
        f"the dict has one {what} for each of {', '.join(parameters)}, and nothing else. Its names are: {names}.",
    )


def _shaped_like(parameters, gradients) -> None:
    _has_the_names(parameters, gradients, "gradient")
    for name, parameter in parameters.items():
        require(gradients[name] is not None, f"the gradient of {name} is None in your dict.")
        shape = as_array(gradients[name], f"the gradient of {name}").shape
        turned = name == "W" and shape == parameter.T.shape
        require(
            shape == parameter.shape or turned,
            f"the gradient of {name} must have the shape of {name}, {parameter.shape}. Received: {shape}."
            + (
                " Over which axis do the examples have to be summed?"
                if shape[:1] == (5,) or shape == () != parameter.shape != (1,)
                else ""
            )
            + (" It has one entry, and is no single number." if shape == () and parameter.shape == (1,) else ""),
        )


def _in_order(errors) -> list[float]:
    _has_the_names(_PARAMETERS, errors, "error")
    for name in _PARAMETERS:
        require(errors[name] is not None, f"the error of {name} is None in your dict.")
        require(
            not is_bool(errors[name]),
            f"the error of {name} is True or False; asked for is the relative error, a number.",
        )
    arrays = {name: as_array(errors[name], f"the error of {name}") for name in _PARAMETERS}
    for name, array in arrays.items():
        require(
            array.shape == (),
            f"the error of {name} is one number. Received: shape {array.shape}. A norm makes one number of all entries.",
        )
    return [float(array) for array in arrays.values()]
