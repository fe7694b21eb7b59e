"""The state after a frame, as a screen shows it, and all else that follows from a frame."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from posecoach.core.events import Event, is_more_than_attempt
from posecoach.core.exercise import Exercise, Rule
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import MEASURES, View


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

    exercise: Exercise | None = None
    reps: int = 0
    partial: int = 0
    progress: float = math.nan
    in_position: bool | None = None
    held: float = 0.0
    side: str = ""
    set_number: int = 0
    in_set: bool = False
    rest: float = math.nan
    view: View | None = None
    broken: tuple[Rule, ...] = ()
    unseen: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    praise: str = ""

    @property
    def is_real_set(self) -> bool:
        """True where the set under way is more than an attempt."""
        return self.in_set and is_more_than_attempt(self.reps, self.partial, holding=self.held > 0.0)


NOTHING_DONE = Status()
"""The state before anything was recognised."""


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """All that follows from one frame. `reading` is NaN for what was out of sight."""

    t: float
    pose: Pose | None
    reading: Mapping[str, float]
    status: Status
    events: tuple[Event, ...]


TURN = {"side": "Turn side-on", "front": "Turn to face the camera", "oblique": "Turn a little"}
FROM_HERE = {"side": "from the side", "front": "from the front", "oblique": "at an angle"}


@functools.cache
def unseen(exercise: Exercise, view: View | None) -> tuple[str, ...]:
    """Return what of the form cannot be judged from this view, and how to stand for it; a sentence each."""
    hidden = hidden_rules(exercise, view)
    if view is not None and hidden and not hidden[0][1]:
        return (f"Not seen {FROM_HERE[view]}: {', '.join(what for what, _ in hidden)}",)
    return tuple(f"{remedy} to check {what}" for what, remedy in hidden)


def hidden_rules(exercise: Exercise, view: View | None) -> tuple[tuple[str, str], ...]:
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
