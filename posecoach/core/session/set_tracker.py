"""Sets, and the rest between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from posecoach.core.counting.holds import SidesHeld
from posecoach.core.events import Event, HoldEnded, HoldStarted, Rep, RestEnded, SetStarted, Verdict
from posecoach.core.session.set_state import SetState

IDLE = 20.0
"""s in position, and holding nothing, without a repetition after which a set is over all the same."""

GAP_S, LONGEST_GAP_S = 2.0, 30.0
"""s without a frame from which the pictures were lost, and up to which a set outlives that: nobody can have
been seen to leave the position meanwhile."""


@dataclass(frozen=True, slots=True)
class HoldGoal:
    """A planned hold. Its set is over once it was held for long enough on every side.

    Until every side was tried it waits for long, and not for long from then on.

    Attributes:
        sides: True where it is held on both sides.
        done_s: s on a side that are enough.
        tried_s: s on a side from which that side was tried.
        timeout_s: s after the last hold, once all sides were tried, after which the set is over.
    """

    sides: bool
    done_s: float
    tried_s: float
    timeout_s: float


@dataclass(slots=True)
class SetTracker:
    """Opens a set at its first repetition or hold and closes it when the position has been left for long.

    A set of one or two partial repetitions is an attempt: it ends no rest, and none begins with its end.

    Attributes:
        state: the set under way or, outside of one, the last.
        outlives_gaps: whether a set goes on after a gap in the frames, as when a camera was unplugged.
        hold_goal: the planned hold; None where none is planned.
    """

    outlives_gaps: bool = False
    hold_goal: HoldGoal | None = None
    state: SetState = field(default_factory=SetState)
    _held: list[HoldEnded] = field(default_factory=list, repr=False)
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
                    if isinstance(event, HoldEnded):
                        self._held.append(event)
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
        # Not at the hold's own moment: whoever hears of its end still needs the plan as it was.
        done = not events and self._all_held()
        if state.under_way and (idle or done or t - self._seen > timeout_s or self._all_tried(t)):
            said += self.close(t)
        return tuple(said)

    def close(self, t: float) -> tuple[Event, ...]:
        """End the set under way, if any."""
        return self._emit(self.state.ended(t)) if self.state.under_way else ()

    def _open(self, t: float, exercise: str, start: float) -> tuple[Event, ...]:
        if self.state.exercise == exercise:
            return ()
        ended = self.close(t)
        self._held = []
        self._rested = math.isnan(self.state.last_end)
        return (*ended, *self._emit(SetStarted(t, exercise, self.state.number + 1, start)))

    def _all_held(self) -> bool:
        """Return True where the planned hold is over, and was long enough on every side."""
        goal = self.hold_goal
        return goal is not None and not self.state.holding and self._min_held(goal) >= goal.done_s

    def _all_tried(self, t: float) -> bool:
        """Return True where every side of the planned hold was tried, and the last hold is over for good."""
        goal, state = self.hold_goal, self.state
        if goal is None or state.holding or not t - state.end > goal.timeout_s:
            return False
        return self._min_held(goal) >= goal.tried_s

    def _min_held(self, goal: HoldGoal) -> float:
        """Return the s of the planned hold on the side that was held for less."""
        held = SidesHeld(goal.sides)
        for hold in self._held:
            held.add(hold.side, hold.held)
        return held.min_held

    def _end_rest(self, t: float) -> tuple[Event, ...]:
        if self._rested or not self.state.is_real_set:
            return ()
        self._rested = True
        rest = max(0.0, self.state.start - self.state.last_end)
        return (RestEnded(t, self.state.exercise, rest),)

    def _emit(self, event: Event) -> tuple[Event, ...]:
        self.state.take(event)
        return (event,)
