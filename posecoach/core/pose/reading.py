"""Measures of one frame's body, each computed when it is first needed."""

import math
from collections.abc import Iterable, Iterator, Mapping

from posecoach.core.pose.body import UNKNOWN_PROPORTIONS, Arm, Body, BodyProportions
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import MEASURES, View, take


class Measured(dict[str, float]):
    """Measures of a body by name, each computed when it is first needed.

    A pose becomes a body, of that `proportions` and `moving_arm`, only where something is asked for that is
    not in `known`.
    """

    __slots__ = ("_body", "moving_arm", "proportions")

    def __init__(
        self,
        body: Body | Pose,
        known: Iterable[tuple[str, float]] = (),
        proportions: BodyProportions = UNKNOWN_PROPORTIONS,
        moving_arm: Arm | None = None,
    ) -> None:
        super().__init__(known)
        self._body = body
        self.proportions = body.proportions if isinstance(body, Body) else proportions
        self.moving_arm = body.moving_arm if isinstance(body, Body) else moving_arm

    def __missing__(self, name: str) -> float:
        if isinstance(self._body, Pose):
            self._body = Body(self._body, self.proportions, self.moving_arm)
        value = self[name] = take(name, self._body)
        return value


class Reading(Mapping[str, float]):
    """Measures by name, each computed when it is first needed.

    As a mapping it holds what may be judged: a measure that this view does not allow is NaN.

    Attributes:
        t: s.
        raw: the measures whatever the view, by which movements are found; NaN where landmarks are out of
            sight.
        view: the side from which the camera looks; None while that is not known.
        scale: the body's, in pixels an arm length.
    """

    __slots__ = ("raw", "scale", "t", "view")

    def __init__(self, t: float, raw: Measured, view: View | None, scale: float) -> None:
        self.t = t
        self.raw = raw
        self.view = view
        self.scale = scale

    def __getitem__(self, name: str) -> float:
        return self.raw[name] if self.view in MEASURES[name].views else math.nan

    def __iter__(self) -> Iterator[str]:
        return iter(MEASURES)

    def __len__(self) -> int:
        return len(MEASURES)
