from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from posecoach.errors import SourceError
from posecoach.media.video import Video
from posecoach.overlay import Panel
from posecoach.sinks.annotate_video import annotate
from posecoach.sinks.paint import COLOURS, paint
from tests.films import card, film, number, numbered, quarters, song

STEADY = [n / 25 for n in range(50)]
UNEVEN = [0.0, 0.04, 0.05, 0.31, 0.33, 0.9, 0.94, 1.5, 1.501, 1.9]

WHOLE = {"s16": np.int16, "s32": np.int32}
"""Kinds of samples that are whole numbers."""


def sounding(
    path: Path,
    silent: Path,
    codec: str = "aac",
    seconds: float = 2.0,
    rate: int = 48000,
    layout: str = "mono",
) -> Path:
    """A film with a tone added to it."""
    with av.open(str(silent)) as source, av.open(str(path), "w") as out:
        shot = source.streams.video[0]
        video = out.add_stream_from_template(shot)
        if matrix := _turned(silent):
            video.set_display_rotation(matrix)
        audio = out.add_stream(codec, rate=rate, layout=layout)
        packets = [packet for packet in source.demux(shot) if packet.dts is not None]
        for packet in packets:
            packet.stream = video
            out.mux(packet)
        t = np.arange(int(rate * seconds)) / rate
        tone = (
            (0.3 * np.sin(2 * np.pi * 440 * t))
            .astype(np.float32)[None]
            .repeat(audio.layout.nb_channels, axis=0)
        )
        size = audio.codec_context.frame_size or 1024
        for first in range(0, tone.shape[1], size):
            kind = audio.codec_context.format.name
            part = tone[:, first : first + size]
            data = (
                part
                if kind.startswith("flt")
                else (part * np.iinfo(WHOLE[kind[:3]]).max).astype(WHOLE[kind[:3]])
            )
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(data), format=kind, layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, first, Fraction(1, rate)
            out.mux(audio.encode(frame))
        out.mux(audio.encode())
    return path


def _turned(path):
    with av.open(str(path)) as container:
        return next(container.decode(container.streams.video[0])).rotation


def made(tmp_path, source, draw=lambda _image, _update: None, warn=lambda _note: None):
    target = tmp_path / "out.mp4"
    times = list(annotate(source, target, lambda t: t, draw, warn))
    return target, times


def shape(path):
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))
        length = float(stream.duration * stream.time_base)
        context = stream.codec_context
        return (
            [frame.time for frame in frames],
            length,
            (context.name, context.pix_fmt, stream.width, stream.height),
        )


def sound(path):
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        packets = [p for p in container.demux(stream) if p.dts is not None]
        return stream.codec_context.name, [(float(p.pts * p.time_base), bytes(p)) for p in packets]


def portrait():
    return card(48, 64)


@pytest.mark.parametrize(
    ("images", "moments", "turned", "size", "seen"),
    [
        ([card()] * 50, STEADY, 0, (64, 48), "rgbw"),
        ([card()] * 10, UNEVEN, 0, (64, 48), "rgbw"),
        ([portrait()] * 50, STEADY, 0, (48, 64), "rgbw"),
        ([card()] * 50, STEADY, 90, (48, 64), "gbwr"),
        ([card()] * 10, UNEVEN, 180, (64, 48), "bwrg"),
        ([portrait()] * 10, UNEVEN, 270, (64, 48), "wrgb"),
    ],
    ids=["steady", "uneven", "portrait", "turned", "turned-uneven", "turned-portrait"],
)
def test_it_agrees_with_the_clip(tmp_path, images, moments, turned, size, seen):
    source = sounding(tmp_path / "a.mp4", film(tmp_path / "silent.mp4", images, moments, turned))
    target, times = made(tmp_path, source)
    (was, length, _), (now, new_length, kind) = shape(source), shape(target)
    assert now == pytest.approx(was, abs=1e-4)
    assert len(now) == len(images)
    assert new_length == pytest.approx(length, abs=0.002)
    assert kind == ("h264", "yuv420p", *size)
    assert sound(target) == sound(source), "carried over, packet by packet"
    assert times == pytest.approx([t - was[0] for t in was], abs=1e-4)
    frame = next(iter(Video(target).frames()))
    assert quarters(frame.image) == seen == quarters(next(iter(Video(source).frames())).image)


