"""Sets, and the rest between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from posecoach.core.events import Event, HoldEnded, HoldStarted, Rep, RestEnded, SetStarted, Verdict
from posecoach.core.session.set_state import SetState

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
        state: the set under way or, outside of one, the last.
        outlives_gaps: whether a set goes on after a gap in the frames, as when a camera was unplugged.
    """

    outlives_gaps: bool = False
    state: SetState = field(default_factory=SetState)
    _seen: float = field(default=math.nan, repr=False)
    _t: float = field(default=math.nan, repr=False)
    _waited: float = field(default=0.0, repr=False)
    _rested: bool = field(default=True, repr=False)

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
                case HoldStarted(start=start) | HoldEnded(start=start):
                    said += self._open(t, event.exercise, start)
                case _:
                    pass
            self.state.take(event)
            said += self._end_rest(t)
        if busy or events:
            self._seen = t
        if events:
            self._waited = 0.0
        state = self.state
        idle = t - state.end - self._waited > max(IDLE, timeout_s) and not state.holding
        if state.under_way and (idle or t - self._seen > timeout_s):
            said += self.close(t)
        return tuple(said)

    def close(self, t: float) -> tuple[Event, ...]:
        """End the set under way, if any."""
        return self._emit(self.state.ended(t)) if self.state.under_way else ()

    def _open(self, t: float, exercise: str, start: float) -> tuple[Event, ...]:
        if self.state.exercise == exercise:
            return ()
        ended = self.close(t)
        self._rested = math.isnan(self.state.last_end)
        return (*ended, *self._emit(SetStarted(t, exercise, self.state.number + 1, start)))

    def _end_rest(self, t: float) -> tuple[Event, ...]:
        if self._rested or not self.state.is_real_set:
            return ()
        self._rested = True
        rest = max(0.0, self.state.start - self.state.last_end)
        return (RestEnded(t, self.state.exercise, rest),)

    def _emit(self, event: Event) -> tuple[Event, ...]:
        self.state.take(event)
        return (event,)
