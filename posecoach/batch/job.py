"""One clip to its record, here and now."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.core.exercise import Exercise
from posecoach.core.session.record import Record
from posecoach.core.session.rescan import doubtful_segments
from posecoach.core.session.two_pass import review
from posecoach.errors import OutputError
from posecoach.media.clips import RECORDING, spelled
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL, Part, Stretch, replaced

if TYPE_CHECKING:
    from posecoach.tracking.cache import Entry

Tick = Callable[[float], None]
"""Told, as tracking goes on, the moment in the clip that it has reached, in seconds."""


SHORT = 60.0
"""s of a film that was made to show something: where nothing was found it is worth a closer look."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with a clip.

    Attributes:
        exercises: what may be done in it; one, where it is known.
        variant: the variant asked for.
        model: another model bundle than the one that comes with posecoach.
        every_frame: track all frames, not only as many as the movement needs and, where that leaves doubts,
            all of the doubtful stretches.
        cache: a folder where landmarks are kept and looked for.
    """

    exercises: tuple[Exercise, ...]
    variant: str = ""
    model: Path | None = None
    every_frame: bool = False
    cache: Path | None = None


def track(
    path: Path,
    model: Path | None = None,
    tick: Tick = lambda _t: None,
    *,
    every_frame: bool = True,
    cache: Path | None = None,
) -> tuple[Track, list[str]]:
    """The landmarks of a clip: read, where it is a recording; tracked, where it is a video.

    Returns:
        The track, and what the user should know of how it was obtained.

    Raises:
        SourceError: the clip cannot be read.
        TrackerError: the model cannot be loaded.
    """
    from posecoach.tracking import landmarks_io

    if path.suffix.lower() == RECORDING:
        return landmarks_io.load(path), []
    found = stretch_of(path, ALL, model, tick, every_frame=every_frame, cache=cache)
    return found.track, found.notes


def stretch_of(
    path: Path,
    stretch: Stretch,
    model: Path | None = None,
    tick: Tick = lambda _t: None,
    *,
    every_frame: bool,
    cache: Path | None = None,
) -> Part:
    """The landmarks of a stretch of a video: from the cache, where they are there.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    from posecoach.tracking.cache import Cache

    entry = Cache(cache, model, every_frame=every_frame).entry(path) if cache else None
    found = entry.find(stretch) if entry else None
    if found is None:
        from posecoach.batch.track_segment import tracked

        found = tracked(path, stretch, model, tick, every_frame=every_frame)
        if entry:
            kept(entry, found, stretch)
    return found


def kept(entry: "Entry", found: Part, stretch: Stretch = ALL) -> None:
    """Keep what was found in a cache. Where that fails it is only a note: what was found is no worse for it."""
    try:
        entry.keep(found, stretch)
    except OutputError as error:
        found.notes.append(f"the landmarks are not in the cache: {error}")


def analyze(path: Path, job: Job, tick: Tick = lambda _t: None) -> tuple[Record, Track]:
    """A clip's record and its landmarks; where a quick look left doubts, after a closer one."""
    found, notes = track(path, job.model, tick, every_frame=job.every_frame, cache=job.cache)
    record = judged(path, job, found, notes)
    stretches = doubts(path, job, record, found)
    if not stretches:
        return record, found
    closer = [stretch_of(path, each, job.model, every_frame=True, cache=job.cache) for each in stretches]
    return settled(path, job, Part(found, notes, 0.0, math.inf), list(zip(stretches, closer, strict=True)))


def doubts(path: Path, job: Job, record: Record, found: Track) -> list[Stretch]:
    """The stretches of a video that are worth a closer look; none where every frame was looked at.

    Where the exercise was to be found out, what it would have refused had it been named is in doubt, too.
    A short film in which nothing was found is looked at again as a whole.
    """
    if job.every_frame or path.suffix.lower() == RECORDING or len(found.t) == 0:
        return []
    end = float(found.t[-1])
    done = tuple(each for each in job.exercises if any(each.name == s.exercise for s in record.sets))
    if not done and end - found.t[0] <= SHORT:
        return [ALL]
    if not done and len(job.exercises) > 1:
        return []
    if len(done) == 1 < len(job.exercises):
        record = review(found.poses, done, job.variant)
    return [Stretch(*times) for times in doubtful_segments(record, end)]


def settled(
    path: Path, job: Job, quick: Part, closer: Sequence[tuple[Stretch, Part]]
) -> tuple[Record, Track]:
    """A clip's record and landmarks from a quick look and the closer ones."""
    whole = replaced(quick, closer)
    return judged(path, job, whole.track, whole.notes), whole.track


def judged(path: Path, job: Job, found: Track, notes: Sequence[str]) -> Record:
    """The record of a clip whose landmarks are at hand."""
    record = review(found.poses, job.exercises, job.variant)
    record.source = spelled(path)
    record.notes += notes
    return record


def records(paths: Sequence[Path], job: Job) -> list[Record]:
    """Every clip's record, in order."""
    return [analyze(path, job)[0] for path in paths]