def test_the_index_comes_first(tmp_path):
    target, _ = made(tmp_path, film(tmp_path / "a.mp4", [card()] * 10))
    content = target.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_what_is_drawn_is_there_at_its_moment(tmp_path):
    def draw(ground, t):
        ink = "text" if 0.19 < t < 0.41 else "shade"
        paint(ground, [Panel(0, 0, 64, 48, ink=ink, opacity=1.0)])

    target, _ = made(tmp_path, film(tmp_path / "a.mp4", [card()] * 20), draw)
    bright = [frame.t for frame in Video(target).frames() if frame.image.mean() > 128]
    assert bright == pytest.approx([0.2, 0.24, 0.28, 0.32, 0.36, 0.4])


def test_it_looks_as_before_where_nothing_is_drawn(tmp_path):
    rng = np.random.default_rng(3)
    smooth = np.kron(rng.integers(30, 220, (6, 8, 3)), np.ones((32, 32, 1))).astype(np.uint8)
    source = film(tmp_path / "a.mp4", [smooth] * 10)
    target, _ = made(tmp_path, source)
    pairs = zip(Video(source).frames(), Video(target).frames(), strict=True)
    assert max(float(np.abs(a.image.astype(int) - b.image).mean()) for a, b in pairs) < 4.0


def test_an_odd_size_gets_one_more_row(tmp_path):
    with av.open(str(tmp_path / "a.mkv"), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 63, 47, "yuv444p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(card(63, 47), format="rgb24")))
        container.mux(stream.encode())
    target, _ = made(tmp_path, tmp_path / "a.mkv")
    times, _, kind = shape(target)
    assert kind == ("h264", "yuv420p", 64, 48)
    assert len(times) == 5


def test_a_screen_recording_keeps_its_colours(tmp_path):
    with av.open(str(tmp_path / "a.mkv"), "w") as container:
        stream = container.add_stream("libx264rgb", rate=25, options={"crf": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb24"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(card(), format="rgb24")))
        container.mux(stream.encode())
    target, _ = made(tmp_path, tmp_path / "a.mkv")
    frame = next(iter(Video(target).frames()))
    for y, x in ((12, 16), (12, 48), (36, 16), (36, 48)):
        assert np.abs(frame.image[y, x].astype(int) - card()[y, x]).max() < 12


@pytest.mark.parametrize("standard", [1, 5], ids=["high", "standard"])
def test_what_is_drawn_has_its_colour_in_every_standard(tmp_path, standard):
    with av.open(str(tmp_path / "a.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.colorspace = standard
        for _ in range(5):
            made_of = av.VideoFrame.from_ndarray(card(), format="rgb24")
            container.mux(stream.encode(made_of.reformat(format="yuv420p", dst_colorspace=standard)))
        container.mux(stream.encode())

    def draw(ground, _t):
        paint(ground, [Panel(0, 0, 64, 48, ink="accent", opacity=1.0)])

    target, _ = made(tmp_path, tmp_path / "a.mp4", draw)
    with av.open(str(target)) as film:
        frame = next(film.decode(video=0))
        assert frame.colorspace == standard
        seen = frame.reformat(format="rgb24", src_colorspace=standard).to_ndarray().astype(int)
    assert seen[24, 32] == pytest.approx(COLOURS["accent"], abs=4)


def test_square_pixels_or_not(tmp_path):
    source = film(tmp_path / "a.mp4", [card()] * 5, aspect=Fraction(4, 3))
    target, _ = made(tmp_path, source)
    assert Video(target).size == Video(source).size


def test_other_sound_becomes_aac(tmp_path):
    source = sounding(tmp_path / "a.mkv", film(tmp_path / "silent.mp4", [card()] * 50), codec="pcm_s16le")
    target, _ = made(tmp_path, source)
    name, packets = sound(target)
    assert name == "aac"
    assert packets[-1][0] == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("codec", ["aac", "mp2"], ids=["copied", "made anew"])
def test_two_films_joined_into_one_file(tmp_path, codec):
    """Their time begins anew in the middle, for the picture and for the sound."""
    one = sounding(tmp_path / "a.ts", film(tmp_path / "silent.mp4", [numbered(i) for i in range(50)]), codec)
    source = tmp_path / "both.ts"
    source.write_bytes(one.read_bytes() * 2)
    target, times = made(tmp_path, source)
    assert times == pytest.approx([frame.t for frame in Video(source).frames()])
    found = [(number(frame.image), frame.t) for frame in Video(target).frames()]
    assert [i for i, _ in found] == [*range(50), *range(50)]
    assert [t for _, t in found] == pytest.approx([n / 25 for n in range(100)], abs=1e-3)
    heard = [t for t, _ in sound(target)[1]]
    assert np.diff(heard) == pytest.approx(1024 / 48000, abs=0.02)
    assert heard[-1] == pytest.approx(4.0, abs=0.1)


def test_sound_that_changes_its_form_costs_nothing_but_itself(tmp_path):
    silent = film(tmp_path / "silent.mp4", [card()] * 50)
    one, two = (sounding(tmp_path / f"{rate}.ts", silent, "mp2", rate=rate) for rate in (48000, 44100))
    source = tmp_path / "both.ts"
    source.write_bytes(one.read_bytes() + two.read_bytes())
    notes = []
    target, times = made(tmp_path, source, warn=notes.append)
    assert len(times) == 100
    assert sound(target)[1][-1][0] == pytest.approx(2.0, abs=0.2)
    assert len(notes) == 1
    assert notes[0].startswith("the annotated video lacks some of the sound")


@pytest.mark.parametrize("kind", ["h264", "mpg"])
def test_frames_without_times_have_those_that_were_tracked(tmp_path, kind):
    source = film(tmp_path / f"a.{kind}", [numbered(i) for i in range(100)])
    target, times = made(tmp_path, source)
    assert times == pytest.approx([frame.t for frame in Video(source).frames()])
    assert [frame.t for frame in Video(target).frames()] == pytest.approx(times, abs=1e-3)


def test_sound_of_an_unknown_kind_is_left_out_and_said(tmp_path):
    source = sounding(tmp_path / "a.mkv", film(tmp_path / "silent.mp4", [card()] * 50))
    source.write_bytes(source.read_bytes().replace(b"A_AAC", b"A_ZZZ"))
    notes = []
    target, _ = made(tmp_path, source, warn=notes.append)
    with av.open(str(target)) as container:
        assert [stream.type for stream in container.streams] == ["video"]
    assert notes == ["the annotated video is without sound: it is of a kind that is not known here"]


def test_sound_whose_ticks_are_long_is_kept(tmp_path):
    """MP3 of 44.1 kHz in AVI: a tick is a piece of 26 ms, longer than one of AAC."""
    source = sounding(
        tmp_path / "a.avi",
        film(tmp_path / "silent.avi", [card()] * 50),
        "libmp3lame",
        rate=44100,
        layout="stereo",
    )
    said = []
    target, _ = made(tmp_path, source, warn=said.append)
    with av.open(str(target)) as container:
        seconds = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
    assert seconds == pytest.approx(2.0, abs=0.1)
    assert said == []


def test_a_picture_that_changes_its_size_but_not_its_shape_fills_the_film(tmp_path):
    """As in films that were joined, and in what was sent over a network."""
    small = film(tmp_path / "small.ts", [card()] * 10)
    large = film(tmp_path / "large.ts", [card(128, 96)] * 10)
    source = tmp_path / "a.ts"
    source.write_bytes(small.read_bytes() + large.read_bytes())
    target, _ = made(tmp_path, source)
    images = [frame.image for frame in Video(target).frames()]
    assert [image.shape for image in images] == [(48, 64, 3)] * 20
    assert {quarters(image) for image in images} == {"rgbw"}


def test_what_is_no_film(tmp_path):
    with pytest.raises(SourceError, match="only sound"):
        made(tmp_path, song(tmp_path / "a.m4a"))
    (tmp_path / "b.mp4").write_bytes(b"nonsense" * 100)
    with pytest.raises(SourceError, match=r"b\.mp4: is not a video"):
        made(tmp_path, tmp_path / "b.mp4")


def test_a_film_cut_off_is_annotated_as_far_as_it_goes(tmp_path):
    rng = np.random.default_rng(3)
    images = [rng.integers(0, 255, (48, 64, 3)).astype(np.uint8) for _ in range(40)]
    source = film(tmp_path / "a.ts", images)
    content = source.read_bytes()
    source.write_bytes(content[: len(content) // 2])
    target, times = made(tmp_path, source)
    assert 5 < len(times) < 40
    assert len(shape(target)[0]) == len(times)


def test_a_clip_that_cannot_be_read_on_is_annotated_as_far_as_it_goes(tmp_path):
    made_of = [cv2.imencode(".jpg", grey)[1].tobytes() for grey in np.full((5, 48, 64, 3), 99, np.uint8)]
    parts = [b"--cut\r\nContent-Type: image/jpeg\r\n\r\n" + each + b"\r\n" for each in made_of]
    source = tmp_path / "camera.mjpeg"
    source.write_bytes(b"".join(parts) + b"--cut\r\nContent-Type: text/plain\r\n\r\nsorry\r\n")
    assert len(list(Video(source).frames())) == 5
    assert len(made(tmp_path, source)[1]) == 5
