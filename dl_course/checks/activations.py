"""Checks of exercise 02: leaky ReLU, the sigmoid's slope, a forward pass, collapsing linear layers, bends that follow a curve."""

import numpy as np

from dl_course.checks.errors import in_words
from dl_course.checks.judging import (
    Wrong,
    as_array,
    compare,
    error_means,
    first_that_fails,
    known,
    parts,
    plain,
    require,
    same,
    task,
    unchanged,
)

KNOWN = known(__name__)
_LISTS = ("weights or an array in it", "biases or an array in it")


def check_leaky_relu(leaky_relu) -> None:
    """Task 1: `leaky_relu(z, slope)` with z of any shape gives an array of the same shape."""
    with task(1, "leaky ReLU"):
        z = np.array([-4.0, 0.125, -0.5, 0.0, 2.0, -0.125])
        axes = "z has one axis here, and may have any number: z.shape[1], z[i, j] or a loop in a loop ask for two. NumPy's functions need no loop."
        with error_means(
            {"tuple index out of range|too many indices": axes, "'numpy.float64' object is not iterable": axes}
        ):
            given = unchanged(leaky_relu, z, 0.25)
        compare(
            given,
            KNOWN["leaky_relu"],
            hints=[
                "this is the plain ReLU; the leaky one lets a little of the negative side through.",
                "the slope sits on the wrong side: positive numbers pass unchanged.",
                "the slope acts on both sides, so there is no bend.",
                "negative numbers change their sign; they should stay negative, only smaller.",
                "negative numbers become the slope itself; they are multiplied by it.",
                "this is one number: np.max takes the largest of all; each element is treated by itself.",
                "the slope is fixed in your function; use the one that it is given.",
                "positive numbers are multiplied by 1 + slope: the leak is added to them, too.",
                "the slope is added to negative numbers, subtracted, their exponent or their divisor; they are multiplied by it.",
                "no number falls below -slope: the slope is a factor, not a limit.",
                "the bend is not at 0: numbers close to 0 are treated like those of the other side.",
                "this is the slope of leaky ReLU; asked for is its value.",
                "this is z itself.",
                "this is |z|, and the slope plays no part.",
                "the slope is squared; negative numbers are multiplied by it once.",
                "this is the sign of z times the slope: how large z is plays no part.",
                "positive numbers are multiplied by the slope and negative ones become 0; positive ones pass, negative ones are multiplied.",
                "negative numbers stay as they are and positive ones become 0: the wrong side is passed on.",
                "negative numbers bend like an exponential: that is ELU. Here they are multiplied by the slope.",
                "the numbers of one side are left out; the result has one number for each of z.",
                "negative numbers are multiplied by 1 - slope; they are multiplied by the slope.",
                "the numbers are cut to whole ones; the result has digits after the point, like z.",
                "positive numbers become 0; they pass unchanged.",
                "a positive number leaves two numbers: does an `else` miss before the second?",
                "these are the places of the positive numbers, not the numbers.",
                "this is another bend, of an exponential: that of the tanh or of the sigmoid.",
            ],
            what="leaky_relu([-4, 0.125, -0.5, 0, 2, -0.125], slope=0.25)",
            besides=first_that_fails(
                (lambda: same(as_array(given)[z > 0], z[z > 0]), "Positive numbers must pass unchanged; yours do not."),
                (lambda: same(as_array(given)[z == 0], [0]), "0 must stay 0; yours does not."),
                (lambda: False, "Only the negative numbers are wrong."),
            ),
        )
        compare(
            leaky_relu(np.array([[-10.0, 1.0], [3.0, -1.0]]), 0.1),
            KNOWN["leaky_relu.2"],
            hints=[
                "the slope is fixed in your function; use the one that it is given.",
            ],
            what="leaky_relu([[-10, 1], [3, -1]], slope=0.1)",
        )
        z = np.array([[[-3.0, 2.0, 0.5], [4.0, -1.0, -6.0]]])
        compare(
            _of_three_axes(leaky_relu, z, 0.5),
            KNOWN["leaky_relu.3"],
            what="leaky_relu([[[-3, 2, 0.5], [4, -1, -6]]], slope=0.5)",
        )
        compare(
            _of_whole_numbers(leaky_relu, np.array([2, -3, -1]), 0.5),
            KNOWN["leaky_relu.4"],
            hints=[
                "for whole numbers the result is cut: np.zeros_like and copy keep the type of z, np.vectorize that of its first "
                "result.",
            ],
            what="leaky_relu([2, -3, -1], slope=0.5)",
        )


