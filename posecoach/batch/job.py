"""Analyzes one video in this process: track, coach, rescan what is in doubt, coach again."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.batch.progress import ProgressCallback, of_further_look
from posecoach.batch.upright import HALF_TURN, rotation
from posecoach.core.exercise import Exercise
from posecoach.core.session.record import SEEN_ENOUGH, Record
from posecoach.core.session.rescan import doubtful_segments
from posecoach.core.session.two_pass import review
from posecoach.errors import OutputError, SourceError
from posecoach.media.clips import RECORDING, display_path
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.tracking.adaptive_sampling import FIRST_SCAN, RESCAN, Sampling
from posecoach.tracking.landmarks_io import Track, turned
from posecoach.tracking.segments import ALL, Segment, TrackedSegment, replaced

if TYPE_CHECKING:
    from posecoach.tracking.cache import Cache, CacheEntry

SHORT_VIDEO_S = 60.0
"""Seconds up to which a video in which nothing was found is scanned again as a whole."""

UPSIDE_DOWN = "the picture is upside down, and was turned; --rotate 0 leaves it as it is"
ON_ITS_SIDE = "the picture lies on its side, and was turned by {} degrees; --rotate 0 leaves it as it is"
HALF_SEEN = (
    "in set {} you were seen {:.0%} of the time: more light, not from behind you, or a closer camera helps"
)
"""Notes for the user."""

SEEN_WELL = 0.7
"""Share of the frames from which somebody was seen well enough for a quick look to be believed."""


@dataclass(frozen=True, slots=True)
class Job:
    """Settings for the analysis of a video.

    Attributes:
        exercises: the exercises to look for; a single one where it is known.
        variant: the variant asked for.
        model: another model bundle than the one that comes with posecoach.
        every_frame: track all frames, not only as many as the movement needs and, where that leaves doubts,
            all of the doubtful segments.
        cache: the folder where landmarks are kept and looked for.
        reading: the part of the video to read, its speed, and how its picture lies.
        everyone: analyze everybody in the picture, each in a pass of their own.
    """

    exercises: tuple[Exercise, ...]
    variant: str = ""
    model: Path | None = None
    every_frame: bool = False
    cache: Path | None = None
    reading: ReadOptions = WHOLE
    everyone: bool = False


def track(
    path: Path,
    model: Path | None = None,
    on_progress: ProgressCallback = lambda _t: None,
    *,
    every_frame: bool = True,
    cache: Path | None = None,
) -> tuple[Track, list[str]]:
    """Load the landmarks of a recording, or track those of a video.

    Returns:
        The track, and remarks for the user on how it was obtained.

    Raises:
        SourceError: the file cannot be read.
        TrackerError: the model cannot be loaded.
    """
    found = landmarks_of(path, Job((), "", model, every_frame=every_frame, cache=cache), on_progress)
    return found.track, [*found.notes, *found.warnings]


def landmarks_of(path: Path, job: Job, on_progress: ProgressCallback = lambda _t: None) -> TrackedSegment:
    """Return the landmarks of the part of a video or recording that is asked for, with notes and warnings.

    Raises:
        SourceError: it cannot be read.
        TrackerError: the model cannot be loaded.
    """
    if path.suffix.lower() == RECORDING:
        return _load_part(path, job.reading)
    return segment_track(path, ALL, job, on_progress)


def _load_part(path: Path, reading: ReadOptions) -> TrackedSegment:
    """Return the part of a recording that is asked for; what concerns pictures is passed over."""
    from posecoach.tracking import landmarks_io

    whole = landmarks_io.load(path)
    speed = reading.speed or 1.0
    zero = float(whole.t[0])
    try:
        start, end = reading.part(float(whole.t[-1]) - zero)
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    part = landmarks_io.cut(whole, zero + start, zero + end, speed)
    pictured = reading.rotate or reading.mirror or reading.track is not None or reading.person
    notes = (
        ["--rotate, --mirror, --track and --person are for videos: this is a recording"] if pictured else []
    )
    return TrackedSegment(part, notes, 0.0, math.inf)


def segment_track(
    path: Path,
    segment: Segment,
    job: Job,
    on_progress: ProgressCallback = lambda _t: None,
    *,
    rescan: bool = False,
) -> TrackedSegment:
    """Return the landmarks of one segment of a video, from the cache where they are there.

    A rescan tracks more frames, and of a whole video every frame, where it looks closer at the part of the
    picture where somebody is.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    entry = cache_of(job, segment, rescan=rescan).entry(path) if job.cache else None
    found = entry.find(segment) if entry else None
    if found is None:
        from posecoach.batch.survey import one_of
        from posecoach.batch.track_segment import close_up_of, tracked

        person = one_of(path, job.model, job.reading) if job.reading.person else None
        close = rescan and segment == ALL and not job.reading.person
        close_up = close_up_of(path, job.model, job.reading) if close else None
        found = tracked(
            path,
            segment,
            job.model,
            on_progress,
            sampling=_sampling(job, segment, rescan=rescan),
            reading=job.reading,
            close_up=close_up,
            whom=person.sightings if person else (),
        )
        if entry:
            store(entry, found, segment)
    return found


