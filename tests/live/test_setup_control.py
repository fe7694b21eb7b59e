"""The way into a set, and the reminders of it."""

import dataclasses
import math

import numpy as np

from posecoach import exercises
from posecoach.core.pose.body import Body
from posecoach.core.session.status import NOTHING_DONE, Update
from posecoach.live.setup_control import MAX_REMINDERS_UNSEEN, REMIND_S, SetupControl
from posecoach.words import load
from tests import puppet

SIZE = (1280.0, 960.0)
POSE = puppet.seen(puppet.squat(170.0))
REMINDER, WAY_OUT = (
    "Squats. Begin when you are ready.",
    "Squats. To skip it, hold one hand up for two seconds.",
)


def reminders(control, start, end, pose=None):
    return sum(each in (REMINDER, WAY_OUT) for each in words(control, start, end, pose))


def words(control, start, end, pose=None, in_position=None):
    """Return all that is said from `start` to `end` seconds, one frame a second."""
    said = []
    for t in range(start, end):
        status = dataclasses.replace(NOTHING_DONE, in_position=in_position, exercise=control._exercise)
        update = Update(float(t), pose, {}, status, ())
        said += control.step(float(t), update, Body(pose) if pose else None, SIZE, math.nan)
    return [getattr(each, "words", each) for each in said]


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


def test_every_second_reminder_tells_the_way_out_without_a_key():
    said = [each for each in words(waiting(), 0, 5 * round(REMIND_S), POSE) if each in (REMINDER, WAY_OUT)]
    assert said == [REMINDER, WAY_OUT, REMINDER, WAY_OUT]


def test_who_gets_ready_after_the_call_is_reminded_no_later_for_that():
    control = squats(called=True)
    before = words(control, 0, 6, POSE)  # not known to have left the position, so "Go" was said
    assert REMINDER not in before + words(control, 6, round(REMIND_S), POSE, in_position=True)
    assert REMINDER in words(control, round(REMIND_S), round(REMIND_S) + 2, POSE, in_position=True)


def test_nobody_is_sent_home_from_a_plan_that_there_is_not():
    control = SetupControl(load())
    control.open(0.0, None, "")
    assert "To finish, hold one hand up for five seconds." in words(control, 0, 3 * round(REMIND_S), POSE)


def squats(*, called):
    control = SetupControl(load())
    control.open(0.0, exercises.load("squat"), "Squats.", called=called)
    return control


def test_who_waits_where_the_exercise_begins_is_told_to_go_once():
    said = words(squats(called=False), 0, 5 * round(REMIND_S), POSE, in_position=True)
    assert (said.count("go"), said.count("Go")) == (1, 1)
    assert said.count("Stand upright") == 0


def test_go_is_not_said_again_to_who_has_been_called_with_it_and_stands_there():
    assert "go" not in words(squats(called=True), 0, 3 * round(REMIND_S), POSE, in_position=True)


def test_who_comes_back_into_position_is_told_to_go_again():
    control = squats(called=True)
    words(control, 0, 10, POSE, in_position=False)
    assert words(control, 10, 16, POSE, in_position=True).count("go") == 1


def test_a_set_that_is_given_up_is_spoken_of_no_more():
    control = squats(called=True)
    control.skipped(6.0)
    assert words(control, 6, 6 + round(REMIND_S), POSE, in_position=False) == []


def test_a_stretch_that_is_judged_from_sitting_upright_asks_for_that():
    """One who is bent forward from the beginning could wait for ever for the clock to start."""
    control = SetupControl(load())
    control.open(0.0, exercises.load("spine_stretch"), "")
    assert "Sit up straight, then fold forward" in words(control, 0, 10, POSE, in_position=False)


def test_a_reminder_names_what_keeps_someone_from_beginning():
    control = SetupControl(load())
    control.open(0.0, exercises.load("push_up"), "Ten push-ups.", called=True)
    near = dataclasses.replace(POSE, image=POSE.image * 0.3)
    assert "Ten push-ups. Come closer." in words(control, 0, round(REMIND_S) + 2, near, in_position=False)


def test_a_reminder_of_a_stretch_that_begins_upright_says_so():
    control = SetupControl(load())
    control.open(0.0, exercises.load("spine_stretch"), "")
    said = words(control, 0, round(REMIND_S) + 2, POSE, in_position=False)
    assert "Seated spine stretch. Sit up straight, then fold forward." in said


def test_a_reminder_names_the_exercise_once():
    control = SetupControl(load())
    control.open(0.0, exercises.load("squat_stretch"), "")
    said = words(control, 0, round(REMIND_S) + 2, POSE, in_position=False)
    assert said == [
        "Stand, squat wide, then turn to one side",
        "Squat stretch. Stand, squat wide, then turn to one side.",
    ]
    named = dataclasses.replace(exercises.load("squat_stretch"), name="my_stretch", title="My stretch")
    control.open(0.0, named, "")
    said = words(control, 0, round(REMIND_S) + 2, POSE, in_position=False)
    assert said == ["Take the starting position: My stretch", "Take the starting position: My stretch."]
