"""Collects what speaks for and against a movement being a repetition of one exercise."""

import math
import statistics
from collections.abc import Iterator, Sequence

from posecoach.core.counting.evidence import DURATION, Evidence, Margin
from posecoach.core.counting.movement import Movement
from posecoach.core.counting.movement_series import Candidate
from posecoach.core.counting.rep_detector import RETURN_SHARE
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.counting.window_stats import (
    measured_rom,
    median_seen,
    moved_share,
    quantile,
    rom_without_pan,
    rom_without_tremble,
    values_of,
)
from posecoach.core.exercise import Exercise, Motion, Position
from posecoach.core.pose.measures import MEASURES, visibility_key
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import ReadingBuffer

SEEN_OUT = 0.3
"""Share of the outward phase that must have been seen of a movement that was under way when it came into view."""

APPROACH = 0.2
"""s before the turning point for which such a movement must have been in view, where less of it was seen.

Then the turning point itself lies in the picture, and labellers count the repetition; at less it may as
well be the tracker finding its feet.
"""

MOMENT = 0.1
"""s around a turning point, or a start, over which a measure is taken there; at least three frames."""

BRIEF = 0.5
"""Least share of the shortest time a repetition can take that is spent in the outer half of its range.

A body that moves to and fro spends half its time there or more; landmarks that leap away for a frame or
two and come back do not.
"""

UNSEEN = 0.4
"""Share of its frames in which the body may be out of sight; of labelled repetitions 0.29 at most."""

SOMETIME = 0.5
"""Share of its frames below which a position has to be met at some time in a movement, not throughout it."""

PAUSE_S = 3.0
"""s from which a movement has paused: what it passes through is then a smaller share of it."""

HALF_A_REACH = 0.5
"""Share of the smallest movement from which one that reaches less far beyond the start is a partial repetition."""

CUT_DOUBT = 0.15
"""Share of the way back, about the one that completes a repetition, that a few more frames may change."""

SHORTEST = 0.02
"""Shortest time in s: a ratio of times needs one above 0."""


