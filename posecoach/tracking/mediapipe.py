"""MediaPipe's pose landmarker behind the `Tracker` protocol. No other module imports it."""

import atexit
import functools
import math
import os
import weakref
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from posecoach.core.pose.landmarks import Points, Pose
from posecoach.errors import TrackerError
from posecoach.tracking.cut_detector import GREY, Grid, ImageCutDetector, grid, only, without
from posecoach.tracking.lazy_import import lazy_import
from posecoach.tracking.model import checked_model, default_model
from posecoach.tracking.person_choice import PATIENCE_S, RETRY_S, TILES, WHOLE_PICTURE, Tile, distinct, pick
from posecoach.tracking.person_lock import Box, PersonLock, people_note, people_seen
from posecoach.tracking.stderr_filter import filtered_stderr
from posecoach.types import Frame
from posecoach.types import Image as Picture

UNUSED = ("matplotlib", "matplotlib.pyplot", "cv2", "mediapipe.tasks.python.audio")
"""Modules that MediaPipe imports for drawing, plots and sound: they take longer than all the rest."""

try:
    with lazy_import(*UNUSED):
        from mediapipe import Image, ImageFormat
        from mediapipe.tasks.python import BaseOptions
        from mediapipe.tasks.python.components.containers.landmark import NormalizedLandmark
        from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode
except ImportError as broken:
    raise TrackerError(f"MediaPipe cannot be loaded ({broken}); see `posecoach doctor`") from None

MAX_PEOPLE = 4
"""People that a search looks for, at most."""

HIDDEN_MARGIN = 0.1
"""Body lengths around the athlete that are hidden from a search for others."""

IN_SIGHT = 0.5
"""Visibility, on average, from which a body is somebody: pieces of the athlete and of furniture have less."""

FIRST_LOOK, NEXT_LOOK = 4.0, 10.0
"""Seconds of tracking before the first search for other people, and between two.

A search takes as long as 2.5 frames, and once a process what it takes to load the model (0.15 s), so it
has a thread of its own.
"""


@dataclass(frozen=True, slots=True, eq=False)
class _Ready(Frame):
    """A frame with MediaPipe's own copy of its picture, and its grid."""

    copy: Image = field(kw_only=True)
    grid: Grid = field(kw_only=True)


def ready(frame: Frame) -> _Ready:
    """Return the frame with the part of a tracker's work done that can be done beforehand, in any thread."""
    if isinstance(frame, _Ready):
        return frame
    return _Ready(frame.t, frame.image, frame.size, copy=_mp_image(frame.image), grid=grid(frame.image))


class MediaPipeTracker:
    """Finds one athlete in frame after frame, the same one also when others are in the picture.

    The first person found is the athlete. When somebody else is found instead, the athlete is searched for up
    to 3 s where they were last, with the rest of the picture hidden; then the other person is the athlete.

    Coordinates are rounded to 32-bit floats, so that a recording of them is exact.

    Args:
        model: the model bundle (.task); None for the one that comes with posecoach.
        who: the one of several people who is the athlete: "left", "middle", "right", or a number from the left.

    Raises:
        TrackerError: the model is missing, damaged, or MediaPipe refuses it.
    """

    def __init__(self, model: str | os.PathLike[str] | None = None, who: str = "") -> None:
        self._model = Path(model) if model else default_model()
        self._landmarker = _landmarker(self._model, RunningMode.VIDEO, 1)
        self._close = weakref.finalize(self, _closed, self._landmarker)
        self._last_ms = -1
        self._athlete = PersonLock()
        self._scene = ImageCutDetector()
        self._look_at = math.nan
        self._who = who
        self._choose_at, self._choose_until = -math.inf, math.nan
        self._looks: list[Future[tuple[int, str]]] = []

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
    def people(self) -> int:
        """The greatest number of people seen at once."""
        return self._most[0]

    @property
    def notes(self) -> list[str]:
        """Remarks for the user on how the athlete was followed."""
        failed = next((f"others may be there unseen: {e}" for e in map(_failure, self._looks) if e), "")
        return [note for note in (people_note(*self._most, self._athlete), failed) if note]

    @property
    def _most(self) -> tuple[int, str]:
        """The greatest number of people seen at once, and which of them the athlete was then."""
        looks = (look.result() for look in self._looks if not _failure(look))
        return max(looks, key=lambda seen: seen[0], default=(0, ""))

    def prepare(self) -> None:
        """Load the search for other people now: while it loads, a camera's pictures are lost.

        Raises:
            TrackerError: the model cannot be loaded.
        """
        blank = Frame(0.0, np.zeros((64, 64, 3), np.uint8))
        _ONLOOKING.submit(_people, self._model, ready(blank), Box(0.0, 0.0, 1.0, 1.0)).result()

    def find(self, frame: Frame) -> Pose | None:
        """Return the athlete's pose, in pixels of the source's picture; None where they are not seen.

        Raises:
            TrackerError: the model fails, or the tracker has been closed.
        """
        if not self._close.alive:
            raise TrackerError("the tracker has been closed")
        frame = ready(frame)
        if self._scene.cut(frame.grid):
            self._athlete.forget()
            # Else it goes on where the body was before the cut, and may take what is there for one, for seconds.
            self._found(frame, _mp_image(np.full_like(frame.image, GREY)))
        if self._who and self._athlete.unknown:
            self._choose(frame)
            if self._athlete.unknown:
                return None
        hidden = self._athlete.search(frame.t)
        found = self._found(frame, _mp_image(only(frame, hidden)) if hidden else frame.copy)
        pose = self._athlete.step(frame.t, found)
        if pose is not None:
            self._look_around(frame, pose)
        return pose

    def _found(self, frame: Frame, picture: Image) -> Pose | None:
        # The landmarker wants whole milliseconds that rise, and says so with an error where they do not.
        self._last_ms = max(self._last_ms + 1, round(frame.t * 1000))
        try:
            # Most log lines come with the first body that it sees, some at any time.
            with filtered_stderr():
                result = self._landmarker.detect_for_video(picture, self._last_ms)
        except (RuntimeError, ValueError) as error:
            raise TrackerError(f"MediaPipe failed at {frame.t:.2f} s: {_line(error)}") from None
        if not result.pose_landmarks:
            return None
        marks, metres = result.pose_landmarks[0], result.pose_world_landmarks[0]
        return Pose(
            _pixels(marks, frame.size),
            _rounded([(mark.x, mark.y, mark.z) for mark in metres]),
            _rounded([mark.visibility for mark in marks]),
        )

    def _choose(self, frame: _Ready) -> None:
        """Choose whom to follow, where all who are needed for that are found."""
        if frame.t < self._choose_at:
            return
        if math.isnan(self._choose_until):
            self._choose_until = frame.t + PATIENCE_S
        self._choose_at = frame.t + RETRY_S
        there = distinct(bodies(frame, TILES, self._model))
        box = pick(self._who, there, last_chance=frame.t >= self._choose_until)
        if box is not None:
            self._athlete.choose(frame.t, box)
            self._choose_at, self._choose_until = -math.inf, math.nan

    def _look_around(self, frame: _Ready, pose: Pose) -> None:
        """Search for other people now and then."""
        if math.isnan(self._look_at):
            self._look_at = frame.t + FIRST_LOOK
        if frame.t >= self._look_at:
            self._look_at = frame.t + NEXT_LOOK
            self._looks.append(_ONLOOKING.submit(_people, self._model, frame, Box.of(pose.image)))


