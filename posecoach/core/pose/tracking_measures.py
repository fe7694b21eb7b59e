"""Tracking measures: where the body is. Movements are found by them, and some are columns too.

They hold up from every view, and lean on landmarks that are only guessed. Those named in `joints` weigh less
while they are hidden.
"""

import functools
import math

from posecoach.core.pose import geometry
from posecoach.core.pose.body import ARM, IN_SIGHT, LEFT, LEG, RIGHT, SHOULDERS, Body
from posecoach.core.pose.geometry import Point
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measure_registry import SIDE_VIEWS, measure
from posecoach.core.pose.moving_arm import below_shoulder

SHIN_OVER_TRUNK = 0.84
"""Length of a shin over that of a trunk from hip to shoulder."""

HANDS_AT_WAIST = 0.7
"""Distance down the trunk, in arms, from which hands are no longer in front of the chest."""

HANDS_ABOVE_HIPS = 0.25
"""Share of the way from hips to shoulders by which hands are in front of the chest, whatever their distance."""

SHOULDERS_APART = 0.2
"""Distance of the shoulders across the picture, in arms, from which their line can be told."""

MOST_CROOKED = 0.5
"""Rise over run of a line of shoulders that is still taken for level, seen crookedly: 27 degrees."""

FOREARM_OVER_ARM = 0.48
"""Length of a forearm over that of an arm."""

LIFTED, ONE_HANDED = 0.3, 0.6
"""Arms by which one hand is nearer to its shoulder than the other when it begins to bear less, and when it bears nothing."""

LEAN = 60.0
"""Degrees by which who leans on something in front of the chest is less than upright."""

TILTED = 0.4
"""Height of the shoulders over the hips, in arms, up to which a body may rest on its forearms."""

OVERHEAD, RAISED = -0.5, -0.2
"""Drop from shoulder to hand, in arms, up to which a hand hangs from something, and from which it is only lifted."""

SHORTEST_LEG = 0.7
"""Least length of a leg, as a share of its usual length in a body of this size."""

BEARING, STRAIGHT_DOWN = 0.7, 0.9
"""Drop from shoulder to hand, in arms, from which an arm begins to look straight, and from which it is."""

FOLD = 120.0
"""Degrees of bend that are read from a limb shortened to nothing, and in proportion from one shortened less."""

TRUNK_OVER_ARM = 0.93
"""Length of a trunk from hip to shoulder over that of an arm, as `shoulders_over_hips` shows it upright."""


@measure("arms", "height of the shoulders above the hands", joints="SHOULDER WRIST")
def shoulders_over_hands(body: Body) -> float:
    """Positive while the hands are lower."""
    return (body.middle("WRIST")[1] - body.middle("SHOULDER")[1]) / body.scale


@measure("arms", "height of the shoulders above the hands that bear them", joints="SHOULDER WRIST")
def shoulders_over_support(body: Body) -> float:
    """As `shoulders_over_hands`; of a straight arm alone while the other hand is lifted, to tap or behind the back."""
    near, far = sorted(below_shoulder(body, side, "WRIST") for side in (LEFT, RIGHT))
    lifted = _ramp(far - near, LIFTED, ONE_HANDED) * _ramp(far, BEARING, STRAIGHT_DOWN)
    lifted *= _ramp(near, OVERHEAD, RAISED)  # who hangs by one hand is not borne by the other
    return (near + far) / 2.0 + lifted * (far - near) / 2.0


