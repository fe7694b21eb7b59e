"""Tests for what speaks for and against a movement."""

import collections
import math

import pytest

from posecoach.core.counting.movement import Movement
from posecoach.core.counting.rep_validator import RepValidator
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.exercise import Exercise, Motion, Position, Signal
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import ReadingBuffer
from posecoach.exercises import load

MOVEMENT = Movement(0.0, -1.0, 0.0, 0.0, 0.5, 1.0, 0.0, 1.0, 0.0, 0.5)
SEEN_ELBOW = "seen:SHOULDER ELBOW WRIST"


def exercise(*, positions=(), motions=(), **how):
    signal = Signal("hips_over_knees", 0.0, 1.0, 0.1, **how)
    return Exercise("test", "Test", "reps", ("side",), tuple(positions), signal, tuple(motions))


def margins(what, values, movement=MOVEMENT, seen=1.0):
    """Return the margins by condition of a movement in which the elbow bend took these values."""
    buffer = ReadingBuffer()
    for i, value in enumerate(values):
        t = i / (len(values) - 1)
        buffer.step(t, Reading(t, {"elbow_bend": value, SEEN_ELBOW: seen}, "side", 1.0))
    found = RepValidator(what, buffer, Smoother()).evidence(movement)
    return {margin.condition: margin for margin in found.margins}


@pytest.mark.parametrize(
    ("value", "margin"), [(120.0, 0.0), (130.0, 0.5), (140.0, 1.0), (170.0, 1.0), (100.0, -1.0), (40.0, -1.5)]
)
def test_a_positions_margin_is_how_far_inside_its_limit_the_measure_stays(value, margin):
    what = exercise(positions=[Position("elbow_bend", "bent", min=120.0)])
    assert margins(what, [value] * 31)["elbow_bend min"].value == pytest.approx(margin)


def test_a_position_has_to_hold_for_its_share_of_the_frames_only():
    what = exercise(positions=[Position("elbow_bend", "bent", max=90.0, share=0.7)])
    assert margins(what, [60.0] * 24 + [180.0] * 7)["elbow_bend max"].value == 1.0
    assert margins(what, [60.0] * 18 + [180.0] * 13)["elbow_bend max"].value < -1.0


def test_a_motions_margin_is_a_share_of_its_limit():
    way = [4.0 * i for i in range(26)]  # 92 degrees but for its outermost
    assert margins(exercise(motions=[Motion("elbow_bend", "-", min=92.0)]), way)[
        "elbow_bend moves"
    ].value == pytest.approx(0.0)
    assert margins(exercise(motions=[Motion("elbow_bend", "-", min=184.0)]), way)[
        "elbow_bend moves"
    ].value == pytest.approx(-1.0)
    assert margins(exercise(motions=[Motion("elbow_bend", "-", max=184.0)]), way)[
        "elbow_bend still"
    ].value == pytest.approx(1.0)
    assert margins(exercise(motions=[Motion("elbow_bend", "-", max=73.6)]), way)[
        "elbow_bend still"
    ].value == pytest.approx(-0.5, abs=0.06)  # a moment's average takes a little off the ends


def test_what_only_trembles_is_still():
    still = exercise(motions=[Motion("elbow_bend", "-", max=20.0)])
    assert margins(still, [100.0 + 15.0 * (-1.0) ** i for i in range(60)])["elbow_bend still"].value > 0.0
    there_and_back = [100.0 - 15.0 * math.cos(2.0 * math.pi * i / 59) for i in range(60)]
    assert margins(still, there_and_back)["elbow_bend still"].value < 0.0


def test_what_moved_short_of_its_limit_may_make_a_partial_repetition():
    way = [4.0 * i for i in range(26)]
    partial = exercise(motions=[Motion("elbow_bend", "-", min=110.0, partial_min=90.0)])
    assert margins(partial, way)["elbow_bend moves"].partial
    too_little = exercise(motions=[Motion("elbow_bend", "-", min=110.0, partial_min=100.0)])
    assert not margins(too_little, way)["elbow_bend moves"].partial


