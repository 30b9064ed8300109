"""Exercise 00: right answers, and the typical mistakes with a part of the hint that each must get."""

import math
from decimal import Decimal
from fractions import Fraction
from functools import reduce

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


def squared_for_ever(rewards, gamma):
    total, factor = 0, 1
    for reward in rewards:
        total += factor * reward
        factor = gamma * gamma
    return total


def zeros_take_no_step(rewards, gamma):
    return right([reward for reward in rewards if reward], gamma)


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
    ("discounted_return", lambda rewards, gamma: right(list(map(Fraction, rewards)), Fraction(gamma)), "fractions"),
    ("discounted_return", lambda rewards, gamma: sum(Decimal(r) * Decimal(gamma**i) for i, r in enumerate(rewards)), "decimals"),
    ("discounted_return", lambda rewards, gamma: reduce(lambda t, r: r + gamma * t, reversed(rewards), 0), "reduce"),
]  # fmt: skip

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
    ("discounted_return", discounted(lambda n, g: [g * i for i in range(n)]), "gamma times the position"),
    ("discounted_return", discounted(lambda n, g: [g**-i for i in range(n)]), "do not divide"),
    ("discounted_return", discounted(lambda n, g: [g ** (i - 1) for i in range(n)]), "one too low"),
    ("discounted_return", lambda rewards, g: [r * g**i for i, r in enumerate(rewards)], "one by one"),
    ("discounted_return", returns_in_the_loop, "inside the loop"),
    ("discounted_return", keeps_the_last, "only the last reward is left"),
    ("discounted_return", lambda rewards, g: right([0, *rewards[1:]], g), "the first reward is missing"),
    ("discounted_return", lambda rewards, g: right(rewards[:-1], g), "the last reward is missing"),
    ("discounted_return", lambda r, g: r[0] + g * r[1] + g**2 * r[2], "of five rewards only the first three count"),
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
    ("discounted_return", lambda rewards, g: right(rewards[:4], g), "of six rewards the last two"),
    ("discounted_return", lambda rewards, g: sum(g ** rewards.index(r) * r for r in rewards), "rewards.index finds the first"),
    ("discounted_return", lambda rewards, g: right(rewards, g) if g else 0, "where only the first reward counts"),
    ("discounted_return", starts_with_the_first, "without a reward the return is 0"),
    ("discounted_return", none_if_empty, "Is the `return` missing"),
    ("discounted_return", lambda rewards, g: right(rewards, g) if rewards else [], "must have no axis"),
    ("discounted_return", lambda rewards, g: [right(rewards, g)], "must have no axis"),
    ("discounted_return", lambda rewards, g: print(end=""), "Is the `return` missing"),
    ("discounted_return", lambda rewards, g: str(right(rewards, g)), "must be numbers. Received: str"),
    ("discounted_return", one_too_far, "go one too far"),
    ("discounted_return", lambda rewards, g: sum(g ^ i * r for i, r in enumerate(rewards)), "`**` is"),
    ("discounted_return", lambda rewards, g: sum(rewards * g), "repeats the list"),
    ("discounted_return", lambda rewards, g: sum(g**i * rewards for i in range(len(rewards))), "is one entry of it meant"),
    ("discounted_return", lambda rewards, g: right(rewards[:3], g), "Is their number typed in"),
    ("discounted_return", discounted(lambda n, g: [g ** 2**i for i in range(n)]), "gamma itself is squared"),
    ("discounted_return", discounted(lambda n, g: [1, *(g ** 2**i for i in range(n - 1))]), "gamma itself is squared"),
    ("discounted_return", lambda rewards, g: sum(r * g**i for r, i in rewards), "a single thing of type int"),
    ("discounted_return", squared_for_ever, "gamma is squared"),
    ("discounted_return", lambda rewards, g: sum((1 - g * i) * r for i, r in enumerate(rewards)), "the same part"),
    ("discounted_return", lambda rewards, g: sum(i**g * r for i, r in enumerate(rewards)), "base and exponent"),
    ("discounted_return", lambda rewards, g: sum((g * r) ** i for i, r in enumerate(rewards)), "raised to the power, too"),
    ("discounted_return", discounted(lambda n, g: [(1 + g) ** -i for i in range(n)]), "a rate of interest"),
    ("discounted_return", discounted(lambda n, g: [g ** (2 * i) for i in range(n)]), "twice too high"),
    ("discounted_return", lambda rewards, g: np.cumsum([r * g**i for i, r in enumerate(rewards)]), "the sums on the way"),
    ("discounted_return", lambda rewards, g: right(rewards[:-2], g), "the last two of the four"),
    ("discounted_return", lambda rewards, g: sum(g**i for i in range(len(rewards))) * sum(rewards), "the sum of the powers"),
    ("discounted_return", lambda rewards, g: math.prod(r * g**i for i, r in enumerate(rewards)), "multiplied by each other"),
    ("discounted_return", lambda rewards, g: rewards[0] * (1 - g ** len(rewards)) / (1 - g), "as if all were equal"),
    ("discounted_return", lambda rewards, g: rewards[0] / (1 - g), "as if all were equal"),
    ("discounted_return", lambda rewards, g: sum(g**r * r for r in rewards), "the loop runs over the rewards"),
    ("discounted_return", zeros_take_no_step, "a reward of 0 is no step"),
    ("discounted_return", lambda rewards, g: sum(g**i * r for i, r in enumerate(rewards) if r > 0), "negative rewards are left out"),
    ("discounted_return", lambda rewards, g: abs(right(rewards, g)), "the sign is lost"),
    ("discounted_return", lambda rewards, g: right(list(map(abs, rewards)), g), "the sign is lost"),
    ("discounted_return", lambda rewards, g: right(list(map(int, rewards)), g), "what they have after the point"),
    ("discounted_return", lambda rewards, g: sum(math.exp(i * math.log(g)) * r for i, r in enumerate(rewards)), "only the first reward counts"),
    ("discounted_return", lambda rewards, g: reduce(lambda t, r: r + g * t, reversed(rewards)), "without a reward the return is 0"),
    ("discounted_return", lambda rewards, g: round(right(rewards, g), 2), "it is rounded"),
    ("discounted_return", lambda rewards, g: next(g**i * r for i, r in enumerate(rewards)), "inside the loop"),
    ("discounted_return", lambda rewards, g: max(0, 0, *(g**i * r for i, r in enumerate(rewards))), "this is the largest"),
    ("discounted_return", lambda rewards, g: right(rewards, g**0.5), "have the factors 1, 0.7746, 0.6, 0.4648"),
    ("discounted_return", lambda rewards, g: sum(math.exp(-g * i) * r for i, r in enumerate(rewards)), "have the factors 1, 0.54"),
    ("discounted_return", lambda rewards, g: right([r for r in rewards if type(r) is int], g), "Here are six"),
    ("discounted_return", lambda rewards, g: 13.5, "no sum in which each reward has its factor"),
]  # fmt: skip
