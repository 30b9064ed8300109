"""Exercise 02: right answers, and the typical mistakes with a part of the hint that each must get."""

import math

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


# Task 1


def leaky(z, slope):
    return np.where(z > 0, z, slope * z)


def leaky_copy(z, slope):
    z = z.astype(float)
    z[z < 0] *= slope
    return z


def leaky_on_a_copy_of_its_type(z, slope):
    z = z.copy()
    z[z < 0] *= slope
    return z


def filled(values, like=np.zeros_like):
    """What a function gives, put into an array of the type of its first argument."""

    def function(z, *others):
        result = like(z)
        result[...] = values(z, *others)
        return result

    return function


def leaky_of_one_axis_or_two(z, slope):
    result = np.zeros(z.shape)
    for i in range(len(z)):
        if z.ndim == 1:
            result[i] = z[i] if z[i] > 0 else slope * z[i]
        else:
            for j in range(z.shape[1]):
                result[i, j] = z[i, j] if z[i, j] > 0 else slope * z[i, j]
    return result


def leaky_in_place(z, slope):
    z[z < 0] *= slope
    return z


def leaky_in_a_loop(z, slope):
    result = np.zeros(z.shape)
    for index, one in np.ndenumerate(z):
        result[index] = one if one > 0 else slope * one
    return result


def leaky_in_torch(z, slope):
    import torch

    return torch.nn.functional.leaky_relu(torch.from_numpy(z).double(), slope)


def leaky_lists(z, slope):
    def one_or_many(z):
        return list(map(one_or_many, z)) if isinstance(z, list) else max(z, slope * z)

    return one_or_many(z.tolist())


def leaky_in_whole_numbers(z, slope):
    result = np.zeros(z.shape, dtype=int)
    result[z > 0] = z[z > 0]
    result[z < 0] = slope * z[z < 0]
    return result


def leaky_in_rows(z, slope):
    result = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            result[i, j] = z[i, j] if z[i, j] > 0 else slope * z[i, j]
    return result


def leaky_without_else(z, slope):
    result = []
    for one in z:
        if one > 0:
            result.append(one)
        result.append(slope * one)
    return result


def leaky_one_by_one(z, slope):
    return [float(one) if one > 0 else float(slope * one) for one in z.ravel()]


# Task 2


def sigmoid_slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def slope_in_torch(z):
    import torch

    z = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    torch.sigmoid(z).sum().backward()
    return z.grad


def slope_in_torch_of_floats_alone(z):
    import torch

    z = torch.tensor(z, requires_grad=True)
    torch.sigmoid(z).sum().backward()
    return z.grad


def slope_in_place(z):
    z *= -1
    return np.exp(z) / (1 + np.exp(z)) ** 2


# Task 3


def layers(x, weights, biases, active, bend=relu):
    for w, b, on in zip(weights, biases, active, strict=True):
        x = bend(x @ w + b) if on else x @ w + b
    return x


def hidden_only(weights):
    return [True] * (len(weights) - 1) + [False]


def forward(x, weights, biases, bend=relu):
    return layers(x, weights, biases, hidden_only(weights), bend)


def with_biases(change):
    return lambda x, w, b: forward(x, w, [change(i, c, len(b)) for i, c in enumerate(b)])


def with_biases_of(index):
    """Each layer i of n takes the bias number `index(i, n)`."""
    return lambda x, w, b: forward(x, w, [b[index(i, len(b))] for i in range(len(b))])


def output_layer_twice(x, weights, biases):
    x = layers(x, weights, biases, [True] * len(weights))
    return x @ weights[-1] + biases[-1]


def forward_of_numbers(x, weights, biases):
    rows = x.tolist()
    for layer, (w, b) in enumerate(zip(weights, biases, strict=True)):
        rows = [[sum(r * v for r, v in zip(row, column, strict=True)) for column in w.T] for row in rows]
        rows = [[one + more for one, more in zip(row, b, strict=True)] for row in rows]
        if layer < len(weights) - 1:
            rows = [[max(0.0, one) for one in row] for row in rows]
    return rows


def forward_in_torch(x, weights, biases):
    import torch

    h = torch.from_numpy(x)
    for i in range(len(weights)):
        h = h @ torch.from_numpy(weights[i]) + torch.from_numpy(biases[i])
        if i + 1 < len(weights):
            h = torch.relu(h)
    return h


def forward_recursive(x, weights, biases):
    x = x @ weights[0] + biases[0]
    return x if len(weights) == 1 else forward_recursive(np.where(x > 0, x, 0), weights[1:], biases[1:])


def forward_in_float32(x, weights, biases):
    return forward(*([np.float32(a) for a in part] if isinstance(part, list) else np.float32(part) for part in (x, weights, biases)))  # fmt: skip


