"""Counts with other values of one tunable: a wide optimum is a principle, a sharp one is chance."""

import concurrent.futures
import dataclasses
import sys
from collections.abc import Sequence

from posecoach.core.counting.tunables import DEFAULT_TUNABLES
from posecoach.core.session.two_pass import review
from posecoach.exercises import load
from posecoach.tracking import landmarks_io
from tests.bench import material, tables
from tests.bench.material import NONE, Clip
from tests.bench.scoring import counted

FACTORS = (0.5, 0.75, 1.0, 1.5, 2.0)
"""Times the value that is shipped."""

FORCED = ("push_up", "pull_up")
"""Exercises that clips of other movements are read as."""

Task = tuple[Clip, str, str, float]


def run(clips: Sequence[Clip], name: str, jobs: int | None, *, markdown: bool) -> int:
    """Print how clips count with each value; needs the landmarks of every frame, which are kept.

    Args:
        clips: the labelled clips.
        name: a field of `Tunables`.
        jobs: processes.
        markdown: whether the table is for a document.
    """
    known = {field.name for field in dataclasses.fields(DEFAULT_TUNABLES)}
    if name not in known:
        sys.stderr.write(f"no tunable {name!r}; it is one of {', '.join(sorted(known))}\n")
        return 2
    values = [getattr(DEFAULT_TUNABLES, name) * factor for factor in FACTORS]
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        list(pool.map(material.track, clips))
        tasks: list[Task] = [
            (clip, exercise, name, value)
            for clip in clips
            for exercise in (FORCED if clip.exercise == NONE else (clip.exercise,))
            for value in values
        ]
        errors = list(pool.map(error, tasks, chunksize=len(values)))
    rows = []
    for value in values:
        for half in ("tune", "check"):
            found = [
                (task[0], wrong)
                for task, wrong in zip(tasks, errors, strict=True)
                if task[3] == value and task[0].half == half
            ]
            done = [wrong for clip, wrong in found if clip.exercise != NONE]
            false = sum(wrong for clip, wrong in found if clip.exercise == NONE)
            if done:
                exact, near = (sum(abs(wrong) <= most for wrong in done) / len(done) for most in (0, 1))
                rows.append((f"{value:g}", half, str(len(done)), f"{exact:.3f}", f"{near:.3f}", f"{false:g}"))
    heads = (name, "half", "clips", "exact", "within 1", "false")
    tables.Printer(markdown=markdown).table("counts by value", heads, rows)
    return 0


def error(task: Task) -> float:
    """Return how far the count of a clip is from the nearest right one, with one value of a tunable."""
    clip, exercise, name, value = task
    kind = type(getattr(DEFAULT_TUNABLES, name))
    tunables = dataclasses.replace(DEFAULT_TUNABLES, **{name: kind(value)})
    track = landmarks_io.load(clip.recording)
    record = review(track.poses, [load(exercise)], tunables=tunables)
    return clip.error(counted(record, exercise))
