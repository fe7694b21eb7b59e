"""The history, as a person reads it in the terminal."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from rich.table import Table
from rich.text import Text

from posecoach.cli.console import clock, escape_control_chars, out, words
from posecoach.exercises import load, names
from posecoach.history import RepEntry, Session, SetEntry
from posecoach.history.weeks import Week
from posecoach.reports.format import UNKNOWN_TEXT, plain_name
from posecoach.reports.progress import Chart
from posecoach.reports.table import csv_text, number, seconds

WIDTH = 28
"""Letters of the longest bar."""

HISTORY_COLUMNS = (
    "session",
    "began",
    "kind",
    "source",
    "set",
    "exercise",
    "variant",
    "view",
    "reps",
    "partial_reps",
    "hold_s",
    "start_s",
    "end_s",
    "rest_before_s",
    "range",
    "judged",
    "clean",
    "faults",
)


def title(exercise: str) -> str:
    """An exercise's name for people."""
    return load(exercise).title if exercise in names() else plain_name(exercise).capitalize()


def table(sets: Sequence[SetEntry], left_out: int, path: Path) -> None:
    """One line a set."""
    if not sets:
        out.print("The history is empty, or nothing in it is of that kind.")
        out.print(
            f"Sessions come from live training, and from analyze --save. It lies in {path}",
            soft_wrap=True,
            markup=False,
        )
        return
    made = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    right = ("id", "set", "count", "partial", "rest")
    for name in ("id", "when", "exercise", "set", "count", "partial", "rest", "form", "clip"):
        side: Literal["left", "right"] = "right" if name in right else "left"
        made.add_column(name, justify=side, no_wrap=name in (*right, "when"))
    before = 0
    for each in sets:
        new = each.session != before
        before = each.session
        made.add_row(
            str(each.session) if new else "",
            f"{each.began:%Y-%m-%d}" if new else "",
            words(", ".join(plain_name(part) for part in (each.exercise, each.variant) if part)),
            str(each.number),
            Text(f"{each.held:.0f} s" if each.held else str(each.reps), style="bold"),
            str(each.partial or ""),
            "" if math.isnan(each.rest_before) else f"{each.rest_before:.0f} s",
            Text(_form(each)),
            words(("live" if each.kind == "live" else Path(each.source).name) if new else "", "dim"),
        )
    out.print(made)
    if left_out:
        out.print(f"{left_out} earlier sessions are not shown; --last 0 shows all.", style="dim")


def session(entry: Session, sets: Sequence[SetEntry], repetitions: Sequence[RepEntry]) -> None:
    """One session, a line a repetition."""
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
        out.print(words(f"Set {each.number}: {title(each.exercise)}, {count}{partial}", "bold"))
        out.print(_repetitions([rep for rep in repetitions if rep.set_number == each.number]))


def _repetitions(repetitions: Sequence[RepEntry]) -> Table:
    measures = list(dict.fromkeys(name for rep in repetitions for name, _ in rep.measures))
    made = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
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
    """What sets of one exercise come to, in a sentence."""
    sessions = len({each.session for each in sets})
    held = sum(each.held for each in sets)
    total = f"{held:.0f} s held" if held else f"{sum(each.reps for each in sets)} repetitions"
    best = f"{max(each.held for each in sets):.0f} s" if held else str(max(each.reps for each in sets))
    plural = "s" if sessions != 1 else ""
    return f"{total} in {len(sets)} set{'s' if len(sets) != 1 else ''} and {sessions} session{plural}; best set {best}."


def charts(gathered: Sequence[Week]) -> list[Chart]:
    """What weeks are shown by; what is nowhere known is left out."""
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


def bars(name: str, said: str, gathered: Sequence[Week], drawn: Sequence[Chart]) -> None:
    """Weeks as bars."""
    out.print(words(name, "bold"))
    out.print(said, highlight=False)
    for chart in drawn:
        top = max((value for value in chart.values if not math.isnan(value)), default=0.0)
        out.print()
        out.print(Text(chart.title, style="bold"))
        for week, value, text in zip(gathered, chart.values, chart.texts, strict=True):
            length = 0 if math.isnan(value) or not top > 0.0 else round(WIDTH * value / top)
            out.print(
                Text.assemble(
                    f"{week.monday:%Y-%m-%d}  ", ("█" * length, "green"), f" {text or UNKNOWN_TEXT}"
                )
            )


def csv(sets: Sequence[SetEntry]) -> str:
    """One row a set."""
    return csv_text(HISTORY_COLUMNS, [_csv_row(each) for each in sets])


def _csv_row(each: SetEntry) -> dict[str, str]:
    return {
        "session": str(each.session),
        "began": each.began.isoformat(timespec="seconds"),
        "kind": each.kind,
        "source": each.source,
        "set": str(each.number),
        "exercise": each.exercise,
        "variant": each.variant,
        "view": each.view,
        "reps": str(each.reps),
        "partial_reps": str(each.partial),
        "hold_s": seconds(each.held) if each.held else "",
        "start_s": seconds(each.start),
        "end_s": seconds(each.end),
        "rest_before_s": seconds(each.rest_before),
        "range": number(each.range),
        "judged": str(each.judged),
        "clean": str(each.clean),
        "faults": ";".join(f"{name}:{count}" for name, count in each.faults),
    }


def _form(each: SetEntry) -> str:
    if each.faults:
        return ", ".join(f"{plain_name(name)} x{count}" for name, count in each.faults)
    return "good" if each.judged else UNKNOWN_TEXT
