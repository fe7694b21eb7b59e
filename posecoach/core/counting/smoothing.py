"""Takes the jitter out of one number over time, at any frame rate."""

import math
from dataclasses import dataclass, field

SMOOTHING_GAP_S = 0.5
"""Seconds without a value after which smoothing starts afresh; longer than `FLICKER`."""

FLICKER = 0.12
"""Seconds that three samples may span for the middle one to be judged by its neighbours.

A landmark that flips to the other side of the body does so for a frame or two; at less than some
17 frames/s a sample that stands out may as well be the turning point of a quick repetition.
"""

Sample = tuple[float, float]
NONE: Sample = (-math.inf, math.nan)
"""The (t, value) before the first one."""


@dataclass(slots=True)
class Smoother:
    """A median of three against single wild samples, then an exponential average.

    An average by time constant gives the same curve at any frame rate; 50 ms costs a repetition of
    1 Hz some 5 % of its range of motion.

    Attributes:
        tau: s, the average's time constant.
    """

    tau: float = 0.05
    _before: tuple[Sample, Sample] = field(default=(NONE, NONE), repr=False)
    _value: float = field(default=math.nan, repr=False)
    _delay: float = field(default=0.0, repr=False)

    @property
    def delay(self) -> float:
        """Seconds by which the smoothed curve lags behind the raw one."""
        return self._delay

    @property
    def ahead(self) -> Sample:
        """The (t, value) that the curve is headed for: the moment in s at which it has caught up, if nothing changes."""
        last, value = self._before[1]
        return last + self._delay, self._value - math.expm1(-self._delay / self.tau) * (value - self._value)

    def step(self, t: float, value: float) -> float:
        """Return the smoothed value at `t` seconds. NaN passes through and leaves no trace."""
        if math.isnan(value):
            return value
        (since, first), (last, second) = self._before
        self._before = self._before[1], (t, value)
        calm, self._delay = value, self.tau
        if t - since <= FLICKER:
            calm = sorted((first, second, value))[1]
            self._delay = self.tau + t - last
        if t - last > SMOOTHING_GAP_S:
            self._value = calm
        else:
            self._value += -math.expm1(-(t - last) / self.tau) * (calm - self._value)
        return self._value
