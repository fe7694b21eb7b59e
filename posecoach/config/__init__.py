"""Defaults of the command line's options, kept in files named `posecoach.toml`.

One lies in the user's configuration folder, another may lie beside the clips. What the command line says comes
before what lies beside the clips, and that before the user's own.

    exercise = "push_up"      # of every command that has the option
    [live]
    rest = 45                 # of `posecoach live` alone
"""

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from platformdirs import user_config_path

from posecoach import toml_files
from posecoach.core.known_names import one_of
from posecoach.errors import ConfigError, ExerciseError

NAME = "posecoach.toml"
"""Name of such a file."""

Value = str | int | float | bool | list[str]


class Kind(StrEnum):
    """The kind of value that an option takes."""

    FLAG = "true or false"
    NUMBER = "a number"
    TEXT = "a text"
    LIST = "a list of texts"


@dataclass(frozen=True, slots=True)
class Setting:
    """A default, and where it comes from.

    Attributes:
        value: as the file has it; numbers for options that take texts are texts.
        file: the file that sets it.
    """

    value: Value
    file: Path


Settings = Mapping[str, Setting]
"""Defaults of one command, by option."""

Options = Mapping[str, Mapping[str, Kind]]
"""Options that may have defaults, by command and name."""

TRUSTED_ONLY = frozenset(("cache", "cluster", "model", "source", "voice"))
"""Options that are set in the user's own file only: a folder of clips may come from anybody."""


def user_file() -> Path:
    """Return the path of the user's file, which need not be there."""
    return user_config_path("posecoach", appauthor=False) / NAME


def file_beside(clips: Iterable[str | os.PathLike[str]]) -> Path | None:
    """Return the file beside the first of some clips, or in the first of some folders; None where there is none."""
    for each in clips:
        # A clip that may not be looked at is told of when its turn comes.
        folder = Path(each) if os.path.isdir(each) else Path(each).parent  # noqa: PTH112
        file = folder / NAME
        return file if os.path.lexists(file) else None
    return None


def settings(command: str, options: Options, beside: Path | None = None) -> dict[str, Setting]:
    """Return the defaults in force for a command.

    Args:
        command: its name.
        options: those that may have defaults, of all commands.
        beside: the file beside the clips.

    Raises:
        ConfigError: a file cannot be read, or has a mistake.
    """
    own = user_file()
    found: dict[str, Setting] = {}
    if os.path.lexists(own):
        found |= _read(own, command, options)
    if beside is not None and not _is_same(beside, own):
        theirs = _read(beside, command, options)
        for name in sorted(TRUSTED_ONLY & theirs.keys()):
            raise ConfigError(
                f"{beside}: {name}: is set in {own} only; a folder of clips may come from anybody"
            )
        found |= theirs
    return found


def _is_same(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:
        return False


def _read(file: Path, command: str, options: Options) -> dict[str, Setting]:
    """Return what a file sets for a command, after all of the file was checked."""
    common: dict[str, Setting] = {}
    own: dict[str, Setting] = {}
    everywhere = {name: kind for each in options.values() for name, kind in each.items()}
    try:
        for key, value in _table(file).items():
            if not isinstance(value, dict):
                # Where a command has it, as that one takes it.
                if key in options:
                    raise ConfigError(f"{file}: {key}: is a command; its options stand below [{key}]")
                name = _name(str(file), key, everywhere)
                setting = _setting(file, key, value, options[command].get(name, everywhere[name]))
                if name in options[command]:
                    common[name] = setting
                continue
            one_of(str(file), "command", key, options)
            for given, part in value.items():
                name = _name(f"{file}: [{key}]", given, options[key])
                setting = _setting(file, f"[{key}] {given}", part, options[key][name])
                if key == command:
                    own[name] = setting
    except ExerciseError as error:  # from what is shared with the files of exercises
        raise ConfigError(str(error)) from None
    return common | own


def _table(file: Path) -> dict[str, Any]:
    try:
        table = toml_files.load("", "", file)[1]
    except ExerciseError as error:
        text = str(error)
        raise ConfigError(text if text.startswith(str(file)) else text.replace(NAME, str(file), 1)) from None
    if table["name"] == file.stem:  # a name that the file does not set itself
        del table["name"]
    return table


def _name(where: str, given: str, known: Iterable[str]) -> str:
    """Return an option's name, of which - and _ are the same."""
    name = given.replace("-", "_")
    one_of(where, "option", name, known)
    return name


def _setting(file: Path, key: str, value: object, kind: Kind) -> Setting:
    """Return a checked value, in the form in which the command line takes it."""
    given = value if kind is Kind.LIST and isinstance(value, list) else [value]
    texts = all(isinstance(each, str) or _is_number(each) for each in given)
    fine = {
        Kind.FLAG: isinstance(value, bool),
        Kind.NUMBER: _is_number(value),
        Kind.TEXT: texts,
        Kind.LIST: texts,
    }[kind]
    if not fine:
        raise ConfigError(f"{file}: {key}: is {kind}, not {str(value)[:40]!r}")
    placed = [_placed(file, str(each)) for each in given]
    if kind is Kind.TEXT:
        return Setting(placed[0], file)
    return Setting(placed if kind is Kind.LIST else cast("Value", value), file)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _placed(file: Path, text: str) -> str:
    """Return a text; where it is a file of the user's own, its path from the file that names it."""
    return str(file.parent / Path(text).expanduser()) if text.endswith((".toml", ".task")) else text
