"""A routine, coached: one exercise after the other, as its plan says, or as someone does it."""

import dataclasses
from collections.abc import Mapping, Sequence

from posecoach.core.counting.holds import SidesHeld
from posecoach.core.events import Event, HoldEnded, SetEnded, SetStarted
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import FrameAnalysis, FrameAnalyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.coach import Coach
from posecoach.core.session.routine import HARDLY, HOLD_SLACK_S, Item, Routine
from posecoach.core.session.set_tracker import HoldGoal, SetTracker
from posecoach.core.session.status import Update
from posecoach.core.session.switch_detector import SwitchDetector

AWAITED = 60.0
"""s for which the other side of a hold, or the rest of one that was let go, is waited for."""

TRIED_SHARE = 0.5
"""Share of its seconds from which a side was tried: once both were, nothing is waited for."""

MIN_UNPLANNED_REPS = 3
"""Repetitions from which an exercise that is not in the plan is named: two may be the way into a position."""


class RoutineRunner:
    """Coaches what a plan asks for, and goes on to the next set when one has ended, however it went.

    An attempt of a partial repetition or two by themselves is no set of the plan. The set of a hold goes
    on until both sides were tried. Where another exercise of the plan is begun instead, its sets come first.

    It steps and finishes as a `Coach` does. Sets are numbered through, and rests are told between
    exercises too.

    Args:
        plan: what is to be done.
        exercises: those of the plan, by name.
        others: exercises that are recognised and not counted, since the plan does not know them.

    Attributes:
        sets: the planned sets in the order in which they are done.
        position: index into `sets` of the set under way or to come; their number once all are done.
        unplanned: the exercise that turned out in the latest frame to be done though the plan does not know it.
    """

    def __init__(
        self, plan: Routine, exercises: Mapping[str, Exercise], others: Sequence[Exercise] = ()
    ) -> None:
        self.plan = plan
        self.sets: Sequence[tuple[Item, int]] = plan.sets
        self.position = 0
        self._exercises = exercises
        self._set_tracker = SetTracker(outlives_gaps=True)
        self._analyzer = FrameAnalyzer()
        self._coach = self._begin_item(self.item)
        names = dict.fromkeys(item.exercise for item in plan.items)
        planned = [exercises[name] for name in names]
        self._switch = SwitchDetector(planned)
        # Who folds forward between two sets, or leans on something, stretches on no plan's behalf.
        unknown = [each for each in others if each.name not in names and each.kind == "reps"]
        self.unplanned: Exercise | None = None
        self._unknown = {each.name: each for each in unknown}
        self._unplanned_switch = SwitchDetector([*planned, *unknown], MIN_UNPLANNED_REPS)
        self._skip = False
        self._open = False
        self._held = self._nothing_held()

    @property
    def item(self) -> Item:
        """The planned item of now; the last one once all is done."""
        return self.sets[min(self.position, len(self.sets) - 1)][0]

    def skip(self) -> None:
        """Give up the set under way or to come; the next step goes on to the one after it."""
        self._skip = True

    def end_set(self) -> None:
        """The set under way is over; what follows belongs to the next one."""
        self._coach.end_set()

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take what was seen at `t` seconds; None where nobody was."""
        ended: Sequence[Event] = ()
        if self._skip:
            self._skip = False
            was_open, here = self._open, self.position
            ended = self._take_events(self._coach.finish())
            if self.position == here:
                self._advance()
            if was_open:
                self._coach = self._begin_item(self.item)
        analysis = self._analyzer.step(t, pose)
        events = [*ended, *self._take_events(self._coach.follow(analysis))]
        events += self._switch_exercise(analysis)
        return Update(t, pose, analysis.reading or {}, self._coach.status, tuple(events))

    def finish(self) -> tuple[Event, ...]:
        """No more frames: end what is still open."""
        return tuple(self._take_events(self._coach.finish()))

    def _switch_exercise(self, analysis: FrameAnalysis) -> Sequence[Event]:
        """Go over to another exercise of the plan where that is what is being done; its events so far."""
        self.unplanned = None
        if self._coach.status.is_real_set or self.position >= len(self.sets):
            self._switch.reset()
            self._unplanned_switch.reset()
            return ()
        if self._unknown:
            self.unplanned = self._unknown.get(self._unplanned_switch.step(analysis, self._unknown)[0])
        here = self.item.exercise
        to_come = {item.exercise for item, _ in self.sets[self.position :]} - {here}
        if not to_come:
            return ()
        done, past = self._switch.step(analysis, to_come)
        if not done:
            return ()
        ahead, behind = self.sets[: self.position], self.sets[self.position :]
        first = next(item for item, _ in behind if item.exercise == done)
        # Its sets come first; the others follow in their order.
        self.sets = (*ahead, *(s for s in behind if s[0] is first), *(s for s in behind if s[0] is not first))
        self._coach, self._held = self._begin_item(self.item), self._nothing_held()
        return [event for earlier in past for event in self._take_events(self._coach.follow(earlier))]

    def _take_events(self, events: Sequence[Event]) -> Sequence[Event]:
        """Take note of events, and return them."""
        for event in events:
            match event:
                case SetStarted():
                    self._open = True
                case HoldEnded():
                    self._held.add(event.side, event.held)
                case SetEnded():
                    self._open = False
                    if event.is_real_set and self._held.max_held >= HARDLY * self.item.seconds[0]:
                        self._advance()
                    self._held = self._nothing_held()
                case _:
                    pass
        return events

    def _advance(self) -> None:
        before = self.item
        self.position = min(self.position + 1, len(self.sets))
        self._switch.reset()
        self._unplanned_switch.reset()
        # The same exercise goes on with the same coach, which knows this person's range by now.
        if self.item is not before:
            self._coach = self._begin_item(self.item)

    def _begin_item(self, item: Item) -> Coach:
        """Return the coach of a planned item, and have its sets end as one of its kind does."""
        exercise = self._exercises[item.exercise]
        self._set_tracker.hold_goal = None
        if exercise.kind == "hold":
            if item.seconds[0] > 0.0:
                self._set_tracker.hold_goal = HoldGoal(
                    exercise.sides,
                    done_s=item.seconds[0] - HOLD_SLACK_S,
                    tried_s=TRIED_SHARE * item.seconds[0],
                    timeout_s=exercise.set_timeout_s,
                )
            exercise = dataclasses.replace(exercise, set_timeout_s=max(exercise.set_timeout_s, AWAITED))
        return Coach((exercise,), item.variant, sets=self._set_tracker)

    def _nothing_held(self) -> SidesHeld:
        return SidesHeld(self._exercises[self.item.exercise].sides)
