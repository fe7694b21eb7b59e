"""A pose made ready for measuring: points as plain floats, what is in sight, how large the person is."""

import functools
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from posecoach.core.pose import geometry
from posecoach.core.pose.geometry import NOWHERE, Point
from posecoach.core.pose.landmarks import Landmark, Pose

IN_SIGHT = 0.5
"""Visibility from which a landmark counts as seen."""

ARM, TORSO, LEG, SHOULDERS = 1.0, 0.93, 1.55, 0.64
"""Lengths between landmarks of an average adult, in arms (shoulder to wrist, 0.53 m).

After Drillis and Contini's segment table (Winter, Biomechanics and Motor Control of Human Movement,
4th ed., fig. 4.1), with BlazePose's shoulders, which are joint centres and so closer together.
"""


@dataclass(frozen=True, slots=True)
class BodyProportions:
    """A person's lengths in the picture, in pixels; NaN where they are not known yet.

    Attributes:
        arm: of a straight arm, shoulder to wrist.
        leg: of a straight leg, hip to ankle.
        shoulders: between the shoulders, facing the camera.
        trunk: of an upright trunk, hips to shoulders.
    """

    arm: float = math.nan
    leg: float = math.nan
    shoulders: float = math.nan
    trunk: float = math.nan


UNKNOWN_PROPORTIONS = BodyProportions()

Arm = Literal["left", "right"]


class Body:
    """One pose, seen as a body.

    Attributes:
        scale: pixels that one arm length (shoulder to wrist) would take, were it parallel to the image.
        proportions: what is known of this person's lengths.
        moving_arm: the arm that moves, or moved last; None where earlier frames do not tell.
    """

    __slots__ = ("_middles", "_points", "_seen", "moving_arm", "pose", "proportions", "scale")

    def __init__(
        self,
        pose: Pose,
        proportions: BodyProportions = UNKNOWN_PROPORTIONS,
        moving_arm: Arm | None = None,
    ) -> None:
        self.pose = pose
        self.proportions = proportions
        self.moving_arm = moving_arm
        self._points: list[Point] = list(zip(*pose.image.T.tolist(), strict=True))
        self._seen: list[float] = pose.visibility.tolist()
        self._middles: dict[str, Point] = {}
        self.scale = self._scale()

    def point(self, landmark: int) -> Point:
        """Return a landmark's position, px; `NOWHERE` unless it is in sight."""
        return self._points[landmark] if self._seen[landmark] >= IN_SIGHT else NOWHERE

    def guess(self, landmark: int) -> Point:
        """Return the position, px, at which the tracker puts a landmark, in sight or not."""
        return self._points[landmark]

    def middle(self, joint: str) -> Point:
        """The point between the left and the right joint, in sight or not."""
        middle = self._middles.get(joint)
        if middle is None:
            middle = geometry.midpoint(self._points[LEFT[joint]], self._points[RIGHT[joint]])
            self._middles[joint] = middle
        return middle

    def seen(self, *landmarks: int) -> float:
        """The visibility of the least visible of these landmarks, 0 to 1."""
        return min([self._seen[i] for i in landmarks])

    def both(self, shape: Callable[..., float], *joints: str, strict: bool = True) -> float:
        """A shape's value on the left and on the right side, averaged by how well each is seen.

        From the side the near limb decides, from the front both do, and nothing jumps between.
        `strict`: a side out of sight is left out; otherwise it only weighs little.
        """
        left, right = _pickers(joints)
        return geometry.mean(
            shape(*left(self._points)),
            shape(*right(self._points)),
            _weight(min(left(self._seen)), strict=strict),
            _weight(min(right(self._seen)), strict=strict),
        )

    def _scale(self) -> float:
        """The longest of the segments, each as a share of its own usual length.

        Foreshortening only ever shortens, and some segment is nearly always parallel to the image.
        """
        p, d = self._points, geometry.distance
        lengths = [d(self.middle("SHOULDER"), self.middle("HIP")) / TORSO]
        lengths.append(d(p[LEFT["SHOULDER"]], p[RIGHT["SHOULDER"]]) / SHOULDERS)
        for shoulder, elbow, wrist, hip, knee, ankle in LIMBS:
            lengths.append((d(p[shoulder], p[elbow]) + d(p[elbow], p[wrist])) / ARM)
            lengths.append((d(p[hip], p[knee]) + d(p[knee], p[ankle])) / LEG)
        longest = max(lengths)
        return longest if longest > 0.0 else math.nan


def _weight(seen: float, *, strict: bool) -> float:
    """Return the weight of a side by its visibility."""
    return 0.0 if strict and not seen >= IN_SIGHT else seen**4 + 1e-6


def _side(name: str) -> dict[str, int]:
    """Joint name to landmark row, for one side; the mouth's corners are named the other way round."""
    rows = {
        row.name.removeprefix(f"{name}_"): int(row) for row in Landmark if row.name.startswith(f"{name}_")
    }
    return rows | {"MOUTH": int(Landmark[f"MOUTH_{name}"])}


LEFT = _side("LEFT")
RIGHT = _side("RIGHT")

Picker = Callable[[list[Any]], tuple[Any, ...]]


@functools.cache
def _pickers(joints: tuple[str, ...]) -> tuple[Picker, Picker]:
    """Return a function that picks the rows of two or more joints, on the left and on the right."""
    left, right = (operator.itemgetter(*(side[joint] for joint in joints)) for side in (LEFT, RIGHT))
    return left, right


LIMBS = tuple(
    tuple(side[joint] for joint in ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE"))
    for side in (LEFT, RIGHT)
)
