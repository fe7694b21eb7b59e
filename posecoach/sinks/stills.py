"""Still pictures of a clip's moments, small enough to lie within a page."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecoach.core.session.coach import Update
from posecoach.errors import SourceError
from posecoach.media.audio_passthrough import decoded, packets, rate
from posecoach.media.yuv_frame import ROTATIONS, turns
from posecoach.sinks.annotate_video import Draw
from posecoach.types import Image, VideoClock, address

STILL_SIDE_PX = 240
"""Pixels of a still's longer side: about what a phone shows of it."""

QUALITY = 72
"""Of the JPEG, of 100: with the size above, some 8 kB a picture."""

FAR = 3.0
"""s to the next wanted moment from which jumping is worth it: films have a key frame every few seconds."""

STILL_SEEK_MARGIN_S = 0.5
"""s before a wanted moment that is jumped to: some files lead a little past what they are asked for."""

AVFMT_TS_DISCONT = 0x0200
"""FFmpeg's mark (`AVFMT_TS_DISCONT`) of kinds of files whose time may begin anew in the midst."""


def stills(source: Path, updates: Iterable[Update], draw: Draw) -> dict[float, bytes]:
    """JPEGs of a clip, each with what belongs to its moment drawn on it, by the moment asked for.

    Args:
        source: the clip.
        updates: what there is to show, at the moments wanted, s from the first frame, in rising order.
        draw: draws it.

    Raises:
        SourceError: the clip cannot be read.
    """
    made: dict[float, bytes] = {}
    wanted = list(updates)
    try:
        for update, frame in _frames(source, wanted):
            image = _small(frame)
            draw(image, update)
            done, jpeg = cv2.imencode(
                ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
            )
            if done:
                made[update.t] = jpeg.tobytes()
    except (av.error.FFmpegError, OSError) as error:
        raise SourceError(f"{source}: is not a video, or a damaged one ({error.strerror})") from None
    return made


def _frames(source: Path, wanted: list[Update], *, jumps: bool = True) -> Iterator[tuple[Update, VideoFrame]]:
    """The frame nearest to each moment; from afar by a jump, from nearby by decoding on."""
    with av.open(address(source), metadata_errors="replace") as clip:
        films = [each for each in clip.streams.video if not each.disposition & Disposition.attached_pic]
        if not films:
            return
        shot = films[0]
        shot.thread_type = "AUTO"
        frames = _decoded(clip, shot)
        first = next(frames, None)
        if first is None:
            return
        clock, zero = VideoClock(float(1 / rate(shot))), first.time
        # In streams that may have been joined, one moment can stand at two places.
        plain = len(shot.index_entries) > 0 and not clip.format.flags & AVFMT_TS_DISCONT
        jumps = jumps and plain and first.pts is not None
        before = last = clock.read(zero), first
        for i, update in enumerate(wanted):
            if jumps and update.t - last[0] > FAR:
                clip.seek(round((zero + update.t - STILL_SEEK_MARGIN_S) / (shot.time_base or 1)), stream=shot)
                frames = _decoded(clip, shot)
                first = next(frames, None)
                if first is None or first.pts is None or first.time - zero > update.t:
                    # Where it led cannot be told, or is too far: all is decoded from the beginning.
                    yield from _frames(source, wanted[i:], jumps=False)
                    return
                clock.begin(zero)
                before = last = clock.read(first.time), first
            while last[0] < update.t and (frame := next(frames, None)) is not None:
                before, last = last, (clock.read(frame.time), frame)
            nearer = last if last[0] - update.t <= update.t - before[0] else before
            yield update, nearer[1]


def _decoded(clip: InputContainer, shot: VideoStream) -> Iterator[VideoFrame]:
    for packet in packets(clip, [shot]):
        yield from decoded(packet)


def _small(frame: VideoFrame) -> Image:
    scale = min(1.0, STILL_SIDE_PX / max(frame.width, frame.height))
    width, height = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    image: Any = frame.to_ndarray(width=width, height=height, format="rgb24", interpolation="AREA")
    turned = turns(frame)
    upright: Image = cv2.rotate(image, ROTATIONS[turned]) if turned else image
    return upright
