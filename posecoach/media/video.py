"""Video files, by FFmpeg: whatever it decodes, with the timestamps the file gives."""

import contextlib
import itertools
import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream

from posecoach.errors import SourceError
from posecoach.media import container as containers
from posecoach.media.completeness import is_whole
from posecoach.media.container import OpenVideo, opened
from posecoach.media.damage import TIMELESS, DamageMonitor
from posecoach.media.geometry import Placed, place, square_size
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.orientation import Orientation
from posecoach.types import Frame, Image

SEEK_MARGIN_S = 0.5
"""Seconds before a wanted moment at which decoding begins."""

ONE_THREAD_SIDE = 1280
"""Pixels of the longer side up to which one thread decodes several times faster than poses are found.

More of them take a tenth more processor time, and the cores are busy with poses.
"""

AVFMT_TS_DISCONT = 0x0200
"""FFmpeg's mark (`AVFMT_TS_DISCONT`) of kinds of files whose time may begin anew in the midst."""


DECODE_ERRORS = (av.error.FFmpegError, OSError, IndexError, ValueError, MemoryError)
"""The errors that PyAV raises over damaged files; IndexError is of streams that appear in their midst."""


class Video:
    """A video file.

    All times are real seconds from the video's first frame: in slow motion they are fewer than the file's own.

    Attributes:
        path: where it is.
        size: width and height, in pixels, of the picture as it is to be seen: upright, pixels square.
        duration: seconds that the whole of it lasts, as the file says; NaN where it does not.
        start, end: s, the part of it that is read; `end` is infinite where it is read to its end.
        frames_total: about how many frames there are; None where it cannot be told.
        period: seconds from one frame to the next, on average, as the file says.
        notes: what the user should know of how it was read.
        warnings: what is missing in it, or was damaged.

    Args:
        path: where it is.
        options: which part of it is read, and how.

    Raises:
        SourceError: there is no such file, it cannot be read, there is no picture in it, or no such part.
    """

    def __init__(self, path: str | os.PathLike[str], options: ReadOptions = WHOLE) -> None:
        self.path = path = Path(path)
        self.options = options
        self.warnings: list[str] = []
        with opened(path, options) as video:
            self.notes = list(video.notes)
            self._speed = video.speed
            length = containers.duration(video)
            try:
                start, end = options.part(length)
            except SourceError as error:
                raise SourceError(f"{path}: {error}") from None
            self.start, self.end = start * self._speed, end * self._speed
            self.duration, self.period = length * self._speed, video.period * self._speed
            self.frames_total = _count(video.stream, length)
            first = next(self._decoded(video, None), None)
            if first is None:
                raise SourceError(f"{path}: there is no frame in it that can be decoded")
            self._zero: float | None = first.time
            self._orientation = Orientation.of(first, options)
            self.size = self._orientation.size(square_size(first, video.stream))

    def frames(self, longest: int = 960) -> Iterator[Frame]:
        """Every frame in order, upright, its longer side at most so many pixels; t is 0 at the video's first.

        A damaged file gives the frames before and after the damage, and a warning.
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
        start = max(start, self.start)
        reformatter = VideoReformatter()
        for t, decoded, aspect_size in self._timed(start):
            if t >= self.end:
                return
            if t >= start:
                placed = place(self._orientation.size(aspect_size), self.size, longest)
                yield Still(t, decoded, placed, self._orientation, self.size, finish, reformatter)

    def _timed(
        self, start: float = 0.0, wanted: float | None = None
    ) -> Iterator[tuple[float, VideoFrame, tuple[int, int]]]:
        """Frames, their moments and their size with square pixels, from a little before `start` where that can be.

        It can where the frame that is come to says when it is; else all that come before it must be counted.
        Damage is told of what comes from `wanted` on, which is `start` unless something else is said.
        """
        wanted = start if wanted is None else wanted
        with opened(self.path, self.options) as video:
            small = max(video.stream.width, video.stream.height) <= ONE_THREAD_SIDE
            video.stream.thread_type = "NONE" if small else "AUTO"
            clock = video.clock()
            lenient = bool(video.container.format.flags & AVFMT_TS_DISCONT)
            monitor = DamageMonitor(self.warnings, self.period, wanted, lenient=lenient)
            frames = self._decoded(video, monitor)
            if start > 0.0:
                head = self._entered(video, start / self._speed, frames)
                if head is None:
                    yield from self._timed(wanted=wanted)
                    return
                frames = itertools.chain(head, frames)
                clock.begin(self._zero or 0.0)
            for decoded in frames:
                t = clock.read(decoded.time) * self._speed
                if not clock.trusted and TIMELESS not in self.warnings:
                    self.warnings.append(TIMELESS)
                monitor.frame(t, decoded)
                yield t, decoded, square_size(decoded, video.stream)
            if not is_whole(self.path, video.container.format.name):
                monitor.broken()
            total = video.stream.frames if wanted == 0.0 else 0
            monitor.end(self.duration, total, of_picture=containers.lasts_as_picture(video))

    def _entered(
        self, video: OpenVideo, start: float, frames: Iterator[VideoFrame]
    ) -> list[VideoFrame] | None:
        """The first frame after going to a little before `start`: none at the film's end; None where that fails."""
        # In streams that may have been joined, one moment can stand at two places.
        container, stream = video.container, video.stream
        if self._zero is None or not video.timed or container.format.flags & AVFMT_TS_DISCONT:
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

    @staticmethod
    def _decoded(video: OpenVideo, monitor: DamageMonitor | None) -> Iterator[VideoFrame]:
        packets = video.container.demux(video.stream)
        while True:
            try:
                packet = next(packets, None)
            except DECODE_ERRORS:
                if monitor:
                    monitor.broken()
                break
            if packet is None:
                break
            if monitor:
                monitor.packet(corrupt=bool(packet.is_corrupt))
            try:
                yield from packet.decode()
            except DECODE_ERRORS:
                if monitor:
                    monitor.broken()


