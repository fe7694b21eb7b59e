"""Caches landmarks by the content of a video, so that each video is tracked once."""

import functools
import hashlib
import importlib.metadata
import json
import math
import stat
from pathlib import Path

from posecoach.errors import OutputError, PosecoachError, SourceError
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.tracking import landmarks_io
from posecoach.tracking.adaptive_sampling import FIRST_SCAN, Sampling
from posecoach.tracking.model import SHA256, checked_model
from posecoach.tracking.segments import ALL, Segment, TrackedSegment

CACHE_VERSION = 3
"""Rises whenever tracking gives other landmarks than before, so that older ones are not found."""


class Cache:
    """A folder of landmarks. A damaged file counts as missing.

    Args:
        folder: made when the first landmarks are stored.
        model: the model bundle used, None for the one that comes with posecoach.
        sampling: how many frames are tracked; None for every frame.
        reading: which part of a film was looked at, and how.
    """

    def __init__(
        self,
        folder: Path,
        model: Path | None = None,
        *,
        sampling: Sampling | None = FIRST_SCAN,
        reading: ReadOptions = WHOLE,
    ) -> None:
        bundle = hashlib.sha256(checked_model(model)).hexdigest() if model else SHA256
        mediapipe = importlib.metadata.version("mediapipe")
        self._folder = folder
        self._how = f"{CACHE_VERSION} {mediapipe} {bundle} {sampling} {reading}"
        if reading.person:
            self._how += f" {reading.person} surveyed"

    def entry(self, path: Path) -> "CacheEntry":
        """Return the entry of a video, whatever its name.

        Raises:
            SourceError: it cannot be read.
        """
        try:
            state = path.stat()
            if not stat.S_ISREG(state.st_mode):
                raise SourceError(f"{path}: is no ordinary file, not a video")
            content = _content(path.resolve(), state.st_size, state.st_mtime_ns)
        except FileNotFoundError:
            raise SourceError(f"{path}: no such file") from None
        except OSError as error:
            raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
        return CacheEntry(self._folder, hashlib.sha256(f"{self._how} {content}".encode()).hexdigest()[:32])


@functools.lru_cache(maxsize=1024)
def _content(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 - what tells that it is the same still
    """Return a file's digest, computed once while size and date stay the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class CacheEntry:
    """One video's place in a cache: for the whole of it, and for segments until it is whole."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._key = key

    def find(self, segment: Segment = ALL) -> TrackedSegment | None:
        """Return a stored segment; None where there is none, or a damaged one."""
        landmarks, notes_file = self._paths(segment)
        try:
            said = json.loads(notes_file.read_text(encoding="utf-8"))
            first, after = (
                math.inf if value is None else float(value) for value in (said["first"], said["after"])
            )
            return TrackedSegment(
                landmarks_io.load(landmarks),
                [str(note) for note in said["notes"]],
                first,
                after,
                [str(warning) for warning in said["warnings"]],
                bool(said.get("others")),
                bool(said.get("athlete_left")),
            )
        except (PosecoachError, OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, part: TrackedSegment, segment: Segment = ALL) -> None:
        """Store a segment; storing the whole video deletes its other segments.

        Raises:
            OutputError: it cannot be written.
        """
        if len(part.track.t) == 0:
            return
        landmarks, notes_file = self._paths(segment)
        first, after = (value if math.isfinite(value) else None for value in (part.first, part.after))
        said = {"notes": part.notes, "warnings": part.warnings, "first": first, "after": after}
        said |= {"others": part.others, "athlete_left": part.athlete_left}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # The notes first: landmarks without them are not found.
            notes_file.write_text(json.dumps(said), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{self._folder}: cannot be written: {error.strerror}") from None
        landmarks_io.save(part.track, landmarks)
        if segment == ALL:
            for each in self._folder.glob(f"{self._key}-*"):
                each.unlink(missing_ok=True)

    def _paths(self, segment: Segment) -> tuple[Path, Path]:
        name = self._key if segment == ALL else f"{self._key}-{segment.start:.3f}-{segment.end:.3f}"
        return self._folder / f"{name}.npz", self._folder / f"{name}.json"
