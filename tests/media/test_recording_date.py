"""The date of a video: as it says itself, or else as its file does."""

import datetime as dt
import os

import av
import numpy as np
import pytest

from posecoach.media.recording_date import recording_date

WRITTEN = dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.UTC)


def clip(path, **metadata):
    """A film of one picture that says this of itself."""
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(metadata)
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
        container.mux(stream.encode(picture))
        container.mux(stream.encode())
    os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    return path


def test_what_the_camera_says_is_the_date(tmp_path):
    path = clip(tmp_path / "a.mp4", creation_time="2023-02-03T04:05:06Z")
    assert recording_date(path) == (dt.datetime(2023, 2, 3, 4, 5, 6, tzinfo=dt.UTC), True)


def test_a_date_with_a_time_zone_is_preferred(tmp_path):
    zoned = {"com.apple.quicktime.creationdate": "2023-02-03T06:05:06+0200"}
    path = clip(tmp_path / "a.mov", creation_time="2020-01-01T00:00:00Z", **zoned)
    assert recording_date(path) == (dt.datetime(2023, 2, 3, 4, 5, 6, tzinfo=dt.UTC), True)


@pytest.mark.parametrize(
    "said", ["1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1999-12-31T00:00:00Z", "soon"]
)
def test_a_camera_without_a_clock_is_not_believed(tmp_path, said):
    assert recording_date(clip(tmp_path / "a.mp4", creation_time=said)) == (WRITTEN, False)


def test_otherwise_the_files_own_date_counts(tmp_path):
    path = tmp_path / "a.npz"
    path.write_bytes(b"no film")
    os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    assert recording_date(path) == (WRITTEN, False)


def test_a_file_that_has_gone_was_taken_now(tmp_path):
    found, sure = recording_date(tmp_path / "gone.mp4")
    assert not sure
    assert abs((found - dt.datetime.now().astimezone()).total_seconds()) < 60.0


def test_only_videos_are_asked(tmp_path):
    """FFmpeg reads other kinds of files as well, some of which name others to open."""
    notes = tmp_path / "a.mp4"
    notes.write_text(";FFMETADATA1\ncreation_time=2023-02-03T04:05:06Z\n")
    os.utime(notes, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    assert recording_date(notes) == (WRITTEN, False)
