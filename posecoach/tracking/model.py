"""Finds and checks the pose model."""

import io
import zipfile
from pathlib import Path

from posecoach.errors import TrackerError

MODEL_NAME = "pose_landmarker_full.task"
SHA256 = "a1470aaa08bda39c0f38cd846098843cd4ebc55e8383b7b48f55dd4430756b54"
"""Of the bundle that comes with posecoach, as models/README.md tells."""

MODEL_PARTS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")
"""Files of a pose landmarker bundle, as MediaPipe's Tasks API needs them."""

TFLITE = b"TFL3"
"""Bytes 4 to 8 of a TensorFlow Lite model."""


def default_model() -> Path:
    """Return the bundle that comes with posecoach: inside an installed package, or beside it in a checkout.

    Raises:
        TrackerError: it is in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models", package.parent / "models"):
        if (folder / MODEL_NAME).is_file():
            return folder / MODEL_NAME
    raise TrackerError(
        f"{package / 'models' / MODEL_NAME}: the pose model is missing; install posecoach again"
    )


def checked_model(path: Path) -> bytes:
    """Return the content of a bundle.

    Raises:
        TrackerError: there is no such file, it is damaged, or it is no pose landmarker bundle.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TrackerError(f"{path}: no such model file") from None
    except IsADirectoryError:
        raise TrackerError(f"{path}: is a folder; name a .task file") from None
    except OSError as error:
        raise TrackerError(f"{path}: the model cannot be read: {error.strerror}") from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            missing = [name for name in MODEL_PARTS if name not in bundle.namelist()]
            if missing:
                raise TrackerError(f"{path}: is no pose landmarker bundle: {missing[0]} is not in it")
            models = [bundle.read(name) for name in MODEL_PARTS]
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise TrackerError(f"{path}: is no pose landmarker bundle (.task), or a damaged one") from None
    for name, model in zip(MODEL_PARTS, models, strict=True):
        if model[4:8] != TFLITE:
            raise TrackerError(f"{path}: is damaged: {name} in it is no TensorFlow Lite model")
    return content
