"""Loads TOML files: by name those that come with a package, by path the user's own."""

import os
import re
import stat
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from posecoach.core.known_names import one_of
from posecoach.errors import ExerciseError

Table = dict[str, Any]

MAX_BYTES = 64 * 1024
"""Bytes of a file that are read: ten times the longest that comes with posecoach."""

MAX_KEY_DEPTH = 16
"""Parts of a key, joined by dots: reading takes time that grows with their square."""

DEEP_KEY = re.compile(rf"(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MAX_KEY_DEPTH}}}")


def names(package: str) -> tuple[str, ...]:
    """Return the ids of the files that come with a package, in alphabetical order."""
    files = resources.files(package).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def load(package: str, what: str, name: str | os.PathLike[str]) -> tuple[str, Table]:
    """Return a file's name and its table, with `name` set to its id where it does not set another.

    Args:
        package: where those that come with posecoach are.
        what: what is in them, for the error's text.
        name: an id, or the path of a TOML file.

    Raises:
        ExerciseError: there is none, it cannot be read, or it is not TOML.
    """
    name = os.fspath(name)
    if name.endswith(".toml"):
        path = Path(name)
        text = _text(path)
        file, name = path.name, path.stem
    else:
        one_of(f"--{what}", what, name, names(package))
        file = f"{name}.toml"
        text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    try:
        return file, {"name": name} | tomllib.loads(text)
    except RecursionError:
        raise ExerciseError(f"{file}: not TOML: too many brackets within each other") from None
    except ValueError as error:  # of TOML's own kind, or of a number with more digits than Python reads
        what = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a number has too many digits"
        raise ExerciseError(f"{file}: not TOML: {what}") from None


def _text(path: Path) -> str:
    """The text of a file of the user's own, which must be an ordinary one of a sensible size."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "no ordinary file"
            raise ExerciseError(f"{path}: cannot be read: it is {what}")
        if state.st_size > MAX_BYTES:
            raise ExerciseError(f"{path}: has {state.st_size} bytes; at most {MAX_BYTES} are read")
        text = path.read_text(encoding="utf-8-sig")  # Windows' Notepad writes the mark of UTF-8 first
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ExerciseError(f"{path}: cannot be read: {reason}") from None
    except (ValueError, RuntimeError):  # a NUL in the name, or a link that leads to itself
        raise ExerciseError(f"{str(path)!r}: cannot be the name of a file") from None
    if DEEP_KEY.search(text):
        raise ExerciseError(f"{path.name}: not TOML of ours: a key has more than {MAX_KEY_DEPTH} parts")
    return text


def is_routine(path: Path) -> bool:
    """Return True where a TOML file of the user's own is a routine, and not an exercise.

    Raises:
        ExerciseError: it cannot be read, or is not TOML.
    """
    return "item" in load("", "", path)[1]
