"""Watching the form."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from posecoach.core.exercise import Rule


@dataclass(slots=True)
class RuleMonitor:
    """Says when one rule is broken, and when it is kept again.

    Both take `rule.sustained` seconds, so a flicker is no fault; kept again means inside by `rule.slack`.

    Attributes:
        value: the measure as it was last seen.
    """

    rule: Rule
    broken: bool = False
    value: float = math.nan
    _since: float | None = field(default=None, repr=False)

    def step(self, t: float, value: float) -> bool | None:
        """Take the rule's measure at `t` seconds; NaN leaves everything as it was.

        Returns:
            True where the rule has just been broken, False where it has just been kept again.
        """
        rule = self.rule
        self.value = self.value if math.isnan(value) else value
        outside = rule.broken(value)
        inside = rule.min + rule.slack <= value <= rule.max - rule.slack
        if not (inside if self.broken else outside):
            self._since = None if outside or inside else self._since
            return None
        if self._since is None:
            self._since = t
        if t - self._since < rule.sustained:
            return None
        self.broken, self._since = not self.broken, None
        return self.broken

    def relax(self) -> bool | None:
        """The rule does not apply now: a fault, if there is one, is over (False)."""
        broken, self.broken, self._since = self.broken, False, None
        return False if broken else None


def broken_for(rule: Rule, samples: Iterable[tuple[float, float]]) -> float:
    """Return the longest time, in seconds, for which (t, value) samples lay outside a rule's range."""
    longest = 0.0
    since: float | None = None
    for t, value in samples:
        if rule.broken(value):
            since = t if since is None else since
            longest = max(longest, t - since)
        elif rule.min <= value <= rule.max:
            since = None
    return longest
