import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.core.counting.rep_detector import CycleFinder

NAN = math.nan
LEAST = 0.25


def found(samples, *, patient=False, usual=NAN):
    """The cycles in (t, value) samples, in the order in which they are told."""
    finder = CycleFinder(LEAST, patient)
    if usual > 0.0:
        finder.learn(usual)
    cycles = [cycle for t, value in samples for cycle in finder.step(t, value)]
    return [*cycles, *finder.finish()]


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
    ("values", "cycles"),
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
def test_the_movements_in_a_signal(values, cycles):
    assert told(values) == cycles


@pytest.mark.parametrize(
    ("values", "cycle"),
    [
        ([0.1, 0.0, 0.0, 0.5, 1.0], (0.5, 1.0, None, 0.0, 1.0, 1.0)),
        ([0.1, 0.0, 0.0, 0.5, 1.0, 0.9], (0.5, 1.0, None, 0.0, 1.0, 0.9)),
        ([0.1, 0.0, 0.0, 0.5, 1.0, 0.4], (0.5, 1.0, None, 0.0, 1.0, 0.4)),
    ],
    ids=["at the turn", "just past it", "half way back"],
)
@pytest.mark.parametrize("patient", [False, True])
def test_one_that_the_end_cuts_off_is_told_as_far_as_it_came(values, cycle, patient):
    assert told(values, patient=patient) == [cycle]


@pytest.mark.parametrize(("back", "end"), [(0.0, 1.5), (0.05, 1.5), (0.3, None)])
def test_one_that_was_back_when_the_view_ended_has_an_end(back, end):
    values = [0.1, 0.0, 0.0, 0.5, 1.0, 0.5, back, back]
    assert [cycle[2] for cycle in told(values, patient=True)] == [end]


def test_one_that_was_under_way_when_it_came_into_view_has_no_start():
    (start, turn, end, *_), *more = told([1.0, 0.6, 0.2, 0.0, 0.0])
    assert (start, turn, end, more) == (None, 0.0, 0.5, [])


def test_where_the_start_is_not_known_it_began_where_it_was_first_seen_to_leave():
    lowest_at_the_first_moment = [0.0, 0.01, 0.02, 0.5, 1.0, 0.5, 0.0]
    (cycle,) = found(quarters(lowest_at_the_first_moment))
    assert math.isnan(cycle.start)
    assert cycle.began == 0.5


def test_who_was_at_rest_from_the_first_moment_began_when_they_left_it():
    """Which of many moments of rest is the lowest is chance."""
    (cycle,) = found(quarters([0.0, 0.01, 0.01, 0.02, 0.5, 1.0, 0.5, 0.0]))
    assert (cycle.still, cycle.start, cycle.began, cycle.low) == (0.0, 0.75, 0.75, 0.0)


def test_who_stands_taller_afterwards_was_back_when_the_start_was_reached():
    taller = [*ONE[:-1], 0.0, -0.02, -0.3, -0.3, -0.3]
    (cycle,) = found(quarters(taller), patient=True)
    assert (cycle.start, cycle.end, cycle.back) == (0.5, 1.5, -0.3)
    under_way = [0.9, 1.0, 0.5, 0.0, -0.02, -0.3, -0.3, -0.3, 0.5, 1.0, 0.5, -0.3, -0.3]
    first, _ = found(quarters(under_way), patient=True)
    assert first.end == 1.25, "nobody knows where the start was: back is where it went furthest"


def test_what_is_small_for_this_person_is_no_movement():
    one_and_a_small_one = [*ONE, 0.0, 0.3, 0.1, 0.0, 0.1]
    assert [c[1] for c in told(one_and_a_small_one)] == [1.0, 2.25]
    assert [c[1] for c in told(one_and_a_small_one, usual=2.0)] == [1.0]


def test_patience_tells_the_same_movements_with_their_full_way_back():
    values = [*ONE[:-1], -0.1, *ONE[2:]]
    hasty, patient = told(values), told(values, patient=True)
    assert [c[1] for c in hasty] == [c[1] for c in patient] == [1.0, 2.5]
    assert hasty[0][2] <= patient[0][2]
    assert patient[0][5] == -0.1


def test_a_movement_is_told_as_soon_as_it_is_back():
    finder = CycleFinder(LEAST)
    moments = [t for t, value in quarters(ONE) for _ in finder.step(t, value)]
    assert moments == [1.5]


def test_another_scene_drops_the_movement_under_way():
    finder = CycleFinder(LEAST)
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


