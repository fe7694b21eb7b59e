"""Tracks one segment of a video: decodes, chooses and tracks frames side by side."""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.core.events import Event
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.loop import run
from posecoach.core.session.status import NOTHING_DONE, Update
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.media.prefetch import prefetch
from posecoach.media.video import Still, Video
from posecoach.pipeline import observe
from posecoach.tracking import Tracker
from posecoach.tracking.adaptive_sampling import AdaptiveSampler, Sampling
from posecoach.tracking.closer import SEARCH_TILES, CloseUp, around, brightened, gamma, region
from posecoach.tracking.landmarks_io import TrackBuilder
from posecoach.tracking.mediapipe import MediaPipeTracker, bodies, ready
from posecoach.tracking.people_search import next_look
from posecoach.tracking.segments import ALL, Segment, TrackedSegment
from posecoach.tracking.survey import Sighting
from posecoach.tracking.tracker_warmup import with_warmup
from posecoach.types import Frame

__all__ = ["ALL", "Segment", "TrackedSegment", "tracked"]

OTHERS = "--person left, right, middle, or a number from the left, picks who is followed"
"""A note for the user."""

LOOKED_CLOSER = (
    "you were hard to see, so a part of the picture was looked at closer: come closer, or add light"
)
"""A note for the user."""

CLOSE_UP_LONGEST = 1920
"""Pixels of the longer side of a picture of which a part is looked at."""

CLOSE_UP_SHARE = 0.6
"""Share of the picture below which a part of it shows more than the whole."""

SEARCHES, UNKNOWN_S = 6, 60.0
"""Frames that are searched, and s over which they are spread where a video's length is not known."""

RUN_UP_S = 1.5
"""Seconds before a segment from which its tracker runs, so that it has settled when the segment begins."""


def tracked(
    path: Path,
    segment: Segment,
    model: Path | None,
    on_progress: Callable[[float], None],
    *,
    sampling: Sampling | None,
    reading: ReadOptions = WHOLE,
    close_up: CloseUp | None = None,
    whom: Sequence[Sighting] = (),
) -> TrackedSegment:
    """Track one segment of a video.

    Args:
        path: the video.
        segment: from when to when.
        model: the model bundle; None for the one that comes with posecoach.
        on_progress: called with the moment, in seconds, that has been reached.
        sampling: how many frames to track, by the movement; None for every frame.
        reading: the part of the video to read, its speed, and how its picture lies.
        close_up: the part of the picture to look at; None for all of it.
        whom: where and when the one was seen who is followed; without it, the first person found is.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    video = Video(path, reading)
    looked_closer = close_up is not None
    if whom and close_up is None:
        close_up = _worthwhile(CloseUp(around([each.box for each in whom], video.size)), video.size)
    if close_up:
        left, top = close_up.box.left, close_up.box.top
        whom = [replace(each, box=each.box.moved(-left, -top)) for each in whom]
    start = segment.start - RUN_UP_S if segment.start > 0.0 else 0.0
    if close_up:
        stills = video.stills(CLOSE_UP_LONGEST, start, lambda frame: ready(close_up.frame(frame)))
    else:
        stills = video.stills(start=start, finish=ready)
    sampler = AdaptiveSampler(video.period, sampling) if sampling else None
    tracking = _SegmentTracking(segment, TrackBuilder(video.size), sampler, on_progress)
    first_look = next_look(segment.start) if segment.start > 0.0 else math.nan
    with (
        MediaPipeTracker(model, whom, first_look) as tracker,
        contextlib.closing(prefetch(stills if sampling else _with_pictures(stills))) as coming,
    ):
        look = observe if segment.start > 0.0 else with_warmup
        finder: Tracker = _CloseTracker(tracker, close_up) if close_up else tracker
        run(look(tracking.frames(coming), finder), tracking)
        notes = [*video.notes, *tracker.notes]
        if looked_closer:
            notes.append(LOOKED_CLOSER)
        if tracker.people > 1 and not reading.person:
            notes.append(OTHERS)
        others, left = tracker.people > 1 or tracker.jumps_refused > 0, tracker.athlete_left
    track = tracking.builder.build()
    return TrackedSegment(track, notes, tracking.first, tracking.after, video.warnings, others, left)


def close_up_of(path: Path, model: Path | None, reading: ReadOptions = WHOLE) -> CloseUp | None:
    """Return the part of a video's picture where somebody small or in the dark is; None where there is none.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    video = Video(path, reading)
    end = min(each for each in (video.end, video.duration, UNKNOWN_S) if not math.isnan(each))
    found, brightness = [], []
    for i in range(SEARCHES):
        start = video.start + (i + 0.5) / SEARCHES * (end - video.start)
        still = next(video.stills(CLOSE_UP_LONGEST, start), None)
        if still is not None:
            frame = still.frame()
            brightness.append(gamma(frame.image))
            bright = Frame(frame.t, brightened(frame.image, brightness[-1]), frame.size)
            found.append(bodies(bright, SEARCH_TILES, model))
    box = region(found, video.size)
    exponent = float(np.median(brightness)) if brightness else 1.0
    if box is None:
        return None
    return _worthwhile(CloseUp(box, exponent), video.size)


def _worthwhile(close_up: CloseUp, size: tuple[int, int]) -> CloseUp | None:
    """Return a close-up if it shows more than the whole picture, of this width and height; else None."""
    box = close_up.box
    share = (box.right - box.left) * (box.bottom - box.top) / (size[0] * size[1])
    return close_up if share < CLOSE_UP_SHARE or close_up.gamma < 1.0 else None


class _CloseTracker:
    """Finds the athlete in close-ups; the poses are in the pixels of the whole picture."""

    def __init__(self, tracker: Tracker, close_up: CloseUp) -> None:
        self._tracker, self._close_up = tracker, close_up

    def find(self, frame: Frame) -> Pose | None:
        """Return the athlete's pose; None where nobody is seen."""
        return self._close_up.pose(self._tracker.find(frame))

    def close(self) -> None:
        """Close the tracker."""
        self._tracker.close()


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
