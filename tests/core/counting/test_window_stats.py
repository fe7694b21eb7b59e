import math

import pytest

from posecoach.core.counting.window_stats import (
    measured_rom,
    median_seen,
    moved_share,
    quantile,
    rom_without_pan,
    rom_without_tremble,
    time_weighted_median,
)
from posecoach.core.pose.measures import place_keys
from posecoach.core.pose.reading import Reading


def sides(measure, left, right=None, seen=(1.0, 1.0)):
    """Return what a frame holds of a pair of joints: both sides' places, and how well each is seen."""
    names = place_keys(measure)
    values = (left, left if right is None else right)
    return {key: v for (key, _), v in zip(names, values, strict=True)} | {
        key: v for (_, key), v in zip(names, seen, strict=True)
    }


def readings(values, scale=1.0):
    return [
        Reading(i / 30.0, {"elbow_bend": v} | sides("hands_x", v), None, scale) for i, v in enumerate(values)
    ]


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


def test_pixels_are_told_in_arm_lengths():
    way = [10.0 * i for i in range(21)]
    assert measured_rom("hands_x", readings(way, scale=100.0)) == pytest.approx(1.84)
    assert measured_rom("elbow_bend", readings(way, scale=100.0)) == pytest.approx(184.0)


def places(hands, hips, feet, scale=100.0):
    ways = zip(hands, hips, feet, strict=True)
    return [
        Reading(
            i / 30.0,
            {"elbow_bend": a} | sides("hands_x", a) | sides("hips_x", b) | sides("feet_x", c),
            None,
            scale,
        )
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


def body(shoulders, hands, far_hand=None, feet=None, seen=(1.0, 1.0)):
    far_hand, feet = far_hand or hands, feet or [0.0] * len(hands)
    return [
        Reading(
            i / 30.0,
            sides("shoulders_y", a) | sides("hands_y", b, far, seen) | sides("feet_y", f),
            None,
            100.0,
        )
        for i, (a, b, far, f) in enumerate(zip(shoulders, hands, far_hand, feet, strict=True))
    ]


DOWN_AND_UP = [50.0 - 50.0 * math.cos(2.0 * math.pi * i / 29) for i in range(30)]
STILL = [200.0] * 30


def test_it_is_told_who_moved_the_body_or_the_hands():
    towards = [200.0 - v for v in DOWN_AND_UP]
    assert moved_share("shoulders_y", "hands_y", body(DOWN_AND_UP, STILL)) == pytest.approx(1.0)
    assert moved_share("shoulders_y", "hands_y", body(STILL, DOWN_AND_UP)) == pytest.approx(0.0)
    assert moved_share("shoulders_y", "hands_y", body(DOWN_AND_UP, towards)) == pytest.approx(0.5)
    assert math.isnan(moved_share("shoulders_y", "hands_y", body(STILL, STILL)))
    assert math.isnan(moved_share("shoulders_y", "hands_y", body(DOWN_AND_UP, STILL)[:3]))


def test_a_far_hand_that_is_only_guessed_does_not_tell_who_moved():
    wandering = [200.0 - v for v in DOWN_AND_UP]
    guessed = body(DOWN_AND_UP, STILL, wandering, seen=(0.99, 0.2))
    assert moved_share("shoulders_y", "hands_y", guessed) == pytest.approx(1.0, abs=0.01)
    assert measured_rom("hands_y", guessed) < 0.01
    both = body(DOWN_AND_UP, STILL, wandering)
    assert moved_share("shoulders_y", "hands_y", both) == pytest.approx(2.0 / 3.0, abs=0.01)


def test_a_camera_that_follows_the_body_makes_the_hands_move_with_the_feet():
    follows = [200.0 - v for v in DOWN_AND_UP]
    seen = body(STILL, follows, feet=follows)
    assert moved_share("shoulders_y", "hands_y", seen) == pytest.approx(0.0)
    assert moved_share("shoulders_y", "hands_y", seen, "feet_y") == pytest.approx(1.0)


def test_landmarks_that_tremble_go_nowhere_and_those_that_move_do():
    trembling = readings([0.5 + 0.2 * (-1.0) ** i for i in range(60)])
    moving = readings([0.5 - 0.2 * math.cos(2.0 * math.pi * i / 59) for i in range(60)])
    assert measured_rom("elbow_bend", trembling) == pytest.approx(0.4)
    assert rom_without_tremble("elbow_bend", trembling) < 0.2
    assert rom_without_tremble("elbow_bend", moving) == pytest.approx(0.4, abs=0.02)
    assert math.isnan(rom_without_tremble("elbow_bend", []))
