"""A routine, coached: the same counts as by a coach of its own, one set after the other."""

import pytest

from posecoach.core.events import HoldEnded, RestEnded, SetEnded, SetStarted, reps_in
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.routine import Item, Routine
from posecoach.core.session.routine_runner import RoutineRunner
from posecoach.exercises import load
from tests import puppet

SHELF = {name: load(name) for name in ("push_up", "squat", "squat_stretch")}


def push_ups(reps=3):
    value, duration = puppet.repeated(170.0, 70.0, reps=reps)
    return puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, azimuth=puppet.SIDE)


def squats(reps=3):
    value, duration = puppet.repeated(85.0, -2.0, reps=reps)
    return puppet.film(
        lambda t: puppet.squat(value(t), lean=(85.0 - value(t)) / 3.0), duration, azimuth=puppet.SIDE
    )


def after(*films, pause=10.0):
    """Films one after the other, with nobody in sight between them."""
    poses, t = [], 0.0
    for film in films:
        poses += [(t + moment, pose) for moment, pose in film]
        t = poses[-1][0]
        poses += [(t + i / 10.0, None) for i in range(1, round(pause * 10))]
        t += pause
    return poses


def plan(*items):
    return Routine("plan", "Plan", items)


def test_one_exercise_is_counted_as_by_a_coach_of_its_own():
    poses = after(push_ups(), push_ups(4))
    alone = run(recorded(poses), Coach([SHELF["push_up"]])).events
    circuit = RoutineRunner(plan(Item("push_up", sets=3)), SHELF)
    # As text, in which a number that is not known equals itself.
    assert list(map(str, run(recorded(poses), circuit).events)) == list(map(str, alone))
    assert len(reps_in(alone)) == 7


def test_it_goes_on_to_the_next_exercise_however_the_set_went():
    circuit = RoutineRunner(plan(Item("push_up", reps=(10.0, 10.0)), Item("squat", reps=(3.0, 3.0))), SHELF)
    positions = []
    events = []
    for t, pose in after(push_ups(2), squats(3)):
        events += circuit.step(t, pose).events
        positions.append(circuit.position)
    events += circuit.finish()
    counted = [event.exercise for event in reps_in(events)]
    assert counted == ["push_up"] * 2 + ["squat"] * 3
    assert positions[0] == 0
    assert circuit.position == 2
    numbers = [(e.exercise, e.number) for e in events if isinstance(e, SetStarted | SetEnded)]
    assert numbers == [("push_up", 1), ("push_up", 1), ("squat", 2), ("squat", 2)]
    (first, second) = [e for e in events if isinstance(e, SetEnded)]
    (begun,) = [e for e in events if isinstance(e, SetStarted) and e.number == 2]
    (rest,) = [e for e in events if isinstance(e, RestEnded)]
    assert rest.rest == pytest.approx(begun.start - first.end)
    assert second.reps == 3


def test_a_set_that_is_skipped_is_ended_or_passed_over():
    circuit = RoutineRunner(plan(Item("push_up"), Item("squat"), Item("push_up")), SHELF)
    circuit.skip()
    circuit.step(0.0, None)
    assert (circuit.position, circuit.item.exercise) == (1, "squat")
    events = []
    for t, pose in after(squats(2), pause=0.0):
        events += circuit.step(t, pose).events
    circuit.skip()
    events += circuit.step(60.0, None).events
    assert (circuit.position, circuit.item.exercise) == (2, "push_up")
    assert [event.reps for event in events if isinstance(event, SetEnded)] == [2]


def test_after_the_plan_more_is_still_counted():
    circuit = RoutineRunner(plan(Item("push_up")), SHELF)
    record = run(recorded(after(push_ups(2), push_ups(3))), circuit)
    assert [len(each.reps) for each in record.sets] == [2, 3]
    assert circuit.position == 1


def test_the_status_numbers_sets_through():
    circuit = RoutineRunner(plan(Item("push_up"), Item("squat")), SHELF)
    numbers = [circuit.step(t, pose).status.set_number for t, pose in after(push_ups(2), squats(2))]
    assert sorted(set(numbers)) == [0, 1, 2]
    assert numbers == sorted(numbers)


