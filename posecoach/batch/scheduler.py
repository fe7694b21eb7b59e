"""Schedules the analysis of many videos: has their tasks done here, in processes or on a cluster."""

import contextlib
import functools
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from posecoach.batch.job import Job
from posecoach.batch.preload import is_warm
from posecoach.batch.task import Found, Task, run
from posecoach.batch.video_tasks import Analysis, VideoTasks
from posecoach.batch.workers import Done, attempt, spread
from posecoach.errors import PosecoachError

Progress = Callable[[Path, float], None]
"""Called with a video and the share of it, 0 to 1, that has been scanned."""

Lengths = Callable[[Mapping[Path, float]], None]
"""Called with the seconds of each video that are to be scanned; 0 where that is not known, or its landmarks are."""

IN_ONE_PROCESS = 20
"""Videos with known landmarks, at most, that are done in this process: sooner than a second one has started."""


def each(
    paths: Sequence[Path],
    job: Job,
    jobs: int = 1,
    progress: Progress = lambda _p, _s: None,
    *,
    cluster: str = "",
    lengths: Lengths = lambda _seconds: None,
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
        lengths: called once, before the work begins.

    Raises:
        ClusterError: there is no such cluster.
    """
    split, alone = jobs > 1 or bool(cluster), len(paths) < jobs and not cluster
    videos = [VideoTasks.plan(i, path, job, split=split, alone=alone) for i, path in enumerate(paths)]
    # The longest first: what is left for the end then fits the gaps.
    tasks = [task for video in videos for task in video.tasks]
    tasks.sort(key=lambda task: -videos[task.index].length(task))
    lengths({path: video.seconds for path, video in zip(paths, videos, strict=True)})

    def on_progress(i: int, t: float) -> None:
        task = tasks[i]
        progress(task.path, videos[task.index].progress(task, t))

    to_track = sum(not videos[task.index].known for task in tasks)
    spreads = to_track > 1 or len(tasks) > IN_ONE_PROCESS or (to_track == 1 and (is_warm() or job.everyone))
    jobs = jobs if spreads else 1
    with contextlib.closing(_results(tasks, jobs, cluster, on_progress)) as results:
        for done in results:
            task = tasks[done.index]
            video = videos[task.index]
            rescans = len(video.again)
            finished = video.take(task, done)
            # The segments in doubt are rescanned at once, while other videos are still scanned.
            tasks.extend(video.again[rescans:])
            if finished:
                progress(task.path, 1.0)
                yield finished


def _results(
    tasks: Sequence[Task], jobs: int, cluster: str, on_progress: Callable[[int, float], None]
) -> Generator[Done[Found]]:
    """Yield the end of every task, also of those that are appended before the next end is asked for."""
    if cluster:
        return _on_cluster(tasks, cluster)
    if jobs > 1:
        return spread(run, tasks, jobs, on_progress)
    return _in_this_process(tasks, on_progress)


def _on_cluster(tasks: Sequence[Task], cluster: str) -> Generator[Done[Found]]:
    """Do the tasks as `spread` does, on a cluster; those that are appended, when the others are done."""
    from posecoach.batch.dask_cluster import spread_on

    begun = 0
    while begun < len(tasks):
        these = [_with_absolute_paths(task) for task in tasks[begun:]]
        with contextlib.closing(spread_on(cluster, run, these)) as results:
            for done in results:
                yield replace(done, index=begun + done.index)
        begun += len(these)


def _with_absolute_paths(task: Task) -> Task:
    """Return a task with absolute paths, for a process in another folder."""
    job = task.job
    model, cache = (_real(path) if path else None for path in (job.model, job.cache))
    return replace(task, path=_real(task.path), job=replace(job, model=model, cache=cache))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _in_this_process(
    tasks: Sequence[Task], on_progress: Callable[[int, float], None]
) -> Generator[Done[Found]]:
    """Do the tasks as `spread` does, in this process."""
    for i, task in enumerate(tasks):
        found = attempt(functools.partial(run, task, functools.partial(on_progress, i)))
        yield Done(i, error=found) if isinstance(found, PosecoachError) else Done(i, result=found)
