"""Looks closer: at the part of the picture where somebody is, brightened where it is dark."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecoach.core.pose.landmarks import Pose
from posecoach.tracking.cut_detector import pixels_of
from posecoach.tracking.person_lock import SHARED, Box
from posecoach.tracking.tiles import WHOLE_PICTURE, Tile
from posecoach.types import Frame, Image

SEARCH_TILES: tuple[Tile, ...] = (
    WHOLE_PICTURE,
    *((left, top, left + 0.5, top + 0.6) for top in (0.0, 0.4) for left in (0.0, 0.25, 0.5)),
)
"""Parts in which small people are searched: overlapping halves."""

MARGIN = 0.4
"""Body lengths around everywhere that the body was found, for where it goes meanwhile."""

AGREEING = 2
"""Searches that must find a body at about the same place."""

MIDDLE = 110.0
"""Mean brightness, of 255, that a dark picture is brought to."""

DARK_PART = 70.0
"""Mean brightness below which it is brightened."""


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A part of the picture, in the source's pixels, and the exponent by which it is brightened."""

    box: Box
    gamma: float = 1.0

    def frame(self, frame: Frame) -> Frame:
        """Return a frame with this part alone."""
        size = (round(self.box.right - self.box.left), round(self.box.bottom - self.box.top))
        return Frame(frame.t, brightened(frame.image[pixels_of(frame, self.box)], self.gamma), size)

    def pose(self, pose: Pose | None) -> Pose | None:
        """Return a pose found in such a frame, in the pixels of the source's whole picture."""
        return pose and replace(pose, image=pose.image + np.array([self.box.left, self.box.top]))


def gamma(image: Image) -> float:
    """Return the exponent that brings a dark picture to a middle brightness; 1 for one that is not dark."""
    mean = float(image.mean())
    return 1.0 if mean >= DARK_PART else float(np.log(MIDDLE / 255.0) / np.log(max(mean, 2.0) / 255.0))


def brightened(image: Image, exponent: float) -> Image:
    """Return a picture with its dark parts raised; the picture itself at an exponent of 1."""
    if exponent == 1.0:
        return image
    table = np.round(255.0 * (np.arange(256) / 255.0) ** exponent).astype(np.uint8)
    return np.asarray(table[image], np.uint8)


def region(found: Sequence[Sequence[Box]], size: tuple[int, int]) -> Box | None:
    """Return the part of the picture to look at; None where nobody was found often enough.

    Args:
        found: the bodies that each of several searches found.
        size: width and height of the picture, px.
    """
    best: list[Box] = []
    for body in (body for search in found for body in search):
        reach = body.grown(MARGIN * body.length)
        here = [next((each for each in search if reach.shared(each) >= SHARED), None) for search in found]
        agreeing = [each for each in here if each is not None]
        if (len(agreeing), -body.length) > (len(best), -best[0].length if best else 0.0):
            best = agreeing
    if len(best) < AGREEING:
        return None
    return around(best, size)


def around(boxes: Sequence[Box], size: tuple[int, int]) -> Box:
    """Return the part of a picture in which a body is that was found in these boxes, in whole px.

    Args:
        boxes: where it was found.
        size: width and height of the picture, px.
    """
    whole = Box(
        min(each.left for each in boxes),
        min(each.top for each in boxes),
        max(each.right for each in boxes),
        max(each.bottom for each in boxes),
    ).grown(MARGIN * max(each.length for each in boxes))
    return Box(
        float(max(round(whole.left), 0)),
        float(max(round(whole.top), 0)),
        float(min(round(whole.right), size[0])),
        float(min(round(whole.bottom), size[1])),
    )
