"""Splits videos into segments, and joins the landmarks of segments."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.person_lock import HAND_OVER_S, Box, apart
from posecoach.types import MIN_FRAME_GAP_S

HALF, HALF_ALONE, SHORTEST = 12.0, 4.0, 20.0
"""Shortest segment, s: of a video that is split in two, of one for which whole processes wait, and of one
that is split into more.

Each segment has a run-up of 1.5 s, tracked and thrown away, and a tracker of its own, which takes 0.3 s to
start. Two segments are worth that on any machine; more are, where there are more than two cores.
"""

MAX_SEGMENTS = 16
"""Segments of a video, at most."""

SAME = MIN_FRAME_GAP_S / 10.0
"""Seconds within which two moments are the same frame's: frames are a millisecond apart at least."""

CLOSE_S = 0.1
"""s between a frame of the first scan and the nearest one of a rescan, at most."""

CLOSER = 0.8
"""Share of the frames with a body that a rescan needs, compared with the first scan."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a video from `start` to `end`, s; the frame at `end` belongs to the next segment."""

    start: float = 0.0
    end: float = math.inf


ALL = Segment()


@dataclass(frozen=True, slots=True, eq=False)
class TrackedSegment:
    """The landmarks of a segment.

    Attributes:
        track: its landmarks.
        notes: what the user should know of how they were obtained.
        warnings: what is missing in the film, or was damaged.
        others: True where other people were seen, or somebody else was found in the athlete's stead.
        athlete_left: True where the athlete was lost, and somebody else followed from then on.
        first: s, its first frame, tracked or not; infinite where there is none.
        after: s, the first frame that belongs to the next segment; infinite where there is none.
    """

    track: Track
    notes: list[str]
    first: float
    after: float
    warnings: list[str] = field(default_factory=list)
    others: bool = False
    athlete_left: bool = False


def split_into_segments(duration: float, start: float = 0.0, *, alone: bool = False) -> list[Segment]:
    """Split a video of so many seconds into 1, 2, 4, 8 or 16 equal segments; NaN gives one.

    Args:
        duration: s that the part of the film lasts that is looked at.
        start: s at which that part begins.
        alone: whether there are fewer videos than processes.
    """
    half = HALF_ALONE if alone else HALF
    count = 1
    while count < MAX_SEGMENTS and duration / (2 * count) >= (half if count == 1 else SHORTEST):
        count *= 2
    cuts = [0.0, *(start + duration * i / count for i in range(1, count))]
    return [Segment(start, end) for start, end in zip(cuts, [*cuts[1:], math.inf], strict=True)]


def joined(parts: Sequence[TrackedSegment]) -> TrackedSegment | None:
    """Join the segments of a video; None where they do not fit together.

    Each must begin with the frame at which the one before ends, which fails in files whose time leaps, or in
    which one cannot seek. And both must show the same body: each segment has a tracker of its own, which may
    have chosen another athlete.
    """
    for before, after in itertools.pairwise(parts):
        both_over = math.isinf(before.after) and math.isinf(after.first)
        if not (both_over or abs(before.after - after.first) <= SAME):
            return None
        if _another(before.track, after.track):
            return None
    tracks = [part.track for part in parts]
    whole = _chained(tracks, tracks[0].size)
    notes = list(dict.fromkeys(note for part in parts for note in part.notes))
    warnings = list(dict.fromkeys(each for part in parts for each in part.warnings))
    others, left = any(part.others for part in parts), any(part.athlete_left for part in parts)
    return TrackedSegment(whole, notes, parts[0].first, parts[-1].after, warnings, others, left)


def replaced(whole: TrackedSegment, closer: Sequence[tuple[Segment, TrackedSegment]]) -> TrackedSegment:
    """Replace segments of a video by rescanned ones.

    A rescan that chose another athlete, or lost the body, is left out; so is one that does not cover the
    first scan, in files that do not give the same frames every time.
    """
    for segment, part in closer:
        inside = (whole.track.t >= segment.start) & (whole.track.t < segment.end)
        before, there, after = (
            _rows(whole.track, rows)
            for rows in (whole.track.t < segment.start, inside, whole.track.t >= segment.end)
        )
        strange = _another(before, part.track) or _another(part.track, after)
        if strange or not _covers(part.track, there) or _seen(part.track) < CLOSER * _seen(there):
            continue
        track = _chained([before, part.track, after], whole.track.size)
        notes = list(dict.fromkeys((*whole.notes, *part.notes)))
        warnings = list(dict.fromkeys((*whole.warnings, *part.warnings)))
        whole = replace(whole, track=track, notes=notes, warnings=warnings)
    return whole


def _seen(track: Track) -> float:
    """Return the share of frames in which somebody was seen."""
    return 1.0 - float(np.isnan(track.image[:, 0, 0]).mean()) if len(track.t) else 0.0


def _covers(part: Track, there: Track) -> bool:
    """Return True where a rescan has frames about all those of the first scan, and some that are the same."""
    if len(there.t) == 0 or len(part.t) == 0:
        return len(there.t) == 0
    after = np.searchsorted(part.t, there.t).clip(1, max(len(part.t) - 1, 1))
    before, after = part.t[after - 1], part.t[np.minimum(after, len(part.t) - 1)]
    away = np.minimum(abs(there.t - before), abs(there.t - after))
    return bool(away.max() <= CLOSE_S and away.min() <= SAME)


def _rows(track: Track, rows: NDArray[np.bool_]) -> Track:
    return Track(track.t[rows], track.image[rows], track.world[rows], track.visibility[rows], track.size)


def _chained(tracks: Sequence[Track], size: tuple[int, int]) -> Track:
    return Track(
        t=np.concatenate([each.t for each in tracks]),
        image=np.concatenate([each.image for each in tracks]),
        world=np.concatenate([each.world for each in tracks]),
        visibility=np.concatenate([each.visibility for each in tracks]),
        size=size,
    )


def _another(before: Track, after: Track) -> bool:
    """Return True where the body last seen in one track cannot be the one first seen in the next."""
    seen, then = (np.flatnonzero(~np.isnan(each.image[:, 0, 0])) for each in (before, after))
    if len(seen) == 0 or len(then) == 0:
        return False
    seconds = float(after.t[then[0]] - before.t[seen[-1]])
    last, first = (Box.of(points) for points in (before.image[seen[-1]], after.image[then[0]]))
    return seconds < HAND_OVER_S and apart(last, first, seconds)
