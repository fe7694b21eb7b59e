"""One process's share of a video, and how it is done."""

from dataclasses import dataclass
from pathlib import Path

from posecoach.batch.job import Job, segment_track
from posecoach.batch.people import Result, analyze, analyze_everyone, of_number, who_exercises
from posecoach.batch.progress import ProgressCallback
from posecoach.tracking.segments import ALL, Segment, TrackedSegment
from posecoach.tracking.survey import Looks

Found = list[Result] | TrackedSegment | Looks
"""Result of a task: the records and landmarks of a whole video, one tracked segment, or a survey of the people."""


@dataclass(frozen=True, slots=True)
class Task:
    """One process's share of a video: all of it, or the landmarks of one segment.

    Attributes:
        index: the video's place among the paths.
        closer: True for the rescan of a segment that left doubts.
        followed: the result of the one who was followed, where others are to be looked at in their place.
        surveys: True where only a survey of the people is to be made, each of whom is then a task.
        looks: a survey of the people that was made already.
    """

    index: int
    path: Path
    job: Job
    segment: Segment = ALL
    closer: bool = False
    followed: Result | None = None
    surveys: bool = False
    looks: Looks | None = None


def run(task: Task, on_progress: ProgressCallback = lambda _t: None) -> Found:
    """Do a task: analyze a whole video, follow one of several people, track one segment, or look who is there."""
    reading = task.job.reading
    if task.surveys:
        from posecoach.batch.survey import looks_of

        return looks_of(task.path, task.job.model, reading)
    if task.looks is not None:
        from posecoach.batch.survey import remember

        remember(task.path, task.job.model, reading, task.looks)
        if reading.person:
            return [of_number(task.path, task.job, on_progress)]
    if task.followed:
        return [who_exercises(task.path, task.job, task.followed, on_progress)]
    if task.job.everyone:
        return analyze_everyone(task.path, task.job, on_progress)
    if task.segment == ALL and not task.closer:
        return [analyze(task.path, task.job, on_progress)]
    return segment_track(task.path, task.segment, task.job, on_progress, rescan=task.closer)
