"""The main loop: frames in, sinks and a record out. The same for a camera, a file and a replay."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from posecoach.core.coach import Coach, Update
from posecoach.core.pose import Pose
from posecoach.core.record import Record
from posecoach.frame import Frame


class Finder(Protocol):
    """Whatever finds the pose in a frame."""

    def find(self, frame: Frame) -> Pose | None:
        """The athlete's pose; None where nobody is seen."""


class Sink(Protocol):
    """Whatever shows or keeps what happens while it happens."""

    def write(self, frame: Frame, update: Update) -> None:
        """Take one frame and all that followed from it."""


def run(
    frames: Iterable[Frame],
    tracker: Finder,
    coach: Coach,
    sinks: Sequence[Sink] = (),
    stopped: Callable[[], bool] = lambda: False,
) -> Record:
    """Coach through the frames; the record so far is given back however the loop ends."""
    record = Record()
    for frame in frames:
        update = coach.step(frame.t, tracker.find(frame))
        record.add(update)
        for sink in sinks:
            sink.write(frame, update)
        if stopped():
            break
    record.close(coach.finish())
    return record
