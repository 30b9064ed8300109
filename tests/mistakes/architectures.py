"""Exercise 11: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def by_loop(y, y_hat):
    right = 0
    for truth, said in zip(y, y_hat, strict=True):
        right += truth == said
    return right / len(y)


RIGHT = {"accuracy": lambda y, y_hat: np.mean(y == y_hat)}

ALSO_RIGHT = [
    ("accuracy", by_loop, "a loop that counts"),
    ("accuracy", lambda y, y_hat: 1 - np.mean(y != y_hat), "what is not wrong"),
    ("accuracy", lambda y, y_hat: np.count_nonzero(y == y_hat) / y.size, "counted by NumPy"),
]

MISTAKES = [
    ("accuracy", lambda y, y_hat: np.sum(y == y_hat), "counts the right answers"),
    ("accuracy", lambda y, y_hat: np.mean(y != y_hat), "share of wrong answers"),
    ("accuracy", lambda y, y_hat: y == y_hat, "whether it is right"),
]
