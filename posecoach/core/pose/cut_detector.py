"""Detects cuts: another person, or another place of the camera."""

import math
from dataclasses import dataclass, field
from typing import Literal

from posecoach.core.pose import geometry
from posecoach.core.pose.body import Body
from posecoach.core.pose.geometry import Point

CutState = Literal["same", "doubt", "new"]

LEAP = 0.6
"""Arm lengths that the body's joints may leap at once, on average, beyond what they may move."""

MAX_JOINT_SPEED = 6.0
"""Arm lengths a second that the joints may move on average: 3 m/s, faster than any repetition."""

BELIEVED = 0.3
"""s that a body must stay where it has leapt to: a tracker's slip is over sooner, a cut is not."""

CUT_JOINTS = ("MOUTH", "SHOULDER", "WRIST", "HIP", "KNEE", "ANKLE")


@dataclass(slots=True)
class PoseCutDetector:
    """Tells a cut, or another person, from a moment's slip of the tracker."""

    _t: float = field(default=-math.inf, repr=False)
    _at: tuple[Point, ...] = field(default=(), repr=False)
    _doubted: float = field(default=math.nan, repr=False)
    _elsewhere: tuple[Point, ...] = field(default=(), repr=False)
    _last: float = field(default=-math.inf, repr=False)

    def step(self, t: float, body: Body) -> CutState:
        """Take a body at `t` seconds. `doubt`: it has leapt, and is not to be believed yet."""
        at = tuple([body.middle(joint) for joint in CUT_JOINTS])
        if not self._at or self._near(at, self._at, body.scale, t - self._t):
            self._doubted = math.nan
            self._t, self._at = t, at
            return "same"
        if math.isnan(self._doubted) or not self._near(at, self._elsewhere, body.scale, t - self._last):
            self._doubted = t
        self._elsewhere, self._last = at, t
        if t - self._doubted < BELIEVED:
            return "doubt"
        self._doubted = math.nan
        self._t, self._at = t, at
        return "new"

    @staticmethod
    def _near(a: tuple[Point, ...], b: tuple[Point, ...], scale: float, dt: float) -> bool:
        moved = sum(map(geometry.distance, a, b)) / len(a)
        return moved <= (LEAP + MAX_JOINT_SPEED * min(dt, 1.0)) * scale
