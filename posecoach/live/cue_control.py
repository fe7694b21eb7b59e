"""The one cue that is shown, in about two words, and the sentence that is spoken now and then."""

import math
from dataclasses import dataclass, field

from posecoach.core.events import Rep
from posecoach.core.exercise import Exercise
from posecoach.core.session.status import Status
from posecoach.live.announcements import Announcement, Announcer
from posecoach.overlay.live_view import Cue
from posecoach.words import Words

CUE_SHOWN_S = 1.5
"""s that a cue stays at least: shorter, and nobody has read it."""

A_LITTLE, A_HAND = 0.15, 0.4
"""Shares of the range of motion that a partial repetition lacks: up to these, "a little" and "a hand's breadth"."""

AFTER_FAULTS = 3
"""Repetitions after a faulty one within which a clean one is an improvement."""

PRAISED_S = 3.0
"""s after a set in which what was said of its last repetition may still stand."""

NO_CUE = Cue("")


@dataclass(slots=True)
class CueControl:
    """Chooses the cue, and praises when something got better."""

    words: Words
    shown: Cue = NO_CUE
    _since: float = -math.inf
    _praise: Cue = NO_CUE
    _clean_after: int = AFTER_FAULTS + 1
    _exercise: str = ""
    _announcer: Announcer = field(default_factory=Announcer)

    def partial(self, t: float, event: Rep, exercise: Exercise) -> tuple[Announcement, ...]:
        """Take a partial repetition: which way it stopped short, and by how much."""
        self._begin(exercise)
        self._clean_after = 0
        if not event.why:
            return ()
        way = self.words.farther(exercise.name)
        missing = 1.0 - event.depth
        key = "a_little" if missing <= A_LITTLE else "a_hand" if missing <= A_HAND else "much"
        self._set(t, Cue(self.words("cue.short", way=way.upper())))
        return self._announcer.cue(t, self.words(f"cue.{key}", way=way))

    def counted(self, t: float, event: Rep, exercise: Exercise) -> tuple[Announcement, ...]:
        """Take a full repetition; return praise where it is better than those before it."""
        self._praise = NO_CUE
        self._begin(exercise)
        if event.faults:
            self._clean_after = 0
            return ()
        self._clean_after += 1
        if self._clean_after != 1 or not exercise.praise:
            return ()
        said = self.words.praise(exercise.name, exercise.praise)
        self._praise = Cue(said, "praise")
        return self._announcer.praise(t, said)

    def step(self, t: float, status: Status) -> tuple[Announcement, ...]:
        """Choose the cue of this moment, and return it where it is to be said."""
        rule, cue, sentence = self._current(status)
        stood = t - self._since >= CUE_SHOWN_S
        fault_first = cue.tone == "fault" and bool(cue.words) and self.shown.tone != "fault"
        if not cue.words and stood:
            self.shown = NO_CUE
        elif cue.words and cue != self.shown and (stood or fault_first):
            self._set(t, cue)
        return self._announcer.cue(t, sentence) if rule else ()

    def rest(self, t: float) -> tuple[Announcement, ...]:
        """Show a cue no longer than it takes to read, and choose no other: nobody is at work."""
        if t - self._since >= CUE_SHOWN_S:
            self.shown = NO_CUE
        return ()

    def _begin(self, exercise: Exercise) -> None:
        """Forget what went wrong in another exercise: nothing here is better than that."""
        if exercise.name != self._exercise:
            self._exercise, self._clean_after = exercise.name, AFTER_FAULTS + 1

    def _set(self, t: float, cue: Cue) -> None:
        self.shown, self._since = cue, t

    def _current(self, status: Status) -> tuple[str, Cue, str]:
        """Return the rule, its cue on the screen and its sentence; the praise, or nothing, where none is broken."""
        if not status.in_set or status.exercise is None:
            return "", NO_CUE, ""
        name = status.exercise.name
        pairs = list(zip(status.broken, status.cues, strict=False))
        for severity in ("fault", "hint"):
            for rule, text in pairs:
                if rule.severity == severity:
                    short = self.words.short_cue(name, rule.name, text).upper()
                    return rule.name, Cue(short, severity), self.words.cue(name, rule.name, text)
        return "", self._praise if status.praise else NO_CUE, ""
