"""Training logs: whole workouts, from clips just analyzed or from the history."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from posecoach.reports.workouts import LoggedSet, Workout, workouts

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
