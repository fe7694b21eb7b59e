"""Clips to records: one after another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecoach.core.exercise import Exercise
from posecoach.core.record import Record
from posecoach.core.review import review
from posecoach.tracking.recording import Track

Tick = Callable[[float], None]
"""Told, as tracking goes on, the moment in the clip that it has reached, in seconds."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with a clip.

    Attributes:
        exercises: what may be done in it; one, where it is known.
        variant: the variant asked for.
        model: another model bundle than the one that comes with posecoach.
    """

    exercises: tuple[Exercise, ...]
    variant: str = ""
    model: Path | None = None


def track(path: Path, model: Path | None = None, tick: Tick = lambda _t: None) -> tuple[Track, list[str]]:
    """The landmarks of a clip: read, where it is a recording; tracked, where it is a video.

    Returns:
        The track, and what the user should know of how it was obtained.

    Raises:
        SourceError: the clip cannot be read.
        TrackerError: the model cannot be loaded.
    """
    from posecoach.tracking import recording

    if path.suffix.lower() == ".npz":
        return recording.load(path), []
    from posecoach.sources.video import Video
    from posecoach.tracking.mediapipe import MediaPipeTracker

    video = Video(path)
    builder = recording.TrackBuilder(video.size)
    with MediaPipeTracker(model) as tracker:
        for frame in video.frames():
            builder.add(frame.t, tracker.find(frame))
            tick(frame.t)
        notes = list(tracker.notes)
    return builder.build(), notes


def analyze(path: Path, job: Job, tick: Tick = lambda _t: None) -> tuple[Record, Track]:
    """A clip's record and its landmarks."""
    found, notes = track(path, job.model, tick)
    record = review(found.poses, job.exercises, job.variant)
    record.source = str(path)
    record.notes += notes
    return record, found


def records(paths: Sequence[Path], job: Job) -> list[Record]:
    """Every clip's record, in order."""
    return [analyze(path, job)[0] for path in paths]
