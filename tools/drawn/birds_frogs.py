"""Birds and frogs: the small animals, whose outline changes most with the pose."""

import math

from tools.drawn.canvas import GRAIN, MOTTLE, SPOTS, STREAKS, STRIPES
from tools.drawn.colours import BLACK, blend, choose, shade, vary
from tools.drawn.dice import Dice
from tools.drawn.solid import Solid

PLUMAGE = [
    (110, 85, 60), (60, 55, 55), (150, 120, 85), (170, 50, 40), (60, 100, 160), (205, 175, 60), (215, 212, 205),
    (100, 110, 80), (130, 130, 135), (80, 130, 120),
]  # fmt: skip
FROGS = [
    (95, 140, 50),
    (70, 110, 50),
    (125, 150, 70),
    (130, 100, 65),
    (110, 85, 60),
    (150, 125, 85),
    (90, 95, 60),
    (170, 70, 45),
]


def bird(dice: Dice) -> Solid:
    """A bird: perched, flying, swimming, wading or running, or its head alone."""
    solid = Solid(texture=dice.pick((GRAIN, STREAKS, MOTTLE, STRIPES)), strength=dice.between(10, 30))
    back = choose(dice, PLUMAGE)
    belly = blend(choose(dice, PLUMAGE), (235, 230, 220), dice.between(0.2, 0.9)) if dice.chance(0.7) else back
    beak = choose(dice, [(225, 160, 40), (60, 55, 50), (200, 80, 40), (150, 140, 120)])
    head = choose(dice, PLUMAGE) if dice.chance(0.4) else back
    kind = dice.pick({"perch": 4, "fly": 2, "swim": 1.5, "wade": 2, "head": 1})
    {"perch": _perched, "fly": _flying, "swim": _swimming, "wade": _wading, "head": _portrait}[kind](
        dice, solid, back, belly, head, beak
    )
    return solid


def _bird_head(dice, solid, centre, r, colour, beak, long=1.0, look=30.0):
    head = solid.at(centre, yaw=dice.bell(look), pitch=dice.bell(10))
    head.ball((0, 0, 0), (r * 1.05, r, r * 0.95), colour)
    head.limb(
        (r * 0.75, -0.1 * r, 0), (r * (1.2 + long), -0.25 * r, 0), r * 0.32, r * 0.05, beak, strength=0, lift=0.04
    )
    for z in (-1, 1):
        head.ball((r * 0.45, r * 0.25, r * 0.75 * z), (r * 0.2, r * 0.22, r * 0.16), BLACK, strength=0, lift=0.05)
        head.ball(
            (r * 0.52, r * 0.32, r * 0.86 * z), (r * 0.07, r * 0.08, r * 0.06), (240, 240, 240), strength=0, lift=0.08
        )
    if dice.chance(0.15):
        head.limb((-0.1 * r, 0.7 * r, 0), (-0.8 * r, 1.6 * r, 0), r * 0.35, r * 0.05, shade(colour, 0.9))


def _perched(dice, solid, back, belly, head, beak):
    up = dice.between(15, 65)
    fat = dice.between(0.28, 0.4)
    body = solid.at((0, 0.62, 0), pitch=up)
    body.ball((0, 0, 0), (0.55, fat, fat * 0.9), back)
    body.ball((0.12, -fat * 0.35, 0), (0.4, fat * 0.75, fat * 0.75), belly, lift=0.02)
    for z in (-1, 1):
        body.ball((-0.15, 0.05, fat * 0.75 * z), (0.45, fat * 0.55, 0.1), shade(back, 0.75), pitch=-8, lift=0.06)
    long = dice.between(0.35, 0.75)
    body.limb((-0.45, 0.05, 0), (-0.45 - long, 0.0, 0), 0.12, 0.08, shade(back, 0.65))
    top = (0.55 * math.cos(math.radians(up)), 0.66 + 0.55 * math.sin(math.radians(up)), 0)
    _bird_head(dice, solid, top, dice.between(0.21, 0.27), head, beak, dice.between(0.4, 1.4), look=45)
    for z in (-0.1, 0.1):
        solid.limb((0, 0.4, z), (0.05, 0.02, z), 0.03, 0.02, (90, 70, 50))
    if dice.chance(0.65):
        branch = vary(dice, (95, 75, 55), 14)
        tilt = dice.bell(0.25)
        along = 1 if dice.chance(0.6) else 0
        a, b = (-1.3, -0.08 - tilt, -0.6), (1.3, -0.08 + tilt, 0.6)
        solid.limb(
            a if along else a[::-1], b if along else b[::-1], dice.between(0.05, 0.14), dice.between(0.04, 0.1), branch
        )


