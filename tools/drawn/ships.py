"""Ships and boats, afloat at y = 0."""

from tools.drawn.canvas import GRAIN
from tools.drawn.colours import BLACK, GLASS, PAINTS, STEEL, WHITE, choose, shade, vary
from tools.drawn.dice import Dice
from tools.drawn.road import windows
from tools.drawn.solid import Solid


def ship(dice: Dice) -> Solid:
    """A cargo ship, a cruise liner, a warship, a motor boat, a sailing boat or a tall ship."""
    solid = Solid(texture=GRAIN, strength=8)
    kind = dice.pick({"cargo": 3, "liner": 2, "war": 1.6, "motor": 2.2, "sail": 2, "tall": 1})
    deck, half = {"cargo": (0.24, 0.2), "liner": (0.22, 0.2), "war": (0.17, 0.15), "motor": (0.26, 0.3),
                  "sail": (0.2, 0.2), "tall": (0.26, 0.2)}[kind]  # fmt: skip
    deck, half = deck * dice.between(0.85, 1.2), half * dice.between(0.85, 1.2)
    hull = (
        choose(dice, [(150, 155, 160), (110, 120, 128)])
        if kind == "war"
        else choose(dice, [*PAINTS, WHITE, WHITE, BLACK])
    )
    _hull(dice, solid, deck, half, hull)
    white = vary(dice, WHITE, 10)
    if kind == "cargo":
        _cargo(dice, solid, deck, half, white)
    elif kind == "liner":
        for k in range(dice.whole(2, 4)):
            y = deck + 0.1 * k
            solid.box((-0.85 + 0.06 * k, y, -half * 0.85), (0.6 - 0.1 * k, y + 0.08, half * 0.85), white, lift=0.1 * k)
            solid.box(
                (-0.83 + 0.06 * k, y + 0.08, -half * 0.8), (0.56 - 0.1 * k, y + 0.1, half * 0.8), GLASS, lift=0.1 * k
            )
        for x in dice.pick(((-0.3,), (-0.4, 0.0))):
            solid.limb((x, deck + 0.3, 0), (x - 0.05, deck + 0.55, 0), 0.09, 0.08, choose(dice, PAINTS), lift=0.5)
    elif kind == "war":
        grey = shade(hull, 1.08)
        solid.box((-0.4, deck, -half * 0.7), (0.25, deck + 0.18, half * 0.7), grey)
        solid.box((-0.15, deck + 0.18, -half * 0.5), (0.15, deck + 0.36, half * 0.5), grey, lift=0.1)
        solid.limb((0, deck + 0.3, 0), (0, deck + 0.8, 0), 0.035, 0.015, shade(grey, 0.7), lift=0.2)
        solid.limb((-0.1, deck + 0.6, -0.15), (0.1, deck + 0.6, 0.15), 0.02, 0.02, shade(grey, 0.7), lift=0.2)
        for x in (0.5, -0.65):
            solid.ball((x, deck + 0.06, 0), (0.12, 0.08, 0.1), grey, lift=0.1)
            solid.limb((x, deck + 0.08, 0), (x + 0.26, deck + 0.12, 0), 0.025, 0.02, shade(grey, 0.7), lift=0.1)
    elif kind == "motor":
        profile = [(-0.35, deck), (0.4, deck), (0.15, deck + 0.28), (-0.35, deck + 0.28)]
        solid.prism(profile, -half * 0.75, half * 0.75, white, inset=0.05, lift=0.1)
        windows(solid, profile, half * 0.75, 0.05, GLASS)
        solid.limb((-0.1, deck + 0.28, 0), (-0.15, deck + 0.6, 0), 0.02, 0.01, STEEL, lift=0.2)
    else:
        _sails(dice, solid, deck, masts=(0.05,) if kind == "sail" else (0.5, 0.0, -0.5), white=white)
    return solid


