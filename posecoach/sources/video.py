"""Video files, by FFmpeg: whatever it decodes, with the timestamps the file gives."""

import contextlib
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecoach.errors import SourceError
from posecoach.frame import Frame, Image

RATE = 30
"""Frames a second where a file does not say."""

TICK = 0.001
"""Seconds. A tracker counts whole milliseconds: frames that share a timestamp are set this far apart."""

SHORT = 0.9
"""Share of the length that a file claims, below which it is said to be cut off (a second is let pass)."""

GLITCH = 1.0
"""Seconds. Time that steps back by less is a muddled frame; by more, two films joined into one file."""


class Video:
    """A video file.

    Attributes:
        path: where it is.
        size: width and height, in pixels, of the picture as it is to be seen: upright, pixels square.
        duration: seconds, as the file says; NaN where it does not.
        frames_total: about how many frames there are; None where it cannot be told.
        notes: what the user should know of how it was read.

    Raises:
        SourceError: there is no such file, or no picture in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        if path.is_dir():
            raise SourceError(f"{path}: is a folder, not a video")
        if not path.exists():
            raise SourceError(f"{path}: no such file")
        with self._open() as (container, stream):
            self.duration = _duration(container, stream)
            self.frames_total = _count(stream, self.duration)
            first = next(self._decoded(container, stream), None)
            if first is None:
                raise SourceError(f"{path}: there is no frame in it that can be decoded")
            self._shape = _square(first, stream)
            self._turns = _turns(first)
        width, height = self._shape
        self.size = (height, width) if self._turns % 2 else (width, height)

    def frames(self, longest: int = 960) -> Iterator[Frame]:
        """Every frame in order, upright, its longer side at most so many pixels; t is 0 at the first.

        A damaged file gives the frames before and after the damage, and a note.
        """
        width, height = self._shape
        scale = min(1.0, longest / max(self._shape))
        width, height = max(1, round(width * scale)), max(1, round(height * scale))
        with self._open() as (container, stream):
            stream.thread_type = "AUTO"
            clock = _Clock(float(1 / (stream.average_rate or RATE)))
            for decoded in self._decoded(container, stream, self.notes):
                t = clock.read(decoded.time)
                image: Image = decoded.to_ndarray(width=width, height=height, format="rgb24")  # type: ignore[assignment]
                yield Frame(t, np.ascontiguousarray(np.rot90(image, self._turns)), self.size)
            if clock.last < SHORT * self.duration - 1:
                self.notes.append(
                    f"the file is cut off: it ends at {clock.last:.1f} s of {self.duration:.1f} s"
                )

    @contextlib.contextmanager
    def _open(self) -> Iterator[tuple[InputContainer, VideoStream]]:
        try:
            if self.path.stat().st_size == 0:
                raise SourceError(f"{self.path}: is empty")
            container = av.open(str(self.path), metadata_errors="replace")
        except (av.error.FFmpegError, OSError) as error:
            reason = error.strerror or type(error).__name__
            raise SourceError(f"{self.path}: is not a video, or a damaged one ({reason})") from None
        with container:
            # The cover of a song is a video stream too, but no moving picture.
            films = [
                each for each in container.streams.video if not each.disposition & Disposition.attached_pic
            ]
            if not films:
                what = "only sound" if container.streams.audio else "no picture"
                raise SourceError(f"{self.path}: is not a video: there is {what} in it")
            yield container, films[0]

    def _decoded(
        self, container: InputContainer, stream: VideoStream, notes: list[str] | None = None
    ) -> Iterator[VideoFrame]:
        damaged = 0
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except (av.error.FFmpegError, OSError):
                damaged += 1
                break
            if packet is None:
                break
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                damaged += 1
        if damaged and notes is not None:
            notes.append("the file is damaged; what could be decoded was used")


class _Clock:
    """Turns a file's timestamps into seconds that rise from 0; `last` is the latest of them."""

    def __init__(self, period: float) -> None:
        self._period = period
        self._zero = 0.0
        self.last = -math.inf

    def read(self, stamp: float | None) -> float:
        """The moment of a frame, by the timestamp it bears; one frame after the last where it bears none."""
        if self.last == -math.inf:
            self._zero = stamp or 0.0
            t = 0.0
        elif stamp is None:
            t = self.last + self._period
        else:
            t = stamp - self._zero
            if not t > self.last - GLITCH:
                self._zero = stamp - (self.last + self._period)
                t = self.last + self._period
        self.last = max(t, self.last + TICK)
        return self.last


def _duration(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration is not None else math.nan


def _count(stream: VideoStream, duration: float) -> int | None:
    if stream.frames:
        return stream.frames
    rate = stream.average_rate
    return round(duration * rate) if rate and math.isfinite(duration) else None


def _square(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height with square pixels: an anamorphic picture would distort every angle."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    return max(1, round(frame.width * aspect)), frame.height


def _turns(frame: VideoFrame) -> int:
    """Quarter turns, against the clock, that bring a frame upright."""
    return round(frame.rotation / 90) % 4
