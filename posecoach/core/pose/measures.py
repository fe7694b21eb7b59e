"""The measures of a body, by name.

A measure is a function from a `Body` to a number. It knows the body and names no exercise. It is NaN
where the landmarks it needs are out of sight: every comparison with NaN is false, so nothing follows.

Two kinds stand here. *Verdict* measures are what a person is told; each says from which views it is
true, and the coach makes it NaN from any other. *Tracking* measures (`counts=True`) are what movements
are found by; they hold up from every view, lean on landmarks that are only guessed, and are never shown.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from posecoach.core.pose import geometry
from posecoach.core.pose.body import IN_SIGHT, LEFT, RIGHT, SHOULDERS, Body
from posecoach.core.pose.body_proportions import shoulder_width
from posecoach.core.pose.geometry import Point
from posecoach.core.pose.landmarks import Landmark

View = Literal["side", "oblique", "front"]
"""From which side the camera looks at the chest or back: `front` is front or back."""

Unit = Literal["degrees", "ratio", "arms", "pixels"]
"""`arms`: lengths in the person's own arm length, shoulder to wrist."""

VIEWS: frozenset[View] = frozenset(("side", "oblique", "front"))
SIDEWAYS: frozenset[View] = frozenset(("side", "oblique"))
SIDE_VIEWS: frozenset[View] = frozenset(("side",))
FACING_VIEWS: frozenset[View] = frozenset(("front",))
FACING_OR_OBLIQUE: frozenset[View] = frozenset(("front", "oblique"))

WIDE = 0.7
"""Shoulder width over trunk length from which a body is seen face on; see `posecoach.core.pose.view`."""

THIGH = 0.8
"""Length of a thigh between landmarks, in arms; see `posecoach.core.pose.body`."""

HANDS_IN_SIGHT = 0.7
"""Visibility from which fingers are believed: they are guessed more often than any other landmark."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be measured.

    Attributes:
        name: how exercise files call it.
        says: what it is, in a line.
        unit: what it is measured in; `pixels` only where its travel matters.
        of: the value on a body.
        views: the camera's views from which a verdict may be built on it.
        joints: the joints that it depends on, where it is known how well it is seen.
    """

    name: str
    says: str
    unit: Unit
    of: Callable[[Body], float]
    views: frozenset[View] = VIEWS
    joints: tuple[str, ...] = ()


MEASURES: dict[str, Measure] = {}


def _measure(
    unit: Unit, says: str, views: frozenset[View] = VIEWS, joints: str = ""
) -> Callable[[Callable[[Body], float]], Callable[[Body], float]]:
    def note(of: Callable[[Body], float]) -> Callable[[Body], float]:
        name = of.__name__
        MEASURES[name] = Measure(name, says, unit, of, views, tuple(joints.split()))
        return of

    return note


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
    if what.unit != "pixels" or not measure.endswith(("s_x", "feet_x", "s_y", "feet_y")):
        return ()
    joint, axis = what.joints[0], measure[-1]
    return tuple((f"{PLACE}{axis} {side[joint]}", f"{VISIBILITY}{side[joint]}") for side in (LEFT, RIGHT))


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


# Tracking: where the body is.


@_measure("arms", "height of the shoulders above the hands", joints="SHOULDER WRIST")
def shoulders_over_hands(body: Body) -> float:
    """Positive while the hands are lower."""
    return (body.middle("WRIST")[1] - body.middle("SHOULDER")[1]) / body.scale


@_measure("arms", "height of the mouth above the hands", joints="MOUTH WRIST")
def mouth_over_hands(body: Body) -> float:
    """Negative in a dead hang, about zero when the chin is at the bar."""
    return (body.middle("WRIST")[1] - body.middle("MOUTH")[1]) / body.scale


@_measure("arms", "height of the shoulders above the hips", joints="SHOULDER HIP")
def shoulders_over_hips(body: Body) -> float:
    """About 0.9 upright, 0 level, negative upside down."""
    return (body.middle("HIP")[1] - body.middle("SHOULDER")[1]) / body.scale


