"""Automobiles and trucks, on their wheels."""

from tools.drawn.canvas import GRAIN
from tools.drawn.colours import BLACK, GLASS, PAINTS, STEEL, TYRE, WHITE, any_colour, choose, shade, vary
from tools.drawn.dice import Dice
from tools.drawn.solid import Solid


def _wheels(solid, places, radius, half, hub):
    for x in places:
        for z in (-half, half):
            out = 0.02 if z > 0 else -0.02
            solid.limb((x, radius, z * 0.8), (x, radius, z), radius * 0.9, radius * 0.9, TYRE)
            solid.disc((x, radius, z + out), radius, TYRE, lift=0.06)
            solid.disc((x, radius, z + 2 * out), radius * 0.55, hub, lift=0.08)


CARS = {  # hood height, roof height, then x of: windscreen foot, roof front, roof back, rear window foot, rear height
    "sedan": (0.44, 0.72, 0.45, 0.15, -0.4, -0.68, 0.46),
    "hatch": (0.46, 0.78, 0.5, 0.2, -0.7, -0.9, 0.5),
    "suv": (0.56, 0.95, 0.48, 0.3, -0.85, -0.95, 0.6),
    "sport": (0.38, 0.6, 0.4, 0.05, -0.35, -0.8, 0.45),
    "beetle": (0.48, 0.82, 0.42, 0.2, -0.3, -0.8, 0.44),
    "open": (0.42, 0.58, 0.35, 0.2, 0.1, 0.05, 0.44),
}


def automobile(dice: Dice) -> Solid:
    """A car: sedan, hatchback, off-roader, sports car, beetle or convertible."""
    solid = Solid(texture=GRAIN, strength=6)
    kind = dice.pick({"sedan": 4, "hatch": 3, "suv": 3, "sport": 2, "beetle": 1, "open": 1})
    hood, roof, a, b, c, d, rear = (v * dice.between(0.95, 1.05) for v in CARS[kind])
    paint, half, sill = choose(dice, PAINTS), dice.between(0.4, 0.48), dice.between(0.12, 0.2)
    nose = [(-1, sill), (0.97, sill), (1, hood - 0.12), (0.93, hood - 0.05), (a, hood), (d, rear), (-0.97, rear - 0.04)]
    solid.prism(nose, -half, half, paint, inset=0.04)
    cabin = [(d, rear), (a, hood), (b, roof), (c, roof)]
    solid.prism(cabin, -half * 0.95, half * 0.95, shade(paint, 1.04), inset=0.1, lift=0.3)
    glass = vary(dice, GLASS, 14)
    windows(solid, cabin, half * 0.95, 0.1, glass)
    _ends(dice, solid, hood, rear, sill, half, paint)
    radius = dice.between(0.19, 0.24)
    _wheels(
        solid, (dice.between(0.55, 0.65), dice.between(-0.68, -0.58)), radius, half, choose(dice, [STEEL, STEEL, BLACK])
    )
    return solid


def windows(solid, cabin, half, inset, glass):
    """Glass on the four sides of a cabin with corners rear, front, roof front, roof back."""
    (d, low_d), (a, low_a), (b, roof), (c, _) = cabin

    def point(along, up, z):
        """On the side of the cabin: along 0 is its back, 1 its front; up 0 is its foot, 1 the roof."""
        bottom, top = d + (a - d) * along, c + (b - c) * along
        foot = low_d + (low_a - low_d) * along
        return bottom + (top - bottom) * up, foot + (roof - foot) * up, (half - inset * up) * z

    for z in (-1, 1):
        for back, front in ((0.08, 0.46), (0.52, 0.93)):
            corners = [point(back, 0.12, z), point(front, 0.12, z), point(front, 0.85, z), point(back, 0.85, z)]
            solid.face(corners if z > 0 else corners[::-1], glass, hides=True, lift=0.34)
    for along, order in ((1, 1), (0, -1)):
        corners = [
            point(along, 0.1, 0.85),
            point(along, 0.1, -0.85),
            point(along, 0.88, -0.85),
            point(along, 0.88, 0.85),
        ]
        solid.face(corners[::order], shade(glass, 1.15), hides=True, lift=0.34)


