"""Finds out which way up a video is, from the landmarks in it.

MediaPipe finds people at any angle, so that the landmarks of a turned picture are as good as those of an
upright one, and can be turned themselves. What they show decides: nobody hangs head down through a whole set,
does push-ups with hands and feet in the air, or squats lying on the side.
"""

import math
import statistics
from collections.abc import Sequence

import numpy as np

from posecoach.core.events import Rep
from posecoach.core.exercise import Exercise
from posecoach.core.pose.posture import Posture, Postures
from posecoach.core.session.record import Record, SetRecord
from posecoach.core.session.two_pass import review
from posecoach.tracking.landmarks_io import Track, cut, turned

# The limits below are arm lengths; they were measured on 164 clips of real people, each also turned three ways.

HALF_TURN = 180
"""Degrees."""

INVERTED = -0.75
"""Trunk below which somebody is head down; a camera above the head sees -0.5 in push-ups."""

UPRIGHT = 0.6
"""Trunk from which somebody is upright: pull-ups have 0.84 and more, push-ups upside down 0.47 at most."""

LEVEL = 0.55
"""Trunk up to which somebody is level, as in push-ups from any side but those against a wall."""

FEET_DOWN = 0.5
"""Legs from which the feet are below the hips, as in standing, squatting and rowing (0.56 and more)."""

HANDS_DOWN, HANDS_WELL_DOWN = 0.2, 0.3
"""Arms from which the hands are below the shoulders: push-ups have 0.28 and more, nearly all of them 0.49;
a single one, of which much is its bottom, 0.35."""

SLOPE = 0.16
"""Trunk and legs from which somebody hangs level below a bar: in push-ups upside down the feet are higher."""

STRAIGHT = 0.6
"""Arms that are reached at some time, in one of ten frames: push-ups have 0.71 and more, but for a few from above the head."""

SLOW = 4.0
"""s of a usual repetition from which it is more likely another movement in an upright picture."""

HEAD_LOW = -0.5
"""Trunk and legs below which shoulders are too low for a push-up, as in a sit-up upside down (-0.7)."""

END_ON = 0.6
"""Length of the trunk below which it is seen from its end."""

SURE = 3
"""Repetitions from which a picture on its side is turned; with fewer, the body is never in another position."""

LONG, THROUGHOUT = 0.5, 0.9
"""Share of the time in the exercise's position that these need."""

STEADY = ("push_up", "pull_up", "squat")
"""Exercises of which one repetition is enough: no other movement on its side was taken for one of them."""


def rotation(track: Track, record: Record, exercises: Sequence[Exercise], variant: str = "") -> int:
    """Return the degrees clockwise by which the picture has to be turned to be upright; mostly 0.

    Args:
        track: the landmarks of the video as it lies.
        record: what was found in them.
        exercises: the exercises that were looked for.
        variant: the variant asked for.
    """
    if not record.seen or any(_may_be(each, track) for each in record.sets):
        return 0
    lies = Postures.of(track.image).usual(track.size)
    best, most = 0, 0
    for degrees in (HALF_TURN, 90, 270):
        if degrees == HALF_TURN and lies.trunk > LEVEL:
            continue
        other = turned(track, degrees)
        # Looking for repetitions takes far longer than seeing that none would be reason enough.
        if degrees != HALF_TURN and all(
            _share_in_position(each.name, lies, other) <= LONG for each in exercises
        ):
            continue
        found = review(other.poses, exercises, variant).sets
        sets = [each for each in found if _may_be(each, other, strict=True)]
        count = sum(len(each.reps) for each in sets)
        if count > most and (degrees == HALF_TURN or _convincing(sets, count, lies, other)):
            best, most = degrees, count
    if not best and lies.trunk < INVERTED and lies.legs < 0.0:
        return HALF_TURN
    return best


def _may_be(one: SetRecord, track: Track, *, strict: bool = False) -> bool:
    """Return whether the body lies as it must in a set's exercise; strictly, as it mostly does."""
    postures = Postures.of(cut(track, one.start, one.end).image)
    seen = postures.usual(track.size)
    lasted = [_lasted(rep) for rep in one.reps]
    if strict and lasted and statistics.median(lasted) > SLOW:
        return False
    if one.exercise == "push_up":
        if strict:
            straight = float(np.quantile(postures.arms, 0.9)) > STRAIGHT
            return straight and seen.arms > HANDS_WELL_DOWN and seen.trunk + seen.legs > HEAD_LOW
        return seen.arms > HANDS_DOWN and (seen.trunk > INVERTED or seen.legs > FEET_DOWN)
    if one.exercise == "pull_up":
        hangs_level = seen.length > END_ON and seen.trunk + seen.legs > SLOPE
        return seen.cut_off or seen.trunk > UPRIGHT or hangs_level
    return seen.legs > FEET_DOWN


def _lasted(rep: Rep) -> float:
    """Return how long a repetition took, s; from its turning point on, twice, where its beginning was not seen."""
    since = rep.turn - (rep.end - rep.turn) if math.isnan(rep.start) else rep.start
    until = rep.turn + (rep.turn - rep.start) if math.isnan(rep.end) else rep.end
    return until - since


def _convincing(sets: Sequence[SetRecord], count: int, lies: Posture, other: Track) -> bool:
    """Return whether repetitions in a picture turned from its side are reason enough to turn it.

    Args:
        sets: those that may be.
        count: repetitions in them, one at least.
        lies: the body in the picture as it lies.
        other: the landmarks turned.
    """
    exercise = max(sets, key=lambda each: len(each.reps)).exercise
    share = _share_in_position(exercise, lies, other)
    enough = exercise in STEADY or count > 1
    return (count >= SURE and share > LONG) or (enough and share > THROUGHOUT)


def _share_in_position(exercise: str, lies: Posture, other: Track) -> float:
    """Return the share of the time, 0 to 1, that a body is as it must be in an exercise once a picture is turned.

    0 where the exercise is no reason to turn the picture from its side.

    Args:
        exercise: its name.
        lies: the body in the picture as it lies.
        other: the landmarks turned.
    """
    postures = Postures.of(other.image)
    stands = postures.usual(other.size)
    if exercise == "push_up":
        if abs(stands.trunk) > LEVEL:
            return 0.0
        if lies.trunk < INVERTED:
            return 1.0
        fits = (abs(postures.trunk) < UPRIGHT) & (postures.arms > 0.0)
    else:
        # Who sits with the legs ahead looks like one who bends down, in a picture on its side.
        if lies.trunk > UPRIGHT or stands.trunk < 0.0:
            return 0.0
        fits = (postures.trunk > 0.0) & (stands.cut_off | (postures.legs > 0.0))
    return float(np.mean(fits))
