"""What can be measured on a body, by name.

A measure is a function from a `Body` to a number. It knows the body and names no exercise. It is NaN
where the landmarks it needs are out of sight: every comparison with NaN is false, so nothing follows.

Two kinds stand here. *Verdict* measures are what a person is told; each says from which views it is
true, and the coach makes it NaN from any other. *Tracking* measures (`counts=True`) are what movements
are found by; they hold up from every view, lean on landmarks that are only guessed, and are never shown.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from posecoach.core import geometry
from posecoach.core.body import LEFT, RIGHT, Body
from posecoach.core.pose import Landmark

View = Literal["side", "oblique", "front"]
"""From which side the camera looks at the chest or back: `front` is front or back."""

Unit = Literal["degrees", "ratio", "arms", "pixels"]
"""`arms`: lengths in the person's own arm length, shoulder to wrist."""

VIEWS: frozenset[View] = frozenset(("side", "oblique", "front"))
SIDEWAYS: frozenset[View] = frozenset(("side", "oblique"))
SIDE: frozenset[View] = frozenset(("side",))
FACING: frozenset[View] = frozenset(("front",))

BIACROMIAL = 1.2
"""Distance between the tips of the shoulders over the distance between BlazePose's shoulders.

FORM.md, section 1: calibrated on pictures; the landmarks are joint centres, inside the acromia.
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be measured.

    Attributes:
        name: how exercise files call it.
        says: what it is, in a line.
        unit: what it is measured in; `pixels` only where its travel matters.
        of: the value on a body.
        views: the camera's views from which a verdict may be built on it.
    """

    name: str
    says: str
    unit: Unit
    of: Callable[[Body], float]
    views: frozenset[View] = VIEWS


MEASURES: dict[str, Measure] = {}


def _measure(
    unit: Unit, says: str, views: frozenset[View] = VIEWS
) -> Callable[[Callable[[Body], float]], Callable[[Body], float]]:
    def note(of: Callable[[Body], float]) -> Callable[[Body], float]:
        name = of.__name__
        MEASURES[name] = Measure(name, says, unit, of, views)
        return of

    return note


# Tracking: where the body is.


@_measure("arms", "height of the shoulders above the hands")
def shoulders_over_hands(body: Body) -> float:
    """Positive while the hands are lower."""
    return (body.middle("WRIST")[1] - body.middle("SHOULDER")[1]) / body.scale


@_measure("arms", "height of the mouth above the hands")
def mouth_over_hands(body: Body) -> float:
    """Negative in a dead hang, about zero when the chin is at the bar."""
    return (body.middle("WRIST")[1] - body.middle("MOUTH")[1]) / body.scale


@_measure("arms", "height of the shoulders above the hips")
def shoulders_over_hips(body: Body) -> float:
    """About 0.9 upright, 0 level, negative upside down."""
    return (body.middle("HIP")[1] - body.middle("SHOULDER")[1]) / body.scale


@_measure("arms", "height of the shoulders above the feet")
def shoulders_over_feet(body: Body) -> float:
    """About 2.2 standing, 0.3 in a push-up."""
    return (body.middle("ANKLE")[1] - body.middle("SHOULDER")[1]) / body.scale


@_measure("ratio", "height of the hips above the knees, in thigh lengths")
def hips_over_knees(body: Body) -> float:
    """1 standing, 0 with level thighs. The shin lends its length where the thigh is foreshortened."""
    leg = 0.0
    for side in (LEFT, RIGHT):
        hip, knee, ankle = (body.guess(side[joint]) for joint in ("HIP", "KNEE", "ANKLE"))
        leg = max(leg, geometry.distance(hip, knee) + geometry.distance(knee, ankle))
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / (leg / 2.0) if leg > 0.0 else math.nan


@_measure("arms", "height of the knees above the ankles")
def knees_over_ankles(body: Body) -> float:
    """About 0.75 while standing."""
    return (body.middle("ANKLE")[1] - body.middle("KNEE")[1]) / body.scale


