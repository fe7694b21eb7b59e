import math
import re

import pytest

from posecoach.core.session.effort import Trend
from posecoach.reports import plot
from tests.records import NAN, two_sets, wave


def axes(**more):
    return plot.Axes(**({"start": 10.0, "end": 20.0, "low": 0.0, "high": 1.0, "down": False} | more))


def test_percent():
    assert (axes().x(10.0), axes().x(15.0), axes().x(20.0)) == (0.0, 50.0, 100.0)
    assert (axes().x(3.0), axes().x(99.0)) == (0.0, 100.0)
    assert (axes().y(0.0), axes().y(1.0), axes().y(0.25)) == (100.0, 0.0, 75.0)
    assert axes(down=True).y(0.25) == 25.0
    assert axes().band(12.0, 14.0) == plot.Band(20.0, 20.0)


@pytest.mark.parametrize("span", [1.0, 30.0, 3600.0, 14_000.0, 15_000.0, 1e5, 1e9])
def test_there_are_some_ticks_and_never_many(span):
    found = axes(start=0.0, end=span).ticks()
    assert 2 <= len(found) <= plot.MAX_TICKS + 1
    assert found[0] == plot.Tick(0.0, "0:00")


def test_a_line_breaks_where_nothing_was_seen():
    trace = [(10.0, 0.0), (11.0, 0.5), (12.0, NAN), (13.0, 0.5), (14.0, 1.0), (25.0, 1.0)]
    assert axes().line(trace) == "M0.0 1000.0L100.0 500.0M300.0 500.0L400.0 0.0"


def test_thinning_keeps_every_peak():
    trace = wave(600.0, rate=30.0)
    kept = plot.thinned(trace)
    assert len(kept) <= plot.POINTS + 2
    tops = [value for t, value in kept if abs((t % 2.0) - 1.0) < 0.2]
    assert len([value for value in tops if value > 0.99]) >= 300
    assert kept == sorted(kept)


def test_thinning_keeps_gaps():
    trace = [(i / 100, NAN if 3000 <= i < 5000 else 0.5) for i in range(10000)]
    assert any(math.isnan(value) for _, value in plot.thinned(trace))


@pytest.mark.parametrize("length", [0.7, 3.0, 12.0, 61.0, 600.0, 7200.0])
def test_ticks_are_few_and_inside(length):
    ticks = axes(end=10.0 + length).ticks()
    assert len(ticks) <= plot.MAX_TICKS + 1
    assert all(0.0 <= tick.at <= 100.0 for tick in ticks)
    assert len({tick.label for tick in ticks}) == len(ticks)


def test_a_set_lies_within_its_axes():
    record = two_sets()
    for each in record.sets:
        made = plot.axes(each, record.trace, down=True)
        for movement in each.movements:
            assert 0.0 < made.x(movement.turn) < 100.0
            assert 0.0 < made.y(movement.depth) < 100.0


def test_a_trend_is_drawn_from_the_first_column_to_the_last():
    assert plot.slope(Trend(1.0, 0.5), 4, 1.0) == "M125.0 0.0L875.0 500.0"


@pytest.mark.parametrize(("t", "text"), [(0.0, "0:00"), (59.97, "1:00"), (61.5, "1:01.5"), (3600.0, "60:00")])
def test_clock(t, text):
    assert plot.clock(t) == text
    assert re.fullmatch(r"\d+:\d\d\.\d", plot.moment(t))


def test_thinning_keeps_every_trough():
    trace = wave(600.0, rate=30.0)
    kept = plot.thinned(trace)
    bottoms = {round(t / 2.0) for t, value in kept if abs((t + 1.0) % 2.0 - 1.0) < 0.2 and value < 0.01}
    assert len(bottoms) >= 300


def test_of_each_part_the_lowest_and_the_highest_stay_in_the_order_of_time():
    trace = [(i / 10.0, float(i % 10)) for i in range(12_000)]
    kept = plot.thinned(trace)
    assert {value for _, value in kept} >= {0.0, 9.0}
    assert min(value for _, value in kept) == 0.0
    assert kept == sorted(kept)
    assert len(kept) <= plot.POINTS


def test_a_short_line_is_not_thinned():
    trace = [(i / 10.0, float(i % 7)) for i in range(plot.POINTS)]
    assert plot.thinned(trace) == trace


def test_axes_show_all_that_occurs():
    record = two_sets()
    made = plot.axes(record.sets[0], [(1.0, -0.6), (2.0, 1.7), (3.0, NAN), (1000.0, 9.0)], down=True)
    assert made.low < -0.6
    assert 1.7 < made.high < 2.0, "what lies outside the set has no part in it"
    assert made.start == 0.0, "no film begins before 0"
    assert made.end == pytest.approx(record.sets[0].end + plot.PLOT_MARGIN_S)
