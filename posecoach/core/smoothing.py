"""Taking the jitter out of one number over time, whatever the frame rate."""

import math
from collections import deque
from dataclasses import dataclass, field

GAP = 0.5
"""Seconds without a value after which smoothing starts afresh."""

FLICKER = 0.12
"""Seconds that three samples may span for the middle one to be judged by its neighbours.

A landmark that flips to the other side of the body does so for a frame or two; at less than some
17 frames/s a sample that stands out may as well be the turning point of a quick repetition.
"""


@dataclass(slots=True)
class Smoother:
    """A median of three against single wild samples, then an exponential average.

    An average by time constant gives the same curve at any frame rate; 50 ms costs a repetition of
    1 Hz some 5 % of its travel.

    Attributes:
        tau: s, the average's time constant.
    """

    tau: float = 0.05
    _recent: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=3), repr=False)
    _t: float = field(default=-math.inf, repr=False)
    _value: float = field(default=math.nan, repr=False)
    _delay: float = field(default=0.0, repr=False)

    @property
    def delay(self) -> float:
        """Seconds by which the smoothed curve lags behind the raw one."""
        return self._delay

    def step(self, t: float, value: float) -> float:
        """The smoothed value at `t` seconds. NaN passes through and leaves no trace."""
        if math.isnan(value):
            return value
        afresh = t - self._t > GAP
        if afresh:
            self._recent.clear()
        self._recent.append((t, value))
        calm, self._delay = value, self.tau
        if len(self._recent) == self._recent.maxlen and t - self._recent[0][0] <= FLICKER:
            (_, first), (middle, second), _ = self._recent
            calm = sorted((first, second, value))[1]
            self._delay = self.tau + t - middle
        if afresh:
            self._value = calm
        else:
            self._value += -math.expm1(-(t - self._t) / self.tau) * (calm - self._value)
        self._t = t
        return self._value
