"""Surveys a video for everybody in it, now and then a picture."""

import functools
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from posecoach.batch.progress import ProgressCallback
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.video import Still, Video
from posecoach.tracking import people_search
from posecoach.tracking.survey import EVERY_S, LOOKS, SURVEY_TILES, Look, Looks, Person, people, pick
from posecoach.types import Frame

LONGEST = 960
"""Pixels of the longer side of a picture that is searched."""

UNKNOWN_S = 60.0
"""s over which the pictures are spread where a video's length is not known."""

FIRST_LOOKS = 4
"""Pictures, spread over the video, that tell whether to look for more people."""

READ_ON_S = 4.0
"""s between two pictures up to which it costs less to decode all that lies between than to seek."""


def everybody(
    path: Path,
    model: Path | None,
    reading: ReadOptions = WHOLE,
    on_progress: ProgressCallback = lambda _t: None,
) -> tuple[Person, ...]:
    """Return the people in a video, from left to right. What was surveyed once in this process is known.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    return tuple(people(_survey(path, model, reading).all(on_progress)))


def looks_of(path: Path, model: Path | None, reading: ReadOptions = WHOLE) -> Looks:
    """Return what a survey of a video shows, for other processes that need not make it again.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    survey = _survey(path, model, reading)
    survey.all(lambda _t: None)
    return Looks(dict(survey.looks))


def remember(path: Path, model: Path | None, reading: ReadOptions, looks: Looks) -> None:
    """Take over what a survey of a video has shown in another process.

    Raises:
        SourceError: the video cannot be read.
    """
    _survey(path, model, reading).looks |= looks.found


def first_looks(
    path: Path,
    model: Path | None,
    reading: ReadOptions = WHOLE,
    on_progress: ProgressCallback = lambda _t: None,
) -> list[Look]:
    """Return what a few pictures of a video show: enough to tell that nobody is there but one.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    return _survey(path, model, reading).first(on_progress)


def one_of(path: Path, model: Path | None, reading: ReadOptions) -> Person | None:
    """Return the one whom a reading asks for, or the nearest to it; None where nobody is found.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    return pick(reading.person, everybody(path, model, reading))


def _survey(path: Path, model: Path | None, reading: ReadOptions) -> "_Survey":
    """Return the survey of a video, whoever is followed in it."""
    return _begun(path, _changed(path), model, replace(reading, person=""))


def _changed(path: Path) -> int:
    """Return a video's date in ns, which tells that it is the same still."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # opening it says what is wrong


@functools.lru_cache(maxsize=16)
def _begun(
    path: Path,
    changed: int,  # noqa: ARG001 - a key of the cache
    model: Path | None,
    reading: ReadOptions,
) -> "_Survey":
    return _Survey(Video(path, reading), model)


class _Survey:
    """The pictures of a video that are searched, each once, when somebody asks for it."""

    def __init__(self, video: Video, model: Path | None) -> None:
        self._video, self._model = video, model
        self._moments = _moments(video)
        self.looks: dict[float, Look | None] = {}
        """By the moment that was asked for; None where the video has no picture from then on."""

    def first(self, on_progress: ProgressCallback) -> list[Look]:
        """Return what a few of the pictures show, spread over the video."""
        return self._at([self._moments[i] for i in _spread(len(self._moments))], on_progress)

    def all(self, on_progress: ProgressCallback) -> list[Look]:
        """Return what all of them show."""
        return self._at(self._moments, on_progress)

    def _at(self, moments: list[float], on_progress: ProgressCallback) -> list[Look]:
        missing = [moment for moment in moments if moment not in self.looks]
        found: dict[float, Look | None] = dict.fromkeys(missing)
        for moment, frame in zip(missing, _pictures(self._video, missing), strict=False):
            found[moment] = frame.t, people_search.poses(frame, SURVEY_TILES, self._model)
            on_progress(frame.t)
        self.looks |= found  # not before all was read: what failed is tried again
        return [look for moment in moments if (look := self.looks[moment])]


def _moments(video: Video) -> list[float]:
    """Return the moments at which a video is looked at, s."""
    known = [each for each in (video.end, video.duration) if math.isfinite(each)]
    length = min(known, default=video.start + UNKNOWN_S) - video.start
    count = min(LOOKS, max(2, math.ceil(length / EVERY_S)))
    return [video.start + (i + 0.5) / count * length for i in range(count)]


def _spread(count: int) -> list[int]:
    """Return which of so many pictures are looked at first."""
    few = min(FIRST_LOOKS, count)
    return [int((i + 0.5) * count / few) for i in range(few)]


def _pictures(video: Video, moments: Iterable[float]) -> Iterator[Frame]:
    """Yield the picture at each moment, in order, as far as there is one."""
    coming: Iterator[Still] = iter(())
    at = -math.inf
    for moment in moments:
        if moment - at > READ_ON_S:
            coming = video.stills(LONGEST, moment)
        still = next((each for each in coming if each.t >= moment), None)
        if still is None:
            return
        at = still.t
        yield still.frame()
