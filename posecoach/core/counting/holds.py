"""Times held positions, and tells which side is held."""

import math
from dataclasses import dataclass, field

HOLD_ARM_S = 1.0
"""s in position after which it is a hold, and not passed through."""

HOLD_ARM_AUTO_S = 3.0
"""The same where nobody said which exercise it is: a barbell, too, is held at the height of a doorframe stretch."""

HOLD_DROPOUT_S = 0.5
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
    """Times how long a position is held. It pauses while the position is lost, and passes over short dropouts.

    Args:
        arm_s: s in position after which it is a hold.

    Attributes:
        held: s so far; 0 while nothing is held.
        armed: whether the position has been held long enough to count.
    """

    arm_s: float = HOLD_ARM_S
    held: float = 0.0
    armed: bool = False
    _start: float = field(default=math.nan, repr=False)
    _last: float = field(default=math.nan, repr=False)

    @property
    def start(self) -> float:
        """The moment at which the position was taken, s; NaN while it is not."""
        return self._start

    def step(self, t: float, in_position: bool | None) -> Hold | None:  # noqa: FBT001 - the value it watches
        """Take whether the position is held at `t` seconds; None where that cannot be seen.

        Returns:
            The hold that is over now, if it was one.
        """
        if in_position:
            if math.isnan(self._start):
                self._start = t
            elif t - self._last <= HOLD_DROPOUT_S:
                self.held += t - self._last
            self._last = t
            self.armed = self.armed or self.held >= self.arm_s
            return None
        if t - self._last > (LOST if self.armed else HOLD_DROPOUT_S):
            return self.finish()
        return None

    def split(self, t: float) -> Hold:
        """End what is held at `t`, and hold on: what came after it is a hold of its own."""
        after = self._last - t
        over = Hold(self._start, t, max(0.0, self.held - after))
        self.held, self._start = after, t
        return over

    def finish(self) -> Hold | None:
        """End what is held, if anything is."""
        over = Hold(self._start, self._last, self.held) if self.armed else None
        self.held, self.armed, self._start, self._last = 0.0, False, math.nan, math.nan
        return over


@dataclass(slots=True)
class SidesHeld:
    """Seconds held on each side in one set, over all its holds.

    Args:
        sided: whether there are sides; all goes to one where there are none.
    """

    sided: bool
    _seconds: dict[str, float] = field(default_factory=dict, repr=False)

    def add(self, side: str, held: float) -> None:
        """Add a hold of so many seconds."""
        self._seconds[side] = self.on(side) + held

    def on(self, side: str) -> float:
        """Return the seconds held on one side."""
        return self._seconds.get(side, 0.0)

    @property
    def min_held(self) -> float:
        """Seconds held on the side that was held for less."""
        return min(self.on("left"), self.on("right")) if self.sided else self.max_held

    @property
    def max_held(self) -> float:
        """Seconds held on the side that was held for longer."""
        return max(self._seconds.values(), default=0.0)

    def __str__(self) -> str:
        if not self.sided:
            return f"{self.max_held:.0f} s"
        return f"left {self.on('left'):.0f} s, right {self.on('right'):.0f} s"


@dataclass(slots=True)
class SideDetector:
    """Sees which side is held for sure, and when that changes without the position being left.

    Args:
        clear: how far from 0 the measure is where its sign is not by chance.

    Attributes:
        side: the one that is held; empty until it has been for `HOLD_ARM_S` seconds.
    """

    clear: float
    side: str = ""
    _now: str = field(default="", repr=False)
    _since: float = field(default=math.nan, repr=False)

    def step(self, t: float, value: float) -> float:
        """Take the measure at `t` seconds, positive to the left; NaN leaves all as it was.

        Returns:
            s, since when another side is held than before; NaN while that is not so.
        """
        if math.isnan(value):
            return math.nan
        now = "" if abs(value) < self.clear else "left" if value > 0.0 else "right"
        if now != self._now:
            self._now, self._since = now, t
        if not now or now == self.side or t - self._since < HOLD_ARM_S:
            return math.nan
        before, self.side = self.side, now
        return self._since if before else math.nan

    def forget(self) -> None:
        """Start anew: the position was left."""
        self.side = self._now = ""
