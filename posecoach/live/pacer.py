"""The metronome of a tempo and the rhythm of the breath, where the plan asks for one."""

import math

from posecoach.core.session.pace import Pace
from posecoach.live.announcements import Announcement, ToneName
from posecoach.overlay.live_view import PaceShown
from posecoach.words import Words

OFF_BEAT = 0.2
"""Share of a cycle by which someone may be off the beat before the beat follows them."""


class Pacer:
    """Ticks each second, and tells each turn, while it is wanted.

    It begins anew whenever a set does, and with a repetition that ends off its beat: it leads, and waits.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._pace: Pace | None = None
        self._began = math.nan
        self._told = (-1, -1)
        self._reps = 0

    def step(self, t: float, pace: Pace | None, reps: int = 0) -> list[Announcement]:
        """Return what sounds at `t` seconds.

        Args:
            t: s.
            pace: what is asked for now; None for nothing.
            reps: repetitions of the set so far.
        """
        counted, self._reps = reps > self._reps, reps
        if pace is None:
            self._pace, self._began = None, math.nan
            return []
        if pace != self._pace or (counted and self._off_beat(t, pace)):
            self._pace, self._began, self._told = pace, t, (-1, -1)
        now = pace.at(t - self._began)
        # A frame may be some hundredths of a second older than the moment that was asked about before it.
        before, self._told = self._told, max(self._told, (now.number, now.second))
        if now.number > before[0]:
            tones: dict[str, ToneName] = {"inhale": "inhale", "exhale": "exhale"}
            return [tones.get(now.phase, "turn")]
        breath = now.phase in ("inhale", "exhale")
        return ["tick"] if self._told > before and not breath else []

    @property
    def leads(self) -> bool:
        """True while a pace is wanted."""
        return self._pace is not None

    def shown(self, t: float, exercise: str) -> PaceShown | None:
        """Return what the screen shows of it; None where there is none."""
        if self._pace is None:
            return None
        now = self._pace.at(t - self._began)
        return PaceShown(self._words.pace(exercise, now.phase), now.reach)

    def _off_beat(self, t: float, pace: Pace) -> bool:
        """Return whether a repetition that ends at `t` seconds is far from the beginning of a cycle."""
        share = (t - self._began) / pace.length % 1.0
        return min(share, 1.0 - share) > OFF_BEAT
