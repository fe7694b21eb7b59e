"""Finds poses in pictures: trackers, their model, and recordings of landmarks."""

from typing import Protocol

from posecoach.core.pose.landmarks import Pose
from posecoach.types import Frame


class Tracker(Protocol):
    """Finds the athlete in one frame after another."""

    def find(self, frame: Frame) -> Pose | None:
        """Return the athlete's pose, in pixels of the source's picture; None where nobody is seen."""

    def close(self) -> None:
        """Release the model; a second call does nothing."""
