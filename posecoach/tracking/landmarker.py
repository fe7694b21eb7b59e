"""MediaPipe's pose landmarker: loading it, its pictures and its numbers. No other module imports MediaPipe."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from posecoach.core.pose.landmarks import Points
from posecoach.errors import TrackerError, first_line
from posecoach.tracking.lazy_import import lazy_import
from posecoach.tracking.model import checked_model
from posecoach.tracking.stderr_filter import filtered_stderr
from posecoach.types import Image as Picture

UNUSED = (
    *("matplotlib", "matplotlib.pyplot", "cv2"),
    *(f"mediapipe.tasks.python.{name}" for name in ("audio", "decision", "retrieval", "text")),
)
"""Modules that MediaPipe imports for drawing, plots, sound and text: they take longer than all the rest."""

try:
    with lazy_import(*UNUSED):
        from mediapipe import Image, ImageFormat
        from mediapipe.tasks.python import BaseOptions
        from mediapipe.tasks.python.components.containers.landmark import NormalizedLandmark
        from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode
except ImportError as broken:
    raise TrackerError(f"MediaPipe cannot be loaded ({broken}); see `posecoach doctor`") from None

__all__ = [
    "Image",
    "PoseLandmarker",
    "RunningMode",
    "close",
    "create",
    "failure",
    "mp_image",
    "pixels",
    "rounded",
]


def create(model: Path, mode: RunningMode, max_people: int) -> PoseLandmarker:
    """Load a model bundle.

    Raises:
        TrackerError: the model is missing, damaged, or MediaPipe refuses it.
    """
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=checked_model(model)),
        running_mode=mode,
        num_poses=max_people,
    )
    try:
        with filtered_stderr():
            return PoseLandmarker.create_from_options(options)
    except OSError as error:
        raise TrackerError(
            f"MediaPipe cannot be loaded ({first_line(error)}); see `posecoach doctor`"
        ) from None
    except (RuntimeError, ValueError) as error:
        raise TrackerError(f"{model}: MediaPipe cannot load this model: {first_line(error)}") from None


def close(landmarker: PoseLandmarker) -> None:
    """Release a landmarker's memory and threads."""
    try:
        with filtered_stderr():
            landmarker.close()
    except RuntimeError:
        # The interpreter is going and has ended the landmarker's thread: the memory goes with the process,
        # and its own finalizer, which would try once more and print a traceback, must find nothing to do.
        landmarker._handle = None  # noqa: SLF001


def failure(t: float, error: Exception) -> TrackerError:
    """Return the error for the user where MediaPipe fails at a frame of `t` seconds."""
    return TrackerError(f"MediaPipe failed at {t:.2f} s: {first_line(error)}")


def mp_image(picture: Picture) -> Image:
    """Return MediaPipe's own copy of a picture."""
    # It takes the pixels to lie without gaps, looks no further, and finds nobody where there are gaps.
    return Image(ImageFormat.SRGB, np.ascontiguousarray(picture))


def pixels(marks: Sequence[NormalizedLandmark], size: tuple[int, int]) -> Points:
    """Return landmarks in pixels of a picture of this width and height, (33, 2).

    Shares of the picture become pixels here and nowhere else: shares distort every angle.
    """
    return rounded(np.array([(mark.x, mark.y) for mark in marks]) * size)


def rounded(values: object) -> Points:
    """Return numbers rounded to 32-bit floats, so that a recording of them is exact."""
    return np.array(values, np.float32).astype(np.float64)
