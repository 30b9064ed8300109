"""The data sets of the playground, made from a seed; points.js makes the same ones."""

import math
from collections.abc import Callable

import numpy as np

from dl_course.widgets.playground.generator import Generator

STREAM = 1  # of the generator: what a seed gives here is independent of what it gives elsewhere


def _circles(random: Generator, label: int) -> tuple[float, float]:
    angle = 2 * math.pi * random.uniform()
    radius = 1.2 if label else 0.5
    return radius * math.cos(angle), radius * math.sin(angle)


def _xor(random: Generator, label: int) -> tuple[float, float]:
    sign = -1 if random.uniform() < 0.5 else 1
    x1 = sign * (0.25 + random.uniform())
    return x1, (-sign if label else sign) * (0.25 + random.uniform())


def _blobs(random: Generator, label: int) -> tuple[float, float]:
    center = 0.8 if label else -0.8
    return center + 0.3 * random.normal(), center + 0.3 * random.normal()


def _moons(random: Generator, label: int) -> tuple[float, float]:
    angle = math.pi * random.uniform()
    side = -1 if label else 1
    return side * (math.cos(angle) - 0.5), side * (math.sin(angle) - 0.25)


def _spiral(random: Generator, label: int) -> tuple[float, float]:
    turn = 3 * math.pi * math.sqrt(0.02 + 0.98 * random.uniform())
    radius = (-1 if label else 1) * turn / (2.2 * math.pi)
    return radius * math.cos(turn), radius * math.sin(turn)


def _plane(x1: float, x2: float) -> float:
    return (x1 + x2) / 3


def _hills(x1: float, x2: float) -> float:
    def hill(at1, at2):
        return math.exp(-((x1 - at1) ** 2 + (x2 - at2) ** 2) / 0.25)

    return hill(0.7, 0.7) + hill(-0.7, -0.7) - hill(0.7, -0.7) - hill(-0.7, 0.7)


CLASSES: dict[str, Callable] = {"circles": _circles, "xor": _xor, "blobs": _blobs, "moons": _moons, "spiral": _spiral}
NUMBERS: dict[str, Callable] = {"plane": _plane, "hills": _hills}
DATA_SETS = [*CLASSES, *NUMBERS]


def make_points(data: str, n: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The points of a data set: x of shape (n, 2), y of shape (n,), classes 0 and 1 or numbers."""
    random = Generator(seed, STREAM)
    x, y = [], []
    for i in range(n):
        if data in CLASSES:
            label = 0 if i < n / 2 else 1
            x1, x2 = CLASSES[data](random, label)
            x.append((x1 + noise * random.normal(), x2 + noise * random.normal()))
            y.append(label)
        else:
            x1, x2 = 3 * random.uniform() - 1.5, 3 * random.uniform() - 1.5
            x.append((x1, x2))
            y.append(NUMBERS[data](x1, x2) + noise * random.normal())
    order = random.shuffled(n)
    return np.array(x)[order], np.array(y, dtype=float)[order]


def points_of(state: dict) -> tuple[np.ndarray, np.ndarray]:
    """The points of a playground: x of shape (n, 2), y of shape (n,), float64."""
    if state["data"] == "own":
        return np.array(state["points"]["x"], dtype=float).reshape(-1, 2), np.array(state["points"]["y"], dtype=float)
    return make_points(state["data"], state["n"], state["noise"], state["seed"])


def has_classes(state: dict) -> bool:
    """Whether what is to be predicted is one of two classes; if not, it is a number."""
    if state["data"] == "own":
        return set(state["points"]["y"]) <= {0, 1}
    return state["data"] in CLASSES


def is_trained(state: dict, n: int) -> np.ndarray:
    """Which of n points are trained on, shape (n,), bool; a later point changes nothing for those before it."""
    draws = [Generator(state["seed"], STREAM, 1 + i).uniform() for i in range(n)]
    return np.array(draws) < state["train_share"]
