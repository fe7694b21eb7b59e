"""The remarks on the first page of a report."""

from types import SimpleNamespace

from posecoach.core.events import Verdict
from posecoach.reports.checks import FormCheck
from posecoach.reports.overview import MAX_REMARKS, remarks


def a_set(*checks, rows=(), reps=10, speed_loss=None):
    return {
        "checks": checks,
        "holds": [],
        "rows": rows,
        "fatigue": {"loss": {"speed": speed_loss}},
        "anchor": "set-1",
        "short_name": "set 1",
        "reps": reps,
        "partial": len(rows),
        "goal": 0.0,
    }


def check(cue, broken, judged):
    return FormCheck(cue, cue, judged, broken, judged)


def partial(*faults):
    return SimpleNamespace(
        kind=Verdict.PARTIAL, faults=faults, still="", reasons="Bottom 118 degrees", number=""
    )


def test_the_most_frequent_comes_first_and_of_two_alike_the_one_that_was_judged_less_often():
    found = remarks([a_set(check("Often", 4, 20), check("Half", 3, 6), check("Always", 3, 3))])
    assert [each.says for each in found] == ["Often.", "Always.", "Half."]


def test_no_more_than_a_few():
    assert len(remarks([a_set(*(check(f"Cue {i}", 1, 2) for i in range(5)))])) == MAX_REMARKS


def test_counts_of_several_sets_are_summed():
    (found,) = remarks([a_set(check("Hips up", 2, 5)), a_set(check("Hips up", 1, 6))])
    assert (found.count, found.total, len(found.places)) == (3, 11, 2)


def test_partial_repetitions_are_a_remark_unless_a_fault_says_it_already():
    (found,) = remarks([a_set(rows=[partial(), partial()], reps=3)])
    assert (found.says, found.count, found.total) == ("Go all the way.", 2, 5)
    assert remarks([a_set(rows=[partial("Lower"), partial()], reps=3)]) == []


def test_a_set_that_became_much_slower_is_a_remark():
    assert remarks([a_set(speed_loss=29)]) == []
    assert "slower" in remarks([a_set(speed_loss=30)])[0].says
