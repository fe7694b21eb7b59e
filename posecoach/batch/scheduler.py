"""Many clips at once: which work there is, who does it, and what comes of each clip."""

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
"""Told a clip and the share of it, 0 to 1, that has been looked at."""


FEW = 20
"""Clips whose landmarks are known that are looked at sooner than a second process would have started."""

Found = tuple[Record, Track] | TrackedSegment
"""What an errand brings: a whole clip's record and landmarks, or what was found in a stretch."""


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """What came of a clip: its record and landmarks, or why there are none.

    Attributes:
        index: its place among those asked for.
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
            PosecoachError: what went wrong.
        """
        if self.record is None or self.track is None:
            raise self.error or PosecoachError(f"{self.path}: nothing came of it")
        return self.record, self.track


@dataclass(frozen=True, slots=True)
class Task:
    """One process's share of a clip: all of it, or the landmarks of one stretch.

    Attributes:
        index: the clip's place among those asked for.
        closer: whether the stretch was looked at before, and left doubts.
    """

    index: int
    path: Path
    job: Job
    segment: Segment = ALL
    closer: bool = False


@dataclass(slots=True)
class _Video:
    """A clip under way: its tasks, what they have brought, and how far each has come.

    Attributes:
        again: the tasks of a closer look, where the first one, `quick`, left doubts.
        parts: what was found, by whether it was the closer look, and the stretch.
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
        """Whether all of a look's tasks have come back."""
        return all((closer, each.segment) in self.parts for each in (self.again if closer else self.tasks))


def each(
    paths: Sequence[Path],
    job: Job,
    jobs: int = 1,
    progress: Progress = lambda _p, _s: None,
    *,
    cluster: str = "",
) -> Generator[Finished]:
    """What comes of every clip, in the order in which they are finished; closing the iterator ends all work.

    A clip that fails, whatever with, fails alone.

    Args:
        paths: videos and recordings.
        job: what to do with each.
        jobs: processes at once; 1 for this one alone.
        progress: told how far each clip has come.
        cluster: the address of a Dask scheduler, whose workers do it instead; they must see the clips
            under the same paths.

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
        # Cut films that left doubts are looked at again, all stretches of all of them at once.
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
    """An errand that means the same in another folder."""
    job = task.job
    model, cache = (_real(path) if path else None for path in (job.model, job.cache))
    return replace(task, path=_real(task.path), job=replace(job, model=model, cache=cache))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def run(task: Task, on_progress: ProgressCallback = lambda _t: None) -> Found:
    """Do an errand: a whole clip to its record, a stretch to its landmarks."""
    if task.segment == ALL and not task.closer:
        return analyze(task.path, task.job, on_progress)
    job = task.job
    return segment_track(
        task.path, task.segment, job, on_progress, every_frame=job.every_frame or task.closer
    )


def _planned(index: int, path: Path, job: Job, *, many: bool) -> _Video:
    if path.suffix.lower() == RECORDING:
        return _Video([Task(index, path, job, ALL)], math.nan, known=True)
    from posecoach.media.video import duration_of

    duration, start, end = duration_of(path, job.reading)
    parts, known = [ALL], many and _known(path, job)
    if many and not known:
        cut = split_into_segments(end - start, start)
        parts = cut if len(cut) > 1 else [ALL]
    return _Video([Task(index, path, job, part) for part in parts], duration, known)


def _known(path: Path, job: Job) -> bool:
    """Whether a clip's landmarks are at hand."""
    try:
        return bool(job.cache and cache_of(job, every_frame=job.every_frame).entry(path).find())
    except PosecoachError:
        return False


def _length(task: Task, clip: _Video) -> float:
    end = min(task.segment.end, clip.duration)
    return end - task.segment.start if end > 0.0 else 0.0


def _here(tasks: Sequence[Task], on_progress: Callable[[int, float], None]) -> Generator[Done[Found]]:
    """As `spread`, in this process."""
    for i, task in enumerate(tasks):
        found = attempt(functools.partial(run, task, functools.partial(on_progress, i)))
        yield Done(i, error=found) if isinstance(found, PosecoachError) else Done(i, result=found)


def _finished(task: Task, clip: _Video, done: Done[Found]) -> Finished | None:
    """What an errand's end means for its clip; None while others are still out, or to be done."""
    if clip.over:
        return None
    index, path = task.index, task.path
    whole: tuple[Record, Track] | PosecoachError | None
    if done.error is not None and clip.quick is not None:
        quick, note = clip.quick, f"a closer look was not to be had: {done.error}"
        quick.notes.append(note)
        whole = build_record(path, task.job, quick), quick.track
    elif done.error is not None:
        # These do not know whose work they were.
        nameless = isinstance(done.error, DefectError | WorkerDiedError)
        whole = type(done.error)(f"{path}: {done.error}") if nameless else done.error
    elif isinstance(done.result, TrackedSegment):
        clip.parts[task.closer, task.segment] = done.result
        if not clip.complete(closer=task.closer):
            return None
        whole = attempt(lambda: _settled(task, clip) if task.closer else _whole(task, clip))
        if whole is None:
            return None
    else:
        assert done.result is not None  # noqa: S101 - it has no error
        whole = done.result
    clip.over = True
    if isinstance(whole, PosecoachError):
        return Finished(index, path, error=whole)
    record, found = whole
    record.source = display_path(path)
    return Finished(index, path, record, found)


def _whole(task: Task, clip: _Video) -> tuple[Record, Track] | None:
    """A clip's record from its parts; from the clip itself where they do not fit together.

    None where it is to be looked at again; the clip then knows what for.
    """
    job = task.job
    whole = joined([clip.parts[False, each.segment] for each in clip.tasks])
    if whole is None:
        return analyze(task.path, job)
    if job.cache:
        store(cache_of(job, every_frame=job.every_frame).entry(task.path), whole)
    record = build_record(task.path, job, whole)
    split_into_segments = segments_to_rescan(task.path, job, record, whole.track)
    if not split_into_segments:
        return record, whole.track
    clip.quick = whole
    clip.again = [replace(task, segment=each, closer=True) for each in split_into_segments]
    return None


def _settled(task: Task, clip: _Video) -> tuple[Record, Track]:
    """A clip's record from a quick look and the closer ones."""
    assert clip.quick is not None  # noqa: S101 - else there was nothing to look at again
    closer = [(each.segment, clip.parts[True, each.segment]) for each in clip.again]
    return merge_rescan(task.path, task.job, clip.quick, closer)
