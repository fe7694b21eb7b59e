"""The puppet is what it says: otherwise nothing measured on it means anything."""

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Landmark
from tests import puppet


def angle(p, a, b, c):
    u, v = p[a] - p[b], p[c] - p[b]
    return np.degrees(np.arccos(u @ v / np.linalg.norm(u) / np.linalg.norm(v)))


def distance(p, a, b):
    return np.linalg.norm(p[a] - p[b])


@pytest.mark.parametrize("bend", [60.0, 90.0, 120.0, 170.0])
@pytest.mark.parametrize("move", [puppet.push_up, puppet.pull_up])
def test_the_elbows_bend_as_asked(move, bend):
    p = move(bend)
    assert angle(p, Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST) == pytest.approx(
        bend, abs=0.01
    )
    assert angle(p, Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST) == pytest.approx(
        bend, abs=0.01
    )
    assert not np.isnan(p).any()


def test_the_hands_are_as_wide_as_asked():
    for move in (puppet.push_up, puppet.pull_up):
        p = move(hands=1.4)
        width = distance(p, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST) / distance(
            p, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER
        )
        assert width == pytest.approx(1.4)


def test_the_thighs_rise_as_asked():
    p = puppet.squat(30.0)
    thigh = p[Landmark.LEFT_HIP] - p[Landmark.LEFT_KNEE]
    assert np.degrees(np.arctan2(thigh[2], thigh[1])) == pytest.approx(30.0)


def test_a_camera_in_front_sees_the_left_hand_on_the_right():
    pose = puppet.seen(puppet.squat(), puppet.FRONT)
    assert pose.image[Landmark.LEFT_WRIST, 0] > pose.image[Landmark.RIGHT_WRIST, 0]
    assert pose.image[Landmark.NOSE, 1] < pose.image[Landmark.LEFT_ANKLE, 1]
    assert pose.world[Landmark.NOSE, 2] < pose.world[Landmark.LEFT_EAR, 2], "the nose is nearer"
    behind = puppet.seen(puppet.squat(), 180.0)
    assert behind.image[Landmark.LEFT_WRIST, 0] < behind.image[Landmark.RIGHT_WRIST, 0]


def test_a_camera_at_the_left_sees_the_left_nearer():
    pose = puppet.seen(puppet.squat(), puppet.SIDE)
    assert pose.world[Landmark.LEFT_HIP, 2] < pose.world[Landmark.RIGHT_HIP, 2]
    assert pose.image[Landmark.LEFT_HIP] == pytest.approx(pose.image[Landmark.RIGHT_HIP])


def test_eyes_lie_on_their_own_side():
    for points in (puppet.push_up(), puppet.pull_up(), puppet.squat()):
        assert points[Landmark.LEFT_EAR, 0] > points[Landmark.RIGHT_EAR, 0]


def test_a_mirror_twice_changes_nothing():
    pose = puppet.seen(puppet.push_up(), puppet.OBLIQUE)
    twice = puppet.mirrored(puppet.mirrored(pose))
    assert twice.image == pytest.approx(pose.image)
    assert twice.world == pytest.approx(pose.world)
