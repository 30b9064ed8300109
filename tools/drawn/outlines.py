"""Flat shapes of which surroundings are made, in pixels."""

from tools.drawn.canvas import SIDE, Shape


def rectangle(left, top, right, bottom, colour, **more) -> Shape:
    return Shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour, **more)


def everything(colour, **more) -> Shape:
    return rectangle(-1, -1, SIDE + 1, SIDE + 1, colour, **more)


def bumps(dice, y, height, colour, steps=9, **more) -> Shape:
    """Everything below an uneven line at y: hills, tree tops, a skyline."""
    step = (SIDE + 4) / steps
    line = [(-2 + k * step, y - dice.between(0, height)) for k in range(steps + 1)]
    return Shape([*line, (SIDE + 2, SIDE + 2), (-2, SIDE + 2)], colour, **more)


def blob(dice, x, y, wide, high, colour, **more) -> Shape:
    """A round shape with a dented outline."""
    ring = (
        (1, 0),
        (0.8, 0.6),
        (0.3, 0.95),
        (-0.3, 0.95),
        (-0.8, 0.6),
        (-1, 0),
        (-0.8, -0.6),
        (-0.3, -0.95),
        (0.3, -0.95),
        (0.8, -0.6),
    )
    corners = []
    for a, b in ring:
        out = dice.between(0.75, 1.2)
        corners.append((x + wide * a * out, y + high * b * out))
    return Shape(corners, colour, **more)


def bar(x0, y0, x1, y1, thick, colour, **more) -> Shape:
    """A straight bar between two points."""
    dx, dy = x1 - x0, y1 - y0
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    a, b = -dy / length * thick / 2, dx / length * thick / 2
    return Shape([(x0 + a, y0 + b), (x1 + a, y1 + b), (x1 - a, y1 - b), (x0 - a, y0 - b)], colour, **more)
