"""Damaged and hostile videos: what is missing is told, and nothing hangs, crashes or opens anything else."""

import itertools
from pathlib import Path

import pytest

from posecoach.errors import SourceError
from posecoach.media.damage import DAMAGED, RUNS_BACK, TIMELESS
from posecoach.media.video import Video, duration_of
from tests.films import card, film

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("silent_avi_t0.5.avi", "the file is cut off: 61 of its 125 frames are there"),
        ("silent_mkv_swap.mkv", "there is no picture from 1.7 to 3.6 s"),
        ("silent_mkv_zero.mkv", "there is no picture from 1.7 to 3.6 s"),
        ("silent_ts_zero.ts", "there is no picture from 1.5 to 2.7 s"),
        ("silent_wmv_t0.5.wmv", DAMAGED),
        ("ts_body_1.ts", DAMAGED),
    ],
)
def test_damage_is_told(name, warning):
    video = Video(DATA / name)
    moments = [still.t for still in video.stills()]
    assert warning in video.warnings
    assert DAMAGED in video.warnings
    assert len(moments) > 40


def test_half_a_second_without_a_picture_is_told(tmp_path):
    moments = [n / 25 for n in range(100) if not 25 < n < 42]
    path = film(tmp_path / "a.mp4", [card()] * len(moments), moments)
    video = Video(path)
    assert len(list(video.stills())) == len(moments)
    assert video.warnings == ["there is no picture from 1.0 to 1.7 s"]


def test_a_piece_that_is_there_twice_is_told(tmp_path):
    """Each frame of it is whole, and its times rise."""
    path = film(tmp_path / "a.mkv", [card()] * 150)
    content = path.read_bytes()
    clusters = [at for at in range(len(content)) if content.startswith(b"\x1f\x43\xb6\x75", at)]
    again = content[clusters[0] : clusters[1]] if len(clusters) > 1 else b""
    assert again, "the film has several clusters"
    cues = content.find(b"\x1c\x53\xbb\x6b", clusters[-1])
    path.write_bytes(content[:cues] + again + content[cues:])
    video = Video(path)
    assert len(list(video.stills())) > 150
    assert RUNS_BACK in video.warnings


@pytest.mark.parametrize(
    "name", ["times_back_pts.ts", "times_const_pts.ts", "times_mdhd_tsmax.mp4", "times_stts_delta0.mp4"]
)
def test_times_that_do_not_rise_are_replaced(name):
    """The film lasts 5 s, which its times do not tell."""
    video = Video(DATA / name)
    moments = [still.t for still in video.stills()]
    assert (len(moments), video.warnings) == (125, [TIMELESS])
    assert 4.4 < moments[-1] < 5.1
    assert all(b > a for a, b in itertools.pairwise(moments))


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nother.ts\n",
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nclip.mp4\n",
        "ffconcat version 1.0\nfile clip.mp4\n",
        '<?xml version="1.0"?><MPD></MPD>',
        "v=0\nm=video 5004 RTP/AVP 96\n",
    ],
    ids=["HLS", "HLS that names itself", "concat", "DASH", "SDP"],
)
def test_playlists_are_no_videos(tmp_path, text):
    path = tmp_path / "clip.mp4"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="is a playlist, not a video"):
        Video(path)
    assert duration_of(path)[0] != duration_of(path)[0], "its length is not known"
