"""Rotations and limbs of the studio."""

import numpy as np
import pytest

from sample_videos.studio.space import (
    X,
    Z,
    angle_at,
    bend,
    blend,
    reach,
    root_between,
    swing,
    turn,
    twist_about,
    vec,
)


def test_turn_is_right_handed():
    assert turn(Z, 90) @ vec(1, 0, 0) == pytest.approx(vec(0, 1, 0))


def test_swing_takes_one_direction_to_another_also_the_opposite():
    for target in (vec(0, 1, 1), vec(-1, 0, 0), vec(0.3, -2, 0.1)):
        assert swing(X, target) @ X == pytest.approx(target / np.linalg.norm(target))


def test_twist_is_the_part_about_the_axis():
    assert twist_about(turn(X, 20) @ turn(Z, 50), Z) == pytest.approx(50)
    assert twist_about(turn(Z, -160), Z) == pytest.approx(-160)


def test_blend_goes_half_way():
    assert blend(np.eye(3), turn(X, 80), 0.5) == pytest.approx(turn(X, 40))


@pytest.mark.parametrize("degrees", [30, 90, 165])
def test_a_limb_as_long_as_its_angle_asks_has_that_angle(degrees):
    shoulder, wrist = vec(0, 0, 1), vec(0, 0, 1) + reach(0.3, 0.25, degrees) * vec(0.6, 0, -0.8)
    elbow, end, hinge = bend(shoulder, wrist, 0.3, 0.25, vec(0, 1, 0))
    assert angle_at(shoulder, elbow, end) == pytest.approx(degrees, abs=1e-6)
    assert end == pytest.approx(wrist)
    assert elbow[1] > 0
    assert hinge @ (wrist - shoulder) == pytest.approx(0, abs=1e-9)


def test_an_end_out_of_reach_is_pulled_in():
    _, end, _ = bend(vec(0, 0, 0), vec(2, 0, 0), 0.3, 0.25, vec(0, 1, 0))
    assert end[0] == pytest.approx(0.55, abs=1e-3)


def test_root_between():
    assert root_between(0, 3, lambda x: x * x - 2) == pytest.approx(2**0.5)
