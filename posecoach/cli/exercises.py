"""`posecoach exercises` and `posecoach check`: shows exercises and their rules."""

from pathlib import Path
from typing import Annotated

import typer


def exercises(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One exercise, in full.")] = "",
) -> None:
    """List the exercises, or show what one of them checks, from which view, and the source of each number."""
    from posecoach.cli import exercise_view
    from posecoach.exercises import load, names

    if name:
        exercise_view.one(load(name))
    else:
        exercise_view.every([load(each) for each in names()])


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="An exercise file, or a routine's.")],
) -> None:
    """Check an exercise or a routine of your own for mistakes."""
    from posecoach import routines
    from posecoach.cli import exercise_view
    from posecoach.cli.routines import one
    from posecoach.errors import ExerciseError
    from posecoach.exercises import load
    from posecoach.toml_files import is_routine

    if file.suffix != ".toml":
        raise ExerciseError(f"{file}: an exercise file ends in .toml")
    if is_routine(file):
        one(routines.load(file))
    else:
        exercise_view.one(load(file))
