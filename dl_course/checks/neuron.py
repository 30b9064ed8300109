"""Checks of exercise 01: a neuron, its error, its learning step, softmax, and the longest step that still learns."""

import numpy as np

from dl_course.checks.errors import in_words
from dl_course.checks.judging import Known, Wrong, as_array, compare, known, parts, require, same, task, unchanged

KNOWN = known(__name__)


def check_neuron(neuron) -> None:
    """Task 1: `neuron(x, w, b)` with x and w of shape (p,) and a number b gives one number."""
    with task(1, "the output of a neuron"):
        output = unchanged(neuron, np.array([0.5, -2.0, 1.5, 3.0]), np.array([1.4, -0.3, -0.8, 0.6]), -0.65)
        compare(
            output,
            KNOWN["neuron"],
            hints=[
                "the bias is missing: with all inputs at 0 your neuron says one half whatever b is.",
                "this is the weighted sum; the sigmoid is missing.",
                "the sign inside the exponential is turned round: more evidence makes your neuron less sure.",
                "the bias has the wrong sign: it is added to the weighted sum, and the minus in exp(-z) is for all of z.",
                "the bias is added after the sigmoid, so the output can leave the range from 0 to 1.",
                "this is one number per input: the products are not yet added up.",
                "this multiplies and never sums, and the bias is missing, too.",
                "brackets are missing: 1 / 1 + a is 1 + a, not 1 / (1 + a).",
                "only the first two inputs are used; there may be any number.",
                "only the first input is used. Does the `return` stand inside the loop?",
                "only the last input is used: each round of the loop has to add to the sum.",
                "the bias is added once for each input; it is added once to their sum.",
                "this is the mean of the products; the weighted sum adds them up.",
                "the sigmoid is applied twice.",
                "this is a tanh; the activation is the sigmoid.",
                "inputs and weights are added; each input is multiplied by its weight.",
                "the output is rounded to 0 or 1; it is any number between them.",
                "this is 1 - exp(-z); the sigmoid is 1 / (1 + exp(-z)).",
                "the first input is left out: a loop over all begins at 0.",
                "the last input is left out: range(len(x)) goes to the last one.",
                "the weighted sum is multiplied by the bias; the bias is added.",
                "inputs and weights are added up apart, and then multiplied; each input is multiplied by its own weight first.",
                "this is the derivative of the sigmoid.",
                "each input goes through a sigmoid of its own; first add the products up, then take one sigmoid.",
                "2.718 is not exact enough for e: np.exp.",
                "the minus in exp(-z) goes to only a part of z, or twice to the bias.",
            ],
            what="neuron(x=[0.5, -2, 1.5, 3], w=[1.4, -0.3, -0.8, 0.6], b=-0.65)",
            besides=_before_the_sigmoid(output),
        )
        compare(
            neuron(np.array([3.0, -4.0]), np.array([-1.5, 0.5]), -0.5),
            KNOWN["neuron.2"],
            hints=["the weighted sum loses its sign: here it is -7, and the output nearly 0."],
            what="neuron(x=[3, -4], w=[-1.5, 0.5], b=-0.5)",
            besides="The weighted sum with the bias is -7 here; its sigmoid is a number near 0, 0.0009.",
        )


def _before_the_sigmoid(output) -> str:
    """What went into the sigmoid, if the output is one of a sigmoid."""
    right = "The products are 0.7, 0.6, -1.2 and 1.8; with the bias, -0.65, they add up to 1.25."
    z = as_array(output) if output is not None else np.zeros(2)
    if z.shape != () or not 0 < z < 1:
        return right
    return f"It is the sigmoid of {float(np.log(z / (1 - z))):.4g}. {right}"


