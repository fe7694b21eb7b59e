"""A camera that falls in a set is noticed; light, people and what happens between two sets are not taken for that."""

import numpy as np
import pytest

from posecoach.core.form.camera_shift import MOVED_S, SETTLED_S, CameraShift

ROOM = np.random.default_rng(1).uniform(40.0, 200.0, (6, 8)).repeat(5, axis=0).repeat(5, axis=1)
PERSON = (0.4, 0.2, 0.6, 0.9)
TURNED = np.rot90(ROOM)[:30, :30]
TURNED = np.pad(TURNED, ((0, 0), (0, 10)), constant_values=120.0)


def with_person(picture, *, light=220.0):
    shown = picture.copy()
    shown[6:27, 16:24] = light
    return shown


def watched(*parts, rate=10.0):
    """Return the moments at which the camera is said to have moved; parts are (picture, person, in_set, seconds)."""
    shift, t, moved = CameraShift(), 0.0, []
    for picture, person, in_set, seconds in parts:
        for _ in range(round(seconds * rate)):
            shift.step(t, picture, person, in_set=in_set)
            if shift.moved:
                moved.append(round(t, 1))
            t += 1.0 / rate
    return moved


BEFORE = ((with_person(ROOM), PERSON, False, 3.0), (with_person(ROOM), PERSON, True, 5.0))


@pytest.mark.parametrize("fallen", [TURNED, np.full_like(ROOM, 180.0)], ids=["on its side", "at the ceiling"])
def test_a_camera_that_falls_in_a_set_is_noticed_within_about_a_second(fallen):
    moved = watched(*BEFORE, (fallen, None, True, 4.0))
    assert moved[0] == pytest.approx(8.0 + MOVED_S, abs=0.15)
    assert moved[-1] == 11.9


def test_it_is_over_when_the_camera_is_back():
    moved = watched(*BEFORE, (TURNED, None, True, 4.0), (with_person(ROOM), PERSON, True, 3.0))
    assert moved[-1] < 12.8


def test_where_it_stays_is_its_place_after_a_while():
    moved = watched(*BEFORE, (TURNED, None, True, SETTLED_S + 5.0))
    assert moved[-1] < 8.0 + SETTLED_S + 0.2


@pytest.mark.parametrize(
    "later",
    [
        (with_person(0.5 * ROOM), PERSON, True, 5.0),
        (with_person(np.minimum(1.3 * ROOM + 20.0, 255.0)), PERSON, True, 5.0),
        (np.roll(with_person(ROOM), 12, axis=1), (0.7, 0.2, 0.9, 0.9), True, 0.8),
        (np.full_like(ROOM, 128.0), (0.0, 0.0, 0.9, 1.0), True, 5.0),
    ],
    ids=["light off", "light on", "for a moment", "somebody close to it"],
)
def test_light_and_people_do_not_move_it(later):
    assert watched(*BEFORE, later) == []


def test_before_a_set_it_may_be_moved():
    assert (
        watched((ROOM, PERSON, False, 3.0), (TURNED, PERSON, False, 4.0), (TURNED, PERSON, True, 5.0)) == []
    )


def test_before_a_bare_wall_nothing_can_be_told():
    bare = np.full_like(ROOM, 150.0)
    assert watched((bare, None, False, 3.0), (bare, None, True, 2.0), (ROOM, None, True, 5.0)) == []
