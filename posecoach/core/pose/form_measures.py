"""Form measures: what a person is told. Each says from which views it is true; from any other it is NaN."""

import math

from posecoach.core.pose import geometry
from posecoach.core.pose.body import LEFT, RIGHT, SHOULDERS, Body
from posecoach.core.pose.body_proportions import shoulder_width
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measure_registry import (
    FACING_OR_OBLIQUE,
    FACING_VIEWS,
    SIDE_VIEWS,
    SIDEWAYS,
    measure,
)
from posecoach.core.pose.tracking_measures import (
    hips_over_knees,
    raised_arm_joints,
    shoulders_over_hands,
    working_arm,
)

WIDE = 0.7
"""Shoulder width over trunk length from which a body is seen face on; see `posecoach.core.pose.view`."""

THIGH = 0.8
"""Length of a thigh between landmarks, in arms; see `posecoach.core.pose.body`."""

HANDS_IN_SIGHT = 0.7
"""Visibility from which fingers are believed: they are guessed more often than any other landmark."""


@measure("degrees", "elbow angle of arms that press, 180 when straight", SIDEWAYS)
def elbow(body: Body) -> float:
    """Between upper arm and forearm, the hands on the floor or on something else."""
    return _bent_by_reach(body)


@measure("degrees", "elbow angle of arms that pull, 180 when straight", FACING_OR_OBLIQUE)
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


@measure("degrees", "elbow angle as it looks: true of arms that are nearly straight", SIDEWAYS)
def seen_elbow(body: Body) -> float:
    """A straight arm looks straight from every side. So may a bent one whose elbow points at the camera."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST")


@measure("degrees", "elbow angle of hanging or raised arms, 180 when straight", FACING_OR_OBLIQUE)
def hanging_elbow(body: Body) -> float:
    """As it looks, where the arms move in the plane of the picture: hung from a bar, spread to the sides."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST")


@measure("arms", "height of the shoulders above the hands, seen sideways", SIDEWAYS)
def press_height(body: Body) -> float:
    """0.96 on straight arms, 0.55 with the upper arms level. Elbows that point outwards do not mislead it."""
    return shoulders_over_hands(body)


@measure("degrees", "knee angle, 180 when straight", SIDEWAYS)
def knee(body: Body) -> float:
    """Between thigh and shin."""
    return body.both(geometry.angle, "HIP", "KNEE", "ANKLE")


@measure("degrees", "hip angle, 180 when straight", SIDEWAYS)
def hip(body: Body) -> float:
    """Between trunk and thigh."""
    return body.both(geometry.angle, "SHOULDER", "HIP", "KNEE")


ON_KNEES = 0.17
"""Knee drop from which a body rests on its knees; straight legs measure 0 to 0.1, rendered knees 0.32."""


