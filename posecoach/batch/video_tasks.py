"""The tasks of one video: what there is to do, and its result from theirs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from posecoach.batch.crowd import Crowd
from posecoach.batch.job import (
    Job,
    analyze_followed,
    build_record,
    build_upright,
    cache_of,
    merge_rescan,
    segments_to_rescan,
    store,
)
from posecoach.batch.people import Result, is_in_doubt
from posecoach.batch.progress import scanned_share
from posecoach.batch.task import Found, Task
from posecoach.batch.workers import DefectError, Done, WorkerDiedError, attempt
from posecoach.core.session.record import Record
from posecoach.errors import PosecoachError
from posecoach.media.clips import RECORDING, display_path
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL, Segment, TrackedSegment, joined, split_into_segments
from posecoach.tracking.survey import Looks


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Result for one video: its record and landmarks, or the error in their place.

    Attributes:
        index: its place among the paths.
        path: the video.
        record: None where there is an error.
        track: its landmarks; None where there is an error.
        error: why there is no result.
        results: the record and landmarks of everybody in it, from left to right, where they were asked for; else
            of the one who was followed.
    """

    index: int
    path: Path
    record: Record | None = None
    track: Track | None = None
    error: PosecoachError | None = None
    results: Sequence[Result] = ()

    @property
    def result(self) -> tuple[Record, Track]:
        """Record and landmarks.

        Raises:
            PosecoachError: the analysis failed; `error` itself.
        """
        if self.record is None or self.track is None:
            raise self.error or PosecoachError(f"{self.path}: there is no result")
        return self.record, self.track


