import dataclasses

from posecoach.core.exercise import Rule
from posecoach.exercises import load
from posecoach.reports.checks import FormCheck, checks
from tests.records import two_sets

RULES = (
    Rule("depth", "elbow", "Go lower.", "x", max=95.0),
    Rule("sag", "sag", "Tighten the belly.", "x"),
    Rule("width", "hand_width", "Hands closer.", "x"),
    Rule("hidden", "sag", "Head in line.", "x"),
    Rule("diamond", "hand_width", "Thumbs together.", "x", variant="diamond"),
)


def made(index):
    exercise = dataclasses.replace(load("push_up"), rules=RULES)
    return {check.name: check for check in checks(two_sets().sets[index], exercise)}


def test_what_was_judged():
    assert made(0)["depth"] == FormCheck("depth", "Go lower.", judged=5, broken=1, total=5)
    assert made(1)["sag"] == FormCheck("sag", "Tighten the belly.", judged=2, broken=1, total=2)


def test_what_could_not_be_seen_says_what_would_help():
    assert made(0)["width"].remedy == "This was filmed from the side; film from the front to check it."
    assert made(0)["hidden"].remedy == "What it needs was hidden or out of the picture."
    assert made(0)["width"].judged == 0


def test_a_rule_of_another_variant_is_not_missed():
    assert "diamond" not in made(0)


def test_judged_ones_come_first():
    assert [bool(check.judged) for check in made(0).values()] == [True, True, False, False]


def test_an_exercise_that_is_not_known():
    assert [check.name for check in checks(two_sets().sets[0], None)] == ["depth", "sag"]