@_measure("arms", "height of the shoulders above the feet", joints="SHOULDER ANKLE")
def shoulders_over_feet(body: Body) -> float:
    """About 2.2 standing, 0.3 in a push-up."""
    return (body.middle("ANKLE")[1] - body.middle("SHOULDER")[1]) / body.scale


@_measure("ratio", "height of the hips above the knees, in thigh lengths", joints="HIP KNEE ANKLE")
def hips_over_knees(body: Body) -> float:
    """1 standing, 0 with level thighs. The shin lends its length where the thigh is foreshortened."""
    leg = 0.0
    for side in (LEFT, RIGHT):
        hip, knee, ankle = [body.guess(side[joint]) for joint in ("HIP", "KNEE", "ANKLE")]
        leg = max(leg, geometry.distance(hip, knee) + geometry.distance(knee, ankle))
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / (leg / 2.0) if leg > 0.0 else math.nan


@_measure("arms", "height of the hips above the knees", joints="HIP KNEE")
def hips_above_knees(body: Body) -> float:
    """About 0.8 standing, 0 sitting; 0.2 where outstretched legs point at a camera that looks down."""
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / body.scale


@_measure("arms", "distance between hips and ankles, in the picture", joints="HIP ANKLE")
def feet_from_hips(body: Body) -> float:
    """0.9 and more on a chair or with the legs stretched out; 0.3 kneeling, cross-legged or in a deep squat.

    Straight legs that point at a camera near the floor look as short.
    """
    return body.both(geometry.distance, "HIP", "ANKLE") / body.scale


@_measure("arms", "height of the knees above the ankles", joints="KNEE ANKLE")
def knees_over_ankles(body: Body) -> float:
    """About 0.75 while standing."""
    return (body.middle("ANKLE")[1] - body.middle("KNEE")[1]) / body.scale


