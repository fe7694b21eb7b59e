"""Evidence for and against a movement being a repetition: margins, each with a weight."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DURATION = "duration"
"""The condition that a movement takes at least as long as a repetition."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A measure of how well one condition is met.

    Attributes:
        condition: which one, as a key.
        why: what to tell the user where it is not met.
        value: 0 just met, 1 plainly met, -1 plainly missed.
        weight: how well its landmarks are seen, 0 to 1, times how much the condition matters.
        partial: whether a movement that misses it, and nothing else, is a partial repetition.
    """

    condition: str
    why: str
    value: float
    weight: float
    partial: bool = False

    @property
    def miss(self) -> float:
        """The weight against the movement; 0 where the condition is met."""
        return self.weight * max(0.0, -self.value)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All margins of a movement, or of a series of them."""

    margins: tuple[Margin, ...]

    @property
    def misses(self) -> float:
        """The sum of what speaks against it."""
        return sum(margin.miss for margin in self.margins)

    def without(self, condition: str) -> "Evidence":
        """Return the evidence without what one condition says."""
        return Evidence(tuple(margin for margin in self.margins if margin.condition != condition))

    @property
    def misses_if_partial(self) -> float:
        """The sum of what speaks against its being even a partial repetition."""
        return sum(margin.miss for margin in self.margins if not margin.partial)

    @property
    def worst(self) -> Margin | None:
        """The condition that speaks most against it; None where all are met."""
        missed = [margin for margin in self.margins if margin.miss > 0.0]
        return max(missed, key=lambda margin: margin.miss) if missed else None


def pool(evidence: Iterable[Evidence]) -> Evidence:
    """Pool what is seen in several movements: of each condition the median margin, weighted.

    One movement's noise does not decide what the others show plainly.
    """
    columns: dict[str, list[Margin]] = {}
    for movement in evidence:
        for margin in movement.margins:
            columns.setdefault(margin.condition, []).append(margin)
    return Evidence(
        tuple(
            Margin(
                condition,
                margins[0].why,
                weighted_median([(margin.value, margin.weight) for margin in margins]),
                statistics.fmean(margin.weight for margin in margins),
                all(margin.partial for margin in margins if margin.miss > 0.0),
            )
            for condition, margins in columns.items()
        )
    )


def weighted_median(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the value below which half of the weight lies, interpolated; 0 where there is no weight.

    Args:
        pairs: (value, weight); of two of equal weight it is the mean.
    """
    known = sorted(pair for pair in pairs if pair[1] > 0.0)
    if not known:
        return 0.0
    half, so_far = sum(weight for _, weight in known) / 2.0, 0.0
    place, value = -1.0, known[0][0]
    for after, weight in known:
        middle = so_far + weight / 2.0
        if middle >= half:
            share = (half - place) / (middle - place) if place >= 0.0 else 1.0
            return value + share * (after - value)
        place, value, so_far = middle, after, so_far + weight
    return value
