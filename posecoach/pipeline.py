"""From frames to a record: a tracker finds the poses, and the loop does the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from posecoach.core.pose.landmarks import Pose
from posecoach.core.session import loop
from posecoach.core.session.loop import CoachProtocol, Observation
from posecoach.core.session.record import Record
from posecoach.types import Frame

__all__ = ["CoachProtocol", "Sink", "Tracker", "observe", "run"]

Sink = loop.Sink[Frame]
"""Shows or keeps every update as it happens: a window, a voice, a video file."""


class Tracker(Protocol):
    """Finds the pose in a frame."""

    def find(self, frame: Frame) -> Pose | None:
        """Return the athlete's pose; None where nobody is seen."""


def observe(frames: Iterable[Frame | None], tracker: Tracker) -> Iterator[Observation[Frame] | None]:
    """Yield every frame with the pose in it; None stays None."""
    for frame in frames:
        yield None if frame is None else Observation(frame.t, tracker.find(frame), frame)


def run(
    frames: Iterable[Frame | None],
    tracker: Tracker,
    coach: CoachProtocol,
    sinks: Sequence[Sink] = (),
    stopped: Callable[[], bool] = lambda: False,
    record: Record | None = None,
) -> Record:
    """Coach through the frames of a camera or a video.

    Args:
        frames: None among them is a moment without a frame.
        tracker: finds the pose in each.
        coach: takes every pose.
        sinks: take every frame and its update.
        stopped: called after each frame; True ends the loop.
        record: takes the results, so that they outlive a failure; a new one by default.

    Returns:
        The record, which is closed however the loop ends.
    """
    return loop.run(observe(frames, tracker), coach, sinks, stopped, record)
