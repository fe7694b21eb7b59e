"""The annotated video: the clip again, with what the coach saw and said burnt into it."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

import av
import cv2
import numpy as np
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from posecoach.core.coach import Update
from posecoach.errors import OutputError, SourceError
from posecoach.frame import Image
from posecoach.sinks.carry import RATE, Clock, Sound, decoded, ticks

QUALITY = "23"
"""The constant rate factor of x264: its own default, at which one sees no loss while moving."""

PRESET, PRESET_LARGE, LARGE = "superfast", "ultrafast", 1_000_000
"""How hard x264 tries to make the file small, and from how many pixels on it tries less.

The film must not cost much beside the tracking, which does not grow with the picture as this does.
"""

WAITING = 4
"""Frames that may wait to be coded."""

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
                    "video_track_timescale": str(ticks(films[0]).denominator),
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
    sound = Sound(clip, film)
    out: VideoStream | None = None
    clock = Clock(shot)
    with _Line() as line:
        for packet in clip.demux([shot, *sound.streams]):
            if packet.stream is not shot:
                line.send(sound.take, packet)
                continue
            for frame in decoded(packet):
                shape = _shape(frame, shot)
                if out is None:
                    out = _film_stream(film, shot, frame, shape)
                    line.send(sound.start)
                t, stamp = clock.read(frame)
                image = _upright(frame, shape)
                draw(image, updates(t))
                line.send(_write, film, out, image, stamp, clock.length(frame))
                yield t
        if out is None:
            raise SourceError(f"{clip.name}: there is no frame in it that can be decoded")
        line.send(_finish, film, out)
        line.send(sound.finish)


class _Line:
    """Work that is done in turn, in a thread beside this one: coding a frame while the next is drawn on."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1)
        self._sent: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._worker:
            while self._sent and kind is None:
                self._sent.popleft().result()
            self._worker.shutdown(cancel_futures=True)

    def send(self, work: Callable[..., None], *arguments: object) -> None:
        """Have work done; waits where much is waiting, and raises what went wrong with earlier work."""
        while len(self._sent) >= WAITING:
            self._sent.popleft().result()
        self._sent.append(self._worker.submit(work, *arguments))


def _write(film: OutputContainer, out: VideoStream, image: Image, stamp: int, length: int) -> None:
    frame = _encodable(image, (out.width, out.height))
    frame.pts, frame.time_base, frame.opaque = stamp, out.codec_context.time_base, length
    film.mux(_timed(out.encode(frame)))


def _finish(film: OutputContainer, out: VideoStream) -> None:
    film.mux(_timed(out.encode()))


def _timed(packets: "list[Packet[Any]]") -> "list[Packet[Any]]":
    """Coded frames with how long each stands, which came with it, and which x264 does not pass on."""
    for packet in packets:
        if isinstance(packet.opaque, int):
            packet.duration = packet.opaque
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
    context.copy_opaque = True
    out.time_base = context.time_base = ticks(shot)
    context.sample_aspect_ratio = shape.aspect
    context.thread_type = "AUTO"
    context.color_range = ColorRange.MPEG
    context.colorspace, context.color_trc = frame.colorspace, frame.color_trc
    context.color_primaries = frame.color_primaries
    return out


def _shape(frame: VideoFrame, shot: VideoStream) -> Shape:
    turns = round(frame.rotation / 90) % 4
    aspect = shot.sample_aspect_ratio or Fraction(1)
    if turns % 2:
        return Shape(frame.height, frame.width, turns, 1 / aspect)
    return Shape(frame.width, frame.height, turns, aspect)


ROTATIONS = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}


def _upright(frame: VideoFrame, shape: Shape) -> Image:
    """The frame as a picture of red, green and blue.

    There and back by OpenCV's one matrix: what is not drawn on comes out as it went in.
    """
    if frame.width % 2 or frame.height % 2:
        image: Any = frame.to_ndarray(format="rgb24")
    else:
        # Most films are of this kind already, and turning them into it all the same takes as long as decoding.
        if frame.format.name != "yuv420p" or frame.color_range == ColorRange.JPEG:
            frame = frame.reformat(format="yuv420p", dst_color_range=ColorRange.MPEG)
        image = cv2.cvtColor(frame.to_ndarray(), cv2.COLOR_YUV2RGB_I420)
    upright: Image = cv2.rotate(image, ROTATIONS[shape.turns]) if shape.turns else image
    return upright


def _encodable(image: Image, size: tuple[int, int]) -> VideoFrame:
    height, width = image.shape[:2]
    if (width, height) != size:
        image = np.pad(image, ((0, size[1] - height), (0, size[0] - width), (0, 0)), mode="edge")
    planes: Any = cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420)
    return VideoFrame.from_numpy_buffer(planes, format="yuv420p")
