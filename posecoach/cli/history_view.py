"""The history in the terminal."""

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from rich.table import Table
from rich.text import Text

from posecoach.cli.console import clock, escape_control_chars, list_table, out, print_table, words
from posecoach.cli.training_logs import logged
from posecoach.exercises import load, names
from posecoach.history import History, RepEntry, Session, SetEntry
from posecoach.history.weeks import Week, amount, folded, goal_progress, monday_of, streak
from posecoach.reports.format import UNKNOWN_TEXT, plain_name
from posecoach.reports.progress import Chart
from posecoach.reports.table import number
from posecoach.reports.workouts import GAP_S, places, workouts

WIDTH = 28
"""Letters of the longest bar."""


def title(exercise: str) -> str:
    """Return an exercise's name for people."""
    return load(exercise).title if exercise in names() else plain_name(exercise).capitalize()


def table(sets: Sequence[SetEntry], left_out: int, path: Path, gap_s: float = GAP_S) -> None:
    """Print one line a set; sets of a workout stand together, and their numbers run on."""
    if not sets:
        out.print("The history is empty, or has nothing like that.")
        out.print(
            f"Live training saves here, and analyze --save. The file is {path}",
            soft_wrap=True,
            markup=False,
        )
        return
    gathered = workouts(logged(sets), gap_s)
    placed = places(gathered)
    by_key = {(each.session, each.number): each for each in sets}
    weighed = any(not math.isnan(each.weight_kg) for each in sets)
    right = ("id", "set", "count", "partial", "kg", "rest")
    columns = ["id", "when", "exercise", "set", "count", "partial", "kg", "rest", "form", "clip"]
    if not weighed:
        columns.remove("kg")
    made = list_table()
    for name in columns:
        side: Literal["left", "right"] = "right" if name in right else "left"
        made.add_column(name, justify=side, no_wrap=name in (*right, "when"))
    workout = before = 0
    for key in (one.key for each in gathered for one in each.sets):
        each, place = by_key[key], placed[key]
        new, new_workout = each.session != before, place.workout != workout
        before, workout = each.session, place.workout
        rest = place.logged.rest_before
        cells: dict[str, str | Text] = {
            "id": str(each.session) if new else "",
            "when": f"{each.began:%Y-%m-%d %H:%M}" if new_workout else "",
            "exercise": words(", ".join(plain_name(part) for part in (each.exercise, each.variant) if part)),
            "set": str(place.number),
            "count": Text(_count(each), style="bold"),
            "partial": str(each.partial or ""),
            "kg": "" if math.isnan(each.weight_kg) else f"{each.weight_kg:.4g}",
            "rest": "" if math.isnan(rest) else f"{rest:.0f} s",
            "form": words("; ".join(part for part in (_form(each), each.note) if part)),
            "clip": words(("live" if each.kind == "live" else Path(each.source).name) if new else "", "dim"),
        }
        made.add_row(*(cells[name] for name in columns))
    print_table(made)
    if any(each.corrections for each in sets):
        out.print("* corrected by you; `history show ID` shows what was counted.", style="dim")
    if left_out:
        hidden = "1 earlier session is" if left_out == 1 else f"{left_out} earlier sessions are"
        out.print(f"{hidden} not shown; --last 0 shows all.", style="dim")


def _count(each: SetEntry) -> str:
    text = f"{each.held:.0f} s" if each.held else str(each.reps)
    return f"{text}*" if each.corrections else text


def goals(book: History, *, say_none: bool = False) -> None:
    """Print how far this week's goals are reached."""
    goals_now = goal_progress(book, dt.datetime.now().astimezone().date())
    if not goals_now and say_none:
        out.print("No weekly goals. Set one with: posecoach history goal push_up 100/week")
    for name, now in goals_now.items():
        unit = " s" if now.held or (name in names() and load(name).kind == "hold") else ""
        bar = "█" * round(WIDTH * min(now.done / now.goal, 1.0))
        out.print(
            Text.assemble(
                (title(name), "bold"), f"  this week {now.done:.0f} of {now.goal:.0f}{unit}  ", (bar, "green")
            )
        )


def session(entry: Session, sets: Sequence[SetEntry], repetitions: Sequence[RepEntry]) -> None:
    """Print one session, a line a repetition; without repetitions, the sets alone."""
    what = "live" if entry.kind == "live" else escape_control_chars(entry.source)
    out.print(
        Text.assemble((f"Session {entry.id}", "bold"), f"  {entry.began:%Y-%m-%d %H:%M}  {what}"),
        soft_wrap=True,
    )
    for note in entry.notes:
        out.print(words(note, "dim"))
    for each in sets:
        count = f"{each.held:.0f} s held" if each.held else f"{each.reps} repetitions"
        partial = f", {each.partial} partial" if each.partial else ""
        out.print()
        variant = f", {plain_name(each.variant)}" if each.variant else ""
        weight = "" if math.isnan(each.weight_kg) else f", {each.weight_kg:.4g} kg"
        heading = f"Set {each.number}: {title(each.exercise)}{variant}, {count}{partial}{weight}"
        out.print(words(heading, "bold"))
        for field, was in each.corrections:
            out.print(words(f"corrected by you: {field} was {plain_name(was) or 'none'}", "dim"))
        if each.note:
            out.print(words(each.note))
        own = [rep for rep in repetitions if rep.set_number == each.number]
        if own:
            print_table(_repetitions(own))


