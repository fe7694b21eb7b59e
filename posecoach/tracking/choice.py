"""Chooses who is coached when several people are in front of a camera. It sees no pictures.

Until somebody has done a set it is the one who exercises, else the nearest and most central one. From then on it is
that one; where somebody else is followed by mistake, the one at the set's place is taken up again.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from posecoach.core.events import HoldStarted, Rep, Verdict
from posecoach.core.exercise import Exercise
from posecoach.core.pose.landmarks import Landmark, Pose
from posecoach.core.session.status import Update
from posecoach.tracking.person_lock import AT_HOME, HAND_OVER_S, Box, apart
from posecoach.tracking.plausibility import MOVES, plausibility, reach
from posecoach.tracking.survey import Person, Sighting

LOOK_BACK_S = 8.0
"""s of sightings that tell who exercises: two slow repetitions."""

FORGET_S = 3.0
"""s after which one who is not seen has left."""

PLAINER = 1.3
"""Times that somebody is plainer in the picture, by size and place, who is coached in another's stead."""

OFF_CENTRE = 0.5
"""Share of its size that a body at the picture's edge counts less than one in the middle."""

STAYS_S, STAYS = 1.0, 0.25
"""s in which one who does not only walk by moves so many body lengths at most; a walker goes 0.8 in a second."""

LIVES = 0.02
"""Body lengths that joints of a living person move who stands still; those of a poster less than 0.01."""

MIN_SIGHTINGS = 6
"""Sightings that tell whether somebody exercises."""

LIKE = 0.6
"""Share of a length from which one who is at the set's place may be the one who did it."""

SIGN_S = 0.4
"""s for which both hands are above the head of one who wants to be coached."""

URGENT_S, SEVERAL_S, ALONE_S, BUSY_S = 0.4, 0.4, 1.5, 6.0
"""s between two looks for other people: while the one who is followed is not where the set is; while nobody has done
a set and there are others; while there are none; and in a set."""


@dataclass(slots=True)
class _Seen:
    """One of those in the picture, with the sightings of the last seconds."""

    sightings: deque[Sighting] = field(default_factory=deque)

    def add(self, t: float, pose: Pose) -> None:
        """Take where they were at `t` seconds."""
        self.sightings.append(Sighting(t, Box.of(pose.image), pose))
        while t - self.sightings[0].t > LOOK_BACK_S:
            self.sightings.popleft()

    @property
    def last(self) -> Sighting:
        """The latest of them."""
        return self.sightings[-1]

    def exercises(self, known: Sequence[Exercise]) -> bool:
        """Return whether they move as one of these exercises does."""
        if len(self.sightings) < MIN_SIGHTINGS:
            return False
        return plausibility(Person(list(self.sightings)), known) >= MOVES

    def stays(self) -> bool:
        """Return whether they are there for good, and no picture on a wall."""
        t, box = self.last.t, self.last.box
        lately = [each for each in self.sightings if t - each.t <= 2.0 * STAYS_S]
        if t - lately[0].t < STAYS_S:
            return False
        far = max(math.hypot(*np.subtract(_middle(each.box), _middle(box))) for each in lately)
        poses = np.stack([each.pose.image for each in lately if each.pose is not None])
        return far <= STAYS * box.length and reach(poses) >= LIVES

    def beckons(self) -> bool:
        """Return whether both hands have been above the head for a moment."""
        t = self.last.t
        lately = [each for each in self.sightings if t - each.t <= 2.0 * SIGN_S]
        return t - lately[0].t >= SIGN_S and all(_hands_up(each.pose) for each in lately)