def _ramp(value: float, low: float, high: float) -> float:
    """Return 0 up to a low value, 1 from a high one, and a share between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


@measure("arms", "height of the mouth above the hands", joints="MOUTH WRIST")
def mouth_over_hands(body: Body) -> float:
    """Negative in a dead hang, about zero when the chin is at the bar."""
    return (body.middle("WRIST")[1] - body.middle("MOUTH")[1]) / body.scale


@measure("arms", "height of the shoulders above the hips", joints="SHOULDER HIP")
def shoulders_over_hips(body: Body) -> float:
    """About 0.9 upright, 0 level, negative upside down."""
    return (body.middle("HIP")[1] - body.middle("SHOULDER")[1]) / body.scale


@measure("arms", "height of the shoulders above the feet", joints="SHOULDER ANKLE")
def shoulders_over_feet(body: Body) -> float:
    """About 2.2 standing, 0.3 in a push-up."""
    return (body.middle("ANKLE")[1] - body.middle("SHOULDER")[1]) / body.scale


@measure("ratio", "height of the hips above the knees, in thigh lengths", joints="HIP KNEE ANKLE")
def hips_over_knees(body: Body) -> float:
    """1 standing, 0 with level thighs. The shin lends its length where the thigh is foreshortened."""
    leg = SHORTEST_LEG * LEG * body.scale
    for side in (LEFT, RIGHT):
        hip, knee, ankle = [body.guess(side[joint]) for joint in ("HIP", "KNEE", "ANKLE")]
        leg = max(leg, geometry.distance(hip, knee) + geometry.distance(knee, ankle))
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / (leg / 2.0) if leg > 0.0 else math.nan


@measure("arms", "height of the hips above the knees", joints="HIP KNEE")
def hips_above_knees(body: Body) -> float:
    """About 0.8 standing, 0 sitting; 0.2 where outstretched legs point at a camera that looks down."""
    return (body.middle("KNEE")[1] - body.middle("HIP")[1]) / body.scale


@measure("arms", "distance between hips and ankles, in the picture", joints="HIP ANKLE")
def feet_from_hips(body: Body) -> float:
    """0.9 and more on a chair or with the legs stretched out; 0.3 kneeling, cross-legged or in a deep squat.

    Straight legs that point at a camera near the floor look as short.
    """
    return body.both(geometry.distance, "HIP", "ANKLE") / body.scale


@measure("arms", "height of the knees above the ankles", joints="KNEE ANKLE")
def knees_over_ankles(body: Body) -> float:
    """About 0.75 while standing."""
    return (body.middle("ANKLE")[1] - body.middle("KNEE")[1]) / body.scale


@measure("arms", "height of the shoulders above the lower foot", joints="SHOULDER ANKLE")
def shoulders_over_lower_foot(body: Body) -> float:
    """As `shoulders_over_feet`, where one leg stands and the other kneels on a bench."""
    return (_lower_foot_y(body) - body.middle("SHOULDER")[1]) / body.scale


@measure("arms", "height of the hips above the lower foot", joints="HIP ANKLE")
def hips_over_lower_foot(body: Body) -> float:
    """1.5 standing, upright or bent over; 0.2 in a plank, 0.7 where a camera looks down on one from the front."""
    return (_lower_foot_y(body) - body.middle("HIP")[1]) / body.scale


def _lower_foot_y(body: Body) -> float:
    """Return how far down the picture the lower ankle is, px."""
    return max(body.guess(side["ANKLE"])[1] for side in (LEFT, RIGHT))


@measure(
    "arms", "height of the knee above the ankle of the leg that stands more upright", joints="KNEE ANKLE"
)
def standing_shin(body: Body) -> float:
    """As `knees_over_ankles`, where one leg stands and the other kneels on a bench."""
    return max(body.guess(s["ANKLE"])[1] - body.guess(s["KNEE"])[1] for s in (LEFT, RIGHT)) / body.scale


@measure("arms", "rise of the shins beyond the trunk's", joints="SHOULDER HIP KNEE ANKLE")
def shins_over_trunk(body: Body) -> float:
    """About 0 where the body is one line, on a floor and on an incline; 0.6 lying with the feet on the floor."""
    return knees_over_ankles(body) - SHIN_OVER_TRUNK * max(0.0, shoulders_over_hips(body))


@measure("degrees", "bend of the elbow as seen, from any side", joints="SHOULDER ELBOW WRIST")
def elbow_bend(body: Body) -> float:
    """Foreshortened from the front: good for whether an elbow bends, not for how much."""
    return body.both(geometry.angle, "SHOULDER", "ELBOW", "WRIST", strict=False)


@measure(
    "degrees",
    "bend of the more bent elbow as seen, or as a shortened arm seen from the side tells",
    joints="SHOULDER ELBOW WRIST",
)
def more_bent_elbow(body: Body) -> float:
    """Of a hidden arm only if both are hidden."""
    angles = []
    for side in (LEFT, RIGHT):
        rows = [side[joint] for joint in ("SHOULDER", "ELBOW", "WRIST")]
        angles.append((body.seen(*rows) >= IN_SIGHT, _elbow_fold(body, *(body.guess(row) for row in rows))))
    seen = [angle for in_sight, angle in angles if in_sight] or [angle for _, angle in angles]
    return min(seen)


@measure(
    "degrees",
    "bend of the elbow as seen, or as a shortened arm seen from the side tells",
    joints="SHOULDER ELBOW WRIST",
)
def elbow_fold(body: Body) -> float:
    """As `elbow_bend`, also where the elbow bends towards the camera."""
    return body.both(functools.partial(_elbow_fold, body), "SHOULDER", "ELBOW", "WRIST", strict=False)


def _elbow_fold(body: Body, shoulder: Point, elbow: Point, wrist: Point) -> float:
    """Return the bend of the elbow of one arm in degrees."""
    return _folded(shoulder, elbow, wrist, length=ARM * body.scale, trusted=_sideways(body))


def _folded(top: Point, joint: Point, end: Point, *, length: float, trusted: float = 1.0) -> float:
    """Return the bend of a limb's joint in degrees, by its angle in the picture or by how short the limb is.

    `length`: of the limb when straight, px. `trusted`: 1 where only a bend can shorten it, 0 where a swing can.
    """
    shortened = max(0.0, 1.0 - geometry.distance(top, end) / length)
    return min(geometry.angle(top, joint, end), 180.0 - FOLD * trusted * shortened)


def _sideways(body: Body) -> float:
    """Return 1 for a body seen from the side, where an arm that swings stays as long; 0 from the front."""
    across = abs(_right_to_left(body, "SHOULDER")[0]) / (SHOULDERS * body.scale)
    return max(0.0, 1.0 - across**2)


@measure("degrees", "bend of the knee as seen, from any side", joints="HIP KNEE ANKLE")
def knee_bend(body: Body) -> float:
    """Foreshortened from the front: good for whether a knee bends, not for how much."""
    return body.both(geometry.angle, "HIP", "KNEE", "ANKLE", strict=False)


@measure("degrees", "bend of the knee as seen, or as a shortened leg tells", joints="HIP KNEE ANKLE")
def knee_fold(body: Body) -> float:
    """As `knee_bend`, also where the knee bends towards the camera, as in a squat from the front."""
    folded = functools.partial(_folded, length=LEG * body.scale)
    return body.both(folded, "HIP", "KNEE", "ANKLE", strict=False)


@measure("pixels", "where the hands are, across the picture", joints="WRIST", axis="x", pair=True)
def hands_x(body: Body) -> float:
    """Of the middle between the wrists."""
    return body.middle("WRIST")[0]


@measure("pixels", "where the hands are, down the picture", joints="WRIST", axis="y", pair=True)
def hands_y(body: Body) -> float:
    """Of the middle between the wrists."""
    return body.middle("WRIST")[1]


@measure("pixels", "where the feet are, across the picture", joints="ANKLE", axis="x", pair=True)
def feet_x(body: Body) -> float:
    """Of the middle between the ankles."""
    return body.middle("ANKLE")[0]


@measure("pixels", "where the feet are, down the picture", joints="ANKLE", axis="y", pair=True)
def feet_y(body: Body) -> float:
    """Of the middle between the ankles."""
    return body.middle("ANKLE")[1]


@measure("pixels", "where the shoulders are, down the picture", joints="SHOULDER", axis="y", pair=True)
def shoulders_y(body: Body) -> float:
    """Of the middle between the shoulders."""
    return body.middle("SHOULDER")[1]


@measure("arms", "distance between the ankles, across the picture", joints="ANKLE")
def feet_apart(body: Body) -> float:
    """Without a sign: from behind and obliquely the tracker takes one foot for the other at times."""
    left, right = body.guess(Landmark.LEFT_ANKLE), body.guess(Landmark.RIGHT_ANKLE)
    return abs(left[0] - right[0]) / body.scale


@measure("pixels", "where the hips are, across the picture", SIDE_VIEWS, joints="HIP", axis="x", pair=True)
def hips_x(body: Body) -> float:
    """Of the middle between the hips; from the side, the swing of a kip."""
    return body.middle("HIP")[0]


@measure("pixels", "where the shoulders are, across the picture", joints="SHOULDER", axis="x", pair=True)
def shoulders_x(body: Body) -> float:
    """Of the middle between the shoulders."""
    return body.middle("SHOULDER")[0]


@measure("pixels", "where the higher hand is, across the picture", joints="WRIST", axis="x")
def raised_hand_x(body: Body) -> float:
    """Of its wrist."""
    return body.guess(raised_arm_joints(body)["WRIST"])[0]


@measure("pixels", "where the higher hand is, down the picture", joints="WRIST", axis="y")
def raised_hand_y(body: Body) -> float:
    """Of its wrist."""
    return body.guess(raised_arm_joints(body)["WRIST"])[1]


def raised_arm_joints(body: Body) -> dict[str, int]:
    """Return the joints of the arm whose hand is higher."""
    return LEFT if left_hand_higher(body) > 0.0 else RIGHT


@measure("pixels", "where the hips are, down the picture", joints="HIP", axis="y", pair=True)
def hips_y(body: Body) -> float:
    """Of the middle between the hips."""
    return body.middle("HIP")[1]


@measure("arms", "height of the shoulder above the hand of the arm that works", joints="WRIST SHOULDER")
def working_hand_reach(body: Body) -> float:
    """About 1 with a hanging arm, 0.3 with the hand drawn up to the trunk."""
    return below_shoulder(body, working_arm(body), "WRIST")


@measure("arms", "height of the shoulder above the elbow of the arm that works", joints="ELBOW SHOULDER")
def working_elbow_reach(body: Body) -> float:
    """0.5 with a hanging arm, 0 and less with the elbow drawn up to the back."""
    return below_shoulder(body, working_arm(body), "ELBOW")


@measure("pixels", "where the hand of the arm that works is, down the picture", joints="WRIST", axis="y")
def working_hand_y(body: Body) -> float:
    """Of its wrist."""
    return body.guess(working_arm(body)["WRIST"])[1]


@measure(
    "degrees",
    "bend of the elbow that works as seen, or as a shortened arm seen from the side tells",
    joints="SHOULDER ELBOW WRIST",
)
def working_elbow(body: Body) -> float:
    """Not of the arm that hangs or props up the body."""
    side = working_arm(body)
    return _elbow_fold(body, *(body.guess(side[joint]) for joint in ("SHOULDER", "ELBOW", "WRIST")))


def working_arm(body: Body) -> dict[str, int]:
    """Return the joints of the arm that moves, or of the hand nearer to its shoulder where that is not known."""
    if body.moving_arm:
        return LEFT if body.moving_arm == "left" else RIGHT
    return min((LEFT, RIGHT), key=lambda side: below_shoulder(body, side, "WRIST"))


@measure(
    "arms",
    "height of the shoulders above the farther hand's wrist, whichever hand is lower",
    joints="WRIST SHOULDER",
)
def lower_hand_reach(body: Body) -> float:
    """About 1 with an arm that hangs, negative with both hands raised."""
    return max(below_shoulder(body, side, "WRIST") for side in (LEFT, RIGHT))


@measure("arms", "distance between the hands, in the picture", joints="WRIST")
def hands_apart(body: Body) -> float:
    """About 2.6 with the arms spread level."""
    return geometry.distance(body.guess(Landmark.LEFT_WRIST), body.guess(Landmark.RIGHT_WRIST)) / body.scale


@measure("arms", "how far the hands are from the shoulders, along the trunk", joints="SHOULDER HIP WRIST")
def hands_down_trunk(body: Body) -> float:
    """0 with arms square to the trunk, upright or bent over; 1 with arms that lie along it.

    A trunk that points at the camera hides its length, and with it as much of what the arms share with it: the
    length that the arms suggest stands for its own.
    """
    shoulders, hips, hands = body.middle("SHOULDER"), body.middle("HIP"), body.middle("WRIST")
    along = sum((hip - top) * (hand - top) for top, hip, hand in zip(shoulders, hips, hands, strict=True))
    return along / (TRUNK_OVER_ARM * body.scale**2)


@measure("degrees", "rise of the trunk above level, less with the hands in front of the chest")
def upright_over_hands(body: Body) -> float:
    """20 in a push-up on a floor or at a kitchen counter, 57 in dips, 90 standing with the arms along the trunk."""
    rise = shoulders_over_hips(body)
    trunk = math.degrees(math.asin(min(max(rise / TRUNK_OVER_ARM, -1.0), 1.0)))
    above_hips = (1.0 - shoulders_over_hands(body) / rise) / HANDS_ABOVE_HIPS if rise > 0.0 else 0.0
    above_waist = 1.0 - hands_down_trunk(body) / HANDS_AT_WAIST
    return trunk - LEAN * min(max(above_waist, above_hips, 0.0), 1.0)


@measure(
    "ratio",
    "rise of the trunk beyond the thighs', both in shares of their length",
    joints="SHOULDER HIP KNEE",
)
def trunk_over_thighs(body: Body) -> float:
    """0 where the thighs carry on the line of the trunk, as in a plank, on the knees or on an incline; 1 for who sits."""
    return shoulders_over_hips(body) / TRUNK_OVER_ARM - hips_over_knees(body)


@measure("ratio", "steepness of trunk and forearms together", joints="SHOULDER HIP ELBOW WRIST")
def upright_on_forearms(body: Body) -> float:
    """1 where they are square to each other, whatever the incline, as in a press; 2 where both are upright.

    The sum of both squared sines: it is the same from every side.
    """
    trunk = shoulders_over_hips(body) / TRUNK_OVER_ARM
    forearm = abs(body.both(geometry.drop, "ELBOW", "WRIST", strict=False)) / (FOREARM_OVER_ARM * body.scale)
    return min(max(trunk, 0.0), 1.0) ** 2 + min(forearm, 1.0) ** 2


@measure("arms", "height between an elbow and its hand, of the arm with more of it", joints="ELBOW WRIST")
def forearm_rise(body: Body) -> float:
    """0 with both forearms on the floor; about 0.45 where one of them stands on its hand or hangs.

    Who is too upright to lie on the forearms has as much more as the shoulders are higher.
    """
    rises = [
        abs(below_shoulder(body, side, "WRIST") - below_shoulder(body, side, "ELBOW"))
        for side in (LEFT, RIGHT)
    ]
    return max(*rises, shoulders_over_hips(body) - TILTED)


@measure("arms", "how much higher one hand is than the other, by the line of the shoulders", joints="WRIST")
def hands_uneven(body: Body) -> float:
    """Positive whichever hand is the higher one.

    Hands that are level look as crooked as the shoulders to a camera that is tilted, or looks down obliquely.
    """
    across, down = _right_to_left(body, "SHOULDER")
    slope = 0.0
    if abs(across) >= SHOULDERS_APART * body.scale:
        slope = min(MOST_CROOKED, max(-MOST_CROOKED, down / across))
    across, down = _right_to_left(body, "WRIST")
    return min(abs(down), abs(down - slope * across)) / body.scale


def _right_to_left(body: Body, joint: str) -> Point:
    """Return how far the left joint is from the right one, px across and down the picture."""
    (x, y), (right_x, right_y) = body.guess(LEFT[joint]), body.guess(RIGHT[joint])
    return x - right_x, y - right_y


@measure("arms", "how much higher the left hand is than the right one", joints="WRIST")
def left_hand_higher(body: Body) -> float:
    """Its sign tells which hand is drawn up or raised."""
    return (body.guess(Landmark.RIGHT_WRIST)[1] - body.guess(Landmark.LEFT_WRIST)[1]) / body.scale


@measure("ratio", "1 while the left arm works, -1 while the right one does", joints="WRIST")
def left_arm_works(body: Body) -> float:
    """Its sign tells the side of a row of one arm; 0 where both hands are as near to their shoulders."""
    if body.moving_arm:
        return 1.0 if body.moving_arm == "left" else -1.0
    nearer = below_shoulder(body, RIGHT, "WRIST") - below_shoulder(body, LEFT, "WRIST")
    return nearer if math.isnan(nearer) else float((nearer > 0.0) - (nearer < 0.0))


@measure(
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
