import tracemalloc

import cv2
import numpy as np
import pytest

from posecoach.media.yuv_frame import BT601, BT709
from posecoach.overlay import Arc, Disc, Line, Panel, Scrim, Text
from posecoach.sinks.glyph_cache import measured, words
from posecoach.sinks.paint import COLOURS, paint, planes


def painted(*shapes, ground=255, size=(200, 120)):
    image = np.full((size[1], size[0], 3), ground, np.uint8)
    paint(image, shapes)
    return image


def changed(image, ground=255):
    ys, xs = np.where((image != ground).any(axis=2))
    return (xs.min(), ys.min(), xs.max(), ys.max()) if len(xs) else None


def test_a_panel_is_glass():
    image = painted(Panel(20, 30, 100, 40, 0, opacity=0.5))
    assert changed(image) == (20, 30, 119, 69)
    mixed = [(255 + part) / 2 for part in COLOURS["shade"]]
    assert image[50, 60].tolist() == pytest.approx(mixed, abs=1)


def test_its_corners_are_round():
    image = painted(Panel(20, 30, 100, 40, 12))
    assert image[30, 20].tolist() == [255, 255, 255]
    assert image[50, 20].tolist() != [255, 255, 255]


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_words_stand_where_they_are_told_to(align):
    image = painted(Text("Hold 30", 200, 60, 30, align=align), ground=0, size=(400, 120))
    left, top, right, bottom = changed(image, 0)
    wide = measured("Hold 30", 30, bold=False)
    begin = 200 - {"left": 0, "centre": wide / 2, "right": wide}[align]
    assert left == pytest.approx(begin, abs=4)
    assert right == pytest.approx(begin + wide, abs=4)
    assert (top + bottom) / 2 == pytest.approx(60, abs=2), "the capitals' middle"


def test_words_without_room_get_smaller():
    long = painted(Text("A very long sentence indeed", 10, 60, 30, room=120), ground=0)
    assert changed(long, 0)[2] <= 132
    assert measured("A very long sentence indeed", 30, bold=False) > 180


def test_letters_have_soft_edges():
    values = np.unique(painted(Text("S", 100, 60, 60, bold=True), ground=0)[..., 0])
    assert len(values) > 20


def test_what_lies_outside_is_cut_off():
    for shape in (
        Panel(-50, -50, 80, 80, 10),
        Text("Outside", -30, 5, 40),
        Text("Far away", 900, 900, 40),
        Panel(500, 500, 10, 10),
        Line(-50, 60, 260, 60, 8, "accent"),
        Disc(200, 120, 30, "text"),
        Arc(0, 0, 50, 6, 0.8, "amber"),
    ):
        painted(shape)


def test_nothing_to_draw_draws_nothing():
    image = painted(Text("", 10, 10, 20), Panel(5, 5, 0, 10), Arc(50, 50, 20, 4, 0.0, "accent"))
    assert changed(image) is None


def test_a_ring_is_filled_clockwise_from_the_top():
    image = painted(Arc(100, 60, 40, 6, 0.5, "accent"), ground=0)
    assert image[60, 140].tolist() == list(COLOURS["accent"])
    assert image[60, 60].tolist() == [0, 0, 0]


def test_a_veil_darkens_everything():
    image = painted(Scrim(0.6), ground=200)
    assert len(np.unique(image)) == 1
    assert 70 < image[0, 0, 0] < 100


def test_painting_the_same_twice_gives_the_same():
    shapes = [Panel(20, 30, 100, 40, 12), Text("12", 50, 50, 30, "accent", bold=True)]
    assert (painted(*shapes) == painted(*shapes)).all()


EVERYTHING = (
    Panel(20, 30, 101, 41, 12),
    Panel(120, 4, 60, 20, 0, ink="accent", opacity=1.0),
    Text("Depth 12", 30, 51, 24, "amber", bold=True),
    Line(10, 100, 190, 70, 7, "amber"),
    Disc(150, 60, 9, "accent"),
    Arc(160, 90, 20, 6, 0.7, "text"),
)


def test_planes_show_what_a_picture_does():
    ground = np.full((120, 200, 3), (150, 120, 90), np.uint8)
    both = cv2.cvtColor(ground, cv2.COLOR_RGB2YUV_I420)
    bright, colour = (
        both[:120].copy(),
        np.dstack([each.reshape(60, 100) for each in (both[120:150], both[150:])]),
    )
    paint(ground, EVERYTHING)
    paint(planes(bright, colour), EVERYTHING)
    seen = cv2.cvtColorTwoPlane(bright, np.ascontiguousarray(colour), cv2.COLOR_YUV2RGB_NV12)
    # Seen from as far as four of their pixels make one.
    afar = [cv2.resize(each, (50, 30), interpolation=cv2.INTER_AREA).astype(int) for each in (seen, ground)]
    off = np.abs(afar[0] - afar[1]).max(axis=2)
    assert np.median(off) <= 2
    assert np.mean(off > 25) < 0.03, "but for the edges of strokes"


@pytest.mark.parametrize(("weights", "expected"), [(BT601, (154, 128, 71)), (BT709, (166, 122, 69))])
def test_inks_keep_their_colour_in_planes(weights, expected):
    """Worked by hand for (69, 207, 161), full range to studio range, in both standards."""
    bright, colour = np.zeros((40, 40), np.uint8), np.zeros((20, 20, 2), np.uint8)
    paint(planes(bright, colour, weights), [Panel(0, 0, 40, 40, ink="accent", opacity=1.0)])
    assert (int(bright[20, 20]), *map(int, colour[10, 10])) == expected


def test_what_is_not_drawn_on_stays_to_the_bit():
    rng = np.random.default_rng(1)
    bright, colour = (rng.integers(0, 255, size).astype(np.uint8) for size in ((120, 200), (60, 100, 2)))
    was = bright.copy(), colour.copy()
    paint(planes(bright, colour), [Panel(20, 30, 40, 20), Line(30, 40, 50, 45, 5, "amber")])
    assert (bright[:30] == was[0][:30]).all()
    assert (bright[50:] == was[0][50:]).all()
    assert (colour[:15] == was[1][:15]).all()
    assert (colour[:, 30:] == was[1][:, 30:]).all()


def test_what_a_long_session_draws_is_not_kept():
    """A count, a clock: each second other words, and a stamp for each."""
    tracemalloc.start()
    try:
        for number in range(300):
            for size in (240, 33):
                words(str(number), size, bold=True, colour=(255, 255, 255), coarse=1)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 30e6


@pytest.mark.parametrize("size", [0.0, 0.4, 1.0, 2.0])
def test_words_too_small_to_be_drawn_are_left_out(size):
    """As on a film a few pixels wide."""
    paint(planes(np.zeros((4, 4), np.uint8), np.zeros((2, 2, 2), np.uint8)), [Text("1", 2, 2, size)])
