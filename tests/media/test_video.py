import math
import os
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from posecoach.errors import SourceError
from posecoach.media.damage import DAMAGED
from posecoach.media.video import Video, duration_of
from tests.films import PERSON, card, film, number, numbered, quarters, song


def test_upright(tmp_path):
    video = Video(film(tmp_path / "a.mp4", [card()] * 5))
    frames = list(video.frames())
    assert video.size == (64, 48)
    assert video.frames_total == 5
    assert video.duration == pytest.approx(0.2, abs=0.01)
    assert video.notes == video.warnings == []
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
    assert len(video.warnings) == 1


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
        told.append([warning for warning in video.warnings if "cut off" in warning])
    assert told[0] == told[1] == [told[0][0]]
    assert re.fullmatch(r"the file is cut off: it ends at (8|9|10)\.\d s of (19\.8|20\.0) s", told[0][0])
    assert told[2] == []


@pytest.mark.parametrize("kind", ["h264", "mpg", "ts", "mp4"])
def test_a_film_entered_in_its_midst_has_the_moments_that_it_has_from_its_beginning(tmp_path, kind):
    """Also where frames bear no times: an H.264 stream has none at all, an MPEG one has them here and there."""
    path = film(tmp_path / f"a.{kind}", [numbered(i) for i in range(200)])
    whole = {number(frame.image): frame.t for frame in Video(path).frames()}
    assert list(whole) == list(range(200))
    assert whole[199] == pytest.approx(199 / 25, abs=0.1)
    for start in (1.0, 3.02, 7.0):
        found = {number(still.frame().image): still.t for still in Video(path).stills(start=start)}
        assert found == {i: t for i, t in whole.items() if t >= start}


def test_two_films_joined_into_one_file_are_not_mistaken_for_each_other(tmp_path):
    """Each moment of the shorter one is in both: to go to it may lead to the wrong one."""
    parts = [film(tmp_path / f"{i}.ts", [numbered(100 * i + n) for n in range(100)]) for i in range(2)]
    path = tmp_path / "both.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    assert [number(still.frame().image) for still in Video(path).stills(start=2.5)] == [*range(63, 200)]


@pytest.mark.parametrize(("picture", "sound"), [(3.0, 0.0), (0.0, 6.0)], ids=["late", "with more sound"])
@pytest.mark.parametrize("kind", ["mkv", "mp4"])
def test_a_film_with_sound_before_or_after_it_is_not_cut_off(tmp_path, kind, picture, sound):
    with (
        av.open(str(film(tmp_path / "silent.mp4", [card()] * 100))) as source,
        av.open(str(tmp_path / f"a.{kind}"), "w") as target,
    ):
        shot = target.add_stream_from_template(source.streams.video[0])
        heard = target.add_stream("aac", rate=8000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), format="fltp", layout="mono")
        silence.sample_rate = 8000
        for _ in range(4 + round(sound)):
            target.mux(heard.encode(silence))
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.pts += round(picture / packet.time_base)
                packet.dts += round(picture / packet.time_base)
                packet.stream = shot
                target.mux(packet)
        target.mux(heard.encode())
    video = Video(tmp_path / f"a.{kind}")
    assert list(video.frames())[-1].t == pytest.approx(3.96)
    assert video.notes == video.warnings == []


def test_how_often_a_frame_comes_is_what_the_times_say(tmp_path):
    """Copied into Matroska, films often claim a thousand frames a second."""
    with (
        av.open(str(film(tmp_path / "a.mp4", [card()] * 50))) as source,
        av.open(str(tmp_path / "a.mkv"), "w") as target,
    ):
        shot = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = shot
                target.mux(packet)
    with av.open(str(tmp_path / "a.mkv")) as made:
        assert made.streams.video[0].average_rate == 1000
    assert Video(tmp_path / "a.mkv").period == pytest.approx(0.04)


def test_damage_is_said_to_who_does_not_come_to_the_end(tmp_path):
    data = bytearray(PERSON.read_bytes())
    for i in range(len(data) // 5, len(data) // 5 + 4000):
        data[i] = i * 37 % 251
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    video = Video(path)
    for still in video.stills():
        if still.t > 6.0:
            break
    assert video.warnings == [DAMAGED]


def test_a_name_may_look_like_an_address(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = Path("2026-11-23T18:30:15.mp4")
    name.write_bytes(PERSON.read_bytes())
    assert next(Video(name).frames()).t == 0.0
    assert duration_of(name)[0] > 5.0


def test_a_path_may_be_a_text(tmp_path):
    assert Video(str(film(tmp_path / "a.mp4", [card()] * 3))).path == tmp_path / "a.mp4"


def test_a_folder_that_may_not_be_entered(stranger):
    (stranger / "locked").mkdir(mode=0o000)
    with pytest.raises(SourceError, match=r"a\.mp4: cannot be read: Permission denied"):
        Video(stranger / "locked" / "a.mp4")
    assert math.isnan(duration_of(stranger / "locked" / "a.mp4")[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(SourceError, match="is no ordinary file"):
        Video(tmp_path / "pipe.mp4")
    with pytest.raises(SourceError, match="is a folder"):
        Video(tmp_path)
