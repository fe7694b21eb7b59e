"""The history: finished sessions in an SQLite file in the user's data folder.

Live training saves here, and `analyze --save`; nothing else does. Several processes may write at once; each
session is one transaction, there whole or not at all.
"""

import contextlib
import json
import os
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from posecoach.core.session.record import Record
from posecoach.errors import HistoryError
from posecoach.history import editing
from posecoach.history.editing import Correction
from posecoach.history.entries import REPETITIONS, SETS, RepEntry, Session, SetEntry, rep_entry, set_entry
from posecoach.history.saving import save
from posecoach.history.store import default_path, opened, there

__all__ = ["Correction", "History", "RepEntry", "Session", "SetEntry", "default_path"]


class History:
    """The saved sessions. Each call opens the file anew and leaves it closed.

    Args:
        path: the file; by default the one in the user's data folder. Saving the first session creates it.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = Path(path) if path else default_path()

    def save(
        self,
        record: Record,
        *,
        when: datetime,
        kind: str,
        dated: bool = True,
        weights: Mapping[str, float] | None = None,
    ) -> int:
        """Save a session and return its number. A session that is there already is not saved twice.

        Args:
            record: what happened.
            when: the moment at which it began; local time where it names no zone.
            kind: `live` or `file`.
            dated: False where `when` is only the time of the clip's file.
            weights: kg by exercise; under "" that of all others.

        Raises:
            HistoryError: the history cannot be written.
        """
        with opened(self.path, write=True) as db:
            return save(db, record, when.astimezone(), kind, dated=dated, weights=weights)

    def edit(self, session: int, correction: Correction, *, number: int = 0, made: datetime) -> None:
        """Correct a set of a session; `number` is the set's, 0 for the only one.

        Raises:
            HistoryError: there is no such set, or several where none was named.
        """
        self._need(session)
        with opened(self.path, write=True) as db:
            editing.edit(db, session, number, correction, made)

    def merge(self, *sessions: int) -> None:
        """Join sessions into one workout, however far apart they are.

        Raises:
            HistoryError: one of them does not exist.
        """
        self._need(sessions[0])
        with opened(self.path, write=True) as db:
            editing.merge(db, sessions)

    def goals(self) -> dict[str, float]:
        """Return the weekly goals by exercise: repetitions, or s of a hold."""
        if not there(self.path):
            return {}
        with opened(self.path) as db:
            return dict(db.execute("SELECT exercise, weekly FROM goals ORDER BY exercise").fetchall())

    def set_goal(self, exercise: str, weekly: float) -> None:
        """Set the weekly goal of an exercise; 0 removes it.

        Raises:
            HistoryError: the history cannot be written.
        """
        with opened(self.path, write=True) as db:
            db.execute("DELETE FROM goals WHERE exercise = ?", (exercise,))
            if weekly:
                db.execute("INSERT INTO goals (exercise, weekly) VALUES (?, ?)", (exercise, float(weekly)))

    def _need(self, session: int) -> None:
        if not there(self.path):
            raise HistoryError(f"no session {session}; see: posecoach history")

    def check(self) -> None:
        """Check, before long work, that sessions can be saved; creates the file.

        Raises:
            HistoryError: they cannot.
        """
        with opened(self.path, write=True):
            pass

    def sessions(self) -> list[Session]:
        """Return every session, the latest first."""
        if not there(self.path):
            return []
        with opened(self.path) as db:
            rows = db.execute(
                "SELECT id, began, kind, source, duration_s, notes FROM sessions ORDER BY began DESC, id DESC"
            )
            return [
                Session(id_, datetime.fromisoformat(began), kind, source, duration, tuple(json.loads(notes)))
                for id_, began, kind, source, duration, notes in rows
            ]

    def sets(
        self,
        exercise: str = "",
        since: date | None = None,
        until: date | None = None,
        session: int | None = None,
    ) -> list[SetEntry]:
        """Return sets in the order they were done, of one exercise, session or range of days if asked for."""
        if not there(self.path):
            return []
        # A day is the local one, as it was where the session took place: the text's own first ten letters.
        last = (until + timedelta(days=1)).isoformat() if until else "9999"
        first = since.isoformat() if since else ""
        with opened(self.path) as db:
            asked = {"exercise": exercise, "first": first, "last": last, "session": session}
            rows = db.execute(SETS, asked).fetchall()
            return [set_entry(db, row) for row in rows]

    def repetitions(self, session: int) -> list[RepEntry]:
        """Return every repetition and hold of a session, in order.

        Raises:
            HistoryError: there is no such session.
        """
        self._need(session)
        with opened(self.path) as db:
            if not db.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone():
                raise HistoryError(f"no session {session}; see: posecoach history")
            rows = db.execute(REPETITIONS, (session,)).fetchall()
            return [rep_entry(db, row) for row in rows]

    def delete(self, *sessions: int) -> None:
        """Erase sessions: all that are named, or none.

        Raises:
            HistoryError: there is no such session.
        """
        self._need(sessions[0])
        with opened(self.path, write=True) as db:
            for session in dict.fromkeys(sessions):
                if not db.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount:
                    raise HistoryError(f"no session {session}; see: posecoach history")
        self._shrink()

    def delete_all(self) -> int:
        """Erase every session and return how many there were."""
        if not there(self.path):
            return 0
        with opened(self.path, write=True) as db:
            count = db.execute("DELETE FROM sessions").rowcount
        self._shrink()
        return count

    def _shrink(self) -> None:
        """Remove from the file what was erased."""
        with opened(self.path) as db, contextlib.suppress(sqlite3.OperationalError):
            # Another process may be reading; what was erased is overwritten all the same (secure_delete).
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
