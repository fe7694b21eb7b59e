"""Says when a set seems to be over before that is sure, so that nobody waits for the rest to begin.

`SetTracker` ends a set when its position has been left for long; a person who rests has long known. What is
said here starts the rest at once, or asks the coach to end the set.
"""

import math
from dataclasses import dataclass, field

from posecoach.core.session.status import Status

LEFT_POSITION_S = 2.0
"""s out of position, after at least one repetition, from which a set seems to be over."""

OUT_OF_SIGHT_S = 3.0
"""s without a sight of the athlete from which they have left."""

GOAL_IDLE_S = 3.0
"""s without moving after the goal was reached from which a set seems to be over: one who stands between
squats stands in their position all the time."""

STANDING_S, STANDING_REPS = 8.0, 2.5
"""s in position without moving, and as a multiple of the longest time between two repetitions of the set,
from which it seems to be over where no goal was reached: one stands where one squats, too."""

BEYOND_REPS = 1.5
"""Multiple of the longest time between two repetitions that one who goes on beyond the goal may stand still."""

GOAL_OVER_S = 8.0
"""s without moving after the goal was reached from which what follows belongs to the next set."""

UNDER_WAY_PROGRESS = 0.35
"""Progress from which a repetition is under way."""

AFTER_GAP_S = 4.0
"""s after pictures were missing within which no set is thought to be over."""


@dataclass(slots=True)
class SetEndDetector:
    """Watches the position and the repetitions of the set under way.

    Attributes:
        last: s, when the last repetition or hold ended.
        moving: whether a repetition is under way.
        has_left: whether the position was left since `forget_position`.
        back_since: s, since when the body is in position; NaN where it is not.
    """

    last: float = -math.inf
    moving: bool = False
    has_left: bool = False
    back_since: float = math.nan
    _out_since: float = field(default=math.nan, repr=False)
    _lost_since: float = field(default=math.nan, repr=False)
    _slowest: float = field(default=0.0, repr=False)
    _gap_end: float = field(default=-math.inf, repr=False)

    def counted(self, t: float, *, first: bool) -> None:
        """Take a repetition, full or partial, or a hold that ended at `t`, be it the first of its set."""
        self._slowest = 0.0 if first else max(self._slowest, t - self.last)
        self.last = t

    def gap(self, t: float) -> None:
        """Take note that pictures were missing until `t` seconds: nothing that spans this ends a set."""
        self._out_since = self.back_since = self._lost_since = math.nan
        self._gap_end = t

    def forget_position(self) -> None:
        """Watch the position anew: a rest has begun."""
        self._out_since = self.back_since = math.nan
        self.has_left = False

    def step(self, t: float, status: Status) -> None:
        """Take the coach's status at `t` seconds."""
        self.moving = status.in_position is True and status.progress >= UNDER_WAY_PROGRESS
        nobody = status.in_position is None and math.isnan(status.progress)
        self._lost_since = math.nan if not nobody else _first(self._lost_since, t)
        if status.in_position:
            self._out_since, self.back_since = math.nan, _first(self.back_since, t)
        elif status.in_position is False or t - self._lost_since >= OUT_OF_SIGHT_S:
            self.back_since = math.nan
            self._out_since = _first(self._out_since, _first(self._lost_since, t))
            self.has_left = True

    def out_for(self, t: float) -> float:
        """Return since how many s the position has been left; NaN where it has not, and after a rest's beginning."""
        return t - self._out_since

    def seems_over(self, t: float, status: Status, goal: float) -> bool:
        """Return whether the set of a counted exercise seems to be over.

        Args:
            t: s.
            status: the coach's.
            goal: repetitions wanted; 0 for none.
        """
        counted = status.exercise is not None and status.exercise.kind == "reps"
        if not (counted and status.in_set and status.reps) or self._after_gap(t):
            return False
        idle = t - max(self.last, self._gap_end)
        pause = BEYOND_REPS * self._slowest if status.reps > goal else 0.0
        reached = bool(goal) and status.reps >= goal and idle >= max(GOAL_IDLE_S, pause)
        stands = status.in_position is True and idle >= max(STANDING_S, STANDING_REPS * self._slowest)
        if not self.moving and (reached or stands):
            return True
        return t - self._out_since >= LEFT_POSITION_S and idle >= LEFT_POSITION_S

    def may_end(self, t: float, status: Status) -> bool:
        """Return whether a set is under way and nobody is in the middle of a repetition of it."""
        return status.in_set and not self.moving and not self._after_gap(t)

    def goal_is_past(self, t: float, status: Status, goal: float) -> bool:
        """Return whether the goal was reached so long ago that what follows is another set.

        Who stands between squats stands in their position: the position alone would not tell for long.
        """
        return bool(goal) and status.reps >= goal and t - self.last >= GOAL_OVER_S

    def _after_gap(self, t: float) -> bool:
        return t - self._gap_end < AFTER_GAP_S


def _first(since: float, t: float) -> float:
    """Return since when something holds that holds at `t`; `since` is NaN where it did not before."""
    return t if math.isnan(since) else since
