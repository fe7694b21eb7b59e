"""The annotated video: the clip again, with what the coach saw and said burnt into it."""

import math
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from posecoach.core.session.status import Update
from posecoach.errors import SourceError
from posecoach.media.audio_passthrough import (
    AudioPassthrough,
    TimestampMapper,
    Warn,
    decoded,
    packets,
    ticks,
)
from posecoach.media.container import OpenVideo, duration, opened, rate
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.provenance import PROVENANCE_MARK
from posecoach.media.yuv_frame import PLANES, FrameGeometry, matrix, upright
from posecoach.sinks.paint import Ground, planes
from posecoach.types import address

CODING: dict[str, object] = {
    "preset": "ultrafast",
    "qp": "30",
    "bf": "0",
    "coder": "1",
    "x264-params": "no-deblock=0:deblock=0,0:subme=1:partitions=i4x4,i8x8,p8x8:8x8dct=1",
}
"""Settings of x264: the video must not cost much beside the tracking, which does not grow with the picture.

A constant quantiser needs no look ahead, which is a third of the work of a constant rate factor. What this preset
leaves out and is worth its time is put back: arithmetic coding, the deblocking filter and small blocks. So the
luminance is 38 to 42 dB from what was drawn, of which one sees nothing. The file is 1.1 to 1.8 times as large as
clips from the web and a third of what the preset alone makes at 24. Without B-frames every frame leaves in the order
it came, and time needs no edit list.
"""

ENCODER_QUEUE = 4
"""Frames that may wait to be coded."""

Draw = Callable[[Ground, Update], None]
"""Draws what belongs to a moment onto its picture, which is as large as the film's."""


def annotate(
    source: Path,
    target: Path,
    updates: Callable[[float], Update],
    draw: Draw,
    warn: Warn = lambda _note: None,
    options: ReadOptions = WHOLE,
) -> Iterator[float]:
    """Write the film of `source` with everything drawn on it: MP4, H.264, its index first.

    Resolution, frame times and sound are the source's own; the picture is stored upright.

    Args:
        source: the clip.
        target: the file to write; it is not whole before the iterator is exhausted.
        updates: what there is to show at a moment, s from the first frame; asked in rising order.
        draw: draws it.
        warn: told what of the clip the film has not, where that is so.
        options: which part of the clip goes into the film, and how its picture lies.

    Yields:
        The moment of each frame that was written, s.

    Raises:
        SourceError: the clip cannot be read.
        OSError: the film cannot be written. It says only why: `target` may not be the name that the user gave.
    """
    with opened(source, options) as video:
        try:
            # faststart: the index goes first, so that a browser plays the file while it still loads.
            with av.open(
                address(target),
                "w",
                format="mp4",
                options={
                    "movflags": "+faststart",
                    "video_track_timescale": str(ticks(video.stream).denominator),
                },
            ) as film:
                film.metadata["comment"] = PROVENANCE_MARK
                yield from _written(video, options, film, updates, draw, warn)
        except av.error.FFmpegError as error:
            raise OSError(error.errno, error.strerror) from None


def _written(
    video: OpenVideo,
    options: ReadOptions,
    film: OutputContainer,
    updates: Callable[[float], Update],
    draw: Draw,
    warn: Warn,
) -> Iterator[float]:
    clip, shot = video.container, video.stream
    shot.thread_type = "AUTO"
    sound = AudioPassthrough(clip, film, warn)
    start, end = options.part(duration(video))
    out: VideoStream | None = None
    shape: FrameGeometry | None = None
    stamps = TimestampMapper(shot, video.clock())
    shift = 0
    with _EncoderThread() as line:
        for packet in packets(clip, [shot, *sound.streams]):
            if packet.stream is not shot:
                line.send(sound.take, packet)
                continue
            over = False
            for frame in decoded(packet):
                t, stamp = stamps.read(frame)
                over = t >= end
                if t < start or over:
                    continue
                if out is None or shape is None:
                    shape = FrameGeometry.of(frame, shot, options)
                    out = _film_stream(film, shot, frame, shape)
                    shift = stamp if start > 0.0 else 0
                    begin = float(shift * ticks(shot)) if start > 0.0 else -math.inf
                    line.send(sound.start, (begin, max(begin, 0.0) + end - start))
                copy, luma, chroma, weights = upright(frame, shape)
                moment = t * video.speed
                draw(planes(luma, chroma, weights), updates(moment))
                copy.pts, copy.time_base, copy.opaque = stamp - shift, ticks(shot), stamps.length(frame)
                line.send(_write, film, out, copy)
                yield moment
            if over:
                break
        if out is None:
            raise SourceError(f"{clip.name}: there is no frame in it that can be decoded")
        line.send(_finish, film, out)
        line.send(sound.finish)


class _EncoderThread:
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
        while len(self._sent) >= ENCODER_QUEUE:
            self._sent.popleft().result()
        self._sent.append(self._worker.submit(work, *arguments))


def _write(film: OutputContainer, out: VideoStream, frame: VideoFrame) -> None:
    film.mux(_timed(out.encode(frame)))


def _finish(film: OutputContainer, out: VideoStream) -> None:
    film.mux(_timed(out.encode()))


def _timed(packets: "list[Packet[Any]]") -> "list[Packet[Any]]":
    """Coded frames with how long each stands, which came with it, and which x264 does not pass on."""
    for packet in packets:
        if isinstance(packet.opaque, int):
            packet.duration = packet.opaque
    return packets


def _film_stream(
    film: OutputContainer, shot: VideoStream, frame: VideoFrame, shape: FrameGeometry
) -> VideoStream:
    out = film.add_stream("libx264", rate=rate(shot))
    out.width, out.height = shape.even
    # As it is handed over; x264 makes yuv420p of it, which every player knows.
    out.pix_fmt = PLANES
    out.options = CODING
    context = out.codec_context
    context.copy_opaque = True
    out.time_base = context.time_base = ticks(shot)
    context.sample_aspect_ratio = shape.aspect
    context.thread_type = "AUTO"
    context.color_range = ColorRange.MPEG
    context.colorspace, context.color_trc = matrix(frame), frame.color_trc
    context.color_primaries = frame.color_primaries
    return out
