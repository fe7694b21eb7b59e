"""Every exercise that comes with posecoach makes sense; a new file is tested the day it is added."""

import math

import pytest

from posecoach.core.pose.body import Body, BodyProportions
from posecoach.core.pose.measures import MEASURES
from posecoach.core.session.coach import Coach
from posecoach.errors import ExerciseError
from posecoach.exercises import load, names
from tests import puppet

EVERY = {name: load(name) for name in names()}


def test_the_exercises_of_the_article_are_there():
    assert {"push_up", "pull_up", "squat", "squat_stretch"} <= set(names())


@pytest.mark.parametrize("name", EVERY)
class TestEach:
    def test_it_says_what_it_is(self, name):
        exercise = EVERY[name]
        assert exercise.name == name
        assert exercise.title
        assert exercise.about.endswith(".")
        assert exercise.views, "where is it seen from?"

    def test_every_number_of_form_has_a_source(self, name):
        for part in (*EVERY[name].variants, *EVERY[name].rules):
            assert part.source, part.name
        assert EVERY[name].tempo is None or EVERY[name].tempo.source

    def test_names_are_used_once(self, name):
        for parts in (EVERY[name].rules, EVERY[name].variants):
            found = [part.name for part in parts]
            assert len(set(found)) == len(found)

    def test_every_rule_can_be_judged_from_a_view_that_it_is_seen_from(self, name):
        exercise = EVERY[name]
        for rule in exercise.rules:
            assert MEASURES[rule.measure].views & set(exercise.views), rule.name
            assert rule.cue
            assert rule.slack < rule.max - rule.min

    def test_rules_suit_its_kind(self, name):
        exercise = EVERY[name]
        whens = {rule.when for rule in exercise.rules}
        if exercise.kind == "hold":
            assert whens <= {"always", "hold"}
            assert exercise.goal > 0.0
        else:
            assert "hold" not in whens
            assert exercise.signal is not None

    def test_variants_can_be_told_apart(self, name):
        variants = EVERY[name].variants
        for variant in variants:
            assert MEASURES[variant.measure].views & set(EVERY[name].views)
        for one in variants:
            for other in variants:
                if one is not other and one.measure == other.measure:
                    assert (one.min, one.max) != (other.min, other.max)

    def test_what_tells_its_variants_is_noted_down(self, name):
        assert {variant.measure for variant in EVERY[name].variants} <= set(EVERY[name].columns)

    def test_what_moves_it_is_seen_from_everywhere(self, name):
        """A position or a signal that some view did not allow would end a set there, once the body is known."""
        exercise = EVERY[name]
        pose = puppet.seen(puppet.squat(40.0), puppet.OBLIQUE)
        known = BodyProportions(arm=162.0, leg=255.0, shoulders=108.0, trunk=150.0)
        positions = [position for position in exercise.positions if not position.if_seen]
        parts = [*positions, *([exercise.signal] if exercise.signal else [])]
        for part in parts:
            assert not math.isnan(MEASURES[part.measure].of(Body(pose, known))), part.measure

    def test_sides_have_something_to_tell_them_by(self, name):
        assert bool(EVERY[name].side) is EVERY[name].sides

    def test_a_coach_can_follow_it(self, name):
        coach = Coach([EVERY[name]])
        update = coach.step(0.0, puppet.seen(puppet.squat()))
        assert update.status.exercise is EVERY[name]
        for variant in EVERY[name].variants:
            Coach([EVERY[name]], variant.name).step(0.0, puppet.seen(puppet.squat()))


def test_an_unknown_exercise_is_refused_with_the_one_that_was_meant():
    with pytest.raises(ExerciseError, match="no exercise 'pushup'; did you mean 'push_up'") as caught:
        load("pushup")
    assert "\n" not in str(caught.value)


GOOD = """
title = "Arm raise"
kind = "reps"
views = ["front"]
[signal]
measure = "shoulders_over_hands"
start = 0.9
target = -0.8
min_prominence = 0.3
[[position]]
measure = "shoulders_over_hips"
min = 0.5
why = "not upright"
"""


