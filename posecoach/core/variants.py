"""In which variant an exercise is done: wide or narrow, on a bench or on the floor."""

import math
import statistics
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from posecoach.core.events import RepCompleted, RepMissed, SetEnded
from posecoach.core.exercise import Exercise


@dataclass(slots=True)
class VariantVote:
    """Collects the repetitions' measures, and names the variant when the set is over.

    A measure votes if it could be taken in more than half of the repetitions: one glimpse is none.
    """

    exercises: Mapping[str, Exercise]
    _reps: int = field(default=0, repr=False)
    _values: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def step(self, event: RepCompleted | RepMissed) -> None:
        """Take one repetition."""
        self._reps += 1
        for name, value in event.measures:
            if not math.isnan(value):
                self._values[name].append(value)

    def close(self, event: SetEnded, view: str) -> SetEnded:
        """The set with its variant: the first one that is declared whose range its median lies in."""
        values, self._values = self._values, defaultdict(list)
        reps, self._reps = self._reps, 0
        for variant in self.exercises[event.exercise].variants:
            seen = values.get(variant.measure)
            if seen and len(seen) > reps / 2 and variant.min <= statistics.median(seen) < variant.max:
                return replace(event, variant=variant.name, view=view)
        return replace(event, view=view)
