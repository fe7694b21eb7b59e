"""Several people in front of a camera: who is coached, and who never takes over."""

import dataclasses
from concurrent.futures import Future

import numpy as np
import pytest

from posecoach.core.events import Rep
from posecoach.core.session.status import Update
from posecoach.exercises import load
from posecoach.tracking.live_people import LivePeople
from posecoach.tracking.person_lock import Box
from posecoach.types import Frame
from tests import puppet
from tests.core.form.test_gestures import standing
from tests.records import movement, status

SQUAT = load("squat")
SIZE = (1280, 960)
IMAGE = np.zeros((96, 128, 3), np.uint8)
RATE = 10.0
SWAY = np.random.default_rng(3)


def at(points, x, size=1.0):
    """A pose of a body whose middle is at `x` px, so many times as large as usual; it sways as people do."""
    pose = puppet.scaled(puppet.seen(points, puppet.FRONT), size)
    left, right = pose.image[:, 0].min(), pose.image[:, 0].max()
    sway = SWAY.normal(0.0, 3.0 * size, pose.image.shape)
    moved = np.array([x - (left + right) / 2.0, 0.0])
    return dataclasses.replace(pose, image=pose.image + moved + sway)


def stands(x, size=1.0):
    return lambda _t: at(puppet.squat(88.0), x, size)


def squats(x, size=1.0):
    return lambda t: at(puppet.squat(45.0 + 43.0 * np.cos(2.0 * t)), x, size)


def walks(start, end, size=1.0, begins=0.0, lasts=3.0):
    def pose(t):
        share = (t - begins) / lasts
        return at(puppet.squat(88.0), start + share * (end - start), size) if 0.0 <= share <= 1.0 else None

    return pose


class Room:
    """People in front of a camera, and a tracker that follows one of them.

    Args:
        people: the pose of each at a moment.
        first: the one whom the tracker has found.
    """

    def __init__(self, *people, first=0):
        self._people, self.followed, self._t = people, first, 0.0
        self.live = LivePeople(self, [SQUAT], self._search)

    def follow(self, t, box):
        here = [each(t) for each in self._people]
        self.followed = max(
            (i for i, pose in enumerate(here) if pose), key=lambda i: box.shared(Box.of(here[i].image))
        )

    def _search(self, frame, athlete):
        del athlete
        found = Future()
        others = [each(frame.t) for i, each in enumerate(self._people) if i != self.followed]
        found.set_result([pose for pose in others if pose])
        return found

    def goes_on(self, seconds, *, in_set=False, reps=()):
        """Go on for some seconds; `reps` are counted at these moments after they began."""
        begun, history = self._t, []
        while self._t < begun + seconds:
            t = self._t
            due = [each for each in reps if t <= begun + each < t + 1.0 / RATE]
            events = tuple(movement(t - 1.5, exercise="squat") for _ in due)
            assert all(isinstance(event, Rep) for event in events)
            how = status("squat", in_set=in_set, reps=int(in_set))
            self.live.write(Frame(t, IMAGE, SIZE), Update(t, self._people[self.followed](t), {}, how, events))
            history.append(self.followed)
            self._t += 1.0 / RATE
        return history


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (stands(350, 0.6), stands(800, 1.0)),
        (stands(60, 0.9), stands(700, 0.9)),
        (stands(350, 1.2), squats(900, 0.8)),
    ],
    ids=["the nearest", "the most central", "the one who exercises"],
)
def test_before_a_set_it_is(left, right, first):
    room = Room(left, right, first=first)
    room.goes_on(12.0)
    assert room.followed == 1


def test_one_is_as_good_as_another_and_stays():
    for first in (0, 1):
        assert set(Room(stands(400), stands(880), first=first).goes_on(15.0)) == {first}


def test_a_picture_on_the_wall_is_nobody():
    poster = at(puppet.squat(88.0), 700, 1.4)
    assert set(Room(stands(300, 0.6), lambda _t: poster).goes_on(10.0)) == {0}


def test_who_walks_by_is_not_followed_however_near():
    assert set(Room(stands(640, 0.6), walks(0, 1280, 1.3, begins=2.0)).goes_on(10.0)) == {0}


def test_who_has_done_a_set_is_followed_in_the_rest_too():
    room = Room(squats(400, 0.6), stands(800, 1.2))
    room.goes_on(1.0)
    room.goes_on(6.0, in_set=True, reps=(1.0, 4.0))
    assert set(room.goes_on(20.0)) == {0}


def test_a_tracker_that_went_along_with_a_passer_by_comes_back_within_a_second():
    room = Room(squats(640, 0.8), walks(640, 1300, 0.9, begins=6.0, lasts=4.0))
    room.goes_on(6.0, in_set=True, reps=(1.0, 4.0))
    room.followed = 1  # the passer-by hid the athlete, and the tracker took one for the other
    history = room.goes_on(4.0, in_set=True)
    apart = next(i for i in range(40) if walks(640, 1300, 0.9, lasts=4.0)(i / RATE).image[:, 0].min() > 760)
    assert history[-1] == 0
    assert history.index(0) <= apart + 1.5 * RATE


def test_a_spotter_who_comes_near_in_a_set_does_not_take_over():
    room = Room(squats(500, 0.7), stands(900, 1.3))
    assert set(room.goes_on(20.0, in_set=True, reps=(1.0, 4.0))) == {0}


def test_both_hands_above_the_head_ask_to_be_coached_but_not_within_a_set():
    def beckons(t):
        return at(standing(up=t % 10.0 > 5.0), 900, 0.9)

    room = Room(squats(400), beckons)
    room.goes_on(1.0)
    assert set(room.goes_on(10.0, in_set=True, reps=(1.0, 4.0))) == {0}
    room.goes_on(10.0)
    assert room.followed == 1


def test_a_number_chooses_from_left_to_right():
    room = Room(stands(900), stands(300))
    room.goes_on(2.0)
    assert [each.followed for each in room.live.people()] == [False, True]
    room.live.pick(1)
    room.goes_on(10.0)
    assert room.followed == 1
    assert [each.followed for each in room.live.people()] == [True, False]
    room.live.pick(7)
    room.goes_on(1.0)
    assert room.followed == 1


def test_who_has_left_is_no_longer_shown():
    room = Room(stands(400), walks(900, 1000, begins=0.0, lasts=3.0))
    room.goes_on(3.0)
    assert len(room.live.people()) == 2
    room.goes_on(5.0)
    assert len(room.live.people()) == 1


def test_a_search_that_fails_costs_nothing():
    class Broken(Room):
        def _search(self, frame, athlete):
            del frame, athlete
            found = Future()
            found.set_exception(RuntimeError("no memory"))
            return found

    assert set(Broken(stands(300, 0.5), stands(700)).goes_on(5.0)) == {0}
