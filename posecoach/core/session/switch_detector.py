"""Recognises another exercise of a plan that is begun instead of the one that is to come."""

from collections import deque
from collections.abc import Collection, Sequence

from posecoach.core.events import reps_in
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import FrameAnalysis
from posecoach.core.session.coach import Coach

MIN_REPS = 2
"""Repetitions from which another exercise is meant; one may be the way into a position."""

MIN_HELD_S = 6.0
"""s for which another hold must last to be meant."""

LOOK_BACK_S = 30.0
"""s before it is recognised in which it may have begun."""

MAX_REP_GAP_S = 12.0
"""s between two repetitions of one exercise."""


class SwitchDetector:
    """Watches a pause for several exercises at once.

    Args:
        exercises: those that may be begun, each once.
        min_reps: repetitions from which one is meant.
    """

    def __init__(self, exercises: Sequence[Exercise], min_reps: int = MIN_REPS) -> None:
        self._exercises, self._min_reps = tuple(exercises), min_reps
        self._coach: Coach | None = None
        self._past: deque[FrameAnalysis] = deque()
        self._counted: dict[str, list[float]] = {}

    def reset(self) -> None:
        """Forget what was seen: a set has begun."""
        self._coach = None
        self._past.clear()
        self._counted.clear()

    def step(self, analysis: FrameAnalysis, wanted: Collection[str]) -> tuple[str, Sequence[FrameAnalysis]]:
        """Take a frame in which no set is under way.

        Args:
            analysis: of the frame.
            wanted: names of the exercises that may be begun instead.

        Returns:
            The exercise that is being done, and the frames in which it was begun, this one included; "" and
            nothing while it is none of those.
        """
        t = analysis.t
        # One exercise alone needs no telling apart from others.
        self._coach = self._coach or Coach(self._exercises)
        self._past.append(analysis)
        while t - self._past[0].t > LOOK_BACK_S:
            self._past.popleft()
        for rep in reps_in(self._coach.follow(analysis)):
            self._counted.setdefault(rep.exercise, []).append(rep.seen_from)
        found = self._found(t, wanted)
        if not found:
            return "", ()
        past = tuple(self._past)
        self.reset()
        return found, past

    def _found(self, t: float, wanted: Collection[str]) -> str:
        for name, starts in self._counted.items():
            starts[:] = [start for start in starts if t - start <= self._min_reps * MAX_REP_GAP_S]
            if name in wanted and len(starts) >= self._min_reps:
                return name
        status = self._coach.status if self._coach else None
        if status is None or status.exercise is None or status.exercise.kind != "hold":
            return ""
        long = status.held >= MIN_HELD_S
        return status.exercise.name if long and status.exercise.name in wanted else ""