@pytest.mark.parametrize("patient", [False, True])
@pytest.mark.parametrize("rate", [8, 10, 15, 24, 30, 60])
def test_the_frame_rate_does_not_matter(rate, patient):
    cycles = found([(t, wave(t)) for t in times(rate)], patient=patient)
    assert [c.turn for c in cycles] == pytest.approx(TURNS, abs=1.0 / rate)
    assert [c.travel for c in cycles] == pytest.approx([1.0] * 6, abs=0.08)


@given(st.integers(-100_000, 100_000), st.booleans())
def test_the_origin_of_time_does_not_matter(origin, patient):
    samples = [(t, wave(t)) for t in times(16)]
    plain = found(samples, patient=patient)
    later = found([(t + origin, value) for t, value in samples], patient=patient)
    assert [c.turn - origin for c in later] == [c.turn for c in plain]
    assert [(c.low, c.high, c.back) for c in later] == [(c.low, c.high, c.back) for c in plain]


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.floats(0.0, 0.4), st.floats(0.0, 0.012), st.booleans())
def test_dropped_and_jittered_frames_do_not_matter(seed, dropped, jitter, patient):
    chance = random.Random(seed)
    kept = [t + chance.uniform(0.0, jitter) for t in times(30) if chance.random() >= dropped]
    cycles = found([(t, wave(t)) for t in kept], patient=patient)
    assert [c.turn for c in cycles] == pytest.approx(TURNS, abs=0.35)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.booleans())
def test_noise_below_the_least_makes_no_movement(seed, patient):
    chance = random.Random(seed)
    assert found([(t, chance.uniform(0.0, 0.9 * LEAST)) for t in times(30, 5.0)], patient=patient) == []


@settings(max_examples=60)
@given(st.lists(st.one_of(st.floats(-2, 2), st.just(NAN)), max_size=60), st.booleans())
def test_whatever_the_signal_a_movement_is_in_order_and_in_view(values, patient):
    for cycle in found(quarters(values), patient=patient):
        known = [t for t in (cycle.came, cycle.start, cycle.turn, cycle.end) if not math.isnan(t)]
        assert known == sorted(known)
        assert known[0] >= 0.0
        assert known[-1] <= len(values) / 4
        assert cycle.high >= cycle.low
        assert cycle.travel >= LEAST


def test_how_long_it_was_beyond_half_way():
    (quick,) = found(quarters([0.1, 0.0, 0.0, 0.4, 1.0, 0.4, 0.0, 0.1]))
    assert quick.beyond == 0.5
    (long,) = found(quarters([0.1, 0.0, 0.0, 0.6, 0.9, 1.0, 0.9, 0.6, 0.0, 0.1]))
    assert long.beyond == 1.5


def test_a_long_way_is_told_when_the_start_is_near_and_not_before():
    """Sixty per cent of the way back from far beyond the target is not yet where the next one begins."""
    values = [0.2, 0.2, 0.2, 0.9, 1.6, 0.85, 0.755, 0.5, 0.2, 0.2]
    finder = CycleFinder(LEAST, rest=0.75)
    (cycle,) = [cycle for t, value in quarters(values) for cycle in finder.step(t, value)]
    assert (cycle.end, cycle.back) == (1.75, 0.5)


@pytest.mark.parametrize("period", [0.8, 2.0, 5.0])
def test_what_is_missing_of_a_movement_told_early_is_what_it_took_in_the_end(period):
    """From rest to rest like a pendulum: told on the way back, and once it is over."""
    swing = [(i / 60, 0.5 - 0.5 * math.cos(2 * math.pi * i / 60 / period)) for i in range(round(90 * period))]
    still = [(-1.0, 0.0), (-0.5, 0.0), *swing]
    (early, *_), (late, *_) = found(still), found(still, patient=True)
    assert early.early
    assert early.missing > 0.05 * period
    assert early.end + early.missing == pytest.approx(late.end, abs=0.06)
    assert not late.early
    assert late.missing == 0.0


def test_who_stays_at_the_turning_point_is_not_long_on_the_way_back():
    """Half of a stay is not the pace of the way back."""
    down = [0.5 - 0.5 * math.cos(math.pi * i / 30) for i in range(30)]
    values = [*[0.0] * 30, *down, *[1.0] * 300, *reversed(down), 0.0]
    (cycle,) = found([(i / 30, value) for i, value in enumerate(values)])
    assert cycle.end - cycle.turn > 5.0
    assert cycle.end + cycle.missing == pytest.approx(len(values) / 30, abs=0.4)
