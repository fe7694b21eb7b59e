"""Naming the variant in which a set was done."""

import pytest

from posecoach.core.events import RepCompleted, SetEnded
from posecoach.core.variants import VariantVote
from posecoach.exercises import load

NAN = float("nan")
PUSH_UP = load("push_up")


def told(*widths, **measures):
    """The variant of a set whose repetitions measured these widths of the hands."""
    vote = VariantVote({PUSH_UP.name: PUSH_UP})
    for turn, width in enumerate(widths):
        values = tuple({"hand_width": width, **measures}.items())
        vote.step(
            RepCompleted(turn + 0.5, PUSH_UP.name, turn - 0.5, turn, turn + 0.5, 1.0, 1.0, "", values, (), ())
        )
    end = float(len(widths))
    return vote.close(SetEnded(end, PUSH_UP.name, 1, 0.0, end, len(widths), "", ""), "front").variant


@pytest.mark.parametrize(("width", "variant"), [(0.8, "narrow"), (1.2, "standard"), (1.8, "wide")])
def test_hands_are_named_by_their_width(width, variant):
    assert told(width, width) == variant


def test_one_odd_repetition_does_not_decide():
    assert told(1.8, 1.8, 0.8) == "wide"


def test_what_was_seen_in_half_of_the_repetitions_is_not_told():
    assert told(1.8, NAN) == ""
    assert told(1.8, 1.8, NAN) == "wide"


def test_hands_whose_fingers_touch_are_a_diamond_however_far_apart_the_wrists():
    assert told(0.9, 0.9, finger_gap=0.5) == "diamond"
    assert told(0.9, 0.9, finger_gap=0.8) == "narrow"


def test_a_new_set_begins_without_the_last_ones_measures():
    vote = VariantVote({PUSH_UP.name: PUSH_UP})
    values = (("hand_width", 1.8),)
    vote.step(RepCompleted(1.0, PUSH_UP.name, 0.0, 0.5, 1.0, 1.0, 1.0, "", values, (), ()))
    end = SetEnded(2.0, PUSH_UP.name, 1, 0.0, 2.0, 1, "", "")
    assert vote.close(end, "front").variant == "wide"
    assert vote.close(end, "front").variant == ""
