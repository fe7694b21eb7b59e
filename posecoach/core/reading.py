"""What is measured on one frame's body, as far as somebody asks for it."""

import math
from collections.abc import Iterator, Mapping
from typing import Self

from posecoach.core.body import Body
from posecoach.core.measures import MEASURES, View
from posecoach.core.pose import Pose


class Reading(Mapping[str, float]):
    """Measures by name, each taken when it is first asked for.

    As a mapping it holds what may be told: a measure that this view does not allow is NaN. `raw` gives what
    was measured all the same, which is what movements are found by.

    Attributes:
        t: s.
        view: from where the camera looks; None while that is not known.
        scale: the body's, in pixels an arm length.
        known: what was measured so far, by name.
    """

    __slots__ = ("_body", "known", "scale", "t", "view")

    def __init__(self, t: float, body: Body, view: View | None) -> None:
        self.t = t
        self.view = view
        self.scale = body.scale
        self.known: dict[str, float] = {}
        self._body: Body | Pose = body

    @classmethod
    def again(cls, t: float, pose: Pose, view: View | None, scale: float, known: dict[str, float]) -> Self:
        """A reading of a pose that was measured before: only what is not `known` is measured."""
        reading = cls.__new__(cls)
        reading.t, reading.view, reading.scale, reading.known = t, view, scale, known
        reading._body = pose  # noqa: SLF001 - its own
        return reading

    def raw(self, name: str) -> float:
        """A measure's value, from whichever side it is seen; NaN where landmarks are out of sight."""
        value = self.known.get(name)
        if value is None:
            if isinstance(self._body, Pose):
                self._body = Body(self._body)
            value = self.known[name] = MEASURES[name].of(self._body)
        return value

    def __getitem__(self, name: str) -> float:
        return self.raw(name) if self.view in MEASURES[name].views else math.nan

    def __iter__(self) -> Iterator[str]:
        return iter(MEASURES)

    def __len__(self) -> int:
        return len(MEASURES)
