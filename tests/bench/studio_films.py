"""The rendered films in `sample_videos/`, what is true of them, and what the real tracker sees in them."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import posecoach
from posecoach import batch
from posecoach.tracking import landmarks_io
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.model import default_model
from tests.bench.material import RECORDINGS, ROOT

SAMPLES = ROOT / "sample_videos"
KEPT = RECORDINGS / "samples"
AROUND = 0.5
"""s before a first and after a last movement that still belong to the exercise."""


@dataclass(frozen=True, slots=True)
class Film:
    """A film and its truth. Arrays have a row a frame.

    Attributes:
        known: all of the JSON beside it.
        t: (T,) s.
        pixels: (T, 33, 2) where each landmark truly is in the picture.
        joints: (T, 33, 3) m, z up.
    """

    path: Path
    known: dict[str, Any] = field(repr=False)
    t: NDArray[np.float64] = field(repr=False)
    pixels: NDArray[np.float64] = field(repr=False)
    joints: NDArray[np.float64] = field(repr=False)

    @property
    def name(self) -> str:
        """Its file name without ending."""
        return self.path.stem

    @property
    def exercise(self) -> str:
        """Return the exercise that is done in it."""
        return str(self.known["exercise"])

    @property
    def view(self) -> str:
        """From where the camera truly looks: side, oblique, front or back."""
        return str(self.known["view"])

    def turns(self, *, full: bool) -> list[float]:
        """Return the moment of each full, or each partial, repetition's turn, s."""
        return [rep["turn_s"] for rep in self.known["repetitions"] if rep["full"] is full]

    def doing(self) -> NDArray[np.bool_]:
        """(T,) whether the exercise is being done: not on the way in, at rest or on the way out."""
        spans = self.known["sets"] or [*self.known["repetitions"], *self.known["holds"]]
        first, last = min(s["start_s"] for s in spans), max(s["end_s"] for s in spans)
        if self.known["sets"]:
            return np.any([(self.t >= s["start_s"]) & (self.t <= s["end_s"]) for s in spans], axis=0)
        if self.known["holds"]:
            return np.any([(self.t >= s["start_s"]) & (self.t <= s["end_s"]) for s in spans], axis=0)
        return (self.t >= first - AROUND) & (self.t <= last + AROUND)


def films(folder: Path = SAMPLES, *, rendered: bool = True) -> list[Film]:
    """Every film that has its truth beside it; every truth, where the film need not be `rendered`."""
    found = []
    for beside in sorted(folder.glob("*.json")):
        path = beside.with_suffix(".mp4")
        if path.is_file() or not rendered:
            known = json.loads(beside.read_text(encoding="utf-8"))
            arrays = (np.array(known[key], np.float64) for key in ("t", "pixels", "joints"))
            found.append(Film(path, known, *arrays))
    return found


def track(film: Film, kept: Path = KEPT, *, every_frame: bool = True) -> Track:
    """Return a film's landmarks by the real tracker; from the last time, if film, model and tracker are the same.

    Without `every_frame`, as many frames are tracked as `posecoach analyze` does in its first scan.
    """
    package = Path(posecoach.__file__).parent
    code = [
        *sorted((package / "tracking").glob("*.py")),
        package / "media" / "video.py",
        package / "batch" / "track_segment.py",
    ]
    print_ = hashlib.sha256()
    for path in (film.path, default_model(), *code):
        print_.update(hashlib.sha256(path.read_bytes()).digest())
    name = film.name if every_frame else f"{film.name}-sampled"
    place = kept / f"{name}-{print_.hexdigest()[:16]}.npz"
    if not place.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        for old in kept.glob(f"{name}-????????????????.npz"):
            old.unlink(missing_ok=True)
        found, _ = batch.track(film.path, every_frame=every_frame)
        landmarks_io.save(found, place)
    return landmarks_io.load(place)
