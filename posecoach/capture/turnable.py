"""A source whose picture can be turned while it runs: a phone that lies on its side is no reason to begin anew."""

import contextlib
from collections.abc import Generator
from typing import Protocol

import cv2
import numpy as np

from posecoach.media.geometry import fit
from posecoach.media.options import ReadOptions
from posecoach.media.orientation import Orientation
from posecoach.types import Frame

FULL_TURN = 360


class Source(Protocol):
    """A source of frames as they happen."""

    dropped: int
    lost: str
    warnings: list[str]

    def now(self) -> float:
        """Seconds since the first frame."""

    def frames(self) -> Generator[Frame | None]:
        """The newest frame each time, None where there is none."""


class TurnableSource:
    """Turns the frames of a source.

    Args:
        source: of the frames.

    Attributes:
        degrees: by which they are turned clockwise: 0, 90, 180 or 270.
    """

    def __init__(self, source: Source) -> None:
        self._source, self.degrees = source, 0

    @property
    def dropped(self) -> int:
        """Pictures that came while nobody had time for them."""
        return self._source.dropped

    @property
    def lost(self) -> str:
        """The reason why there are no pictures now; empty while there are."""
        return self._source.lost

    @property
    def warnings(self) -> list[str]:
        """Damages of a film."""
        return self._source.warnings

    def now(self) -> float:
        """Seconds since the first frame."""
        return self._source.now()

    def turn(self, degrees: int = 90) -> None:
        """Turn all frames to come so much further clockwise; from any thread."""
        self.degrees = (self.degrees + degrees) % FULL_TURN

    def frames(self) -> Generator[Frame | None]:
        """The source's frames, turned, in the size that they have: films and windows go on in that."""
        with contextlib.closing(self._source.frames()) as frames:
            for frame in frames:
                yield self._turned(frame) if frame is not None and self.degrees else frame

    def _turned(self, frame: Frame) -> Frame:
        image = Orientation.upright(ReadOptions(rotate=self.degrees)).apply(frame.image)
        height, width = frame.image.shape[:2]
        if image.shape[:2] != (height, width):
            placed = fit((image.shape[1], image.shape[0]), (width, height))
            small = cv2.resize(np.ascontiguousarray(image), placed.size, interpolation=cv2.INTER_AREA)
            image = placed.framed(np.asarray(small, np.uint8))
        return Frame(frame.t, np.ascontiguousarray(image), frame.size)
