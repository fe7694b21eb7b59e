"""Tells the arm that moves from one that hangs or props up the body."""

import math

from posecoach.core.pose.body import LEFT, RIGHT, Arm, Body

SETTLE = 1.5
"""s over which a hand that stays where it was drawn up comes to rest there."""

LEAST = 0.1
"""Arms by which a hand must be drawn up further than the other before it is the one that moves."""

SHARE = 0.5
"""Share of the way that the hands lately went by which it must: a hidden arm trembles more than others."""

LATELY = 10.0
"""s over which that way is forgotten."""


class MovingArmEstimator:
    """Follows the hand that was last drawn up towards its shoulder.

    A hand that rests on a bench or a knee may be nearer to its shoulder all along than the other one at its
    highest, and yet not move. Both hands together: either will do.
    """

    def __init__(self) -> None:
        self._arm: Arm | None = None
        self._rests: list[float] = []
        self._way = 0.0
        self._t = math.nan

    def step(self, t: float, body: Body) -> Arm | None:
        """Return the arm that moves, or moved last, at `t` seconds; None until one has."""
        drops = [below_shoulder(body, side, "WRIST") for side in (LEFT, RIGHT)]
        if not self._rests:
            self._rests = drops
        passed = t - self._t if t > self._t else 0.0
        share = -math.expm1(-passed / SETTLE)
        self._rests = [
            drop if drop > rest else rest + share * (drop - rest)
            for drop, rest in zip(drops, self._rests, strict=True)
        ]
        self._t = t
        left, right = (rest - drop for drop, rest in zip(drops, self._rests, strict=True))
        more = abs(left - right)
        self._way = max(more, self._way * math.exp(-passed / LATELY))
        if more > max(LEAST, SHARE * self._way):
            self._arm = "left" if left > right else "right"
        return self._arm

    def forget(self) -> None:
        """Start anew after a cut."""
        self._arm = None
        self._rests = []
        self._way = 0.0
        self._t = math.nan


def below_shoulder(body: Body, side: dict[str, int], joint: str) -> float:
    """Return how far a joint of one side is below that side's shoulder, in arms; negative above it."""
    return (body.guess(side[joint])[1] - body.guess(side["SHOULDER"])[1]) / body.scale