@measure(
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


@measure("ratio", "how far the knees hang below the line from hips to ankles, in its length", SIDE_VIEWS)
def knee_drop(body: Body) -> float:
    """About 0 with straight legs; on the knees, 0.1 and more."""
    return body.both(geometry.offset, "HIP", "KNEE", "ANKLE")


@measure("ratio", "height of the hands above the feet, in lengths from shoulder to ankle", SIDE_VIEWS)
def hands_over_feet(body: Body) -> float:
    """0 on a floor; positive with the hands raised, negative with the feet raised."""
    length = geometry.distance(body.middle("SHOULDER"), body.middle("ANKLE"))
    drop = body.both(geometry.drop, "WRIST", "ANKLE")
    return drop / length if length > 0.0 else math.nan


@measure("degrees", "rise of the thigh from knee to hip above level")
def thigh(body: Body) -> float:
    """0 with level thighs, 90 standing, negative with the hips below the knees.

    A thigh that points past the camera looks steeper than it is. It is no steeper than its length allows, as that
    was seen while the person stood. Face on, where nothing else tells, it is NaN until then.
    """
    seen = body.both(geometry.rise, "KNEE", "HIP")
    if math.isnan(body.proportions.leg):
        return math.nan if shoulder_width(body) > WIDE * _trunk(body) else seen
    share = abs(body.both(geometry.drop, "HIP", "KNEE")) / (body.proportions.leg / 2.0)
    return math.copysign(min(abs(seen), math.degrees(math.asin(min(1.0, share)))), seen)


def _trunk(body: Body) -> float:
    return geometry.distance(body.middle("SHOULDER"), body.middle("HIP"))


@measure("ratio", "height of the hips above the knees, in thigh lengths, seen face on", FACING_VIEWS)
def thigh_height(body: Body) -> float:
    """The front view's form of `thigh`: 0 with level thighs, 1 standing.

    A thigh that points at the camera looks short; how long it is was seen while the person stood.
    """
    if math.isnan(body.proportions.leg):
        return hips_over_knees(body)
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / (body.proportions.leg / 2.0)


@measure("degrees", "lean of the trunk from upright", SIDEWAYS)
def trunk_lean(body: Body) -> float:
    """0 upright, 90 level."""
    return body.both(geometry.lean, "HIP", "SHOULDER")


@measure("degrees", "how far the trunk is bent forward from its own upright", joints="SHOULDER HIP")
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


@measure("ratio", "distance between the hands over the distance between the shoulders", FACING_VIEWS)
def hand_width(body: Body) -> float:
    """Wrists over shoulder joints, both across the picture: 1.2 with the hands under the shoulders."""
    return _width(body, "WRIST", "SHOULDER")


@measure("ratio", "distance between the index fingers over the distance between the shoulders", FACING_VIEWS)
def finger_gap(body: Body) -> float:
    """Hands that touch are read 0.2 to 0.6 apart; parallel ones are as far apart as the wrists."""
    return _width(body, "INDEX", "SHOULDER")


@measure("ratio", "distance between the elbows over the distance between the shoulders", FACING_VIEWS)
def elbow_width(body: Body) -> float:
    """At the bottom of a push-up: 2.2 with the upper arms at 45 degrees to the trunk, 2.6 straight out."""
    return _width(body, "ELBOW", "SHOULDER")


@measure("ratio", "distance between the ankles over the distance between the shoulders", FACING_VIEWS)
def stance_width(body: Body) -> float:
    """Across the picture; the shoulders as wide as they looked while facing the camera, if that is more."""
    return _width(body, "ANKLE", "SHOULDER", least=body.proportions.shoulders)


@measure("ratio", "distance between the knees over the distance between the ankles", FACING_VIEWS)
def knee_width(body: Body) -> float:
    """Below 1 where the knees cave in."""
    return _width(body, "KNEE", "ANKLE")


def _width(body: Body, joint: str, unit: str, least: float = math.nan) -> float:
    left, right, left_unit, right_unit = (
        body.point(side[name]) for name in (joint, unit) for side in (LEFT, RIGHT)
    )
    length = abs(left_unit[0] - right_unit[0])
    if unit == "SHOULDER" and not math.isnan(length):
        # Raised arms and a turned trunk bring the shoulders closer together than they are wide.
        length = max(length, body.scale * SHOULDERS, least)
    return abs(left[0] - right[0]) / length if length > 0.0 else math.nan


@measure("ratio", "distance from the hands to the knees, in thigh lengths", joints="WRIST KNEE")
def hands_to_knees(body: Body) -> float:
    """0.2 with the hands on the knees: the wrists stay behind the palms."""
    reach = body.both(geometry.distance, "WRIST", "KNEE", strict=False)
    return reach / (body.scale * THIGH)


@measure("degrees", "turn of the shoulders against the hips, positive to the left", FACING_VIEWS)
def trunk_turn(body: Body) -> float:
    """About the upright axis: by how much narrower the shoulders look than they did while facing the camera.

    World landmarks tell the side, but of 37 degrees only 9; without them it is told by where the nose points.
    """
    space, narrowed = _turn_in_space(body), _narrowed(body)
    if math.isnan(narrowed):
        return _nose_points(body) if math.isnan(space) else space
    if math.isnan(space):
        return math.copysign(narrowed, _nose_points(body))
    return math.copysign(max(abs(space), narrowed), space)


@measure("degrees", "turn of the shoulders against the hips, to whichever side", FACING_VIEWS)
def trunk_turned(body: Body) -> float:
    """The size of `trunk_turn`, for one who was seen facing the camera before."""
    return math.nan if math.isnan(body.proportions.shoulders) else abs(trunk_turn(body))


def _narrowed(body: Body) -> float:
    """The angle by which shoulders must be turned to look as narrow as they do."""
    share = shoulder_width(body) / body.proportions.shoulders
    return math.nan if math.isnan(share) else math.degrees(math.acos(min(1.0, share)))


def _turn_in_space(body: Body) -> float:
    return (_heading(body, "SHOULDER") - _heading(body, "HIP") + 180.0) % 360.0 - 180.0


def _nose_points(body: Body) -> float:
    """Return the angle, in degrees, by which the nose points to the side of the chest; a rough guess."""
    left, right, nose = (
        body.point(row) for row in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.NOSE)
    )
    half = (left[0] - right[0]) / 2.0
    off = (nose[0] - (left[0] + right[0]) / 2.0) / half if half != 0.0 else math.nan
    return math.nan if math.isnan(off) else math.degrees(math.asin(max(-1.0, min(1.0, off))))


