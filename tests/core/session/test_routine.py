"""Routines: checked at the door, compared with what was done."""

import math

import pytest

from posecoach import routines
from posecoach.cli.routines import said
from posecoach.core.events import HoldEnded
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine, compare, routine
from posecoach.errors import ExerciseError
from posecoach.exercises import load, names
from posecoach.words import load as load_words
from tests.records import movement

SHELF = {name: load(name) for name in names()}


def made(*items, **table):
    return routine("mine.toml", {"item": list(items)} | table, SHELF)


def done(exercise, reps=0, variant="", holds=(), number=1):
    return SetRecord(
        exercise,
        number,
        0.0,
        30.0,
        variant,
        "side",
        tuple(movement(2.0 * i, exercise=exercise) for i in range(reps)),
        tuple(HoldEnded(20.0, exercise, 0.0, held, side) for side, held in holds),
        math.nan,
    )


def test_the_articles_table():
    rows = [
        (i.exercise, i.variant, i.sets, i.reps, i.rest)
        for i in routines.load("back_toning").items
        if i.reps[1]
    ]
    assert rows == [
        ("push_up", "", 3, (10.0, 10.0), (30.0, 60.0)),
        ("dumbbell_row", "", 3, (12.0, 15.0), (30.0, 30.0)),
        ("pull_up", "close", 2, (1.0, 3.0), (60.0, 60.0)),
        ("pull_up", "wide", 2, (1.0, 3.0), (60.0, 60.0)),
    ]


@pytest.mark.parametrize("name", routines.names())
def test_every_routine_that_comes_along_can_be_done(name):
    plan = routines.load(name)
    assert plan.name == name
    assert plan.about
    assert all(item.goal > 0.0 and item.aim() for item in plan.items)


def test_a_hold_without_seconds_lasts_as_long_as_the_exercise_says():
    assert made({"exercise": "spine_stretch"}).items[0].seconds == (20.0, 20.0)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"exercise": "push_ups"}, "no exercise 'push_ups'; did you mean 'push_up'?"),
        ({"reps": 3}, "exercise is missing"),
        ({"exercise": "push_up", "variant": "wid"}, "no variant 'wid'; did you mean 'wide'?"),
        ({"exercise": "push_up", "rep": 3}, "no field 'rep'; did you mean 'reps'?"),
        ({"exercise": "push_up", "sets": 0}, "sets: a whole number from 1 is wanted, not 0"),
        ({"exercise": "push_up", "sets": 10**9}, "sets: a whole number from 1 is wanted, not 1000000000"),
        ({"exercise": "push_up", "reps": 10**400}, "reps: a number or [fewest, most] is wanted"),
        ({"exercise": "push_up", "sets": True}, "sets: a whole number from 1 is wanted, not True"),
        ({"exercise": "push_up", "reps": [5, 3]}, "reps: a number or [fewest, most] is wanted, not [5, 3]"),
        ({"exercise": "push_up", "rest": "long"}, "rest: a number or [fewest, most] is wanted, not 'long'"),
        ({"exercise": "push_up", "rest": math.nan}, "rest: a number or [fewest, most] is wanted, not nan"),
        ({"exercise": "push_up", "tempo": "3-1"}, 'tempo: a tempo like "3-1-1" is wanted'),
        ({"exercise": "push_up", "breath": [4, 6]}, "push_up is counted; it has a tempo, no breath"),
        ({"exercise": "spine_stretch", "tempo": "3-1-1"}, "spine_stretch is held; it has a breath, no tempo"),
        ({"exercise": "spine_stretch", "breath": 4}, "breath: [seconds in, seconds out] is wanted"),
        ({"exercise": "push_up", "seconds": 30}, "push_up is counted; say how many reps, not seconds"),
        (
            {"exercise": "spine_stretch", "reps": 3},
            "spine_stretch is held; say for how many seconds, not reps",
        ),
        (7, "a table is wanted here, not 7"),
    ],
)
def test_a_mistake_is_named(item, words):
    with pytest.raises(ExerciseError) as caught:
        made(item)
    assert words in str(caught.value)
    assert str(caught.value).startswith("mine.toml: [[item]] 1")


def test_a_routine_is_not_empty_and_has_no_unknown_fields():
    with pytest.raises(ExerciseError, match="needs an"):
        made()
    with pytest.raises(ExerciseError, match="no field 'titel'"):
        made({"exercise": "push_up"}, titel="x")


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('title = "Mine"\n[[item]]\nexercise = "squat"\nreps = 5\n', encoding="utf-8")
    plan = routines.load(str(path))
    assert (plan.name, plan.title, plan.items[0].reps) == ("mine", "Mine", (5.0, 5.0))
    for text, words in (("[[item", "not TOML"), ("", "needs an")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ExerciseError, match=words):
            routines.load(str(path))
    with pytest.raises(ExerciseError, match="cannot be read"):
        routines.load(str(tmp_path / "none.toml"))
    with pytest.raises(ExerciseError, match="did you mean 'back_toning'"):
        routines.load("back_tonning")


OWN = """
title = "Good morning"
kind = "reps"
views = ["side"]
[signal]
measure = "shoulders_over_hips"
start = 0.9
target = 0.3
min_prominence = 0.2
[[position]]
measure = "knees_over_ankles"
min = 0.4
why = "the feet were not below the knees"
"""