def test_an_exercise_of_ones_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD)
    assert (load(str(path)).name, load(str(path)).title) == ("mine", "Arm raise")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("shoulders_over_hands", "shoulder_over_hands"),
            "[signal]: measure: no measure 'shoulder_over_hands'; did you mean 'shoulders_over_hands'?",
        ),
        (
            ('measure = "shoulders_over_hands"', 'measure = ""'),
            "[signal]: measure: no measure ''; it is one of",
        ),
        (
            ("min_prominence = 0.3", "min_promince = 0.3"),
            "[signal]: no field 'min_promince'; did you mean 'min_prominence'?",
        ),
        (("min_prominence = 0.3", "min_prominence = 0"), "min_prominence must be above 0"),
        (
            ("min_prominence = 0.3", 'min_prominence = "a"'),
            "[signal]: min_prominence: a number is wanted, not 'a'",
        ),
        (("target = -0.8", "target = 0.9"), "start and target are both 0.9"),
        (("target = -0.8\n", ""), "[signal]: target is missing"),
        (('kind = "reps"', 'kind = "rep"'), "no kind 'rep'; did you mean 'reps'?"),
        (('views = ["front"]', 'views = ["frontal"]'), "no view 'frontal'; did you mean 'front'?"),
        (('views = ["front"]', 'views = "front"'), "a list of texts is wanted"),
        (("[[position]]", "[position]"), "write [[position]]"),
        (("min = 0.5", "min = 0.5\nmax = 0.2"), "min 0.5 is not below max 0.2"),
        (("title = ", "titel = "), "no field 'titel'; did you mean 'title'?"),
        (('title = "Arm raise"', "title = 3"), "title: a text is wanted, not 3"),
        (("[signal]", "[[signal]]"), "[signal]"),
        (('views = ["front"]', "views = []"), "views: at least one is wanted"),
        (("target = -0.8", "target = inf"), "[signal]: target: a finite number is wanted, not inf"),
        (("start = 0.9", "start = nan"), "[signal]: start: a finite number is wanted, not nan"),
        (("min = 0.5", "min = nan"), "[[position]]: min: a finite number is wanted, not nan"),
        (
            ("min_prominence = 0.3", f"min_prominence = 1{'0' * 400}"),
            "[signal]: min_prominence: a finite number is wanted",
        ),
        (
            ("min_prominence = 0.3", f"min_prominence = 1{'0' * 5000}"),
            "not TOML: a number has too many digits",
        ),
        (("min_prominence = 0.3", f"min_prominence = {'[' * 5000}"), "not TOML: too many brackets"),
        (("= [", "= "), "not TOML"),
    ],
    ids=lambda value: value[1].strip()[:60] if isinstance(value, tuple) else "",
)
def test_a_mistake_says_what_and_where_and_the_way_out(tmp_path, change, message):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(*change))
    with pytest.raises(ExerciseError) as caught:
        load(str(path))
    assert str(caught.value).startswith("mine.toml: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bound_that_is_none_may_be_said(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace("min = 0.5", "min = 0.5\nmax = inf"))
    assert load(str(path)).positions[0].max == math.inf


def test_a_file_as_windows_writes_it(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert load(path).title == "Arm raise"


def test_a_rule_of_a_variant_that_is_not_there(tmp_path):
    path = tmp_path / "mine.toml"
    rule = '[[rule]]\nname = "r"\nmeasure = "elbow"\nmin = 3\ncue = "c"\nsource = "s"\nvariant = "wide"\n'
    path.write_text(GOOD + rule)
    with pytest.raises(ExerciseError, match="no variant 'wide'"):
        load(str(path))


VARIANT = '[[variant]]\nname = "{0}"\ntitle = "t"\nmeasure = "hip"\n{1}\nwhen = "{2}"\n'


def test_variants_by_one_measure_that_is_taken_at_two_moments(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        GOOD + VARIANT.format("low", "max = 90", "start") + VARIANT.format("high", "min = 90", "throughout")
    )
    with pytest.raises(ExerciseError, match="variants told by hip must have the same `when`"):
        load(str(path))


def test_what_tells_a_variant_need_not_be_named_as_a_column(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD + VARIANT.format("low", "max = 90", "start"))
    assert "hip" in load(str(path)).columns


def test_a_cue_with_a_brace_too_many(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD + '[[rule]]\nname = "r"\nmeasure = "elbow"\nmin = 3\ncue = "{vlue}"\nsource = "s"\n')
    with pytest.raises(ExerciseError, match="value"):
        load(str(path))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ExerciseError, match=r"mine\.toml: cannot be read"):
        load(str(path))
