"""Whole pictures: a thing of a class, met somewhere, photographed somehow."""

import math
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from dl_course.data.cifar10 import CLASSES
from tools.drawn.aircraft import airplane
from tools.drawn.birds_frogs import bird, frog
from tools.drawn.canvas import Shape, develop, paint, silhouette, textures
from tools.drawn.clutter import before, behind
from tools.drawn.dice import Dice
from tools.drawn.quadrupeds import cat, deer, dog, horse
from tools.drawn.road import automobile, truck
from tools.drawn.scenes import SCENES
from tools.drawn.ships import ship
from tools.drawn.solid import View, flatten

PLACES = tuple(SCENES)
_MAKERS = (airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck)
_LOOKING = (cat, deer, dog, horse)  # they turn their head towards the viewer

# By how much outlines fray: fur more than feathers, feathers more than tin; never so that it tells the class.
_RAGGED = dict.fromkeys(CLASSES, (0, 0, 1)) | dict.fromkeys(("bird", "frog"), (0, 1))
_RAGGED |= dict.fromkeys(("cat", "deer", "dog", "horse"), (0, 1, 2))

# Where each thing is met, as weights; what is left goes to all places alike.
_PLACES = {
    "airplane": {"sky": 68, "street": 7, "meadow": 8, "sea": 4, "studio": 10, "earth": 3, "snow": 3},
    "automobile": {"street": 58, "meadow": 12, "studio": 16, "room": 4, "earth": 4, "snow": 3, "forest": 3},
    "bird": {"sky": 16, "leaves": 20, "forest": 18, "meadow": 16, "sea": 12, "earth": 10, "studio": 4, "snow": 4},
    "cat": {"room": 62, "earth": 9, "leaves": 5, "meadow": 8, "studio": 12, "street": 9},
    "deer": {"meadow": 42, "forest": 36, "leaves": 6, "snow": 8, "earth": 6, "studio": 2},
    "dog": {"room": 36, "meadow": 20, "earth": 8, "street": 8, "studio": 12, "leaves": 6, "snow": 7, "sea": 3},
    "frog": {"leaves": 32, "earth": 36, "forest": 8, "studio": 10, "room": 6, "sea": 6, "meadow": 2},
    "horse": {"meadow": 56, "street": 12, "forest": 10, "earth": 8, "studio": 7, "snow": 5, "room": 2},
    "ship": {"sea": 84, "street": 4, "sky": 4, "studio": 4, "meadow": 2, "snow": 2},
    "truck": {"street": 56, "meadow": 14, "studio": 10, "earth": 10, "snow": 4, "forest": 4, "room": 2},
}  # fmt: skip


def _view(dice: Dice, name: str) -> View:
    """How the thing is turned: vehicles and animals mostly from the side or half from the front."""
    way = 180 if dice.chance(0.5) else 0
    yaw = dice.pick({dice.bell(20): 4, -dice.between(15, 60): 4, -dice.between(50, 90): 2, dice.between(10, 50): 1})
    if way:  # the mirror image: looking left, its front turned towards us as often
        yaw = -180 - yaw
    pitch, roll = dice.between(0, 24), dice.bell(6)
    if name == "airplane":
        pitch, roll = dice.pick((dice.between(-45, 10), dice.between(5, 30), dice.between(30, 85))), dice.bell(18)
    elif name == "bird":
        pitch, roll = dice.between(-20, 25), dice.bell(7)
    elif name == "frog":
        pitch = dice.pick((dice.between(5, 35), dice.between(5, 35), dice.between(40, 85)))
        roll = dice.bell(20) if pitch > 40 else dice.bell(8)
    elif name in ("cat", "dog"):
        pitch, roll = dice.between(-5, 38), dice.bell(9)
    elif name == "ship":
        pitch = dice.between(0, 18)
    angle, height = dice.between(-1.2, 1.2), dice.between(0.45, 0.9)
    flat = math.sqrt(1 - height * height)
    light = (flat * math.sin(angle), height, flat * math.cos(angle))
    return View(yaw, pitch, roll, near=dice.between(3.2, 9), light=light, ambient=dice.between(0.4, 0.75))


