"""Finds the movements in a signal: from the start out to a turning point, and back."""

import math
import statistics
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto

from posecoach.core.counting.movement import BASELINE_SHARE, Movement

DEPARTURE_SHARE = 0.2
"""Share of the person's median range of motion (ROM) from which leaving the start is a new movement.

Below the 0.4 to 0.5 that counts best on its own, so that partial repetitions are seen too.
"""

TURN_SHARE = 0.5
"""Share of the outward phase that must be undone for a turning point: a bounce at the bottom is none."""

RETURN_SHARE = 0.6
"""Share of the outward phase that must be undone for a repetition to be complete.

Where a clip's edge cuts the last one, labellers who count full repetitions and those who count turning
points differ between 0.55 and 0.85 of the return.
"""

PLATEAU_SHARE = 0.05
"""Share of the ROM within which the body pauses at the turning point, whose middle is then its time."""

END_SETTLED_S = 2.0
"""s without going further back after which a repetition's end is settled."""

CAUGHT_MOVING_S = 0.1
"""s after coming into view within which a movement that is under way had begun before."""

RESTED_S = 0.5
"""s within `BASELINE_SHARE` of the start after coming into view, after which a movement had not begun before."""

ROM_MEMORY = 8
"""Number of latest repetitions in the median ROM."""

Sample = tuple[float, float]
"""(t, value), t in seconds."""

UNSEEN: Sample = (math.nan, math.nan)
"""A moment that has not come, or was not in view."""


class Phase(Enum):
    """The part of a movement that the signal is in."""

    UNKNOWN = auto()
    """The signal has not moved enough to tell."""
    AWAY = auto()
    """Leaving the start, up to where the signal turns."""
    RETURNING = auto()
    """Going back to the start, and resting there."""