class RepValidator:
    """Weighs a movement when it is complete, by the frames it was seen in."""

    def __init__(
        self,
        exercise: Exercise,
        buffer: ReadingBuffer,
        smoother: Smoother,
        tunables: Tunables = DEFAULT_TUNABLES,
    ) -> None:
        self.exercise = exercise
        self._buffer = buffer
        self._smoother = smoother
        self._tunables = tunables

    def candidate(self, movement: Movement) -> Candidate:
        """Return a movement with all that speaks for and against it."""
        value = self._depth_value(movement)
        depth = self.exercise.depth
        short = depth.short(value) > depth.tolerance if depth else False
        return Candidate(
            movement.turn,
            movement.high,
            movement.rom,
            self.evidence(movement),
            (movement.seen_from, movement.turn if math.isnan(movement.end) else movement.end),
            self._incomplete(movement),
            shallow=depth.say(value) if depth and short and movement.rom < depth.rom_override else "",
            deep=bool(depth) and not short and not math.isnan(value),
            cut=math.isnan(movement.end) and abs(movement.seen_back - RETURN_SHARE) < CUT_DOUBT,
        )

    def evidence(self, movement: Movement) -> Evidence:
        """Return the margins of all conditions of the exercise in a movement."""
        samples = self._samples(movement)
        if not samples:
            return Evidence(())
        margins = [*self._timing(movement), *self._extent(movement)]
        for position in self.exercise.positions:
            margins += self._position(position, samples)
        for motion in self.exercise.motions:
            margins += self._motion(motion, movement, samples)
        return Evidence(tuple(margins))

    def at(self, t: float, measure: str) -> float:
        """Return a verdict measure's median about a moment, NaN where the view does not allow it.

        Args:
            t: s on the smoothed curve, by which movements are found.
            measure: its name.
        """
        if math.isnan(t):
            return math.nan
        t -= self._smoother.delay
        nearest = self._buffer.nearest(t)
        about = self._buffer.between(t - 2 * MOMENT, t + 2 * MOMENT)
        near = [s for s in about if abs(s.t - t) <= MOMENT] if len(nearest) > 2 else nearest  # noqa: PLR2004
        return median_seen(measure, near if len(near) >= len(nearest) else nearest)

    def _samples(self, movement: Movement) -> Sequence[Reading]:
        # What is reported during the return has its rest before it alone, and as much of that as it lacks after it.
        before = movement.seen_from - movement.time_missing
        since = movement.seen_from
        if not math.isnan(movement.start):
            since = max(before, movement.rest_before)
        return self._buffer.between(since, movement.end)

    def _incomplete(self, movement: Movement) -> str:
        """Return why too little of a movement was seen; empty where enough was."""
        came_late = movement.turn - movement.first_seen < APPROACH
        if math.isnan(movement.start) and movement.seen_out < SEEN_OUT and came_late:
            return "it was under way when it came into view"
        if math.isnan(movement.end) and not movement.seen_back >= RETURN_SHARE:
            return "the view ended before it was complete"
        return ""

    def _depth_value(self, movement: Movement) -> float:
        depth = self.exercise.depth
        return self.at(movement.turn, depth.measure) if depth else math.nan

    def _timing(self, movement: Movement) -> Iterator[Margin]:
        least, soft = self.exercise.min_rep_s, self._tunables.soft_time
        took = movement.end - movement.start + movement.time_missing
        if not math.isnan(took):
            margin = math.log(max(took, SHORTEST) / least) / soft
            yield self._margin(DURATION, f"it took only {took:.2f} s", margin)
        beyond = movement.time_beyond_half
        margin = math.log(max(beyond, SHORTEST) / (BRIEF * least)) / soft
        yield self._margin("dwell", f"it was there and back in only {beyond:.2f} s", margin)
        unseen = self._buffer.unseen(movement.seen_from, movement.end)
        margin = (UNSEEN - unseen) / self._tunables.soft_unseen
        yield self._margin("unseen", "the body was out of sight for too much of it", margin)

    def _extent(self, movement: Movement) -> Iterator[Margin]:
        beyond = (self._tunables.plausible_rom - movement.rom) / self._tunables.soft_rom
        yield self._margin("extent", "it was too large for a body at this distance", beyond)
        signal = self.exercise.signal
        if signal is None:
            return
        least = signal.min_prominence / self.exercise.full_rom
        reach = (movement.high - least) / self._tunables.soft_baseline
        partial = HALF_A_REACH * least <= movement.high < least
        yield self._margin("reach", "it hardly left the starting position", reach, partial=partial)
        if math.isinf(signal.max_baseline):
            return
        off = movement.back if math.isnan(movement.start) else max(movement.back, movement.low)
        margin = (signal.max_baseline - off) / self._tunables.soft_baseline
        yield self._margin("baseline", "it did not begin and end in the starting position", margin)

    def _position(self, position: Position, samples: Sequence[Reading]) -> Iterator[Margin]:
        """Yield how far inside its limits a measure stays for the share of frames that it must."""
        values = sorted(values_of(position.measure, samples))
        if not values:
            return
        share = position.share * (_unpaused(samples) if position.share < SOMETIME else 1.0)
        inside = min(quantile(values, 1.0 - share) - position.min, position.max - quantile(values, share))
        degrees = MEASURES[position.measure].unit == "degrees"
        soft = self._tunables.soft_angle if degrees else self._tunables.soft_length
        weight = position.weight * self._seen(position.measure, samples)
        key = f"{position.measure} {'min' if math.isinf(position.max) else 'max'}"
        yield self._margin(key, position.why, inside / soft, weight)

    def _motion(self, motion: Motion, movement: Movement, samples: Sequence[Reading]) -> Iterator[Margin]:
        """Yield how well a measure moved as it must within a movement."""
        from_views = statistics.fmean(s.view in motion.views for s in samples) if motion.views else 1.0
        matters = motion.weight * from_views
        weight = matters * self._seen(motion.measure, samples)
        key, soft = motion.measure, self._tunables.soft_motion
        if motion.against:
            share = moved_share(motion.measure, motion.against, samples)
            if motion.ground and self._seen(motion.ground, samples) >= self._tunables.ground_seen:
                share = max(share, moved_share(motion.measure, motion.against, samples, motion.ground))
            if not math.isnan(share):
                margin = (share - motion.min) / self._tunables.soft_share
                yield self._margin(f"{key} against {motion.against}", motion.why, margin, matters)
            return
        travel = movement.rom * self.exercise.full_rom
        most = max(motion.max, motion.of_signal * travel)
        least = max(motion.min, motion.min_of_signal * travel)
        moved = measured_rom(motion.measure, samples)
        if moved > most:
            moved = min(
                rom_without_pan(motion.measure, samples), rom_without_tremble(motion.measure, samples)
            )
        if math.isnan(moved):
            return
        if least > 0.0:
            margin = (moved / least - 1.0) / soft
            partial = motion.partial_min <= moved < least
            yield self._margin(f"{key} moves", motion.why, margin, weight, partial=partial)
        if most < math.inf:
            yield self._margin(f"{key} still", motion.why, (1.0 - moved / most) / soft, weight)
        if motion.min_dip_at_turn > -math.inf:
            dip = self._dip(motion.measure, samples, movement.turn) - motion.min_dip_at_turn
            yield self._margin(f"{key} dips", motion.why, dip / self._tunables.soft_angle, weight)

    def _dip(self, measure: str, samples: Sequence[Reading], turn: float) -> float:
        """Return by how much a measure is below its greatest value where the movement turned."""
        most = max(s.raw[measure] for s in samples)
        near = sorted(samples, key=lambda s: abs(s.t - turn))[:3]
        return most - statistics.median(s.raw[measure] for s in near)

    def _seen(self, measure: str, samples: Sequence[Reading]) -> float:
        """Return the weight of a measure by how well its landmarks are seen."""
        key = visibility_key(measure)
        if not key:
            return 1.0
        low, high = self._tunables.hidden_below, self._tunables.seen_above
        visibility = statistics.fmean(s.raw[key] for s in samples)
        return min(1.0, max(self._tunables.guessed, (visibility - low) / (high - low)))

    def _margin(
        self, condition: str, why: str, value: float, weight: float = 1.0, *, partial: bool = False
    ) -> Margin:
        bounded = min(1.0, max(-self._tunables.max_miss, value)) if not math.isnan(value) else 0.0
        return Margin(condition, why, bounded, weight, partial)


def _unpaused(samples: Sequence[Reading]) -> float:
    """Return the share of a movement in which it moved: 1 where it did not pause."""
    return PAUSE_S / max(samples[-1].t - samples[0].t, PAUSE_S)
