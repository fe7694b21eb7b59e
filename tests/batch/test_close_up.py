"""Somebody small in a large picture, through the real tracker."""

from itertools import islice

import numpy as np
import pytest

from posecoach.batch import track_segment
from posecoach.batch.track_segment import tracked
from posecoach.media.video import Video
from posecoach.tracking.segments import ALL
from tests.films import PERSON, film


@pytest.mark.skipif(not PERSON.exists(), reason=f"needs {PERSON.name}")
def test_who_is_small_is_found_in_a_part_of_the_picture(tmp_path):
    frames = list(islice(Video(PERSON).frames(320), 0, 40, 2))
    height, width = frames[0].image.shape[:2]
    room = np.random.default_rng(0).integers(90, 110, (720, 1280, 3), np.uint8)

    def pictures():
        for frame in frames:
            image = room.copy()
            image[400 : 400 + height, 900 : 900 + width] = frame.image
            yield image

    path = film(tmp_path / "small.mp4", pictures())
    close_up = track_segment.close_up_of(path, None)
    assert close_up is not None
    assert close_up.box.left > 700
    assert close_up.box.top > 350
    found = tracked(path, ALL, None, lambda _t: None, sampling=None, close_up=close_up)
    seen = found.track.image[~np.isnan(found.track.image[:, 0, 0])]
    assert len(seen) > 0.9 * len(frames)
    assert (seen[..., 0].mean(axis=1) > 900).all()
    assert (seen[..., 0].mean(axis=1) < 900 + width).all()
    assert found.notes == [track_segment.LOOKED_CLOSER]
    assert found.track.size == (1280, 720)