@dataclass(slots=True)
class RepDetector:
    """Finds movements by prominence: what turns round by less than `min_prominence` is none.

    Attributes:
        min_prominence: the smallest range of motion that is movement and not noise, in the signal's unit.
        wait_for_end: report a movement only when its end is settled, by the next one or by `finish`; otherwise
            as soon as `RETURN_SHARE` of the return is done, and the start is near.
        max_baseline: the greatest distance of the signal from the start where the body is at rest.
        median_rom: the person's usual range of motion; NaN before the first repetition.
    """

    min_prominence: float
    wait_for_end: bool = False
    max_baseline: float = math.inf
    median_rom: float = field(default=math.nan, init=False)
    _roms: deque[float] = field(default_factory=lambda: deque(maxlen=ROM_MEMORY), repr=False)
    _phase: Phase = field(default=Phase.UNKNOWN, repr=False)
    _trace: list[Sample] = field(default_factory=list, repr=False)
    _first_seen: float = field(default=math.nan, repr=False)
    _base: Sample = field(default=UNSEEN, repr=False)
    _high: Sample = field(default=UNSEEN, repr=False)
    _low: Sample = field(default=UNSEEN, repr=False)
    _reported: bool = field(default=False, repr=False)

    @property
    def outward(self) -> float:
        """The smallest distance from the start that is a movement."""
        if self.median_rom > 0.0:
            return max(self.min_prominence, DEPARTURE_SHARE * self.median_rom)
        return self.min_prominence

    def learn(self, rom: float) -> None:
        """Add a good repetition's range of motion to those of the median."""
        self._roms.append(rom)
        self.median_rom = statistics.median(self._roms)

    def forget(self) -> None:
        """Drop the movement under way: the signal goes on after a cut."""
        self._phase = Phase.UNKNOWN
        self._trace.clear()
        self._first_seen = math.nan
        self._base = self._high = self._low = UNSEEN

    def step(self, t: float, value: float) -> tuple[Movement, ...]:
        """Take the signal at `t` seconds; NaN leaves everything as it was.

        Returns:
            The movement that is complete with it; mostly none.
        """
        if math.isnan(value):
            return ()
        here = (t, value)
        self._trace.append(here)
        if math.isnan(self._first_seen):
            self._first_seen = t
            self._high = self._low = here
            return ()
        match self._phase:
            case Phase.UNKNOWN:
                self._find_phase(here)
            case Phase.AWAY:
                self._follow_out(here)
            case Phase.RETURNING:
                return self._follow_back(here)
        return ()

    def finish(self) -> tuple[Movement, ...]:
        """End the signal.

        Returns:
            The movement under way, as far as it came; its `end` is NaN unless it was back at its start.
        """
        movement: tuple[Movement, ...] = ()
        if not self._reported:
            match self._phase:
                case Phase.AWAY:
                    movement = (self._movement(math.nan, self._trace[-1][1]),)
                case Phase.RETURNING:
                    movement = (self._movement(self._returned_at, self._low[1]),)
                case Phase.UNKNOWN:
                    pass
        self.forget()
        return movement if not movement or movement[0].rom >= self.min_prominence else ()

    def _find_phase(self, here: Sample) -> None:
        """Decide whether the body leaves the start, or was away from it when it came into view."""
        if here[1] < self._low[1]:
            self._low = here
        if here[1] > self._high[1]:
            self._high = here
        if here[1] - self._low[1] >= self.outward:
            self._leave(here)
        elif self._high[1] - here[1] >= self.min_prominence:
            self._base = UNSEEN
            self._turn_back(here)

    def _follow_out(self, here: Sample) -> None:
        """Follow the signal up, and see it turn."""
        if here[1] > self._high[1]:
            self._high = here
        elif self._high[1] - here[1] >= max(self.min_prominence, TURN_SHARE * self._rom_out):
            self._turn_back(here)

    def _follow_back(self, here: Sample) -> tuple[Movement, ...]:
        """Follow the signal down, report the movement, and see the next one begin."""
        t, value = here
        if value < self._low[1]:
            self._low = here
            if self._reported:
                self._trace = [here]
            near = not self.wait_for_end and value <= self.max_baseline
            return self._report(provisional=True) if near and self._complete else ()
        if value - self._low[1] >= self.outward:
            ended = self._report()
            self._leave(here)
            return ended
        settled = self.wait_for_end and t - self._low[0] > END_SETTLED_S
        return self._report() if settled and self._complete else ()

    def _leave(self, here: Sample) -> None:
        """Begin a movement at the lowest point so far."""
        self._phase = Phase.AWAY
        self._base, self._high = self._low, here
        self._trace = [sample for sample in self._trace if sample[0] >= self._base[0]]

    def _turn_back(self, here: Sample) -> None:
        """Begin the return."""
        self._phase = Phase.RETURNING
        self._low, self._reported = here, False

    @property
    def _complete(self) -> bool:
        """True where enough of the return is done."""
        return self._high[1] - self._low[1] >= max(self.min_prominence, RETURN_SHARE * self._rom_out)

    @property
    def _returned_at(self) -> float:
        """The time in s at which the start was reached again; NaN where it was not, or was never seen."""
        near = self._low[1] <= self._base[1] + BASELINE_SHARE * (self._high[1] - self._base[1])
        return self._low[0] if near else math.nan

    @property
    def _rom_out(self) -> float:
        """The range of the outward phase; `min_prominence` where its start was not seen."""
        return self.min_prominence if math.isnan(self._base[1]) else self._high[1] - self._base[1]

    def _report(self, *, provisional: bool = False) -> tuple[Movement, ...]:
        """Return the movement that ends at the lowest point of the return, once."""
        if self._reported:
            return ()
        self._reported = True
        return (self._movement(*self._low, provisional=provisional),)

    def _movement(self, end: float, back: float, *, provisional: bool = False) -> Movement:
        """Return the movement about the highest point of the signal.

        Args:
            end: s, when the start was reached again; NaN where it was not.
            back: the smallest value since the turning point.
            provisional: whether the return is still under way.
        """
        peak, high = self._high
        rest_before = math.nan
        low = min(v for t, v in self._trace if t <= peak)
        turn = self._plateau(peak, high - PLATEAU_SHARE * (high - min(low, back)))
        if self._base[0] - self._first_seen > CAUGHT_MOVING_S:
            rest_before, low = self._base
        # Who stood taller before, or came from somewhere else, has begun later.
        settled = self.wait_for_end and not math.isnan(end)
        from_level = max(low, back) if settled else low
        level = from_level + BASELINE_SHARE * (high - from_level)
        left_start = max((t for t, v in self._trace if v <= level and t <= turn), default=self._trace[0][0])
        if math.isnan(rest_before) and left_start - self._first_seen > RESTED_S:
            rest_before = self._base[0]
        start = math.nan if math.isnan(rest_before) else left_start
        if settled:
            # Who stands taller than before has been back earlier; where the start is not known, at the last.
            start_level = back if math.isnan(rest_before) else max(back, low)
            level = start_level + BASELINE_SHARE * (high - start_level)
            end = min((t for t, v in self._trace if v <= level and t >= turn), default=end)
        first, last = self._beyond(peak, (high + min(low, back)) / 2.0)
        return Movement(
            rest_before,
            self._first_seen,
            left_start,
            start,
            turn,
            end,
            low,
            high,
            back,
            last - first,
            provisional,
        )

    def _plateau(self, peak: float, level: float) -> float:
        """Return the middle of the time about the peak for which the signal stays above a level."""
        first, last = self._beyond(peak, level)
        inside = [t for t, _ in self._trace if first < t < last]
        return (inside[0] + inside[-1]) / 2.0 if inside else peak

    def _beyond(self, peak: float, level: float) -> tuple[float, float]:
        """Return the last moment before the peak at which the signal was below a level, and the first after it."""
        first = max((t for t, v in self._trace if v < level and t < peak), default=self._trace[0][0])
        last = min((t for t, v in self._trace if v < level and t > peak), default=self._trace[-1][0])
        return first, last
