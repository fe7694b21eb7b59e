"""Following one exercise: from each frame's measures to repetitions, holds and faults."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.counting.holds import HOLD_ARM_S, Hold, HoldTimer, SideDetector
from posecoach.core.counting.rep_detector import Movement, RepDetector
from posecoach.core.counting.rep_validator import RepValidator
from posecoach.core.counting.set_judge import Candidate, Ruling, Verdict, judge_set
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.counting.window_stats import (
    measured_rom,
    median_seen,
    rom_without_pan,
    time_weighted_median,
)
from posecoach.core.events import (
    TEMPO,
    Event,
    FaultEnded,
    FaultStarted,
    HoldEnded,
    HoldStarted,
    RepCompleted,
    RepPartial,
    RepRejected,
)
from posecoach.core.exercise import PRELUDE, PRELUDE_LASTS, Exercise, Position, Rule, When
from posecoach.core.form.rules import RuleMonitor, broken_for
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import BUFFER_S, ReadingBuffer

EVER = 0.1
"""Share of its frames up to which a position has to be met at some time in a movement, not throughout it."""

MOVING_PROGRESS = 0.25
"""Progress from which a repetition counts as under way, for rules of `when = "moving"`."""

REMEMBERED = 3.0
"""s for which a repetition's faults, or the praise for it, are worth saying."""


@dataclass(slots=True)
class _Told:
    """A movement, what it is judged by, and what was told of it last."""

    movement: Movement
    candidate: Candidate
    verdict: Verdict = Verdict.REJECTED