def check_mean_squared_error(mean_squared_error) -> None:
    """Task 2: `mean_squared_error(y, y_hat)`, both of shape (n,), gives one number."""
    with task(2, "the mean squared error"):
        compare(
            unchanged(
                mean_squared_error,
                np.array([1.5, -2.0, 4.0, 0.5, 3.0, -1.0]),
                np.array([2.5, 1.0, 3.5, -1.5, 3.5, 1.7]),
            ),
            KNOWN["mean_squared_error"],
            hints=[
                "this is the sum of the squared errors; the loss is their mean.",
                "the errors are not squared, so a positive and a negative one cancel.",
                "this is the absolute errors' mean or sum; they have to be squared.",
                "this is the square of the mean error, or of the sum: square first, then take the mean.",
                "this is the square root of the mean squared error.",
                "this is the length of the errors taken as a vector: the root of the sum of their squares.",
                "this is half of it; the factor 1/2 that some books use is not asked for.",
                "the digits after the point are lost: by `//`, int or round. Divide with `/`, and keep them.",
                "these are the squared errors one by one; the loss is one number.",
                "divided by n - 1; the mean divides by n.",
                "only the first error has been counted. Does the `return` stand inside the loop?",
                "only the last error is left: each round of the loop has to add to the sum.",
                "targets and predictions are squared apart; the difference is squared: brackets around it.",
                "targets and predictions are added; the error is their difference.",
                "this is the largest squared error; the loss is the mean of all.",
                "this is the variance of the errors: their mean is taken off, and a bias of the predictions is not seen.",
                "the first error is left out: a loop over all begins at 0.",
                "the last error is left out: range(len(y)) goes to the last one.",
                "this is the median of the squared errors; the loss is their mean.",
                "divided by n + 1; the mean divides by n.",
                "the error is doubled; squared means `** 2`.",
                "each target is compared with each prediction; compare it with its own alone.",
                "targets and predictions are multiplied; the error is their difference.",
                "only errors of one sign count; a square counts both.",
                "the sum is divided by 2; the mean divides by the number of examples.",
                "the sum is divided in each round of the loop; divide once, after it.",
                "equal squares count once; each example counts.",
                "only the predictions, or only the targets, are squared; the difference is: brackets around it.",
            ],
            what="mean_squared_error(y=[1.5, -2, 4, 0.5, 3, -1], y_hat=[2.5, 1, 3.5, -1.5, 3.5, 1.7])",
            besides="The squared errors are 1, 9, 0.25, 4, 0.25 and 7.29; what is their mean?",
        )
        compare(
            mean_squared_error(np.array([1, 2]), np.array([4, 2])),
            KNOWN["mean_squared_error.2"],
            hints=["the number of examples is fixed in your function; it is len(y)."],
            what="mean_squared_error(y=[1, 2], y_hat=[4, 2])",
        )


def check_gradient_step(gradient_step) -> None:
    """Task 3: `gradient_step(x, y, w, b, learning_rate)` gives the new (w, b); x (n, p), y (n,), w (p,)."""
    x = np.array([[1.0, -0.5, 2.0], [0.5, 2.0, -1.0], [-1.0, 1.0, 0.5], [2.0, 0.0, 1.5], [0.0, -1.5, 1.0]])
    y, w, b = np.array([-1.5, 2.75, -1.0, -0.5, 1.25]), np.array([1.2, 0.55, -0.9]), 0.45
    with task(3, "one step of gradient descent"):
        result = unchanged(gradient_step, x, y, w, b, 0.3)
        require(
            result is not None, "None came out. Is the `return` missing? Return both, the new weights and the new bias."
        )
        new_w, new_b = parts(result, 2, "return both, the new weights and the new bias: `return w, b`.")
        new_w, new_b = as_array(new_w, "the first part of the result"), as_array(new_b, "the second part of the result")
        require(
            new_w.shape != () or new_b.shape != (3,),
            "the two are in the wrong order: first the weights, then the bias.",
        )
        require(
            new_w.shape == (3,), f"the new weights must have shape (3,), like the old. Received: shape {new_w.shape}."
        )
        require(
            new_b.shape != (5,),
            "the bias has one number for each example; its gradient is the mean of their errors, doubled.",
        )
        require(new_b.shape != (3,), "the bias moves by the gradient of the weights; it has one of its own, a number.")
        require(new_b.shape == (), f"the new bias must be one number. Received: shape {new_b.shape}.")
        compare(
            np.append(new_w, new_b),
            KNOWN["gradient_step"],
            hints=[
                "this step goes uphill: the gradient is subtracted, and the error in it is the prediction minus the target.",
                "the factor 2 from the derivative of the square is missing.",
                "the gradient is summed over the examples; the loss is a mean, so its gradient is one, too.",
                "the gradient of the weights is a sum over the examples; divide it by their number.",
                "the gradient of the bias is a sum over the examples; divide it by their number.",
                "the bias has not moved; it has a gradient, too.",
                "the weights have not moved.",
                "the bias goes uphill: its gradient is subtracted, like that of the weights.",
                "the bias misses the factor 2 of its gradient.",
                "the bias was updated with weights that were already new: compute both gradients first.",
                "the weights were updated with a bias that was already new: compute both gradients first.",
                "the prediction inside the step forgets the bias.",
                "nothing has moved: return the new weights and bias, not the old.",
                "the learning rate is missing: this is the whole gradient.",
                "these are the gradients; the step subtracts them, times the learning rate, from weights and bias.",
                "these are the changes; add them to the old weights and bias.",
                "the gradient is divided by the number of inputs; divide by the number of examples.",
                "every weight moves alike: in the gradient of a weight each error is multiplied by its input.",
                "the gradients of all weights are put together in one number; a mean or a sum over the examples alone has axis=0.",
                "there is a sigmoid in the prediction; this neuron is linear.",
                "the error is missing: the gradient is made of targets or of predictions alone.",
                "this takes a step after every example; sum the gradients of all examples first, then take one step.",
                "only the last example has moved anything: each round of the loop has to add to the gradient.",
                "only the first example has moved anything. Does the `return` stand inside the loop?",
                "the errors are squared in the gradient; that is the loss, not its derivative.",
                "the learning rate is fixed in your function; use the one that it is given.",
                "only the direction of the gradient is used; its length counts, too.",
                "the weights miss the factor 2 of their gradient.",
                "the factor 2 of the gradients is there twice.",
                "divided by n - 1; the loss is a mean, over n.",
                "the gradient of the weights is divided by the number of all inputs, n times p; divide by the number of examples.",
                "in the gradient of the weights the mean input is multiplied by the mean error; multiply in each example, then take the mean.",
                "the gradient of the bias is made of that of the weights; it is the mean of the errors, doubled.",
                "the bias moves by its whole gradient; the learning rate is missing there.",
                "the errors are squared in the gradient of the bias; it is the mean of the errors themselves, doubled.",
                "the target is added in the error; it is subtracted from the prediction.",
                "the bias is subtracted in the prediction; it is added.",
                "the weights are multiplied by the step; it is subtracted from them.",
                "this is two steps; take one.",
                "the loop has as many rounds as there are inputs; sum over the examples.",
            ],
            what="the new w and b, of 5 examples with three inputs,",
            besides=_length_of_the_step(new_w - w, new_b - b),
        )
        compare(
            np.append(*parts(gradient_step(x[1:4, :2], y[1:4], w[:2], b, 0.2), 2, "return both")),
            KNOWN["gradient_step.2"],
            hints=["there are 3 examples here and 5 before. Is their number typed into your function?"],
            what="the new w and b, of 3 examples with two inputs,",
        )


