"""Measures in space: of true joints, or of world landmarks. What the picture's measures mean to tell.

Points are (33, 3) metres, z up. A pair is the left and the right side's value.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.body import LEFT, RIGHT
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measures import ON_KNEES

Points = NDArray[np.float64]
Pair = tuple[float, float]
SIDES = (LEFT, RIGHT)


@dataclass(frozen=True, slots=True)
class Solid:
    """A measure in space.

    Attributes:
        of: its value, or that of either side.
        joints: the joints by whose visibility the sides are weighed, as the picture's measure does.
        strict: whether a side out of sight is left out.
    """

    of: Callable[[Points], float | Pair]
    joints: tuple[str, ...] = ()
    strict: bool = True


def upright(world: Points) -> Points:
    """World landmarks (x right, y down, z away from the camera) with z up."""
    return np.stack([world[..., 0], world[..., 2], -world[..., 1]], axis=-1)


def _at(p: Points, joint: str) -> tuple[Points, Points]:
    return p[LEFT[joint]], p[RIGHT[joint]]


def _middle(p: Points, joint: str) -> Points:
    return (p[LEFT[joint]] + p[RIGHT[joint]]) / 2.0


def _length(v: Points) -> float:
    return float(np.linalg.norm(v))


def _angle(a: Points, b: Points, c: Points) -> float:
    u, v = a - b, c - b
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(u, v)), u @ v)))


def _rise(a: Points, b: Points) -> float:
    d = b - a
    return float(np.degrees(np.arctan2(d[2], np.hypot(d[0], d[1]))))


def _pair(shape: Callable[..., float], *joints: str) -> Callable[[Points], Pair]:
    return lambda p: (shape(*(p[LEFT[j]] for j in joints)), shape(*(p[RIGHT[j]] for j in joints)))


def _bent(*joints: str, strict: bool = True) -> Solid:
    return Solid(_pair(_angle, *joints), joints, strict)


def _folded(*joints: str) -> Solid:
    """An angle seen exactly from the side: shoulders are wider than hips, which is no bend of the hip."""
    return Solid(lambda p: _pair(_angle, *joints)(_side_view(p)), joints)


def _side_view(p: Points) -> Points:
    """The points without what lies along the line through the hips."""
    across = p[LEFT["HIP"]] - p[RIGHT["HIP"]]
    across = across / np.linalg.norm(across)
    return p - np.outer(p @ across, across)


def _offset(start: str, between: str, end: str) -> Solid:
    """Return a joint's distance to the front of the line between two others, from the side, in its length."""

    def of(p: Points) -> Pair:
        across = p[LEFT["HIP"]] - p[RIGHT["HIP"]]

        def side(a: Points, b: Points, c: Points) -> float:
            line = c - a
            front = np.cross(line, across)
            return float((b - a) @ front / np.linalg.norm(front) / np.linalg.norm(line))

        return _pair(side, start, between, end)(_side_view(p))

    return Solid(of, (start, between, end))


KNEE_DROP = _offset("HIP", "KNEE", "ANKLE")


def _sag(p: Points) -> float | Pair:
    """As the picture's measure: the line ends at the knees where the body rests on them."""
    on_knees = np.mean(KNEE_DROP.of(p)) > ON_KNEES
    return _offset("SHOULDER", "HIP", "KNEE" if on_knees else "ANKLE").of(p)


def _width(joint: str, unit: str) -> Solid:
    def of(p: Points) -> float:
        (a, b), (c, d) = _at(p, joint), _at(p, unit)
        return _length(a - b) / _length(c - d)

    return Solid(of)


def _arm(p: Points) -> float:
    """The longer arm, shoulder to wrist along it."""
    return max(
        _length(p[s["SHOULDER"]] - p[s["ELBOW"]]) + _length(p[s["ELBOW"]] - p[s["WRIST"]]) for s in SIDES
    )


def _over(high: str, low: str) -> Solid:
    return Solid(lambda p: float((_middle(p, high) - _middle(p, low))[2]) / _arm(p))


