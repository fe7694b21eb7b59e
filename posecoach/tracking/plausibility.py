"""Tells from a few pictures of somebody whether they may be doing an exercise, before they are tracked."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from posecoach.core.counting.exercise_tracker import meets_positions
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import FrameAnalyzer
from posecoach.core.pose.reading import Reading
from posecoach.tracking.adaptive_sampling import SAMPLED_JOINTS
from posecoach.tracking.survey import Person

MOVES, SPARSELY_MOVES = 0.3, 0.15
"""Progress between the pictures of somebody in position who may be exercising; where pictures are far apart, less.

In surveys of 20 films of several people it is 0.41 and more for those who exercise, and 0.10 and less for those who
stand still. Who dances or walks is mostly out of position, and else shows less than 0.3 in squats.
"""

NEAR_START = 0.75
"""Progress up to which somebody must have been seen who may be exercising: each repetition begins at about 0."""

SPARSE_S, FAR_S = 2.0, 3.0
"""s between two pictures from which most of a set may lie between them, and from which all of it may."""

MISREAD = 2
"""Joints that may have been misread throughout."""

STILL, MIN_FRAMES = 0.12, 10
"""Body lengths that a joint of somebody who exercises moves at least, and frames that show it.

In 352 recordings of exercises it is 0.13 and more, in a film of a still picture mostly below 0.01.
"""

SLIGHT = 0.01
"""Plausibility of those of whom pictures far apart show no more than that they move."""

IN_POSITION = 2
"""Pictures, at least, that show somebody in an exercise's position."""


def plausibility(person: Person, exercises: Sequence[Exercise]) -> float:
    """Return how far somebody moves in one of some exercises, as progress; 0 where they cannot be doing any.

    Args:
        person: with the poses in which a survey saw them.
        exercises: what may be done.
    """
    analyzer = FrameAnalyzer()
    analyses = (analyzer.step(each.t, each.pose) for each in person.sightings)
    readings = [each.reading for each in analyses if each.reading is not None]
    gaps = [after.t - before.t for before, after in pairwise(person.sightings)]
    gap = median(gaps) if gaps else 0.0
    best = max((_plausible(readings, each, sparse=gap > SPARSE_S) for each in exercises), default=0.0)
    if best > 0.0 or gap <= FAR_S:
        return best
    images = [each.pose.image for each in person.sightings if each.pose]
    return SLIGHT if images and reach(np.stack(images)) >= STILL else 0.0


def reach(images: NDArray[np.floating]) -> float:
    """Return how far somebody's joints move, but for those that may have been misread, in body lengths.

    Args:
        images: (n, 33, 2), in pixels, of n frames in which somebody was seen.
    """
    joints = images[:, SAMPLED_JOINTS]
    ways = np.ptp(np.percentile(joints, (5, 95), axis=0), axis=0).max(axis=1)
    return float(np.sort(ways)[-1 - MISREAD] / np.median(np.hypot(*np.ptp(joints, axis=1).T)))


def _plausible(readings: Sequence[Reading], exercise: Exercise, *, sparse: bool) -> float:
    met = [(reading, meets_positions(exercise.positions, reading)) for reading in readings]
    needed = 1 if sparse else IN_POSITION
    if exercise.signal is None:
        # What cannot be seen of a hold's position may well be otherwise: everybody stands in some of it.
        return 1.0 if sum(in_position is True for _, in_position in met) >= needed else 0.0
    measure = exercise.signal.measure
    values = [exercise.progress(reading.raw[measure]) for reading, ok in met if ok is not False]
    values = [value for value in values if not math.isnan(value)]
    if len(values) < needed or min(values) > NEAR_START:
        return 0.0
    moved = float(np.ptp(values))
    if len(values) == 1:
        return SPARSELY_MOVES
    return moved if moved >= (SPARSELY_MOVES if sparse else MOVES) else 0.0
