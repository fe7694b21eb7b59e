"""Decides which exercise is being done."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from posecoach.core.counting.exercise_tracker import ExerciseTracker
from posecoach.core.counting.set_judge import Ruling
from posecoach.core.events import Event, FaultEnded, FaultStarted, HoldEnded, HoldStarted, Rep, Verdict
from posecoach.core.exercise import Exercise

UNDER_WAY_S = 20.0
"""s after its last repetition for which an exercise is still thought to be under way."""

DOUBT = 15.0
"""s over which an exercise's refused movements count against the next one that would be counted."""

DOUBTFUL = 3
"""Refused movements, beyond two for each one believed, from which an exercise is not being done."""

SETTLING = 3.0
"""s after a repetition in which a body becomes still in a pause of that exercise, not for another one's hold."""

CLAIMS_KEPT = 50
"""Latest movements that are remembered as somebody's: far more than overlap with the one to come."""


@dataclass(frozen=True, slots=True)
class FirstPassStats:
    """Results of the first pass over a recording, by exercise.

    Attributes:
        median_rom: the median range of motion of its repetitions.
        counted: s, when its repetitions were counted.
        refused: s, when movements were refused, whether or not it was thought to be under way.
        rulings: the verdict on each movement, by its turning point in s; empty where none is made yet.
        doubtful: s, from and to, of movements that did not count and might, were they seen better.
    """

    median_rom: Mapping[str, float] = field(default_factory=dict)
    counted: Mapping[str, Sequence[float]] = field(default_factory=dict)
    refused: Mapping[str, Sequence[float]] = field(default_factory=dict)
    rulings: Mapping[str, Mapping[float, Ruling]] = field(default_factory=dict)
    doubtful: Sequence[tuple[float, float]] = ()


class ExerciseClassifier:
    """Lets through the events of the exercise that is being done, and none of the others.

    A movement is claimed by the first exercise that counts it; what others make of the same seconds is
    dropped. A partial repetition proves nothing by itself: it waits for a full one of the same exercise.

    Args:
        exercises: what may be done; a single one is believed without more ado.
        first_pass: what is known of the whole recording: the more usual exercise is then believed where two
            claim the same movement, and what will be refused counts as what was.

    Attributes:
        refused: s, when movements of each exercise were refused so far.
        current: the exercise that is being done, or was done last; empty before the first.
    """

    def __init__(self, exercises: Sequence[Exercise], first_pass: FirstPassStats | None = None) -> None:
        self.current = exercises[0].name if len(exercises) == 1 else ""
        self._only = len(exercises) == 1
        self._known = first_pass
        self._counts = {name: len(times) for name, times in first_pass.counted.items()} if first_pass else {}
        self._claims: list[tuple[str, float, float]] = []
        self.refused: dict[str, list[float]] = {}
        self._counted: dict[str, list[float]] = {}
        self._waiting: dict[str, list[Rep]] = {}
        self._holding = ""
        self._last = -math.inf

    def step(self, t: float, said: Sequence[Event], trackers: Mapping[str, ExerciseTracker]) -> list[Event]:
        """Take the trackers' events at `t` seconds, and pass on what is believed."""
        if self._only:
            return list(said)
        believed: list[Event] = []
        for event in sorted(said, key=lambda e: -self._counts.get(e.exercise, 0)):
            match event:
                case Rep(verdict=Verdict.COUNTED):
                    believed += self._on_rep(t, event)
                case Rep(verdict=Verdict.PARTIAL):
                    believed += self._on_partial(t, event)
                case Rep(verdict=Verdict.REJECTED):
                    self.refused.setdefault(event.exercise, []).append(t)
                    if event.exercise == self.current and t - self._last < UNDER_WAY_S:
                        believed.append(event)
                case HoldStarted() if self._may_hold(event, trackers):
                    self._holding = self.current = event.exercise
                    believed.append(event)
                case HoldEnded() if event.exercise == self._holding:
                    self._claims.append((event.exercise, event.start, event.seen_to))
                    self._holding = ""
                    believed.append(event)
                case FaultStarted() | FaultEnded() if event.exercise == self.current:
                    believed.append(event)
                case _:
                    pass
        return believed

    def _on_rep(self, t: float, event: Rep) -> list[Event]:
        if self._holding or not self._is_unclaimed(event) or self._doubtful(t, event.exercise):
            return []
        self._counted.setdefault(event.exercise, []).append(t)
        earlier = [
            e
            for e in self._waiting.pop(event.exercise, [])
            if t - e.t < UNDER_WAY_S and self._is_unclaimed(e)
        ]
        self.current, self._last = event.exercise, t
        self._claims.append((event.exercise, _since(event), _until(event)))
        del self._claims[:-CLAIMS_KEPT]
        return [*earlier, event]

    def _doubtful(self, t: float, exercise: str) -> bool:
        """Return whether so many movements about this time were refused that one which passes is likelier chance."""
        refused, counted = (
            (self._known.refused, self._known.counted) if self._known else (self.refused, self._counted)
        )
        near, others = (
            sum(abs(t - moment) <= DOUBT for moment in moments.get(exercise, ()))
            for moments in (refused, counted)
        )
        # What a first look counted is this very repetition, too.
        return near > DOUBTFUL + 2 * (others - 1 if self._known else others)

    def _on_partial(self, t: float, event: Rep) -> list[Event]:
        if event.exercise == self.current and t - self._last < UNDER_WAY_S:
            return [event] if self._is_unclaimed(event) else []
        self._waiting.setdefault(event.exercise, []).append(event)
        return []

    def _is_unclaimed(self, event: Rep) -> bool:
        """Return whether no other exercise has claimed these seconds, or is likelier to be right about them."""
        begin, finish = _since(event), _until(event)
        mine = self._counts.get(event.exercise, 0)
        if any(
            count > mine and self._counts and other != event.exercise for other, count in self._rivals(event)
        ):
            return False
        return all(
            name == event.exercise or until <= begin or since >= finish for name, since, until in self._claims
        )

    def _rivals(self, event: Rep) -> list[tuple[str, int]]:
        """Return the exercises that have claimed the turning point of this movement, with their counts."""
        return [
            (name, self._counts.get(name, 0))
            for name, since, until in self._claims
            if since <= event.turn <= until
        ]

    def _may_hold(self, event: HoldStarted, trackers: Mapping[str, ExerciseTracker]) -> bool:
        busy = event.start - self._last < SETTLING and self.current != event.exercise
        tracker = trackers[event.exercise]
        return not self._holding and not busy and tracker.seen_well and tracker.had_prelude(event.start)

    def finish(self, t: float, said: Sequence[Event], trackers: Mapping[str, ExerciseTracker]) -> list[Event]:
        """Take the trackers' last events."""
        return self.step(t, said, trackers)


def _since(event: Rep) -> float:
    return event.turn if math.isnan(event.start) else event.start


def _until(event: Rep) -> float:
    # One whose end was not seen went on until it was reported.
    return event.t if math.isnan(event.end) else event.end
