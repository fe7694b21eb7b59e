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
from posecoach.errors import OutputError, SourceError
from posecoach.media.clips import RECORDING, display_path
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL, Segment, TrackedSegment, replaced

if TYPE_CHECKING:
    from posecoach.tracking.cache import Cache, CacheEntry

ProgressCallback = Callable[[float], None]
"""Told, as tracking goes on, the moment in the clip that it has reached, in seconds."""


SHORT_VIDEO_S = 60.0
"""s of a film that was made to show something: where nothing was found it is worth a closer look."""

SEEN_WELL = 0.7
"""Share of the frames from which somebody was seen well enough for a quick look to be believed."""


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
        reading: which part of it is looked at, and how its picture lies.
    """

    exercises: tuple[Exercise, ...]
    variant: str = ""
    model: Path | None = None
    every_frame: bool = False
    cache: Path | None = None
    reading: ReadOptions = WHOLE


def track(
    path: Path,
    model: Path | None = None,
    on_progress: ProgressCallback = lambda _t: None,
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
    found = found_in(path, Job((), "", model, every_frame=every_frame, cache=cache), on_progress)
    return found.track, [*found.notes, *found.warnings]


def found_in(path: Path, job: Job, on_progress: ProgressCallback = lambda _t: None) -> TrackedSegment:
    """The landmarks of the part of a clip that is asked for, with notes and warnings.

    Raises:
        SourceError: the clip cannot be read.
        TrackerError: the model cannot be loaded.
    """
    if path.suffix.lower() == RECORDING:
        return _recorded(path, job.reading)
    return segment_track(path, ALL, job, on_progress, every_frame=job.every_frame)


def _recorded(path: Path, reading: ReadOptions) -> TrackedSegment:
    """The part of a recording that is asked for; what concerns pictures is passed over."""
    from posecoach.tracking import landmarks_io

    whole = landmarks_io.load(path)
    speed = reading.speed or 1.0
    zero = float(whole.t[0])
    try:
        start, end = reading.part(float(whole.t[-1]) - zero)
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    part = landmarks_io.cut(whole, zero + start, zero + end, speed)
    pictured = reading.rotate or reading.mirror or reading.track is not None
    notes = ["--rotate, --mirror and --track are for videos: this is a recording"] if pictured else []
    return TrackedSegment(part, notes, 0.0, math.inf)


def segment_track(
    path: Path,
    segment: Segment,
    job: Job,
    on_progress: ProgressCallback = lambda _t: None,
    *,
    every_frame: bool,
) -> TrackedSegment:
    """The landmarks of a stretch of a video: from the cache, where they are there.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    entry = cache_of(job, every_frame=every_frame).entry(path) if job.cache else None
    found = entry.find(segment) if entry else None
    if found is None:
        from posecoach.batch.track_segment import tracked

        found = tracked(path, segment, job.model, on_progress, every_frame=every_frame, reading=job.reading)
        if entry:
            store(entry, found, segment)
    return found


def cache_of(job: Job, *, every_frame: bool) -> "Cache":
    """The cache of a job that has one."""
    from posecoach.tracking.cache import Cache

    assert job.cache is not None  # noqa: S101 - the caller has looked
    return Cache(job.cache, job.model, every_frame=every_frame, reading=job.reading)


def store(entry: "CacheEntry", found: TrackedSegment, segment: Segment = ALL) -> None:
    """Keep what was found in a cache. Where that fails it is only a note: what was found is no worse for it."""
    try:
        entry.keep(found, segment)
    except OutputError as error:
        found.notes.append(f"the landmarks are not in the cache: {error}")


def analyze(path: Path, job: Job, on_progress: ProgressCallback = lambda _t: None) -> tuple[Record, Track]:
    """A clip's record and its landmarks; where a quick look left doubts, after a closer one."""
    found = found_in(path, job, on_progress)
    record = build_record(path, job, found)
    segments = segments_to_rescan(path, job, record, found.track)
    if not segments:
        return record, found.track
    closer = [segment_track(path, each, job, every_frame=True) for each in segments]
    return merge_rescan(path, job, found, list(zip(segments, closer, strict=True)))


def segments_to_rescan(path: Path, job: Job, record: Record, found: Track) -> list[Segment]:
    """The stretches of a video that are worth a closer look; none where every frame was looked at.

    Where the exercise was to be found out, what it would have refused had it been named is in doubt, too.
    A short video in which nothing was found and nobody was seen for long is looked at again as a whole.
    """
    if job.every_frame or path.suffix.lower() == RECORDING or len(found.t) == 0:
        return []
    end = float(found.t[-1])
    done = tuple(each for each in job.exercises if any(each.name == s.exercise for s in record.sets))
    if not done and record.seen < SEEN_WELL * record.frames and end - found.t[0] <= SHORT_VIDEO_S:
        return [ALL]
    if len(done) == 1 < len(job.exercises):
        record = review(found.poses, done, job.variant)
    return [Segment(*times) for times in doubtful_segments(record, end)]


def merge_rescan(
    path: Path, job: Job, quick: TrackedSegment, closer: Sequence[tuple[Segment, TrackedSegment]]
) -> tuple[Record, Track]:
    """A clip's record and landmarks from a quick look and the closer ones."""
    whole = replaced(quick, closer)
    return build_record(path, job, whole), whole.track


def build_record(path: Path, job: Job, found: TrackedSegment) -> Record:
    """The record of a clip whose landmarks are at hand."""
    record = review(found.track.poses, job.exercises, job.variant)
    record.source = display_path(path)
    record.notes += found.notes
    record.warnings += found.warnings
    return record


def records(paths: Sequence[Path], job: Job) -> list[Record]:
    """Every clip's record, in order."""
    return [analyze(path, job)[0] for path in paths]
