"""The moments at which the rest is on the screen."""

import math

import pytest

from posecoach.core.session.set_end import (
    BEYOND_REPS,
    GOAL_IDLE_S,
    GOAL_OVER_S,
    LEFT_POSITION_S,
    OUT_OF_SIGHT_S,
    STANDING_REPS,
    STANDING_S,
    UNDER_WAY_PROGRESS,
    SetEndDetector,
)
from posecoach.live.rest_control import MAX_PAUSED_REMINDERS, PAUSED_REMIND_S, RestControl
from posecoach.words import load as load_words
from tests import records

NAN = math.nan


def status(in_position, progress, *, reps=3):
    return records.status("pull_up", reps=reps, progress=progress, in_position=in_position, view="front")


def watched(pause, moments):
    """Return whether a set was found to be over at each of (t, inside, progress)."""
    return [pause.watch(t, status(in_position, progress), 0.0) for t, in_position, progress in moments]


@pytest.mark.parametrize(
    ("in_position", "progress", "after"), [(False, 0.0, LEFT_POSITION_S), (None, NAN, OUT_OF_SIGHT_S)]
)
def test_who_has_left_the_position_or_the_picture_rests(in_position, progress, after):
    pause = RestControl(SetEndDetector(last=1.0))
    before = [(4.0 + 0.1 * i, in_position, progress) for i in range(round(10 * after))]
    assert not any(watched(pause, before))
    assert watched(pause, [(4.0 + after + 0.05, in_position, progress)]) == [True]


def test_who_is_seen_in_part_has_not_left():
    pause = RestControl(SetEndDetector(last=1.0))
    assert not any(watched(pause, [(4.0 + i, None, 0.2) for i in range(20)]))


def test_the_rest_stays_away_while_a_repetition_goes_beyond_its_position():
    """At the top of a pull-up the body is out of the position for a moment."""
    pause = RestControl()
    pause.begin(0.0, 60.0)
    watched(pause, [(5.0, False, NAN)])
    assert pause.shown(5.0)
    for moment in (
        (6.0, True, 0.0),
        (6.8, True, 0.2),
        (7.0, True, 0.5),
        (7.5, False, 1.4),
        (8.5, False, 1.4),
    ):
        watched(pause, [moment])
        assert pause.shown(moment[0]) == (moment[0] < 6.5)
    watched(pause, [(12.0, False, 0.0)])
    assert pause.shown(12.0), "it was no set"


def at(progress):
    """In position."""
    return status(in_position=True, progress=progress)


@pytest.mark.parametrize("progress", [UNDER_WAY_PROGRESS, 1.0])
def test_no_set_is_over_in_the_middle_of_a_repetition(progress):
    """The goal may be reached and the rest over: whoever is on the way down is let come up."""
    rest = RestControl(SetEndDetector(last=1.0))
    under_way, still = at(progress), at(UNDER_WAY_PROGRESS - 0.05)
    long = 1.0 + max(GOAL_IDLE_S, STANDING_S, GOAL_OVER_S) + 1.0
    assert not rest.watch(long, under_way, 3.0)
    assert not rest.over(long, under_way, 3.0)
    assert rest.watch(long, still, 3.0)
    assert rest.over(long, still, 3.0)


def test_a_goal_that_is_reached_ends_the_set_sooner_than_standing_does():
    rest = RestControl(SetEndDetector(last=1.0))
    assert not rest.watch(1.0 + GOAL_IDLE_S - 0.1, at(0.0), 3.0)
    assert rest.watch(1.0 + GOAL_IDLE_S + 0.1, at(0.0), 3.0)
    rest = RestControl(SetEndDetector(last=1.0))
    assert not rest.watch(1.0 + GOAL_IDLE_S + 0.1, at(0.0), 4.0), "one of four is still to come"
    assert not rest.watch(1.0 + STANDING_S - 0.1, at(0.0), 4.0)
    assert rest.watch(1.0 + STANDING_S + 0.1, at(0.0), 4.0)


def test_who_is_slow_is_given_longer_before_the_rest_begins():
    rest = RestControl()
    rest.set_end.counted(0.0, first=True)
    rest.set_end.counted(6.0, first=False)
    assert not rest.watch(6.0 + STANDING_S + 1.0, at(0.0), 0.0)
    assert rest.watch(6.0 + STANDING_REPS * 6.0 + 0.1, at(0.0), 0.0)
    rest.set_end.counted(100.0, first=True)
    rest.watch(100.1, at(0.0), 0.0)
    assert rest.watch(100.0 + STANDING_S + 0.1, at(0.0), 0.0), "another set has its own pace"


def test_a_repetition_after_all_stops_the_rest():
    rest = RestControl(SetEndDetector(last=1.0))
    rest.begin(1.0, 60.0)
    rest.watch(4.0, at(0.0), 0.0)
    assert rest.timer.running
    rest.set_end.counted(5.0, first=False)
    rest.watch(5.1, at(0.0), 0.0)
    assert not rest.timer.running


def test_who_goes_on_beyond_the_goal_may_pause_as_between_other_repetitions():
    """A rest that is announced after each repetition, and taken back, is worse than one that is late."""
    rest = RestControl()
    rest.set_end.counted(0.0, first=True)
    rest.set_end.counted(4.0, first=False)
    assert rest.watch(4.0 + GOAL_IDLE_S + 0.1, at(0.0), 3.0), "the goal is reached"
    assert not rest.watch(4.0 + GOAL_IDLE_S + 0.1, at(0.0), 2.0)
    assert rest.watch(4.0 + BEYOND_REPS * 4.0 + 0.1, at(0.0), 2.0)


def test_it_is_said_how_to_go_on_from_a_pause_that_lasts():
    rest, words = RestControl(), load_words()
    rest.begin(0.0, 60.0)
    rest.press(10.0, " ")

    def reminded(start, end):
        calls = [(t, call) for t in range(start, end) for call in rest.step(float(t), words)]
        return [t for t, call in calls if getattr(call, "words", "") == "Paused. Raise both hands to go on."]

    assert reminded(10, 400) == [10.0 + (i + 1) * PAUSED_REMIND_S for i in range(MAX_PAUSED_REMINDERS)]
    rest.press(400.0, " ")
    assert reminded(400, 410) == []
    rest.press(410.0, " ")
    assert reminded(410, 480) == [410.0 + PAUSED_REMIND_S], "another pause"
