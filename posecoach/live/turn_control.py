"""A picture that lies on its side or upside down: it is said, or turned where that was asked for."""

import math

from posecoach.core.form.picture_check import orientation
from posecoach.core.pose.body import Body
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.gesture_control import Phase
from posecoach.words import Words

STEADY_S = 2.0
"""s for which somebody must look as in a picture that is upside down."""

AGAIN_S = 15.0
"""s after which it is said again."""

UPSIDE_DOWN = 180
"""Degrees."""


class TurnControl:
    """Knows by how much the picture is to be turned.

    Args:
        words: of the user's language.
        auto: whether it is to be turned; else it is said.

    Attributes:
        hint: what the screen says of it; empty for nothing.
    """

    def __init__(self, words: Words, *, auto: bool = False) -> None:
        self.hint = ""
        self._words, self._auto = words, auto
        self._since, self._said_at = math.nan, -math.inf

    def step(self, t: float, body: Body | None, turned: int, phase: Phase) -> tuple[int, list[Announcement]]:
        """Take a moment; return the degrees by which to turn the picture clockwise, 0 for none, and what is said.

        Args:
            t: s.
            body: None where nobody is seen.
            turned: degrees by which a picture that lies on its side is to be turned; 0 where it does not.
            phase: what someone is doing: in a set and in a rest they may well lie there.
        """
        needed = self._needed(t, body, turned) if phase == "wait" else 0
        key = "" if not needed else "upside_down" if needed == UPSIDE_DOWN else "on_its_side"
        self.hint = self._words(f"advice.{key}") if key and not self._auto else ""
        if not key or (not self._auto and t - self._said_at < AGAIN_S):
            return 0, []
        self._said_at = t
        if not self._auto:
            return 0, [Say(f"{self.hint}.", Priority.CALL)]
        self._since = math.nan
        return needed, [Say(self._words("say.turned"), Priority.CALL)]

    def _needed(self, t: float, body: Body | None, turned: int) -> int:
        if body is None or orientation(body) != "upside_down":
            self._since = math.nan
            return turned
        self._since = t if math.isnan(self._since) else self._since
        return UPSIDE_DOWN if t - self._since >= STEADY_S else turned
