"""The thread in which the pictures of a live session are tracked."""

import queue
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from posecoach.core.exercise import Exercise
from posecoach.core.form.camera_shift import CameraShift
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.people import PersonSeen
from posecoach.core.session.record import Record
from posecoach.core.session.routine import Item
from posecoach.core.session.status import Update
from posecoach.pipeline import CoachProtocol, Sink, Tracker, run
from posecoach.types import Frame

RESULTS_TIMEOUT_S = 0.02
"""s that one waits for results before keys and clocks have their turn."""

SPARSE = 16
"""Every so many pixels, across and down, the picture's brightness is measured."""


class Source(Protocol):
    """A source of frames as they happen."""

    @property
    def dropped(self) -> int:
        """Pictures that came while nobody had time for them."""

    @property
    def lost(self) -> str:
        """The reason why there are no pictures now; empty while there are."""

    def now(self) -> float:
        """Seconds since the first frame."""

    def frames(self) -> Generator[Frame | None]:
        """The newest frame each time, None where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult:
    """One frame and what followed from it.

    Attributes:
        frame: it.
        update: the coach's.
        position, sets: the coach's in its plan.
        brightness: mean of the picture, 0 to 255.
        unplanned: what turned out to be done though the plan does not know it.
        camera_moved: whether the camera is not where the set under way began.
        people: all who are in the picture, from left to right; none where nobody looks for them.
        turned: degrees clockwise by which a picture that lies on its side is to be turned.
    """

    frame: Frame
    update: Update
    position: int
    sets: Sequence[tuple[Item, int]]
    brightness: float
    unplanned: Exercise | None = None
    camera_moved: bool = False
    people: Sequence[PersonSeen] = ()
    turned: int = 0


class TrackingThread:
    """The thread that tracks.

    Args:
        source: where the frames come from.
        tracker: finds the pose in each.
        coach: takes every pose.
        sinks: take every frame and its update.
        people: gives all who were seen in the latest frame, from left to right.
        turned: gives the degrees clockwise by which a picture that lies on its side is to be turned.

    Attributes:
        record: grows while it runs.
        failure: what ended it, if anything did.
    """

    def __init__(
        self,
        source: Source,
        tracker: Tracker,
        coach: CoachProtocol,
        sinks: Sequence[Sink],
        people: Callable[[], Sequence[PersonSeen]] = tuple,
        turned: Callable[[], int] = int,
    ) -> None:
        self.record = Record()
        self.failure: Exception | None = None
        self._results: queue.SimpleQueue[FrameResult] = queue.SimpleQueue()
        self._source, self._tracker, self._coach, self._sinks = source, tracker, coach, sinks
        self._people, self._turned, self._camera = people, turned, CameraShift()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tracking", daemon=True)

    def start(self) -> None:
        """Start tracking."""
        self._thread.start()

    @property
    def over(self) -> bool:
        """True once there will be no more results."""
        return not self._thread.is_alive()

    def stop(self, patience: float = 8.0) -> None:
        """Ask it to end, and wait up to `patience` seconds until it has."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(patience)

    def take_results(self) -> list[FrameResult]:
        """Return all that was tracked since the last call, in order; wait a moment for the first."""
        found: list[FrameResult] = []
        try:
            found.append(self._results.get(timeout=RESULTS_TIMEOUT_S))
            while True:
                found.append(self._results.get_nowait())
        except queue.Empty:
            return found

    def write(self, frame: Frame, update: Update) -> None:
        """Pass one frame and what followed from it on."""
        coarse = frame.image[::SPARSE, ::SPARSE].mean(axis=2)
        self._camera.step(update.t, coarse, _area(frame, update.pose), in_set=update.status.in_set)
        result = FrameResult(
            frame,
            update,
            getattr(self._coach, "position", 0),
            getattr(self._coach, "sets", ()),
            float(coarse.mean()),
            getattr(self._coach, "unplanned", None),
            self._camera.moved,
            self._people(),
            self._turned(),
        )
        self._results.put(result)

    def _run(self) -> None:
        frames = self._source.frames()
        try:
            run(
                frames,
                self._tracker,
                self._coach,
                (*self._sinks, self),
                self._stop.is_set,
                self.record,
            )
        except Exception as error:  # noqa: BLE001 - raised again in the first thread
            self.failure = error
        finally:
            frames.close()


def _area(frame: Frame, pose: Pose | None) -> tuple[float, float, float, float] | None:
    """Return where a pose is, as shares of the picture's width and height."""
    if pose is None:
        return None
    (left, top), (right, bottom) = pose.image.min(axis=0), pose.image.max(axis=0)
    width, height = frame.size
    return float(left) / width, float(top) / height, float(right) / width, float(bottom) / height
