"""What stands around: behind a thing and before it, hiding a part."""

from tools.drawn.canvas import GRAIN, MOTTLE, Shape
from tools.drawn.colours import EARTHS, LEAVES, WALLS, any_colour, blend, choose, vary
from tools.drawn.dice import Dice
from tools.drawn.outlines import bar, blob, rectangle


def _dull(dice: Dice):
    """A colour that does not draw the eye."""
    return blend(any_colour(dice), choose(dice, EARTHS + WALLS), 0.65)


def behind(dice: Dice, place: str, level: float) -> list[Shape]:
    """Clutter between the background and the thing."""
    shapes = []
    most = {"sky": (0, 0, 0, 1), "sea": (0, 0, 1), "studio": (0, 0, 0, 1)}.get(place, (0, 0, 0, 1, 2))
    for _ in range(dice.pick(most)):
        x, y, colour = dice.between(0, 32), dice.between(0, level + 2), _dull(dice)
        kind = dice.pick(("blob", "post", "box"))
        if kind == "blob":
            shapes.append(blob(dice, x, y, dice.between(1, 6), dice.between(1, 5), colour, texture=GRAIN, strength=15))
        elif kind == "post":
            shapes.append(bar(x, y - dice.between(6, 20), x + dice.bell(3), level, dice.between(0.5, 2.5), colour))
        else:
            wide, high = dice.between(2, 9), dice.between(2, 8)
            shapes.append(
                rectangle(x - wide / 2, y - high, x + wide / 2, y, colour, slope=(0, dice.bell(2)), anchor=(x, y))
            )
    return shapes


def before(dice: Dice, place: str) -> list[Shape]:
    """What hides a part of the thing: grass, a post, a branch, an edge."""
    shapes = []
    if place in ("meadow", "leaves", "forest") and dice.chance(0.5):
        green = choose(dice, LEAVES + [(150, 150, 80)], 16)
        for _ in range(dice.whole(3, 12)):
            x, high = dice.between(-1, 33), dice.between(2, 11)
            shapes.append(bar(x, 33, x + dice.bell(2), 33 - high, dice.between(0.4, 1.3), vary(dice, green, 16)))
    if dice.chance(0.22):
        x, colour = dice.between(0, 32), _dull(dice)
        kind = dice.pick(("post", "branch", "edge", "blob"))
        if kind == "post":
            shapes.append(bar(x, -1, x + dice.bell(2), 33, dice.between(0.8, 3), colour, texture=GRAIN, strength=10))
        elif kind == "branch":
            shapes.append(bar(-1, dice.between(0, 32), 33, dice.between(0, 32), dice.between(0.5, 1.8), colour))
        elif kind == "edge":
            left = dice.chance(0.5)
            wide = dice.between(1, 7)
            shapes.append(
                rectangle(-1 if left else 33 - wide, -1, wide if left else 33, 33, colour, texture=GRAIN, strength=12)
            )
        else:
            shapes.append(
                blob(
                    dice,
                    x,
                    dice.between(18, 32),
                    dice.between(2, 6),
                    dice.between(2, 5),
                    colour,
                    texture=MOTTLE,
                    strength=25,
                )
            )
    return shapes
