"""The films that posecoach made are told from others without opening them."""

import pytest

from posecoach.media.provenance import COMMENT, is_ours
from posecoach.media.video_writer import VideoWriter
from posecoach.sinks.annotate_video import annotate
from posecoach.types import Frame
from tests.films import PERSON, card, film


def part(kind, inside=b"", size=None):
    return (len(inside) + 8 if size is None else size).to_bytes(4, "big") + kind + inside


def long_part(kind, inside):
    return (1).to_bytes(4, "big") + kind + (len(inside) + 16).to_bytes(8, "big") + inside


FIRST = part(b"ftyp", b"isom")


def test_films_of_both_kinds_are_ours(tmp_path):
    clip = film(tmp_path / "clip.mp4", [card()] * 3)
    assert list(annotate(clip, tmp_path / "a.mp4", lambda t: t, lambda _ground, _update: None))
    live = VideoWriter(tmp_path / "b.mp4", lambda _ground, _update: None)
    live.write(Frame(0.0, card()), None)
    live.close()
    assert is_ours(tmp_path / "a.mp4")
    assert is_ours(tmp_path / "b.mp4")
    assert not is_ours(clip)
    assert not is_ours(PERSON)


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (FIRST + part(b"mdat", b"x" * 99) + part(b"moov", COMMENT), True),
        (FIRST + long_part(b"mdat", b"x" * 99) + part(b"moov", b"x" * 99_999 + COMMENT), True),
        (FIRST + part(b"moov", COMMENT + b"x" * 99_999), False),
        (FIRST + part(b"mdat", COMMENT), False),
        (FIRST + part(b"mdat", COMMENT, size=0) + part(b"moov", COMMENT), False),
        (part(b"moov", COMMENT), False),
        (FIRST + part(b"moov", COMMENT)[:20], False),
        (b"", False),
        (bytes(range(256)), False),
    ],
    ids=["index last", "long", "not at its end", "picture", "endless", "no MP4", "cut off", "empty", "other"],
)
def test_only_the_comment_in_the_index_counts(tmp_path, content, ours):
    (tmp_path / "a.mp4").write_bytes(content)
    assert is_ours(tmp_path / "a.mp4") is ours


def test_what_cannot_be_read_is_not_ours(tmp_path):
    assert not is_ours(tmp_path)
    assert not is_ours(tmp_path / "none.mp4")
