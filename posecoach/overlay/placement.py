"""Placement of things that may stand in several places: clear of the body, without jumping about."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from posecoach.core.pose.landmarks import Landmark, Pose
from posecoach.overlay.shapes import Canvas
from posecoach.overlay.skeleton import BONES

MIN_STAY_S = 4.0
"""s for which a thing stays at least where it is."""

MIN_GAIN = 4
"""Points of the body that another place must cover less for a thing to move there."""

BODY_MARGIN = 3.0
"""Units about a point of the body that belong to it."""

HEAD_LANDMARKS = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)

Area = tuple[float, float, float, float]
"""x, y, width and height, px."""


@dataclass(slots=True)
class Placement:
    """Chooses the places, and remembers them from picture to picture."""

    _taken: dict[str, tuple[int, float]] = field(default_factory=dict)

    def choose(self, t: float, what: str, areas: Sequence[Area], pose: Pose | None, canvas: Canvas) -> int:
        """Return which of the areas, the best liked first, covers least of the body, or nearly, at `t` seconds.

        Args:
            t: s.
            what: a name for the thing that is to stand there.
            areas: where it may stand, as many each time.
            pose: None where nobody is seen: then it stays.
            canvas: what the areas lie on.
        """
        now, since = self._taken.get(what, (-1, -math.inf))
        if pose is None or 0.0 <= t - since < MIN_STAY_S:
            return max(now, 0)
        points = tuple(_points(pose, canvas))
        covered = [_covered(area, points, BODY_MARGIN * canvas.unit) for area in areas]
        best = covered.index(min(covered))
        if now < 0 or covered[now] - covered[best] >= MIN_GAIN:
            now = best
        self._taken[what] = now, t
        return now


def _covered(area: Area, points: Sequence[tuple[float, float]], around: float) -> int:
    x, y, wide, high = area
    left, right, top, floor = x - around, x + wide + around, y - around, y + high + around
    return sum(left < px < right and top < py < floor for px, py in points)


def _points(pose: Pose, canvas: Canvas) -> Iterator[tuple[float, float]]:
    """The body, as the ends and middles of its bones and as its head, on the canvas; NaN where it is not known."""
    image = pose.image.tolist()
    for mark in (*HEAD_LANDMARKS, *{end for bone in BONES for end in bone}):
        yield canvas.place(*image[mark])
    for a, b in BONES:
        (ax, ay), (bx, by) = image[a], image[b]
        yield canvas.place((ax + bx) / 2.0, (ay + by) / 2.0)
