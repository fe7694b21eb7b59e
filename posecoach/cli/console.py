"""Output to the terminal: results on stdout, progress and complaints on stderr."""

import contextlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posecoach.core.session.record import Record
from posecoach.media.clips import display_path


class Aside:
    """The standard error; what cannot be written there, as in a terminal that was closed, is dropped."""

    def write(self, text: str) -> int:
        """Write if possible."""
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush if possible."""
        with contextlib.suppress(OSError):
            sys.stderr.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(sys.stderr, name)


out = Console()
err = Console(file=cast("IO[str]", Aside()))


PIPE_WIDTH = 10_000
"""Columns of a table that goes to a file or another program, which folds lines itself."""


def list_table() -> Table:
    """Return an empty table without lines."""
    return Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))


def print_table(table: Table) -> None:
    """Print a table; where no terminal shows it, no line is folded or cut."""
    if out.is_terminal:
        out.print(table)
        return
    width = out.width
    out.width = PIPE_WIDTH
    try:
        with out.capture() as captured:
            out.print(table)
    finally:
        out.width = width
    for line in captured.get().splitlines():
        out.print(Text(line.rstrip()), soft_wrap=True)


BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn the direction of writing, so that a name reads as another."""

CONTROL_CHARS = {i: f"\\x{i:02x}" for i in (*range(0x20), *range(0x7F, 0xA0)) if chr(i) != "\n"} | {
    i: f"\\u{i:04x}" for i in BIDI
}
"""Characters that a terminal would obey rather than show, and their escapes. Newlines stay."""


def escape_control_chars(text: str) -> str:
    """Return a text as a terminal can show it: file names may hold anything."""
    return text.encode("utf-8", "backslashreplace").decode().translate(CONTROL_CHARS)


def words(text: str, style: str = "") -> Text:
    """Return a text for a table or a line, without markup: brackets stay brackets."""
    return Text(escape_control_chars(text), style=style)


def complain(error: Exception) -> None:
    """Print an error as one line on stderr."""
    err.print(
        escape_control_chars(f"posecoach: {error}"),
        style="red",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def warn(record: Record, errors: Iterable[Exception] = ()) -> None:
    """Say what is missing in a clip, or was damaged, and what went wrong: on stderr, whatever is quiet."""
    for warning in record.warnings:
        said = escape_control_chars(f"posecoach: {Path(record.source).name}: {warning}")
        err.print(said, style="yellow", markup=False, highlight=False, soft_wrap=True)
    for error in errors:
        complain(error)


def mention(texts: Sequence[str]) -> None:
    """Say on stderr what is good to know and needs nothing to be done."""
    for text in texts:
        err.print(escape_control_chars(text), style="dim", markup=False, highlight=False, soft_wrap=True)


def wrote(paths: Sequence[Path]) -> None:
    """Name the files and folders that were written, on stderr, where somebody reads along."""
    names = [display_path(path) for path in paths if str(path) != "-"]
    if names and err.is_terminal:
        mention([f"wrote {', '.join(names)}"])


def saved(sessions: Sequence[int]) -> None:
    """Print on stderr under which numbers sessions are in the history."""
    numbers = ", ".join(str(number) for number in dict.fromkeys(sessions))
    if numbers:
        err.print(f"kept in the history as {numbers}; see: posecoach history", highlight=False)


def clock(t: float) -> str:
    """Return seconds as minutes and seconds."""
    return f"{int(t) // 60}:{int(t) % 60:02d}"
