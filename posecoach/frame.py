"""One picture and its moment."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

TICK = 0.001
"""Seconds. A tracker counts whole milliseconds: frames that share a timestamp are set this far apart."""

GLITCH = 1.0
"""Seconds. Time that steps back by less is a muddled frame; by more, two films joined into one file."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """An image and when it was taken.

    Attributes:
        t: seconds from the source's own zero.
        image: (h, w, 3) red, green, blue; as the camera saw it, never mirrored.
        size: width and height, in pixels, of the source's picture, of which `image` may be a smaller
            copy; poses are in its pixels. The image's own, where it is not given.
    """

    t: float
    image: Image
    size: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if self.size == (0, 0):
            height, width = self.image.shape[:2]
            object.__setattr__(self, "size", (width, height))


class Clock:
    """Turns a film's timestamps into seconds that rise from 0 at its first frame.

    Args:
        period: seconds from one frame to the next, on average.
    """

    def __init__(self, period: float) -> None:
        self._period = period
        self._zero: float | None = None
        self._last = -math.inf

    def begin(self, zero: float) -> None:
        """Start in the midst of a film whose first frame bears this timestamp."""
        self._zero, self._last = zero, -TICK

    def read(self, stamp: float | None) -> float:
        """The moment of a frame, by the timestamp it bears; one frame after the last where it bears none."""
        follows = self._last + self._period if math.isfinite(self._last) else 0.0
        t = follows
        if stamp is not None:
            if self._zero is None or not stamp - self._zero > self._last - GLITCH:
                self._zero = stamp - follows
            t = stamp - self._zero
        self._last = max(t, self._last + TICK)
        return self._last
