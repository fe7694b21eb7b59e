"""Tests of the damage monitor, which watches frames go by and reports what a video lacks."""

from types import SimpleNamespace

import pytest

from posecoach.media.damage import DAMAGED, HOLES_TOLD, DamageMonitor

PERIOD = 0.1


def warned(*frames, lenient=False, start=0.0, end=()):
    """The warnings after frames, each as (moment, corrupt)."""
    warnings = []
    monitor = DamageMonitor(warnings, PERIOD, start, lenient=lenient)
    for t, corrupt in frames:
        monitor.frame(t, SimpleNamespace(is_corrupt=corrupt, pts=round(t / PERIOD), time=t))
    if end:
        monitor.end(*end)
    return warnings


def whole(start, end):
    return [(start + PERIOD * i, False) for i in range(round((end - start) / PERIOD))]


def test_a_corrupt_frame_is_damage_said_once():
    assert warned((0.0, False), (0.1, True), (0.2, True)) == [DAMAGED]
    assert warned((0.0, True)) == [DAMAGED]
    assert warned(*whole(0.0, 2.0)) == []


def test_a_piece_of_a_broadcast_may_begin_in_the_midst_of_a_picture_and_only_there():
    assert warned((0.0, True), (0.1, False), lenient=True) == []
    assert warned((0.0, True), (0.1, False), (0.2, True), lenient=True) == [DAMAGED]


def test_what_is_broken_before_the_part_that_is_wanted_is_not_said():
    assert warned((0.0, True), (1.0, False), start=0.5) == []


def test_places_without_a_picture_are_said_up_to_a_few():
    holes = [frame for i in range(HOLES_TOLD + 2) for frame in whole(10.0 * i, 10.0 * i + 1.0)]
    said = warned(*holes)
    assert len(said) == HOLES_TOLD
    assert said[0] == "there is no picture from 0.9 to 10.0 s"


@pytest.mark.parametrize(("duration", "cut"), [(2.0, False), (2.3, False), (2.5, True)])
def test_a_picture_that_ends_before_its_time_is_cut_off(duration, cut):
    said = warned(*whole(0.0, 2.0), end=(duration, 0))
    assert said == ([f"the file is cut off: it ends at 1.9 s of {duration} s"] if cut else [])


def test_frames_that_are_missing_are_counted_where_the_times_do_not_tell():
    assert warned(*whole(0.0, 2.0), end=(2.0, 40)) == ["the file is cut off: 20 of its 40 frames are there"]
