"""Surveys a video for everybody in it, now and then a picture."""

import functools
import math
from dataclasses import replace
from pathlib import Path

from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.video import Video
from posecoach.tracking import people_search
from posecoach.tracking.survey import EVERY_S, LOOKS, SURVEY_TILES, Person, people, pick

LONGEST = 960
"""Pixels of the longer side of a picture that is searched."""

UNKNOWN_S = 60.0
"""s over which the pictures are spread where a video's length is not known."""


def everybody(path: Path, model: Path | None, reading: ReadOptions = WHOLE) -> tuple[Person, ...]:
    """Return the people in a video, from left to right. What was surveyed once in this process is known.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0  # opening it says what is wrong
    return _surveyed(path, changed, model, replace(reading, person=""))


def one_of(path: Path, model: Path | None, reading: ReadOptions) -> Person | None:
    """Return the one whom a reading asks for, or the nearest to it; None where nobody is found.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    return pick(reading.person, everybody(path, model, reading))


@functools.lru_cache(maxsize=16)
def _surveyed(
    path: Path,
    changed: int,  # noqa: ARG001 - what tells that it is the same still
    model: Path | None,
    reading: ReadOptions,
) -> tuple[Person, ...]:
    video = Video(path, reading)
    known = [each for each in (video.end, video.duration) if math.isfinite(each)]
    length = min(known, default=video.start + UNKNOWN_S) - video.start
    count = min(LOOKS, max(2, math.ceil(length / EVERY_S)))
    looks = []
    for i in range(count):
        still = next(video.stills(LONGEST, video.start + (i + 0.5) / count * length), None)
        if still is not None:
            frame = still.frame()
            looks.append((frame.t, people_search.landmarks(frame, SURVEY_TILES, model)))
    return tuple(people(looks))
