"""The one loop: poses over time in, sinks and a record out.

A camera, a video, a replay and recorded landmarks differ in what they observe, and in nothing behind that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from posecoach.core.events import Event
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.record import Record
from posecoach.core.session.status import Update

F = TypeVar("F")
"""A frame with its picture, or None where only landmarks are there."""

F_contra = TypeVar("F_contra", contravariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Observation(Generic[F]):
    """A pose, its moment, and the frame in which it was found.

    Attributes:
        t: s.
        pose: None where nobody was seen.
        frame: None for landmarks without a picture.
    """

    t: float
    pose: Pose | None
    frame: F


class CoachProtocol(Protocol):
    """A `Coach`, or a `RoutineRunner`, which has one for each exercise."""

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take the pose at `t` seconds; None where nobody was seen."""

    def finish(self) -> tuple[Event, ...]:
        """End the session: return the events of all that is still open."""


class Sink(Protocol[F_contra]):
    """Shows or keeps every update as it happens: a window, a voice, a video file."""

    def write(self, frame: F_contra, update: Update) -> None:
        """Take one frame and its update."""


def run(
    observations: Iterable[Observation[F] | None],
    coach: CoachProtocol,
    sinks: Sequence[Sink[F]] = (),
    stopped: Callable[[], bool] = lambda: False,
    record: Record | None = None,
) -> Record:
    """Coach through observations.

    Args:
        observations: in the order of time; None among them is a moment without a frame.
        coach: takes every pose.
        sinks: take every frame and its update.
        stopped: called after each observation; True ends the loop.
        record: takes the results, so that they outlive a failure; a new one by default.

    Returns:
        The record, which is closed however the loop ends.
    """
    record = Record() if record is None else record
    try:
        for observation in observations:
            if observation is not None:
                update = coach.step(observation.t, observation.pose)
                record.add(update)
                for sink in sinks:
                    sink.write(observation.frame, update)
            if stopped():
                break
    finally:
        record.close(coach.finish())
    return record


def recorded(poses: Iterable[tuple[float, Pose | None]]) -> Iterator[Observation[None]]:
    """Yield recorded landmarks, (t, pose) pairs, as observations without frames."""
    for t, pose in poses:
        yield Observation(t, pose, None)
