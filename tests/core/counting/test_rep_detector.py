import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.core.counting.rep_detector import RepDetector

NAN = math.nan
LEAST = 0.25


def found(samples, *, wait_for_end=False, median_rom=NAN):
    """The cycles in (t, value) samples, in the order in which they are told."""
    finder = RepDetector(LEAST, wait_for_end)
    if median_rom > 0.0:
        finder.learn(median_rom)
    movements = [movement for t, value in samples for movement in finder.step(t, value)]
    return [*movements, *finder.finish()]


def quarters(values):
    """Four values a second."""
    return [(i / 4, value) for i, value in enumerate(values)]


def told(values, **how):
    return [
        tuple(None if math.isnan(x) else x for x in (c.start, c.turn, c.end, c.low, c.high, c.back))
        for c in found(quarters(values), **how)
    ]


ONE = [0.1, 0.0, 0.0, 0.5, 1.0, 0.5, 0.0, 0.1]
"""Leaves the start after half a second, turns at 1 s, is back at 1.5 s."""


@pytest.mark.parametrize(
    ("values", "movements"),
    [
        ([], []),
        ([0.0] * 8, []),
        ([0.1, 0.0, 0.1, 0.2, 0.0, 0.2, 0.1, 0.0], []),
        (ONE, [(0.5, 1.0, 1.5, 0.0, 1.0, 0.0)]),
        ([*ONE[:-1], *ONE[2:]], [(0.5, 1.0, 1.5, 0.0, 1.0, 0.0), (1.75, 2.25, 2.75, 0.0, 1.0, 0.0)]),
        ([0.1, 0.0, 0.0, 1.0, 2.0, 1.4, 2.1, 1.0, 0.0, 0.1], [(0.5, 1.5, 2.0, 0.0, 2.1, 0.0)]),
        ([0.1, 0.0, 0.0, 0.5, 1.0, NAN, NAN, 0.1, 0.0, 0.1], [(0.5, 1.0, 2.0, 0.0, 1.0, 0.0)]),
        ([0.1, 0.0, 0.0, 0.2, 0.4, 0.3, 0.1, 0.0, 0.1], [(0.5, 1.0, 1.75, 0.0, 0.4, 0.0)]),
        ([-0.4, -0.5, -0.5, 0.5, 1.5, 0.5, -0.5, -0.4], [(0.5, 1.0, 1.5, -0.5, 1.5, -0.5)]),
        ([NAN] * 20, []),
    ],
    ids=[
        *("nothing", "still", "noise", "one", "two", "a bounce at the bottom", "unseen on the way back"),
        *("a small one", "through zero", "never seen"),
    ],
)
def test_the_movements_in_a_signal(values, movements):
    assert told(values) == movements


@pytest.mark.parametrize(
    ("values", "movement"),
    [
        ([0.1, 0.0, 0.0, 0.5, 1.0], (0.5, 1.0, None, 0.0, 1.0, 1.0)),
        ([0.1, 0.0, 0.0, 0.5, 1.0, 0.9], (0.5, 1.0, None, 0.0, 1.0, 0.9)),
        ([0.1, 0.0, 0.0, 0.5, 1.0, 0.4], (0.5, 1.0, None, 0.0, 1.0, 0.4)),
    ],
    ids=["at the turn", "just past it", "half way back"],
)
@pytest.mark.parametrize("wait_for_end", [False, True])
def test_one_that_the_end_cuts_off_is_told_as_far_as_it_came(values, movement, wait_for_end):
    assert told(values, wait_for_end=wait_for_end) == [movement]


@pytest.mark.parametrize(("back", "end"), [(0.0, 1.5), (0.05, 1.5), (0.3, None)])
def test_one_that_was_back_when_the_view_ended_has_an_end(back, end):
    values = [0.1, 0.0, 0.0, 0.5, 1.0, 0.5, back, back]
    assert [movement[2] for movement in told(values, wait_for_end=True)] == [end]


