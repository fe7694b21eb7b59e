"""How long this person's straight arms are in the picture, which tells how far an arm is bent."""

import math
from dataclasses import dataclass, field

from posecoach.core import geometry
from posecoach.core.body import Body

STRAIGHT = 150.0
"""Degrees from which an elbow looks straight. It then lacks 3 % of the arm's length at most."""

MEMORY = 0.5
"""s of straight arms, over which their length is averaged; a repetition begins and ends with some."""

LONGEST = 0.1
"""s for which a single frame counts at most."""


@dataclass(slots=True)
class ArmWatch:
    """Learns the length of the arms, shoulder to wrist, from the moments in which they look straight.

    Attributes:
        length: in pixels, of an arm that is fully straight; NaN until one was seen.
    """

    length: float = math.nan
    _t: float = field(default=-math.inf, repr=False)

    def step(self, t: float, body: Body, bend: float) -> float:
        """Take a body, whose elbows look bent to `bend` degrees, at `t` seconds; gives the length."""
        if bend >= STRAIGHT:
            reach = body.both(geometry.distance, "SHOULDER", "WRIST", strict=False)
            length = reach / math.sin(math.radians(bend / 2.0))
            if math.isnan(self.length):
                self.length = length
            else:
                # Between two moments of straight arms lies a bent one, which says nothing of their length.
                self.length += -math.expm1(-min(t - self._t, LONGEST) / MEMORY) * (length - self.length)
            self._t = t
        return self.length

    def forget(self) -> None:
        """What follows is another scene, where arms have another length in the picture."""
        self.length = math.nan
