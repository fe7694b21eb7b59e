"""The training diary: finished sessions in an SQLite file in the user's data folder.

Nothing comes here by itself: live training does, and an analysis that was asked to. Several processes may
write at once; each session is one transaction, there whole or not at all.
"""

import contextlib
import json
import os
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

from posecoach.core.session.record import Record
from posecoach.errors import HistoryError
from posecoach.history.entries import REPETITIONS, SETS, RepEntry, Session, SetEntry, rep_entry, set_entry
from posecoach.history.saving import save
from posecoach.history.store import default_path, opened, there

__all__ = ["History", "RepEntry", "Session", "SetEntry", "default_path"]


class History:
    """The diary. Each call opens the file anew and leaves it closed.

    Args:
        path: the file; the one in the user's data folder otherwise. It is made when the first is to be saved.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = Path(path) if path else default_path()

    def save(self, record: Record, *, when: datetime, kind: str) -> int:
        """Keep a session, and give its number. One that is there already is not kept twice.

        Args:
            record: what happened.
            when: the moment at which it began; local time where it names no zone.
            kind: `live` or `file`.

        Raises:
            HistoryError: the diary cannot be written.
        """
        with opened(self.path, write=True) as db:
            return save(db, record, when.astimezone(), kind)

    def check(self) -> None:
        """See, before long work, that sessions can be kept; the file is made where there is none.

        Raises:
            HistoryError: they cannot.
        """
        with opened(self.path, write=True):
            pass

    def sessions(self) -> list[Session]:
        """Every session, the latest first."""
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
        """Sets in the order they were done, of one exercise, session or stretch of days where asked for."""
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
        """Every repetition and hold of a session, in order.

        Raises:
            HistoryError: there is no such session.
        """
        if not there(self.path):
            raise HistoryError(f"no session {session}; see: posecoach history")
        with opened(self.path) as db:
            if not db.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone():
                raise HistoryError(f"no session {session}; see: posecoach history")
            rows = db.execute(REPETITIONS, (session,)).fetchall()
            return [rep_entry(db, row) for row in rows]

    def delete(self, *sessions: int) -> None:
        """Erase sessions: all of these, or none.

        Raises:
            HistoryError: there is no such session.
        """
        if not there(self.path):
            raise HistoryError(f"no session {sessions[0]}; see: posecoach history")
        with opened(self.path, write=True) as db:
            for session in dict.fromkeys(sessions):
                if not db.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount:
                    raise HistoryError(f"no session {session}; see: posecoach history")
        self._shrink()

    def delete_all(self) -> int:
        """Erase every session, and say how many there were."""
        if not there(self.path):
            return 0
        with opened(self.path, write=True) as db:
            count = db.execute("DELETE FROM sessions").rowcount
        self._shrink()
        return count

    def _shrink(self) -> None:
        """Let nothing of what was erased remain in the file."""
        with opened(self.path) as db, contextlib.suppress(sqlite3.OperationalError):
            # Another process may be reading; what was erased is overwritten all the same (secure_delete).
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
