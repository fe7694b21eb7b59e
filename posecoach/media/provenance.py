"""Tells the films that posecoach made from others by a comment in them, whatever they are called."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PROVENANCE_MARK = "Annotated by posecoach"
"""The comment."""

TAIL = 16_384
"""Bytes of the end of a film's index that are read: what is said of the film as a whole stands there last."""

BOX_HEAD_BYTES = 8
"""Bytes that begin each part of an MP4 file: how long it is, and what."""


def _comment() -> bytes:
    """The comment as an MP4 file holds it, as UTF-8 text of no language."""
    text = PROVENANCE_MARK.encode()
    data = b"data" + bytes((0, 0, 0, 1)) + bytes(4) + text
    return b"\xa9cmt" + (4 + len(data)).to_bytes(4, "big") + data


COMMENT = _comment()


def is_ours(path: Path) -> bool:
    """Return whether a file is a film with everything drawn on it that was made here.

    Its index alone is looked at, without FFmpeg: there may be hundreds in a folder, and a foreign file may
    be a list of addresses, which are not to be followed.
    """
    try:
        with path.open("rb") as file:
            for kind, start, end in _parts(file):
                if start == 0 and kind != b"ftyp":
                    return False
                if kind == b"moov":
                    file.seek(max(start, end - TAIL))
                    return COMMENT in file.read(min(end - start, TAIL))
    except OSError:
        pass
    return False


def _parts(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """The parts of an MP4 file: what each is, where it begins and where it ends."""
    start = 0
    while len(head := file.read(2 * BOX_HEAD_BYTES)) >= BOX_HEAD_BYTES:
        size = int.from_bytes(head[:4], "big")
        if size == 1:  # it is long, and how long stands behind
            size = int.from_bytes(head[BOX_HEAD_BYTES:], "big")
        if size < BOX_HEAD_BYTES:
            return
        yield head[4:BOX_HEAD_BYTES], start, start + size
        start += size
        file.seek(start)
