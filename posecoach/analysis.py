"""posecoach from other programs: one call for a clip, the pieces for a stream."""

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
    on_progress: Callable[[float], None] = lambda _t: None,
) -> "Record":
    """What was done in a clip.

    Args:
        path: a video, or a recording of landmarks (.npz).
        exercise: its name, a TOML file of your own, what was loaded of one, or `auto` to have it recognised.
        variant: the variant asked for, whose rules then apply.
        on_progress: called with each moment that has been looked at, s.

    Returns:
        The record: `record.sets`, each with its `reps`, `partial`, `holds`, `faults`; times in seconds.

    Raises:
        PosecoachError: the clip cannot be read, or there is no such exercise; its text says which.
    """
    from posecoach import batch

    job = batch.Job(resolve_exercises(exercise, variant), variant)
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
