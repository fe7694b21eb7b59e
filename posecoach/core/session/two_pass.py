"""Looking at a recording with hindsight: a file is not a camera, its end is known.

The same coach goes through the poses twice. The first time, as if live, it learns how far this person
moves; the second time it knows that from the first repetition on, and waits for each one's end. What was
measured the first time is not measured again.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence

from posecoach.core.counting.exercise_classifier import FirstPassStats
from posecoach.core.events import RepCompleted
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import FrameAnalysis, FrameAnalyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.reading_cache import ReadingCache
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
    coach, analyzer, cache = Coach(exercises, variant, wait_for_end=True), FrameAnalyzer(), ReadingCache()
    first = _coached((cache.keep(analyzer.step(t, pose)) for t, pose in poses()), coach)
    again = Coach(exercises, variant, wait_for_end=True, first_pass=first_pass_stats(first, coach))
    return _coached(cache.again(poses()), again)


def _coached(analyses: Iterable[FrameAnalysis], coach: Coach) -> Record:
    record = Record()
    for analysis in analyses:
        events = coach.follow(analysis)
        record.note(analysis.t, coach.progress, events, seen=analysis.pose is not None)
    record.close(coach.finish())
    return record


def first_pass_stats(record: Record, coach: Coach) -> FirstPassStats:
    """What a coach and its record show to one who looks a second time."""
    travels: dict[str, list[float]] = {}
    counted: dict[str, list[float]] = {}
    for event in record.events:
        if isinstance(event, RepCompleted):
            travels.setdefault(event.exercise, []).append(event.rom)
            counted.setdefault(event.exercise, []).append(event.t)
    median_rom = {name: statistics.median(values) for name, values in travels.items()}
    return FirstPassStats(median_rom, counted, coach.refused)
