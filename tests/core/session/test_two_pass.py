"""Hindsight and foresight: the same coach, told more."""

import dataclasses

import pytest

from posecoach.core.counting.exercise_classifier import FirstPassStats
from posecoach.core.counting.tracker_group import TrackerGroup
from posecoach.core.events import Verdict, reps_in
from posecoach.core.pose.reading_buffer import BUFFER_S
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.two_pass import judge_sets, review
from posecoach.exercises import load
from tests import puppet

PUSH_UP = load("push_up")


def push_ups(reps=4, *, begin=0.0, end=None, rate=30.0):
    """Poses from `begin` to `end` of a film of push-ups, the first of which starts at 1.5 s."""
    value, duration = puppet.repeated(170.0, 70.0, reps=reps)
    poses = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, rate)
    return [(t, pose) for t, pose in poses if begin <= t <= (duration if end is None else end)]


PLANK = """
title = "Plank"
kind = "hold"
about = "Arms straight, body in one line."
views = ["side"]
columns = ["elbow"]
goal = 30

[[position]]
measure = "elbow"
min = 150
why = "the arms were bent"
"""


@pytest.mark.parametrize(("lead", "lasts"), [(2.0, False), (5.0, True)])
def test_a_pose_that_did_not_last_is_no_hold_where_nobody_asked_for_one(tmp_path, lead, lasts):
    (tmp_path / "plank.toml").write_text(PLANK)
    both = [load(str(tmp_path / "plank.toml")), PUSH_UP]
    value, duration = puppet.repeated(170.0, 70.0, reps=3, period=5.0, pause=0.0, lead=lead)
    poses = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration)
    assert run(recorded(poses), Coach(both[:1])).sets[0].holds
    for record in (run(recorded(poses), Coach(both)), review(lambda: poses, both)):
        assert any(each.holds for each in record.sets) is lasts
        assert len(turns(record)) >= (2 if lasts else 3)


def turns(record):
    return [event.turn for event in reps_in(record.events)]


def test_a_clean_clip_counts_the_same_live_and_with_hindsight():
    poses = push_ups()
    live = run(recorded(poses), Coach([PUSH_UP]))
    later = review(lambda: poses, [PUSH_UP])
    assert len(turns(live)) == len(turns(later)) == 4
    assert turns(later) == pytest.approx(turns(live), abs=0.05)


def test_the_poses_are_gone_through_afresh_each_time():
    calls = []

    def poses():
        calls.append(1)
        return iter(push_ups(2))

    assert len(turns(review(poses, [PUSH_UP]))) == 2
    assert len(calls) == 3


@pytest.mark.parametrize("end", [9.6, 10.6, 11.0])
def test_a_last_repetition_that_is_all_but_done_counts(end):
    """The fourth one turns at 10 s; whether a clip runs on to its very end is chance."""
    poses = push_ups(4, end=end)
    expected = 3 if end < 10.0 else 4
    assert len(turns(review(lambda: poses, [PUSH_UP]))) == expected


def test_a_clip_that_begins_on_the_way_down_counts_from_the_first():
    poses = push_ups(3, begin=1.9)
    assert turns(review(lambda: poses, [PUSH_UP])) == pytest.approx([2.5, 5.0, 7.5], abs=0.1)


def test_measured_once_for_both_looks_is_as_if_measured_for_each():
    poses = push_ups(28, rate=12.0)
    assert poses[-1][0] > BUFFER_S
    both = [PUSH_UP, load("squat")]
    known = FirstPassStats()
    for final in (False, True):
        coach = Coach(both, wait_for_end=True, first_pass=known)
        run(recorded(poses), coach)
        known = judge_sets(coach.candidates, final=final)
    expected = run(recorded(poses), Coach(both, wait_for_end=True, first_pass=known))
    found = review(lambda: poses, both)
    assert list(map(str, found.events)) == list(map(str, expected.events))
    assert repr(found.trace) == repr(expected.trace), "NaN is not equal to itself, but to its name"
    assert (found.frames, found.seen) == (expected.frames, expected.seen)


def test_a_record_keeps_one_trace_not_two():
    poses = push_ups(2)
    record = review(lambda: poses, [PUSH_UP])
    assert record.frames == len(poses) == len(record.trace)
    assert len(record.sets) == 1


