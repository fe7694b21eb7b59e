"""posecoach from other programs: one call for a clip, the pieces for a stream."""

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.record import Record

AUTO = "auto"


def analyze(
    path: str | os.PathLike[str],
    exercise: "str | os.PathLike[str] | Exercise" = AUTO,
    variant: str = "",
    *,
    start: float | str = 0.0,
    end: float | str = math.inf,
    speed: float | None = None,
    rotate: int | None = None,
    mirror: bool = False,
    track: int | None = None,
    on_progress: Callable[[float], None] = lambda _t: None,
) -> "Record":
    """Count what was done in a clip, and check its form.

    Args:
        path: a video, or a recording of landmarks (.npz).
        exercise: its name, a TOML file of your own, what was loaded of one, or `auto` to have it recognised.
        variant: the variant asked for, whose rules then apply.
        start: where in the clip to begin: seconds, `"1:20"`, or less than 0 to count from its end.
        end: where to end, likewise.
        speed: how fast the clip plays: 0.25 for slow motion of a quarter; None for what the file says.
        rotate: degrees clockwise, 0, 90, 180 or 270, by which the picture must be turned to be upright; None
            to have it found out.
        mirror: whether the picture is mirrored.
        track: number of the video track, from 0; None for the best one.
        on_progress: called with each moment that has been looked at, s.

    Returns:
        The record: `record.sets`, each with its `reps`, `partial`, `holds`, `faults`; times in seconds.

    Raises:
        PosecoachError: the clip cannot be read, or there is no such exercise; its text says which.
        ValueError: a time, a speed or a number of degrees is none.
    """
    from posecoach import batch
    from posecoach.media.options import ReadOptions, seconds

    begin, finish = (seconds(t) if isinstance(t, str) else float(t) for t in (start, end))
    reading = ReadOptions(begin, finish, speed, rotate, mirror, track)
    job = batch.Job(resolve_exercises(exercise, variant), variant, reading=reading)
    return batch.analyze(Path(path), job, on_progress)[0]


def resolve_exercises(
    exercise: "str | os.PathLike[str] | Exercise" = AUTO, variant: str = ""
) -> "tuple[Exercise, ...]":
    """The exercises that a name stands for: one, which may be given itself, or all of them for `auto`.

    Raises:
        ExerciseError: it names none, or the variant is none of theirs.
    """
    from posecoach.core.exercise import Exercise, one_of
    from posecoach.exercises import load, names

    if isinstance(exercise, Exercise):
        found: tuple[Exercise, ...] = (exercise,)
    else:
        found = tuple(load(name) for name in names()) if exercise == AUTO else (load(exercise),)
    if variant:
        one_of("--variant", "variant", variant, [v.name for each in found for v in each.variants])
    return found
