import math

import pytest

from posecoach.core.counting.rep_detector import Movement
from posecoach.core.counting.rep_validator import (
    RepValidator,
    condition_held,
    measured_rom,
    median_seen,
    quantile,
    rom_without_pan,
    time_weighted_median,
)
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.exercise import Position
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import ReadingBuffer
from posecoach.exercises import load


def readings(values, scale=1.0):
    return [Reading(i / 30.0, {"elbow_bend": v, "hands_x": v}, None, scale) for i, v in enumerate(values)]


def test_quantiles_lie_between_two_values_where_need_be():
    assert quantile([1.0, 2.0, 3.0], 0.0) == 1.0
    assert quantile([1.0, 2.0, 3.0], 0.5) == 2.0
    assert quantile([1.0, 2.0, 3.0], 1.0) == 3.0
    assert quantile([0.0, 10.0], 0.25) == pytest.approx(2.5)
    assert quantile([7.0], 0.04) == 7.0


@pytest.mark.parametrize("count", range(10, 45))
def test_a_leap_of_one_frame_is_no_travel_however_many_frames_there_are(count):
    """One outlier must not count in full at 19 frames and not at all at 20: frames are dropped at will."""
    leap = [0.0] * (count - 1) + [1.0]
    assert measured_rom("elbow_bend", readings(leap)) <= 0.65
    more = [0.0] * count + [1.0]
    assert (
        abs(measured_rom("elbow_bend", readings(leap)) - measured_rom("elbow_bend", readings(more))) <= 0.06
    )


@pytest.mark.parametrize("seconds", [1.0, 3.0, 20.0])
def test_what_has_to_be_met_at_some_time_may_be_so_however_long_the_movement_pauses(seconds):
    """Standing at the start and at the end of a squat takes no longer because one rests at the bottom."""
    standing = [1.0] * 5
    resting = [0.0] * int(30 * seconds)
    assert condition_held(Position("elbow_bend", "why", min=0.5, share=0.05), readings(standing + resting))
    assert not condition_held(Position("elbow_bend", "why", min=0.5, share=0.05), readings(resting))
    assert not condition_held(Position("elbow_bend", "why", min=0.5, share=0.4), readings(standing + resting))


def test_pixels_are_told_in_arm_lengths():
    way = [10.0 * i for i in range(21)]
    assert measured_rom("hands_x", readings(way, scale=100.0)) == pytest.approx(1.84)
    assert measured_rom("elbow_bend", readings(way, scale=100.0)) == pytest.approx(184.0)


def places(hands, hips, feet, scale=100.0):
    ways = zip(hands, hips, feet, strict=True)
    return [
        Reading(i / 30.0, {"hands_x": a, "hips_x": b, "feet_x": c, "elbow_bend": a}, None, scale)
        for i, (a, b, c) in enumerate(ways)
    ]


def test_what_a_camera_that_pans_adds_is_not_the_bodys_own():
    pan = [2.0 * i for i in range(60)]
    to_and_fro = [80.0 * math.sin(math.pi * i / 59) for i in range(60)]
    swaying = [a + b for a, b in zip(pan, to_and_fro, strict=True)]
    rest_before = [0.0] * 60
    assert measured_rom("hands_x", places(pan, swaying, pan)) > 1.0
    assert rom_without_pan("hands_x", places(pan, swaying, pan)) == pytest.approx(0.0, abs=0.02)
    assert rom_without_pan("hips_x", places(pan, swaying, pan)) == pytest.approx(
        measured_rom("hips_x", places(rest_before, to_and_fro, rest_before)), abs=0.02
    )
    assert rom_without_pan("elbow_bend", places(pan, swaying, pan)) == pytest.approx(
        measured_rom("elbow_bend", places(pan, swaying, pan))
    )


def test_a_part_that_moves_while_another_stays_or_goes_elsewhere_moves_itself():
    walk = [2.0 * i for i in range(60)]
    back = [-v for v in walk]
    for hips, feet in ((walk, [0.0] * 60), (walk, back), (back, back)):
        seen = places(walk, hips, feet)
        assert rom_without_pan("hands_x", seen) == pytest.approx(measured_rom("hands_x", seen))


def test_parts_out_of_sight_say_nothing_of_the_camera():
    pan = [2.0 * i for i in range(60)]
    unseen = [math.nan] * 60
    assert rom_without_pan("hands_x", places(pan, pan, unseen)) == pytest.approx(0.0, abs=0.02)
    assert math.isnan(rom_without_pan("feet_x", places(pan, pan, unseen)))


def seen(t, elbow):
    return Reading(t, {"elbow": elbow}, "side", 1.0)


def test_a_median_over_time_does_not_ask_how_often_was_looked():
    """1 for 1 s at 10 frames a second, then 2 for half as long at 50."""
    sparse = [seen(0.1 * i, 1.0) for i in range(10)]
    dense = [seen(1.0 + 0.02 * i, 2.0) for i in range(25)]
    assert median_seen("elbow", [*sparse, *dense]) == 2.0
    assert time_weighted_median("elbow", [*sparse, *dense]) == 1.0
    assert math.isnan(time_weighted_median("elbow", []))
    assert time_weighted_median("elbow", sparse[:1]) == 1.0
    assert math.isnan(time_weighted_median("elbow", [seen(0.0, math.nan)]))


@pytest.mark.parametrize(("provisional", "verdict"), [(True, "counted"), (False, "rejected")])
def test_of_what_is_told_on_the_way_back_the_rest_before_it_is_looked_at(provisional, verdict):
    """A squat must stand at some time: who is told on the way up stood before, and will again."""
    squat, buffer, smoother = load("squat"), ReadingBuffer(), Smoother()
    for i in range(60):
        t = i / 30.0
        down = 0.5 - 0.5 * math.cos(math.pi * (t - 0.5)) if t > 0.5 else 0.0
        raw = dict.fromkeys(squat.measures, 0.0) | {
            "shoulders_over_hips": 1.0,
            "knees_over_ankles": 0.9,
            "shoulders_over_feet": 2.4 if t < 0.85 else 1.5,
            "knee_bend": 90.0 * down,
        }
        buffer.step(t, Reading(t, raw, "side", 1.0))
    movement = Movement(0.5, 0.0, 0.88, 0.88, 1.5, 1.95, 0.0, 1.0, 0.38, 0.7, provisional=provisional)
    assert RepValidator(squat, buffer, smoother).judge(movement, math.nan).verdict == verdict
