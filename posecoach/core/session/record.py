"""The result of a session: its events, sets and repetitions."""

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from posecoach.core.counting.holds import SidesHeld
from posecoach.core.events import TEMPO, Event, HoldEnded, Rep, SetEnded, SetStarted, Verdict, reps_in
from posecoach.core.exercise import Exercise
from posecoach.core.session import record_frames
from posecoach.core.session.record_dict import record_dict
from posecoach.core.session.status import Update

if TYPE_CHECKING:
    import pandas as pd


SEEN_ENOUGH = 0.6
"""Share of a set's frames with somebody in sight from which its form can be called good."""


@dataclass(frozen=True, slots=True, repr=False)
class SetRecord:
    """One set: the repetitions or holds that belong together. Times are seconds.

    Attributes:
        movements: every movement of the set, counted or not, in order.
        holds: held positions, in order.
        rest_before: s since the last set that was more than an attempt; NaN for the first, and for an attempt.
        seen: share of its frames in which somebody was seen, 0 to 1.
    """

    exercise: str
    number: int
    start: float
    end: float
    variant: str
    view: str
    movements: tuple[Rep, ...]
    holds: tuple[HoldEnded, ...]
    rest_before: float
    seen: float = 1.0

    def __repr__(self) -> str:
        parts = [f"{len(self.reps)} reps"] if not self.holds else [f"held {self.held:.1f} s"]
        parts += [f"{len(self.partial)} partial"] if self.partial else []
        parts += [f"{name} x{count}" for name, count in self.faults.items()]
        return f"<SetRecord {self.number}: {self.exercise}, {self.start:.1f}-{self.end:.1f} s, {', '.join(parts)}>"

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The full repetitions."""
        return tuple(reps_in(self.movements))

    @property
    def partial(self) -> tuple[Rep, ...]:
        """The partial ones."""
        return tuple(reps_in(self.movements, Verdict.PARTIAL))

    @property
    def held(self) -> float:
        """Seconds held, over all holds."""
        return sum(hold.held for hold in self.holds)

    @property
    def sides(self) -> SidesHeld:
        """Seconds held on each side."""
        sides = SidesHeld(any(hold.side for hold in self.holds))
        for hold in self.holds:
            sides.add(hold.side, hold.held)
        return sides

    @property
    def parts(self) -> tuple[Rep | HoldEnded, ...]:
        """Every movement, counted or not, and every hold."""
        return (*self.movements, *self.holds)

    @property
    def _repeated(self) -> tuple[Rep | HoldEnded, ...]:
        return (*self.reps, *self.partial, *self.holds)

    @property
    def faults(self) -> dict[str, int]:
        """The number of repetitions or holds that showed each fault, by name."""
        counts: dict[str, int] = {}
        for part in self._repeated:
            for fault in part.faults:
                counts[fault] = counts.get(fault, 0) + 1
        return counts

    @property
    def judged(self) -> dict[str, int]:
        """The number of repetitions or holds in which each form rule could be judged, by name."""
        counts: dict[str, int] = {}
        for part in self._repeated:
            for rule in part.judged:
                counts[rule] = counts.get(rule, 0) + 1
        return counts

    @property
    def good(self) -> bool:
        """True where the form could be judged, be it in part, and nothing was wrong with it.

        Never of a set of which nearly half was not seen.
        """
        judged = any(rule != TEMPO for rule in self.judged)
        return judged and not self.faults and self.seen >= SEEN_ENOUGH


@dataclass(slots=True, repr=False)
class Record:
    """The result of one session, video or landmark recording. Times are seconds from its first frame.

    Attributes:
        source: the video's or camera's name, as the user gave it.
        events: all that happened, in order.
        trace: (t, progress) of the exercise that was followed, one a frame; progress is NaN where unseen.
        frames: number of frames that were looked at.
        seen: number of them in which somebody was seen.
        unseen: the moments of the others, in order.
        notes: remarks for the user on how the result was obtained.
        warnings: what is missing in the source, or was damaged: counts may be too low.
        rotate: degrees clockwise by which the picture was turned, after all that the file says.
        doubtful: s, from and to, of movements that did not count and might, were they seen better.
        nearest: title of the exercise that came nearest where nothing counted, and why it did not count.
        exercises: those that were looked for, by name.
        person: number from the left of the one it is of, from 1, where everybody was looked for; else 0.
    """

    source: str = ""
    events: list[Event] = field(default_factory=list)
    trace: list[tuple[float, float]] = field(default_factory=list)
    frames: int = 0
    seen: int = 0
    unseen: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rotate: int = 0
    doubtful: list[tuple[float, float]] = field(default_factory=list)
    nearest: tuple[str, str] = ("", "")
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    person: int = 0

    def __repr__(self) -> str:
        return f"<Record {self.source!r}: {self.duration:.1f} s, {list(self.sets)!r}>"

    def to_dict(self, exercises: Mapping[str, Exercise] | None = None) -> dict[str, Any]:
        """Return the record as plain values: seconds, with None for what is not known.

        `reports/session.schema.json` describes every field, as one of the document's `sessions`.

        Args:
            exercises: by name, where the record does not know its own.
        """
        return record_dict(self, self.exercises if exercises is None else exercises)

    def to_json(self) -> str:
        """Return `to_dict()` as JSON text."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def sets_frame(self) -> "pd.DataFrame":
        """Return a pandas table with one row a set.

        Raises:
            PosecoachError: pandas is not installed.
        """
        return record_frames.sets_frame(self)

    def reps_frame(self) -> "pd.DataFrame":
        """Return a pandas table with one row a movement or hold, counted or not, and a column a measure.

        Raises:
            PosecoachError: pandas is not installed.
        """
        return record_frames.reps_frame(self)

    def measures_frame(self) -> "pd.DataFrame":
        """Return a pandas table with one row for each measure of each movement or hold, with its unit.

        Raises:
            PosecoachError: pandas is not installed.
        """
        return record_frames.measures_frame(self)

    def add(self, update: Update) -> None:
        """Add one update."""
        self.note(update.t, update.status.progress, update.events, seen=update.pose is not None)

    def note(self, t: float, progress: float, events: Iterable[Event], *, seen: bool) -> None:
        """Add one frame: its progress (0 to 1), its events, and True in `seen` where somebody was there."""
        self.frames += 1
        self.seen += seen
        if not seen:
            self.unseen.append(t)
        self.trace.append((t, progress))
        self.events += events

    def close(self, events: Iterable[Event]) -> None:
        """Add the events that end the session."""
        self.events += events

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the last."""
        return self.trace[-1][0] - self.trace[0][0] if self.trace else 0.0

    @property
    def sets(self) -> tuple[SetRecord, ...]:
        """The sets, in order; one that is still under way is left out."""
        sets: list[SetRecord] = []
        ended = math.nan
        for over in self.events:
            if isinstance(over, SetEnded):
                rest = over.start - ended if over.is_real_set else math.nan
                ended = over.end if over.is_real_set else ended
                sets.append(self._set(over, rest))
        return tuple(sets)

    @property
    def set_under_way(self) -> SetRecord | None:
        """The set under way as far as it has come; None outside a set. Its end, view and variant are not known."""
        marks = [event for event in self.events if isinstance(event, SetStarted | SetEnded)]
        if not marks or isinstance(marks[-1], SetEnded):
            return None
        begun = marks[-1]
        return self._set(SetEnded(begun.t, begun.exercise, begun.number, begun.start, math.nan, 0), math.nan)

    def _set(self, over: SetEnded, rest: float) -> SetRecord:
        """Return a set with all that lies in it; in one without an end, all since its start."""
        end = math.inf if math.isnan(over.end) else over.end

        def is_in(exercise: str, t: float) -> bool:
            return exercise == over.exercise and over.start <= t <= end

        return SetRecord(
            exercise=over.exercise,
            number=over.number,
            start=over.start,
            end=over.end,
            variant=over.variant,
            view=over.view,
            movements=tuple(e for e in self.events if isinstance(e, Rep) and is_in(e.exercise, e.turn)),
            holds=tuple(e for e in self.events if isinstance(e, HoldEnded) and is_in(e.exercise, e.start)),
            rest_before=rest,
            seen=self._share_seen(over.start, end),
        )

    def _share_seen(self, start: float, end: float) -> float:
        """Return the share of frames from `start` to `end` s with somebody in sight; 1 where there are none."""
        unseen = bisect_right(self.unseen, end) - bisect_left(self.unseen, start)
        if not unseen:
            return 1.0
        first = bisect_left(self.trace, start, key=itemgetter(0))
        frames = bisect_right(self.trace, end, key=itemgetter(0)) - first
        return 1.0 - unseen / max(frames, unseen)

    @property
    def stray(self) -> tuple[Rep, ...]:
        """Movements that belong to no set: rejected ones, outside of all of them."""
        inside = {id(movement) for each in self.sets for movement in each.movements}
        return tuple(e for e in self.events if isinstance(e, Rep) and id(e) not in inside)