def test_one_that_was_under_way_when_it_came_into_view_has_no_start():
    (start, turn, end, *_), *more = told([1.0, 0.6, 0.2, 0.0, 0.0])
    assert (start, turn, end, more) == (None, 0.0, 0.5, [])


def test_where_the_start_is_not_known_it_began_where_it_was_first_seen_to_leave():
    lowest_at_the_first_moment = [0.0, 0.01, 0.02, 0.5, 1.0, 0.5, 0.0]
    (movement,) = found(quarters(lowest_at_the_first_moment))
    assert math.isnan(movement.start)
    assert movement.left_start == 0.5


def test_who_was_at_rest_from_the_first_moment_began_when_they_left_it():
    """The lowest of many moments of rest is chance."""
    (movement,) = found(quarters([0.0, 0.01, 0.01, 0.02, 0.5, 1.0, 0.5, 0.0]))
    assert (movement.rest_before, movement.start, movement.left_start, movement.low) == (0.0, 0.75, 0.75, 0.0)


def test_who_stands_taller_afterwards_was_back_when_the_start_was_reached():
    taller = [*ONE[:-1], 0.0, -0.02, -0.3, -0.3, -0.3]
    (movement,) = found(quarters(taller), wait_for_end=True)
    assert (movement.start, movement.end, movement.back) == (0.5, 1.5, -0.3)
    under_way = [0.9, 1.0, 0.5, 0.0, -0.02, -0.3, -0.3, -0.3, 0.5, 1.0, 0.5, -0.3, -0.3]
    first, _ = found(quarters(under_way), wait_for_end=True)
    assert first.end == 1.25, "nobody knows where the start was: back is where it went furthest"


def test_what_is_small_for_this_person_is_no_movement():
    one_and_a_small_one = [*ONE, 0.0, 0.3, 0.1, 0.0, 0.1]
    assert [c[1] for c in told(one_and_a_small_one)] == [1.0, 2.25]
    assert [c[1] for c in told(one_and_a_small_one, median_rom=2.0)] == [1.0]


def test_patience_tells_the_same_movements_with_their_full_way_back():
    values = [*ONE[:-1], -0.1, *ONE[2:]]
    hasty, wait_for_end = told(values), told(values, wait_for_end=True)
    assert [c[1] for c in hasty] == [c[1] for c in wait_for_end] == [1.0, 2.5]
    assert hasty[0][2] <= wait_for_end[0][2]
    assert wait_for_end[0][5] == -0.1


def test_a_movement_is_told_as_soon_as_it_is_back():
    finder = RepDetector(LEAST)
    moments = [t for t, value in quarters(ONE) for _ in finder.step(t, value)]
    assert moments == [1.5]


def test_another_scene_drops_the_movement_under_way():
    finder = RepDetector(LEAST)
    for t, value in quarters(ONE[:5]):
        finder.step(t, value)
    finder.forget()
    assert finder.finish() == ()


def wave(t, period=2.0):
    """Stillness for a second, then one movement after another."""
    return 0.5 - 0.5 * math.cos(2.0 * math.pi * (t - 1.0) / period) if t > 1.0 else 0.0


def times(rate, duration=13.0):
    return [i / rate for i in range(round(duration * rate) + 1)]


TURNS = [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]


@pytest.mark.parametrize("wait_for_end", [False, True])
@pytest.mark.parametrize("rate", [8, 10, 15, 24, 30, 60])
def test_the_frame_rate_does_not_matter(rate, wait_for_end):
    movements = found([(t, wave(t)) for t in times(rate)], wait_for_end=wait_for_end)
    assert [c.turn for c in movements] == pytest.approx(TURNS, abs=1.0 / rate)
    assert [c.rom for c in movements] == pytest.approx([1.0] * 6, abs=0.08)


