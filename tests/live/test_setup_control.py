"""The way into a set, and the reminders of it."""

import dataclasses
import math

import numpy as np

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


def screens(film, exercise=None):
    """Return what the screen says of getting ready: the advice, and whether the ring is there, each as it changes."""
    control, told = SetupControl(load()), []
    control.open(0.0, exercise, "")
    for t, pose in film:
        control.step(t, Update(t, pose, {}, NOTHING_DONE, ()), Body(pose) if pose else None, SIZE, 120.0)
        setup = control.setup()
        if setup and (not told or told[-1] != (setup.advice, setup.ready > 0.0)):
            told.append((setup.advice, setup.ready > 0.0))
    return told


def walking(t):
    pose = puppet.seen(puppet.squat(88.0), puppet.FRONT)
    return dataclasses.replace(pose, image=pose.image + np.array([200.0 * t - 300.0, 0.0]))


def test_who_walks_in_is_told_one_thing_and_the_ring_waits_until_they_stand():
    steps = [i / 20.0 for i in range(60)]
    film = [(t, walking(t)) for t in steps] + [(3.0 + t, walking(3.0)) for t in steps]
    assert screens(film) == [("Stand still for a moment", False), ("Hold still", True)]


def test_the_ring_fills_from_nothing():
    control, filled = SetupControl(load()), []
    control.open(0.0, None, "")
    for t, pose in ((i / 20.0, walking(0.0)) for i in range(40)):
        control.step(t, Update(t, pose, {}, NOTHING_DONE, ()), Body(pose), SIZE, 120.0)
        setup = control.setup()
        filled += [setup.ready] if setup and setup.ready > 0.0 else []
    assert filled[0] < 0.1
    assert filled == sorted(filled)
    assert filled[-1] > 0.9


def test_nobody_is_reminded_once_the_set_has_begun():
    control = waiting()
    control.close()
    assert reminders(control, 0, 100) == 0
