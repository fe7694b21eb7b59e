import math

import pytest

from posecoach.core.exercise import Rule
from posecoach.core.form.rules import RuleMonitor, broken_for

RULE = Rule("sag", "sag", "Hips up", "a book", max=0.05, sustained=0.375, slack=0.01)
NAN = math.nan


def told(values, rule=RULE, rate=8):
    """Eight values a second: eighths are exact in binary."""
    watch = RuleMonitor(rule)
    said = [(i / rate, watch.step(i / rate, value)) for i, value in enumerate(values)]
    return [(t, change) for t, change in said if change is not None]


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ([0.0] * 20, []),
        ([0.1] * 3, []),
        ([0.1] * 4, [(0.375, True)]),
        ([0.0] + [0.1] * 4 + [0.0] * 4, [(0.5, True), (1.0, False)]),
        ([0.1, 0.1, 0.0, 0.1, 0.1, 0.0] * 3, []),
        ([0.1] * 4 + [0.045] * 10, [(0.375, True)]),
        ([0.1] * 4 + [0.03] * 4, [(0.375, True), (0.875, False)]),
        ([0.1, 0.1, NAN, 0.1, 0.1], [(0.375, True)]),
        ([0.1] * 4 + [NAN] * 20, [(0.375, True)]),
        ([NAN] * 20, []),
        ([0.05] * 20, []),
    ],
    ids=[
        *("kept", "too short", "broken", "broken and kept", "a flicker", "back, but not by the slack"),
        *("back by the slack", "a gap", "out of sight", "never seen", "at the limit"),
    ],
)
def test_when_a_rule_is_broken_and_kept_again(values, changes):
    assert told(values) == changes


def test_a_lower_limit():
    rule = Rule("depth", "elbow", "Deeper", "a book", min=90.0, sustained=0.0)
    assert told([95.0, 89.0, 95.0], rule) == [(0.125, True), (0.25, False)]


def test_a_rule_that_no_longer_applies_is_no_longer_broken():
    watch = RuleMonitor(RULE)
    for i in range(4):
        watch.step(i / 8, 0.1)
    assert watch.broken
    assert watch.relax() is False
    assert watch.relax() is None
    assert watch.step(0.5, 0.1) is None, "the wait begins anew"


@pytest.mark.parametrize(
    ("values", "longest"),
    [
        ([], 0.0),
        ([0.1], 0.0),
        ([0.1] * 4, 0.375),
        ([0.1] * 3 + [0.0] + [0.1] * 6, 0.625),
        ([0.1] * 3 + [NAN] * 3 + [0.1], 0.75),
        ([NAN] * 5, 0.0),
    ],
)
def test_the_longest_stretch_outside(values, longest):
    assert broken_for(RULE, [(i / 8, value) for i, value in enumerate(values)]) == pytest.approx(longest)


@pytest.mark.parametrize("rate", [10, 15, 30, 60])
def test_the_frame_rate_does_not_matter(rate):
    values = [0.0] * rate + [0.1] * rate + [0.0] * rate
    (broken, first), (kept, last) = told(values, rate=rate)
    assert (first, last) == (True, False)
    assert broken == pytest.approx(1.375, abs=1.01 / rate)
    assert kept == pytest.approx(2.375, abs=1.01 / rate)
