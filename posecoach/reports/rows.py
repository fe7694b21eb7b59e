"""The movements of a set as a page shows them: one row of the table, one mark in the plot."""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posecoach.core.exercise import Direction, Exercise
from posecoach.core.form.cue import fault_cue
from posecoach.core.session.record import Rep, SetRecord
from posecoach.reports import plot
from posecoach.reports.effort import best, effort, efforts
from posecoach.reports.format import shown
from posecoach.reports.table import VERDICTS

SEEK_LEAD_S = 0.5
"""s of film before a repetition, so that its beginning is seen."""

WORDS = {"counted": "full", "partial": "partial", "rejected": "not counted"}


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement of a set, as it is shown."""

    number: str
    verdict: str
    at: float
    seek: float
    out: str
    back: str
    range: str
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
    axes: plot.Axes,
    stills: Mapping[float, bytes],
) -> list[MovementRow]:
    """Every movement of a set, counted or not, in order."""
    way: Direction = exercise.concentric if exercise else "out"
    top = best(efforts(each, way))
    rows: list[MovementRow] = []
    count = 0
    for movement in each.movements:
        verdict = VERDICTS[type(movement).__name__]
        count += verdict == "counted"
        number = str(count) if verdict == "counted" else ""
        made = effort(movement, way)
        values = dict(movement.measures)
        faults = tuple(fault_cue(exercise, name, values) for name in movement.faults)
        start, end = (
            movement.turn if math.isnan(moment) else moment for moment in (movement.start, movement.end)
        )
        row = MovementRow(
            number=number,
            verdict=verdict,
            at=movement.turn,
            seek=seek(movement),
            out=shown(made.out, "s"),
            back=shown(made.back, "s"),
            range=shown(made.range / top.range, "share"),
            speed=shown(made.speed / top.speed, "share"),
            measures=tuple(shown(values.get(name, math.nan), name) for name in columns),
            reasons="; ".join(text.rstrip(".") for text in (movement.why, *faults) if text),
            still=_data_url(stills.get(movement.turn)),
            x=axes.x(movement.turn),
            y=axes.y(0.0 if math.isnan(movement.depth) else movement.depth),
            band=axes.band(start, end),
            label=_label(number, movement, verdict, faults),
        )
        rows.append(row)
    return rows


def _label(number: str, movement: Rep, verdict: str, faults: Sequence[str]) -> str:
    """All that a mark stands for, in sentences."""
    named = f"Repetition {number}" if number else "Movement"
    said = [
        f"{named} at {plot.moment(movement.turn)}: {WORDS[verdict]}",
        *(t for t in (movement.why, *faults) if t),
    ]
    return " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in said)


def seek(movement: Rep) -> float:
    """Where the film has to be for a movement to be seen from its beginning, s."""
    start = movement.turn if math.isnan(movement.start) else movement.start
    return max(0.0, round(start - SEEK_LEAD_S, 2))


def holds_of(
    each: SetRecord,
    exercise: Exercise | None,
    axes: plot.Axes,
    columns: Sequence[str],
    stills: Mapping[float, bytes],
) -> list[dict[str, Any]]:
    """Every hold of a set, in order."""
    return [
        {
            "number": index,
            "side": hold.side,
            "start": hold.start,
            "seek": max(0.0, round(hold.start - SEEK_LEAD_S, 2)),
            "held": f"{hold.held:.1f}",
            "band": axes.band(hold.start, hold.seen_to),
            "measures": [shown(dict(hold.measures).get(name, math.nan), name) for name in columns],
            "faults": [fault_cue(exercise, name, dict(hold.measures)) for name in hold.faults],
            "still": _data_url(stills.get(hold.start + hold.held / 2.0)),
        }
        for index, hold in enumerate(each.holds, start=1)
    ]


def columns_of(readings: Sequence[Sequence[tuple[str, float]]]) -> tuple[str, ...]:
    """The measures of which at least one value is known."""
    return tuple(
        dict.fromkeys(name for reading in readings for name, value in reading if not math.isnan(value))
    )


def _data_url(jpeg: bytes | None) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode() if jpeg else ""
