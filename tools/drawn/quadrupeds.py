"""Cats, dogs, deer and horses: four-legged bodies of different proportions, coats, poses and heads."""

import math
from dataclasses import dataclass

from tools.drawn.canvas import GRAIN, MOTTLE, PATCHES, SPOTS, STRIPES
from tools.drawn.colours import FURS, blend, choose, shade
from tools.drawn.dice import Dice
from tools.drawn.heads import cat_head, deer_head, dog_head, horse_head
from tools.drawn.solid import Solid


@dataclass
class Build:
    """Proportions of a body, in half lengths of it.

    Attributes:
        leg: Length of the legs.
        thick: Radius of a leg at the top; a third of it at the foot.
        chest, belly, hip: Radii of the trunk.
        wide: How wide the trunk is for its height.
        neck: Length, angle in degrees and radius of the neck.
        skull: Radius of the head.
    """

    leg: float
    thick: float
    chest: float
    belly: float
    hip: float
    wide: float
    neck: tuple[float, float, float]
    skull: float


def _trunk(solid: Solid, dice: Dice, build: Build, coat, under, half: float = 0.5):
    """Body and legs, standing, walking or running; returns where the neck starts."""
    top = build.leg + build.chest * 0.7
    back = top + dice.between(-0.03, 0.03)
    solid.limb((-half, back, 0), (half, top, 0), build.belly, build.belly, coat)
    solid.ball((half * 0.8, top, 0), (build.chest * 1.15, build.chest, build.chest * build.wide), coat)
    solid.ball((-half * 0.8, back, 0), (build.hip * 1.1, build.hip, build.hip * build.wide), coat)
    solid.limb((-half * 0.6, back - build.belly * 0.6, 0), (half * 0.7, top - build.belly * 0.75, 0),
               build.belly * 0.5, build.belly * 0.6, under)  # fmt: skip
    stride = dice.pick((0.04, 0.12, 0.25, 0.4)) * build.leg * 2
    phase = dice.between(0, 6.28)
    for x, start, bend in ((half * 0.85, top, 0.12), (-half * 0.9, back, -0.22)):
        for z in (-1, 1):
            swing = stride * math.sin(phase + (0 if z > 0 else 2.2) + (1.5 if x < 0 else 0))
            lift = max(0.0, math.cos(phase + z + x)) * stride * 0.4
            side = z * build.chest * build.wide * 0.55
            knee = (x + swing * 0.45 - bend * build.leg * 0.4, build.leg * 0.52 + lift * 0.4, side)
            foot = (x + swing, lift + build.thick * 0.3, side)
            tint = coat if z > 0 else shade(coat, 0.82)
            solid.chain([(x, start - build.chest * 0.4, side), knee, foot],
                        [build.thick, build.thick * 0.6, build.thick * 0.42], tint)  # fmt: skip
            toe = build.thick * 0.5
            solid.limb(foot, (foot[0] + toe, foot[1] - toe * 0.1, side), toe, toe * 0.8, shade(tint, 0.7))
    return half + build.chest * 0.25, top + build.chest * 0.35


def _sitting(solid: Solid, dice: Dice, build: Build, coat, under):
    """Sits on its haunches; returns where the neck starts."""
    height = build.leg + 0.42
    solid.limb((-0.32, build.hip, 0), (0.1, height - 0.1, 0), build.hip * 1.15, build.chest, coat)
    solid.ball((0.16, height - 0.18, 0), (build.chest * 0.7, build.chest * 1.2, build.chest * 0.8), under)
    for z in (-1, 1):
        side = z * build.hip * 0.8
        solid.ball(
            (-0.25, build.hip * 0.9, side), (build.hip * 1.1, build.hip * 0.9, build.hip * 0.5), shade(coat, 0.93)
        )
        solid.limb((-0.05, 0.06, side * 1.1), (0.15, 0.05, side * 1.1), 0.08, 0.07, coat)
        side = z * build.chest * 0.5
        solid.chain(
            [(0.14, height - 0.25, side), (0.24, 0.06, side), (0.34, 0.05, side)], [build.thick, 0.07, 0.07], coat
        )
    return 0.14, height + build.chest * 0.4


