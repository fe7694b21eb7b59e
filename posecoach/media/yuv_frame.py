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

from posecoach.media.geometry import Placed, fit
from posecoach.media.options import ReadOptions
from posecoach.media.orientation import Orientation

Pixels = NDArray[np.uint8]

BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)
"""Weights of red and blue in brightness, in standard and in high definition."""

PLANES = "nv12"
"""Layout in memory of a picture to draw on: brightness, then both differences of colour side by side."""

RGB, UNSAID = 0, 2
"""FFmpeg's names of the matrix of a film that has none, and of one that does not say."""

HIGH = 720
"""Rows from which players take a film that does not say for one of high definition."""


BLACK_LUMA, NO_COLOUR = 16, 128
"""Black, in the planes of a video of the usual range."""


@dataclass(frozen=True, slots=True)
class FrameGeometry:
    """The shape of a film's pictures once they are upright.

    Attributes:
        width, height: in stored pixels.
        aspect: a stored pixel's width over its height.
        orientation: brings a decoded frame upright.
    """

    width: int
    height: int
    aspect: Fraction
    orientation: Orientation

    @classmethod
    def of(cls, frame: VideoFrame, shot: VideoStream, options: ReadOptions) -> Self:
        """The shape of a film's frames, of which this is one."""
        aspect = shot.sample_aspect_ratio or Fraction(1)
        orientation = Orientation.of(frame, options)
        if orientation.swaps_sides:
            aspect = 1 / aspect
        return cls(*orientation.size((frame.width, frame.height)), aspect, orientation)

    @property
    def even(self) -> tuple[int, int]:
        """The size a 4:2:0 film can have: one row or column more where it is odd."""
        return self.width + self.width % 2, self.height + self.height % 2


def upright(
    frame: VideoFrame, shape: FrameGeometry
) -> tuple[VideoFrame, Pixels, Pixels, tuple[float, float]]:
    """A copy of a frame, its two planes to draw on, (h, w) and (h/2, w/2, 2), and its weights as in `BT601`.

    The copy's last row or column goes twice for an even size; a frame of another size, as there is in films
    that were joined or sent over a network, keeps its shape and gets black bars.

    Args:
        frame: as decoded.
        shape: of the film.
    """
    weights = BT709 if _high(frame) else BT601
    orientation = shape.orientation
    same = orientation.size((frame.width, frame.height)) == (shape.width, shape.height)
    placed = _placed(frame, shape)
    width, height = (frame.width, frame.height) if same else orientation.size(placed.size)
    # Most films are of this kind already.
    if not same or frame.format.name != "yuv420p" or frame.color_range == ColorRange.JPEG:
        frame = frame.reformat(width, height, format="yuv420p", dst_color_range=ColorRange.MPEG)
    bright, *colour = (orientation.apply(_pixels(plane)) for plane in frame.planes)
    copy = VideoFrame(*shape.even, PLANES)
    luma, chroma = _pixels(copy.planes[0]), _pixels(copy.planes[1], 2)
    colours = np.asarray(cv2.merge([np.ascontiguousarray(each) for each in colour]), np.uint8)
    if same:
        _fill(luma, bright)
        _fill(chroma, colours)
    else:
        luma[:], chroma[:] = BLACK_LUMA, NO_COLOUR
        x, y = (each // 2 for each in placed.corner)
        luma[2 * y : 2 * y + bright.shape[0], 2 * x : 2 * x + bright.shape[1]] = bright
        chroma[y : y + colours.shape[0], x : x + colours.shape[1]] = colours
    return copy, luma, chroma, weights


def _placed(frame: VideoFrame, shape: FrameGeometry) -> Placed:
    """A frame's place in the film, in even numbers."""
    width, height = shape.orientation.size((frame.width, frame.height))
    even = shape.even
    placed = fit((width, height), even)
    return Placed((placed.size[0] & ~1 or 2, placed.size[1] & ~1 or 2), even)


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
