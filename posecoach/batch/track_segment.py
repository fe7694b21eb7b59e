"""Tracks one segment of a video: decodes, chooses and tracks frames side by side."""

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
"""Seconds before a segment from which its tracker runs, so that it has settled when the segment begins."""


def tracked(
    path: Path,
    segment: Segment,
    model: Path | None,
    on_progress: Callable[[float], None],
    *,
    every_frame: bool,
    reading: ReadOptions = WHOLE,
) -> TrackedSegment:
    """Track one segment of a video.

    Args:
        path: the video.
        segment: from when to when.
        model: the model bundle; None for the one that comes with posecoach.
        on_progress: called with the moment, in seconds, that has been reached.
        every_frame: track all frames, not only as many as the movement needs.
        reading: the part of the video to read, its speed, and how its picture lies.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    video = Video(path, reading)
    stills = video.stills(start=segment.start - RUN_UP_S if segment.start > 0.0 else 0.0, finish=ready)
    builder = TrackBuilder(video.size)
    choice = _Choice(segment, None if every_frame else AdaptiveSampler(video.period))
    with (
        MediaPipeTracker(model) as tracker,
        contextlib.closing(prefetch(_with_pictures(stills) if every_frame else stills)) as coming,
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
    """Chooses the frames of a segment and its run-up to track, and keeps where the segment begins and ends."""

    def __init__(self, segment: Segment, sampler: AdaptiveSampler | None) -> None:
        self._segment, self._sampler = segment, sampler
        self.first = self.after = math.inf

    def frames(self, stills: Iterable[Still]) -> Iterator[Frame]:
        """Yield the chosen frames. The last one is always among them: it decides on a repetition it cuts off."""
        left: Still | None = None
        for still in stills:
            if still.t >= self._segment.end:
                self.after = still.t
                return
            if still.t >= self._segment.start:
                self.first = min(self.first, still.t)
            left = still
            if self._sampler is None or self._sampler.wants(still.t):
                left = None
                yield still.frame()
        if left is not None:
            yield left.frame()

    def saw(self, t: float, pose: Pose | None) -> None:
        if self._sampler:
            self._sampler.saw(t, pose)


def _with_pictures(stills: Iterator[Still]) -> Iterator[Still]:
    """Yield stills with their pictures made, where every one of them will be needed."""
    for still in stills:
        still.frame()
        yield still
