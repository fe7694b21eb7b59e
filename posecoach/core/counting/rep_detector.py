"""Finding the cycles of a movement: from the start, out to a turning point, and back."""

import math
import statistics
from collections import deque
from dataclasses import dataclass, field

DEPARTURE_SHARE = 0.2
"""Share of the person's usual travel from which leaving the start is a movement of its own.

Below the 0.4 to 0.5 that counts best on its own, so that partial repetitions are seen too.
"""

TURN_SHARE = 0.5
"""Share of the way out that must be undone for the turning point to be one: a bounce at the bottom is none."""

RETURN_SHARE = 0.6
"""Share of the way out after which a repetition is complete.

Where a clip's edge cuts the last one, labellers who count full cycles and such who count turning points
part ways between 0.55 and 0.85 of the way back.
"""

BASELINE_SHARE = 0.1
"""Share of the travel within which the body is still, or again, at the start."""

PLATEAU_SHARE = 0.05
"""Share of the travel within which the body pauses at the turning point, whose middle is then its time."""

END_SETTLED_S = 2.0
"""s without going further back after which a repetition's end is settled."""

CAUGHT_MOVING_S = 0.1
"""s after coming into view within which a movement that is under way had begun before."""

RESTED_S = 0.5
"""s within `BASELINE_SHARE` of the start after coming into view, after which a movement had not begun before."""

