import math

import pytest

from posecoach.core.pose.body import Body
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.moving_arm import MovingArmEstimator
from tests import puppet
from tests.puppet import FRONT

RATE = 15.0
HANG, PROP, TOP = -0.5, -0.3, -0.35


def body(left, right):
    """A body whose hands are at such heights from their shoulders, in metres."""
    points = puppet.squat(85.0)
    for name, height in (("LEFT", left), ("RIGHT", right)):
        points[Landmark[f"{name}_WRIST"], 2] = points[Landmark[f"{name}_SHOULDER"], 2] + height
    return Body(puppet.seen(points, FRONT))


def arms(*hands):
    """The arm told after each of these moments, `RATE` a second."""
    estimator = MovingArmEstimator()
    return [estimator.step(i / RATE, body(*pair)) for i, pair in enumerate(hands)]


def drawn(top, reps=2, period=2.0):
    """Heights of a hand that is drawn up and let down."""
    frames = round(reps * period * RATE)
    return [
        HANG + (top - HANG) * (0.5 - 0.5 * math.cos(2.0 * math.pi * i / RATE / period)) for i in range(frames)
    ]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hand_that_is_drawn_up_moves_though_the_other_one_props_up_the_body_higher(side):
    hands = [(up, PROP) if side == "left" else (PROP, up) for up in drawn(TOP)]
    told = arms(*hands)
    assert set(told) == {None, side}
    assert set(told[round(RATE) :]) == {side}


def test_nothing_is_told_while_nothing_moves():
    assert set(arms(*[(HANG, PROP)] * 30)) == {None}


def test_arms_that_work_in_turn_are_told_in_turn():
    up = drawn(TOP, reps=1)
    told = arms(*[(h, HANG) for h in up], *[(HANG, h) for h in up])
    middle = len(up)
    assert (told[middle - 1], told[-1]) == ("left", "right")


def test_a_hand_put_on_a_bench_once_does_not_move_any_more():
    to_bench = [(HANG, HANG + (PROP - HANG) * min(1.0, i / RATE)) for i in range(30)]
    told = arms(*to_bench, *[(up, PROP) for up in drawn(TOP, reps=3)])
    assert told[29] == "right"
    assert set(told[-round(2.0 * RATE) :]) == {"left"}


def test_after_a_cut_it_starts_anew():
    estimator = MovingArmEstimator()
    for i, up in enumerate(drawn(TOP, reps=1)):
        estimator.step(i / RATE, body(up, PROP))
    estimator.forget()
    assert estimator.step(9.0, body(HANG, PROP)) is None
