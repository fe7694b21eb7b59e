"""A hold under way: what is called out, and what of it is still to come."""

import math

from posecoach.core.counting.holds import SidesHeld
from posecoach.core.events import HoldEnded, HoldStarted
from posecoach.core.exercise import Exercise
from posecoach.core.session.routine import HARDLY, HOLD_SLACK_S, Range
from posecoach.core.session.status import Status
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.words import Words

REMIND_S = 20.0
"""s of waiting for what is still to come after which it is said again."""

LONG_S = 20.0
"""s beyond its goal from which a hold without a longest time is told to be long enough: some wait to be let go."""


class HoldProgress:
    """Follows the holds of one set.

    Attributes:
        wanted: what is still to come, in words; empty where that is not known, or nothing is.
        change_side: whether that is the other side.
        reached: whether the side that is held has been held for long enough.
        side: the side of the hold under way; empty for none, and where it has no sides.
    """

    def __init__(self, words: Words) -> None:
        self.wanted = ""
        self.change_side = self.reached = False
        self.side = ""
        self._words = words
        self._told: set[tuple[str, str]] = set()
        self._side = ""
        self._sides: SidesHeld | None = None
        self._waits_since = math.nan
        self._left = ""

    def begun(self, event: HoldStarted) -> list[Announcement]:
        """Return what is said as a hold begins."""
        self.side = event.side
        self._side, self.wanted, self.change_side, self.reached = event.side, "", False, False
        self._left = ""
        if event.side:
            side = self._words(f"side.{event.side}")
            return [Say(self._words("say.hold_side", side=side), Priority.CALL)]
        return [Say(self._words("say.hold"), Priority.CALL)]

    def goes_on(self, status: Status, seconds: Range) -> list[Announcement]:
        """Return what is said while it is held; each thing once for each side.

        Args:
            status: the coach's.
            seconds: the shortest and the longest that is wanted on each side; (0, 0) for any.
        """
        goal, longest = seconds
        if not status.held > 0.0:
            self.reached = False
            return []
        if not goal or not status.in_position:
            return []
        held = status.held + (self._sides.on(self._side) if self._sides else 0.0)
        self.reached = held >= goal
        announcements: list[Announcement] = []
        limit = longest if longest > goal else goal + LONG_S
        for at, key in ((0.5 * goal, "half_way"), (goal, "enough"), (limit, "long_enough")):
            if held >= at and (self._side, key) not in self._told:
                self._told.add((self._side, key))
                said = Say(self._words(f"say.{key}"), Priority.CALL)
                announcements += ["done", said] if key == "enough" else [said]
        return announcements

    def remind(self, t: float, status: Status) -> list[Announcement]:
        """Return the reminder of what is still to come, with the way out, while nothing is held."""
        if status.held > 0.0 or not self._left:
            self._waits_since = math.nan
            return []
        self._waits_since = t if math.isnan(self._waits_since) else self._waits_since
        if t - self._waits_since < REMIND_S:
            return []
        self._waits_since, self.wanted = t, self._left
        return [Say(self._words("say.remind_side", what=self.wanted), Priority.CALL)]

    def ended(self, event: HoldEnded, exercise: Exercise, goal: float) -> bool:
        """Take the end of a hold; return whether the set is done by that, with `goal` seconds on each side."""
        self._sides = self._sides or SidesHeld(exercise.sides)
        self._sides.add(event.side, event.held)
        self.reached = self.change_side = False
        self.side = ""
        missing = goal - self._sides.on(event.side)
        done = self._sides.min_held >= goal - HOLD_SLACK_S
        if missing > HOLD_SLACK_S:
            # Someone passes through a position on the way into it.
            meant = event.held >= HARDLY * goal
            self._left = self._more(missing, event.side)
            self.wanted = self._left if meant else ""
        else:
            self._left = self.wanted = "" if done else self._words("say.other_side")
            self.change_side = not done
        return done

    def _more(self, seconds: float, side: str) -> str:
        if not side:
            return self._words("say.more_seconds", seconds=f"{seconds:.0f}")
        side = self._words(f"side.{side}")
        return self._words("say.more_seconds_side", seconds=f"{seconds:.0f}", side=side)
