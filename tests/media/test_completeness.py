"""Files that break off, of kinds over which FFmpeg says nothing."""

import pytest

from posecoach.media.completeness import is_whole
from posecoach.media.damage import DAMAGED
from posecoach.media.video import Video
from tests.films import card, film

KINDS = {"gif": "gif", "wmv": "asf", "ts": "mpegts"}


@pytest.fixture(params=KINDS)
def whole(request, tmp_path):
    import av

    path = tmp_path / f"a.{request.param}"
    with av.open(str(path), "w", format=KINDS[request.param]) as target:
        coded = {"gif": "gif", "wmv": "wmv2", "ts": "libx264"}[request.param]
        stream = target.add_stream(coded, rate=25)
        stream.width, stream.height = 64, 48
        stream.pix_fmt = "rgb8" if request.param == "gif" else "yuv420p"
        for i in range(50):
            picture = av.VideoFrame.from_ndarray(card(), format="rgb24").reformat(format=stream.pix_fmt)
            picture.pts = i
            target.mux(stream.encode(picture))
        target.mux(stream.encode())
    return path


def test_a_whole_file_is_whole(whole):
    assert is_whole(whole, KINDS[whole.suffix[1:]])
    video = Video(whole)
    assert (len(list(video.stills())), video.warnings) == (50, [])


def test_one_that_breaks_off_is_not(whole):
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content) * 0.7)])
    assert not is_whole(whole, KINDS[whole.suffix[1:]])
    video = Video(whole)
    list(video.stills())
    assert DAMAGED in video.warnings


def test_a_gif_with_a_piece_out_of_place_is_not_whole(tmp_path):
    """Its blocks follow each other all the same."""
    piece = bytes([255]) + bytes(255)
    head = b"GIF89a" + bytes(7) + b"," + bytes(9) + b"\x08"
    (tmp_path / "a.gif").write_bytes(head + piece * 3 + b"\x05" + bytes(5) + b"\0;")
    (tmp_path / "b.gif").write_bytes(head + piece + b"\x07" + bytes(7) + piece + b"\0;")
    assert [is_whole(tmp_path / name, "gif") for name in ("a.gif", "b.gif")] == [True, False]


def test_other_kinds_are_not_looked_into(tmp_path):
    assert is_whole(film(tmp_path / "a.mp4", [card()] * 3), "mov,mp4,m4a,3gp,3g2,mj2")
