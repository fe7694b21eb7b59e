"""The annotated video: the clip again, with what the coach saw and said burnt into it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from posecoach.core.coach import Update
from posecoach.errors import OutputError, SourceError
from posecoach.frame import Image

QUALITY = "23"
"""The constant rate factor of x264: its own default, at which one sees no loss while moving."""

PRESET, PRESET_LARGE, LARGE = "superfast", "ultrafast", 1_000_000
"""How hard x264 tries to make the file small, and from how many pixels on it tries less.

The film must not cost much beside the tracking, which does not grow with the picture as this does.
"""

CARRIED = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"})
"""Sound that an MP4 file holds as it is; any other is made AAC."""

FINEST = 1_000_000
"""Ticks a second up to which a clip's own clock is kept."""

TICKS = 90_000
"""Ticks a second where it is not: what broadcasting uses."""

RATE = 30
"""Frames a second where a file does not say."""

Draw = Callable[[Image, Update], None]
"""Draws what belongs to a moment onto its picture, which is as large as the film's."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a film's frames lie.

    Attributes:
        width, height: of the upright picture, in stored pixels.
        turns: quarter turns against the clock that bring a frame upright.
        aspect: a stored pixel's width over its height, upright.
    """

    width: int
    height: int
    turns: int
    aspect: Fraction

    @property
    def even(self) -> tuple[int, int]:
        """The size a 4:2:0 film can have: one row or column more where it is odd."""
        return self.width + self.width % 2, self.height + self.height % 2


def annotate(source: Path, target: Path, updates: Callable[[float], Update], draw: Draw) -> Iterator[float]:
    """Write the film of `source` with everything drawn on it: MP4, H.264, its index first.

    Resolution, frame times and sound are the source's own; the picture is stored upright.

    Args:
        source: the clip.
        target: the file to write; it is not whole before the iterator is exhausted.
        updates: what there is to show at a moment, s from the first frame; asked in rising order.
        draw: draws it.

    Yields:
        The moment of each frame that was written, s.

    Raises:
        SourceError: the clip cannot be read.
        OutputError: the film cannot be written.
    """
    try:
        opened = av.open(str(source), metadata_errors="replace")
    except (av.error.FFmpegError, OSError) as error:
        raise SourceError(f"{source}: is not a video, or a damaged one ({error.strerror})") from None
    with opened as clip:
        films = [each for each in clip.streams.video if not each.disposition & Disposition.attached_pic]
        if not films:
            raise SourceError(f"{source}: is not a video: there is no picture in it")
        try:
            # faststart: the index goes first, so that a browser plays the file while it still loads.
            with av.open(
                str(target),
                "w",
                format="mp4",
                options={
                    "movflags": "+faststart",
                    "video_track_timescale": str(_ticks(films[0]).denominator),
                },
            ) as film:
                yield from _written(clip, films[0], film, updates, draw)
        except av.error.FFmpegError as error:
            raise OutputError(f"{target}: cannot be written: {error.strerror}") from None


def _written(
    clip: InputContainer,
    shot: VideoStream,
    film: OutputContainer,
    updates: Callable[[float], Update],
    draw: Draw,
) -> Iterator[float]:
    shot.thread_type = "AUTO"
    sound = _Sound(clip, film)
    out: VideoStream | None = None
    clock = _Clock(shot)
    lengths: dict[int, int] = {}
    for packet in clip.demux([shot, *sound.streams]):
        if packet.stream is not shot:
            sound.take(packet)
            continue
        for frame in _decoded(packet):
            shape = _shape(frame, shot)
            if out is None:
                out = _film_stream(film, shot, frame, shape)
                sound.start()
            t, stamp = clock.read(frame)
            image = _upright(frame, shape)
            draw(image, updates(t))
            made = _encodable(image, (out.width, out.height))
            made.pts, made.time_base = stamp, _ticks(shot)
            lengths[stamp] = clock.length(frame)
            film.mux(_timed(out.encode(made), lengths))
            yield t
    if out is None:
        raise SourceError(f"{clip.name}: there is no frame in it that can be decoded")
    film.mux(_timed(out.encode(), lengths))
    sound.finish()


def _timed(packets: list[Packet], lengths: dict[int, int]) -> list[Packet]:
    """Coded frames with how long each stands, which x264 does not pass on."""
    for packet in packets:
        packet.duration = lengths.pop(packet.pts or 0, packet.duration or 0)
    return packets


def _film_stream(film: OutputContainer, shot: VideoStream, frame: VideoFrame, shape: Shape) -> VideoStream:
    rate = shot.average_rate or shot.guessed_rate or Fraction(RATE)
    out = film.add_stream("libx264", rate=rate)
    out.width, out.height = shape.even
    out.pix_fmt = "yuv420p"
    # Without B-frames every frame leaves in the order it came, and time needs no edit list.
    preset = PRESET_LARGE if shape.width * shape.height > LARGE else PRESET
    out.options = {"crf": QUALITY, "preset": preset, "bf": "0"}
    context = out.codec_context
    out.time_base = context.time_base = _ticks(shot)
    context.sample_aspect_ratio = shape.aspect
    context.thread_type = "AUTO"
    context.color_range = ColorRange.MPEG
    context.colorspace, context.color_trc = frame.colorspace, frame.color_trc
    context.color_primaries = frame.color_primaries
    return out


