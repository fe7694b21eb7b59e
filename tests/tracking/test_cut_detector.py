import numpy as np
import pytest

from posecoach.tracking.cut_detector import ImageCutDetector, grid, only, without
from posecoach.tracking.person_lock import Box
from posecoach.types import Frame


def told(images):
    scene = ImageCutDetector()
    return [n for n, image in enumerate(images) if scene.cut(grid(image))]


def plain(level):
    return np.full((90, 160, 3), level, np.uint8)


def test_a_cut_is_where_the_picture_changes_at_once():
    assert told([plain(60)] * 10 + [plain(160)] * 10) == [10]


def test_fading_is_no_cut():
    assert told([plain(level) for level in range(0, 250, 5)]) == []


def test_a_movement_that_gathers_speed_is_no_cut():
    assert told([plain(60 + step) for step in (0, 6, 12, 20, 36, 60, 84, 106, 108)]) == []
    assert told([plain(60 + step) for step in (0, 6, 12, 20, 60, 62)]) == [4], "a cut in a movement"


def test_a_picture_that_always_moves_is_not_cut():
    rng = np.random.default_rng(0)
    assert told(list(rng.integers(0, 255, (30, 12, 12, 3), np.uint8).repeat(8, 1).repeat(8, 2))) == []


def test_a_small_change_of_a_still_picture_is_no_cut():
    moved = plain(60)
    moved[20:60, 20:60] = 200
    assert told([plain(60)] * 10 + [moved]) == []


@pytest.mark.parametrize("shape", [(1, 1), (5, 400), (1080, 1920)])
def test_any_size(shape):
    assert told([np.zeros((*shape, 3), np.uint8)] * 3) == []


def test_only_the_box_is_left_of_a_picture():
    frame = Frame(0.0, plain(60), (320, 360))
    image = only(frame, Box(100, -50, 200, 180))
    assert (image[:45, 50:100] == 60).all()
    image[:45, 50:100] = 128
    assert (image == 128).all()
    assert (frame.image == 60).all()


def test_a_box_outside_leaves_nothing():
    assert (only(Frame(0.0, plain(60)), Box(-50, -50, -10, -10)) == 128).all()


def test_the_box_is_gone_from_a_picture():
    frame = Frame(0.0, plain(60), (320, 360))
    image = without(frame, Box(100, -50, 200, 180))
    assert (image[:45, 50:100] != 60).all()
    assert (image[45:] == 60).all()
    assert (image[:, :50] == 60).all()
    assert (frame.image == 60).all(), "the frame itself stays as it is"
