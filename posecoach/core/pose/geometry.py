"""Plane geometry. A point is an (x, y) pair in pixels, y down; angles are in degrees.

Plain floats rather than arrays: for one body at a time they are some twenty times quicker.
"""

import math

Point = tuple[float, float]

NOWHERE: Point = (math.nan, math.nan)
"""Coordinates of a point that was not seen."""


distance = math.dist
"""Return the distance between two points, in pixels."""


def midpoint(a: Point, b: Point) -> Point:
    """The point half way between two others."""
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0


def angle(a: Point, b: Point, c: Point) -> float:
    """The angle at `b` between `a` and `c`, 0 to 180; NaN where two points coincide."""
    (ax, ay), (x, y), (cx, cy) = a, b, c
    ux, uy, vx, vy = ax - x, ay - y, cx - x, cy - y
    if (ux == uy == 0.0) or (vx == vy == 0.0):
        return math.nan
    # atan2 of the cross and dot products, since acos is blunt near 0 and 180.
    return math.degrees(math.atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy))


def lean(low: Point, high: Point) -> float:
    """Return the angle, in degrees, of the line from `low` up to `high`: 0 upright, 90 level, 180 upside down."""
    dx, dy = high[0] - low[0], high[1] - low[1]
    return math.nan if dx == dy == 0.0 else math.degrees(math.atan2(abs(dx), -dy))


def drop(high: Point, low: Point) -> float:
    """Return how far the second point is below the first one in the picture, px."""
    return low[1] - high[1]


def rise(a: Point, b: Point) -> float:
    """The angle of the line from `a` to `b` above level, -90 to 90; positive where `b` is higher."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    return math.nan if dx == dy == 0.0 else math.degrees(math.atan2(-dy, abs(dx)))


def offset(a: Point, b: Point, c: Point) -> float:
    """Return the distance of `b` below the line from `a` to `c`, as a share of the line's length.

    Measured at right angles to the line; "below" is the side that faces the ground, and for an
    upright line, which has no such side, the sign has no meaning.
    """
    dx, dy = c[0] - a[0], c[1] - a[1]
    length2 = dx * dx + dy * dy
    if length2 == 0.0:
        return math.nan
    cross = dx * (b[1] - a[1]) - dy * (b[0] - a[0])
    return math.copysign(1.0, dx) * cross / length2


def mean(a: float, b: float, weight_a: float, weight_b: float) -> float:
    """The weighted mean of two values, of which one that is NaN or weighs nothing is left out."""
    if not weight_a > 0.0 or math.isnan(a):
        return b if weight_b > 0.0 else math.nan
    if not weight_b > 0.0 or math.isnan(b):
        return a
    return (a * weight_a + b * weight_b) / (weight_a + weight_b)
