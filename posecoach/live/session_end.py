"""The end of a live session: when it comes by itself, and what was done by then."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from posecoach.core.events import Event, Rep, Verdict
from posecoach.core.session.record import Record, SetRecord
from posecoach.core.session.routine import Routine
from posecoach.core.session.status import Status
from posecoach.live import texts, week_goals
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.summary_texts import Previous, summarised
from posecoach.overlay.live_view import Summary
from posecoach.words import Words

FINISH_AFTER_S = 20.0
"""s that the summary stays before the session ends by itself."""

IDLE_END_S = 180.0
"""s of nothing, after at least one set and without a rest to wait for, after which the summary comes."""

PAUSED_END_S = 900.0
"""The same while a rest is paused: somebody meant to be away."""

WARN_S = 30.0
"""s before that at which it is told, with the sign that keeps the session open."""


class SessionEnd:
    """Knows when a session is over, and sums it up.

    Args:
        exercises: what may be done, by name.
        plan: what is to be done; None where nothing is planned.
        words: of the user's language.
        previous: earlier sessions, by exercise.
        goals: goals of the week, by exercise, with what was done of them before this session.
        record: all that happens.

    Attributes:
        at: s, when it was over; NaN while it goes on.
        warned: whether it was told that it will be over soon.
    """

    def __init__(
        self,
        exercises: texts.Exercises,
        plan: Routine | None,
        words: Words,
        previous: Mapping[str, Previous],
        goals: week_goals.WeekGoals,
        record: Record,
    ) -> None:
        self.at = math.nan
        self.warned = False
        self._exercises, self._plan, self._words = exercises, plan, words
        self._previous, self._goals, self._record = previous, goals, record
        self._active = 0.0

    @property
    def reached(self) -> bool:
        """True once the session is over."""
        return not math.isnan(self.at)

    def reopen(self) -> None:
        """Go on: another set has begun."""
        self.at = math.nan

    def active(self, t: float) -> None:
        """Take note that something has happened at `t` seconds."""
        self._active, self.warned = t, False

    def watch(self, t: float, status: Status, events: Sequence[Event]) -> None:
        """Take what the coach says of `t` seconds."""
        if status.held > 0.0 or any(_is_activity(event, status) for event in events):
            self.active(t)

    def idle(self, t: float, *, under_way: bool, paused: bool) -> bool:
        """Return whether nothing has happened for so long that it is over; not before the first set."""
        return self._idle_for(t, PAUSED_END_S if paused else IDLE_END_S, under_way=under_way)

    def warning(self, t: float, *, under_way: bool, paused: bool) -> list[Announcement]:
        """Return, once, that it is over soon."""
        limit = (PAUSED_END_S if paused else IDLE_END_S) - WARN_S
        if self.warned or not self._idle_for(t, limit, under_way=under_way):
            return []
        self.warned = True
        return [Say(self._words("say.still_there", seconds=f"{WARN_S:.0f}"), Priority.CALL)]

    def _idle_for(self, t: float, seconds: float, *, under_way: bool) -> bool:
        begun = bool(self._record.sets) or under_way
        return begun and not self.reached and t - self._active >= seconds

    def seen(self, t: float) -> bool:
        """Return whether the summary has been up for long enough."""
        return t - self.at >= FINISH_AFTER_S

    def finish(self, t: float, key: str) -> list[Announcement]:
        """End the session at `t` seconds, with the text of this key and the goals of the week."""
        self.at = t
        goals = week_goals.spoken(self._week(self._so_far()), self._words)
        return ["done", Say(f"{self._words(key)} {goals}".strip(), Priority.CALL)]

    def summary(self, t: float, sets: Sequence[SetRecord] | None = None) -> Summary:
        """Return what was done until `t` seconds: of these sets, or of those that have ended so far."""
        done = self._record.sets if sets is None else sets
        made = summarised(done, self._plan, self._exercises, t, self._words, self._previous)
        week = week_goals.shown(self._week(self._so_far() if sets is None else sets), self._words)
        return dataclasses.replace(made, week=week)

    def _so_far(self) -> list[SetRecord]:
        """Return the sets of now, with the one under way."""
        under_way = self._record.set_under_way
        return [*self._record.sets, *([under_way] if under_way else [])]

    def _week(self, sets: Sequence[SetRecord]) -> tuple[week_goals.Done, ...]:
        return week_goals.done_this_week(sets, self._goals, self._exercises)


def _is_activity(event: Event, status: Status) -> bool:
    """Return whether an event is of someone who trains: one who tidies the room makes movements, too."""
    rejected = isinstance(event, Rep) and event.verdict is Verdict.REJECTED
    return not rejected or status.in_position is True
