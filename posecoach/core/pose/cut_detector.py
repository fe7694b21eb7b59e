"""Detects cuts: another person, or another place of the camera."""

import math
from dataclasses import dataclass, field
from enum import Enum, auto

from posecoach.core.pose import geometry
from posecoach.core.pose.body import Body
from posecoach.core.pose.geometry import Point

LEAP = 0.6
"""Arm lengths that the body's joints may leap at once, on average, beyond what they may move."""

MAX_JOINT_SPEED = 6.0
"""Arm lengths a second that the joints may move on average: 3 m/s, faster than any repetition."""

BELIEVED = 0.3
"""s that a body must stay where it has leapt to: a tracker's slip is over sooner, a cut is not."""

CUT_JOINTS = ("MOUTH", "SHOULDER", "WRIST", "HIP", "KNEE", "ANKLE")


class CutState(Enum):
    """The relation of a body to the one of the frame before."""

    SAME = auto()
    """The same body goes on."""
    DOUBT = auto()
    """It has leapt, and is not to be believed yet."""
    CUT = auto()
    """It stays where it has leapt to: another person, or another place of the camera."""


@dataclass(slots=True)
class PoseCutDetector:
    """Tells a cut, or another person, from a moment's slip of the tracker."""

    _t: float = field(default=-math.inf, repr=False)
    _at: tuple[Point, ...] = field(default=(), repr=False)
    _doubted: float = field(default=math.nan, repr=False)
    _elsewhere: tuple[Point, ...] = field(default=(), repr=False)
    _last: float = field(default=-math.inf, repr=False)

    def step(self, t: float, body: Body) -> CutState:
        """Take a body at `t` seconds."""
        at = tuple([body.middle(joint) for joint in CUT_JOINTS])
        if not self._at or self._near(at, self._at, body.scale, t - self._t):
            self._doubted = math.nan
            self._t, self._at = t, at
            return CutState.SAME
        if math.isnan(self._doubted) or not self._near(at, self._elsewhere, body.scale, t - self._last):
            self._doubted = t
        self._elsewhere, self._last = at, t
        if t - self._doubted < BELIEVED:
            return CutState.DOUBT
        self._doubted = math.nan
        self._t, self._at = t, at
        return CutState.CUT

    @staticmethod
    def _near(a: tuple[Point, ...], b: tuple[Point, ...], scale: float, dt: float) -> bool:
        moved = sum(map(geometry.distance, a, b)) / len(a)
        return moved <= (LEAP + MAX_JOINT_SPEED * min(dt, 1.0)) * scale
