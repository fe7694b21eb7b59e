"""Looking at a recording with hindsight: a file is not a camera, its end is known.

The same coach goes through the poses twice. The first time, as if live, it learns how far this person
moves; the second time it knows that from the first repetition on, and waits for each one's end.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence

from posecoach.core.coach import Coach
from posecoach.core.events import RepCompleted
from posecoach.core.exercise import Exercise
from posecoach.core.pose import Pose
from posecoach.core.record import Record

Poses = Iterable[tuple[float, Pose | None]]


def watch(poses: Poses, coach: Coach) -> Record:
    """The record of a coach that sees these poses as they come."""
    record = Record()
    for t, pose in poses:
        record.add(coach.step(t, pose))
    record.close(coach.finish())
    return record


def review(poses: Callable[[], Poses], exercises: Sequence[Exercise], variant: str = "") -> Record:
    """The record of a recording, made with hindsight.

    Args:
        poses: called for each pass, gives the same (t, pose) pairs each time.
        exercises: what may be done in it; one, where it is known.
        variant: the variant asked for, whose rules then apply.
    """
    first = watch(poses(), Coach(exercises, variant, patient=True))
    known = travels(first)
    usual = {name: statistics.median(values) for name, values in known.items()}
    counts = {name: len(values) for name, values in known.items()}
    return watch(poses(), Coach(exercises, variant, patient=True, usual=usual, counts=counts))


def travels(record: Record) -> dict[str, list[float]]:
    """The travels of a record's full repetitions, by exercise."""
    found: dict[str, list[float]] = {}
    for event in record.events:
        if isinstance(event, RepCompleted):
            found.setdefault(event.exercise, []).append(event.travel)
    return found
