"""Warms a tracker up with the beginning of a video, shown backwards.

In the first second after it has found somebody a tracker often misreads the limbs, and many videos begin in
the middle of a repetition. After the beginning was shown backwards, the tracker has followed the body for a
while when it comes to the first frame.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from posecoach.core.session.loop import Observation
from posecoach.tracking import Tracker
from posecoach.types import Frame

RUN_UP = 2.0
"""Seconds of the beginning that are shown backwards; misreadings last 0.2 to 1 s."""

WARMUP_RATE = 10.0
"""Frames a second that are shown backwards."""

MAX_WARMUP_FRAMES = 128
"""Frames that are held for it, some MB each: 2 s of 60 a second; less of videos with more."""


def with_warmup(frames: Iterable[Frame], tracker: Tracker) -> Iterator[Observation[Frame]]:
    """Yield every frame with the athlete's pose, from a tracker that has seen the beginning backwards."""
    rest = iter(frames)
    head: list[Frame] = []
    for frame in rest:
        head.append(frame)
        if frame.t - head[0].t >= RUN_UP or len(head) >= MAX_WARMUP_FRAMES:
            break
    shift = _show_backwards(head, tracker)
    while head:
        frame = head.pop(0)
        yield Observation(frame.t, tracker.find(replace(frame, t=frame.t + shift)), frame)
    for frame in rest:
        yield Observation(frame.t, tracker.find(replace(frame, t=frame.t + shift)), frame)


def _show_backwards(head: list[Frame], tracker: Tracker) -> float:
    """Show the beginning of a video to the tracker, last frame first.

    Returns:
        Seconds to add to the moments of the frames that follow, as the tracker's time must not run back.
    """
    shown = 0.0
    for frame in reversed(head):
        t = head[-1].t - frame.t
        if frame is head[-1] or t - shown >= 1.0 / WARMUP_RATE or frame is head[0]:
            tracker.find(replace(frame, t=t))
            shown = t
    return head[-1].t - 2.0 * head[0].t + 1.0 / WARMUP_RATE if len(head) > 1 else 0.0
