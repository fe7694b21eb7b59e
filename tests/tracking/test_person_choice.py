"""Tests for choosing one of several people by their place."""

import pytest

from posecoach.media.options import ReadOptions
from posecoach.tracking.person_choice import distinct, pick
from posecoach.tracking.person_lock import Box, PersonLock

A, B, C = (Box(x, 0.0, x + 100.0, 200.0) for x in (0.0, 300.0, 600.0))


@pytest.mark.parametrize(
    ("who", "bodies", "body"),
    [
        ("left", [A, B, C], A),
        ("right", [A, B, C], C),
        ("middle", [A, B, C], B),
        ("2", [A, B, C], B),
        ("1", [A], A),
        ("left", [A], None),
        ("middle", [A, B], None),
        ("3", [A, B], None),
        ("left", [], None),
    ],
)
def test_one_is_picked_where_all_are_there_who_are_needed_for_it(who, bodies, body):
    assert pick(who, bodies) == body


@pytest.mark.parametrize(("who", "body"), [("left", A), ("right", B), ("middle", B), ("5", B)])
def test_in_the_end_the_nearest_to_it_is_picked(who, body):
    assert pick(who, [A, B], last_chance=True) == body
    assert pick(who, [], last_chance=True) is None


def test_everybody_is_there_once_from_left_to_right():
    twice, far = Box(301.0, 1.0, 399.0, 198.0), Box(800.0, 0.0, 820.0, 40.0)
    assert distinct([C, B, twice, far, A]) == [A, B, C]


@pytest.mark.parametrize("who", ["nobody", "0", "12", "-1"])
def test_other_words_are_refused(who):
    with pytest.raises(ValueError, match="left, middle, right"):
        ReadOptions(person=who)


def test_who_was_chosen_is_not_given_up():
    athlete = PersonLock()
    assert athlete.unknown
    athlete.choose(0.0, A)
    assert not athlete.unknown
    for t in (1.0, 100.0):
        box = athlete.search(t)
        assert box is not None
        assert box.left < A.left
        assert box.right < B.left + 50.0
    athlete.forget()
    assert athlete.unknown
