"""Landmark recordings (.npz): the landmarks of a video, so that it need not be tracked again."""

import math
import stat
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.landmarks import LANDMARK_COUNT, Pose
from posecoach.errors import SourceError
from posecoach.media import atomic_write

RECORDING_VERSION = 1
RECORDING_KEYS = ("t", "image", "world", "visibility", "size", "version")

MAX_T = 1e10
"""Seconds that a moment may be from 0: three hundred years, so that times since 1970 are well within."""

MAX_FRAMES = 700_000
"""Frames of a recording that are read: six and a half hours at 30 a second."""

MAX_BYTES = MAX_FRAMES * LANDMARK_COUNT * 3 * 8
"""Bytes of one of its arrays."""

HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
"""Readers of an array's head, by the version of its form."""

DAMAGE = (
    *(OSError, ValueError, EOFError, KeyError, TypeError, SyntaxError, MemoryError),
    *(NotImplementedError, RuntimeError, struct.error, tokenize.TokenError, zipfile.BadZipFile, zlib.error),
)
"""Errors that NumPy and zipfile raise for damaged files."""

Floats32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Track:
    """The landmarks of a whole video; a row is NaN throughout where nobody was seen.

    Attributes:
        t: (T,) seconds, rising.
        image: (T, 33, 2) pixels.
        world: (T, 33, 3) metres from the middle of the hips; NaN where it is not known.
        visibility: (T, 33) 0 to 1.
        size: width and height of the picture, in pixels.
    """

    t: NDArray[np.float64]
    image: Floats32
    world: Floats32
    visibility: Floats32
    size: tuple[int, int]

    def __repr__(self) -> str:
        width, height = self.size
        seen = int(np.count_nonzero(~np.isnan(self.image).all(axis=(1, 2))))
        last = f" to {self.t[-1]:.1f} s" if len(self.t) else ""
        return f"<Track {len(self.t)} frames{last}, somebody in {seen}, {width}x{height}>"

    def poses(self) -> Iterator[tuple[float, Pose | None]]:
        """Yield every moment, in seconds, with the pose at it; None where nobody was seen."""
        for t, image, world, visibility in zip(self.t, self.image, self.world, self.visibility, strict=True):
            if np.isnan(image).all():
                yield float(t), None
            else:
                yield float(t), Pose(*(each.astype(np.float64) for each in (image, world, visibility)))


def cut(track: Track, start: float, end: float, speed: float = 1.0) -> Track:
    """The rows of a track from `start` up to `end`, s, with their times multiplied by `speed`."""
    rows = (track.t >= start) & (track.t < end)
    return Track(
        track.t[rows] * speed, track.image[rows], track.world[rows], track.visibility[rows], track.size
    )


