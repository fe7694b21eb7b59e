"""Keeps to one athlete when there are others in the picture.

A pose landmarker follows one body, and when it loses that one it takes up the next one it finds. This decides,
pose after pose, which are the athlete's; it sees no pictures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.landmarks import Pose

HAND_OVER_S = 3.0
"""Seconds without the athlete after which the next body is the athlete: one that is longer away has left."""

SEARCH_GROWTH = 0.5
"""Body lengths a second by which the place where the athlete may be grows while unseen (walking: 0.8)."""

MAX_SEARCH_GROWTH = 0.4
"""Body lengths by which it grows at most: who is hidden for longer has mostly stayed at the exercise."""

SLACK = 0.1
"""Body lengths that a body moves, or is misread by, from one frame to the next at 10 frames a second."""

SHARED = 0.1
"""Share of the smaller of two boxes. Misread limbs lie on the athlete's body, other people mostly beside it."""

SMALL = 0.4
"""Of the athlete's length: who is smaller is far away, or no person at all."""

SEARCH_MARGIN = 0.3
"""Body lengths beside the athlete's last place that are looked at when looking for them again."""


AT_HOME = 0.3
"""Share of the smaller of two boxes, that where a set was done and somebody's own, from which they are there still."""

PEOPLE = "people in the picture"
"""Words of a note."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, points: NDArray[np.floating]) -> Self:
        """Return the smallest box around points, (n, 2)."""
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return cls(float(left), float(top), float(right), float(bottom))

    @property
    def length(self) -> float:
        """Its diagonal: about a body's length, standing, lying or crouching."""
        return float(np.hypot(self.right - self.left, self.bottom - self.top))

    def grown(self, margin: float) -> Self:
        """Return a box that is larger by so many pixels on each side."""
        return type(self)(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def moved(self, right: float, down: float) -> Self:
        """Return a box that lies so many pixels to the right and further down."""
        return type(self)(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def shared(self, other: Self) -> float:
        """Return the share of the smaller of two boxes, 0 to 1, that lies in the other."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self._area, other._area)
        if not (width > 0 and height > 0 and smaller > 0):
            return 0.0
        return width * height / smaller

    @property
    def _area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def apart(one: Box, other: Box, seconds: float) -> bool:
    """Return True where two boxes, so many seconds apart, cannot be of one body."""
    margin = SLACK + min(SEARCH_GROWTH * seconds, MAX_SEARCH_GROWTH)
    # A pixel more, so that a body seen from its end, which may have no width, can be shared at all.
    return one.grown(margin * one.length + 1.0).shared(other.grown(1.0)) < SHARED


def people_seen(athlete: Box, bodies: Sequence[Box]) -> tuple[int, str]:
    """Return the number of people, and the place of the athlete among them: "on the left", or nothing for one alone.

    Bodies that lie on the athlete, or on each other, are one seen twice; one that is far smaller is a
    passer-by in the distance, or a picture on the wall.
    """
    others: list[Box] = []
    for body in sorted(bodies, key=lambda each: -each.length):
        alone = all(body.shared(each) < SHARED for each in (athlete, *others))
        if alone and body.length > SMALL * athlete.length:
            others.append(body)
    left = sum(each.left + each.right < athlete.left + athlete.right for each in others)
    if not others:
        return 1, ""
    return 1 + len(others), "on the right" if left == len(
        others
    ) else "in the middle" if left else "on the left"


class PersonLock:
    """The one who is followed.

    Attributes:
        jumps_refused: how often somebody else was found in the athlete's stead, and not taken.
        changes: the moments, in seconds, at which somebody else became the athlete.
    """

    def __init__(self) -> None:
        self.jumps_refused = 0
        self.changes: list[float] = []
        self._box: Box | None = None
        self._since = 0.0
        self._seen = 0.0
        self._refusing = self._chosen = False

    def choose(self, t: float, box: Box) -> None:
        """Follow the one in this box, and nobody else, however long they are out of sight."""
        self._box, self._seen, self._since, self._chosen = box, t, t, True

    def take(self, t: float, box: Box) -> None:
        """Follow the one in this box from `t` seconds on, as if they had been followed for long."""
        self._box, self._seen, self._since = box, t, t - HAND_OVER_S
        self._refusing, self._chosen = True, False

    def strayed(self, t: float, box: Box, seen: float) -> bool:
        """Return True where the one followed at `t` seconds is not the one who was in a box at `seen` seconds."""
        return self._box is not None and apart(self._box, box, abs(seen - t))

    @property
    def unknown(self) -> bool:
        """Return True while nobody is followed: at the beginning, and after a cut."""
        return self._box is None

    def step(self, t: float, pose: Pose | None) -> Pose | None:
        """The pose at t if it is the athlete's; None if nobody was found, or somebody else."""
        if pose is None:
            return None
        box = Box.of(pose.image)
        if self._box is not None and apart(self._box, box, t - self._seen):
            if t - self._seen < self._claim:
                self.jumps_refused += not self._refusing
                self._refusing = True
                return None
            if self._claim > 0:
                self.changes.append(t)
            self._since = t
        elif self._box is None:
            self._since = t
        self._box, self._seen, self._refusing = box, t, False
        return pose

    def search(self, t: float) -> Box | None:
        """Return the box in which to search for the athlete at `t` seconds; None for the whole picture."""
        if self._box is None or not (self._refusing or self._chosen) or not t - self._seen < self._claim:
            return None
        return self._box.grown(
            (SEARCH_MARGIN + min(SEARCH_GROWTH * (t - self._seen), MAX_SEARCH_GROWTH)) * self._box.length
        )

    def forget(self) -> None:
        """Take whoever is found next: there was a cut."""
        self._box, self._refusing = None, False

    @property
    def _claim(self) -> float:
        """Seconds for which a lost athlete is searched: at most as long as they were followed.

        Whoever was seen for an instant, which may have been a chair, is not waited for.
        """
        return math.inf if self._chosen else min(HAND_OVER_S, self._seen - self._since)


def people_note(people: int, place: str, athlete: PersonLock) -> str:
    """Return the remark for the user on other people in the picture; empty where there was nobody else."""
    parts = []
    if people > 1:
        parts.append(f"{people} {PEOPLE}; following the one {place}")
    if athlete.jumps_refused:
        times = "once" if athlete.jumps_refused == 1 else f"{athlete.jumps_refused} times"
        parts.append(f"somebody else was found {times} in the athlete's stead, and not followed")
    if athlete.changes:
        parts.append("the athlete left, and somebody else was followed from then on")
    return "; ".join(parts)
