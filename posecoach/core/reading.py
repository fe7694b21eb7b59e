"""What is measured on one frame's body, as far as somebody asks for it."""

import math
from collections.abc import Iterator, Mapping

from posecoach.core.body import Body
from posecoach.core.measures import MEASURES, View


class Reading(Mapping[str, float]):
    """Measures by name, each taken when it is first asked for.

    As a mapping it holds what may be told: a measure that this view does not allow is NaN. `raw` gives what
    was measured all the same, which is what movements are found by.

    Attributes:
        t: s.
        body: what is measured.
        view: from where the camera looks; None while that is not known.
    """

    __slots__ = ("_raw", "body", "t", "view")

    def __init__(self, t: float, body: Body, view: View | None) -> None:
        self.t = t
        self.body = body
        self.view = view
        self._raw: dict[str, float] = {}

    def raw(self, name: str) -> float:
        """A measure's value, from whichever side it is seen; NaN where landmarks are out of sight."""
        value = self._raw.get(name)
        if value is None:
            value = self._raw[name] = MEASURES[name].of(self.body)
        return value

    def __getitem__(self, name: str) -> float:
        return self.raw(name) if self.view in MEASURES[name].views else math.nan

    def __iter__(self) -> Iterator[str]:
        return iter(MEASURES)

    def __len__(self) -> int:
        return len(MEASURES)