def _heading(body: Body, joint: str) -> float:
    """Return the direction, in degrees, of the line from the right to the left joint, seen from above."""
    left, _, deep_left = body.pose.world[LEFT[joint]].tolist()
    right, _, deep_right = body.pose.world[RIGHT[joint]].tolist()
    return math.degrees(math.atan2(deep_left - deep_right, left - right))


@measure("degrees", "turn-out of the feet, positive outwards", FACING_VIEWS)
def toes_out(body: Body) -> float:
    """From heel to toe, seen from above, from world landmarks: rough."""
    turns = []
    for side, outward in ((LEFT, 1.0), (RIGHT, -1.0)):
        if body.seen(side["HEEL"], side["FOOT_INDEX"]) >= 0.5:  # noqa: PLR2004
            heel, toe = body.pose.world[side["HEEL"]].tolist(), body.pose.world[side["FOOT_INDEX"]].tolist()
            turns.append(math.degrees(math.atan2(outward * (toe[0] - heel[0]), heel[2] - toe[2])))
    return sum(turns) / len(turns) if turns else math.nan


@measure("degrees", "how far the thumbs point outwards rather than inwards on the bar", FACING_VIEWS)
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


@measure("degrees", "rise of the raised upper arm above level", FACING_OR_OBLIQUE)
def raised_arm(body: Body) -> float:
    """Of the arm whose hand is higher: 0 with the elbow at shoulder height."""
    side = raised_arm_joints(body)
    return geometry.rise(body.point(side["SHOULDER"]), body.point(side["ELBOW"]))


@measure("degrees", "elbow angle of the raised arm", FACING_OR_OBLIQUE)
def raised_elbow(body: Body) -> float:
    """Of the arm whose hand is higher."""
    side = raised_arm_joints(body)
    return geometry.angle(*(body.point(side[joint]) for joint in ("SHOULDER", "ELBOW", "WRIST")))


@measure("arms", "height of the drawn elbow above the line of the back", SIDEWAYS)
def elbow_over_back(body: Body) -> float:
    """Positive where the elbow has passed the trunk's line from hip to shoulder."""
    side = working_arm(body)
    shoulder, hip_at, elbow_at = (body.point(side[joint]) for joint in ("SHOULDER", "HIP", "ELBOW"))
    length = geometry.distance(shoulder, hip_at)
    return -geometry.offset(shoulder, elbow_at, hip_at) * length / body.scale


@measure("arms", "height of the hands above the shoulders", FACING_OR_OBLIQUE)
def hands_over_shoulders(body: Body) -> float:
    """0 with the arms spread level."""
    return -shoulders_over_hands(body)


@measure("arms", "how far the nose is below the ears", SIDEWAYS)
def chin_tuck(body: Body) -> float:
    """Positive with a lowered head."""
    ears = body.middle("EAR")
    nose = body.point(Landmark.NOSE)
    return (nose[1] - ears[1]) / body.scale
