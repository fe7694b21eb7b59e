"""Output to the terminal: results on stdout, progress and complaints on stderr."""

import contextlib
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from posecoach.core.session.routine import HOLD_SLACK_S
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


class Bar:
    """Progress of a batch: clips done, and how far those under way have come."""

    def __init__(self, progress: Progress | None, clips: Sequence[Path]) -> None:
        self._progress = progress
        self._shares = dict.fromkeys(clips, 0.0)
        name = escape_control_chars(clips[0].name) if len(clips) == 1 else "clips"
        done = f"0/{len(clips)}"
        self._task = progress.add_task(name, total=len(clips), speed=done) if progress else None

    def reached(self, path: Path, share: float) -> None:
        """Show how far a clip has come, 0 to 1."""
        self._shares[path] = share
        if self._progress is None or self._task is None:
            return
        over = sum(each >= 1.0 for each in self._shares.values())
        self._progress.update(
            self._task,
            completed=sum(self._shares.values()),
            speed=f"{over}/{len(self._shares)}",
        )

    def beat(self, _t: float) -> None:
        """Show that something other than tracking goes on."""
        if self._progress is not None:
            self._progress.refresh()


@contextlib.contextmanager
def progress(clips: Sequence[Path], *, quiet: bool) -> Iterator[Bar]:
    """Show a progress bar on stderr until the block ends."""
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
"""Columns of names of any length; on a narrow terminal they, and form, take several lines."""

MIN_NAME_LETTERS = 30
"""Letters of a name that other columns make room for, at least."""

SPARE = (7, 5, 6)
"""Columns that a narrow terminal leaves out, in this order: view, time, rest."""

NOT_COUNTED, NOT_SEEN = "nothing counted", "nobody was seen"

NOTHING = "Nothing counted? Name it with --exercise NAME; add --reps - to list every movement and why it does not count."
NOTHING_NAMED = "Nothing counted? --reps - lists every movement and why it does not count."


def show(records: Sequence[Record], *, named: bool = False, goals: Mapping[str, float] | None = None) -> None:
    """Print the results as a table, without empty columns; nothing without results.

    Args:
        records: one a clip.
        named: whether the user named the exercise.
        goals: s that a hold is to last, by exercise.
    """
    if not records:
        return
    rows: list[tuple[str, ...]] = []
    for record in records:
        name = escape_control_chars(Path(record.source).name)
        if not record.sets:
            title, why = record.nearest
            near = f"nearest: {title.lower()}, but {why}" if title else ""
            rows.append((name, NOT_COUNTED if record.seen else NOT_SEEN, "", "0", *[""] * 4, near))
        for each in record.sets:
            rows.append((name, *_row(each, (goals or {}).get(each.exercise, 0.0))))
            name = ""
    table = list_table()
    told = _fitting(rows, out.width if out.is_terminal else PIPE_WIDTH)
    for i in told:
        name, side = SET_TABLE_COLUMNS[i]
        table.add_column(name, justify=side, no_wrap=i not in LONG_COLUMNS, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        counted = row[1] not in (NOT_COUNTED, NOT_SEEN)
        cells = (Text(row[i], style="bold" if i == COUNT_COLUMN and counted else "") for i in told)
        table.add_row(*cells, style="" if counted else "dim")
    print_table(table)
    if any(record.seen and not record.sets for record in records):
        hint = NOTHING_NAMED if named else NOTHING
        out.print(hint, style="dim", highlight=False, soft_wrap=not out.is_terminal)
    for said in (*_totals(records), *_notes(records)):
        line = escape_control_chars(said)
        out.print(line, style="dim", markup=False, highlight=False, soft_wrap=not out.is_terminal)


def _totals(records: Sequence[Record]) -> list[str]:
    """Return one line on several clips together; none on one clip."""
    if len(records) < 2:  # noqa: PLR2004 - one is its own total
        return []
    sets = [each for record in records for each in record.sets]
    reps, held = sum(len(each.reps) for each in sets), sum(each.held for each in sets)
    empty = sum(not record.sets for record in records)
    parts = (
        f"{len(records)} clips",
        f"{len(sets)} set{'s' * (len(sets) != 1)}",
        f"{reps} repetition{'s' * (reps != 1)}" if reps or not held else "",
        f"{held:.0f} s held" if held else "",
        f"{empty} with nothing counted" if empty else "",
    )
    return ["Together: " + ", ".join(filter(None, parts))]


MAX_NAMES = 3
"""Clips that a note names; of more it says how many."""


def _notes(records: Sequence[Record]) -> list[str]:
    """Return what there is to say of clips, each thing once, with the clips that it is of."""
    clips: dict[str, list[str]] = {}
    for record in records:
        for note in record.notes:
            clips.setdefault(note, []).append(Path(record.source).name)
    lines = []
    for note, names in clips.items():
        more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
        lines.append(f"{', '.join(names[:MAX_NAMES])}{more}: {note}")
    return lines


def wrote(paths: Sequence[Path]) -> None:
    """Name the files and folders that were written, on stderr, where somebody reads along."""
    names = [display_path(path) for path in paths if str(path) != "-"]
    if names and err.is_terminal:
        mention([f"wrote {', '.join(names)}"])


def _fitting(rows: Sequence[tuple[str, ...]], width: int) -> list[int]:
    """Return the columns that are not empty; on a narrow terminal, the most important ones."""
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
    """Print on stderr under which numbers sessions are in the history."""
    numbers = ", ".join(str(number) for number in dict.fromkeys(sessions))
    if numbers:
        err.print(f"kept in the history as {numbers}; see: posecoach history", highlight=False)


def _row(each: SetRecord, goal: float) -> tuple[str, ...]:
    title = each.exercise.replace("_", " ") + (f", {each.variant.replace('_', ' ')}" if each.variant else "")
    count = str(len(each.reps)) if not each.holds else f"{each.held:.0f} s"
    faults = ", ".join(f"{name.replace('_', ' ')} x{n}" for name, n in each.faults.items())
    short = goal > 0.0 and bool(each.holds) and each.sides.min_held < goal - HOLD_SLACK_S
    of_goal = f"short: {each.sides} of {goal:.0f} s" if short else ""
    form = ", ".join(filter(None, (of_goal, faults))) or ("good" if each.good else "—")
    rest = "" if math.isnan(each.rest_before) else f"{each.rest_before:.0f} s"
    partial = str(len(each.partial)) if each.partial else ""
    span = f"{clock(each.start)}-{clock(each.end)}"
    return escape_control_chars(title), str(each.number), count, partial, span, rest, each.view, form


def clock(t: float) -> str:
    """Return seconds as minutes and seconds."""
    return f"{int(t) // 60}:{int(t) % 60:02d}"
