"""Plays a record back beside its poses: what a screen shows at any moment, known with hindsight.

Live, a repetition is reported when its end is sure, which is later than its end. In a replay it counts at the
moment at which it ended, and all numbers are the record's own.
"""

import bisect
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from posecoach.core.events import (
    Event,
    FaultEnded,
    FaultStarted,
    HoldEnded,
    Rep,
    SetStarted,
    Verdict,
    moment,
)
from posecoach.core.exercise import Exercise
from posecoach.core.form.cue import fault_cue
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import VIEWS, View
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.record import Record, SetRecord
from posecoach.core.session.set_state import SetState
from posecoach.core.session.status import Status, Update
from posecoach.core.session.two_pass import Poses

INTERPOLATION_GAP_S = 0.25
"""Seconds between two poses up to which the body in between is interpolated."""


FEEDBACK_S = 2.0
"""Seconds after a repetition for which its faults, or the praise for it, are shown."""


class Replay:
    """Plays a record back. Time must not fall from one call of `at` to the next.

    Args:
        record: the session.
        poses: (t, pose) of every frame that was tracked, in order.
        exercises: by name.
    """

    def __init__(
        self, record: Record, poses: Sequence[tuple[float, Pose | None]], exercises: Mapping[str, Exercise]
    ) -> None:
        self._poses = poses
        self._times = [t for t, _ in poses]
        self._trace = record.trace
        self._trace_times = [t for t, _ in record.trace]
        self._exercises = exercises
        self._holds = [event for event in record.events if isinstance(event, HoldEnded)]
        self._views = {each.number: each.view for each in record.sets}
        self._events = sorted(((moment(event), i, event) for i, event in enumerate(record.events)))
        self._next = 0
        done = {each.exercise for each in record.sets}
        self._exercise = exercises.get(done.pop()) if len(done) == 1 else None
        self._set = SetState()
        self._view: View | None = None
        self._broken: dict[str, None] = {}
        self._last: Rep | None = None

    def at(self, t: float) -> Update:
        """Return all that is to be shown at `t` seconds, with the events since the moment asked for before."""
        events: list[Event] = []
        while self._next < len(self._events) and self._events[self._next][0] <= t:
            events.append(self._events[self._next][2])
            self._take(events[-1])
            self._next += 1
        return Update(t, self._pose(t), {}, self._status(t), tuple(events))

    def _take(self, event: Event) -> None:
        self._set.take(event)
        match event:
            case SetStarted(exercise=name, number=number):
                self._exercise = self._exercises.get(name)
                view = self._views.get(number, "")
                self._view = next((each for each in VIEWS if each == view), self._view)
            case Rep(verdict=Verdict.COUNTED | Verdict.PARTIAL):
                self._last = event
            case FaultStarted(rule=rule):
                self._broken[rule] = None
            case FaultEnded(rule=rule):
                self._broken.pop(rule, None)
            case _:
                pass

    def _status(self, t: float) -> Status:
        hold = next((each for each in self._holds if each.start <= t <= each.seen_to), None)
        rules = self._exercise.rules if self._exercise else ()
        last = self._last if self._last and t - moment(self._last) <= FEEDBACK_S else None
        names = dict.fromkeys((*self._broken, *(last.faults if last else ())))
        broken = tuple(rule for rule in rules if rule.name in names)
        measures = dict(last.measures) if last else {}
        clean = last is not None and last.verdict is Verdict.COUNTED and not names
        return Status(
            exercise=self._exercise,
            reps=self._set.reps,
            partial=self._set.partial,
            progress=self._progress(t),
            in_position=True if self._set.under_way else None,
            held=min(t - hold.start, hold.held) if hold else 0.0,
            side=hold.side if hold else "",
            set_number=self._set.number,
            in_set=self._set.under_way,
            rest=math.nan if self._set.under_way else t - self._set.last_end,
            view=self._view,
            broken=broken,
            cues=tuple(fault_cue(self._exercise, rule.name, measures) for rule in broken),
            praise=self._exercise.praise_after(last.judged) if clean and self._exercise and last else "",
        )

    def _progress(self, t: float) -> float:
        i = bisect.bisect_right(self._trace_times, t)
        here = self._trace[i - 1] if i else (math.nan, math.nan)
        if not t - here[0] <= INTERPOLATION_GAP_S:
            return math.nan
        there = self._trace[i] if i < len(self._trace) else here
        share = (
            (t - here[0]) / (there[0] - here[0])
            if here[0] < there[0] <= here[0] + INTERPOLATION_GAP_S
            else 0.0
        )
        return here[1] + share * (there[1] - here[1]) if share > 0.0 else here[1]

    def _pose(self, t: float) -> Pose | None:
        i = bisect.bisect_right(self._times, t)
        if not i or not t - self._times[i - 1] <= INTERPOLATION_GAP_S:
            return None
        start, here = self._poses[i - 1]
        end, there = self._poses[i] if i < len(self._poses) else (start, here)
        share = (t - start) / (end - start) if start < end <= start + INTERPOLATION_GAP_S else 0.0
        if here is None or there is None or not share > 0.0:
            return here
        parts = ((here.image, there.image), (here.world, there.world), (here.visibility, there.visibility))
        return Pose(*(np.asarray((1.0 - share) * a + share * b) for a, b in parts))


def traced(
    record: Record, poses: Callable[[], Poses], exercises: Mapping[str, Exercise]
) -> list[tuple[float, float]]:
    """Return a record's trace without gaps: before an exercise was recognised, by the one that followed.

    Args:
        record: the session.
        poses: called for each pass, gives the same (t, pose) pairs each time.
        exercises: by name.
    """
    sets = [each for each in record.sets if each.exercise in exercises]
    blank = [i for i, (t, value) in enumerate(record.trace) if math.isnan(value) and _nearest(sets, t)]
    if not blank:
        return record.trace
    done = {each.exercise for each in sets}
    alone = {name: run(recorded(poses()), Coach([exercises[name]], wait_for_end=True)).trace for name in done}
    trace = list(record.trace)
    for i in blank:
        near = _nearest(sets, trace[i][0])
        if near and i < len(alone[near.exercise]):
            trace[i] = alone[near.exercise][i]
    return trace


EXERCISE_MARGIN_S = 5.0
"""Seconds before and after a set that still belong to its exercise."""


def _nearest(sets: Sequence[SetRecord], t: float) -> SetRecord | None:
    return next(
        (each for each in sets if each.start - EXERCISE_MARGIN_S <= t <= each.end + EXERCISE_MARGIN_S), None
    )
