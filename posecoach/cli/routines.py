"""`posecoach routines`: shows routines, and compares one with what was done."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from posecoach.core.session.record import SetRecord
    from posecoach.core.session.routine import Routine


def routines(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="One routine, in full, or its .toml file.")
    ] = "",
) -> None:
    """List the routines, or show one in full."""
    from posecoach.cli.console import out, words
    from posecoach.routines import load, names

    if name:
        one(load(name))
        return
    table = _table("name", "", "sets", "")
    for each in map(load, names()):
        table.add_row(*map(words, (each.name, each.title, str(len(each.sets)), each.about)))
    out.print(table)


def one(plan: "Routine") -> None:
    """Print one routine."""
    from posecoach.cli.console import out, words

    out.print(words(plan.title, "bold") + words(f" ({plan.name})"))
    if plan.about:
        out.print(words(plan.about))
    table = _table("exercise", "sets", "each", "rest")
    for item in plan.items:
        low, high = item.rest
        rest = f"{low:g} s" if low == high else f"{low:g} to {high:g} s"
        way = f", {item.variant.replace('_', ' ')}" if item.variant else ""
        exercise = f"{item.exercise.replace('_', ' ')}{way}"
        table.add_row(*map(words, (exercise, str(item.sets), item.aim(), rest)))
    out.print()
    out.print(table)


def compare_plan(plan: "Routine", sets: "Sequence[SetRecord]") -> None:
    """Print a routine beside the sets that were done."""
    from posecoach.cli.console import out, words
    from posecoach.core.session.routine import compare

    marks = {"done": "green", "short": "yellow", "more": "cyan", "missed": "red"}
    table = _table("planned", "set", "done", "rest before", "")
    for line in compare(plan, sets):
        item = line.item
        exercise = item.exercise if item else line.done.exercise if line.done else ""
        way = f", {item.variant.replace('_', ' ')}" if item and item.variant else ""
        number = f"{line.number} of {item.sets}" if item else "beyond"
        rest = line.done.rest_before if line.done else float("nan")
        told = f"{rest:.0f} s" if rest >= 0.0 else ""
        cells = (f"{exercise.replace('_', ' ')}{way}", number, line.said, told)
        table.add_row(*map(words, cells), words(line.verdict, marks[line.verdict]))
    out.print()
    out.print(table)


def _table(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=column == "name")
    return table
