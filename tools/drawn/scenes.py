"""Where things are met: ten kinds of surroundings."""

from tools.drawn.canvas import FLAT, GRAIN, MOTTLE, PATCHES, SPOTS, STREAKS, STRIPES, Shape
from tools.drawn.colours import EARTHS, LEAVES, SEAS, SKIES, WALLS, any_colour, blend, choose, shade, vary
from tools.drawn.dice import Dice
from tools.drawn.outlines import bar, blob, bumps, everything, rectangle


def _heaven(dice: Dice) -> list[Shape]:
    colour = choose(dice, SKIES, 12)
    clouds = dice.pick((0, 0, 8, 20))
    return [everything(colour, slope=(dice.bell(0.5), dice.between(-0.5, 2.0)), texture=MOTTLE, strength=clouds)]


def _flat(dice: Dice, horizon: float, colour, *, tilt, middle, texture, strength) -> Shape:
    """Water or a road from the horizon down, as light changes over it."""
    slope = (0, dice.bell(tilt))
    return rectangle(-1, horizon, 33, 33, colour, slope=slope, anchor=(16, middle), texture=texture,
                     strength=dice.between(*strength))  # fmt: skip


def sky(dice: Dice, level: float) -> list[Shape]:
    """Sky alone, or with a strip of land far below."""
    shapes = _heaven(dice)
    for _ in range(dice.pick((0, 0, 1, 3))):
        white = blend(shapes[0].colour, (240, 240, 242), dice.between(0.3, 0.8))
        shapes.append(
            blob(
                dice,
                dice.between(0, 32),
                dice.between(0, 32),
                dice.between(3, 9),
                dice.between(1, 4),
                white,
                texture=GRAIN,
                strength=10,
            )
        )
    if dice.chance(0.25):
        shapes.append(bumps(dice, dice.between(26, 31), 3, choose(dice, LEAVES + EARTHS), texture=GRAIN, strength=15))
    return shapes


def meadow(dice: Dice, level: float) -> list[Shape]:
    """Grass or dry ground under sky, hills or trees."""
    shapes = _heaven(dice)
    horizon = min(level - 3, dice.between(2, 20))
    if dice.chance(0.35):
        shapes.append(
            bumps(dice, horizon, dice.between(2, 7), blend(choose(dice, LEAVES), (130, 150, 175), 0.5), steps=5)
        )
    if dice.chance(0.65):
        shapes.append(
            bumps(
                dice,
                horizon + 1,
                dice.between(2, 12),
                choose(dice, LEAVES),
                texture=MOTTLE,
                strength=dice.between(15, 45),
            )
        )
    ground = choose(dice, LEAVES if dice.chance(0.7) else EARTHS)
    ground = blend(ground, (190, 180, 90), dice.between(0, 0.4))
    shapes.append(
        bumps(
            dice,
            horizon,
            1.0,
            ground,
            slope=(0, dice.bell(0.8)),
            anchor=(16, 26),
            texture=dice.pick((GRAIN, MOTTLE, STREAKS)),
            strength=dice.between(8, 34),
        )
    )
    return shapes


def forest(dice: Dice, level: float) -> list[Shape]:
    """Leaves and trunks all around."""
    base = choose(dice, LEAVES)
    shapes = [everything(shade(base, dice.between(0.5, 1.0)), texture=MOTTLE, strength=dice.between(20, 55))]
    for _ in range(dice.whole(0, 7)):
        leaf = choose(dice, LEAVES + [(150, 165, 100), (30, 45, 28)], 18)
        shapes.append(
            blob(
                dice,
                dice.between(0, 32),
                dice.between(0, 26),
                dice.between(3, 8),
                dice.between(2, 7),
                leaf,
                texture=GRAIN,
                strength=18,
            )
        )
    for _ in range(dice.whole(0, 4)):
        x = dice.between(0, 32)
        shapes.append(
            bar(
                x,
                -1,
                x + dice.bell(2),
                level + 2,
                dice.between(1, 4),
                choose(dice, [(70, 58, 45), (110, 100, 90), (45, 38, 32)]),
                texture=GRAIN,
                strength=18,
            )
        )
    if dice.chance(0.7):
        shapes.append(
            bumps(dice, level - dice.between(1, 6), 2, choose(dice, LEAVES + EARTHS), texture=GRAIN, strength=18)
        )
    return shapes


def sea(dice: Dice, level: float) -> list[Shape]:
    """Water under sky, with a coast now and then, or water alone."""
    shapes = _heaven(dice)
    horizon = min(level - 1, dice.between(-6, 22))
    water = choose(dice, SEAS, 16)
    if dice.chance(0.35):
        water = blend(water, shapes[0].colour, 0.6)
    if dice.chance(0.4):
        land = blend(choose(dice, LEAVES + EARTHS), shapes[0].colour, dice.between(0.1, 0.5))
        shapes.append(bumps(dice, horizon + 0.5, dice.between(1, 7), land, texture=GRAIN, strength=14))
    shapes.append(_flat(dice, horizon, water, tilt=1.0, middle=24, texture=STREAKS, strength=(5, 32)))
    return shapes


