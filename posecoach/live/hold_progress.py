"""A stretch as it is held: what is called out, and what of it is still to come."""

from posecoach.core.counting.holds import SidesHeld
from posecoach.core.events import HoldEnded, HoldStarted
from posecoach.core.exercise import Exercise
from posecoach.core.session.coach import Status
from posecoach.core.session.routine import HARDLY, HOLD_SLACK_S
from posecoach.live.announcements import Announcement, Say


class HoldProgress:
    """Follows the holds of one set.

    Attributes:
        wanted: what is still to come, in words; empty where that is not known, or nothing is.
    """

    def __init__(self) -> None:
        self.wanted = ""
        self._told: set[str] = set()
        self._side = ""
        self._sides: SidesHeld | None = None

    def begun(self, event: HoldStarted) -> list[Announcement]:
        """A hold has begun."""
        self._told.clear()
        self._side, self.wanted = event.side, ""
        return [Say(f"Hold, {event.side} side" if event.side else "Hold")]

    def goes_on(self, status: Status, goal: float) -> list[Announcement]:
        """What is said while it is held, of `goal` seconds."""
        if not status.held > 0.0 or not goal or not status.in_position:
            return []
        held = status.held + (self._sides.on(self._side) if self._sides else 0.0)
        announcements: list[Announcement] = []
        for share, words in ((0.5, "Half way"), (1.0, "Enough")):
            if held >= share * goal and words not in self._told:
                self._told.add(words)
                announcements += ["done", Say(words)] if share >= 1.0 else [Say(words)]
        return announcements

    def ended(self, event: HoldEnded, exercise: Exercise, goal: float) -> bool:
        """A hold has ended; whether the set is done by that, with `goal` seconds on each side."""
        self._sides = self._sides or SidesHeld(exercise.sides)
        self._sides.add(event.side, event.held)
        missing = goal - self._sides.on(event.side)
        if missing > HOLD_SLACK_S:
            # One passes through a position on the way into it.
            meant = event.held >= HARDLY * goal
            self.wanted = f"{missing:.0f} seconds more{f', {event.side} side' * bool(event.side)}" * meant
        else:
            self.wanted = "" if self._sides.min_held >= goal - HOLD_SLACK_S else "Other side"
        return self._sides.min_held >= goal - HOLD_SLACK_S
