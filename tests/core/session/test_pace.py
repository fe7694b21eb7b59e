"""Tempo and breath: read as people write them, and gone through again and again."""

import pytest

from posecoach.core.session.pace import pace_of, read_breath, read_tempo


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3-1-1", (3.0, 1.0, 1.0, 0.0)), ("2-0-1-2", (2.0, 0.0, 1.0, 2.0)), ("1.5-0-0.5", (1.5, 0.0, 0.5, 0.0))],
)
def test_a_tempo_is_read_as_it_is_written_in_the_gym(text, seconds):
    assert read_tempo(text) == seconds


@pytest.mark.parametrize(
    "value",
    ["", "3", "3-1", "3-1-1-1-1", "0-1-1", "3-1-0", "3--1-1", "a-b-c", "99-0-1", "nan-0-1", 311, None],
)
def test_what_is_no_tempo_is_refused_with_an_example(value):
    with pytest.raises(ValueError, match='like "3-1-1" is wanted'):
        read_tempo(value)


@pytest.mark.parametrize(
    "value", [[4], [4, 6, 4], [0, 6], [4, True], [4, float("nan")], ["4", "6"], 4, None, [4, 99]]
)
def test_what_is_no_breath_is_refused_with_an_example(value):
    with pytest.raises(ValueError, match=r"like \[4, 6\], not"):
        read_breath(value)


def walked(pace, seconds, step=0.5):
    return [
        (now.phase, now.number, now.reach)
        for now in (pace.at(i * step) for i in range(round(seconds / step)))
    ]


def test_a_squat_goes_down_first():
    pace = pace_of((2.0, 1.0, 1.0, 0.0), (), "back")
    assert pace.length == 4.0
    assert walked(pace, 5.0) == [
        ("eccentric", 0, 0.0),
        ("eccentric", 0, 0.25),
        ("eccentric", 0, 0.5),
        ("eccentric", 0, 0.75),
        ("wait", 1, 1.0),
        ("wait", 1, 1.0),
        ("concentric", 2, 1.0),
        ("concentric", 2, 0.5),
        ("eccentric", 3, 0.0),
        ("eccentric", 3, 0.25),
    ]


def test_a_pull_up_goes_up_first_and_pauses_where_the_tempo_says():
    pace = pace_of((2.0, 1.0, 1.0, 0.5), (), "out")
    phases = dict.fromkeys((phase, number) for phase, number, _ in walked(pace, 4.5))
    assert list(phases) == [("concentric", 0), ("wait", 1), ("eccentric", 2), ("wait", 3)]
    assert (pace.at(1.2).reach, pace.at(4.0).reach) == (1.0, 0.0), "the pauses are at the top and in the hang"


@pytest.mark.parametrize("concentric", ["out", "back"])
def test_a_tempo_of_three_numbers_has_no_pause_at_the_top(concentric):
    assert pace_of((3.0, 1.0, 1.0), (), concentric) == pace_of((3.0, 1.0, 1.0, 0.0), (), concentric)


def test_a_breath_fills_and_empties_the_lungs():
    pace = pace_of((), (4.0, 6.0), "out")
    told = [(pace.at(t).phase, pace.at(t).reach) for t in (0.0, 2.0, 4.0, 7.0, 10.0)]
    assert told == [("inhale", 0.0), ("inhale", 0.5), ("exhale", 1.0), ("exhale", 0.5), ("inhale", 0.0)]


def test_nothing_asked_for_is_no_pace():
    assert pace_of((), (), "out") is None