def _landmarker(model: Path, mode: RunningMode, most: int) -> PoseLandmarker:
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=checked_model(model)), running_mode=mode, num_poses=most
    )
    try:
        with filtered_stderr():
            return PoseLandmarker.create_from_options(options)
    except OSError as error:
        raise TrackerError(f"MediaPipe cannot be loaded ({_line(error)}); see `posecoach doctor`") from None
    except (RuntimeError, ValueError) as error:
        raise TrackerError(f"{model}: MediaPipe cannot load this model: {_line(error)}") from None


def _failure(look: Future[tuple[int, str]]) -> str:
    """Return the error of a search for other people; tracking goes on without it."""
    error = look.exception()
    return str(error) if error else ""


_ONLOOKING = ThreadPoolExecutor(1, thread_name_prefix="onlooker")
"""Searches for other people, one after another, while tracking goes on."""


@functools.cache
def _onlooker(model: Path) -> PoseLandmarker:
    """Return the landmarker for several people in one picture, which has no state and is kept."""
    landmarker = _landmarker(model, RunningMode.IMAGE, MAX_PEOPLE)
    atexit.register(_closed, landmarker)
    return landmarker


def _people(model: Path, frame: _Ready, athlete: Box) -> tuple[int, str]:
    """Return the number of people in a picture, and which of them the athlete is.

    The athlete is hidden: MediaPipe's detector often finds but the largest of two people.
    """
    rest = Frame(frame.t, without(frame, athlete.grown(HIDDEN_MARGIN * athlete.length)), frame.size)
    return people_seen(athlete, _bodies(model, rest))


def _bodies(model: Path, frame: Frame, tile: Tile = WHOLE_PICTURE) -> list[Box]:
    """Return the bodies that are found in a picture, or in a part of it; px of the source's picture."""
    height, width = frame.image.shape[:2]
    left, top, right, bottom = (round(a * b) for a, b in zip(tile, (width, height) * 2, strict=True))
    try:
        with filtered_stderr():
            result = _onlooker(model).detect(_mp_image(frame.image[top:bottom, left:right]))
    except (RuntimeError, ValueError) as error:
        raise TrackerError(f"MediaPipe failed at {frame.t:.2f} s: {_line(error)}") from None
    scale = np.array(frame.size) / (width, height)
    pixels = (right - left, bottom - top)
    return [
        Box.of((_pixels(marks, pixels) + np.array([left, top])) * scale)
        for marks in result.pose_landmarks
        if sum(mark.visibility for mark in marks) >= IN_SIGHT * len(marks)
    ]


def bodies(frame: Frame, tiles: Sequence[Tile], model: Path | None = None) -> list[Box]:
    """Return the bodies that are found in parts of a picture, each part by itself; px of the source's picture.

    Raises:
        TrackerError: the model is missing, damaged, or fails.
    """
    return [each for tile in tiles for each in _bodies(model or default_model(), frame, tile)]


def _mp_image(picture: Picture) -> Image:
    # It takes the pixels to lie without gaps, looks no further, and finds nobody where there are gaps.
    return Image(ImageFormat.SRGB, np.ascontiguousarray(picture))


def _pixels(marks: Sequence[NormalizedLandmark], size: tuple[int, int]) -> Points:
    # Shares of the picture become pixels here and nowhere else: shares distort every angle.
    return _rounded(np.array([(mark.x, mark.y) for mark in marks]) * size)


def _rounded(values: object) -> Points:
    return np.array(values, np.float32).astype(np.float64)


def _line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _closed(landmarker: PoseLandmarker) -> None:
    try:
        with filtered_stderr():
            landmarker.close()
    except RuntimeError:
        # The interpreter is going and has ended the landmarker's thread: the memory goes with the process,
        # and its own finalizer, which would try once more and print a traceback, must find nothing to do.
        landmarker._handle = None  # noqa: SLF001
