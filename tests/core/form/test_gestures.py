"""Both hands above the head: seen when someone stands and gives the sign, and not when they hang from a bar."""

import numpy as np
import pytest

from posecoach.core.form.gestures import ArmOut, HandRaised, HandsUp
from posecoach.core.pose.body import Body
from posecoach.core.pose.landmarks import Landmark
from tests import puppet


def standing(*, up=False, rise=0.0):
    """Someone who stands, the arms hanging or up; `rise`: metres that the whole body is higher."""
    points = puppet.squat(88.0).copy()
    if up:
        for side, name in ((1.0, "LEFT"), (-1.0, "RIGHT")):
            shoulder = points[Landmark[f"{name}_SHOULDER"]]
            points[Landmark[f"{name}_ELBOW"]] = shoulder + np.array([0.05 * side, 0.0, 0.27])
            for mark in ("WRIST", "PINKY", "INDEX", "THUMB"):
                points[Landmark[f"{name}_{mark}"]] = shoulder + np.array([0.0, 0.0, 0.54])
    return points + np.array([0.0, 0.0, rise])


def given(phases, rate=20.0, azimuth=puppet.FRONT):
    """At which moments the sign is seen; `phases`: (seconds, points or None), one after the other."""
    hands, seen, t = HandsUp(), [], 0.0
    for seconds, points in phases:
        body = Body(puppet.seen(points, azimuth)) if points is not None else None
        for _ in range(round(seconds * rate)):
            if hands.step(t, body):
                seen.append(round(t, 2))
            t += 1.0 / rate
    return seen


@pytest.mark.parametrize("azimuth", [puppet.FRONT, puppet.OBLIQUE, puppet.SIDE])
@pytest.mark.parametrize("rate", [10.0, 30.0])
def test_the_sign_is_seen_once_after_a_second(azimuth, rate):
    seen = given([(2.0, standing()), (5.0, standing(up=True))], rate, azimuth)
    assert seen == [pytest.approx(3.0, abs=0.11)]


def test_it_can_be_given_again():
    phases = [(2.0, standing()), (2.0, standing(up=True))] * 2
    assert len(given(phases)) == 2


def test_a_wave_is_no_sign():
    assert given([(2.0, standing()), (0.7, standing(up=True)), (2.0, standing())]) == []


def test_a_blink_of_the_tracker_does_not_break_it():
    up = standing(up=True)
    assert len(given([(2.0, standing()), (0.5, up), (0.1, None), (1.0, up)])) == 1


def test_whoever_hangs_from_a_bar_gives_no_sign():
    hang = puppet.pull_up(172.0)
    assert given([(2.0, standing()), (10.0, hang)]) == []
    pulls = [(0.4, puppet.pull_up(angle)) for angle in (172.0, 120.0, 60.0, 120.0)] * 5
    assert given([(2.0, standing()), *pulls]) == []
    assert given([(30.0, hang)]) == []


def test_nor_one_who_has_jumped_up_to_it():
    assert given([(2.0, standing()), (10.0, standing(up=True, rise=0.15))]) == []


def test_one_who_is_found_with_the_hands_up_may_be_hanging():
    assert given([(5.0, standing(up=True))]) == []


def test_nobody_gives_no_sign():
    assert given([(5.0, None)]) == []


@pytest.mark.parametrize("rise", [0.5, 0.0, -0.5])
def test_it_does_not_matter_how_low_in_the_picture_one_stands(rise):
    """Raised arms make the body's own measure 5 % longer; what has not moved has not moved."""
    down, up = standing(rise=rise), standing(up=True, rise=rise)
    hands, seen = HandsUp(), []
    for i in range(140):
        pose = puppet.seen(down if i < 40 else up, puppet.FRONT)
        body = Body(pose)
        body.scale *= 1.0 if i < 40 else 1.05
        if hands.step(i / 20.0, body):
            seen.append(i / 20.0)
    assert seen == [pytest.approx(3.0, abs=0.11)]


