"""Schedules the analysis of many videos: splits it into tasks, has them done, joins the results."""

import contextlib
import functools
import math
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from posecoach.batch.job import (
    Job,
    ProgressCallback,
    analyze,
    build_record,
    build_upright,
    cache_of,
    merge_rescan,
    segment_track,
    segments_to_rescan,
    store,
)
from posecoach.batch.workers import DefectError, Done, WorkerDiedError, attempt, spread
from posecoach.core.session.record import Record
from posecoach.errors import PosecoachError
from posecoach.media.clips import RECORDING, display_path
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL, Segment, TrackedSegment, joined, split_into_segments

Progress = Callable[[Path, float], None]
"""Called with a video and the share of it, 0 to 1, that has been scanned."""


FEW = 20
"""Videos with known landmarks that are done sooner than a second process would have started."""

Found = tuple[Record, Track] | TrackedSegment
"""Result of a task: a whole video's record and landmarks, or one tracked segment."""


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Result for one video: its record and landmarks, or the error in their place.

    Attributes:
        index: its place among the paths.
        path: the video.
        record: None where there is an error.
        track: its landmarks; None where there is an error.
        error: why there is no result.
    """

    index: int
    path: Path
    record: Record | None = None
    track: Track | None = None
    error: PosecoachError | None = None

    @property
    def result(self) -> tuple[Record, Track]:
        """Record and landmarks.

        Raises:
            PosecoachError: the analysis failed; `error` itself.
        """
        if self.record is None or self.track is None:
            raise self.error or PosecoachError(f"{self.path}: there is no result")
        return self.record, self.track


@dataclass(frozen=True, slots=True)
class Task:
    """One process's share of a video: all of it, or the landmarks of one segment.

    Attributes:
        index: the video's place among the paths.
        closer: True for the rescan of a segment that left doubts.
    """

    index: int
    path: Path
    job: Job
    segment: Segment = ALL
    closer: bool = False


@dataclass(slots=True)
class _Video:
    """A video under way: its tasks, their results, and the progress of each.

    Attributes:
        again: the tasks of the rescan, where the first scan, `quick`, left doubts.
        parts: the tracked segments, by (rescanned, segment).
    """

    tasks: list[Task]
    duration: float
    known: bool
    again: list[Task] = field(default_factory=list)
    parts: dict[tuple[bool, Segment], TrackedSegment] = field(default_factory=dict)
    reached: dict[Segment, float] = field(default_factory=dict)
    shown: float = 0.0
    quick: TrackedSegment | None = None
    over: bool = False

    def share(self, segment: Segment, t: float) -> float:
        self.reached[segment] = max(t - segment.start, 0.0)
        long = self.duration + sum(min(e.segment.end, self.duration) - e.segment.start for e in self.again)
        self.shown = max(self.shown, min(sum(self.reached.values()) / long, 1.0) if long > 0.0 else 0.0)
        return self.shown

    def complete(self, *, closer: bool) -> bool:
        """True when all tasks of the first scan, or of the rescan, are done."""
        return all((closer, each.segment) in self.parts for each in (self.again if closer else self.tasks))


def each(
    paths: Sequence[Path],
    job: Job,
    jobs: int = 1,
    progress: Progress = lambda _p, _s: None,
    *,
    cluster: str = "",
) -> Generator[Analysis]:
    """Yield the result of every video in the order of completion; closing the generator ends all work.

    A video that fails does not affect the others.

    Args:
        paths: videos and recordings.
        job: the settings for each.
        jobs: processes at once; 1 for this one alone.
        progress: called with the progress of each video.
        cluster: the address of a Dask scheduler whose workers do the work; they must find the videos under
            the same paths.

    Raises:
        ClusterError: there is no such cluster.
    """
    clips = [_planned(i, path, job, many=jobs > 1 or bool(cluster)) for i, path in enumerate(paths)]
    # The longest first: what is left for the end then fits the gaps.
    tasks = sorted((e for clip in clips for e in clip.tasks), key=lambda e: -_length(e, clips[e.index]))

    def on_progress(i: int, t: float) -> None:
        task = tasks[i]
        progress(task.path, clips[task.index].share(task.segment, t))

    heavy = sum(not clips[task.index].known for task in tasks)
    jobs = jobs if heavy > 1 or len(tasks) > FEW else 1
    while tasks:
        with contextlib.closing(_ends(tasks, jobs, cluster, on_progress)) as ends:
            for done in ends:
                task = tasks[done.index]
                finished = _finished(task, clips[task.index], done)
                if finished:
                    progress(task.path, 1.0)
                    yield finished
        # Split videos that left doubts are rescanned: all segments of all of them at once.
        tasks = [task for clip in clips if not clip.over for task in clip.again]


def _ends(
    tasks: Sequence[Task], jobs: int, cluster: str, on_progress: Callable[[int, float], None]
) -> Generator[Done[Found]]:
    if cluster:
        from posecoach.batch.dask_cluster import spread_on

        return spread_on(cluster, run, [_anywhere(task) for task in tasks])
    if jobs > 1:
        return spread(run, tasks, jobs, on_progress)
    return _here(tasks, on_progress)


def _anywhere(task: Task) -> Task:
    """Return a task with absolute paths, for a process in another folder."""
    job = task.job
    model, cache = (_real(path) if path else None for path in (job.model, job.cache))
    return replace(task, path=_real(task.path), job=replace(job, model=model, cache=cache))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def run(task: Task, on_progress: ProgressCallback = lambda _t: None) -> Found:
    """Do a task: analyze a whole video, or track one segment."""
    if task.segment == ALL and not task.closer:
        return analyze(task.path, task.job, on_progress)
    job = task.job
    return segment_track(
        task.path,
        task.segment,
        job,
        on_progress,
        every_frame=job.every_frame or task.closer,
        rescan=task.closer,
    )


def _planned(index: int, path: Path, job: Job, *, many: bool) -> _Video:
    if path.suffix.lower() == RECORDING:
        return _Video([Task(index, path, job, ALL)], math.nan, known=True)
    from posecoach.media.video import duration_of

    duration, start, end = duration_of(path, job.reading)
    parts, known = [ALL], many and _known(path, job)
    if (
        many and not known and not job.reading.person
    ):  # who is followed is chosen once, where the video begins
        cut = split_into_segments(end - start, start)
        parts = cut if len(cut) > 1 else [ALL]
    return _Video([Task(index, path, job, part) for part in parts], duration, known)


def _known(path: Path, job: Job) -> bool:
    """Return True where a video's landmarks are in the cache."""
    try:
        return bool(job.cache and cache_of(job, every_frame=job.every_frame).entry(path).find())
    except PosecoachError:
        return False