def test_a_routine_may_name_an_exercise_of_ones_own_by_its_file(tmp_path):
    (tmp_path / "gm.toml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "mine.toml"
    item = '[[item]]\nexercise = "{}"\nreps = 5\n'
    path.write_text(item.format("gm.toml") + item.format("squat") + item.format("gm.toml"), encoding="utf-8")
    plan = routines.load(str(path))
    assert [each.exercise for each in plan.items] == ["gm", "squat", "gm"]
    assert [each.title for each in plan.exercises] == ["Good morning", "Squat"]
    path.write_text(item.format("none.toml"), encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"none\.toml: cannot be read"):
        routines.load(str(path))


def test_two_exercises_of_one_name_cannot_be_told_apart(tmp_path):
    (tmp_path / "squat.toml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text('[[item]]\nexercise = "squat"\n[[item]]\nexercise = "squat.toml"\n', encoding="utf-8")
    with pytest.raises(ExerciseError, match="two exercises are called 'squat'"):
        routines.load(str(path))


PLAN = Routine(
    "plan",
    "Plan",
    (
        Item("push_up", sets=2, reps=(10.0, 10.0)),
        Item("pull_up", "close", 1, (1.0, 3.0)),
        Item("pull_up", "wide", 1, (1.0, 3.0)),
        Item("squat_stretch", seconds=(20.0, 30.0)),
    ),
)


def told(sets):
    return [(line.number, line.verdict, said(line, load_words())) for line in compare(PLAN, sets)]


def test_what_was_planned_beside_what_was_done():
    sets = [
        done("push_up", 10),
        done("push_up", 7),
        done("pull_up", 2, "close"),
        done("pull_up", 4, "wide"),
        done("squat_stretch", holds=(("left", 24.0), ("right", 21.0))),
    ]
    assert told(sets) == [
        (1, "done", "10 of 10"),
        (2, "short", "7 of 10"),
        (1, "done", "2 of 1 to 3"),
        (1, "more", "4 of 1 to 3"),
        (1, "done", "left 24 s, right 21 s of 20 to 30 s"),
    ]


def test_what_was_left_out_and_what_was_added():
    assert told([done("squat", 5), done("push_up", 10)]) == [
        (1, "done", "10 of 10"),
        (2, "missed", "not done"),
        (1, "missed", "not done"),
        (1, "missed", "not done"),
        (1, "missed", "not done"),
        (0, "more", "5 repetitions, not planned"),
    ]


def test_pull_ups_in_another_order_are_matched_by_their_grip():
    verdicts = {
        line.item.variant: said(line, load_words())
        for line in compare(PLAN, [done("pull_up", 3, "wide"), done("pull_up", 2, "close")])
        if line.item and line.item.variant
    }
    assert verdicts == {"close": "2 of 1 to 3", "wide": "3 of 1 to 3"}


def test_another_way_of_doing_it_is_said():
    lines = compare(PLAN, [done("pull_up", 2, "medium")])
    assert [said(line, load_words()) for line in lines if line.done] == [
        "2 of 1 to 3, medium instead of close"
    ]


def test_a_hold_that_was_too_short_on_one_side():
    (line,) = (
        each
        for each in compare(PLAN, [done("squat_stretch", holds=(("left", 24.0), ("right", 12.0)))])
        if each.done
    )
    assert line.verdict == "short"


def test_a_side_that_was_not_held_at_all_is_short():
    one = done("squat_stretch", holds=(("left", 24.0),))
    assert ("short", "left 24 s, right 0 s of 20 to 30 s") in [
        (verdict, said) for _, verdict, said in told([one])
    ]


def test_an_attempt_that_came_to_nothing_is_no_planned_set():
    lines = told([done("push_up", 0), done("push_up", 10), done("push_up", 10)])
    assert [verdict for _, verdict, _ in lines if verdict != "missed"] == ["done", "done", "more"]


def test_a_hold_in_passing_is_no_planned_set():
    passing = done("squat_stretch", holds=(("left", 2.0),))
    held = done("squat_stretch", holds=(("left", 24.0), ("right", 21.0)))
    assert [said for _, verdict, said in told([passing, held]) if verdict != "missed"] == [
        "left 24 s, right 21 s of 20 to 30 s",
        "left 2 s, right 0 s, not planned",
    ]


def test_words_for_what_is_asked():
    assert Item("push_up", reps=(1.0, 1.0)).aim() == "1 repetition"
    assert Item("push_up", reps=(12.0, 15.0)).aim() == "12 to 15 repetitions"
    assert Item("spine_stretch", seconds=(20.0, 20.0)).aim() == "20 s"
    assert Item("push_up").aim() == "as many as you like"


def test_a_set_may_have_a_tempo_or_a_breath():
    counted, held = made(
        {"exercise": "push_up", "tempo": "3-1-1"}, {"exercise": "spine_stretch", "breath": [4, 6]}
    ).items
    assert (counted.tempo, counted.breath) == ((3.0, 1.0, 1.0, 0.0), ())
    assert (held.tempo, held.breath) == ((), (4.0, 6.0))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"exercise": "push_up"}, ""),
        ({"exercise": "push_up", "tempo": "3-1-1"}, "tempo 3-1-1"),
        ({"exercise": "push_up", "tempo": "2-0-1.5-1"}, "tempo 2-0-1.5-1"),
        ({"exercise": "spine_stretch", "breath": [4, 6]}, "breathe in 4 s, out 6 s"),
    ],
)
def test_a_pace_in_words(item, words):
    assert made(item).items[0].paced() == words
