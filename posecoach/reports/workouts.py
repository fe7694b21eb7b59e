"""Sets gathered into workouts: clips filmed close in time are one workout, and its sets are numbered on."""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta  # noqa: TID251 - a type, and sums; no clock is asked

from posecoach.core.session.record import Record, SetRecord

GAP_S = 3600.0
"""s without a set after which the next one begins another workout."""


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set with its place in real time.

    Attributes:
        exercise: the exercise's id.
        variant: the variant's id; empty where none was recognised.
        reps: full repetitions, or holds.
        partial: partial repetitions.
        held: s held; 0 for repetitions.
        faults: how many repetitions showed each fault, by name.
        began: local time at which the set began.
        ended: local time at which it ended.
        rest_before: s since the set before; NaN where there was none or it is not known.
        weight_kg: what was lifted; NaN where it was not given.
        note: the user's own.
        dated: whether the clip or camera told the time; otherwise it is the file's.
        joined: number of the workout that the user put it into; 0 for none.
        key: where the set comes from: its clip or session, and its place there.
        person: who did it, where several people of a clip were counted; else 0.
    """

    exercise: str
    variant: str
    reps: int
    partial: int
    held: float
    faults: tuple[tuple[str, int], ...]
    began: datetime
    ended: datetime
    rest_before: float = math.nan
    weight_kg: float = math.nan
    note: str = ""
    dated: bool = True
    joined: int = 0
    key: tuple[int, int] = (0, 0)
    person: int = 0


@dataclass(frozen=True, slots=True)
class Workout:
    """Sets that belong together, in order, from the first one's begin to the last one's end."""

    sets: tuple[LoggedSet, ...]

    @property
    def began(self) -> datetime:
        """Local time at which the first set began."""
        return self.sets[0].began

    @property
    def ended(self) -> datetime:
        """Local time at which the last set ended."""
        return max(each.ended for each in self.sets)


@dataclass(frozen=True, slots=True)
class TimedRecord:
    """A record and the local time at which it began; `dated` says whether the clip itself told it."""

    record: Record
    when: datetime
    dated: bool = True


@dataclass(frozen=True, slots=True)
class SetPlace:
    """The place of a set in its workout.

    Attributes:
        workout: number of the workout, from 1.
        number: number of the set among those of its exercise on that day, from 1.
        logged: the set, with the rest since the clip before.
    """

    workout: int
    number: int
    logged: LoggedSet


def weight_of(weights: Mapping[str, float], exercise: str) -> float:
    """Return the weight given for an exercise, kg: its own, the one for all (under ""), or NaN."""
    return weights.get(exercise, weights.get("", math.nan))


def logged_sets(
    records: Iterable[TimedRecord], weights: Mapping[str, float] | None = None
) -> list[LoggedSet]:
    """Return the sets of records with their place in real time.

    Args:
        records: in order; a set's `key` is its record's place in them and its own place there, from 0.
        weights: kg by exercise; under "" that of all others.
    """
    return [
        _logged(each, timed, weight_of(weights or {}, each.exercise), (clip, place))
        for clip, timed in enumerate(records)
        for place, each in enumerate(timed.record.sets)
    ]


def _logged(each: SetRecord, timed: TimedRecord, weight: float, key: tuple[int, int]) -> LoggedSet:
    when = timed.when
    return LoggedSet(
        exercise=each.exercise,
        variant=each.variant,
        reps=len(each.reps) or len(each.holds),
        partial=len(each.partial),
        held=each.held,
        faults=tuple(each.faults.items()),
        began=when + timedelta(seconds=each.start),
        ended=when + timedelta(seconds=each.end),
        rest_before=each.rest_before,
        weight_kg=weight,
        dated=timed.dated,
        key=key,
        person=timed.record.person,
    )


def workouts(sets: Iterable[LoggedSet], gap_s: float = GAP_S) -> list[Workout]:
    """Gather sets into workouts, oldest first, and fill in the rests between clips.

    Args:
        sets: in any order; those that begin at the same moment stay in the order given.
        gap_s: s without a set after which another workout begins. What the user joined stays together.
    """
    gathered: list[list[LoggedSet]] = []
    for each in sorted(sets, key=lambda one: one.began):
        group = next((g for g in reversed(gathered) if each.joined and g[0].joined == each.joined), None)
        if group is None and gathered and not (each.joined and gathered[-1][0].joined):
            ended = max(other.ended for other in gathered[-1])
            near = (each.began - ended).total_seconds() <= gap_s
            group = gathered[-1] if near else None
        if group is None:
            gathered.append([each])
        else:
            group.append(_rested(each, group[-1]))
    return [Workout(tuple(group)) for group in gathered]


def _rested(each: LoggedSet, before: LoggedSet) -> LoggedSet:
    """Return a set with the rest since the one before it, where clocks tell it."""
    rest = (each.began - before.ended).total_seconds()
    known = each.dated and before.dated and rest >= 0.0 and each.reps > 0 and each.person == before.person
    if not math.isnan(each.rest_before) or not known:
        return each
    return replace(each, rest_before=rest)


def numbered(
    sets: Sequence[LoggedSet], name: Callable[[LoggedSet], str] = lambda each: each.exercise
) -> list[int]:
    """Number sets from 1 for each day and name, so that no two share both.

    Programs that import training logs tell a set by its day, its exercise and its number.
    """
    counts: dict[tuple[object, str], itertools.count[int]] = {}
    return [next(counts.setdefault((each.began.date(), name(each)), itertools.count(1))) for each in sets]


def places(gathered: Sequence[Workout]) -> dict[tuple[int, int], SetPlace]:
    """Return the place of every set in its workout, by the set's key."""
    pairs = [(number, each) for number, workout in enumerate(gathered, 1) for each in workout.sets]
    numbers = numbered([each for _, each in pairs], lambda each: f"{each.exercise} {each.person}")
    return {
        each.key: SetPlace(workout, number, each)
        for (workout, each), number in zip(pairs, numbers, strict=True)
    }
