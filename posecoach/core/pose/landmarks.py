"""The body as a set of landmarks."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


class Landmark(IntEnum):
    """Rows of a `Pose`, in MediaPipe's order. Left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


LANDMARK_COUNT = len(Landmark)

VISIBLE = 0.5
"""Visibility from which a landmark is called visible."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pose:
    """One person at one moment.

    Attributes:
        image: (33, 2) pixels of the image as tracked; x to the right, y down.
        world: (33, 3) metres from the middle of the hips, y down; NaN throughout where it is not known.
        visibility: (33,) how surely each landmark is in sight, 0 to 1.
    """

    image: Points
    world: Points
    visibility: Points

    def __post_init__(self) -> None:
        shapes = self.image.shape, self.world.shape, self.visibility.shape
        if shapes != ((LANDMARK_COUNT, 2), (LANDMARK_COUNT, 3), (LANDMARK_COUNT,)):
            raise ValueError(f"a pose is (33, 2), (33, 3) and (33,), not {shapes}")

    def __repr__(self) -> str:
        x, y = self.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        return f"<Pose hips at ({x:.0f}, {y:.0f}) px, {np.count_nonzero(self.visibility > VISIBLE)} of 33 visible>"
