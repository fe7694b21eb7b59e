"""Timing a held position."""

import math
from dataclasses import dataclass, field

MEANT = 1.0
"""s in position after which it is meant to be held."""

BLINK = 0.5
"""s that the position may be lost, or out of sight, without the clock noticing."""

LOST = 1.5
"""s without the position after which the hold is over."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A held position. Times in seconds; `held` leaves the pauses out."""

    start: float
    end: float
    held: float


@dataclass(slots=True)
class HoldTimer:
    """Times how long a position is held: starts late, pauses when it is lost, forgives a blink.

    Attributes:
        held: s so far; 0 while nothing is held.
        meant: whether the position has been held long enough to count.
    """

    held: float = 0.0
    meant: bool = False
    _start: float = field(default=math.nan, repr=False)
    _last: float = field(default=math.nan, repr=False)

    @property
    def start(self) -> float:
        """When the position was taken, s; NaN while it is not."""
        return self._start

    def step(self, t: float, inside: bool | None) -> Hold | None:  # noqa: FBT001 - the value it watches
        """Take whether the position is held at `t` seconds; None where that cannot be seen.

        Returns:
            The hold that is over now, if it was meant.
        """
        if inside:
            if math.isnan(self._start):
                self._start = t
            elif t - self._last <= BLINK:
                self.held += t - self._last
            self._last = t
            self.meant = self.meant or self.held >= MEANT
            return None
        if t - self._last > (LOST if self.meant else BLINK):
            return self.finish()
        return None

    def finish(self) -> Hold | None:
        """End what is held, if anything is."""
        over = Hold(self._start, self._last, self.held) if self.meant else None
        self.held, self.meant, self._start, self._last = 0.0, False, math.nan, math.nan
        return over
