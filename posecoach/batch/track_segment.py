"""Tracks one segment of a video: decodes, chooses and tracks frames side by side."""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from posecoach.core.events import Event
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.loop import run
from posecoach.core.session.status import NOTHING_DONE, Update
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.prefetch import prefetch
from posecoach.media.video import Still, Video
from posecoach.pipeline import observe
from posecoach.tracking.adaptive_sampling import AdaptiveSampler
from posecoach.tracking.landmarks_io import TrackBuilder
from posecoach.tracking.mediapipe import MediaPipeTracker, ready
from posecoach.tracking.segments import ALL, Segment, TrackedSegment
from posecoach.tracking.tracker_warmup import with_warmup
from posecoach.types import Frame

__all__ = ["ALL", "Segment", "TrackedSegment", "tracked"]

OTHERS = "--person left, right, middle, or a number from the left, picks who is followed"
"""A note for the user."""

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
    tracking = _SegmentTracking(
        segment, TrackBuilder(video.size), None if every_frame else AdaptiveSampler(video.period), on_progress
    )
    with (
        MediaPipeTracker(model, reading.person) as tracker,
        contextlib.closing(prefetch(_with_pictures(stills) if every_frame else stills)) as coming,
    ):
        look = observe if segment.start > 0.0 else with_warmup
        run(look(tracking.frames(coming), tracker), tracking)
        notes = [*video.notes, *tracker.notes]
        if tracker.people > 1 and not reading.person:
            notes.append(OTHERS)
    return TrackedSegment(tracking.builder.build(), notes, tracking.first, tracking.after, video.warnings)


class _SegmentTracking:
    """Chooses the frames of a segment and its run-up, and keeps their poses. The loop takes it for a coach.

    Attributes:
        builder: takes the poses of the segment, without its run-up.
        first: s, the segment's first frame, tracked or not; infinite before it has come.
        after: s, the first frame behind the segment; infinite where there is none.
    """

    def __init__(
        self,
        segment: Segment,
        builder: TrackBuilder,
        sampler: AdaptiveSampler | None,
        on_progress: Callable[[float], None],
    ) -> None:
        self.builder = builder
        self.first = self.after = math.inf
        self._segment, self._sampler, self._on_progress = segment, sampler, on_progress

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

    def step(self, t: float, pose: Pose | None) -> Update:
        """Keep the pose at `t` seconds. The update says nothing: nobody is coached yet."""
        if self._sampler:
            self._sampler.saw(t, pose)
        if t >= self._segment.start:
            self.builder.add(t, pose)
            self._on_progress(t)
        return Update(t, pose, {}, NOTHING_DONE, ())

    def finish(self) -> tuple[Event, ...]:
        """Return no events."""
        return ()


def _with_pictures(stills: Iterator[Still]) -> Iterator[Still]:
    """Yield stills with their pictures made, where every one of them will be needed."""
    for still in stills:
        still.frame()
        yield still
