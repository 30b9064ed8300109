"""From shapes to pixels: polygons painted over one another on a fine grid, in whole numbers only.

Every step after the corners are rounded is integer arithmetic, so that each machine paints the same picture.
"""

from dataclasses import dataclass

import numpy as np

from tools.drawn.dice import Dice

SIDE = 32  # pixels of the finished picture
FINE = 3  # painted points per pixel and axis
GRID = SIDE * FINE
LEVEL = 8  # colours are rounded to this step, which no eye sees under the noise and which saves a third of the file
_WORDS = GRID // 64 + 1  # of 64 bits, for the points of a row and one bit beyond
UNIT = 64  # steps per painted point in which corners are rounded

FLAT, GRAIN, MOTTLE, STRIPES, SPOTS, STREAKS, PATCHES = range(7)  # textures


@dataclass(slots=True)
class Shape:
    """One polygon of a picture.

    Attributes:
        corners: Its corners (x, y) in pixels, y downwards, even-odd where it crosses itself.
        colour: Red, green, blue from 0 to 255 at `anchor`.
        slope: How much brighter it gets per pixel to the right and downwards.
        anchor: The point (x, y) in pixels where `colour` holds.
        texture: Which texture is added.
        strength: Largest change by the texture, in units of colour.
        shade: If set, the polygon is a shadow: what lies under it keeps this share (of 256) of its light.
        framed: Whether the picture is to show it in full.
    """

    corners: list[tuple[float, float]]
    colour: tuple[float, float, float]
    slope: tuple[float, float] = (0.0, 0.0)
    anchor: tuple[float, float] = (16.0, 16.0)
    texture: int = FLAT
    strength: float = 0.0
    shade: int = 0
    framed: bool = True


