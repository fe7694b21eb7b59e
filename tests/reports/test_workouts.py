"""Sets gathered into workouts, and the rests between clips."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from posecoach.reports.workouts import LoggedSet, places, workouts

WHEN = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def a_set(start, end, **given):
    """A set of push-ups, from so many minutes after six o'clock to so many."""
    usual = {"exercise": "push_up", "variant": "", "reps": 8, "partial": 0, "held": 0.0, "faults": ()}
    moments = {"began": WHEN + timedelta(minutes=start), "ended": WHEN + timedelta(minutes=end)}
    return LoggedSet(**(usual | moments | given))


def rests(*sets):
    return [each.rest_before for workout in workouts(sets) for each in workout.sets]


def test_the_rest_between_two_clips_is_what_their_clocks_say():
    assert rests(a_set(0, 1), a_set(3, 4)) == pytest.approx([math.nan, 120.0], nan_ok=True)


@pytest.mark.parametrize("undated", [0, 1])
def test_no_rest_is_told_where_one_of_two_clips_does_not_know_its_time(undated):
    sets = [a_set(3.0 * i, 3.0 * i + 1.0, dated=i != undated) for i in range(2)]
    assert all(math.isnan(rest) for rest in rests(*sets))


def test_a_rest_that_the_record_knows_is_left_alone():
    assert rests(a_set(0, 1), a_set(3, 4, rest_before=90.0))[1] == 90.0


@pytest.mark.parametrize("before", [[a_set(0, 50), a_set(1, 2)], [a_set(0, 1), a_set(2, 50)]])
def test_a_workout_goes_on_while_any_of_its_sets_is_near_enough(before):
    """Of two clips of one time, from two cameras, the longer one may be the first."""
    sets = [*before, a_set(100, 101)]
    assert len(workouts(sets, gap_s=3000.0)) == 1
    assert len(workouts(sets, gap_s=2999.0)) == 2


def test_what_the_user_joined_stays_together():
    first, second = a_set(0, 1, joined=7), a_set(600, 601, joined=7)
    assert len(workouts([first, a_set(300, 301), second])) == 2


def test_two_people_of_one_clip_have_no_rest_between_them_and_numbers_of_their_own():
    sets = [a_set(0, 1, person=1), a_set(2, 3, person=2, key=(1, 0))]
    assert rests(*sets) == pytest.approx([math.nan, math.nan], nan_ok=True)
    assert [each.number for each in places(workouts(sets)).values()] == [1, 1]
