"""Things in space: balls, limbs and faces, turned towards the viewer and laid flat as polygons.

A thing looks along x, y is up, its left side is towards z. The ground is y = 0; one unit is half a thing's length.
"""

import math
from dataclasses import dataclass, field

from tools.drawn.canvas import FLAT, Shape

_ROUND = [(math.cos(2 * math.pi * k / 14), math.sin(2 * math.pi * k / 14)) for k in range(14)]
_HALF = [math.pi * (k / 5 + 0.5) for k in range(6)]

Vector = tuple[float, float, float]


def rotation(yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> tuple[Vector, Vector, Vector]:
    """Rows of the rotation that rolls about x, then pitches about z, then yaws about y; angles in degrees."""
    (cy, sy), (cp, sp), (cr, sr) = ((math.cos(math.radians(a)), math.sin(math.radians(a))) for a in (yaw, pitch, roll))
    return (
        (cy * cp, -cy * sp * cr + sy * sr, cy * sp * sr + sy * cr),
        (sp, cp * cr, -cp * sr),
        (-sy * cp, sy * sp * cr + cy * sr, -sy * sp * sr + cy * cr),
    )


def _turn(rows, v: Vector) -> Vector:
    (a, b, c), (d, e, f), (g, h, i) = rows
    x, y, z = v
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def _add(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


@dataclass
class Solid:
    """A thing under construction: parts in space, each with a colour, added in the frame that is current.

    Attributes:
        parts: What was added: (kind, geometry, colour, texture, strength, lift, framed).
        turned, origin: The current frame: how it is turned, where it lies.
        texture, strength: Of parts that say nothing else.
        framed: Whether parts now added belong to what the picture is to show in full.
    """

    parts: list = field(default_factory=list)
    turned: tuple = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    origin: Vector = (0.0, 0.0, 0.0)
    texture: int = FLAT
    strength: float = 0.0
    framed: bool = True

    def at(self, origin: Vector, yaw=0.0, pitch=0.0, roll=0.0) -> "Solid":
        """The same thing seen from another frame: parts added through it are turned and moved."""
        inner = rotation(yaw, pitch, roll)
        columns = list(zip(*inner, strict=True))
        rows = tuple(tuple(sum(r[k] * c[k] for k in range(3)) for c in columns) for r in self.turned)
        return Solid(
            self.parts, rows, _add(self.origin, _turn(self.turned, origin)), self.texture, self.strength, self.framed
        )

    def _place(self, point: Vector) -> Vector:
        return _add(self.origin, _turn(self.turned, point))

    def _part(self, kind, geometry, colour, texture, strength, lift):
        texture = self.texture if texture is None else texture
        strength = self.strength if strength is None else strength
        self.parts.append((kind, geometry, colour, texture, strength, lift, self.framed))

    def ball(self, centre, radii, colour, pitch=0.0, yaw=0.0, texture=None, strength=None, lift=0.0):
        """An ellipsoid with half axes `radii` along x, y, z, pitched and yawed."""
        inner = rotation(yaw, pitch)
        axes = [_turn(self.turned, tuple(row[k] * radii[k] for row in inner)) for k in range(3)]
        self._part("ball", (self._place(centre), axes), colour, texture, strength, lift)

    def limb(self, start, end, thick, thin, colour, texture=None, strength=None, lift=0.0):
        """A round bar from start to end, of radius thick at the start and thin at the end."""
        self._part("limb", (self._place(start), self._place(end), thick, thin), colour, texture, strength, lift)

    def chain(self, points, radii, colour, **more):
        """Limbs through a list of points."""
        for k in range(len(points) - 1):
            self.limb(points[k], points[k + 1], radii[k], radii[k + 1], colour, **more)

    def face(self, corners, colour, texture=None, strength=None, lift=0.0, hides=False):
        """A flat polygon; with `hides` it is seen only from the side where its corners run anticlockwise."""
        self._part("hiding" if hides else "face", [self._place(p) for p in corners], colour, texture, strength, lift)

    def disc(self, centre, radius, colour, lift=0.0, wide=1.0):
        """A circle in the plane of x and y, such as a wheel."""
        corners = [(centre[0] + radius * c * wide, centre[1] + radius * s, centre[2]) for c, s in _ROUND]
        self.face(corners, colour, lift=lift)

    def prism(self, profile, low, high, colour, inset=0.0, lift=0.0, sides=None):
        """A profile in x and y (anticlockwise), stretched from z = low to z = high, `inset` narrower at its top."""
        top = max(y for _, y in profile)
        bottom = min(y for _, y in profile)

        def lean(y):
            return inset * (y - bottom) / (top - bottom or 1)

        left = [(x, y, high - lean(y)) for x, y in profile]
        right = [(x, y, low + lean(y)) for x, y in profile]
        self.face(left, sides or colour, hides=True, lift=lift)
        self.face(right[::-1], sides or colour, hides=True, lift=lift)
        for k in range(len(profile)):
            j = (k + 1) % len(profile)
            self.face([left[k], right[k], right[j], left[j]], colour, hides=True, lift=lift)

    def box(self, low, high, colour, lift=0.0, sides=None):
        """A box between two opposite corners."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        self.prism([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], z0, z1, colour, lift=lift, sides=sides)


@dataclass
class View:
    """From where a thing is seen, and how the light falls.

    Attributes:
        yaw, pitch, roll: How the thing is turned towards the viewer, in degrees; pitch 20 shows its top.
        near: Distance of the viewer in units; the smaller, the stronger the perspective.
        light: Direction to the light, of length 1.
        ambient: Share of the light that comes from everywhere.
    """

    yaw: float
    pitch: float
    roll: float = 0.0
    near: float = 6.0
    light: Vector = (0.3, 0.8, 0.5)
    ambient: float = 0.6


def flatten(solid: Solid, view: View) -> list[Shape]:
    """The thing's parts as polygons, the farthest first, in units, y downwards, the thing's origin at (0, 0)."""
    turn = rotation(view.yaw)
    c, s = math.cos(math.radians(view.pitch)), math.sin(math.radians(view.pitch))
    k, q = math.cos(math.radians(view.roll)), math.sin(math.radians(view.roll))
    tilt = [turn[0], _mix(turn[1], c, turn[2], -s), _mix(turn[1], s, turn[2], c)]
    rows = (_mix(tilt[0], k, tilt[1], -q), _mix(tilt[0], q, tilt[1], k), tilt[2])
    found = []
    for kind, geometry, *look, lift, framed in solid.parts:
        made = _MAKERS[kind](geometry, rows, view, look)
        if made:
            depth, shape = made
            shape.framed = framed
            found.append((depth + lift, len(found), shape))
    found.sort()
    return [shape for _, _, shape in found]


def _mix(a: Vector, s: float, b: Vector, t: float) -> Vector:
    return a[0] * s + b[0] * t, a[1] * s + b[1] * t, a[2] * s + b[2] * t


def _seen(v: Vector, near: float) -> tuple[float, float]:
    zoom = near / max(near - v[2], 0.3)
    return v[0] * zoom, -v[1] * zoom


def _rounded(corners, centre, radius, look, view):
    """A polygon that is brighter on the side of the light, as round things are."""
    colour, texture, strength = look
    sheen = 38 * (1 - view.ambient) / max(radius, 0.02)
    shine = view.ambient + (1 - view.ambient) * 0.55
    colour = tuple(c * shine for c in colour)
    return Shape(corners, colour, (sheen * view.light[0], -sheen * view.light[1]), centre, texture, strength)


def _ball(geometry, rows, view, look):
    centre, axes = geometry
    middle = _turn(rows, centre)
    zoom = view.near / max(view.near - middle[2], 0.3)
    x, y = middle[0] * zoom, -middle[1] * zoom
    seen = [_turn(rows, axis) for axis in axes]
    xx, xy, yy = (sum(a[i] * a[j] for a in seen) for i, j in ((0, 0), (0, 1), (1, 1)))
    a = math.sqrt(max(xx, 1e-9))
    b, c = xy / a, math.sqrt(max(yy - xy * xy / max(xx, 1e-9), 1e-9))
    corners = [(x + zoom * a * u, y - zoom * (b * u + c * v)) for u, v in _ROUND]
    return middle[2], _rounded(corners, (x, y), zoom * math.sqrt(a * c), look, view)


def _limb(geometry, rows, view, look):
    start, end, thick, thin = geometry
    a, b = _turn(rows, start), _turn(rows, end)
    (ax, ay), (bx, by) = _seen(a, view.near), _seen(b, view.near)
    thick, thin = thick * view.near / max(view.near - a[2], 0.3), thin * view.near / max(view.near - b[2], 0.3)
    angle = math.atan2(by - ay, bx - ax)
    corners = [(ax + thick * math.cos(angle + h), ay + thick * math.sin(angle + h)) for h in _HALF]
    corners += [(bx - thin * math.cos(angle + h), by - thin * math.sin(angle + h)) for h in _HALF]
    return (a[2] + b[2]) / 2, _rounded(corners, ((ax + bx) / 2, (ay + by) / 2), (thick + thin) / 2, look, view)


def _face(geometry, rows, view, look, hides=False):
    colour, texture, strength = look
    points = [_turn(rows, p) for p in geometry]
    normal = _normal(points)
    middle = sum(p[2] for p in points) / len(points)
    if normal[2] < 0:
        if hides:
            return None
        normal = (-normal[0], -normal[1], -normal[2])
    lit = max(0.0, normal[0] * view.light[0] + normal[1] * view.light[1] + normal[2] * view.light[2])
    shine = view.ambient + (1 - view.ambient) * lit
    shape = Shape([_seen(p, view.near) for p in points], tuple(c * shine for c in colour), texture=texture)
    shape.strength = strength
    return middle, shape


def _normal(points) -> Vector:
    """Newell's normal of a polygon, of length 1."""
    x = y = z = 0.0
    for a, b in zip(points, points[1:] + points[:1], strict=True):
        x += (a[1] - b[1]) * (a[2] + b[2])
        y += (a[2] - b[2]) * (a[0] + b[0])
        z += (a[0] - b[0]) * (a[1] + b[1])
    length = math.sqrt(x * x + y * y + z * z) or 1.0
    return x / length, y / length, z / length


def _hiding(geometry, rows, view, look):
    return _face(geometry, rows, view, look, hides=True)


_MAKERS = {"ball": _ball, "limb": _limb, "face": _face, "hiding": _hiding}
