"""Tells whether landmarks are a person's, another's, or those of an image in a mirror."""

import math
from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np

from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.record import Record
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.person_lock import AT_HOME, Box, apart
from posecoach.tracking.survey import Person, Sighting, once

NEARLY_ALL = 0.8
"""Share of a survey's pictures in which somebody was where a track has them, from which it is theirs."""

MOSTLY = 0.6
"""Share of the pictures, of a box and of a length from which landmarks are those of a body that a survey saw."""

STRAYED_S = 2.0
"""s, at least, that landmarks end away from where the last set was done, from which the tracker may have gone along
with somebody who walked through the picture."""

MIRROR_S = 0.12
"""s between the turns of somebody and of their image in a mirror, mostly: tracking differs by less."""

MANY_TURNS = 3
"""Movements that turn at the same moments from which it is no chance."""


def is_of(person: Person, track: Track) -> bool:
    """Return True where landmarks are a person's, nearly wherever the survey saw them."""
    here = 0
    for sight in person.sightings:
        i = int(np.abs(track.t - sight.t).argmin())
        seen = not np.isnan(track.image[i, 0, 0])
        here += seen and not apart(sight.box, Box.of(track.image[i]), abs(float(track.t[i]) - sight.t))
    return here >= NEARLY_ALL * len(person.sightings)


def is_alone(looks: Iterable[tuple[float, Sequence[Pose]]], track: Track) -> bool:
    """Return True where pictures show nobody but the one whose landmarks these are.

    Args:
        looks: the moment of each picture, s, and the bodies found in it, px; some maybe twice.
        track: the landmarks.
    """
    seen = [(t, once(bodies)) for t, bodies in looks]
    sightings = [Sighting(t, Box.of(body.image)) for t, bodies in seen for body in bodies]
    return all(len(bodies) <= 1 for _, bodies in seen) and is_of(Person(sightings), track)


def went_to_another(track: Track, own: Person, there: Sequence[Person]) -> bool:
    """Return True where landmarks are mostly those of another who was seen more often: the person has left."""
    return any(
        len(other.sightings) > len(own.sightings)
        and sum(_covers(track, sight) for sight in other.sightings) >= MOSTLY * len(other.sightings)
        for other in there
        if other is not own
    )


def left_behind(record: Record, track: Track) -> Box | None:
    """Return where the last set was done, px, if landmarks end, for some time, away from there; else None."""
    reps = [rep for each in record.sets for rep in each.reps]
    if not reps:
        return None
    seen, last = ~np.isnan(track.image[:, 0, 0]), reps[-1]
    during = seen & (track.t >= np.nanmin([last.start, last.turn])) & (track.t <= last.seen_to)
    after = np.flatnonzero(seen & (track.t > last.seen_to))
    if not during.any() or len(after) == 0:
        return None
    home = Box.of(track.image[during].reshape(-1, 2))
    there = [i for i in after if Box.of(track.image[i]).shared(home) >= AT_HOME]
    since = track.t[there[-1]] if there else last.seen_to
    return home if track.t[after[-1]] - since >= STRAYED_S else None


def stays_at(person: Person, home: Box) -> bool:
    """Return True where a survey mostly saw somebody at a place."""
    return median(each.box.shared(home) for each in person.sightings) >= AT_HOME


def _covers(track: Track, sight: Sighting) -> bool:
    """Return True where landmarks lie on a body that a survey saw, and are about as large."""
    i = int(np.abs(track.t - sight.t).argmin())
    if np.isnan(track.image[i, 0, 0]):
        return False
    box = Box.of(track.image[i])
    return box.shared(sight.box) > MOSTLY and MOSTLY < box.length / sight.box.length < 1.0 / MOSTLY


def images_in_mirrors(records: Sequence[Record], lengths: Sequence[float]) -> list[int]:
    """Return which of several people are another's image in a mirror: they turn when the other does, and are smaller.

    Args:
        records: one of each.
        lengths: of their bodies in the picture, px.
    """
    turns = [[(rep.exercise, rep.turn) for each in record.sets for rep in each.reps] for record in records]
    return [
        i
        for i, some in enumerate(turns)
        if any(
            _in_time(some, turns[j]) and (lengths[i], -i) < (lengths[j], -j)
            for j in range(len(turns))
            if j != i
        )
    ]


def _in_time(some: Sequence[tuple[str, float]], others: Sequence[tuple[str, float]]) -> bool:
    """Return True where so many movements of one exercise turn at the same moments that it is no chance."""
    if min(len(some), len(others)) < MANY_TURNS:
        return False
    away = (
        min((abs(t - other) for name, other in others if name == exercise), default=math.inf)
        for exercise, t in some
    )
    return median(away) < MIRROR_S