def _placed(dice: Dice, shapes: list[Shape]) -> tuple[list[Shape], float, float, float]:
    """Moves and scales the thing into the picture; returns it with its left, right and lowest edge."""
    xs = [x for shape in shapes if shape.framed for x, _ in shape.corners]
    ys = [y for shape in shapes if shape.framed for _, y in shape.corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    extent = max(right - left, bottom - top)
    zoom = dice.pick((dice.between(16, 24), dice.between(24, 31), dice.between(26, 33), dice.between(29, 39))) / extent
    wide, high = zoom * (right - left), zoom * (bottom - top)
    loose = dice.between(0.1, 0.8)
    x = 16 + dice.between(-1, 1) * loose * max(abs(32 - wide) / 2, 3) - zoom * (left + right) / 2
    y = 16.5 + dice.between(-1, 1) * loose * max(abs(32 - high) / 2, 3) - zoom * (top + bottom) / 2
    for shape in shapes:
        shape.corners = [(x + zoom * a, y + zoom * b) for a, b in shape.corners]
        shape.anchor = (x + zoom * shape.anchor[0], y + zoom * shape.anchor[1])
        shape.slope = (shape.slope[0] / zoom, shape.slope[1] / zoom)
    return shapes, x + zoom * left, x + zoom * right, y + zoom * bottom


def _whole(thing: list[Shape]) -> bool:
    """Whether the picture is to show all of the thing, and not its head alone."""
    return all(shape.framed for shape in thing)


def _set_off(dice: Dice, around: list[Shape], thing: list[Shape]) -> None:
    """Makes the surroundings brighter or darker where the thing would not stand out from them."""

    def bright(shapes):
        return sum(sum(shape.colour) for shape in shapes) / 3 / len(shapes)

    gap = bright(around) - bright(thing)
    wanted = dice.between(20, 60)
    if abs(gap) < wanted:
        change = (wanted if gap > 0 else -wanted) - gap
        for shape in around:
            shape.colour = tuple(min(250.0, max(8.0, c + change)) for c in shape.colour)


def _shadow(dice: Dice, left: float, right: float, bottom: float) -> Shape:
    middle, wide = (left + right) / 2 + dice.bell(2), (right - left) * dice.between(0.4, 0.6)
    high = dice.between(0.8, 3)
    ring = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
    corners = [(middle + wide * a, bottom - 0.5 + high * b) for a, b in ring]
    return Shape(corners, (0, 0, 0), shade=dice.whole(110, 220))


@dataclass(frozen=True)
class _Scene:
    """All that is painted, and how; the dice are those that develop the picture next.

    Attributes:
        shapes: The polygons; those of the thing itself are the ones from `first` to `end` - 1.
        place: Name of the surroundings, a key of `SCENES`.
    """

    shapes: list[Shape]
    first: int
    end: int
    place: str
    fields: np.ndarray
    ragged: int
    dice: Dice


def _scene(name: str, *key: int) -> _Scene:
    """What `draw_one` paints."""
    if name not in CLASSES:
        raise ValueError(f"name must be one of {', '.join(CLASSES)}. Received: {name!r}.")
    dice = Dice(CLASSES.index(name), *key)
    place = dice.pick(_PLACES[name]) if dice.chance(0.93) else dice.pick(tuple(SCENES))
    maker, view = _MAKERS[CLASSES.index(name)], _view(dice, name)
    thing = flatten(maker(dice, (-90 - view.yaw + 180) % 360 - 180) if maker in _LOOKING else maker(dice), view)
    thing, left, right, bottom = _placed(dice, thing)
    level = min(31.0, max(12.0, bottom - dice.between(0, 1.5)))
    around = SCENES[place](dice, level)
    ground = around[-1]
    around += behind(dice, place, level)
    if dice.chance(0.8):
        _set_off(dice, around, thing)
    if place != "sky" and name not in ("airplane", "ship") and _whole(thing) and dice.chance(0.75):
        around.append(_shadow(dice, left, right, bottom))
    shapes = around + thing
    if place == "sea" and name in ("ship", "bird") and _whole(thing):  # the water before the keel
        y = bottom - dice.between(0.3, 1.0)
        shapes.append(replace(ground, corners=[(-1, y), (33, y), (33, 33), (-1, 33)]))
    shapes += before(dice, place)
    fields = textures(dice)
    ragged = dice.pick(_RAGGED[name])
    return _Scene(shapes, len(around), len(around) + len(thing), place, fields, ragged, dice)


def draw_one(name: str, *key: int) -> np.ndarray:
    """Draws one picture.

    Args:
        name: One of `CLASSES`.
        key: Whole numbers, at least 0, that name the picture; another key, another picture.

    Returns:
        The picture, uint8 of shape (32, 32, 3).

    Raises:
        ValueError: `name` is not a class.
    """
    scene = _scene(name, *key)
    return develop(paint(scene.shapes, scene.fields, ragged=scene.ragged), scene.dice)


def describe_one(name: str, *key: int) -> tuple[np.ndarray, str]:
    """Says of the picture that `draw_one` draws where the thing is, and among what.

    Args:
        name, key: As `draw_one` takes them.

    Returns:
        The mask, True where a pixel shows the thing, shape (32, 32); and the surroundings, a name of `PLACES`.

    Raises:
        ValueError: `name` is not a class.
    """
    scene = _scene(name, *key)
    return silhouette(scene.shapes, scene.first, scene.end, scene.fields, scene.ragged), scene.place


def _draw_part(job: tuple[int, int, int, int, int]) -> np.ndarray:
    seed, part, label, first, last = job
    return np.stack([draw_one(CLASSES[label], seed, part, index) for index in range(first, last)])


def draw_images(seed: int = 0, train_per_class: int = 500, test_per_class: int = 100, workers: int = 1):
    """Draws a data set in the form of CIFAR-10, the same on every machine.

    Args:
        seed: Names the data set, int of at least 0.
        train_per_class: Training images of each class.
        test_per_class: Test images of each class.
        workers: Processes that share the work. With more than one, a script needs `if __name__ == "__main__":`.

    Returns:
        x_train, y_train, x_test, y_test: images uint8 of shape (n, 32, 32, 3) in a shuffled order, labels uint8 of
        shape (n,), which index `CLASSES`.

    Raises:
        ValueError: `seed` is negative or a number of images is not positive.
    """
    if seed < 0:
        raise ValueError(f"seed must be at least 0. Received: {seed}.")
    if train_per_class < 1 or test_per_class < 1:
        raise ValueError(
            f"train_per_class and test_per_class must be at least 1. Received: {train_per_class}, {test_per_class}."
        )
    jobs = [
        (seed, part, label, first, min(first + 50, count))
        for part, count in enumerate((train_per_class, test_per_class))
        for label in range(len(CLASSES))
        for first in range(0, count, 50)
    ]
    if workers == 1:
        drawn = list(map(_draw_part, jobs))
    else:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            drawn = list(pool.map(_draw_part, jobs))
    arrays = []
    for part in (0, 1):
        x = np.concatenate([images for images, job in zip(drawn, jobs, strict=True) if job[1] == part])
        y = np.concatenate([[job[2]] * (job[4] - job[3]) for job in jobs if job[1] == part]).astype(np.uint8)
        order = _order(seed, part, len(y))
        arrays += [x[order], y[order]]
    return tuple(arrays)


def _order(seed: int, part: int, count: int) -> np.ndarray:
    """Which of the pictures, sorted by class, comes first, second, ... in a data set."""
    return np.argsort(Dice(seed, part, 999).bytes(count, 8).copy().view("<u8").ravel(), kind="stable")


def describe_images(seed: int = 0, train_per_class: int = 500, test_per_class: int = 100):
    """Says where the things are in the pictures of `draw_images`, and among what.

    Args:
        seed, train_per_class, test_per_class: As `draw_images` takes them.

    Returns:
        mask_train, place_train, mask_test, place_test, in the order of the pictures: True where a pixel shows the
        thing, bool of shape (n, 32, 32); the surroundings, uint8 of shape (n,), which index `PLACES`.
    """
    arrays = []
    for part, count in enumerate((train_per_class, test_per_class)):
        order = _order(seed, part, len(CLASSES) * count)
        said = [describe_one(CLASSES[row // count], seed, part, int(row % count)) for row in order]
        arrays.append(np.stack([mask for mask, _ in said]))
        arrays.append(np.array([PLACES.index(place) for _, place in said], np.uint8))
    return tuple(arrays)
