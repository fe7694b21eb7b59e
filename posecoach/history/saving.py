"""Writes a record into the rows of the history."""

import hashlib
import json
import math
import sqlite3
from collections.abc import Mapping
from datetime import datetime

from posecoach.core.events import HoldEnded, Rep
from posecoach.core.session.record import Record, SetRecord


def save(
    db: sqlite3.Connection,
    record: Record,
    began: datetime,
    kind: str,
    *,
    dated: bool = True,
    weights: Mapping[str, float] | None = None,
) -> int:
    """Insert a session and return its number; the old number where it is there already.

    Args:
        db: the history's file, in a transaction.
        record: what happened.
        began: when, with its zone.
        kind: `live` or `file`.
        dated: False where `began` is only the time of the clip's file.
        weights: kg by exercise; under "" that of all others.
    """
    mark = _mark(record, kind, began)
    known = db.execute("SELECT id FROM sessions WHERE mark = ?", (mark,)).fetchone()
    if known:
        return int(known[0])
    cursor = db.execute(
        "INSERT INTO sessions (mark, began, kind, source, duration_s, frames, seen, notes, dated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            mark,
            began.isoformat(timespec="seconds"),
            kind,
            record.source,
            record.duration,
            record.frames,
            record.seen,
            json.dumps([*record.warnings, *record.notes]),
            dated,
        ),
    )
    session = cursor.lastrowid
    assert session is not None  # noqa: S101 - an INSERT has one
    for each in record.sets:
        given = weights or {}
        _save_set(db, session, each, given.get(each.exercise, given.get("")))
    return session


def _mark(record: Record, kind: str, began: datetime) -> str:
    """Return a session's fingerprint: its kind, source, time and events."""
    said = "\n".join([kind, record.source, began.isoformat(), *(str(event) for event in record.events)])
    return hashlib.sha256(said.encode()).hexdigest()


def _save_set(db: sqlite3.Connection, session: int, each: SetRecord, weight_kg: float | None) -> None:
    cursor = db.execute(
        "INSERT INTO sets (session, number, exercise, variant, view, start_s, end_s, rest_before_s, held_s,"
        " weight_kg) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            session,
            each.number,
            each.exercise,
            each.variant,
            each.view,
            each.start,
            each.end,
            _known(each.rest_before),
            each.held,
            weight_kg,
        ),
    )
    for part in each.parts:
        _save_part(db, cursor.lastrowid, part)


def _save_part(db: sqlite3.Connection, set_id: int | None, part: Rep | HoldEnded) -> None:
    values: tuple[str | float | None, ...]
    if isinstance(part, HoldEnded):
        values = ("held", part.start, None, part.seen_to, None, part.held, part.side, "")
    else:
        moments = (_known(part.start), part.turn, _known(part.end))
        values = (part.verdict.value, *moments, _known(part.rom), None, "", part.why)
    cursor = db.execute(
        "INSERT INTO repetitions (set_id, verdict, start_s, turn_s, end_s, range, held_s, side, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (set_id, *values),
    )
    rep = cursor.lastrowid
    db.executemany(
        "INSERT INTO measures (repetition, name, value) VALUES (?, ?, ?)",
        [(rep, name, value) for name, value in part.measures if not math.isnan(value)],
    )
    db.executemany(
        "INSERT INTO judgements (repetition, rule, broken) VALUES (?, ?, ?)",
        [(rep, rule, rule in part.faults) for rule in dict.fromkeys((*part.judged, *part.faults))],
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