def _flying(dice, solid, back, belly, head, beak):
    solid.limb((0.4, 0, 0), (-0.5, 0.02, 0), 0.17, 0.08, back)
    solid.limb((0.3, -0.07, 0), (-0.3, -0.05, 0), 0.13, 0.08, belly)
    solid.face([(-0.4, 0.02, 0), (-0.9, 0.02, -0.18), (-0.95, 0.02, 0), (-0.9, 0.02, 0.18)], shade(back, 0.8))
    _bird_head(dice, solid, (0.55, 0.08, 0), 0.14, head, beak, dice.between(0.5, 1.2), look=15)
    flap, span, wide = math.radians(dice.between(-35, 55)), dice.between(0.8, 1.25), dice.between(0.3, 0.45)
    bend = math.radians(dice.between(-40, 10))
    tip = shade(back, 0.5) if dice.chance(0.5) else back
    for z in (-1, 1):
        elbow = (0.1, 0.05 + span * 0.5 * math.sin(flap), span * 0.5 * math.cos(flap) * z)
        end = (
            -0.25,
            elbow[1] + span * 0.55 * math.sin(flap + bend),
            elbow[2] + span * 0.55 * math.cos(flap + bend) * z,
        )
        inner = [
            (0.25, 0.05, 0.08 * z),
            (elbow[0] + 0.2, elbow[1], elbow[2]),
            (elbow[0] - wide, elbow[1], elbow[2]),
            (0.2 - wide, 0.05, 0.08 * z),
        ]
        solid.face(inner, shade(back, 0.92))
        solid.face([(elbow[0] + 0.2, elbow[1], elbow[2]), end, (elbow[0] - wide, elbow[1], elbow[2])], tip)


def _swimming(dice, solid, back, belly, head, beak):
    swan = dice.chance(0.35)
    if swan:
        back = belly = head = vary(dice, dice.pick(((232, 230, 225), (225, 222, 215), (45, 42, 44))), 8)
    solid.ball((0, 0.14, 0), (0.75, 0.27, 0.36), back)
    solid.ball((0.25, 0.1, 0), (0.45, 0.22, 0.34), belly, lift=0.02)
    for z in (-1, 1):
        solid.ball((-0.15, 0.22, 0.28 * z), (0.5, 0.17, 0.1), shade(back, 0.8), pitch=10, lift=0.06)
    solid.limb((-0.6, 0.22, 0), (-0.95, 0.38, 0), 0.14, 0.03, shade(back, 0.7))
    tall = dice.between(0.75, 1.0) if swan else dice.between(0.3, 0.45)
    bow = 0.15 if swan else 0.0
    solid.chain([(0.5, 0.2, 0), (0.68 - bow, 0.2 + tall * 0.5, 0), (0.66, 0.2 + tall, 0)], [0.16, 0.09, 0.1], head)
    _bird_head(dice, solid, (0.72, 0.24 + tall, 0), 0.12 if swan else 0.17, head, beak, dice.between(0.7, 1.3), look=30)


def _wading(dice, solid, back, belly, head, beak):
    leg, neck = dice.between(0.6, 1.0), dice.between(0.4, 0.9)
    heavy = dice.chance(0.5)  # an ostrich rather than a heron
    fat = dice.between(0.32, 0.42) if heavy else dice.between(0.18, 0.26)
    body = solid.at((0, leg + fat * 0.8, 0), pitch=dice.between(-5, 25))
    body.ball((0, 0, 0), (0.58, fat, fat * 0.8), back)
    body.ball((0.1, -fat * 0.4, 0), (0.4, fat * 0.65, fat * 0.65), belly)
    body.limb((-0.4, 0.02, 0), (-0.8, -0.12, 0), 0.18, 0.06, shade(back, 0.75))
    lean = dice.between(-0.1, 0.2)
    start = (0.45, leg + fat * 0.9, 0)
    top = (0.55 + lean, leg + fat + neck, 0)
    bare = head if dice.chance(0.6) else (190, 150, 130)
    solid.chain([start, (0.68, start[1] + neck * 0.4, 0), top], [0.15 if heavy else 0.1, 0.08, 0.07], bare)
    _bird_head(dice, solid, (top[0] + 0.03, top[1] + 0.04, 0), 0.11, head, beak, dice.between(0.8, 2.2))
    stride = dice.between(0, 0.35)
    for z in (-1, 1):
        knee = (stride * 0.5 * z - 0.06, leg * 0.5, 0.1 * z)
        foot = (stride * z, 0.02, 0.1 * z)
        solid.chain(
            [(0, leg + 0.05, 0.1 * z), knee, foot, (foot[0] + 0.12, 0.02, 0.1 * z)],
            [0.07, 0.035, 0.03, 0.02],
            shade(beak, 0.8),
        )


