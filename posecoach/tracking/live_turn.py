"""Finds out whether a camera's picture lies on its side: the body model reads one who lies there only badly.

Turned copies of the picture are searched for somebody who stands, in a thread of its own.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.core.form.picture_check import stands
from posecoach.core.pose.body import Body
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.status import Update
from posecoach.types import Frame

EVERY_S = 1.0
"""s between two looks."""

AGREEING = 3
"""Looks in a row that must show the same: who lies down for a moment is up again."""

LOOKS = 40
"""Looks at most while nothing is done: a turned picture has long been noticed."""

TURNS = (90, 270)
"""Degrees clockwise by which copies are turned; a body that is upside down is read well as it is."""

Search = Callable[[Frame], Future[list[Pose]]]
"""Begins to look for everybody in a frame, in a thread of its own."""


class LiveTurn:
    """A sink that takes every frame of a live session.

    Args:
        search: finds the bodies in a frame; by MediaPipe where it is None.
        model: the model bundle that it does so with; None for the one that comes with posecoach.

    Attributes:
        needed: degrees by which the picture is to be turned clockwise; 0 for none.
    """

    def __init__(self, search: Search | None = None, model: Path | None = None) -> None:
        if search is None:
            from posecoach.tracking.people_search import everybody_in  # noqa: PLC0415 - MediaPipe takes a second

            search = everybody_in(model)
        self.needed = 0
        self._search, self._looks = search, LOOKS
        self._due = 0.0
        self._found: deque[int] = deque(maxlen=AGREEING)
        self._coming: dict[int, Future[list[Pose]]] = {}

    def write(self, frame: Frame, update: Update) -> None:
        """Take one frame and what followed from it."""
        if update.status.in_set or (update.pose is not None and stands(Body(update.pose))):
            self._found.clear()
            self._coming, self.needed = {}, 0
            return
        if self._coming and all(each.done() for each in self._coming.values()):
            self._take()
        elif not self._coming and self._looks and frame.t >= self._due:
            self._due, self._looks = frame.t + EVERY_S, self._looks - 1
            self._coming = {degrees: self._search(_turned(frame, degrees)) for degrees in TURNS}

    def forget(self) -> None:
        """Begin anew: the picture has been turned."""
        self._found.clear()
        self._coming, self.needed, self._looks = {}, 0, LOOKS

    def _take(self) -> None:
        standing = [
            degrees
            for degrees, found in self._coming.items()
            if found.exception() is None and any(stands(Body(pose)) for pose in found.result())
        ]
        self._coming = {}
        self._found.append(standing[0] if len(standing) == 1 else 0)
        steady = len(self._found) == AGREEING and len(set(self._found)) == 1
        self.needed = self._found[0] if steady else 0


def _turned(frame: Frame, degrees: int) -> Frame:
    image = np.ascontiguousarray(np.rot90(frame.image, -(degrees // 90)))
    return replace(frame, image=image, size=(image.shape[1], image.shape[0]))
