"""Tracks one exercise: from each frame's measures to repetitions, holds and faults."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from posecoach.core.counting.form_log import FormLog
from posecoach.core.counting.holds import HOLD_ARM_S, Hold, HoldTimer, SideDetector
from posecoach.core.counting.movement_series import Candidate
from posecoach.core.counting.rep_counter import RepCounter
from posecoach.core.counting.rep_validator import RepValidator
from posecoach.core.counting.set_judge import Ruling
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.counting.window_stats import measured_rom
from posecoach.core.events import Event, FaultEnded, FaultStarted, HoldEnded, HoldStarted
from posecoach.core.exercise import PRELUDE, PRELUDE_LASTS, Exercise, Position, Rule
from posecoach.core.form.rules import RuleMonitor
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import ReadingBuffer

PASSED_SHARE = 0.1
"""Share of its frames up to which a position has to be met at some time in a movement, not throughout it."""

MOVING_PROGRESS = 0.25
"""Progress from which a repetition counts as under way, for rules of `when = "moving"`."""


class ExerciseTracker:
    """Tracks one exercise, whether or not it is being done.

    Args:
        exercise: the exercise that is tracked.
        buffer: the frames up to now, kept by the caller.
        variant: the variant asked for, whose rules then apply.
        wait_for_end: report a repetition only when its end is settled.
        median_rom: the person's usual range of motion as progress; NaN where it is not known.
        hold: s in position after which it is a hold.
        rulings: the verdict on each movement by its turning point, where the whole recording is known.
        report_reps: return repetitions as events; otherwise movements and their evidence are only collected.
        tunables: the numbers that counting depends on.

    Attributes:
        missed_alone: how many frames each condition of a hold was the only one missing in, by its reason.
        progress: 0 at the start, 1 at the target; NaN while it cannot be seen.
        in_position: whether the body is in the exercise's position; None while that cannot be seen.
    """

    def __init__(
        self,
        exercise: Exercise,
        buffer: ReadingBuffer,
        variant: str = "",
        *,
        wait_for_end: bool = False,
        median_rom: float = math.nan,
        hold: float = HOLD_ARM_S,
        rulings: Mapping[float, Ruling] | None = None,
        report_reps: bool = True,
        tunables: Tunables = DEFAULT_TUNABLES,
    ) -> None:
        self.exercise = exercise
        self.missed_alone: Counter[str] = Counter()
        self.progress = math.nan
        self.in_position: bool | None = None
        self.hold = HoldTimer(hold)
        self._sides = SideDetector(exercise.side_clear)
        self._buffer = buffer
        self._smoother = Smoother()
        self._monitors = [RuleMonitor(rule) for rule in exercise.rules if rule.variant in ("", variant)]
        self._was_active = False
        validator = RepValidator(exercise, buffer, self._smoother, tunables)
        self._form = FormLog(exercise, [monitor.rule for monitor in self._monitors], validator)
        self._counter = RepCounter(
            exercise,
            buffer,
            self._smoother,
            validator,
            self._form,
            wait_for_end=wait_for_end,
            median_rom=median_rom,
            rulings=rulings,
            report=report_reps,
            tunables=tunables,
        )
        self._prelude_seen = -math.inf
        self._prelude_since = math.nan

    @property
    def candidates(self) -> Sequence[Candidate]:
        """Every movement so far, with its evidence."""
        return self._counter.candidates

    @property
    def side(self) -> str:
        """The side that is held or worked now; empty where there are no sides."""
        return self._side(self._buffer.last) if self._buffer.last else ""

    @property
    def broken(self) -> tuple[tuple[Rule, str], ...]:
        """The rules that are broken now, or were in the last repetition, each with what to say."""
        now = [
            (monitor.rule, monitor.rule.say(monitor.value)) for monitor in self._monitors if monitor.broken
        ]
        if not now:
            return self._form.cues
        known = {rule.name for rule, _ in now}
        return (*now, *(pair for pair in self._form.cues if pair[0].name not in known))

    @property
    def praise(self) -> str:
        """The praise for the last repetition, if it was full and nothing was wrong with it."""
        return self._form.praise

    def step(self, t: float, reading: Reading | None) -> list[Event]:
        """Take what can be measured at `t` seconds, None where nobody was seen; returns what happened."""
        if reading is None:
            self.progress, self.in_position = math.nan, None
            return self._unseen(t)
        self._form.expire(t)
        exercise = self.exercise
        self.in_position = self._in_position(reading)
        if self.in_position and exercise.still < math.inf:
            self.in_position = self._is_still(t)
        if exercise.prelude:
            self._watch_prelude(t, reading)
        events: list[Event] = []
        if exercise.kind == "hold":
            events += self._step_hold(t, reading)
            if self.in_position is False:
                self._note_missing(reading)
        elif exercise.signal:
            signal = reading.raw[exercise.signal.measure]
            self.progress = self._smoother.step(t, exercise.progress(signal))
            events += self._counter.step(t, self.progress)
        if self._was_active or self.in_position or self.hold.armed:
            events += self._check_rules(t, reading)
        return events

    def _note_missing(self, reading: Reading) -> None:
        """Note which condition alone keeps a frame from being a hold."""
        positions = self.exercise.positions
        missing = [p.why for p in positions if not p.min <= reading.raw[p.measure] <= p.max]
        if len(missing) == 1:
            self.missed_alone[missing[0]] += 1

    def _in_position(self, reading: Reading) -> bool | None:
        """Return whether the body is in position; what only has to be met at some time stays met while it moves."""
        positions = self.exercise.positions
        if self.in_position and self.progress >= MOVING_PROGRESS:
            positions = tuple(position for position in positions if position.share > PASSED_SHARE)
        return meets_positions(positions, reading)

    @property
    def seen_well(self) -> bool:
        """True where the camera looks from one of the sides that this exercise can be seen from."""
        return self._buffer.last is not None and self._buffer.last.view in self.exercise.views

    def had_prelude(self, t: float) -> bool:
        """Return whether the prelude of a hold at `t` seconds was seen; True where the exercise has none."""
        return not self.exercise.prelude or t - self._prelude_seen <= PRELUDE

    def _watch_prelude(self, t: float, reading: Reading) -> None:
        """Note when the prelude of a hold is taken, and not only passed through."""
        if not meets_positions(self.exercise.prelude, reading):
            self._prelude_since = math.nan
            return
        self._prelude_since = t if math.isnan(self._prelude_since) else self._prelude_since
        if t - self._prelude_since >= PRELUDE_LASTS:
            self._prelude_seen = t

    def end_movement(self, t: float) -> list[Event]:
        """End the movement under way, as before a cut: nothing after it belongs to it."""
        return self._counter.finish(t)

    def finish(self, t: float) -> list[Event]:
        """End what is still open after the last frame."""
        if self.exercise.kind == "hold":
            over = self.hold.finish()
            return [self._hold_ended(t, over, self._sides.side)] if over else []
        return self.end_movement(t)

    def _unseen(self, t: float) -> list[Event]:
        if self.exercise.kind == "hold":
            over = self.hold.step(t, None)
            return [self._hold_ended(t, over, self._sides.side)] if over else []
        return []

    def _is_still(self, t: float) -> bool:
        """Return whether the body has come to rest: nothing of it has moved for a second."""
        last = self._buffer.between(t - 1.0, t)
        return all(measured_rom(name, last) <= self.exercise.still for name in self.exercise.still_of)

    def _step_hold(self, t: float, reading: Reading) -> list[Event]:
        """Time the hold, and tell its sides apart; return what happened."""
        armed, side = self.hold.armed, self._sides.side
        over = self.hold.step(t, self.in_position)
        if over:
            self._sides.forget()
            return [self._hold_ended(t, over, side)]
        if math.isnan(self.hold.start):
            self._sides.forget()
        elif self.exercise.sides:
            since = self._sides.step(t, reading[self.exercise.side])
            if self.hold.armed and since > self.hold.start:
                return self._switch_side(t, since, side)
        if self.hold.armed and not armed:
            return [HoldStarted(t, self.exercise.name, self.hold.start, self._side(reading))]
        return []

    def _switch_side(self, t: float, since: float, before: str) -> list[Event]:
        """End a hold and begin another one: since then the other side of the same position has been held."""
        if self.had_prelude(self.hold.start):
            self._prelude_seen = since
        over = self.hold.split(since)
        return [
            self._hold_ended(t, over, before),
            HoldStarted(t, self.exercise.name, self.hold.start, self._sides.side),
        ]

    def _side(self, reading: Reading) -> str:
        if not self.exercise.sides:
            return ""
        value = reading.raw[self.exercise.side]
        return "left" if value > 0.0 else "right" if value < 0.0 else ""

    def _hold_ended(self, t: float, over: Hold, side: str) -> HoldEnded:
        samples = self._buffer.between(over.start, over.end)
        if not side:
            sides = [self._side(sample) for sample in samples]
            side = max(("left", "right", ""), key=sides.count)
        faults, judged = self._form.faults(samples, over.start, math.nan)
        measures = self._form.hold_measures(samples)
        return HoldEnded(
            t, self.exercise.name, over.start, over.held, side, measures, faults, judged, over.end
        )

    def _check_rules(self, t: float, reading: Reading) -> list[Event]:
        """Return the faults that began or ended: those of rules that are not tied to a moment of a repetition."""
        in_position = self.in_position is True
        # Once more after the position is left: what was broken then is over.
        self._was_active = in_position or self.hold.armed
        events: list[Event] = []
        applies_now = {
            "always": in_position,
            "moving": in_position and self.progress >= MOVING_PROGRESS,
            "hold": in_position and self.hold.armed,
        }
        for monitor in self._monitors:
            applies = applies_now.get(monitor.rule.when, False)
            changed = monitor.step(t, reading[monitor.rule.measure]) if applies else monitor.relax()
            if changed is not None:
                kind = FaultStarted if changed else FaultEnded
                events.append(kind(t, self.exercise.name, monitor.rule.name))
        return events


def meets_positions(positions: Sequence[Position], reading: Reading) -> bool | None:
    """Return whether a frame meets all conditions; None where it breaks none, but not all can be seen."""
    known = True
    for position in positions:
        value = (reading if position.if_seen else reading.raw)[position.measure]
        if value < position.min or value > position.max:
            return False
        if math.isnan(value) and not position.if_seen:
            known = False
    return True if known else None
