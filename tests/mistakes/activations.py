"""Exercise 02: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def layers(x, weights, biases, active):
    for w, b, on in zip(weights, biases, active, strict=True):
        x = relu(x @ w + b) if on else x @ w + b
    return x


def hidden_only(weights):
    return [True] * (len(weights) - 1) + [False]


def collapse(weights, biases):
    w, b = weights[0], biases[0]
    for more, extra in zip(weights[1:], biases[1:], strict=True):
        w, b = w @ more, b @ more + extra
    return w, b


def hinges(knots, values):
    return values[0], np.diff(np.diff(values) / np.diff(knots), prepend=0)


def product(matrices):
    return np.linalg.multi_dot(matrices) if len(matrices) > 1 else matrices[0]


def bias_after(x, weights, biases):
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        x = relu(x @ w) + b
    return x @ weights[-1] + biases[-1]


def through_own_weights(weights, biases):
    return sum(b @ product(weights[i:]) for i, b in enumerate(biases))


RIGHT = {
    "leaky_relu": lambda z, slope: np.where(z > 0, z, slope * z),
    "sigmoid_slope": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "forward": lambda x, w, b: layers(x, w, b, hidden_only(w)),
    "collapse": collapse,
    "hinges": hinges,
}

ALSO_RIGHT = []

MISTAKES = [
    ("leaky_relu", lambda z, s: np.maximum(0, z), "plain ReLU"),
    ("leaky_relu", lambda z, s: np.where(z > 0, s * z, z), "wrong side"),
    ("leaky_relu", lambda z, s: s * z, "acts on both sides"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, -s * z), "change their sign"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, np.where(z < 0, s, 0)), "become the slope itself"),
    ("leaky_relu", lambda z, s: np.max(np.append(z, 0)), "takes the largest of all"),
    ("leaky_relu", lambda z, s: max(z, s * z), "an array has one for each element"),
    ("leaky_relu", lambda z, s: np.where(z > 0, z, 0.25 * z), "none of the usual slips"),
    ("sigmoid_slope", sigmoid, "this is the sigmoid itself"),
    ("sigmoid_slope", lambda z: z * (1 - z), "wants the sigmoid of z"),
    ("sigmoid_slope", lambda z: 1 - sigmoid(z), "the other factor is missing"),
    ("sigmoid_slope", lambda z: -sigmoid(z) * (1 - sigmoid(z)), "its slope is positive"),
    ("sigmoid_slope", lambda z: 1 - np.tanh(z) ** 2, "derivative of tanh"),
    ("sigmoid_slope", lambda z: sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z))), "applied twice"),
    ("sigmoid_slope", lambda z: sigmoid(z) * (1 + sigmoid(z)), "this is s(1 + s)"),
    ("sigmoid_slope", lambda z: np.interp(z, [0, 2, 3], [0.25, 0.10499358540350652, 1]), "far from 0"),
    ("forward", lambda x, w, b: layers(x, w, b, [False] * len(w)), "in disguise"),
    ("forward", lambda x, w, b: layers(x, w, b, [True] * len(w)), "output layer has a ReLU"),
    ("forward", lambda x, w, b: layers(x, w, [0 * c for c in b], hidden_only(w)), "biases are missing"),
    ("forward", lambda x, w, b: layers(x, w, b, [True] + [False] * (len(w) - 1)), "only the first hidden layer"),
    ("forward", lambda x, w, b: layers(x, w, b, [len(w) - 2 == i for i in range(len(w))]), "only the last hidden layer"),
    ("forward", lambda x, w, b: layers(x, w[:-1], b[:-1], [True] * (len(w) - 1)), "stops before the output"),
    ("forward", bias_after, "after the ReLU"),
    ("forward", lambda x, w, b: relu(layers(x, w, b, [True])) if len(w) == 1 else layers(x, w, b, hidden_only(w)), "nothing hidden"),
    ("collapse", lambda w, b: (product(w[::-1]), b[-1]), "reverse order"),
    ("collapse", lambda w, b: (w[0] * w[1] * w[2], b[-1]), "element by element"),
    ("collapse", lambda w, b: (sum(w), sum(b)), "the matrices are added"),
    ("collapse", lambda w, b: (collapse(w, b)[0].T, collapse(w, b)[1]), "the transpose"),
    ("collapse", lambda w, b: (product(w[:-1]), b[-1]), "the last layer is missing"),
    ("collapse", lambda w, b: (product(w), sum(b)), "biases are only added up"),
    ("collapse", lambda w, b: (product(w), b[-1]), "only the last bias is left"),
    ("collapse", lambda w, b: (product(w), collapse(w, b)[1] - b[-1]), "the last bias is missing"),
    ("collapse", lambda w, b: (product(w), through_own_weights(w, b)), "weights of its own layer"),
    ("collapse", lambda w, b: (product(w), b[0] @ w[1] + b[1] + b[2]), "one layer short"),
    ("collapse", lambda w, b: product(w), "return both"),
    ("hinges", lambda t, v: (v[0], np.diff(v) / np.diff(t)), "these are the slopes themselves"),
    ("hinges", lambda t, v: (v[0], np.diff(v)), "not yet divided by the distance"),
    ("hinges", lambda t, v: (v[0], np.diff(np.diff(v), prepend=0)), "before taking the change"),
    ("hinges", lambda t, v: (v[0], np.diff(np.diff(v) / np.diff(t))), "the first unit is missing"),
    ("hinges", lambda t, v: (v[0], hinges(t, v)[1] * [1, -1, -1]), "signs of the changes"),
    ("hinges", lambda t, v: (0, hinges(t, v)[1]), "starts at the first value"),
    ("hinges", lambda t, v: hinges(t, v)[1], "return both"),
]  # fmt: skip
