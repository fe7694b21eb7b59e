"""The definition of an exercise: signal, position, motions, variants, rules of form.

This is the one door by which a table, as an exercise file holds it, becomes an `Exercise`; nothing
behind it needs to check again.
"""

import dataclasses
import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

from posecoach.core.pose.measures import MEASURES, View
from posecoach.errors import ExerciseError

Kind = Literal["reps", "hold"]
When = Literal["always", "start", "turn", "throughout", "moving", "hold", "range"]
Taken = Literal["start", "throughout"]
Severity = Literal["fault", "hint"]
Direction = Literal["out", "back"]
Side = Literal["left", "right"]
T = TypeVar("T")


PRELUDE = 20.0
"""s before a hold in which its prelude must have been seen, where there is one."""

PRELUDE_LASTS = 0.5
"""s for which it must have lasted: who squats down passes the seat's height, but does not sit."""


GOOD = "Good"
"""Praise for a repetition of which nothing more could be judged."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The measure that rises and falls with each repetition.

    Attributes:
        measure: its name.
        start: its usual value where a repetition begins and ends.
        target: its usual value at the turning point.
        min_prominence: the smallest travel that is a movement at all, in the measure's unit.
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
        of_signal: the most it may move as a share of the signal's own travel; beyond `max`.
        partial_min: short of `min`, but at least this: a partial repetition rather than none.
        min_dip_at_turn: the least by which it must be below its greatest value at the turning point itself.
        against: another part's place, in pixels; `min` is then the least share of the change between the two
            that this one makes. It tells a body that moves to the hands from hands that move to the body.
        ground: a third part's place, in pixels, that stays put as well as the still one of the two: a camera
            that follows the body does not deceive then.
        weight: how much it matters to what a repetition is, 0 to 1.
    """

    measure: str
    why: str
    min: float = -math.inf
    max: float = math.inf
    of_signal: float = 0.0
    partial_min: float = math.inf
    min_dip_at_turn: float = -math.inf
    against: str = ""
    ground: str = ""
    weight: float = 1.0


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
        return filled(self.why, value=value, full=self.full, over=self.short(value))

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
        return filled(self.cue, value=value, over=over, full=self.min if value < self.min else self.max)


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

    def praised(self, judged: Sequence[str]) -> str:
        """Return the praise for a repetition without fault, of which these rules could be judged."""
        return self.praise if not self.praise_for or self.praise_for in judged else GOOD

    def progress(self, value: float) -> float:
        """Return a signal's value as progress: 0 at the start, 1 at the target, whichever is the larger."""
        if self.signal is None:
            return math.nan
        return (value - self.signal.start) / (self.signal.target - self.signal.start)


def exercise(name: str, table: Mapping[str, Any]) -> Exercise:
    """Return the exercise that a table of a TOML file declares.

    Raises:
        ExerciseError: the table lacks something, or has a field that no exercise has.
    """
    fields = dict(table)
    for key, cls in (
        ("position", Position),
        ("prelude", Position),
        ("motion", Motion),
        ("variant", Variant),
        ("rule", Rule),
    ):
        rows = fields.pop(key, ())
        if not isinstance(rows, list | tuple):
            raise ExerciseError(f"{name}: [{key}] stands once; write [[{key}]]")
        fields[key if key == "prelude" else f"{key}s"] = tuple(
            _build(cls, f"{name}: [[{key}]]", row) for row in rows
        )
    for key, single in (("signal", Signal), ("depth", Depth), ("tempo", Tempo)):
        if key in fields:
            fields[key] = _build(single, f"{name}: [{key}]", fields[key])
    made = _build(Exercise, name, fields | {"name": fields.get("name", name)})
    _check(name, made)
    columns = (*made.columns, *(variant.measure for variant in made.variants))
    return dataclasses.replace(made, columns=tuple(dict.fromkeys(columns)))


PLACEHOLDER = re.compile(r"\{(value|over|full)(?::\.([0-6])f)?\}")
"""The only thing that may stand in braces: a number's name, and how many decimals it is given with."""

MAX_NAME = 64
"""Letters that a name may have."""


def filled(text: str, **numbers: float) -> str:
    """A cue or reason with its numbers put in, without decimals where it does not ask for some."""
    return PLACEHOLDER.sub(lambda found: f"{numbers[found[1]]:.{found[2] or 0}f}", text)


def check_name(where: str, name: object) -> str:
    """Return a name that may stand in tables, file names and on the screen.

    Raises:
        ExerciseError: it is empty, too long, looks like a path, or holds what cannot be seen.
    """
    if not isinstance(name, str) or not name.strip():
        raise ExerciseError(f"{where}: a name is wanted, not {name!r}")
    if len(name) > MAX_NAME:
        raise ExerciseError(
            f"{where}: a name of at most {MAX_NAME} letters is wanted, not one of {len(name)}"
        )
    if not name.isprintable() or set(name) & set("/\\") or name.strip(".") == "":
        raise ExerciseError(f"{where}: {name!r} is no name: use letters, digits, spaces, - and _")
    return name


def _check_cues(name: str, made: Exercise) -> None:
    texts = [(f"rule {rule.name}: cue", rule.cue) for rule in made.rules]
    texts += [("[depth] why", made.depth.why)] if made.depth else []
    for where, text in texts:
        if set(PLACEHOLDER.sub("", text)) & set("{}"):
            raise ExerciseError(
                f"{name}: {where} {text!r}: only {{value}}, {{over}} and {{full}} may stand in braces, as {{value:.1f}} too"
            )


