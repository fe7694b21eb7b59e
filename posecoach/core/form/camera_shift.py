"""Notices that the camera was moved or has fallen, from coarse pictures of the room around the person."""

import math

import numpy as np
from numpy.typing import NDArray

Coarse = NDArray[np.floating]
"""A picture's brightness, 0 to 255, at points all over it, (down, across)."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the picture's width and height."""

UNLIKE, ALIKE = 0.35, 0.7
"""Correlation of the room before and now: below the first it is another picture, from the second on the same one.

A light that is switched on or off, and people who walk about, leave it above 0.7.
"""

MIN_CONTRAST = 6.0
"""Standard deviation of brightness below which there is nothing that could be compared: a bare wall, or the dark."""

MIN_ROOM = 0.25
"""Share of the picture that must lie beside the person."""

MOVED_S, BACK_S = 1.0, 0.5
"""s for which the picture must be another one, and the same one again."""

SETTLED_S = 20.0
"""s after which the new place is the camera's place."""

MEMORY_S, BETWEEN_S = 3.0, 1.0
"""s over which the room's picture is averaged in a set, so that light may change; and between two sets, in which
the camera may be set up and people come and go close to it."""

MARGIN = 0.05
"""Share of the picture around the person that is not the room either."""


class CameraShift:
    """Compares the room of now with the room in which the set under way began.

    Attributes:
        moved: True from about a second after the camera was moved, until it is back or stays where it is.
    """

    def __init__(self) -> None:
        self.moved = False
        self._room: Coarse | None = None
        self._t = math.nan
        self._unlike_since = self._alike_since = math.nan

    def step(self, t: float, picture: Coarse, person: Box | None, *, in_set: bool) -> None:
        """Take a picture at `t` seconds.

        Args:
            t: s.
            picture: brightness at points all over it.
            person: where the person is in it; None where nobody is seen.
            in_set: whether a set is under way.
        """
        passed, self._t = t - self._t, t
        if self._room is None or self._room.shape != picture.shape:
            self._room = picture.astype(float)
        if not in_set:
            self.moved, self._unlike_since = False, math.nan
            self._follow(picture, passed, BETWEEN_S)
            return
        likeness = _likeness(self._room, picture, person)
        unlike, alike = likeness < UNLIKE, likeness >= ALIKE
        self._unlike_since = _since(self._unlike_since, t) if unlike else math.nan
        self._alike_since = _since(self._alike_since, t) if alike else math.nan
        if t - self._unlike_since >= SETTLED_S:
            self._room, self.moved = picture.astype(float), False
        elif t - self._unlike_since >= MOVED_S:
            self.moved = True
        elif t - self._alike_since >= BACK_S:
            self.moved = False
        if alike and not self.moved:
            self._follow(picture, passed, MEMORY_S)

    def _follow(self, picture: Coarse, passed: float, memory: float) -> None:
        """Average the picture into that of the room."""
        if self._room is not None and passed > 0.0:
            self._room += min(passed / memory, 1.0) * (picture - self._room)


def _since(before: float, t: float) -> float:
    return t if math.isnan(before) else before


def _likeness(room: Coarse, picture: Coarse, person: Box | None) -> float:
    """Return the correlation of two pictures beside the person, -1 to 1; NaN where it cannot be told."""
    beside = np.ones(picture.shape, dtype=bool)
    if person is not None:
        down, across = picture.shape
        left, top, right, bottom = person
        beside[
            max(0, int((top - MARGIN) * down)) : max(0, math.ceil((bottom + MARGIN) * down)),
            max(0, int((left - MARGIN) * across)) : max(0, math.ceil((right + MARGIN) * across)),
        ] = False
    if np.count_nonzero(beside) < MIN_ROOM * beside.size:
        return math.nan
    before, now = room[beside], picture[beside]
    contrast = float(before.std())
    if contrast < MIN_CONTRAST:
        return math.nan
    shared = float(((before - before.mean()) * (now - now.mean())).mean())
    return shared / (contrast * max(float(now.std()), MIN_CONTRAST))