def test_what_is_learned_is_of_full_repetitions_by_exercise():
    coach = Coach([PUSH_UP])
    run(recorded(push_ups(3)), coach)
    found = judge_sets(coach.candidates)
    assert list(found.median_rom) == ["push_up"]
    assert found.counted["push_up"] == pytest.approx([2.5, 5.0, 7.5], abs=0.2)
    assert [ruling.verdict for ruling in found.rulings["push_up"].values()] == [Verdict.COUNTED] * 3
    first = judge_sets(coach.candidates, final=False)
    assert first.median_rom == found.median_rom
    assert not first.rulings


def test_each_pass_knows_what_the_one_before_has_found(monkeypatch):
    told = []

    def spy(name, kind):
        def made(*args, first_pass=None, **how):
            told.append(first_pass)
            return kind(*args, first_pass=first_pass, **how)

        monkeypatch.setattr(f"posecoach.core.session.two_pass.{name}", made)

    spy("TrackerGroup", TrackerGroup)
    spy("Coach", Coach)
    poses = push_ups(3)
    review(lambda: poses, [PUSH_UP])
    first, second, last = told
    assert not first.median_rom
    assert second.median_rom["push_up"] == pytest.approx(0.9, abs=0.2)
    assert not second.rulings
    assert len(last.counted["push_up"]) == 3


def test_unasked_the_exercise_is_found_out():
    every = [load(name) for name in ("pull_up", "push_up", "squat")]
    poses = push_ups(4)
    record = review(lambda: poses, every)
    assert {each.exercise for each in record.sets} == {"push_up"}
    assert len(turns(record)) == 4


def test_what_is_refused_later_tells_against_what_was_counted_before():
    """Found out live it is counted; with hindsight somebody who moves like this does something else."""
    every = [load(name) for name in ("pull_up", "push_up", "squat")]
    poses = push_ups(1)
    end = poses[-1][0]
    value, duration = puppet.repeated(170.0, 70.0, reps=8, period=0.16, pause=0.3)
    quick = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 60.0)
    poses += [(t + end + 0.1, pose) for t, pose in quick]
    assert turns(run(recorded(poses), Coach(every)))
    assert not turns(review(lambda: poses, every))
    assert turns(review(lambda: poses, [PUSH_UP])), "named it is believed"


def test_who_squats_into_a_stretch_has_not_done_a_squat_and_has_not_sat():
    """Down, held for six seconds and up: passing the height of a seat is no sitting."""
    every = [load(name) for name in ("squat", "squat_stretch", "spine_stretch")]

    def pose(t):
        down = min(max((t - 2.0) / 1.2, 0.0), 1.0) - min(max((t - 9.0) / 1.2, 0.0), 1.0)
        return puppet.squat(85.0 - 75.0 * down, stance=1.8, lean=30.0 * down, turn=20.0 * down)

    for end in (14.0, 9.6):
        record = review(lambda end=end: puppet.film(pose, end, 30.0, azimuth=puppet.SIDE), every)
        assert "squat" not in {each.exercise for each in record.sets}
        assert "spine_stretch" not in {each.exercise for each in record.sets}


@pytest.mark.parametrize("rate", [15.0, 30.0, 60.0])
def test_a_repetition_that_the_end_cuts_counts_by_what_was_seen_of_it(rate):
    """Two thirds of the way back are in the picture; the smoothed curve, which lags, has not come that far."""
    poses = push_ups(2, end=5.5, rate=rate)
    assert len(turns(review(lambda: poses, [PUSH_UP]))) == 2
    poses = push_ups(2, end=5.36, rate=rate)
    assert len(turns(review(lambda: poses, [PUSH_UP]))) == 1


def test_where_nothing_counts_the_nearest_exercise_is_named_with_its_reason():
    """Arms that bend a little, on a body that is too upright for push-ups."""
    value, duration = puppet.repeated(170.0, 70.0, reps=4)
    tilted = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 30.0)
    strict = load("push_up")
    upright = dataclasses.replace(strict.positions[1], max=-60.0)
    strict = dataclasses.replace(strict, positions=(strict.positions[0], upright, *strict.positions[2:]))
    record = review(lambda: tilted, [strict])
    assert not record.sets
    assert record.nearest == ("Push-up", "the body was upright")
    assert review(lambda: tilted, [load("push_up")]).nearest == ("", "")


def test_a_hold_that_lacked_one_thing_says_which(tmp_path):
    (tmp_path / "plank.toml").write_text(PLANK)
    poses = puppet.film(lambda _: puppet.push_up(120.0, hands=1.1), 6.0, 30.0)
    record = review(lambda: poses, [load(str(tmp_path / "plank.toml"))])
    assert record.nearest == ("Plank", "the arms were bent")
