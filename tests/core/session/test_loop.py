"""The one loop: what goes in, who is told, and what is left when it breaks."""

import pytest

from posecoach.core.events import SetEnded, reps_in
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import Observation, recorded, run
from posecoach.core.session.record import Record
from posecoach.exercises import load
from tests import puppet


def push_ups(reps=2):
    value, duration = puppet.repeated(170.0, 70.0, reps=reps)
    return puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, 20.0)


def coach():
    return Coach([load("push_up")])


class Told:
    """A sink that notes down the frames it is given, and when."""

    def __init__(self):
        self.frames = []

    def write(self, frame, update):
        self.frames.append((frame, update.t))


def count(record):
    return len(reps_in(record.events))


def test_recorded_landmarks_are_coached_to_their_end():
    record = run(recorded(push_ups()), coach())
    assert count(record) == 2
    assert isinstance(record.events[-1], SetEnded), "what is open at the end is closed"
    assert (record.frames, record.seen) == (len(push_ups()), len(push_ups()))


def test_every_sink_is_given_every_frame_in_order():
    sinks = Told(), Told()
    seen = [Observation(t, pose, f"frame {i}") for i, (t, pose) in enumerate(push_ups())]
    run(seen, coach(), sinks)
    assert sinks[0].frames == sinks[1].frames == [(each.frame, each.t) for each in seen]


def test_a_moment_without_a_frame_is_passed_over_but_may_end_the_loop():
    moments = []
    seen = [Observation(0.0, None, "a"), None, Observation(1.0, None, "b"), None, Observation(2.0, None, "c")]
    told = Told()

    def stopped():
        moments.append(len(told.frames))
        return len(moments) == 4

    assert run(seen, coach(), [told], stopped).frames == 2
    assert moments == [1, 1, 2, 2]


def test_what_was_done_before_a_failure_is_in_the_record_and_closed():
    record = Record()

    def camera():
        yield from recorded(push_ups())
        raise OSError("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        run(camera(), coach(), record=record)
    assert count(record) == 2
    assert isinstance(record.events[-1], SetEnded)
