"""Video files, by FFmpeg: whatever it decodes, with the timestamps the file gives."""

import contextlib
import itertools
import math
import os
import stat
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecoach.errors import SourceError
from posecoach.types import Frame, Image, VideoClock, address

DEFAULT_FRAME_RATE = Fraction(30)
"""Frames a second where a file does not say."""

DAMAGED = "the file is damaged; what could be decoded was used"
"""The note of such a film."""

MIN_READ_SHARE = 0.9
"""Share of the length that a file claims, below which it is said to be cut off (a second is let pass)."""

SEEK_MARGIN_S = 0.5
"""Seconds before a wanted moment at which decoding begins."""

AVFMT_TS_DISCONT = 0x0200
"""FFmpeg's mark (`AVFMT_TS_DISCONT`) of kinds of files whose time may begin anew in the midst."""


class Video:
    """A video file.

    Attributes:
        path: where it is.
        size: width and height, in pixels, of the picture as it is to be seen: upright, pixels square.
        duration: seconds, as the file says; NaN where it does not.
        frames_total: about how many frames there are; None where it cannot be told.
        period: seconds from one frame to the next, on average, as the file says.
        notes: what the user should know of how it was read.

    Raises:
        SourceError: there is no such file, it cannot be read, or there is no picture in it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = path = Path(path)
        self.notes: list[str] = []
        _check(path)
        with self._open() as (container, stream):
            self.duration = _duration(container, stream)
            self.frames_total = _count(stream, self.duration)
            self.period = float(1 / _rate(stream))
            first = next(self._decoded(container, stream), None)
            if first is None:
                raise SourceError(f"{path}: there is no frame in it that can be decoded")
            self._zero: float | None = first.time
            self._shape = _square(first, stream)
            self._turns = _turns(first)
        width, height = self._shape
        self.size = (height, width) if self._turns % 2 else (width, height)

    def frames(self, longest: int = 960) -> Iterator[Frame]:
        """Every frame in order, upright, its longer side at most so many pixels; t is 0 at the first.

        A damaged file gives the frames before and after the damage, and a note.
        """
        for still in self.stills(longest):
            yield still.frame()

    def stills(
        self, longest: int = 960, start: float = 0.0, finish: Callable[[Frame], Frame] = lambda frame: frame
    ) -> Iterator["Still"]:
        """As `frames`, but not made pictures yet: what is left out costs only its decoding.

        Args:
            longest: pixels of the longer side, at most.
            start: seconds; the first still is the first frame from then on.
            finish: what is to be done to every picture that is made.
        """
        width, height = self._shape
        scale = min(1.0, longest / max(self._shape))
        shape = max(1, round(width * scale)), max(1, round(height * scale))
        last = -math.inf
        for last, decoded in self._timed(start):
            if last >= start:
                yield Still(last, decoded, shape, self._turns, self.size, finish)
        # What ends before `start` is for whoever looks at what comes before it to tell.
        if start <= last < MIN_READ_SHARE * self.duration - 1:
            self.notes.append(f"the file is cut off: it ends at {last:.1f} s of {self.duration:.1f} s")

    def _timed(self, start: float = 0.0) -> Iterator[tuple[float, VideoFrame]]:
        """Frames and their moments, from a little before `start` where the film can be entered there.

        It can where the frame that is come to says when it is; else all that come before it must be counted.
        """
        with self._open() as (container, stream):
            stream.thread_type = "AUTO"
            clock = VideoClock(self.period)
            frames = self._decoded(container, stream, self.notes)
            if start > 0.0:
                head = self._entered(container, stream, start, frames)
                if head is None:
                    yield from self._timed()
                    return
                frames = itertools.chain(head, frames)
                clock.begin(self._zero or 0.0)
            for decoded in frames:
                yield clock.read(decoded.time), decoded

    def _entered(
        self, container: InputContainer, stream: VideoStream, start: float, frames: Iterator[VideoFrame]
    ) -> list[VideoFrame] | None:
        """The first frame after going to a little before `start`: none at the film's end; None where that fails."""
        # In streams that may have been joined, one moment can stand at two places.
        if self._zero is None or container.format.flags & AVFMT_TS_DISCONT:
            return None
        # Some files lead a little past the moment that they are asked for.
        moment = self._zero + max(0.0, start - SEEK_MARGIN_S)
        try:
            container.seek(round(moment / (stream.time_base or 1)), stream=stream)
        except (av.error.FFmpegError, OSError):
            return None
        head = list(itertools.islice(frames, 1))
        known = all(each.pts is not None and each.time - self._zero <= start for each in head)
        return head if known else None

    @contextlib.contextmanager
    def _open(self) -> Iterator[tuple[InputContainer, VideoStream]]:
        try:
            if self.path.stat().st_size == 0:
                raise SourceError(f"{self.path}: is empty")
            container = av.open(address(self.path), metadata_errors="replace")
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
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except (av.error.FFmpegError, OSError):
                _damaged(notes)
                break
            if packet is None:
                break
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                _damaged(notes)


