"""A stretch of a film to its landmarks: decoding, choosing and tracking, side by side."""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from posecoach.core.pose.landmarks import Pose
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.prefetch import prefetch
from posecoach.media.video import Still, Video
from posecoach.tracking.adaptive_sampling import AdaptiveSampler
from posecoach.tracking.landmarks_io import TrackBuilder
from posecoach.tracking.mediapipe import MediaPipeTracker, ready
from posecoach.tracking.segments import ALL, Segment, TrackedSegment
from posecoach.tracking.tracker_warmup import with_warmup
from posecoach.types import Frame

__all__ = ["ALL", "Segment", "TrackedSegment", "tracked"]

RUN_UP_S = 1.5
"""s before a stretch from which its tracker runs, to have found the athlete and calmed down when it begins."""


def tracked(
    path: Path,
    segment: Segment,
    model: Path | None,
    on_progress: Callable[[float], None],
    *,
    every_frame: bool,
    reading: ReadOptions = WHOLE,
) -> TrackedSegment:
    """The landmarks of one stretch of a film.

    Raises:
        SourceError: the film cannot be read.
        TrackerError: the model cannot be loaded.
    """
    video = Video(path, reading)
    stills = video.stills(start=segment.start - RUN_UP_S if segment.start > 0.0 else 0.0, finish=ready)
    builder = TrackBuilder(video.size)
    choice = _Choice(segment, None if every_frame else AdaptiveSampler(video.period))
    with (
        MediaPipeTracker(model) as tracker,
        contextlib.closing(prefetch(_developed(stills) if every_frame else stills)) as coming,
    ):
        frames = choice.frames(coming)
        poses = (
            ((frame, tracker.find(frame)) for frame in frames)
            if segment.start > 0.0
            else with_warmup(frames, tracker)
        )
        for frame, pose in poses:
            choice.saw(frame.t, pose)
            if frame.t >= segment.start:
                builder.add(frame.t, pose)
                on_progress(frame.t)
        notes = [*video.notes, *tracker.notes]
    return TrackedSegment(builder.build(), notes, choice.first, choice.after, video.warnings)


class _Choice:
    """Which frames of a stretch and its run-up are tracked; notes where the stretch begins and ends."""

    def __init__(self, segment: Segment, stride: AdaptiveSampler | None) -> None:
        self._stretch, self._stride = segment, stride
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