def _stretch(cells: int) -> np.ndarray:
    """Weights, shape (GRID, cells), of sixteenths, that spread `cells` values linearly over the grid."""
    weights = np.zeros((GRID, cells), np.float32)
    place = (2 * np.arange(GRID) + 1) * (cells - 1) * 8 // GRID
    left = np.minimum(place // 16, cells - 2)
    weights[np.arange(GRID), left] = 16 - (place - 16 * left)
    weights[np.arange(GRID), left + 1] = place - 16 * left
    return weights


_WEIGHTS = {cells: _stretch(cells) for cells in (4, 7, 14, 24, 48)}
_ROW, _COLUMN = np.mgrid[0:GRID, 0:GRID].astype(np.int32)


def smooth_noise(dice: Dice, rows: int, columns: int) -> np.ndarray:
    """Random hills, int32 of shape (GRID, GRID) from -128 to 127, as many as there are cells.

    The products are whole numbers under 2**24, exact in float32 in whatever order they are added.
    """
    hills = dice.bytes(rows, columns).astype(np.float32)
    return (_WEIGHTS[rows] @ hills @ _WEIGHTS[columns].T).astype(np.int32) // 256 - 128


def textures(dice: Dice) -> np.ndarray:
    """This picture's textures, int32 of shape (7, GRID, GRID) from -128 to 127; the first is 0."""
    grain, mottle, coarse = smooth_noise(dice, 48, 48), smooth_noise(dice, 14, 14), smooth_noise(dice, 7, 7)
    across, down = dice.whole(-40, 40), dice.whole(-40, 40)
    wave = (across * _COLUMN + down * _ROW) // 2 + 2 * coarse
    stripes = np.abs(wave % 256 - 128) * 2 - 128 + grain // 4
    spots = np.clip((mottle - 25) * 8, -128, 127)
    streaks = smooth_noise(dice, 24, 7)
    patches = np.clip((coarse + dice.whole(-30, 30)) * 12, -128, 127)
    return np.stack([np.zeros_like(grain), grain, (mottle + grain) // 2 * 3 // 2, stripes, spots, streaks, patches])


def _cover(shapes: list[Shape]) -> np.ndarray:
    """Which points each polygon covers, one bit a point, uint64 of shape (len(shapes), GRID, _WORDS).

    A point is inside when an odd number of edges lie to its left: a running parity, by shift and xor of a row's bits.
    """
    scale = FINE * UNIT
    start, end, owner = [], [], []
    for index, shape in enumerate(shapes):
        corners = [(round(x * scale), round(y * scale)) for x, y in shape.corners]
        start += corners
        end += corners[1:] + corners[:1]
        owner += [index] * len(corners)
    start, end, owner = np.array(start, np.int64), np.array(end, np.int64), np.array(owner, np.int64)
    middle = np.arange(GRID) * UNIT + UNIT // 2
    edge, row = np.nonzero((start[:, 1, None] <= middle) != (end[:, 1, None] <= middle))
    (x, y), (run, rise) = start[edge].T, (end - start)[edge].T
    crossing = x + (middle[row] - y) * run // rise
    first = np.clip((crossing + UNIT // 2 - 1) // UNIT, 0, GRID)
    inside = np.zeros((len(shapes), GRID, _WORDS), np.uint64)
    np.bitwise_xor.at(inside, (owner[edge], row, first // 64), np.uint64(1) << (first % 64).astype(np.uint64))
    for shift in (1, 2, 4, 8, 16, 32):
        inside ^= inside << np.uint64(shift)
    for word in range(1, _WORDS):
        inside[..., word] ^= np.uint64(0) - (inside[..., word - 1] >> np.uint64(63))
    return inside


def _visible(shapes: list[Shape], covered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The number of the topmost polygon at each point, and the share (of 256) of light that shadows leave there."""
    shade = np.array([shape.shade for shape in shapes])
    solid = np.where((shade > 0)[:, None, None], np.uint64(0), covered)
    above = np.zeros((len(shapes) + 1, GRID, _WORDS), np.uint64)
    above[:-1] = np.bitwise_or.accumulate(solid[::-1])[::-1]
    seen = (covered & ~above[1:]).astype("<u8").view(np.uint8)
    seen = np.unpackbits(seen, axis=2, bitorder="little").view(bool)
    light = np.full((GRID, GRID), 256, np.int32)
    for index in np.flatnonzero(shade):
        light = np.where(seen[index, :, :GRID], np.minimum(light, shade[index]), light)
        seen[index] = False
    top = np.zeros(seen[0].shape, np.intp)
    owner, point = np.divmod(np.flatnonzero(seen), top.size)
    top.flat[point] = owner
    return top[:, :GRID], light


def paint(shapes: list[Shape], fields: np.ndarray, ragged: int = 0) -> np.ndarray:
    """Paints the polygons in their order, the later over the earlier.

    Args:
        shapes: The polygons; the first should cover everything.
        fields: Textures, as `textures` makes them.
        ragged: By how many points at most outlines are displaced at random.

    Returns:
        Colours, int32 of shape (GRID, GRID, 3), not yet limited to 0 to 255.
    """
    top, light = _visible(shapes, _cover(shapes))
    top = _frayed(top, fields, ragged)
    numbers = np.array([_whole_numbers(shape) for shape in shapes], np.int32).T
    right, down, offset, strength, texture = (column[top] for column in numbers[3:])
    bright = (right * _COLUMN + down * _ROW + offset) // 256 + fields[texture, _ROW, _COLUMN] * strength // 128
    return np.stack([(column[top] + bright) * light // 256 for column in numbers[:3]], axis=2)


def silhouette(shapes: list[Shape], first: int, end: int, fields: np.ndarray, ragged: int = 0) -> np.ndarray:
    """Where some of the polygons are to be seen, when all are painted as `paint` does it.

    Args:
        shapes: All polygons.
        first, end: The numbers of those that count: from `first` to `end` - 1.
        fields, ragged: As `paint` takes them.

    Returns:
        True for each pixel of which they have more than half, shape (SIDE, SIDE).
    """
    top, _ = _visible(shapes, _cover(shapes))
    top = _frayed(top, fields, ragged)
    points = ((top >= first) & (top < end)).reshape(SIDE, FINE, SIDE, FINE).sum((1, 3))
    return points > FINE**2 // 2


def _frayed(top: np.ndarray, fields: np.ndarray, ragged: int) -> np.ndarray:
    """The number of the topmost polygon at each point, outlines displaced at random."""
    if not ragged:
        return top
    down = np.clip(_ROW + fields[GRAIN] * ragged // 64, 0, GRID - 1)
    across = np.clip(_COLUMN + fields[GRAIN, ::-1] * ragged // 64, 0, GRID - 1)
    return top[down, across]


def _whole_numbers(shape: Shape) -> list[int]:
    """Colour, slope per point (of 256), offset of the slope, strength and texture."""
    right, down = (round(256 * slope / FINE) for slope in shape.slope)
    offset = -right * round(FINE * shape.anchor[0]) - down * round(FINE * shape.anchor[1])
    return [*(round(c) for c in shape.colour), right, down, offset, round(shape.strength), shape.texture]


def _box(image: np.ndarray, reach: int, axis: int) -> np.ndarray:
    """The sum over 2 * reach + 1 neighbours along an axis, the border repeated."""
    width = [(reach, reach) if k == axis else (0, 0) for k in range(image.ndim)]
    wide = np.pad(image, width, mode="edge")
    size = image.shape[axis]
    return sum(wide[(slice(None),) * axis + (slice(k, k + size),)] for k in range(2 * reach + 1))


def develop(image: np.ndarray, dice: Dice) -> np.ndarray:
    """Makes a photograph of it: lens blur, motion, exposure, tint, sensor noise, few levels.

    Args:
        image: Colours, int32 of shape (GRID, GRID, 3).
        dice: Decides how good the camera is.

    Returns:
        The picture, uint8 of shape (SIDE, SIDE, 3).
    """
    image = np.clip(image, 0, 255)
    for axis in (0, 1):
        reach = dice.pick((0, 1, 1, 1, 2))
        if reach:
            image = _box(image, reach, axis) // (2 * reach + 1)
    pixels = image.reshape(SIDE, FINE, SIDE, FINE, 3).sum((1, 3)) * 16 // FINE**2  # sixteenths of a level
    pixels = _exposed(pixels, dice)
    if dice.chance(0.04):  # black and white
        pixels = np.repeat((pixels * np.array([77, 150, 29])).sum(2, keepdims=True) // 256, 3, axis=2)
    grey = dice.bytes(SIDE, SIDE, 4).astype(np.int32).sum(2) - 510  # bell-shaped, deviation 148
    coloured = dice.bytes(SIDE, SIDE, 3, 2).astype(np.int32).sum(3) - 255  # deviation 104
    pixels = pixels + (grey[..., None] * dice.whole(1, 5) + coloured * dice.whole(0, 4)) // 16
    return (np.clip(pixels // 16, 0, 255) // LEVEL * LEVEL + LEVEL // 2).astype(np.uint8)


def _exposed(pixels: np.ndarray, dice: Dice) -> np.ndarray:
    """Brings a picture (in sixteenths) near to a usual brightness and contrast, as cameras do, and tints it."""
    mean = int(pixels.sum()) // pixels.size
    spread = int(np.abs(pixels - mean).sum()) // pixels.size + 1
    gain = min(max(dice.whole(32, 62) * 16 * 256 // spread, 190), 460)
    target = (2 * mean + (dice.whole(90, 150)) * 16) // 3
    tint = np.array([dice.whole(-8, 8), dice.whole(-4, 4), dice.whole(-10, 10)]) * 16
    return (pixels - mean) * gain // 256 + target + tint
