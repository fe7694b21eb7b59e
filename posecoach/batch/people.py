"""Analyzes a video: the one in it who exercises, or everybody.

A survey finds the people; each is then followed in a pass of their own.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from posecoach.batch.identity import (
    images_in_mirrors,
    is_alone,
    is_of,
    left_behind,
    stays_at,
    went_to_another,
)
from posecoach.batch.job import Job, analyze_followed, build_record, landmarks_of
from posecoach.batch.progress import ProgressCallback, of_further_look
from posecoach.core.session.record import Record
from posecoach.media.clips import RECORDING
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.person_lock import PEOPLE, Box
from posecoach.tracking.plausibility import MIN_FRAMES, STILL, plausibility, reach
from posecoach.tracking.segments import ALL, TrackedSegment
from posecoach.tracking.survey import Person

Result = tuple[Record, Track]
"""A record and its landmarks."""

SURE_REPS, SURE_HOLD_S = 3, 5.0
"""Repetitions, or s held, from which somebody is known to exercise."""

LIKELY_REPS = 2
"""Repetitions in a first scan from which more may come to light."""

MAX_OTHERS = 3
"""People who are tried in the place of one who does not exercise: those most likely to do so."""

MAX_PEOPLE = 9
"""People who can be named by their number."""

FOLLOWING = "{} people in the picture; following number {} from the left, who exercises"
NOT_COUNTED = "{} people in the picture; nothing counted of number {}"
MIRRORED = "number {} from the left moves as in a mirror, and was not counted"
ONE_RECORDED = "--everyone is for videos: a recording is of one person"
"""Notes for the user."""


def analyze(path: Path, job: Job, on_progress: ProgressCallback = lambda _t: None) -> Result:
    """Return the record and the landmarks of the one who exercises in a video."""
    record, found, job = analyze_followed(path, job, on_progress)
    if is_in_doubt(path, job, record, found):
        return who_exercises(path, job, (record, found.track), on_progress)
    return record, found.track


def records(paths: Sequence[Path], job: Job) -> list[Record]:
    """Return the record of each video, in order."""
    return [analyze(path, job)[0] for path in paths]


def is_in_doubt(path: Path, job: Job, record: Record, found: TrackedSegment) -> bool:
    """Return True where somebody else than the one who was followed may be the one who exercises."""
    if job.reading.person or path.suffix.lower() == RECORDING:
        return False
    if found.athlete_left or left_behind(record, found.track):
        return True
    return not exercises(record) and (found.others or (not record.sets and stands_still(found.track)))


def exercises(record: Record) -> bool:
    """Return True where a record is plainly of somebody who exercises."""
    return reps(record) >= SURE_REPS or any(each.held >= SURE_HOLD_S for each in record.sets)


def stands_still(track: Track) -> bool:
    """Return True where somebody was seen who moved less than any exercise does: a bystander, or a picture."""
    seen = track.image[~np.isnan(track.image[:, 0, 0])]
    return len(seen) >= MIN_FRAMES and reach(seen) < STILL


def reps(record: Record) -> int:
    """Return the number of full repetitions."""
    return sum(len(each.reps) for each in record.sets)


def who_exercises(
    path: Path, job: Job, followed: Result, on_progress: ProgressCallback = lambda _t: None
) -> Result:
    """Return the result of the one who exercises: of the one who was followed, where nobody else does more.

    Args:
        path: the video.
        job: its settings.
        followed: the result of the one who was followed.
        on_progress: called with moments beyond the end of the video: others are looked at after the first look.
    """
    from posecoach.batch.survey import everybody, first_looks
    from posecoach.batch.track_segment import OTHERS

    record, track = followed
    first, survey = (of_further_look(on_progress, track, [ALL], looks)[0] for looks in (1, 2))
    if is_alone(first_looks(path, job.model, job.reading, first), track):
        return followed
    there = everybody(path, job.model, job.reading, survey)[:MAX_PEOPLE]
    for looks, i in enumerate(_likely(there, job, track, left_behind(record, track)), start=3):
        his = job_of(i + 1, job)
        quick = landmarks_of(path, his, of_further_look(on_progress, track, [ALL], looks)[0])
        if reps(build_record(path, his, quick)) < LIKELY_REPS:
            continue
        result = of_number(path, his, first_scan=quick)
        if exercises(result[0]) and reps(result[0]) > reps(record):
            result[0].notes += [FOLLOWING.format(len(there), i + 1), OTHERS]
            result[0].person = 0
            return result
    return followed


def _likely(there: Sequence[Person], job: Job, track: Track, home: Box | None = None) -> list[int]:
    """Return which of several people may exercise, the likeliest first, without the one whose landmarks are known.

    Whoever is where a set was done that the landmarks did not stay at is likelier than all others.
    """
    at_home = {i for i, person in enumerate(there) if home and stays_at(person, home)}
    others = {
        i: math.inf if i in at_home else min(plausibility(person, job.exercises), 1.0)
        for i, person in enumerate(there)
        if len(there) > 1 and (i in at_home or not is_of(person, track))
    }
    likely = sorted((i for i in others if others[i] > 0.0), key=lambda i: (-others[i], -there[i].length))
    return likely[:MAX_OTHERS]


def analyze_everyone(path: Path, job: Job, on_progress: ProgressCallback = lambda _t: None) -> list[Result]:
    """Return the record and landmarks of everybody who exercises in a video, from left to right.

    Where nobody does, those of the one nearest to the camera.
    """
    from posecoach.batch.survey import everybody
    from posecoach.media.video import duration_of

    recorded = path.suffix.lower() == RECORDING
    there = () if recorded else everybody(path, job.model, job.reading)[:MAX_PEOPLE]
    if len(there) < 2:  # noqa: PLR2004 - one alone
        record, found, _ = analyze_followed(path, job, on_progress)
        record.person = 1
        record.notes += [ONE_RECORDED] if recorded else []
        return [(record, found.track)]
    end = duration_of(path, job.reading)[2]
    known = end if math.isfinite(end) else 0.0
    results: dict[int, Result] = {}
    # The nearest one first: whichever way is up for them is up for all.
    for i in sorted(range(len(there)), key=lambda i: -there[i].length):
        done = len(results) * known

        def progress(t: float, done: float = done) -> None:
            on_progress((done + min(t, known)) / len(there))

        record, track = of_number(path, job_of(i + 1, job), progress)
        results[i] = record, track
        if job.reading.rotate is None:
            job = replace(job, reading=job.reading.turned(record.rotate))
            if record.rotate:
                upright = analyze_everyone(path, job, on_progress)
                upright[0][0].notes += record.notes
                return upright
    return counted_of([results[i] for i in range(len(there))], there)


def counted_of(results: Sequence[Result], there: Sequence[Person]) -> list[Result]:
    """Return the results of those who exercise, with a note on the others."""
    images = images_in_mirrors([record for record, _ in results], [each.length for each in there])
    strayed = [i for i, (_, track) in enumerate(results) if went_to_another(track, there[i], there)]
    counted = [
        result for i, result in enumerate(results) if result[0].sets and i not in images and i not in strayed
    ]
    idle = [
        str(record.person)
        for i, (record, _) in enumerate(results)
        if i in strayed or (not record.sets and i not in images)
    ]
    if not counted:
        counted = [results[max(range(len(there)), key=lambda i: there[i].length)]]
    notes = counted[0][0].notes
    notes += [NOT_COUNTED.format(len(there), " and ".join(idle))] if idle else []
    notes += [MIRRORED.format(i + 1) for i in images if i not in strayed]
    return counted


def job_of(number: int, job: Job) -> Job:
    """Return the job that follows one of several people, by the number from the left."""
    return replace(job, reading=replace(job.reading, person=str(number)))


def of_number(
    path: Path,
    job: Job,
    on_progress: ProgressCallback = lambda _t: None,
    first_scan: TrackedSegment | None = None,
) -> Result:
    """Return the result of one of several people, for the job that follows them."""
    record, found, _ = analyze_followed(path, job, on_progress, first_scan)
    record.person = int(job.reading.person)
    record.notes = [note for note in record.notes if PEOPLE not in note]
    return record, found.track
