"""Exercise 01: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def step(x, y, w, b, rate):
    error = x @ w + b - y
    return w - rate * 2 * x.T @ error / len(y), b - rate * 2 * np.mean(error)


def losses(x, y, rate, num_steps):
    w, b, seen = np.zeros(x.shape[1]), 0.0, []
    for _ in range(num_steps + 1):
        seen.append(np.mean((x @ w + b - y) ** 2))
        w, b = step(x, y, w, b, rate)
    return np.array(seen)


def stable_rates(x, y, rates, num_steps):
    return [rate for rate in rates if (np.diff(losses(x, y, rate, num_steps)) <= 0).all()]


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def step_in_place(x, y, w, b, rate):
    error = x @ w + b - y
    w -= rate * 2 * x.T @ error / len(y)
    return w, b - rate * 2 * np.mean(error)


def bias_after_weights(x, y, w, b, rate):
    w = w - rate * 2 * x.T @ (x @ w + b - y) / len(y)
    return w, b - rate * 2 * np.mean(x @ w + b - y)


def without_keepdims(z):
    e = np.exp(z)
    return e / e.sum(axis=1)


RIGHT = {
    "neuron": lambda x, w, b: sigmoid(w @ x + b),
    "mean_squared_error": lambda y, y_hat: np.mean((y - y_hat) ** 2),
    "gradient_step": step,
    "softmax": softmax,
    "largest_stable_rate": lambda x, y, rates, n: max(stable_rates(x, y, rates, n)),
}

ALSO_RIGHT = []

MISTAKES = [
    ("neuron", lambda x, w, b: sigmoid(w @ x), "the bias is missing: with"),
    ("neuron", lambda x, w, b: w @ x + b, "the activation is missing"),
    ("neuron", lambda x, w, b: 1 / (1 + np.exp(w @ x + b)), "sign inside the exponential"),
    ("neuron", lambda x, w, b: sigmoid(w @ x - b), "the bias is subtracted"),
    ("neuron", lambda x, w, b: sigmoid(w @ x) + b, "added after the sigmoid"),
    ("neuron", lambda x, w, b: sigmoid(w * x + b), "not yet added up"),
    ("neuron", lambda x, w, b: sigmoid(w * x), "never sums"),
    ("neuron", lambda x, w, b: print(end=""), "Is the `return` missing?"),
    ("neuron", lambda x, w, b: "0.73", "must be numbers. Received: str"),
    ("neuron", lambda x, w, b: 0.7310585786300049, "none of the usual slips"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2), "this is the sum"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y - y_hat), "not squared"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y_hat - y), "not squared"),
    ("mean_squared_error", lambda y, y_hat: np.mean(np.abs(y - y_hat)), "absolute errors"),
    ("mean_squared_error", lambda y, y_hat: np.mean(y - y_hat) ** 2, "square first"),
    ("mean_squared_error", lambda y, y_hat: np.sqrt(np.mean((y - y_hat) ** 2)), "square root"),
    ("mean_squared_error", lambda y, y_hat: np.mean((y - y_hat) ** 2) / 2, "factor 1/2"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) // len(y), "`//` cuts"),
    ("mean_squared_error", lambda y, y_hat: (y - y_hat) ** 2, "one by one"),
    ("mean_squared_error", lambda y, y_hat: np.sum((y - y_hat) ** 2) / (len(y) - 1), "divided by n - 1"),
    ("gradient_step", lambda x, y, w, b, r: (2 * w - step(x, y, w, b, r)[0], 2 * b - step(x, y, w, b, r)[1]), "uphill"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, r / 2), "factor 2"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, r * len(y)), "summed over the examples"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, b, r)[0], b), "the bias has not moved"),
    ("gradient_step", bias_after_weights, "already new"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, 0, r)[0], b + step(x, y, w, 0, r)[1]), "forgets the bias"),
    ("gradient_step", lambda x, y, w, b, r: (w, b), "nothing has moved"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, 1), "learning rate is missing"),
    ("gradient_step", lambda x, y, w, b, r: step(x, y, w, b, r)[0], "return both"),
    ("gradient_step", lambda x, y, w, b, r: (step(x, y, w, b, r)[0], np.zeros(3)), "must be one number"),
    ("gradient_step", step_in_place, "changes the array"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=0), "each column sums to 1"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(), "all numbers together"),
    ("softmax", lambda z: z / z.sum(axis=1, keepdims=True), "exponential is missing"),
    ("softmax", sigmoid, "these are sigmoids"),
    ("softmax", np.exp, "not yet divided"),
    ("softmax", without_keepdims, "keepdims=True"),
    ("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "does not fit into a number"),
    ("softmax", lambda z: softmax(z)[0], "must have shape (2, 3)"),
    ("largest_stable_rate", lambda x, y, r, n: max(q for q in r if losses(x, y, q, n)[-1] < losses(x, y, q, n)[0]), "on the way it rises"),
    ("largest_stable_rate", lambda x, y, r, n: max(r), "the largest of the list"),
    ("largest_stable_rate", lambda x, y, r, n: min(r, key=lambda q: losses(x, y, q, n)[-1]), "lowest loss at the end"),
    ("largest_stable_rate", lambda x, y, r, n: min(stable_rates(x, y, r, n)), "the smallest of the list"),
    ("largest_stable_rate", lambda x, y, r, n: stable_rates(x, y, r, n)[0], "the first rate that works"),
    ("largest_stable_rate", lambda x, y, r, n: stable_rates(x, y, r, n)[-1], "the list is not sorted"),
    ("largest_stable_rate", lambda x, y, r, n: r.index(max(stable_rates(x, y, r, n))), "position in the list"),
]  # fmt: skip
