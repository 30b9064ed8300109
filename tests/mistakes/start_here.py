"""Exercise 00: right answers, and the typical mistakes with a part of the hint that each must get."""

import numpy as np


def discounted(power):
    return lambda rewards, gamma: sum(factor * r for r, factor in zip(rewards, power(len(rewards), gamma), strict=True))


def fixed(gamma):
    return lambda rewards, _: right(rewards, gamma)


def loop(rewards, gamma):
    total, factor = 0, 1
    for reward in rewards:
        total += factor * reward
        factor *= gamma
    return total


def from_behind(rewards, gamma):
    total = 0
    for reward in reversed(rewards):
        total = reward + gamma * total
    return total


def recursive(rewards, gamma):
    return rewards[0] + gamma * recursive(rewards[1:], gamma) if rewards else 0


def emptied(rewards, gamma):
    total, factor = 0.0, 1.0
    while rewards:
        total += factor * rewards.pop(0)
        factor *= gamma
    return total


def from_the_front(rewards, gamma):
    total = 0
    for reward in rewards:
        total = total * gamma + reward
    return total


def discounted_after_each(rewards, gamma):
    total = 0
    for reward in rewards:
        total = (total + reward) * gamma
    return total


def returns_in_the_loop(rewards, gamma):
    total = 0
    for i, reward in enumerate(rewards):
        total += gamma**i * reward
        return total


def keeps_the_last(rewards, gamma):
    total = 0
    for i, reward in enumerate(rewards):
        total = gamma**i * reward
    return total


def one_too_far(rewards, gamma):
    return sum(gamma**i * rewards[i] for i in range(len(rewards) + 1))


def starts_with_the_first(rewards, gamma):
    total = rewards[0]
    for i in range(1, len(rewards)):
        total += gamma**i * rewards[i]
    return total


def none_if_empty(rewards, gamma):
    if rewards:
        return right(rewards, gamma)


def in_torch(rewards, gamma):
    import torch

    return (torch.tensor(rewards) * gamma ** torch.arange(len(rewards))).sum()


right = discounted(lambda n, g: [g**i for i in range(n)])

RIGHT = {"discounted_return": right}

ALSO_RIGHT = [
    ("discounted_return", loop, "a loop with a factor"),
    ("discounted_return", from_behind, "from the last to the first"),
    ("discounted_return", recursive, "recursive"),
    ("discounted_return", emptied, "the list emptied"),
    ("discounted_return", lambda rewards, gamma: np.dot(rewards, gamma ** np.arange(len(rewards))), "NumPy"),
    ("discounted_return", lambda rewards, gamma: np.float32(right(rewards, gamma)), "NumPy's float32"),
    ("discounted_return", lambda rewards, gamma: np.array(right(rewards, gamma)), "an array of no axis"),
    ("discounted_return", lambda rewards, gamma: np.polyval(rewards[::-1], gamma), "a polynomial"),
]

ALSO_RIGHT_PYTORCH = [
    ("discounted_return", in_torch, "PyTorch"),
]

MISTAKES = [
    ("discounted_return", discounted(lambda n, g: [g ** (i + 1) for i in range(n)]), "the first reward is discounted"),
    ("discounted_return", discounted(lambda n, g: [1] * n), "the plain sum"),
    ("discounted_return", discounted(lambda n, g: [g ** (n - 1 - i) for i in range(n)]), "discounts backwards"),
    ("discounted_return", from_the_front, "discounts backwards"),
    ("discounted_return", discounted_after_each, "discounts backwards"),
    ("discounted_return", discounted(lambda n, g: [1] + [g] * (n - 1)), "multiplied by gamma once"),
    ("discounted_return", discounted(lambda n, g: [g * i for i in range(n)]), "to the power of the position"),
    ("discounted_return", discounted(lambda n, g: [g**-i for i in range(n)]), "do not divide"),
    ("discounted_return", discounted(lambda n, g: [g ** (i - 1) for i in range(n)]), "one too low"),
    ("discounted_return", lambda rewards, g: [r * g**i for i, r in enumerate(rewards)], "one by one"),
    ("discounted_return", returns_in_the_loop, "inside the loop"),
    ("discounted_return", keeps_the_last, "only the last reward is left"),
    ("discounted_return", lambda rewards, g: right([0, *rewards[1:]], g), "the first reward is missing"),
    ("discounted_return", lambda rewards, g: right(rewards[:-1], g), "the last reward is missing"),
    ("discounted_return", lambda r, g: r[0] + g * r[1] + g**2 * r[2], "the last reward is missing"),
    ("discounted_return", lambda rewards, g: right(rewards, g) / len(rewards), "this is the mean"),
    ("discounted_return", lambda rewards, g: right(rewards, 1 - g), "discounts with 1 - gamma"),
    ("discounted_return", lambda rewards, g: sum(g**i for i in range(len(rewards))), "are added up"),
    ("discounted_return", lambda rewards, g: sum(r + g**i for i, r in enumerate(rewards)), "they are factors"),
    ("discounted_return", lambda rewards, g: g * sum(rewards), "the sum as a whole"),
    ("discounted_return", lambda rewards, g: g ** len(rewards) * sum(rewards), "the sum as a whole"),
    ("discounted_return", lambda rewards, g: g ** (len(rewards) - 1) * sum(rewards), "the sum as a whole"),
    ("discounted_return", lambda rewards, g: right(sorted(rewards), g), "sorted first"),
    ("discounted_return", lambda rewards, g: right(sorted(rewards, reverse=True), g), "sorted first"),
    ("discounted_return", fixed(0.5), "gamma is fixed"),
    ("discounted_return", fixed(0.9), "gamma is fixed"),
    ("discounted_return", fixed(0.99), "gamma is fixed"),
    ("discounted_return", lambda rewards, g: int(right(rewards, g)), "cut off or rounded"),
    ("discounted_return", lambda rewards, g: right(rewards[:4], g), "the last two are missing"),
    ("discounted_return", lambda rewards, g: sum(g ** rewards.index(r) * r for r in rewards), "rewards.index finds the first"),
    ("discounted_return", lambda rewards, g: right(rewards, g) if g else 0, "where only the first reward counts"),
    ("discounted_return", starts_with_the_first, "is the list empty"),
    ("discounted_return", none_if_empty, "Is the `return` missing"),
    ("discounted_return", lambda rewards, g: right(rewards, g) if rewards else [], "must have no axis"),
    ("discounted_return", lambda rewards, g: [right(rewards, g)], "must have no axis"),
    ("discounted_return", lambda rewards, g: print(end=""), "Is the `return` missing"),
    ("discounted_return", lambda rewards, g: str(right(rewards, g)), "must be numbers. Received: str"),
    ("discounted_return", one_too_far, "go one too far"),
    ("discounted_return", lambda rewards, g: sum(g ^ i * r for i, r in enumerate(rewards)), "`**` is"),
    ("discounted_return", lambda rewards, g: sum(rewards * g), "repeats the list"),
    ("discounted_return", lambda rewards, g: sum(r * g**i for r, i in rewards), "a single thing of type int"),
    ("discounted_return", lambda rewards, g: 12.2, "none of the usual slips"),
]  # fmt: skip
