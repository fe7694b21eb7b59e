"""Sees whether a file is whole, of kinds over which FFmpeg says nothing: GIF, Windows Media, transport streams."""

import struct
from pathlib import Path
from typing import BinaryIO

EXTENSION, IMAGE, TRAILER = b"!,;"
"""First bytes of a GIF's blocks."""

HAS_PALETTE, PALETTE_BITS = 0x80, 0x07

FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
"""The mark of the part of a Windows Media file that tells its size."""

HEAD_BYTES = 64 * 1024
"""Bytes of its beginning in which that part is looked for."""

BROADCAST = 1
"""Flag of one that was recorded as it was sent, which cannot know its size."""

TS_PACKET, TS_MARK = 188, 0x47
"""Bytes of a transport stream's packet, and the first of them."""


def is_whole(path: Path, kind: str) -> bool:
    """Tell whether a file goes to its end, as far as can be seen by its structure.

    Args:
        path: the file.
        kind: FFmpeg's name of its kind; those that are not looked into count as whole.
    """
    look = {"gif": _whole_gif, "asf": _whole_asf, "mpegts": _whole_transport_stream}.get(kind)
    if look is None:
        return True
    try:
        with path.open("rb") as file:
            return look(file)
    except (OSError, IndexError, struct.error):  # the file ended in the midst of a block
        return False


def _whole_gif(file: BinaryIO) -> bool:
    """Tell whether the blocks follow each other to the mark of the end."""
    _skip_palette(file, file.read(13)[10])
    while (block := file.read(1)[0]) in (EXTENSION, IMAGE):
        if block == IMAGE:
            _skip_palette(file, file.read(9)[8])
        file.seek(1, 1)
        lengths = []
        while length := file.read(1)[0]:
            file.seek(length, 1)
            lengths.append(length)
        # A picture's pieces are of one length but for its last. Damage soon makes them differ.
        if block == IMAGE and len(set(lengths[:-1])) > 1:
            return False
    return block == TRAILER


def _skip_palette(file: BinaryIO, flags: int) -> None:
    if flags & HAS_PALETTE:
        file.seek(3 << (flags & PALETTE_BITS) + 1, 1)


def _whole_asf(file: BinaryIO) -> bool:
    """Tell whether the file is of the size that it claims."""
    head = file.read(HEAD_BYTES)
    at = head.find(FILE_PROPERTIES)
    if at < 0:
        return False
    claimed, flags = struct.unpack_from("<40xQ40xI", head, at)
    return bool(flags & BROADCAST) or claimed == file.seek(0, 2)


def _whole_transport_stream(file: BinaryIO) -> bool:
    """Tell whether the last packet is whole, where the first one is."""
    head = file.read(2 * TS_PACKET)
    begins = head[0] == head[TS_PACKET] == TS_MARK
    return not begins or file.seek(0, 2) % TS_PACKET == 0
