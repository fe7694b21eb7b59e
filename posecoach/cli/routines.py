"""`posecoach routines`: shows routines, and compares one with what was done."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from posecoach.core.session.record import SetRecord
    from posecoach.core.session.routine import ComparisonLine, Range, Routine
    from posecoach.words import Words


def routines(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="One routine, in full, or its .toml file.")
    ] = "",
) -> None:
    """List the routines, or show one in full."""
    from posecoach.cli.console import print_table, words
    from posecoach.routines import load, names

    if name:
        one(load(name))
        return
    table = _table("name", "", "sets", "")
    for each in map(load, names()):
        table.add_row(*map(words, (each.name, each.title, str(len(each.sets)), each.about)))
    print_table(table)


def one(plan: "Routine") -> None:
    """Print one routine."""
    from posecoach.cli.console import out, print_table, words

    out.print(words(plan.title, "bold") + words(f" ({plan.name})"))
    if plan.about:
        out.print(words(plan.about))
    table = _table("exercise", "sets", "each", "rest")
    for item in plan.items:
        low, high = item.rest
        rest = f"{low:g} s" if low == high else f"{low:g} to {high:g} s"
        way = f", {item.variant.replace('_', ' ')}" if item.variant else ""
        aim = ", ".join(filter(None, (item.aim(), item.paced())))
        exercise = f"{item.exercise.replace('_', ' ')}{way}"
        table.add_row(*map(words, (exercise, str(item.sets), aim, rest)))
    out.print()
    print_table(table)


def compare_plan(plan: "Routine", sets: "Sequence[SetRecord]", texts: "Words | None" = None) -> None:
    """Print a routine beside the sets that were done, in the language of these texts, or in English."""
    from posecoach.cli.console import out, print_table, words
    from posecoach.cli.set_table import exercise_title
    from posecoach.core.session.routine import compare
    from posecoach.words import load as load_words

    texts = texts or load_words()
    marks = {"done": "green", "short": "yellow", "more": "cyan", "missed": "red"}
    headings = ("plan.planned", "table.set", "plan.done_of", "table.rest_before")
    table = _table(*map(texts, headings), "")
    for line in compare(plan, sets):
        item = line.item
        exercise = item.exercise if item else line.done.exercise if line.done else ""
        title = exercise_title(exercise, item.variant if item else "", texts)
        number = texts("plan.number", number=line.number, sets=item.sets) if item else texts("plan.beyond")
        rest = line.done.rest_before if line.done else float("nan")
        told = f"{rest:.0f} s" if rest >= 0.0 else ""
        verdict = words(texts(f"plan.{line.verdict}"), marks[line.verdict])
        table.add_row(*map(words, (title, number, said(line, texts), told)), verdict)
    out.print()
    print_table(table)


def said(line: "ComparisonLine", texts: "Words") -> str:
    """Return how much was done of a planned set: "8 of 10", "left 20 s, right 12 s of 20 s"."""
    from posecoach.cli.set_table import hold_time

    item, done = line.item, line.done
    if done is None:
        return texts("plan.not_done")
    if item is None:
        count = len(done.reps)
        much = texts("screen.repetition" if count == 1 else "screen.repetitions", number=count)
        return texts("plan.unplanned", done=hold_time(done, texts) if done.holds else much)
    if item.seconds[1]:
        goal = texts("screen.aim_seconds", seconds=_span(item.seconds, texts))
        return texts("plan.amount_of", done=hold_time(done, texts), goal=goal)
    amount = str(len(done.reps))
    if item.reps[1]:
        amount = texts("plan.amount_of", done=amount, goal=_span(item.reps, texts))
    if item.variant and done.variant and done.variant != item.variant:
        ways = {
            key: texts.variant(item.exercise, name, name.replace("_", " "))
            for key, name in (("way", done.variant), ("planned", item.variant))
        }
        return texts("plan.instead", done=amount, **ways)
    return amount


def _span(pair: "Range", texts: "Words") -> str:
    low, high = pair
    return f"{low:g}" if low == high else texts("plan.span", low=f"{low:g}", high=f"{high:g}")


def _table(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=column == "name")
    return table