def _lying(solid: Solid, dice: Dice, build: Build, coat, under):
    """Lies on its belly; returns where the neck starts."""
    solid.limb((-0.5, build.hip, 0), (0.4, build.chest * 1.05, 0), build.hip * 1.05, build.chest, coat)
    for z in (-1, 1):
        side = z * build.chest * 0.8
        solid.ball((-0.5, build.hip * 0.8, side), (0.26, build.hip * 0.8, 0.12), shade(coat, 0.92))
        solid.chain([(0.35, 0.14, side), (0.6, 0.08, side), (0.82, 0.07, side * 0.9)], [0.11, 0.08, 0.07], coat)
    solid.limb((0.45, 0.12, 0), (0.3, 0.1, 0), 0.1, 0.1, under)
    return 0.48, build.chest * 1.7


def _tail(solid: Solid, dice: Dice, start, length, radius, colour, rise):
    """A tail of three pieces that rises by `rise` degrees and curls."""
    angle, curl, aside = math.radians(180 - rise), math.radians(dice.between(-40, 40)), dice.between(-0.3, 0.3)
    points = [start]
    for k in range(3):
        x, y, z = points[-1]
        step = length / 3
        turned = angle + curl * k
        points.append((x + step * math.cos(turned), max(0.03, y + step * math.sin(turned)), z + step * aside))
    solid.chain(points, [radius, radius, radius, radius * 0.6], colour)


def _coat(dice: Dice, solid: Solid, palette, patterns):
    """Chooses coat and belly colours and sets the pattern."""
    coat = choose(dice, palette)
    solid.texture = dice.pick(patterns)
    solid.strength = dice.between(12, 45) if solid.texture not in (GRAIN, MOTTLE) else dice.between(10, 28)
    if solid.texture == PATCHES:
        solid.strength = dice.between(35, 75)
        coat = tuple(min(200.0, max(70.0, c)) for c in coat)
    under = blend(coat, (232, 226, 216), dice.pick((0.1, 0.3, 0.6, 0.95)))
    return coat, under


def _head_only(solid: Solid, dice: Dice, maker, build: Build, coat, under, mark, toward, neck_down=2.2):
    """A portrait: the head, and as much of neck and chest as the picture has room for."""
    r = build.skull
    solid.framed = False
    chest = (-1.2 * r, -neck_down * r, 0)
    thick = build.chest * 1.3
    solid.chain([(-1.8 * r, -9 * r, 0), chest, (-0.25 * r, -0.2 * r, 0)], [thick * 1.5, thick, build.neck[2]], coat)
    solid.ball((-0.6 * r, -neck_down * r, 0), (r, 0.9 * r, r * 0.8), under)
    solid.framed = True
    maker(solid.at((0, 0, 0), yaw=toward, pitch=dice.between(-20, 15), roll=dice.bell(12)), dice, r, coat, under, mark)


def _aside(dice: Dice, toward: float) -> float:
    """By how much to turn so that the viewer sees something between half the front and the side."""
    return toward + dice.pick((-1, 1)) * dice.between(30, 95)


def _with_head(solid: Solid, dice: Dice, maker, build: Build, start, coat, under, mark, toward, nod=0.0):
    """Neck and head; the head is turned by `toward` degrees and looks down by `nod`."""
    length, angle, radius = build.neck
    angle = math.radians(angle + dice.bell(8))
    end = (start[0] + length * math.cos(angle), start[1] + length * math.sin(angle), 0.0)
    solid.limb((start[0] - 0.08, start[1] - build.chest * 0.25, 0), end, radius * 1.25, radius * 0.85, coat)
    maker(solid.at(end, yaw=toward, pitch=-nod + dice.bell(8), roll=dice.bell(6)), dice, build.skull, coat, under, mark)
    return end