class Choice:
    """Says when to follow somebody else.

    Args:
        exercises: those that may be done.

    Attributes:
        others: everybody else who is in the picture, where they were last.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._known = [each for each in exercises if each.signal is not None]
        self._own = _Seen()
        self._others: list[_Seen] = []
        self._box: Box | None = None
        self._seen_at = self._looked_at = -math.inf
        self._home: Box | None = None
        self._proven = self._in_set = False

    @property
    def others(self) -> list[Box]:
        """Boxes of everybody else in the picture, px."""
        return [each.last.box for each in self._others]

    def step(self, update: Update) -> None:
        """Take what followed from a frame."""
        t, pose, self._in_set = update.t, update.pose, update.status.is_real_set
        if t - self._seen_at > HAND_OVER_S:
            self._proven = False  # whoever comes now need not be the same
        if pose is None:
            return
        self._box, self._seen_at = Box.of(pose.image), t
        if any(_is_done(event) for event in update.events):
            self._home, self._proven = self._box, self._proven or self._in_set

    def due(self, t: float) -> bool:
        """Return whether to look for other people at `t` seconds; never while nobody is followed."""
        if self._box is None or t - self._seen_at > SEVERAL_S:
            return False
        if self._in_set:
            wait = URGENT_S if self._strayed() else BUSY_S
        else:
            wait = SEVERAL_S if self._others or self._strayed() else ALONE_S
        return t - self._looked_at >= wait

    def looked(self, t: float) -> None:
        """Take note that a look was begun at `t` seconds."""
        self._looked_at = t

    def found(self, t: float, own: Pose, others: Sequence[Pose], size: tuple[int, int]) -> Box | None:
        """Take what a look at `t` seconds has found; return where the one is who is to be followed from now on.

        Args:
            t: s.
            own: of the one who is followed.
            others: of everybody else.
            size: width and height of the picture, px.
        """
        self._own.add(t, own)
        for pose in others:
            self._link(t, pose)
        self._others = [each for each in self._others if t - each.last.t <= FORGET_S]
        here = [each for each in self._others if each.last.t == t]
        chosen = self._at_home(here)
        if chosen is not None:
            self._follow(chosen.last.box)
            return chosen.last.box
        if self._in_set:
            return None
        chosen = next((each for each in here if each.beckons()), None)
        if chosen is not None:
            return self.wish(chosen.last.box)
        if not self._proven:
            chosen = self._who_exercises(here) or self._plainest(here, size)
        if chosen is None:
            return None
        self._follow(chosen.last.box)
        self._home = None
        return chosen.last.box

    def wish(self, box: Box) -> Box:
        """Take note that the one in this box asked to be coached, and return it."""
        self._follow(box)
        self._home, self._proven = None, True
        return box

    def _follow(self, box: Box) -> None:
        """Begin anew with another one."""
        self._own, self._others, self._box = _Seen(), [], box

    def _link(self, t: float, pose: Pose) -> None:
        box = Box.of(pose.image)
        known = (each for each in self._others if not apart(each.last.box, box, t - each.last.t))
        seen = next((each for each in known if each.last.t < t), None)
        if seen is None:
            seen = _Seen()
            self._others.append(seen)
        seen.add(t, pose)

    def _strayed(self) -> bool:
        """Return whether the one who is followed is not where the last set was done."""
        return self._box is not None and self._home is not None and self._box.shared(self._home) < AT_HOME

    def _at_home(self, here: Sequence[_Seen]) -> _Seen | None:
        """Return who is where the set was done while somebody else is followed elsewhere."""
        home = self._home
        if home is None or not self._strayed():
            return None
        for each in here:
            box = each.last.box
            like = LIKE < box.length / home.length < 1.0 / LIKE
            if like and box.shared(home) >= AT_HOME and (self._in_set or each.stays()):
                return each
        return None

    def _who_exercises(self, here: Sequence[_Seen]) -> _Seen | None:
        if not self._known or self._own.exercises(self._known):
            return None
        return next((each for each in here if each.exercises(self._known)), None)

    def _plainest(self, here: Sequence[_Seen], size: tuple[int, int]) -> _Seen | None:
        """Return who stands nearer and more in the middle than the one who is followed and does nothing."""
        if self._known and self._own.exercises(self._known):
            return None
        needed = PLAINER * _plainness(self._own.last.box, size)
        plainer = [each for each in here if each.stays() and _plainness(each.last.box, size) > needed]
        return max(plainer, key=lambda each: _plainness(each.last.box, size), default=None)


def _is_done(event: object) -> bool:
    counted = isinstance(event, Rep) and event.verdict is Verdict.COUNTED
    return counted or isinstance(event, HoldStarted)


def _plainness(box: Box, size: tuple[int, int]) -> float:
    off = min(abs(2.0 * _middle(box)[0] / size[0] - 1.0), 1.0)
    return box.length * (1.0 - OFF_CENTRE * off)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0


def _hands_up(pose: Pose | None) -> bool:
    if pose is None:
        return False
    heights = pose.image[:, 1]
    hands = max(heights[Landmark.LEFT_WRIST], heights[Landmark.RIGHT_WRIST])
    seen = min(pose.visibility[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, Landmark.NOSE]])
    return bool(hands < heights[Landmark.NOSE] and seen >= 0.5)  # noqa: PLR2004