def reaching(left=None, right=None, *, thigh=88.0, ahead=False):
    """Someone who stands; each arm at so many degrees from level, to its side or ahead; None where it hangs."""
    points = puppet.squat(thigh).copy()
    for name, way, angle in (("LEFT", 1.0, left), ("RIGHT", -1.0, right)):
        if angle is None:
            continue
        along = np.array([0.0, -1.0, 0.0]) if ahead else np.array([way, 0.0, 0.0])
        rise = np.radians(angle)
        arm = np.cos(rise) * along + np.sin(rise) * np.array([0.0, 0.0, 1.0])
        shoulder = points[Landmark[f"{name}_SHOULDER"]]
        points[Landmark[f"{name}_ELBOW"]] = shoulder + 0.29 * arm
        for mark in ("WRIST", "PINKY", "INDEX", "THUMB"):
            points[Landmark[f"{name}_{mark}"]] = shoulder + 0.54 * arm
    return points


def arms(phases, rate=20.0, azimuth=puppet.FRONT):
    """Return the arms that are seen stretched out, one after the other, and when."""
    sign, seen, t = ArmOut(), [], 0.0
    for seconds, points in phases:
        body = Body(puppet.seen(points, azimuth)) if points is not None else None
        for _ in range(round(seconds * rate)):
            if which := sign.step(t, body):
                seen.append((which, round(t, 2)))
            t += 1.0 / rate
    return seen


@pytest.mark.parametrize("rate", [10.0, 30.0])
@pytest.mark.parametrize("tilt", [-10.0, 0.0, 10.0])
@pytest.mark.parametrize(("which", "left", "right"), [("left", True, False), ("right", False, True)])
def test_an_arm_that_is_stretched_out_is_seen_once_after_a_second(which, left, right, tilt, rate):
    out = reaching(tilt if left else None, tilt if right else None)
    assert arms([(2.0, reaching()), (4.0, out)], rate) == [(which, pytest.approx(3.0, abs=0.11))]


def test_each_sign_is_given_anew():
    left, rest = (2.0, reaching(0.0)), (1.0, reaching())
    assert [which for which, _ in arms([left, rest, left, (2.0, reaching(None, 0.0))])] == [
        "left",
        "left",
        "right",
    ]


def test_both_arms_out_are_no_sign():
    """It is the position of a reverse fly."""
    assert arms([(2.0, reaching()), (4.0, reaching(0.0, 0.0))]) == []


@pytest.mark.parametrize(
    "points",
    [
        reaching(),
        reaching(45.0),
        reaching(-45.0),
        reaching(80.0, 80.0),
        reaching(0.0, 60.0),
        reaching(0.0, thigh=10.0),
        puppet.push_up(),
    ],
    ids=["hanging", "too high", "too low", "hands up", "the other up", "squatting", "on the floor"],
)
def test_what_is_no_arm_stretched_out(points):
    assert arms([(4.0, points)]) == []


@pytest.mark.parametrize("azimuth", [puppet.SIDE, puppet.FRONT])
def test_an_arm_that_reaches_ahead_is_no_sign(azimuth):
    """As for a bottle, or a door: from the side it looks like one stretched out sideways."""
    assert arms([(4.0, reaching(0.0, ahead=True))], azimuth=azimuth) == []


def test_a_short_stretch_of_the_arms_is_no_sign():
    assert arms([(0.8, reaching(0.0)), (0.5, reaching()), (0.8, reaching(0.0))]) == []
    assert arms([(3.0, None)]) == []


def raised(phases, rate=20.0, azimuth=puppet.FRONT):
    """Longest time that one hand was seen up, s."""
    sign, longest, t = HandRaised(), 0.0, 0.0
    for seconds, points in phases:
        body = Body(puppet.seen(points, azimuth)) if points is not None else None
        for _ in range(round(seconds * rate)):
            longest = max(longest, sign.step(t, body))
            t += 1.0 / rate
    return longest


@pytest.mark.parametrize("azimuth", [puppet.FRONT, puppet.OBLIQUE])
@pytest.mark.parametrize(("left", "right"), [(85.0, None), (None, 85.0)])
def test_one_hand_up_is_timed(left, right, azimuth):
    assert raised([(1.0, reaching()), (3.0, reaching(left, right))], azimuth=azimuth) == pytest.approx(
        2.95, abs=0.01
    )


@pytest.mark.parametrize(
    "points",
    [
        reaching(),
        reaching(0.0),
        reaching(80.0, 80.0),
        reaching(85.0, 0.0),
        reaching(85.0, thigh=10.0),
        puppet.pull_up(),
    ],
    ids=["hanging", "to the side", "both", "the other out", "squatting", "at a bar"],
)
def test_what_is_not_one_hand_up(points):
    assert raised([(3.0, points)]) == 0.0