def _thigh_height(p: Points) -> float:
    thigh = sum(_length(p[s["HIP"]] - p[s["KNEE"]]) for s in SIDES) / 2.0
    return float((_middle(p, "HIP") - _middle(p, "KNEE"))[2]) / thigh


def _heading(p: Points, joint: str) -> float:
    d = p[LEFT[joint]] - p[RIGHT[joint]]
    return float(np.degrees(np.arctan2(d[1], d[0])))


def _turn(p: Points) -> float:
    return (_heading(p, "SHOULDER") - _heading(p, "HIP") + 180.0) % 360.0 - 180.0


def _toes_out(p: Points) -> float:
    """Against straight ahead, which is level and at right angles to the hips."""
    across = p[LEFT["HIP"]] - p[RIGHT["HIP"]]
    ahead = np.array([across[1], -across[0], 0.0])
    turns = []
    for side, out in ((LEFT, 1.0), (RIGHT, -1.0)):
        foot = p[side["FOOT_INDEX"]] - p[side["HEEL"]]
        turns.append(np.degrees(np.arctan2(out * (foot[:2] @ across[:2]), foot @ ahead)))
    return float(np.mean(turns))


def _higher(shape: Callable[[dict[str, int], Points], float]) -> Solid:
    def of(p: Points) -> float:
        return shape(LEFT if p[LEFT["WRIST"]][2] > p[RIGHT["WRIST"]][2] else RIGHT, p)

    return Solid(of)


_higher_elbow = _higher(lambda s, p: _angle(p[s["SHOULDER"]], p[s["ELBOW"]], p[s["WRIST"]]))

SOLID: dict[str, Solid] = {
    "elbow": _bent("SHOULDER", "ELBOW", "WRIST"),
    "seen_elbow": _bent("SHOULDER", "ELBOW", "WRIST"),
    "pulled_elbow": _bent("SHOULDER", "ELBOW", "WRIST"),
    "hanging_elbow": _bent("SHOULDER", "ELBOW", "WRIST"),
    "raised_elbow": _higher_elbow,
    "knee": _bent("HIP", "KNEE", "ANKLE"),
    "hip": _folded("SHOULDER", "HIP", "KNEE"),
    "thigh": Solid(_pair(_rise, "KNEE", "HIP"), ("KNEE", "HIP")),
    "thigh_height": Solid(_thigh_height),
    "hips_over_knees": Solid(_thigh_height),
    "trunk_lean": Solid(lambda p: 90.0 - _rise(_middle(p, "HIP"), _middle(p, "SHOULDER"))),
    "sag": Solid(_sag, ("SHOULDER", "HIP", "ANKLE")),
    "knee_drop": KNEE_DROP,
    "hands_over_feet": Solid(
        lambda p: (
            float((_middle(p, "WRIST") - _middle(p, "ANKLE"))[2])
            / _length(_middle(p, "SHOULDER") - _middle(p, "ANKLE"))
        )
    ),
    "hand_width": _width("WRIST", "SHOULDER"),
    "elbow_width": _width("ELBOW", "SHOULDER"),
    "stance_width": _width("ANKLE", "SHOULDER"),
    "knee_width": _width("KNEE", "ANKLE"),
    "hands_to_knees": Solid(
        lambda p: (
            _pair(lambda w, k: _length(w - k), "WRIST", "KNEE")(p)[0]
            / _length(p[LEFT["HIP"]] - p[LEFT["KNEE"]])
        )
    ),
    "trunk_turn": Solid(_turn),
    "trunk_turned": Solid(lambda p: abs(_turn(p))),
    "toes_out": Solid(_toes_out),
    "raised_arm": _higher(lambda s, p: _rise(p[s["SHOULDER"]], p[s["ELBOW"]])),
    "hands_over_shoulders": _over("WRIST", "SHOULDER"),
    "shoulders_over_hands": _over("SHOULDER", "WRIST"),
    "mouth_over_hands": _over("MOUTH", "WRIST"),
    "chin_tuck": Solid(lambda p: float((_middle(p, "EAR") - p[Landmark.NOSE])[2]) / _arm(p)),
}
