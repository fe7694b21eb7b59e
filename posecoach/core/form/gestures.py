"""Signs that someone gives from afar: both hands or one above the head, or one arm stretched out to the side.

No exercise contains them: each is given standing on straight legs, and by one arm or by hands that just hung.
"""

import math
from dataclasses import dataclass, field
from typing import Literal

from posecoach.core.pose.body import IN_SIGHT, Body
from posecoach.core.pose.landmarks import Landmark

HELD = 1.0
"""s that a sign must be held."""

GESTURE_DROPOUT_S = 0.2
"""s that it may be lost without being over."""

ABOVE = 0.15
"""Arm lengths by which both wrists must be above the nose."""

ARMS_DOWN_WITHIN_S = 4.0
"""s before the hands go up within which the person must have stood there with the arms down."""

LIFTED = 0.12
"""Arm lengths (some 6 cm) that hips or ankles may have moved since: who hangs from a bar has left the
floor, or bent the knees."""

OUT, LEVEL, HANGING = 0.75, 0.3, 0.35
"""Arm lengths: by which the wrist of an arm that is stretched out must be beside its shoulder, at least; by
which its wrist and elbow may be above or below it, at most; by which that of a hanging one may be beside it."""

MIN_SHOULDER_WIDTH = 0.4
"""Arm lengths between the shoulders, at least: from the side, an arm that reaches ahead looks the same."""

RAISED = 0.3
"""Arm lengths by which the elbow of a raised hand is above its shoulder: in a doorframe it is level with it."""

LOWERED = 0.5
"""Arm lengths by which the other hand hangs below its shoulder."""

Arm = Literal["left", "right", ""]
"""The arm that is stretched out to the side: the person's own left or right."""


@dataclass(slots=True)
class ArmOut:
    """Sees one arm stretched out level to the side by someone who stands, the other one hanging; once each.

    Both arms out are no sign: that is the position of a reverse fly.
    """

    _arm: Arm = field(default="", repr=False)
    _since: float = field(default=math.nan, repr=False)
    _last: float = field(default=-math.inf, repr=False)
    _given: bool = field(default=False, repr=False)

    def step(self, t: float, body: Body | None) -> Arm:
        """Take a body at `t` seconds; the arm at the moment the sign has been held long enough, or ""."""
        arm = _arm_out(body) if body is not None and body.scale > 0.0 and _standing(body) else ""
        if arm and arm != self._arm:
            self._arm, self._since, self._given = arm, t, False
        if arm:
            self._last = t
        elif t - self._last > GESTURE_DROPOUT_S:
            self._arm = ""
        if arm and not self._given and t - self._since >= HELD:
            self._given = True
            return arm
        return ""


def _arm_out(body: Body) -> Arm:
    left, right = body.point(Landmark.LEFT_SHOULDER), body.point(Landmark.RIGHT_SHOULDER)
    if not abs(left[0] - right[0]) >= MIN_SHOULDER_WIDTH * body.scale:
        return ""
    outward = math.copysign(1.0, left[0] - right[0])
    poses = _arm_pose(body, "LEFT", outward), _arm_pose(body, "RIGHT", -outward)
    signs: dict[tuple[str, str], Arm] = {("out", "hanging"): "left", ("hanging", "out"): "right"}
    return signs.get(poses, "")


def _arm_pose(body: Body, side: str, outward: float) -> str:
    """Return "out" for an arm stretched out to the side, "hanging", or "" for any other."""
    shoulder, elbow, wrist = (
        body.point(Landmark[f"{side}_{joint}"]) for joint in ("SHOULDER", "ELBOW", "WRIST")
    )
    beside = (wrist[0] - shoulder[0]) * outward / body.scale
    drop, dip = ((joint[1] - shoulder[1]) / body.scale for joint in (wrist, elbow))
    if beside >= OUT and max(abs(drop), abs(dip)) <= LEVEL:
        return "out"
    return "hanging" if abs(beside) <= HANGING and drop > dip > 0.0 else ""


