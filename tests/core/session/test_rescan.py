"""Tests for choosing what is looked at again."""

import math

from posecoach.core.session.record import Record
from posecoach.core.session.rescan import NEAR, RESCAN_MARGIN_S, doubtful_segments
from tests.records import movement


def record(*movements, doubtful=()):
    found = Record()
    found.events += movements
    found.doubtful += doubtful
    return found


def test_what_was_counted_is_beyond_doubt():
    assert doubtful_segments(record(movement(2.0), movement(4.0)), 60.0) == []


def test_what_might_count_is_looked_at_with_the_time_about_it():
    found = record(movement(2.0), doubtful=[(9.0, 11.0)])
    assert doubtful_segments(found, 60.0) == [(9.0 - RESCAN_MARGIN_S, 11.0 + RESCAN_MARGIN_S)]


def test_times_that_meet_are_one_and_others_stay_apart():
    apart = 11.0 + 2.0 * RESCAN_MARGIN_S + NEAR
    assert len(doubtful_segments(record(doubtful=[(9.0, 11.0), (apart - 0.1, 20.0)]), 60.0)) == 1
    assert len(doubtful_segments(record(doubtful=[(9.0, 11.0), (apart + 0.1, 20.0)]), 60.0)) == 2


def test_what_the_edges_cut_is_looked_at_up_to_them():
    assert doubtful_segments(record(doubtful=[(0.5, 2.0)]), 60.0)[0][0] == 0.0
    assert doubtful_segments(record(doubtful=[(57.0, 59.0)]), 60.0)[0][1] == math.inf
