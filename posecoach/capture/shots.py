"""Pictures of a camera as it gives them, one after the other: of this machine, or in the network."""

import itertools
import re
from collections.abc import Callable, Iterator

import av
import cv2
import numpy as np

from posecoach.capture.devices import IN_USE, backend, quiet_opencv, refusal
from posecoach.errors import SourceError
from posecoach.media.options import ReadOptions
from posecoach.media.orientation import Orientation
from posecoach.types import Image

Shots = Callable[[], Iterator[Image]]
"""Opens a camera and gives its pictures; ends or raises `SourceError` when it has gone."""


def device(index: int, size: tuple[int, int] = (640, 480)) -> Shots:
    """A camera of this machine, by its number."""

    def shots() -> Iterator[Image]:
        with quiet_opencv():
            camera = cv2.VideoCapture(index, backend())
        try:
            if not camera.isOpened():
                raise SourceError(f"camera {index}: {refusal(index)}")
            camera.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
            camera.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
            camera.set(cv2.CAP_PROP_FPS, 30)
            camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            for taken in itertools.count():
                with quiet_opencv():
                    there, image = camera.read()
                if not there and not taken:
                    raise SourceError(f"camera {index}: gives no picture; {IN_USE}")
                if not there:
                    raise SourceError(f"camera {index} has gone; plug it in again")
                yield cv2.cvtColor(image, cv2.COLOR_BGR2RGB)  # type: ignore[misc]
        finally:
            camera.release()

    return shots


def stream(url: str, patience: float = 5.0) -> Shots:
    """A camera in the network: RTSP, or MJPEG over HTTP, as phones and doorbells give it.

    Args:
        url: where it is.
        patience: s that it may be silent.
    """
    shown = without_password(url)

    def shots() -> Iterator[Image]:
        options = {
            "flags": "low_delay",
            "probesize": "200000",
            "analyzeduration": "500000",
        }
        if url.lower().startswith("rtsp"):
            options["rtsp_transport"] = "tcp"
        try:
            with av.open(url, timeout=(patience, patience), options=options) as container:
                if not container.streams.video:
                    raise SourceError(f"{shown}: there is no picture in it")
                container.streams.video[0].thread_type = "SLICE"  # by frames would hold some back
                for frame in container.decode(video=0):
                    yield frame.to_ndarray(format="rgb24")  # type: ignore[misc]
        except av.error.ExitError:
            raise SourceError(f"{shown}: nothing has come from it for {patience:.0f} s") from None
        except (av.error.FFmpegError, OSError) as error:
            reason = error.strerror or type(error).__name__
            raise SourceError(f"{shown}: cannot be read ({reason})") from None

    return shots


def without_password(source: str) -> str:
    """Return what `--source` names as it may be shown and kept: an address without the user and password in it."""
    return re.sub(r"(?<=://)[^/?#]*@", "", source)


def turned(shots: Shots, reading: ReadOptions) -> Shots:
    """A camera whose pictures are turned and put right as the user says."""
    orientation = Orientation.upright(reading)

    def pictures() -> Iterator[Image]:
        for image in shots():
            yield np.ascontiguousarray(orientation.apply(image))

    return shots if orientation == Orientation() else pictures
