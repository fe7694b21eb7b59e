"""Following one exercise: from each frame's measures to repetitions, holds and faults."""

import math
from collections.abc import Sequence

from posecoach.core.counting.holds import MEANT, Hold, HoldTimer, SideWatch
from posecoach.core.counting.rep_detector import Cycle, CycleFinder
from posecoach.core.counting.rep_validator import (
    EVER,
    Referee,
    median_over,
    median_seen,
    own_travel_of,
    travel_of,
)
from posecoach.core.counting.smoothing import Smoother
from posecoach.core.events import (
    TEMPO,
    CycleRejected,
    Event,
    FaultEnded,
    FaultStarted,
    HoldEnded,
    HoldStarted,
    RepCompleted,
    RepMissed,
)
from posecoach.core.exercise import PRELUDE, PRELUDE_LASTS, Exercise, Position, Rule, When
from posecoach.core.form.rules import RuleWatch, broken_for
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading import Reading
from posecoach.core.pose.reading_buffer import Recent

MOVING = 0.25
"""Progress from which a repetition counts as under way, for rules of `when = "moving"`."""

REMEMBERED = 3.0
"""s for which a repetition's faults, or the praise for it, are worth saying."""


class Follower:
    """Follows one exercise, whether or not it is being done.

    Args:
        exercise: what is followed.
        recent: the frames up to the one that is taken, kept by whoever calls.
        variant: the variant asked for, whose rules then apply.
        patient: tell a repetition only when its end is settled.
        usual: the travel of the person's repetitions, as a share of the way; NaN where it is not known.
        hold: s in position after which it is meant to be held.

    Attributes:
        progress: 0 at the start, 1 at the target; NaN while it cannot be seen.
        inside: whether the body is in the exercise's position; None while that cannot be seen.
    """

    def __init__(
        self,
        exercise: Exercise,
        recent: Recent,
        variant: str = "",
        *,
        patient: bool = False,
        usual: float = math.nan,
        hold: float = MEANT,
    ) -> None:
        self.exercise = exercise
        self.progress = math.nan
        self.inside: bool | None = None
        self.hold = HoldTimer(hold)
        self._sides = SideWatch(exercise.side_clear)
        self._recent = recent
        self._smoother = Smoother()
        self._referee = Referee(exercise, recent, self._smoother)
        self._watches = [RuleWatch(rule) for rule in exercise.rules if rule.variant in ("", variant)]
        self._watched = False
        self._cycles = self._finder(patient=patient)
        if usual > 0.0:
            self._cycles.learn(usual)
        self._last_said: tuple[tuple[Rule, str], ...] = ()
        self._praise = ""
        self._said_at = math.inf
        self._prepared = -math.inf
        self._preparing = math.nan

    @property
    def side(self) -> str:
        """Which side is held or worked now; empty where there are no sides."""
        return self._side(self._recent.last) if self._recent.last else ""

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
            self.progress, self.inside = math.nan, None
            return self._unseen(t)
        if t - self._said_at > REMEMBERED:
            self._last_said, self._praise, self._said_at = (), "", math.inf
        exercise = self.exercise
        self.inside = self._within(reading)
        if self.inside and exercise.still < math.inf:
            self.inside = self._is_still(t)
        if exercise.prelude:
            self._prepare(t, reading)
        events: list[Event] = []
        if exercise.kind == "hold":
            events += self._timed(t, reading)
        elif exercise.signal:
            signal = reading.raw[exercise.signal.measure]
            self.progress = self._smoother.step(t, exercise.progress(signal))
            for cycle in self._cycles.step(t, self.progress):
                events.append(self._ruled(t, cycle))
        if self._watched or self.inside or self.hold.meant:
            events += self._watch(t, reading)
        return events

    def _within(self, reading: Reading) -> bool | None:
        """Whether the body is in position; what only has to be met at some time stays met while it moves."""
        positions = self.exercise.positions
        if self.inside and self.progress >= MOVING:
            positions = tuple(each for each in positions if each.share > EVER)
        return within(positions, reading)

    @property
    def seen_well(self) -> bool:
        """Whether the camera looks from one of the sides that this exercise can be seen from."""
        return self._recent.last is not None and self._recent.last.view in self.exercise.views

    def prepared(self, t: float) -> bool:
        """Whether the position that comes before a hold at `t` seconds has been seen, where one does."""
        return not self.exercise.prelude or t - self._prepared <= PRELUDE

    def _prepare(self, t: float, reading: Reading) -> None:
        """See whether the position that comes before a hold is taken, and not only passed through."""
        if not within(self.exercise.prelude, reading):
            self._preparing = math.nan
            return
        self._preparing = t if math.isnan(self._preparing) else self._preparing
        if t - self._preparing >= PRELUDE_LASTS:
            self._prepared = t

    def end_scene(self, t: float) -> list[Event]:
        """What follows is another scene: end the movement under way, which none of that belongs to."""
        told = self._cycles.step(*self._smoother.ahead)
        return [self._ruled(t, cycle) for cycle in (*told, *self._cycles.finish())]

    def finish(self, t: float) -> list[Event]:
        """No more frames: end what is still open."""
        if self.exercise.kind == "hold":
            over = self.hold.finish()
            return [self._held(t, over, self._sides.side)] if over else []
        return self.end_scene(t)

    def _finder(self, *, patient: bool) -> CycleFinder:
        signal = self.exercise.signal
        if signal is None:
            return CycleFinder(math.inf, patient)
        return CycleFinder(signal.least / self.exercise.way, patient, signal.rest)

    def _unseen(self, t: float) -> list[Event]:
        if self.exercise.kind == "hold":
            over = self.hold.step(t, None)
            return [self._held(t, over, self._sides.side)] if over else []
        return []

    def _is_still(self, t: float) -> bool:
        """Whether the hips have not moved for a second."""
        last = self._recent.between(t - 1.0, t)
        return max(travel_of("hips_x", last), travel_of("hips_y", last)) <= self.exercise.still

    def _timed(self, t: float, reading: Reading) -> list[Event]:
        meant, side = self.hold.meant, self._sides.side
        over = self.hold.step(t, self.inside)
        if over:
            self._sides.forget()
            return [self._held(t, over, side)]
        if math.isnan(self.hold.start):
            self._sides.forget()
        elif self.exercise.sides:
            since = self._sides.step(t, reading[self.exercise.side])
            if self.hold.meant and since > self.hold.start:
                return self._other_side(t, since, side)
        if self.hold.meant and not meant:
            return [HoldStarted(t, self.exercise.name, self.hold.start, self._side(reading))]
        return []

    def _other_side(self, t: float, since: float, before: str) -> list[Event]:
        """The other side of the same position has been held since then: that is another hold."""
        if self.prepared(self.hold.start):
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
        samples = self._recent.between(over.start, over.end)
        if not side:
            sides = [self._side(sample) for sample in samples]
            side = max(("left", "right", ""), key=sides.count)
        faults, judged = self._faults(samples, over.start, math.nan)
        columns = tuple((name, median_seen(name, samples)) for name in self.exercise.columns)
        return HoldEnded(
            t, self.exercise.name, over.start, over.held, side, columns, faults, judged, over.end
        )

    def _ruled(self, t: float, cycle: Cycle) -> Event:
        usual = self._cycles.usual
        ruling = self._referee.judge(cycle, usual)
        if ruling.verdict == "counted":
            self._cycles.learn(cycle.travel)
        moments, began = self._moments(cycle), cycle.began - self._smoother.delay
        if ruling.verdict == "rejected":
            return CycleRejected(
                t, self.exercise.name, *moments, cycle.high, cycle.travel, ruling.why, began=began
            )
        samples = self._recent.between(cycle.seen_from, cycle.end)
        columns = tuple((name, self._column(name, cycle, samples)) for name in self.exercise.columns)
        faults, judged = self._faults(samples, cycle.still, cycle.turn)
        self._note(t, cycle, faults, samples)
        clean = ruling.verdict == "counted" and not faults
        self._praise = self.exercise.praised(judged) if clean else ""
        tempo = self.exercise.tempo
        if tempo and cycle.end > cycle.start:
            judged = (*judged, TEMPO)
            faults = faults if tempo.min <= cycle.lasted <= tempo.max else (*faults, TEMPO)
        kind = RepCompleted if ruling.verdict == "counted" else RepMissed
        return kind(
            t,
            self.exercise.name,
            *moments,
            cycle.high,
            cycle.travel,
            ruling.why,
            columns,
            faults,
            judged,
            began,
        )

    def _moments(self, cycle: Cycle) -> tuple[float, float, float]:
        """A cycle's start, turn and end, without the smoothing's delay; one told early ends when it will."""
        moments = cycle.start, cycle.turn, cycle.end + cycle.missing
        start, turn, end = (moment - self._smoother.delay for moment in moments)
        return start, turn, end

    def _note(self, t: float, cycle: Cycle, faults: tuple[str, ...], samples: Sequence[Reading]) -> None:
        """Keep what is to be said of a repetition for as long as it is news."""
        said = tuple(
            (rule, rule.say(self._taken(rule.measure, rule.when, cycle.still, cycle.turn, samples)))
            for rule in (watch.rule for watch in self._watches)
            if rule.name in faults
        )
        self._last_said, self._said_at = said, t

    def _column(self, name: str, cycle: Cycle, samples: Sequence[Reading]) -> float:
        """What tells a variant is taken when that says so, anything else at the turning point."""
        when: When = next((each.when for each in self.exercise.variants if each.measure == name), "turn")
        start = cycle.turn if math.isnan(cycle.still) else cycle.still
        return self._taken(name, when, start, cycle.turn, samples)

    def _taken(
        self, measure: str, when: When, start: float, turn: float, samples: Sequence[Reading]
    ) -> float:
        """A repetition's value of a measure."""
        if when == "throughout":
            seen = sum(sample.view in MEASURES[measure].views for sample in samples)
            return median_over(measure, samples) if seen >= len(samples) / 2 else math.nan
        return self._referee.at(start if when == "start" else turn, measure)

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
                moved = own_travel_of(rule.measure, [s for s in samples if s.view in views])
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
        inside = self.inside is True
        # Once more after the position is left: what was broken then is over.
        self._watched = inside or self.hold.meant
        events: list[Event] = []
        times = {
            "always": inside,
            "moving": inside and self.progress >= MOVING,
            "hold": inside and self.hold.meant,
        }
        for watch in self._watches:
            applies = times.get(watch.rule.when, False)
            changed = watch.step(t, reading[watch.rule.measure]) if applies else watch.relax()
            if changed is not None:
                kind = FaultStarted if changed else FaultEnded
                events.append(kind(t, self.exercise.name, watch.rule.name))
        return events


def within(positions: Sequence[Position], reading: Reading) -> bool | None:
    """Whether a frame meets all conditions; None where it breaks none, but not all of them can be seen."""
    known = True
    for position in positions:
        value = reading.raw[position.measure]
        if value < position.min or value > position.max:
            return False
        if math.isnan(value):
            known = False
    return True if known else None
