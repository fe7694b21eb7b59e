"""The set under way in a live session: what of it is called out and shown, and the look back at it."""

import math
from collections.abc import Mapping, Sequence

from posecoach.core.events import HoldEnded, HoldStarted, Rep
from posecoach.core.session.record import Record
from posecoach.core.session.routine import Range
from posecoach.core.session.status import Status, Update
from posecoach.live import texts
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.cue_control import CueControl
from posecoach.live.hold_progress import HoldProgress
from posecoach.live.set_review import SetReview
from posecoach.live.summary_texts import Previous, best_yet
from posecoach.words import Words

SIDE_AT = 0.7
"""Progress beyond which the working side is clear: at the start both hands hang."""

MAX_PARTIAL = 0.95
"""Share of the way at which the bar marks a partial repetition, at most: it did not arrive."""


class SetControl:
    """Takes repetitions and holds, one set after the other. When one begins and ends it is told.

    Args:
        exercises: what may be done, by name.
        words: of the user's language.
        previous: earlier sessions, by exercise.

    Attributes:
        record: all that has happened so far.
        under_way: whether a set is, and is more than an attempt.
        side: the side that the latest repetition was done on; empty where it has none.
        counted_at: s, when the latest repetition was counted; NaN before the first.
        last_progress: how far the latest movement came, for the bar; NaN in a new set.
        cues: what is called out and shown of faults.
        holds: the holds of the set.
        review: the look back at the set before.
    """

    def __init__(self, exercises: texts.Exercises, words: Words, previous: Mapping[str, Previous]) -> None:
        self.record = Record()
        self.under_way = False
        self.side = ""
        self.counted_at = self.last_progress = math.nan
        self.cues, self.holds, self.review = CueControl(words), HoldProgress(words), SetReview()
        self._exercises, self._words, self._previous = exercises, words, previous
        self._best_told: dict[str, str] = {}
        self._side_seen = ""

    def take(self, update: Update) -> None:
        """Take note of an update, before its events are told of one by one."""
        self.record.events += update.events
        self.review.pose(update.t, update.pose)

    def on_reps(self, t: float, events: Sequence[Rep], status: Status, goal: float) -> list[Announcement]:
        """Take counted repetitions; several that come at once are told as one new total.

        Args:
            t: s.
            events: the repetitions.
            status: the coach's.
            goal: repetitions wanted; 0 for none.
        """
        announcements: list[Announcement] = ["rep", Say(self._words.number(status.reps), Priority.COUNT)]
        for event in events:
            announcements += self.cues.counted(t, event, self._exercises[event.exercise])
            self.review.counted(event)
            self.last_progress = event.depth if "depth" in event.faults else max(1.0, event.depth)
        self.counted_at, self.side = t, self._side_seen
        if goal and status.reps - len(events) < goal <= status.reps:
            announcements += ["done", Say(self._words("say.set_done"), Priority.CALL)]
        return announcements

    def on_partial(self, t: float, event: Rep) -> list[Announcement]:
        """Take a partial repetition."""
        self.last_progress = min(event.depth, MAX_PARTIAL)
        return ["partial", *self.cues.partial(t, event, self._exercises[event.exercise])]

    def on_hold_started(self, event: HoldStarted) -> list[Announcement]:
        """Take the beginning of a hold."""
        return self.holds.begun(event)

    def on_hold_ended(self, event: HoldEnded, status: Status, goal: float) -> list[Announcement] | None:
        """Take the end of a hold; None where the set is done by it, with `goal` seconds on each side."""
        if self.holds.ended(event, self._exercises[event.exercise], goal):
            return None
        # Who has gone on to it already need not be told.
        wanted = "" if status.held > 0.0 else self.holds.wanted
        return [Say(wanted, Priority.NOW)] if wanted else []

    def follow(self, t: float, status: Status, seconds: Range, *, at_work: bool) -> list[Announcement]:
        """Take the coach's status; return what is said of form and of the hold under way.

        Args:
            t: s.
            status: the coach's.
            seconds: the shortest and the longest hold on each side; (0, 0) for any.
            at_work: whether cues are wanted: neither in a rest nor after the last repetition of a goal.
        """
        if not math.isnan(status.progress) and status.progress >= SIDE_AT:
            self._side_seen = status.side or self._side_seen
        cues = self.cues.step(t, status) if at_work else self.cues.rest(t)
        return [*cues, *self.holds.goes_on(status, seconds), *self.holds.remind(t, status)]

    def begun(self) -> None:
        """Forget the figures of the set before: another one has begun."""
        self.review.begun()

    def attempt_ended(self) -> None:
        """Forget the holds of what came to nothing."""
        self.holds = HoldProgress(self._words)

    def ended(self) -> list[Announcement]:
        """Look back at the set that has just ended; say once where it is the best of all."""
        self.attempt_ended()
        self.under_way = False
        self.side = self._side_seen = ""
        self.last_progress = math.nan
        sets = self.record.sets
        if not sets:
            return []
        done = sets[-1]
        self.review.ended(done, self._exercises, self._words)
        best = best_yet(done, self._words, self._previous)
        if not best or self._best_told.get(done.exercise) == best:
            return []
        self._best_told[done.exercise] = best
        return [Say(best, Priority.CALL)]

    def rests(self) -> None:
        """Look back at the set under way: its rest begins, though it is not sure that it is over."""
        under_way = self.record.set_under_way
        if self.under_way and under_way is not None:
            self.review.ended(under_way, self._exercises, self._words)
