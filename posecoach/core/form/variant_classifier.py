"""In which variant an exercise is done, wide or narrow, on a bench or on the floor; and from where it was seen."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from posecoach.core.events import HoldEnded, Rep, SetEnded
from posecoach.core.exercise import Exercise
from posecoach.core.pose.measures import View


@dataclass(slots=True)
class VariantClassifier:
    """Collects the measures and views of repetitions and holds, and names the variant and the view when the set is over.

    A measure votes if it could be taken in more than half of the repetitions: one glimpse is none.
    """

    exercises: Mapping[str, Exercise]
    _reps: int = field(default=0, repr=False)
    _views: Counter[str] = field(default_factory=Counter, repr=False)
    _values: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def step(self, event: Rep | HoldEnded, views: Iterable[View | None]) -> None:
        """Take one repetition or hold, and from where each of its frames was seen."""
        self._views.update(view for view in views if view)
        self._reps += 1
        for name, value in event.measures:
            if not math.isnan(value):
                self._values[name].append(value)

    def close(self, event: SetEnded) -> SetEnded:
        """The set with its view, and its variant: the first that is declared whose range its median lies in."""
        view = max(self._views, key=lambda each: self._views[each], default="")
        self._views.clear()
        values, self._values = self._values, defaultdict(list)
        reps, self._reps = self._reps, 0
        for variant in self.exercises[event.exercise].variants:
            seen = values.get(variant.measure)
            if seen and len(seen) > reps / 2 and variant.min <= statistics.median(seen) < variant.max:
                return replace(event, variant=variant.name, view=view)
        return replace(event, view=view)
