"""The beginning of a film that is shown to the tracker backwards."""

import numpy as np
import pytest

from posecoach.tracking.tracker_warmup import MAX_WARMUP_FRAMES, RUN_UP, WARMUP_RATE, with_warmup
from posecoach.types import Frame

PICTURE = np.zeros((2, 2, 3), np.uint8)


class Tracker:
    """Notes down what it is shown: frame numbers, and moments."""

    def __init__(self):
        self.shown, self.moments = [], []

    def find(self, frame):
        self.shown.append(int(frame.size[0]))
        self.moments.append(frame.t)

    def close(self):
        pass


def film(rate, seconds=4.0):
    """Frames whose width says which one it is."""
    for n in range(round(rate * seconds)):
        yield Frame(n / rate, PICTURE, (n, 1))


@pytest.mark.parametrize("rate", [24, 25, 30, 50, 60, 60 / 1.001, 120, 240])
def test_a_beginning_is_shown_backwards_then_all_forwards(rate):
    tracker = Tracker()
    given = [seen.frame.size[0] for seen in with_warmup(film(rate), tracker)]
    assert given == list(range(len(given)))
    first = tracker.shown[0]
    assert first / rate >= RUN_UP or (rate > 60 and first == MAX_WARMUP_FRAMES - 1)
    start = tracker.shown.index(0)
    back, forth = tracker.shown[: start + 1], tracker.shown[start + 1 :]
    assert back == sorted(back, reverse=True)
    assert len(back) >= first / rate * WARMUP_RATE * 0.8
    assert forth == given
    assert tracker.moments == sorted(set(tracker.moments)), "a tracker's time never stands still"


@pytest.mark.parametrize("rate", [30, 60, 240, 1000])
def test_no_more_frames_are_held_than_memory_has_room_for(rate):
    taken = 0

    def counted():
        nonlocal taken
        for frame in film(rate):
            taken += 1
            yield frame

    next(with_warmup(counted(), Tracker()))
    assert taken <= MAX_WARMUP_FRAMES
    assert taken >= min(RUN_UP * rate, MAX_WARMUP_FRAMES)
