"""The coach: takes one pose after another, returns what happened."""

import math
from collections.abc import Mapping, Sequence

from posecoach.core.counting.exercise_classifier import ExerciseClassifier, FirstPassStats
from posecoach.core.counting.exercise_tracker import ExerciseTracker
from posecoach.core.counting.movement_series import Candidate
from posecoach.core.counting.tracker_group import TrackerGroup
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import (
    Event,
    HoldEnded,
    NotJudgeable,
    Rep,
    SetEnded,
    SetStarted,
    Verdict,
)
from posecoach.core.exercise import Exercise
from posecoach.core.form.variant_classifier import VariantClassifier
from posecoach.core.pose.frame_analysis import Analyzer, FrameAnalysis, FrameAnalyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import View
from posecoach.core.session.set_tracker import SetTracker
from posecoach.core.session.status import Status, Update, hidden_rules, unseen


class Coach:
    """Follows one exercise, or several of which one is done at a time.

    Equal poses at equal times give equal updates, always.

    Args:
        exercises: what may be done.
        variant: the variant asked for, whose rules then apply.
        wait_for_end: report a repetition only when its end is settled: for recordings, not for people waiting.
        first_pass: what a first look has shown, where this is the second.
        sets: tracks the sets, where they began before this coach took over.
        tunables: the numbers that counting depends on.
        analyzer: turns poses into readings, where that is not to begin anew.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise],
        variant: str = "",
        *,
        wait_for_end: bool = False,
        first_pass: FirstPassStats | None = None,
        sets: SetTracker | None = None,
        tunables: Tunables = DEFAULT_TUNABLES,
        analyzer: Analyzer | None = None,
    ) -> None:
        self._trackers = TrackerGroup(
            exercises, variant, wait_for_end=wait_for_end, first_pass=first_pass, tunables=tunables
        )
        self._classifier = ExerciseClassifier(exercises, first_pass)
        self._analyzer = analyzer or FrameAnalyzer()
        self._view: View | None = None
        self._sets = sets or SetTracker()
        self._variants = VariantClassifier({e.name: e for e in exercises})
        self._t = -math.inf
        self._end_requested = False

    def end_set(self) -> None:
        """End the set under way: the next frame's events say so, and what follows is another one."""
        self._end_requested = True

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take what was seen at `t` seconds; None where nobody was.

        Raises:
            ValueError: time runs backwards.
        """
        analysis = self._analyzer.step(t, pose)
        events = self.follow(analysis)
        return Update(t, pose, analysis.reading or {}, self.status, events)

    def follow(self, analysis: FrameAnalysis) -> tuple[Event, ...]:
        """Take a frame that is already analysed, and return only what happened; `step` builds on it."""
        t = self._t = analysis.t
        self._view = analysis.view
        said = self._trackers.step(analysis)
        events = self._classifier.step(t, said, self._trackers.by_name) if said else []
        if self._end_requested:
            self._end_requested = False
            events = [*self._with_variants(self._sets.close(t)), *events]
        events += self._step_sets(t, events)
        return (*events, *self._not_judgeable(t, events)) if events else ()

    def finish(self) -> tuple[Event, ...]:
        """End what is still open after the last frame."""
        t = max(self._t, 0.0)
        events = self._classifier.finish(t, self._trackers.finish(t), self._trackers.by_name)
        events += self._step_sets(t, events)
        return (*events, *self._with_variants(self._sets.close(t)))

    @property
    def candidates(self) -> Mapping[str, Sequence[Candidate]]:
        """Every movement so far with its evidence, by exercise."""
        return self._trackers.candidates

    @property
    def missed_alone(self) -> Mapping[str, Mapping[str, int]]:
        """Frames in which one condition alone was missing for a hold, by its reason, by exercise."""
        return self._trackers.missed_alone

    @property
    def _tracked(self) -> ExerciseTracker | None:
        """The tracker of the exercise that is being done, or was done last."""
        return self._trackers.by_name.get(self._sets.state.exercise or self._classifier.current)

    def _step_sets(self, t: float, events: Sequence[Event]) -> list[Event]:
        tracker = self._tracked
        busy = bool(tracker and tracker.in_position)
        timeout_s = tracker.exercise.set_timeout_s if tracker else math.inf
        # A set that ends because another exercise begins has no part in what that one's first repetition says.
        said = self._with_variants(self._sets.step(t, busy, timeout_s, events))
        for event in events:
            if isinstance(event, Rep) and event.verdict is not Verdict.REJECTED:
                since = event.turn if math.isnan(event.start) else event.start
                self._variants.step(
                    event, self._views(since, event.t if math.isnan(event.end) else event.end)
                )
            elif isinstance(event, HoldEnded):
                self._variants.step(event, self._views(event.start, event.seen_to))
        return said

    def _views(self, since: float, until: float) -> list[View | None]:
        """Return the view of each frame of a movement."""
        return [reading.view for reading in self._trackers.buffer.between(since, until)]

    def _not_judgeable(self, t: float, events: Sequence[Event]) -> list[Event]:
        """Return the events that say what cannot be judged from this view in a set that has just begun."""
        return [
            NotJudgeable(t, event.exercise, what, remedy)
            for event in events
            if isinstance(event, SetStarted)
            for what, remedy in hidden_rules(self._trackers.by_name[event.exercise].exercise, self._view)
        ]

    def _with_variants(self, events: Sequence[Event]) -> list[Event]:
        """Return events, in which sets that are over have their variant and view."""
        return [self._variants.close(event) if isinstance(event, SetEnded) else event for event in events]

    @property
    def status(self) -> Status:
        """The state after the latest frame."""
        tracker, view, sets = self._tracked, self._view, self._sets.state
        rest = sets.rest(self._t)
        if tracker is None:
            return Status(set_number=sets.number, rest=rest, view=view)
        broken = tracker.broken
        return Status(
            exercise=tracker.exercise,
            reps=sets.reps,
            partial=sets.partial,
            progress=tracker.progress,
            in_position=tracker.in_position,
            held=tracker.hold.held if tracker.hold.armed else 0.0,
            side=tracker.side,
            set_number=sets.number,
            in_set=sets.under_way,
            rest=rest,
            view=view,
            broken=tuple(rule for rule, _ in broken),
            unseen=unseen(tracker.exercise, view),
            cues=tuple(text for _, text in broken),
            praise=tracker.praise,
        )
