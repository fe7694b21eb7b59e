import dataclasses
import math

import pytest

from posecoach.core.events import RepPartial, RepRejected
from posecoach.core.session.record import Record
from posecoach.core.session.rescan import NEAR, RESCAN_MARGIN_S, doubtful_segments
from tests.records import movement


def record(*movements):
    found = Record()
    found.events += movements
    return found


def test_what_was_counted_is_beyond_doubt():
    assert doubtful_segments(record(movement(2.0), movement(4.0)), 60.0) == []


@pytest.mark.parametrize("kind", [RepPartial, RepRejected])
def test_what_was_not_counted_is_in_doubt_with_the_time_about_it(kind):
    refused = movement(10.0, kind=kind)
    ((since, until),) = doubtful_segments(record(movement(2.0), refused), 60.0)
    assert since == refused.start - RESCAN_MARGIN_S
    assert until == refused.end + RESCAN_MARGIN_S


def test_times_that_meet_are_one_and_others_stay_apart():
    near, far = movement(10.0, kind=RepPartial), movement(12.0 + NEAR, kind=RepPartial)
    assert len(doubtful_segments(record(near, far), 60.0)) == 1
    assert len(doubtful_segments(record(near, movement(40.0, kind=RepPartial)), 60.0)) == 2


def test_what_the_edges_cut_is_looked_at_up_to_them():
    first = movement(0.2, kind=RepPartial)
    assert doubtful_segments(record(first), 60.0)[0][0] == 0.0
    assert doubtful_segments(record(movement(57.5, kind=RepPartial)), 60.0)[0][1] == math.inf


def test_a_movement_without_its_start_is_found_by_its_turn():
    half = RepRejected(9.0, "push_up", math.nan, 8.0, math.nan, 1.0, 1.0, "it was under way")
    assert doubtful_segments(record(half), 60.0) == [(8.0 - RESCAN_MARGIN_S, 8.0 + RESCAN_MARGIN_S)]


def test_a_repetition_that_the_end_cuts_is_in_doubt_though_it_was_counted():
    whole = movement(57.0)
    cut = dataclasses.replace(whole, end=math.nan)
    assert doubtful_segments(record(whole), 59.0) == []
    assert doubtful_segments(record(cut), 59.0) == [(cut.start - RESCAN_MARGIN_S, math.inf)]


@pytest.mark.parametrize(("progress", "times"), [(0.8, [(58.5, math.inf)]), (0.1, [])])
def test_a_movement_under_way_at_the_end_is_in_doubt(progress, times):
    """No event tells of one that has not turned yet."""
    film = record(movement(2.0))
    film.trace = [(59.9, 0.0), (60.0, progress)]
    assert doubtful_segments(film, 60.0) == times
