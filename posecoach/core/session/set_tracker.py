"""Sets, and the rest between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from posecoach.core.events import (
    MIN_PARTIALS,
    Event,
    HoldEnded,
    HoldStarted,
    Rep,
    RestEnded,
    SetEnded,
    SetStarted,
    Verdict,
)

IDLE = 20.0
"""s in position, and holding nothing, without a repetition after which a set is over all the same."""

GAP_S, LONGEST_GAP_S = 2.0, 30.0
"""s without a frame from which the pictures were lost, and up to which a set outlives that: nobody can have
been seen to leave the position meanwhile."""


@dataclass(slots=True)
class SetTracker:
    """Opens a set at its first repetition or hold and closes it when the position has been left for long.

    A set of one or two partial repetitions is an attempt: it ends no rest, and none begins with its end.

    Attributes:
        exercise: what is being done; empty outside a set.
        number: of the set under way or, outside, of the last one; counts from 1.
        reps: full repetitions of the set under way.
        partial: partial ones.
        outlives_gaps: whether a set goes on after a gap in the frames, as when a camera was unplugged.
    """

    exercise: str = ""
    number: int = 0
    reps: int = 0
    partial: int = 0
    outlives_gaps: bool = False
    _start: float = field(default=math.nan, repr=False)
    _end: float = field(default=math.nan, repr=False)
    _last_end: float = field(default=math.nan, repr=False)
    _seen: float = field(default=math.nan, repr=False)
    _t: float = field(default=math.nan, repr=False)
    _waited: float = field(default=0.0, repr=False)
    _holding: bool = field(default=False, repr=False)
    _rested: bool = field(default=True, repr=False)

    @property
    def is_real_set(self) -> bool:
        """True where a set is under way that is more than an attempt."""
        return bool(self.exercise) and (self._holding or self.reps > 0 or self.partial >= MIN_PARTIALS)

    def step(
        self,
        t: float,
        busy: bool,  # noqa: FBT001 - a value it watches
        timeout_s: float,
        events: Sequence[Event],
    ) -> tuple[Event, ...]:
        """Take what has just happened at `t` seconds.

        Args:
            t: s.
            busy: whether the body is in the exercise's position.
            timeout_s: s out of position after which the set is over.
            events: of the exercise that is followed.
        """
        gap, self._t = t - self._t, t
        if self.outlives_gaps and GAP_S < gap <= LONGEST_GAP_S:
            self._seen, self._waited = self._seen + gap, self._waited + gap
        said: list[Event] = []
        for event in events:
            match event:
                case Rep(verdict=Verdict.COUNTED | Verdict.PARTIAL):
                    said += self._open(t, event.exercise, event.seen_from)
                    self.reps += event.verdict is Verdict.COUNTED
                    self.partial += event.verdict is Verdict.PARTIAL
                    self._end = event.seen_to
                case HoldStarted(start=start):
                    said += self._open(t, event.exercise, start)
                    self._holding = True
                case HoldEnded(start=start):
                    said += self._open(t, event.exercise, start)
                    self.reps += 1
                    self._holding = False
                    self._end = event.seen_to
                case _:
                    pass
            said += self._end_rest(t)
        if busy or events:
            self._seen = t
        if events:
            self._waited = 0.0
        idle = t - self._end - self._waited > max(IDLE, timeout_s) and not self._holding
        if self.exercise and (idle or t - self._seen > timeout_s):
            said += self.close(t)
        return tuple(said)

    def close(self, t: float) -> tuple[Event, ...]:
        """End the set under way, if any."""
        if not self.exercise:
            return ()
        end = t if math.isnan(self._end) else self._end
        over = SetEnded(t, self.exercise, self.number, self._start, end, self.reps, partial=self.partial)
        self._last_end = end if over.is_real_set else self._last_end
        self.exercise, self._holding = "", False
        return (over,)

    def rest(self, t: float) -> float:
        """Return the seconds since the last set that was more than an attempt; NaN within one and before the first."""
        return math.nan if self.is_real_set else t - self._last_end

    def _end_rest(self, t: float) -> tuple[Event, ...]:
        if self._rested or not self.is_real_set:
            return ()
        self._rested = True
        return (RestEnded(t, self.exercise, max(0.0, self._start - self._last_end)),)

    def _open(self, t: float, exercise: str, start: float) -> tuple[Event, ...]:
        if self.exercise == exercise:
            return ()
        said = list(self.close(t))
        self._rested = math.isnan(self._last_end)
        self.exercise, self.number, self.reps, self.partial = exercise, self.number + 1, 0, 0
        self._start, self._end = start, math.nan
        said.append(SetStarted(t, exercise, self.number, start))
        return tuple(said)
