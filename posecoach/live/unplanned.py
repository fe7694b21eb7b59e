"""An exercise that is done though the plan does not know it: it is named, and what the plan says."""

import math

from posecoach.core.exercise import Exercise
from posecoach.core.session.routine import Item
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.texts import Exercises
from posecoach.words import Words

SHOWN_S = 8.0
"""s for which the screen says it."""

AGAIN_S = 20.0
"""s after which it is said again of one who goes on."""


class Unplanned:
    """Says what somebody seems to do instead of the set to come.

    Args:
        planned: the exercises of the plan, by name.
        words: of the user's language.
    """

    def __init__(self, planned: Exercises, words: Words) -> None:
        self._planned, self._words = planned, words
        self._text, self._said_at = "", -math.inf

    def step(self, t: float, doing: Exercise | None, item: Item | None) -> list[Announcement]:
        """Take what turned out at `t` seconds to be done while `item` was waited for; return what is said of it."""
        if doing is None or item is None or t - self._said_at < AGAIN_S:
            return []
        self._said_at = t
        done, planned = self._plural(doing), self._plural(self._planned[item.exercise])
        self._text = self._words("say.unplanned", done=done, planned=planned)
        return [Say(self._words("say.remind_skip", what=self._text), Priority.CALL)]

    def text(self, t: float) -> str:
        """Return what the screen says of it at `t` seconds; empty for nothing."""
        return self._text.rstrip(".") if t - self._said_at < SHOWN_S else ""

    def _plural(self, exercise: Exercise) -> str:
        return self._words.plural(exercise.name, exercise.title)