class ExerciseTracker:
    """Follows one exercise, whether or not it is being done.

    Args:
        exercise: what is followed.
        buffer: the frames up to the one that is taken, kept by whoever calls.
        variant: the variant asked for, whose rules then apply.
        wait_for_end: tell a repetition only when its end is settled.
        median_rom: the travel of the person's repetitions, as a share of the way; NaN where it is not known.
        hold: s in position after which it is meant to be held.
        rulings: the verdict on each movement by its turning point, where the whole recording is known.
        tunables: the numbers that counting depends on.

    Attributes:
        candidates: every movement so far, with its evidence.
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
        tunables: Tunables = DEFAULT_TUNABLES,
    ) -> None:
        self.exercise = exercise
        self.candidates: list[Candidate] = []
        self.missed_alone: Counter[str] = Counter()
        self._recent: list[_Told] = []
        self._rulings = rulings
        self._tunables = tunables
        self._learns = not median_rom > 0.0
        self.progress = math.nan
        self.in_position: bool | None = None
        self.hold = HoldTimer(hold)
        self._sides = SideDetector(exercise.side_clear)
        self._buffer = buffer
        self._smoother = Smoother()
        self._validator = RepValidator(exercise, buffer, self._smoother, tunables)
        self._watches = [RuleMonitor(rule) for rule in exercise.rules if rule.variant in ("", variant)]
        self._watched = False
        self._detector = self._new_detector(wait_for_end=wait_for_end)
        if median_rom > 0.0:
            self._detector.learn(median_rom)
        self._last_said: tuple[tuple[Rule, str], ...] = ()
        self._praise = ""
        self._said_at = math.inf
        self._prepared = -math.inf
        self._preparing = math.nan

    @property
    def side(self) -> str:
        """Which side is held or worked now; empty where there are no sides."""
        return self._side(self._buffer.last) if self._buffer.last else ""

    @property
    def broken(self) -> tuple[tuple[Rule, str], ...]:
        """The rules that are broken now, or were in the last repetition, each with what to say."""
        now = [(watch.rule, watch.rule.say(watch.value)) for watch in self._watches if watch.broken]
        known = {rule.name for rule, _ in now}
        return (*now, *(pair for pair in self._last_said if pair[0].name not in known))

    @property
    def praise(self) -> str:
        """What to say of the last repetition, if it was full and nothing was wrong with it."""
        return self._praise

    def step(self, t: float, reading: Reading | None) -> list[Event]:
        """Take what can be measured at `t` seconds, None where nobody was seen; gives what happened."""
        if reading is None:
            self.progress, self.in_position = math.nan, None
            return self._unseen(t)
        if t - self._said_at > REMEMBERED:
            self._last_said, self._praise, self._said_at = (), "", math.inf
        exercise = self.exercise
        self.in_position = self._in_position(reading)
        if self.in_position and exercise.still < math.inf:
            self.in_position = self._is_still(t)
        if exercise.prelude:
            self._prepare(t, reading)
        events: list[Event] = []
        if exercise.kind == "hold":
            events += self._timed(t, reading)
            if self.in_position is False:
                self._note_missing(reading)
        elif exercise.signal:
            signal = reading.raw[exercise.signal.measure]
            self.progress = self._smoother.step(t, exercise.progress(signal))
            for movement in self._detector.step(t, self.progress):
                events += self._ruled(t, movement)
        if self._watched or self.in_position or self.hold.armed:
            events += self._watch(t, reading)
        return events

    def _note_missing(self, reading: Reading) -> None:
        """Note which condition alone keeps a frame from being a hold."""
        positions = self.exercise.positions
        missing = [p.why for p in positions if not p.min <= reading.raw[p.measure] <= p.max]
        if len(missing) == 1:
            self.missed_alone[missing[0]] += 1

    def _in_position(self, reading: Reading) -> bool | None:
        """Whether the body is in position; what only has to be met at some time stays met while it moves."""
        positions = self.exercise.positions
        if self.in_position and self.progress >= MOVING_PROGRESS:
            positions = tuple(each for each in positions if each.share > EVER)
        return meets_positions(positions, reading)

    @property
    def seen_well(self) -> bool:
        """Whether the camera looks from one of the sides that this exercise can be seen from."""
        return self._buffer.last is not None and self._buffer.last.view in self.exercise.views

    def had_prelude(self, t: float) -> bool:
        """Whether the position that comes before a hold at `t` seconds has been seen, where one does."""
        return not self.exercise.prelude or t - self._prepared <= PRELUDE

    def _prepare(self, t: float, reading: Reading) -> None:
        """See whether the position that comes before a hold is taken, and not only passed through."""
        if not meets_positions(self.exercise.prelude, reading):
            self._preparing = math.nan
            return
        self._preparing = t if math.isnan(self._preparing) else self._preparing
        if t - self._preparing >= PRELUDE_LASTS:
            self._prepared = t

    def end_scene(self, t: float) -> list[Event]:
        """What follows is another scene: end the movement under way, which none of that belongs to."""
        told = self._detector.step(*self._smoother.ahead)
        movements = (*told, *self._detector.finish())
        return [event for movement in movements for event in self._ruled(t, movement)]

    def finish(self, t: float) -> list[Event]:
        """No more frames: end what is still open."""
        if self.exercise.kind == "hold":
            over = self.hold.finish()
            return [self._held(t, over, self._sides.side)] if over else []
        return self.end_scene(t)

    def _new_detector(self, *, wait_for_end: bool) -> RepDetector:
        signal = self.exercise.signal
        if signal is None:
            return RepDetector(math.inf, wait_for_end)
        return RepDetector(signal.min_prominence / self.exercise.full_rom, wait_for_end, signal.max_baseline)

    def _unseen(self, t: float) -> list[Event]:
        if self.exercise.kind == "hold":
            over = self.hold.step(t, None)
            return [self._held(t, over, self._sides.side)] if over else []
        return []

    def _is_still(self, t: float) -> bool:
        """Whether the body has come to rest: nothing of it has moved for a second."""
        last = self._buffer.between(t - 1.0, t)
        return all(measured_rom(name, last) <= self.exercise.still for name in self.exercise.still_of)

    def _timed(self, t: float, reading: Reading) -> list[Event]:
        armed, side = self.hold.armed, self._sides.side
        over = self.hold.step(t, self.in_position)
        if over:
            self._sides.forget()
            return [self._held(t, over, side)]
        if math.isnan(self.hold.start):
            self._sides.forget()
        elif self.exercise.sides:
            since = self._sides.step(t, reading[self.exercise.side])
            if self.hold.armed and since > self.hold.start:
                return self._other_side(t, since, side)
        if self.hold.armed and not armed:
            return [HoldStarted(t, self.exercise.name, self.hold.start, self._side(reading))]
        return []

    def _other_side(self, t: float, since: float, before: str) -> list[Event]:
        """The other side of the same position has been held since then: that is another hold."""
        if self.had_prelude(self.hold.start):
            self._prepared = since
        over = self.hold.split(since)
        return [
            self._held(t, over, before),
            HoldStarted(t, self.exercise.name, self.hold.start, self._sides.side),
        ]

    def _side(self, reading: Reading) -> str:
        if not self.exercise.sides:
            return ""
        value = reading.raw[self.exercise.side]
        return "left" if value > 0.0 else "right" if value < 0.0 else ""

    def _held(self, t: float, over: Hold, side: str) -> HoldEnded:
        samples = self._buffer.between(over.start, over.end)
        if not side:
            sides = [self._side(sample) for sample in samples]
            side = max(("left", "right", ""), key=sides.count)
        faults, judged = self._faults(samples, over.start, math.nan)
        columns = tuple((name, median_seen(name, samples)) for name in self.exercise.columns)
        return HoldEnded(
            t, self.exercise.name, over.start, over.held, side, columns, faults, judged, over.end
        )

    def _ruled(self, t: float, movement: Movement) -> list[Event]:
        """Rule on a movement that is complete, and on those before it that now belong to a set with it."""
        candidate = self._validator.candidate(movement)
        self.candidates.append(candidate)
        if self._rulings is not None and candidate.turn in self._rulings:
            return [self._event(t, movement, self._rulings[candidate.turn])]
        self._recent = [told for told in self._recent if t - told.movement.seen_from <= BUFFER_S]
        self._recent.append(_Told(movement, candidate))
        rulings = judge_set([told.candidate for told in self._recent], self._tunables)
        events = []
        for told, ruling in zip(self._recent, rulings, strict=True):
            held_back = told.verdict is Verdict.REJECTED and ruling.verdict is Verdict.COUNTED
            if told.movement is movement or held_back:
                told.verdict = ruling.verdict
                events.append(self._event(t, told.movement, ruling))
        return events

    def _event(self, t: float, movement: Movement, ruling: Ruling) -> Event:
        """Return what is told of a movement, with all that was measured in it."""
        if self._learns and ruling.verdict is Verdict.COUNTED:
            self._detector.learn(movement.rom)
        moments, left_start = self._moments(movement), movement.left_start - self._smoother.delay
        if ruling.verdict is Verdict.REJECTED:
            return RepRejected(
                t,
                self.exercise.name,
                *moments,
                movement.high,
                movement.rom,
                ruling.why,
                left_start=left_start,
            )
        samples = self._buffer.between(movement.seen_from, movement.end)
        columns = tuple((name, self._column(name, movement, samples)) for name in self.exercise.columns)
        faults, judged = self._faults(samples, movement.rest_before, movement.turn)
        self._note(t, movement, faults, samples)
        clean = ruling.verdict is Verdict.COUNTED and not faults
        self._praise = self.exercise.praised(judged) if clean else ""
        tempo = self.exercise.tempo
        if tempo and movement.end > movement.start:
            judged = (*judged, TEMPO)
            faults = faults if tempo.min <= movement.duration <= tempo.max else (*faults, TEMPO)
        kind = RepCompleted if ruling.verdict is Verdict.COUNTED else RepPartial
        return kind(
            t,
            self.exercise.name,
            *moments,
            movement.high,
            movement.rom,
            ruling.why,
            columns,
            faults,
            judged,
            left_start,
        )

    def _moments(self, movement: Movement) -> tuple[float, float, float]:
        """A cycle's start, turn and end, without the smoothing's delay; one told early ends when it will."""
        moments = movement.start, movement.turn, movement.end + movement.time_missing
        start, turn, end = (moment - self._smoother.delay for moment in moments)
        return start, turn, end

    def _note(
        self, t: float, movement: Movement, faults: tuple[str, ...], samples: Sequence[Reading]
    ) -> None:
        """Keep what is to be said of a repetition for as long as it is news."""
        said = tuple(
            (
                rule,
                rule.say(self._taken(rule.measure, rule.when, movement.rest_before, movement.turn, samples)),
            )
            for rule in (watch.rule for watch in self._watches)
            if rule.name in faults
        )
        self._last_said, self._said_at = said, t

    def _column(self, name: str, movement: Movement, samples: Sequence[Reading]) -> float:
        """What tells a variant is taken when that says so, anything else at the turning point."""
        when: When = next((each.when for each in self.exercise.variants if each.measure == name), "turn")
        start = movement.turn if math.isnan(movement.rest_before) else movement.rest_before
        return self._taken(name, when, start, movement.turn, samples)

    def _taken(
        self, measure: str, when: When, start: float, turn: float, samples: Sequence[Reading]
    ) -> float:
        """A repetition's value of a measure."""
        if when == "throughout":
            seen = sum(sample.view in MEASURES[measure].views for sample in samples)
            return time_weighted_median(measure, samples) if seen >= len(samples) / 2 else math.nan
        return self._validator.at(start if when == "start" else turn, measure)

    def _faults(
        self, samples: Sequence[Reading], start: float, turn: float
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        faults, judged = [], []
        for watch in self._watches:
            rule = watch.rule
            views = MEASURES[rule.measure].views
            if rule.when in ("start", "turn", "throughout"):
                value = self._taken(rule.measure, rule.when, start, turn, samples)
                known, bad = value == value, rule.broken(value)  # noqa: PLR0124
            elif rule.when == "range":
                moved = rom_without_pan(rule.measure, [s for s in samples if s.view in views])
                known, bad = moved == moved, rule.broken(moved)  # noqa: PLR0124
            else:
                values = [(s.t, s.raw[rule.measure]) for s in samples if s.view in views]
                known = any(value == value for _, value in values)  # noqa: PLR0124
                bad = broken_for(rule, values) >= rule.sustained
            if known:
                judged.append(rule.name)
            if known and bad:
                faults.append(rule.name)
        return tuple(faults), tuple(judged)

    def _watch(self, t: float, reading: Reading) -> list[Event]:
        in_position = self.in_position is True
        # Once more after the position is left: what was broken then is over.
        self._watched = in_position or self.hold.armed
        events: list[Event] = []
        times = {
            "always": in_position,
            "moving": in_position and self.progress >= MOVING_PROGRESS,
            "hold": in_position and self.hold.armed,
        }
        for watch in self._watches:
            applies = times.get(watch.rule.when, False)
            changed = watch.step(t, reading[watch.rule.measure]) if applies else watch.relax()
            if changed is not None:
                kind = FaultStarted if changed else FaultEnded
                events.append(kind(t, self.exercise.name, watch.rule.name))
        return events


def meets_positions(positions: Sequence[Position], reading: Reading) -> bool | None:
    """Whether a frame meets all conditions; None where it breaks none, but not all of them can be seen."""
    known = True
    for position in positions:
        value = (reading if position.if_seen else reading.raw)[position.measure]
        if value < position.min or value > position.max:
            return False
        if math.isnan(value) and not position.if_seen:
            known = False
    return True if known else None
