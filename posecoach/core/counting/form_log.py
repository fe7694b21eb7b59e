"""Describes the form of repetitions and holds that are over: measures, faults, and what to say of them."""

import math
from collections.abc import Sequence

from posecoach.core.counting.movement import Movement
from posecoach.core.counting.rep_validator import RepValidator
from posecoach.core.counting.window_stats import median_seen, rom_without_pan, time_weighted_median
from posecoach.core.events import MeasureValues
from posecoach.core.exercise import Exercise, Rule, When
from posecoach.core.form.rules import broken_for
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading import Reading

REMEMBERED = 3.0
"""s for which a repetition's faults, or the praise for it, are worth saying."""


class FormLog:
    """Measures finished repetitions and holds against the form rules, and remembers the last one's cues.

    Args:
        exercise: the exercise they belong to.
        rules: the rules that apply.
        validator: takes measures about a moment.

    Attributes:
        cues: the rules that the last repetition broke, each with what to say; empty when that is old.
        praise: what to say of the last repetition, if it was full and nothing was wrong with it.
    """

    def __init__(self, exercise: Exercise, rules: Sequence[Rule], validator: RepValidator) -> None:
        self.cues: tuple[tuple[Rule, str], ...] = ()
        self.praise = ""
        self._exercise = exercise
        self._rules = rules
        self._validator = validator
        self._noted_at = math.inf

    def expire(self, t: float) -> None:
        """Forget the last repetition's cues and praise when they are no longer worth saying."""
        if t - self._noted_at > REMEMBERED:
            self.cues, self.praise, self._noted_at = (), "", math.inf

    def note_rep(
        self,
        t: float,
        movement: Movement,
        samples: Sequence[Reading],
        faults: tuple[str, ...],
        praise: str,
    ) -> None:
        """Remember the cues for a repetition's faults, or the praise for it."""
        self.cues = tuple(
            (
                rule,
                rule.say(self._value(rule.measure, rule.when, movement.rest_before, movement.turn, samples)),
            )
            for rule in self._rules
            if rule.name in faults
        )
        self.praise, self._noted_at = praise, t

    def rep_measures(self, movement: Movement, samples: Sequence[Reading]) -> MeasureValues:
        """Return a repetition's measures.

        A variant's measure is taken when the variant says so, any other at the turning point.
        """
        return tuple((name, self._rep_measure(name, movement, samples)) for name in self._exercise.columns)

    def hold_measures(self, samples: Sequence[Reading]) -> MeasureValues:
        """Return a hold's measures: medians over its frames."""
        return tuple((name, median_seen(name, samples)) for name in self._exercise.columns)

    def faults(
        self, samples: Sequence[Reading], start: float, turn: float
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of the rules that were broken, and of those that could be judged.

        Args:
            samples: the frames of the repetition or hold.
            start: s, its rest before; NaN where that was not seen.
            turn: s, its turning point; NaN for a hold.
        """
        faults, judged = [], []
        for rule in self._rules:
            views = MEASURES[rule.measure].views
            if rule.when in ("start", "turn", "throughout"):
                value = self._value(rule.measure, rule.when, start, turn, samples)
                known, bad = not math.isnan(value), rule.broken(value)
            elif rule.when == "range":
                moved = rom_without_pan(rule.measure, [s for s in samples if s.view in views])
                known, bad = not math.isnan(moved), rule.broken(moved)
            else:
                values = [(s.t, s.raw[rule.measure]) for s in samples if s.view in views]
                known = not all(math.isnan(value) for _, value in values)
                bad = broken_for(rule, values) >= rule.sustained
            if known:
                judged.append(rule.name)
            if known and bad:
                faults.append(rule.name)
        return tuple(faults), tuple(judged)

    def _rep_measure(self, name: str, movement: Movement, samples: Sequence[Reading]) -> float:
        variants = self._exercise.variants
        when: When = next((variant.when for variant in variants if variant.measure == name), "turn")
        start = movement.turn if math.isnan(movement.rest_before) else movement.rest_before
        return self._value(name, when, start, movement.turn, samples)

    def _value(
        self, measure: str, when: When, start: float, turn: float, samples: Sequence[Reading]
    ) -> float:
        """Return a measure throughout a movement, at its start or at its turning point."""
        if when == "throughout":
            seen = sum(sample.view in MEASURES[measure].views for sample in samples)
            return time_weighted_median(measure, samples) if seen >= len(samples) / 2 else math.nan
        return self._validator.at(start if when == "start" else turn, measure)