@dataclass(slots=True)
class VideoTasks:
    """A video under way: its tasks, their results, and the progress of each.

    Attributes:
        tasks: those of the first scan.
        begin: s, where the part that is looked at begins; NaN where that is not known.
        end: s, where it ends; NaN where that is not known.
        known: True where its landmarks are known already.
        again: the tasks of the rescan, where the first scan left doubts.
        over: True once its result is there.
    """

    tasks: list[Task]
    begin: float
    end: float
    known: bool
    again: list[Task] = field(default_factory=list)
    over: bool = False
    _parts: dict[tuple[bool, Segment], TrackedSegment] = field(default_factory=dict)
    """By (rescanned, segment)."""
    _scanned: dict[tuple[bool, Segment, str], float] = field(default_factory=dict)
    """s by (rescanned, segment, person)."""
    _share: float = 0.0
    _first_scan: TrackedSegment | None = None
    _crowd: Crowd | None = None

    @classmethod
    def plan(cls, index: int, path: Path, job: Job, *, split: bool, alone: bool = False) -> "VideoTasks":
        """Return the tasks of a video.

        Args:
            index: its place among the paths.
            path: the video or recording.
            job: the settings.
            split: True where a long one may be cut into segments, for several processes.
            alone: True where there are fewer videos than processes, so that a shorter one is cut, too.

        Raises:
            SourceError: the times that are asked for are not in it.
        """
        if path.suffix.lower() == RECORDING:
            return cls([Task(index, path, job)], math.nan, math.nan, known=True)
        from posecoach.media.video import duration_of

        _, begin, end = duration_of(path, job.reading)
        if split and job.everyone:
            return cls([Task(index, path, job, surveys=True)], begin, end, known=False)
        known = split and _is_known(path, job)
        parts = [ALL]
        # Who is followed is chosen once, where the video begins.
        if split and not known and not job.reading.person and not job.everyone:
            parts = split_into_segments(end - begin, begin, alone=alone)
            parts = parts if len(parts) > 1 else [ALL]
        return cls([Task(index, path, job, part) for part in parts], begin, end, known)

    @property
    def seconds(self) -> float:
        """Seconds of the video that are to be scanned; 0 where that is not known, or its landmarks are."""
        return 0.0 if self.known else sum(self.length(task) for task in self.tasks)

    def length(self, task: Task) -> float:
        """Return the seconds of video that a task goes through; 0 where they are not known."""
        seconds = min(task.segment.end, self.end) - max(task.segment.start, self.begin)
        return max(0.0, seconds)

    def progress(self, task: Task, t: float) -> float:
        """Return the share of the video's scan, 0 to 1, that is done once a task has come to `t` seconds."""
        key = task.closer or task.followed is not None, task.segment, task.job.reading.person
        self._scanned[key] = max(t - max(task.segment.start, self.begin), 0.0)
        looks = self._looks(self.tasks, rescanned=False) + self._looks(self.again, rescanned=True)
        self._share = max(self._share, scanned_share(looks))
        return self._share

    def _looks(self, tasks: Sequence[Task], *, rescanned: bool) -> float:
        """Return how far tasks have come that make one look at the video: 1 at their end, more in further looks."""
        long = sum(self.length(task) for task in tasks)
        keys = ((rescanned, task.segment, task.job.reading.person) for task in tasks)
        scanned = sum(self._scanned.get(key, 0.0) for key in keys)
        return scanned / long if long > 0.0 else 0.0

    def take(self, task: Task, done: Done[Found]) -> Analysis | None:
        """Take the result of a task; return the video's when it was the last one.

        None is returned, too, where the first scan left doubts: the tasks of the rescan are then in `again`.
        """
        if self.over:
            return None
        result = self._result(task, done)
        if result is None:
            return None
        self.over = True
        if isinstance(result, PosecoachError):
            return Analysis(task.index, task.path, error=result)
        for record, _ in result:
            record.source = display_path(task.path)
        return Analysis(task.index, task.path, *result[0], results=result)

    def _result(self, task: Task, done: Done[Found]) -> list[Result] | PosecoachError | None:
        if done.error is not None:
            return self._failed(task, done.error)
        if isinstance(done.result, TrackedSegment):
            self._parts[task.closer, task.segment] = done.result
            awaited = self.again if task.closer else self.tasks
            if any((task.closer, each.segment) not in self._parts for each in awaited):
                return None
            return attempt(lambda: self._rescanned(task) if task.closer else self._joined(task))
        if isinstance(done.result, Looks):
            self._share_out(task, done.result)
            return None
        assert done.result is not None  # noqa: S101 - it has no error
        if self._crowd is None:
            return done.result
        return self._of_crowd(self._crowd, task, done.result)

    def _share_out(self, task: Task, looks: Looks) -> None:
        """Have each of the people whom a survey has found be a task of their own."""
        crowd, task = Crowd(task.job, looks), replace(task, surveys=False, looks=looks)
        if crowd.is_one:
            self.again.append(task)
            return
        self._crowd = crowd
        self.tasks = [replace(task, job=job) for job in crowd.jobs()]
        self.again += self.tasks

    def _of_crowd(self, crowd: Crowd, task: Task, found: list[Result]) -> list[Result] | None:
        """Return the result of everybody once the last one's is there."""
        if not task.job.reading.person:  # all at once, in a picture that was turned
            found[0][0].notes += crowd.notes
            return found
        jobs = crowd.take(task.job, found[0])
        self.again += [
            replace(task, job=job, looks=task.looks if job.reading.person else None) for job in jobs
        ]
        return crowd.results if not jobs else None

    def _failed(self, task: Task, error: PosecoachError) -> list[Result] | PosecoachError:
        """Return the result of a task that failed: the one there was, where it was to be bettered."""
        if task.followed:
            record, track = task.followed
            record.notes.append(f"the other people could not be looked at: {error}")
            return [(record, track)]
        if self._first_scan is not None:
            first = self._first_scan
            first.notes.append(f"some segments could not be scanned again: {error}")
            return [(build_record(task.path, task.job, first), first.track)]
        # These do not name the video.
        nameless = isinstance(error, DefectError | WorkerDiedError)
        return type(error)(f"{task.path}: {error}") if nameless else error

    def _joined(self, task: Task) -> list[Result] | None:
        """Return the result from the segments, or from the video itself where they do not fit together.

        None where segments need a rescan, which are then in `again`.
        """
        job = task.job
        whole = joined([self._parts[False, each.segment] for each in self.tasks])
        if whole is None:
            return self._settled(task, *analyze_followed(task.path, job))
        if job.cache:
            store(cache_of(job).entry(task.path), whole)
        record, whole, job = build_upright(task.path, job, whole)
        doubtful = segments_to_rescan(task.path, job, record, whole.track)
        if not doubtful:
            return self._settled(task, record, whole, job)
        self._first_scan = whole
        self.again = [replace(task, job=job, segment=each, closer=True) for each in doubtful]
        return None

    def _rescanned(self, task: Task) -> list[Result] | None:
        """Return the result from the first scan and the rescanned segments."""
        assert self._first_scan is not None  # noqa: S101 - else there was nothing to scan again
        closer = [(each.segment, self._parts[True, each.segment]) for each in self.again]
        return self._settled(task, *merge_rescan(task.path, task.job, self._first_scan, closer))

    def _settled(self, task: Task, record: Record, found: TrackedSegment, job: Job) -> list[Result] | None:
        """Return the result of the one who was followed.

        None where others have to be looked at first: the task is then in `again`.
        """
        followed = record, found.track
        if not is_in_doubt(task.path, job, record, found):
            return [followed]
        self.again.append(Task(task.index, task.path, job, followed=followed))
        return None


def _is_known(path: Path, job: Job) -> bool:
    """Return True where a video's landmarks are in the cache."""
    try:
        return bool(job.cache and cache_of(job).entry(path).find())
    except PosecoachError:
        return False
