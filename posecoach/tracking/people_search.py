"""Searches pictures for all who are in them, beside the tracking of the one athlete."""

import atexit
import functools
import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np

from posecoach.core.pose.landmarks import Pose
from posecoach.tracking import landmarker
from posecoach.tracking.cut_detector import without
from posecoach.tracking.model import default_model
from posecoach.tracking.person_lock import SHARED, SMALL, Box, people_seen
from posecoach.tracking.stderr_filter import filtered_stderr
from posecoach.tracking.tiles import WHOLE_PICTURE, Tile
from posecoach.types import Frame

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

_THREAD = ThreadPoolExecutor(1, thread_name_prefix="people-search")
"""Does the searches, one after another, while tracking goes on."""


def next_look(t: float) -> float:
    """Return when the part of a video from `t` seconds is first searched: as if all before had been tracked, too."""
    return FIRST_LOOK + NEXT_LOOK * max(math.ceil((t - FIRST_LOOK) / NEXT_LOOK), 0)


class PeopleSearch:
    """Searches for other people now and then while the athlete is tracked. A search that fails costs nothing.

    Args:
        model: the model bundle.
        first_look: s, when the first search is due; NaN for a while after the athlete was found.
    """

    def __init__(self, model: Path, first_look: float = math.nan) -> None:
        self._model = model
        self._due = first_look
        self._searches: list[Future[tuple[int, str]]] = []

    def prepare(self) -> None:
        """Load the model now: while it loads, a camera's pictures are lost.

        Raises:
            TrackerError: the model cannot be loaded.
        """
        blank = Frame(0.0, np.zeros((64, 64, 3), np.uint8))
        _THREAD.submit(_people, self._model, blank, Box(0.0, 0.0, 1.0, 1.0)).result()

    def step(self, frame: Frame, athlete: Box) -> None:
        """Take a frame in which the athlete was found, and search it where a search is due."""
        if math.isnan(self._due):
            self._due = frame.t + FIRST_LOOK
        if frame.t >= self._due:
            self._due = frame.t + NEXT_LOOK
            self._searches.append(_THREAD.submit(_people, self._model, frame, athlete))

    @property
    def most(self) -> tuple[int, str]:
        """The greatest number of people seen at once, and which of them the athlete was then."""
        found = (search.result() for search in self._searches if search.exception() is None)
        return max(found, key=lambda seen: seen[0], default=(0, ""))

    @property
    def error(self) -> str:
        """The error of the first search that failed; empty where none has."""
        errors = (search.exception() for search in self._searches)
        return next((text for error in errors if error and (text := str(error))), "")


def bodies(frame: Frame, tiles: Sequence[Tile], model: Path | None = None) -> list[Box]:
    """Return the bodies that are found in parts of a picture, each part by itself; px of the source's picture.

    Raises:
        TrackerError: the model is missing, damaged, or fails.
    """
    return [Box.of(each.image) for each in poses(frame, tiles, model)]


def poses(frame: Frame, tiles: Sequence[Tile], model: Path | None = None) -> list[Pose]:
    """Return the poses of the bodies that are found likewise.

    Raises:
        TrackerError: the model is missing, damaged, or fails.
    """
    return [each for tile in tiles for each in _poses(model or default_model(), frame, tile)]


def search_of(model: Path | None = None) -> Callable[[Frame, Box], Future[list[Pose]]]:
    """Return a search for everybody in a frame but the one in a box, px of the source's picture.

    Each search is done in the thread of all searches. The boxes in which people are found do not share their places,
    and who is far smaller than the athlete is left out.
    """
    bundle = model or default_model()

    def search(frame: Frame, athlete: Box) -> Future[list[Pose]]:
        return _THREAD.submit(_others, bundle, frame, athlete)

    return search


def everybody_in(model: Path | None = None) -> Callable[[Frame], Future[list[Pose]]]:
    """Return a search for everybody in a frame, px of the source's picture, done in the thread of all searches."""
    bundle = model or default_model()

    def search(frame: Frame) -> Future[list[Pose]]:
        return _THREAD.submit(poses, frame, (WHOLE_PICTURE,), bundle)

    return search


def _others(model: Path, frame: Frame, athlete: Box) -> list[Pose]:
    found: list[Pose] = []
    for pose in sorted(_beside(model, frame, athlete), key=lambda each: -Box.of(each.image).length):
        box = Box.of(pose.image)
        alone = all(box.shared(each) < SHARED for each in (athlete, *(Box.of(e.image) for e in found)))
        if alone and box.length > SMALL * athlete.length:
            found.append(pose)
    return found


def _beside(model: Path, frame: Frame, athlete: Box) -> list[Pose]:
    """Return the bodies in a picture in which the athlete is hidden: the detector often finds but the largest of two."""
    rest = Frame(frame.t, without(frame, athlete.grown(HIDDEN_MARGIN * athlete.length)), frame.size)
    return poses(rest, (WHOLE_PICTURE,), model)


def _people(model: Path, frame: Frame, athlete: Box) -> tuple[int, str]:
    """Return the number of people in a picture, and which of them the athlete is."""
    return people_seen(athlete, [Box.of(each.image) for each in _beside(model, frame, athlete)])


def _poses(model: Path, frame: Frame, tile: Tile) -> list[Pose]:
    """Return the bodies that are found in a part of a picture; px of the source's picture."""
    height, width = frame.image.shape[:2]
    left, top, right, bottom = (round(a * b) for a, b in zip(tile, (width, height) * 2, strict=True))
    try:
        with filtered_stderr():
            result = _detector(model).detect(landmarker.mp_image(frame.image[top:bottom, left:right]))
    except (RuntimeError, ValueError) as error:
        raise landmarker.failure(frame.t, error) from None
    scale = np.array(frame.size) / (width, height)
    size = (right - left, bottom - top)
    return [
        Pose(
            (landmarker.pixels(marks, size) + np.array([left, top])) * scale,
            landmarker.rounded([(mark.x, mark.y, mark.z) for mark in metres]),
            landmarker.rounded([mark.visibility for mark in marks]),
        )
        for marks, metres in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        if sum(mark.visibility for mark in marks) >= IN_SIGHT * len(marks)
    ]


@functools.cache
def _detector(model: Path) -> landmarker.PoseLandmarker:
    """Return the landmarker for several people in one picture, which has no state and is kept."""
    detector = landmarker.create(model, landmarker.RunningMode.IMAGE, MAX_PEOPLE)
    atexit.register(landmarker.close, detector)
    return detector