def test_a_set_that_is_over_is_ended_and_what_follows_is_the_next_one():
    """Standing is the position of a squat, so nothing but being told ends a set within 20 s."""
    circuit = RoutineRunner(plan(Item("squat", sets=2, reps=(3.0, 3.0))), SHELF)
    first, events = squats(3), []
    for t, pose in first:
        events += circuit.step(t, pose).events
    length = first[-1][0] + 0.1
    circuit.end_set()
    assert circuit.position == 0
    for t, pose in squats(2):
        events += circuit.step(length + t, pose).events
        assert circuit.position == 1
    events += circuit.finish()
    assert [event.reps for event in events if isinstance(event, SetEnded)] == [3, 2]
    assert [event.number for event in events if isinstance(event, SetStarted)] == [1, 2]


def test_ending_a_set_that_has_not_begun_changes_nothing():
    poses = after(push_ups(2), push_ups(2))
    alone = run(recorded(poses), Coach([SHELF["push_up"]])).events
    coach = Coach([SHELF["push_up"]])
    coach.end_set()
    assert list(map(str, run(recorded(poses), coach).events)) == list(map(str, alone))


def shallow(reps):
    value, duration = puppet.repeated(170.0, 130.0, reps=reps)
    return puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, azimuth=puppet.SIDE)


@pytest.mark.parametrize(("partial", "position"), [(1, 0), (3, 1)])
def test_a_lone_partial_repetition_is_no_planned_set(partial, position):
    circuit = RoutineRunner(plan(Item("push_up", sets=2, reps=(3.0, 3.0))), SHELF)
    for t, pose in after(shallow(partial)):
        circuit.step(t, pose)
    assert circuit.position == position


def stood(seconds):
    return puppet.film(lambda _t: puppet.squat(85.0, stance=1.8), seconds, 10.0, azimuth=puppet.FRONT)


def held(side, seconds):
    """A side of the stretch, from standing to standing."""
    return puppet.stretching(30.0 if side == "left" else -30.0, lasts=seconds, rate=10.0)


STRETCH = plan(Item("squat_stretch", seconds=(10.0, 15.0)), Item("push_up"))


@pytest.mark.parametrize(
    ("films", "sides", "position"),
    [
        ([held("left", 12.0), stood(40.0), held("right", 12.0), stood(12.0)], ["left", "right"], 1),
        (
            [held("left", 4.0), stood(25.0), held("left", 8.0), held("right", 12.0), stood(12.0)],
            ["left", "left", "right"],
            1,
        ),
        ([held("left", 12.0), stood(70.0)], ["left"], 1),
        ([held("left", 12.0), stood(40.0)], ["left"], 0),
        ([held("left", 3.2), stood(70.0)], ["left"], 0),
    ],
    ids=["slow to change", "let go", "one side alone", "not yet the other", "in passing"],
)
def test_both_sides_of_a_stretch_are_one_planned_set(films, sides, position):
    circuit = RoutineRunner(STRETCH, SHELF)
    poses = after(*films, pause=0.1)
    events = [event for t, pose in poses for event in circuit.step(t, pose).events]
    assert circuit.position == position
    events += circuit.finish()
    assert [event.side for event in events if isinstance(event, HoldEnded)] == sides
    assert sum(isinstance(event, SetEnded) for event in events) == 1


TWO = plan(Item("push_up", sets=2, reps=(3.0, 3.0)), Item("squat", sets=2, reps=(3.0, 3.0)))


def test_another_exercise_of_the_plan_that_is_begun_instead_is_recognised():
    circuit = RoutineRunner(TWO, SHELF)
    events = [event for t, pose in after(squats(3)) for event in circuit.step(t, pose).events]
    assert [item.exercise for item, _ in circuit.sets] == ["squat", "squat", "push_up", "push_up"]
    assert [e.exercise for e in reps_in(events)] == ["squat"] * 3
    assert next((e.exercise, e.number) for e in events if isinstance(e, SetStarted)) == ("squat", 1)
    assert circuit.position == 1


def test_a_single_movement_of_another_exercise_changes_nothing():
    circuit = RoutineRunner(TWO, SHELF)
    for t, pose in after(squats(1), push_ups(3)):
        circuit.step(t, pose)
    assert circuit.sets == TWO.sets
    assert circuit.position == 1


def test_nothing_is_switched_within_a_set():
    circuit = RoutineRunner(TWO, SHELF)
    for t, pose in after(push_ups(2), squats(3), pause=1.0):
        circuit.step(t, pose)
    assert circuit.sets[0][0].exercise == "push_up"
