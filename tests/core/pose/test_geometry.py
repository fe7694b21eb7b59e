import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from posecoach.core.pose import geometry

POINT = st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
NAN = math.nan


@pytest.mark.parametrize(
    ("a", "b", "c", "degrees"),
    [
        ((1, 0), (0, 0), (0, 1), 90),
        ((1, 0), (0, 0), (0, -1), 90),
        ((1, 0), (0, 0), (-1, 0), 180),
        ((1, 0), (0, 0), (1, 0), 0),
        ((2, 0), (0, 0), (3, 3), 45),
        ((-1, 0), (0, 0), (1, 1), 135),
        ((3, 5), (2, 5), (2, 9), 90),
    ],
)
def test_an_angle(a, b, c, degrees):
    assert geometry.angle(a, b, c) == pytest.approx(degrees)


def test_an_angle_is_sharp_near_straight():
    assert geometry.angle((-1, 0), (0, 0), (1, math.tan(math.radians(0.01)))) == pytest.approx(
        179.99, abs=1e-6
    )


def test_there_is_no_angle_where_points_coincide_or_are_unknown():
    assert math.isnan(geometry.angle((1, 1), (1, 1), (2, 2)))
    assert math.isnan(geometry.angle((2, 2), (1, 1), (1, 1)))
    assert math.isnan(geometry.angle(geometry.NOWHERE, (1, 1), (2, 1)))


@given(POINT, POINT, POINT, st.floats(0, 360), st.floats(0.1, 10))
def test_an_angle_does_not_depend_on_place_turn_size_or_mirror(a, b, c, turn, size):
    assume(min(geometry.distance(a, b), geometry.distance(b, c)) > 1.0)
    cos, sin = size * math.cos(turn), size * math.sin(turn)
    moved = [(-(x * cos - y * sin) + 7, x * sin + y * cos - 3) for x, y in (a, b, c)]
    assert geometry.angle(*moved) == pytest.approx(geometry.angle(a, b, c), abs=1e-6)


@pytest.mark.parametrize(
    ("low", "high", "degrees"),
    [((0, 9), (0, 1), 0), ((0, 0), (5, 0), 90), ((0, 0), (-5, 0), 90), ((0, 0), (0, 4), 180)],
)
def test_lean_from_upright(low, high, degrees):
    assert geometry.lean(low, high) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("a", "b", "degrees"),
    [((0, 0), (5, 0), 0), ((0, 0), (-5, -5), 45), ((0, 0), (5, 5), -45), ((0, 9), (0, 0), 90)],
)
def test_rise_above_level(a, b, degrees):
    assert geometry.rise(a, b) == pytest.approx(degrees)


@pytest.mark.parametrize("way", [1, -1])
def test_offset_is_positive_below_whichever_way_the_body_lies(way):
    ends = (0, 0), (10 * way, 0)
    assert geometry.offset(ends[0], (5 * way, 1), ends[1]) == pytest.approx(0.1)
    assert geometry.offset(ends[0], (5 * way, -2), ends[1]) == pytest.approx(-0.2)
    assert geometry.offset(ends[0], (3 * way, 0), ends[1]) == 0.0


def test_offset_is_at_right_angles_to_the_line():
    assert geometry.offset((0, 0), (0, 10), (10, 10)) == pytest.approx(0.5)


def test_nothing_leans_on_one_point():
    for shape in (geometry.lean, geometry.rise):
        assert math.isnan(shape((1, 1), (1, 1)))
    assert math.isnan(geometry.offset((1, 1), (2, 2), (1, 1)))


@pytest.mark.parametrize(
    ("a", "b", "wa", "wb", "mean"),
    [
        (1, 3, 1, 1, 2),
        (1, 3, 3, 1, 1.5),
        (1, 3, 0, 1, 3),
        (1, 3, 1, 0, 1),
        (NAN, 3, 9, 1, 3),
        (1, NAN, 1, 9, 1),
    ],
)
def test_mean_leaves_out_what_is_unknown_or_weighs_nothing(a, b, wa, wb, mean):
    assert geometry.mean(a, b, wa, wb) == mean


@pytest.mark.parametrize(("a", "b", "wa", "wb"), [(NAN, NAN, 1, 1), (1, 3, 0, 0), (NAN, 3, 1, 0)])
def test_there_is_no_mean_of_nothing(a, b, wa, wb):
    assert math.isnan(geometry.mean(a, b, wa, wb))
