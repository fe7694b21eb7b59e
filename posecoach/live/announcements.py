"""Announcements: tones and words for someone who trains, seldom enough to be heeded."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

ToneName = Literal["rep", "partial", "beep", "go", "done", "alert", "tick", "turn", "inhale", "exhale"]
"""A short sound: a repetition counted, a partial one, the last seconds, the start, a goal reached, no picture;
and of a pace a second, a turn, a breath in and out."""

CUE_GAP, SAME_CUE = 4.0, 12.0
"""s between two cues, and before the same one is said again: who is corrected all the time stops listening."""

PRAISE_GAP = 15.0
"""s without a cue after which praise is said, and between two."""


class Priority(IntEnum):
    """Order in which words are spoken; from `CALL` on they interrupt what is of less importance."""

    ADVICE = 0
    CUE = 1
    COUNT = 2
    CALL = 3
    NOW = 4


@dataclass(frozen=True, slots=True)
class Say:
    """Words to be spoken."""

    words: str
    priority: Priority = Priority.CUE


Announcement = ToneName | Say


@dataclass(slots=True)
class Announcer:
    """Keeps cues and praise apart from each other."""

    _last: float = field(default=float("-inf"), repr=False)
    _praised: float = field(default=float("-inf"), repr=False)
    _said: dict[str, float] = field(default_factory=dict, repr=False)

    def cue(self, t: float, words: str) -> tuple[Announcement, ...]:
        """Return the cue if now is the time for it. Numbers in it do not make it another one."""
        key = "".join(letter for letter in words if not letter.isdigit())
        if t - self._last < CUE_GAP or t - self._said.get(key, float("-inf")) < SAME_CUE:
            return ()
        self._last = self._said[key] = t
        return (Say(words),)

    def praise(self, t: float, words: str) -> tuple[Announcement, ...]:
        """Return praise if nothing had to be said for a while."""
        if t - max(self._last, self._praised) < PRAISE_GAP:
            return ()
        self._praised = t
        return (Say(words, Priority.ADVICE),)
