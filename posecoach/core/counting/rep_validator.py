"""Whether a movement that went out and back was a repetition, and if not, why."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from posecoach.core.counting.rep_detector import RETURN_SHARE, Movement
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.exercise import Exercise, Motion, Position
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import ReadingBuffer

Verdict = Literal["counted", "partial", "rejected"]

SHALLOW = 0.55
"""Share of the person's usual travel below which a repetition is partial."""

SEEN_OUT = 0.3
"""Share of the way out that must have been seen where a movement was under way when it came into view."""

APPROACH = 0.2
"""s before the turning point for which such a movement must have been in view, where less of it was seen.

Then the turning point itself lies in the picture, and labellers count the repetition; at less it may as
well be the tracker finding its feet.
"""

MOMENT = 0.1
"""s around a turning point, or a start, over which a measure is taken there; at least three frames."""

BRIEF = 0.5
"""Share of the shortest time a repetition can take that is spent beyond half of its way, at least.

A body that moves to and fro spends half its time there or more; landmarks that leap away for a frame or
two and come back do not.
"""

UNSEEN = 0.4
"""Share of its frames in which the body may be out of sight; of labelled repetitions 0.29 at most."""

EVER = 0.1
"""Share of its frames up to which a position has to be met at some time in a movement, not throughout it."""

PAUSE_S = 3.0
"""s from which a movement has paused on its way: what it passes through is then a smaller share of it."""

OUTERMOST = 0.04
"""Share of a measure's values at either end that do not count for how far it moved."""

ENDS = 0.1
"""Share of a movement's frames at either end that tell where the body was before it, and after."""

PAN_PARTS = ("hands", "hips", "feet")
"""What moves evenly where it is the camera that moves."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a cycle was, and why it was not counted; `values` are the measures at its turning point."""

    verdict: Verdict
    why: str = ""


class RepValidator:
    """Judges a movement when it is complete, by the frames it was seen in."""

    def __init__(self, exercise: Exercise, buffer: ReadingBuffer, smoother: Smoother) -> None:
        self.exercise = exercise
        self._buffer = buffer
        self._smoother = smoother

    def judge(self, movement: Movement, median_rom: float) -> Ruling:
        """Rule on a cycle. `median_rom`: the person's usual travel, NaN where it is not known yet."""
        if why := self._incomplete(movement):
            return Ruling("rejected", why)
        # What is told on the way back has its rest before it alone, and as much of that as it lacks after it.
        before = movement.seen_from - movement.time_missing
        since = max(before, movement.rest_before) if movement.start == movement.start else movement.seen_from
        samples = self._buffer.between(since, movement.end)
        way = self.exercise.full_rom
        slight = ""
        for motion in self.exercise.motions:
            most = max(motion.max, motion.of_signal * movement.rom * way)
            moved = measured_rom(motion.measure, samples)
            if moved > most:
                moved = rom_without_pan(motion.measure, samples)
            if motion.min_dip_at_turn > -math.inf and not self._bent(motion, samples, movement.turn):
                return Ruling("rejected", motion.why)
            if moved < motion.min and moved >= motion.partial_min:
                slight = motion.why
            elif not motion.min <= moved <= most:
                return Ruling("rejected", motion.why)
        for position in self.exercise.positions:
            if not condition_held(position, samples):
                return Ruling("rejected", position.why)
        if why := self._shallow(movement, median_rom) or slight:
            return Ruling("partial", why)
        return Ruling("counted")

    def at(self, t: float, measure: str) -> float:
        """A verdict measure's median about a moment, NaN where the view does not allow it, or there is none.

        Args:
            t: s on the smoothed curve, by which cycles are found.
            measure: its name.
        """
        if math.isnan(t):
            return math.nan
        t -= self._smoother.delay
        nearest = self._buffer.nearest(t)
        about = self._buffer.between(t - 2 * MOMENT, t + 2 * MOMENT)
        near = [s for s in about if abs(s.t - t) <= MOMENT] if len(nearest) > 2 else nearest  # noqa: PLR2004
        return median_seen(measure, near if len(near) >= len(nearest) else nearest)

    def _incomplete(self, movement: Movement) -> str:
        signal = self.exercise.signal
        assert signal is not None  # noqa: S101 - a counted exercise has one
        if math.isnan(movement.start) and not (
            movement.seen_out >= SEEN_OUT or movement.turn - movement.first_seen >= APPROACH
        ):
            return "it was under way when it came into view"
        if math.isnan(movement.end) and not movement.seen_back >= RETURN_SHARE:
            return "the view ended before it was complete"
        if why := self._fleeting(movement):
            return why
        if (
            max(movement.back, movement.low if movement.start == movement.start else -math.inf)
            > signal.max_baseline
        ):
            return "it did not begin and end in the starting position"
        return ""

    def _fleeting(self, movement: Movement) -> str:
        """Why a cycle was too short to be seen, or too little of it was."""
        if (took := movement.end - movement.start + movement.time_missing) < self.exercise.min_rep_s:
            return f"it took only {took:.2f} s"
        if movement.time_beyond_half < BRIEF * self.exercise.min_rep_s:
            return f"it was there and back in only {movement.time_beyond_half:.2f} s"
        if self._unseen(movement) > UNSEEN:
            return "the body was out of sight for too much of it"
        return ""

    def _unseen(self, movement: Movement) -> float:
        """The share of a cycle's frames, as far as it came into view, in which the body was out of sight."""
        return self._buffer.unseen(movement.seen_from, movement.end)

    def _bent(self, motion: Motion, samples: Sequence[Reading], turn: float) -> bool:
        """Whether a measure was at its least where the movement turned, and not by chance elsewhere."""
        most = max((s.raw[motion.measure] for s in samples), default=math.nan)
        near = sorted(samples, key=lambda s: abs(s.t - turn))[:3]
        there = statistics.median(s.raw[motion.measure] for s in near) if near else math.nan
        return most - there >= motion.min_dip_at_turn

    def _shallow(self, movement: Movement, median_rom: float) -> str:
        depth = self.exercise.depth
        if depth and movement.rom < depth.rom_override:
            value = self.at(movement.turn, depth.measure)
            if depth.short(value) > depth.tolerance:
                return depth.why.format(value=f"{value:.0f}", full=f"{depth.full:.0f}")
        if movement.rom < SHALLOW * median_rom:
            return f"only {movement.rom / median_rom:.0%} of your usual range"
        return ""


