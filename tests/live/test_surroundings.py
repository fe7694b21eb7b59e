"""Surroundings of a set: a camera that falls, an exercise that nobody planned, other people."""

import pytest

from posecoach.core.events import SetStarted
from posecoach.core.pose.people import PersonSeen
from posecoach.core.session.status import Update
from posecoach.live.announcements import Say
from posecoach.live.controller import LiveController
from tests import puppet
from tests.core.form.test_setup_check import rotated
from tests.live.test_controller import (
    PLAN,
    SHELF,
    SIZE,
    calls,
    push_ups,
    session,
    squats,
    standing,
    status,
    steps,
)
from tests.records import movement


def test_a_camera_that_falls_in_a_set_is_told_at_once_and_begins_no_rest():
    controller = LiveController(SHELF, PLAN)
    begun = SetStarted(0.0, "push_up", 1, 0.0)
    lying = rotated(puppet.squat(88.0), puppet.FRONT, 90).pose
    steps(controller, (4.0, [begun, movement(2.0)], status(reps=1, in_position=True)))
    told = [
        (
            t,
            controller.step(
                Update(t, lying, {}, status(reps=1, in_position=False), ()), SIZE, camera_moved=True
            ),
        )
        for t in (5.0 + 0.1 * i for i in range(60))
    ]
    words = calls(told, Say)
    assert words[0] == (5.0, "The camera has moved. Set it up as before.")
    assert [name for _, name in calls(told, str)] == ["alert"], "once, and no rest"
    assert told[-1][1].show.hint == "The picture lies on its side. Turn the camera upright, or press r"
    assert not any(moment.show.rest for _, moment in told)


def test_a_camera_that_is_carried_along_while_the_set_goes_on_is_no_trouble():
    controller = LiveController(SHELF, PLAN)
    steps(controller, (4.0, [SetStarted(0.0, "push_up", 1, 0.0), movement(2.0)], status(reps=1)))
    for i in range(60):
        how, t = status(reps=1, in_position=True), 4.1 + 0.1 * i
        done = (movement(t - 1.5),) if i % 30 == 29 else ()
        told = controller.step(Update(t, None, {}, how, done), SIZE, camera_moved=True)
        assert "alert" not in told.announcements
        assert not told.show.hint


def test_what_looks_like_the_position_in_a_tipped_picture_is_told_after_some_seconds():
    controller = LiveController(SHELF, PLAN)
    steps(controller, (4.0, [SetStarted(0.0, "push_up", 1, 0.0), movement(2.0)], status(reps=1)))
    told = [
        (
            t,
            controller.step(
                Update(t, None, {}, status(reps=1, in_position=True), ()), SIZE, camera_moved=True
            ),
        )
        for t in (4.1 + 0.1 * i for i in range(60))
    ]
    (alert,) = (t for t, name in calls(told, str) if name == "alert")
    assert alert <= 8.2


def test_a_camera_that_moves_between_two_sets_is_the_user_s_doing():
    controller = LiveController(SHELF, PLAN)
    (told,) = steps(controller, (4.0, [], status(reps=0, in_set=False)))
    told = controller.step(Update(5.0, None, {}, status(in_set=False), ()), SIZE, camera_moved=True)
    assert "alert" not in told.announcements


def test_an_exercise_that_the_plan_does_not_know_is_named_with_the_way_out():
    told = session([standing(2.0), squats(5), standing(3.0)], PLAN, others=("push_up", "squat"))
    named = [(t, w) for t, w in calls(told, Say) if w.startswith("That looks like")]
    assert [w for _, w in named] == [
        "That looks like squats; the plan says push-ups. To skip it, hold one hand up for two seconds."
    ]
    hints = [m.show.hint for t, m in told if t > named[0][0]]
    assert hints[0] == "That looks like squats; the plan says push-ups"
    assert "one" not in [w for _, w in calls(told, Say)], "and nothing is counted"


def test_what_the_plan_asks_for_is_not_said_to_be_something_else():
    told = session([push_ups(3), standing(20.0), push_ups(3)], PLAN, others=("push_up", "squat"))
    assert not [w for _, w in calls(told, Say) if w.startswith("That looks like")]


def test_several_people_are_marked_and_told_of_once_unless_they_walk_by():
    here, there = PersonSeen(0.0, 0.0, 9.0, 9.0, followed=True), PersonSeen(20.0, 0.0, 29.0, 9.0)

    def told_of(seconds):
        controller = LiveController(SHELF, PLAN)
        moments = []
        for i in range(round(10.0 * seconds)):
            update = Update(0.1 * i, None, {}, status(in_set=False), ())
            moments.append((0.1 * i, controller.step(update, SIZE, people=(here, there))))
        return moments

    long = told_of(10.0)
    assert [w for _, w in calls(long, Say) if "several people" in w] == [
        "There are several people in the picture. Raise both hands to be the one I coach."
    ]
    assert long[-1][1].show.people == (here, there)
    assert long[-1][1].show.hint == "2 people: a number, a click, or both hands up chooses"
    assert not [w for _, w in calls(told_of(2.0), Say) if "several people" in w]


def test_in_a_set_nobody_is_marked():
    controller = LiveController(SHELF, PLAN)
    people = (PersonSeen(0.0, 0.0, 9.0, 9.0, followed=True), PersonSeen(20.0, 0.0, 29.0, 9.0))
    steps(controller, (4.0, [SetStarted(0.0, "push_up", 1, 0.0), movement(2.0)], status(reps=1)))
    assert controller.step(Update(5.0, None, {}, status(reps=1), ()), SIZE, people=people).show.people == ()


@pytest.mark.parametrize(
    ("turned", "seen", "advice"),
    [
        (90, puppet.squat(88.0), "The picture lies on its side. Turn the camera upright, or press r"),
        (0, None, "The picture is upside down. Turn the camera round, or press r twice"),
        (0, puppet.squat(88.0), ""),
    ],
    ids=["on its side", "upside down", "upright"],
)
@pytest.mark.parametrize("auto", [False, True])
def test_a_turned_picture_is_told_or_turned_where_that_was_asked_for(turned, seen, advice, auto):
    pose = rotated(
        puppet.squat(88.0) if seen is None else seen, puppet.FRONT, 180 if seen is None else 0
    ).pose
    controller = LiveController(SHELF, PLAN, auto_turn=auto)
    moments, turns = [], []
    for i in range(40):
        update = Update(0.1 * i, pose, {}, status(in_set=False), ())
        moment = controller.step(update, SIZE, turned=0 if turns else turned)
        moments.append((0.1 * i, moment))
        turns += [moment.turn] if moment.turn else []
    words, hints = [w for _, w in calls(moments, Say)], {m.show.hint for _, m in moments}
    if not advice:
        assert (turns, [w for w in words if "picture" in w]) == ([], [])
    elif auto:
        assert turns == [turned or 180]
        assert words.count("I have turned the picture.") == 1
        assert advice not in hints
    else:
        assert turns == []
        assert words.count(f"{advice}.") == 1
        assert advice in hints


def test_who_lies_down_in_a_set_turns_no_picture():
    controller = LiveController(SHELF, PLAN, auto_turn=True)
    steps(controller, (4.0, [SetStarted(0.0, "push_up", 1, 0.0), movement(2.0)], status(reps=1)))
    for i in range(35):
        update = Update(4.1 + 0.1 * i, None, {}, status(reps=1), ())
        assert not controller.step(update, SIZE, turned=90).turn
