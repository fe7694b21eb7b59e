"""Tests of the calls during a hold, and of the time that is left of it."""

import pytest

from posecoach.core.events import HoldEnded, HoldStarted
from posecoach.core.session.routine import HARDLY
from posecoach.core.session.status import NOTHING_DONE, Status
from posecoach.exercises import load
from posecoach.live.hold_progress import LONG_S, REMIND_S, HoldProgress
from posecoach.words import load as load_words

STRETCH = load("squat_stretch")
GOAL = 20.0


def after(*holds):
    """The progress after holds, each as (side, seconds)."""
    progress = HoldProgress(load_words())
    for side, seconds in holds:
        progress.begun(HoldStarted(1.0, STRETCH.name, 0.0, side))
        progress.ended(HoldEnded(seconds, STRETCH.name, 0.0, seconds, side), STRETCH, GOAL)
    return progress


@pytest.mark.parametrize(
    ("seconds", "wanted"),
    [(HARDLY * GOAL - 0.1, ""), (12.0, "8 seconds more, left side"), (20.0, "Other side")],
)
def test_what_is_still_to_come_of_a_side(seconds, wanted):
    """Someone who passes through the position on the way into it is asked for nothing."""
    progress = after(("left", seconds))
    assert progress.wanted == wanted
    assert progress.change_side == (seconds == GOAL)


def test_the_seconds_of_a_side_are_added_up():
    assert after(("left", 12.0), ("left", 5.0)).wanted == "3 seconds more, left side"


def test_after_both_sides_nothing_is_to_come():
    progress = after(("left", 20.0), ("right", 20.0))
    assert (progress.wanted, progress.change_side) == ("", False)


def test_who_does_not_change_sides_is_reminded_and_told_the_way_out():
    progress = after(("left", 20.0))
    said = [(t, say.words) for t in range(60) for say in progress.remind(float(t), NOTHING_DONE)]
    assert said == [
        (REMIND_S, "Other side. To go on without it, raise both hands."),
        (2.0 * REMIND_S, "Other side. To go on without it, raise both hands."),
    ]


def test_nobody_is_reminded_who_holds_or_has_done_it_all():
    holding = Status(held=1.0)
    assert [say for t in range(60) for say in after(("left", 20.0)).remind(float(t), holding)] == []
    both = after(("left", 20.0), ("right", 20.0))
    assert [say for t in range(60) for say in both.remind(float(t), NOTHING_DONE)] == []


@pytest.mark.parametrize(
    ("longest", "limit"), [(GOAL, GOAL + LONG_S), (30.0, 30.0), (70.0, 70.0)], ids=["none", "near", "far"]
)
def test_who_holds_on_and_on_is_told_once_that_it_is_long_enough(longest, limit):
    """At the longest that the plan allows; where it names one time only, some while after it."""
    progress = HoldProgress(load_words())
    progress.begun(HoldStarted(1.0, STRETCH.name, 0.0, "left"))
    said = {}
    for held in range(1, 90):
        for call in progress.goes_on(Status(held=float(held), in_position=True), (GOAL, longest)):
            said.setdefault(getattr(call, "words", call), []).append(held)
    assert said == {
        "Half way": [GOAL / 2.0],
        "done": [GOAL],
        "Enough": [GOAL],
        "That is long enough.": [limit],
    }


def test_who_has_let_go_at_once_is_reminded_too_and_may_go_on_without_it():
    progress = after(("left", 2.0))
    said = [(t, say.words) for t in range(30) for say in progress.remind(float(t), NOTHING_DONE)]
    assert said == [(REMIND_S, "18 seconds more, left side. To go on without it, raise both hands.")]
    assert progress.wanted == "18 seconds more, left side", "so that the sign is understood"