def median_seen(measure: str, samples: Sequence[Reading]) -> float:
    """A verdict measure's median over frames, of which those from a wrong view are left out."""
    views = MEASURES[measure].views
    values = [v for s in samples if s.view in views and not math.isnan(v := s.raw[measure])]
    return statistics.median(values) if values else math.nan


def time_weighted_median(measure: str, samples: Sequence[Reading]) -> float:
    """The same over time: a frame that is close to others counts for less."""
    views = MEASURES[measure].views
    times = [samples[0].t, *(s.t for s in samples), samples[-1].t] if samples else []
    spans = [(after - before) / 2.0 for before, after in zip(times, times[2:], strict=False)]
    seen = sorted(
        (v, span)
        for s, span in zip(samples, spans, strict=True)
        if s.view in views and not math.isnan(v := s.raw[measure])
    )
    half, so_far = sum(span for _, span in seen) / 2.0, 0.0
    for value, span in seen:
        so_far += span
        if so_far >= half:
            return value
    return math.nan


def condition_held(position: Position, samples: Sequence[Reading]) -> bool:
    """Whether a condition held in the share of frames that it must."""
    met = sum(position.min <= s.raw[position.measure] <= position.max for s in samples)
    needed = position.share * len(samples)
    return met >= (needed * _unpaused(samples) if position.share <= EVER else needed)


def _unpaused(samples: Sequence[Reading]) -> float:
    """The share of a movement that is its way: 1 where it did not pause."""
    return PAUSE_S / max(samples[-1].t - samples[0].t, PAUSE_S) if samples else 1.0


def measured_rom(measure: str, samples: Sequence[Reading]) -> float:
    """How far a measure moved, without the outermost of its values at either end; pixels in arm lengths."""
    values = sorted([v for s in samples if not math.isnan(v := s.raw[measure])])
    if not values:
        return math.nan
    return _spread(values) / (_scale(samples) if MEASURES[measure].unit == "pixels" else 1.0)


def _spread(values: Sequence[float]) -> float:
    """From the least to the greatest of values in rising order, but for the outermost."""
    return quantile(values, 1.0 - OUTERMOST) - quantile(values, OUTERMOST)


def _scale(samples: Sequence[Reading]) -> float:
    """Pixels an arm length."""
    return statistics.median(s.scale for s in samples)


def rom_without_pan(measure: str, samples: Sequence[Reading]) -> float:
    """How far a measure moved apart from what a camera that pans adds to it; as `measured_rom` tells it.

    A repetition ends as it began, so that what hands, hips and feet have all moved on by, on the whole and
    to the same side, is the camera's doing. It is taken to have moved evenly.
    """
    moved = measured_rom(measure, samples)
    if MEASURES[measure].unit != "pixels" or math.isnan(moved):
        return moved
    pace, zero = _shared_pace(measure[-1], samples), samples[0].t
    own = sorted([v - pace * (s.t - zero) for s in samples if not math.isnan(v := s.raw[measure])])
    return min(moved, _spread(own) / _scale(samples))


def _shared_pace(axis: str, samples: Sequence[Reading]) -> float:
    """The least that any part moved on along an axis, pixels a second; 0 where they went to different sides."""
    paces = [p for part in PAN_PARTS if not math.isnan(p := _pace(f"{part}_{axis}", samples))]
    return min(paces, key=abs) if paces and min(paces) * max(paces) > 0.0 else 0.0


def _pace(measure: str, samples: Sequence[Reading]) -> float:
    """By how much a measure changed from its first values to its last, a second; NaN out of sight."""
    seen = [(s.t, v) for s in samples if not math.isnan(v := s.raw[measure])]
    some = max(1, round(ENDS * len(seen)))
    if len(seen) < 2 * some:
        return math.nan
    took = statistics.median(t for t, _ in seen[-some:]) - statistics.median(t for t, _ in seen[:some])
    return (
        statistics.median(v for _, v in seen[-some:]) - statistics.median(v for _, v in seen[:some])
    ) / took


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which such a share of them lies, 0 to 1, between two of them where need be.

    Args:
        values: at least one, in rising order.
        share: 0 for the first, 1 for the last.
    """
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])
