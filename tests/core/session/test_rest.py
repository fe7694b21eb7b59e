"""The rest timer: nothing drifts, nothing beeps twice, the end always sounds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.core.session.rest import MAX_REST_S, Beep, RestTimer

STEPS = st.lists(st.floats(0.001, 7.0), min_size=1, max_size=200)


def started(seconds=45.0, at=10.0):
    timer = RestTimer()
    timer.start(at, seconds)
    return timer


def heard(timer, until, at=10.0, step=0.1):
    count = round((until - at) / step)
    return [beep for i in range(count + 1) for beep in timer.step(at + i * step)]


def test_nothing_happens_before_a_rest_begins():
    timer = RestTimer()
    assert timer.step(5.0) == ()
    assert math.isnan(timer.left(5.0))
    timer.add(5.0, 15.0)
    timer.skip(5.0)
    timer.pause(5.0, on=True)
    assert not timer.running
    assert not timer.paused


def test_three_two_one_and_the_end():
    beeps = heard(started(45.0), 60.0)
    assert [beep.left for beep in beeps] == [3, 2, 1, 0]
    assert [round(beep.t, 1) for beep in beeps] == [52.0, 53.0, 54.0, 55.0]


def test_a_rest_that_began_a_while_ago_counts_from_then():
    timer = started(45.0, at=10.0)
    assert timer.left(16.5) == pytest.approx(38.5)


@given(STEPS, st.floats(0.5, 120.0))
def test_what_is_left_depends_on_the_time_alone(steps, seconds):
    timer, t = started(seconds, at=0.0), 0.0
    said = []
    for step in steps:
        t += step
        said += timer.step(t)
        assert timer.left(t) == pytest.approx(max(0.0, seconds - t))
    lefts = [beep.left for beep in said]
    assert lefts == sorted(set(lefts), reverse=True), "each second once, downwards"
    assert (0 in lefts) == (t >= seconds)


@given(STEPS, st.lists(st.floats(0.0, 0.2), min_size=1))
def test_a_frame_older_than_the_last_question_repeats_no_beep(steps, lags):
    timer, t, said = started(20.0, at=0.0), 0.0, []
    for i, step in enumerate(steps):
        t += step
        said += timer.step(t)
        said += timer.step(t - lags[i % len(lags)])
    lefts = [beep.left for beep in said]
    assert len(lefts) == len(set(lefts))


def test_of_seconds_slept_through_only_the_last_sounds():
    timer = started(10.0, at=0.0)
    assert timer.step(6.9) == ()
    assert timer.step(8.5) == (Beep(8.5, 2),)
    assert timer.step(30.0) == (Beep(30.0, 0),)
    assert timer.step(31.0) == ()


def test_a_rest_as_short_as_the_countdown():
    assert [beep.left for beep in heard(started(2.0), 15.0)] == [2, 1, 0]
    assert [beep.left for beep in heard(started(0.0), 15.0)] == [0]


def test_a_pause_is_no_rest():
    timer = started(10.0, at=0.0)
    timer.step(4.0)
    timer.pause(4.0, on=True)
    timer.pause(5.0, on=True)
    assert timer.paused
    assert timer.step(60.0) == ()
    assert timer.left(60.0) == pytest.approx(6.0)
    timer.pause(60.0, on=False)
    timer.pause(61.0, on=False)
    assert timer.left(63.0) == pytest.approx(3.0)
    assert [beep.left for beep in heard(timer, 70.0, at=62.0)] == [3, 2, 1, 0]


def test_longer_and_shorter():
    timer = started(20.0, at=0.0)
    timer.add(5.0, 15.0)
    assert timer.left(5.0) == pytest.approx(30.0)
    timer.add(5.0, -15.0)
    timer.add(5.0, -15.0)
    assert timer.left(5.0) == 0.0
    assert timer.step(5.0) == (Beep(5.0, 0),)


def test_longer_once_it_is_over_counts_from_now():
    timer = started(10.0, at=0.0)
    timer.step(12.0)
    timer.add(12.0, 15.0)
    assert timer.left(12.0) == pytest.approx(15.0)
    assert [beep.left for beep in heard(timer, 30.0, at=12.0)] == [3, 2, 1, 0]


def test_a_second_counted_before_it_was_made_longer_is_counted_again():
    timer = started(10.0, at=0.0)
    assert [beep.left for beep in heard(timer, 7.5, at=0.0)] == [3]
    timer.add(7.5, 15.0)
    assert [beep.left for beep in heard(timer, 30.0, at=7.5)] == [3, 2, 1, 0]


def test_to_skip_ends_it_even_while_it_is_paused():
    timer = started(10.0, at=0.0)
    timer.pause(2.0, on=True)
    timer.skip(3.0)
    assert timer.step(3.0) == (Beep(3.0, 0),)
    assert timer.left(3.0) == 0.0


def test_a_set_that_begins_ends_it_without_a_sound():
    timer = started(10.0, at=0.0)
    timer.stop()
    assert timer.step(20.0) == ()
    assert not timer.running


def test_nobody_rests_for_ever():
    timer = started(50.0)
    for _ in range(1000):
        timer.add(10.0, 15.0)
    assert timer.total == MAX_REST_S
