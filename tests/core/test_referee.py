import pytest

from posecoach.core.exercise import Position
from posecoach.core.reading import Reading
from posecoach.core.referee import held, quantile, travel_of


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
