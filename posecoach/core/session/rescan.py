"""Decides which parts of a video are worth a closer look.

A video is tracked at as few frames as its movement needs. Where everything that moved counted, or plainly
was something else, that is enough. Where a movement just fell short, it was sometimes the tracker that lost
the body between two frames; and what the video's end cuts turns on its last frames.
"""

import math

from posecoach.core.session.record import Record

RESCAN_MARGIN_S = 1.5
"""s before and after a doubtful movement that belong to it.

On 68 labelled clips of which 4 are counted otherwise at a quick look, 1.5 s settle all, 0.5 s all but one.
"""

NEAR = 1.5
"""s between two doubtful times that are not worth leaving out."""


def doubtful_segments(record: Record, end: float) -> list[tuple[float, float]]:
    """Return the times, s from and to, at which more frames could change the count, in order and apart.

    Args:
        record: what a quick look found.
        end: s, the video's last moment: what reaches it has no end, and what reaches 0 begins there.
    """
    found = [(since - RESCAN_MARGIN_S, until + RESCAN_MARGIN_S) for since, until in record.doubtful]
    times: list[tuple[float, float]] = []
    for since, until in sorted(found):
        if times and since - times[-1][1] <= NEAR:
            times[-1] = (times[-1][0], max(times[-1][1], until))
        else:
            times.append((since, until))
    return [(max(since, 0.0), until if until < end else math.inf) for since, until in times]
