"""Tests for looking closer: which part of the picture, how much brighter, and where the poses are then."""

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Pose
from posecoach.tracking.closer import MIDDLE, CloseUp, brightened, gamma, region
from posecoach.tracking.person_lock import Box
from posecoach.types import Frame

SIZE = (1280, 720)
BODY, NEAR, ELSEWHERE = Box(800, 400, 900, 600), Box(830, 410, 930, 610), Box(100, 100, 200, 300)


def test_the_part_is_around_all_places_where_the_body_was_found():
    box = region([[BODY], [], [ELSEWHERE, NEAR], [BODY]], SIZE)
    assert box is not None
    assert box.left < 720
    assert 1000 < box.right < 1100
    assert box.top < 330
    assert 680 < box.bottom <= 720


@pytest.mark.parametrize("found", [[], [[], []], [[BODY], [], []], [[BODY], [ELSEWHERE], []]])
def test_who_was_found_once_is_nobody(found):
    assert region(found, SIZE) is None


def test_a_dark_picture_is_brought_to_a_middle_brightness_and_a_bright_one_stays():
    dark, bright = (np.full((8, 8, 3), level, np.uint8) for level in (20, 120))
    assert gamma(bright) == 1.0
    assert brightened(bright, 1.0) is bright
    raised = brightened(dark, gamma(dark))
    assert raised.dtype == np.uint8
    assert abs(float(raised.mean()) - MIDDLE) < 2.0
    assert gamma(np.zeros((8, 8, 3), np.uint8)) > 0.0


def test_poses_of_a_part_are_those_of_the_whole():
    image = np.zeros((360, 640, 3), np.uint8)
    image[200:300, 400:450] = 255
    close = CloseUp(Box(800.0, 400.0, 900.0, 600.0))
    part = close.frame(Frame(1.5, image, SIZE))
    assert (part.t, part.size, part.image.shape) == (1.5, (100, 200), (100, 50, 3))
    assert part.image.min() == 255
    pose = close.pose(Pose(np.full((33, 2), 10.0), np.zeros((33, 3)), np.ones(33)))
    assert pose is not None
    assert pose.image[0].tolist() == [810.0, 410.0]
    assert close.pose(None) is None
