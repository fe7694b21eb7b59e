"""Looking at a recording with hindsight: a file is not a camera, its end is known.

The same coach goes through the poses twice. The first time, as if live, it learns how far this person
moves; the second time it knows that from the first repetition on, and waits for each one's end. What was
measured the first time is not measured again.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence

from posecoach.core.counting.exercise_classifier import Hindsight
from posecoach.core.events import RepCompleted
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import Eye, Sight
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.reading_cache import Notes
from posecoach.core.session.coach import Coach
from posecoach.core.session.record import Record

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
    coach, eye, notes = Coach(exercises, variant, patient=True), Eye(), Notes()
    first = _followed((notes.keep(eye.step(t, pose)) for t, pose in poses()), coach)
    again = Coach(exercises, variant, patient=True, hindsight=learnt(first, coach))
    return _followed(notes.again(poses()), again)


def _followed(sights: Iterable[Sight], coach: Coach) -> Record:
    record = Record()
    for sight in sights:
        events = coach.follow(sight)
        record.note(sight.t, coach.progress, events, seen=sight.pose is not None)
    record.close(coach.finish())
    return record


def learnt(record: Record, coach: Coach) -> Hindsight:
    """What a coach and its record show to one who looks a second time."""
    travels: dict[str, list[float]] = {}
    counted: dict[str, list[float]] = {}
    for event in record.events:
        if isinstance(event, RepCompleted):
            travels.setdefault(event.exercise, []).append(event.travel)
            counted.setdefault(event.exercise, []).append(event.t)
    usual = {name: statistics.median(values) for name, values in travels.items()}
    return Hindsight(usual, counted, coach.refused)
