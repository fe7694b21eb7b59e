"""Opens the history's file, brings it to this version's form, and closes it."""

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_data_path

from posecoach.errors import HistoryError
from posecoach.history.migrations import MIGRATIONS

LOCK_TIMEOUT_S = 30.0
"""s to wait for another process that is writing."""

MIN_FREE_BYTES = 100_000
"""Bytes that must be free beside the history: SQLite's locks alone take 32 kB."""

FULL = "the disk is full; make room on it, and try again"


def default_path() -> Path:
    """Return the path of the history in the user's data folder."""
    return user_data_path("posecoach", appauthor=False) / "history.db"


def there(path: Path) -> bool:
    """Return whether a history exists.

    Raises:
        HistoryError: its folder may not be entered, so nobody can tell.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise HistoryError(f"{path}: the history cannot be used: {error.strerror}") from None
    return True


@contextlib.contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the file, ready for use; for writing, as one transaction.

    Raises:
        HistoryError: it cannot be used, or was written by a newer posecoach.
    """
    try:
        if write:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                path.touch(mode=0o600)
        with contextlib.closing(_connected(path, write=write)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")
            _ready(db, path)
            if not write:
                yield db
                return
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
    except sqlite3.Error as error:
        why = FULL if _is_full(path) else str(error)
        raise HistoryError(f"{path}: the history cannot be used: {why}") from None
    except OSError as error:
        why = FULL if _is_full(path) else str(error.strerror)
        raise HistoryError(f"{path}: the history cannot be used: {why}") from None


def _is_full(path: Path) -> bool:
    """Tell whether the history's disk has too little room for what SQLite writes beside it."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < MIN_FREE_BYTES
    return False


def _connected(path: Path, *, write: bool) -> sqlite3.Connection:
    """Return a connection to the file, read-only where the file may only be read.

    SQLite writes locks beside a file that it reads. In a folder that it may not write to, or on a full disk,
    they can be left out, unless another process has changes there that are not in the file yet.
    """
    if write or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        db = sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)
        if write or _can_lock(db, path):
            return db
        db.close()
    beside = path.with_name(f"{path.name}-wal")
    whole = not (beside.exists() and beside.stat().st_size)
    name = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if whole else ''}"
    return sqlite3.connect(name, timeout=LOCK_TIMEOUT_S, isolation_level=None, uri=True)


def _can_lock(db: sqlite3.Connection, path: Path) -> bool:
    """Return False where the file cannot be read for want of room for locks."""
    try:
        db.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        if _is_full(path):
            return False
        db.close()
        raise
    return True


def _ready(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file to this version's form, once, in whichever process comes first."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise HistoryError(f"{path}: a newer posecoach wrote this; update yours")
    if version == len(MIGRATIONS):
        return
    _to_wal(db)
    db.execute("BEGIN IMMEDIATE")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in statements:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _to_wal(db: sqlite3.Connection) -> None:
    """Let readers read while a writer writes. SQLite does not wait for this one change, so this does."""
    deadline = time.monotonic() + LOCK_TIMEOUT_S
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