def _length_of_the_step(of_w, of_b) -> str:
    """By which factor the steps of the example are too long, where it is one factor for all weights."""
    told, right = [], KNOWN["gradient_step"]
    if not isinstance(right, Known):  # the numbers are just being made
        return ""
    steps = np.array(right.right) - [1.2, 0.55, -0.9, 0.45]
    for name, step, wanted in (("weights", of_w, steps[:3]), ("bias", np.atleast_1d(of_b), steps[3:])):
        ratio = step / wanted
        if np.allclose(ratio, ratio[0], rtol=1e-4) and not np.isclose(ratio[0], 1):
            told.append(f"the step of the {name} is {ratio[0]:.3g} times as long as it should be")
    told = [f"{' and '.join(told)}.".capitalize()] if told else []
    return " ".join([*told, "The errors, y_hat - y, are [1.075, 0.3, 0.35, 2, -2.525]."])


def check_softmax(softmax) -> None:
    """Task 4: `softmax(scores)` with scores of shape (n, k) gives probabilities of the same shape."""
    with task(4, "softmax, one distribution a row"):
        compare(
            first := unchanged(softmax, np.array([[1.2, -0.4, 0.7], [2.0, 0.5, -1.3]])),
            KNOWN["softmax"],
            hints=[
                "each column sums to 1: the images compete and not the classes. Which axis holds the classes?",
                "all numbers together sum to 1: sum along the row of each example alone.",
                "the scores are divided by their sum; the exponential is missing.",
                "these are sigmoids: each looks at its own score, none at the others.",
                "these are the exponentials; they are not yet divided by their sum.",
                "the largest score is subtracted column by column, which changes the differences in a row. Take that of each row.",
                "the largest score is subtracted above the line of the fraction and not below it, or the other way round.",
                "the exponentials are divided by the largest of the row; divide by their sum.",
                "the exponentials are divided by the sum of the scores; divide by their own sum.",
                "the sign of the scores is turned round: the largest one gets the smallest probability.",
                "these are the logarithms of the probabilities.",
                "this is 1 for the largest score and 0 for the others; softmax leaves a share to each.",
                "this is 2 to the power of the scores; softmax takes e, np.exp.",
                "this is softmax applied twice.",
                "only the first row is there. Does the `return` stand inside the loop?",
                "the result is transposed: one row an example, like the scores.",
                "the scores are only shifted; the exponential and the division are missing.",
                "the exponentials are divided by their number; divide by their sum.",
                "the probabilities are rounded.",
                "these are squares, divided by their sum; softmax takes the exponential.",
                "the exponentials are divided by the length of the row, as of a vector; divide by their sum.",
                "each row is stretched to reach from 0 to 1; softmax takes exponentials, divided by their sum.",
                "this is 1 minus the probabilities.",
                "the scores are divided before the exponential; take them as they are.",
                "something is added to the sum below the fraction, so the rows do not sum to 1.",
            ],
            what="softmax([[1.2, -0.4, 0.7], [2, 0.5, -1.3]])",
            besides=_sums_of_rows(first),
        )
        compare(
            softmax(np.array([[0.0, 3.0], [1.0, 1.0], [2.0, 0.0]])),
            KNOWN["softmax.2"],
            hints=["the number of rows is fixed in your function."],
            what="softmax of three rows of two scores",
        )
        with np.errstate(all="ignore"):
            large = as_array(softmax(np.array([[1000.0, 999.0, 0.0], [0.0, 1000.0, -1000.0]])))
            low = as_array(softmax(np.array([[-1000.0, -1001.0]])))
            small = as_array(softmax(np.array([[-1000.0, -1001.0], [1000.0, 999.0]])))
        require(
            np.isfinite(large).all(),
            "scores of 1000 give nan: e to the 1000 does not fit into a number. Make the largest score of each row 0 first.",
        )
        compare(
            large,
            KNOWN["softmax.3"],
            hints=[
                "scores of 1000 and 999 come out as equally likely, as if both were cut off. Make the largest of each row 0 first.",
                "scores of 1000 come out as 0, as if a nan were hidden. Make the largest of each row 0 first.",
                "scores of 1000 and 999 come out as 1, as if a nan were hidden. Make the largest of each row 0 first.",
                "large scores are divided; that changes the probabilities. Subtract the largest of each row.",
            ],
            what="softmax([[1000, 999, 0], [0, 1000, -1000]])",
        )
        require(
            np.isfinite(small).all(),
            "a row of scores near -1000 gives nan: all its exponentials become 0. The row's own largest score has to become 0, "
            "not that of all rows.",
        )
        require(
            np.isfinite(low).all(),
            "softmax([[-1000, -1001]]) gives nan: all exponentials become 0. Make the largest score 0 first, also where it is negative.",
        )
        compare(low, KNOWN["softmax.5"], what="softmax([[-1000, -1001]])")
        compare(
            small,
            KNOWN["softmax.4"],
            hints=[
                "a row of scores near -1000 comes out as 0. The row's own largest score has to become 0, not that of all rows."
            ],
            what="softmax([[-1000, -1001], [1000, 999]])",
        )


