"""Frames to a record, by a tracker."""

import numpy as np

from posecoach import pipeline
from posecoach.core.session.coach import Coach
from posecoach.exercises import load
from posecoach.types import Frame
from tests import puppet

PICTURE = np.zeros((2, 2, 3), np.uint8)


class Tracker:
    """Finds what it was told to find at each moment."""

    def __init__(self, poses):
        self._poses = dict(poses)

    def find(self, frame):
        return self._poses[frame.t]


def test_frames_are_tracked_coached_and_shown():
    value, duration = puppet.repeated(170.0, 70.0, reps=2)
    poses = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 20.0)
    frames, shown = [Frame(t, PICTURE) for t, _ in poses], []

    class Screen:
        def write(self, frame, update):
            shown.append((frame.t, update.status.reps))

    record = pipeline.run([None, *frames], Tracker(poses), Coach([load("push_up")]), [Screen()])
    assert [len(each.reps) for each in record.sets] == [2]
    assert [t for t, _ in shown] == [t for t, _ in poses]
    assert shown[-1][1] == 2
    assert list(pipeline.observe([None], Tracker({}))) == [None]
