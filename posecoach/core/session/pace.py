"""Paces that a plan may ask for: the tempo of a repetition, and the rhythm of the breath in a hold."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from posecoach.core.exercise import Direction

PacePhase = Literal["eccentric", "concentric", "wait", "inhale", "exhale"]

MIN_PHASE_S, MAX_PHASE_S = 0.5, 30.0
"""s that a phase which moves, or a breath, lasts at least and at most."""

TEMPO_NUMBERS = 3, 4
"""Numbers of a tempo: down, pause, up, and perhaps a pause at the top."""


@dataclass(frozen=True, slots=True)
class PaceMoment:
    """One moment of a pace.

    Attributes:
        phase: what is done now.
        number: how many phases have begun before this one since the pace began.
        second: whole s since this one began.
        reach: 0 at the start of the cycle and at its end, 1 in the middle: the way to the turning point, or full lungs.
    """

    phase: PacePhase
    number: int
    second: int
    reach: float


@dataclass(frozen=True, slots=True)
class Pace:
    """A cycle of phases that is gone through again and again.

    Attributes:
        out: phases from the start to the middle of the cycle, each with its seconds: the way, and a pause if any.
        back: those from there to its end.
    """

    out: tuple[tuple[PacePhase, float], ...]
    back: tuple[tuple[PacePhase, float], ...]

    @property
    def length(self) -> float:
        """S of a cycle."""
        return sum(seconds for _, seconds in (*self.out, *self.back))

    def at(self, t: float) -> PaceMoment:
        """Return the moment `t` seconds after the pace began."""
        cycle, rest = divmod(max(0.0, t), self.length)
        phases = (*self.out, *self.back)
        index = 0
        while index < len(phases) - 1 and rest >= phases[index][1]:
            rest -= phases[index][1]
            index += 1
        phase, seconds = phases[index]
        share = 1.0 if phase == "wait" else min(1.0, rest / seconds)
        reach = share if index < len(self.out) else 0.0 if phase == "wait" else 1.0 - share
        return PaceMoment(phase, round(cycle) * len(phases) + index, math.floor(rest), reach)


def pace_of(tempo: Sequence[float], breath: Sequence[float], concentric: Direction) -> Pace | None:
    """Return the pace of a set; None where none is asked for.

    Args:
        tempo: s down, of the pause there, up, and perhaps of the pause at the top; empty for none.
        breath: s in and out; empty for none.
        concentric: which way of the exercise is up: a pull-up begins with it, a squat ends with it.
    """
    if breath:
        return Pace((("inhale", breath[0]),), (("exhale", breath[1]),))
    if not tempo:
        return None
    seconds_down, bottom, seconds_up, top = _four(tempo)
    down, up = _phases("eccentric", seconds_down, bottom), _phases("concentric", seconds_up, top)
    return Pace(up, down) if concentric == "out" else Pace(down, up)


def _four(tempo: Sequence[float]) -> tuple[float, float, float, float]:
    """Return a tempo's four numbers: without a pause at the top, that is 0 s."""
    down, pause, up, top = (*tempo, 0.0)[: max(TEMPO_NUMBERS)]
    return down, pause, up, top


def _phases(phase: PacePhase, seconds: float, pause: float) -> tuple[tuple[PacePhase, float], ...]:
    waits: tuple[tuple[PacePhase, float], ...] = (("wait", pause),) if pause else ()
    return ((phase, seconds), *waits)


def read_tempo(value: object) -> tuple[float, ...]:
    """Return the four seconds of a tempo as it is written in the gym: "3-1-1" or "3-1-1-0".

    Raises:
        ValueError: it is none.
    """
    wanted = f'a tempo like "3-1-1" is wanted: seconds down, pause, up; not {value!r}'
    try:
        numbers = tuple(float(each) for each in value.split("-")) if isinstance(value, str) else ()
    except ValueError:
        raise ValueError(wanted) from None
    if len(numbers) not in TEMPO_NUMBERS:
        raise ValueError(wanted)
    down, pause, up, top = _four(numbers)
    if not (
        all(_fits(each) for each in (down, up)) and all(0.0 <= each <= MAX_PHASE_S for each in (pause, top))
    ):
        raise ValueError(wanted)
    return down, pause, up, top


def read_breath(value: object) -> tuple[float, ...]:
    """Return the seconds in and out of a breath.

    Raises:
        ValueError: they are none.
    """
    numbers = tuple(value) if isinstance(value, list | tuple) else ()
    plain = all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers)
    if len(numbers) != len(("in", "out")) or not plain or not all(_fits(each) for each in numbers):
        raise ValueError(f"[seconds in, seconds out] is wanted, like [4, 6], not {value!r}")
    return tuple(float(each) for each in numbers)


def _fits(seconds: float) -> bool:
    return MIN_PHASE_S <= seconds <= MAX_PHASE_S