class Still:
    """A decoded frame that has not been made a picture yet.

    Attributes:
        t: seconds from the film's first frame.
    """

    __slots__ = ("_decoded", "_finish", "_made", "_shape", "_size", "_turns", "t")

    def __init__(
        self,
        t: float,
        decoded: VideoFrame,
        shape: tuple[int, int],
        turns: int,
        size: tuple[int, int],
        finish: Callable[[Frame], Frame],
    ) -> None:
        self.t = t
        self._decoded: VideoFrame | None = decoded
        self._shape, self._turns, self._size, self._finish = shape, turns, size, finish
        self._made: Frame | None = None

    def frame(self) -> Frame:
        """The picture; made when first asked for."""
        if self._made is None:
            assert self._decoded is not None  # noqa: S101 - it is given up only for the picture
            width, height = self._shape
            image: Image = self._decoded.to_ndarray(width=width, height=height, format="rgb24")  # type: ignore[assignment]
            self._decoded = None
            upright = np.ascontiguousarray(np.rot90(image, self._turns))
            self._made = self._finish(Frame(self.t, upright, self._size))
        return self._made


def _check(path: Path) -> None:
    """See that there is an ordinary file: what is none, such as a pipe, can be read but once, if ever."""
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(kind):
        raise SourceError(
            f"{path}: is {'a folder' if stat.S_ISDIR(kind) else 'no ordinary file'}, not a video"
        )


def _damaged(notes: list[str] | None) -> None:
    """Say so, at once: who has seen enough of a film does not come to its end."""
    if notes is not None and DAMAGED not in notes:
        notes.append(DAMAGED)


def duration_of(path: Path) -> float:
    """Seconds that a film lasts, as the file says; NaN where it does not, or is no film."""
    if not os.path.isfile(path):  # noqa: PTH113 - False for what may not be looked at
        return math.nan
    try:
        with av.open(address(path), metadata_errors="replace") as container:
            films = container.streams.video
            return _duration(container, films[0]) if films else math.nan
    except (av.error.FFmpegError, OSError):
        return math.nan


def _duration(container: InputContainer, stream: VideoStream) -> float:
    """Seconds of the picture alone: sound may begin before it, and go on after it."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    start = float((stream.start_time or 0) * (stream.time_base or 0))
    # Matroska notes down when each stream ends; else there is only the whole file's length.
    hours, _, rest = stream.metadata.get("DURATION", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    with contextlib.suppress(ValueError):
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds) - start
    if container.duration is None:
        return math.nan
    return ((container.start_time or 0) + container.duration) / av.time_base - start


def _rate(stream: VideoStream) -> Fraction:
    """Frames a second; some files claim a thousand on average, which their times do not bear out."""
    return min(filter(None, (stream.average_rate, stream.guessed_rate)), default=DEFAULT_FRAME_RATE)


def _count(stream: VideoStream, duration: float) -> int | None:
    if stream.frames:
        return stream.frames
    return round(duration * _rate(stream)) if math.isfinite(duration) else None


def _square(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height with square pixels: an anamorphic picture would distort every angle."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    return max(1, round(frame.width * aspect)), frame.height


def _turns(frame: VideoFrame) -> int:
    """Quarter turns, against the clock, that bring a frame upright."""
    return round(frame.rotation / 90) % 4
