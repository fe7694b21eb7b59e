import pytest

from posecoach.core.session.effort import Effort
from posecoach.reports.fatigue import MAX_BAR_NUMBERS, fatigue, tempo
from posecoach.reports.plot import Band
from posecoach.reports.rows import MovementRow
from tests.records import NAN


def row(number, verdict="counted"):
    return MovementRow(
        number=number,
        verdict=verdict,
        kind=verdict,
        faults=(),
        piece=0,
        at=0.0,
        seek=0.0,
        out="",
        back="",
        range="",
        share=1.0,
        speed="",
        measures=(),
        reasons="",
        still="",
        x=0.0,
        y=0.0,
        band=Band(0.0, 1.0),
        label="",
    )


def bars(count, partial=()):
    """The bars of a set of so many repetitions, those of some indices partial."""
    rows, number = [], 0
    for i in range(count):
        number += i not in partial
        rows.append(row("", "partial") if i in partial else row(str(number)))
    return fatigue([Effort(0.5, 0.5, 1.0, 2.0)] * count, rows)["bars"]


def test_a_short_set_numbers_every_bar():
    assert [bar["tick"] for bar in bars(4, partial=(2,))] == ["1", "2", "½", "3"]
    assert all(bar["tick"] for bar in bars(MAX_BAR_NUMBERS))


def test_a_long_set_numbers_the_first_bar_and_every_fifth():
    shown = [bar["tick"] for bar in bars(MAX_BAR_NUMBERS + 5, partial=(3,))]
    assert [tick for tick in shown if tick] == ["1", "5", "10", "15", "20"]
    assert shown[3] == "", "a partial repetition has no number"


def test_bars_stand_side_by_side_and_are_shares_of_the_best():
    made = [Effort(0.5, 0.5, 0.8, 2.0), Effort(0.5, 0.5, 1.0, 1.0), Effort(0.5, 0.5, NAN, NAN)]
    found = fatigue(made, [row("1"), row("2"), row("3")])["bars"]
    assert [bar["range"] for bar in found] == [80, 100, None]
    assert [bar["speed"] for bar in found] == [100, 50, None]
    assert [bar["x"] for bar in found] == pytest.approx([100.0 / 6, 50.0, 500.0 / 6], abs=0.001)
    assert [bar["left"] for bar in found] == pytest.approx([5.0, 115.0 / 3, 215.0 / 3], abs=0.001)
    assert found[0]["left"] + found[0]["width"] < found[1]["left"]


def test_what_was_lost_is_told_of_each_that_has_a_trend():
    made = [Effort(0.5, 0.5, 1.0 - 0.1 * i, NAN) for i in range(5)]
    found = fatigue(made, [row(str(i + 1)) for i in range(5)])
    assert found["loss"] == {"range": 40, "speed": None}
    assert list(found["lines"]) == ["range"]


def test_one_repetition_compares_with_nothing():
    assert fatigue([Effort(0.5, 0.5, 1.0, 1.0)], [row("1")]) is None


@pytest.mark.parametrize(("way", "names"), [("back", ("down", "up")), ("out", ("up", "down"))])
def test_tempo_is_the_median_of_each_way(way, names):
    made = [Effort(out, 2.0 * out, 1.0, 1.0) for out in (0.4, 0.5, 3.0, NAN)]
    assert tempo(made, way) == {"first": names[0], "second": names[1], "out": "0.5", "back": "1.0"}
    assert tempo([Effort(NAN, 0.5, 1.0, 1.0)], way) is None
