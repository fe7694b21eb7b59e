"""The frames of the last minute."""

import math

import pytest

from posecoach.core.pose.reading import Measured, Reading
from posecoach.core.pose.reading_buffer import BUFFER_S, ReadingBuffer
from tests import puppet

POSE = puppet.seen(puppet.squat())


def remembered(*moments, missed=()):
    recent = ReadingBuffer()
    for t in sorted([*moments, *missed]):
        recent.step(t, None if t in missed else Reading(t, Measured(POSE), "side", 1.0))
    return recent


def times(readings):
    return [reading.t for reading in readings]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (1.0, 2.0, [1.0, 2.0]),
        (math.nan, 1.0, [0.0, 1.0]),
        (2.0, math.nan, [2.0, 3.0]),
        (0.5, 0.6, []),
    ],
)
def test_what_lies_between_two_moments(start, end, expected):
    assert times(remembered(0.0, 1.0, 2.0, 3.0).between(start, end)) == expected


def test_what_is_older_than_a_minute_is_forgotten():
    recent = remembered(0.0, 1.0, 2.0, BUFFER_S + 1.0)
    assert times(recent.between(math.nan, math.nan)) == [1.0, 2.0, BUFFER_S + 1.0]
    assert recent.last.t == BUFFER_S + 1.0
    assert remembered().last is None


def test_the_three_nearest_come_nearest_first():
    recent = remembered(0.0, 1.0, 2.0, 3.0, 4.0)
    assert times(recent.nearest(2.2)) == [2.0, 3.0, 1.0]
    assert times(remembered(1.0).nearest(9.0)) == [1.0]


def test_the_share_that_was_not_seen_ends_with_the_last_one_that_was():
    recent = remembered(0.0, 1.0, 4.0, missed=(2.0, 3.0, 5.0))
    assert recent.unseen(1.0, 9.0) == pytest.approx(0.5)
    assert recent.unseen(0.0, 1.0) == 0.0
