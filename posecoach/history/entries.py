"""Sessions, sets and repetitions as the history gives them back, read from its rows."""

import math
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from posecoach.core.events import TEMPO


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the history. `kind`: `live` or `file`; `duration` in seconds."""

    id: int
    began: datetime
    kind: str
    source: str
    duration: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One set of the history. Times in seconds; `rest_before` and `range` are NaN where not known.

    Attributes:
        reps: full repetitions, or holds; the user's own count where there is one.
        range: the median range of the full repetitions, as a share of the exercise's usual way.
        judged: repetitions or holds of which at least one form rule could be judged.
        clean: those of them that broke none.
        faults: how many showed each fault, by name.
        weight_kg: what was lifted; NaN where it was not given.
        note: the user's own.
        corrections: what the user corrected, as (field, value before) pairs.
        dated: False where `began` is only the time of the clip's file.
        joined: number of the workout that the user put the session into; 0 for none.
    """

    session: int
    began: datetime
    kind: str
    source: str
    number: int
    exercise: str
    variant: str
    view: str
    reps: int
    partial: int
    held: float
    start: float
    end: float
    rest_before: float
    range: float
    judged: int
    clean: int
    faults: tuple[tuple[str, int], ...]
    weight_kg: float = math.nan
    note: str = ""
    corrections: tuple[tuple[str, str], ...] = ()
    dated: bool = True
    joined: int = 0


@dataclass(frozen=True, slots=True)
class RepEntry:
    """One repetition, hold or movement of the history. Times in seconds, NaN where not known."""

    set_number: int
    verdict: str
    start: float
    turn: float
    end: float
    range: float
    held: float
    side: str
    why: str
    measures: tuple[tuple[str, float], ...]
    faults: tuple[str, ...]


SETS = """
    SELECT sets.id, sessions.id, began, kind, source, number, exercise, variant, view, start_s, end_s,
        rest_before_s, held_s, weight_kg, reps, note, dated, workout
    FROM sets JOIN sessions ON sessions.id = sets.session
    WHERE (:exercise = '' OR exercise = :exercise) AND began >= :first AND began < :last
        AND (:session IS NULL OR sessions.id = :session)
    ORDER BY began, sessions.id, number
"""

REPETITIONS = """
    SELECT repetitions.id, number, verdict, repetitions.start_s, turn_s, repetitions.end_s, range,
        repetitions.held_s, side, why
    FROM repetitions JOIN sets ON sets.id = set_id
    WHERE session = ?
    ORDER BY number, repetitions.id
"""


def set_entry(db: sqlite3.Connection, row: tuple[Any, ...]) -> SetEntry:
    """Return a row of `SETS` as an entry, with the sums of its repetitions."""
    set_id, session, began, kind, source, number, exercise, variant, view, start, end, rest, held, *own = row
    weight, corrected, note, dated, joined = own
    reps = db.execute(
        "SELECT verdict, range, EXISTS (SELECT 1 FROM judgements WHERE repetition = repetitions.id"
        " AND (broken OR rule != ?)),"
        " EXISTS (SELECT 1 FROM judgements WHERE repetition = repetitions.id AND broken)"
        " FROM repetitions WHERE set_id = ?",
        (TEMPO, set_id),
    ).fetchall()
    faults = db.execute(
        "SELECT rule, count(*) FROM judgements JOIN repetitions ON repetitions.id = repetition"
        " WHERE set_id = ? AND broken GROUP BY rule ORDER BY count(*) DESC, rule",
        (set_id,),
    ).fetchall()
    corrections = db.execute(
        "SELECT field, was FROM corrections WHERE set_id = ? ORDER BY rowid", (set_id,)
    ).fetchall()
    counted = sum(verdict in ("counted", "held") for verdict, *_ in reps)
    ranges = sorted(value for verdict, value, _, _ in reps if verdict == "counted" and value is not None)
    done = [row for row in reps if row[0] != "rejected"]
    return SetEntry(
        session=session,
        began=datetime.fromisoformat(began),
        kind=kind,
        source=source,
        number=number,
        exercise=exercise,
        variant=variant,
        view=view,
        reps=counted if corrected is None else corrected,
        partial=sum(verdict == "partial" for verdict, *_ in reps),
        held=held,
        start=start,
        end=end,
        rest_before=_nan(rest),
        range=(ranges[(len(ranges) - 1) // 2] + ranges[len(ranges) // 2]) / 2.0 if ranges else math.nan,
        judged=sum(judged for *_, judged, _ in done),
        clean=sum(judged and not broken for *_, judged, broken in done),
        faults=tuple(faults),
        weight_kg=_nan(weight),
        note=note,
        corrections=tuple(corrections),
        dated=bool(dated),
        joined=joined or 0,
    )


def rep_entry(db: sqlite3.Connection, row: tuple[Any, ...]) -> RepEntry:
    """Return a row of `REPETITIONS` as an entry, with its measures and faults."""
    rep, number, verdict, start, turn, end, range_, held, side, why = row
    measures = db.execute(
        "SELECT name, value FROM measures WHERE repetition = ? ORDER BY rowid", (rep,)
    ).fetchall()
    faults = db.execute(
        "SELECT rule FROM judgements WHERE repetition = ? AND broken ORDER BY rowid", (rep,)
    ).fetchall()
    return RepEntry(
        set_number=number,
        verdict=verdict,
        start=_nan(start),
        turn=_nan(turn),
        end=_nan(end),
        range=_nan(range_),
        held=_nan(held),
        side=side,
        why=why,
        measures=tuple(measures),
        faults=tuple(name for (name,) in faults),
    )


def _nan(value: float | None) -> float:
    return math.nan if value is None else value
