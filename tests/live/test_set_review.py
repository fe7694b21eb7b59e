"""A look back at a set."""

import dataclasses

import pytest

from posecoach.core.session.record import SetRecord
from posecoach.exercises import load
from posecoach.live.set_review import KEPT_S, STEP_S, SetReview, review_lines
from posecoach.words import load as load_words
from tests import puppet
from tests.records import movement

SHELF = {"push_up": load("push_up")}
WORDS = load_words()


def a_set(*movements):
    return SetRecord("push_up", 1, 0.0, 20.0, "", "side", movements, (), float("nan"))


def lines(*movements, words=WORDS):
    return review_lines(a_set(*movements), SHELF, words)


def test_a_clean_set_is_told():
    told = lines(*(movement(2.0 * i) for i in range(4)))
    assert told == ["4 of 4 clean", "range kept"]


def test_what_to_do_better_is_the_most_frequent_fault():
    told = lines(movement(0.0, faults=("sag",)), movement(2.0, faults=("sag", "lockout")), movement(4.0))
    assert told == ["1 of 3 clean", "Next time: Hips up"]
    assert lines(movement(0.0, faults=("sag",)), words=load_words("de"))[-1] == "Nächstes Mal: Hüfte hoch"


def test_a_set_that_got_smaller_and_slower_says_so():
    first = [movement(2.0 * i) for i in range(2)]
    last = [movement(4.0 + 3.0 * i, out=1.2, back=1.4, rom=0.8) for i in range(2)]
    assert lines(*first, *last)[1:] == ["range fell by 20 %", "slowed down by 86 %"]


def test_the_last_repetition_stands_beside_the_best_one():
    review = SetReview()
    for i in range(100):
        angle = 170.0 - i
        review.pose(i / 20.0, puppet.seen(puppet.push_up(max(70.0, angle)), puppet.SIDE))
    first, second = movement(0.0), movement(2.0, faults=("sag",))
    review.counted(first)
    review.counted(second)
    review.ended(a_set(first, second), SHELF, WORDS)
    best, last = review.review.best, review.review.last
    assert len(best) == pytest.approx(14, abs=1), "ten figures a second, from its start to its end"
    assert best != last
    review.begun()
    review.counted(dataclasses.replace(second, start=2.0, faults=()))
    review.ended(a_set(second), SHELF, WORDS)
    assert review.review.best == review.review.last, "the set before is forgotten"


def seen_moving(seconds):
    """A review that has seen somebody for so many seconds, each figure another one."""
    review = SetReview()
    for i in range(round(20.0 * seconds)):
        review.pose(i / 20.0, puppet.seen(puppet.push_up(170.0 - i / 10.0), puppet.SIDE))
    return review


def test_of_two_repetitions_alike_the_first_stays_the_best():
    review = seen_moving(5.0)
    review.counted(movement(0.0))
    review.ended(a_set(), SHELF, WORDS)
    first = review.review.best
    review.counted(movement(2.0))
    review.ended(a_set(), SHELF, WORDS)
    assert review.review.best == first != review.review.last


def test_only_the_figures_of_a_repetition_or_so_are_kept():
    review = SetReview()
    for i in range(600):
        review.pose(i / 10.0, puppet.seen(puppet.push_up(90.0), puppet.SIDE))
    review.counted(movement(0.0, out=25.0, back=34.0))
    review.ended(a_set(), SHELF, WORDS)
    assert 100 < len(review.review.last) <= KEPT_S / STEP_S + 1
