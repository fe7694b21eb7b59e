"""The way a stored picture lies, and how it is brought upright: eight ways, of which four are mirrored."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from posecoach.media.options import ReadOptions

Pixel = TypeVar("Pixel", bound=np.generic)

CLOCKWISE = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
"""Matrices of the turns, by degrees, as in `Orientation`."""

MIRROR = (-1, 0, 0, 1)


@dataclass(frozen=True, slots=True)
class Orientation:
    """The way from a stored picture to the one that is seen, as a matrix of -1, 0 and 1.

    A stored pixel at (x, y) is seen at (a x + c y, b x + d y), moved so that the picture begins at 0:
    FFmpeg's display matrix without its scale.
    """

    a: int = 1
    b: int = 0
    c: int = 0
    d: int = 1

    @classmethod
    def of(cls, frame: VideoFrame, options: ReadOptions) -> "Orientation":
        """The orientation that a decoded frame declares, with what the user adds to it."""
        seen = _declared(frame).then(CLOCKWISE[options.rotate or 0])
        return seen.then(MIRROR) if options.mirror else seen

    @classmethod
    def upright(cls, options: ReadOptions) -> "Orientation":
        """The orientation of a picture that is upright but for what the user says."""
        return cls().then(CLOCKWISE[options.rotate or 0]).then(MIRROR if options.mirror else CLOCKWISE[0])

    def then(self, matrix: tuple[int, int, int, int]) -> "Orientation":
        """This one, followed by another matrix."""
        a, b, c, d = matrix
        return Orientation(
            self.a * a + self.b * c, self.a * b + self.b * d, self.c * a + self.d * c, self.c * b + self.d * d
        )

    @property
    def swaps_sides(self) -> bool:
        """Return whether width becomes height."""
        return self.a == 0

    def size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Width and height as seen, of a stored size, or the other way round."""
        return size[::-1] if self.swaps_sides else size

    def apply(self, image: NDArray[Pixel]) -> NDArray[Pixel]:
        """The stored picture as it is seen; a view, where that is possible."""
        if self.swaps_sides:
            image = image.swapaxes(0, 1)
        down, across = (-1 if self.b + self.d < 0 else 1), (-1 if self.a + self.c < 0 else 1)
        return image[::down, ::across]


def _declared(frame: VideoFrame) -> Orientation:
    side_data: Any = frame.side_data
    data = side_data.get(Type.DISPLAYMATRIX)
    if data is None:
        return Orientation()
    a, b, _, c, d, *_ = (int(each) for each in np.frombuffer(data, np.int32))
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Orientation(-1 if a < 0 else 1, 0, 0, -1 if d < 0 else 1)
    return Orientation(0, -1 if b < 0 else 1, -1 if c < 0 else 1, 0)
