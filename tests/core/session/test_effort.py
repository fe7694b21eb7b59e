import dataclasses
import math

import pytest

from posecoach.core.events import Verdict, reps_in
from posecoach.core.session.effort import best, effort, efforts, trend
from tests.records import NAN, movement, two_sets


def test_speed_is_of_the_way_that_is_work():
    each = movement(3.0, out=0.5, back=2.0, rom=1.2)
    assert effort(each, "out").speed == pytest.approx(2.4)
    assert effort(each, "back").speed == pytest.approx(0.6)
    assert effort(each, "back").out == pytest.approx(0.5)
    assert effort(each, "back").time == pytest.approx(2.5)


def test_what_was_not_seen_is_not_known():
    each = movement(3.0)
    unseen = dataclasses.replace(each, start=NAN)
    assert math.isnan(effort(unseen, "out").out)
    assert math.isnan(effort(unseen, "out").speed)
    assert effort(unseen, "back").speed == pytest.approx(1.0 / 0.8)


def test_rejected_movements_are_no_effort():
    assert len(efforts(two_sets().sets[0], "back")) == 5
    assert efforts(two_sets().sets[0], "back")[4].range == 0.6
    assert reps_in(two_sets().sets[0].movements, Verdict.REJECTED)


def test_best_passes_over_the_unknown():
    made = [effort(movement(0.0, rom=rom), "out") for rom in (0.8, NAN, 1.1)]
    assert best(made).range == 1.1
    assert math.isnan(best([]).range)


@pytest.mark.parametrize(
    ("values", "loss"),
    [
        ([1.0, 0.9, 0.8, 0.7], 0.3),
        ([1.0, 1.0, 1.0, 1.0], 0.0),
        ([0.5, 0.6, 0.7, 0.8], -0.6),
        ([1.0, NAN, 0.8, 0.7, 0.6], 0.4),
        ([1.0, 0.9, 9.0, 0.7, 0.6, 0.5], 0.5),  # one wild repetition does not tilt the line
    ],
)
def test_loss(values, loss):
    assert trend(values).loss == pytest.approx(loss, abs=0.02)


@pytest.mark.parametrize("values", [[], [1.0, 0.9, 0.8], [1.0, NAN, NAN, 0.8], [0.0, 0.0, 0.0, 0.0]])
def test_too_little_is_no_trend(values):
    assert trend(values) is None


@pytest.mark.parametrize(
    "values",
    [
        [9.0, 0.9, 0.8, 0.7, 0.6, 0.5],  # the first one is odd
        [NAN, 0.9, 0.8, 0.7, 0.6, 0.5],
        [1.0, 0.9, 0.8, 0.7, 0.6, 9.0],
        [1.0, 0.9, 0.8, 0.7, 0.6, NAN],
        [1.0, 0.9, NAN, 0.7, 0.6, 0.5],
    ],
)
def test_a_trend_goes_from_the_first_repetition_to_the_last_whatever_one_of_them_was(values):
    line = trend(values)
    assert (line.first, line.last) == (pytest.approx(1.0), pytest.approx(0.5))