def cat(dice: Dice, toward: float) -> Solid:
    """A cat: standing, sitting, lying, or its face alone."""
    return _pet(dice, toward, cat_head, long_tail=True)


def dog(dice: Dice, toward: float) -> Solid:
    """A dog: standing, sitting, lying, or its face alone."""
    return _pet(dice, toward, dog_head, long_tail=False)


def _pet(dice: Dice, toward: float, maker, long_tail: bool) -> Solid:
    solid = Solid()
    coat, under = _coat(
        dice, solid, FURS, (STRIPES, STRIPES, GRAIN, PATCHES, MOTTLE) if long_tail else (GRAIN, MOTTLE, PATCHES, GRAIN)
    )
    mark = shade(coat, 0.6) if dice.chance(0.25) else None
    stout = dice.between(0.85, 1.25)
    if long_tail:
        build = Build(
            0.42, 0.1, 0.22 * stout, 0.2 * stout, 0.22 * stout, 0.8, (0.12, 45, 0.15), dice.between(0.23, 0.29)
        )
    else:
        leg = dice.between(0.3, 0.75)
        build = Build(
            leg, 0.11, 0.27 * stout, 0.21 * stout, 0.22 * stout, 0.75, (0.22, 50, 0.15), dice.between(0.21, 0.28)
        )
    pose = dice.pick({"face": 3.5, "stand": 3, "sit": 2.5, "lie": 1.8})
    if pose == "face":
        _head_only(solid, dice, maker, build, coat, under, mark, toward * dice.between(0.5, 1) + dice.bell(15))
        return solid
    start = {"stand": _trunk, "sit": _sitting, "lie": _lying}[pose](solid, dice, build, coat, under)
    _with_head(
        solid,
        dice,
        maker,
        build,
        start,
        coat,
        under,
        mark,
        max(-95, min(95, toward)) * dice.between(0, 1) + dice.bell(15),
    )
    root = {"stand": (-0.62, build.leg + build.hip, 0), "sit": (-0.5, 0.12, 0), "lie": (-0.7, 0.2, 0)}[pose]
    rise = dice.between(-40, 80) if pose == "stand" else dice.between(-10, 25)
    _tail(solid, dice, root, *((0.8, 0.065) if long_tail else (dice.between(0.25, 0.65), 0.07)), coat, rise)
    return solid


def deer(dice: Dice, toward: float) -> Solid:
    """A deer: slender, long-necked, often with antlers; a fawn with spots."""
    solid = Solid()
    palette = [(150, 105, 65), (130, 95, 65), (165, 125, 85), (120, 90, 70), (175, 115, 65), (110, 95, 80)]
    coat, under = _coat(dice, solid, palette, (GRAIN, GRAIN, MOTTLE, SPOTS))
    solid.strength *= 0.8
    build = Build(
        dice.between(0.62, 0.78),
        0.085,
        0.23,
        0.19,
        0.2,
        0.7,
        (dice.between(0.4, 0.55), dice.between(48, 75), 0.11),
        0.125,
    )
    if dice.chance(0.14):
        portrait = Build(0, 0, 0.16, 0, 0, 0, (0, 0, 0.16), 0.2)
        solid = solid.at((0, 0, 0), yaw=_aside(dice, toward))
        _head_only(solid, dice, deer_head, portrait, coat, under, None, dice.bell(25), neck_down=3.2)
        return solid
    if dice.chance(0.16):
        start = _lying(solid, dice, build, coat, under)
    else:
        start = _trunk(solid, dice, build, coat, under)
        solid.limb((-0.66, start[1] - 0.05, 0), (-0.72, start[1] - 0.24, 0), 0.07, 0.04, (228, 222, 210))
    nod = 0.0
    if dice.chance(0.15):  # grazing
        build.neck, nod = (0.6, -48, 0.1), 35.0
    _with_head(
        solid,
        dice,
        deer_head,
        build,
        start,
        coat,
        under,
        None,
        max(-95, min(95, toward)) * dice.between(0, 0.9),
        nod=nod,
    )
    return solid


