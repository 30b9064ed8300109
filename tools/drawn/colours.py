"""The paints: palettes of things and places, varied at random."""

from tools.drawn.dice import Dice

Colour = tuple[float, float, float]

BLACK, WHITE = (28, 28, 30), (232, 232, 230)
TYRE, GLASS, STEEL = (26, 26, 28), (58, 76, 92), (150, 154, 160)
PAINTS = [
    (190, 30, 30), (215, 215, 218), (35, 70, 160), (30, 32, 36), (160, 164, 170), (225, 190, 40), (40, 110, 60),
    (110, 20, 30), (225, 120, 30), (110, 160, 200), (90, 70, 50), (205, 195, 165),
]  # fmt: skip
FURS = [
    (45, 40, 38), (225, 220, 212), (150, 105, 60), (190, 145, 90), (110, 75, 45), (205, 175, 130), (130, 125, 120),
    (85, 60, 42), (180, 110, 55),
]  # fmt: skip
LEAVES = [(70, 105, 45), (95, 130, 55), (50, 80, 40), (120, 140, 70), (40, 70, 35), (110, 115, 60)]
EARTHS = [
    (130, 105, 75),
    (165, 140, 105),
    (100, 85, 65),
    (150, 130, 110),
    (185, 165, 130),
    (90, 75, 60),
    (120, 115, 105),
]
SKIES = [
    (105, 155, 215),
    (150, 185, 220),
    (200, 210, 218),
    (225, 228, 230),
    (70, 120, 190),
    (170, 175, 185),
    (225, 180, 150),
    (60, 70, 95),
]


SEAS = [(50, 90, 120), (80, 120, 140), (110, 140, 150), (45, 105, 130), (130, 145, 150), (35, 60, 85)]


WALLS = [
    (200, 190, 175),
    (160, 140, 120),
    (120, 130, 150),
    (220, 215, 205),
    (150, 90, 70),
    (90, 80, 75),
    (175, 185, 170),
]


def vary(dice: Dice, colour: Colour, spread: float = 12.0) -> Colour:
    """A colour nearby: as a whole brighter or darker, and a little of another hue."""
    bright = dice.bell(spread)
    return tuple(max(0.0, min(255.0, c + bright + dice.bell(spread * 0.5))) for c in colour)


def choose(dice: Dice, palette, spread: float = 14.0) -> Colour:
    return vary(dice, dice.pick(palette), spread)


def any_colour(dice: Dice, low: float = 20.0, high: float = 235.0) -> Colour:
    """A colour of no meaning; greyish more often than loud."""
    grey = dice.between(low, high)
    wide = dice.between(5, 90)
    return tuple(max(0.0, min(255.0, grey + dice.between(-wide, wide))) for _ in range(3))


def shade(colour: Colour, factor: float) -> Colour:
    """The colour, darker (under 1) or brighter (over 1)."""
    return tuple(min(255.0, c * factor) for c in colour)


def blend(a: Colour, b: Colour, share: float) -> Colour:
    """From a (share 0) to b (share 1)."""
    return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))
