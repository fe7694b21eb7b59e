"""Progress of a video's scan, however many looks it takes."""

import math
from collections.abc import Callable, Sequence

from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import Segment

ProgressCallback = Callable[[float], None]
"""Called with the moment of the video, in seconds, that has been reached; moments beyond its end are of further looks."""

FIRST_LOOK = 0.95
"""Share of a scan for the first look. Most videos need no other, which is known only when it has ended: a twentieth
does not spoil the time that is left. Each further look takes half of what remains."""


def scanned_share(looks: float) -> float:
    """Return the share of a scan, 0 to 1, that is done after so many looks at the video: 1.5 is amid the second."""
    if looks <= 1.0:
        return FIRST_LOOK * looks
    ended = math.floor(looks)
    return 1.0 - (1.0 - FIRST_LOOK) * 0.5 ** (ended - 1) * (1.0 - 0.5 * (looks - ended))


def of_further_look(
    on_progress: ProgressCallback, track: Track, segments: Sequence[Segment], looks: int = 1
) -> list[ProgressCallback]:
    """Return a callback for each segment that is looked at again: together they go once through the video.

    Args:
        on_progress: what is called.
        track: the landmarks of the first look.
        segments: those to look at.
        looks: the looks that have ended.
    """
    if len(track.t) == 0:
        return [lambda _t: None for _ in segments]
    begin, end = float(track.t[0]), float(track.t[-1])
    parts = [(max(each.start, begin), min(each.end, end)) for each in segments]
    total = sum(to - since for since, to in parts)

    def of(i: int) -> ProgressCallback:
        since, to = parts[i]
        before = sum(to - since for since, to in parts[:i])

        def reached(t: float) -> None:
            done = before + min(max(t - since, 0.0), to - since)
            on_progress(begin + (end - begin) * (looks + (done / total if total > 0.0 else 0.0)))

        return reached

    return [of(i) for i in range(len(parts))]
