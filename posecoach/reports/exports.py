"""Records in the forms that other software reads.

What was checked, on public documentation and readers of these files in November 2026:

- Strong: `Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout
  Notes,RPE`, one row a set, dates as `2026-03-12 18:00:00` in local time, the duration as `25m` or
  `1h 5m`. This is what Strong exports, and what other logs, Hevy among them, take as "a Strong file".
- Hevy: `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,
  set_type,weight_kg,reps,distance_km,duration_seconds,rpe`, one row a set, times as `12 Mar 2026, 18:00`
  with English months, sets counted from 0. This is what Hevy exports and what readers of Hevy files take;
  Hevy's own import takes Strong's.
- LiftLog: its own CSV is for reading only. What it imports (its `docs/CsvImport.md`) is FitNotes' form:
  `Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment`, dates as
  `2026-03-12`. It passes over rows without a weight or repetitions: sets with the body alone weigh 0,
  and holds, which it cannot take, stay in the file with their time.

Weights are the body's own, which none of these logs wants to know: 0, or empty.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta  # noqa: TID251 - a type, and sums; no clock is asked

from posecoach.core.session.record import Record, SetRecord
from posecoach.reports.format import plain_name
from posecoach.reports.table import csv_text

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

LIFTLOG = (
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

LOG_NAMES = {
    "push_up": "Push Up",
    "pull_up": "Pull Up",
    "squat": "Squat (Bodyweight)",
}
"""What the logs call an exercise, where that is not simply its name in capitals."""

WORKOUT = "posecoach"
"""The name of a workout in the logs."""


@dataclass(frozen=True, slots=True)
class Workout:
    """A record and when it began, in local time."""

    record: Record
    when: datetime


def strong(workouts: Iterable[Workout]) -> str:
    """Sets as Strong exports them."""
    rows = []
    for workout, each, number in _sets(workouts):
        rows.append(
            {
                "Date": f"{workout.when:%Y-%m-%d %H:%M:%S}",
                "Workout Name": WORKOUT,
                "Duration": _spell(workout.record.duration),
                "Exercise Name": _title(each),
                "Set Order": str(number),
                "Weight": "0",
                "Reps": "0" if each.holds else str(len(each.reps)),
                "Distance": "0",
                "Seconds": f"{each.held:.0f}" if each.holds else "0",
                "Notes": _notes(each),
            }
        )
    return csv_text(STRONG, rows)


def hevy(workouts: Iterable[Workout]) -> str:
    """Sets as Hevy exports them."""
    rows = []
    for workout, each, number in _sets(workouts):
        end = workout.when + timedelta(seconds=workout.record.duration)
        rows.append(
            {
                "title": WORKOUT,
                "start_time": _hevy_time(workout.when),
                "end_time": _hevy_time(end),
                "exercise_title": _title(each),
                "exercise_notes": _notes(each),
                "set_index": str(number - 1),
                "set_type": "normal",
                "reps": "" if each.holds else str(len(each.reps)),
                "duration_seconds": f"{each.held:.0f}" if each.holds else "",
            }
        )
    return csv_text(HEVY, rows)


def liftlog(workouts: Iterable[Workout]) -> str:
    """Sets in the form that LiftLog imports."""
    rows = []
    for workout, each, _ in _sets(workouts):
        row = {"Date": f"{workout.when:%Y-%m-%d}", "Exercise": _title(each), "Comment": _notes(each)}
        if each.holds:
            row |= {"Time": f"{timedelta(seconds=round(each.held))}"}
        else:
            row |= {"Weight": "0", "Weight Unit": "kg", "Reps": str(len(each.reps))}
        rows.append(row)
    return csv_text(LIFTLOG, rows)


def _sets(workouts: Iterable[Workout]) -> Iterable[tuple[Workout, SetRecord, int]]:
    """Every set, and the how-manieth of its exercise in its workout it is, from 1."""
    for workout in workouts:
        counts: dict[str, int] = {}
        for each in workout.record.sets:
            counts[_title(each)] = counts.get(_title(each), 0) + 1
            yield workout, each, counts[_title(each)]


def _title(each: SetRecord) -> str:
    return LOG_NAMES.get(each.exercise) or plain_name(each.exercise).title()


def _notes(each: SetRecord) -> str:
    """What the logs have no column for."""
    said = [plain_name(each.variant)] if each.variant else []
    if each.partial:
        said.append(f"{len(each.partial)} partial")
    if not math.isnan(each.rest_before):
        said.append(f"after {each.rest_before:.0f} s rest")
    said += [f"{plain_name(name)} x{count}" for name, count in each.faults.items()]
    return ", ".join(said)


def _spell(duration: float) -> str:
    minutes = max(1, round(duration / 60.0))
    return f"{minutes // 60}h {minutes % 60}m" if minutes >= 60 else f"{minutes}m"  # noqa: PLR2004


def _hevy_time(when: datetime) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when:%Y, %H:%M}"
