"""The way into a set, and the reminders of it."""

import math

from posecoach.core.pose.body import Body
from posecoach.core.session.status import NOTHING_DONE, Update
from posecoach.live.setup_control import MAX_REMINDERS_UNSEEN, REMIND_S, SetupControl
from posecoach.words import load
from tests import puppet

SIZE = (1280.0, 960.0)
POSE = puppet.seen(puppet.squat(170.0))
REMINDER = "Squats. Begin when you are ready."


def reminders(control, start, end, pose=None):
    """Count the reminders from `start` to `end` seconds, one frame a second."""
    said = []
    for t in range(start, end):
        update = Update(float(t), pose, {}, NOTHING_DONE, ())
        said += control.step(float(t), update, Body(pose) if pose else None, SIZE, math.nan)
    return sum(getattr(each, "words", "") == REMINDER for each in said)


def waiting():
    control = SetupControl(load())
    control.open(0.0, None, "Squats.", called=True)
    return control


def test_an_empty_room_is_reminded_twice_and_whoever_comes_back_once_more():
    control, long = waiting(), 10 * round(REMIND_S) + 5
    assert reminders(control, 0, long) == MAX_REMINDERS_UNSEEN
    assert reminders(control, long, long + 3, POSE) == 0
    assert reminders(control, long + 3, 2 * long) == MAX_REMINDERS_UNSEEN


def test_who_is_seen_is_reminded_for_as_long_as_they_wait():
    assert reminders(waiting(), 0, 10 * round(REMIND_S), POSE) > MAX_REMINDERS_UNSEEN


def test_nobody_is_reminded_once_the_set_has_begun():
    control = waiting()
    control.close()
    assert reminders(control, 0, 100) == 0
