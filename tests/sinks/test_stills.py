from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from posecoach.errors import SourceError
from posecoach.media.video import Video
from posecoach.sinks.stills import FAR, STILL_SIDE_PX, stills
from tests.films import card, film, number, numbered, quarters


def grey(i):
    """A picture that tells its number by its brightness."""
    return np.full((48, 64, 3), 20 + i, np.uint8)


def taken(path, moments, draw=lambda _image, _update: None):
    made = stills(path, [SimpleNamespace(t=t) for t in moments], draw)
    images = {t: cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1)[:, :, ::-1] for t, jpeg in made.items()}
    assert list(images) == list(moments)
    return images


def test_the_frame_nearest_to_each_moment(tmp_path):
    source = film(tmp_path / "a.mp4", [grey(i) for i in range(200)])
    moments = [0.0, 0.04, 0.05, 1.999, 2.0, 7.96, 99.0]
    shades = [round(float(image.mean())) - 20 for image in taken(source, moments).values()]
    assert shades == pytest.approx([0, 1, 1, 50, 50, 199, 199], abs=1.5)


def test_jumps_and_plain_decoding_find_the_same(tmp_path, monkeypatch):
    source = film(tmp_path / "a.mp4", [grey(i) for i in range(220)])
    moments = [0.2, 0.2 + FAR + 1.0, 8.5]
    jumped = {t: image.mean() for t, image in taken(source, moments).items()}
    monkeypatch.setattr("posecoach.sinks.stills.FAR", 1e9)
    assert jumped == {t: image.mean() for t, image in taken(source, moments).items()}


def test_variable_frame_rate(tmp_path):
    source = film(tmp_path / "a.mp4", [grey(0), grey(60), grey(120), grey(180)], [3.0, 3.5, 3.51, 9.0])
    shades = [round(float(image.mean())) - 20 for image in taken(source, [0.0, 0.3, 0.507, 5.0]).values()]
    assert shades == pytest.approx([0, 60, 120, 180], abs=2)


@pytest.mark.parametrize("kind", ["h264", "mpg", "ts", "avi", "mp4"])
def test_the_moments_are_those_that_were_tracked(tmp_path, kind):
    """Also in films whose frames bear no times, or few."""
    source = film(tmp_path / f"a.{kind}", [numbered(i) for i in range(250)])
    moments = {number(frame.image): frame.t for frame in Video(source).frames()}
    images = taken(source, [moments[i] for i in (0, 3, 120, 121, 240)])
    assert [number(image) for image in images.values()] == [0, 3, 120, 121, 240]


def test_two_films_joined_into_one_file(tmp_path):
    one = film(tmp_path / "a.ts", [numbered(i) for i in range(100)])
    source = tmp_path / "both.ts"
    source.write_bytes(one.read_bytes() * 2)
    assert [number(image) for image in taken(source, [1.0, 3.0, 4.4, 7.8]).values()] == [25, 75, 10, 95]


def test_damage_inside_is_passed_over(tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (100, 48, 64, 3), np.uint8)
    source = film(tmp_path / "a.mp4", noise)
    content = bytearray(source.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = bytes(2000)
    source.write_bytes(content)
    assert len(taken(source, [0.2, 2.6, 3.5])) == 3


@pytest.mark.parametrize(("turned", "seen"), [(0, "rgbw"), (90, "gbwr"), (180, "bwrg"), (270, "wrgb")])
def test_upright_and_small(tmp_path, turned, seen):
    source = film(tmp_path / "a.mp4", [card(640, 480)] * 3, turned=turned)
    image = taken(source, [0.04])[0.04]
    assert quarters(image) == seen
    assert max(image.shape) == STILL_SIDE_PX


def test_drawn_on(tmp_path):
    def draw(image, update):
        image[:] = 255 if update.t > 0.1 else 0

    source = film(tmp_path / "a.mp4", [card()] * 10)
    assert [image.mean() > 128 for image in taken(source, [0.04, 0.2], draw).values()] == [False, True]


def test_what_is_no_film(tmp_path):
    (tmp_path / "b.mp4").write_bytes(b"nonsense" * 100)
    with pytest.raises(SourceError, match=r"b\.mp4"):
        taken(tmp_path / "b.mp4", [0.0])
