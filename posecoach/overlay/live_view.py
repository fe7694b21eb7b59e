"""Content of the live screen beyond the coach's status of one frame. A video needs none of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from posecoach.core.pose.people import PersonSeen
from posecoach.overlay.figures import Figure
from posecoach.words import Words, load

CueTone = Literal["fault", "praise", "hint", "next"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to say now, in plain words."""

    words: str
    tone: CueTone = "fault"


@dataclass(frozen=True, slots=True)
class Review:
    """A look back at a set.

    Attributes:
        lines: in a few words each.
        last, best: the last repetition and the best one, as figures ten times a second; none where there is none.
    """

    lines: tuple[str, ...] = ()
    last: tuple[Figure, ...] = ()
    best: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest that counts down.

    Attributes:
        left: s; 0 once it is over.
        total: s that it lasts in all.
        paused: whether the clock stands.
        next_up: what comes then, in a few words.
        detail: more on that, in a few more.
        corner: whether someone is back in position, so that the countdown makes room in a corner.
        exercise: what comes then, for its figure; empty for none.
        t: s, by which figures move.
        review: of the set before; None where there was none.
    """

    left: float
    total: float
    paused: bool = False
    next_up: str = ""
    detail: str = ""
    corner: bool = False
    exercise: str = ""
    t: float = 0.0
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """Getting ready.

    Attributes:
        advice: the one thing to do now.
        checks: what has been looked at, and whether it is as it should be; None while that is not known.
        ready: 0 to 1: how much of the wait in the starting position has passed.
        exercise: whose starting position is to be taken; empty for any.
    """

    advice: str
    checks: tuple[tuple[str, bool | None], ...] = ()
    ready: float = 0.0
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished session.

    Attributes:
        rows: what was done, how much of it, and a remark, a set or exercise each.
        total: the whole in one line.
        week: how far the goals of the week are reached; empty where there are none.
    """

    rows: tuple[tuple[str, str, str], ...]
    total: str
    week: str = ""


@dataclass(frozen=True, slots=True)
class PaceShown:
    """A tempo, or a breath, at this moment: what to do, and how far to have got, 0 to 1."""

    words: str
    reach: float


@dataclass(frozen=True, slots=True)
class Show:
    """Everything beyond the update; what is left out is taken from it, or not shown.

    Attributes:
        title: what is to be done.
        goal: repetitions wanted, or seconds of a hold; 0 for none.
        set_number: of the set under way or to come; 0 for the coach's own count.
        sets: how many there are to be; 0 where that is not known.
        elapsed: s since the session began; NaN where nobody is led through one, as in a film.
        cue: what to say now; None for the first of the update's own, "" words for nothing.
        flash: 1 at the moment something was counted, falling to 0.
        notice: what stops everything, such as a camera that has gone.
        hint: a small line of lesser importance.
        side: which side is worked on; empty for the coach's own.
        done: whether a hold has reached its goal.
        last_progress: how far the last repetition went: 1 is the standard; NaN where there is none.
        pace: the tempo or the breath that is asked for; None for none.
        people: those who are marked with a number, from left to right; none for no marks.
        words: of the user's language.
    """

    title: str = ""
    goal: float = 0.0
    set_number: int = 0
    sets: int = 0
    elapsed: float = math.nan
    cue: Cue | None = None
    flash: float = 0.0
    notice: str = ""
    hint: str = ""
    rest: Rest | None = None
    setup: Setup | None = None
    summary: Summary | None = None
    keys: bool = False
    side: str = ""
    done: bool = False
    last_progress: float = math.nan
    pace: PaceShown | None = None
    people: Sequence[PersonSeen] = ()
    words: Words = field(default_factory=load)
