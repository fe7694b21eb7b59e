"""Buffers the readings of the last minute, to judge a movement when it is over."""

import bisect
import math
from collections import deque
from collections.abc import Sequence

from posecoach.core.pose.reading import Reading

BUFFER_S = 60.0
"""Seconds that are buffered; a longer movement is no repetition."""


class ReadingBuffer:
    """Buffers the readings of the last minute, and the moments at which nobody was seen."""

    def __init__(self) -> None:
        self._readings: list[Reading] = []
        self._missed: deque[float] = deque()

    def step(self, t: float, reading: Reading | None) -> None:
        """Add the reading at `t` seconds; None where nobody was seen."""
        if reading is None:
            self._missed.append(t)
            while t - self._missed[0] > BUFFER_S:
                self._missed.popleft()
            return
        self._readings.append(reading)
        if t - self._readings[0].t > BUFFER_S:
            del self._readings[: next(i for i, old in enumerate(self._readings) if old.t >= t - BUFFER_S)]

    @property
    def last(self) -> Reading | None:
        """The latest reading."""
        return self._readings[-1] if self._readings else None

    def between(self, start: float, end: float) -> Sequence[Reading]:
        """Return the readings from `start` to `end`, s; NaN for either is no limit."""
        readings = self._readings
        first = 0 if math.isnan(start) else bisect.bisect_left(readings, start, key=_moment)
        last = len(readings) if math.isnan(end) else bisect.bisect_right(readings, end, key=_moment)
        return readings[first:last]

    def nearest(self, t: float) -> Sequence[Reading]:
        """Return the three readings nearest to a moment, nearest first; fewer where there are not as many."""
        i = bisect.bisect_left(self._readings, t, key=_moment)
        return sorted(self._readings[max(i - 3, 0) : i + 3], key=lambda s: abs(s.t - t))[:3]

    def unseen(self, since: float, end: float) -> float:
        """Return the share of the frames from `since` to the last reading before `end` in which nobody was seen."""
        seen = self.between(since, end)
        until = seen[-1].t if seen else since
        missed = sum(since <= moment <= until for moment in self._missed)
        return missed / (missed + len(seen)) if missed else 0.0


def _moment(reading: Reading) -> float:
    return reading.t