def check_sigmoid_slope(sigmoid_slope) -> None:
    """Task 2: `sigmoid_slope(z)` gives the derivative of the sigmoid at each element of z."""
    with task(2, "the slope of the sigmoid"):
        given = unchanged(sigmoid_slope, np.array([0.0, 2.0, -1.0]))
        require(
            not _nearly_0(given),
            "the results are nearly 0. Is a difference of two sigmoids not yet divided by the step from one to the other?",
        )
        compare(
            given,
            KNOWN["sigmoid_slope"],
            hints=[
                "this is the sigmoid itself; asked for is its derivative.",
                "this is z(1 - z): the formula s(1 - s) wants the sigmoid of z for s, not z.",
                "this is 1 - s; the other factor is missing.",
                "the sign is turned round: the sigmoid rises everywhere, so its slope is positive.",
                "this is the derivative of tanh.",
                "the sigmoid is applied twice: s(1 - s) with s the sigmoid of the sigmoid of z.",
                "this is s(1 + s); look at the sign.",
                "one factor is made of z; both are made of s.",
                "this is 0 everywhere. Are brackets missing? s * 1 - s is 0.",
                "the two factors are added; multiply them.",
                "this is a square; one factor is s, the other 1 - s.",
                "s is 1 + exp(-z) here; the sigmoid is 1 divided by it. Are brackets missing? 1 / 1 + a is 1 + a, not 1 / (1 + a).",
                "this is exp(-z) or its negative; the sigmoid is 1 / (1 + exp(-z)).",
                "1 - exp(-z) stands below the line; in the sigmoid it is 1 + exp(-z).",
                "this is the slope of the ReLU.",
                "z is replaced before the sigmoid: s is the sigmoid of z, not of a square or a multiple of it.",
                "the slopes are added up; each element has its own.",
                "this is made of s squared and 1; the formula is s times 1 - s.",
                "s is the sigmoid of z, and not its ReLU or its tanh.",
                "this is -s: the square of s is s ** 2, and s * 2 its double.",
                "the square is missing: the bracket below the line is multiplied by itself, not exp(-z) alone.",
                "this is softmax: it divides by a sum over all elements; each is treated by itself.",
                "this is a difference over a wide step; the formula gives the slope itself.",
                "the slope is multiplied by z.",
                "this is the second derivative, how fast the slope itself changes.",
                "this is the sigmoid with another base than e, np.exp.",
                "return the slope alone, not the sigmoid as well.",
                "this is the inner product of s and 1 - s, or their table; multiply them element by element, with *.",
                "the sign of z is lost, or that of exp: exp(-z) stands in 1 / (1 + exp(-z)).",
                "this is made of differences between elements of z; the slope at an element depends on that one alone.",
            ],
            what="sigmoid_slope([0, 2, -1])",
            besides=first_that_fails(
                (lambda: same(sigmoid_slope(np.array([0.0])), [0.25]), "At 0 the slope must be 0.25; yours is not."),
                (
                    lambda: same(sigmoid_slope(np.array([1.5])), sigmoid_slope(np.array([-1.5]))),
                    "The slopes at z and at -z must be equal; yours are not.",
                ),
            ),
        )
        compare(
            _of_three_axes(sigmoid_slope, np.array([[[-30.0, 1.0, 0.5], [3.0, -1.0, 30.0]]])),
            KNOWN["sigmoid_slope.2"],
            what="sigmoid_slope([[[-30, 1, 0.5], [3, -1, 30]]])",
        )
        compare(
            _of_whole_numbers(sigmoid_slope, np.array([[-2, 1], [3, 0]])),
            KNOWN["sigmoid_slope.3"],
            hints=["for whole numbers the result is cut: np.zeros_like and copy keep the type of z."],
            what="sigmoid_slope([[-2, 1], [3, 0]])",
        )