class Still:
    """A decoded frame that has not been made a picture yet.

    Attributes:
        t: seconds from the film's first frame.
    """

    __slots__ = ("_decoded", "_finish", "_made", "_orientation", "_placed", "_reformatter", "_size", "t")

    def __init__(
        self,
        t: float,
        decoded: VideoFrame,
        placed: Placed,
        orientation: Orientation,
        size: tuple[int, int],
        finish: Callable[[Frame], Frame],
        reformatter: VideoReformatter,
    ) -> None:
        self.t = t
        self._reformatter = reformatter
        self._decoded: VideoFrame | None = decoded
        self._placed, self._orientation, self._size, self._finish = placed, orientation, size, finish
        self._made: Frame | None = None

    def frame(self) -> Frame:
        """The picture; made when first asked for."""
        if self._made is None:
            assert self._decoded is not None  # noqa: S101 - it is given up only for the picture
            width, height = self._orientation.size(self._placed.size)
            # A reformatter of its own, which `to_ndarray` would make, costs as much again as the conversion.
            rgb = self._reformatter.reformat(self._decoded, width, height, "rgb24", threads=1)
            image: Image = rgb.to_ndarray()  # type: ignore[assignment]
            self._decoded = None
            upright = np.ascontiguousarray(self._placed.framed(self._orientation.apply(image)))
            self._made = self._finish(Frame(self.t, upright, self._size))
        return self._made


def duration_of(path: Path, options: ReadOptions = WHOLE) -> tuple[float, float, float]:
    """Seconds that a video lasts, and the part of it that is read, from and to; all NaN where that is not known."""
    with contextlib.suppress(SourceError, ValueError, *DECODE_ERRORS), opened(path, options) as video:
        length = containers.duration(video)
        if math.isfinite(length):
            start, end = options.part(length)
            return length * video.speed, start * video.speed, min(end, length) * video.speed
    return math.nan, math.nan, math.nan


def pixels_of(path: Path) -> int:
    """Return how many pixels a video's picture has; 0 where that is not known."""
    with contextlib.suppress(SourceError, ValueError, *DECODE_ERRORS), opened(path) as video:
        return video.stream.width * video.stream.height
    return 0


def _count(stream: VideoStream, duration: float) -> int | None:
    if stream.frames:
        return stream.frames
    return round(duration * containers.rate(stream)) if math.isfinite(duration) else None
