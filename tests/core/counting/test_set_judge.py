"""Tests for judging movements by the series they belong to."""

from dataclasses import replace

import pytest

from posecoach.core.counting.competition import compete
from posecoach.core.counting.evidence import DURATION, Evidence, Margin, pool, weighted_median
from posecoach.core.counting.movement_series import Candidate, find_series
from posecoach.core.counting.set_judge import (
    Ruling,
    Verdict,
    in_doubt,
    judge_set,
    nearness,
    usual_rom,
)
from posecoach.core.counting.tunables import Tunables

COUNTED, PARTIAL, REJECTED = Verdict.COUNTED, Verdict.PARTIAL, Verdict.REJECTED


def movement(turn, *, rom=1.0, depth=None, miss=0.0, weight=1.0, partial=False, **how):
    """Return a movement that misses one condition by so much, and meets another."""
    margins = (Margin("feet", "the feet moved", -miss, weight, partial), Margin("knees", "-", 1.0, 1.0))
    return Candidate(turn, rom if depth is None else depth, rom, Evidence(margins), **how)


def verdicts(movements, tunables=Tunables()):  # noqa: B008 - frozen
    return [ruling.verdict for ruling in judge_set(movements, tunables)]


def series(count, *, every=2.0, **how):
    return [movement(every * i, **how) for i in range(count)]


def test_a_movement_that_meets_all_counts_by_itself():
    assert verdicts([movement(1.0)]) == [COUNTED]
    assert judge_set([]) == []


def test_one_that_plainly_misses_a_condition_does_not_and_says_why():
    (ruling,) = judge_set([movement(1.0, miss=1.0)])
    assert (ruling.verdict, ruling.why) == (REJECTED, "the feet moved")


def test_what_one_frames_noise_breaks_the_others_mend():
    found = judge_set([*series(4), movement(8.0, miss=1.0), *[movement(10.0 + 2.0 * i) for i in range(3)]])
    assert [ruling.verdict for ruling in found] == [COUNTED] * 8
    assert found[4].why == "counted with its set: 7 of 8 like it"
    assert {ruling.why for ruling in (*found[:4], *found[5:])} == {""}


def test_a_series_that_misses_as_a_whole_is_refused_with_its_best():
    found = judge_set([movement(2.0 * i, miss=0.0 if i == 2 else 1.0) for i in range(6)])
    assert {ruling.verdict for ruling in found} == {REJECTED}
    assert {ruling.why for ruling in found} == {"the feet moved (refused with its set)"}


def test_what_is_nothing_like_it_before_a_set_does_not_speak_against_it():
    """Somebody talks and waves, and then hangs on the bar."""
    talking, hanging = [movement(2.0 * i, miss=5.0) for i in range(5)], [movement(12.0), movement(14.0)]
    assert verdicts([*talking, *hanging]) == [REJECTED] * 5 + [COUNTED] * 2
    assert find_series([*talking, *hanging]) == [[5, 6], [0, 1, 2, 3, 4]]


def test_a_single_good_one_among_what_is_nothing_like_it_is_chance():
    assert verdicts([*[movement(2.0 * i, miss=5.0) for i in range(5)], movement(12.0)]) == [REJECTED] * 6


def test_a_series_of_which_none_is_right_by_itself_is_refused():
    halting = [movement(2.0 * i, miss=0.22) for i in range(8)]
    assert verdicts(halting) == [REJECTED] * 8
    assert verdicts([*halting, movement(16.0)]) == [COUNTED] * 9


def test_the_first_and_the_last_have_less_patience():
    """Getting in and getting up look like the movement in all but one thing."""
    inner = [*series(3), movement(6.0, miss=1.2), movement(8.0)]
    edge = [*series(4), movement(8.0, miss=1.2)]
    assert verdicts(inner) == [COUNTED] * 5
    assert verdicts(edge) == [COUNTED] * 4 + [REJECTED]


def test_what_is_plainly_something_else_is_refused_within_a_set_too():
    assert (
        verdicts([*series(3), movement(6.0, miss=2.0), *[movement(8.0 + i) for i in range(3)]])[3] is REJECTED
    )


def test_what_is_guessed_does_not_refuse_by_itself():
    assert verdicts([movement(1.0, miss=0.5, weight=0.25)]) == [COUNTED]
    assert verdicts([movement(1.0, miss=0.5, weight=1.0)]) == [REJECTED]


def test_a_longer_series_is_believed_with_more_amiss():
    tunables = Tunables()
    miss = tunables.series_tolerance * 0.6
    assert verdicts([movement(1.0, miss=miss)]) == [REJECTED]
    assert verdicts([*series(3, miss=miss), movement(6.0)]) == [COUNTED] * 4


