"""The athlete's pose in frame after frame, by MediaPipe: the `Tracker` of live training and of videos."""

import math
import os
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from posecoach.core.pose.landmarks import Pose
from posecoach.errors import TrackerError
from posecoach.tracking import landmarker
from posecoach.tracking.cut_detector import GREY, Grid, ImageCutDetector, grid, only
from posecoach.tracking.model import default_model
from posecoach.tracking.people_search import PeopleSearch, bodies
from posecoach.tracking.person_lock import Box, PersonLock, people_note
from posecoach.tracking.stderr_filter import filtered_stderr
from posecoach.tracking.survey import Sighting
from posecoach.types import Frame

__all__ = ["MediaPipeTracker", "bodies", "ready"]

NEAR_S = 0.2
"""s around a survey's sighting in which it tells where somebody is: more than one frame's at the slowest rate."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ready(Frame):
    """A frame with MediaPipe's own copy of its picture, and its grid."""

    copy: landmarker.Image = field(kw_only=True)
    grid: Grid = field(kw_only=True)


def ready(frame: Frame) -> _Ready:
    """Return the frame with the part of a tracker's work done that can be done beforehand, in any thread."""
    if isinstance(frame, _Ready):
        return frame
    return _Ready(
        frame.t, frame.image, frame.size, copy=landmarker.mp_image(frame.image), grid=grid(frame.image)
    )


class MediaPipeTracker:
    """Finds one athlete in frame after frame, the same one also when others are in the picture.

    The first person found is the athlete. When somebody else is found instead, the athlete is searched for up
    to 3 s where they were last, with the rest of the picture hidden; then the other person is the athlete.

    Coordinates are rounded to 32-bit floats, so that a recording of them is exact.

    Args:
        model: the model bundle (.task); None for the one that comes with posecoach.
        whom: where and when a survey of the video saw the one who is followed; without it, the first person found is.
        first_look: s, when other people are first searched for; NaN for a while after the athlete was found.

    Raises:
        TrackerError: the model is missing, damaged, or MediaPipe refuses it.
    """

    def __init__(
        self,
        model: str | os.PathLike[str] | None = None,
        whom: Sequence[Sighting] = (),
        first_look: float = math.nan,
    ) -> None:
        self._model = Path(model) if model else default_model()
        self._landmarker = landmarker.create(self._model, landmarker.RunningMode.VIDEO, 1)
        self._close = weakref.finalize(self, landmarker.close, self._landmarker)
        self._last_ms = -1
        self._athlete = PersonLock()
        self._cuts = ImageCutDetector()
        self._search = PeopleSearch(self._model, first_look)
        self._whom = whom
        self._afresh = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the model's memory and threads; a second call does nothing."""
        self._close()

    @property
    def jumps_refused(self) -> int:
        """Number of times that somebody else was found instead of the athlete, and refused."""
        return self._athlete.jumps_refused

    @property
    def athlete_left(self) -> bool:
        """Return True where the athlete was lost, and somebody else followed from then on."""
        return bool(self._athlete.changes)

    @property
    def people(self) -> int:
        """The greatest number of people seen at once."""
        return self._search.most[0]

    @property
    def notes(self) -> list[str]:
        """Remarks for the user on how the athlete was followed."""
        error = self._search.error
        unseen = f"others may be there unseen: {error}" if error else ""
        return [note for note in (people_note(*self._search.most, self._athlete), unseen) if note]

    def prepare(self) -> None:
        """Load the search for other people now: while it loads, a camera's pictures are lost.

        Raises:
            TrackerError: the model cannot be loaded.
        """
        self._search.prepare()

    def follow(self, t: float, box: Box) -> None:
        """Follow another one from now on: the one who was in a box, px of the source's picture, at `t` seconds."""
        self._athlete.take(t, box)
        self._afresh = True

    def find(self, frame: Frame) -> Pose | None:
        """Return the athlete's pose, in pixels of the source's picture; None where they are not seen.

        Raises:
            TrackerError: the model fails, or the tracker has been closed.
        """
        if not self._close.alive:
            raise TrackerError("the tracker has been closed")
        frame = ready(frame)
        cut = self._cuts.cut(frame.grid)
        if cut:
            self._athlete.forget()
        if cut or self._afresh:
            self._afresh = False
            # Else it goes on where the body was before the cut, and may take what is there for one, for seconds.
            self._detect(frame, landmarker.mp_image(np.full_like(frame.image, GREY)))
        if self._whom:
            self._keep_to(frame.t)
        hidden = self._athlete.search(frame.t)
        found = self._detect(frame, landmarker.mp_image(only(frame, hidden)) if hidden else frame.copy)
        pose = self._athlete.step(frame.t, found)
        if pose is not None:
            self._search.step(frame, Box.of(pose.image))
        return pose

    def _detect(self, frame: Frame, picture: landmarker.Image) -> Pose | None:
        # The landmarker wants whole milliseconds that rise, and says so with an error where they do not.
        self._last_ms = max(self._last_ms + 1, round(frame.t * 1000))
        try:
            # Most log lines come with the first body that it sees, some at any time.
            with filtered_stderr():
                result = self._landmarker.detect_for_video(picture, self._last_ms)
        except (RuntimeError, ValueError) as error:
            raise landmarker.failure(frame.t, error) from None
        if not result.pose_landmarks:
            return None
        marks, metres = result.pose_landmarks[0], result.pose_world_landmarks[0]
        return Pose(
            landmarker.pixels(marks, frame.size),
            landmarker.rounded([(mark.x, mark.y, mark.z) for mark in metres]),
            landmarker.rounded([mark.visibility for mark in marks]),
        )

    def _keep_to(self, t: float) -> None:
        """Follow the one who is meant from where the survey saw them, if they are lost, or another is followed."""
        # Not the nearest one: it may lie before a cut.
        seen = next((each for each in self._whom if each.t >= t - NEAR_S), self._whom[-1])
        near = abs(seen.t - t) <= NEAR_S
        if self._athlete.unknown or (near and self._athlete.strayed(t, seen.box, seen.t)):
            self._athlete.choose(t, seen.box)
