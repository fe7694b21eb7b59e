"""Journal of a session, on the disk while it happens: a power cut costs at most the last repetition.

A journal is a text file: what was watched and when it began in the first line, then an event a line. It
is gone once the session is in the history; one that is still there belongs to a session that was cut off.
"""

import contextlib
import json
import math
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from posecoach.core.events import Event, HoldEnded, Rep, SetEnded, Verdict, parse
from posecoach.core.session.record import Record
from posecoach.core.session.set_state import SetState
from posecoach.core.session.status import Update
from posecoach.errors import OutputError
from posecoach.types import Frame

PREFIX, ENDING = "live-", ".journal"


class Journal:
    """One session's journal.

    Args:
        folder: where journals lie; it is made where it is not there.
        source: what is watched.
        when: when it began.

    Raises:
        OutputError: it cannot be written.
    """

    def __init__(self, folder: Path, source: str, when: datetime) -> None:
        stamp = f"{when:%Y%m%d-%H%M%S}-{os.getpid()}"
        self.path = folder / f"{PREFIX}{stamp}{ENDING}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("x", encoding="utf-8")
            _lock(self._file.fileno())
            self._line(json.dumps({"source": source, "began": when.isoformat()}), sure=True)
        except OSError as error:
            raise OutputError(
                f"{self.path}: cannot be written: {error.strerror}; --no-save trains without the history"
            ) from None

    def write(self, frame: Frame, update: Update) -> None:
        """Note down what followed from a frame. A full disk costs the journal, not the session."""
        del frame
        self.note(update.events)

    def note(self, events: Iterable[Event]) -> None:
        """Note events down, those that cost sweat for certain."""
        for event in events:
            with contextlib.suppress(OSError):
                self._line(str(event), sure=_is_effort(event) or isinstance(event, SetEnded))

    def close(self, *, keep: bool) -> None:
        """No more events; `keep` leaves the file where it is."""
        with contextlib.suppress(OSError):
            self._file.close()
        if not keep:
            self.path.unlink(missing_ok=True)

    def _line(self, text: str, *, sure: bool) -> None:
        self._file.write(text + "\n")
        self._file.flush()
        if sure:
            os.fsync(self._file.fileno())


def left_behind(folder: Path) -> list[Path]:
    """The journals of sessions that were cut off."""
    there = os.path.isdir(folder)  # noqa: PTH112 - False for what may not be looked at
    found = sorted(folder.glob(f"{PREFIX}*{ENDING}")) if there else []
    return [path for path in found if not _in_use(path)]


def recovered(path: Path) -> tuple[Record, datetime] | None:
    """The session that a journal tells of, and when it began; None where it tells of no set.

    A line that was being written when it was cut off is left out; a set that was under way ends there.
    """
    try:
        first, *lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        head = json.loads(first)
        record, when = Record(source=str(head["source"])), datetime.fromisoformat(head["began"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for line in lines:
        try:
            record.events.append(parse(line))
        except ValueError:
            break
    record.notes.append("the session was cut off; this is what was on the disk")
    record.close(_end(record))
    last = max((event.t for event in record.events), default=0.0)
    record.trace = [(0.0, float("nan")), (last, float("nan"))]
    return (record, when) if record.sets else None


def _end(record: Record) -> list[Event]:
    """Return what ends the set that is still open, if one is and something was done in it."""
    state = SetState.after(record.events)
    return [state.ended(state.end)] if state.under_way and not math.isnan(state.end) else []


def _is_effort(event: Event) -> bool:
    """Return whether an event is a repetition, full or partial, or a hold."""
    return isinstance(event, HoldEnded) or (isinstance(event, Rep) and event.verdict is not Verdict.REJECTED)


def _lock(handle: int) -> None:
    """Mark a journal as being written, for as long as this process lives."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _in_use(path: Path) -> bool:
    """Return whether another process is still writing a journal."""
    try:
        if sys.platform == "win32":
            path.rename(path)  # refused there while somebody has it open
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False
