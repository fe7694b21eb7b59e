"""The door by which a table, as an exercise file holds it, becomes an `Exercise`.

What is wrong in a table is said here, with its place and the way out; nothing behind it needs to check again.
"""

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from posecoach.core.exercise import (
    PLACEHOLDER,
    Depth,
    Exercise,
    Motion,
    Position,
    Rule,
    Signal,
    Taken,
    Tempo,
    Variant,
)
from posecoach.core.known_names import one_of
from posecoach.core.pose.measures import MEASURES, View
from posecoach.errors import ExerciseError

T = TypeVar("T")

MAX_NAME = 64
"""Letters that a name may have."""


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
