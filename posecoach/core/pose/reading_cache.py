"""Keeps the measures of a recording for its later passes, in little memory."""

import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.body import UNKNOWN_PROPORTIONS, Arm, BodyProportions
from posecoach.core.pose.frame_analysis import FrameAnalysis, FrameAnalyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import View
from posecoach.core.pose.reading import Measured, Reading
from posecoach.core.pose.reading_buffer import BUFFER_S


@dataclass(frozen=True, slots=True, eq=False)
class CachedReading:
    """A frame's analysis without its pose: some 400 bytes instead of 8000.

    Attributes:
        scale: the body's, in pixels an arm length; None where there was no reading.
        proportions: as far as they were known.
        moving_arm: as far as it was known.
        names: of the measures that were needed.
        values: theirs.
    """

    view: View | None
    cut: bool
    scale: float | None
    proportions: BodyProportions
    moving_arm: Arm | None
    names: tuple[str, ...]
    values: NDArray[np.float64]

    def analysis(self, t: float, pose: Pose | None) -> FrameAnalysis:
        """Return the analysis again, for the same moment and pose."""
        if pose is None or self.scale is None:
            return FrameAnalysis(t, pose, None, self.view, self.cut)
        values = zip(self.names, self.values.tolist(), strict=True)
        known = Measured(pose, values, self.proportions, self.moving_arm)
        return FrameAnalysis(t, pose, Reading(t, known, self.view, self.scale), self.view, self.cut)


class CachedAnalyzer:
    """Analyzes the frames of a recording in its first pass, and knows them in every pass after that."""

    def __init__(self) -> None:
        self._analyzer = FrameAnalyzer()
        self._cached: list[CachedReading] = []
        # Measures are still added while a movement is in the buffer; an analysis is shrunk only after that.
        self._recent: deque[FrameAnalysis] = deque()
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._again: Iterator[CachedReading | FrameAnalysis] | None = None

    def rewind(self) -> None:
        """Go back to the first frame. All of them must have been seen."""
        self._again = itertools.chain(self._cached, self._recent)

    def step(self, t: float, pose: Pose | None) -> FrameAnalysis:
        """Return the analysis of the pose at `t` seconds; after `rewind`, that of the same frame before.

        Raises:
            ValueError: time runs backwards.
        """
        if self._again is not None:
            known = next(self._again)
            return known if isinstance(known, FrameAnalysis) else known.analysis(t, pose)
        analysis = self._analyzer.step(t, pose)
        self._recent.append(analysis)
        while t - self._recent[0].t > BUFFER_S:
            self._cached.append(self._shrunk(self._recent.popleft()))
        return analysis

    def _shrunk(self, analysis: FrameAnalysis) -> CachedReading:
        known = analysis.reading.raw if analysis.reading else {}
        names = tuple(known)
        return CachedReading(
            analysis.view,
            analysis.cut,
            analysis.reading.scale if analysis.reading else None,
            analysis.reading.raw.proportions if analysis.reading else UNKNOWN_PROPORTIONS,
            analysis.reading.raw.moving_arm if analysis.reading else None,
            self._names.setdefault(names, names),
            np.array(list(known.values())),
        )