def _ends(dice, solid, hood, rear, sill, half, paint):
    """Lamps, grille, bumpers and number plates."""
    y = hood - 0.14
    lamp = vary(dice, (235, 230, 205), 12)
    for z in (-half * 0.72, half * 0.72):
        solid.face(_plate(1.01, y - 0.06, y + 0.05, z - 0.09, z + 0.09, 1), lamp, hides=True, lift=0.1)
        solid.face(_plate(-1.0, rear - 0.2, rear - 0.08, z - 0.08, z + 0.08, -1), (190, 25, 25), hides=True, lift=0.1)
    solid.face(_plate(1.01, y - 0.08, y + 0.04, -half * 0.45, half * 0.45, 1), (45, 45, 48), hides=True, lift=0.1)
    bumper = choose(dice, [shade(paint, 0.7), STEEL, BLACK])
    for x, way in ((1.02, 1), (-1.01, -1)):
        solid.face(_plate(x, sill, sill + 0.08, -half, half, way), bumper, hides=True, lift=0.1)
    solid.face(_plate(1.03, sill + 0.08, sill + 0.15, -0.13, 0.13, 1), WHITE, hides=True, lift=0.12)


def _plate(x, low, high, right, left, way):
    """A rectangle across x, seen from the front (way 1) or from behind (way -1)."""
    corners = [(x, low, left), (x, low, right), (x, high, right), (x, high, left)]
    return corners if way > 0 else corners[::-1]


def truck(dice: Dice) -> Solid:
    """A lorry with a box, a tank, a tipper or a flat bed; a pickup; a fire engine."""
    solid = Solid(texture=GRAIN, strength=7)
    kind = dice.pick({"box": 4, "tank": 1.2, "tipper": 2, "bed": 1.2, "pickup": 2, "fire": 1.6})
    paint = vary(dice, (195, 28, 24), 12) if kind == "fire" else choose(dice, PAINTS)
    if kind == "pickup":
        return _pickup(dice, solid, paint)
    half, back = dice.between(0.3, 0.38), dice.between(0.35, 0.5)
    height = dice.between(0.75, 0.98)
    floor = 0.24
    solid.box((-1, 0.14, -half * 0.7), (0.9, floor + 0.02, half * 0.7), (50, 50, 52))
    _cab(dice, solid, back, height, half, floor, paint)
    _load(dice, solid, kind, back - 0.06, height, half, floor + 0.02, paint)
    places = [dice.between(0.62, 0.75), -0.72] + ([-0.42] if dice.chance(0.6) else [])
    _wheels(solid, places, dice.between(0.15, 0.19), half, STEEL if dice.chance(0.5) else shade(paint, 0.8))
    return solid


def _cab(dice, solid, back, height, half, floor, paint):
    snout = dice.chance(0.35)  # an engine in front of the driver
    front = 0.72 if snout else 0.98
    lean = 0.06
    profile = [(back, floor - 0.08), (front, floor - 0.08), (front, 0.5), (front - lean, height), (back, height)]
    solid.prism(profile, -half, half, paint, inset=0.02, lift=0.1)
    if snout:
        solid.box((front - 0.02, floor - 0.08, -half * 0.85), (1.05, 0.5, half * 0.85), shade(paint, 0.97), lift=0.1)
    glass = vary(dice, GLASS, 12)
    low, high = 0.54, height - 0.08
    for z in (-1, 1):
        side = [
            (back + 0.12, low, half * z),
            (front - 0.06, low, half * z),
            (front - 0.09, high, half * z),
            (back + 0.12, high, half * z),
        ]
        solid.face(side if z > 0 else side[::-1], glass, hides=True, lift=0.16)
    pane = [(front + 0.01, low, half * 0.88), (front + 0.01, low, -half * 0.88)]
    pane += [(front - lean + 0.01, high, -half * 0.88), (front - lean + 0.01, high, half * 0.88)]
    solid.face(pane, shade(glass, 1.15), hides=True, lift=0.16)
    nose = 1.06 if snout else 0.99
    for z in (-half * 0.7, half * 0.7):
        solid.face(_plate(nose, 0.24, 0.34, z - 0.06, z + 0.06, 1), (235, 230, 200), hides=True, lift=0.2)
    solid.face(_plate(nose, 0.26, 0.44, -half * 0.45, half * 0.45, 1), (60, 60, 64), hides=True, lift=0.2)
    solid.face(
        _plate(nose + 0.01, 0.14, 0.22, -half, half, 1), choose(dice, [STEEL, BLACK, WHITE]), hides=True, lift=0.2
    )


