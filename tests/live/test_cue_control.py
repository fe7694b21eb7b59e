"""Tests of the choice of the cue that is shown, and of when another takes its place."""

import dataclasses

from posecoach.core.session.status import Status
from posecoach.exercises import load
from posecoach.live.cue_control import CUE_SHOWN_S, CueControl
from posecoach.words import load as load_words
from tests.records import movement

SQUAT = load("squat")
RULES = {rule.name: rule for rule in SQUAT.rules}
RULES["tip"] = dataclasses.replace(RULES["depth"], name="tip", severity="hint")


def shown(*moments):
    """The tone and the cue on the screen after each of (t, rules that are broken)."""
    control, seen = CueControl(load_words("en")), []
    for t, broken in moments:
        broken_rules = tuple(RULES[name] for name in broken)
        cues = tuple(rule.say(0.0) for rule in broken_rules)
        status = Status(
            SQUAT, reps=1, in_position=True, set_number=1, in_set=True, broken=broken_rules, cues=cues
        )
        control.step(t, status)
        seen.append(control.shown)
    return seen


def test_a_fault_takes_the_place_of_a_hint_at_once():
    hint, fault = shown((1.0, ("tip",)), (1.1, ("depth",)))
    assert (hint.tone, fault.tone) == ("hint", "fault")
    assert fault.words


def test_anything_else_waits_until_what_is_shown_could_be_read():
    late = 1.0 + CUE_SHOWN_S
    first, same, other = shown((1.0, ("depth",)), (late - 0.1, ("knees_cave",)), (late, ("knees_cave",)))
    assert first == same != other
    first, same, gone = shown((1.0, ("depth",)), (late - 0.1, ()), (late, ()))
    assert first == same
    assert gone.words == ""


def test_of_several_a_fault_comes_first():
    (cue,) = shown((1.0, ("tip", "knees_cave")))
    assert cue == shown((1.0, ("knees_cave",)))[0]


def test_the_first_clean_repetition_after_a_faulty_one_is_praised_and_no_other():
    control, praised = CueControl(load_words("en")), []
    for i, faults in enumerate(((), ("depth",), (), (), ("depth",), ("depth",), ())):
        rep = movement(30.0 * i, exercise="squat", faults=faults)
        praised.append(bool(control.counted(rep.t, rep, SQUAT)))
    assert praised == [False, False, True, False, False, False, True]


def test_a_clean_repetition_after_a_fault_in_another_exercise_is_no_improvement():
    control, push_up = CueControl(load_words("en")), load("push_up")
    rep = movement(0.0, exercise="squat", faults=("depth",))
    control.counted(rep.t, rep, SQUAT)
    rep = movement(30.0, exercise="push_up")
    assert not control.counted(rep.t, rep, push_up)
    short = dataclasses.replace(movement(60.0, exercise="squat"), depth=0.5, why="it was not deep enough")
    control.partial(short.t, short, SQUAT)
    rep = movement(90.0, exercise="squat")
    assert control.counted(rep.t, rep, SQUAT), "that one was better than the one before it"