@_measure("degrees", "bend of the elbow as seen, from any side", joints="SHOULDER ELBOW WRIST")
def elbow_bend(body: Body) -> float:
    """Foreshortened from the front: good for whether an elbow bends, not for how much."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST", strict=False)


@_measure("degrees", "bend of the more bent elbow as seen, from any side", joints="SHOULDER ELBOW WRIST")
def working_elbow(body: Body) -> float:
    """Of the arm that works, where the other one hangs or props up the body; hidden arms only if both are."""
    angles = []
    for side in (LEFT, RIGHT):
        rows = [side[joint] for joint in ("SHOULDER", "ELBOW", "WRIST")]
        angle = geometry.angle(*(body.guess(row) for row in rows))
        angles.append((body.seen(*rows) >= IN_SIGHT, angle))
    seen = [angle for in_sight, angle in angles if in_sight] or [angle for _, angle in angles]
    return min(seen)


@_measure("degrees", "bend of the knee as seen, from any side", joints="HIP KNEE ANKLE")
def knee_bend(body: Body) -> float:
    """Foreshortened from the front: good for whether a knee bends, not for how much."""
    return body.both(geometry.angle, "HIP", "KNEE", "ANKLE", strict=False)


@_measure("pixels", "where the hands are, across the picture", joints="WRIST")
def hands_x(body: Body) -> float:
    """Of the middle between the wrists."""
    return body.middle("WRIST")[0]


@_measure("pixels", "where the hands are, down the picture", joints="WRIST")
def hands_y(body: Body) -> float:
    """Of the middle between the wrists."""
    return body.middle("WRIST")[1]


@_measure("pixels", "where the feet are, across the picture", joints="ANKLE")
def feet_x(body: Body) -> float:
    """Of the middle between the ankles."""
    return body.middle("ANKLE")[0]


@_measure("pixels", "where the feet are, down the picture", joints="ANKLE")
def feet_y(body: Body) -> float:
    """Of the middle between the ankles."""
    return body.middle("ANKLE")[1]


@_measure("pixels", "where the shoulders are, down the picture", joints="SHOULDER")
def shoulders_y(body: Body) -> float:
    """Of the middle between the shoulders."""
    return body.middle("SHOULDER")[1]


@_measure("arms", "distance between the ankles, across the picture", joints="ANKLE")
def feet_apart(body: Body) -> float:
    """Without a sign: from behind and obliquely the tracker takes one foot for the other at times."""
    left, right = body.guess(Landmark.LEFT_ANKLE), body.guess(Landmark.RIGHT_ANKLE)
    return abs(left[0] - right[0]) / body.scale


@_measure("pixels", "where the hips are, across the picture", SIDE_VIEWS, joints="HIP")
def hips_x(body: Body) -> float:
    """Of the middle between the hips; from the side, the swing of a kip."""
    return body.middle("HIP")[0]


@_measure("pixels", "where the shoulders are, across the picture", joints="SHOULDER")
def shoulders_x(body: Body) -> float:
    """Of the middle between the shoulders."""
    return body.middle("SHOULDER")[0]


@_measure("pixels", "where the higher hand is, across the picture", joints="WRIST")
def raised_hand_x(body: Body) -> float:
    """Of its wrist."""
    return body.guess(_raised(body)["WRIST"])[0]


@_measure("pixels", "where the higher hand is, down the picture", joints="WRIST")
def raised_hand_y(body: Body) -> float:
    """Of its wrist."""
    return body.guess(_raised(body)["WRIST"])[1]


def _raised(body: Body) -> dict[str, int]:
    """Return the side whose hand is higher."""
    return LEFT if left_hand_higher(body) > 0.0 else RIGHT


@_measure("pixels", "where the hips are, down the picture", joints="HIP")
def hips_y(body: Body) -> float:
    """Of the middle between the hips."""
    return body.middle("HIP")[1]


@_measure(
    "arms",
    "height of the shoulders above the nearer hand's wrist, whichever hand is higher",
    joints="WRIST SHOULDER",
)
def higher_hand_reach(body: Body) -> float:
    """About 1 with hanging arms, 0.3 with one hand drawn up to the trunk."""
    left, right = (body.guess(side["WRIST"])[1] - body.guess(side["SHOULDER"])[1] for side in (LEFT, RIGHT))
    return min(left, right) / body.scale


@_measure("pixels", "where the hand is that is nearer to its shoulder, down the picture", joints="WRIST")
def higher_hand_y(body: Body) -> float:
    """Of the wrist that is drawn up further, as in a row of one arm."""
    drops = [(body.guess(s["WRIST"])[1] - body.guess(s["SHOULDER"])[1], s) for s in (LEFT, RIGHT)]
    side = min(drops, key=lambda pair: pair[0])[1]
    return body.guess(side["WRIST"])[1]


@_measure(
    "arms",
    "height of the shoulders above the farther hand's wrist, whichever hand is lower",
    joints="WRIST SHOULDER",
)
def lower_hand_reach(body: Body) -> float:
    """About 1 with an arm that hangs, negative with both hands raised."""
    left, right = (body.guess(side["WRIST"])[1] - body.guess(side["SHOULDER"])[1] for side in (LEFT, RIGHT))
    return max(left, right) / body.scale


@_measure("arms", "distance between the hands, in the picture", joints="WRIST")
def hands_apart(body: Body) -> float:
    """About 2.6 with the arms spread level."""
    return geometry.distance(body.guess(Landmark.LEFT_WRIST), body.guess(Landmark.RIGHT_WRIST)) / body.scale


@_measure("arms", "how much higher one hand is than the other", joints="WRIST")
def hands_uneven(body: Body) -> float:
    """Positive whichever hand is the higher one."""
    return abs(body.guess(Landmark.LEFT_WRIST)[1] - body.guess(Landmark.RIGHT_WRIST)[1]) / body.scale


@_measure("arms", "how much higher the left hand is than the right one", joints="WRIST")
def left_hand_higher(body: Body) -> float:
    """Its sign tells which hand is drawn up or raised."""
    return (body.guess(Landmark.RIGHT_WRIST)[1] - body.guess(Landmark.LEFT_WRIST)[1]) / body.scale


@_measure(
    "degrees",
    "how far the better arm is from upper arm level, forearm upright",
    joints="SHOULDER ELBOW WRIST",
)
def square_arm(body: Body) -> float:
    """0 for an elbow at shoulder height with the hand straight above it."""
    return min(_off_square(body, LEFT), _off_square(body, RIGHT))


def _off_square(body: Body, side: dict[str, int]) -> float:
    shoulder, elbow, wrist = [body.guess(side[joint]) for joint in ("SHOULDER", "ELBOW", "WRIST")]
    level = abs(geometry.rise(shoulder, elbow))
    upright = geometry.lean(elbow, wrist)
    return max(level, upright) if level == level and upright == upright else math.inf  # noqa: PLR0124 - not NaN


# Verdicts: what a person is told.


@_measure("degrees", "elbow angle of arms that press, 180 when straight", SIDEWAYS)
def elbow(body: Body) -> float:
    """Between upper arm and forearm, the hands on the floor or on something else."""
    return _bent_by_reach(body)


@_measure("degrees", "elbow angle of arms that pull, 180 when straight", FACING_OR_OBLIQUE)
def pulled_elbow(body: Body) -> float:
    """Between upper arm and forearm, the hands on a bar."""
    return _bent_by_reach(body)


def _bent_by_reach(body: Body) -> float:
    """The elbow angle of arms whose hands stay where they are, above or below the shoulders.

    An elbow that points at the camera or away looks straighter than it is. How far the shoulder is from the hand
    shows all the same, and that far it is with no straighter an arm once the arms were seen straight: both
    parts of an arm are nearly of one length, so that half the angle's sine is the share of the reach.
    """
    seen = body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST")
    if math.isnan(body.proportions.arm):
        return seen
    reach = body.both(geometry.distance, "SHOULDER", "WRIST")
    return min(seen, 2.0 * math.degrees(math.asin(min(1.0, reach / body.proportions.arm))))


@_measure("degrees", "elbow angle as it looks: true of arms that are nearly straight", SIDEWAYS)
def seen_elbow(body: Body) -> float:
    """A straight arm looks straight from every side. So may a bent one whose elbow points at the camera."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST")


