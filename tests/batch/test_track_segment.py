"""Tests of tracking a segment: the frames that the tracker sees, and those that are kept."""

import math
from typing import ClassVar

import pytest

from posecoach.batch import track_segment
from posecoach.batch.track_segment import RUN_UP_S, tracked
from posecoach.tracking.adaptive_sampling import FIRST_SCAN
from posecoach.tracking.person_lock import Box
from posecoach.tracking.segments import ALL, Segment
from posecoach.tracking.survey import Sighting
from tests.batch.clips import empty_film

FPS = 10


class Tracker:
    """Sees nobody, and notes down when it was asked."""

    seen: ClassVar[list[float]] = []
    first_look = 0.0
    notes = ("as told by the tracker",)

    people = 1
    jumps_refused = 0
    athlete_left = False

    def __init__(self, _model, _whom, first_look):
        Tracker.seen, Tracker.first_look = [], first_look

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def find(self, frame):
        Tracker.seen.append(frame.t)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return empty_film(tmp_path_factory.mktemp("film") / "film.mp4", 8.0, fps=FPS)


@pytest.fixture(autouse=True)
def fake_tracker(monkeypatch):
    monkeypatch.setattr(track_segment, "MediaPipeTracker", Tracker)


def moments(since, until):
    """Every frame's moment from `since` to before `until`."""
    return pytest.approx(
        [i / FPS for i in range(math.ceil(since * FPS - 1e-6), math.ceil(until * FPS - 1e-6))]
    )


def test_a_segment_has_a_run_up_that_is_tracked_and_not_kept(film):
    reached = []
    found = tracked(film, Segment(4.0, 6.0), None, reached.append, sampling=None)
    assert Tracker.seen == moments(4.0 - RUN_UP_S, 6.0)
    assert found.track.t.tolist() == moments(4.0, 6.0)
    assert reached == found.track.t.tolist()
    assert (found.first, found.after) == (pytest.approx(4.0), pytest.approx(6.0))
    assert "as told by the tracker" in found.notes


def test_a_run_up_ends_where_the_film_begins(film):
    found = tracked(film, Segment(1.0, 2.0), None, lambda _t: None, sampling=None)
    assert Tracker.seen == moments(0.0, 2.0)
    assert found.track.t.tolist() == moments(1.0, 2.0)


def test_a_whole_film_has_no_run_up_and_no_end(film):
    found = tracked(film, ALL, None, lambda _t: None, sampling=None)
    assert found.track.t.tolist() == moments(0.0, 8.0)
    assert (found.first, found.after) == (0.0, math.inf)


def test_a_quick_look_leaves_frames_out_but_never_the_last(film):
    found = tracked(film, ALL, None, lambda _t: None, sampling=FIRST_SCAN)
    every = tracked(film, ALL, None, lambda _t: None, sampling=None)
    assert set(found.track.t) <= set(every.track.t)
    assert found.track.t[-1] == every.track.t[-1]


def test_the_last_frame_of_a_video_is_tracked_though_nothing_moves(film, monkeypatch):
    """It decides on a repetition that the end cuts off."""

    class Sleepy:
        def __init__(self, _period, _sampling):
            pass

        def wants(self, t):
            return t < 1.0

        def saw(self, t, pose):
            pass

    monkeypatch.setattr(track_segment, "AdaptiveSampler", Sleepy)
    found = tracked(film, ALL, None, lambda _t: None, sampling=FIRST_SCAN)
    every = tracked(film, ALL, None, lambda _t: None, sampling=None).track.t.tolist()
    assert found.track.t.tolist() == [*(t for t in every if t < 1.0), every[-1]]


@pytest.mark.parametrize(
    ("place", "width", "left"),
    [(Box(24.0, 8.0, 40.0, 20.0), 32, 8.0), (Box(0.0, 0.0, 64.0, 48.0), 64, 0.0)],
    ids=["small", "fills the picture"],
)
def test_who_was_surveyed_is_looked_at_in_their_part_of_the_picture(film, monkeypatch, place, width, left):
    """Their margin is 0.4 lengths: 8 px. The tracker is told their place in the part."""
    places, widths = [], set()

    class Looking(Tracker):
        def __init__(self, model, whom, first_look):
            super().__init__(model, whom, first_look)
            places.append(whom[0].box.left)

        def find(self, frame):
            widths.add(frame.size[0])

    monkeypatch.setattr(track_segment, "MediaPipeTracker", Looking)
    found = tracked(film, ALL, None, lambda _t: None, sampling=None, whom=[Sighting(0.0, place)])
    assert (places, widths) == ([left], {width})
    assert found.track.size == (64, 48)
    assert track_segment.LOOKED_CLOSER not in found.notes


@pytest.mark.parametrize(("start", "look"), [(2.0, 4.0), (4.0, 4.0), (5.0, 14.0), (14.5, 24.0)])
def test_a_later_segment_is_searched_for_others_when_the_whole_would_be(film, start, look):
    """A search costs as much as loading its model: of a short clip cut in two, one segment pays for it."""
    tracked(film, Segment(start, start + 1.0), None, lambda _t: None, sampling=None)
    assert Tracker.first_look == look
    tracked(film, ALL, None, lambda _t: None, sampling=None)
    assert math.isnan(Tracker.first_look), "a while after somebody was found"
