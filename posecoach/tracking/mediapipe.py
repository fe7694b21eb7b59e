"""MediaPipe's pose landmarker behind the `Tracker` protocol. No other module imports it."""

import contextlib
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from posecoach.core.pose import Pose
from posecoach.errors import TrackerError
from posecoach.frame import Frame
from posecoach.tracking.hush import hushed
from posecoach.tracking.model import checked_model, default_model

try:
    from mediapipe import Image, ImageFormat
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode
except ImportError as broken:
    raise TrackerError(f"MediaPipe cannot be loaded ({broken}); see `posecoach doctor`") from None


class MediaPipeTracker:
    """Finds one athlete in frame after frame.

    Its numbers are those of a 32-bit float, so that a recording of them, which keeps such, is exact.

    Attributes:
        notes: what the user should know of how the athlete was followed.

    Raises:
        TrackerError: the model is missing, damaged, or MediaPipe refuses it.
    """

    def __init__(self, model: Path | None = None) -> None:
        path = model or default_model()
        content = checked_model(path)
        options = PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=content), running_mode=RunningMode.VIDEO
        )
        try:
            with hushed():
                self._landmarker = PoseLandmarker.create_from_options(options)
        except OSError as error:
            raise TrackerError(
                f"MediaPipe cannot be loaded ({_line(error)}); see `posecoach doctor`"
            ) from None
        except (RuntimeError, ValueError) as error:
            raise TrackerError(f"{path}: MediaPipe cannot load this model: {_line(error)}") from None
        self._close = weakref.finalize(self, _closed, self._landmarker)
        self._last_ms = -1
        self._settled = False
        self.notes: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the model's memory and threads; a second call does nothing."""
        self._close()

    def find(self, frame: Frame) -> Pose | None:
        """The athlete's pose, in pixels of the source's picture; None where nobody is seen.

        Raises:
            TrackerError: the model fails, or the tracker has been closed.
        """
        if not self._close.alive:
            raise TrackerError("the tracker has been closed")
        # The landmarker wants whole milliseconds that rise, and says so with an error where they do not.
        self._last_ms = max(self._last_ms + 1, round(frame.t * 1000))
        # It takes the pixels to lie without gaps, looks no further, and finds nobody where there are gaps.
        image = Image(ImageFormat.SRGB, np.ascontiguousarray(frame.image))
        try:
            # Its last log lines come with the first body that it sees.
            with contextlib.nullcontext() if self._settled else hushed():
                result = self._landmarker.detect_for_video(image, self._last_ms)
        except (RuntimeError, ValueError) as error:
            raise TrackerError(f"MediaPipe failed at {frame.t:.2f} s: {_line(error)}") from None
        if not result.pose_landmarks:
            return None
        self._settled = True
        marks, metres = result.pose_landmarks[0], result.pose_world_landmarks[0]
        # Shares of the picture become pixels here and nowhere else: shares distort every angle.
        return Pose(
            _rounded([(mark.x, mark.y) for mark in marks], frame.size),
            _rounded([(mark.x, mark.y, mark.z) for mark in metres]),
            _rounded([mark.visibility for mark in marks]),
        )


def _rounded(
    values: object, scale: tuple[int, int] = (1, 1)
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    numbers = np.array(values, dtype=np.float64)
    if scale != (1, 1):
        numbers *= scale
    return numbers.astype(np.float32).astype(np.float64)


def _line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _closed(landmarker: PoseLandmarker) -> None:
    try:
        landmarker.close()
    except RuntimeError:
        # The interpreter is going and has ended the landmarker's thread: the memory goes with the process,
        # and its own finalizer, which would try once more and print a traceback, must find nothing to do.
        landmarker._handle = None  # noqa: SLF001
