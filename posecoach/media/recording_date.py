"""The date on which a clip was filmed."""

import datetime as dt
from pathlib import Path

from posecoach.errors import SourceError
from posecoach.media.container import open_file

DATE_KEYS = ("com.apple.quicktime.creationdate", "creation_time", "date")
"""Tags in which cameras note it down, the one that knows its time zone first."""


def recording_date(path: Path) -> tuple[dt.datetime, bool]:
    """The moment a clip was filmed, in local time, and whether the clip itself says so.

    Where it does not, the moment its file was written; now, where the file has gone meanwhile.
    """
    try:
        written = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, ValueError, OverflowError):
        return dt.datetime.now().astimezone(), False
    try:
        with open_file(path) as clip:
            notes = {key.lower(): value for key, value in clip.metadata.items()}
    except SourceError:
        return written, False
    for key in DATE_KEYS:
        said = _moment(notes.get(key, ""))
        # Cameras without a set clock write the epoch of 1904, 1970 or their own making.
        if said and said.year >= 2000:  # noqa: PLR2004
            return said, True
    return written, False


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
