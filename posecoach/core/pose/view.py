"""From which side the camera looks."""

import math
from dataclasses import dataclass, field

from posecoach.core.pose import geometry
from posecoach.core.pose.body import Body
from posecoach.core.pose.body_proportions import shoulder_width
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measures import View

SIDE_BELOW, FRONT_ABOVE = 0.35, 0.7
"""Limits of the view index, calibrated on clips whose view was labelled."""

VIEW_HYSTERESIS = 0.05
"""Distance beyond a limit that the index must go before the view changes."""

RAISED = 1.42
"""By how much the shoulders look narrower with both hands above the head, as the collar bones rise.

Medians of pull-ups labelled front or back: 0.42 to 0.66 of the trunk, 0.51 in the middle; standing 0.68 to 0.75.
"""

VIEW_AVERAGING_S = 1.0
"""s, over which the index is averaged: the camera does not turn within a repetition."""


def view_index(body: Body) -> float:
    """Shoulder width over trunk length as seen: near 0 from the side, 0.7 and more from front or back."""
    trunk = geometry.distance(body.middle("SHOULDER"), body.middle("HIP"))
    if not trunk > 0.0:
        return math.nan
    head = body.middle("MOUTH")[1]
    hung = body.guess(Landmark.LEFT_WRIST)[1] < head and body.guess(Landmark.RIGHT_WRIST)[1] < head
    return shoulder_width(body) / trunk * (RAISED if hung else 1.0)


@dataclass(slots=True)
class ViewEstimator:
    """Names the camera's view, and keeps to it while the index wavers about a limit."""

    view: View | None = None
    _t: float = field(default=-math.inf, repr=False)
    _index: float = field(default=math.nan, repr=False)

    def step(self, t: float, index: float) -> View | None:
        """Take the view index at `t` seconds; NaN leaves the view as it was. None: not known yet."""
        if math.isnan(index):
            return self.view
        index = min(index, 2.0)
        if math.isnan(self._index) or t - self._t > VIEW_AVERAGING_S:
            self._index = index
        else:
            self._index += -math.expm1(-(t - self._t) / VIEW_AVERAGING_S) * (index - self._index)
        self._t = t
        slack = VIEW_HYSTERESIS if self.view else 0.0
        side = SIDE_BELOW + (slack if self.view == "side" else -slack)
        front = FRONT_ABOVE - (slack if self.view == "front" else -slack)
        self.view = "side" if self._index < side else "front" if self._index > front else "oblique"
        return self.view
