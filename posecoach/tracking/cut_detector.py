"""Detects cuts from whole pictures, and hides parts of a picture."""

import math
import statistics
from collections import deque

import numpy as np
from numpy.typing import NDArray

from posecoach.tracking.person_lock import Box
from posecoach.types import Frame, Image

GRID = 12
"""Points a side at which a picture is compared with the one before."""

CHANGE = 20.0
"""Mean difference of brightness, of 255, from which a cut is thought of; most movements change less."""

SPIKE = 2.5
"""A cut differs by so many times more than the frames just before did; what walks by the lens does not.

On the 85 real clips, 10 frames a second: the hard cuts differ by 23 to 41 and by 3 to 4 times their
neighbours; a close-up's movement, also up to 40, by less than twice.
"""

LATELY = 8
"""Differences that count as just before."""

JUMP = 2.0
"""A cut differs by so many times more than the frame before did: a movement gathers speed over several frames.

At 8 frames a second a pull-up close to the camera differs by 6, 8, 16 and then 24.
"""

GREY = 128


Grid = NDArray[np.float64]
"""Brightness at points all over a picture, about `GRID` down and across."""


def grid(image: Image) -> Grid:
    """A picture's brightness at its grid's points."""
    height, width = image.shape[:2]
    rows = image[height // (2 * GRID) :: math.ceil(height / GRID)]
    return rows[:, width // (2 * GRID) :: math.ceil(width / GRID)].mean(axis=2)  # type: ignore[no-any-return]


class ImageCutDetector:
    """Detects cuts in a video, frame after frame."""

    def __init__(self) -> None:
        self._last: Grid | None = None
        self._lately: deque[float] = deque(maxlen=LATELY)

    def cut(self, seen: Grid) -> bool:
        """Return True where this picture, given as its grid, is the first after a cut."""
        last, self._last = self._last, seen
        if last is None or last.shape != seen.shape:
            return False
        change = float(np.abs(seen - last).mean())
        usual = statistics.median(self._lately) if self._lately else math.inf
        before = self._lately[-1] if self._lately else math.inf
        self._lately.append(change)
        return change > CHANGE and change > SPIKE * usual and change > JUMP * before


def only(frame: Frame, box: Box) -> Image:
    """Return a frame's picture, grey outside of a box that is in the source's pixels."""
    inside = pixels_of(frame, box)
    image = np.full_like(frame.image, GREY)
    image[inside] = frame.image[inside]
    return image


def without(frame: Frame, box: Box) -> Image:
    """Return a frame's picture, grey inside of a box that is in the source's pixels."""
    image = frame.image.copy()
    image[pixels_of(frame, box)] = GREY
    return image


def pixels_of(frame: Frame, box: Box) -> tuple[slice, slice]:
    """Return the rows and columns of a frame's picture that a box in the source's pixels covers."""
    height, width = frame.image.shape[:2]
    across, down = width / frame.size[0], height / frame.size[1]
    left, right = (min(max(round(x * across), 0), width) for x in (box.left, box.right))
    top, bottom = (min(max(round(y * down), 0), height) for y in (box.top, box.bottom))
    return slice(top, bottom), slice(left, right)
