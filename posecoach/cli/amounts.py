"""Amounts that people type: weights, spans of time, dates and weekly goals."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import typer

if TYPE_CHECKING:
    from posecoach.cli.output_plan import LogSettings
    from posecoach.reports.exports import Unit

UNITS = ("kgs", "lbs")

SPAN = re.compile(r"(?:(\d+(?:\.\d+)?)\s*h(?:ours?)?)?\s*(?:(\d+(?:\.\d+)?)\s*(?:m|min|minutes?)?)?")
"""A span of time: 60min, 90m, 2h, 1h30; a bare number is minutes."""

WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kgs?|lbs?)?", re.IGNORECASE)
"""A weight: 12.5, 12,5, 12.5kg or 27.5lb."""

GOAL = re.compile(r"(\d+)\s*(s)?\s*(?:/\s*week)?")
"""A weekly goal: 100, 100/week or 300s/week."""

MAX_WEIGHT = 1000.0
"""kg that nobody lifts."""

MONTH_DAYS = re.compile(r"(\d+)([dw])")
"""A number of days or weeks back: 3d, 2w."""


def gap(text: str) -> float:
    """Return a span of time in seconds.

    Raises:
        BadParameter: it is none.
    """
    found = SPAN.fullmatch(text.strip().lower())
    if not text.strip() or not found:
        raise typer.BadParameter(f"{text!r} is no span of time; write 60min or 2h")
    hours, minutes = (float(part or 0.0) for part in found.groups())
    return 3600.0 * hours + 60.0 * minutes


def log_settings(
    weight: Sequence[str], unit: str, gap_text: str, style: str, exercises: Sequence[str]
) -> "LogSettings":
    """Return the settings of workouts and logs that options ask for.

    Raises:
        BadParameter: one of them is none.
    """
    from posecoach.cli.output_plan import STYLES, LogSettings

    if style not in ("", *STYLES):
        raise typer.BadParameter(f"--csv-style: no style {style!r}; it is {', '.join(STYLES)}")
    known = unit_of(unit)
    return LogSettings(weights(weight, known, exercises), known, gap(gap_text), style)


def unit_of(text: str) -> "Unit":
    """Return `kgs` or `lbs`, also for `kg` and `lb`.

    Raises:
        BadParameter: it is neither.
    """
    plain = text.strip().lower().rstrip("s") + "s"
    if plain not in UNITS:
        raise typer.BadParameter(f"--unit: {text!r} is no unit; it is kgs or lbs")
    return cast("Unit", plain)


def weights(given: Sequence[str], unit: "Unit", exercises: Sequence[str]) -> dict[str, float]:
    """Return the weights of `--weight 12.5` or `--weight row=12.5`, kg by exercise; "" stands for all.

    Args:
        given: as typed.
        unit: of numbers without one.
        exercises: ids that may be named, in full or by a part that only one of them has.

    Raises:
        BadParameter: one is no weight, or names no exercise or several.
    """
    from posecoach.reports.exports import LB_PER_KG

    found: dict[str, float] = {}
    for text in given:
        name, _, amount = text.rpartition("=")
        number = WEIGHT.fullmatch(amount.strip())
        if not number:
            raise typer.BadParameter(f"{text!r} is no weight; write 12.5 or dumbbell_row=12.5")
        kg = float(number[1].replace(",", "."))
        kg /= LB_PER_KG if (number[2] or unit).lower().startswith("lb") else 1.0
        if not kg <= MAX_WEIGHT:
            raise typer.BadParameter(f"{text!r} is more than anybody lifts")
        found[_exercise(name.strip(), exercises) if name else ""] = kg
    return found


def _exercise(name: str, exercises: Sequence[str]) -> str:
    plain = name.lower().replace(" ", "_").replace("-", "_")
    if plain in exercises:
        return plain
    meant = [each for each in exercises if plain in each]
    if len(meant) != 1:
        known = ", ".join(meant or exercises)
        raise typer.BadParameter(f"--weight: no exercise {name!r}; it is one of {known}")
    return meant[0]


def day(text: str) -> dt.date:
    """Return the day of `2026-03-12`, `today`, `yesterday`, `3d` or `2w` (days or weeks ago), `monday`.

    Raises:
        BadParameter: it is none.
    """
    today = dt.datetime.now().astimezone().date()
    plain = text.strip().lower()
    if plain in ("today", "yesterday"):
        return today - dt.timedelta(days=plain == "yesterday")
    if back := MONTH_DAYS.fullmatch(plain):
        days = int(back[1]) * (7 if back[2] == "w" else 1)
        return today - dt.timedelta(days=min(days, today.toordinal() - 1))
    names = [f"{dt.date(2024, 1, 1 + i):%A}".lower() for i in range(7)]
    english = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    for week in (english, names):
        if plain in week:
            return today - dt.timedelta(days=(today.weekday() - week.index(plain)) % 7)
    try:
        return dt.date.fromisoformat(plain)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no day; write 2026-03-12, yesterday, monday, 3d or 2w"
        ) from None


def weekly_goal(text: str) -> float:
    """Return the amount of `100/week` or `300s/week`; 0 removes the goal.

    Raises:
        BadParameter: it is none.
    """
    found = GOAL.fullmatch(text.strip().lower())
    amount = float(found[1]) if found else math.nan
    if not amount < 1e6:  # noqa: PLR2004 - nobody does more
        raise typer.BadParameter(f"{text!r} is no weekly goal; write 100/week, or 300s/week for a hold")
    return amount
