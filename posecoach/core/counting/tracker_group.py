"""Tracks every exercise that may be done, side by side, over the same readings."""

import math
from collections.abc import Mapping, Sequence

from posecoach.core.counting.exercise_classifier import FirstPassStats
from posecoach.core.counting.exercise_tracker import ExerciseTracker
from posecoach.core.counting.holds import HOLD_ARM_AUTO_S, HOLD_ARM_S
from posecoach.core.counting.movement_series import Candidate
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import Event
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import FrameAnalysis
from posecoach.core.pose.reading_buffer import ReadingBuffer

CUT_GAP_S = 1.0
"""s without a body after which what follows is taken as after a cut: no movement goes on over it."""


class TrackerGroup:
    """One tracker for each exercise, and the readings that they share.

    Args:
        exercises: what may be done.
        variant: the variant asked for, whose rules then apply.
        wait_for_end: report a repetition only when its end is settled.
        first_pass: what earlier passes over a recording have shown.
        report_reps: return repetitions as events; otherwise movements and their evidence are only collected.
        tunables: the numbers that counting depends on.

    Attributes:
        buffer: the readings of the last minute.
        by_name: the trackers, by exercise.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise],
        variant: str = "",
        *,
        wait_for_end: bool = False,
        first_pass: FirstPassStats | None = None,
        report_reps: bool = True,
        tunables: Tunables = DEFAULT_TUNABLES,
    ) -> None:
        self.buffer = ReadingBuffer()
        known = first_pass.median_rom if first_pass else {}
        self.by_name = {
            e.name: ExerciseTracker(
                e,
                self.buffer,
                variant,
                wait_for_end=wait_for_end,
                median_rom=known.get(e.name, math.nan),
                hold=HOLD_ARM_S if len(exercises) == 1 else HOLD_ARM_AUTO_S,
                rulings=first_pass.rulings.get(e.name) if first_pass else None,
                report_reps=report_reps,
                tunables=tunables,
            )
            for e in exercises
        }
        self._seen = -math.inf

    def step(self, analysis: FrameAnalysis) -> list[Event]:
        """Take one frame; returns the events of all exercises."""
        t, reading = analysis.t, analysis.reading
        events: list[Event] = []
        if analysis.cut or t - self._seen > CUT_GAP_S:
            events += [event for tracker in self.by_name.values() for event in tracker.end_movement(t)]
        self._seen = t if reading is not None else self._seen
        self.buffer.step(t, reading)
        for tracker in self.by_name.values():
            events += tracker.step(t, reading)
        return events

    def finish(self, t: float) -> list[Event]:
        """End what is still open after the last frame, at `t` seconds."""
        return [event for tracker in self.by_name.values() for event in tracker.finish(t)]

    @property
    def candidates(self) -> Mapping[str, Sequence[Candidate]]:
        """Every movement so far with its evidence, by exercise."""
        return {name: tracker.candidates for name, tracker in self.by_name.items()}

    @property
    def missed_alone(self) -> Mapping[str, Mapping[str, int]]:
        """Frames in which one condition alone was missing for a hold, by its reason, by exercise."""
        return {name: tracker.missed_alone for name, tracker in self.by_name.items()}
