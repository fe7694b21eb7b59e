"""A sign that someone gives from afar: both hands above the head."""

import math
from dataclasses import dataclass, field

from posecoach.core.body import IN_SIGHT, Body
from posecoach.core.pose import Landmark

HELD = 1.0
"""s that the hands must stay up."""

FORGIVEN = 0.2
"""s that they may be lost without the sign being over."""

ABOVE = 0.15
"""Arm lengths by which both wrists must be above the nose."""

RECENT = 4.0
"""s before the hands go up within which the person must have stood there with the arms down."""

LIFTED = 0.12
"""Arm lengths (some 6 cm) that hips or ankles may have moved since: who hangs from a bar has left the
floor, or bent the knees."""


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
            if math.isnan(self._since) and t - when <= RECENT:
                self._since = t
            self._last = t
        elif t - self._last > FORGIVEN:
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
