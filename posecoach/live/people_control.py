"""Several people in the picture: who is coached is shown, and how to change that is said."""

import math
from collections.abc import Sequence

from posecoach.core.pose.people import PersonSeen
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.gesture_control import Phase
from posecoach.words import Words

STAYS_S = 3.0
"""s for which somebody else is there who does not only walk by."""


class PeopleControl:
    """Says once that there are several people, and shows them while no set is under way.

    Attributes:
        shown: those who are marked on the screen, from left to right; none where there is but one, and in a set.
    """

    def __init__(self, words: Words) -> None:
        self.shown: Sequence[PersonSeen] = ()
        self._words = words
        self._several_since = math.nan
        self._told = False

    def step(self, t: float, people: Sequence[PersonSeen], phase: Phase) -> list[Announcement]:
        """Take all who are in the picture at `t` seconds, from left to right."""
        several = len(people) > 1
        self.shown = people if several and phase != "train" else ()
        if not several:
            self._several_since = math.nan
            return []
        self._several_since = t if math.isnan(self._several_since) else self._several_since
        if self._told or phase != "wait" or t - self._several_since < STAYS_S:
            return []
        self._told = True
        return [Say(self._words("say.two_people"), Priority.ADVICE)]

    @property
    def hint(self) -> str:
        """The screen's line on them; empty for nothing."""
        return self._words("screen.people", number=len(self.shown)) if self.shown else ""
