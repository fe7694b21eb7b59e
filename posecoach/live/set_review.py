"""A look back at a set: what was good, what to do better, the last repetition beside the best one."""

import math
from collections import deque
from collections.abc import Sequence
from statistics import mean

from posecoach.core.events import Rep
from posecoach.core.form.cue import fault_cue
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.record import SetRecord
from posecoach.live.texts import Exercises
from posecoach.overlay.figures import Figure, figure_of
from posecoach.overlay.live_view import Review
from posecoach.words import Words

STEP_S = 0.1
"""s between two figures that are kept."""

SLACK_S = 0.005
"""s by which a frame may be early."""

KEPT_S = 15.0
"""s of figures that are kept: longer than a repetition lasts."""

MIN_REPS = 4
"""Repetitions from which the end of a set is compared with its beginning."""

FELL, SLOWED = 0.1, 0.25
"""Shares of the range that was lost, and of the time that was added, from which that is worth a word."""


class SetReview:
    """Keeps the figures of a set's last repetition and of its best one."""

    def __init__(self) -> None:
        self._figures: deque[tuple[float, Figure]] = deque()
        self._last: tuple[Figure, ...] = ()
        self._best: tuple[Figure, ...] = ()
        self._best_is: tuple[bool, float] = (False, -math.inf)
        self.review: Review | None = None

    def pose(self, t: float, pose: Pose | None) -> None:
        """Take a frame's pose."""
        if pose is None or (self._figures and t - self._figures[-1][0] < STEP_S - SLACK_S):
            return
        self._figures.append((t, figure_of(pose)))
        while t - self._figures[0][0] > KEPT_S:
            self._figures.popleft()

    def counted(self, event: Rep) -> None:
        """Take a full repetition."""
        film = tuple(
            figure
            for t, figure in self._figures
            if event.seen_from <= t <= event.seen_to and all(math.isfinite(x + y) for x, y in figure)
        )
        if not film:
            return
        self._last, quality = film, (not event.faults, event.depth)
        if quality > self._best_is:
            self._best, self._best_is = film, quality

    def ended(self, done: SetRecord, exercises: Exercises, words: Words) -> None:
        """Look back at a set that has ended, or has as far as one can tell."""
        self.review = Review(tuple(review_lines(done, exercises, words)), self._last, self._best)

    def begun(self) -> None:
        """Forget the set before: another one has begun."""
        self._last, self._best, self._best_is = (), (), (False, -math.inf)


def review_lines(done: SetRecord, exercises: Exercises, words: Words) -> list[str]:
    """Return what a set was like, in a few words each, and what to do better."""
    reps, lines = done.reps, list[str]()
    if reps and any(rep.judged for rep in reps):
        clean = sum(not rep.faults for rep in reps)
        lines.append(words("screen.clean", clean=clean, all=len(reps) + len(done.partial)))
    if len(reps) >= MIN_REPS:
        lines += _over_the_set(reps, words)
    faults = done.faults
    if faults:
        worst = max(faults, key=lambda name: faults[name])
        text = fault_cue(exercises.get(done.exercise), worst, {})
        lines.append(words("screen.better", cue=words.short_cue(done.exercise, worst, text)))
    return lines


def _over_the_set(reps: Sequence[Rep], words: Words) -> list[str]:
    """Return how range and speed of a set's last two repetitions compare with its first two."""
    first, last = mean(rep.rom for rep in reps[:2]), mean(rep.rom for rep in reps[-2:])
    lost = 1.0 - last / first if first > 0.0 else 0.0
    lines = [words("screen.range_fell", percent=f"{100.0 * lost:.0f}")] if lost >= FELL else []
    if not lines:
        lines = [words("screen.range_kept")]
    before, after = (mean(rep.seen_to - rep.seen_from for rep in part) for part in (reps[:2], reps[-2:]))
    more = after / before - 1.0 if before > 0.0 else 0.0
    return [*lines, words("screen.slower", percent=f"{100.0 * more:.0f}")] if more >= SLOWED else lines
