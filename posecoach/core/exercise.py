"""The definition of an exercise: signal, position, motions, variants, rules of form.

`exercise_schema.py` is the one door by which a table, as an exercise file holds it, becomes an `Exercise`.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from posecoach.core.pose.measures import View

Kind = Literal["reps", "hold"]
When = Literal["always", "start", "turn", "throughout", "moving", "hold", "range"]
Taken = Literal["start", "throughout"]
Severity = Literal["fault", "hint"]
Direction = Literal["out", "back"]
Side = Literal["left", "right"]

PRELUDE = 20.0
"""s before a hold in which its prelude must have been seen, where there is one."""

PRELUDE_LASTS = 0.5
"""s for which it must have lasted: who squats down passes the seat's height, but does not sit."""


GOOD = "Good"
"""Praise for a repetition of which nothing more could be judged."""


PLACEHOLDER = re.compile(r"\{(value|over|full)(?::\.([0-6])f)?\}")
"""The only thing that may stand in braces: a number's name, and how many decimals it is given with."""


def fill_in(text: str, **numbers: float) -> str:
    """Return a cue or reason with its numbers put in, without decimals where it does not ask for some."""
    return PLACEHOLDER.sub(lambda found: f"{numbers[found[1]]:.{found[2] or 0}f}", text)


@dataclass(frozen=True, slots=True)
class Signal:
    """The measure that rises and falls with each repetition.

    Attributes:
        measure: its name.
        start: its usual value where a repetition begins and ends.
        target: its usual value at the turning point.
        min_prominence: the smallest travel that is a movement at all, in the measure's unit; a repetition also has to
            come that far from `start`.
        max_baseline: how near the start, as a share of the way to the target, a repetition must begin and end.
    """

    measure: str
    start: float
    target: float
    min_prominence: float
    max_baseline: float = math.inf


@dataclass(frozen=True, slots=True)
class Position:
    """A condition that must hold while the exercise is done.

    Attributes:
        share: the least share of a repetition's frames in which it must.
        if_seen: met where the camera's view does not let the measure be told.
        why: what to tell the user where it does not.
        weight: how much it matters to what a repetition is, 0 to 1.
    """

    measure: str
    why: str
    min: float = -math.inf
    max: float = math.inf
    share: float = 0.7
    weight: float = 1.0
    if_seen: bool = False


@dataclass(frozen=True, slots=True)
class Motion:
    """A condition on the change of a measure within a repetition. Pixels are taken in arm lengths.

    Attributes:
        min: the least it must move.
        max: the most it may move.
        min_of_signal: the least it must move as a share of the signal's own travel; beyond `min`.
        of_signal: the most it may move as a share of the signal's own travel; beyond `max`.
        partial_min: short of `min`, but at least this: a partial repetition rather than none.
        min_dip_at_turn: the least by which it must be below its greatest value at the turning point itself.
        against: another part's place, in pixels; `min` is then the least share of the change between the two
            that this one makes. It tells a body that moves to the hands from hands that move to the body.
        ground: a third part's place, in pixels, that stays put as well as the still one of the two: a camera
            that follows the body does not deceive then.
        weight: how much it matters to what a repetition is, 0 to 1.
        views: the camera's views in which it tells something; none named: all.
    """

    measure: str
    why: str
    min: float = -math.inf
    max: float = math.inf
    of_signal: float = 0.0
    min_of_signal: float = 0.0
    partial_min: float = math.inf
    min_dip_at_turn: float = -math.inf
    against: str = ""
    ground: str = ""
    weight: float = 1.0
    views: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True)
class Depth:
    """The depth that a repetition needs, by an angle at the turning point where that can be seen.

    Attributes:
        full: the standard; short of it by more than `tolerance` the repetition is partial.
        below: whether deep means a smaller value.
        tolerance: what the measure may be off by.
        rom_override: the share of the signal's way from which a repetition is deep whatever the angle says: seen
            obliquely an angle looks wider than it is, a height does not.
        why: what to tell the user, with {value}, {full} and {over} in it.
    """

    measure: str
    full: float
    why: str
    tolerance: float = 10.0
    rom_override: float = 0.5
    below: bool = True

    def say(self, value: float) -> str:
        """The reason for a value: {value} is the value, {full} the standard, {over} how far it is short of it."""
        return fill_in(self.why, value=value, full=self.full, over=self.short(value))

    def short(self, value: float) -> float:
        """Return by how much a value misses the standard: negative beyond it, NaN for NaN."""
        return value - self.full if self.below else self.full - value


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of doing the exercise, told by a measure's range.

    Attributes:
        when: when the measure is taken: at a repetition's `start`, where the body is still, or `throughout`,
            as the median of all its frames: of hands that stay planted none of them is the better one.
    """

    name: str
    title: str
    measure: str
    min: float = -math.inf
    max: float = math.inf
    when: Taken = "start"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A measure's allowed range, and what to say outside it.

    Attributes:
        when: at which moments it is judged: `start` and `turn` of a repetition, `throughout` it as its median,
            while `moving`, in a `hold`, `always` in position; or `range`, for how far it moves within a
            repetition.
        variant: the variant asked for, if the rule belongs to one.
        sustained: s that the measure must stay outside, for rules of `always`, `moving` and `hold`.
        slack: how far back inside the range it must come before the rule counts as kept again.
        severity: a `fault` is shown as wrong, a `hint` as what could be better; neither is good form.
        source: where the numbers are from.
    """

    name: str
    measure: str
    cue: str
    source: str
    min: float = -math.inf
    max: float = math.inf
    when: When = "moving"
    variant: str = ""
    sustained: float = 0.3
    slack: float = 0.0
    severity: Severity = "fault"

    @property
    def label(self) -> str:
        """Its name in words."""
        return self.name.replace("_", " ")

    def broken(self, value: float) -> bool:
        """Return True for a value outside the range; False for NaN."""
        return value < self.min or value > self.max

    def say(self, value: float) -> str:
        """The cue for a value: {value} is the value, {full} the limit it passed, {over} by how much."""
        over = max(self.min - value, value - self.max, 0.0)
        return fill_in(self.cue, value=value, over=over, full=self.min if value < self.min else self.max)


