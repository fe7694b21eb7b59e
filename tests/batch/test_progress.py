"""Tests of the progress of a scan that takes several looks."""

import itertools

import numpy as np
import pytest

from posecoach.batch.progress import of_further_look, scanned_share
from posecoach.tracking.landmarks_io import TrackBuilder
from posecoach.tracking.segments import ALL, Segment


def track(*moments):
    builder = TrackBuilder((64, 48))
    for t in moments:
        builder.add(t, None)
    return builder.build()


def test_every_look_moves_the_bar_and_none_ends_it():
    shares = [scanned_share(looks) for looks in np.linspace(0.0, 5.0, 101)]
    assert shares[0] == 0.0
    assert all(before < after < 1.0 for before, after in itertools.pairwise(shares))


def test_the_first_look_is_nearly_all_of_it():
    assert scanned_share(0.5) == pytest.approx(0.5, abs=0.03)
    assert 0.9 <= scanned_share(1.0) < 1.0


def test_segments_that_are_looked_at_again_go_once_through_the_video_beyond_its_end():
    reached = []
    first, second = of_further_look(
        reached.append, track(10.0, 20.0, 30.0), [Segment(12.0, 14.0), Segment(20.0, 26.0)]
    )
    first(12.0)
    first(14.0)
    second(23.0)
    second(26.0)
    assert reached == pytest.approx([30.0, 35.0, 42.5, 50.0])


def test_a_whole_look_after_two_others():
    reached = []
    (whole,) = of_further_look(reached.append, track(0.0, 10.0), [ALL], looks=2)
    whole(0.0)
    whole(5.0)
    whole(11.0)
    assert reached == [20.0, 25.0, 30.0]


def test_nothing_is_reached_where_there_is_no_frame():
    (none,) = of_further_look(pytest.fail, track(), [ALL])
    none(1.0)
