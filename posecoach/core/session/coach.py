"""The coach: takes one pose after another, returns what happened."""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.counting.exercise_classifier import ExerciseClassifier, FirstPassStats
from posecoach.core.counting.exercise_tracker import ExerciseTracker
from posecoach.core.counting.holds import HOLD_ARM_AUTO_S, HOLD_ARM_S
from posecoach.core.counting.set_judge import Candidate
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import (
    MIN_PARTIALS,
    Event,
    HoldEnded,
    NotJudgeable,
    Rep,
    SetEnded,
    SetStarted,
    Verdict,
)
from posecoach.core.exercise import Exercise, Rule
from posecoach.core.form.variant_classifier import VariantClassifier
from posecoach.core.pose.frame_analysis import FrameAnalysis, FrameAnalyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import MEASURES, View
from posecoach.core.pose.reading_buffer import ReadingBuffer
from posecoach.core.session.set_tracker import SetTracker

SCENE = 1.0
"""s without a body after which what follows is another scene."""


@dataclass(frozen=True, slots=True)
class Status:
    """The state after a frame, as a screen shows it. Times in seconds.

    Attributes:
        exercise: what is being done, or was done last; None before anything was recognised.
        reps: full repetitions of the set under way.
        partial: partial ones.
        progress: 0 at the start of a repetition, 1 at its target; NaN while it cannot be seen.
        in_position: whether the body is in the exercise's position; None while that cannot be seen.
        held: s that the position has been held; 0 for a counted exercise.
        side: which side is held or worked, where there are sides.
        set_number: of the set under way or the last one; 0 before the first.
        in_set: whether a set is under way, be it an attempt.
        rest: s since the last set that was more than an attempt; NaN within one and before the first.
        view: from which side the camera looks; None while that is not known.
        broken: the form rules that are broken now, or were in the repetition just done.
        unseen: what this view does not let one judge, and what would: one sentence each.
        cues: what to say of each broken rule.
        praise: what to say of the repetition just done, if nothing was wrong with it.
    """

    exercise: Exercise | None
    reps: int
    partial: int
    progress: float
    in_position: bool | None
    held: float
    side: str
    set_number: int
    in_set: bool
    rest: float
    view: View | None
    broken: tuple[Rule, ...]
    unseen: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    praise: str = ""

    @property
    def is_real_set(self) -> bool:
        """True where the set under way is more than an attempt."""
        return self.in_set and (self.reps > 0 or self.held > 0.0 or self.partial >= MIN_PARTIALS)


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """All that follows from one frame. `reading` is NaN for what was out of sight."""

    t: float
    pose: Pose | None
    reading: Mapping[str, float]
    status: Status
    events: tuple[Event, ...]


