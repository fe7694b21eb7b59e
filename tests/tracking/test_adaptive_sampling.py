import math

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Landmark, Pose
from posecoach.tracking.adaptive_sampling import (
    FIRST_SCAN,
    MAX_RATE,
    MIN_RATE,
    RESCAN,
    RESCAN_MIN_RATE,
    AdaptiveSampler,
)

ARM = 100.0


def upright(drop=0.0):
    """Somebody standing, an arm 100 px long, shifted down by so many pixels."""
    image = np.zeros((33, 2))
    for row in Landmark:
        x = -20.0 if "LEFT" in row.name else 20.0 if "RIGHT" in row.name else 0.0
        heights = {"SHOULDER": 0, "ELBOW": 50, "WRIST": 100, "HIP": 90, "KNEE": 165, "ANKLE": 240}
        image[row] = x, next((y for part, y in heights.items() if part in row.name), -20.0)
    image[:, 1] += drop
    return Pose(image, np.full((33, 3), np.nan), np.ones(33))


def taken(fps, seconds, pose, sampling=FIRST_SCAN):
    """The moments that are tracked of a film in which `pose(t)` is to be seen."""
    stride = AdaptiveSampler(1 / fps, sampling)
    moments = []
    for i in range(round(fps * seconds)):
        t = i / fps
        if stride.wants(t):
            moments.append(t)
            stride.saw(t, pose(t))
    return np.array(moments)


def swing(hertz, travel):
    return lambda t: upright(travel * ARM / 2 * (1 - math.cos(2 * math.pi * hertz * t)))


def rate(moments, start=1.5):
    late = moments[moments >= start]
    return (len(late) - 1) / (late[-1] - late[0])


@pytest.mark.parametrize("fps", [24, 25, 30, 60])
def test_somebody_at_rest_is_looked_at_seldom(fps):
    assert rate(taken(fps, 6, lambda _t: upright())) == pytest.approx(MIN_RATE, rel=0.08)


def test_a_rescan_tracks_twice_as_many_frames_of_a_movement_and_few_of_a_rest():
    slow, fast = swing(1.2, 0.5), swing(3.0, 0.5)
    assert rate(taken(60, 8, slow, RESCAN)) == pytest.approx(2 * rate(taken(60, 8, slow)), rel=0.08)
    assert rate(taken(30, 6, fast, RESCAN)) == pytest.approx(30.0, rel=0.05)
    assert rate(taken(30, 6, lambda _t: upright(), RESCAN)) == pytest.approx(RESCAN_MIN_RATE, rel=0.08)


@pytest.mark.parametrize("fps", [30, 60])
def test_fast_pulses_are_looked_at_often(fps):
    assert rate(taken(fps, 6, swing(3.0, 0.5))) == pytest.approx(MAX_RATE, rel=0.05)


def test_the_rate_rises_with_the_speed_of_the_movement():
    rates = [rate(taken(60, 8, swing(hertz, 0.5))) for hertz in (0.25, 1.0, 1.5, 2.0)]
    assert rates == sorted(rates)
    assert rates[0] < 9.0
    assert rates[-1] >= 11.9


def test_the_size_of_the_person_does_not_matter():
    small = lambda t: Pose(swing(1.2, 0.5)(t).image * 0.1, *(np.full((33, 3), np.nan), np.ones(33)))  # noqa: E731
    assert taken(30, 5, small).tolist() == taken(30, 5, swing(1.2, 0.5)).tolist()


def test_one_joint_seen_wrongly_changes_nothing():
    def flickering(t):
        pose = upright()
        pose.image[Landmark.LEFT_WRIST] += 300.0 * (round(t * 30) % 2)
        return pose

    assert rate(taken(30, 6, flickering)) == pytest.approx(MIN_RATE, rel=0.08)


def test_a_slow_film_is_tracked_whole():
    assert len(taken(7.5, 4, swing(2.0, 0.5))) == 30


def test_a_brisk_movement_at_the_very_beginning_is_not_missed():
    moments = taken(30, 3, upright_but_for_an_arm)
    assert rate(moments[moments <= 1.0], 0.0) == pytest.approx(MAX_RATE, rel=0.08)


def upright_but_for_an_arm(t):
    """Somebody who stands still and draws up one hand, its elbow behind it."""
    pose, drawn = upright(), 0.5 - 0.5 * math.cos(2.0 * math.pi * 1.6 * t)
    pose.image[Landmark.LEFT_WRIST, 1] -= 60.0 * drawn
    pose.image[Landmark.LEFT_ELBOW, 1] -= 50.0 * drawn
    return pose


def test_an_arm_that_moves_alone_is_a_movement():
    assert rate(taken(60, 8, upright_but_for_an_arm)) > 1.1 * MIN_RATE


def test_nobody_in_sight_is_looked_for_seldom_after_the_first_second():
    assert rate(taken(30, 4, lambda _t: None)) == pytest.approx(MIN_RATE, rel=0.05)


def test_frames_may_be_chosen_before_any_was_tracked():
    stride = AdaptiveSampler(1 / 30)
    wanted = [i / 30 for i in range(60) if stride.wants(i / 30)]
    assert rate(np.array(wanted), 0.0) == pytest.approx(MAX_RATE, rel=0.02)
