"""The routines that come with posecoach, one TOML file each, and the user's own."""

import tomllib
from importlib import resources
from pathlib import Path

from posecoach import exercises
from posecoach.core.exercise import one_of
from posecoach.core.plan import Routine, routine
from posecoach.errors import ExerciseError


def names() -> tuple[str, ...]:
    """The ids of the routines that come with posecoach, in alphabetical order."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def load(name: str) -> Routine:
    """The routine of this id, or of this TOML file.

    Raises:
        ExerciseError: there is none, or its file says something that cannot be.
    """
    if name.endswith(".toml"):
        path = Path(name)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise ExerciseError(f"{name}: cannot be read: {reason}") from None
        return _parsed(path.stem, path.name, text)
    one_of("--routine", "routine", name, names())
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return _parsed(name, f"{name}.toml", text)


def _parsed(name: str, file: str, text: str) -> Routine:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{file}: not TOML: {error}") from None
    return routine(file, {"name": name} | table, {each: exercises.load(each) for each in exercises.names()})
