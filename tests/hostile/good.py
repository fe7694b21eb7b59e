"""Good inputs of every kind, from a sample video: small pictures that bear their number, and its landmarks.

A tracker that reads the number takes the place of MediaPipe, so that an analysis takes a tenth of a second,
and finds what the picture shows: nobody, where the number cannot be read.
"""

import math
import sys
import types
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Self

import av
import numpy as np

from posecoach.core.pose.landmarks import Pose
from posecoach.tracking.landmarks_io import Track
from posecoach.types import Frame, Image
from tests import goldens
from tests.films import SAMPLES
from tests.landmarks import push_ups

CLIP = "push_up_sag_side"

FRAMES = 112
"""Frames that are taken of it, with three push-ups."""

RATE = 12.5
"""Frames a second: every second one of the sample video's."""

SIZE = (160, 120)

BITS, BAR_ROWS = 8, 24
"""Bars across the upper edge that tell a frame's number."""

UNREADABLE = (110, 145)
"""Brightness between black and white that tells nothing."""

FORMATS = {"mkv": "matroska", "ts": "mpegts", "wmv": "asf"}

CODECS = {"webm": "libvpx", "avi": "mpeg4", "flv": "flv1", "wmv": "wmv2", "gif": "gif"}

WITH_SOUND = ("mov", "mkv", "ts")


def make(folder: Path) -> None:
    """Write a good input of each kind, `good.KIND`, into a folder."""
    pictures = _pictures()
    for kind in ("mp4", "mov", "mkv", "webm", "avi", "ts", "flv", "wmv", "gif"):
        _film(folder / f"good.{kind}", pictures, sound=kind in WITH_SOUND)
    push_ups(folder / "good.npz", count=3, rate=10.0)
    exercise = Path(goldens.__file__).parents[2] / "posecoach" / "exercises" / "push_up.toml"
    (folder / "good.toml").write_bytes(exercise.read_bytes())


def _pictures() -> list[Image]:
    pictures: list[Image] = []
    with av.open(str(SAMPLES / f"{CLIP}.mp4")) as source:
        for i, frame in enumerate(source.decode(video=0)):
            if len(pictures) == FRAMES:
                break
            if i % 2 == 0:
                image = frame.to_ndarray(width=SIZE[0], height=SIZE[1], format="rgb24")
                number = len(pictures)
                bits = np.array([255 * (number >> bit & 1) for bit in range(BITS)], np.uint8)
                image[:BAR_ROWS] = np.repeat(bits, SIZE[0] // BITS)[None, :, None]
                pictures.append(image)
    return pictures


def _film(path: Path, pictures: list[Image], *, sound: bool) -> None:
    kind = path.suffix[1:]
    pixels = "rgb8" if kind == "gif" else "yuv420p"
    with av.open(str(path), "w", format=FORMATS.get(kind, kind)) as film:
        options = {"g": "25", "preset": "veryfast", "deadline": "realtime", "cpu-used": "8", "threads": "1"}
        coded = CODECS.get(kind, "libx264")
        stream = film.add_stream(coded, rate=Fraction(RATE), options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, pixels
        stream.bit_rate = 400_000
        tone = film.add_stream("aac", rate=16000) if sound else None
        for i, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=pixels)
            frame.pts, frame.time_base = i, 1 / Fraction(RATE)
            film.mux(stream.encode(frame))
            if tone:
                samples = np.zeros((1, 1280), np.float32)
                heard = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
                heard.sample_rate, heard.pts = 16000, 1280 * i
                film.mux(tone.encode(heard))
        film.mux(stream.encode())
        if tone:
            film.mux(tone.encode())


def number(image: Image) -> int | None:
    """Return the number that a picture bears; None where it cannot be read."""
    height, width = image.shape[:2]
    rows = image[: max(1, height * BAR_ROWS // SIZE[1])]
    bars = [rows[:, width * bit // BITS : width * (bit + 1) // BITS].mean() for bit in range(BITS)]
    if any(math.isnan(each) or UNREADABLE[0] < each < UNREADABLE[1] for each in bars):
        return None
    return sum(bool(each > 128) << bit for bit, each in enumerate(bars))


class NumberTracker:
    """Finds the pose that belongs to the number in a picture, in place of MediaPipe."""

    notes: tuple[str, ...] = ()
    people = 1
    jumps_refused = 0
    athlete_left = False

    def __init__(self, *_: object) -> None:
        self._track = _track()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        """Hold nothing."""

    def prepare(self) -> None:
        """Be ready."""

    def find(self, frame: Frame) -> Pose | None:
        """Return the pose of the sample video's frame of this number, in this frame's pixels."""
        which = number(frame.image)
        if which is None or which / RATE > self._track.t[-1]:
            return None
        at = int(np.abs(self._track.t - which / RATE).argmin())
        scale = np.array(frame.size) / self._track.size
        return Pose(self._track.image[at] * scale, self._track.world[at], self._track.visibility[at])


def _track() -> Track:
    found = _TRACKS.get(CLIP)
    if found is None:
        found = _TRACKS[CLIP] = goldens.landmarks(CLIP)
    return found


_TRACKS: dict[str, Track] = {}


def replace_mediapipe() -> None:
    """Put the tracker of numbers in MediaPipe's place, for all of this process."""
    _track()
    module = types.ModuleType("posecoach.tracking.mediapipe")
    ready: Callable[[Frame], Frame] = lambda frame: frame  # noqa: E731 - named where it is put
    vars(module).update(MediaPipeTracker=NumberTracker, ready=ready, bodies=lambda *_: [])
    sys.modules[module.__name__] = module
