"""The coach: one pose after another in, what happened out."""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.counting.exercise_classifier import Hindsight, Recogniser
from posecoach.core.counting.exercise_tracker import Follower
from posecoach.core.counting.holds import MEANT, SURE
from posecoach.core.events import (
    ATTEMPTS,
    CannotSee,
    CycleRejected,
    Event,
    HoldEnded,
    RepCompleted,
    RepMissed,
    SetEnded,
    SetStarted,
)
from posecoach.core.exercise import Exercise, Rule
from posecoach.core.form.variant_classifier import VariantVote
from posecoach.core.pose.frame_analysis import Eye, Sight
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import MEASURES, View
from posecoach.core.pose.reading_buffer import Recent
from posecoach.core.session.set_tracker import SetKeeper

SCENE = 1.0
"""s without a body after which what follows is another scene."""


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand: what a screen shows. Times in seconds.

    Attributes:
        exercise: what is being done, or was done last; None before anything was recognised.
        reps: full repetitions of the set under way.
        partial: partial ones.
        progress: 0 at the start of a repetition, 1 at its target; NaN while it cannot be seen.
        inside: whether the body is in the exercise's position; None while that cannot be seen.
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
    inside: bool | None
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
    def earnest(self) -> bool:
        """Whether the set under way is more than an attempt."""
        return self.in_set and (self.reps > 0 or self.held > 0.0 or self.partial >= ATTEMPTS)


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
        patient: report a repetition only when its end is settled: for recordings, not for people waiting.
        hindsight: what a first look has shown, where this is the second.
        sets: keeps them, where they began before this coach took over.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise],
        variant: str = "",
        *,
        patient: bool = False,
        hindsight: Hindsight | None = None,
        sets: SetKeeper | None = None,
    ) -> None:
        self._recent = Recent()
        known = hindsight.usual if hindsight else {}
        hold = MEANT if len(exercises) == 1 else SURE
        self._followers = {
            e.name: Follower(
                e, self._recent, variant, patient=patient, usual=known.get(e.name, math.nan), hold=hold
            )
            for e in exercises
        }
        self._recogniser = Recogniser(exercises, hindsight)
        self._eye = Eye()
        self._view: View | None = None
        self._sets = sets or SetKeeper()
        self._votes = VariantVote({e.name: e for e in exercises})
        self._t = -math.inf
        self._seen = -math.inf
        self._over = False

    def end_set(self) -> None:
        """The set under way is over: the next frame's events say so, and what follows is another one."""
        self._over = True

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take what was seen at `t` seconds; None where nobody was.

        Raises:
            ValueError: time runs backwards.
        """
        sight = self._eye.step(t, pose)
        events = self.follow(sight)
        return Update(t, pose, sight.reading or {}, self.status, events)

    def follow(self, sight: Sight) -> tuple[Event, ...]:
        """Take what another's eye has seen, and only tell what happened; `step` is made of it."""
        t = self._t = sight.t
        self._view = sight.view
        said: list[Event] = []
        if sight.cut or t - self._seen > SCENE:
            said += [event for follower in self._followers.values() for event in follower.end_scene(t)]
        self._seen = t if sight.reading is not None else self._seen
        self._recent.step(t, sight.reading)
        for follower in self._followers.values():
            said += follower.step(t, sight.reading)
        events = self._recogniser.step(t, said, self._followers) if said else []
        if self._over:
            self._over = False
            events = [*self._named(self._sets.close(t)), *events]
        events += self._keep_sets(t, events)
        return (*events, *self._blind(t, events)) if events else ()

    def finish(self) -> tuple[Event, ...]:
        """No more frames: end what is still open."""
        t = max(self._t, 0.0)
        said = [event for follower in self._followers.values() for event in follower.finish(t)]
        events = self._recogniser.finish(t, said, self._followers)
        events += self._keep_sets(t, events)
        return (*events, *self._named(self._sets.close(t)))

    @property
    def refused(self) -> Mapping[str, Sequence[float]]:
        """When movements were refused, s, by exercise, whether or not it was thought to be under way."""
        return self._recogniser.refused

    @property
    def progress(self) -> float:
        """That of the exercise that is being done: 0 at the start, 1 at the target; NaN while unseen."""
        follower = self._followed
        return follower.progress if follower else math.nan

    @property
    def _followed(self) -> Follower | None:
        """Of the exercise that is being done, or was done last."""
        return self._followers.get(self._sets.exercise or self._recogniser.current)

    def _keep_sets(self, t: float, events: Sequence[Event]) -> list[Event]:
        follower = self._followed
        busy = bool(follower and follower.inside)
        pause = follower.exercise.pause if follower else math.inf
        # A set that ends because another exercise begins has no part in what that one's first repetition says.
        said = self._named(self._sets.step(t, busy, pause, events))
        for event in events:
            if isinstance(event, RepCompleted | RepMissed):
                since = event.turn if math.isnan(event.start) else event.start
                self._votes.step(event, self._views(since, event.t if math.isnan(event.end) else event.end))
            elif isinstance(event, HoldEnded):
                self._votes.step(event, self._views(event.start, event.seen_to))
        return said

    def _views(self, since: float, until: float) -> list[View | None]:
        """From where each frame of a movement was seen."""
        return [reading.view for reading in self._recent.between(since, until)]

    def _blind(self, t: float, events: Sequence[Event]) -> list[Event]:
        """What cannot be judged from here in the sets that have just begun."""
        return [
            CannotSee(t, event.exercise, what, remedy)
            for event in events
            if isinstance(event, SetStarted)
            for what, remedy in _hidden(self._followers[event.exercise].exercise, self._view)
        ]

    def _named(self, events: Sequence[Event]) -> list[Event]:
        """Sets that are over, with the variant that was seen in them and from where."""
        return [self._votes.close(event) if isinstance(event, SetEnded) else event for event in events]

    @property
    def status(self) -> Status:
        """How things stand after the latest frame."""
        follower, view = self._followed, self._view
        rest = self._sets.rest(self._t)
        if follower is None:
            return Status(
                exercise=None,
                reps=0,
                partial=0,
                progress=math.nan,
                inside=None,
                held=0.0,
                side="",
                set_number=self._sets.number,
                in_set=False,
                rest=rest,
                view=view,
                broken=(),
            )
        return Status(
            exercise=follower.exercise,
            reps=self._sets.reps,
            partial=self._sets.partial,
            progress=follower.progress,
            inside=follower.inside,
            held=follower.hold.held if follower.hold.meant else 0.0,
            side=follower.side,
            set_number=self._sets.number,
            in_set=bool(self._sets.exercise),
            rest=rest,
            view=view,
            broken=tuple(rule for rule, _ in follower.broken),
            unseen=unseen(follower.exercise, view),
            cues=tuple(text for _, text in follower.broken),
            praise=follower.praise,
        )


TURN = {"side": "Turn side-on", "front": "Turn to face the camera", "oblique": "Turn a little"}
FROM_HERE = {"side": "from the side", "front": "from the front", "oblique": "at an angle"}


@functools.cache
def unseen(exercise: Exercise, view: View | None) -> tuple[str, ...]:
    """What of an exercise's form cannot be judged from here, and how to stand for it; a sentence each."""
    hidden = _hidden(exercise, view)
    if view is not None and hidden and not hidden[0][1]:
        return (f"Not seen {FROM_HERE[view]}: {', '.join(what for what, _ in hidden)}",)
    return tuple(f"{remedy} to check {what}" for what, remedy in hidden)


def _hidden(exercise: Exercise, view: View | None) -> tuple[tuple[str, str], ...]:
    """What cannot be judged from here, each with what would make it possible.

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


__all__ = ["Coach", "CycleRejected", "Status", "Update"]