def _load(dice, solid, kind, front, height, half, floor, paint):
    load = choose(dice, [WHITE, WHITE, STEEL, paint, *PAINTS])
    if kind == "box":
        top = height + dice.between(-0.05, 0.3)
        solid.box((-1.02, floor, -half * 1.05), (front, top, half * 1.05), load)
        if dice.chance(0.5):
            band = any_colour(dice)
            for z in (-1, 1):
                side = [
                    (-0.8, 0.5, half * 1.06 * z),
                    (0.1, 0.5, half * 1.06 * z),
                    (0.1, 0.7, half * 1.06 * z),
                    (-0.8, 0.7, half * 1.06 * z),
                ]
                solid.face(side if z > 0 else side[::-1], band, hides=True, lift=0.05)
    elif kind == "tank":
        r = half * 0.95
        solid.limb((-0.95, floor + r, 0), (front - 0.1, floor + r, 0), r, r, load)
    elif kind == "tipper":
        lift = dice.pick((0, 0, dice.between(10, 35)))
        bed = solid.at((-0.98, floor, 0), pitch=lift)
        bed.prism([(0, 0), (front + 0.95, 0), (front + 0.98, 0.45), (-0.12, 0.42)], -half * 1.05, half * 1.05, load)
        bed.ball(((front + 0.98) / 2, 0.42, 0), (0.5, 0.16, half * 0.9), (110, 90, 65))
    elif kind == "bed":
        solid.box((-1.02, floor, -half), (front, floor + 0.08, half), shade(load, 0.7))
        for k in range(dice.whole(0, 4)):
            x = -0.95 + 0.3 * k
            solid.box(
                (x, floor + 0.08, -half * 0.9), (x + 0.27, floor + dice.between(0.2, 0.5), half * 0.9), any_colour(dice)
            )
    else:
        solid.box((-1.02, floor, -half), (front, height - 0.08, half), paint)
        for z in (-1, 1):
            for low, high, colour in ((0.42, 0.5, WHITE), (0.3, 0.38, STEEL)):
                side = [
                    (-1, low, half * 1.02 * z),
                    (front, low, half * 1.02 * z),
                    (front, high, half * 1.02 * z),
                    (-1, high, half * 1.02 * z),
                ]
                solid.face(side if z > 0 else side[::-1], colour, hides=True, lift=0.05)
            solid.limb((-1.0, height, 0.12 * z), (0.7, height + 0.06, 0.12 * z), 0.03, 0.03, STEEL, lift=0.1)
        solid.box((0.6, height, -0.2), (0.7, height + 0.08, 0.2), (40, 70, 190), lift=0.1)


def _pickup(dice, solid, paint):
    half, hood, roof = dice.between(0.38, 0.44), dice.between(0.52, 0.6), dice.between(0.86, 0.98)
    solid.prism([(-1, 0.2), (0.98, 0.2), (1, hood - 0.06), (0.5, hood), (-1, hood)], -half, half, paint)
    cabin = [(-0.25, hood), (0.5, hood), (0.25, roof), (-0.2, roof)]
    solid.prism(cabin, -half * 0.95, half * 0.95, shade(paint, 1.04), inset=0.08, lift=0.3)
    windows(solid, cabin, half * 0.95, 0.08, vary(dice, GLASS, 12))
    bed = [
        (-0.95, hood + 0.01, -half * 0.85),
        (-0.95, hood + 0.01, half * 0.85),
        (-0.3, hood + 0.01, half * 0.85),
        (-0.3, hood + 0.01, -half * 0.85),
    ]
    solid.face(bed, (45, 45, 48), hides=True, lift=0.1)
    if dice.chance(0.4):
        solid.box(
            (-0.9, hood, -half * 0.7), (-0.4, hood + dice.between(0.1, 0.35), half * 0.7), any_colour(dice), lift=0.1
        )
    _ends(dice, solid, hood, hood, 0.2, half, paint)
    _wheels(solid, (0.62, -0.62), dice.between(0.2, 0.26), half, STEEL)
    return solid
