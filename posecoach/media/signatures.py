"""Videos known by how their files begin, whatever they are called."""

from pathlib import Path

HEAD_BYTES = 4096
"""Bytes of a file's beginning that are looked at."""

TS_PACKET, BLURAY_PACKET = 188, 192
"""Bytes from one packet of a transport stream to the next; with four of a time before each."""

STARTS = (
    *(b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"0&\xb2u\x8ef\xcf\x11", b"FLV\x01"),
    *(b"\x06\x0e+4\x02\x05\x01\x01", b"GIF87a", b"GIF89a", b".RMF", b"YUV4MPEG2", b"DKIF"),
)
"""Matroska, MPEG, MPEG-2 video, ASF, FLV, MXF, GIF, RealMedia, Y4M, IVF."""

OGG_VIDEO = (b"\x80theora", b"\x01video", b"OVP80", b"BBCD")

NO_VIDEO_BRANDS = (b"M4A ", b"M4B ", b"heic", b"heix", b"mif1", b"avif", b"crx ")
"""Sound and pictures that lie in MP4's boxes."""


def is_video(path: Path) -> bool:
    """Tell whether a file begins as a video does; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return False
    if head[4:8] == b"ftyp":
        return head[8:12] not in NO_VIDEO_BRANDS
    if head[:4] == b"RIFF":
        return head[8:12] == b"AVI " or (head[8:16] == b"WEBPVP8X" and b"ANIM" in head)
    if head[:4] == b"OggS":
        return any(mark in head for mark in OGG_VIDEO)
    return head.startswith(STARTS) or head[4:8] in (b"moov", b"wide") or _is_transport_stream(head)


def _is_transport_stream(head: bytes) -> bool:
    """Tell whether every packet begins with its mark."""
    for length, start in ((TS_PACKET, 0), (BLURAY_PACKET, 4)):
        marks = head[start::length]
        if len(head) >= 8 * length and set(marks) == {0x47}:
            return True
    return False