def cache_of(job: Job, segment: Segment = ALL, *, rescan: bool = False) -> "Cache":
    """Return the cache of a job that has one, for its first scan or for a rescan."""
    from posecoach.tracking.cache import Cache

    assert job.cache is not None  # noqa: S101 - the caller has looked
    sampling = _sampling(job, segment, rescan=rescan)
    return Cache(job.cache, job.model, sampling=sampling, reading=job.reading)


def _sampling(job: Job, segment: Segment, *, rescan: bool) -> Sampling | None:
    """Return how many frames of a segment are tracked; None for every one."""
    if job.every_frame or (rescan and segment == ALL):
        return None
    return RESCAN if rescan else FIRST_SCAN


def store(entry: "CacheEntry", found: TrackedSegment, segment: Segment = ALL) -> None:
    """Store a segment in the cache; a failure becomes a note, as the landmarks themselves are fine."""
    try:
        entry.keep(found, segment)
    except OutputError as error:
        found.notes.append(f"the landmarks are not in the cache: {error}")


def analyze_followed(
    path: Path,
    job: Job,
    on_progress: ProgressCallback = lambda _t: None,
    first_scan: TrackedSegment | None = None,
) -> tuple[Record, TrackedSegment, Job]:
    """Return the record and landmarks of the one who is followed, rescanned where the first scan left doubts.

    The job comes back with the turn that makes the picture upright.
    """
    record, found, job = build_upright(path, job, first_scan or landmarks_of(path, job, on_progress))
    segments = segments_to_rescan(path, job, record, found.track)
    if not segments:
        return record, found, job
    callbacks = of_further_look(on_progress, found.track, segments)
    closer = [
        segment_track(path, each, job, callback, rescan=True)
        for each, callback in zip(segments, callbacks, strict=True)
    ]
    return merge_rescan(path, job, found, list(zip(segments, closer, strict=True)))


def segments_to_rescan(path: Path, job: Job, record: Record, found: Track) -> list[Segment]:
    """Return the segments of a video that need a scan of more frames; none where every frame was tracked.

    Where the exercise was to be found out, what it would have refused had it been named is in doubt, too.
    A short video in which nobody was seen for long is looked at again as a whole, and closer.
    """
    if job.every_frame or path.suffix.lower() == RECORDING or len(found.t) == 0:
        return []
    end = float(found.t[-1])
    done = tuple(each for each in job.exercises if any(each.name == s.exercise for s in record.sets))
    needed = SEEN_ENOUGH if done else SEEN_WELL
    if record.seen < needed * record.frames and end - found.t[0] <= SHORT_VIDEO_S:
        return [ALL]
    if len(done) == 1 < len(job.exercises):
        record = review(found.poses, done, job.variant)
    segments = [Segment(*times) for times in doubtful_segments(record, end)]
    # ALL is for who was hard to see. The last frame, which this leaves out, was tracked already.
    return [Segment(0.0, end)] if segments == [ALL] else segments


def merge_rescan(
    path: Path, job: Job, quick: TrackedSegment, closer: Sequence[tuple[Segment, TrackedSegment]]
) -> tuple[Record, TrackedSegment, Job]:
    """Return the record and landmarks of a video from its first scan and the rescanned segments.

    Which way is up is decided by the first scan, but where it saw too little, and all was scanned again.
    """
    whole = replaced(quick, closer)
    if any(segment == ALL for segment, _ in closer):
        return build_upright(path, job, whole)
    return build_record(path, job, whole), whole, job


def build_upright(path: Path, job: Job, found: TrackedSegment) -> tuple[Record, TrackedSegment, Job]:
    """Return the record of a video whose landmarks are known, with these landmarks, upright.

    Where the picture turns out to be turned, so are the landmarks, and the job's reading for all that follows.
    """
    record = build_record(path, job, found)
    if path.suffix.lower() == RECORDING or job.reading.rotate is not None:
        return record, found, job
    degrees = rotation(found.track, record, job.exercises, job.variant)
    if not degrees:
        return record, found, job
    # The user's mirror comes after the turn: seen through it, the turn goes the other way.
    job = replace(job, reading=job.reading.turned((-degrees if job.reading.mirror else degrees) % 360))
    notes = [*found.notes, UPSIDE_DOWN if degrees == HALF_TURN else ON_ITS_SIDE.format(job.reading.rotate)]
    found = replace(found, track=turned(found.track, degrees), notes=notes)
    return build_record(path, job, found), found, job


def build_record(path: Path, job: Job, found: TrackedSegment) -> Record:
    """Return the record of a video whose landmarks are known."""
    record = review(found.track.poses, job.exercises, job.variant)
    record.source = display_path(path)
    record.notes += found.notes
    record.warnings += found.warnings
    record.exercises = {each.name: each for each in job.exercises}
    record.rotate = job.reading.rotate or 0
    record.notes += [
        HALF_SEEN.format(each.number, each.seen) for each in record.sets if each.seen < SEEN_ENOUGH
    ]
    return record