def _length(task: Task, clip: _Video) -> float:
    end = min(task.segment.end, clip.duration)
    return end - task.segment.start if end > 0.0 else 0.0


def _here(tasks: Sequence[Task], on_progress: Callable[[int, float], None]) -> Generator[Done[Found]]:
    """Do the tasks as `spread` does, in this process."""
    for i, task in enumerate(tasks):
        found = attempt(functools.partial(run, task, functools.partial(on_progress, i)))
        yield Done(i, error=found) if isinstance(found, PosecoachError) else Done(i, result=found)


def _finished(task: Task, clip: _Video, done: Done[Found]) -> Analysis | None:
    """Return a video's result when its last task is done; None before."""
    if clip.over:
        return None
    index, path = task.index, task.path
    whole: tuple[Record, Track] | PosecoachError | None
    if done.error is not None and clip.quick is not None:
        quick, note = clip.quick, f"some segments could not be scanned again: {done.error}"
        quick.notes.append(note)
        whole = build_record(path, task.job, quick), quick.track
    elif done.error is not None:
        # These do not name the video.
        nameless = isinstance(done.error, DefectError | WorkerDiedError)
        whole = type(done.error)(f"{path}: {done.error}") if nameless else done.error
    elif isinstance(done.result, TrackedSegment):
        clip.parts[task.closer, task.segment] = done.result
        if not clip.complete(closer=task.closer):
            return None
        whole = attempt(lambda: _merged(task, clip) if task.closer else _from_segments(task, clip))
        if whole is None:
            return None
    else:
        assert done.result is not None  # noqa: S101 - it has no error
        whole = done.result
    clip.over = True
    if isinstance(whole, PosecoachError):
        return Analysis(index, path, error=whole)
    record, found = whole
    record.source = display_path(path)
    return Analysis(index, path, record, found)


def _from_segments(task: Task, clip: _Video) -> tuple[Record, Track] | None:
    """Return a video's result from its segments, or from the video itself where they do not fit together.

    None where segments need a rescan, which are then in `again`.
    """
    job = task.job
    whole = joined([clip.parts[False, each.segment] for each in clip.tasks])
    if whole is None:
        return analyze(task.path, job)
    if job.cache:
        store(cache_of(job, every_frame=job.every_frame).entry(task.path), whole)
    record, whole, job = build_upright(task.path, job, whole)
    doubtful = segments_to_rescan(task.path, job, record, whole.track)
    if not doubtful:
        return record, whole.track
    clip.quick = whole
    clip.again = [replace(task, job=job, segment=each, closer=True) for each in doubtful]
    return None


def _merged(task: Task, clip: _Video) -> tuple[Record, Track]:
    """Return a video's result from its first scan and the rescanned segments."""
    assert clip.quick is not None  # noqa: S101 - else there was nothing to look at again
    closer = [(each.segment, clip.parts[True, each.segment]) for each in clip.again]
    return merge_rescan(task.path, task.job, clip.quick, closer)