def turned(track: Track, degrees: int) -> Track:
    """The landmarks of the same picture turned clockwise by 0, 90, 180 or 270 degrees."""
    image, world, (width, height) = track.image, track.world, track.size
    for _ in range(degrees // 90):
        image = np.stack([height - image[..., 1], image[..., 0]], axis=-1)
        world = np.stack([-world[..., 1], world[..., 0], world[..., 2]], axis=-1)
        width, height = height, width
    return Track(track.t, image, world, track.visibility, (width, height))


class TrackBuilder:
    """Builds a track frame by frame."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._t: list[float] = []
        self._poses: list[tuple[Floats32, Floats32, Floats32]] = []
        nothing = np.full((LANDMARK_COUNT, 6), np.nan, np.float32)
        self._nobody = nothing[:, :2], nothing[:, 2:5], nothing[:, 5]

    def add(self, t: float, pose: Pose | None) -> None:
        """Add the pose at `t` seconds; None where nobody was seen.

        Raises:
            ValueError: t does not come after the moment before it.
        """
        if self._t and not t > self._t[-1]:
            raise ValueError(f"{t} s does not come after {self._t[-1]} s")
        self._t.append(t)
        if pose is None:
            self._poses.append(self._nobody)
        else:
            image, world, visibility = (
                each.astype(np.float32) for each in (pose.image, pose.world, pose.visibility)
            )
            self._poses.append((image, world, visibility))

    def build(self) -> Track:
        """Return the track so far."""
        count = len(self._t)
        image = np.array([each[0] for each in self._poses], np.float32).reshape(count, LANDMARK_COUNT, 2)
        world = np.array([each[1] for each in self._poses], np.float32).reshape(count, LANDMARK_COUNT, 3)
        visibility = np.array([each[2] for each in self._poses], np.float32).reshape(count, LANDMARK_COUNT)
        return Track(np.array(self._t, np.float64), image, world, visibility, self._size)


def save(track: Track, path: str | Path) -> None:
    """Write a recording (.npz), which appears whole under its name or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    with atomic_write.atomic_writer(Path(path)) as part, part.open("wb") as file:
        np.savez_compressed(
            file,
            t=track.t,
            image=track.image,
            world=track.world,
            visibility=track.visibility,
            size=np.array(track.size, np.int64),
            version=np.array(RECORDING_VERSION, np.int64),
        )


def load(path: str | Path) -> Track:
    """Read a recording (.npz); its numbers may be of any floating type.

    Raises:
        SourceError: there is none, it is damaged, or it holds impossible values.
    """
    arrays = _arrays(Path(path))
    if arrays["version"].shape != () or arrays["version"] != RECORDING_VERSION:
        raise SourceError(
            f"{path}: is a recording of version {arrays['version']}; this posecoach reads {RECORDING_VERSION}"
        )
    t = arrays["t"]
    if t.ndim != 1 or t.dtype.kind not in "fiu" or len(t) == 0:
        raise SourceError(f"{path}: t is not a list of moments, or an empty one")
    t = np.asarray(t, np.float64)
    if not (np.isfinite(t).all() and (np.diff(t) > 0).all()):
        raise SourceError(f"{path}: t does not rise from each frame to the next")
    if not (abs(t[[0, -1]]) < MAX_T).all():
        raise SourceError(f"{path}: t goes from {t[0]:g} to {t[-1]:g} s, which no clip does")
    shapes = {
        "image": (len(t), LANDMARK_COUNT, 2),
        "world": (len(t), LANDMARK_COUNT, 3),
        "visibility": (len(t), LANDMARK_COUNT),
        "size": (2,),
    }
    for key, shape in shapes.items():
        if arrays[key].shape != shape or arrays[key].dtype.kind not in "fiu":
            given = f"{arrays[key].dtype} of shape {arrays[key].shape}"
            raise SourceError(f"{path}: {key} should be numbers of shape {shape}, not {given}")
    width, height = (float(each) for each in arrays["size"])
    if not (1 <= width < np.inf and 1 <= height < np.inf):
        raise SourceError(
            f"{path}: size should be the picture's width and height, not {width:g} and {height:g}"
        )
    image, world, visibility = (
        np.asarray(arrays[key], np.float32) for key in ("image", "world", "visibility")
    )
    return Track(t, image, world, visibility, (round(width), round(height)))


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "no ordinary file"
            raise SourceError(f"{path}: is {what}, not a recording")
        with path.open("rb") as file:
            _check_headers(path, file)
            file.seek(0)
            arrays = np.load(file, allow_pickle=False)
            if not isinstance(arrays, np.lib.npyio.NpzFile):
                raise SourceError(f"{path}: is not a landmark recording (.npz)")
            return {key: arrays[key] for key in RECORDING_KEYS}
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except PermissionError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except DAMAGE:
        raise SourceError(f"{path}: is not a landmark recording (.npz), or a damaged one") from None


def _check_headers(path: Path, file: IO[bytes]) -> None:
    """See, before anything is unpacked, that a recording's arrays have a size that can be.

    Raises:
        SourceError: they have not, or one is missing.
    """
    with zipfile.ZipFile(file) as archive:
        members = {name.removesuffix(".npy"): name for name in archive.namelist()}
        missing = [key for key in RECORDING_KEYS if key not in members]
        if missing:
            raise SourceError(f"{path}: is not a landmark recording: there is no {missing[0]} in it")
        for key in RECORDING_KEYS:
            with archive.open(members[key]) as member:
                read = HEADERS[np.lib.format.read_magic(member)]
                shape, _, dtype = read(member)
            if shape[:1] > (MAX_FRAMES,) or math.prod(shape) * dtype.itemsize > MAX_BYTES:
                raise SourceError(
                    f"{path}: {key} of shape {shape} is more than the {MAX_FRAMES} frames that are read"
                )
