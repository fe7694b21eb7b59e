"""The rest between sets: when it begins, when it makes room on the screen, and when it is over."""

import math
from dataclasses import dataclass, field

from posecoach.core.form.gestures import Arm
from posecoach.core.session.rest import RestTimer
from posecoach.core.session.status import Status
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.words import Words

LEFT_POSITION_S = 2.0
"""s out of position, after at least one repetition, from which the rest is shown."""

OUT_OF_SIGHT_S = 3.0
"""s without a sight of the athlete from which they have left."""

DONE = 3.0
"""s without moving after the goal was reached from which the rest is shown: one who stands between squats
stands in their position all the time."""

STOOD, SLOWER = 8.0, 2.5
"""s in position without moving, and as a multiple of the longest time between two repetitions of the set,
from which the rest is shown where no goal was reached: one stands where one squats, too."""

OVER = 8.0
"""s without moving after the goal was reached from which what follows belongs to the next set."""

BACK = 0.7
"""s back in position after which the rest screen makes room."""

AWAIT = 8.0
"""s that it makes room without a repetition."""

EXTRA_S = 2.0
"""s that it makes room beyond that: where a repetition goes furthest, some leave their position."""

UNDER_WAY_PROGRESS = 0.35
"""Progress from which a repetition is under way."""

GO_SHOWN = 4.0
"""s that the end of a rest stays on the screen."""

STEP = 15.0
"""s by which a rest is made longer or shorter."""

SOON, WORTH = 10.0, 20.0
"""s before the end that are told, in rests longer than this."""

NOT_LATER_S = 2.0
"""s by which less may be left when the ten seconds are told: after a skip they are not."""

AFTER_GAP_S = 4.0
"""s after pictures were missing within which no set is thought to be over."""

ARM_KEYS: dict[Arm, tuple[str, str]] = {"right": ("+", "say.longer"), "left": ("-", "say.shorter")}
"""The key that an arm stretched out to the side stands for in a rest, and what is said."""


@dataclass(slots=True)
class RestControl:
    """Watches for the end of a set before it is sure, so that nobody waits for the clock to start.

    Attributes:
        timer: counts the rest down.
        last: when the last repetition or hold ended, s.
        rested: which of them the last rest followed, s.
    """

    timer: RestTimer = field(default_factory=RestTimer)
    last: float = -math.inf
    rested: float = -math.inf
    _slowest: float = field(default=0.0, repr=False)
    _out: float = field(default=math.nan, repr=False)
    _in: float = field(default=math.nan, repr=False)
    _lost: float = field(default=math.nan, repr=False)
    _left: bool = field(default=False, repr=False)
    _room: float = field(default=-math.inf, repr=False)
    _moving: bool = field(default=False, repr=False)
    _told: bool = field(default=False, repr=False)
    _gap_end: float = field(default=-math.inf, repr=False)

    def begin(self, end: float, seconds: float) -> None:
        """Rest for so many seconds from `end`, when the set ended."""
        self.timer.start(end, seconds)
        self.rested = self.last
        self._out = self._in = math.nan
        self._left = self._told = False
        self._room = -math.inf

    def counted(self, t: float, *, first: bool) -> None:
        """A repetition, full or partial, or a hold ended at `t`, be it the first of its set."""
        self._slowest = 0.0 if first else max(self._slowest, t - self.last)
        self.last = t

    def gap(self, t: float) -> None:
        """Pictures were missing until `t` seconds: nothing that spans this is the end of a set."""
        self._out = self._in = self._lost = math.nan
        self._gap_end = t

    def watch(self, t: float, status: Status, goal: float) -> bool:
        """Take how things stand; True where a set is over though that is not sure yet.

        Args:
            t: s.
            status: the coach's.
            goal: repetitions wanted; 0 for none.
        """
        self._moving = status.in_position is True and status.progress >= UNDER_WAY_PROGRESS
        nobody = status.in_position is None and math.isnan(status.progress)
        self._lost = math.nan if not nobody else t if math.isnan(self._lost) else self._lost
        if status.in_position:
            self._out, self._in = math.nan, t if math.isnan(self._in) else self._in
        elif status.in_position is False or t - self._lost >= OUT_OF_SIGHT_S:
            since = t if math.isnan(self._lost) else self._lost
            self._in, self._out = math.nan, since if math.isnan(self._out) else self._out
            self._left = True
        if self._moving or (self._left and BACK <= t - self._in <= AWAIT):
            self._room = t
        if self.timer.running and status.is_real_set and self.last != self.rested:
            # A repetition after all: the set goes on.
            self.timer.stop()
        counted = status.exercise is not None and status.exercise.kind == "reps"
        if not (counted and status.in_set and status.reps) or self.timer.running:
            return False
        if t - self._gap_end < AFTER_GAP_S:
            return False
        idle = t - max(self.last, self._gap_end)
        reached = bool(goal) and status.reps >= goal and idle >= DONE
        stood = status.in_position is True and idle >= max(STOOD, SLOWER * self._slowest)
        if not self._moving and (reached or stood):
            return True
        return t - self._out >= LEFT_POSITION_S and idle >= LEFT_POSITION_S

    def over(self, t: float, status: Status, goal: float) -> bool:
        """Return whether the set under way is over for sure: its rest is, or its goal was reached long enough ago.

        Who stands between squats stands in their position: the coach alone would wait for long.
        """
        if not status.in_set or self._moving:
            return False
        if t - self._gap_end < AFTER_GAP_S:
            return False
        rested = self.timer.running and self.last == self.rested and self.timer.left(t) <= 0.0
        return rested or (bool(goal) and status.reps >= goal and t - self.last >= OVER)

    def shown(self, t: float) -> bool:
        """Return whether the rest fills the screen, and makes no room for someone who is back in position."""
        return self.timer.running and t - self._room >= EXTRA_S

    def step(self, t: float, words: Words) -> list[Announcement]:
        """Return what sounds at `t` seconds."""
        announcements: list[Announcement] = ["beep" if beep.left else "go" for beep in self.timer.step(t)]
        if self.timer.running and not self.timer.paused:
            left = self.timer.left(t)
            if left <= SOON and not self._told:
                self._told = True
                if self.timer.total >= WORTH and left > SOON - NOT_LATER_S:
                    announcements.append(Say(words("say.ten_seconds"), Priority.CALL))
            if self.timer.elapsed(t) > self.timer.total + GO_SHOWN:
                self.timer.stop()
        return announcements

    def press(self, t: float, key: str) -> None:
        """Take a key: longer, shorter, pause or go on."""
        if key in ("+", "="):
            self.timer.add(t, STEP)
            self._told = self._told and self.timer.left(t) <= SOON
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
