"""The routines that come with posecoach, one TOML file each, and the user's own."""

import os
from pathlib import Path

from posecoach import exercises, toml_files
from posecoach.core.session.routine import Routine, routine


def names() -> tuple[str, ...]:
    """Return the ids of the routines that come with posecoach, in alphabetical order."""
    return toml_files.names(__name__)


def load(name: str | os.PathLike[str]) -> Routine:
    """Load a routine by its id, or from a TOML file; exercises that it names by file are looked for beside it.

    Raises:
        ExerciseError: there is none, or its file, or an exercise's, has a mistake.
    """
    file, table = toml_files.load(__name__, "routine", name)
    known = {each: exercises.load(each) for each in exercises.names()}
    items = table.get("item")
    for row in items if isinstance(items, list) else ():
        own = row.get("exercise") if isinstance(row, dict) else None
        if isinstance(own, str) and own.endswith(".toml"):
            known[own] = known.get(own) or exercises.load(str(Path(name).parent / own))
    return routine(file, table, known)
