"""Naming the variant in which a set was done."""

import math

import pytest

from posecoach.core.events import Rep, SetEnded, Verdict, reps_in
from posecoach.core.form.variant_classifier import VariantClassifier
from posecoach.core.session.coach import Coach
from posecoach.exercises import load
from tests import puppet
from tests.puppet import FRONT

NAN = float("nan")
PUSH_UP = load("push_up")


def told(*widths, **measures):
    """The variant of a set whose repetitions measured these widths of the hands."""
    vote = VariantClassifier({PUSH_UP.name: PUSH_UP})
    for turn, width in enumerate(widths):
        values = tuple({"hand_width": width, **measures}.items())
        rep = Rep(
            turn + 0.5,
            PUSH_UP.name,
            Verdict.COUNTED,
            turn - 0.5,
            turn,
            turn + 0.5,
            1.0,
            1.0,
            "",
            values,
            (),
            (),
        )
        vote.step(rep, ["front"])
    end = float(len(widths))
    return vote.close(SetEnded(end, PUSH_UP.name, 1, 0.0, end, len(widths), "", "")).variant


@pytest.mark.parametrize(("width", "variant"), [(0.8, "narrow"), (1.2, "standard"), (1.8, "wide")])
def test_hands_are_named_by_their_width(width, variant):
    assert told(width, width) == variant


def test_one_odd_repetition_does_not_decide():
    assert told(1.8, 1.8, 0.8) == "wide"


def test_what_was_seen_in_half_of_the_repetitions_is_not_told():
    assert told(1.8, NAN) == ""
    assert told(1.8, 1.8, NAN) == "wide"


def test_hands_whose_fingers_touch_are_a_diamond_however_far_apart_the_wrists():
    assert told(0.9, 0.9, finger_gap=0.5) == "diamond"
    assert told(0.9, 0.9, finger_gap=0.8) == "narrow"


def test_a_new_set_begins_without_the_last_ones_measures():
    vote = VariantClassifier({PUSH_UP.name: PUSH_UP})
    values = (("hand_width", 1.8),)
    rep = Rep(1.0, PUSH_UP.name, Verdict.COUNTED, 0.0, 0.5, 1.0, 1.0, 1.0, "", values, (), ())
    vote.step(rep, [None, "side", "front", "front"])
    end = SetEnded(2.0, PUSH_UP.name, 1, 0.0, 2.0, 1, "", "")
    assert (vote.close(end).variant, vote.close(end).variant) == ("wide", "")
    vote.step(rep, [None, "side", "front", "front"])
    assert (vote.close(end).view, vote.close(end).view) == ("front", "")


def test_a_sets_view_is_the_one_it_was_done_in_and_not_the_one_after_it():
    """A person who has done their push-ups side-on gets up and walks to the camera."""
    value, duration = puppet.repeated(170.0, 70.0, reps=3)
    done = puppet.film(lambda t: puppet.push_up(value(t)), duration, azimuth=puppet.SIDE)
    after = puppet.film(lambda _t: puppet.squat(85.0), 9.0, azimuth=FRONT)
    coach, ended = Coach([PUSH_UP]), []
    for t, pose in [*done, *((duration + 0.1 + t, pose) for t, pose in after)]:
        ended += [e for e in coach.step(t, pose).events if isinstance(e, SetEnded)]
    assert [event.view for event in ended] == ["side"]


def clapping(t):
    """Push-ups on hands under the shoulders that clap for a moment before each."""
    phase = t % 2.0
    elbow = 170.0 - 90.0 * max(0.0, math.sin(math.pi * (phase - 0.6) / 1.2)) if phase < 1.8 else 170.0
    return puppet.push_up(elbow, hands=0.5 if 0.3 <= phase < 0.6 else 1.3, flare=45.0)


def test_hands_that_clap_between_are_as_wide_as_they_stand():
    coach = Coach([PUSH_UP])
    events = [e for t, pose in puppet.film(clapping, 8.5, azimuth=FRONT) for e in coach.step(t, pose).events]
    reps = [dict(e.measures)["hand_width"] for e in reps_in(events)]
    assert len(reps) == 4
    assert reps == pytest.approx([1.3] * 4, abs=0.05)
    assert [e.variant for e in coach.finish() if isinstance(e, SetEnded)] == ["standard"]


def test_what_asks_for_wide_hands_goes_by_the_same_width():
    coach = Coach([PUSH_UP], "standard")
    events = [e for t, pose in puppet.film(clapping, 8.5, azimuth=FRONT) for e in coach.step(t, pose).events]
    assert [e.faults for e in reps_in(events)] == [()] * 4
    assert all("hands_shoulder_width" in e.judged for e in reps_in(events))


def test_hands_are_not_as_wide_as_before_they_were_out_of_sight():
    plank = puppet.film(lambda _: puppet.push_up(170.0, hands=0.6), 3.0, azimuth=FRONT)
    under_way = puppet.film(
        lambda t: puppet.push_up(125.0 + 45.0 * math.cos(math.pi * (t + 0.4)), hands=1.8, flare=45.0),
        1.6,
        azimuth=FRONT,
    )
    coach = Coach([PUSH_UP])
    poses = [*plank, *((5.0 + t, pose) for t, pose in under_way)]
    events = [e for t, pose in poses for e in coach.step(t, pose).events]
    (rep,) = reps_in((*events, *coach.finish()))
    assert math.isnan(rep.start)
    assert dict(rep.measures)["hand_width"] == pytest.approx(1.8, abs=0.1)
