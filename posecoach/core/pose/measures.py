"""The measures of a body, by name.

A measure is a function from a `Body` to a number. It knows the body and names no exercise. It is NaN
where the landmarks it needs are out of sight: every comparison with NaN is false, so nothing follows.

There are two kinds. *Form* measures (`form_measures.py`) are what form is judged by; each says from which
views it is true, and the coach makes it NaN from any other. *Tracking* measures (`tracking_measures.py`) are
what movements are found by; they hold up from every view, on landmarks that may only be guessed.
"""

import functools

from posecoach.core.pose.body import LEFT, RIGHT, Body
from posecoach.core.pose.form_measures import ON_KNEES
from posecoach.core.pose.measure_registry import MEASURES, VIEWS, Measure, Unit, View
from posecoach.core.pose.tracking_measures import elbow_bend, knee_bend

__all__ = [
    "MEASURES",
    "ON_KNEES",
    "VIEWS",
    "Measure",
    "Unit",
    "View",
    "elbow_bend",
    "knee_bend",
    "place_keys",
    "take",
    "visibility_key",
]

VISIBILITY = "seen:"
"""Beginning of a name that stands for the visibility of joints, 0 to 1, instead of a measure."""


@functools.cache
def visibility_key(measure: str) -> str:
    """Return the name of how well a measure's joints are seen; empty where that is not known."""
    joints = MEASURES[measure].joints
    return VISIBILITY + " ".join(joints) if joints else ""


PLACE = "at:"
"""Beginning of a name that stands for one side's place in the picture, in pixels."""


@functools.cache
def place_keys(measure: str) -> tuple[tuple[str, str], ...]:
    """Return, for each side, the names of a joint's place and of how well it is seen.

    Empty for a measure that is not the place of a pair of joints, as `hands_y` is.
    """
    what = MEASURES[measure]
    if not what.pair:
        return ()
    (joint,) = what.joints
    return tuple(
        (f"{PLACE}{what.axis} {side[joint]}", f"{VISIBILITY}{side[joint]}") for side in (LEFT, RIGHT)
    )


def take(name: str, body: Body) -> float:
    """Return a measure of a body by name; or what a name of `visibility_key` or `place_keys` stands for."""
    if name.startswith(VISIBILITY):
        joints = name.removeprefix(VISIBILITY)
        if joints.isdigit():
            return body.seen(int(joints))
        return max(body.seen(*(side[joint] for joint in joints.split())) for side in (LEFT, RIGHT))
    if name.startswith(PLACE):
        axis, row = name.removeprefix(PLACE).split()
        return body.guess(int(row))["xy".index(axis)]
    return MEASURES[name].of(body)
