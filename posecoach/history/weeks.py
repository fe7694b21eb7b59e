"""Sets gathered by the week, and what they amount to: streaks, goals met."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from posecoach.history.entries import SetEntry

if TYPE_CHECKING:
    from posecoach.history import History


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one exercise, from its Monday on. NaN where nothing is known.

    Attributes:
        monday: its first day.
        sets: how many.
        reps: full repetitions, or holds.
        best: the most full repetitions in one set.
        held: s, over all holds.
        range: the median of the sets' ranges, as a share of the exercise's usual way.
        quality: the share of the judged repetitions that broke no rule.
    """

    monday: date
    sets: int
    reps: int
    best: int
    held: float
    range: float
    quality: float


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A weekly goal and what was done of it so far, in s where it is held, else in repetitions."""

    goal: float
    done: float
    held: bool


def monday_of(day: date) -> date:
    """Return the first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks(sets: Sequence[SetEntry]) -> list[Week]:
    """Every week from the first set to the last, those without any too."""
    gathered: dict[date, list[SetEntry]] = {}
    for each in sets:
        gathered.setdefault(monday_of(each.began.date()), []).append(each)
    if not gathered:
        return []
    count = (max(gathered) - min(gathered)).days // 7 + 1
    mondays = [min(gathered) + timedelta(weeks=i) for i in range(count)]
    return [_week(monday, gathered.get(monday, [])) for monday in mondays]


def _week(monday: date, sets: Sequence[SetEntry]) -> Week:
    ranges = [each.range for each in sets if not math.isnan(each.range)]
    judged = sum(each.judged for each in sets)
    return Week(
        monday=monday,
        sets=len(sets),
        reps=sum(each.reps for each in sets),
        best=max((each.reps for each in sets), default=0),
        held=sum(each.held for each in sets),
        range=statistics.median(ranges) if ranges else math.nan,
        quality=sum(each.clean for each in sets) / judged if judged else math.nan,
    )


def streak(gathered: Sequence[Week], today: date) -> int:
    """Return how many weeks in a row had sets, up to this week or, while it has none yet, to the last one."""
    done = {week.monday for week in gathered if week.sets}
    monday = monday_of(today)
    if monday not in done:
        monday -= timedelta(weeks=1)
    count = 0
    while monday in done:
        monday -= timedelta(weeks=1)
        count += 1
    return count


def amount(week: Week) -> float:
    """Return what a weekly goal is measured by: seconds held, or else repetitions."""
    return week.held or float(week.reps)


def goal_progress(book: "History", today: date) -> dict[str, GoalProgress]:
    """Return how far the goals of this week, from Monday on, are reached, by exercise.

    Raises:
        HistoryError: the history cannot be read.
    """
    found: dict[str, GoalProgress] = {}
    for exercise, goal in book.goals().items():
        sets = book.sets(exercise, since=monday_of(today))
        held = sum(each.held for each in sets)
        found[exercise] = GoalProgress(goal, held or float(sum(each.reps for each in sets)), held > 0.0)
    return found


def folded(gathered: Sequence[Week], keep: int = 2) -> list[Week | int]:
    """Return weeks, latest first; more than `keep` empty ones in a row become their number."""
    rows: list[Week | int] = []
    empty: list[Week] = []
    for week in (*reversed(gathered), None):
        if week is not None and not week.sets:
            empty.append(week)
            continue
        rows += [len(empty)] if len(empty) > keep else empty
        empty = []
        if week is not None:
            rows.append(week)
    return rows
