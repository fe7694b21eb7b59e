"""Still pictures of a clip's moments, small enough to lie within a page."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

from posecoach.core.session.status import Update
from posecoach.errors import SourceError
from posecoach.media.audio_passthrough import decoded, packets
from posecoach.media.container import OpenVideo, opened
from posecoach.media.geometry import fit, scaled
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.orientation import Orientation
from posecoach.sinks.annotate_video import Draw
from posecoach.types import Image

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


def stills(
    source: Path,
    updates: Iterable[Update],
    draw: Draw,
    options: ReadOptions = WHOLE,
) -> dict[float, bytes]:
    """JPEGs of a clip, each with what belongs to its moment drawn on it, by the moment asked for.

    Args:
        source: the clip.
        updates: what there is to show, at the moments wanted, s from the first frame, in rising order.
        draw: draws it.
        options: how the clip's picture lies, and which of its tracks is looked at.

    Raises:
        SourceError: the clip cannot be read.
    """
    made: dict[float, bytes] = {}
    wanted = list(updates)
    try:
        for update, frame, first in _frames(source, wanted, options):
            orientation = Orientation.of(first, options)
            image = _small(frame, orientation, orientation.size((first.width, first.height)))
            draw(image, update)
            done, jpeg = cv2.imencode(
                ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
            )
            if done:
                made[update.t] = jpeg.tobytes()
    except (av.error.FFmpegError, OSError) as error:
        raise SourceError(f"{source}: is not a video, or a damaged one ({error.strerror})") from None
    return made


def _frames(
    source: Path, wanted: list[Update], options: ReadOptions, *, jumps: bool = True
) -> Iterator[tuple[Update, VideoFrame, VideoFrame]]:
    """The frame nearest to each moment, and the clip's first; from afar by a jump, from nearby by decoding on."""
    with opened(source, options) as video:
        clip, shot, speed = video.container, video.stream, video.speed
        shot.thread_type = "AUTO"
        frames = _decoded(video)
        first = next(frames, None)
        if first is None:
            return
        opening = first
        clock, zero = video.clock(), first.time
        # In streams that may have been joined, one moment can stand at two places.
        plain = video.timed and len(shot.index_entries) > 0 and not clip.format.flags & AVFMT_TS_DISCONT
        jumps = jumps and plain and first.pts is not None
        before = last = clock.read(zero), first
        for i, update in enumerate(wanted):
            moment = update.t / speed
            if jumps and moment - last[0] > FAR:
                clip.seek(round((zero + moment - STILL_SEEK_MARGIN_S) / (shot.time_base or 1)), stream=shot)
                frames = _decoded(video)
                first = next(frames, None)
                if first is None or first.pts is None or first.time - zero > moment:
                    # Where it led cannot be told, or is too far: all is decoded from the beginning.
                    yield from _frames(source, wanted[i:], options, jumps=False)
                    return
                clock.begin(zero)
                before = last = clock.read(first.time), first
            while last[0] < moment and (frame := next(frames, None)) is not None:
                before, last = last, (clock.read(frame.time), frame)
            nearer = last if last[0] - moment <= moment - before[0] else before
            yield update, nearer[1], opening


def _decoded(video: OpenVideo) -> Iterator[VideoFrame]:
    for packet in packets(video.container, [video.stream]):
        yield from decoded(packet)


def _small(frame: VideoFrame, orientation: Orientation, whole: tuple[int, int]) -> Image:
    """A frame's small picture, upright, in the shape of the whole clip's first one, which is `whole`."""
    target = scaled(whole, min(1.0, STILL_SIDE_PX / max(whole)))
    placed = fit(orientation.size((frame.width, frame.height)), target)
    width, height = orientation.size(placed.size)
    image: Any = frame.to_ndarray(width=width, height=height, format="rgb24", interpolation="AREA")
    upright: Image = np.ascontiguousarray(placed.framed(orientation.apply(image)))
    return upright
