"""What is called out to someone who trains, and when: seldom enough to be heeded."""

from dataclasses import dataclass, field
from typing import Literal

ToneName = Literal["rep", "partial", "beep", "go", "done"]
"""A short sound: a repetition counted, a partial one, the last seconds, the start, a goal reached."""

CUE_GAP, SAME_CUE = 4.0, 12.0
"""s between two cues, and before the same one is said again: who is corrected all the time stops listening."""

PRAISE_GAP = 15.0
"""s without a cue after which praise is said, and between two."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words to be spoken. `urgent` ones may not wait: a count said late is wrong."""

    words: str
    urgent: bool = False


Announcement = ToneName | Say

NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


def spoken(number: int) -> str:
    """A count as a voice says it best."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else str(number)


@dataclass(slots=True)
class Announcer:
    """Keeps cues and praise apart from each other."""

    _last: float = field(default=float("-inf"), repr=False)
    _praised: float = field(default=float("-inf"), repr=False)
    _said: dict[str, float] = field(default_factory=dict, repr=False)

    def cue(self, t: float, words: str) -> tuple[Announcement, ...]:
        """A cue, if now is the time for it. Numbers in it do not make it another one."""
        key = "".join(letter for letter in words if not letter.isdigit())
        if t - self._last < CUE_GAP or t - self._said.get(key, float("-inf")) < SAME_CUE:
            return ()
        self._last = self._said[key] = t
        return (Say(words),)

    def praise(self, t: float, words: str) -> tuple[Announcement, ...]:
        """Praise, if nothing had to be said for a while."""
        if t - max(self._last, self._praised) < PRAISE_GAP:
            return ()
        self._praised = t
        return (Say(words),)
