"""Corrections by the user: another count, exercise, variant, weight or note, with the old value kept."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from posecoach.errors import HistoryError


@dataclass(frozen=True, slots=True)
class Correction:
    """New values for a set; None leaves a value as it is.

    Attributes:
        reps: full repetitions.
        held: s held.
        exercise: the exercise's id.
        variant: the variant's id; empty for none.
        weight_kg: kg lifted; 0 for none.
        note: the user's own words; empty for none.
    """

    reps: int | None = None
    held: float | None = None
    exercise: str | None = None
    variant: str | None = None
    weight_kg: float | None = None
    note: str | None = None


COUNTED = """
    SELECT coalesce(sets.reps, (SELECT count(*) FROM repetitions
        WHERE set_id = sets.id AND verdict IN ('counted', 'held'))) FROM sets WHERE id = ?
"""


def edit(db: sqlite3.Connection, session: int, number: int, correction: Correction, made: datetime) -> None:
    """Correct a set. The count, exercise and variant that the program found stay on record.

    Args:
        db: the history's file, in a transaction.
        session: the session's number.
        number: the set's number in it; 0 for the only one.
        correction: the new values.
        made: when the user made it.

    Raises:
        HistoryError: there is no such set, or several where none was named.
    """
    rows = db.execute(
        "SELECT id, number, exercise, variant, held_s FROM sets WHERE session = ? ORDER BY id", (session,)
    ).fetchall()
    if not rows:
        raise HistoryError(f"no session {session}; see: posecoach history")
    found = [row for row in rows if number in (0, row[1])]
    if len(found) != 1:
        known = ", ".join(str(row[1]) for row in rows)
        raise HistoryError(f"session {session} has the sets {known}; name one with --set")
    set_id, _, exercise, variant, held = found[0]
    changed: list[tuple[str, str, object, object]] = []
    if correction.reps is not None:
        changed.append(("reps", "reps", db.execute(COUNTED, (set_id,)).fetchone()[0], correction.reps))
    if correction.held is not None:
        changed.append(("held", "held_s", held, float(correction.held)))
    if correction.exercise is not None:
        changed.append(("exercise", "exercise", exercise, correction.exercise))
    if correction.variant is not None:
        changed.append(("variant", "variant", variant, correction.variant))
    for field, column, was, now in changed:
        db.execute(f"UPDATE sets SET {column} = ? WHERE id = ?", (now, set_id))  # noqa: S608 - our own names
        db.execute(
            "INSERT INTO corrections (set_id, field, was, now, made) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (set_id, field) DO UPDATE SET now = excluded.now, made = excluded.made",
            (set_id, field, str(was), str(now), made.isoformat(timespec="seconds")),
        )
    db.execute("DELETE FROM corrections WHERE set_id = ? AND was = now", (set_id,))
    if correction.weight_kg is not None:
        db.execute("UPDATE sets SET weight_kg = ? WHERE id = ?", (correction.weight_kg or None, set_id))
    if correction.note is not None:
        db.execute("UPDATE sets SET note = ? WHERE id = ?", (correction.note, set_id))


def merge(db: sqlite3.Connection, sessions: tuple[int, ...]) -> None:
    """Join sessions, and those that they were joined with before, into one workout.

    Raises:
        HistoryError: one of them does not exist.
    """
    old = []
    for session in sessions:
        row = db.execute("SELECT workout FROM sessions WHERE id = ?", (session,)).fetchone()
        if row is None:
            raise HistoryError(f"no session {session}; see: posecoach history")
        old.append(row[0])
    first = min(sessions)
    db.executemany("UPDATE sessions SET workout = ? WHERE id = ?", [(first, each) for each in sessions])
    db.executemany(
        "UPDATE sessions SET workout = ? WHERE workout = ?", [(first, each) for each in old if each]
    )
