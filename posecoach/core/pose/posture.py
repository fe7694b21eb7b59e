"""Describes how a body lies in the picture: which of its parts are above which, over some time."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.body import ARM, LEG, SHOULDERS, TORSO
from posecoach.core.pose.landmarks import Landmark

Floats = NDArray[np.floating]

EDGE = 0.25
"""Arm lengths between the shoulders and the lower edge within which the hips cannot be in the picture."""


@dataclass(frozen=True, slots=True)
class Posture:
    """The way a body lies over some time: medians, in arm lengths down the picture; NaN where nobody was seen.

    Attributes:
        trunk: from shoulders to hips: 0.93 of somebody upright, 0 of somebody level, less of somebody inverted.
        legs: from hips to ankles: 1.55 of somebody who stands.
        arms: from shoulders to wrists: 1 of hanging arms, -1 of somebody who hangs on a bar.
        length: of the trunk, in whatever direction: less than 0.93 where the camera sees it from an end.
        cut_off: whether hips or shoulders are so near to the lower edge that the trunk is guessed.
    """

    trunk: float = math.nan
    legs: float = math.nan
    arms: float = math.nan
    length: float = math.nan
    cut_off: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Postures:
    """`trunk`, `legs`, `arms` and `length` as in `Posture`, (n,) each: one for each frame with somebody in it."""

    trunk: Floats
    legs: Floats
    arms: Floats
    length: Floats
    shoulder: Floats
    hip: Floats
    scale: Floats

    @classmethod
    def of(cls, image: Floats) -> "Postures":
        """The postures in landmarks, (T, 33, 2) pixels; NaN where nobody was seen."""
        seen = image[~np.isnan(image[:, 0, 0])].astype(np.float64)
        shoulder, hip, ankle, wrist = (_middle(seen, each) for each in ("SHOULDER", "HIP", "ANKLE", "WRIST"))
        scale = _scale(seen, shoulder, hip)
        trunk, legs, arms = (
            (lower - upper)[:, 1] / scale
            for upper, lower in ((shoulder, hip), (hip, ankle), (shoulder, wrist))
        )
        return cls(trunk, legs, arms, _length(hip - shoulder) / scale, shoulder, hip, scale)

    def usual(self, size: tuple[int, int]) -> Posture:
        """The posture over all of them, in a picture of this width and height, px."""
        if len(self.scale) == 0:
            return Posture()
        x, y = np.median(self.hip, axis=0)
        lowest = max(y, np.median(self.shoulder[:, 1] + EDGE * self.scale))
        inside = 0.0 <= x <= size[0] and y >= 0.0 and lowest <= size[1]
        trunk, legs, arms, length = (
            float(np.median(each)) for each in (self.trunk, self.legs, self.arms, self.length)
        )
        return Posture(trunk, legs, arms, length, cut_off=not inside)


def _scale(image: Floats, shoulder: Floats, hip: Floats) -> Floats:
    """Return the pixels of an arm length in each frame, as `Body.scale` does."""
    left, right = (image[:, Landmark[f"{side}_SHOULDER"]] for side in ("LEFT", "RIGHT"))
    lengths = [_length(shoulder - hip) / TORSO, _length(left - right) / SHOULDERS]
    for joints, usual in ((("SHOULDER", "ELBOW", "WRIST"), ARM), (("HIP", "KNEE", "ANKLE"), LEG)):
        for side in ("LEFT", "RIGHT"):
            a, b, c = (image[:, Landmark[f"{side}_{joint}"]] for joint in joints)
            lengths.append((_length(a - b) + _length(b - c)) / usual)
    longest: Floats = np.maximum(np.max(lengths, axis=0), 1.0)
    return longest


def _middle(image: Floats, joint: str) -> Floats:
    middle: Floats = (image[:, Landmark[f"LEFT_{joint}"]] + image[:, Landmark[f"RIGHT_{joint}"]]) / 2.0
    return middle


def _length(vectors: Floats) -> Floats:
    length: Floats = np.hypot(vectors[:, 0], vectors[:, 1])
    return length