@_measure("degrees", "elbow angle of hanging or raised arms, 180 when straight", FACING_OR_OBLIQUE)
def hanging_elbow(body: Body) -> float:
    """As it looks, where the arms move in the plane of the picture: hung from a bar, spread to the sides."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST")


@_measure("arms", "height of the shoulders above the hands, seen sideways", SIDEWAYS)
def press_height(body: Body) -> float:
    """0.96 on straight arms, 0.55 with the upper arms level. Elbows that point outwards do not mislead it."""
    return shoulders_over_hands(body)


@_measure("degrees", "knee angle, 180 when straight", SIDEWAYS)
def knee(body: Body) -> float:
    """Between thigh and shin."""
    return body.both(geometry.angle, "HIP", "KNEE", "ANKLE")


@_measure("degrees", "hip angle, 180 when straight", SIDEWAYS)
def hip(body: Body) -> float:
    """Between trunk and thigh."""
    return body.both(geometry.angle, "SHOULDER", "HIP", "KNEE")


ON_KNEES = 0.17
"""Knee drop from which a body rests on its knees; straight legs measure 0 to 0.1, rendered knees 0.32."""


@_measure(
    "ratio",
    "how far the hips hang below the line from shoulders to feet, or knees, in its length",
    SIDE_VIEWS,
)
def sag(body: Body) -> float:
    """Positive sags, negative pikes. Meant for a body that lies or leans, not for one that stands.

    For a body that rests on its knees the line ends there.
    """
    end = "KNEE" if knee_drop(body) > ON_KNEES else "ANKLE"
    return body.both(geometry.offset, "SHOULDER", "HIP", end)


@_measure("ratio", "how far the knees hang below the line from hips to ankles, in its length", SIDE_VIEWS)
def knee_drop(body: Body) -> float:
    """About 0 with straight legs; on the knees, 0.1 and more."""
    return body.both(geometry.offset, "HIP", "KNEE", "ANKLE")


@_measure("ratio", "height of the hands above the feet, in lengths from shoulder to ankle", SIDE_VIEWS)
def hands_over_feet(body: Body) -> float:
    """0 on a floor; positive with the hands raised, negative with the feet raised."""
    length = geometry.distance(body.middle("SHOULDER"), body.middle("ANKLE"))
    drop = body.both(_drop, "WRIST", "ANKLE")
    return drop / length if length > 0.0 else math.nan


@_measure("degrees", "rise of the thigh from knee to hip above level")
def thigh(body: Body) -> float:
    """0 with level thighs, 90 standing, negative with the hips below the knees.

    A thigh that points past the camera looks steeper than it is. It is no steeper than its length allows, as that
    was seen while the person stood. Face on, where nothing else tells, it is NaN until then.
    """
    seen = body.both(geometry.rise, "KNEE", "HIP")
    if math.isnan(body.proportions.leg):
        return math.nan if shoulder_width(body) > WIDE * _trunk(body) else seen
    share = abs(body.both(_drop, "HIP", "KNEE")) / (body.proportions.leg / 2.0)
    return math.copysign(min(abs(seen), math.degrees(math.asin(min(1.0, share)))), seen)


def _trunk(body: Body) -> float:
    return geometry.distance(body.middle("SHOULDER"), body.middle("HIP"))


def _drop(high: Point, low: Point) -> float:
    return low[1] - high[1]


@_measure("ratio", "height of the hips above the knees, in thigh lengths, seen face on", FACING_VIEWS)
def thigh_height(body: Body) -> float:
    """The front view's form of `thigh`: 0 with level thighs, 1 standing.

    A thigh that points at the camera looks short; how long it is was seen while the person stood.
    """
    if math.isnan(body.proportions.leg):
        return hips_over_knees(body)
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / (body.proportions.leg / 2.0)


@_measure("degrees", "lean of the trunk from upright", SIDEWAYS)
def trunk_lean(body: Body) -> float:
    """0 upright, 90 level."""
    return body.both(geometry.lean, "HIP", "SHOULDER")


@_measure("degrees", "how far the trunk is bent forward from its own upright", joints="SHOULDER HIP")
def trunk_fold(body: Body) -> float:
    """0 upright, 90 with the shoulders as low as the hips; negative for one who leans or lies back.

    How high the shoulders still are over the hips, by the length that the trunk had while it was upright, tells
    it from every side. NaN until that was seen, and where it does not show to which side the trunk is bent.
    """
    share = (body.middle("HIP")[1] - body.middle("SHOULDER")[1]) / body.proportions.trunk
    if math.isnan(share):
        return math.nan
    return _bends(body) * math.degrees(math.acos(max(-1.0, min(1.0, share))))


ASIDE = 0.3
"""Distance of the feet from the hips across the picture, in arms, from which it shows to which side a trunk bends."""


def _bends(body: Body) -> float:
    """Return 1 for a trunk that is bent towards the feet, -1 away from them; NaN where neither shows."""
    hips, shoulders, feet = (body.middle(joint) for joint in ("HIP", "SHOULDER", "ANKLE"))
    if abs(feet[0] - hips[0]) >= ASIDE * body.scale:
        return math.copysign(1.0, (feet[0] - hips[0]) * (shoulders[0] - hips[0]))
    # Face on, the head of one who bends forward sinks before the chest; of one who lies back, behind it.
    depth = sum(
        float(body.pose.world[side["SHOULDER"]][2] - body.pose.world[side["HIP"]][2])
        for side in (LEFT, RIGHT)
    )
    return math.nan if math.isnan(depth) else math.copysign(1.0, -depth)


@_measure("ratio", "distance between the hands over the distance between the shoulders", FACING_VIEWS)
def hand_width(body: Body) -> float:
    """Wrists over shoulder joints, both across the picture: 1.2 with the hands under the shoulders."""
    return _width(body, "WRIST", "SHOULDER")


@_measure("ratio", "distance between the index fingers over the distance between the shoulders", FACING_VIEWS)
def finger_gap(body: Body) -> float:
    """Hands that touch are read 0.2 to 0.6 apart; parallel ones are as far apart as the wrists."""
    return _width(body, "INDEX", "SHOULDER")


@_measure("ratio", "distance between the elbows over the distance between the shoulders", FACING_VIEWS)
def elbow_width(body: Body) -> float:
    """At the bottom of a push-up: 2.2 with the upper arms at 45 degrees to the trunk, 2.6 straight out."""
    return _width(body, "ELBOW", "SHOULDER")


@_measure("ratio", "distance between the ankles over the distance between the shoulders", FACING_VIEWS)
def stance_width(body: Body) -> float:
    """Across the picture; the shoulders as wide as they looked while facing the camera, if that is more."""
    return _width(body, "ANKLE", "SHOULDER", least=body.proportions.shoulders)


@_measure("ratio", "distance between the knees over the distance between the ankles", FACING_VIEWS)
def knee_width(body: Body) -> float:
    """Below 1 where the knees cave in."""
    return _width(body, "KNEE", "ANKLE")


def _width(body: Body, joint: str, unit: str, least: float = math.nan) -> float:
    left, right, left_unit, right_unit = (
        body.point(side[name]) for name in (joint, unit) for side in (LEFT, RIGHT)
    )
    length = abs(left_unit[0] - right_unit[0])
    if unit == "SHOULDER" and length == length:  # noqa: PLR0124 - not NaN
        # Raised arms and a turned trunk bring the shoulders closer together than they are wide.
        length = max(length, body.scale * SHOULDERS, least)
    return abs(left[0] - right[0]) / length if length > 0.0 else math.nan


@_measure("ratio", "distance from the hands to the knees, in thigh lengths", joints="WRIST KNEE")
def hands_to_knees(body: Body) -> float:
    """0.2 with the hands on the knees: the wrists stay behind the palms."""
    reach = body.both(geometry.distance, "WRIST", "KNEE", strict=False)
    return reach / (body.scale * THIGH)


@_measure("degrees", "turn of the shoulders against the hips, positive to the left", FACING_VIEWS)
def trunk_turn(body: Body) -> float:
    """About the upright axis: by how much narrower the shoulders look than they did while facing the camera.

    World landmarks tell the side, but of 37 degrees only 9; without them it is told by where the nose points.
    """
    space, narrowed = _turn_in_space(body), _narrowed(body)
    if math.isnan(narrowed):
        return space if space == space else _nose_points(body)  # noqa: PLR0124 - not NaN
    if math.isnan(space):
        return math.copysign(narrowed, _nose_points(body))
    return math.copysign(max(abs(space), narrowed), space)


@_measure("degrees", "turn of the shoulders against the hips, to whichever side", FACING_VIEWS)
def trunk_turned(body: Body) -> float:
    """The size of `trunk_turn`, for one who was seen facing the camera before."""
    return math.nan if math.isnan(body.proportions.shoulders) else abs(trunk_turn(body))


def _narrowed(body: Body) -> float:
    """The angle by which shoulders must be turned to look as narrow as they do."""
    share = shoulder_width(body) / body.proportions.shoulders
    return math.degrees(math.acos(min(1.0, share))) if share == share else math.nan  # noqa: PLR0124 - not NaN


def _turn_in_space(body: Body) -> float:
    return (_heading(body, "SHOULDER") - _heading(body, "HIP") + 180.0) % 360.0 - 180.0


def _nose_points(body: Body) -> float:
    """Return the angle, in degrees, by which the nose points to the side of the chest; a rough guess."""
    left, right, nose = (
        body.point(row) for row in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.NOSE)
    )
    half = (left[0] - right[0]) / 2.0
    off = (nose[0] - (left[0] + right[0]) / 2.0) / half if half != 0.0 else math.nan
    return math.degrees(math.asin(max(-1.0, min(1.0, off)))) if off == off else math.nan  # noqa: PLR0124


def _heading(body: Body, joint: str) -> float:
    """Return the direction, in degrees, of the line from the right to the left joint, seen from above."""
    left, _, deep_left = body.pose.world[LEFT[joint]].tolist()
    right, _, deep_right = body.pose.world[RIGHT[joint]].tolist()
    return math.degrees(math.atan2(deep_left - deep_right, left - right))


@_measure("degrees", "turn-out of the feet, positive outwards", FACING_VIEWS)
def toes_out(body: Body) -> float:
    """From heel to toe, seen from above, from world landmarks: rough."""
    turns = []
    for side, outward in ((LEFT, 1.0), (RIGHT, -1.0)):
        if body.seen(side["HEEL"], side["FOOT_INDEX"]) >= 0.5:  # noqa: PLR2004
            heel, toe = body.pose.world[side["HEEL"]].tolist(), body.pose.world[side["FOOT_INDEX"]].tolist()
            turns.append(math.degrees(math.atan2(outward * (toe[0] - heel[0]), heel[2] - toe[2])))
    return sum(turns) / len(turns) if turns else math.nan


@_measure("degrees", "how far the thumbs point outwards rather than inwards on the bar", FACING_VIEWS)
def thumbs_out(body: Body) -> float:
    """Positive with the palms towards the face, negative with the palms away. Needs well seen hands."""
    values = []
    middle = body.middle("WRIST")[0]
    for side in (LEFT, RIGHT):
        if body.seen(side["THUMB"], side["PINKY"]) >= HANDS_IN_SIGHT:
            thumb, pinky = body.guess(side["THUMB"]), body.guess(side["PINKY"])
            outward = math.copysign(1.0, body.guess(side["WRIST"])[0] - middle)
            values.append(math.degrees(math.atan2(outward * (thumb[0] - pinky[0]), abs(thumb[1] - pinky[1]))))
    return sum(values) / len(values) if values else math.nan


@_measure("degrees", "rise of the raised upper arm above level", FACING_OR_OBLIQUE)
def raised_arm(body: Body) -> float:
    """Of the arm whose hand is higher: 0 with the elbow at shoulder height."""
    side = LEFT if left_hand_higher(body) > 0.0 else RIGHT
    return geometry.rise(body.point(side["SHOULDER"]), body.point(side["ELBOW"]))


@_measure("degrees", "elbow angle of the raised arm", FACING_OR_OBLIQUE)
def raised_elbow(body: Body) -> float:
    """Of the arm whose hand is higher."""
    side = LEFT if left_hand_higher(body) > 0.0 else RIGHT
    return geometry.angle(*(body.point(side[joint]) for joint in ("SHOULDER", "ELBOW", "WRIST")))


@_measure("arms", "height of the drawn elbow above the line of the back", SIDEWAYS)
def elbow_over_back(body: Body) -> float:
    """Positive where the elbow has passed the trunk's line from hip to shoulder."""
    side = LEFT if left_hand_higher(body) > 0.0 else RIGHT
    shoulder, hip_at, elbow_at = (body.point(side[joint]) for joint in ("SHOULDER", "HIP", "ELBOW"))
    length = geometry.distance(shoulder, hip_at)
    return -geometry.offset(shoulder, elbow_at, hip_at) * length / body.scale


@_measure("arms", "height of the hands above the shoulders", FACING_OR_OBLIQUE)
def hands_over_shoulders(body: Body) -> float:
    """0 with the arms spread level."""
    return -shoulders_over_hands(body)


@_measure("arms", "how far the nose is below the ears", SIDEWAYS)
def chin_tuck(body: Body) -> float:
    """Positive with a lowered head."""
    ears = body.middle("EAR")
    nose = body.point(Landmark.NOSE)
    return (nose[1] - ears[1]) / body.scale
