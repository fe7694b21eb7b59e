"""Pictures of one size within those of another: scaled evenly, in the middle, on black."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

BLACK = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture's place in a frame that may be of another shape.

    Attributes:
        size: width and height of the picture, scaled.
        frame: width and height of the frame.
    """

    size: tuple[int, int]
    frame: tuple[int, int]

    @property
    def corner(self) -> tuple[int, int]:
        """Upper left corner of the picture in the frame."""
        return (self.frame[0] - self.size[0]) // 2, (self.frame[1] - self.size[1]) // 2

    def framed(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture, of `size` already, in its frame."""
        if self.size == self.frame:
            return image
        whole = np.full((self.frame[1], self.frame[0], *image.shape[2:]), BLACK, np.uint8)
        (x, y), (width, height) = self.corner, self.size
        whole[y : y + height, x : x + width] = image
        return whole


def place(picture: tuple[int, int], frame: tuple[int, int], longest: int) -> Placed:
    """Place a picture in a frame, with as many of the picture's own pixels as `longest` allows.

    Args:
        picture: its width and height.
        frame: width and height, of which only the shape matters.
        longest: pixels of the frame's longer side, at most.
    """
    if picture == frame:
        scale = min(1.0, longest / max(frame))
        size = scaled(frame, scale)
        return Placed(size, size)
    grown = max(Fraction(picture[0], frame[0]), Fraction(picture[1], frame[1]))
    scale = min(1.0, float(longest / (max(frame) * grown)))
    whole = scaled(frame, float(grown) * scale)
    width, height = scaled(picture, scale)
    return Placed((min(width, whole[0]), min(height, whole[1])), whole)


def fit(picture: tuple[int, int], frame: tuple[int, int]) -> Placed:
    """Place a picture in a frame of exactly this size."""
    scale = min(frame[0] / picture[0], frame[1] / picture[1])
    width, height = scaled(picture, scale)
    return Placed((min(width, frame[0]), min(height, frame[1])), frame)


def scaled(size: tuple[int, int], scale: float) -> tuple[int, int]:
    """Width and height times a scale, 1 at least."""
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def square_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height of a stored frame with square pixels: an anamorphic picture would distort every angle."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    return max(1, round(frame.width * aspect)), frame.height
