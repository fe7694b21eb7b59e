"""Checks of the picture and the person in it, before a set begins.

Checks and advice are keys; the live session's language files hold the sentences.
"""

import math
from dataclasses import dataclass
from typing import Literal

from posecoach.core.pose import geometry
from posecoach.core.pose.body import IN_SIGHT, Body
from posecoach.core.pose.landmarks import Landmark

CheckName = Literal["whole_body", "distance", "camera", "light", "any_exercise", "side", "front", "oblique"]

CUT_OFF_SHARE = 0.01
"""Share of the picture within which a landmark at its edge counts as cut off."""

MIN_EXTENT, MAX_EXTENT = 0.35, 0.97
"""Extent of the body as a share of the picture: smaller, and its joints are guessed; larger, and the next
movement leaves the picture."""

STANDING = 2.65
"""Arm lengths from the nose to the ankles of a standing person; one who squats or lies along the view is as large."""

TILTED = 8.0
"""Degrees by which shoulders and hips both slope, in someone who stands face on, when the camera is tilted.
Counts of reverse flies are lost from 12."""

FORESHORTENED = 1.2
"""Leg over trunk as seen below which the camera looks down steeply; 1.67 when it is level (see body.py)."""

FACE_ON_WIDTH, MAX_LEAN, MIN_KNEE = 0.6, 25.0, 150.0
"""Of someone who stands face on: shoulder width over trunk, lean in degrees, angle of each knee in degrees. Looked
down on, straight legs that are a little apart look as bent as 160; in a wide squat they measure 127 at most."""

ALONG = 3.0
"""Sideways over down that trunk, legs and arms of a standing person go in a picture on its side."""

UPSIDE_DOWN = 0.4
"""Arm lengths by which hips are above shoulders and ankles above hips in a picture that is upside down."""

UPRIGHT, HANGING = 2.0, 0.4
"""Down over sideways that trunk and legs of a standing person go, and arm lengths by which wrists hang below shoulders."""

DARK, BRIGHT = 40.0, 225.0
"""Mean brightness, 0 to 255, beyond which a picture is hard to read."""

NEEDED_LANDMARKS = {
    "head": (Landmark.NOSE,),
    "hands": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    "hips": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "feet": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
}


STANDING_LANDMARKS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
)


@dataclass(frozen=True, slots=True)
class SetupCheck:
    """One condition; `good` is None while it cannot be told, `advice` the key of what to do."""

    name: CheckName
    good: bool | None
    advice: str = ""


def look(body: Body | None, size: tuple[float, float], brightness: float) -> tuple[SetupCheck, ...]:
    """Return what can be said of any person in any picture, the most important first."""
    light = SetupCheck("light", None)
    if brightness < DARK:
        light = SetupCheck("light", good=False, advice="too_dark")
    elif brightness > BRIGHT:
        light = SetupCheck("light", good=False, advice="too_bright")
    elif not math.isnan(brightness):
        light = SetupCheck("light", good=True)
    if body is None:
        return (
            SetupCheck("whole_body", good=False, advice="nobody"),
            SetupCheck("distance", None),
            SetupCheck("camera", None),
            light,
        )
    turned = orientation(body)
    if turned:
        # Where the picture is turned, nothing else that is said of the body helps.
        return (
            SetupCheck("camera", good=False, advice=turned),
            SetupCheck("whole_body", None),
            SetupCheck("distance", None),
            light,
        )
    return whole_body(body, size), distance(body, size), camera(body), light


def orientation(body: Body) -> str:
    """Return the key of how the picture is turned: "upside_down", "on_its_side", or "" where it is not.

    A standing person on the side looks like one who lies flat with the arms along the body; in a push-up the
    arms point away from the trunk.
    """
    shoulder, hip, ankle = (body.middle(joint) for joint in ("SHOULDER", "HIP", "ANKLE"))
    far = UPSIDE_DOWN * body.scale
    nose = body.point(Landmark.NOSE)
    if shoulder[1] - hip[1] > far and hip[1] - ankle[1] > far and nose[1] > shoulder[1]:
        return "upside_down"
    way = hip[0] - shoulder[0]
    arms = [
        (body.guess(Landmark[f"{side}_SHOULDER"]), body.guess(Landmark[f"{side}_WRIST"]))
        for side in ("LEFT", "RIGHT")
    ]
    lines = [(shoulder, hip), (hip, ankle), *arms]
    flat = all(
        abs(b[0] - a[0]) > ALONG * abs(b[1] - a[1]) and (b[0] - a[0]) * way > 0.0 and abs(b[0] - a[0]) > far
        for a, b in lines
    )
    seen = min(body.seen(Landmark.LEFT_WRIST), body.seen(Landmark.RIGHT_WRIST)) >= IN_SIGHT
    return "on_its_side" if flat and seen else ""