@given(st.integers(-100_000, 100_000), st.booleans())
def test_the_origin_of_time_does_not_matter(origin, wait_for_end):
    samples = [(t, wave(t)) for t in times(16)]
    plain = found(samples, wait_for_end=wait_for_end)
    later = found([(t + origin, value) for t, value in samples], wait_for_end=wait_for_end)
    assert [c.turn - origin for c in later] == [c.turn for c in plain]
    assert [(c.low, c.high, c.back) for c in later] == [(c.low, c.high, c.back) for c in plain]


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.floats(0.0, 0.4), st.floats(0.0, 0.012), st.booleans())
def test_dropped_and_jittered_frames_do_not_matter(seed, dropped, jitter, wait_for_end):
    chance = random.Random(seed)
    kept = [t + chance.uniform(0.0, jitter) for t in times(30) if chance.random() >= dropped]
    movements = found([(t, wave(t)) for t in kept], wait_for_end=wait_for_end)
    assert [c.turn for c in movements] == pytest.approx(TURNS, abs=0.35)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.booleans())
def test_noise_below_the_least_makes_no_movement(seed, wait_for_end):
    chance = random.Random(seed)
    assert (
        found([(t, chance.uniform(0.0, 0.9 * LEAST)) for t in times(30, 5.0)], wait_for_end=wait_for_end)
        == []
    )


@settings(max_examples=60)
@given(st.lists(st.one_of(st.floats(-2, 2), st.just(NAN)), max_size=60), st.booleans())
def test_whatever_the_signal_a_movement_is_in_order_and_in_view(values, wait_for_end):
    for movement in found(quarters(values), wait_for_end=wait_for_end):
        known = [
            t for t in (movement.first_seen, movement.start, movement.turn, movement.end) if not math.isnan(t)
        ]
        assert known == sorted(known)
        assert known[0] >= 0.0
        assert known[-1] <= len(values) / 4
        assert movement.high >= movement.low
        assert movement.rom >= LEAST


def test_how_long_it_was_beyond_half_way():
    (quick,) = found(quarters([0.1, 0.0, 0.0, 0.4, 1.0, 0.4, 0.0, 0.1]))
    assert quick.time_beyond_half == 0.5
    (long,) = found(quarters([0.1, 0.0, 0.0, 0.6, 0.9, 1.0, 0.9, 0.6, 0.0, 0.1]))
    assert long.time_beyond_half == 1.5


def test_a_long_way_is_told_when_the_start_is_near_and_not_before():
    """Sixty per cent of the way back from far beyond the target is not yet where the next one begins."""
    values = [0.2, 0.2, 0.2, 0.9, 1.6, 0.85, 0.755, 0.5, 0.2, 0.2]
    finder = RepDetector(LEAST, max_baseline=0.75)
    (movement,) = [movement for t, value in quarters(values) for movement in finder.step(t, value)]
    assert (movement.end, movement.back) == (1.75, 0.5)


@pytest.mark.parametrize("period", [0.8, 2.0, 5.0])
def test_what_is_missing_of_a_movement_told_early_is_what_it_took_in_the_end(period):
    """From rest to rest like a pendulum: told on the way back, and once it is over."""
    swing = [(i / 60, 0.5 - 0.5 * math.cos(2 * math.pi * i / 60 / period)) for i in range(round(90 * period))]
    rest_before = [(-1.0, 0.0), (-0.5, 0.0), *swing]
    (provisional, *_), (late, *_) = found(rest_before), found(rest_before, wait_for_end=True)
    assert provisional.provisional
    assert provisional.time_missing > 0.05 * period
    assert provisional.end + provisional.time_missing == pytest.approx(late.end, abs=0.06)
    assert not late.provisional
    assert late.time_missing == 0.0


def test_who_stays_at_the_turning_point_is_not_long_on_the_way_back():
    """Half of a stay is not the pace of the way back."""
    down = [0.5 - 0.5 * math.cos(math.pi * i / 30) for i in range(30)]
    values = [*[0.0] * 30, *down, *[1.0] * 300, *reversed(down), 0.0]
    (movement,) = found([(i / 30, value) for i, value in enumerate(values)])
    assert movement.end - movement.turn > 5.0
    assert movement.end + movement.time_missing == pytest.approx(len(values) / 30, abs=0.4)
