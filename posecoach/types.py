"""One picture and its moment; a file's address; the clock of a video."""

import math
import os
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

MIN_FRAME_GAP_S = 0.001
"""Seconds. A tracker counts whole milliseconds: frames that share a timestamp are set this far apart."""

GLITCH = 1.0
"""Seconds. Time that steps back by less is a single wrong timestamp; by more, two videos joined into one."""

STAMPS_JUDGED = 12
"""Steps from one timestamp to the next by which it is judged whether a film's times can be believed."""

MAX_STUCK, MAX_BACK = 8, 3
"""Of them, how many may not rise (half of them do not where two frames share one), and how many may step back."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
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

    def __repr__(self) -> str:
        height, width = self.image.shape[:2]
        return f"<Frame at {self.t:.3f} s, {width}x{height}>"


def address(path: Path) -> str:
    """Return a file's absolute path: FFmpeg takes `18:30.mp4` for the protocol `18`."""
    return os.path.abspath(path)  # noqa: PTH100 - links stay as they are


class VideoClock:
    """Turns a video's timestamps into seconds that rise from 0 at its first frame.

    Where most of them stand still or run back, all that follow are ignored, and frames come evenly spaced.

    Args:
        period: seconds from one frame to the next, on average.
        trusted: whether timestamps are looked at at all.

    Attributes:
        trusted: whether they still are.
    """

    def __init__(self, period: float, *, trusted: bool = True) -> None:
        self.trusted = trusted
        self._period = period
        self._zero: float | None = None
        self._before: float | None = None
        self._leapt = -math.inf
        self._last = -math.inf
        self._stamp = math.nan
        self._steps: deque[float] = deque(maxlen=STAMPS_JUDGED)

    def begin(self, zero: float) -> None:
        """Start in the middle of a video whose first frame has this timestamp."""
        self._zero, self._before, self._last = zero, None, -MIN_FRAME_GAP_S

    def read(self, stamp: float | None) -> float:
        """Return a frame's moment, in seconds; one frame after the last where it has no timestamp."""
        follows = self._last + self._period if math.isfinite(self._last) else 0.0
        t = follows
        if stamp is not None and self._believed(stamp):
            self._zero = self._zero_for(stamp, follows)
            t = stamp - self._zero
        self._last = max(t, self._last + MIN_FRAME_GAP_S)
        return self._last

    def _believed(self, stamp: float) -> bool:
        """Return False once too many timestamps have not risen: they are ignored from then on."""
        if self.trusted:
            if not math.isnan(self._stamp):
                self._steps.append(stamp - self._stamp)
            self._stamp = stamp
            stuck = sum(step < MIN_FRAME_GAP_S / 2.0 for step in self._steps)
            back = sum(step < -MIN_FRAME_GAP_S / 2.0 for step in self._steps)
            full = len(self._steps) == STAMPS_JUDGED
            self.trusted = not full or (stuck <= MAX_STUCK and back <= MAX_BACK)
        return self.trusted

    def _zero_for(self, stamp: float, follows: float) -> float:
        """Return the timestamp of second 0: a new one where time leaps back, unless one stale frame caused that."""
        if self._zero is None:
            return stamp - follows
        if not stamp - self._zero > self._last - GLITCH:
            if self._before is None:
                self._before, self._leapt = self._zero, follows
            return stamp - follows
        before = self._before
        if follows - self._leapt > GLITCH:
            self._before = None
        elif before is not None and abs(stamp - before - follows) < abs(stamp - self._zero - follows):
            self._before = None
            return before
        return self._zero
