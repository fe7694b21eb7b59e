"""What was measured of a recording, kept small, so that who looks again need not measure again."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.body import UNKNOWN_PROPORTIONS, BodyProportions
from posecoach.core.pose.frame_analysis import FrameAnalysis
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import View
from posecoach.core.pose.reading import Measured, Reading
from posecoach.core.pose.reading_buffer import BUFFER_S


@dataclass(frozen=True, slots=True, eq=False)
class CachedReading:
    """A sight without its pose: some 400 bytes instead of 8000.

    Attributes:
        scale: the body's; None where there was no reading.
        proportions: as far as it was known.
        names: of the measures that were asked for.
        values: theirs.
    """

    view: View | None
    cut: bool
    scale: float | None
    proportions: BodyProportions
    names: tuple[str, ...]
    values: NDArray[np.float64]

    def analysis(self, t: float, pose: Pose | None) -> FrameAnalysis:
        """What it was made of, for the same moment and pose."""
        if pose is None or self.scale is None:
            return FrameAnalysis(t, pose, None, self.view, self.cut)
        known = Measured(pose, zip(self.names, self.values.tolist(), strict=True), self.proportions)
        return FrameAnalysis(t, pose, Reading(t, known, self.view, self.scale), self.view, self.cut)


class ReadingCache:
    """Keeps what was seen, frame by frame, and gives it back to one who goes through the same poses."""

    def __init__(self) -> None:
        self._notes: list[CachedReading] = []
        # Measures are still asked for while a movement is remembered; only then a sight is noted down.
        self._recent: deque[FrameAnalysis] = deque()
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def keep(self, analysis: FrameAnalysis) -> FrameAnalysis:
        """Keep what was seen; the same comes back."""
        self._recent.append(analysis)
        while analysis.t - self._recent[0].t > BUFFER_S:
            self._notes.append(self._note(self._recent.popleft()))
        return analysis

    def again(self, poses: Iterable[tuple[float, Pose | None]]) -> Iterator[FrameAnalysis]:
        """The same sights once more. `poses`: the (t, pose) pairs that they were made from."""
        for note, (t, pose) in zip(self._notes, poses, strict=False):
            yield note.analysis(t, pose)
        yield from self._recent

    def _note(self, analysis: FrameAnalysis) -> CachedReading:
        known = analysis.reading.raw if analysis.reading else {}
        names = tuple(known)
        return CachedReading(
            analysis.view,
            analysis.cut,
            analysis.reading.scale if analysis.reading else None,
            analysis.reading.raw.proportions if analysis.reading else UNKNOWN_PROPORTIONS,
            self._names.setdefault(names, names),
            np.array(list(known.values())),
        )
