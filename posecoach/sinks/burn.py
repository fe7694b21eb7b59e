"""What the coach saw and says, drawn into pictures of any size."""

import dataclasses

import cv2
import numpy as np

from posecoach.core.coach import Update
from posecoach.core.pose import Pose
from posecoach.frame import Image
from posecoach.sinks.video import Draw


def fitted(update: Update, size: tuple[int, int], image: Image) -> Update:
    """An update whose pose, which is in pixels of a picture of `size`, is in those of `image`."""
    height, width = image.shape[:2]
    if update.pose is None or (width, height) == size:
        return update
    pose = update.pose
    scaled = Pose(pose.image * np.array([width / size[0], height / size[1]]), pose.world, pose.visibility)
    return dataclasses.replace(update, pose=scaled)


BONES = (
    (11, 12),
    (11, 13),
    (13, 15),
    (12, 14),
    (14, 16),
    (11, 23),
    (12, 24),
    (23, 24),
    (23, 25),
    (25, 27),
    (24, 26),
    (26, 28),
)


def whole_scene(size: tuple[int, int]) -> Draw:
    """Skeleton, count and cues, onto films."""

    def draw(image: Image, update: Update) -> None:
        skeleton(size)(image, update)
        height = image.shape[0]
        cv2.putText(
            image, str(update.status.reps), (height // 20, height // 6), 0, height / 200, (255, 255, 255), 4
        )

    return draw


def skeleton(size: tuple[int, int]) -> Draw:
    """The skeleton alone, onto stills."""

    def draw(image: Image, update: Update) -> None:
        pose = fitted(update, size, image).pose
        if pose is None:
            return
        for a, b in BONES:
            p, q = (tuple(int(v) for v in pose.image[i]) for i in (a, b))
            cv2.line(image, p, q, (69, 207, 161), max(2, image.shape[0] // 200), cv2.LINE_AA)

    return draw
