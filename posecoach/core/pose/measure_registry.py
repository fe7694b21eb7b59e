"""The registry of measures: what each is, its unit, and from which views it is true."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from posecoach.core.pose.body import Body

View = Literal["side", "oblique", "front"]
"""From which side the camera looks at the chest or back: `front` is front or back."""

Unit = Literal["degrees", "ratio", "arms", "pixels"]
"""`arms`: lengths in the person's own arm length, shoulder to wrist."""

Axis = Literal["x", "y"]
"""Across the picture, and down it."""

VIEWS: frozenset[View] = frozenset(("side", "oblique", "front"))
SIDEWAYS: frozenset[View] = frozenset(("side", "oblique"))
SIDE_VIEWS: frozenset[View] = frozenset(("side",))
FACING_VIEWS: frozenset[View] = frozenset(("front",))
FACING_OR_OBLIQUE: frozenset[View] = frozenset(("front", "oblique"))


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be measured.

    Attributes:
        name: how exercise files call it.
        says: what it is, in a line.
        unit: what it is measured in; `pixels` only where its travel matters.
        of: the value on a body.
        views: the camera's views from which a verdict may be built on it.
        joints: the joints that it depends on, where it is known how well it is seen.
        axis: the axis along which it tells a place in the picture; None for all but pixels.
        pair: True for the place of the middle of a pair of joints.
    """

    name: str
    says: str
    unit: Unit
    of: Callable[[Body], float]
    views: frozenset[View] = VIEWS
    joints: tuple[str, ...] = ()
    axis: Axis | None = None
    pair: bool = False


MEASURES: dict[str, Measure] = {}


def measure(
    unit: Unit,
    says: str,
    views: frozenset[View] = VIEWS,
    joints: str = "",
    *,
    axis: Axis | None = None,
    pair: bool = False,
) -> Callable[[Callable[[Body], float]], Callable[[Body], float]]:
    """Register a function from a body to a number as a measure of its own name.

    Args:
        unit: of the number.
        says: what it is, in a line.
        views: the camera's views from which it is true.
        joints: names of the joints that it depends on, where it is known how well it is seen.
        axis: the axis along which it tells a place in the picture.
        pair: True for the place of the middle of a pair of joints.
    """

    def note(of: Callable[[Body], float]) -> Callable[[Body], float]:
        name = of.__name__
        MEASURES[name] = Measure(name, says, unit, of, views, tuple(joints.split()), axis, pair)
        return of

    return note