def _repetitions(repetitions: Sequence[RepEntry]) -> Table:
    measures = list(dict.fromkeys(name for rep in repetitions for name, _ in rep.measures))
    made = list_table()
    for name in ("", "at", "time", "range", *(plain_name(each) for each in measures)):
        made.add_column(name, justify="right")
    made.add_column("why, and what to put right")
    count = 0
    for rep in repetitions:
        done = rep.verdict in ("counted", "held")
        count += done
        lasted = rep.held if rep.verdict == "held" else rep.end - rep.start
        values = dict(rep.measures)
        reasons = [text for text in (rep.side, rep.why, *(plain_name(name) for name in rep.faults)) if text]
        made.add_row(
            str(count) if done else rep.verdict,
            clock(rep.start if math.isnan(rep.turn) else rep.turn),
            UNKNOWN_TEXT if math.isnan(lasted) else f"{lasted:.1f} s",
            "" if math.isnan(rep.range) else f"{rep.range:.0%}",
            *(number(values.get(name, math.nan)) for name in measures),
            Text(", ".join(reasons)),
            style="" if done else "dim",
        )
    return made


def summary(sets: Sequence[SetEntry]) -> str:
    """Return the totals of one exercise's sets, in a sentence."""
    sessions = len({each.session for each in sets})
    held = sum(each.held for each in sets)
    total = f"{held:.0f} s held" if held else f"{sum(each.reps for each in sets)} repetitions"
    best = f"{max(each.held for each in sets):.0f} s" if held else str(max(each.reps for each in sets))
    plural = "s" if sessions != 1 else ""
    return f"{total} in {len(sets)} set{'s' if len(sets) != 1 else ''} and {sessions} session{plural}; best set {best}."


def records(sets: Sequence[SetEntry], gathered: Sequence[Week], goal: float, today: dt.date) -> list[str]:
    """Return personal bests, the streak and the weekly goal, a sentence each."""
    top = max(sets, key=lambda each: each.held or each.reps)
    best = max(gathered, key=amount)
    unit = " s" if top.held else ""
    one_set = f"{top.held or top.reps:.0f}{unit} in one set ({top.began:%Y-%m-%d})"
    one_week = f"{amount(best):.0f}{unit} in one week (from {best.monday:%Y-%m-%d})"
    said = [f"Personal bests: {one_set}, {one_week}."]
    weeks_on = streak(gathered, today)
    if weeks_on > 1:
        said.append(f"Streak: {weeks_on} weeks in a row.")
    if goal:
        monday = monday_of(today)
        done = sum(amount(week) for week in gathered if week.monday == monday)
        met = sum(amount(week) >= goal for week in gathered)
        said.append(f"Goal: {done:.0f} of {goal:.0f}{unit} this week; met in {met} of {len(gathered)} weeks.")
    return said


def charts(gathered: Sequence[Week]) -> list[Chart]:
    """Return the charts of weeks, without those that have no value."""
    rows: list[tuple[str, list[float], str]] = [
        ("Held, s", [week.held for week in gathered], "{:.0f}"),
        ("Repetitions", [float(week.reps) for week in gathered], "{:.0f}"),
        ("Best set", [float(week.best) for week in gathered], "{:.0f}"),
        ("Range, % of the usual way", [100.0 * week.range for week in gathered], "{:.0f}"),
        ("Quality, % without a fault", [100.0 * week.quality for week in gathered], "{:.0f}"),
    ]
    held = any(week.held for week in gathered)
    wanted = [row for row in rows if (row[0] == "Held, s") == held or row[0].startswith("Quality")]
    return [
        Chart(name, tuple(values), tuple("" if math.isnan(v) else form.format(v) for v in values))
        for name, values, form in wanted
        if any(not math.isnan(value) for value in values)
    ]


def bars(
    name: str, facts: Sequence[str], gathered: Sequence[Week], drawn: Sequence[Chart], goal: float = 0.0
) -> None:
    """Print weeks as bars, the latest first; empty ones in a row are one line."""
    out.print(words(name, "bold"))
    for fact in facts:
        out.print(fact, highlight=False, soft_wrap=True)
    index = {week.monday: i for i, week in enumerate(gathered)}
    rows = folded(gathered)
    for chart in drawn:
        top = max((value for value in chart.values if not math.isnan(value)), default=0.0)
        out.print()
        out.print(Text(chart.title, style="bold"))
        for row in rows:
            if isinstance(row, int):
                out.print(f"  {row} weeks without", style="dim", highlight=False)
                continue
            value, text = chart.values[index[row.monday]], chart.texts[index[row.monday]]
            length = 0 if math.isnan(value) or not top > 0.0 else round(WIDTH * value / top)
            met = " goal met" if goal and chart is drawn[0] and amount(row) >= goal else ""
            line = (f"{row.monday:%Y-%m-%d}  ", ("█" * length, "green"), f" {text or UNKNOWN_TEXT}{met}")
            out.print(Text.assemble(*line))


def _form(each: SetEntry) -> str:
    if each.faults:
        return ", ".join(f"{plain_name(name)} x{count}" for name, count in each.faults)
    return "good" if each.judged else UNKNOWN_TEXT
