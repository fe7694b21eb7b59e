import math

import pytest

from posecoach.core.exercise import Position
from posecoach.core.reading import Reading
from posecoach.core.referee import held, own_travel_of, quantile, travel_of


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
    assert travel_of("elbow_bend", readings(leap)) <= 0.65
    more = [0.0] * count + [1.0]
    assert abs(travel_of("elbow_bend", readings(leap)) - travel_of("elbow_bend", readings(more))) <= 0.06


@pytest.mark.parametrize("seconds", [1.0, 3.0, 20.0])
def test_what_has_to_be_met_at_some_time_may_be_so_however_long_the_movement_pauses(seconds):
    """Standing at the start and at the end of a squat takes no longer because one rests at the bottom."""
    standing = [1.0] * 5
    resting = [0.0] * int(30 * seconds)
    assert held(Position("elbow_bend", "why", min=0.5, share=0.05), readings(standing + resting))
    assert not held(Position("elbow_bend", "why", min=0.5, share=0.05), readings(resting))
    assert not held(Position("elbow_bend", "why", min=0.5, share=0.4), readings(standing + resting))


def test_pixels_are_told_in_arm_lengths():
    way = [10.0 * i for i in range(21)]
    assert travel_of("hands_x", readings(way, scale=100.0)) == pytest.approx(1.84)
    assert travel_of("elbow_bend", readings(way, scale=100.0)) == pytest.approx(184.0)


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
    still = [0.0] * 60
    assert travel_of("hands_x", places(pan, swaying, pan)) > 1.0
    assert own_travel_of("hands_x", places(pan, swaying, pan)) == pytest.approx(0.0, abs=0.02)
    assert own_travel_of("hips_x", places(pan, swaying, pan)) == pytest.approx(
        travel_of("hips_x", places(still, to_and_fro, still)), abs=0.02
    )
    assert own_travel_of("elbow_bend", places(pan, swaying, pan)) == pytest.approx(
        travel_of("elbow_bend", places(pan, swaying, pan))
    )


def test_a_part_that_moves_while_another_stays_or_goes_elsewhere_moves_itself():
    walk = [2.0 * i for i in range(60)]
    back = [-v for v in walk]
    for hips, feet in ((walk, [0.0] * 60), (walk, back), (back, back)):
        seen = places(walk, hips, feet)
        assert own_travel_of("hands_x", seen) == pytest.approx(travel_of("hands_x", seen))


def test_parts_out_of_sight_say_nothing_of_the_camera():
    pan = [2.0 * i for i in range(60)]
    unseen = [math.nan] * 60
    assert own_travel_of("hands_x", places(pan, pan, unseen)) == pytest.approx(0.0, abs=0.02)
    assert math.isnan(own_travel_of("feet_x", places(pan, pan, unseen)))
