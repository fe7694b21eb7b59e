"""The way into a set: its call, the guidance into the starting position, "Go", and a reminder."""

import math

from posecoach.core.exercise import Exercise
from posecoach.core.form.setup_check import Guidance, SetupGuide
from posecoach.core.pose.body import Body
from posecoach.core.session.status import Update
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.overlay.live_view import Setup
from posecoach.words import Words

ADVICE_GAP_S = 5.0
"""s between two spoken advices on how to get ready."""

REMIND_S = 20.0
"""s without a repetition after which someone is reminded of the set."""

MAX_REMINDERS_UNSEEN = 2
"""Reminders that an empty room is given."""

JUST_CALLED_S = 4.0
"""s after the call of a set, which ends with "Go", within which "Go" is not said again."""

AWAY_S = 1.0
"""s out of the starting position, or out of sight, after which "Go" has news for who is back in it."""

REMIND_OF_SIGN = 2
"""The reminder that tells the way out without a key, and so does every second one after it."""

SETTLED = 1.0 / 3.0
"""Share of the wait in the starting position from which the ring is shown: who walks by never holds still so long."""


class SetupControl:
    """Leads into each set, and never leaves someone waiting in silence."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._guide: SetupGuide | None = None
        self._guidance: Guidance | None = None
        self._exercise: Exercise | None = None
        self._call = ""
        self._pending = False
        self._open = False
        self._called = self._since = -math.inf
        self._advice, self._advised = "", -math.inf
        self._shown = ""
        self._unseen = self._reminded = 0
        self._go_due = True
        self._away_since = math.nan

    @property
    def is_open(self) -> bool:
        """True while a set is waited for."""
        return self._open

    def open(self, t: float, exercise: Exercise | None, call: str, *, called: bool = False) -> None:
        """Wait for a set from `t` on.

        Args:
            t: s.
            exercise: which; None where any may be done.
            call: what is said of the set; empty where nothing is planned.
            called: whether that, and "Go", has just been said.
        """
        self._open, self._exercise, self._call = True, exercise, call
        self._guide, self._guidance = SetupGuide(exercise), None
        self._pending = bool(call) and not called
        self._called = t if called else -math.inf
        self._since, self._unseen, self._reminded = t, 0, 0
        self._go_due, self._away_since = not called, math.nan
        self._advice, self._advised = "", (t if called or call else -math.inf)
        self._shown = ""

    def close(self) -> None:
        """Wait no longer: the set has begun, or there is none."""
        self._open, self._guide, self._guidance = False, None, None

    def step(
        self, t: float, update: Update, body: Body | None, size: tuple[float, float], brightness: float
    ) -> list[Announcement]:
        """Take a frame while a set is waited for."""
        if not self._open:
            return []
        announcements: list[Announcement] = []
        if self._pending:
            self._pending, self._since = False, t
            announcements.append(Say(self._call, Priority.CALL))
        self._unseen = 0 if body is not None else self._unseen
        self._watch_position(t, update, body)
        announcements += self._guided(t, update, body, size, brightness)
        return announcements + self.remind(t)

    def remind(self, t: float) -> list[Announcement]:
        """Return the reminder if nothing has happened for long enough; an empty room is given two."""
        if not self._open or t - self._since < REMIND_S:
            return []
        self._since = t
        if self._unseen >= MAX_REMINDERS_UNSEEN:
            return []
        self._unseen += 1
        self._reminded += 1
        if self._go_due:  # who stands ready needs no guidance
            self._guide = self._guide or SetupGuide(self._exercise)
        self._advised = t
        return [Say(self._reminder(), Priority.CALL)]

    def skipped(self, t: float) -> None:
        """Take note that the set is given up: nothing more is said of how to get ready for it."""
        self._guide, self._guidance, self._since = None, None, t

    def setup(self) -> Setup | None:
        """Return what the screen shows of it; None once it has started."""
        if self._guide is None:
            return None
        name = self._exercise.name if self._exercise else ""
        guidance = self._guidance
        usual = "take_position" if name else "stand_still"
        if guidance is None:
            return Setup(self._text(usual), exercise=name)
        checks = tuple((self._words(f"check.{check.name}"), check.good) for check in guidance.checks)
        ready = max(0.0, (guidance.ready - SETTLED) / (1.0 - SETTLED))
        advice = guidance.advice if ready > 0.0 else self._shown or usual
        return Setup(self._text(advice), checks, ready, name)

    def _watch_position(self, t: float, update: Update, body: Body | None) -> None:
        """Note whether the starting position was left since "Go": who stands where squats begin is always in it."""
        away = body is None or (self._exercise is not None and update.status.in_position is False)
        self._away_since = (t if math.isnan(self._away_since) else self._away_since) if away else math.nan
        self._go_due = self._go_due or t - self._away_since >= AWAY_S

    def _reminder(self) -> str:
        if self._reminded % REMIND_OF_SIGN == 0 and not self._unseen > 1:
            key = "say.remind_skip" if self._call else "say.remind_finish"
            return self._words(key, what=self._call)
        title = self._words.title(self._exercise.name, self._exercise.title) if self._exercise else ""
        hindrance = self._hindrance()
        if hindrance:
            named = "" if title in hindrance else title
            what = self._call or (self._words("say.call", what=named) if named else "")
            return self._words("say.remind_advice", what=what, advice=hindrance).strip()
        if self._call:
            return self._words("say.remind", what=self._call)
        return self._words("say.call_begin", what=title) if title else self._words("screen.begin")

    def _hindrance(self) -> str:
        """Return what keeps someone who is seen from beginning; empty for nothing, or nothing that is known."""
        if self._guidance is None or self._shown in ("", "nobody", "stand_still"):
            return ""
        if self._shown == "take_position" and not (self._exercise and self._exercise.prelude):
            return ""
        return self._text(self._shown)

    def _guided(
        self, t: float, update: Update, body: Body | None, size: tuple[float, float], brightness: float
    ) -> list[Announcement]:
        guide, status = self._guide, update.status
        if guide is None:
            return []
        doing = status.exercise.name if status.exercise else ""
        known = guide.exercise is None or doing == guide.exercise.name
        self._guidance = guidance = guide.step(
            t,
            body,
            size,
            in_position=status.in_position if known else None,
            progress=status.progress,
            view=status.view,
            brightness=brightness,
        )
        if guidance.advice not in ("hold_still", "go"):
            self._shown = guidance.advice
        if guidance.go:
            self._guide = self._guidance = None
            due, self._go_due = self._go_due, False
            if not due or t - self._called <= JUST_CALLED_S:
                return []  # and the wait for the reminder, which began with that call, goes on
            self._since = t
            return ["go", Say(self._words("say.go"), Priority.NOW)]
        silent = guidance.advice == "hold_still"  # it would still be heard when it says Go
        if silent or guidance.advice == self._advice or t - self._advised < ADVICE_GAP_S:
            return []
        self._advice, self._advised = guidance.advice, t
        return [Say(self._text(guidance.advice), Priority.ADVICE)]

    def _text(self, advice: str) -> str:
        if advice != "take_position":
            return self._words(f"advice.{advice}")
        if self._exercise is None:
            return self._words("advice.take_position", exercise="")
        return self._words.begin(self._exercise.name, self._exercise.title)
