"""Chooses the frames of a video to track: more while the body turns quickly, fewer while it rests.

It depends on times and poses alone: the same video always gives the same frames.
"""

import math
from collections import deque
from dataclasses import dataclass

from posecoach.core.pose.body import Body
from posecoach.core.pose.landmarks import Landmark, Pose

ERROR = 0.022
"""Arm lengths by which a joint's path may differ from a straight line between two tracked frames: 12 mm.

Labelled clips are then tracked at 9.5 frames a second on average; at 10.2 with three quarters of it, at 9.0 with
one and a third.
"""

MIN_RATE, MAX_RATE = 8.0, 15.0
"""Frames a second to track, at least and at most; at most, too, in the first second, before the movement is known.

A repetition of 2 Hz asks for 12. Below 8 a tracker that looks where the body was is misled by somebody who
gets up after a rest.
"""

RESCAN_FINENESS, RESCAN_MIN_RATE, RESCAN_MAX_RATE = 2.0, 10.0, 30.0
"""Factor by which a rescan tracks more frames, and their number a second at least and at most.

Of 48 readings of labelled clips all are then counted as at every frame; at 15 frames a second, four are not.
"""

ALERT = 1.0
"""s over which the body's accelerations are averaged: a turn is over in less, and the next one follows."""

SAMPLED_JOINTS = tuple(
    int(row)
    for row in (
        *(Landmark.NOSE, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_ELBOW),
        *(Landmark.RIGHT_ELBOW, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, Landmark.LEFT_HIP),
        *(
            Landmark.RIGHT_HIP,
            Landmark.LEFT_KNEE,
            Landmark.RIGHT_KNEE,
            Landmark.LEFT_ANKLE,
            Landmark.RIGHT_ANKLE,
        ),
    )
)

RANK = 2
"""Rank of the acceleration that counts, from the greatest joint's down.

A joint may have been seen wrongly; an arm that moves alone moves two, its elbow and its wrist.
"""

Moment = tuple[float, Body]


@dataclass(frozen=True, slots=True)
class Sampling:
    """Number of frames to track of a movement.

    Attributes:
        error: arm lengths by which a joint's path may differ from a straight line between two frames.
        min_rate, max_rate: frames a second, at least and at most.
        first_rate: frames a second for the first second: a clip may hold one brisk repetition.
    """

    error: float = ERROR
    min_rate: float = MIN_RATE
    max_rate: float = MAX_RATE
    first_rate: float = MAX_RATE


FIRST_SCAN = Sampling()
RESCAN = Sampling(ERROR / RESCAN_FINENESS**2, RESCAN_MIN_RATE, RESCAN_MAX_RATE, RESCAN_MAX_RATE)


class AdaptiveSampler:
    """Chooses frames one by one: call `wants` for every frame, and `saw` with the pose of each chosen one.

    Both in the order of time; `saw` may lag behind.

    Args:
        period: s from one frame of the video to the next, so that the nearer one of two is taken.
        sampling: how many frames are tracked.
    """

    def __init__(self, period: float, sampling: Sampling = FIRST_SCAN) -> None:
        self._period, self._sampling = period, sampling
        self._since = -math.inf
        self._first = self._seen = math.nan
        self._bodies: deque[Moment] = deque(maxlen=3)
        self._turns: deque[tuple[float, float]] = deque()

    @property
    def rate(self) -> float:
        """Frames a second that the movement of the last moments asks for."""
        rates = self._sampling
        if not self._seen - self._first >= ALERT:
            return rates.first_rate
        if not self._turns:
            return rates.min_rate
        quick = math.sqrt(sum(value * value for _, value in self._turns) / len(self._turns))
        # A parabola leaves its chord by acceleration times interval squared over 8.
        return min(max(math.sqrt(quick / (8.0 * rates.error)), rates.min_rate), rates.max_rate)

    def wants(self, t: float) -> bool:
        """Return True for the frame to track: the one nearest to the moment that is due."""
        due = self._since + 1.0 / self.rate
        if t + self._period / 2.0 <= due:
            return False
        # What one frame came too late, the next one comes earlier: so 12 of 30 are 12, and not 10.
        self._since = max(due, t - self._period) if math.isfinite(due) else t
        return True

    def saw(self, t: float, pose: Pose | None) -> None:
        """Take the pose at `t` seconds; None where nobody was seen."""
        self._first = t if math.isnan(self._first) else self._first
        self._seen = t
        body = Body(pose) if pose else None
        if body and body.scale > 0.0:
            self._bodies.append((t, body))
            if len(self._bodies) == self._bodies.maxlen:
                self._turns.append((t, acceleration(*self._bodies)))
        else:
            self._bodies.clear()
        while self._turns and t - self._turns[0][0] > ALERT:
            self._turns.popleft()


def acceleration(a: Moment, b: Moment, c: Moment) -> float:
    """Return the body's acceleration over three moments, in arm lengths a second squared."""
    (ta, first), (tb, then), (tc, now) = a, b, c
    ab, bc = tb - ta, tc - tb
    changes = []
    for joint in SAMPLED_JOINTS:
        (ax, ay), (bx, by), (cx, cy) = first.guess(joint), then.guess(joint), now.guess(joint)
        changes.append(math.hypot((cx - bx) / bc - (bx - ax) / ab, (cy - by) / bc - (by - ay) / ab))
    return sorted(changes)[-RANK] / ((ab + bc) / 2.0) / max(then.scale, now.scale)
