"""Tests of the calls during a hold, and of the time that is left of it."""

import pytest

from posecoach.core.events import HoldEnded, HoldStarted
from posecoach.core.session.routine import HARDLY
from posecoach.exercises import load
from posecoach.live.hold_progress import HoldProgress
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
