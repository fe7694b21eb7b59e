"""Tests of the classifier, which decides between the exercises that report movements."""

import pytest

from posecoach.core.counting.exercise_classifier import (
    DOUBTFUL,
    UNDER_WAY_S,
    ExerciseClassifier,
    FirstPassStats,
)
from posecoach.core.events import Rep, Verdict
from posecoach.exercises import load

BOTH = [load("push_up"), load("squat")]


def rep(t, exercise="push_up", verdict=Verdict.COUNTED):
    return Rep(t, exercise, verdict, t - 1.5, t - 1.0, t - 0.2, 1.0, 1.0)


def believed(classifier, *events):
    """Return the events that the classifier passes on, each given to it at its own moment."""
    return [found for event in events for found in classifier.step(event.t, [event], {})]


@pytest.mark.parametrize(("refused", "passes"), [(DOUBTFUL, True), (DOUBTFUL + 1, False)])
def test_with_hindsight_the_repetition_itself_does_not_speak_for_itself(refused, passes):
    """The first pass counted this very repetition; alone among rejected ones it is chance."""
    times = [20.0 + i for i in range(refused)]
    known = FirstPassStats({"push_up": 1.0}, {"push_up": [20.0]}, {"push_up": times})
    assert bool(believed(ExerciseClassifier(BOTH, known), rep(20.0))) is passes


@pytest.mark.parametrize(("refused", "passes"), [(DOUBTFUL + 2, True), (DOUBTFUL + 3, False)])
def test_with_hindsight_another_repetition_makes_up_for_two_refused(refused, passes):
    times = [20.0 + i for i in range(refused)]
    known = FirstPassStats({"push_up": 1.0}, {"push_up": [20.0, 24.0]}, {"push_up": times})
    assert bool(believed(ExerciseClassifier(BOTH, known), rep(20.0))) is passes


def test_live_only_what_was_refused_before_tells_against_a_repetition():
    refused = [rep(10.0 + i, verdict=Verdict.REJECTED) for i in range(DOUBTFUL + 1)]
    assert not believed(ExerciseClassifier(BOTH), *refused, rep(15.0))
    assert believed(ExerciseClassifier(BOTH), rep(9.0), *refused, rep(15.0))[-1] == rep(15.0)
    assert believed(ExerciseClassifier(BOTH), *refused, rep(60.0)), "long ago"


def test_a_movement_belongs_to_one_exercise():
    classifier = ExerciseClassifier(BOTH)
    found = classifier.step(5.0, [rep(5.0), rep(5.0, "squat")], {})
    assert [event.exercise for event in found] == ["push_up"]
    assert believed(classifier, rep(8.0, "squat")), "its seconds are another's no longer"


def test_with_hindsight_it_belongs_to_the_one_that_counts_more():
    known = FirstPassStats({}, {"push_up": [5.0], "squat": [5.0, 8.0, 11.0]}, {})
    found = ExerciseClassifier(BOTH, known).step(5.0, [rep(5.0), rep(5.0, "squat")], {})
    assert [event.exercise for event in found] == ["squat"]


def test_a_partial_repetition_waits_for_a_full_one():
    first = rep(5.0, verdict=Verdict.PARTIAL)
    assert believed(ExerciseClassifier(BOTH), first) == []
    assert believed(ExerciseClassifier(BOTH), first, rep(8.0)) == [first, rep(8.0)]
    late = rep(5.0 + UNDER_WAY_S + 3.0)
    assert believed(ExerciseClassifier(BOTH), first, late) == [late]


def test_a_refused_movement_is_told_while_its_exercise_is_under_way():
    refused = rep(8.0, verdict=Verdict.REJECTED)
    assert believed(ExerciseClassifier(BOTH), refused) == []
    assert believed(ExerciseClassifier(BOTH), rep(5.0), refused) == [rep(5.0), refused]
    late = rep(5.0 + UNDER_WAY_S, verdict=Verdict.REJECTED)
    assert believed(ExerciseClassifier(BOTH), rep(5.0), late) == [rep(5.0)]


def test_a_single_exercise_is_believed_whatever_it_says():
    refused = [rep(10.0 + i, verdict=Verdict.REJECTED) for i in range(9)]
    assert believed(ExerciseClassifier(BOTH[:1]), *refused, rep(19.0)) == [*refused, rep(19.0)]
