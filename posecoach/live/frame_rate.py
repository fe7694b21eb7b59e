"""The rate at which pictures are looked at. Where it is low, quick repetitions are missed, and somebody has to know."""

import math
from collections import deque

WINDOW_S = 4.0
"""s over which the rate is taken."""

LOST_S = 2.0
"""s without a picture that count as an interruption, which is announced by itself, not as a low rate."""

MIN_RATE = 8.0
"""Pictures a second below which repetitions are missed: a quick one lasts half a second each way."""


class FrameRate:
    """Measures the rate of the last few seconds."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def step(self, t: float) -> None:
        """Take the time of a picture, s."""
        if self._times and t - self._times[-1] > LOST_S:
            self._times.clear()
        self._times.append(t)
        while len(self._times) > 1 and t - self._times[1] >= WINDOW_S:
            self._times.popleft()

    @property
    def too_low(self) -> float:
        """The rate, pictures a second, where it is too low; NaN where it is not, and before it is known."""
        if not self._times:
            return math.nan
        span = self._times[-1] - self._times[0]
        rate = (len(self._times) - 1) / span if span >= WINDOW_S else math.nan
        return rate if rate < MIN_RATE else math.nan