@dataclass(frozen=True, slots=True)
class Tempo:
    """The seconds that a repetition should take, and the hint otherwise. Never more than a hint."""

    source: str
    min: float = 0.0
    max: float = math.inf
    fast: str = "Slower: keep control on the way down"
    slow: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, as its file declares it.

    Attributes:
        name: its id in files and tables.
        title: its name for people.
        kind: counted (`reps`) or timed (`hold`).
        views: the camera's views it is best seen from, best first.
        positions: what must hold throughout; for a hold, the position that is held.
        prelude: for a hold, the position that must have been taken within `PRELUDE` seconds before it to
            recognise it unasked: one who hinges forward on a bench sat upright before.
        still: the most that anything in `still_of` may move within a second of a hold; pixels in arm lengths.
        still_of: the measures that keep still in it.
        goal: s, how long a hold is meant to last.
        sides: whether it is done on one side and then on the other.
        side: the measure whose sign tells the sides apart: positive is left.
        side_clear: how far from 0 it is where the sign is not by chance: who goes over to the other side of
            a hold without leaving the position holds anew.
        praise: what to say of a repetition or hold without fault.
        praise_for: the rule that must have been judged for that; where it was not, "Good" is said.
        columns: measures noted down for each repetition; those that tell variants always are.
        min_rep_s: s, a repetition quicker than this is noise.
        set_timeout_s: s out of position, or without a repetition, after which a set is over.
        concentric: which way the weight is lifted: `out` to the turning point, or `back` from it.
    """

    name: str
    title: str
    kind: Kind
    views: tuple[View, ...]
    positions: tuple[Position, ...]
    signal: Signal | None = None
    motions: tuple[Motion, ...] = ()
    depth: Depth | None = None
    variants: tuple[Variant, ...] = ()
    rules: tuple[Rule, ...] = ()
    tempo: Tempo | None = None
    columns: tuple[str, ...] = ()
    praise: str = GOOD
    praise_for: str = ""
    prelude: tuple[Position, ...] = ()
    still: float = math.inf
    still_of: tuple[str, ...] = ("hips_x", "hips_y")
    goal: float = 0.0
    sides: bool = False
    side: str = ""
    side_clear: float = math.inf
    min_rep_s: float = 0.3
    set_timeout_s: float = 6.0
    about: str = ""
    sources: tuple[str, ...] = field(default=())
    concentric: Direction = "out"

    def __repr__(self) -> str:
        return f"<Exercise {self.name!r}>"

    def __hash__(self) -> int:
        # Equal ones have equal names; to hash all that stands in a file takes as long as to judge a frame.
        return hash(self.name)

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure this exercise needs, in a fixed order."""
        parts: Iterable[Any] = (
            *self.positions,
            *self.prelude,
            *self.motions,
            *self.variants,
            *self.rules,
            self.signal,
            self.depth,
        )
        names = [part.measure for part in parts if part is not None]
        names += [n for motion in self.motions for n in (motion.against, motion.ground) if n]
        if self.still < math.inf:
            names += self.still_of
        return tuple(dict.fromkeys([*names, *self.columns, *([self.side] if self.side else [])]))

    @property
    def full_rom(self) -> float:
        """From the signal's start to its target, in the measure's unit; above 0."""
        return abs(self.signal.target - self.signal.start) if self.signal else math.nan

    def praise_after(self, judged: Sequence[str]) -> str:
        """Return the praise for a repetition without fault, of which these rules could be judged."""
        return self.praise if not self.praise_for or self.praise_for in judged else GOOD

    def progress(self, value: float) -> float:
        """Return a signal's value as progress: 0 at the start, 1 at the target, whichever is the larger."""
        if self.signal is None:
            return math.nan
        return (value - self.signal.start) / (self.signal.target - self.signal.start)