@pytest.mark.parametrize(("seen", "weight"), [(1.0, 1.0), (0.5, 0.5), (0.1, 0.25), (0.0, 0.25)])
def test_what_is_only_guessed_weighs_little(seen, weight):
    what = exercise(positions=[Position("elbow_bend", "bent", min=120.0)])
    assert margins(what, [100.0] * 31, seen=seen)["elbow_bend min"].weight == pytest.approx(weight)


@pytest.mark.parametrize("seconds", [1.0, 3.0, 20.0])
def test_what_has_to_be_met_at_some_time_may_be_so_however_long_the_movement_pauses(seconds):
    """Standing at the start and at the end of a squat takes no longer because one rests at the bottom."""
    what = exercise(positions=[Position("elbow_bend", "why", min=50.0, share=0.05)])
    buffer = ReadingBuffer()
    values = [100.0] * 6 + [0.0] * int(30 * seconds)
    for i, value in enumerate(values):
        buffer.step(i / 30.0, Reading(i / 30.0, {"elbow_bend": value, SEEN_ELBOW: 1.0}, "side", 1.0))
    movement = Movement(0.0, -1.0, 0.0, 0.0, 0.5, len(values) / 30.0, 0.0, 1.0, 0.0, seconds)
    found = RepValidator(what, buffer, Smoother()).evidence(movement)
    assert next(m for m in found.margins if m.condition == "elbow_bend min").miss == 0.0


def test_time_is_judged_by_its_ratio():
    what = load("squat")  # 0.6 s at least
    quick = Movement(0.0, -1.0, 0.0, 0.0, 0.2, 0.4, 0.0, 1.0, 0.0, 0.2)
    found = margins(exercise(), [0.0] * 31, quick)
    assert found["duration"].value == pytest.approx(math.log(0.4 / 0.3) / 0.4)
    assert what.min_rep_s == 0.6


def test_where_a_movement_begins_and_ends_is_judged_where_the_exercise_says_so():
    off = Movement(0.0, -1.0, 0.0, 0.0, 0.5, 1.0, 0.4, 1.0, 0.65, 0.5)
    assert "baseline" not in margins(exercise(), [0.0] * 31, off)
    assert margins(exercise(max_baseline=0.5), [0.0] * 31, off)["baseline"].value == pytest.approx(-0.5)


@pytest.mark.parametrize(("high", "margin"), [(0.1, 0.0), (0.4, 1.0), (-0.05, -0.5)])
def test_a_movement_has_to_go_beyond_the_start_however_far_it_moved(high, margin):
    beyond = Movement(0.0, -1.0, 0.0, 0.0, 0.5, 1.0, -0.5, high, -0.5, 0.5)
    found = margins(exercise(), [0.0] * 31, beyond)["reach"]
    assert found.value == pytest.approx(margin)
    assert not found.partial


def test_what_reaches_half_as_far_as_the_smallest_movement_is_partial():
    for high, partial in ((0.04, False), (0.06, True), (0.12, False)):
        beyond = Movement(0.0, -1.0, 0.0, 0.0, 0.5, 1.0, -0.5, high, -0.5, 0.5)
        assert margins(exercise(), [0.0] * 31, beyond)["reach"].partial is partial


def test_a_motion_weighs_by_how_long_the_camera_looks_from_its_views():
    buffer = ReadingBuffer()
    for i in range(31):
        raw = {"elbow_bend": 4.0 * i, SEEN_ELBOW: 1.0}
        buffer.step(i / 30.0, Reading(i / 30.0, raw, "side" if i < 8 else "front", 1.0))
    for views, weight in (((), 1.0), (("side",), 8 / 31), (("side", "front"), 1.0), (("oblique",), 0.0)):
        what = exercise(motions=[Motion("elbow_bend", "-", max=30.0, views=views)])
        found = RepValidator(what, buffer, Smoother()).evidence(MOVEMENT)
        still = next(m for m in found.margins if m.condition == "elbow_bend still")
        assert still.weight == pytest.approx(weight)


def test_a_motion_against_another_weighs_by_its_views_too():
    buffer = ReadingBuffer()
    for i in range(31):
        raw = {"elbow_bend": 4.0 * i, "knee_bend": 0.0, SEEN_ELBOW: 1.0}
        buffer.step(i / 30.0, Reading(i / 30.0, raw, "front", 1.0))
    for views, weight in (((), 0.5), (("front",), 0.5), (("side",), 0.0)):
        motion = Motion("elbow_bend", "-", min=0.5, against="knee_bend", weight=0.5, views=views)
        what = exercise(motions=[motion])
        found = RepValidator(what, buffer, Smoother()).evidence(MOVEMENT)
        share = next(m for m in found.margins if m.condition == "elbow_bend against knee_bend")
        assert share.weight == pytest.approx(weight)