def _sums_of_rows(p) -> str:
    """What the rows of probabilities sum to; if that is 1, whether the exponential is there."""
    try:
        sums = as_array(p).sum(axis=1)
    except (Wrong, ValueError):
        return ""
    if same(sums, [1.0, 1.0]):
        with np.errstate(all="ignore"):
            ratio = as_array(p)[0, 0] / as_array(p)[0, 1]
        return f"Its rows sum to 1. The first score is 1.6 above the second, so it should be e**1.6 = 4.95 times as likely; it is {ratio:.3g} times."
    return f"Its rows sum to {sums[0]:.3g} and {sums[-1]:.3g}; each should sum to 1."


def check_largest_stable_rate(largest_stable_rate) -> None:
    """Task 5: `largest_stable_rate(x, y, rates, num_steps)` gives one of the rates."""
    with task(5, "the largest learning rate at which the loss never rises") as done:
        limits = [_limit(largest_stable_rate, num_steps, near) for num_steps, near in ((1, 0.79895), (6, 0.4408))]
        if len({round(limit, 3) for limit in limits}) > 1:  # else the list is not searched as it should be
            _finds_the_limit(limits)
        _takes_the_largest(largest_stable_rate)
        _finds_the_limit(limits)
        compare(
            largest_stable_rate(np.array([[1.0], [-1.0]]), np.array([1.0, -1.0]), [0.25, 1.5, 1.0], 6),
            KNOWN["largest_stable_rate.4"],
            hints=["with 1.0 the loss stays where it is, and that is no rise: compare with <=."],
            what="the largest stable rate of [0.25, 1.5, 1.0], for two examples with one input,",
        )
        done.what += ". On the data of this check it is {:.2f} for one step and {:.2f} for six".format(*limits)


