"""What a quick look leaves in doubt, and when a closer look is worth its time.

A film is tracked at as few frames as its movement needs. Where everything that moved was counted and seen to
its end, that is enough. Where something was refused, it was sometimes the tracker that lost the body between
two frames; and what the film's end cuts turns on its last frames.
"""

import math

from posecoach.core.events import RepCompleted, RepPartial, RepRejected
from posecoach.core.session.record import Record

RESCAN_MARGIN_S = 1.5
"""s before and after a doubtful movement that belong to it.

On 68 labelled clips of which 4 are counted otherwise at a quick look, 1.5 s settle all, 0.5 s all but one.
"""

UNDER_WAY = 0.3
"""Progress from which the film's end cuts a movement."""

NEAR = 1.5
"""s between two doubtful times that are not worth leaving out."""


def doubtful_segments(record: Record, end: float) -> list[tuple[float, float]]:
    """The times, s from and to, about all that was not counted, in order and apart from each other.

    Args:
        record: what a quick look found.
        end: s, the film's last moment: what reaches it has no end, and what reaches 0 begins there.
    """
    found: list[tuple[float, float]] = []
    for movement in record.events:
        counted = isinstance(movement, RepCompleted) and not math.isnan(movement.end)
        if counted or not isinstance(movement, RepCompleted | RepPartial | RepRejected):
            continue
        moments = [m for m in (movement.start, movement.turn, movement.end) if not math.isnan(m)]
        found.append((min(moments) - RESCAN_MARGIN_S, max(moments) + RESCAN_MARGIN_S))
    if record.trace and record.trace[-1][1] >= UNDER_WAY:
        found.append((record.trace[-1][0] - RESCAN_MARGIN_S, math.inf))
    times: list[tuple[float, float]] = []
    for since, until in sorted(found):
        if times and since - times[-1][1] <= NEAR:
            times[-1] = (times[-1][0], max(times[-1][1], until))
        else:
            times.append((since, until))
    return [(max(since, 0.0), until if until < end else math.inf) for since, until in times]