def stands(body: Body) -> bool:
    """Return whether somebody plainly stands with the arms hanging: nobody does so in a picture on its side."""
    shoulder, hip, ankle = (body.middle(joint) for joint in ("SHOULDER", "HIP", "ANKLE"))
    upright = all(
        lower[1] - upper[1] > UPRIGHT * abs(lower[0] - upper[0])
        for upper, lower in ((shoulder, hip), (hip, ankle))
    )
    hanging = all(
        body.guess(Landmark[f"{side}_WRIST"])[1] - shoulder[1] > HANGING * body.scale
        for side in ("LEFT", "RIGHT")
    )
    seen = min(body.seen(*rows) for rows in STANDING_LANDMARKS) >= IN_SIGHT
    return upright and hanging and seen and hip[1] - shoulder[1] > HANGING * body.scale


def whole_body(body: Body, size: tuple[float, float]) -> SetupCheck:
    """Check that head, hands, hips and feet are in the picture."""
    width, height = size
    cut, sides = [], set()
    for name, rows in NEEDED_LANDMARKS.items():
        points = [body.guess(row) for row in rows]
        # One hand may be hidden by the body; one that is outside of the picture is cut off.
        outside = [_outside(point, width, height) for point in points]
        if all(outside) or max(body.seen(row) for row in rows) < IN_SIGHT:
            cut.append(name)
            sides |= set(filter(None, outside))
    if not cut:
        return SetupCheck("whole_body", good=True)
    if sides and sides <= {"left", "right"} and len(sides) == 1 and _extent(body, size) < MAX_EXTENT:
        return SetupCheck("whole_body", good=False, advice="to_middle")
    return SetupCheck("whole_body", good=False, advice="too_near" if len(cut) > 1 else f"cut_{cut[0]}")


def _outside(point: geometry.Point, width: float, height: float) -> str:
    x, y = point
    if x < CUT_OFF_SHARE * width:
        return "left"
    if x > (1.0 - CUT_OFF_SHARE) * width:
        return "right"
    return "top" if y < 0.0 else "bottom" if y > height * (1.0 - CUT_OFF_SHARE / 2.0) else ""


def _extent(body: Body, size: tuple[float, float]) -> float:
    """Return the larger share of the picture that the body takes, across or down."""
    points = [body.guess(row) for rows in NEEDED_LANDMARKS.values() for row in rows]
    across, down = [x for x, _ in points], [y for _, y in points]
    return max((max(across) - min(across)) / size[0], (max(down) - min(down)) / size[1])


def distance(body: Body, size: tuple[float, float]) -> SetupCheck:
    """Check that the body is large enough in the picture, and not too large."""
    share = _extent(body, size)
    if max(share, STANDING * body.scale / size[1]) < MIN_EXTENT:
        return SetupCheck("distance", good=False, advice="too_small")
    if share > MAX_EXTENT:
        return SetupCheck("distance", good=False, advice="too_large")
    return SetupCheck("distance", good=True)


def camera(body: Body) -> SetupCheck:
    """Check that the camera is level and not too high; only someone who stands face on can tell."""
    shoulder, hip, ankle = (body.middle(joint) for joint in ("SHOULDER", "HIP", "ANKLE"))
    trunk = geometry.distance(shoulder, hip)
    left, right = body.guess(Landmark.LEFT_SHOULDER), body.guess(Landmark.RIGHT_SHOULDER)
    facing = trunk > 0.0 and geometry.distance(left, right) / trunk > FACE_ON_WIDTH
    feet = max(body.seen(Landmark.LEFT_ANKLE), body.seen(Landmark.RIGHT_ANKLE)) >= IN_SIGHT
    upright = geometry.lean(ankle, shoulder) < MAX_LEAN
    if not (facing and feet and upright):
        return SetupCheck("camera", None)
    slopes = [
        geometry.rise(*sorted((body.guess(a), body.guess(b))))
        for a, b in (
            (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
            (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        )
    ]
    if min(slopes) > TILTED or max(slopes) < -TILTED:
        return SetupCheck("camera", good=False, advice="tilted")
    # Between the middles of both legs knees that point outwards look straight.
    straight = all(
        geometry.angle(*(body.guess(Landmark[f"{side}_{joint}"]) for joint in ("HIP", "KNEE", "ANKLE")))
        > MIN_KNEE
        for side in ("LEFT", "RIGHT")
    )
    if straight and geometry.distance(hip, ankle) / trunk < FORESHORTENED:
        return SetupCheck("camera", good=False, advice="steep")
    return SetupCheck("camera", good=True)
