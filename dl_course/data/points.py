"""Points in the plane, made from a seed: small problems whose whole answer fits in one picture."""

from dataclasses import dataclass

import numpy as np

from dl_course.data.catalogue import Card


@dataclass(frozen=True)
class Points:
    """Labelled points.

    Attributes:
        x: Points, shape (n, 2), float32 (no unit).
        y: Class of each point, shape (n,), int64.
        classes: Name of each class.
        source: How they were made.
        card: Origin, licence, shape, units.
    """

    x: np.ndarray
    y: np.ndarray
    classes: tuple[str, ...]
    source: str
    card: Card


def _blobs(rng, half):
    return np.array([[-1.0, -1.0]] * half + [[1.0, 1.0]] * half) + 0.35 * rng.standard_normal((2 * half, 2))


def _xor(rng, half):
    """Same signs are class 0, different signs class 1."""
    size = rng.uniform(0.25, 1.25, (2 * half, 2))
    sign = rng.choice([-1.0, 1.0], 2 * half)
    other = np.where(np.arange(2 * half) < half, sign, -sign)
    return size * np.stack([sign, other], axis=1)


def _moons(rng, half):
    angle = rng.uniform(0, np.pi, half)
    upper = np.stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25], axis=1)
    return np.concatenate([upper, -upper])


def _circles(rng, half):
    angle = rng.uniform(0, 2 * np.pi, 2 * half)
    radius = np.repeat([0.5, 1.2], half)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _spiral(rng, half):
    turn = np.sqrt(rng.uniform(0.02, 1, half)) * 3 * np.pi
    arm = np.stack([turn * np.cos(turn), turn * np.sin(turn)], axis=1) / (2.2 * np.pi)
    return np.concatenate([arm, -arm])


_KINDS = {"blobs": _blobs, "xor": _xor, "moons": _moons, "circles": _circles, "spiral": _spiral}


def make_points(kind: str, n: int = 200, noise: float = 0.1, seed: int = 0) -> Points:
    """Makes two classes of points in the plane.

    Args:
        kind: "blobs" (a line separates them), "xor", "moons", "circles" or "spiral".
        n: Number of points; half of them in each class, so an even number.
        noise: Standard deviation of the normal noise on each coordinate (no unit, at least 0).
        seed: Seed of the generator.

    Returns:
        Points in a shuffled order, x of shape (n, 2) and y of shape (n,).

    Raises:
        TypeError: `n`, `noise` or `seed` is not a number of the right kind.
        ValueError: `kind` is unknown, `n` is not even and positive, `noise` or `seed` is negative.
    """
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"kind must be one of {', '.join(sorted(_KINDS))}. Received: {kind!r}.")
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)):
        raise TypeError(f"n must be an int. Received: {n!r}.")
    if n < 2 or n % 2:
        raise ValueError(f"n must be even and at least 2. Received: {n}.")
    if isinstance(noise, bool) or not isinstance(noise, (int, float, np.number)):
        raise TypeError(f"noise must be a number. Received: {noise!r}.")
    if not 0 <= noise < np.inf:
        raise ValueError(f"noise must be finite and at least 0. Received: {noise}.")
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)):
        raise TypeError(f"seed must be an int. Received: {seed!r}.")
    if seed < 0:
        raise ValueError(f"seed must be at least 0. Received: {seed}.")
    rng = np.random.default_rng(seed)
    x = _KINDS[kind](rng, n // 2) + noise * rng.standard_normal((n, 2))
    y = np.repeat([0, 1], n // 2)
    order = rng.permutation(n)
    card = Card(
        name=kind,
        title=f"{n} points of two classes: {kind}",
        origin="made by dl_course.make_points",
        licence="CC0",
        shape=f"x ({n}, 2) float32, y ({n},) int64",
        units="none",
    )
    return Points(
        x=x[order].astype(np.float32),
        y=y[order].astype(np.int64),
        classes=("class 0", "class 1"),
        source=f"make_points({kind!r}, n={n}, noise={noise}, seed={seed})",
        card=card,
    )