def test_what_is_shallow_has_to_be_right_in_all_else():
    assert verdicts(series(5, rom=0.45, miss=0.1)) == [REJECTED] * 5
    assert verdicts(series(5, rom=0.45)) == [COUNTED] * 5
    assert verdicts(series(5, rom=1.0, miss=0.1)) == [COUNTED] * 5


def test_movements_of_another_range_or_after_a_long_break_are_another_series():
    mixed = [*series(3), movement(6.5, rom=0.3), *[movement(8.0 + 2.0 * i) for i in range(2)], movement(40.0)]
    assert find_series(mixed) == [[0, 1, 2, 4, 5], [6], [3]]


def test_a_series_that_grows_shallower_with_fatigue_stays_one():
    tiring = [movement(2.0 * i, rom=1.5 * 0.93**i) for i in range(15)]
    assert find_series(tiring) == [list(range(15))]
    assert verdicts(tiring) == [COUNTED] * 15


def test_incomplete_movements_belong_to_no_series():
    cut = movement(2.0, incomplete="the view ended before it was complete")
    found = judge_set([movement(0.0), cut])
    assert [ruling.verdict for ruling in found] == [COUNTED, REJECTED]
    assert found[1].why == "the view ended before it was complete"


def test_a_pulse_of_a_third_of_the_usual_range_is_partial():
    found = judge_set([*series(5, rom=1.2), movement(10.0, rom=0.4)])
    assert found[-1].verdict is PARTIAL
    assert found[-1].why == "only 33% of your usual range"


def test_the_standard_comes_before_the_own_range():
    deep_for_all_but_them = [*series(5, rom=1.6), movement(10.0, rom=0.8)]
    assert verdicts(deep_for_all_but_them) == [COUNTED] * 6
    seen_deep = [*series(5, rom=1.6), movement(10.0, rom=0.5, deep=True)]
    assert verdicts(seen_deep) == [COUNTED] * 6
    assert judge_set([movement(1.0, shallow="bottom 130 degrees, needs 95")])[0].verdict is PARTIAL


def test_what_only_moved_too_little_is_partial():
    assert verdicts([movement(1.0, miss=0.5, partial=True)]) == [PARTIAL]
    assert verdicts([movement(1.0, miss=0.5)]) == [REJECTED]


def test_a_partial_repetition_says_how_deep_it_was_where_that_can_be_told():
    found = judge_set([movement(2.0 * i, miss=0.5, partial=True, shallow="130 degrees") for i in range(3)])
    assert found == [Ruling(PARTIAL, "130 degrees")] * 3
    refused = judge_set([movement(2.0 * i, miss=1.0, shallow="130 degrees") for i in range(3)])
    assert {ruling.why for ruling in refused} == {"the feet moved (refused with its set)"}


def test_the_usual_range_is_that_of_what_counted():
    some = [movement(0.0, rom=1.0), movement(2.0, rom=1.2), movement(30.0, rom=3.0, miss=1.0)]
    assert usual_rom(some, judge_set(some)) == pytest.approx(1.1)
    assert usual_rom([], []) != usual_rom([], [])


def test_pooling_takes_the_median_by_weight():
    assert weighted_median([(0.0, 1.0), (1.0, 1.0)]) == pytest.approx(0.5)
    assert weighted_median([(0.0, 1.0), (5.0, 1.0), (1.0, 1.0)]) == pytest.approx(1.0)
    assert weighted_median([(0.0, 1.0), (1.0, 0.0)]) == 0.0
    assert weighted_median([]) == 0.0
    pooled = pool(
        movement(i, miss=miss, weight=w).evidence
        for i, (miss, w) in enumerate([(1.0, 0.2), (0.0, 1.0), (0.0, 0.6)])
    )
    feet, knees = pooled.margins
    assert feet.miss < 0.05
    assert feet.weight == pytest.approx(0.6)
    assert knees.value == 1.0


def test_who_gets_into_place_long_before_the_first_is_out_of_the_rhythm():
    brisk = [movement(10.0 + 0.6 * i) for i in range(8)]
    assert verdicts([movement(9.4, miss=0.5), *brisk]) == [COUNTED] * 9
    assert verdicts([movement(6.0, miss=0.5), *brisk]) == [REJECTED] + [COUNTED] * 8


def test_of_two_that_a_slip_of_the_tracker_made_of_one_the_better_stays():
    even = [movement(2.0 * i) for i in range(5)]
    found = judge_set([*even, movement(8.3, rom=0.8, depth=1.0)])
    assert [ruling.verdict for ruling in found] == [COUNTED] * 5 + [REJECTED]
    assert "too close" in found[-1].why
    found = judge_set([*even[:-1], movement(7.7, miss=0.15), even[-1]])
    assert [ruling.verdict for ruling in found] == [COUNTED] * 4 + [REJECTED, COUNTED]


