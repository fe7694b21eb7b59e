"""The table of sets that a command ends with."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text

from posecoach.cli import console
from posecoach.cli.console import clock, escape_control_chars
from posecoach.core.session.record import Record, SetRecord
from posecoach.core.session.routine import HOLD_SLACK_S
from posecoach.reports.format import clips_and_people
from posecoach.words import DEFAULT_LANGUAGE, Words, load

COLUMNS = (
    ("clip", "left"),
    ("person", "right"),
    ("exercise", "left"),
    ("set", "right"),
    ("reps", "right"),
    ("partial", "right"),
    ("time", "right"),
    ("rest_before", "right"),
    ("view", "left"),
    ("form", "left"),
)
"""Columns by the key of their heading, and their side."""

SET, COUNT_COLUMN = 3, 4
NAME_COLUMNS, LONG_COLUMNS = (0, 2), (0, 2, 9)
"""Columns of names of any length; on a narrow terminal they, and form, take several lines."""

MIN_NAME_LETTERS = 30
"""Letters of a name that other columns make room for, at least."""

SPARE = (8, 6, 7)
"""Columns that a narrow terminal leaves out, in this order: view, time, rest."""


def show(
    records: Sequence[Record],
    *,
    named: bool = False,
    goals: Mapping[str, float] | None = None,
    words: Words | None = None,
) -> None:
    """Print the results as a table, without empty columns; nothing without results.

    Args:
        records: one a clip.
        named: whether the user named the exercise.
        goals: s that a hold is to last, by exercise.
        words: of the user's language; English without it.
    """
    if not records:
        return
    words = words or load()
    rows: list[tuple[str, ...]] = []
    for record in records:
        name = escape_control_chars(Path(record.source).name)
        person = str(record.person or "")
        if not record.sets:
            title, why = record.nearest
            near = words("table.nearest", exercise=title.lower(), why=why) if title else ""
            empty = words("table.not_counted" if record.seen else "table.not_seen")
            rows.append((name, person, empty, "", "0", *[""] * 4, near))
        for each in record.sets:
            rows.append((name, person, *_row(each, (goals or {}).get(each.exercise, 0.0), words)))
            name = person = ""
    out = console.out
    table = console.list_table()
    headings = [words(f"table.{key}") for key, _ in COLUMNS]
    told = _fitting(rows, headings, out.width if out.is_terminal else console.PIPE_WIDTH)
    for i in told:
        table.add_column(headings[i], justify=COLUMNS[i][1], no_wrap=i not in LONG_COLUMNS, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        counted = bool(row[SET])
        cells = (Text(row[i], style="bold" if i == COUNT_COLUMN and counted else "") for i in told)
        table.add_row(*cells, style="" if counted else "dim")
    console.print_table(table)
    if any(record.seen and not record.sets for record in records):
        hint = words("table.hint_named" if named else "table.hint")
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
        clips_and_people(records),
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
            names = clips.setdefault(note, [])
            name = Path(record.source).name
            if name not in names:
                names.append(name)
    lines = []
    for note, names in clips.items():
        more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
        lines.append(f"{', '.join(names[:MAX_NAMES])}{more}: {note}")
    return lines


def _fitting(rows: Sequence[tuple[str, ...]], headings: Sequence[str], width: int) -> list[int]:
    """Return the columns that are not empty; on a narrow terminal, the most important ones."""
    told = [i for i in range(len(COLUMNS)) if i == COUNT_COLUMN or any(row[i] for row in rows)]
    spare = [i for i in SPARE if i in told]
    if all(row[SET] in ("", "1") for row in rows):
        spare.insert(0, SET)

    def wide(i: int) -> int:
        letters = max(cell_len(cell) for cell in (headings[i], *(row[i] for row in rows)))
        return min(letters, MIN_NAME_LETTERS if i in NAME_COLUMNS else letters) + 2

    while spare and sum(map(wide, told)) - 2 > width:
        told.remove(spare.pop(0))
    return told


def _row(each: SetRecord, goal: float, words: Words) -> tuple[str, ...]:
    count = str(len(each.reps)) if not each.holds else f"{each.held:.0f} s"
    faults = ", ".join(f"{fault(each.exercise, name, words)} x{n}" for name, n in each.faults.items())
    short = goal > 0.0 and bool(each.holds) and each.sides.min_held < goal - HOLD_SLACK_S
    of_goal = words("table.short", held=hold_time(each, words), goal=f"{goal:.0f}") if short else ""
    form = ", ".join(filter(None, (of_goal, faults))) or (words("table.good") if each.good else "—")
    rest = "" if math.isnan(each.rest_before) else f"{each.rest_before:.0f} s"
    partial = str(len(each.partial)) if each.partial else ""
    span = f"{clock(each.start)}-{clock(each.end)}"
    view = words(f"table.{each.view}") if each.view else ""
    title = exercise_title(each.exercise, each.variant, words)
    return escape_control_chars(title), str(each.number), count, partial, span, rest, view, form


def hold_time(each: SetRecord, words: Words) -> str:
    """Return for how long a set's position was held, on each side where it has two."""
    sides = each.sides
    if not sides.sided:
        return words("screen.aim_seconds", seconds=f"{sides.max_held:.0f}")
    return words("screen.sides_held", left=f"{sides.on('left'):.0f}", right=f"{sides.on('right'):.0f}")


def exercise_title(exercise: str, variant: str, words: Words) -> str:
    """Return an exercise and its variant: their names in files, or what another language calls them."""
    title = words.title(exercise, exercise.replace("_", " "))
    return f"{title}, {words.variant(exercise, variant, variant.replace('_', ' '))}" if variant else title


def fault(exercise: str, rule: str, words: Words) -> str:
    """Return a fault: its rule's name, or what another language says on the screen."""
    name = rule.replace("_", " ")
    return name if words.language == DEFAULT_LANGUAGE else words.short_cue(exercise, rule, name)
