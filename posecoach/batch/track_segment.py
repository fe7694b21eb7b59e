"""A stretch of a film to its landmarks: decoding, choosing and tracking, side by side."""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from posecoach.core.pose.landmarks import Pose
from posecoach.media.prefetch import ahead
from posecoach.media.video import Still, Video
from posecoach.tracking.adaptive_sampling import Stride
from posecoach.tracking.landmarks_io import TrackBuilder
from posecoach.tracking.mediapipe import MediaPipeTracker, ready
from posecoach.tracking.segments import ALL, Part, Stretch
from posecoach.tracking.tracker_warmup import primed
from posecoach.types import Frame

__all__ = ["ALL", "Part", "Stretch", "tracked"]

LEAD = 1.5
"""s before a stretch from which its tracker runs, to have found the athlete and calmed down when it begins."""


def tracked(
    path: Path, stretch: Stretch, model: Path | None, tick: Callable[[float], None], *, every_frame: bool
) -> Part:
    """The landmarks of one stretch of a film.

    Raises:
        SourceError: the film cannot be read.
        TrackerError: the model cannot be loaded.
    """
    video = Video(path)
    stills = video.stills(start=stretch.start - LEAD if stretch.start > 0.0 else 0.0, finish=ready)
    builder = TrackBuilder(video.size)
    choice = _Choice(stretch, None if every_frame else Stride(video.period))
    with (
        MediaPipeTracker(model) as tracker,
        contextlib.closing(ahead(_developed(stills) if every_frame else stills)) as coming,
    ):
        frames = choice.frames(coming)
        poses = (
            ((frame, tracker.find(frame)) for frame in frames)
            if stretch.start > 0.0
            else primed(frames, tracker)
        )
        for frame, pose in poses:
            choice.saw(frame.t, pose)
            if frame.t >= stretch.start:
                builder.add(frame.t, pose)
                tick(frame.t)
        notes = [*video.notes, *tracker.notes]
    return Part(builder.build(), notes, choice.first, choice.after)


class _Choice:
    """Which frames of a stretch and its run-up are tracked; notes where the stretch begins and ends."""

    def __init__(self, stretch: Stretch, stride: Stride | None) -> None:
        self._stretch, self._stride = stretch, stride
        self.first = self.after = math.inf

    def frames(self, stills: Iterable[Still]) -> Iterator[Frame]:
        """The chosen ones; the film's last is always among them, as what it cuts off counts or does not."""
        left: Still | None = None
        for still in stills:
            if still.t >= self._stretch.end:
                self.after = still.t
                return
            if still.t >= self._stretch.start:
                self.first = min(self.first, still.t)
            left = still
            if self._stride is None or self._stride.wants(still.t):
                left = None
                yield still.frame()
        if left is not None:
            yield left.frame()

    def saw(self, t: float, pose: Pose | None) -> None:
        if self._stride:
            self._stride.saw(t, pose)


def _developed(stills: Iterator[Still]) -> Iterator[Still]:
    """Stills whose pictures are made already, where every one of them will be asked for."""
    for still in stills:
        still.frame()
        yield still
