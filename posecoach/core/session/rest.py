"""The rest between two sets, counted down.

No clock here: each call is told the time, so nothing drifts, and a stalled camera stalls nothing.
"""

import math
from dataclasses import dataclass, field

BEEPS = 3
"""Whole seconds before the end that are counted aloud."""

MAX_REST_S = 3600.0
"""s that a rest is at most set to."""


@dataclass(frozen=True, slots=True)
class Beep:
    """A whole second before the rest's end, or the end itself (`left` 0), is reached."""

    t: float
    left: int


@dataclass(slots=True)
class RestTimer:
    """Counts one rest after the other down; nothing happens before `start`.

    Attributes:
        total: s that the rest under way lasts in all.
        running: whether there is one.
    """

    total: float = 0.0
    running: bool = False
    _start: float = field(default=math.nan, repr=False)
    _paused: float = field(default=math.nan, repr=False)
    _stood: float = field(default=0.0, repr=False)
    _said: float = field(default=math.inf, repr=False)

    @property
    def paused(self) -> bool:
        """True while the clock stands."""
        return self.running and not math.isnan(self._paused)

    def start(self, t: float, seconds: float) -> None:
        """Begin a rest of so many seconds at `t`, which may lie back: that is when the set ended."""
        self.total, self.running = min(max(seconds, 0.0), MAX_REST_S), True
        self._start, self._paused, self._stood, self._said = t, math.nan, 0.0, math.inf

    def step(self, t: float) -> tuple[Beep, ...]:
        """Return what sounds now. Of seconds that were slept through, the last alone sounds; the end always does."""
        if not self.running:
            return ()
        left = self.left(t)
        passed = [n for n in range(BEEPS + 1) if left <= n < self._said]
        # A frame may be some hundredths of a second older than the moment that was asked about before it.
        self._said = min(self._said, left)
        # A rest that begins short of a whole second is not preceded by it.
        passed = [n for n in passed if n == 0 or left > n - 1.0]
        return (Beep(t, passed[0]),) if passed else ()

    def left(self, t: float) -> float:
        """Seconds left at `t`; 0 once it is over, NaN where no rest is under way."""
        return max(0.0, self.total - self.elapsed(t)) if self.running else math.nan

    def elapsed(self, t: float) -> float:
        """Seconds counted at `t`, without the pauses."""
        return (self._paused if self.paused else t) - self._start - self._stood

    def add(self, t: float, seconds: float) -> None:
        """Make it longer, or shorter by a negative number; at the shortest it is over at once."""
        if not self.running:
            return
        # What is over begins anew: 15 s more are 15 s from now, not from when it ended.
        base = max(self.total, self.elapsed(t)) if seconds > 0.0 else self.total
        self.total = min(max(base + seconds, 0.0), MAX_REST_S)
        self._said = self._said if seconds < 0.0 else math.nextafter(self.left(t), math.inf)

    def skip(self, t: float) -> None:
        """End it now: nothing of it is left."""
        if self.running:
            self.pause(t, on=False)
            self.total = min(self.total, max(0.0, self.elapsed(t)))

    def pause(self, t: float, *, on: bool) -> None:
        """Stop the clock, or let it go on."""
        if on and self.running and not self.paused:
            self._paused = t
        elif not on and self.paused:
            self._stood += t - self._paused
            self._paused = math.nan

    def stop(self) -> None:
        """Stop counting: the next set has begun, or there is none to come."""
        self.running, self._paused = False, math.nan
