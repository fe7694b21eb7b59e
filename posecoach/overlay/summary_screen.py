"""The end: what was done."""

from dataclasses import dataclass

from posecoach.overlay.live_view import Summary
from posecoach.overlay.shapes import (
    MARGIN,
    SMALLEST,
    Canvas,
    Ink,
    Line,
    Panel,
    Scrim,
    Shape,
    Text,
    fitted,
    text_width,
)
from posecoach.words import Words

NAME_SIZE, AMOUNT_SIZE = 5.4, 5.6
"""Sizes of the words that say what was done, and how much of it, in units."""

NARROW = 38.0
"""Units for what was done below which it has a line of its own."""

COLUMN_GAP = 3.4
"""Units between two columns."""

HEADER_HEIGHT, FOOTER_HEIGHT = 15.4, 4.6
"""Units above the first row and below the last."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the columns, px; `stacked` where how much and the remark stand below what was done."""

    what: float
    much: float
    remark: float
    stacked: bool


Cell = tuple[tuple[str, ...], float]
"""Lines, and the size of their font."""


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    """A set in lines, and how high that is, px."""

    what: Cell
    much: Cell
    remark: Cell
    high: float


def summary_screen(summary: Summary, canvas: Canvas, texts: Words) -> list[Shape]:
    """Draw the sets that were done, one a row, the latest where there is no room for all; below the whole, and goals."""
    u, edge, pad = canvas.unit, MARGIN * canvas.unit, 5.6 * canvas.unit
    columns, inner = _columns(summary, canvas.width - 2.0 * (edge + pad), u)
    total, small = fitted(
        summary.total, NAME_SIZE * u, inner, min_size=SMALLEST * u, max_lines=3, joint=" · "
    )
    goals, smaller = fitted(
        summary.week, NAME_SIZE * u, inner, min_size=SMALLEST * u, max_lines=3, joint=" · "
    )
    below: list[tuple[str, float, Ink]] = [
        *((line, small, "quiet") for line in total),
        *((line, smaller, "text") for line in goals if line),
    ]
    foot = FOOTER_HEIGHT * u + 1.4 * sum(size for _, size, _ in below) + 2.0 * u
    space = canvas.height - 2.0 * edge - HEADER_HEIGHT * u - foot
    entries: list[SummaryEntry] = []
    for row in reversed(summary.rows):
        entry = _entry(row, columns, u)
        if entries and sum(each.high for each in entries) + entry.high > space:
            break
        entries.insert(0, entry)
    high = HEADER_HEIGHT * u + sum(entry.high for entry in entries) + foot
    wide = inner + 2.0 * pad
    left, top = (canvas.width - wide) / 2.0, max(0.0, (canvas.height - high) / 2.0)
    x, y, heading = left + pad, top + HEADER_HEIGHT * u, texts("screen.well_done")
    shapes: list[Shape] = [
        Scrim(0.5),
        Panel(left, top, wide, high, 4.0 * u, opacity=0.76),
        Text(heading, x, top + 8.8 * u, 8.6 * u, "accent", bold=True),
    ]
    if len(entries) < len(summary.rows):
        words = texts("screen.last_sets", shown=len(entries), all=len(summary.rows))
        room = inner - text_width(heading, 8.6 * u, bold=True) - COLUMN_GAP * u
        shapes.append(Text(words, x + inner, top + 9.6 * u, SMALLEST * u, "quiet", align="right", room=room))
    for entry in entries:
        shapes += _drawn(entry, columns, x, y, u)
        y += entry.high
    y += 2.0 * u
    shapes.append(Line(x, y, x + inner, y, 0.3 * u, "grey"))
    y += 2.0 * u
    for line, size, ink in below:
        y += 1.4 * size
        shapes.append(Text(line, x, y - 0.5 * size, size, ink, room=inner))
    return shapes


def _columns(summary: Summary, room: float, unit: float) -> tuple[Columns, float]:
    """The columns, and how wide they are together with what is between them."""
    sizes = (NAME_SIZE, AMOUNT_SIZE, SMALLEST)
    what, much, remark = (
        max((text_width(row[i], size * unit, bold=i == 1) for row in summary.rows), default=0.0)
        for i, size in enumerate(sizes)
    )
    gap = COLUMN_GAP * unit
    total = what + much + remark + 2.0 * gap
    if total <= room:
        inner = max(total, min(room, 100.0 * unit))
        return Columns(inner - much - remark - 2.0 * gap, much, remark, stacked=False), inner
    longest = min(what, 50.0 * unit)
    if room - much - remark - 2.0 * gap < longest:
        much, remark = min(much, 33.0 * unit), min(remark, 28.0 * unit)
    what = room - much - remark - 2.0 * gap
    if what < NARROW * unit:
        return Columns(room, 0.6 * room, 0.4 * room - gap, stacked=True), room
    return Columns(what, much, remark, stacked=False), room


def _entry(row: tuple[str, str, str], columns: Columns, unit: float) -> SummaryEntry:
    what, much, remark = row
    min_size = SMALLEST * unit
    first = fitted(what, NAME_SIZE * unit, columns.what, min_size=min_size, max_lines=2)
    second = fitted(much, AMOUNT_SIZE * unit, columns.much, min_size=min_size, max_lines=2, bold=True)
    third = fitted(remark, min_size, columns.remark, min_size=min_size, max_lines=2)
    one, rest = len(first[0]), max(len(second[0]), len(third[0]))
    lines = one + rest if columns.stacked else max(one, rest)
    return SummaryEntry(first, second, third, (PITCH * lines + BETWEEN) * unit)


PITCH, BETWEEN = 6.6, 1.8
"""Units from line to line, and what is more from row to row."""


def _drawn(entry: SummaryEntry, columns: Columns, x: float, y: float, unit: float) -> list[Shape]:
    """An entry whose first line begins at (x, y)."""
    gap, pitch = COLUMN_GAP * unit, PITCH * unit
    y += (PITCH + BETWEEN) / 2.0 * unit
    shapes: list[Shape] = []
    lines, size = entry.what
    for i, line in enumerate(lines):
        shapes.append(Text(line, x, y + i * pitch, size, room=columns.what))
    if columns.stacked:
        y, end, right = y + pitch * len(lines), x, x + columns.what
    else:
        end = x + columns.what + gap
        right = end + columns.much + gap + columns.remark
    lines, size = entry.much
    for i, line in enumerate(lines):
        shapes.append(Text(line, end, y + i * pitch, size, bold=True, room=columns.much))
    lines, size = entry.remark
    for i, line in enumerate(lines):
        shapes.append(Text(line, right, y + i * pitch, size, "quiet", align="right", room=columns.remark))
    return shapes
