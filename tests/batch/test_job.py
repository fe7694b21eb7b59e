"""Tests for choosing which segments of a video are looked at again."""

from pathlib import Path

import numpy as np
import pytest

from posecoach.batch.job import SHORT_VIDEO_S, Job, segments_to_rescan
from posecoach.core.session.record import Record
from posecoach.exercises import load
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL

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

    def test_nor_one_of_which_every_frame_was_looked_at(self, exercises):
        assert (
            segments_to_rescan(FILM, Job(exercises, every_frame=True), Record(frames=99, seen=9), nobody(5.0))
            == []
        )

    def test_nor_a_recording_which_has_no_more_frames(self, exercises):
        assert (
            segments_to_rescan(Path("film.npz"), Job(exercises), Record(frames=99, seen=9), nobody(5.0)) == []
        )
