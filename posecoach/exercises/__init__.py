"""The exercises that come with posecoach, one TOML file each, and the user's own."""

import tomllib
from importlib import resources
from pathlib import Path

from posecoach.core.exercise import Exercise, exercise, one_of
from posecoach.errors import ExerciseError


def names() -> tuple[str, ...]:
    """The ids of the exercises that come with posecoach, in alphabetical order."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def load(name: str) -> Exercise:
    """The exercise of this id, or of this TOML file.

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
    one_of("--exercise", "exercise", name, names())
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return _parsed(name, f"{name}.toml", text)


def _parsed(name: str, file: str, text: str) -> Exercise:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{file}: not TOML: {error}") from None
    return exercise(file, {"name": name} | table)
