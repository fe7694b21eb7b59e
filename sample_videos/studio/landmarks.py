"""The 33 points that MediaPipe's pose model names, fixed to the bones of a body."""

from dataclasses import dataclass

import numpy as np

from sample_videos.studio.skeleton import OUT, SIDES, Skeleton
from sample_videos.studio.space import Array
from sample_videos.studio.stance import Figure

NAMES = [
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
]
INDEX = {name: i for i, name in enumerate(NAMES)}
JOINTS = {
    "shoulder": "upperarm",
    "elbow": "lowerarm",
    "wrist": "hand",
    "pinky": "pinky_01",
    "index": "index_01",
    "thumb": "thumb_02",
    "hip": "thigh",
    "knee": "calf",
    "ankle": "foot",
}
"""Landmarks that are joints of the skeleton, and the bone that starts there."""
WORDS = {"l": "left", "r": "right"}


@dataclass(frozen=True, slots=True)
class Marks:
    """Each landmark's place at rest (33, 3), and the bone it moves with."""

    points: Array
    bones: tuple[str, ...]

    def on(self, figure: Figure) -> Array:
        """The landmarks (33, 3) of a posed body, metres."""
        return np.array([figure.carried(b, p) for b, p in zip(self.bones, self.points, strict=True)])


def find_marks(
    vertices: Array, weights: Array, skeleton: Skeleton, masks: dict[str, Array], eye: Array
) -> Marks:
    """The landmarks of a body: joints from the skeleton, the face's and feet's from the surface."""
    points = np.zeros((33, 3))
    bones = ["head"] * 33
    count = len(vertices)
    head = weights[:, skeleton.index["head"]] > 0.5
    middle = head & (np.abs(vertices[:, 0]) < 0.012) & (np.abs(vertices[:, 2] - eye[2] + 0.03) < 0.035)
    points[INDEX["nose"]] = vertices[middle][np.argmin(vertices[middle][:, 1])]
    lips = vertices[masks["lips"][:count] > 0.5]
    for side in SIDES:
        word, out = WORDS[side], OUT[side]
        for name, shift in (("eye_inner", -0.014), ("eye", 0.0), ("eye_outer", 0.014)):
            points[INDEX[f"{word}_{name}"]] = (out * (eye[0] + shift), eye[1] - 0.012, eye[2])
        ear = vertices[(masks["ears"][:count] > 0.5) & head & (vertices[:, 0] * out > 0)]
        points[INDEX[f"{word}_ear"]] = ear.mean(0) - (0, 0.008, 0)
        corner = lips[np.argmax(lips[:, 0] * out)]
        points[INDEX[f"mouth_{word}"]] = corner
        for name, bone in JOINTS.items():
            points[INDEX[f"{word}_{name}"]] = skeleton.at(f"{bone}_{side}")
            bones[INDEX[f"{word}_{name}"]] = f"{bone}_{side}"
        sole = vertices[(vertices[:, 2] < 0.06) & (vertices[:, 0] * out > 0)]
        points[INDEX[f"{word}_heel"]] = sole[np.argmax(sole[:, 1])]
        points[INDEX[f"{word}_foot_index"]] = sole[np.argmin(sole[:, 1])]
        bones[INDEX[f"{word}_heel"]] = f"foot_{side}"
        bones[INDEX[f"{word}_foot_index"]] = f"ball_{side}"
    return Marks(points, tuple(bones))
