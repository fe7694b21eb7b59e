import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.core.events import HoldEnded, Rep, SetEnded, Verdict
from posecoach.core.pose.landmarks import LANDMARK_COUNT, Pose
from posecoach.core.session.record import Record
from posecoach.core.session.replay import Replay, traced
from posecoach.core.session.two_pass import review
from posecoach.exercises import load
from posecoach.tracking.landmarks_io import load as recorded
from tests.landmarks import push_ups
from tests.records import NAN, stretch, two_sets

KNOWN = {"push_up": load("push_up"), "squat_stretch": load("squat_stretch")}


def pose(x):
    return Pose(
        np.full((LANDMARK_COUNT, 2), float(x)),
        np.full((LANDMARK_COUNT, 3), float(x)),
        np.full(LANDMARK_COUNT, 0.5),
    )


def replay(record, poses=()):
    return Replay(record, list(poses), KNOWN)


def test_a_repetition_counts_when_it_ends():
    """Not when it was reported, which is later."""
    played = replay(two_sets())
    assert [played.at(t).status.reps for t in (0.0, 1.39, 1.41, 3.39, 3.41, 7.5)] == [0, 0, 1, 1, 2, 4]


def test_one_that_ends_unseen_counts_at_its_turn():
    record = two_sets()
    record.events = [
        Rep(40.0, "push_up", Verdict.COUNTED, 36.0, 36.6, NAN, 1.0, 1.0)
        if isinstance(e, Rep) and e.verdict is Verdict.COUNTED and e.start == 33.4
        else e
        for e in record.events
    ]
    played = replay(record)
    played.at(36.5)
    assert played.at(36.61).status.reps == 2


def test_every_event_comes_once():
    record = two_sets()
    played = replay(record)
    seen = [event for i in range(1000) for event in played.at(i * 0.05).events]
    assert sorted(map(str, seen)) == sorted(map(str, record.events))
    starts = [event.t for event in seen if isinstance(event, SetEnded)]
    assert starts == [15.0, 40.0]


def test_sets_and_rest():
    played = replay(two_sets())
    first, rest, second, over = (played.at(t).status for t in (9.5, 21.4, 32.0, 44.8))
    assert (first.set_number, first.in_set, first.partial) == (1, True, 1)
    assert math.isnan(first.rest)
    assert (rest.in_set, rest.rest) == (False, pytest.approx(10.0))
    assert (second.set_number, second.reps, second.partial, second.in_set) == (2, 0, 0, True)
    assert (over.reps, over.rest) == (2, pytest.approx(10.0))
    assert first.view == "side"


def test_faults_while_they_last_and_shortly_after():
    played = replay(two_sets())
    states = [played.at(t).status for t in (33.0, 34.0, 36.0, 37.0)]
    assert [[rule.name for rule in state.broken] for state in states] == [[], ["sag"], ["sag"], []]
    assert [len(state.cues) for state in states] == [0, 1, 1, 0]


def test_praise_for_what_was_good():
    played = replay(two_sets())
    praise = KNOWN["push_up"].praise
    assert praise
    assert [played.at(t).status.praise for t in (1.0, 1.5, 9.6, 33.0, 35.0)] == ["", praise, "", praise, ""]


def test_holds():
    played = replay(stretch())
    states = [played.at(t).status for t in (0.5, 4.0, 12.9, 15.0)]
    assert [(s.held, s.side) for s in states] == [(0.0, ""), (3.0, "left"), (10.0, "left"), (1.0, "right")]


def test_a_hold_counts_when_it_was_left():
    """Not when that was certain, which is later."""
    record = stretch()
    left = {e.start: e.start + 10.0 for e in record.events if isinstance(e, HoldEnded)}
    record.events = [
        replace(e, t=e.t + 1.5, end=left[e.start]) if isinstance(e, HoldEnded) else e for e in record.events
    ]
    first = min(left.values())
    played = replay(record)
    assert [played.at(first + later).status.reps for later in (-0.1, 0.1)] == [0, 1]


def test_progress_is_the_traces_own():
    record = two_sets()
    assert replay(record).at(1.0).status.progress == pytest.approx(1.0)
    assert replay(record).at(0.975).status.progress == pytest.approx(0.9969, abs=1e-3)
    assert math.isnan(replay(record).at(99.0).status.progress)


def test_a_body_between_two_moments_is_between_two_poses():
    played = replay(Record(), [(0.0, pose(0)), (0.2, pose(10)), (0.4, None), (2.0, pose(3))])
    found = [played.at(t).pose for t in (0.0, 0.05, 0.2, 0.3, 0.4, 1.0, 2.0, 2.1, 2.3)]
    assert [None if p is None else round(float(p.image[0, 0]), 3) for p in found] == [
        0,
        2.5,
        10,
        10,
        None,
        None,
        3,
        3,
        None,
    ]


def test_before_anything_was_recognised():
    assert replay(Record()).at(0.0).status.exercise is None
    assert replay(two_sets()).at(0.0).status.exercise.name == "push_up"


def test_what_was_not_known_at_the_time_is_filled_in(tmp_path):
    """Recognising takes a while; what was done meanwhile is known afterwards."""
    found = recorded(push_ups(tmp_path / "a.npz"))
    record = review(found.poses, [KNOWN["push_up"]])
    whole = record.trace
    record.trace = [(t, NAN if t < 5.0 else value) for t, value in whole]
    filled = traced(record, found.poses, KNOWN)
    assert [t for t, _ in filled] == [t for t, _ in whole]
    assert [value for _, value in filled] == pytest.approx([value for _, value in whole], nan_ok=True)
    record.trace = whole
    assert traced(record, found.poses, KNOWN) == whole