def test_a_movement_that_was_seen_too_late_or_not_to_its_end_is_incomplete():
    validator = RepValidator(exercise(), ReadingBuffer(), Smoother())
    late = Movement(math.nan, 0.4, 0.4, math.nan, 0.5, 1.0, 0.9, 1.0, 0.0, 0.5)
    cut = Movement(0.0, -1.0, 0.0, 0.0, 0.5, math.nan, 0.0, 1.0, 0.5, 0.5)
    assert validator.candidate(late).incomplete == "it was under way when it came into view"
    assert validator.candidate(cut).incomplete == "the view ended before it was complete"
    assert validator.candidate(MOVEMENT).incomplete == ""


@pytest.mark.parametrize(("provisional", "stood"), [(True, True), (False, False)])
def test_of_what_is_told_on_the_way_back_the_rest_before_it_is_looked_at(provisional, stood):
    """A squat must stand at some time: who is told on the way up stood before, and will again."""
    squat, buffer, smoother = load("squat"), ReadingBuffer(), Smoother()
    for i in range(60):
        t = i / 30.0
        down = 0.5 - 0.5 * math.cos(math.pi * (t - 0.5)) if t > 0.5 else 0.0
        raw = collections.defaultdict(float) | {
            "shoulders_over_hips": 1.0,
            "knees_over_ankles": 0.9,
            "shoulders_over_feet": 2.4 if t < 0.85 else 1.5,
            "knee_bend": 90.0 * down,
        }
        buffer.step(t, Reading(t, raw, "side", 1.0))
    movement = Movement(0.5, 0.0, 0.88, 0.88, 1.5, 1.95, 0.0, 1.0, 0.38, 0.7, provisional=provisional)
    found = RepValidator(squat, buffer, smoother).evidence(movement)
    stands = next(m for m in found.margins if m.condition == "shoulders_over_feet min")
    assert (stands.miss == 0.0) is stood


@pytest.mark.parametrize(("back", "cut"), [(0.1, False), (0.3, True), (0.5, True), (0.8, False)])
def test_what_ends_about_where_it_would_be_complete_is_marked_as_cut(back, cut):
    movement = Movement(0.0, -1.0, 0.0, 0.0, 0.5, math.nan, 0.0, 1.0, back, 0.5)
    assert RepValidator(exercise(), ReadingBuffer(), Smoother()).candidate(movement).cut is cut
    whole = Movement(0.0, -1.0, 0.0, 0.0, 0.5, 1.0, 0.0, 1.0, back, 0.5)
    assert not RepValidator(exercise(), ReadingBuffer(), Smoother()).candidate(whole).cut


@pytest.mark.parametrize(("bent_at", "met"), [("turn", True), ("way", False)])
def test_elbows_must_be_bent_where_a_push_up_turns(bent_at, met):
    """Elbows that bend on the way down and are straight at the bottom belong to something else."""
    push_up, buffer, smoother = load("push_up"), ReadingBuffer(), Smoother()
    for i in range(90):
        t = i / 30.0
        down = 0.5 - 0.5 * math.cos(math.pi * (t - 0.5)) if 0.5 < t < 2.5 else 0.0
        bend = down if bent_at == "turn" else math.sin(math.pi * down) ** 2
        raw = collections.defaultdict(lambda: 1.0, dict.fromkeys(push_up.measures, 0.0))
        raw |= {"shoulders_over_support": 0.95 - 0.45 * down, "elbow_fold": 170.0 - 80.0 * bend}
        buffer.step(t, Reading(t, raw, "side", 1.0))
    movement = Movement(0.5, 0.0, 0.55, 0.55, 1.5, 2.45, 0.0, 1.0, 0.0, 1.0)
    found = RepValidator(push_up, buffer, smoother).evidence(movement)
    dips = next(m for m in found.margins if m.condition.endswith(" dips"))
    assert (dips.miss == 0.0) is met
