"""Every exercise is counted wherever the camera stands, and what is none is not."""

import pytest

from tests import stick_variants
from tests.scenes import counted, scene
from tests.stick_moves import COUNTED, push_up, row

SEEDS = range(4)
OTHER = (
    "curl",
    "curl bent over",
    "shoulder press",
    "lateral raise",
    "good morning",
    "pulldown",
    "dip",
    "sit-up",
)


@pytest.mark.parametrize("name", COUNTED)
def test_repetitions_are_counted_from_all_sides(name):
    films = [scene(name, seed) for seed in SEEDS]
    wrong = [f"{film}: {got} of {film.reps}" for film in films if (got := counted(film, name)) != film.reps]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("name", OTHER)
def test_other_movements_are_not(name):
    film = scene(name, 1)
    assert {exercise: n for exercise in COUNTED if (n := counted(film, exercise))} == {}


@pytest.mark.parametrize("seed", [2, 3, 8])
def test_a_deadlift_is_no_squat_however_far_the_hips_sink(seed):
    film = scene("deadlift", seed)
    assert counted(film, "squat") == 0, film


@pytest.mark.parametrize("seed", range(4))
def test_push_ups_with_the_hands_on_a_seat_are_counted(seed, monkeypatch):
    monkeypatch.setitem(COUNTED, "push_up", (lambda rng: push_up(rng, lifts=(0.45,)),))
    film = scene("push_up", seed)
    assert counted(film, "push_up") == film.reps, film


@pytest.mark.parametrize("seed", range(4))
def test_rows_beside_a_bent_arm_that_props_up_the_body_are_counted(seed, monkeypatch):
    monkeypatch.setitem(COUNTED, "dumbbell_row", (lambda rng: row(rng, ("bench", "staggered"), prop=0.3),))
    film = scene("dumbbell_row", seed)
    assert counted(film, "dumbbell_row") == film.reps, film


def test_a_scene_follows_from_its_seed_alone():
    one, again, other = scene("squat", 3), scene("squat", 3), scene("squat", 4)
    assert (one.poses[20][1].image == again.poses[20][1].image).all()
    assert one.camera == again.camera != other.camera


@pytest.mark.parametrize(
    "name",
    [
        "push_up, tap after each",
        "push_up, feet raised",
        "pull_up, legs ahead",
        "squat, brisk",
        "squat, jumping",
        "dumbbell_row, heaving",
        "dumbbell_row, alternating",
        "reverse_fly, brisk",
    ],
)
def test_what_people_make_of_an_exercise_is_counted(name):
    films = [stick_variants.scene(name, seed) for seed in range(2)]
    wrong = [f"{film}: {got}" for film in films if abs((got := counted(film, film.name)) - film.reps) > 1]
    assert not wrong, wrong
