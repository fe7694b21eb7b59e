"""Results into files: whole or not at all."""

import contextlib
import functools
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from posecoach.errors import OutputError

PART = re.compile(r"\.posecoach-[0-9a-f]{16}\.part")

OLD_PART_S = 3600.0
"""s without a change after which nobody is writing a part any more."""


def check(path: Path | None, *, force: bool = True, own: Callable[[Path], bool] | None = None) -> None:
    """See, before long work, that a file can be written here; `-` is the standard output.

    Args:
        path: the file; None where none is wanted.
        force: whether any file that is already there may be replaced; an empty one may be in any case.
        own: tells a file that posecoach made, and can make again: it may be replaced without being forced.

    Raises:
        OutputError: it cannot.
    """
    if path is None or str(path) == "-":
        return
    try:
        _check(path, force=force, own=own)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


def _check(path: Path, *, force: bool, own: Callable[[Path], bool] | None) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path}: is no ordinary file; `-` prints to the terminal")
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise OutputError(f"{path}: cannot be written; choose another place")
    kept = not force and path.is_file() and path.stat().st_size > 0
    if kept and not (own and own(path)):
        raise OutputError(f"{path}: is already there; --force replaces it")


def folder(path: Path) -> Path:
    """A folder for results, made where it is not there yet.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be made a folder: {error.strerror}") from None
    return path


@contextlib.contextmanager
def atomic_writer(path: Path) -> Iterator[Path]:
    """A file to write that takes its place at `path` when the block ends well, and goes when it does not.

    Whoever is killed in between leaves what was at `path` untouched, and a hidden `.part` file beside it, which
    a later call removes.

    Raises:
        OutputError: it cannot be written.
    """
    shown, path = path, Path(os.path.realpath(path))  # what a link leads to is written, not the link
    try:
        rights = _rights(path)
        # A name of its own beside the target, so that replacing it is one step of the file system.
        remove_old_parts(path.parent)
        part = path.parent / f".posecoach-{secrets.token_hex(8)}.part"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666 if rights is None else 0o600))
        try:
            yield part
            with part.open("rb") as file:
                os.fsync(file.fileno())
            if rights is not None:
                part.chmod(rights)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{shown}: cannot be written: {error.strerror}") from None


@functools.cache
def remove_old_parts(folder: Path) -> None:
    """Remove what killed programs have left in a folder; once for each folder is enough."""
    with contextlib.suppress(OSError), os.scandir(folder) as there:
        for each in there:
            if PART.fullmatch(each.name):
                with contextlib.suppress(OSError):
                    if time.time() - each.stat(follow_symlinks=False).st_mtime > OLD_PART_S:
                        os.unlink(each)  # noqa: PTH108 - of os.scandir


def _rights(path: Path) -> int | None:
    """Return the permissions of a file that is there, for the one that takes its place."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def write(path: Path, text: str) -> None:
    """Put a text into a file, which appears whole or stays as it was; `-` is the standard output.

    Raises:
        OutputError: it cannot be written.
    """
    if str(path) == "-":
        try:
            sys.stdout.write(text)
            sys.stdout.flush()  # whether anybody reads it is known only then
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"-: cannot be written: {error.strerror}") from None
        return
    with atomic_writer(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
