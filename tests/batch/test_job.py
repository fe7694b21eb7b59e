"""Tests for choosing which segments of a video are looked at again."""

import math
from pathlib import Path

import numpy as np
import pytest

from posecoach.batch.job import SHORT_VIDEO_S, Job, build_record, segment_track, segments_to_rescan
from posecoach.core.events import SetEnded
from posecoach.core.session.record import Record
from posecoach.exercises import load
from posecoach.media.options import ReadOptions
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.person_lock import Box
from posecoach.tracking.segments import ALL, Segment, TrackedSegment
from posecoach.tracking.survey import Person, Sighting
from tests.records import two_sets

PUSH_UP, SQUAT = load("push_up"), load("squat")
FILM = Path("film.mp4")


def nobody(duration):
    """The landmarks of a film in which nobody is seen."""
    t = np.arange(0.0, duration, 0.1)
    nothing = np.full((len(t), 33, 3), np.nan)
    return Track(t, nothing[..., :2], nothing, nothing[..., 0], (640, 480))


@pytest.mark.parametrize("exercises", [(PUSH_UP,), (PUSH_UP, SQUAT)], ids=["named", "auto"])
class TestNothingFound:
    def test_a_short_film_is_looked_at_again_as_a_whole(self, exercises):
        assert segments_to_rescan(
            FILM, Job(exercises), Record(frames=99, seen=9), nobody(SHORT_VIDEO_S - 1.0)
        ) == [ALL]

    def test_a_short_one_in_which_somebody_was_seen_well_is_not(self, exercises):
        seen_well = Record(frames=99, seen=90)
        assert segments_to_rescan(FILM, Job(exercises), seen_well, nobody(SHORT_VIDEO_S - 1.0)) == []

    def test_what_just_fell_short_is_looked_at_closer(self, exercises):
        near = Record(frames=99, seen=90, doubtful=[(10.0, 12.0)])
        (segment,) = segments_to_rescan(FILM, Job(exercises), near, nobody(SHORT_VIDEO_S - 1.0))
        assert segment.start < 10.0
        assert segment.end > 12.0

    def test_a_long_one_is_not(self, exercises):
        assert (
            segments_to_rescan(FILM, Job(exercises), Record(frames=99, seen=9), nobody(SHORT_VIDEO_S + 1.0))
            == []
        )

    @pytest.mark.parametrize("duration", [3.0, SHORT_VIDEO_S + 1.0])
    def test_of_one_in_doubt_throughout_not_every_frame_is_tracked(self, exercises, duration):
        """Nor is it looked at closer: somebody was seen well."""
        doubtful = Record(frames=99, seen=90, doubtful=[(0.0, duration)])
        found = nobody(duration)
        segments = segments_to_rescan(FILM, Job(exercises), doubtful, found)
        assert segments == [Segment(0.0, float(found.t[-1]))]

    def test_nor_one_of_which_every_frame_was_looked_at(self, exercises):
        assert (
            segments_to_rescan(FILM, Job(exercises, every_frame=True), Record(frames=99, seen=9), nobody(5.0))
            == []
        )

    def test_nor_a_recording_which_has_no_more_frames(self, exercises):
        assert (
            segments_to_rescan(Path("film.npz"), Job(exercises), Record(frames=99, seen=9), nobody(5.0)) == []
        )


def test_the_exercise_that_was_recognised_is_reviewed_by_itself(monkeypatch):
    """Named, it tells which movements just fell short of it; found out, those were nobody's."""
    asked = []

    def review(_poses, exercises, variant):
        asked.append((exercises, variant))
        return Record(frames=99, seen=90, doubtful=[(40.0, 41.0)])

    monkeypatch.setattr("posecoach.batch.job.review", review)
    (segment,) = segments_to_rescan(FILM, Job((PUSH_UP, SQUAT), "wide"), two_sets(), nobody(61.0))
    assert asked == [((PUSH_UP,), "wide")]
    assert segment.start < 40.0
    assert segment.end > 41.0
    assert segments_to_rescan(FILM, Job((PUSH_UP,)), two_sets(), nobody(61.0)) == []
    assert len(asked) == 1, "named already, there is nothing more to learn"


def test_the_record_says_of_which_clip_it_is_and_what_is_to_be_known_of_it():
    found = TrackedSegment(nobody(1.0), ["read in part"], 0.0, math.inf, ["it is damaged"])
    record = build_record(Path("a") / "b.mp4", Job((PUSH_UP,)), found)
    assert record.source == str(Path("a") / "b.mp4")
    assert (record.notes, record.warnings) == (["read in part"], ["it is damaged"])
    assert list(record.exercises) == ["push_up"]


def test_where_two_exercises_were_done_there_is_no_second_review(monkeypatch):
    """It is of one exercise: with two it would refuse what the other one counted."""
    record = two_sets()
    record.events.append(SetEnded(60.0, "squat", 3, 50.0, 58.0, 2))
    record.doubtful = [(40.0, 41.0)]
    monkeypatch.setattr("posecoach.batch.job.review", None)
    (segment,) = segments_to_rescan(FILM, Job((PUSH_UP, SQUAT)), record, nobody(61.0))
    assert segment.start < 40.0
    assert segment.end > 41.0


def test_a_set_that_was_half_unseen_is_said_to_be(monkeypatch):
    record = two_sets()
    first, second = record.sets
    record.unseen = [t for t, _ in record.trace if t >= second.start][::2]
    monkeypatch.setattr("posecoach.batch.job.review", lambda *_: record)
    made = build_record(FILM, Job((SQUAT,)), TrackedSegment(nobody(1.0), [], 0.0, math.inf))
    assert (first.seen, first.number, second.number) == (1.0, 1, 2)
    said = [note for note in made.notes if "you were seen" in note]
    assert [note[:26] for note in said] == ["in set 2 you were seen 49%"], said


def test_a_short_film_that_was_half_unseen_is_looked_at_closer_though_something_counted(monkeypatch):
    record = two_sets()
    record.frames, record.seen = 99, 50
    assert segments_to_rescan(FILM, Job((PUSH_UP,)), record, nobody(SHORT_VIDEO_S - 1.0)) == [ALL]
    asked, kept_to = [], []

    def tracked(_path, segment, *_, close_up, whom, **_more):
        asked.append((segment, close_up))
        kept_to.append(whom)
        return TrackedSegment(nobody(1.0), [], 0.0, math.inf)

    monkeypatch.setattr("posecoach.batch.track_segment.tracked", tracked)
    monkeypatch.setattr("posecoach.batch.track_segment.close_up_of", lambda *_: "close up")
    part = Segment(1.0, 2.0)
    for segment, rescan in ((ALL, True), (part, True), (ALL, False)):
        segment_track(FILM, segment, Job((PUSH_UP,)), rescan=rescan)
    assert asked == [(ALL, "close up"), (part, None), (ALL, None)]
    left = Job((PUSH_UP,), reading=ReadOptions(person="left"))
    there = Person([Sighting(0.0, Box(0.0, 0.0, 9.0, 9.0))])
    monkeypatch.setattr("posecoach.batch.survey.one_of", lambda *_: there)
    segment_track(FILM, ALL, left, rescan=True)
    assert asked[-1] == (ALL, None), "who was asked for may be another one"
    assert kept_to == [(), (), (), there.sightings]
