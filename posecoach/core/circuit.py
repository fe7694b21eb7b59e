"""A routine, coached: one exercise after the other, as its plan says."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from posecoach.core.coach import Coach, Update
from posecoach.core.events import Event, HoldEnded, RepCompleted, RepMissed, RestEnded, SetEnded, SetStarted
from posecoach.core.exercise import Exercise
from posecoach.core.plan import Item, Routine
from posecoach.core.pose import Pose

GIVEN_UP = 3
"""Partial repetitions from which a set without a full one was done all the same, and not only got ready for."""


class Circuit:
    """Coaches what a plan asks for, and goes on to the next set when one has ended, however it went.

    A partial repetition or two by themselves are no set: so it looks when one gets into position.

    It steps and finishes as a `Coach` does. Sets are numbered through, and rests are told between
    exercises too.

    Attributes:
        position: index into `plan.sets` of the set under way or to come; their number once all are done.
    """

    def __init__(self, plan: Routine, exercises: Mapping[str, Exercise]) -> None:
        self.plan = plan
        self.position = 0
        self._exercises = exercises
        self._sets = plan.sets
        self._coach = self._made(self._sets[0][0])
        self._numbered = 0
        self._last_end = math.nan
        self._skip = False
        self._open = False
        self._full = self._partial = 0

    @property
    def item(self) -> Item:
        """What is to be done now; the last one once all is done."""
        return self._sets[min(self.position, len(self._sets) - 1)][0]

    def skip(self) -> None:
        """Give up the set under way or to come; the next step goes on to the one after it."""
        self._skip = True

    def end_set(self) -> None:
        """The set under way is over; what follows belongs to the next one."""
        self._coach.end_set()

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take what was seen at `t` seconds; None where nobody was."""
        ended: list[Event] = []
        if self._skip:
            self._skip = False
            was_open, here = self._open, self.position
            ended = self._passed(self._coach.finish())
            if self.position == here:
                self._advance()
            if was_open:
                self._coach = self._made(self.item)
        update = self._coach.step(t, pose)
        number = self._numbered
        events = (*ended, *self._passed(update.events))
        status = dataclasses.replace(update.status, set_number=max(number, self._numbered))
        return dataclasses.replace(update, status=status, events=events)

    def finish(self) -> tuple[Event, ...]:
        """No more frames: end what is still open."""
        return tuple(self._passed(self._coach.finish()))

    def _passed(self, events: Sequence[Event]) -> list[Event]:
        said: list[Event] = []
        for event in events:
            match event:
                case SetStarted(start=start):
                    rested = any(isinstance(each, RestEnded) for each in events)
                    if not rested and not math.isnan(self._last_end):
                        said.append(RestEnded(event.t, event.exercise, max(0.0, start - self._last_end)))
                    self._numbered += 1
                    self._open = True
                    said.append(dataclasses.replace(event, number=self._numbered))
                case SetEnded(end=end):
                    said.append(dataclasses.replace(event, number=self._numbered))
                    self._last_end, self._open = end, False
                    if self._full or self._partial >= GIVEN_UP:
                        self._advance()
                    self._full = self._partial = 0
                case RepCompleted() | HoldEnded():
                    self._full += 1
                    said.append(event)
                case RepMissed():
                    self._partial += 1
                    said.append(event)
                case _:
                    said.append(event)
        return said

    def _advance(self) -> None:
        before = self.item
        self.position = min(self.position + 1, len(self._sets))
        # The same exercise goes on with the same coach, which knows this person's range by now.
        if self.item is not before:
            self._coach = self._made(self.item)

    def _made(self, item: Item) -> Coach:
        return Coach((self._exercises[item.exercise],), item.variant)
