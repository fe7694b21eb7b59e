import struct
from types import SimpleNamespace

import av
import numpy as np
import pytest

from posecoach.media.options import ReadOptions
from posecoach.media.video import Video
from posecoach.sinks.annotate_video import annotate
from posecoach.sinks.stills import stills
from tests.films import card, film, quarters

ONE = 65536

MATRICES = {
    "upright": (1, 0, 0, 1),
    "mirrored": (-1, 0, 0, 1),
    "upside down": (-1, 0, 0, -1),
    "flipped": (1, 0, 0, -1),
    "transposed": (0, 1, 1, 0),
    "clockwise": (0, 1, -1, 0),
    "anticlockwise": (0, -1, 1, 0),
    "transposed the other way": (0, -1, -1, 0),
}
"""Display matrices, and which way a picture that is stored so is seen."""

SEEN = {
    "upright": "rgbw",
    "mirrored": "grwb",
    "upside down": "bwrg",
    "flipped": "wbgr",
    "transposed": "rwbg",
    "clockwise": "wrgb",
    "anticlockwise": "gbwr",
    "transposed the other way": "bgrw",
}


def with_matrix(path, matrix, count=5, made=film):
    """A film of `card`, whose display matrix is replaced in the file: FFmpeg writes but turns."""
    made(path, [card()] * count, turned=90)
    content = bytearray(path.read_bytes())
    # The track's header: 36 bytes of matrix at its end, before width and height.
    place = content.index(b"tkhd") + 4 + 40
    a, b, c, d = (each * ONE for each in matrix)
    content[place : place + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("way", MATRICES)
def test_a_picture_is_seen_as_its_matrix_says(tmp_path, way):
    video = Video(with_matrix(tmp_path / "a.mp4", MATRICES[way]))
    frame = next(iter(video.frames()))
    assert quarters(frame.image) == SEEN[way]
    assert video.size == frame.size == ((48, 64) if MATRICES[way][0] == 0 else (64, 48))
    assert frame.image.shape == (*video.size[::-1], 3)
    assert frame.image.flags.c_contiguous


@pytest.mark.parametrize("way", MATRICES)
def test_films_and_stills_lie_as_the_video_does(tmp_path, way):
    source, target = with_matrix(tmp_path / "a.mp4", MATRICES[way]), tmp_path / "b.mp4"
    list(annotate(source, target, lambda t: t, lambda _image, _update: None))
    with av.open(str(target)) as made:
        assert quarters(next(made.decode(video=0)).to_ndarray(format="rgb24")) == SEEN[way]
    update = SimpleNamespace(t=0.08)
    (jpeg,) = stills(source, [update], lambda _image, _update: None).values()
    assert quarters(decoded(jpeg)) == SEEN[way]


def decoded(jpeg):
    import cv2

    return cv2.cvtColor(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


@pytest.mark.parametrize(("rotate", "seen"), [(90, "wrgb"), (180, "bwrg"), (270, "gbwr")])
def test_the_user_turns_it_further(tmp_path, rotate, seen):
    path = film(tmp_path / "a.mp4", [card()] * 3)
    assert quarters(next(Video(path, ReadOptions(rotate=rotate)).frames()).image) == seen
    upside_down = with_matrix(tmp_path / "b.mp4", MATRICES["upside down"])
    found = next(Video(upside_down, ReadOptions(rotate=rotate)).frames()).image
    assert quarters(found) == seen[2:] + seen[:2]


def test_a_mirrored_picture_is_put_right_after_it_is_turned(tmp_path):
    path = film(tmp_path / "a.mp4", [card()] * 3)
    assert quarters(next(Video(path, ReadOptions(mirror=True)).frames()).image) == "grwb"
    turned = next(Video(path, ReadOptions(rotate=90, mirror=True)).frames())
    assert quarters(turned.image) == "rwbg"
    assert turned.size == (48, 64)
