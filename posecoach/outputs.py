"""Results into files: whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

from posecoach.errors import OutputError


def check(path: Path | None) -> None:
    """See, before long work, that a file can be written here; `-` is the standard output.

    Raises:
        OutputError: it cannot.
    """
    if path is None or str(path) == "-":
        return
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise OutputError(f"{path}: cannot be written; choose another place")


def write(path: Path, text: str) -> None:
    """Put a text into a file, which appears whole or stays as it was; `-` is the standard output.

    Raises:
        OutputError: it cannot be written.
    """
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        # A name of its own beside the target, so that replacing it is one step of the file system.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            part.chmod(0o644)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
