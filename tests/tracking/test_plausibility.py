"""Tests for telling from a few pictures whether somebody may be exercising."""

import pytest

from posecoach.exercises import load
from posecoach.tracking.person_lock import Box
from posecoach.tracking.plausibility import plausibility
from posecoach.tracking.survey import Person, Sighting
from tests import puppet

SQUAT, PUSH_UP, PULL_UP = (load(name) for name in ("squat", "push_up", "pull_up"))


def surveyed(*bodies, every=1.0, steps=0.0):
    """Somebody seen in these positions, so many s and px apart."""
    poses = [puppet.panned(puppet.seen(body), i, (steps, 0.0)) for i, body in enumerate(bodies)]
    return Person([Sighting(i * every, Box.of(pose.image), pose) for i, pose in enumerate(poses)])


STANDS = [puppet.squat(85.0)] * 6
SQUATS = [puppet.squat(angle) for angle in (85.0, 20.0, 60.0, 85.0, 10.0, 40.0)]
PUSHES = [puppet.push_up(elbow) for elbow in (170.0, 90.0, 120.0, 170.0, 85.0)]
PULLS = [puppet.pull_up(elbow) for elbow in (170.0, 60.0, 120.0, 170.0, 50.0)]


@pytest.mark.parametrize(
    ("bodies", "exercises", "may"),
    [
        (SQUATS, [SQUAT], True),
        (PUSHES, [PUSH_UP], True),
        (PULLS, [PULL_UP], True),
        (SQUATS, [PUSH_UP, PULL_UP], False),
        (SQUATS, [PUSH_UP, SQUAT], True),
        (STANDS, [SQUAT, PUSH_UP, PULL_UP], False),
        ([puppet.push_up(170.0)] * 5, [SQUAT, PUSH_UP, PULL_UP], False),
        ([puppet.squat(10.0), puppet.squat(-20.0)] * 3, [SQUAT], False),
        ([], [SQUAT], False),
    ],
    ids=["squat", "push-up", "pull-up", "others", "one of them", "stands", "plank", "sits", "nobody"],
)
def test_who_moves_in_the_position_of_an_exercise_may_be_doing_it(bodies, exercises, may):
    assert (plausibility(surveyed(*bodies), exercises) > 0.0) is may


def test_between_pictures_far_apart_more_may_have_happened():
    seen_once = [puppet.squat(85.0)] * 5 + [puppet.squat(55.0)]
    assert plausibility(surveyed(*seen_once), [SQUAT]) == 0.0
    assert plausibility(surveyed(*seen_once, every=5.0), [SQUAT]) > 0.0
    assert plausibility(surveyed(*STANDS, every=5.0), [SQUAT]) == 0.0


def test_who_walks_about_between_pictures_far_apart_may_have_done_a_set_there():
    walker = surveyed(*STANDS, every=5.0, steps=40.0)
    assert 0.0 < plausibility(walker, [PUSH_UP]) < plausibility(surveyed(*PUSHES, every=5.0), [PUSH_UP])
    assert plausibility(surveyed(*STANDS, every=2.5, steps=40.0), [PUSH_UP]) == 0.0
    assert plausibility(surveyed(*STANDS, every=5.0), [PUSH_UP]) == 0.0


def test_a_body_seen_without_a_pose_tells_nothing():
    assert plausibility(Person([Sighting(0.0, Box(0.0, 0.0, 10.0, 20.0))]), [SQUAT]) == 0.0