@_measure("degrees", "bend of the elbow as seen, from any side")
def elbow_bend(body: Body) -> float:
    """Foreshortened from the front: good for whether an elbow bends, not for how much."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST", strict=False)


@_measure("degrees", "bend of the knee as seen, from any side")
def knee_bend(body: Body) -> float:
    """Foreshortened from the front: good for whether a knee bends, not for how much."""
    return body.both(geometry.angle, "HIP", "KNEE", "ANKLE", strict=False)


@_measure("pixels", "where the hands are, across the picture")
def hands_x(body: Body) -> float:
    """Of the middle between the wrists."""
    return body.middle("WRIST")[0]


@_measure("pixels", "where the hands are, down the picture")
def hands_y(body: Body) -> float:
    """Of the middle between the wrists."""
    return body.middle("WRIST")[1]


@_measure("pixels", "where the feet are, across the picture")
def feet_x(body: Body) -> float:
    """Of the middle between the ankles."""
    return body.middle("ANKLE")[0]


@_measure("pixels", "where the feet are, down the picture")
def feet_y(body: Body) -> float:
    """Of the middle between the ankles."""
    return body.middle("ANKLE")[1]


@_measure("pixels", "where the shoulders are, down the picture")
def shoulders_y(body: Body) -> float:
    """Of the middle between the shoulders."""
    return body.middle("SHOULDER")[1]


@_measure("arms", "distance between the ankles, across the picture")
def feet_apart(body: Body) -> float:
    """Signed: positive where the left foot is further right in the picture."""
    left, right = body.guess(Landmark.LEFT_ANKLE), body.guess(Landmark.RIGHT_ANKLE)
    return (left[0] - right[0]) / body.scale


# Verdicts: what a person is told.


@_measure("degrees", "elbow angle, 180 when straight", SIDEWAYS)
def elbow(body: Body) -> float:
    """Between upper arm and forearm."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST")


@_measure("degrees", "knee angle, 180 when straight", SIDEWAYS)
def knee(body: Body) -> float:
    """Between thigh and shin."""
    return body.both(geometry.angle, "HIP", "KNEE", "ANKLE")


@_measure("degrees", "hip angle, 180 when straight", SIDEWAYS)
def hip(body: Body) -> float:
    """Between trunk and thigh."""
    return body.both(geometry.angle, "SHOULDER", "HIP", "KNEE")


@_measure("ratio", "how far the hips hang below the line from shoulders to ankles, in its length", SIDE)
def sag(body: Body) -> float:
    """Positive sags, negative pikes. Meant for a body that lies or leans, not for one that stands."""
    return body.both(geometry.offset, "SHOULDER", "HIP", "ANKLE")


@_measure("degrees", "rise of the thigh from knee to hip above level", SIDEWAYS)
def thigh(body: Body) -> float:
    """0 with level thighs, 90 standing, negative with the hips below the knees."""
    return body.both(geometry.rise, "KNEE", "HIP")


@_measure("ratio", "distance between the hands over the distance between the shoulders", FACING)
def hand_width(body: Body) -> float:
    """FORM.md's R: wrists over shoulder joints, both across the picture."""
    return _width(body, "WRIST")


@_measure("ratio", "distance between the ankles over the distance between the shoulders", FACING)
def stance_width(body: Body) -> float:
    """Across the picture."""
    return _width(body, "ANKLE")


def _width(body: Body, joint: str) -> float:
    rows = (LEFT[joint], RIGHT[joint], LEFT["SHOULDER"], RIGHT["SHOULDER"])
    left, right, left_shoulder, right_shoulder = (body.point(row) for row in rows)
    shoulders = abs(left_shoulder[0] - right_shoulder[0])
    return abs(left[0] - right[0]) / shoulders if shoulders > 0.0 else math.nan
