"""What a person reads in the terminal: results on stdout, progress and complaints on stderr."""

import contextlib
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from posecoach.core.session.record import Record, SetRecord


class Aside:
    """The standard error, for what is said beside the results: where it cannot be written, that alone is lost.

    So it is when a terminal is closed while a batch is kept.
    """

    def write(self, text: str) -> int:
        """Write, if that is possible."""
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Send it off, if that is possible."""
        with contextlib.suppress(OSError):
            sys.stderr.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(sys.stderr, name)


out = Console()
err = Console(file=cast("IO[str]", Aside()))


CONTROL_CHARS = {i: f"\\x{i:02x}" for i in (*range(0x20), *range(0x7F, 0xA0)) if chr(i) != "\n"}
"""What a terminal would obey rather than show, and how it is shown. A report of a defect has several lines."""


def escape_control_chars(text: str) -> str:
    """A text as a terminal can show it: names of files, and what others wrote, may hold anything."""
    return text.encode("utf-8", "backslashreplace").decode().translate(CONTROL_CHARS)


def words(text: str, style: str = "") -> Text:
    """A text in a table or a line, just as it is, brackets too."""
    return Text(escape_control_chars(text), style=style)


def complain(error: Exception) -> None:
    """Say in one line what went wrong."""
    err.print(
        escape_control_chars(f"posecoach: {error}"),
        style="red",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


class Bar:
    """The progress of a batch: how many clips, of those under way how far, and how quickly."""

    def __init__(self, progress: Progress | None, clips: Sequence[Path]) -> None:
        self._progress = progress
        self._shares = dict.fromkeys(clips, 0.0)
        self._task = progress.add_task("", total=len(clips), speed="") if progress else None

    def reached(self, path: Path, share: float) -> None:
        """A clip has come so far, 0 to 1."""
        self._shares[path] = share
        if self._progress is None or self._task is None:
            return
        over = sum(each >= 1.0 for each in self._shares.values())
        self._progress.update(
            self._task,
            description=escape_control_chars(path.name) if len(self._shares) == 1 else "clips",
            completed=sum(self._shares.values()),
            speed=f"{over}/{len(self._shares)}",
        )

    def beat(self, _t: float) -> None:
        """Something other than tracking goes on."""
        if self._progress is not None:
            self._progress.refresh()


@contextlib.contextmanager
def progress(clips: Sequence[Path], *, quiet: bool) -> Iterator[Bar]:
    """A progress bar on stderr, gone when the work is done."""
    if quiet or not err.is_terminal:
        yield Bar(None, clips)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=err, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        yield Bar(shown, clips)


SET_TABLE_COLUMNS = (
    ("clip", "left"),
    ("exercise", "left"),
    ("set", "right"),
    ("reps", "right"),
    ("partial", "right"),
    ("time", "right"),
    ("rest before", "right"),
    ("seen from", "left"),
    ("form", "left"),
)

SET, COUNT_COLUMN = 2, 3
NAME_COLUMNS, LONG_COLUMNS = (0, 1), (0, 1, 8)
"""Columns of names that anybody may give; those, and form, go over several lines where there is no room."""

MIN_NAME_LETTERS = 30
"""Letters of a name, at least, that the other columns make room for."""

SPARE = (7, 5, 6)
"""Columns that a narrow screen goes without, first to last: where it was seen from, the time, the rest."""

NOT_COUNTED, NOT_SEEN = "nothing counted", "nobody was seen"

NOTHING = "Nothing counted? --exercise NAME says what is done; with it, --reps - lists every movement, and why it does not count."
NOTHING_NAMED = "Nothing counted? --reps - lists every movement, and why it does not count."


def show(records: Sequence[Record], *, named: bool = False) -> None:
    """The results as a table, without the columns that nothing is in.

    Args:
        records: one a clip.
        named: whether the user said what is done in them.
    """
    rows: list[tuple[str, ...]] = []
    for record in records:
        name = escape_control_chars(Path(record.source).name)
        if not record.sets:
            rows.append((name, NOT_COUNTED if record.seen else NOT_SEEN, "", "0", *[""] * 5))
        for each in record.sets:
            rows.append((name, *_row(each)))
            name = ""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    told = _fitting(rows, out.width)
    for i in told:
        name, side = SET_TABLE_COLUMNS[i]
        table.add_column(name, justify=side, no_wrap=i not in LONG_COLUMNS, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        counted = row[1] not in (NOT_COUNTED, NOT_SEEN)
        cells = (Text(row[i], style="bold" if i == COUNT_COLUMN and counted else "") for i in told)
        table.add_row(*cells, style="" if counted else "dim")
    out.print(table)
    if any(record.seen and not record.sets for record in records):
        out.print(NOTHING_NAMED if named else NOTHING, style="dim", highlight=False)
    for record in records:
        for note in record.notes:
            said = escape_control_chars(f"{Path(record.source).name}: {note}")
            out.print(said, style="dim", markup=False, highlight=False)


def _fitting(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    """The columns that something is in; on a narrow screen, the needful ones."""
    told = [i for i in range(len(SET_TABLE_COLUMNS)) if i == COUNT_COLUMN or any(row[i] for row in rows)]
    spare = [i for i in SPARE if i in told]
    if all(row[SET] in ("", "1") for row in rows):
        spare.insert(0, SET)

    def wide(i: int) -> int:
        letters = max(cell_len(cell) for cell in (SET_TABLE_COLUMNS[i][0], *(row[i] for row in rows)))
        return min(letters, MIN_NAME_LETTERS if i in NAME_COLUMNS else letters) + 2

    while spare and sum(map(wide, told)) - 2 > width:
        told.remove(spare.pop(0))
    return told


def saved(sessions: Sequence[int]) -> None:
    """Say under which numbers sessions are in the history."""
    numbers = ", ".join(str(number) for number in dict.fromkeys(sessions))
    if numbers:
        err.print(f"kept in the history as {numbers}; see: posecoach history", highlight=False)


def _row(each: SetRecord) -> tuple[str, ...]:
    title = each.exercise.replace("_", " ") + (f", {each.variant.replace('_', ' ')}" if each.variant else "")
    count = str(len(each.reps)) if not each.holds else f"{each.held:.0f} s"
    faults = ", ".join(f"{name.replace('_', ' ')} x{n}" for name, n in each.faults.items())
    form = faults or ("good" if each.good else "—")
    rest = "" if math.isnan(each.rest_before) else f"{each.rest_before:.0f} s"
    partial = str(len(each.partial)) if each.partial else ""
    span = f"{clock(each.start)}-{clock(each.end)}"
    return escape_control_chars(title), str(each.number), count, partial, span, rest, each.view, form


def clock(t: float) -> str:
    """Seconds as minutes and seconds."""
    return f"{int(t) // 60}:{int(t) % 60:02d}"
