"""How long this person's straight arms and legs are in the picture: a bent one is shorter by how far it is bent."""

import math
from dataclasses import dataclass, field

from posecoach.core import geometry
from posecoach.core.body import Body, Build

STRAIGHT = 150.0
"""Degrees from which an elbow or knee looks straight. The limb then lacks 3 % of its length at most."""

MEMORY = 0.5
"""s of straight limbs, over which their length is averaged; a repetition begins and ends with some."""

LONGEST = 0.1
"""s for which a single frame counts at most."""


@dataclass(slots=True)
class LimbWatch:
    """Learns the length of a pair of limbs from the moments in which they look straight.

    Attributes:
        ends: the joints at their ends.
        length: in pixels, of a limb that is fully straight; NaN until one was seen.
    """

    ends: tuple[str, str]
    length: float = math.nan
    _t: float = field(default=-math.inf, repr=False)

    def step(self, t: float, body: Body, bend: float) -> float:
        """Take a body, whose limbs look bent to `bend` degrees, at `t` seconds; gives the length."""
        if bend >= STRAIGHT:
            reach = body.both(geometry.distance, *self.ends, strict=False)
            length = reach / math.sin(math.radians(bend / 2.0))
            if math.isnan(self.length):
                self.length = length
            else:
                # Between two moments of straight limbs lies a bent one, which says nothing of their length.
                self.length += -math.expm1(-min(t - self._t, LONGEST) / MEMORY) * (length - self.length)
            self._t = t
        return self.length


class BuildWatch:
    """Learns a person's build, and forgets it with the scene."""

    def __init__(self) -> None:
        self.forget()

    def step(self, t: float, body: Body, elbow: float, knee: float) -> Build:
        """Take a body at `t` seconds, its elbows and knees bent to so many degrees as seen."""
        return Build(self._arms.step(t, body, elbow), self._legs.step(t, body, knee))

    def forget(self) -> None:
        """What follows is another scene, where limbs have other lengths in the picture."""
        self._arms, self._legs = LimbWatch(("SHOULDER", "WRIST")), LimbWatch(("HIP", "ANKLE"))