def _check_names(name: str, made: Exercise) -> None:
    check_name(f"{name}: name", made.name)
    if not made.title.strip() or not made.title.isprintable():
        raise ExerciseError(f"{name}: title: a name for people is wanted, not {made.title!r}")
    for kind, parts in (("variant", made.variants), ("rule", made.rules)):
        for part in parts:
            check_name(f"{name}: [[{kind}]] name", part.name)


def _check_times(name: str, made: Exercise) -> None:
    times = [("goal", made.goal), ("min_rep_s", made.min_rep_s), ("set_timeout_s", made.set_timeout_s)]
    times += [(f"rule {rule.name}: sustained", rule.sustained) for rule in made.rules]
    times += [("[tempo] min", made.tempo.min), ("[tempo] max", made.tempo.max)] if made.tempo else []
    for where, value in times:
        if not value >= 0.0:
            raise ExerciseError(f"{name}: {where}: seconds from 0 are wanted, not {value:g}")


def _check_variants(name: str, made: Exercise) -> None:
    taken: dict[str, Taken] = {}
    for variant in made.variants:
        if taken.setdefault(variant.measure, variant.when) != variant.when:
            raise ExerciseError(f"{name}: variants told by {variant.measure} must have the same `when`")
    for rule in made.rules:
        if rule.variant:
            one_of(f"{name}: rule {rule.name}", "variant", rule.variant, [v.name for v in made.variants])


def _check(name: str, made: Exercise) -> None:
    _check_names(name, made)
    _check_cues(name, made)
    _check_times(name, made)
    if made.kind == "reps" and made.signal is None:
        raise ExerciseError(f"{name}: a counted exercise needs a [signal]")
    if made.signal and made.signal.start == made.signal.target:
        raise ExerciseError(f"{name}: [signal] start and target are both {made.signal.start:g}")
    if made.signal and not made.signal.min_prominence > 0.0:
        raise ExerciseError(
            f"{name}: [signal] min_prominence must be above 0, not {made.signal.min_prominence:g}"
        )
    if not made.views:
        raise ExerciseError(f"{name}: views: at least one is wanted, the best first")
    if not made.positions:
        raise ExerciseError(f"{name}: it needs a [[position]]: what holds while it is done")
    ranges: tuple[Position | Variant | Rule, ...] = (
        *made.positions,
        *made.prelude,
        *made.variants,
        *made.rules,
    )
    for part in ranges:
        if not part.min < part.max:
            raise ExerciseError(f"{name}: {part.measure}: min {part.min:g} is not below max {part.max:g}")
    if made.praise_for and all(rule.name != made.praise_for for rule in made.rules):
        raise ExerciseError(f"{name}: praise_for: there is no [[rule]] named {made.praise_for!r}")
    _check_variants(name, made)


def _build(cls: type[T], where: str, row: Mapping[str, Any]) -> T:
    if not isinstance(row, Mapping):
        raise ExerciseError(f"{where}: a table is wanted here, not {row!r}")
    known = {f.name: f for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    fields: dict[str, Any] = {}
    for key, value in row.items():
        one_of(where, "field", key, known)
        fields[key] = _value(f"{where}: {key}", key, known[key].type, value)
        if isinstance(fields[key], float) and not _may_be(fields[key], known[key].default):
            raise ExerciseError(f"{where}: {key}: a finite number is wanted, not {value!r}")
    try:
        return cls(**fields)
    except TypeError:
        required = [
            f.name
            for f in dataclasses.fields(cls)  # type: ignore[arg-type]
            if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
        ]
        missing = [key for key in required if key not in fields]
        raise ExerciseError(f"{where}: {missing[0]} is missing") from None


def _may_be(value: float, default: object) -> bool:
    """Return True where a field takes this number; an infinite one only where that is the default."""
    return math.isfinite(value) or (math.isinf(value) and default in (math.inf, -math.inf))


def _value(where: str, key: str, kind: Any, value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    if kind is float:
        return _number(where, value)
    if kind is str and not isinstance(value, str):
        raise ExerciseError(f"{where}: a text is wanted, not {value!r}")
    if kind is bool and not isinstance(value, bool):
        raise ExerciseError(f"{where}: true or false is wanted, not {value!r}")
    if key == "measure" or (key in ("side", "against", "ground") and value):
        one_of(where, "measure", value, MEASURES)
    if key in ("views", "columns", "sources", "still_of"):
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ExerciseError(f"{where}: a list of texts is wanted, not {value!r}")
        known: Iterable[str] = get_args(View) if key == "views" else value if key == "sources" else MEASURES
        for item in value:
            one_of(where, "view" if key == "views" else "measure", item, known)
        return tuple(value)
    if (choices := get_args(kind)) and all(isinstance(choice, str) for choice in choices):
        one_of(where, key, value, choices)
    return value


def _number(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExerciseError(f"{where}: a number is wanted, not {value!r}")
    try:
        return float(value)
    except OverflowError:  # a whole number may have hundreds of digits
        raise ExerciseError(f"{where}: a finite number is wanted, not one of so many digits") from None


def one_of(where: str, what: str, given: object, known: Iterable[str]) -> None:
    """Check that a name is known.

    Raises:
        ExerciseError: it is not; the text suggests the nearest one.
    """
    known = list(known)
    if given not in known:
        near = difflib.get_close_matches(str(given), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(sorted(known))}"
        raise ExerciseError(f"{where}: no {what} {given!r}; {hint}")