def forward_by_identity(x, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        x = x @ w + b if w is weights[-1] else relu(x @ w + b)
    return x


def forward_by_shape(x, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        x = relu(x @ w + b) if w.shape != weights[-1].shape else x @ w + b
    return x


def forward_by_comparing(x, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        x = relu(x @ w + b) if w != weights[-1] else x @ w + b
    return x


def hidden_from_the_inputs(x, weights, biases):
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        h = relu(x @ w + b)
    return h @ weights[-1] + biases[-1]


def pairs_without_zip(x, weights, biases):
    for w, b in weights, biases:
        x = relu(x @ w + b)
    return x


def bias_after(x, weights, biases):
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        x = relu(x @ w) + b
    return x @ weights[-1] + biases[-1]


def returns_in_the_loop(x, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        return relu(x @ w + b)


def emptied(x, weights, biases):
    while len(weights) > 1:
        x = relu(x @ weights.pop(0) + biases.pop(0))
    return x @ weights[0] + biases[0]


def three_layers(x, weights, biases):
    x = relu(x @ weights[0] + biases[0])
    x = relu(x @ weights[1] + biases[1])
    return x @ weights[2] + biases[2]


def at_most_three_layers(x, weights, biases):
    return forward(x, weights[:3], biases[:3])


def one_too_far(x, weights, biases):
    for i in range(len(weights) + 1):
        x = relu(x @ weights[i] + biases[i])
    return x


def always_from_the_inputs(x, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        h = relu(x @ w + b)
    return h


def all_outputs(x, weights, biases):
    return [forward(x, weights[:i], biases[:i]) for i in range(1, len(weights) + 1)]


def bias_before_and_after(x, weights, biases):
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        x = relu(x @ w + b) + b
    return x @ weights[-1] + biases[-1]


def first_again(x, weights, biases):
    same = range(len(weights) - 1)
    return forward(x, [*(weights[0] for _ in same), weights[-1]], [*(biases[0] for _ in same), biases[-1]])


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


# Task 4


def collapse(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        w, b = w @ more, b @ more + extra
    return w, b


def collapse_by_trying(weights, biases):
    def through(x, biases):
        for w, b in zip(weights, biases, strict=True):
            x = x @ w + b
        return x

    weight = through(np.eye(len(weights[0])), [0 * b for b in biases])
    return [weight, through(np.zeros((1, len(weights[0]))), biases)[0]]


def collapse_from_behind(weights, biases):
    w, b = weights[-1], biases[-1]
    for before, extra in zip(weights[-2::-1], biases[-2::-1], strict=True):
        w, b = before @ w, extra @ w + b
    return w, b


def collapse_with_a_one(weights, biases):
    """Weights and bias in one matrix, as inputs that end in 1 see it."""
    total = np.eye(len(weights[0]) + 1)
    for w, b in zip(weights, biases, strict=True):
        total = total @ np.block([[w, np.zeros((len(w), 1))], [b[None], np.ones((1, 1))]])
    return total[:-1, :-1], total[-1, :-1]


def collapse_in_torch(weights, biases):
    import torch

    return collapse([torch.from_numpy(w) for w in weights], [torch.from_numpy(b) for b in biases])


def product(matrices):
    return np.linalg.multi_dot(matrices) if len(matrices) > 1 else matrices[0]


def through_own_weights(weights, biases):
    return sum(b @ product(weights[i:]) for i, b in enumerate(biases))


def through_all_so_far(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        w = w @ more
        b = b @ w + extra
    return w, b


def through_all_before(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        b = b @ w + extra
        w = w @ more
    return w, b


def bias_element_by_element(weights, biases):
    b = 0
    for w, extra in zip(weights, biases, strict=True):
        b = b * w + extra
    return product(weights), b


def begun_with_an_empty_list(weights, biases):
    w = []
    for more in weights:
        w = w @ more
    return w, biases[-1]


def collapse_in_place(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        w[...] = w @ more
        b = b @ more + extra
    return w, b


def bias_in_place(weights, biases):
    w, b = weights[0], biases[0]
    for i in range(1, len(weights)):
        w = w @ weights[i]
        b += biases[i]
    return w, b


def returned_in_the_loop(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        w, b = w @ more, b @ more + extra
        return w, b


def first_layer_twice(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights, biases, strict=True):
        w, b = w @ more, b @ more + extra
    return w, b


def bent(weights, biases):
    return forward(np.eye(2), weights, [0 * b for b in biases]), collapse(weights, biases)[1]


def multi_dot_alone(weights, biases):
    return np.linalg.multi_dot(weights), collapse(weights, biases)[1]


def at_most_three_collapsed(weights, biases):
    return collapse(weights[:3], biases[:3])


def three_collapsed(w, b):
    return w[0] @ w[1] @ w[2], (b[0] @ w[1] + b[1]) @ w[2] + b[2]


def bias_on_the_right(weights, biases):
    b = biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        b = more @ b + extra
    return product(weights), b


def bias_in_the_weights(weights, biases):
    w = weights[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        w = w @ more + extra
    return w, collapse(weights, biases)[1]


def all_steps(weights, biases):
    steps = [collapse(weights[:i], biases[:i]) for i in range(1, len(weights) + 1)]
    return [w for w, _ in steps], [b for _, b in steps]


def through_the_layer_before(weights, biases):
    b = biases[0]
    for before, extra in zip(weights[:-1], biases[1:], strict=True):
        b = b @ before + extra
    return product(weights), b


def bent_bias(weights, biases):
    b = biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        b = relu(b @ more + extra)
    return product(weights), b


def begun_with_2_inputs(weights, biases):
    w, b = np.eye(2), np.zeros(2)
    for more, extra in zip(weights, biases, strict=True):
        w, b = w @ more, b @ more + extra
    return w, b


def begun_with_a_number(weights, biases):
    w, b = 1, 0
    for more, extra in zip(weights, biases, strict=True):
        w, b = w @ more, b @ more + extra
    return w, b


# Task 5


def hinges(knots, values):
    return values[0], np.diff(np.diff(values) / np.diff(knots), prepend=0)


def hinges_in_a_loop(knots, values):
    weights, before = [], 0
    for i in range(len(knots) - 1):
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        weights.append(slope - before)
        before = slope
    return values[0], weights


def hinges_as_equations(knots, values):
    units = relu(knots[1:, None] - knots[None, :-1])
    return [float(values[0]), np.linalg.solve(units, values[1:] - values[0])]


def hinges_in_torch(knots, values):
    import torch

    knots, values = torch.from_numpy(knots), torch.from_numpy(values)
    slopes = values.diff() / knots.diff()
    return values[0], torch.cat([slopes[:1], slopes.diff()])


def hinges_joined(knots, values):
    slopes = (values[1:] - values[:-1]) / (knots[1:] - knots[:-1])
    slopes[1:] -= slopes[:-1].copy()
    return np.float32(values[0]), np.float32(slopes)


def lesson_curve(x):
    return np.sin(3 * x) + 0.3 * x**2


def weights_of(weights):
    return lambda knots, values: (values[0], weights(knots, values))


def slopes_of(t, v):
    return np.diff(v) / np.diff(t)


def hinges_like_the_values(knots, values):
    weights = np.zeros_like(values[:-1])
    weights[:] = hinges(knots, values)[1]
    return values[0], weights


def last_change(knots, values):
    for change in hinges(knots, values)[1]:
        weights = [change]
    return values[0], weights


def from_the_weight_before(knots, values):
    weights = slopes_of(knots, values)
    for i in range(1, len(weights)):
        weights[i] -= weights[i - 1]
    return values[0], weights


def start_of(start):
    return lambda t, v: (start(t, v), hinges(t, v)[1])


RIGHT = {
    "leaky_relu": leaky,
    "sigmoid_slope": sigmoid_slope,
    "forward": forward,
    "collapse": collapse,
    "hinges": hinges,
}

ALSO_RIGHT = [
    ("leaky_relu", leaky_copy, "in place on a float copy"),
    ("leaky_relu", leaky_in_a_loop, "a loop"),
    ("leaky_relu", leaky_lists, "lists"),
    ("leaky_relu", lambda z, slope: np.maximum(z, slope * z), "the larger of two"),
    ("leaky_relu", lambda z, slope: np.float32(leaky(z, slope)), "NumPy's float32"),
    ("leaky_relu", lambda z, slope: z * ((z > 0) + slope * (z <= 0)), "factors"),
    ("sigmoid_slope", lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2, "the derivative written out"),
    ("sigmoid_slope", lambda z: (sigmoid(z + 1e-4) - sigmoid(z - 1e-4)) / 2e-4, "by differences"),
    ("sigmoid_slope", lambda z: sigmoid_slope(z.astype(np.float32)), "NumPy's float32"),
    ("sigmoid_slope", lambda z: sigmoid_slope(z).tolist(), "lists"),
    ("sigmoid_slope", np.vectorize(lambda z: 1 / (2 + math.exp(z) + math.exp(-z))), "math, element by element"),
    ("forward", forward_of_numbers, "loops, lists"),
    ("forward", forward_recursive, "recursive"),
    ("forward", forward_by_identity, "the last layer told by `is`"),
    ("forward", forward_in_float32, "NumPy's float32"),
    ("forward", lambda x, weights, biases: [forward(row, weights, biases) for row in x], "example by example"),
    ("collapse", collapse_by_trying, "the layers tried out, a list returned"),
    ("collapse", collapse_from_behind, "from the last layer to the first"),
    ("collapse", collapse_with_a_one, "the bias in the matrix"),
    ("collapse", lambda weights, biases: tuple(part.astype(np.float32).tolist() for part in collapse(weights, biases)), "lists"),
    ("hinges", hinges_in_a_loop, "a loop, a list"),
    ("hinges", hinges_as_equations, "as linear equations"),
    ("hinges", hinges_joined, "NumPy's float32, in place on a result"),
    ("hinges", lambda knots, values: [np.array(values[0]), list(hinges(knots, values)[1])], "the start as an array of no axis"),
]  # fmt: skip

ALSO_RIGHT_PYTORCH = [
    ("leaky_relu", leaky_in_torch, "PyTorch"),
    ("sigmoid_slope", slope_in_torch, "PyTorch"),
    ("forward", forward_in_torch, "PyTorch"),
    ("collapse", collapse_in_torch, "PyTorch"),
    ("hinges", hinges_in_torch, "PyTorch"),
]

MISTAKES = [
    ("leaky_relu", lambda z, s: np.maximum(0, z), "plain ReLU"),
    ("leaky_relu", lambda z, s: np.where(z > 0, s * z, z), "sits on the wrong side"),
    ("leaky_relu", lambda z, s: s * z, "acts on both sides"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, -s * z), "change their sign"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, np.where(z < 0, s, 0)), "become the slope itself"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, s), "become the slope itself"),
    ("leaky_relu", lambda z, s: np.maximum(s, z), "become the slope itself"),
    ("leaky_relu", lambda z, s: np.where(z < 0, -s, z), "not a limit"),
    ("leaky_relu", lambda z, s: np.maximum(-s, z), "not a limit"),
    ("leaky_relu", lambda z, s: np.max(np.append(z, 0)), "takes the largest of all"),
    ("leaky_relu", lambda z, s: leaky(z, 0.01), "the slope is fixed"),
    ("leaky_relu", lambda z, s: leaky(z, 0.25), "the slope is fixed"),
    ("leaky_relu", lambda z, s: relu(z) + s * z, "multiplied by 1 + slope"),
    ("leaky_relu", lambda z, s: np.minimum(z, s * z), "sits on the wrong side"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, z / s), "their exponent or their divisor"),
    ("leaky_relu", lambda z, s: np.where(z > -1, z, s * z), "the bend is not at 0"),
    ("leaky_relu", lambda z, s: np.where(z > 0, 1, s), "this is the slope of leaky ReLU"),
    ("leaky_relu", lambda z, s: z, "this is z itself"),
    ("leaky_relu", lambda z, s: np.minimum(0, z), "the wrong side is passed on"),
    ("leaky_relu", lambda z, s: abs(z), "this is |z|"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, s * s * z), "the slope is squared"),
    ("leaky_relu", lambda z, s: s * np.sign(z), "the sign of z times"),
    ("leaky_relu", lambda z, s: relu(s * z), "negative ones become 0; positive ones pass"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, s * (np.exp(z) - 1)), "that is ELU"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, np.exp(z) - 1), "that is ELU"),
    ("leaky_relu", lambda z, s: z[z > 0], "left out"),
    ("leaky_relu", lambda z, s: s * z[z < 0], "left out"),
    ("leaky_relu", lambda z, s: z > 0, "must be numbers, not True and False"),
    ("leaky_relu", lambda z, s: max(z, s * z), "an array has one for each element"),
    ("leaky_relu", lambda z, s: z if z > 0 else s * z, "an array has one for each element"),
    ("leaky_relu", lambda z, s: [v if v > 0 else s * v for v in z], "an array has one for each element"),
    ("leaky_relu", lambda z, s: print(end=""), "Is the `return` missing?"),
    ("leaky_relu", leaky_in_place, "changes the array"),
    ("leaky_relu", lambda z, s: np.where(z > 1, z, s * z), "the bend is not at 0"),
    ("leaky_relu", lambda z, s: np.where(z > s, z, s * z), "the bend is not at 0"),
    ("leaky_relu", lambda z, s: np.where(z > -s, z, s * z), "the bend is not at 0"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, (1 - s) * z), "by 1 - slope"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, z - s), "their exponent or their divisor"),
    ("leaky_relu", lambda z, s: np.where(z < 0, z + s, z), "their exponent or their divisor"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, z + s), "their exponent or their divisor"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, z**s), "their exponent or their divisor"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, -(abs(z) ** s)), "their exponent or their divisor"),
    ("leaky_relu", leaky_in_whole_numbers, "cut to whole ones"),
    ("leaky_relu", lambda z, s: np.where(z < 0, s * z, 0), "positive numbers become 0"),
    ("leaky_relu", lambda z, s: np.append(s * z[z < 0], z[z >= 0]), "the right numbers in another order"),
    ("leaky_relu", lambda z, s: leaky(z, 0.1), "the slope is fixed"),
    ("leaky_relu", leaky_without_else, "leaves two numbers"),
    ("leaky_relu", leaky_in_rows, "ask for two"),
    ("leaky_relu", lambda z, s: [[v if v > 0 else s * v for v in row] for row in z], "ask for two"),
    ("leaky_relu", lambda z, s: np.where(z > 0), "these are the places"),
    ("leaky_relu", lambda z, s: np.tanh(z), "an exponential: that of the tanh"),
    ("leaky_relu", lambda z, s: sigmoid(z), "an exponential: that of the tanh"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z), "np.where takes the condition"),
    ("leaky_relu", lambda z, s: np.max(z, s * z), "np.maximum compares two"),
    ("leaky_relu", leaky_one_by_one, "only the shape is not"),
    ("leaky_relu", lambda z, s: leaky(z[0] if z.ndim > 1 else z, s), "the first row alone"),
    ("leaky_relu", lambda z, s: leaky(z, s).round(1), "is rounded"),
    ("leaky_relu", lambda z, s: leaky(z, s)[0], "first number alone"),
    ("leaky_relu", leaky_of_one_axis_or_two, "stops at an array with three axes"),
    ("leaky_relu", filled(leaky), "np.zeros_like and copy keep"),
    ("leaky_relu", lambda z, s: np.vectorize(lambda v: v if v > 0 else s * v)(z), "np.vectorize that of its first"),
    ("leaky_relu", leaky_on_a_copy_of_its_type, "an array of whole numbers is changed in place"),
    ("sigmoid_slope", sigmoid, "this is the sigmoid itself"),
    ("sigmoid_slope", lambda z: z * (1 - z), "wants the sigmoid of z"),
    ("sigmoid_slope", lambda z: 1 - sigmoid(z), "the other factor is missing"),
    ("sigmoid_slope", lambda z: np.exp(-z) / (1 + np.exp(-z)), "the other factor is missing"),
    ("sigmoid_slope", lambda z: -sigmoid_slope(z), "its slope is positive"),
    ("sigmoid_slope", lambda z: 1 - np.tanh(z) ** 2, "derivative of tanh"),
    ("sigmoid_slope", lambda z: sigmoid_slope(sigmoid(z)), "applied twice"),
    ("sigmoid_slope", lambda z: sigmoid(z) * (1 + sigmoid(z)), "this is s(1 + s)"),
    ("sigmoid_slope", lambda z: z * (1 - sigmoid(z)), "one factor is made of z"),
    ("sigmoid_slope", lambda z: sigmoid(z) * (1 - z), "one factor is made of z"),
    ("sigmoid_slope", lambda z: sigmoid(z) * 1 - sigmoid(z), "s * 1 - s is 0"),
    ("sigmoid_slope", lambda z: sigmoid(z) + (1 - sigmoid(z)), "the two factors are added"),
    ("sigmoid_slope", lambda z: sigmoid(z) ** 2, "this is a square"),
    ("sigmoid_slope", lambda z: (1 - sigmoid(z)) ** 2, "this is a square"),
    ("sigmoid_slope", lambda z: (1 / 1 + np.exp(-z)) * (1 - (1 / 1 + np.exp(-z))), "1 / 1 + a is 1 + a"),
    ("sigmoid_slope", lambda z: np.exp(-z), "exp(-z) or its negative"),
    ("sigmoid_slope", lambda z: np.mean(sigmoid_slope(z)), "the mean of the right numbers"),
    ("sigmoid_slope", lambda z: np.sum(sigmoid_slope(z)), "the sum of the right numbers"),
    ("sigmoid_slope", lambda z: 1.0 * (z > 0), "the slope of the ReLU"),
    ("sigmoid_slope", lambda z: np.gradient(sigmoid(z)), "differences between elements"),
    ("sigmoid_slope", lambda z: np.gradient(sigmoid(z), z), "differences between elements"),
    ("sigmoid_slope", lambda z: np.diff(sigmoid(z)) / np.diff(z), "differences between elements"),
    ("sigmoid_slope", lambda z: sigmoid * (1 - sigmoid), "a function that is not called"),
    ("sigmoid_slope", lambda z: sigmoid(z)(1 - sigmoid(z)), "Is a `*` missing"),
    ("sigmoid_slope", lambda z: np.interp(z, [0, 2, 3], sigmoid_slope(np.array([0, 2, 30]))), "none of the usual slips"),
    ("sigmoid_slope", lambda z: 1 / (1 + math.exp(-z)), "one number is needed"),
    ("sigmoid_slope", lambda z: [1 / (2 + math.exp(v) + math.exp(-v)) for v in z], "one number is needed"),
    ("sigmoid_slope", lambda z: s * (1 - s), "there is no `s`"),  # noqa: F821
    ("sigmoid_slope", lambda z: np.sigmoid(z), "numpy has no `sigmoid`"),
    ("sigmoid_slope", lambda z: print(end=""), "Is the `return` missing?"),
    ("sigmoid_slope", slope_in_place, "changes the array"),
    ("sigmoid_slope", lambda z: (1 - sigmoid(z)) / sigmoid(z), "exp(-z) or its negative"),
    ("sigmoid_slope", lambda z: sigmoid(z) * (1 - sigmoid(z) ** 2), "made of s squared and 1"),
    ("sigmoid_slope", lambda z: 1 - sigmoid(z) ** 2, "made of s squared and 1"),
    ("sigmoid_slope", lambda z: sigmoid_slope(2 * z), "is replaced before"),
    ("sigmoid_slope", lambda z: sigmoid_slope(z**2), "is replaced before"),
    ("sigmoid_slope", lambda z: np.cumsum(sigmoid_slope(z)), "are added up"),
    ("sigmoid_slope", lambda z: relu(z) * (1 - relu(z)), "not its ReLU or its tanh"),
    ("sigmoid_slope", lambda z: sigmoid(z) - sigmoid(z) * 2, "this is -s"),
    ("sigmoid_slope", lambda z: np.exp(-z) / (1 + np.exp(-z) ** 2), "the square is missing"),
    ("sigmoid_slope", lambda z: np.exp(-z) / 1 + np.exp(-z) ** 2, "the square is missing"),
    ("sigmoid_slope", lambda z: np.tanh(z) * (1 - np.tanh(z)), "not its ReLU or its tanh"),
    ("sigmoid_slope", lambda z: np.sqrt(sigmoid_slope(z)), "the square root"),
    ("sigmoid_slope", lambda z: np.exp(z) / np.exp(z).sum(), "this is softmax"),
    ("sigmoid_slope", lambda z: (sigmoid(z + 0.1) - sigmoid(z)) / 0.1, "a wide step"),
    ("sigmoid_slope", lambda z: (sigmoid(z + 1) - sigmoid(z - 1)) / 2, "a wide step"),
    ("sigmoid_slope", lambda z: z * sigmoid_slope(z), "multiplied by z"),
    ("sigmoid_slope", lambda z: sigmoid_slope(z) * (1 - 2 * sigmoid(z)), "second derivative"),
    ("sigmoid_slope", lambda z: 1 / (1 + 10**-z) * (1 - 1 / (1 + 10**-z)), "another base"),
    ("sigmoid_slope", lambda z: (sigmoid(z), sigmoid_slope(z)), "the slope alone"),
    ("sigmoid_slope", lambda z: np.outer(sigmoid(z), 1 - sigmoid(z)), "element by element, with *"),
    ("sigmoid_slope", lambda z: sigmoid_slope(z)[1], "must have shape (3,)"),
    ("sigmoid_slope", lambda z: 2 * sigmoid_slope(z), "2 times as large"),
    ("sigmoid_slope", lambda z: sigmoid_slope(z).round(4), "is rounded"),
    ("sigmoid_slope", lambda z: sigmoid(abs(z)), "the sign of z is lost"),
    ("sigmoid_slope", lambda z: 1 / (1 + np.exp(z)) ** 2, "this is a square"),
    ("sigmoid_slope", lambda z: sigmoid(z + 1e-6) - sigmoid(z), "not yet divided by the step"),
    ("sigmoid_slope", lambda z: sigmoid(z + 1e-3) - sigmoid(z - 1e-3), "not yet divided by the step"),
    ("sigmoid_slope", filled(sigmoid_slope), "np.zeros_like and copy keep"),
    ("sigmoid_slope", slope_in_torch_of_floats_alone, "PyTorch wants float here"),
    ("sigmoid_slope", lambda z: 1 / (1 - np.exp(-z)) * (1 - 1 / (1 - np.exp(-z))), "1 - exp(-z) stands below"),
    ("forward", lambda x, w, b: layers(x, w, b, [False] * len(w)), "in disguise"),
    ("forward", lambda x, w, b: layers(x, w, b, [True] * len(w)), "output layer has a ReLU"),
    ("forward", with_biases(lambda i, c, n: 0 * c), "all biases are missing"),
    ("forward", with_biases(lambda i, c, n: 0 * c if i == n - 1 else c), "bias of the output layer is missing"),
    ("forward", with_biases(lambda i, c, n: 0 * c if i < n - 1 else c), "biases of the hidden layers are missing"),
    ("forward", with_biases(lambda i, c, n: -c), "biases are subtracted"),
    ("forward", lambda x, w, b: layers(x, w, b, [True] + [False] * (len(w) - 1)), "only one of the hidden layers"),
    ("forward", lambda x, w, b: layers(x, w, b, [len(w) - 2 == i for i in range(len(w))]), "only one of the hidden layers"),
    ("forward", lambda x, w, b: layers(x, w[:-1], b[:-1], [True] * (len(w) - 1)), "stops before the output"),
    ("forward", lambda x, w, b: layers(x, w[:-1], b[:-1], hidden_only(w[1:])), "stops before the output"),
    ("forward", returns_in_the_loop, "stops after the first layer"),
    ("forward", bias_after, "after the ReLU"),
    ("forward", lambda x, w, b: forward(relu(x), w, b), "the inputs go through a ReLU"),
    ("forward", lambda x, w, b: forward(x, [w[0], w[-1]], [b[0], b[-1]]), "the second hidden layer is left out"),
    ("forward", lambda x, w, b: forward(x, w, b, sigmoid), "have a sigmoid or a tanh"),
    ("forward", lambda x, w, b: forward(x, w, b, np.tanh), "have a sigmoid or a tanh"),
    ("forward", lambda x, w, b: forward(x[0], w, b), "only the first example"),
    ("forward", lambda x, w, b: forward(x, w, b).T, "ows and columns have changed places"),
    ("forward", lambda x, w, b: forward(x, w, b).ravel(), "only the shape is not"),
    ("forward", lambda x, w, b: relu(layers(x, w, b, [True])) if len(w) == 1 else forward(x, w, b), "nothing hidden"),
    ("forward", three_layers, "Is their number fixed in your function"),
    ("forward", at_most_three_layers, "of four layers some are left out"),
    ("forward", emptied, "changes the list"),
    ("forward", one_too_far, "go one too far"),
    ("forward", always_from_the_inputs, "the first layer plays no part"),
    ("forward", lambda x, w, b: x @ w[-1] + b[-1], "the first layer plays no part"),
    ("forward", lambda x, w, b: forward(x, w[1:], b[1:]), "the first layer plays no part"),
    ("forward", lambda x, w, b: layers(x, w[1:], b[1:], [True] * len(w[1:])), "the first layer plays no part"),
    ("forward", hidden_from_the_inputs, "the first layer plays no part"),
    ("forward", forward_by_shape, "the second of four layers has no ReLU"),
    ("forward", forward_by_comparing, "to tell which entry of a list it is"),
    ("forward", pairs_without_zip, "two lists together needs zip"),
    ("forward", first_again, "used again"),
    ("forward", lambda x, w, b: forward(x, w, b, np.abs), "the absolute value"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: leaky(z, 0.01)), "that is leaky ReLU"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: leaky(z, 0.1)), "that is leaky ReLU"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: np.minimum(0, z)), "drop the positive ones"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: np.clip(z, 0, 1)), "cut off at 1"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: 1.0 * (z > 0)), "cut off at 1"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: np.maximum(1, z)), "cut off at 1"),
    ("forward", lambda x, w, b: forward(x, w, b).round(), "it is rounded"),
    ("forward", lambda x, w, b: sigmoid(forward(x, w, b)), "at the end; nothing"),
    ("forward", lambda x, w, b: softmax(forward(x, w, b)), "at the end; nothing"),
    ("forward", with_biases(lambda i, c, n: -c if i < n - 1 else c), "biases are subtracted"),
    ("forward", bias_before_and_after, "are added twice"),
    ("forward", lambda x, w, b: layers(x, w, [*b[1:], b[-1]], hidden_only(w)), "the bias of another one"),
    ("forward", with_biases_of(lambda i, n: 0 if i < n - 1 else i), "the bias of another one"),
    ("forward", with_biases_of(lambda i, n: i - 1 if i < n - 1 else i), "the bias of another one"),
    ("forward", with_biases_of(lambda i, n: n - 1), "the bias of another one"),
    ("forward", with_biases_of(lambda i, n: min(i, n - 2)), "the bias of another one"),
    ("forward", lambda x, w, b: forward(x, [*(v.T for v in w[:-1]), w[-1]], b), "turned round with .T"),
    ("forward", output_layer_twice, "the output layer comes once more"),
    ("forward", lambda x, w, b: layers(x, [*(relu(v) for v in w[:-1]), w[-1]], b, [False] * len(w)), "the weights go through"),
    ("forward", lambda x, w, b: forward(x, [*(relu(v) for v in w[:-1]), w[-1]], b), "the weights go through"),
    ("forward", lambda x, w, b: forward(x, w, b).mean(axis=0), "the mean of the right numbers"),
    ("forward", lambda x, w, b: forward(x, w, b).sum(), "the sum of the right numbers"),
    ("forward", lambda x, w, b: forward(x, w, b).argmax(axis=1), "of the largest output"),
    ("forward", all_outputs, "not those of all layers"),
    ("forward", lambda x, w, b: np.maximum(x @ w[0] + b[0]), "takes 2 arguments and was given 1"),
    ("forward", lambda x, w, b: forward(x, w[::-1], b[::-1]), "in the reverse order"),
    ("forward", lambda x, w, b: w[0] @ x + b[0], "stands on the left"),
    ("forward", lambda x, w, b: x * w[0] + b[0], "needs the matrix product"),
    ("forward", lambda x, w, b: max(0, x @ w[0] + b[0]), "an array has one for each element"),
    ("forward", lambda x, w, b: np.max(0, x @ w[0] + b[0]), "np.maximum(0, z) compares each"),
    ("forward", lambda x, w, b: forward(x, w, b, np.max), "np.maximum(0, z) compares each"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: np.max(z, 0)), "np.maximum(0, z) compares each"),
    ("forward", lambda x, w, b: forward(x, w, b, lambda z: np.max([0, z])), "compares no elements"),
    ("forward", lambda x, w, b: x @ w + b, "one array for each layer"),
    ("forward", lambda x, w, b: [x @ w[i] for i in range(w)], "range(len(a)) counts through a list"),
    ("forward", lambda x, w, b: print(end=""), "Is the `return` missing?"),
    ("collapse", lambda w, b: (product(w[::-1]), b[-1]), "in another order"),
    ("collapse", lambda w, b: (product([w[-2], w[0], w[-1]]), b[-1]), "in another order"),
    ("collapse", lambda w, b: (w[0] * w[1] * w[2], b[-1]), "element by element"),
    ("collapse", lambda w, b: (sum(w), sum(b)), "the matrices are added"),
    ("collapse", lambda w, b: (collapse(w, b)[0].T, collapse(w, b)[1]), "ows and columns have changed places"),
    ("collapse", lambda w, b: collapse(w[:2], b[:2]), "the last layer is missing"),
    ("collapse", lambda w, b: (product(w[1:]), b[-1]), "the first layer is missing"),
    ("collapse", lambda w, b: (w[0], b[0]), "the first layer alone. Does"),
    ("collapse", lambda w, b: (w[-1], b[-1]), "this is the last layer alone"),
    ("collapse", bent, "a ReLU between the layers"),
    ("collapse", lambda w, b: (relu(relu(w[0] @ w[1]) @ w[2]), b[-1]), "a ReLU between the layers"),
    ("collapse", first_layer_twice, "multiplied in twice"),
    ("collapse", lambda w, b: (product(w), sum(b)), "biases are only added up"),
    ("collapse", lambda w, b: (product(w), b[-1]), "only the last bias is left"),
    ("collapse", lambda w, b: (product(w), b[0]), "only the first bias is there"),
    ("collapse", lambda w, b: (product(w), collapse(w, b)[1] - b[-1]), "a bias is missing"),
    ("collapse", lambda w, b: collapse(w, [0 * b[0], *b[1:]]), "a bias is missing"),
    ("collapse", lambda w, b: collapse(w, [b[0]] + [0 * c for c in b[1:]]), "a bias is missing"),
    ("collapse", lambda w, b: (product(w), through_own_weights(w, b)), "also passes through the weights of its own"),
    ("collapse", lambda w, b: (product(w), b[0] @ w[1] + b[1] + b[2]), "through one layer too few"),
    ("collapse", through_all_so_far, "the product of all layers so far"),
    ("collapse", through_all_before, "the product of all layers so far"),
    ("collapse", lambda w, b: (product(w), b[0] + sum(c @ v for c, v in zip(b[1:], w[1:], strict=True))), "its own layer alone"),
    ("collapse", lambda w, b: collapse(w, [b[0]] * len(b)), "one and the same bias"),
    ("collapse", lambda w, b: collapse(w, [b[0], *[b[-1]] * (len(b) - 1)]), "one and the same bias"),
    ("collapse", bias_element_by_element, "it passes through them with @"),
    ("collapse", begun_with_an_empty_list, "begin with the first layer"),
    ("collapse", lambda w, b: (product(w), np.linalg.multi_dot(b)), "np.linalg calculates with matrices"),
    ("collapse", lambda w, b: (product(w), b[0] * b[1] * b[2]), "the biases are multiplied"),
    ("collapse", bias_on_the_right, "through the transposed weights"),
    ("collapse", lambda w, b: product(w), "return both"),
    ("collapse", lambda w, b: [product(w)], "return both"),
    ("collapse", lambda w, b: print(end=""), "return both"),
    ("collapse", lambda w, b: collapse(w, b)[::-1], "in the wrong order"),
    ("collapse", lambda w, b: (product(w), collapse(w, b)[1][None]), "the bias must have shape (2,)"),
    ("collapse", lambda w, b: (product(w), collapse(w, b)[1].sum()), "the bias must have shape (2,)"),
    ("collapse", collapse_in_place, "an array in it"),
    ("collapse", bias_in_place, "biases or an array in it"),
    ("collapse", returned_in_the_loop, "Does the `return` stand inside the loop, or"),
    ("collapse", three_collapsed, "Is their number fixed in your function"),
    ("collapse", at_most_three_collapsed, "of four layers some are left out"),
    ("collapse", multi_dot_alone, "multi_dot needs two matrices"),
    ("collapse", lambda w, b: (w[0].dot(w), b[-1]), "must have shape (2, 2)"),
    ("collapse", bias_in_the_weights, "added to the weights"),
    ("collapse", all_steps, "of all steps"),
    ("collapse", lambda w, b: (np.concatenate(w, axis=1), np.concatenate(b)), "side by side"),
    ("collapse", lambda w, b: (np.concatenate(w), np.concatenate(b)), "side by side"),
    ("collapse", lambda w, b: (product(w), sum(b[:-1]) @ w[-1] + b[-1]), "through one layer too few"),
    ("collapse", lambda w, b: (product(w), collapse(w, [b[0], *(-c for c in b[1:])])[1]), "are subtracted"),
    ("collapse", lambda w, b: (product(w), collapse(w, [b[0] @ w[1], *b[1:]])[1]), "the next layer twice"),
    ("collapse", through_the_layer_before, "the layer before"),
    ("collapse", lambda w, b: (np.mean(w, axis=0), np.mean(b, axis=0)), "mean of the matrices"),
    ("collapse", lambda w, b: (product([v.T for v in w]), b[-1]), "transposed before"),
    ("collapse", lambda w, b: (product(w), np.mean(b, axis=0)), "mean of the biases"),
    ("collapse", lambda w, b: (product(w), b[0] @ product(w) + b[-1]), "also passes through the weights of its own"),
    ("collapse", lambda w, b: (product(w), collapse(w, [b[0] @ w[0], *b[1:]])[1]), "also passes through the weights of its own"),
    ("collapse", lambda w, b: (product(w), sum(b) @ product(w)), "pass through all layers; each"),
    ("collapse", lambda w, b: (product(w), through_own_weights([np.eye(2), *w[1:]], b)), "also passes through the weights of its own"),
    ("collapse", lambda w, b: (product(w), collapse(w, b)[1] + b[-1]), "is added twice"),
    ("collapse", lambda w, b: (product(w), b[0] @ product(w[1:]) + b[-1]), "a bias is missing"),
    ("collapse", bent_bias, "the bias goes through a ReLU"),
    ("collapse", begun_with_2_inputs, "here 2 meets 1"),
    ("collapse", begun_with_a_number, "`@` multiplies matrices"),
    ("collapse", lambda w, b: {"weight": product(w), "bias": collapse(w, b)[1]}, "return both"),
    ("hinges", weights_of(slopes_of), "these are the slopes themselves"),
    ("hinges", weights_of(lambda t, v: np.diff(v)), "not yet divided by the distance"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v), prepend=0)), "before taking the change"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v), prepend=0) / np.diff(t)), "before taking the change"),
    ("hinges", weights_of(lambda t, v: np.diff(slopes_of(t, v))), "the first unit is missing"),
    ("hinges", weights_of(lambda t, v: np.diff(slopes_of(t, v), prepend=slopes_of(t, v)[0])), "has the weight 0"),
    ("hinges", weights_of(lambda t, v: hinges(t, v)[1] * [1, -1, -1, -1]), "signs of the changes"),
    ("hinges", weights_of(lambda t, v: -hinges(t, v)[1]), "every sign is wrong"),
    ("hinges", weights_of(lambda t, v: hinges(v, t)[1]), "the slopes are turned over"),
    ("hinges", weights_of(lambda t, v: np.diff(slopes_of(t, v), prepend=0, append=0)), "The last number is too many"),
    ("hinges", weights_of(lambda t, v: hinges(t, v)[1] / np.diff(t)), "divided once more"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v) * np.diff(t), prepend=0)), "are multiplied by the distance"),
    ("hinges", weights_of(lambda t, v: np.cumsum(slopes_of(t, v))), "the slopes are added up"),
    ("hinges", weights_of(lambda t, v: np.gradient(v, t)), "these are np.gradient's slopes"),
    ("hinges", weights_of(lambda t, v: np.gradient(v, t)[:-1]), "these are np.gradient's slopes"),
    ("hinges", weights_of(lambda t, v: np.diff(np.gradient(v), prepend=0)), "these are np.gradient's slopes"),
    ("hinges", weights_of(lambda t, v: slopes_of(t, v) - np.roll(slopes_of(t, v), 1)), "Does an index begin at -1"),
    ("hinges", weights_of(lambda t, v: np.diff(v[1:] - v[:-1] / t[1:] - t[:-1], prepend=0)), "brackets are missing around"),
    ("hinges", lambda t, v: hinges(t, lesson_curve(t)), "belongs to the lesson's curve"),
    ("hinges", lambda t, v: hinges(np.linspace(-2, 2, 9), lesson_curve(np.linspace(-2, 2, 9))), "belongs to the lesson's curve"),
    ("hinges", weights_of(lambda t, v: abs(hinges(t, v)[1])), "without their signs"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v) / (t[1] - t[0]), prepend=0)), "by one and the same distance"),
    ("hinges", weights_of(lambda t, v: v[:-1]), "these are the values"),
    ("hinges", weights_of(lambda t, v: np.diff((v[1:] - v[0]) / (t[1:] - t[0]), prepend=0)), "from the first knot on"),
    ("hinges", last_change, "only the last change is left"),
    ("hinges", start_of(lambda t, v: 0), "not at 0"),
    ("hinges", start_of(lambda t, v: t[0]), "this is a knot or another value"),
    ("hinges", start_of(lambda t, v: v[-1]), "this is a knot or another value"),
    ("hinges", start_of(lambda t, v: min(v)), "this is a knot or another value"),
    ("hinges", start_of(lambda t, v: np.mean(v)), "this is a knot or another value"),
    ("hinges", start_of(lambda t, v: v[0] - slopes_of(t, v)[0] * t[0]), "continued to x = 0"),
    ("hinges", start_of(lambda t, v: v[:1]), "must have no axis"),
    ("hinges", lambda t, v: hinges(t, v)[1], "return both"),
    ("hinges", lambda t, v: hinges(t, v)[::-1], "in the wrong order"),
    ("hinges", lambda t, v: print(end=""), "return both"),
    ("hinges", weights_of(lambda t, v: np.diff(v) / np.diff(t, prepend=0)), "do not fit element by element"),
    ("hinges", weights_of(lambda t, v: [v[i + 1] - v[i] for i in range(len(v))]), "index 5 is asked for"),
    ("hinges", weights_of(lambda t, v: [1.0, 2.0, 3.0, 4.0]), "none of the usual slips"),
    ("hinges", weights_of(lambda t, v: np.append(np.diff(slopes_of(t, v)), slopes_of(t, v)[0])), "stands at the end"),
    ("hinges", weights_of(lambda t, v: np.append(np.diff(slopes_of(t, v)), -slopes_of(t, v)[-1])), "the first unit is missing"),
    ("hinges", from_the_weight_before, "from another number than the slope before"),
    ("hinges", weights_of(lambda t, v: slopes_of(t, v) - np.append(0, [slopes_of(t, v)[0]] * (len(t) - 2))), "from another number than the slope before"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v) / np.diff(t).mean(), prepend=0)), "by one and the same distance"),
    ("hinges", weights_of(lambda t, v: -np.diff(slopes_of(t, v), append=0)), "begun at the wrong end"),
    ("hinges", weights_of(lambda t, v: v[:-1] / t[:-1]), "values are divided by knots"),
    ("hinges", weights_of(lambda t, v: np.diff(v / t, prepend=0)[:-1]), "values are divided by knots"),
    ("hinges", weights_of(lambda t, v: np.diff(slopes_of(t, v), prepend=v[0])), "takes the start value off"),
    ("hinges", weights_of(lambda t, v: np.linalg.solve(relu(t[1:, None] - t[:-1]), v[1:])), "is not taken off"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v) / (t[:-1] - np.roll(t, 1)[:-1]), prepend=0)), "one step too early"),
    ("hinges", weights_of(lambda t, v: hinges(t[1:], v[1:])[1]), "one unit is missing"),
    ("hinges", weights_of(lambda t, v: hinges(t, v)[1][:-1]), "one unit is missing"),
    ("hinges", weights_of(lambda t, v: np.diff(hinges(t, v)[1], prepend=0)), "taken twice"),
    ("hinges", weights_of(lambda t, v: np.diff(abs(slopes_of(t, v)), prepend=0)), "the slopes lost their signs"),
    ("hinges", weights_of(lambda t, v: slopes_of(t, v) + np.append(0, slopes_of(t, v)[:-1])), "are added; a unit"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v) // np.diff(t), prepend=0)), "with `/`"),
    ("hinges", weights_of(lambda t, v: hinges(t, v)[1] * [-1, 1, 1, 1]), "of the first weight is turned"),
    ("hinges", weights_of(lambda t, v: hinges(t, v)[1][::-1]), "from the last to the first"),
    ("hinges", weights_of(lambda t, v: np.diff(np.diff(v) / (t[-1] - t[0]), prepend=0)), "by one and the same distance"),
    ("hinges", start_of(lambda t, v: v[1]), "this is a knot or another value"),
    ("hinges", weights_of(lambda t, v: hinges(t, v)[1].round(2)), "is rounded"),
    ("hinges", start_of(lambda t, v: np.polyfit(t, v, 1)[1]), "one straight line"),
    ("hinges", lambda t, v: np.append(*hinges(t, v)), "are in one array"),
    ("hinges", lambda t, v: (v[0], np.diff(v, n=2)), "before taking the change"),
    ("hinges", lambda t, v: (v[0], np.diff(v, n=2) / np.diff(t)[1:]), "before taking the change"),
    ("hinges", lambda t, v: (v[0], np.diff(v, n=2) / np.diff(t)[:-1]), "before taking the change"),
    ("hinges", weights_of(lambda t, v: np.diff(slopes_of(t, v), n=2)), "taken twice"),
    ("hinges", weights_of(lambda t, v: np.diff(slopes_of(t, v), n=2, prepend=0)), "taken twice"),
    ("hinges", hinges_like_the_values, "np.zeros_like and copy keep"),
]  # fmt: skip
