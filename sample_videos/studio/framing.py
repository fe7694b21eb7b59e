"""Cameras placed so that a figure fills a share of the picture, or is cut by its edge."""

from dataclasses import dataclass, replace

import numpy as np

from sample_videos.studio.camera import Camera
from sample_videos.studio.landmarks import INDEX
from sample_videos.studio.space import Array, Z, root_between, unit, vec

LONG, SHORT = 480, 270
WITHIN = 3.3  # the room's walls are a little farther from its middle, metres
WIDEST = 96.0  # over the picture's width, degrees
BEYOND = 0.04  # how far a limb that is cut off goes beyond the edge, of the picture's height

CUTS = {
    "feet cut": (("left_ankle", "right_ankle", "left_heel", "right_heel"), 1),
    "head cut": (("nose", "left_ear", "right_ear"), -1),
}
"""The points that may be cut off, and the edge that cuts them (1 the lower one, -1 the upper)."""


@dataclass(frozen=True, slots=True)
class Framing:
    """A way to film: azimuth and roll in degrees, height and distance in metres, the share of the picture to fill."""

    azimuth: float
    height: float
    distance: float
    roll: float
    share: float
    portrait: bool
    cut: str = ""


def frame(cloud: Array, framing: Framing) -> Camera:
    """The camera that sees all of `cloud` (frames, 33, 3), except for what is to be cut."""
    flat = cloud.reshape(-1, 3)
    target = (flat.min(0) + flat.max(0)) / 2
    size = (SHORT, LONG) if framing.portrait else (LONG, SHORT)
    around = np.radians(framing.azimuth)
    aside = vec(np.sin(around), -np.cos(around), 0)
    distance = framing.distance
    while distance > 1.0 and np.abs((target + distance * aside)[:2]).max() > WITHIN:
        distance -= 0.05
    position = target + distance * aside
    position[2] = framing.height
    camera = Camera(position, target, 50.0, size, framing.roll)
    camera = replace(camera, field_of_view=_fitting(camera, flat, framing.share))
    if framing.cut:
        names, edge = CUTS[framing.cut]
        camera = _cutting(camera, cloud[:, [INDEX[name] for name in names]], edge)
    return camera


def _fitting(camera: Camera, points: Array, share: float) -> float:
    """The field of view in which `points` fill `share` of the picture, as far as lenses go."""

    def room(field_of_view: float) -> float:
        pixels = replace(camera, field_of_view=field_of_view).project(points)
        off = np.abs(pixels / np.array(camera.size) - 0.5).max()
        return float(share / 2 - off)

    return root_between(15.0, WIDEST, room)


def _cutting(camera: Camera, points: Array, edge: int) -> Camera:
    """The camera tilted so that `points` (frames, k, 3) all lie beyond the lower (1) or upper (-1) edge, at times."""
    up = unit(Z - camera.axes[2] * (Z @ camera.axes[2]))
    height = camera.size[1]

    def tilted(by: float) -> Camera:
        return replace(camera, target=camera.target + edge * by * up)

    def beyond(by: float) -> float:
        rows = tilted(by).project(points.reshape(-1, 3))[:, 1].reshape(points.shape[:2])
        out = rows - height if edge > 0 else -rows
        return float(out.min(axis=1).max() - BEYOND * height)

    return tilted(root_between(0.0, 1.2, beyond))
