"""The exercises that come with posecoach, one TOML file each, and the user's own."""

import os

from posecoach import toml_files
from posecoach.core.exercise import Exercise
from posecoach.core.exercise_schema import exercise


def names() -> tuple[str, ...]:
    """Return the ids of the exercises that come with posecoach, in alphabetical order."""
    return toml_files.names(__name__)


def load(name: str | os.PathLike[str]) -> Exercise:
    """Load an exercise by its id, or from a TOML file.

    Raises:
        ExerciseError: there is none, or its file has a mistake.
    """
    return exercise(*toml_files.load(__name__, "exercise", name))
