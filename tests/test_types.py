import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.types import GLITCH, VideoClock


def clocked(stamps):
    clock = VideoClock(0.04)
    return [clock.read(stamp) for stamp in stamps]


@pytest.mark.parametrize(
    ("stamps", "moments"),
    [
        ([0.0, 0.04, 0.08], [0, 0.04, 0.08]),
        ([7.0, 7.5], [0, 0.5]),
        ([None, None, None], [0, 0.04, 0.08]),
        ([1.0, None, 1.08], [0, 0.04, 0.08]),
        ([0.0, 0.04, 0.04, 0.08], [0, 0.04, 0.041, 0.08]),
        ([0.0, 0.08, 0.04, 0.12], [0, 0.08, 0.081, 0.12]),
        ([0.0, 5.0, 0.0, 0.04], [0, 5.0, 5.04, 5.08]),
        ([None, None, 3600.0, 3600.04], [0, 0.04, 0.08, 0.12]),
        ([0.0, 5.0, 3.7, 5.08, 5.12], [0, 5.0, 5.04, 5.08, 5.12]),
        ([0.0, 5.0, 0.0, 0.6, 1.2, 5.5], [0, 5.0, 5.04, 5.64, 6.24, 10.54]),
    ],
    ids=[
        "plain",
        "late start",
        "none",
        "a gap",
        "twice",
        "muddled",
        "two films joined",
        "late stamps",
        "a stale one",
        "a leap",
    ],
)
def test_clock(stamps, moments):
    assert clocked(stamps) == pytest.approx(moments)


@given(st.lists(st.none() | st.floats(-1e4, 1e4), min_size=1, max_size=30))
def test_time_always_rises_from_zero(stamps):
    moments = clocked(stamps)
    assert moments[0] == 0
    assert all(a < b for a, b in pairwise(moments))
    assert all(math.isfinite(t) for t in moments)


@given(st.lists(st.integers(2, 500), max_size=30), st.floats(-GLITCH, 1e4))
def test_good_timestamps_are_kept(steps, start):
    wanted = np.cumsum([0, *steps]) / 1000
    assert clocked([start + t for t in wanted]) == pytest.approx(wanted, abs=1e-9)