def street(dice: Dice, level: float) -> list[Shape]:
    """A road or yard before houses, trees or sky."""
    shapes = _heaven(dice)
    horizon = level - dice.between(2, 9)
    for _ in range(dice.whole(0, 4)):
        left, wide, top = dice.between(-4, 28), dice.between(5, 16), dice.between(-2, 14)
        wall = choose(dice, WALLS, 16)
        shapes.append(rectangle(left, top, left + wide, 33, wall, texture=GRAIN, strength=10))
        pane, step = shade(wall, dice.pick((0.5, 0.7, 1.3))), dice.between(3, 5)
        for k in range(dice.whole(0, 4)):
            shapes.append(rectangle(left + 1 + k * step, top + 2, left + 1 + k * step + step / 2, top + 5, pane))
    if dice.chance(0.55):
        shapes.append(bumps(dice, horizon, dice.between(2, 9), choose(dice, LEAVES), texture=MOTTLE, strength=30))
    road = vary(dice, dice.pick(((110, 110, 112), (140, 138, 135), (85, 86, 90), (165, 155, 140), (120, 105, 85))), 14)
    shapes.append(_flat(dice, horizon, road, tilt=0.8, middle=25, texture=GRAIN, strength=(3, 20)))
    if dice.chance(0.35):
        y = dice.between(level, 32)
        shapes.append(
            bar(-1, y, 33, y + dice.bell(3), dice.between(0.4, 1.4), dice.pick(((220, 220, 215), (215, 190, 90))))
        )
    return shapes


def room(dice: Dice, level: float) -> list[Shape]:
    """Wall and floor or a sofa, with furniture, cloth and patterns of any colour."""
    shapes = [
        everything(
            choose(dice, WALLS, 20) if dice.chance(0.6) else any_colour(dice),
            slope=(dice.bell(0.8), dice.bell(0.6)),
            texture=dice.pick((FLAT, GRAIN, STRIPES, MOTTLE)),
            strength=dice.between(0, 22),
        )
    ]
    for _ in range(dice.whole(0, 4)):
        left, top = dice.between(-5, 28), dice.between(-5, 26)
        shapes.append(
            rectangle(
                left,
                top,
                left + dice.between(4, 16),
                top + dice.between(4, 20),
                any_colour(dice),
                slope=(dice.bell(1), dice.bell(1)),
                anchor=(left, top),
                texture=dice.pick((FLAT, GRAIN, STRIPES)),
                strength=dice.between(0, 25),
            )
        )
    floor = any_colour(dice) if dice.chance(0.6) else choose(dice, EARTHS)
    y = level - dice.between(2, 10)
    shapes.append(
        Shape(
            [(-1, y + dice.bell(3)), (33, y + dice.bell(3)), (33, 33), (-1, 33)],
            floor,
            slope=(dice.bell(0.6), dice.bell(0.8)),
            anchor=(16, 26),
            texture=dice.pick((GRAIN, STRIPES, MOTTLE, PATCHES)),
            strength=dice.between(0, 28),
        )
    )
    if dice.chance(0.4):
        shapes.append(
            blob(
                dice,
                dice.between(4, 28),
                level + 2,
                dice.between(8, 18),
                dice.between(3, 10),
                any_colour(dice),
                texture=GRAIN,
                strength=12,
            )
        )
    return shapes


def earth(dice: Dice, level: float) -> list[Shape]:
    """Bare ground, litter, stones or bark from close by."""
    shapes = [
        everything(
            choose(dice, EARTHS, 20),
            slope=(dice.bell(1), dice.bell(1)),
            texture=dice.pick((MOTTLE, MOTTLE, GRAIN, SPOTS)),
            strength=dice.between(10, 36),
        )
    ]
    for _ in range(dice.whole(0, 9)):
        stone = choose(dice, EARTHS + LEAVES[:2] + [(150, 150, 150), (60, 50, 40)], 22)
        size = dice.between(1, 6)
        shapes.append(
            blob(
                dice,
                dice.between(0, 32),
                dice.between(0, 32),
                size,
                size * dice.between(0.4, 1),
                stone,
                slope=(0, -4),
                anchor=(16, 16),
                texture=GRAIN,
                strength=16,
            )
        )
        shapes[-1].anchor = shapes[-1].corners[0]
    return shapes


def leaves(dice: Dice, level: float) -> list[Shape]:
    """Blades and leaves from close by."""
    shapes = [
        everything(
            shade(choose(dice, LEAVES, 18), dice.between(0.5, 1.2)), texture=MOTTLE, strength=dice.between(10, 45)
        )
    ]
    for _ in range(dice.whole(2, 9)):
        x, y, turn = dice.between(-4, 36), dice.between(-4, 36), dice.between(-12, 12)
        green = choose(dice, LEAVES + [(140, 170, 70), (90, 140, 60)], 18)
        shapes.append(
            bar(
                x,
                y,
                x + turn,
                y - dice.between(4, 22),
                dice.between(1, 6),
                green,
                slope=(dice.bell(3), 0),
                anchor=(x, y),
                texture=GRAIN,
                strength=12,
            )
        )
    return shapes


def snow(dice: Dice, level: float) -> list[Shape]:
    """Snow or sand under a pale sky, with bare trees."""
    shapes = _heaven(dice)
    if dice.chance(0.5):
        shapes.append(
            bumps(
                dice,
                level - 5,
                dice.between(2, 9),
                choose(dice, [(70, 75, 75), (110, 110, 115), (50, 60, 50)]),
                texture=MOTTLE,
                strength=28,
            )
        )
    white = vary(dice, dice.pick(((225, 228, 234), (215, 200, 165), (200, 205, 215))), 10)
    shapes.append(bumps(dice, level - dice.between(2, 8), 2, white, texture=MOTTLE, strength=dice.between(4, 18)))
    return shapes


def studio(dice: Dice, level: float) -> list[Shape]:
    """One plain colour, white and black more often than others."""
    colour = dice.pick(((246, 246, 246), (246, 246, 246), (25, 25, 28), any_colour(dice), any_colour(dice)))
    return [everything(colour, slope=(dice.bell(0.6), dice.bell(0.6)), texture=FLAT)]


SCENES = {
    "sky": sky, "meadow": meadow, "forest": forest, "sea": sea, "street": street, "room": room, "earth": earth,
    "leaves": leaves, "snow": snow, "studio": studio,
}  # fmt: skip