ROM_MEMORY = 8
"""How many repetitions the usual travel is taken from."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement away from the start and back. Values are of the signal, which rises on the way out.

    Attributes:
        rest_before: s, the moment of rest before the movement; NaN where it had begun before it came into view.
        first_seen: s, when the movement came into view.
        left_start: s, when the start, or what was seen nearest to it, was left.
        start: the same, NaN where the movement may have begun before it came into view.
        turn: s, the turning point.
        end: s, when the start was reached again; NaN where the view ended before.
        low: the least of the signal before the turning point, as far as it was seen.
        high: the signal at the turning point.
        back: the least of the signal after it, as far as it was seen.
        time_beyond_half: s for which the signal was more than half way out, about the turning point.
        provisional: whether it was told on the way back; `end` and `back` are then where it had come to.
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
        """When it began, or came into view, s."""
        return self.first_seen if math.isnan(self.start) else self.start

    @property
    def duration(self) -> float:
        """Seconds from rest to rest; NaN where the start or the end was not seen.

        `start` and `end` lie within the way, at `BASELINE_SHARE` of it or where the way back was far enough to tell it:
        what is missing is made up for by a movement that gathers and loses speed like a pendulum.
        """
        back = min(self.seen_back, 1.0 - BASELINE_SHARE)
        if not back > 0.0:
            return math.nan
        return (self.turn - self.start) / _swung(1.0 - BASELINE_SHARE) + (self.end - self.turn) / _swung(back)

    @property
    def time_missing(self) -> float:
        """Seconds that the way back will still take to near the start; 0 where it was not told on the way.

        Who stayed at the turning point is taken to come back half as quickly as they went there, or more so.
        """
        back = min(self.seen_back, 1.0 - BASELINE_SHARE)
        if not self.provisional or not back > 0.0:
            return 0.0
        near, come = _swung(1.0 - BASELINE_SHARE), _swung(back)
        time_missing = (self.end - self.turn) * (near / come - 1.0)
        if self.start == self.start:
            half_way_out = self.turn - self.time_beyond_half / 2.0 - self.start
            time_missing = min(time_missing, 2.0 * max(half_way_out, 0.0) * (near - come) / (near - 0.5))
        return time_missing

    @property
    def rom(self) -> float:
        """How far the signal moved: on the way out, or on the way back where more of that was seen."""
        return self.high - (min(self.low, self.back) if math.isnan(self.start) else self.low)

    @property
    def seen_out(self) -> float:
        """The share of the way out that was seen, 0 to 1."""
        return (self.high - self.low) / self.rom

    @property
    def seen_back(self) -> float:
        """The way back that was seen, as a share of the travel; above 1 where it went beyond the start."""
        return (self.high - self.back) / self.rom


def _swung(share: float) -> float:
    """The share of its time in which a pendulum goes so much of its way from one turn to the other."""
    return math.acos(1.0 - 2.0 * share) / math.pi


@dataclass(slots=True)
class RepDetector:
    """Finds cycles by prominence: what turns round by less than `min_prominence` is no movement.

    Attributes:
        min_prominence: the smallest travel that is movement and not noise, in the signal's unit.
        wait_for_end: report a cycle only when its end is settled, by the next one or by `finish`; otherwise
            as soon as `RETURN_SHARE` of the way back is done, and the start is near.
        max_baseline: at most how far from the start the signal is where the body is at rest.
        median_rom: the person's usual travel; NaN before the first repetition.
    """

    min_prominence: float
    wait_for_end: bool = False
    max_baseline: float = math.inf
    median_rom: float = field(default=math.nan, init=False)
    _roms: deque[float] = field(default_factory=lambda: deque(maxlen=ROM_MEMORY), repr=False)
    _trace: list[tuple[float, float]] = field(default_factory=list, repr=False)
    _first_seen: float = field(default=math.nan, repr=False)
    _low: tuple[float, float] | None = field(default=None, repr=False)
    _high: tuple[float, float] | None = field(default=None, repr=False)
    _base: tuple[float, float] | None = field(default=None, repr=False)
    _leaving: bool | None = field(default=None, repr=False)
    _told: bool = field(default=False, repr=False)

    @property
    def outward(self) -> float:
        """How far the signal must leave the start for a movement."""
        median_rom = self.median_rom
        return (
            max(self.min_prominence, DEPARTURE_SHARE * median_rom)
            if median_rom > 0.0
            else self.min_prominence
        )

    def learn(self, rom: float) -> None:
        """Take a good repetition's travel as one of the usual ones."""
        self._roms.append(rom)
        self.median_rom = statistics.median(self._roms)

    def forget(self) -> None:
        """Drop the movement under way: what follows is another scene."""
        self._trace.clear()
        self._first_seen = math.nan
        self._low = self._high = self._base = self._leaving = None

    def step(self, t: float, value: float) -> tuple[Movement, ...]:
        """Take the signal at `t` seconds; NaN leaves everything as it was."""
        if math.isnan(value):
            return ()
        here = (t, value)
        self._trace.append(here)
        if math.isnan(self._first_seen):
            self._first_seen = t
        if self._low is None or self._high is None:
            self._low = self._high = here
            return ()
        if self._leaving is None:
            return self._begin(here)
        return self._out(here) if self._leaving else self._back(here)

    def _out(self, here: tuple[float, float]) -> tuple[Movement, ...]:
        """On the way out: follow the signal up, and see it turn."""
        assert self._high is not None  # noqa: S101 - set since the first value
        if here[1] > self._high[1]:
            self._high = here
        elif self._high[1] - here[1] >= max(self.min_prominence, TURN_SHARE * self._way):
            self._leaving, self._told, self._low = False, False, here
        return ()

    def _back(self, here: tuple[float, float]) -> tuple[Movement, ...]:
        """On the way back: follow the signal down, tell the cycle, and see the next one begin."""
        assert self._high is not None and self._low is not None  # noqa: S101, PT018 - set since the first value
        t, value = here
        if value < self._low[1]:
            self._low = here
            if self._told:
                self._trace = [here]
            near = not self.wait_for_end and value <= self.max_baseline
            return self._tell(t, provisional=True) if near and self._done else ()
        if value - self._low[1] >= self.outward:
            told = self._tell(self._low[0])
            self._go(here)
            return told
        settled = self.wait_for_end and t - self._low[0] > END_SETTLED_S
        return self._tell(self._low[0]) if settled and self._done else ()

    @property
    def _done(self) -> bool:
        assert self._high is not None and self._low is not None  # noqa: S101, PT018 - only asked on the way back
        return self._high[1] - self._low[1] >= max(self.min_prominence, RETURN_SHARE * self._way)

    @property
    def _ended(self) -> float:
        """When the start was reached again; NaN where it was not."""
        if self._leaving or self._low is None or self._high is None or self._base is None:
            return math.nan
        near = self._low[1] <= self._base[1] + BASELINE_SHARE * (self._high[1] - self._base[1])
        return self._low[0] if near else math.nan

    @property
    def _way(self) -> float:
        assert self._high is not None  # noqa: S101 - only asked after a first value
        return self._high[1] - self._base[1] if self._base else self.min_prominence

    def finish(self) -> tuple[Movement, ...]:
        """No more values: the cycle under way, as far as it came; its `end` is NaN unless it was back at its start."""
        told = self._told or self._leaving is None or self._high is None
        movement = (
            () if told else (self._movement(self._ended, self._trace[-1][1] if self._leaving else None),)
        )
        self.forget()
        return movement if not movement or movement[0].rom >= self.min_prominence else ()

    def _begin(self, here: tuple[float, float]) -> tuple[Movement, ...]:
        assert self._low is not None and self._high is not None  # noqa: S101, PT018
        if here[1] < self._low[1]:
            self._low = here
        if here[1] > self._high[1]:
            self._high = here
        if here[1] - self._low[1] >= self.outward:
            self._go(here)
        elif self._high[1] - here[1] >= self.min_prominence:
            self._leaving, self._told, self._base, self._low = False, False, None, here
        return ()

    def _go(self, here: tuple[float, float]) -> None:
        self._base, self._high, self._leaving = self._low, here, True
        self._trace = [p for p in self._trace if self._base is None or p[0] >= self._base[0]]

    def _tell(self, end: float, *, provisional: bool = False) -> tuple[Movement, ...]:
        if self._told:
            return ()
        self._told = True
        return (self._movement(end, provisional=provisional),)

    def _movement(self, end: float, back: float | None = None, *, provisional: bool = False) -> Movement:
        assert self._low is not None and self._high is not None  # noqa: S101, PT018
        peak, high = self._high
        back = self._low[1] if back is None else back
        rest_before = math.nan
        low = min(v for t, v in self._trace if t <= peak)
        turn = self._plateau(peak, high - PLATEAU_SHARE * (high - min(low, back)))
        if self._base is not None and self._base[0] - self._first_seen > CAUGHT_MOVING_S:
            rest_before, low = self._base
        # Who stood taller before, or came from somewhere else, has begun later.
        settled = self.wait_for_end and not math.isnan(end)
        from_level = max(low, back) if settled else low
        level = from_level + BASELINE_SHARE * (high - from_level)
        left_start = max((t for t, v in self._trace if v <= level and t <= turn), default=self._trace[0][0])
        if math.isnan(rest_before) and self._base is not None and left_start - self._first_seen > RESTED_S:
            rest_before = self._base[0]
        start = math.nan if math.isnan(rest_before) else left_start
        if settled:
            # Who stands taller than before has been back earlier; where the start is not known, at the last.
            start_level = back if math.isnan(rest_before) else max(back, low)
            level = start_level + BASELINE_SHARE * (high - start_level)
            end = min((t for t, v in self._trace if v <= level and t >= turn), default=end)
        first, last = self._above(peak, (high + min(low, back)) / 2.0)
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
        """The middle of the time about the peak for which the signal stays above a level."""
        first, last = self._above(peak, level)
        inside = [t for t, _ in self._trace if first < t < last]
        return (inside[0] + inside[-1]) / 2.0 if inside else peak

    def _above(self, peak: float, level: float) -> tuple[float, float]:
        """The last moment before the peak at which the signal was below a level, and the first after it."""
        first = max((t for t, v in self._trace if v < level and t < peak), default=self._trace[0][0])
        last = min((t for t, v in self._trace if v < level and t > peak), default=self._trace[-1][0])
        return first, last