def horse(dice: Dice, toward: float) -> Solid:
    """A horse: heavy trunk, strong neck with a mane, long tail; sometimes ridden, sometimes its head alone."""
    solid = Solid()
    palette = [
        (110, 65, 38),
        (150, 90, 48),
        (45, 38, 36),
        (205, 200, 192),
        (175, 130, 75),
        (85, 52, 34),
        (130, 125, 122),
    ]
    coat, under = _coat(dice, solid, palette, (GRAIN, GRAIN, MOTTLE, PATCHES))
    solid.strength *= 0.7
    mane = choose(dice, [(30, 26, 24), shade(coat, 0.5), (205, 190, 150), (60, 42, 30)])
    if dice.chance(0.2):
        portrait = Build(0, 0, 0.34, 0, 0, 0, (0, 0, 0.24), 0.24)
        solid = solid.at((0, 0, 0), yaw=_aside(dice, toward))
        solid.framed = False
        solid.chain([(-0.3, 0.22, 0), (-0.5, -0.1, 0), (-0.7, -0.6, 0)], [0.1, 0.14, 0.14], mane, lift=0.08)
        _head_only(solid, dice, horse_head, portrait, coat, coat, mane, dice.bell(12), neck_down=3)
        return solid
    build = Build(
        dice.between(0.6, 0.72),
        0.125,
        0.31,
        0.27,
        0.3,
        0.72,
        (dice.between(0.42, 0.52), dice.between(38, 62), 0.17),
        0.155,
    )
    start = _trunk(solid, dice, build, coat, blend(coat, under, 0.3), half=0.52)
    nod = dice.between(0, 25)
    if dice.chance(0.15):
        build.neck, nod = (0.65, -42, 0.16), 40.0
    end = _with_head(
        solid,
        dice,
        horse_head,
        build,
        start,
        coat,
        under,
        mane,
        max(-60, min(60, toward)) * dice.between(0, 0.5),
        nod=nod,
    )
    back = (start[0] - 0.1, start[1] + 0.1, 0)
    solid.limb((end[0] - 0.12, end[1] + 0.1, 0), back, 0.09, 0.11, mane, lift=0.12)
    top = build.leg + build.hip
    solid.chain([(-0.74, top + 0.12, 0), (-0.92, top - 0.1, 0), (-0.95, top - 0.55, 0)], [0.06, 0.1, 0.07], mane)
    if dice.chance(0.22):
        _rider(solid, dice, top + build.belly)
    return solid


def _rider(solid: Solid, dice: Dice, height):
    shirt = choose(dice, [(190, 40, 40), (40, 60, 140), (230, 230, 230), (60, 60, 60), (220, 190, 60)])
    for z in (-1, 1):
        solid.chain(
            [(-0.02, height, 0.12 * z), (0.12, height - 0.2, 0.26 * z), (0.05, height - 0.5, 0.28 * z)],
            [0.1, 0.09, 0.06],
            (50, 50, 70),
            lift=0.15,
        )
        solid.chain(
            [(0, height + 0.4, 0.14 * z), (0.12, height + 0.2, 0.2 * z), (0.35, height + 0.22, 0.08 * z)],
            [0.06, 0.05, 0.04],
            shade(shirt, 0.9),
            lift=0.1,
        )
    solid.limb((-0.02, height + 0.05, 0), (0, height + 0.45, 0), 0.14, 0.15, shirt, lift=0.05)
    solid.ball((0.02, height + 0.68, 0), (0.1, 0.12, 0.1), (205, 160, 130), lift=0.05)
    solid.ball((0, height + 0.75, 0), (0.12, 0.08, 0.12), (40, 35, 35), lift=0.08)
