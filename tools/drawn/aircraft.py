"""Airplanes: airliners, jet fighters, propeller planes and biplanes."""

from tools.drawn.canvas import GRAIN, PATCHES
from tools.drawn.colours import BLACK, GLASS, PAINTS, TYRE, WHITE, choose, shade, vary
from tools.drawn.dice import Dice
from tools.drawn.solid import Solid


def airplane(dice: Dice) -> Solid:
    """An airliner, a jet fighter, a propeller plane or a biplane."""
    solid = Solid(texture=GRAIN, strength=8)
    kind = dice.pick({"liner": 5, "fighter": 2, "propeller": 2.5, "biplane": 1})
    body = choose(dice, [WHITE, WHITE, (200, 204, 210), (150, 156, 165)] if kind in ("liner", "fighter") else PAINTS)
    trim = choose(dice, PAINTS)
    wing = vary(dice, body if dice.chance(0.7) else trim, 10)
    if kind == "liner":
        _liner(dice, solid, body, wing, trim)
    elif kind == "fighter":
        _fighter(dice, solid, body, wing)
    else:
        _propeller(dice, solid, body, wing, trim, decks=2 if kind == "biplane" else 1)
    return solid


def _wings(solid, x, y, span, root, tip, sweep, rise, colour, thick=0.02):
    for side in (-1, 1):
        corners = [(x, y, 0.04 * side), (x - root, y, 0.04 * side)]
        corners += [(x - sweep - tip, y + rise, span * side), (x - sweep, y + rise, span * side)]
        solid.face(corners, colour)
        solid.limb(corners[0], corners[3], thick, thick * 0.7, shade(colour, 0.9))


def _liner(dice, solid, body, wing, trim):
    r = dice.between(0.1, 0.15)
    solid.chain([(1, -0.02, 0), (0.82, 0, 0), (-0.5, 0, 0), (-1, 0.07, 0)], [r * 0.35, r, r, r * 0.3], body)
    for side in (-1, 1):
        z = r * side
        windows = [(0.75, r * 0.5, z), (0.75, r * 0.15, z), (-0.6, r * 0.15, z), (-0.6, r * 0.5, z)]
        solid.face(windows, trim if dice.chance(0.5) else GLASS, lift=0.02)
    solid.limb((0.86, r * 0.6, 0), (0.92, r * 0.4, 0), r * 0.5, r * 0.4, GLASS, lift=0.05)
    span, sweep = dice.between(0.8, 1.05), dice.between(0.35, 0.55)
    _wings(solid, 0.25, -0.05, span, 0.38, 0.12, sweep, 0.08, wing)
    _wings(solid, -0.75, 0.06, span * 0.38, 0.18, 0.08, 0.2, 0.03, wing)
    height = dice.between(0.3, 0.42)
    solid.face([(-0.68, 0.05, 0), (-0.95, 0.05, 0), (-1.08, height, 0), (-0.93, height, 0)], trim)
    for side in (-1, 1):
        for share in (0.35, 0.65) if dice.chance(0.35) else (0.38,):
            x, z = 0.18 - sweep * share, span * share * side
            solid.limb((x + 0.12, -0.12, z), (x - 0.08, -0.12, z), 0.055, 0.045, shade(body, 0.75))


def _fighter(dice, solid, body, wing):
    solid.texture, solid.strength = PATCHES, dice.pick((0, 15, 35))
    body = choose(dice, [(120, 126, 132), (100, 110, 90), (150, 155, 160), (70, 78, 90)])
    wing = shade(body, 0.92)
    solid.chain([(1.05, 0, 0), (0.55, 0.02, 0), (-0.5, 0.02, 0), (-0.9, 0, 0)], [0.01, 0.1, 0.13, 0.1], body)
    solid.ball((0.4, 0.1, 0), (0.2, 0.07, 0.06), GLASS, lift=0.05)
    _wings(solid, dice.between(0.2, 0.4), 0, dice.between(0.55, 0.75), 0.75, 0.1, dice.between(0.4, 0.7), 0, wing)
    _wings(solid, -0.6, 0, 0.38, 0.3, 0.12, 0.25, 0, wing)
    for z in dice.pick(((0,), (-0.14, 0.14))):
        solid.face([(-0.45, 0.1, z), (-0.85, 0.1, z), (-1.0, 0.42, z * 1.5), (-0.8, 0.42, z * 1.5)], wing)
    solid.limb((-0.85, 0, 0), (-0.95, 0, 0), 0.09, 0.08, BLACK)


def _propeller(dice, solid, body, wing, trim, decks):
    solid.chain([(0.75, 0, 0), (0.6, 0, 0), (0.1, 0.02, 0), (-0.95, 0.06, 0)], [0.11, 0.16, 0.17, 0.04], body)
    solid.limb((0.78, 0, 0), (0.86, 0, 0), 0.08, 0.02, trim)
    blade = dice.between(0.2, 0.34)
    turned = solid.at((0.84, 0, 0), roll=dice.between(0, 180))
    turned.face([(0, -blade, -0.03), (0, blade, -0.03), (0, blade, 0.03), (0, -blade, 0.03)], (70, 70, 70))
    solid.ball((0.15, 0.15, 0), (0.25, 0.12, 0.12), GLASS, lift=0.03)
    span = dice.between(0.85, 1.1)
    heights = (0.3, -0.1) if decks == 2 else (dice.pick((0.24, -0.08)),)
    for y in heights:
        _wings(solid, 0.4, y, span, 0.34, 0.26, 0.05, 0.06, wing, thick=0.03)
    if decks == 2:
        for z in (-0.7 * span, 0.7 * span):
            solid.limb((0.2, -0.1, z), (0.2, 0.36, z), 0.02, 0.02, shade(body, 0.5))
    _wings(solid, -0.7, 0.07, 0.38, 0.22, 0.16, 0.06, 0, trim)
    solid.face([(-0.7, 0.06, 0), (-0.98, 0.06, 0), (-1.02, 0.38, 0), (-0.88, 0.36, 0)], trim)
    for z in (-0.2, 0.2):
        solid.limb((0.4, -0.1, z * 0.5), (0.45, -0.32, z), 0.02, 0.02, BLACK)
        solid.disc((0.45, -0.36, z), 0.08, TYRE)
