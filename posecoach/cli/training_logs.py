"""Training logs: whole workouts, from clips just analyzed or from the history."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.reports.workouts import GAP_S, LoggedSet, Workout, workouts

if TYPE_CHECKING:
    from posecoach.history import SetEntry


def logged(entries: "Iterable[SetEntry]") -> list[LoggedSet]:
    """Return sets of the history as the logs take them."""
    return [
        LoggedSet(
            exercise=each.exercise,
            variant=each.variant,
            reps=each.reps,
            partial=each.partial,
            held=each.held,
            faults=each.faults,
            began=each.began + timedelta(seconds=each.start),
            ended=each.began + timedelta(seconds=each.end),
            rest_before=each.rest_before,
            weight_kg=each.weight_kg,
            note=each.note,
            dated=each.dated,
            joined=each.joined,
            key=(each.session, each.number),
        )
        for each in entries
    ]


def targets(wanted: Sequence[str], folder: Path = Path()) -> dict[str, Path]:
    """Return the files of `--export KIND[=FILE]`, by kind.

    Raises:
        OutputError: there is no such log.
    """
    from posecoach.errors import OutputError
    from posecoach.reports.exports import LOGS

    found: dict[str, Path] = {}
    for each in wanted:
        kind, _, named = each.partition("=")
        if kind not in LOGS:
            raise OutputError(f"--export: no kind {kind!r}; it is one of {', '.join(LOGS)}")
        found[kind] = Path(named) if named else folder / f"{kind}.csv"
    return found


def whole_days(sets: Sequence[LoggedSet], gap_s: float) -> list[Workout]:
    """Return the workouts of all days on which these sets were done, with all that the history has of them.

    A log that is imported a second time, or piece by piece, then has the same sets under the same numbers.
    """
    from posecoach.history import History

    days = {each.began.date() for each in sets}
    if not days:
        return []
    # A clip that begins before midnight has its sets on the day after.
    entries = logged(History().sets(since=min(days) - timedelta(days=1), until=max(days)))
    return workouts([each for each in entries if each.began.date() in days], gap_s)


MAX_BEFORE = 3
"""Workouts before, at most, that a report compares with."""


def trends(sets: Sequence[LoggedSet], gap_s: float = GAP_S) -> dict[str, str]:
    """Return, by exercise, the best set beside those of the last workouts in the history, in a sentence.

    The workout that the sets belong to, which may have been saved just now, is none of those.
    """
    from posecoach.history import History

    if not sets:
        return {}
    first = min(each.began for each in sets)
    entries = logged(History().sets(until=first.date()))
    earlier = workouts([each for each in entries if each.began < first], gap_s)
    before = [workout for workout in earlier if (first - workout.ended).total_seconds() > gap_s]
    said = {}
    for name in dict.fromkeys(each.exercise for each in sets):
        bests = [_best(workout.sets, name) for workout in before]
        bests = [best for best in bests if best > 0][-MAX_BEFORE:]
        if bests:
            unit = " s" if any(each.held for each in sets if each.exercise == name) else ""
            now = f"{_best(sets, name):.0f}{unit}"
            told = ", ".join(f"{best:.0f}" for best in bests)
            which = "workout" if len(bests) == 1 else f"{len(bests)} workouts"
            said[name] = f"Best set {now}; in the {which} before: {told}{unit}."
    return said


def _best(sets: Sequence[LoggedSet], exercise: str) -> float:
    return max((each.held or float(each.reps) for each in sets if each.exercise == exercise), default=0.0)
