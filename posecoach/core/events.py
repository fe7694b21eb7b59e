"""The events of a session.

An event is a frozen value with `t`, in seconds of the source's time, and the exercise's name. `str(event)`
is one line of text, and `parse` turns it back.
"""

import dataclasses
import functools
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MeasureValues = tuple[tuple[str, float], ...]
"""Pairs of a measure's name and its value, in a fixed order."""

TEMPO = "tempo"
"""Name among the rules for the time that a repetition took. A good tempo alone is no good form."""

MIN_PARTIALS = 3
"""Partial repetitions that make a set without a full one; fewer are an attempt, as when getting into
position."""


class Verdict(StrEnum):
    """The outcome of a movement out and back."""

    COUNTED = "counted"
    """A full repetition."""

    PARTIAL = "partial"
    """A partial repetition: it turned back too soon. Reported, not counted."""

    REJECTED = "rejected"
    """No repetition of this exercise."""


@dataclass(frozen=True, slots=True)
class _Event:
    t: float
    exercise: str

    @property
    def label(self) -> str:
        """The word that its line of text begins with."""
        return _LABELS[type(self)]

    def _fields(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    def __str__(self) -> str:
        return f"{self.label} {json.dumps(self._fields(), separators=(',', ':'))}"


@dataclass(frozen=True, slots=True)
class Rep(_Event):
    """One movement out and back: a repetition, a partial one, or none. Times are seconds of the source.

    Attributes:
        verdict: counted, partial or rejected.
        start: s, when the starting position was left; NaN where that was not seen.
        turn: s, the turning point.
        end: s, when the start was reached again; NaN where that was not seen.
        depth: 0 at the exercise's usual start, 1 at its usual target, for the turning point.
        rom: how far the signal moved, as a share of the way from start to target.
        why: the reason for which it was not counted; empty where it was.
        measures: by name, in their units; NaN for what could not be judged.
        faults: names of the rules that were broken.
        judged: names of the rules that could be judged, broken or not.
        left_start: s, when the start, or what was seen nearest to it, was left; NaN where that is not known.
    """

    verdict: Verdict
    start: float
    turn: float
    end: float
    depth: float
    rom: float
    why: str = ""
    measures: MeasureValues = ()
    faults: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    left_start: float = math.nan

    @property
    def label(self) -> str:
        """The word that its line of text begins with; it says the verdict."""
        return _REP_LABELS[self.verdict]

    @property
    def seen_from(self) -> float:
        """Seconds at which it began, as far as it was seen."""
        known = (moment for moment in (self.start, self.left_start) if not math.isnan(moment))
        return next(known, self.turn)

    @property
    def seen_to(self) -> float:
        """Seconds at which the start was reached again; at which it turned, where that was not seen."""
        return self.turn if math.isnan(self.end) else self.end

    def _fields(self) -> dict[str, Any]:
        fields = dataclasses.asdict(self)
        del fields["verdict"]
        return fields


@dataclass(frozen=True, slots=True)
class HoldStarted(_Event):
    """A position has been held long enough to be a hold. `start`: s, when it was taken."""

    start: float
    side: str = ""


@dataclass(frozen=True, slots=True)
class HoldEnded(_Event):
    """A held position was left.

    Attributes:
        start: s, when it was taken.
        held: s in position, without the pauses.
        end: s, when it was left; NaN where that is not known.
    """

    start: float
    held: float
    side: str = ""
    measures: MeasureValues = ()
    faults: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    end: float = math.nan

    @property
    def seen_to(self) -> float:
        """Seconds at which it was left; at which that was reported, where nothing else is known."""
        return self.t if math.isnan(self.end) else self.end


@dataclass(frozen=True, slots=True)
class FaultStarted(_Event):
    """A form rule has been broken for long enough to be reported."""

    rule: str


@dataclass(frozen=True, slots=True)
class FaultEnded(_Event):
    """The form is good again."""

    rule: str


@dataclass(frozen=True, slots=True)
class SetStarted(_Event):
    """The first repetition or hold of a set has begun, at `start` (s). `number` counts from 1."""

    number: int
    start: float


@dataclass(frozen=True, slots=True)
class SetEnded(_Event):
    """A set is over; its last repetition or hold ended at `end` (s).

    Attributes:
        reps: full repetitions, or holds.
        variant: the variant that was done, as far as that could be seen.
        view: the side from which the camera saw it.
        partial: repetitions that were not full.
    """

    number: int
    start: float
    end: float
    reps: int
    variant: str = ""
    view: str = ""
    partial: int = 0

    @property
    def is_real_set(self) -> bool:
        """True for more than an attempt."""
        return is_more_than_attempt(self.reps, self.partial)


@dataclass(frozen=True, slots=True)
class RestEnded(_Event):
    """The rest since the last set is over: the next one has begun. `rest`: s."""

    rest: float


@dataclass(frozen=True, slots=True)
class NotJudgeable(_Event):
    """Something that should be judged cannot be. `remedy` says what would make it possible."""

    what: str
    remedy: str


Event = (
    Rep
    | HoldStarted
    | HoldEnded
    | FaultStarted
    | FaultEnded
    | SetStarted
    | SetEnded
    | RestEnded
    | NotJudgeable
)

_REP_LABELS = {
    Verdict.COUNTED: "RepCompleted",
    Verdict.PARTIAL: "RepPartial",
    Verdict.REJECTED: "RepRejected",
}
_LABELS: dict[type, str] = {
    HoldStarted: "HoldStarted",
    HoldEnded: "HoldEnded",
    FaultStarted: "FaultStarted",
    FaultEnded: "FaultEnded",
    SetStarted: "SetStarted",
    SetEnded: "SetEnded",
    RestEnded: "RestEnded",
    NotJudgeable: "NotJudgeable",
}
# Journals on people's disks begin their lines with these words: classes may be renamed, the words may not.
_KINDS: dict[str, Callable[..., Event]] = {
    **{label: functools.partial(Rep, verdict=verdict) for verdict, label in _REP_LABELS.items()},
    **{label: kind for kind, label in _LABELS.items()},
}


def is_more_than_attempt(reps: int, partial: int, *, holding: bool = False) -> bool:
    """Return whether so many full and partial repetitions, or a hold under way, make a set."""
    return holding or reps > 0 or partial >= MIN_PARTIALS


def moment(event: Event) -> float:
    """Return the time in s at which an event happened, rather than was reported."""
    match event:
        case Rep(verdict=Verdict.COUNTED | Verdict.PARTIAL) | HoldEnded():
            return event.seen_to
        case SetStarted(start=start) | HoldStarted(start=start):
            return start
        case SetEnded(end=end):
            return end
        case _:
            return event.t


def reps_in(events: Iterable[Event], verdict: Verdict = Verdict.COUNTED) -> list[Rep]:
    """Return the movements with a verdict among events, in their order."""
    return [event for event in events if isinstance(event, Rep) and event.verdict is verdict]


def parse(line: str) -> Event:
    """Return the event of a line of text, as `str(event)` gives it.

    Raises:
        ValueError: the line is no event.
    """
    label, _, rest = line.strip().partition(" ")
    kind = _KINDS.get(label)
    if kind is None:
        raise ValueError(f"no event {label!r}; it is one of {', '.join(sorted(_KINDS))}")
    try:
        fields = json.loads(rest)
        return kind(**{key: _frozen(value) for key, value in fields.items()})
    except (TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError(f"{label}: {error}") from None


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
