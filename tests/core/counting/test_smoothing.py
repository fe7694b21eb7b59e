import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.core.counting.smoothing import SMOOTHING_GAP_S, Smoother


def smoothed(values, rate=30.0, start=0.0):
    smoother = Smoother()
    return [smoother.step(start + i / rate, value) for i, value in enumerate(values)]


@given(st.floats(-10, 10), st.floats(5, 120))
def test_a_constant_stays_as_it_is(value, rate):
    assert smoothed([value] * 20, rate) == pytest.approx([value] * 20)


def test_the_first_value_counts_at_once_even_at_time_zero():
    assert Smoother().step(0.0, 0.7) == 0.7


@pytest.mark.parametrize("wild", [100.0, -100.0])
def test_a_single_wild_sample_is_no_value(wild):
    values = [1.0] * 10 + [wild] + [1.0] * 10
    assert smoothed(values) == pytest.approx([1.0] * 21)


def test_at_few_frames_a_second_a_single_sample_may_be_a_turning_point():
    assert max(smoothed([0.0] * 5 + [1.0] + [0.0] * 5, rate=10.0)) > 0.8


def test_nan_passes_through_and_leaves_no_trace():
    smoother = Smoother()
    smoother.step(0.0, 1.0)
    assert math.isnan(smoother.step(0.05, math.nan))
    assert smoother.step(0.1, 1.0) == 1.0


def test_after_a_gap_it_starts_afresh():
    smoother = Smoother()
    for i in range(30):
        smoother.step(i / 30, 0.0)
    assert smoother.step(29 / 30 + SMOOTHING_GAP_S + 0.01, 5.0) == 5.0


@pytest.mark.parametrize("rate", [15.0, 20.0, 30.0, 60.0, 120.0])
def test_the_curve_is_the_same_at_any_frame_rate(rate):
    """A step of 1 at 1 s; a time constant of 50 ms and the median's delay later it has come 63 % of the way."""
    smoother = Smoother()
    reached = math.inf
    for i in range(round(2 * rate)):
        t = i / rate
        if smoother.step(t, float(t >= 1.0)) >= 1.0 - math.exp(-1.0):
            reached = min(reached, t)
    assert reached - smoother.delay == pytest.approx(1.0, abs=1.0 / rate + 0.01)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=60), st.sampled_from([12.0, 25.0, 30.0, 60.0]))
def test_it_never_leaves_the_range_of_what_it_saw(values, rate):
    for i, value in enumerate(smoothed(values, rate)):
        assert min(values[: i + 1]) - 1e-9 <= value <= max(values[: i + 1]) + 1e-9


@given(st.lists(st.floats(-5, 5), min_size=5, max_size=40))
def test_the_origin_of_time_does_not_matter(values):
    assert smoothed(values, start=1024.0) == pytest.approx(smoothed(values), abs=1e-6)


@pytest.mark.parametrize("rate", [15.0, 30.0, 60.0])
def test_where_the_curve_is_headed_is_where_it_comes_if_nothing_changes(rate):
    smoother = Smoother()
    for i in range(20):
        lagging = smoother.step(i / rate, i / 20.0)
    moment, value = smoother.ahead
    assert moment == pytest.approx(19 / rate + smoother.delay)
    assert lagging < value < 19 / 20.0
    assert smoother.ahead == (moment, value), "to ask changes nothing"
    assert smoother.step(moment, 19 / 20.0) == pytest.approx(value)


def test_where_nothing_was_seen_the_curve_is_headed_nowhere():
    assert math.isnan(Smoother().ahead[1])
