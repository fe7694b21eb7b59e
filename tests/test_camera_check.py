"""Tests for looking through a camera: a scripted one, and somebody in its picture or not."""

import numpy as np
import pytest

from posecoach import camera_check
from posecoach.camera_check import look_through
from posecoach.core.pose.landmarks import Pose
from posecoach.errors import SourceError
from posecoach.types import Frame

RATE = 20
BODY = np.linspace((260.0, 100.0), (380.0, 460.0), 33)


class Scripted:
    """A camera that gives so many pictures a second, and one of two is missed."""

    def __init__(self, image, rate=RATE, count=200):
        self.dropped, self._image, self._rate, self._count = 0, image, rate, count

    def frames(self):
        for i in range(self._count):
            yield Frame(i / self._rate, self._image)
        while True:
            yield None


class Finder:
    """Finds somebody in the first pictures."""

    def __init__(self, times):
        self._left = times

    def find(self, _frame):
        self._left -= 1
        return Pose(BODY, np.zeros((33, 3)), np.ones(33)) if self._left >= 0 else None


def room(level=120, person=120, size=(640, 480)):
    image = np.full((size[1], size[0], 3), level, np.uint8)
    image[90:470, 250:390] = person
    return image


def looked(monkeypatch, camera, times=999):
    monkeypatch.setattr(camera_check, "open_camera", lambda _source: camera)
    return look_through("0", Finder(times))


def test_a_good_camera_with_somebody_before_it(monkeypatch):
    camera, light, person = looked(monkeypatch, Scripted(room()))
    assert camera.detail == "640x480, 20 pictures a second, 61 looked at"
    assert (light.detail, person.detail) == ("47 % bright", "seen in 100% of the pictures")
    assert all(each.ok and not each.remedy for each in (camera, light, person))


@pytest.mark.parametrize(
    ("camera", "times", "which", "remedy"),
    [
        (Scripted(room(), rate=6), 999, 0, "slow"),
        (Scripted(room(size=(320, 180))), 999, 0, "small"),
        (Scripted(room(20, 20)), 999, 1, "too dark"),
        (Scripted(room(240, 240)), 999, 1, "too bright"),
        (Scripted(room(200, 60)), 999, 1, "behind you"),
        (Scripted(room()), 10, 2, "step into the picture"),
    ],
)
def test_each_fault_has_its_way_out(monkeypatch, camera, times, which, remedy):
    found = looked(monkeypatch, camera, times)
    assert [each.ok for each in found] == [i != which for i in range(3)]
    assert remedy in found[which].remedy


def test_a_camera_that_gives_nothing(monkeypatch):
    (camera,) = looked(monkeypatch, Scripted(room(), count=0))
    assert (camera.ok, camera.detail) == (False, "gives no picture")


def test_a_camera_that_does_not_open_says_why(monkeypatch):
    def refused(_source):
        raise SourceError("camera 7: there is none of this number")

    monkeypatch.setattr(camera_check, "open_camera", refused)
    (camera,) = look_through("7", Finder(1))
    assert (camera.ok, camera.remedy) == (False, "camera 7: there is none of this number")
