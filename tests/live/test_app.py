"""The two threads together, over scripted cameras."""

import threading
import time

import numpy as np
import pytest

from posecoach.capture.camera import Camera, FastFileSource, RealtimeFileSource
from posecoach.core.events import reps_in
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.errors import SourceError
from posecoach.exercises import load
from posecoach.live import app
from posecoach.live.announcements import Priority
from posecoach.live.app import LiveApp
from posecoach.live.controller import LiveController
from posecoach.live.tracking_thread import TrackingThread
from posecoach.types import Frame
from tests import puppet

SHELF = {"push_up": load("push_up")}
IMAGE = np.full((48, 64, 3), 120, np.uint8)


def push_ups(reps=3):
    value, duration = puppet.repeated(170.0, 70.0, reps=reps)
    return puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 30.0, azimuth=puppet.SIDE)


class Known:
    """A tracker that knows the pose of each moment, and may take its time over it."""

    def __init__(self, poses, seconds=0.0):
        self._poses, self._seconds = dict(poses), seconds

    def find(self, frame):
        time.sleep(self._seconds)
        return self._poses.get(frame.t)


class Glass:
    """A screen that notes what it is shown; `keys` are pressed one a turn, `shut` closes it after so many."""

    def __init__(self, keys="", shut=None):
        self.shown, self.counts, self._keys, self._shut = [], [], list(keys), shut

    def show(self, frame, update, show):
        assert frame is not None
        assert threading.current_thread() is threading.main_thread()
        self.shown.append((update.t, show))
        self.counts.append((update.t, update.status.reps, bool(show.rest)))

    def key(self):
        return self._keys.pop(0) if self._keys else ""

    @property
    def closed(self):
        return self._shut is not None and len(self.shown) >= self._shut


class Ears:
    def __init__(self):
        self.played, self.said = [], []

    def play(self, name):
        self.played.append(name)

    def say(self, words, priority=1):
        self.said.append((words, priority))


def trained(poses, *, seconds=0.0, screen=None, source=None, rest=60.0, **more):
    source = source or FastFileSource(lambda: (Frame(t, IMAGE) for t, _ in poses))
    tracking = TrackingThread(source, Known(poses, seconds), Coach([SHELF["push_up"]]), ())
    ears, screen = Ears(), screen or Glass()
    training = LiveApp(
        tracking, source, LiveController(SHELF, rest=rest), screen, ears, ears, linger=0.0, **more
    )
    training.run()
    return tracking.record, screen, ears


def test_live_counts_are_those_of_a_coach_that_sees_the_same_frames():
    poses = push_ups(4)
    record, _, _ = trained(poses)
    expected = run(recorded(poses), Coach([SHELF["push_up"]]))
    assert list(map(str, record.events)) == list(map(str, expected.events))
    assert len(reps_in(record.events)) == 4


def test_every_repetition_is_called_out_once_however_slow_the_screen_is():
    class Slow(Glass):
        def show(self, frame, update, show):
            super().show(frame, update, show)
            time.sleep(0.2)

    poses = push_ups(4)
    _, screen, ears = trained(poses, screen=Slow())
    assert ears.played.count("rep") == 4
    assert [words for words, priority in ears.said if priority == Priority.COUNT][-4:] == [
        "one",
        "two",
        "three",
        "four",
    ]
    assert len(screen.shown) < len(poses)


def test_a_set_to_come_begins_at_zero():
    """Before its first repetition, too: the count of the set before is not shown over it."""
    poses = push_ups(3)
    apart = poses[-1][0] + 30.0
    later = [(t + apart, pose) for t, pose in poses]
    standing = puppet.film(lambda _t: puppet.squat(88.0), apart - poses[-1][0], 30.0, azimuth=puppet.FRONT)
    between = [(t + poses[-1][0] + 0.03, pose) for t, pose in standing if t < 29.9]
    _, screen, _ = trained([*poses, *between, *later], rest=20.0)
    counts = [count for t, count, resting in screen.counts if t > apart and not resting]
    assert sorted(set(counts)) == [0, 1, 2, 3]
    assert counts == sorted(counts)


def test_the_last_picture_is_the_summary():
    _, screen, _ = trained(push_ups(3))
    assert screen.shown[-1][1].summary.rows == (("Push-up", "3", "good"),)


@pytest.mark.parametrize("screen", [Glass(keys="q"), Glass(shut=5)])
def test_q_and_a_closed_window_end_it(screen):
    poses = push_ups(30)
    began = time.monotonic()
    record, _, _ = trained(poses, seconds=0.01, screen=screen)
    assert time.monotonic() - began < 5.0
    assert 0 < record.frames < len(poses)


