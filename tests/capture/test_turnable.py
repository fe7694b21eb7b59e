"""A source whose picture is turned while it runs."""

import numpy as np
import pytest

from posecoach.capture.camera import FastFileSource
from posecoach.capture.turnable import TurnableSource
from posecoach.types import Frame
from tests.films import card, quarters


def turned(degrees, size=(64, 48)):
    """Return the first frame as it is, and the second one after a turn."""
    frames = [Frame(0.04 * i, card(*size)) for i in range(2)]
    source = TurnableSource(FastFileSource(lambda: iter(frames)))
    coming = source.frames()
    before = next(coming)
    source.turn(degrees)
    return before, next(coming)


@pytest.mark.parametrize(("degrees", "colours"), [(0, "rgbw"), (90, "wrgb"), (180, "bwrg"), (270, "gbwr")])
def test_it_is_turned_clockwise_from_the_next_picture_on(degrees, colours):
    before, after = turned(degrees, size=(64, 64))
    upright = quarters(before.image)
    at = "rgbw".index(colours[0])
    assert quarters(after.image) == upright[at:] + upright[:at]


def test_turns_add_up():
    source = TurnableSource(FastFileSource(lambda: iter(())))
    for _ in range(3):
        source.turn()
    assert source.degrees == 270
    source.turn()
    assert source.degrees == 0


def test_a_turned_picture_keeps_its_shape_in_the_size_that_it_had():
    before, after = turned(90)
    assert (after.image.shape, after.size, after.t) == (before.image.shape, before.size, 0.04)
    assert after.image.flags.c_contiguous
    dark = np.flatnonzero(after.image.max(axis=(0, 2)) < 30)
    assert len(dark) == pytest.approx(64 - 36, abs=2), "48 high and 64 wide, it is 36 wide now"


def test_what_the_source_tells_comes_through_and_it_is_let_go():
    source = FastFileSource(lambda: iter([Frame(0.5, card())]))
    source.lost, source.dropped = "gone", 3
    turnable = TurnableSource(source)
    assert [frame.t for frame in turnable.frames()] == [0.5]
    assert (turnable.now(), turnable.lost, turnable.dropped, turnable.warnings) == (0.5, "gone", 3, [])
