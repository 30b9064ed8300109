"""Heads of cats, dogs, deer and horses, built around the skull: x is where it looks, r its radius."""

from tools.drawn.colours import blend, choose, shade, vary
from tools.drawn.dice import Dice
from tools.drawn.solid import Solid

DARK = (24, 20, 20)


def _eyes(head: Solid, r, forward, up, apart, size, iris, pupil=0.55):
    for z in (-1, 1):
        head.ball(
            (forward * r, up * r, apart * r * z), (size * r * 0.6, size * r, size * r), iris, strength=0, lift=0.1
        )
        inner = size * pupil * r
        head.ball(
            ((forward + size * 0.5) * r, up * r, apart * r * z * 1.04),
            (inner * 0.7, inner * 1.2, inner),
            DARK,
            strength=0,
            lift=0.15,
        )


def cat_head(head: Solid, dice: Dice, r, coat, under, mark):
    head.ball((0, 0, 0), (r * 0.95, r * 0.9, r * 1.05), coat)
    head.ball((0.6 * r, -0.35 * r, 0), (0.42 * r, 0.34 * r, 0.52 * r), blend(coat, under, 0.7), lift=0.05)
    head.ball(
        (0.98 * r, -0.22 * r, 0),
        (0.14 * r, 0.12 * r, 0.16 * r),
        dice.pick(((190, 110, 110), DARK)),
        strength=0,
        lift=0.12,
    )
    head.limb(
        (0.95 * r, -0.52 * r, -0.22 * r),
        (0.95 * r, -0.52 * r, 0.22 * r),
        0.05 * r,
        0.05 * r,
        shade(coat, 0.4),
        lift=0.12,
    )
    iris = choose(dice, [(190, 190, 60), (120, 170, 80), (210, 160, 50), (110, 160, 200)], 10)
    _eyes(head, r, 0.72, 0.14, 0.42, dice.between(0.22, 0.3), iris, dice.between(0.4, 0.8))
    tall = dice.between(1.35, 1.7)
    for z in (-1, 1):
        head.limb(
            (0, 0.55 * r, 0.6 * r * z),
            (-0.02, tall * r, 0.82 * r * z),
            0.4 * r,
            0.05 * r,
            coat if mark is None else mark,
        )
        head.limb(
            (0.12 * r, 0.66 * r, 0.62 * r * z),
            (0.08, tall * r * 0.85, 0.78 * r * z),
            0.2 * r,
            0.03 * r,
            (190, 130, 120),
            lift=0.06,
        )


def dog_head(head: Solid, dice: Dice, r, coat, under, mark):
    long = dice.between(0.9, 1.75)
    head.ball((0, 0.05 * r, 0), (r * 0.95, r * 0.9, r * 0.9), coat)
    head.limb(
        (0.4 * r, -0.25 * r, 0),
        (long * r, -0.36 * r, 0),
        0.55 * r,
        0.36 * r,
        blend(coat, under, dice.between(0, 0.9)),
        lift=0.05,
    )
    head.ball(((long + 0.3) * r, -0.2 * r, 0), (0.2 * r, 0.18 * r, 0.24 * r), DARK, strength=0, lift=0.15)
    _eyes(head, r, 0.75, 0.25, 0.42, 0.19, (70, 45, 28), 0.75)
    ear = mark or shade(coat, dice.between(0.55, 1.0))
    pointed = dice.chance(0.35)
    for z in (-1, 1):
        if pointed:
            head.limb((-0.1 * r, 0.6 * r, 0.55 * r * z), (-0.1 * r, 1.55 * r, 0.7 * r * z), 0.34 * r, 0.05 * r, ear)
        else:
            fall = dice.between(0.3, 1.0)
            head.limb(
                (-0.05 * r, 0.5 * r, 0.85 * r * z), (0, -fall * r, 1.05 * r * z), 0.26 * r, 0.36 * r, ear, lift=0.06
            )
    if dice.chance(0.35):
        head.limb(
            ((long - 0.05) * r, -0.6 * r, 0),
            ((long - 0.05) * r, -1.0 * r, 0),
            0.16 * r,
            0.15 * r,
            (205, 95, 105),
            strength=0,
            lift=0.12,
        )


def deer_head(head: Solid, dice: Dice, r, coat, under, mark):
    head.ball((0, 0, 0), (r, r * 0.85, r * 0.75), coat)
    head.limb((0.4 * r, -0.15 * r, 0), (1.75 * r, -0.55 * r, 0), 0.58 * r, 0.34 * r, coat, lift=0.02)
    head.ball((1.95 * r, -0.55 * r, 0), (0.2 * r, 0.22 * r, 0.25 * r), DARK, strength=0, lift=0.1)
    _eyes(head, r, 0.4, 0.25, 0.62, 0.18, DARK)
    for z in (-1, 1):
        head.limb(
            (-0.3 * r, 0.5 * r, 0.5 * r * z), (-0.7 * r, 1.1 * r, 1.7 * r * z), 0.25 * r, 0.12 * r, shade(coat, 0.85)
        )
    if dice.chance(0.55):
        _antlers(head, dice, r, vary(dice, (120, 95, 65), 14))


def _antlers(head, dice, r, colour):
    size, spread = dice.between(1.6, 4.2) * r, dice.between(0.35, 0.8)
    thick = 0.16 * r
    for z in (-1, 1):
        base = (-0.2 * r, 0.7 * r, 0.35 * r * z)
        beam = [base]
        for out, up, back in ((0.7, 0.35, -0.3), (0.9, 0.85, -0.35), (0.6, 1.2, 0.05)):
            beam.append((base[0] + back * size * 0.7, base[1] + up * size * 0.7, base[2] + out * spread * size * z))
        head.chain(beam, [thick * 1.2, thick, thick * 0.8, thick * 0.4], colour, strength=0)
        for k in (0, 1, 2):
            x, y, side = beam[k + 1 if k < 2 else 2]
            tip = (x + 0.3 * size * (1 if k < 2 else -0.6), y + size * 0.28, side - 0.1 * size * z)
            head.limb((x, y, side) if k else base, tip, thick * 0.8, thick * 0.35, colour, strength=0)


def horse_head(head: Solid, dice: Dice, r, coat, under, mark):
    head.ball((0, 0, 0), (r * 1.1, r * 0.95, r * 0.62), coat)
    head.limb((0.3 * r, -0.1 * r, 0), (2.3 * r, -0.75 * r, 0), 0.7 * r, 0.42 * r, coat, lift=0.02)
    head.ball((2.4 * r, -0.8 * r, 0), (0.36 * r, 0.42 * r, 0.4 * r), shade(coat, 0.6), lift=0.04)
    if dice.chance(0.4):
        head.limb((0.8 * r, 0.5 * r, 0), (2.3 * r, -0.3 * r, 0), 0.16 * r, 0.12 * r, (225, 222, 215), lift=0.1)
    _eyes(head, r, 0.55, 0.3, 0.52, 0.15, DARK)
    for z in (-1, 1):
        head.limb((-0.25 * r, 0.75 * r, 0.35 * r * z), (-0.15 * r, 1.45 * r, 0.42 * r * z), 0.22 * r, 0.04 * r, coat)
    head.limb((-0.3 * r, 0.8 * r, 0), (0.6 * r, 0.45 * r, 0), 0.25 * r, 0.12 * r, mark, lift=0.06)