def check_forward(forward) -> None:
    """Task 3: `forward(x, weights, biases)` through layers with ReLU between them, x of shape (n, inputs)."""
    x = np.array([[2.0, 3.0], [4.0, 2.0], [-1.0, -3.0]])
    weights = [np.array([[2.0, 1.0], [-1.0, -1.0]]), np.array([[3.0, -1.0], [2.0, 4.0]]), np.array([[2.0], [-3.0]])]
    biases = [np.array([1.0, -1.0]), np.array([0.0, 2.0]), np.array([0.75])]
    with task(3, "a forward pass through three layers"):
        with error_means(
            {
                "only integer scalar arrays|not have enough dimensions": "a single number or a list of axes stands where an array should. np.max gives the largest of all numbers; np.maximum(0, z) compares each of them with 0.",
                "setting an array element": "a list stands where an array should. `weights` is a list, one array for each layer; and np.max([0, z]) compares no elements, np.maximum does.",
                r"size 3 is different from 2": "the examples are the rows of x, which stands on the left: x @ w.",
                r"size 2 is different from 1": "what has one column, as the output layer gives it, meets a layer again. Does the loop go through all layers, and the output layer comes once more? Or are they taken in the reverse order?",
                r"shapes \(3,2\) \(2,2\)": "`*` multiplies element by element; a layer needs the matrix product, x @ w.",
            }
        ):
            given = unchanged(forward, x, weights, biases, names=("x", *_LISTS))
        several = isinstance(given, (list, tuple)) and len({np.shape(plain(each)) for each in given}) > 1
        require(not several, "return the output of the last layer alone, not those of all layers.")
        compare(
            given,
            KNOWN["forward"],
            hints=[
                "the hidden layers have no ReLU: this is one linear layer in disguise.",
                "all biases are missing.",
                "the bias of the output layer is missing.",
                "the biases of the hidden layers are missing.",
                "only one of the hidden layers has a ReLU; each has one.",
                "this stops before the output layer. Is the number of layers fixed in your function?",
                "this stops after the first layer. Does the `return` stand inside the loop?",
                "the bias is added after the ReLU; it belongs to the weighted sum.",
                "the inputs go through a ReLU, too; only what a hidden layer gives does.",
                "the second hidden layer is left out. Is the number of layers fixed in your function?",
                "the hidden layers have a sigmoid or a tanh; a ReLU is asked for.",
                "biases are subtracted; each is added.",
                "only the first example is there; each row of x is one.",
                "each layer takes what the one before it gave, and not x again: here the first layer plays no part.",
                "the first layer is used again in place of a later one.",
                "the hidden layers have the absolute value; a ReLU turns negative numbers into 0.",
                "the hidden layers let a little of the negative side through: that is leaky ReLU.",
                "the hidden layers keep the negative numbers and drop the positive ones: a ReLU does the reverse.",
                "the hidden values are cut off at 1; a ReLU passes every positive number unchanged.",
                "there is a sigmoid or a softmax at the end; nothing comes after the output layer.",
                "the biases of the hidden layers are added twice.",
                "a layer has the bias of another one: each has its own.",
                "the weights are turned round with .T; they fit as they are.",
                "the weights go through a ReLU; the weighted sums should.",
                "this is the number of the largest output; the outputs themselves are asked for.",
            ],
            what="forward of three examples",
            besides=first_that_fails(
                (
                    lambda: same(forward(np.eye(2), weights[:1], biases[:1]), weights[0] + biases[0]),
                    "Even a single layer is not right yet: weighted sums and a bias for each unit, and nothing more.",
                ),
                (lambda: False, "A single layer is right; look at what happens between two."),
            ),
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
            _with_another_depth(forward, np.array([[1.0, 2.0]]), weights[:1], biases[:1]),
            KNOWN["forward.3"],
            hints=[
                "with one layer there is nothing hidden, so no ReLU: yours cuts off the negative output.",
            ],
            what="forward through a single layer",
        )
        deep = [np.array(w) for w in ([[1.0, -1.0]], [[2.0], [1.0]]) * 2]  # four arrays, as one may be told by `is`
        compare(
            _with_another_depth(
                forward, np.array([[1.0], [-2.0], [-0.5]]), deep, [np.array(b) for b in ([0.0, 0.0], [-1.0]) * 2]
            ),
            KNOWN["forward.4"],
            hints=[
                "of four layers some are left out: the number of layers is fixed in your function.",
                "the second of four layers has no ReLU. It has the shape and the numbers of the last: a layer is told by its "
                "place in the list.",
            ],
            what="forward through four layers",
        )


