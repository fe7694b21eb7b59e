"""Analyzes frames independently of the exercise: measures, view, cuts."""

import math
from dataclasses import dataclass
from typing import Protocol

from posecoach.core.pose.body import Body
from posecoach.core.pose.body_proportions import ProportionsEstimator
from posecoach.core.pose.cut_detector import CutState, PoseCutDetector
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import View, elbow_bend, knee_bend
from posecoach.core.pose.moving_arm import MovingArmEstimator
from posecoach.core.pose.reading import Measured, Reading
from posecoach.core.pose.view import ViewEstimator, view_index

ABSENT = 1.0
"""Seconds out of sight after which a person may be at another distance from the camera."""


@dataclass(frozen=True, slots=True, eq=False)
class FrameAnalysis:
    """Everything that follows from one frame, whatever exercise is done.

    Attributes:
        t: s.
        pose: None where nobody was seen.
        reading: the measures; None where nobody was seen, or where a cut is suspected.
        view: the side from which the camera looks; None while that is not known.
        cut: True where another shot begins: another person, or another place of the camera.
    """

    t: float
    pose: Pose | None
    reading: Reading | None
    view: View | None
    cut: bool


class Analyzer(Protocol):
    """Analyzes one frame after the other: a `FrameAnalyzer`, or one that has seen them before."""

    def step(self, t: float, pose: Pose | None) -> FrameAnalysis:
        """Analyze the pose at `t` seconds; None where nobody was seen."""


class FrameAnalyzer:
    """Turns poses into readings, and keeps the view, the body's proportions and the last cut."""

    def __init__(self) -> None:
        self._view = ViewEstimator()
        self._cuts = PoseCutDetector()
        self._proportions = ProportionsEstimator()
        self._moving_arm = MovingArmEstimator()
        self._t = self._seen = -math.inf

    def step(self, t: float, pose: Pose | None) -> FrameAnalysis:
        """Analyze the pose at `t` seconds; None where nobody was seen.

        Raises:
            ValueError: time runs backwards.
        """
        if t < self._t:
            raise ValueError(f"time runs backwards: {t} after {self._t}")
        self._t = t
        body = Body(pose) if pose else None
        if body is None or not body.scale > 0.0:
            return FrameAnalysis(t, pose, None, self._view.view, cut=False)
        state = self._cuts.step(t, body)
        if state is CutState.DOUBT:
            return FrameAnalysis(t, pose, None, self._view.view, cut=False)
        if state is CutState.CUT or t - self._seen > ABSENT:
            self._proportions.forget()
            self._moving_arm.forget()
        if state is CutState.CUT:
            self._view = ViewEstimator()
        self._seen = t
        view = self._view.step(t, view_index(body))
        elbow, knee = elbow_bend(body), knee_bend(body)
        body.proportions = self._proportions.step(t, body, elbow, knee, view)
        body.moving_arm = self._moving_arm.step(t, body)
        reading = Reading(t, Measured(body, (("elbow_bend", elbow), ("knee_bend", knee))), view, body.scale)
        return FrameAnalysis(t, pose, reading, view, cut=state is CutState.CUT)
