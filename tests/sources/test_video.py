import math
import re
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.errors import SourceError
from posecoach.sources.video import GLITCH, Video, _Clock
from tests.films import card, film, quarters, song


def test_upright(tmp_path):
    video = Video(film(tmp_path / "a.mp4", [card()] * 5))
    frames = list(video.frames())
    assert video.size == (64, 48)
    assert video.frames_total == 5
    assert video.duration == pytest.approx(0.2, abs=0.01)
    assert video.notes == []
    assert [quarters(frame.image) for frame in frames] == ["rgbw"] * 5
    assert [frame.t for frame in frames] == pytest.approx([0, 0.04, 0.08, 0.12, 0.16])
    assert {frame.size for frame in frames} == {(64, 48)}


@pytest.mark.parametrize(
    ("turned", "size", "seen"), [(90, (48, 64), "gbwr"), (180, (64, 48), "bwrg"), (270, (48, 64), "wrgb")]
)
def test_rotation_is_honoured(tmp_path, turned, size, seen):
    """The display matrix turns the picture against the clock, as FFmpeg's own players do."""
    video = Video(film(tmp_path / "a.mp4", [card()] * 3, turned=turned))
    frame = next(iter(video.frames()))
    assert video.size == frame.size == size
    assert frame.image.shape == (size[1], size[0], 3)
    assert quarters(frame.image) == seen


def test_variable_frame_rate(tmp_path):
    moments = [3.0, 3.04, 3.5, 3.502, 5.0]
    frames = Video(film(tmp_path / "a.mp4", [card()] * 5, moments)).frames()
    assert [frame.t for frame in frames] == pytest.approx([0, 0.04, 0.5, 0.502, 2.0])


def test_scaled_down_but_not_up(tmp_path):
    video = Video(film(tmp_path / "a.mp4", [card(320, 180)] * 2))
    small, whole = next(video.frames(100)), next(video.frames(1000))
    assert small.image.shape == (56, 100, 3)
    assert whole.image.shape == (180, 320, 3)
    assert small.size == whole.size == (320, 180)
    assert quarters(small.image) == "rgbw"


@pytest.mark.parametrize("width", [50, 64, 98, 178])
@pytest.mark.parametrize("turned", [0, 90])
def test_pixels_lie_without_gaps(tmp_path, width, turned):
    """FFmpeg pads its rows, and MediaPipe would read the padding as picture."""
    frame = next(Video(film(tmp_path / "a.mp4", [card(width)] * 2, turned=turned)).frames())
    assert frame.image.flags.c_contiguous
    assert frame.image.dtype == np.uint8


def test_oblong_pixels_are_made_square(tmp_path):
    video = Video(film(tmp_path / "a.mp4", [card(32, 48)] * 2, aspect=Fraction(2)))
    assert video.size == (64, 48)
    assert next(video.frames()).image.shape == (48, 64, 3)


def test_one_frame(tmp_path):
    assert [frame.t for frame in Video(film(tmp_path / "a.mp4", [card()])).frames()] == [0]


def test_a_name_with_spaces_quotes_and_umlauts(tmp_path):
    path = film(tmp_path / """Übung "1" 'nach' 100 % {x}.mp4""", [card()] * 2)
    assert len(list(Video(path).frames())) == 2


def test_cut_off_gives_what_there_is_and_says_so(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (100, 48, 64, 3), np.uint8)
    whole = film(tmp_path / "a.mkv", noise).read_bytes()
    path = tmp_path / "cut.mkv"
    path.write_bytes(whole[: len(whole) // 2])
    video = Video(path)
    assert 20 < len(list(video.frames())) < 80
    assert len(video.notes) == 1


def test_damage_inside_is_passed_over(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (50, 48, 64, 3), np.uint8)
    content = bytearray(film(tmp_path / "a.mkv", noise).read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    (tmp_path / "a.mkv").write_bytes(content)
    frames = list(Video(tmp_path / "a.mkv").frames())
    assert 20 < len(frames) <= 50
    assert all(a.t < b.t for a, b in pairwise(frames))


def _broken(folder, kind):
    path = folder / "clip.mp4"
    match kind:
        case "folder":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("not a film\n")
        case "sound":
            song(path)
        case "headless":
            path.write_bytes(film(folder / "whole.mp4", [card()] * 9).read_bytes()[:600])
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("missing", "no such file"),
        ("folder", "is a folder"),
        ("empty", "is empty"),
        ("text", "is not a video"),
        ("sound", "only sound"),
        ("headless", "is not a video"),
    ],
)
def test_what_is_no_video(tmp_path, kind, says):
    path = _broken(tmp_path, kind)
    with pytest.raises(SourceError) as error:
        Video(path)
    assert str(error.value).startswith(f"{path}: {says}") or says in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def clocked(stamps):
    clock = _Clock(0.04)
    return [clock.read(stamp) for stamp in stamps]


@pytest.mark.parametrize(
    ("stamps", "moments"),
    [
        ([0.0, 0.04, 0.08], [0, 0.04, 0.08]),
        ([7.0, 7.5], [0, 0.5]),
        ([None, None, None], [0, 0.04, 0.08]),
        ([1.0, None, 1.08], [0, 0.04, 0.08]),
        ([0.0, 0.04, 0.04, 0.08], [0, 0.04, 0.041, 0.08]),
        ([0.0, 0.08, 0.04, 0.12], [0, 0.08, 0.081, 0.12]),
        ([0.0, 5.0, 0.0, 0.04], [0, 5.0, 5.04, 5.08]),
    ],
    ids=["plain", "late start", "none", "a gap", "twice", "muddled", "two films joined"],
)
def test_clock(stamps, moments):
    assert clocked(stamps) == pytest.approx(moments)


@given(st.lists(st.none() | st.floats(-1e4, 1e4), min_size=1, max_size=30))
def test_time_always_rises_from_zero(stamps):
    moments = clocked(stamps)
    assert moments[0] == 0
    assert all(a < b for a, b in pairwise(moments))
    assert all(math.isfinite(t) for t in moments)


@given(st.lists(st.integers(2, 500), max_size=30), st.floats(-GLITCH, 1e4))
def test_good_timestamps_are_kept(steps, start):
    wanted = np.cumsum([0, *steps]) / 1000
    assert clocked([start + t for t in wanted]) == pytest.approx(wanted, abs=1e-9)


def index_first(path):
    """The same film with its index before its pictures, so that it opens however it is cut off."""
    made = path.with_name(f"first_{path.name}")
    with av.open(str(path)) as source, av.open(str(made), "w", options={"movflags": "+faststart"}) as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return made


def test_where_a_film_is_cut_off_is_told_by_who_sees_it(tmp_path):
    noise = np.random.default_rng(1).integers(0, 255, (100, 48, 64, 3), np.uint8)
    path = index_first(film(tmp_path / "a.mp4", noise, [n / 5 for n in range(100)]))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    told = []
    for start in (0.0, 5.0, 15.0):
        video = Video(path)
        moments = [still.t for still in video.stills(start=start)]
        assert bool(moments) == (start < 10.0)
        told.append([note for note in video.notes if "cut off" in note])
    assert told[0] == told[1] == [told[0][0]]
    assert re.fullmatch(r"the file is cut off: it ends at (8|9|10)\.\d s of (19\.8|20\.0) s", told[0][0])
    assert told[2] == []
