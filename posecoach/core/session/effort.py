"""Tempo, range and speed of repetitions, and their loss within a set."""

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posecoach.core.events import Rep, Verdict
from posecoach.core.exercise import Direction

if TYPE_CHECKING:
    from posecoach.core.session.record import SetRecord

ENOUGH = 4
"""Repetitions that a trend needs: with fewer, one odd repetition would be the trend."""


@dataclass(frozen=True, slots=True)
class Effort:
    """One repetition in numbers; NaN for a part that was not seen whole.

    Attributes:
        out: s from the start to the turning point.
        back: s from the turning point to the start.
        range: how far it went, as a share of the exercise's full way.
        speed: the range per second on the way that is the effort.
    """

    out: float
    back: float
    range: float
    speed: float

    @property
    def time(self) -> float:
        """Seconds of the whole repetition."""
        return self.out + self.back


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through the repetitions of a set, to measure fatigue.

    Attributes:
        first: the line's value at the first repetition.
        last: at the last one.
    """

    first: float
    last: float

    @property
    def loss(self) -> float:
        """Share lost from first to last; negative for a gain."""
        return 1.0 - self.last / self.first


def effort(movement: "Rep", way: Direction) -> Effort:
    """Return a repetition's tempo, range and speed."""
    out, back = movement.turn - movement.start, movement.end - movement.turn
    taken = out if way == "out" else back
    return Effort(out, back, movement.rom, movement.rom / taken if taken > 0.0 else math.nan)


def efforts(each: "SetRecord", way: Direction) -> tuple[Effort, ...]:
    """Return the efforts of a set's repetitions, full and partial, in order."""
    return tuple(
        effort(movement, way) for movement in each.movements if movement.verdict is not Verdict.REJECTED
    )


def best(made: Sequence[Effort]) -> Effort:
    """Return the greatest of each number; NaN where none is known."""
    numbers = zip(*((e.out, e.back, e.range, e.speed) for e in made), strict=True)
    tops = [max((v for v in values if not math.isnan(v)), default=math.nan) for values in numbers]
    return Effort(*tops) if tops else Effort(math.nan, math.nan, math.nan, math.nan)


def trend(values: Sequence[float]) -> Trend | None:
    """Return the line through values, one a repetition; None where too few are known.

    Theil and Sen's: the median of the slopes of all pairs, so that one odd repetition does not tilt it.
    """
    known = [(i, value) for i, value in enumerate(values) if not math.isnan(value)]
    if len(known) < ENOUGH:
        return None
    slope = statistics.median((b - a) / (j - i) for (i, a), (j, b) in itertools.combinations(known, 2))
    level = statistics.median(value - slope * i for i, value in known)
    line = Trend(level, level + slope * (len(values) - 1))
    return line if line.first > 0.0 else None