def spans(*turns, miss=0.0):
    return [replace(movement(t, miss=miss), span=(t - 0.8, t + 0.8)) for t in turns]


def test_of_two_exercises_in_the_same_seconds_the_one_that_explains_more_counts():
    squats, flies = spans(1.0, 3.0, 5.0), spans(3.2)
    found = {"squat": squats, "reverse_fly": flies}
    rulings = compete(found, {name: judge_set(some) for name, some in found.items()})
    assert [ruling.verdict for ruling in rulings["squat"]] == [COUNTED] * 3
    assert [str(r) for r in rulings["reverse_fly"]] == [
        str(Ruling(REJECTED, "it was rather part of a squat"))
    ]


def test_who_loses_most_of_a_series_loses_the_rest_too():
    squats, flies = spans(1.0, 3.0, 5.0, 7.0), spans(5.1, 7.1, 9.0)
    found = {"squat": squats, "reverse_fly": flies}
    rulings = compete(found, {name: judge_set(some) for name, some in found.items()})
    assert {ruling.verdict for ruling in rulings["reverse_fly"]} == {REJECTED}


def test_exercises_one_after_the_other_do_not_compete():
    found = {"squat": spans(1.0, 3.0), "push_up": spans(20.0, 22.0)}
    rulings = compete(found, {name: judge_set(some) for name, some in found.items()})
    assert {r.verdict for some in rulings.values() for r in some} == {COUNTED}


def ruled(**found):
    """Return the verdicts of exercises that compete."""
    rulings = compete(found, {name: judge_set(some) for name, some in found.items()})
    return {name: [ruling.verdict for ruling in some] for name, some in rulings.items()}


@pytest.mark.parametrize("turns", [(6.0, 8.0, 10.0), (-9.0, -7.0, -5.0)])
def test_a_single_movement_beside_a_set_of_another_exercise_is_no_set(turns):
    assert ruled(squat=spans(1.0), dumbbell_row=spans(*turns)) == {
        "squat": [REJECTED],
        "dumbbell_row": [COUNTED] * 3,
    }


@pytest.mark.parametrize(
    ("squats", "rows"),
    [((1.0, 3.0), (8.0, 10.0, 12.0)), ((1.0,), (6.0, 8.0)), ((1.0,), (20.0, 22.0, 24.0))],
    ids=["two of them", "beside two", "long before"],
)
def test_what_may_be_a_set_of_its_own_counts(squats, rows):
    assert ruled(squat=spans(*squats), dumbbell_row=spans(*rows)) == {
        "squat": [COUNTED] * len(squats),
        "dumbbell_row": [COUNTED] * len(rows),
    }


def test_only_what_a_closer_look_could_change_is_in_doubt():
    near, far = spans(30.0, miss=0.5), spans(60.0, miss=1.4)
    tiny = [replace(movement(90.0, rom=0.2, miss=0.5), span=(89.5, 90.5))]
    some = [*spans(1.0), *near, *far, *tiny]
    assert in_doubt(some, judge_set(some)) == [near[0].span]


def test_what_the_end_cuts_is_in_doubt_where_it_might_be_complete():
    whole, cut = spans(1.0)[0], replace(spans(3.0)[0], cut=True)
    early = replace(spans(5.0)[0], incomplete="the view ended before it was complete")
    some = [whole, cut, early]
    assert in_doubt(some, judge_set(some)) == [cut.span]


def test_how_near_movements_came_is_told_with_the_commonest_reason():
    some = [movement(30.0 * i, miss=1.0) for i in range(3)]
    assert nearness(some, judge_set(some)) == (pytest.approx(3.0), "the feet moved")
    assert nearness([movement(0.0, miss=2.5)], [Ruling(REJECTED, "the feet moved")]) == (0.0, "")
    assert nearness([movement(0.0)], [Ruling(COUNTED)]) == (0.0, "")


def brisk(*turns, miss=0.5):
    """Return movements that take too little time by so much, and are right in all else."""
    short = Evidence((Margin(DURATION, "it took only 0.46 s", -miss, 1.0), Margin("knees", "-", 1.0, 1.0)))
    return [Candidate(turn, 1.0, 1.0, short) for turn in turns]


def test_an_even_rhythm_answers_for_brisk_repetitions():
    assert verdicts(brisk(0.0, 0.7, 1.35, 2.05, 2.7)) == [COUNTED] * 5


@pytest.mark.parametrize(
    "turns",
    [(0.0,), (0.0, 0.7, 1.4), (0.0, 0.4, 0.8, 1.2, 1.6), (0.0, 0.7, 2.4, 3.1, 3.4)],
    ids=["alone", "too few", "too fast for anybody", "uneven"],
)
def test_what_is_brisk_without_such_a_rhythm_is_refused(turns):
    assert COUNTED not in verdicts(brisk(*turns))
