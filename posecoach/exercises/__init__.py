"""The exercises that come with posecoach, one TOML file each, and the user's own."""

import os

from posecoach import toml_files
from posecoach.core.exercise import Exercise, exercise


def names() -> tuple[str, ...]:
    """The ids of the exercises that come with posecoach, in alphabetical order."""
    return toml_files.names(__name__)


def load(name: str | os.PathLike[str]) -> Exercise:
    """The exercise of this id, or of this TOML file.

    Raises:
        ExerciseError: there is none, or its file says something that cannot be.
    """
    return exercise(*toml_files.load(__name__, "exercise", name))
