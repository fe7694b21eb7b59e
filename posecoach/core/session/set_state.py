"""The set under way, as the events up to now say: one reducer for the coach, a replay and a journal."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from posecoach.core.events import (
    Event,
    HoldEnded,
    HoldStarted,
    Rep,
    SetEnded,
    SetStarted,
    Verdict,
    is_more_than_attempt,
    moment,
)


@dataclass(slots=True)
class SetState:
    """The set under way or, outside of one, the last.

    Events are taken in the order in which they happened: a set starts before its first repetition ends.

    Attributes:
        exercise: of the set under way; empty outside a set.
        number: counts from 1; 0 before the first.
        reps: full repetitions, or holds.
        partial: partial repetitions.
        start: s; NaN before the first.
        end: s, when the last repetition or hold ended; NaN where there is none yet.
        last_end: s, the end of the last set that was more than an attempt; NaN before the first.
        holding: whether a hold is under way.
    """

    exercise: str = ""
    number: int = 0
    reps: int = 0
    partial: int = 0
    start: float = math.nan
    end: float = math.nan
    last_end: float = math.nan
    holding: bool = False

    @classmethod
    def after(cls, events: Iterable[Event]) -> "SetState":
        """Return the state after events, in whatever order they were reported."""
        state = cls()
        for event in sorted(events, key=moment):
            state.take(event)
        return state

    @property
    def under_way(self) -> bool:
        """True within a set, be it an attempt."""
        return bool(self.exercise)

    @property
    def is_real_set(self) -> bool:
        """True where a set is under way that is more than an attempt."""
        return self.under_way and is_more_than_attempt(self.reps, self.partial, holding=self.holding)

    def take(self, event: Event) -> None:
        """Take what happened next."""
        match event:
            case SetStarted():
                self.exercise, self.number = event.exercise, event.number
                self.reps, self.partial = 0, 0
                self.start, self.end = event.start, math.nan
            case Rep(verdict=Verdict.COUNTED | Verdict.PARTIAL):
                self.reps += event.verdict is Verdict.COUNTED
                self.partial += event.verdict is Verdict.PARTIAL
                self.end = event.seen_to
            case HoldStarted():
                self.holding = True
            case HoldEnded():
                self.reps += 1
                self.holding = False
                self.end = event.seen_to
            case SetEnded():
                self.last_end = event.end if event.is_real_set else self.last_end
                self.exercise, self.holding = "", False
            case _:
                pass

    def ended(self, t: float) -> SetEnded:
        """Return the event that ends the set under way, reported at `t` seconds."""
        end = t if math.isnan(self.end) else self.end
        return SetEnded(t, self.exercise, self.number, self.start, end, self.reps, partial=self.partial)

    def rest(self, t: float) -> float:
        """Return the seconds since the last set that was more than an attempt; NaN within one and before the first."""
        return math.nan if self.is_real_set else t - self.last_end
