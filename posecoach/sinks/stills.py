"""Still pictures of a clip's moments, small enough to lie within a page."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
from av.stream import Disposition
from av.video.frame import VideoFrame

from posecoach.core.coach import Update
from posecoach.errors import SourceError
from posecoach.frame import Image
from posecoach.sinks.picture import ROTATIONS, turns
from posecoach.sinks.video import Draw

LONGEST = 240
"""Pixels of a still's longer side: about what a phone shows of it."""

QUALITY = 72
"""Of the JPEG, of 100: with the size above, some 8 kB a picture."""

FAR = 3.0
"""s to the next wanted moment from which jumping is worth it: films have a key frame every few seconds."""


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


def _frames(source: Path, wanted: list[Update]) -> Iterator[tuple[Update, VideoFrame]]:
    """The frame nearest to each moment; from afar by a jump, from nearby by decoding on."""
    with av.open(str(source), metadata_errors="replace") as clip:
        films = [each for each in clip.streams.video if not each.disposition & Disposition.attached_pic]
        if not films:
            return
        shot = films[0]
        shot.thread_type = "AUTO"
        frames = clip.decode(shot)
        last = next(frames, None)
        if last is None:
            return
        zero, tick = _time(last), shot.time_base
        for update in wanted:
            if update.t - _time(last) + zero > FAR and tick and len(shot.index_entries) > 0:
                clip.seek(int((zero + update.t) / tick), stream=shot)
                frames = clip.decode(shot)
            best = last
            for frame in frames:
                last = frame
                if _off(frame, zero, update.t) <= _off(best, zero, update.t):
                    best = frame
                if frame.pts is None or _time(frame) - zero >= update.t:
                    break
            yield update, best


def _off(frame: VideoFrame, zero: float, t: float) -> float:
    return abs(_time(frame) - zero - t)


def _time(frame: VideoFrame) -> float:
    return float((frame.pts or 0) * frame.time_base) if frame.time_base else 0.0


def _small(frame: VideoFrame) -> Image:
    scale = min(1.0, LONGEST / max(frame.width, frame.height))
    width, height = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    image: Any = frame.to_ndarray(width=width, height=height, format="rgb24", interpolation="AREA")
    turned = turns(frame)
    upright: Image = cv2.rotate(image, ROTATIONS[turned]) if turned else image
    return upright