class Coach:
    """Follows one exercise, or several of which one is done at a time.

    Equal poses at equal times give equal updates, always.

    Args:
        exercises: what may be done.
        variant: the variant asked for, whose rules then apply.
        wait_for_end: report a repetition only when its end is settled: for recordings, not for people waiting.
        first_pass: what a first look has shown, where this is the second.
        sets: keeps them, where they began before this coach took over.
        tunables: the numbers that counting depends on.
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
    ) -> None:
        self._buffer = ReadingBuffer()
        known = first_pass.median_rom if first_pass else {}
        hold = HOLD_ARM_S if len(exercises) == 1 else HOLD_ARM_AUTO_S
        self._trackers = {
            e.name: ExerciseTracker(
                e,
                self._buffer,
                variant,
                wait_for_end=wait_for_end,
                median_rom=known.get(e.name, math.nan),
                hold=hold,
                rulings=first_pass.rulings.get(e.name) if first_pass else None,
                tunables=tunables,
            )
            for e in exercises
        }
        self._classifier = ExerciseClassifier(exercises, first_pass)
        self._analyzer = FrameAnalyzer()
        self._view: View | None = None
        self._sets = sets or SetTracker()
        self._votes = VariantClassifier({e.name: e for e in exercises})
        self._t = -math.inf
        self._seen = -math.inf
        self._over = False

    def end_set(self) -> None:
        """End the set under way: the next frame's events say so, and what follows is another one."""
        self._over = True

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
        said: list[Event] = []
        if analysis.cut or t - self._seen > SCENE:
            said += [event for tracker in self._trackers.values() for event in tracker.end_scene(t)]
        self._seen = t if analysis.reading is not None else self._seen
        self._buffer.step(t, analysis.reading)
        for tracker in self._trackers.values():
            said += tracker.step(t, analysis.reading)
        events = self._classifier.step(t, said, self._trackers) if said else []
        if self._over:
            self._over = False
            events = [*self._named(self._sets.close(t)), *events]
        events += self._keep_sets(t, events)
        return (*events, *self._blind(t, events)) if events else ()

    def finish(self) -> tuple[Event, ...]:
        """End what is still open after the last frame."""
        t = max(self._t, 0.0)
        said = [event for tracker in self._trackers.values() for event in tracker.finish(t)]
        events = self._classifier.finish(t, said, self._trackers)
        events += self._keep_sets(t, events)
        return (*events, *self._named(self._sets.close(t)))

    @property
    def candidates(self) -> Mapping[str, Sequence[Candidate]]:
        """Every movement so far with its evidence, by exercise."""
        return {name: tracker.candidates for name, tracker in self._trackers.items()}

    @property
    def missed_alone(self) -> Mapping[str, Mapping[str, int]]:
        """Frames in which one condition alone was missing for a hold, by its reason, by exercise."""
        return {name: tracker.missed_alone for name, tracker in self._trackers.items()}

    @property
    def refused(self) -> Mapping[str, Sequence[float]]:
        """Times in s of refused movements, by exercise, whether or not it was thought to be under way."""
        return self._classifier.refused

    @property
    def progress(self) -> float:
        """Progress of the exercise that is being done: 0 at the start, 1 at the target; NaN while unseen."""
        tracker = self._tracked
        return tracker.progress if tracker else math.nan

    @property
    def _tracked(self) -> ExerciseTracker | None:
        """The tracker of the exercise that is being done, or was done last."""
        return self._trackers.get(self._sets.exercise or self._classifier.current)

    def _keep_sets(self, t: float, events: Sequence[Event]) -> list[Event]:
        tracker = self._tracked
        busy = bool(tracker and tracker.in_position)
        timeout_s = tracker.exercise.set_timeout_s if tracker else math.inf
        # A set that ends because another exercise begins has no part in what that one's first repetition says.
        said = self._named(self._sets.step(t, busy, timeout_s, events))
        for event in events:
            if isinstance(event, Rep) and event.verdict is not Verdict.REJECTED:
                since = event.turn if math.isnan(event.start) else event.start
                self._votes.step(event, self._views(since, event.t if math.isnan(event.end) else event.end))
            elif isinstance(event, HoldEnded):
                self._votes.step(event, self._views(event.start, event.seen_to))
        return said

    def _views(self, since: float, until: float) -> list[View | None]:
        """Return the view of each frame of a movement."""
        return [reading.view for reading in self._buffer.between(since, until)]

    def _blind(self, t: float, events: Sequence[Event]) -> list[Event]:
        """Return what cannot be judged from this view in the sets that have just begun."""
        return [
            NotJudgeable(t, event.exercise, what, remedy)
            for event in events
            if isinstance(event, SetStarted)
            for what, remedy in _hidden(self._trackers[event.exercise].exercise, self._view)
        ]

    def _named(self, events: Sequence[Event]) -> list[Event]:
        """Return events, in which sets that are over have their variant and view."""
        return [self._votes.close(event) if isinstance(event, SetEnded) else event for event in events]

    @property
    def status(self) -> Status:
        """The state after the latest frame."""
        tracker, view = self._tracked, self._view
        rest = self._sets.rest(self._t)
        if tracker is None:
            return Status(
                exercise=None,
                reps=0,
                partial=0,
                progress=math.nan,
                in_position=None,
                held=0.0,
                side="",
                set_number=self._sets.number,
                in_set=False,
                rest=rest,
                view=view,
                broken=(),
            )
        return Status(
            exercise=tracker.exercise,
            reps=self._sets.reps,
            partial=self._sets.partial,
            progress=tracker.progress,
            in_position=tracker.in_position,
            held=tracker.hold.held if tracker.hold.armed else 0.0,
            side=tracker.side,
            set_number=self._sets.number,
            in_set=bool(self._sets.exercise),
            rest=rest,
            view=view,
            broken=tuple(rule for rule, _ in tracker.broken),
            unseen=unseen(tracker.exercise, view),
            cues=tuple(text for _, text in tracker.broken),
            praise=tracker.praise,
        )


TURN = {"side": "Turn side-on", "front": "Turn to face the camera", "oblique": "Turn a little"}
FROM_HERE = {"side": "from the side", "front": "from the front", "oblique": "at an angle"}


@functools.cache
def unseen(exercise: Exercise, view: View | None) -> tuple[str, ...]:
    """Return what of the form cannot be judged from this view, and how to stand for it; a sentence each."""
    hidden = _hidden(exercise, view)
    if view is not None and hidden and not hidden[0][1]:
        return (f"Not seen {FROM_HERE[view]}: {', '.join(what for what, _ in hidden)}",)
    return tuple(f"{remedy} to check {what}" for what, remedy in hidden)


def _hidden(exercise: Exercise, view: View | None) -> tuple[tuple[str, str], ...]:
    """Return what cannot be judged from this view, each with what would make it possible.

    Nobody is asked to turn away from the view that the exercise is best seen in.
    """
    if view is None:
        return ()
    missing: dict[str, list[str]] = {}
    for rule in exercise.rules:
        views = MEASURES[rule.measure].views
        if view not in views and not rule.variant:
            best = next((each for each in ("side", "front", "oblique") if each in views), "front")
            missing.setdefault(best, []).append(rule.label)
    stay = view == exercise.views[0]
    return tuple((", ".join(names), "" if stay else TURN[best]) for best, names in missing.items())