def check_collapse(collapse) -> None:
    """Task 4: `collapse(weights, biases)` gives the weight and the bias of the one layer that replaces them all."""
    weights = [
        np.array([[1.0, 2.0], [-1.0, 0.0]]),
        np.array([[1.0, -1.0], [3.0, 1.0]]),
        np.array([[2.0, 1.0], [0.0, 1.0]]),
    ]
    biases = [np.array([4.0, -1.0]), np.array([2.0, -1.0]), np.array([5.0, 4.0])]
    with task(4, "many linear layers in one"):
        with error_means(
            {"size 2 is different from 0": "an empty list is no matrix to begin with; begin with the first layer."}
        ):
            w, b = _weight_and_bias(unchanged(collapse, weights, biases, names=_LISTS))
        require(
            w.shape != (2,) or b.shape != (2, 2), "the two are in the wrong order: first the weight, then the bias."
        )
        compare(
            w,
            KNOWN["collapse"],
            hints=[
                "the matrices are multiplied in another order than that of the layers: an input meets the first layer first.",
                "the matrices are multiplied element by element; layers need the matrix product @.",
                "the matrices are added; layers one after the other multiply.",
                "the last layer is missing. Does the `return` stand inside the loop, or does the loop end too early?",
                "the first layer is missing.",
                "this is the first layer alone. Does the `return` stand inside the loop?",
                "this is the last layer alone.",
                "there is a ReLU between the layers; here they have no activation.",
                "the first layer is multiplied in twice. Where does the loop begin?",
                "this is the mean of the matrices; layers one after the other multiply.",
                "the matrices are transposed before they are multiplied; they fit as they are.",
                "the biases are added to the weights; they only enter the bias.",
                "these are the weights of all steps; only the last one is asked for.",
                "the matrices are put side by side or on top of each other; layers one after the other multiply.",
            ],
            what="the weight",
        )
        compare(
            b,
            KNOWN["collapse.2"],
            hints=[
                "the biases are only added up; each passes through all the layers after its own.",
                "only the last bias is left; the earlier ones pass through the layers after them.",
                "only the first bias is there, and it passes through no layer.",
                "a bias is missing, or all but one: each layer adds its own.",
                "a bias also passes through the weights of its own layer; it is added after them.",
                "an earlier bias passes through one layer too few: it passes through all the layers after its own.",
                "the bias passes through the product of all layers so far; it passes through the weight of this layer alone.",
                "the biases are multiplied; each is added after its layer.",
                "the bias is multiplied by the weights element by element; it passes through them with @.",
                "one and the same bias is added after each layer; each layer has its own.",
                "each bias passes through the weights of its own layer alone; it is added after them, and passes through those that follow.",
                "the bias passes through the transposed weights: it stands on the left, b @ w.",
                "the biases are subtracted; each is added after its layer.",
                "the first bias passes through the next layer twice.",
                "all biases pass through all layers; each passes through those after its own.",
                "the last bias is added twice.",
                "this is the mean of the biases; each passes through all the layers after its own.",
                "the bias passes through the weights of the layer before; it passes through those that come after its own.",
                "the bias goes through a ReLU; here the layers have no activation.",
            ],
            what="the bias",
        )
        two = [np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]), np.array([[1.0], [2.0], [3.0]])]
        w, b = _weight_and_bias(_with_another_depth(collapse, two, [np.array([1.0, 2.0, 0.0]), np.array([4.0])]))
        compare(w, [[7.0], [-1.0]], what="the weight of two layers")
        compare(b, [9.0], what="the bias of two layers")
        w, b = _weight_and_bias(_with_another_depth(collapse, two[:1], [np.array([1.0, 2.0, 0.0])]))
        compare(w, two[0], what="the weight of a single layer")
        compare(b, [1.0, 2.0, 0.0], what="the bias of a single layer")
        turned = [w.T for w in reversed(two)]
        w, b = _weight_and_bias(
            _with_another_depth(collapse, turned, [np.array([1.0, -1.0, 0.0]), np.array([2.0, 1.0])])
        )
        compare(w, [[7.0, -1.0]], what="the weight of two layers, of three units and of two")
        compare(b, [3.0, 0.0], what="the bias of two layers, of three units and of two")
        w, b = _weight_and_bias(_with_another_depth(collapse, weights[:1] * 4, biases[:1] * 4))
        compare(
            w,
            KNOWN["collapse.3"],
            hints=["of four layers some are left out: the number of layers is fixed in your function."],
            what="the weight of four layers",
        )
        compare(b, KNOWN["collapse.4"], what="the bias of four layers")


