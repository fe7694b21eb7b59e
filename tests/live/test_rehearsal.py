"""Live training in front of a rendered film whose truth is known, with the real tracker."""

import json
from pathlib import Path

import pytest

from posecoach.capture.camera import FastFileSource
from posecoach.core.events import reps_in
from posecoach.core.session.coach import Coach
from posecoach.exercises import load
from posecoach.live.app import LiveApp
from posecoach.live.controller import LiveController
from posecoach.live.tracking_thread import TrackingThread
from posecoach.media.video import Video
from posecoach.tracking.mediapipe import MediaPipeTracker
from posecoach.types import Frame

FILM = Path(__file__).parents[2] / "sample_videos" / "pull_up_close_back.mp4"
AWAY = 6.0
"""s for which the room is empty afterwards."""


class Seen:
    """A screen that keeps when it showed a rest, and how much of it was left."""

    closed = False

    def __init__(self):
        self.rests = []

    def show(self, frame, update, show):
        del frame
        if show.rest:
            self.rests.append((update.t, show.rest))

    def key(self):
        return ""


class Leaving:
    """A tracker that finds nobody from some moment on."""

    def __init__(self, tracker, end):
        self._tracker, self._end = tracker, end

    def find(self, frame):
        return self._tracker.find(frame) if frame.t <= self._end else None


def test_each_pull_up_is_counted_at_once_and_the_rest_begins():
    truth = json.loads(FILM.with_suffix(".json").read_text())["repetitions"]
    frames = list(Video(FILM).frames())
    last = frames[-1]
    empty = [Frame(last.t + 0.04 * i, last.image, last.size) for i in range(1, round(AWAY / 0.04))]
    shelf, screen = {"pull_up": load("pull_up")}, Seen()
    with MediaPipeTracker() as tracker:
        source = FastFileSource(lambda: iter([*frames, *empty]))
        tracking = TrackingThread(source, Leaving(tracker, last.t), Coach(tuple(shelf.values())), ())
        LiveApp(tracking, source, LiveController(shelf, rest=60.0), screen, linger=0.0).run()
    counted = reps_in(tracking.record.events)
    assert [event.turn for event in counted] == [pytest.approx(each["turn_s"], abs=0.2) for each in truth]
    assert all(event.t < each["end_s"] for event, each in zip(counted, truth, strict=True))
    assert screen.rests
    # Where pictures come faster than they are shown, the first rest that is shown is a little later.
    begun, rest = screen.rests[-1]
    assert begun - (rest.total - rest.left) == pytest.approx(truth[-1]["end_s"], abs=1.0)
