import dataclasses

import pytest

from posecoach.core.exercise import Rule, Tempo
from posecoach.core.form.cue import fault_cue
from posecoach.exercises import load

EXERCISE = dataclasses.replace(
    load("push_up"),
    rules=(
        Rule("sag", "sag", "Hips up.", "x", max=0.1),
        Rule(
            "width",
            "hand_width",
            "Hands wider: {value:.1f} shoulder widths, wide starts at 1.5",
            "x",
            min=1.5,
        ),
        Rule("low", "thigh", "Lower, {over:.0f} degrees to go", "x", max=10.0),
    ),
    tempo=Tempo("x", fast="Slower"),
)


@pytest.mark.parametrize(
    ("fault", "measures", "words"),
    [
        ("sag", {}, "Hips up."),
        ("width", {"hand_width": 1.2}, "Hands wider: 1.2 shoulder widths, wide starts at 1.5"),
        ("width", {}, "Hands wider"),
        ("width", {"hand_width": float("nan")}, "Hands wider"),
        ("width", {"hand_width": 1.7}, "Hands wider"),
        ("low", {"thigh": 14.0}, "Lower, 4 degrees to go"),
        ("low", {}, "Lower"),
        ("tempo", {}, "Slower"),
        ("no_such_rule", {}, "no such rule"),
    ],
)
def test_told(fault, measures, words):
    assert fault_cue(EXERCISE, fault, measures) == words


def test_an_exercise_that_is_not_known():
    assert fault_cue(None, "hips_sag", {}) == "hips sag"
