"""Prints exercises."""

import math
from collections.abc import Sequence

from rich.table import Table

from posecoach.cli.console import out, print_table, words
from posecoach.core.exercise import Exercise
from posecoach.core.pose.measures import MEASURES


def every(exercises: Sequence[Exercise]) -> None:
    """Print one line an exercise."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("name", "", "kind", "seen best from", "variants"):
        table.add_column(column, no_wrap=column in ("name", "kind"))
    for each in exercises:
        kind = "counted" if each.kind == "reps" else f"held {each.goal:.0f} s"
        variants = ", ".join(v.name for v in each.variants)
        table.add_row(*map(words, (each.name, each.title, kind, each.views[0], variants)))
    print_table(table)


def one(each: Exercise) -> None:
    """Print one exercise in full."""
    out.print(words(each.title, "bold") + words(f" ({each.name})"))
    out.print(words(each.about))
    if each.signal:
        signal = MEASURES[each.signal.measure]
        out.print(
            f"Counted by the {signal.says}: from {each.signal.start:g} to {each.signal.target:g} {signal.unit}."
        )
    if each.kind == "hold":
        out.print(f"Held for {each.goal:g} s" + (", then on the other side." if each.sides else "."))
    out.print(f"Seen best from: {', '.join(each.views)}.")
    if each.variants:
        out.print()
        print_table(
            _table(
                "variant",
                "told by",
                "range",
                "source",
                [(v.title, f"{v.measure} ({v.when})", span(v.min, v.max), v.source) for v in each.variants],
            )
        )
    if each.rules:
        rows = [
            (
                rule.name + (f" ({rule.variant})" if rule.variant else ""),
                f"{rule.measure} {span(rule.min, rule.max)} ({rule.when})",
                ", ".join(sorted(MEASURES[rule.measure].views)),
                rule.cue,
                rule.source,
            )
            for rule in each.rules
        ]
        out.print()
        print_table(_table("rule", "must be", "judged from", "cue", "source", rows))


def span(low: float, high: float) -> str:
    """Return a range in words."""
    if math.isinf(low):
        return f"at most {high:g}"
    return f"at least {low:g}" if math.isinf(high) else f"{low:g} to {high:g}"


def _table(*parts: object) -> Table:
    *columns, rows = parts
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(str(column))
    for row in rows:  # type: ignore[attr-defined]
        table.add_row(*map(words, row))
    return table
