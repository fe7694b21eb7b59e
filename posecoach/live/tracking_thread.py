"""The thread in which the pictures of a live session are tracked."""

import queue
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from posecoach.core.session.record import Record
from posecoach.core.session.routine import Item
from posecoach.core.session.status import Update
from posecoach.pipeline import CoachProtocol, Sink, Tracker, run
from posecoach.types import Frame

RESULTS_TIMEOUT_S = 0.02
"""s that one waits for results before keys and clocks have their turn."""

SPARSE = 16
"""Every so many pixels, across and down, the brightness is measured."""


class Source(Protocol):
    """A source of frames as they happen."""

    dropped: int
    lost: str

    def now(self) -> float:
        """Seconds since the first frame."""

    def frames(self) -> Generator[Frame | None]:
        """The newest frame each time, None where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class FrameResult:
    """One frame and what followed from it; `position` and `sets` are the coach's in its plan."""

    frame: Frame
    update: Update
    position: int
    sets: Sequence[tuple[Item, int]]
    brightness: float


class TrackingThread:
    """The thread that tracks. `record` grows while it runs; `failure` is what ended it, if anything did."""

    def __init__(self, source: Source, tracker: Tracker, coach: CoachProtocol, sinks: Sequence[Sink]) -> None:
        self.record = Record()
        self.failure: Exception | None = None
        self._results: queue.SimpleQueue[FrameResult] = queue.SimpleQueue()
        self._source, self._tracker, self._coach, self._sinks = source, tracker, coach, sinks
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
        light = float(frame.image[::SPARSE, ::SPARSE].mean())
        position, sets = getattr(self._coach, "position", 0), getattr(self._coach, "sets", ())
        self._results.put(FrameResult(frame, update, position, sets, light))

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
