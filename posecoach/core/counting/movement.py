"""A movement in a signal: its moments and values, and what follows from them."""

import math
from dataclasses import dataclass

BASELINE_SHARE = 0.1
"""Share of the ROM within which the body is still at the start, or back there."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement away from the start and back. Values are of the signal, which rises on the way out.

    Attributes:
        rest_before: s, the moment of rest before the movement; NaN where it had begun before it came into view.
        first_seen: s, when the movement came into view.
        left_start: s, when the start, or the nearest to it that was seen, was left.
        start: the same, NaN where the movement may have begun before it came into view.
        turn: s, the turning point.
        end: s, when the start was reached again; NaN where the view ended before.
        low: the smallest value before the turning point, as far as it was seen.
        high: the value at the turning point.
        back: the smallest value after it, as far as it was seen.
        time_beyond_half: s for which the signal was more than half way out, about the turning point.
        provisional: whether it was reported during the return; `end` and `back` are then those of that moment.
    """

    rest_before: float
    first_seen: float
    left_start: float
    start: float
    turn: float
    end: float
    low: float
    high: float
    back: float
    time_beyond_half: float
    provisional: bool = False

    @property
    def seen_from(self) -> float:
        """The time in s at which it began, or came into view."""
        return self.first_seen if math.isnan(self.start) else self.start

    @property
    def duration(self) -> float:
        """Seconds from rest to rest; NaN where the start or the end was not seen.

        `start` and `end` lie inside the movement, at `BASELINE_SHARE` of it or where the return was far enough
        to report it. The missing time is that of a movement that gathers and loses speed like a pendulum.
        """
        back = min(self.seen_back, 1.0 - BASELINE_SHARE)
        if not back > 0.0:
            return math.nan
        outward_s = (self.turn - self.start) / _pendulum_time(1.0 - BASELINE_SHARE)
        return outward_s + (self.end - self.turn) / _pendulum_time(back)

    @property
    def time_missing(self) -> float:
        """Seconds that the return will still take to near the start; 0 where the movement is not provisional.

        After a pause at the turning point the return is taken to be at least half as fast as the outward phase.
        """
        back = min(self.seen_back, 1.0 - BASELINE_SHARE)
        if not self.provisional or not back > 0.0:
            return 0.0
        near, come = _pendulum_time(1.0 - BASELINE_SHARE), _pendulum_time(back)
        time_missing = (self.end - self.turn) * (near / come - 1.0)
        if not math.isnan(self.start):
            half_way_out = self.turn - self.time_beyond_half / 2.0 - self.start
            time_missing = min(time_missing, 2.0 * max(half_way_out, 0.0) * (near - come) / (near - 0.5))
        return time_missing

    @property
    def rom(self) -> float:
        """The range of motion in the signal: of the outward phase, or of the return where more of that was seen."""
        return self.high - (min(self.low, self.back) if math.isnan(self.start) else self.low)

    @property
    def seen_out(self) -> float:
        """The share of the outward phase that was seen, 0 to 1."""
        return (self.high - self.low) / self.rom

    @property
    def seen_back(self) -> float:
        """The part of the return that was seen, as a share of the ROM; above 1 where it went beyond the start."""
        return (self.high - self.back) / self.rom


def _pendulum_time(share: float) -> float:
    """Return the share of its swing time in which a pendulum covers such a share of its swing."""
    return math.acos(1.0 - 2.0 * share) / math.pi
