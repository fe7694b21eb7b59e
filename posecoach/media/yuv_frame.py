"""A film's frame as a picture to draw on: a copy, upright, in the planes that it is coded from again."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)
"""How much red and blue count for brightness, in standard and in high definition."""

ROTATIONS = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}
"""By quarter turns against the clock."""

PLANES = "nv12"
"""How a picture to draw on lies in memory: brightness, then both differences of colour side by side."""

RGB, UNSAID = 0, 2
"""What FFmpeg calls the matrix of a film that has none, and of one that does not say."""

HIGH = 720
"""Rows from which players take a film that does not say for one of high definition."""


@dataclass(frozen=True, slots=True)
class FrameGeometry:
    """How a film's pictures lie once they are upright.

    Attributes:
        width, height: in stored pixels.
        aspect: a stored pixel's width over its height.
    """

    width: int
    height: int
    aspect: Fraction

    @classmethod
    def of(cls, frame: VideoFrame, shot: VideoStream) -> Self:
        """The shape of a film's frames, of which this is one."""
        aspect = shot.sample_aspect_ratio or Fraction(1)
        if turns(frame) % 2:
            return cls(frame.height, frame.width, 1 / aspect)
        return cls(frame.width, frame.height, aspect)

    @property
    def even(self) -> tuple[int, int]:
        """The size a 4:2:0 film can have: one row or column more where it is odd."""
        return self.width + self.width % 2, self.height + self.height % 2


def turns(frame: VideoFrame) -> int:
    """Quarter turns against the clock that bring a frame upright."""
    return round(frame.rotation / 90) % 4


def upright(
    frame: VideoFrame, size: tuple[int, int]
) -> tuple[VideoFrame, Pixels, Pixels, tuple[float, float]]:
    """A copy of a frame, its two planes to draw on, (h, w) and (h/2, w/2, 2), and its weights as in `BT601`.

    The copy's last row or column goes twice for an even size; a frame of another size, as there is in films
    that were joined or sent over a network, is scaled.

    Args:
        frame: as decoded.
        size: width and height of the copy, both even.
    """
    turned = turns(frame)
    weights = BT709 if _high(frame) else BT601
    width, height = size[::-1] if turned % 2 else size
    odd = 0 <= width - frame.width <= 1 and 0 <= height - frame.height <= 1
    # Most films are of this kind already.
    if not odd or frame.format.name != "yuv420p" or frame.color_range == ColorRange.JPEG:
        width, height = (frame.width, frame.height) if odd else (width, height)
        frame = frame.reformat(width, height, format="yuv420p", dst_color_range=ColorRange.MPEG)
    parts = [_pixels(plane) for plane in frame.planes]
    if turned:
        parts = [np.asarray(cv2.rotate(part, ROTATIONS[turned]), np.uint8) for part in parts]
    bright, *colour = parts
    copy = VideoFrame(*size, PLANES)
    luma, chroma = _pixels(copy.planes[0]), _pixels(copy.planes[1], 2)
    _fill(luma, bright)
    _fill(chroma, np.asarray(cv2.merge(colour), np.uint8))
    return copy, luma, chroma, weights


def _fill(target: Pixels, source: Pixels) -> None:
    """Copy an array into one that may be larger; its last row and column then go on."""
    height, width = (min(target.shape[side], source.shape[side]) for side in (0, 1))
    target[:height, :width] = source[:height, :width]
    target[height:] = target[height - 1]
    target[:, width:] = target[:, width - 1 : width]


def matrix(frame: VideoFrame) -> int:
    """By which matrix the copies' colours are coded: the frame's own, unless it has none, being of RGB."""
    return Colorspace.ITU601 if frame.colorspace == RGB else frame.colorspace


def _high(frame: VideoFrame) -> bool:
    if frame.colorspace == UNSAID:
        return frame.height >= HIGH
    return frame.colorspace == Colorspace.ITU709


def _pixels(plane: VideoPlane, *numbers: int) -> Pixels:
    """A plane's memory, (height, width) of so many numbers, to look at and to write."""
    memory: Any = plane
    across = plane.line_size // math.prod(numbers)
    rows: Pixels = np.frombuffer(memory, np.uint8).reshape(-1, across, *numbers)
    return rows[: plane.height, : plane.width]