def _takes_the_largest(largest_stable_rate) -> None:
    corners = np.array([[3.0, 1.0], [3.0, -1.0], [-3.0, 1.0], [-3.0, -1.0]])
    rates = [0.02, 0.03, 0.5, 0.1, 0.01, 0.12, 0.11, 0.2, 0.025, 0.05]
    try:
        rate = largest_stable_rate(corners, np.array([5.3, -4.7, 4.7, -5.3]), list(rates), 15)
    except ValueError as error:
        if "matmul" in str(error) or "not aligned" in str(error):
            raise Wrong(
                f"{in_words(error)} Here are {len(corners)} examples with 2 inputs, so w has 2 entries."
            ) from error
        if "empty" not in str(error):
            raise
        raise Wrong(f"{in_words(error)} With the rates from 0.01 to 0.11 the loss falls in every step here.") from error
    fact = ""
    if any(same(rate, each) for each in rates):
        rises = float(rate) > 0.115
        fact = (
            "With it the loss rises on the way."
            if rises
            else "With it the loss never rises, nor with a larger one of the list."
        )
    compare(
        rate,
        KNOWN["largest_stable_rate"],
        hints=[
            "this is the largest of the list: with it the loss falls in the first step and explodes then. Is every step watched before a rate is taken?",
            "this is the smallest of the list; asked for is the largest one that never rises.",
            "this is the first rate that works; a larger one comes later in the list. Does a `return` end the loop before it, or is the list of losses not made new for each rate?",
            "this is the last rate of the list, and it works, but it is not the largest: the list is not sorted.",
            "after the first rate that fails no other one is taken. Is a mark set once for all rates?",
            "this is the position in the list; return the rate itself.",
            "these are all rates that work; return the largest.",
            "this is the number of rates that work; return the largest of them.",
        ],
        what=f"the largest stable rate of {rates}",
        besides=fact,
    )  # fmt: skip


def _finds_the_limit(limits) -> None:
    compare(
        limits,
        KNOWN["largest_stable_rate.limit"],
        hints=[
            "the last loss is compared with the first alone, or each loss with the first: compare every step with the one before.",
            "two neighbours are not compared: the first two, the last two, or some between. num_steps steps have num_steps + 1 losses, the first one before any step.",
            "one step too many is taken, or watched: num_steps steps have num_steps + 1 losses.",
            "the weights, the bias, or both do not start at 0.",
            "a small rise of the loss passes, as if it was rounded: any rise counts.",
            "the loss forgets the bias, or has it with the wrong sign: the prediction is x @ w + b.",
            "the loss is made of absolute errors; it is the mean of their squares.",
            "the steps are half as long as they should be. Is the factor 2 missing in task 3?",
            "the steps are too long. Is the gradient in task 3 a sum over the examples, and no mean?",
            "the bias does not move.",
            "this is the rate with the lowest loss at the end; asked for is the largest one that never rises.",
            "the weights of one rate are the start of the next: set them to 0 again for each rate.",
            "the limit comes out as it is for very many steps, whatever num_steps is: take just num_steps of them.",
        ],
        what="the largest rate that your function takes, for one step and for six on the data of this check,",
        besides="With one step the loss rises from the rate 0.8 on, with six from 0.44 on.",
        tolerance=0.0008,
    )  # fmt: skip


def _limit(largest_stable_rate, num_steps, near) -> float:
    """The largest rate up to 1 that is taken, beside one that always works: the right one, or found by halving."""
    x = np.array([[1.1, -2.3], [0.0, 0.8], [-0.8, -0.2], [1.6, -1.0], [1.0, 1.1]])
    y = np.array([1.2, 2.9, 0.3, -0.1, 1.2])

    def takes(rate):
        try:
            return same(largest_stable_rate(x.copy(), y.copy(), [0.01, rate], num_steps), rate)
        except (ValueError, IndexError, UnboundLocalError):  # it is told of in the next comparison
            return False

    below, above = (near / 2, near - 0.0005), (near + 0.0005, (near + 1) / 2)
    if all(map(takes, below)) and not any(map(takes, above)):
        return near
    low, high = 0.0, 1.0
    for _ in range(12):
        rate = (low + high) / 2
        low, high = (rate, high) if takes(rate) else (low, rate)
    return high if high == 1 else low if low == 0 else (low + high) / 2
