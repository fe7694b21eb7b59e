"""Rotations and lines in space: arrays in, arrays out, no body part named."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

X, Y, Z = (np.eye(3)[i] for i in range(3))


def unit(v: Array) -> Array:
    """The direction of `v`; zero stays zero."""
    length = float(np.linalg.norm(v))
    return v / length if length > 1e-12 else np.zeros(3)


def vec(*xyz: float) -> Array:
    """A vector from its three numbers."""
    return np.array(xyz, dtype=np.float64)


def turn(axis: Array, degrees: float) -> Array:
    """The rotation matrix about `axis` by `degrees`, right-handed."""
    x, y, z = unit(axis)
    a = np.radians(degrees)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + np.sin(a) * cross + (1 - np.cos(a)) * cross @ cross)


def swing(a: Array, b: Array) -> Array:
    """The smallest rotation that takes direction `a` to direction `b`."""
    a, b = unit(a), unit(b)
    axis = np.cross(a, b)
    sine = float(np.linalg.norm(axis))
    if sine < 1e-9:
        return np.eye(3) if a @ b > 0 else turn(np.cross(a, X if abs(a[0]) < 0.9 else Y), 180.0)
    return turn(axis, float(np.degrees(np.arctan2(sine, float(a @ b)))))


def axis_angle(rotation: Array) -> tuple[Array, float]:
    """The axis and the angle in degrees (0 to 180) of a rotation matrix."""
    angle = float(np.arccos(np.clip((np.trace(rotation) - 1) / 2, -1, 1)))
    axis = np.array(
        [
            rotation[2, 1] - rotation[1, 2],
            rotation[0, 2] - rotation[2, 0],
            rotation[1, 0] - rotation[0, 1],
        ]
    )
    if np.linalg.norm(axis) < 1e-7:
        if angle < 1:
            return X, 0.0
        values, vectors = np.linalg.eigh((rotation + rotation.T) / 2)
        return np.asarray(vectors[:, int(np.argmax(values))]), 180.0
    return unit(axis), float(np.degrees(angle))


def blend(a: Array, b: Array, share: float) -> Array:
    """The rotation `share` of the way from `a` to `b`."""
    axis, angle = axis_angle(b @ a.T)
    return turn(axis, angle * share) @ a


def twist_about(rotation: Array, axis: Array) -> float:
    """The part of `rotation` that turns about `axis`, degrees in -180..180."""
    moved = rotation @ axis
    rest = swing(moved, axis) @ rotation
    side = unit(np.cross(axis, X if abs(axis[0]) < 0.9 else Y))
    turned = rest @ side
    return float(np.degrees(np.arctan2(axis @ np.cross(side, turned), side @ turned)))


def frame(along: Array, aside: Array) -> Array:
    """Axes as columns: `along`, then `aside` made square to it, then their cross product."""
    d = unit(along)
    p = unit(aside - d * (aside @ d))
    return np.stack([d, p, np.cross(d, p)], axis=1)


def angle_at(a: Array, corner: Array, b: Array) -> float:
    """The angle at `corner` between `a` and `b`, degrees."""
    return float(np.degrees(np.arccos(np.clip(unit(a - corner) @ unit(b - corner), -1, 1))))


def reach(first: float, second: float, degrees: float) -> float:
    """The distance between the ends of two joined segments whose joint angle is `degrees`."""
    return float(np.sqrt(first**2 + second**2 - 2 * first * second * np.cos(np.radians(degrees))))


def bend(start: Array, end: Array, first: float, second: float, pole: Array) -> tuple[Array, Array, Array]:
    """The middle joint of a two-segment limb, the end it really reaches, and the hinge's axis.

    `pole` says to which side the joint bends. An end out of reach is pulled in to where the limb is all but
    straight.
    """
    away = end - start
    distance = float(np.linalg.norm(away))
    along = away / distance
    held = float(np.clip(distance, abs(first - second) + 1e-4, (first + second) * 0.99995))
    foot = (first**2 - second**2 + held**2) / (2 * held)
    height = float(np.sqrt(max(first**2 - foot**2, 0.0)))
    aside = unit(pole - along * (pole @ along))
    return start + along * foot + aside * height, start + along * held, np.cross(along, aside)


def root_between(low: float, high: float, rises_at: Callable[[float], float], steps: int = 32) -> float:
    """Return where the function `rises_at` passes zero from below between `low` and `high`, by bisection."""
    for _ in range(steps):
        middle = (low + high) / 2
        if rises_at(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
