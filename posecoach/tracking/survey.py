"""Finds everybody in a video by a coarse survey: a few pictures, searched in parts, and who is who in them.

Each person is then followed in a pass of their own, kept to by the places at which the survey saw them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from posecoach.core.pose.landmarks import Landmark, Points, Pose
from posecoach.tracking.person_lock import Box, apart
from posecoach.tracking.tiles import WHOLE_PICTURE, Tile

SURVEY_TILES: tuple[Tile, ...] = (
    WHOLE_PICTURE,
    (0.0, 0.0, 0.6, 1.0),
    (0.4, 0.0, 1.0, 1.0),
    (0.0, 0.0, 0.4, 1.0),
    (0.3, 0.0, 0.7, 1.0),
    (0.6, 0.0, 1.0, 1.0),
)
"""Parts of a picture that are searched each by itself: the detector finds but the largest of those near it."""

LOOKS, EVERY_S = 10, 1.0
"""Pictures that are searched at most, and s between two at least."""

OFTEN = 0.3
"""Share of the pictures, and two at least, in which somebody is found who is no passer-by or misread chair."""

SMALLEST = 0.3
"""Of the largest person's length: who is smaller is far away, or a picture on a screen or a wall."""

SAME_TRUNK = 0.12
"""Body lengths by which the shoulders and hips of one body differ that is found twice in one picture."""

WITHIN = 0.6
"""Share of the smaller of two boxes in the larger from which they are one body, cut by a part's edge."""

BESIDE, TOGETHER = 0.25, 0.5
"""Body lengths between two people, at least, and the share of the pictures in which both are seen at once."""

TRUNK = [
    int(joint)
    for joint in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
]


@dataclass(frozen=True, slots=True)
class Sighting:
    """The box in which somebody was at `t` seconds, and how they stood there; px of the source's picture."""

    t: float
    box: Box
    pose: Pose | None = field(default=None, compare=False)


@dataclass(slots=True)
class Person:
    """One of those in a video.

    Attributes:
        sightings: where and when they were seen, in order.
    """

    sightings: list[Sighting] = field(default_factory=list)

    @property
    def length(self) -> float:
        """The body's usual length, px."""
        return float(np.median([each.box.length for each in self.sightings]))

    @property
    def middle(self) -> float:
        """The usual middle across the picture, px."""
        return float(np.median([(each.box.left + each.box.right) / 2.0 for each in self.sightings]))


Look = tuple[float, list[Pose]]
"""The moment of a picture, s, and the bodies found in it, some maybe twice."""


def people(looks: Iterable[tuple[float, Sequence[Pose]]]) -> list[Person]:
    """Return everybody in a video, from left to right.

    Whoever is far smaller than the largest is left out: a passer-by in the distance, or a picture on a screen.

    Args:
        looks: the moment of each picture, s, and the bodies found in it, px; some maybe twice.
    """
    found: list[Person] = []
    count = 0
    for t, bodies in looks:
        count += 1
        _link([Sighting(t, Box.of(each.image), each) for each in once(bodies)], found)
    often = max(2.0, OFTEN * count) if count > 1 else 1.0
    steady = [each for each in _joined(found) if len(each.sightings) >= often]
    largest = max((each.length for each in steady), default=0.0)
    return sorted((each for each in steady if each.length > SMALLEST * largest), key=lambda each: each.middle)


@dataclass(frozen=True, slots=True)
class Looks:
    """All that a survey of a video shows, by the moments that were asked for; None after the video's end."""

    found: Mapping[float, Look | None]

    @property
    def people(self) -> tuple[Person, ...]:
        """The people in the video, from left to right."""
        return tuple(people(look for look in self.found.values() if look))


def pick(who: str, everybody: Sequence[Person]) -> Person | None:
    """Return the one who is meant, or the nearest to it of those who are there; None where nobody is.

    Args:
        who: "left", "middle", "right", or a number from the left, "1" for the first.
        everybody: from left to right.
    """
    if not everybody:
        return None
    last = len(everybody) - 1
    place = int(who) - 1 if who.isdecimal() else {"left": 0, "right": last}.get(who, len(everybody) // 2)
    return everybody[min(place, last)]


def once(bodies: Sequence[Pose]) -> list[Pose]:
    """Return every body of a picture once, the most complete one of those found several times."""
    kept: list[Pose] = []
    for body in sorted(bodies, key=lambda each: -Box.of(each.image).length):
        if not any(_same(body.image, each.image) for each in kept):
            kept.append(body)
    return kept


def _same(body: Points, other: Points) -> bool:
    """Return True where two bodies of one picture are one, the second the larger."""
    box, larger = Box.of(body), Box.of(other)
    trunk = float(np.median(np.hypot(*(body[TRUNK] - other[TRUNK]).T)))
    return trunk < SAME_TRUNK * larger.length or box.shared(larger) > WITHIN


def _link(sightings: Sequence[Sighting], found: list[Person]) -> None:
    """Add what was seen in one picture to the people that it is of; new ones to the list."""
    pairs = sorted(
        (_distance(person.sightings[-1].box, sight.box), i, j)
        for i, person in enumerate(found)
        for j, sight in enumerate(sightings)
        if not apart(person.sightings[-1].box, sight.box, sight.t - person.sightings[-1].t)
    )
    people_done: set[int] = set()
    sightings_done: set[int] = set()
    for _, i, j in pairs:
        if i not in people_done and j not in sightings_done:
            found[i].sightings.append(sightings[j])
            people_done.add(i)
            sightings_done.add(j)
    found += [Person([sight]) for j, sight in enumerate(sightings) if j not in sightings_done]


def _joined(found: Sequence[Person]) -> list[Person]:
    """Return people without those who stand where another does, and are hardly ever seen beside them."""
    kept: list[Person] = []
    for person in sorted(found, key=lambda each: -len(each.sightings)):
        moments = {each.t for each in person.sightings}
        double = next(
            (
                each
                for each in kept
                if abs(each.middle - person.middle) < BESIDE * max(each.length, person.length)
                and sum(sight.t in moments for sight in each.sightings) < TOGETHER * len(moments)
            ),
            None,
        )
        if double is None:
            kept.append(person)
            continue
        known = {each.t for each in double.sightings}
        double.sightings += [each for each in person.sightings if each.t not in known]
        double.sightings.sort(key=lambda each: each.t)
    return kept


def _distance(one: Box, other: Box) -> float:
    """Return how far two boxes' middles are apart, in lengths of the larger."""
    across = (one.left + one.right - other.left - other.right) / 2.0
    down = (one.top + one.bottom - other.top - other.bottom) / 2.0
    return math.hypot(across, down) / max(one.length, other.length, 1.0)
