"""One exercise followed through readings made by hand."""

import collections
import math

from posecoach.core.counting.exercise_tracker import ExerciseTracker
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import ReadingBuffer
from posecoach.exercises import load

STANDING = {
    "hips_over_knees": 1.0,
    "shoulders_over_hips": 1.0,
    "knees_over_ankles": 0.9,
    "shoulders_over_feet": 2.4,
}


class Squatter:
    """Follows the squat; `step` takes what differs from standing, and gives whether the body is in position."""

    def __init__(self):
        self.t = 0.0
        self.squat, self.buffer = load("squat"), ReadingBuffer()
        self.tracker = ExerciseTracker(self.squat, self.buffer)

    def step(self, **values):
        self.t += 1.0 / 30.0
        raw = collections.defaultdict(
            lambda: 1.0, dict.fromkeys(self.squat.measures, 0.0) | STANDING | values
        )
        reading = Reading(self.t, raw, "side", 1.0)
        self.buffer.step(self.t, reading)
        self.tracker.step(self.t, reading)
        return self.tracker.in_position

    def go_down(self):
        """From standing to the bottom of a squat, where one stands no longer."""
        self.hold(hips_over_knees=0.5, shoulders_over_feet=1.9)
        return self.hold(hips_over_knees=0.2, shoulders_over_feet=1.5)

    def hold(self, **values):
        """The same for half a second, so that nothing lags behind."""
        return [self.step(**values) for _ in range(15)][-1]


def test_who_goes_down_is_in_position_though_they_stand_no_longer():
    squatter = Squatter()
    assert squatter.hold() is True
    assert squatter.go_down() is True
    assert squatter.hold() is True


def test_who_no_longer_stands_at_rest_has_left_the_position():
    """Sitting down on a bench behind one is no squat: only on the way down it stays met that one stood."""
    squatter = Squatter()
    assert squatter.hold() is True
    assert squatter.step(shoulders_over_feet=1.5) is False


def test_what_must_hold_throughout_must_hold_on_the_way_too():
    squatter = Squatter()
    assert squatter.hold() is True
    squatter.go_down()
    assert squatter.step(hips_over_knees=0.2, shoulders_over_feet=1.5, knees_over_ankles=0.0) is False


def test_who_was_never_in_position_is_not_in_it_because_something_moves():
    squatter = Squatter()
    assert squatter.hold(hips_over_knees=0.2, shoulders_over_feet=1.5) is False


def test_what_cannot_be_seen_is_not_known():
    squatter = Squatter()
    assert squatter.step(shoulders_over_feet=math.nan) is None
    assert squatter.step(shoulders_over_feet=math.nan, shoulders_over_hips=0.0) is False
