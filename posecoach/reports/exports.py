"""Workouts in the forms that training logs read.

Checked on public documentation and readers of these files in November 2026:

- Strong: `Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout
  Notes,RPE`, one row a set, dates as `2026-03-12 18:00:00` in local time, the duration as `25m` or
  `1h 5m`. Hevy's import takes it, too.
- Hevy: `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,
  set_type,weight_kg,reps,distance_km,duration_seconds,rpe`, one row a set, times as `12 Mar 2026, 18:00`
  with English months, sets from 0; `weight_lbs` instead of `weight_kg` for users of pounds.
- FitNotes, which LiftLog imports (its `docs/CsvImport.md`): `Date,Exercise,Category,Weight,Weight Unit,
  Reps,Distance,Distance Unit,Time,Comment`, dates as `2026-03-12`, the unit `kgs` or `lbs`. All sets of a
  date are one workout, and the first import of a date wins: write whole days. LiftLog skips rows without
  a weight or repetitions, so holds stay in the file with their time and body weight is 0.

Readers tell a set by day, exercise and number. Numbers therefore run on through a day, also from a morning
workout to an evening one. An empty note makes some readers drop the row; `-` does not.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta  # noqa: TID251 - a type, and sums; no clock is asked
from typing import Literal

from posecoach.reports.format import plain_name
from posecoach.reports.table import csv_text
from posecoach.reports.workouts import LoggedSet, Workout, numbered

Unit = Literal["kgs", "lbs"]

LB_PER_KG = 2.20462262185

STRONG = (
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Reps",
    "Distance",
    "Seconds",
    "Notes",
    "Workout Notes",
    "RPE",
)

HEVY = (
    "title",
    "start_time",
    "end_time",
    "description",
    "exercise_title",
    "superset_id",
    "exercise_notes",
    "set_index",
    "set_type",
    "weight_kg",
    "reps",
    "distance_km",
    "duration_seconds",
    "rpe",
)

FITNOTES = (
    "Date",
    "Exercise",
    "Category",
    "Weight",
    "Weight Unit",
    "Reps",
    "Distance",
    "Distance Unit",
    "Time",
    "Comment",
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English whatever the user's language: a month's name in the file is part of the form."""

NAMES: dict[tuple[str, str], str] = {
    ("push_up", ""): "Push Up",
    ("push_up", "on_knees"): "Kneeling Push Up",
    ("push_up", "incline"): "Incline Push Up",
    ("push_up", "decline"): "Decline Push Up",
    ("push_up", "diamond"): "Diamond Push Up",
    ("pull_up", ""): "Pull Up",
    ("pull_up", "chin_up"): "Chin Up",
    ("squat", ""): "Squat (Bodyweight)",
    ("reverse_fly", ""): "Reverse Fly (Band)",
}
"""Names in the logs by exercise and variant; a variant without one bears its exercise's."""

STRONG_NAMES = NAMES | {
    ("push_up", "on_knees"): "Push Up (Knees)",
    ("dumbbell_row", ""): "Bent Over Row (Dumbbell)",
}

HEVY_NAMES = NAMES | {
    ("push_up", "incline"): "Incline Push Ups",
    ("push_up", "narrow"): "Push Up - Close Grip",
    ("pull_up", "wide"): "Wide Pull Up",
}

WORKOUT = "posecoach"
"""The name of a workout in the logs."""

NO_NOTE = "-"


def log_name(names: dict[tuple[str, str], str], each: LoggedSet) -> str:
    """Return the name that a log has for a set's exercise and variant."""
    given = names.get((each.exercise, each.variant)) or names.get((each.exercise, ""))
    return given or plain_name(each.exercise).title()


