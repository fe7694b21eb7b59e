"""The labelled material: which clips there are, what is true of them, and their landmarks.

It lies outside the project: people's faces and others' footage are not ours to pass on. Its layout is
`clips/SET` with videos, `landmarks/SET` with recordings, a `labels.csv` in each, and `eval/score.py`.
"""

import csv
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from posecoach import batch
from posecoach.tracking import landmarks_io

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
RECORDINGS = ROOT / "recordings"
"""Folder of videos' landmarks, so that each is tracked once. Ignored by git."""

NONE = "none"
"""The label of clips in which nothing may be counted."""

VIDEOS = (".mp4", ".mov", ".avi", ".webm", ".mkv", ".gif")


@dataclass(frozen=True, slots=True)
class Clip:
    """One labelled clip.

    Attributes:
        group: the set it belongs to.
        name: its file name without folder and ending.
        path: the video or recording.
        recording: its landmarks; for a video, where they are or will be kept.
        label: its row in labels.csv.
    """

    group: str
    name: str
    path: Path
    recording: Path
    label: dict[str, str] = field(hash=False, compare=False)

    @property
    def exercise(self) -> str:
        """Return the exercise that is done in it, or `NONE`."""
        return self.label["exercise"]

    @property
    def reps(self) -> float:
        """The least true count."""
        return float(self.label["reps"] or 0)

    @property
    def turns(self) -> list[float]:
        """Return the moment of each true repetition's turn, s; empty where that is not labelled."""
        return [float(each) for each in (self.label.get("turn_s") or "").split()]

    @property
    def source(self) -> str:
        """Return where it was found: clips of one source are not independent of each other."""
        return (self.label.get("source") or self.group).split(":")[0]

    @property
    def half(self) -> str:
        """Return which half of the sources it belongs to: `tune`, or `check`, which no value was chosen on."""
        return "check" if int(hashlib.sha256(self.source.encode()).hexdigest(), 16) % 2 else "tune"

    @property
    def never(self) -> tuple[str, ...]:
        """Return the exercises that may not be counted in a clip of another movement."""
        return tuple((self.label.get("never") or "").split())

    def error(self, count: float) -> float:
        """Return the distance of a count from the nearest right one; above 0 where too many."""
        most = max(self.reps, float(self.label.get("reps_max") or 0))
        return count - min(max(count, self.reps), most)


@dataclass(frozen=True, slots=True)
class Group:
    """A set of labelled clips; `folder` and `labels` are within the material's folder."""

    name: str
    folder: str
    labels: str = "labels.csv"
    always: bool = True


GROUPS = (
    Group("pushfit_streams", "landmarks/pushfit"),
    Group("repcount_streams", "landmarks/repcount_dev"),
    Group("pushfit", "clips/pushfit"),
    Group("real", "clips/real"),
    Group("real2", "clips/real2"),
    Group("pushfit_all_streams", "landmarks/pushfit", "labels_all.csv", always=False),
)


def clips(material: Path, recordings: Path, only: Sequence[str] = ()) -> list[Clip]:
    """The clips whose group is named, or whose `group/name` begins so; all, where nothing is named."""
    found: list[Clip] = []
    for group in GROUPS:
        folder = material / group.folder
        if not (folder / group.labels).is_file():
            continue
        for clip in _labelled(group, folder, recordings):
            whole = f"{group.name}/{clip.name}"
            wanted = any(name == group.name or ("/" in name and whole.startswith(name)) for name in only)
            if wanted or (not only and group.always):
                found.append(clip)
    return found


def _labelled(group: Group, folder: Path, recordings: Path) -> Iterator[Clip]:
    with (folder / group.labels).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        name = Path(row["clip"]).stem
        places = [folder / f"{name}{ending}" for ending in (".npz", *VIDEOS)]
        source = next((place for place in places if place.is_file()), None)
        if source is None:
            sys.stderr.write(f"{folder / row['clip']}: is labelled but not there\n")
            continue
        kept = source if source.suffix == ".npz" else recordings / group.name / f"{name}.npz"
        yield Clip(group.name, name, source, kept, row)


def track(clip: Clip) -> None:
    """See that a clip's landmarks are at hand: a video is tracked, every frame of it, and they are kept."""
    if clip.recording.is_file():
        return
    sys.stderr.write(f"tracking {clip.group}/{clip.name}\n")
    clip.recording.parent.mkdir(parents=True, exist_ok=True)
    found, _ = batch.track(clip.path)
    landmarks_io.save(found, clip.recording)