def check_hinges(hinges) -> None:
    """Task 5: `hinges(knots, values)` gives the start value and the weight of the ReLU unit at each knot but the last."""
    knots, values = np.array([-1.0, 1.0, 2.0, 9.0, 13.0]), np.array([4.0, 9.0, 13.0, -2.0, 3.0])
    with task(5, "ReLU units that follow a curve"):
        given = unchanged(hinges, knots, values, names=("knots", "values"))
        require(
            not _in_one_array(given, values),
            "the start value and the weights are in one array; return them as two results.",
        )
        start, weights = parts(given, 2, "return both, the start value and the weights.")
        require(
            np.shape(start) == () or np.shape(weights) != (),
            "the two are in the wrong order: first the start value, then the weights.",
        )
        compare(
            start,
            KNOWN["hinges"],
            hints=[
                "the network starts at the first value of the curve, not at 0.",
                "the network starts at the first value of the curve; this belongs to one straight line through all points.",
                "the network starts at the first value of the curve; this is a knot or another value: the second, the last, the smallest, the largest, the mean.",
                "this belongs to the lesson's curve; the values are given.",
                "this is the first line continued to x = 0; all units are still off at the first knot, where the curve begins.",
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
                "the first unit has the weight 0: before it the slope is 0, so all of its slope is a change.",
                "the signs of the changes are turned round: new slope minus old.",
                "the slopes are turned over: values by knots, not knots by values.",
                "these are the changes divided once more by the distance of the knots.",
                "the slopes are multiplied by the distance of the knots; divide.",
                "the slopes are added up; a unit's weight is the change from one to the next.",
                "these are np.gradient's slopes, each over two neighbours; here each line has its own.",
                "all steps are divided by one and the same distance; the knots are not equally far apart.",
                "these are the values of the curve.",
                "each slope is taken from the first knot on; it is that between two neighbours.",
                "only the last change is left: each round of the loop has to append.",
                "the first slope stands at the end; the first unit has it.",
                "a change is taken from another number than the slope before: from the first slope, or from a weight.",
                "each change is old slope minus new, begun at the wrong end.",
                "values are divided by knots; a slope is a difference divided by a difference.",
                "the first unit takes the start value off its slope; before it the slope is 0.",
                "the start value is not taken off the values: it is there already, as c.",
                "the distances of the knots are taken one step too early.",
                "one unit is missing: every line between two knots has one.",
                "the change is taken twice.",
                "the slopes lost their signs; a line downwards has a negative slope.",
                "a slope and the one before it are added; a unit's weight is the change between them.",
                "the slopes are cut to whole numbers: divide with `/`.",
                "before the first unit the slope is 0; here the last slope is taken off there. Does an index begin at -1?",
                "brackets are missing around the differences: v - u / t - s is v - (u / t) - s.",
                "the sign of the first weight is turned round.",
            ],
            what="the weights",
            besides=_through(knots, values, weights),
        )
        start, weights = hinges(np.array([2.0, 4.0]), np.array([5.0, 2.0]))
        compare(start, 5.0, what="the start value for two knots")
        compare(weights, [-1.5], what="the weight for two knots")
        start, weights = hinges(np.array([0, 2, 6, 8]), np.array([1, 2, 5, 0]))
        compare(start, 1.0, what="the start value for knots and values that are whole numbers")
        compare(
            weights,
            KNOWN["hinges.3"],
            hints=["for whole numbers the weights are cut: np.zeros_like and copy keep the type of an array."],
            what="the weights for knots and values that are whole numbers",
        )


def _through(knots, values, weights):
    """Where a network with these weights goes, in words; nothing if they are no weights."""
    try:
        drawn = values[0] + np.maximum(0, knots[:, None] - knots[:-1]) @ as_array(weights)
        return (
            f"At the knots the curve is {values.tolist()}, and a network with these weights {drawn.round(2).tolist()}."
        )
    except (Wrong, ValueError):
        return ""


def _nearly_0(result):
    """Whether none of the numbers is 0, and all are close to it."""
    try:
        numbers = as_array(result)
    except Wrong:
        return False
    return bool(numbers.size and (numbers != 0).all() and (abs(numbers) < 0.01).all())


def _in_one_array(result, values):
    """Whether a result is one row that begins with the start value, and is not the curve itself."""
    try:
        row = as_array(result)
    except Wrong:
        return False
    return row.shape == values.shape and row[0] == values[0] and not same(row, values)


def _of_three_axes(function, z, *others):
    """Calls a function that did one axis and two with an array of three."""
    try:
        return function(z, *others)
    except (Wrong, NotImplementedError):
        raise
    except Exception as error:
        raise Wrong(
            f"your function stops at an array with three axes, though z may have any shape: {in_words(error)}"
        ) from error


def _of_whole_numbers(function, z, *others):
    """Calls a function that did floats with whole numbers; PyTorch calls them Long."""
    try:
        return function(z, *others)
    except (NotImplementedError, RuntimeError) as error:
        if "'Long'" not in str(error) and "floating point" not in str(error):
            raise
        raise Wrong("your function stops at whole numbers: PyTorch wants float here, .double().") from error


def _with_another_depth(function, *arguments):
    """Calls a function that did three layers with more or fewer of them."""
    try:
        return function(*arguments)
    except IndexError as error:
        raise Wrong(
            "with another number of layers a layer is missing. Is their number fixed in your function?"
        ) from error


def _weight_and_bias(result):
    w, b = parts(result, 2, "return both, the weight and the bias.")
    return as_array(w, "the weight"), as_array(b, "the bias")
