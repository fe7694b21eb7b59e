"""The part of a video that is read."""

import math

import pytest

from posecoach.errors import SourceError
from posecoach.media.options import ReadOptions, seconds


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [
        (0.0, math.inf, (0.0, math.inf)),
        (2.0, 5.0, (2.0, 5.0)),
        (-3.0, math.inf, (7.0, math.inf)),
        (-30.0, math.inf, (0.0, math.inf)),
        (1.0, -2.0, (1.0, 8.0)),
    ],
)
def test_a_part_of_ten_seconds(start, end, part):
    assert ReadOptions(start, end).part(10.0) == part


@pytest.mark.parametrize(
    ("start", "end", "duration", "why"),
    [
        (5.0, 2.0, 10.0, "nothing between 5 and 2 s"),
        (0.0, -30.0, 10.0, "nothing between 0 and 0 s"),
        (10.0, math.inf, 10.0, "nothing from 10 s on: it lasts 10.0 s"),
        (-3.0, math.inf, math.nan, "its length is not known"),
    ],
)
def test_there_is_no_such_part(start, end, duration, why):
    with pytest.raises(SourceError, match=why):
        ReadOptions(start, end).part(duration)


def test_a_part_of_what_does_not_say_its_length_is_counted_from_its_start():
    assert ReadOptions(2.0, 5.0).part(math.nan) == (2.0, 5.0)


@pytest.mark.parametrize(
    ("text", "value"), [("80", 80.0), ("1:20", 80.0), ("1:02:03", 3723.0), ("-30", -30.0), (" 12.5 ", 12.5)]
)
def test_times_as_people_write_them(text, value):
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "1:", "1;20", "one", "--3", "1e3"])
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match="is no time"):
        seconds(text)
