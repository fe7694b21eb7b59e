"""The rest between sets: when it begins, when it makes room on the screen, and when it is over."""

import math
from dataclasses import dataclass, field

from posecoach.core.form.gestures import Arm
from posecoach.core.session.rest import RestTimer
from posecoach.core.session.set_end import SetEndDetector
from posecoach.core.session.status import Status
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.words import Words

BACK = 0.7
"""s back in position after which the rest screen makes room."""

AWAIT = 8.0
"""s that it makes room without a repetition."""

EXTRA_S = 2.0
"""s that it makes room beyond that: where a repetition goes furthest, some leave their position."""

GO_SHOWN = 4.0
"""s that the end of a rest stays on the screen."""

STEP = 15.0
"""s by which a rest is made longer or shorter."""

SOON, WORTH = 10.0, 20.0
"""s before the end that are told, in rests longer than this."""

NOT_LATER_S = 2.0
"""s by which less may be left when the ten seconds are told: after a skip they are not."""

PAUSED_REMIND_S, MAX_PAUSED_REMINDERS = 60.0, 3
"""s of a pause after which it is said how to go on; and how often."""

ARM_KEYS: dict[Arm, tuple[str, str]] = {"right": ("+", "say.longer"), "left": ("-", "say.shorter")}
"""The key that an arm stretched out to the side stands for in a rest, and what is said."""


@dataclass(slots=True)
class RestControl:
    """Begins a rest as soon as a set seems to be over, and stops it where the set goes on after all.

    Attributes:
        set_end: says when a set seems to be over.
        timer: counts the rest down.
        rested: when the repetition or hold ended that the last rest followed, s.
    """

    set_end: SetEndDetector = field(default_factory=SetEndDetector)
    timer: RestTimer = field(default_factory=RestTimer)
    rested: float = -math.inf
    _room: float = field(default=-math.inf, repr=False)
    _told_soon: bool = field(default=False, repr=False)
    _paused_at: float = field(default=math.nan, repr=False)
    _reminded: int = field(default=0, repr=False)

    @property
    def followed(self) -> bool:
        """True where the last repetition or hold already has its rest."""
        return self.set_end.last == self.rested

    def begin(self, end: float, seconds: float) -> None:
        """Rest for so many seconds from `end`, when the set ended."""
        self.timer.start(end, seconds)
        self.rested = self.set_end.last
        self.set_end.forget_position()
        self._told_soon = False
        self._room = -math.inf

    def set_begun(self, t: float) -> None:
        """End the rest: a set is under way at `t` seconds."""
        self.timer.stop()
        if self.followed:
            self.set_end.last = t

    def watch(self, t: float, status: Status, goal: float) -> bool:
        """Take the coach's status; return whether a rest is to begin.

        Args:
            t: s.
            status: the coach's.
            goal: repetitions wanted; 0 for none.
        """
        watched = self.set_end
        watched.step(t, status)
        if watched.moving or (watched.has_left and BACK <= t - watched.back_since <= AWAIT):
            self._room = t
        if self.timer.running and status.is_real_set and not self.followed:
            # A repetition after all: the set goes on.
            self.timer.stop()
        return not self.timer.running and watched.seems_over(t, status, goal)

    def over(self, t: float, status: Status, goal: float) -> bool:
        """Return whether the coach is to end the set: its rest has run out, or its goal is long past."""
        if not self.set_end.may_end(t, status):
            return False
        rested = self.timer.running and self.followed and self.timer.left(t) <= 0.0
        return rested or self.set_end.goal_is_past(t, status, goal)

    def shown(self, t: float) -> bool:
        """Return whether the rest fills the screen, and makes no room for someone who is back in position."""
        return self.timer.running and t - self._room >= EXTRA_S

    def step(self, t: float, words: Words) -> list[Announcement]:
        """Return what sounds at `t` seconds."""
        announcements: list[Announcement] = ["beep" if beep.left else "go" for beep in self.timer.step(t)]
        if self.timer.running and not self.timer.paused:
            left = self.timer.left(t)
            if left <= SOON and not self._told_soon:
                self._told_soon = True
                if self.timer.total >= WORTH and left > SOON - NOT_LATER_S:
                    announcements.append(Say(words("say.ten_seconds"), Priority.CALL))
            if self.timer.elapsed(t) > self.timer.total + GO_SHOWN:
                self.timer.stop()
        return [*announcements, *self._remind(t, words)]

    def _remind(self, t: float, words: Words) -> list[Announcement]:
        """Return how to go on from a pause that lasts."""
        if not (self.timer.running and self.timer.paused):
            self._paused_at, self._reminded = math.nan, 0
            return []
        self._paused_at = t if math.isnan(self._paused_at) else self._paused_at
        due = self._paused_at + (self._reminded + 1) * PAUSED_REMIND_S
        if t < due or self._reminded >= MAX_PAUSED_REMINDERS:
            return []
        self._reminded += 1
        return [Say(words("say.remind_paused"), Priority.CALL)]

    def press(self, t: float, key: str) -> None:
        """Take a key: longer, shorter, pause or go on."""
        if key in ("+", "="):
            self.timer.add(t, STEP)
            self._told_soon = self._told_soon and self.timer.left(t) <= SOON
        elif key in ("-", "_"):
            self.timer.add(t, -STEP)
        elif key == " ":
            self.timer.pause(t, on=not self.timer.paused)

    def on_arm(self, t: float, arm: Arm, words: Words) -> list[Announcement]:
        """Take an arm stretched out to the side in a rest: longer or shorter."""
        key, said = ARM_KEYS[arm]
        self.press(t, key)
        return [Say(words(said), Priority.CALL)]

    def toggle_pause(self, t: float, words: Words) -> list[Announcement]:
        """Stop the clock, or let it go on."""
        self.press(t, " ")
        return [Say(words("say.paused" if self.timer.paused else "say.go_on"), Priority.CALL)]

    def on_hands_up(self, t: float, words: Words) -> list[Announcement]:
        """Go on, be it from the pause or from the rest."""
        if not self.timer.running:
            return []
        if self.timer.paused:
            self.timer.pause(t, on=False)
            return [Say(words("say.go_on"), Priority.CALL)]
        self.timer.skip(t)
        return []
