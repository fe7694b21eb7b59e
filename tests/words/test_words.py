"""Every language says the same things."""

import string

import pytest

from posecoach import exercises, words

ENGLISH = words.load("en")
OTHERS = [name for name in words.names() if name != "en"]


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_with_the_same_values_in_it(language):
    other = words.load(language)
    missing = [key for key in ENGLISH.keys if key not in other.keys]
    assert missing == []
    differing = [key for key, text in ENGLISH.keys.items() if fields(text) != fields(other.keys[key])]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_knows_every_exercise_variant_and_cue(language):
    other = words.load(language)
    wanted = []
    for exercise in map(exercises.load, exercises.names()):
        start = f"exercise.{exercise.name}"
        wanted += [f"{start}.title", f"{start}.plural"]
        wanted += [f"{start}.variant.{each.name}" for each in exercise.variants]
        wanted += [f"{start}.cue.{each.name}" for each in exercise.rules]
    assert [key for key in wanted if key not in other.keys] == []


@pytest.mark.parametrize("language", words.names())
def test_the_cues_of_the_screen_are_short(language):
    texts = words.load(language)
    for exercise in map(exercises.load, exercises.names()):
        for rule in exercise.rules:
            short = texts.short_cue(exercise.name, rule.name, rule.cue)
            assert short[0].isupper(), short
            assert short != short.upper(), "capitals are the screen's"
            assert len(short.split()) <= 3, short


def test_a_cue_that_no_file_knows_is_cut_at_its_first_comma_or_colon():
    assert ENGLISH.short_cue("pistol", "heel", "Heel down: press it into the floor") == "Heel down"
    assert ENGLISH.short_cue("pistol", "heel", "Heel down") == "Heel down"


def test_counts_are_words():
    assert [ENGLISH.number(n) for n in (1, 12, 20, 21)] == ["one", "twelve", "twenty", "21"]


def test_every_language_counts_to_twenty():
    for name in words.names():
        assert len({words.load(name).number(n) for n in range(21)}) == 21


MADE_UP = words.Words(
    "xx",
    {
        "numbers": ["none", "one", "two"],
        "short": {"tempo": "Slower", "sag": "Up"},
        "exercise": {"push_up": {"short": {"sag": "Hips up"}}},
    },
)


def test_a_count_is_a_word_as_far_as_the_language_has_one():
    assert [MADE_UP.number(count) for count in (0, 1.0, 2, 3, 12)] == ["none", "one", "two", "3", "12"]


def test_a_short_cue_is_the_exercises_own_before_that_of_all():
    assert MADE_UP.short_cue("push_up", "sag", "Hips up: tighten the belly") == "Hips up"
    assert MADE_UP.short_cue("squat", "sag", "Hips up: tighten the belly") == "Up"


def test_a_cue_without_a_short_form_is_cut_at_its_first_break():
    assert MADE_UP.short_cue("squat", "depth", "Go lower, all the way: hips to knees") == "Go lower"
    assert MADE_UP.short_cue("squat", "depth", "Go lower") == "Go lower"
