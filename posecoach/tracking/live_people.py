"""Looks for everybody in front of a camera, beside the tracking of the one who is coached, and changes to another."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from posecoach.core.exercise import Exercise
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.people import PersonSeen
from posecoach.core.session.status import Update
from posecoach.tracking.choice import Choice
from posecoach.tracking.person_lock import Box
from posecoach.types import Frame


class Follower(Protocol):
    """A tracker of one person among several."""

    def follow(self, t: float, box: Box) -> None:
        """Follow the one who was in a box at `t` seconds."""


Search = Callable[[Frame, Box], Future[list[Pose]]]
"""Begins to look, in a thread of its own, for everybody in a frame but the one in a box."""


class LivePeople:
    """A sink that takes every frame of a live session and keeps the tracker to the one who is coached.

    Args:
        tracker: of that one.
        exercises: those that may be done.
        search: finds the others; by MediaPipe where it is None.
        model: the model bundle that it does so with; None for the one that comes with posecoach.
    """

    def __init__(
        self,
        tracker: Follower,
        exercises: Sequence[Exercise],
        search: Search | None = None,
        model: Path | None = None,
    ) -> None:
        if search is None:
            from posecoach.tracking.people_search import search_of  # noqa: PLC0415 - MediaPipe takes a second

            search = search_of(model)
        self._tracker, self._search, self._choice = tracker, search, Choice(exercises)
        self._look: tuple[float, Pose, Future[list[Pose]]] | None = None
        self._picked = 0
        self._people: tuple[PersonSeen, ...] = ()

    def people(self) -> Sequence[PersonSeen]:
        """Return all who are in the picture, from left to right."""
        return self._people

    def pick(self, number: int) -> None:
        """Coach the one of this number among `people`; from any thread."""
        self._picked = number

    def write(self, frame: Frame, update: Update) -> None:
        """Take one frame and what followed from it."""
        self._choice.step(update)
        chosen = self._take_look(frame.size) or self._take_pick()
        if chosen is not None:
            self._tracker.follow(update.t, chosen)
        elif update.pose is not None and self._look is None and self._choice.due(update.t):
            self._choice.looked(update.t)
            self._look = update.t, update.pose, self._search(frame, Box.of(update.pose.image))
        self._people = self._seen(update.pose)

    def _take_look(self, size: tuple[int, int]) -> Box | None:
        """Return where the one is who is to be followed, by the look that is over; None for no change."""
        if self._look is None or not self._look[2].done():
            return None
        t, own, found = self._look
        self._look = None
        return self._choice.found(t, own, found.result(), size) if found.exception() is None else None

    def _take_pick(self) -> Box | None:
        number, self._picked = self._picked, 0
        if not 0 < number <= len(self._people) or self._people[number - 1].followed:
            return None
        person = self._people[number - 1]
        return self._choice.wish(Box(person.left, person.top, person.right, person.bottom))

    def _seen(self, own: Pose | None) -> tuple[PersonSeen, ...]:
        found = [(box, False) for box in self._choice.others]
        if own is not None:
            found.append((Box.of(own.image), True))
        found.sort(key=lambda each: each[0].left + each[0].right)
        return tuple(
            PersonSeen(box.left, box.top, box.right, box.bottom, followed) for box, followed in found
        )