def strong(workouts: Iterable[Workout], unit: Unit = "kgs") -> str:
    """Sets as Strong exports them; weights in the unit, which the form does not name."""
    rows = []
    for workout, each, name, number in _rows(workouts, STRONG_NAMES):
        rows.append(
            {
                "Date": f"{workout.began:%Y-%m-%d %H:%M:%S}",
                "Workout Name": WORKOUT,
                "Duration": _duration(workout),
                "Exercise Name": name,
                "Set Order": str(number),
                "Weight": _weight(each, unit) or "0",
                "Reps": "0" if each.held else str(each.reps),
                "Distance": "0",
                "Seconds": f"{each.held:.0f}" if each.held else "0",
                "Notes": _notes(each, name),
            }
        )
    return csv_text(STRONG, rows)


def hevy(workouts: Iterable[Workout], unit: Unit = "kgs") -> str:
    """Sets as Hevy exports them."""
    weight = "weight_kg" if unit == "kgs" else "weight_lbs"
    rows = []
    for workout, each, name, number in _rows(workouts, HEVY_NAMES):
        rows.append(
            {
                "title": WORKOUT,
                "start_time": _hevy_time(workout.began),
                "end_time": _hevy_time(workout.ended),
                "exercise_title": name,
                "exercise_notes": _notes(each, name),
                "set_index": str(number - 1),
                "set_type": "normal",
                weight: _weight(each, unit),
                "reps": "" if each.held else str(each.reps),
                "duration_seconds": f"{each.held:.0f}" if each.held else "",
            }
        )
    return csv_text([weight if column == "weight_kg" else column for column in HEVY], rows)


def fitnotes(workouts: Iterable[Workout], unit: Unit = "kgs") -> str:
    """Sets in FitNotes' form, which LiftLog imports."""
    rows = []
    for _, each, name, _number in _rows(workouts, NAMES):
        row = {"Date": f"{each.began:%Y-%m-%d}", "Exercise": name, "Comment": _notes(each, name)}
        if each.held:
            row |= {"Time": f"{timedelta(seconds=round(each.held))}"}
        else:
            row |= {"Weight": _weight(each, unit) or "0", "Weight Unit": unit, "Reps": str(each.reps)}
        rows.append(row)
    return csv_text(FITNOTES, rows)


LOGS: dict[str, Callable[[Sequence[Workout], Unit], str]] = {
    "strong": strong,
    "hevy": hevy,
    "liftlog": fitnotes,
    "fitnotes": fitnotes,
}
"""The writers by the names that `--export` knows."""


def _rows(
    workouts: Iterable[Workout], names: dict[tuple[str, str], str]
) -> Iterable[tuple[Workout, LoggedSet, str, int]]:
    """Yield every set with its workout, its name in the log and its number on that day."""
    pairs = [(workout, each) for workout in workouts for each in workout.sets]
    titles = [log_name(names, each) for _, each in pairs]
    numbers = numbered([each for _, each in pairs], lambda each: log_name(names, each))
    for (workout, each), title, number in zip(pairs, titles, numbers, strict=True):
        yield workout, each, title, number


def _weight(each: LoggedSet, unit: Unit) -> str:
    """Return the weight lifted, in the unit; empty where it was not given."""
    if math.isnan(each.weight_kg):
        return ""
    return f"{round(each.weight_kg * (LB_PER_KG if unit == 'lbs' else 1.0), 2):g}"


def _notes(each: LoggedSet, name: str) -> str:
    """Return what the logs have no column for; never empty."""
    variant = plain_name(each.variant)
    said = [each.note] if each.note else []
    said += [variant] if variant and variant.lower() not in name.lower() else []
    if each.partial:
        said.append(f"{each.partial} partial")
    if not math.isnan(each.rest_before):
        said.append(f"after {each.rest_before:.0f} s rest")
    said += [f"{plain_name(fault)} x{count}" for fault, count in each.faults]
    return ", ".join(said) or NO_NOTE


def _duration(workout: Workout) -> str:
    minutes = max(1, round((workout.ended - workout.began).total_seconds() / 60.0))
    return f"{minutes // 60}h {minutes % 60}m" if minutes >= 60 else f"{minutes}m"  # noqa: PLR2004


def _hevy_time(when: datetime) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when:%Y, %H:%M}"
