"""Exercise 00: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def discounted(power):
    return lambda rewards, gamma: sum(factor * r for r, factor in zip(rewards, power(len(rewards), gamma), strict=True))


RIGHT = {"discounted_return": discounted(lambda n, g: [g**i for i in range(n)])}

ALSO_RIGHT = []

MISTAKES = [
    ("discounted_return", discounted(lambda n, g: [g ** (i + 1) for i in range(n)]), "the first reward is discounted"),
    ("discounted_return", discounted(lambda n, g: [1] * n), "the plain sum"),
    ("discounted_return", discounted(lambda n, g: [g ** (n - 1 - i) for i in range(n)]), "discounts backwards"),
    ("discounted_return", discounted(lambda n, g: [1] + [g] * (n - 1)), "multiplied by gamma once"),
    ("discounted_return", discounted(lambda n, g: [g * i for i in range(n)]), "to the power of the position"),
    ("discounted_return", discounted(lambda n, g: [g**-i for i in range(n)]), "do not divide"),
    ("discounted_return", lambda rewards, g: [r * g**i for i, r in enumerate(rewards)], "one by one"),
    ("discounted_return", lambda rewards, g: np.dot(rewards, [1, g, g**2, g**3][: len(rewards)]) or None, "Is the `return` missing"),
]  # fmt: skip