@dataclass(slots=True)
class HandRaised:
    """Times how long someone who stands has held one hand up, the other one hanging."""

    _since: float = field(default=math.nan, repr=False)
    _last: float = field(default=-math.inf, repr=False)

    def step(self, t: float, body: Body | None) -> float:
        """Take a body at `t` seconds; s that the hand has been up, 0 while it is not."""
        if body is not None and body.scale > 0.0 and _standing(body) and _one_hand_up(body):
            self._since = t if math.isnan(self._since) else self._since
            self._last = t
        elif t - self._last > GESTURE_DROPOUT_S:
            self._since = math.nan
        return 0.0 if math.isnan(self._since) else self._last - self._since


def _one_hand_up(body: Body) -> bool:
    top = body.guess(Landmark.NOSE)[1] - ABOVE * body.scale
    states = []
    for side in ("LEFT", "RIGHT"):
        shoulder, elbow, wrist = (
            body.point(Landmark[f"{side}_{joint}"])[1] for joint in ("SHOULDER", "ELBOW", "WRIST")
        )
        up = wrist < top and shoulder - elbow >= RAISED * body.scale
        down = wrist - shoulder >= LOWERED * body.scale
        states.append("up" if up else "down" if down else "")
    return sorted(states) == ["down", "up"]


@dataclass(slots=True)
class HandsUp:
    """Sees the sign once each time it is given.

    Who hangs from a bar holds both hands above the head too. What tells the two apart is that one who
    gives a sign stood still with the arms down just before, and stands there still.
    """

    _down: tuple[float, float, float] = field(default=(-math.inf, 0.0, 0.0), repr=False)
    _since: float = field(default=math.nan, repr=False)
    _last: float = field(default=-math.inf, repr=False)
    _given: bool = field(default=False, repr=False)

    def step(self, t: float, body: Body | None) -> bool:
        """Take a body at `t` seconds; True at the moment the sign has been held long enough."""
        if body is None or not body.scale > 0.0:
            return False
        hips, ankles = body.middle("HIP")[1], body.middle("ANKLE")[1]
        standing = _standing(body)
        if standing and _arms_down(body):
            self._down = (t, hips, ankles)
        when, hips_then, ankles_then = self._down
        # The body's own size is of this frame: raised arms make it look larger, which moves nothing.
        still = max(abs(hips - hips_then), abs(ankles - ankles_then)) <= LIFTED * body.scale
        if standing and _hands_up(body) and still:
            if math.isnan(self._since) and t - when <= ARMS_DOWN_WITHIN_S:
                self._since = t
            self._last = t
        elif t - self._last > GESTURE_DROPOUT_S:
            self._since, self._given = math.nan, False
        if not self._given and t - self._since >= HELD:
            self._given = True
            return True
        return False


def _standing(body: Body) -> bool:
    """Upright on straight legs, feet in sight."""
    if not max(body.seen(Landmark.LEFT_ANKLE), body.seen(Landmark.RIGHT_ANKLE)) >= IN_SIGHT:
        return False
    shoulder, hip, knee, ankle = (body.middle(joint)[1] for joint in ("SHOULDER", "HIP", "KNEE", "ANKLE"))
    trunk, thigh, shin = hip - shoulder, knee - hip, ankle - knee
    return trunk > 0.65 * body.scale and min(thigh, shin) > 0.5 * body.scale


def _hands_up(body: Body) -> bool:
    top = body.guess(Landmark.NOSE)[1] - ABOVE * body.scale
    return all(body.point(wrist)[1] < top for wrist in (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST))


def _arms_down(body: Body) -> bool:
    return all(
        body.guess(wrist)[1] > body.guess(shoulder)[1]
        for wrist, shoulder in (
            (Landmark.LEFT_WRIST, Landmark.LEFT_SHOULDER),
            (Landmark.RIGHT_WRIST, Landmark.RIGHT_SHOULDER),
        )
    )
