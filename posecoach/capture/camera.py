"""Pictures as they happen: one thread that takes them, one slot, and the newest wins.

Whoever works on pictures is slower than a camera now and then. Pictures that waited would be shown late
for ever after; here they are dropped, and counted.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import cv2
import numpy as np

from posecoach.capture.devices import devices
from posecoach.capture.shots import Shots, device, stream, turned, without_password
from posecoach.errors import SourceError
from posecoach.media.geometry import fit
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.video import Video
from posecoach.types import Frame, Image

Clock = Callable[[], float]

IDLE_TURN_S = 0.05
"""s after which one who waits for a picture is given a turn all the same: clocks run on."""

STALLED = 1.0
"""s without a picture after which a camera is said to be silent."""

RETRY = 1.0
"""s between two attempts at a camera that has gone."""

NODE = re.compile(r"/dev/video(\d+)")
"""A camera's file on Linux."""

FAREWELL = 3.0
"""s that the thread is given to let the camera go."""


class Camera:
    """A camera, whatever it is behind: gives its newest picture, and survives its being unplugged.

    Attributes:
        dropped: pictures that came while nobody had time for them.
        lost: why there are no pictures now; empty while there are.
        warnings: what is missing in a film, or was damaged.

    Args:
        shots: opens the camera.
        name: what the user calls it.
        clock: seconds, from anywhere.
        retry: s between two attempts at a camera that has gone.
    """

    def __init__(
        self, shots: Shots, name: str = "the camera", clock: Clock = time.monotonic, retry: float = RETRY
    ) -> None:
        self.dropped = 0
        self.lost = ""
        self._shots, self._name, self._clock, self._retry = shots, name, clock, retry
        self._slot: Frame | None = None
        self._failure: Exception | None = None
        self._zero: float | None = None
        self._heard = 0.0
        self._news = threading.Condition()
        self._stop = threading.Event()
        self._ended = False
        self.warnings: list[str] = []
        self._size: tuple[int, int] | None = None

    def now(self) -> float:
        """Seconds since the first picture; 0 before it."""
        return 0.0 if self._zero is None else self._clock() - self._zero

    def frames(self) -> Generator[Frame | None]:
        """The newest picture each time; None where none has come for a moment.

        Leaving the loop lets the camera go.

        Raises:
            SourceError: the camera cannot be opened at all.
        """
        thread = threading.Thread(target=self._take, name="camera", daemon=True)
        thread.start()
        try:
            while True:
                frame = self._next()
                if frame is None and self._ended:
                    return
                yield frame
        finally:
            self._stop.set()
            with self._news:
                self._news.notify_all()
            thread.join(FAREWELL)

    def _next(self) -> Frame | None:
        with self._news:
            self._news.wait_for(lambda: self._slot is not None or self._failure or self._ended, IDLE_TURN_S)
            frame, self._slot = self._slot, None
            if frame is not None:
                return frame
            if self._failure is not None:
                raise self._failure
            if not self.lost and self._zero is not None and self.now() - self._heard >= STALLED:
                self.lost = f"{self._name} is silent"
            return None

    def _take(self) -> None:
        try:
            while not self._stop.is_set():
                gone = self._taken()
                if self._zero is None:
                    self._failure = SourceError(gone)
                    return
                with self._news:
                    self.lost = gone
                self._stop.wait(self._retry)
        except Exception as error:  # noqa: BLE001 - raised again where frames are asked for
            self._failure = error
        finally:
            with self._news:
                self._news.notify_all()

    def _taken(self) -> str:
        """Take pictures until there are no more, and say why."""
        try:
            for image in self._shots():
                if self._stop.is_set():
                    return ""
                self._put(Frame(self._moment(), self._sized(image)))
        except SourceError as error:
            return str(error)
        return f"{self._name} has gone" if self._zero is not None else f"{self._name}: gives no picture"

    def _moment(self) -> float:
        now = self._clock()
        if self._zero is None:
            self._zero = now
        return now - self._zero

    def _sized(self, image: Image) -> Image:
        """A picture in the size of the first one: where it has changed, its shape stays, between black bars.

        Streams and cameras change their size when a network is slow or a phone is turned; poses, films and
        windows go on in the pixels that they began with.
        """
        height, width = image.shape[:2]
        self._size = self._size or (width, height)
        if (width, height) == self._size:
            return image
        placed = fit((width, height), self._size)
        return placed.framed(
            np.asarray(cv2.resize(image, placed.size, interpolation=cv2.INTER_AREA), np.uint8)
        )

    def _put(self, frame: Frame) -> None:
        with self._news:
            self.dropped += self._slot is not None
            self._slot, self.lost, self._heard = frame, "", self.now()
            self._news.notify_all()


class RealtimeFileSource(Camera):
    """A film, played as fast as it was taken, as if it were a camera. Moments are the film's own."""

    def __init__(self, film: Callable[[], Iterator[Frame]], clock: Clock = time.monotonic) -> None:
        super().__init__(lambda: iter(()), "the film", clock)
        self._film = film

    def _take(self) -> None:
        try:
            for frame in self._film():
                self._moment()
                self._stop.wait(max(0.0, frame.t - self.now()))
                if self._stop.is_set():
                    return
                self._put(frame)
        except Exception as error:  # noqa: BLE001 - raised again where frames are asked for
            self._failure = error
        with self._news:
            self._ended = True
            self._news.notify_all()


class FastFileSource:
    """A film, gone through as fast as can be, every frame of it: for trying things out."""

    def __init__(self, film: Callable[[], Iterator[Frame]]) -> None:
        self.dropped = 0
        self.lost = ""
        self.warnings: list[str] = []
        self._film, self._t = film, 0.0

    def now(self) -> float:
        """The moment of the last frame, s."""
        return self._t

    def frames(self) -> Generator[Frame | None]:
        """Every frame."""
        for frame in self._film():
            self._t = frame.t
            yield frame


def open_camera(
    source: str, *, fast: bool = False, clock: Clock = time.monotonic, reading: ReadOptions = WHOLE
) -> Camera | FastFileSource:
    """Return what `--source` and `--camera` name: a number, a name, Linux's file of a camera, a URL, or a film.

    Args:
        source: as the user wrote it.
        fast: go through a film without waiting.
        clock: seconds, from anywhere.
        reading: how its picture lies; of a film also which part of it.

    Raises:
        SourceError: there is nothing of this name.
    """
    if source.isdecimal():
        return Camera(turned(device(int(source)), reading), f"camera {source}", clock)
    if "://" in source:
        return Camera(turned(stream(source), reading), without_password(source), clock)
    path = Path(source)
    if node := NODE.fullmatch(os.path.realpath(path)):
        return Camera(turned(device(int(node[1])), reading), source, clock)
    if path.exists():
        film = Video(path, reading)
        played = FastFileSource(film.frames) if fast else RealtimeFileSource(film.frames, clock)
        played.warnings = film.warnings
        return played
    found = devices()
    near = [each for each in found if source.casefold() in each.name.casefold()]
    if not near:
        known = ", ".join(f"{each.index} ({each.name})" for each in found) or "none"
        raise SourceError(f"{source}: neither a file nor a camera; cameras here: {known}")
    return Camera(turned(device(near[0].index), reading), near[0].name, clock)