class _Clock:
    """Reads a frame's moment, s from the first one's, and its stamp in the film's own ticks."""

    def __init__(self, shot: VideoStream) -> None:
        self._tick = _ticks(shot)
        self._scale = (shot.time_base or self._tick) / self._tick
        self._period = round(1 / (shot.average_rate or RATE) / self._tick)
        self._zero: int | None = None
        self._last = -math.inf
        known = shot.start_time is not None and shot.duration is not None
        self._end = (
            round(((shot.start_time or 0) + (shot.duration or 0)) * self._scale) if known else math.inf
        )

    def read(self, frame: VideoFrame) -> tuple[float, int]:
        """A frame without a stamp, or with one that is not later than the last, follows by one tick."""
        if frame.pts is not None:
            stamp = round(frame.pts * self._scale)
        else:
            stamp = 0 if math.isinf(self._last) else int(self._last) + self._period
        if not stamp > self._last:
            stamp = int(self._last) + 1
        self._zero = stamp if self._zero is None else self._zero
        self._last = stamp
        return float((stamp - self._zero) * self._tick), stamp

    def length(self, frame: VideoFrame) -> int:
        """How long a frame stands, in ticks; the last one no longer than the clip."""
        length = round(frame.duration * self._scale) or self._period
        return int(max(1, min(length, self._end - self._last)))


class _Sound:
    """The clip's sound, carried over as it is where an MP4 file can hold it."""

    def __init__(self, clip: InputContainer, film: OutputContainer) -> None:
        self.streams: list[AudioStream] = list(clip.streams.audio)[:1]
        self._film = film
        self._copied = bool(self.streams) and self.streams[0].codec_context.name in CARRIED
        self._waiting: list[Packet] | None = []
        self._out: AudioStream | None = None
        if self._copied:
            self._out = film.add_stream_from_template(self.streams[0])
        elif self.streams:
            self._out = film.add_stream("aac", rate=self.streams[0].codec_context.sample_rate)

    def start(self) -> None:
        """The film has its picture: what waited for that can go in."""
        waiting, self._waiting = self._waiting or [], None
        for packet in waiting:
            self.take(packet)

    def take(self, packet: Packet) -> None:
        """Carry one packet over."""
        if self._out is None:
            return
        if self._waiting is not None:
            self._waiting.append(packet)
            return
        if not self._copied:
            for frame in _decoded(packet):
                self._film.mux(self._out.encode(frame))
        elif packet.dts is not None:
            packet.stream = self._out
            self._film.mux(packet)

    def finish(self) -> None:
        """No more packets."""
        if self._out is not None and not self._copied:
            self._film.mux(self._out.encode())


def _decoded(packet: Packet) -> list:  # type: ignore[type-arg]
    """A packet's frames; none where it is damaged."""
    try:
        return list(packet.decode())
    except av.error.FFmpegError:
        return []


def _shape(frame: VideoFrame, shot: VideoStream) -> Shape:
    turns = round(frame.rotation / 90) % 4
    aspect = shot.sample_aspect_ratio or Fraction(1)
    if turns % 2:
        return Shape(frame.height, frame.width, turns, 1 / aspect)
    return Shape(frame.width, frame.height, turns, aspect)


def _ticks(shot: VideoStream) -> Fraction:
    """Seconds a tick of the film's clock: the clip's own, unless that is too fine."""
    base = shot.time_base
    return Fraction(1, base.denominator if base and base.denominator <= FINEST else TICKS)


ROTATIONS = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


def _upright(frame: VideoFrame, shape: Shape) -> Image:
    """The frame as a picture of red, green and blue.

    There and back by OpenCV's one matrix: what is not drawn on comes out as it went in.
    """
    if frame.width % 2 or frame.height % 2:
        image = frame.to_ndarray(format="rgb24")
    else:
        planes = frame.reformat(format="yuv420p", dst_color_range=ColorRange.MPEG).to_ndarray()
        image = cv2.cvtColor(planes, cv2.COLOR_YUV2RGB_I420)
    return cv2.rotate(image, ROTATIONS[shape.turns]) if shape.turns else image  # type: ignore[return-value]


def _encodable(image: Image, size: tuple[int, int]) -> VideoFrame:
    height, width = image.shape[:2]
    if (width, height) != size:
        image = np.pad(image, ((0, size[1] - height), (0, size[0] - width), (0, 0)), mode="edge")
    return VideoFrame.from_ndarray(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), format="yuv420p")
