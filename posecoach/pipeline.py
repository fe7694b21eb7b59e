"""The main loop: frames in, sinks and a record out. The same for a camera, a file and a replay."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from posecoach.core.events import Event
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.coach import Update
from posecoach.core.session.record import Record
from posecoach.types import Frame


class CoachProtocol(Protocol):
    """Whatever coaches: a `Coach`, or a `RoutineRunner` of them."""

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take what was seen at `t` seconds; None where nobody was."""

    def finish(self) -> tuple[Event, ...]:
        """No more frames: end what is still open."""


class Tracker(Protocol):
    """Whatever finds the pose in a frame."""

    def find(self, frame: Frame) -> Pose | None:
        """The athlete's pose; None where nobody is seen."""


class Sink(Protocol):
    """Whatever shows or keeps what happens while it happens."""

    def write(self, frame: Frame, update: Update) -> None:
        """Take one frame and all that followed from it."""


def run(
    frames: Iterable[Frame | None],
    tracker: Tracker,
    coach: CoachProtocol,
    sinks: Sequence[Sink] = (),
    stopped: Callable[[], bool] = lambda: False,
    record: Record | None = None,
) -> Record:
    """Coach through the frames.

    Args:
        frames: None among them is a moment without a frame.
        tracker: finds the pose.
        coach: follows it.
        sinks: are given every frame and what followed from it.
        stopped: asked after each frame.
        record: is written into, so that what is in it outlives a failure; a new one otherwise.

    Returns:
        The record, closed however the loop ends.
    """
    record = Record() if record is None else record
    try:
        for frame in frames:
            if frame is not None:
                update = coach.step(frame.t, tracker.find(frame))
                record.add(update)
                for sink in sinks:
                    sink.write(frame, update)
            if stopped():
                break
    finally:
        record.close(coach.finish())
    return record