def test_ctrl_c_ends_it_and_the_set_that_was_under_way_is_in_the_record():
    class Interrupting(Glass):
        def show(self, frame, update, show):
            super().show(frame, update, show)
            if update.status.reps == 2:
                raise KeyboardInterrupt

    poses = push_ups(6)
    source = FastFileSource(lambda: (Frame(t, IMAGE) for t, _ in poses))
    tracking = TrackingThread(source, Known(poses, 0.002), Coach([SHELF["push_up"]]), ())
    training = LiveApp(tracking, source, LiveController(SHELF), Interrupting())
    with pytest.raises(KeyboardInterrupt):
        training.run()
    assert tracking.over
    assert len(tracking.record.sets) == 1
    assert len(tracking.record.sets[0].reps) >= 2


def test_keys_reach_the_stage_and_the_toggles():
    pressed = []
    _, screen, _ = trained(
        push_ups(2), seconds=0.005, screen=Glass(keys="Hf"), toggles={"f": lambda: pressed.append("f")}
    )
    assert any(show.keys for _, show in screen.shown)
    assert pressed == ["f"]


def test_s_is_passed_on_where_there_is_a_plan():
    from posecoach.core.session.routine import Item, Routine
    from posecoach.core.session.routine_runner import RoutineRunner

    plan = Routine("plan", "Plan", (Item("push_up", sets=2),))
    poses = push_ups(2)
    source = FastFileSource(lambda: (Frame(t, IMAGE) for t, _ in poses))
    coach = RoutineRunner(plan, SHELF)
    tracking = TrackingThread(source, Known(poses, 0.005), coach, ())
    LiveApp(tracking, source, LiveController(SHELF, plan), Glass(keys="s"), skip=coach.skip, linger=0.0).run()
    assert coach.position >= 1


def test_a_failure_of_the_source_comes_out_after_what_was_recorded():
    poses = push_ups(3)

    def film():
        yield from (Frame(t, IMAGE) for t, _ in poses)
        raise SourceError("clip.mp4: is damaged")

    source = FastFileSource(film)
    tracking = TrackingThread(source, Known(poses), Coach([SHELF["push_up"]]), ())
    with pytest.raises(SourceError, match="damaged"):
        LiveApp(tracking, source, LiveController(SHELF), Glass(), linger=0.0).run()
    assert len(tracking.record.sets[0].reps) == 3


def test_while_the_camera_is_silent_the_screen_is_drawn_on_and_says_so(monkeypatch):
    from posecoach.capture import camera

    monkeypatch.setattr(camera, "STALLED", 0.2)
    done = threading.Event()

    def shots():
        yield IMAGE
        done.wait(1.5)

    source = Camera(shots, "camera 0", retry=5.0)
    screen = Glass(shut=12)
    tracking = TrackingThread(source, Known([]), Coach([SHELF["push_up"]]), ())
    LiveApp(tracking, source, LiveController(SHELF), screen).run()
    done.set()
    assert screen.shown[-1][1].notice == "Picture lost. Check the camera. Waiting for it to come back"
    assert screen.shown[-1][1].elapsed > 0.5, "time goes on"


def test_what_sinks_are_given_is_every_frame():
    seen = []

    class Noting:
        def write(self, frame, update):
            seen.append((frame.t, update.t))

    poses = push_ups(1)
    source = FastFileSource(lambda: (Frame(t, IMAGE) for t, _ in poses))
    tracking = TrackingThread(source, Known(poses), Coach([SHELF["push_up"]]), (Noting(),))
    LiveApp(tracking, source, LiveController(SHELF), Glass(), linger=0.0).run()
    assert seen == [(t, t) for t, _ in poses]


def test_delays_are_measured_and_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(app, "REDRAW_S", 0.01)
    poses = push_ups(1)
    source = FastFileSource(lambda: (Frame(t, IMAGE) for t, _ in poses))
    tracking = TrackingThread(source, Known(poses), Coach([SHELF["push_up"]]), ())
    training = LiveApp(tracking, source, LiveController(SHELF), Glass(), linger=0.0)
    training.run()
    assert 0 < training.timing.shown <= len(poses)
    assert training.timing.delays.maxlen == app.LAST


def test_a_picture_is_shown_when_the_window_has_been_asked_for_keys():
    class Slow(Glass):
        def key(self):
            time.sleep(0.03)
            return super().key()

    poses = push_ups(1)[:20]
    source = RealtimeFileSource(lambda: (Frame(t, IMAGE) for t, _ in poses))
    tracking = TrackingThread(source, Known(poses), Coach([SHELF["push_up"]]), ())
    training = LiveApp(tracking, source, LiveController(SHELF), Slow(), linger=0.0)
    training.run()
    assert min(training.timing.delays) >= 0.03, "a window draws what it was given when it is asked"
