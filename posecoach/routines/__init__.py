"""The routines that come with posecoach, one TOML file each, and the user's own."""

import os

from posecoach import exercises, shelf
from posecoach.core.plan import Routine, routine


def names() -> tuple[str, ...]:
    """The ids of the routines that come with posecoach, in alphabetical order."""
    return shelf.names(__name__)


def load(name: str | os.PathLike[str]) -> Routine:
    """The routine of this id, or of this TOML file.

    Raises:
        ExerciseError: there is none, or its file says something that cannot be.
    """
    known = {each: exercises.load(each) for each in exercises.names()}
    return routine(*shelf.load(__name__, "routine", name), known)
