import math

import pytest

from posecoach.core.events import SetEnded, SetStarted, Verdict, reps_in
from posecoach.core.session.coach import Coach
from posecoach.core.session.record import Record
from posecoach.exercises import load
from tests import puppet
from tests.records import movement, stretch, two_sets


def test_sets_hold_what_happened_in_them():
    first, second = two_sets().sets
    assert [len(first.reps), len(first.partial), len(first.movements)] == [4, 1, 6]
    assert (first.exercise, first.number, first.variant, first.view) == ("push_up", 1, "wide", "side")
    assert first.faults == {"depth": 1}
    assert [len(second.reps), len(second.partial)] == [2, 0]
    assert second.faults == {"sag": 1}
    assert second.judged == {"depth": 2, "sag": 2}


def test_rest_is_from_the_last_repetition_to_the_next():
    first, second = two_sets().sets
    assert math.isnan(first.rest_before)
    assert second.rest_before == pytest.approx(20.0)


def test_holds_are_summed():
    (only,) = stretch().sets
    assert only.held == pytest.approx(20.5)
    assert [hold.side for hold in only.holds] == ["left", "right"]
    assert only.faults == {"upright": 1}


@pytest.mark.parametrize(
    ("judged", "faults", "good"),
    [
        (("depth", "sag"), (), True),
        (("depth", "tempo"), (), True),
        (("depth", "sag"), ("sag",), False),
        (("tempo",), (), False),
        ((), (), False),
    ],
)
def test_good_is_a_form_that_was_judged_and_not_a_tempo_alone(judged, faults, good):
    record = Record()
    record.events = [
        movement(0.0, judged=judged, faults=faults),
        SetEnded(9.0, "push_up", 1, 0.0, 1.4, 1),
    ]
    (only,) = record.sets
    assert only.good is good


def test_what_lies_outside_all_sets_is_kept_apart():
    record = two_sets()
    lost = movement(22.0, verdict=Verdict.REJECTED, why="the body was upright")
    record.events.append(lost)
    assert record.stray == (lost,)
    assert lost not in record.sets[0].movements


def test_another_exercises_movement_is_in_no_set_of_this_one():
    record = two_sets()
    other = movement(2.0, exercise="squat")
    record.events.append(other)
    assert other not in record.sets[0].movements
    assert other in record.stray


def test_a_set_under_way_is_open():
    record = Record()
    assert record.set_under_way is None
    before, first, other = movement(0.0), movement(1.0), movement(3.0, exercise="squat")
    record.events += [before, first, SetStarted(2.6, "push_up", 1, 1.0), other]
    assert record.set_under_way.movements == (first,)
    assert (record.set_under_way.exercise, record.set_under_way.number) == ("push_up", 1)
    assert record.sets == ()
    record.events.append(SetEnded(9.0, "push_up", 1, 1.0, 5.0, 1))
    assert record.set_under_way is None


def test_a_record_is_what_a_coach_says():
    coach, record = Coach([load("push_up")]), Record()
    value, duration = puppet.repeated(170.0, 70.0)
    said = []
    for t, pose in puppet.film(lambda t: puppet.push_up(value(t)), duration):
        update = coach.step(t, None if t < 0.5 else pose)
        said += update.events
        record.add(update)
    last = coach.finish()
    record.close(last)
    assert record.events == [*said, *last]
    assert record.frames == round(duration * 30) + 1
    assert record.seen == record.frames - 15
    assert record.duration == pytest.approx(duration, abs=0.04)
    assert len(record.trace) == record.frames
    assert len(reps_in(record.events)) == 3


def test_nothing_seen_is_an_empty_record():
    record = Record()
    assert (record.sets, record.stray, record.duration) == ((), (), 0.0)


def test_an_attempt_ends_no_rest():
    """A partial repetition on the way up from the floor: the rest goes on from the set before it."""
    record = Record()
    record.close(
        [
            SetEnded(20.0, "push_up", 1, 1.0, 15.0, 5),
            SetEnded(40.0, "push_up", 2, 30.0, 32.0, 0, partial=1),
            SetEnded(90.0, "push_up", 3, 60.0, 80.0, 5),
        ]
    )
    first, attempt, second = (each.rest_before for each in record.sets)
    assert math.isnan(first)
    assert math.isnan(attempt)
    assert second == 45.0


def test_a_set_that_was_half_unseen_is_never_good():
    """Frames are a tenth of a second apart; nobody is seen in every second one from 1.0 s on."""

    def seen_until(last):
        record = Record()
        for i in range(21):
            t = i / 10
            record.note(t, math.nan, [], seen=t < last or i % 2 == 0)
        record.events = [movement(0.1), SetEnded(3.0, "push_up", 1, 0.0, 2.0, 1)]
        return record.sets[0]

    assert (seen_until(9.0).seen, seen_until(9.0).good) == (1.0, True)
    assert (round(seen_until(1.0).seen, 2), seen_until(1.0).good) == (0.76, True)
    assert (round(seen_until(0.0).seen, 2), seen_until(0.0).good) == (0.52, False)
