import itertools
import math

import numpy as np
import pytest

from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL, Segment, TrackedSegment, joined, replaced, split_into_segments
from posecoach.types import MIN_FRAME_GAP_S


def part(moments, first, after, notes=()):
    count = len(moments)
    rows = np.arange(count, dtype=np.float32)
    image = np.broadcast_to(rows[:, None, None], (count, 33, 2)).copy()
    return TrackedSegment(
        Track(
            np.array(moments, np.float64),
            image,
            np.zeros((count, 33, 3), np.float32),
            np.ones((count, 33), np.float32),
            (640, 360),
        ),
        list(notes),
        first,
        after,
    )


@pytest.mark.parametrize(
    ("duration", "count"),
    [(math.nan, 1), (0.0, 1), (23.9, 1), (24.0, 2), (79.9, 2), (80.0, 4), (320.0, 16), (3600.0, 16)],
)
def test_stretches_cover_the_film_without_gaps(duration, count):
    found = split_into_segments(duration)
    assert len(found) == count
    assert found[0].start == 0.0
    assert found[-1].end == math.inf
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    if count == 1:
        assert found == [ALL]


@pytest.mark.parametrize(("duration", "count"), [(7.9, 1), (8.0, 2), (79.9, 2), (80.0, 4)])
def test_a_shorter_film_is_cut_where_a_process_would_wait(duration, count):
    assert len(split_into_segments(duration, alone=True)) == count


def test_parts_are_joined_in_order_with_each_note_once():
    a = part([0.0, 0.1], 0.0, 0.2, ["damaged"])
    b = part([0.2, 0.4], 0.2, math.inf, ["damaged", "cut off"])
    whole = joined([a, b])
    assert whole is not None
    assert whole.track.t.tolist() == [0.0, 0.1, 0.2, 0.4]
    assert whole.track.image[:, 0, 0].tolist() == [0.0, 1.0, 0.0, 1.0]
    assert whole.notes == ["damaged", "cut off"]
    assert (whole.first, whole.after) == (0.0, math.inf)


def test_a_file_that_ends_before_it_says_leaves_its_last_parts_empty():
    a, b = part([0.0, 0.1], 0.0, math.inf), part([], math.inf, math.inf)
    whole = joined([a, b])
    assert whole is not None
    assert whole.track.t.tolist() == [0.0, 0.1]


@pytest.mark.parametrize(("after", "first"), [(0.2, 0.3), (math.inf, 0.2), (0.2, math.inf)])
def test_parts_that_do_not_meet_are_not_joined(after, first):
    assert joined([part([0.0, 0.1], 0.0, after), part([0.4], first, math.inf)]) is None


def standing_at(x, moments, first, after):
    found = part(moments, first, after)
    found.track.image[:] = np.linspace((x, 0), (x + 60, 170), 33)
    return found


def test_parts_of_two_people_are_not_joined():
    one = standing_at(100, [0.0, 0.1], 0.0, 0.2)
    assert joined([one, standing_at(110, [0.2], 0.2, math.inf)]) is not None
    assert joined([one, standing_at(400, [0.2], 0.2, math.inf)]) is None
    assert joined([one, standing_at(400, [3.2], 0.2, math.inf)]) is not None, "the first one may have left"


def standing(moments, left=100.0):
    """Somebody of 100 by 200 pixels, with `left` as the left edge."""
    found = part(moments, moments[0], math.inf)
    x = np.where(np.arange(33) % 2, left, left + 100.0)
    found.track.image[:] = np.stack([x, np.linspace(50.0, 250.0, 33)], axis=-1)
    return found


def test_a_closer_look_takes_the_place_of_the_quick_one():
    quick = standing([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    closer = standing([1.0, 1.25, 1.5, 1.75], left=101.0)
    whole = replaced(quick, [(Segment(1.0, 2.0), closer)])
    assert whole.track.t.tolist() == [0.0, 0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5]
    assert whole.track.image[:, 1, 0].tolist() == [100, 100, 101, 101, 101, 101, 100, 100]
    assert len(whole.track.world) == len(whole.track.visibility) == 8


@pytest.mark.parametrize(
    "moments",
    [[1.0, 1.25, 1.75], [each + MIN_FRAME_GAP_S for each in (1.0, 1.25, 1.5, 1.75)], [1.25, 1.5, 1.75], []],
    ids=["one is missing", "all are a tick later", "the first is missing", "none"],
)
def test_a_closer_look_at_other_frames_is_passed_over(moments):
    quick = standing([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    closer = standing(moments or [9.0])
    if not moments:
        closer = part([], math.inf, math.inf)
    assert replaced(quick, [(Segment(1.0, 2.0), closer)]).track.t.tolist() == quick.track.t.tolist()


def test_a_closer_look_may_leave_out_a_frame_of_the_quick_one_where_it_has_its_neighbours():
    quick = standing([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    closer = standing([1.0, 1.25, 1.45, 1.55, 1.75])
    whole = replaced(quick, [(Segment(1.0, 2.0), closer)])
    assert whole.track.t.tolist() == [0.0, 0.5, 1.0, 1.25, 1.45, 1.55, 1.75, 2.0, 2.5]


def test_neighbouring_frames_are_not_the_same():
    assert (
        joined([part([0.0, 0.1], 0.0, 1.0), part([1.0 + MIN_FRAME_GAP_S], 1.0 + MIN_FRAME_GAP_S, math.inf)])
        is None
    )


def test_a_closer_look_at_somebody_else_or_at_nobody_is_passed_over():
    quick = standing([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    other = standing([1.0, 1.25, 1.5, 1.75], left=900.0)
    assert replaced(quick, [(Segment(1.0, 2.0), other)]).track.t.tolist() == quick.track.t.tolist()
    nobody = standing([1.0, 1.25, 1.5, 1.75])
    nobody.track.image[1:] = np.nan
    assert replaced(quick, [(Segment(1.0, 2.0), nobody)]).track.t.tolist() == quick.track.t.tolist()
