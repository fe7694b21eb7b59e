"""Courses: what is counted in them happens when they say."""

import numpy as np
import pytest

from sample_videos.studio.holding import stretch_course
from sample_videos.studio.motion import Channel, Rep, Tempo, eased, repetitions


def test_easing_starts_and_stops_gently():
    assert (eased(0), eased(0.5), eased(1)) == (0, 0.5, 1)
    assert eased(0.05) < 0.01
    assert (eased(-1), eased(2)) == (0, 1)


def test_a_channel_keeps_its_values():
    channel = Channel([(0.0, 10.0)])
    channel.hold(1.0)
    channel.go(2.0, 30.0)
    assert [channel.at(t) for t in (0, 1, 2, 3, 9)] == [10, 10, 20, 30, 30]


def test_a_repetition_turns_where_its_depth_is_reached_and_starts_at_the_top():
    reps = [Rep(80), Rep(118, full=False, faults=("shallow",))]
    course = repetitions(170.0, reps, Tempo(), np.random.default_rng(1))
    depth = course.channels["depth"]
    for rep, asked in zip(course.repetitions, reps, strict=True):
        assert depth.at(rep.turn) == pytest.approx(asked.depth)
        assert depth.at(rep.start) == pytest.approx(170, abs=0.03 * 90)
        assert depth.at(rep.end) == pytest.approx(170, abs=0.03 * 90)
        assert rep.start < rep.turn < rep.end < course.end
    assert [(r.full, r.faults) for r in course.repetitions] == [(True, ()), (False, ("shallow",))]


def test_the_same_seed_gives_the_same_course_and_another_seed_another():
    first, again, other = (
        repetitions(170, [Rep(80)] * 3, Tempo(), np.random.default_rng(s)) for s in (5, 5, 6)
    )
    assert first.repetitions == again.repetitions
    assert first.repetitions != other.repetitions


def test_a_hold_is_still_while_it_lasts():
    run = {"top": 74, "holds": [{"side": "left", "depth": 2, "twist": 40, "seconds": 6}]}
    course = stretch_course(run, np.random.default_rng(2))
    (hold,) = course.holds
    assert hold.end - hold.start == pytest.approx(6)
    assert {tuple(course.state(t).values()) for t in np.linspace(hold.start, hold.end - 1e-6, 9)} == {
        (2, 40, 1)
    }
