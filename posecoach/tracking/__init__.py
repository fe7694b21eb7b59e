"""From a picture to a pose: trackers, the model they run, and recordings of what they found."""

from typing import Protocol

from posecoach.core.pose.landmarks import Pose
from posecoach.types import Frame


class Tracker(Protocol):
    """Whatever finds the athlete in one frame after another."""

    def find(self, frame: Frame) -> Pose | None:
        """The athlete's pose, in pixels of the source's picture; None where nobody is seen."""

    def close(self) -> None:
        """Give back what it holds; a second call does nothing."""