def _portrait(dice, solid, back, belly, head, beak):
    solid.framed = False
    solid.chain([(-0.9, -3.0, 0), (-0.5, -1.0, 0), (-0.1, -0.1, 0)], [0.9, 0.5, 0.36], back)
    solid.ball((-0.1, -0.9, 0), (0.35, 0.4, 0.4), belly)
    solid.framed = True
    _bird_head(dice, solid, (0, 0, 0), 0.42, head, beak, dice.between(0.4, 1.1), look=25)


def frog(dice: Dice) -> Solid:
    """A frog or toad: sitting, seen from any side or from above, sometimes stretched."""
    skin = choose(dice, FROGS, 16)
    solid = Solid(texture=dice.pick((MOTTLE, SPOTS, GRAIN, SPOTS)), strength=dice.between(15, 45))
    belly = blend(skin, (225, 215, 180), dice.between(0.4, 0.9))
    fat = dice.between(0.85, 1.15)
    body = solid.at((0, 0.3, 0), pitch=dice.between(5, 38))
    body.ball((-0.15, 0.05, 0), (0.62, 0.32 * fat, 0.48 * fat), skin)
    body.ball((0.1, -0.12, 0), (0.5, 0.25 * fat, 0.42 * fat), belly, lift=-0.02)
    body.ball((0.38, 0.08, 0), (0.42, 0.24 * fat, 0.4 * fat), skin, lift=0.02)
    body.ball((0.5, -0.1, 0), (0.3, 0.12, 0.32 * fat), belly, lift=0.02)
    for a, b in (((0.45, -0.38), (0.78, -0.15)), ((0.78, -0.15), (0.78, 0.15)), ((0.78, 0.15), (0.45, 0.38))):
        body.limb(
            (a[0], -0.02, a[1] * fat), (b[0], -0.01, b[1] * fat), 0.022, 0.022, shade(skin, 0.4), strength=0, lift=0.12
        )
    _frog_eyes(dice, body, fat)
    _frog_legs(dice, solid, skin, fat)
    if dice.chance(0.3):  # stripes along the back
        for z in (-0.25, 0.25):
            body.limb((0.3, 0.3, z), (-0.6, 0.2, z * 0.8), 0.03, 0.03, shade(skin, 1.5), lift=0.15)
    return solid


def _frog_eyes(dice, body, fat):
    iris = choose(dice, [(215, 170, 50), (190, 80, 40), (200, 190, 120)], 10)
    size = dice.between(0.13, 0.17)
    for z in (-1, 1):
        x, y, side = 0.42, 0.3 * fat, 0.26 * z * fat
        body.ball((x, y, side), (size, size, size), iris, strength=0, lift=0.05)
        body.ball(
            (x + size * 0.4, y + 0.01, side * 1.2), (size * 0.6, size * 0.5, size * 0.6), BLACK, strength=0, lift=0.12
        )
        body.ball((x + size * 0.6, y + 0.07, side * 1.25), (0.03, 0.03, 0.03), (245, 245, 245), strength=0, lift=0.16)


def _frog_legs(dice, solid, skin, fat):
    leg = shade(skin, 0.88)
    stretched = dice.chance(0.2)
    for z in (-1, 1):
        side = 0.45 * fat * z
        solid.chain(
            [(0.3, 0.22, side * 0.75), (0.38, 0.12, side * 1.25), (0.55, 0.03, side * 1.15)], [0.11, 0.08, 0.05], leg
        )
        for toe in (-0.12, 0.0, 0.12):
            solid.limb((0.55, 0.03, side * 1.15), (0.72, 0.02, side * 1.15 + toe), 0.035, 0.03, leg)
        if stretched:
            solid.chain(
                [
                    (-0.55, 0.2, side * 0.7),
                    (-0.95, 0.15, side * 1.6),
                    (-1.35, 0.06, side * 1.0),
                    (-1.7, 0.03, side * 1.3),
                ],
                [0.16, 0.12, 0.08, 0.05],
                leg,
            )
            continue
        knee = (0.05, dice.between(0.25, 0.42), side * 1.35)
        solid.limb((-0.55, 0.2, side * 0.8), knee, 0.2, 0.13, leg, lift=0.04)
        solid.limb(knee, (-0.55, 0.06, side * 1.45), 0.1, 0.06, shade(leg, 0.85), lift=0.05)
        solid.limb((-0.55, 0.05, side * 1.45), (-0.05, 0.03, side * 1.6), 0.055, 0.04, leg, lift=0.08)
        for toe in (-0.12, 0.0, 0.12):
            solid.limb((-0.05, 0.03, side * 1.6), (0.15, 0.02, side * 1.6 + toe), 0.03, 0.03, leg, lift=0.08)