def _hull(dice, solid, deck, half, colour):
    """A boat's body: pointed in front, wider at the deck than at the water."""
    stern = dice.between(0.6, 0.95)
    bow = dice.between(0.05, 0.2)
    upper = [(1.0, deck + bow, 0), (0.55, deck + bow * 0.4, half), (-0.6, deck, half), (-1, deck, half * stern)]
    lower = [
        (0.85, -0.04, 0),
        (0.45, -0.04, half * 0.75),
        (-0.6, -0.04, half * 0.8),
        (-0.93, -0.04, half * stern * 0.7),
    ]
    keel = choose(dice, PAINTS) if dice.chance(0.5) else shade(colour, 0.7)
    for side in (1, -1):
        top, low = ([(x, y, z * side) for x, y, z in line] for line in (upper, lower))
        middle = [tuple((a + 2.2 * b) / 3.2 for a, b in zip(p, q, strict=True)) for p, q in zip(top, low, strict=True)]
        for k in range(3):
            for a, b, paint in ((top, middle, colour), (middle, low, keel)):
                corners = [a[k], a[k + 1], b[k + 1], b[k]]
                solid.face(corners if side > 0 else corners[::-1], paint, hides=True)
    flip = [(x, y, -z) for x, y, z in upper[:0:-1]]
    solid.face(upper + flip, shade(colour, 0.9) if dice.chance(0.5) else (170, 140, 100), lift=-0.1)
    solid.face([upper[3], flip[0], (lower[3][0], -0.04, -lower[3][2]), lower[3]], shade(colour, 0.85), hides=True)


def _cargo(dice, solid, deck, half, white):
    bridge = dice.pick((-0.75, -0.7, 0.45))
    solid.box((bridge - 0.14, deck, -half * 0.85), (bridge + 0.12, deck + 0.42, half * 0.85), white, lift=0.2)
    solid.box((bridge - 0.1, deck + 0.3, -half * 0.87), (bridge + 0.125, deck + 0.36, half * 0.87), GLASS, lift=0.25)
    solid.limb(
        (bridge - 0.12, deck + 0.4, 0), (bridge - 0.14, deck + 0.58, 0), 0.06, 0.06, choose(dice, PAINTS), lift=0.2
    )
    if dice.chance(0.65):
        for k in range(6):
            x = -0.5 + 0.22 * k
            if abs(x + 0.1 - bridge) > 0.24:
                solid.box(
                    (x, deck, -half * 0.8),
                    (x + 0.2, deck + dice.pick((0.1, 0.2, 0.3)), half * 0.8),
                    choose(dice, PAINTS),
                    lift=0.1,
                )
    else:
        for x in (-0.3, 0.1, 0.45):
            solid.limb((x, deck, 0), (x, deck + 0.45, 0), 0.03, 0.02, (200, 160, 60), lift=0.1)
            solid.limb((x, deck + 0.4, 0), (x + 0.25, deck + 0.15, 0), 0.02, 0.01, (200, 160, 60), lift=0.1)


def _sails(dice, solid, deck, masts, white):
    sail = choose(dice, [WHITE, WHITE, WHITE, (205, 190, 150), (190, 60, 50)], 10)
    set_ = dice.chance(0.8)
    for x in masts:
        top = dice.between(1.0, 1.5) if len(masts) == 1 else dice.between(0.85, 1.1)
        solid.limb((x, deck, 0), (x, deck + top, 0), 0.025, 0.015, (90, 70, 50), lift=0.2)
        if len(masts) == 1:
            swing = dice.between(-0.35, 0.35)
            if set_:
                solid.face(
                    [(x - 0.03, deck + 0.12, 0), (x - 0.03, deck + top * 0.97, 0), (x - 0.75, deck + 0.14, swing)],
                    sail,
                    lift=0.2,
                )
                solid.face(
                    [(x + 0.05, deck + top * 0.9, 0), (0.9, deck + 0.15, 0), (x + 0.1, deck + 0.12, swing)],
                    shade(sail, 0.92),
                    lift=0.2,
                )
            else:
                solid.limb((x, deck + 0.15, 0), (x - 0.7, deck + 0.15, swing), 0.04, 0.03, sail, lift=0.2)
            continue
        for k in range(3):
            y, wide = deck + top * (0.25 + 0.25 * k), 0.3 - 0.06 * k
            if set_:
                solid.face(
                    [
                        (x + 0.05, y, -wide),
                        (x + 0.05, y, wide),
                        (x + 0.05, y + top * 0.2, wide * 0.85),
                        (x + 0.05, y + top * 0.2, -wide * 0.85),
                    ],
                    sail,
                    lift=0.2,
                )
                solid.face(
                    [(x - 0.18, y, 0), (x + 0.18, y, 0), (x + 0.14, y + top * 0.2, 0), (x - 0.14, y + top * 0.2, 0)],
                    shade(sail, 0.9),
                    lift=0.2,
                )
            else:
                solid.limb((x - 0.2, y, -wide), (x + 0.2, y, wide), 0.02, 0.02, (80, 60, 45), lift=0.2)
    if len(masts) > 1:
        solid.limb((0.95, deck + 0.15, 0), (1.3, deck + 0.3, 0), 0.025, 0.01, (90, 70, 50))
