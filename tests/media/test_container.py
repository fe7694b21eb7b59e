import itertools
from fractions import Fraction

import av
import numpy as np
import pytest

from posecoach.errors import SourceError
from posecoach.media.options import ReadOptions, seconds
from posecoach.media.video import Video, duration_of
from tests.films import card, film, number, numbered, quarters


def tracks(path, *kinds):
    """A film with several video tracks: (size, frames a second, seconds, whether it is the default)."""
    with av.open(str(path), "w") as container:
        streams = []
        for (width, height), rate, _, default in kinds:
            stream = container.add_stream("libx264", rate=rate, options={"bf": "0", "g": "5"})
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.disposition = av.stream.Disposition.default if default else av.stream.Disposition(0)
            streams.append(stream)
        for stream, (size, rate, length, _) in zip(streams, kinds, strict=True):
            for i in range(max(1, round(rate * length))):
                frame = av.VideoFrame.from_ndarray(card(*size), format="rgb24")
                frame.pts, frame.time_base = i, Fraction(1, rate)
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
    return path


PREVIEW, FILM, STILL = ((32, 16), 1, 4, False), ((64, 48), 25, 4, True), ((128, 96), 25, 0.04, True)


@pytest.mark.parametrize(
    ("kinds", "size"),
    [
        ((PREVIEW, FILM), (64, 48)),
        ((STILL, FILM), (64, 48)),
        ((FILM, STILL, PREVIEW), (64, 48)),
        ((((64, 48), 25, 2, False), ((32, 16), 25, 1, True)), (32, 16)),
        ((((64, 48), 25, 1, True), ((32, 16), 25, 3, True)), (32, 16)),
    ],
    ids=["preview first", "still first", "film first", "the default", "the longest"],
)
def test_the_track_that_moves_is_the_default_and_lasts_longest_is_read(tmp_path, kinds, size):
    video = Video(tracks(tmp_path / "a.mp4", *kinds))
    assert video.size == next(video.frames()).size == size
    assert [f"it has {len(kinds)} video tracks" in note for note in video.notes] == [True]


def test_another_track_can_be_asked_for(tmp_path):
    path = tracks(tmp_path / "a.mp4", PREVIEW, FILM)
    video = Video(path, ReadOptions(track=0))
    assert (video.size, video.notes) == ((32, 16), [])
    assert duration_of(path, ReadOptions(track=0))[0] == pytest.approx(4.0)
    with pytest.raises(SourceError, match="there is no video track 2; they go from 0 to 1"):
        Video(path, ReadOptions(track=2))


def test_a_single_track_is_nothing_to_speak_of(tmp_path):
    assert Video(film(tmp_path / "a.mp4", [card()] * 5)).notes == []


def grown(tmp_path, first, then):
    """A film whose picture changes its size after 10 frames."""
    parts = [film(tmp_path / f"{i}.ts", [card(*size)] * 10) for i, size in enumerate((first, then))]
    path = tmp_path / "a.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


@pytest.mark.parametrize("then", [(128, 64), (64, 128), (32, 16)])
def test_a_picture_that_changes_its_shape_keeps_it_between_black_bars(tmp_path, then):
    first, *_, last = Video(grown(tmp_path, (64, 64), then)).frames()
    assert first.image.shape == (64, 64, 3)
    assert first.size == last.size == (64, 64), "poses stay in the same pixels"
    height, width = last.image.shape[:2]
    assert height == width == max(then), "none of its own pixels are lost"
    bars = [(y, x) for y, x in itertools.product((1, height - 2), (1, width - 2))]
    assert all(last.image[place].max() < 30 for place in bars)
    x, y = (width - then[0]) // 2, (height - then[1]) // 2
    assert quarters(last.image[y : y + then[1], x : x + then[0]]) == "rgbw"


@pytest.mark.parametrize(
    ("text", "value"), [("80", 80.0), ("1:20", 80.0), ("-30", -30.0), ("1:00:02.5", 3602.5), ("-1:00", -60.0)]
)
def test_times_are_read_as_people_write_them(text, value):
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "x", "1:2:3:4", "--3", "1e3", "inf", "nan", "1 2"])
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match="is no time"):
        seconds(text)


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """A film of 8 s whose pictures tell their numbers."""
    return film(tmp_path_factory.mktemp("films") / "a.mp4", [numbered(i) for i in range(200)])


@pytest.mark.parametrize(
    ("start", "end", "first", "last"), [(2.0, 4.0, 50, 99), (-2.0, np.inf, 150, 199), (0.0, -7.0, 0, 24)]
)
def test_a_part_has_the_times_of_the_whole(counted, start, end, first, last):
    frames = list(Video(counted, ReadOptions(start, end)).frames())
    assert [number(frame.image) for frame in frames] == [*range(first, last + 1)]
    assert [frame.t for frame in frames] == pytest.approx([i / 25 for i in range(first, last + 1)])


@pytest.mark.parametrize(
    ("start", "end", "says"), [(9.0, np.inf, "lasts 8.0 s"), (4.0, 2.0, "--from comes before --to")]
)
def test_a_part_that_there_is_not(counted, start, end, says):
    with pytest.raises(SourceError, match=says):
        Video(counted, ReadOptions(start, end))


def test_a_part_is_no_reason_to_call_a_film_cut_off(counted):
    video = Video(counted, ReadOptions(1.0, 2.0))
    assert len(list(video.frames())) == 25
    assert video.warnings == []


def test_slow_motion_has_real_seconds(counted):
    video = Video(counted, ReadOptions(start=4.0, speed=0.25))
    frames = list(video.frames())
    assert number(frames[0].image) == 100, "the part is of the file's own time"
    assert [frames[0].t, frames[-1].t] == pytest.approx([1.0, 199 / 100])
    assert (video.duration, video.period) == pytest.approx((2.0, 0.01))


def test_slow_motion_is_found_where_the_file_tells_it(tmp_path):
    path = film(tmp_path / "a.mp4", [card()] * 10)
    with (
        av.open(str(path)) as source,
        av.open(str(tmp_path / "b.mp4"), "w", options={"movflags": "use_metadata_tags"}) as target,
    ):
        target.metadata["com.android.capture.fps"] = "100.000000"
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    video = Video(tmp_path / "b.mp4")
    assert [frame.t for frame in video.frames()][-1] == pytest.approx(0.09)
    assert "slow motion" in video.notes[0]
    assert [frame.t for frame in Video(video.path, ReadOptions(speed=1.0)).frames()][-1] == pytest.approx(
        0.36
    )
