"""Movements and holds of a set as a page shows them: a row in the table, a mark in the plot."""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posecoach.core.events import Rep, Verdict
from posecoach.core.exercise import Direction, Exercise
from posecoach.core.form.cue import fault_cue
from posecoach.core.session.effort import best, effort, efforts
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import HOLD_SLACK_S
from posecoach.reports import plot
from posecoach.reports.format import shown

SEEK_LEAD_S = 0.5
"""s of video before a repetition, so that its beginning is seen."""

WORDS = {
    "counted": "full",
    "faulty": "full, with a fault",
    "partial": "partial",
    "rejected": "not counted",
}

MAX_STILLS = 6
"""Pictures of a set that show at once; the others unfold."""


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement of a set.

    Attributes:
        kind: its verdict, or `faulty` for a counted one that broke a form rule.
        faults: the cues of the rules it broke.
        piece: the plot it stands in, from 0.
    """

    number: str
    verdict: Verdict
    kind: str
    faults: tuple[str, ...]
    piece: int
    at: float
    seek: float
    out: str
    back: str
    range: str
    share: float
    speed: str
    measures: tuple[str, ...]
    reasons: str
    still: str
    x: float
    y: float
    band: plot.Band
    label: str


def rows_of(
    each: SetRecord,
    exercise: Exercise | None,
    columns: Sequence[str],
    pieces: tuple[Sequence[plot.Axes], int],
    stills: Mapping[float, bytes],
) -> list[MovementRow]:
    """Return every movement of a set, counted or not, in order."""
    plots, size = pieces
    way: Direction = exercise.concentric if exercise else "out"
    top = best(efforts(each, way))
    rows: list[MovementRow] = []
    count = 0
    for index, movement in enumerate(each.movements):
        piece = min(index // size, len(plots) - 1)
        axes = plots[piece]
        verdict = movement.verdict
        count += verdict is Verdict.COUNTED
        number = str(count) if verdict is Verdict.COUNTED else ""
        made = effort(movement, way)
        values = dict(movement.measures)
        faults = tuple(fault_cue(exercise, name, values) for name in movement.faults)
        start, end = (
            movement.turn if math.isnan(moment) else moment for moment in (movement.start, movement.end)
        )
        kind = "faulty" if verdict is Verdict.COUNTED and faults else verdict
        row = MovementRow(
            number=number,
            verdict=verdict,
            kind=kind,
            faults=faults,
            piece=piece,
            at=movement.turn,
            seek=seek(movement),
            out=shown(made.out, "s"),
            back=shown(made.back, "s"),
            range=shown(made.range / top.range, "share"),
            share=0.0 if math.isnan(made.range) else made.range,
            speed=shown(made.speed / top.speed, "share"),
            measures=tuple(shown(values.get(name, math.nan), name) for name in columns),
            reasons="; ".join(text.rstrip(".") for text in (movement.why, *faults) if text),
            still=_data_url(stills.get(movement.turn)),
            x=axes.x(movement.turn),
            y=axes.y(0.0 if math.isnan(movement.depth) else movement.depth),
            band=axes.band(start, end),
            label=_label(number, movement, kind, faults),
        )
        rows.append(row)
    return rows


def stills_of(rows: Sequence[MovementRow]) -> tuple[list[tuple[str, MovementRow]], list[MovementRow]]:
    """Return the pictures to show at once, with a caption, and those to fold away.

    Shown are the widest repetition without a fault, the narrowest, and the first with each fault.
    """
    pictured = [row for row in rows if row.still]
    counted = [row for row in pictured if row.number]
    clean = [row for row in counted if row.kind == Verdict.COUNTED] or counted
    chosen: dict[int, tuple[str, MovementRow]] = {}

    def choose(caption: str, row: MovementRow | None) -> None:
        if row is not None and len(chosen) < MAX_STILLS:
            chosen.setdefault(id(row), (caption, row))

    choose("best", max(clean, key=lambda row: row.share, default=None))
    seen: set[str] = set()
    for row in pictured:
        if row.faults and not seen.issuperset(row.faults):
            choose(row.faults[0], row)
            seen |= set(row.faults)
    if len(counted) > 1:
        choose("shortest way", min(counted, key=lambda row: row.share))
    choose("partial", next((row for row in pictured if row.kind == Verdict.PARTIAL), None))
    choose("not counted", next((row for row in pictured if row.kind == Verdict.REJECTED), None))
    shown = sorted(chosen.values(), key=lambda pair: pair[1].at)
    return shown, [row for row in pictured if id(row) not in chosen]


def _label(number: str, movement: Rep, verdict: str, faults: Sequence[str]) -> str:
    """Return all that a mark stands for, in sentences."""
    named = f"Repetition {number}" if number else "Movement"
    said = [
        f"{named} at {plot.moment(movement.turn)}: {WORDS[verdict]}",
        *(t for t in (movement.why, *faults) if t),
    ]
    return " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in said)


def seek(movement: Rep) -> float:
    """Return where the video shows a movement from its beginning, s."""
    start = movement.turn if math.isnan(movement.start) else movement.start
    return max(0.0, round(start - SEEK_LEAD_S, 2))


def holds_of(
    each: SetRecord,
    exercise: Exercise | None,
    axes: plot.Axes,
    columns: Sequence[str],
    stills: Mapping[float, bytes],
) -> list[dict[str, Any]]:
    """Return every hold of a set, in order, beside the exercise's goal."""
    goal = exercise.goal if exercise and exercise.kind == "hold" else 0.0
    return [
        {
            "number": index,
            "side": hold.side,
            "start": hold.start,
            "seek": max(0.0, round(hold.start - SEEK_LEAD_S, 2)),
            "held": f"{hold.held:.1f}",
            "share": min(100.0, round(100.0 * hold.held / goal, 1)) if goal else None,
            "short": bool(goal) and hold.held < goal - HOLD_SLACK_S,
            "band": axes.band(hold.start, hold.seen_to),
            "measures": [shown(dict(hold.measures).get(name, math.nan), name) for name in columns],
            "faults": [fault_cue(exercise, name, dict(hold.measures)) for name in hold.faults],
            "still": _data_url(stills.get(hold.start + hold.held / 2.0)),
        }
        for index, hold in enumerate(each.holds, start=1)
    ]


def columns_of(readings: Sequence[Sequence[tuple[str, float]]]) -> tuple[str, ...]:
    """Return the measures of which at least one value is known."""
    return tuple(
        dict.fromkeys(name for reading in readings for name, value in reading if not math.isnan(value))
    )


def _data_url(jpeg: bytes | None) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode() if jpeg else ""
