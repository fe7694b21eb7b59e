"""The annotated video: the clip again, with what the coach saw and said burnt into it."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from posecoach.core.session.coach import Update
from posecoach.errors import SourceError
from posecoach.media.audio_passthrough import (
    AudioPassthrough,
    TimestampMapper,
    Warn,
    decoded,
    packets,
    rate,
    ticks,
)
from posecoach.media.provenance import PROVENANCE_MARK
from posecoach.media.yuv_frame import PLANES, FrameGeometry, matrix, upright
from posecoach.sinks.paint import Ground, planes
from posecoach.types import address

CODING: dict[str, object] = {"preset": "ultrafast", "qp": "24", "bf": "0"}
"""How x264 codes: the film must not cost much beside the tracking, which does not grow with the picture.

A constant quantiser needs no look ahead, which is a third of the work of a constant rate factor. At 24 the
luminance is 43 to 44 dB from what was drawn, of which one sees nothing, and the file is half as large as
with this preset's usual factor. Without B-frames every frame leaves in the order it came, and time needs
no edit list.
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
) -> Iterator[float]:
    """Write the film of `source` with everything drawn on it: MP4, H.264, its index first.

    Resolution, frame times and sound are the source's own; the picture is stored upright.

    Args:
        source: the clip.
        target: the file to write; it is not whole before the iterator is exhausted.
        updates: what there is to show at a moment, s from the first frame; asked in rising order.
        draw: draws it.
        warn: told what of the clip the film has not, where that is so.

    Yields:
        The moment of each frame that was written, s.

    Raises:
        SourceError: the clip cannot be read.
        OSError: the film cannot be written. It says only why: `target` may not be the name that the user gave.
    """
    try:
        opened = av.open(address(source), metadata_errors="replace")
    except (av.error.FFmpegError, OSError) as error:
        raise SourceError(f"{source}: is not a video, or a damaged one ({error.strerror})") from None
    with opened as clip:
        films = [each for each in clip.streams.video if not each.disposition & Disposition.attached_pic]
        if not films:
            raise SourceError(f"{source}: is not a video: there is no picture in it")
        try:
            # faststart: the index goes first, so that a browser plays the file while it still loads.
            with av.open(
                address(target),
                "w",
                format="mp4",
                options={
                    "movflags": "+faststart",
                    "video_track_timescale": str(ticks(films[0]).denominator),
                },
            ) as film:
                film.metadata["comment"] = PROVENANCE_MARK
                yield from _written(clip, films[0], film, updates, draw, warn)
        except av.error.FFmpegError as error:
            raise OSError(error.errno, error.strerror) from None


def _written(
    clip: InputContainer,
    shot: VideoStream,
    film: OutputContainer,
    updates: Callable[[float], Update],
    draw: Draw,
    warn: Warn,
) -> Iterator[float]:
    shot.thread_type = "AUTO"
    sound = AudioPassthrough(clip, film, warn)
    out: VideoStream | None = None
    stamps = TimestampMapper(shot)
    with _EncoderThread() as line:
        for packet in packets(clip, [shot, *sound.streams]):
            if packet.stream is not shot:
                line.send(sound.take, packet)
                continue
            for frame in decoded(packet):
                if out is None:
                    out = _film_stream(film, shot, frame)
                    line.send(sound.start)
                t, stamp = stamps.read(frame)
                copy, luma, chroma, weights = upright(frame, (out.width, out.height))
                draw(planes(luma, chroma, weights), updates(t))
                copy.pts, copy.time_base, copy.opaque = stamp, ticks(shot), stamps.length(frame)
                line.send(_write, film, out, copy)
                yield t
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


def _film_stream(film: OutputContainer, shot: VideoStream, frame: VideoFrame) -> VideoStream:
    shape = FrameGeometry.of(frame, shot)
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
