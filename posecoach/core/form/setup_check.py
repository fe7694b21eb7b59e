"""Getting ready: what has to be right before one begins, as far as the landmarks can tell."""

import math
from dataclasses import dataclass, field

from posecoach.core.exercise import Exercise
from posecoach.core.pose import geometry
from posecoach.core.pose.body import IN_SIGHT, Body
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measures import View

READY_S = 1.5
"""s that the starting position must be held before it goes."""

SETUP_DROPOUT_S = 0.3
"""s that it may be lost without the wait beginning anew."""

CALM = 3.0
"""s for which an advice stands at least: one that changes every moment helps nobody."""

CUT_OFF_SHARE = 0.01
"""Share of the picture within which a landmark at its edge counts as cut off."""

MIN_EXTENT, MAX_EXTENT = 0.35, 0.97
"""The body's extent as a share of the picture: smaller, and its joints are guessed; larger, and the next
movement leaves the picture."""

TILTED = 8.0
"""Degrees by which shoulders and hips both slope, in someone who stands face on, when the camera does."""

FORESHORTENED = 1.2
"""Leg over trunk as seen below which the camera looks down steeply; 1.67 when it is level (see body.py)."""

FACE_ON_WIDTH, MAX_LEAN, MIN_KNEE = 0.6, 25.0, 165.0
"""Of someone who stands face on: shoulder width over trunk, lean in degrees, knee angle in degrees."""

DARK, BRIGHT = 40.0, 225.0
"""Mean brightness, 0 to 255, beyond which a picture is hard to read."""

NEAR_START = 0.4
"""Progress up to which the body is in the starting position."""

NEEDED_LANDMARKS = {
    "head": (Landmark.NOSE,),
    "hands": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    "hips": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "feet": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
}

STAND = {
    "side": "Turn side-on to the camera",
    "front": "Turn to face the camera",
    "oblique": "Turn half towards the camera",
}
SEEN = {"side": "from the side", "front": "from the front", "oblique": "at an angle"}


@dataclass(frozen=True, slots=True)
class SetupCheck:
    """One thing that was looked at; `good` is None while that cannot be told, `advice` what to do."""

    name: str
    good: bool | None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """How far someone is ready.

    Attributes:
        checks: in the order in which they are to be put right.
        advice: the one thing to do now.
        ready: 0 to 1: the share of the wait in the starting position.
        go: whether it starts.
    """

    checks: tuple[SetupCheck, ...]
    advice: str
    ready: float
    go: bool


@dataclass(slots=True)
class SetupGuide:
    """Leads up to the start of one exercise, or of any where it is None."""

    exercise: Exercise | None
    _since: float = field(default=math.nan, repr=False)
    _last: float = field(default=-math.inf, repr=False)
    _advice: str = field(default="", repr=False)
    _advised: float = field(default=-math.inf, repr=False)

    def step(
        self,
        t: float,
        body: Body | None,
        size: tuple[float, float],
        *,
        in_position: bool | None = None,
        progress: float = math.nan,
        view: View | None = None,
        brightness: float = math.nan,
    ) -> Guidance:
        """Take a moment at `t` seconds.

        Args:
            t: s.
            body: None where nobody is seen.
            size: width and height, px, of the picture that the body is in.
            in_position: whether the body is in the exercise's position.
            progress: 0 at the start of a repetition.
            view: from which side the camera looks.
            brightness: mean of the picture, 0 to 255; NaN where it was not measured.
        """
        checks = (
            *look(body, size, brightness),
            self._view(view, in_position=in_position),
        )
        placed = checks[0].good is True and checks[1].good is True
        starting = in_position is True and not progress > NEAR_START if self.exercise else placed
        if starting:
            self._since = t if math.isnan(self._since) else self._since
            self._last = t
        elif t - self._last > SETUP_DROPOUT_S:
            self._since = math.nan
        ready = 0.0 if math.isnan(self._since) else min((t - self._since) / READY_S, 1.0)
        return Guidance(checks, self._say(t, checks, ready), ready, ready >= 1.0)

    def _view(self, view: View | None, *, in_position: bool | None) -> SetupCheck:
        if self.exercise is None:
            return SetupCheck("any exercise", None)
        best = self.exercise.views[0]
        name = f"seen {SEEN[best]}"
        # Someone who stands and waits turns for the exercise only when it begins.
        if view is None or not in_position:
            return SetupCheck(name, None)
        return SetupCheck(name, view == best, STAND[best])

    def _say(self, t: float, checks: tuple[SetupCheck, ...], ready: float) -> str:
        wrong = [check.advice for check in checks if check.good is False]
        if ready >= 1.0:
            words = "Go"
        elif ready > 0.0:
            words = "Hold still"
        elif wrong:
            words = wrong[0]
        else:
            words = f"Take the starting position: {self.exercise.title.lower()}" if self.exercise else "Ready"
        urgent = ready > 0.0 or self._advice in {"Hold still", words}
        if urgent or t - self._advised >= CALM:
            if words != self._advice:
                self._advised = t
            self._advice = words
        return self._advice


def look(body: Body | None, size: tuple[float, float], brightness: float) -> tuple[SetupCheck, ...]:
    """What can be said of any person in any picture, the most important first."""
    light = SetupCheck("light", None)
    if brightness < DARK:
        light = SetupCheck("light", good=False, advice="More light, please: it is too dark to see you well")
    elif brightness > BRIGHT:
        light = SetupCheck("light", good=False, advice="Less light from behind: the picture is washed out")
    elif not math.isnan(brightness):
        light = SetupCheck("light", good=True)
    if body is None:
        return (
            SetupCheck("whole body", good=False, advice="Step into the picture"),
            SetupCheck("distance", None),
            SetupCheck("camera", None),
            light,
        )
    return whole_body(body, size), distance(body, size), camera(body), light


def whole_body(body: Body, size: tuple[float, float]) -> SetupCheck:
    """Whether head, hands, hips and feet are in the picture."""
    width, height = size
    cut, sides = [], set()
    for name, rows in NEEDED_LANDMARKS.items():
        points = [body.guess(row) for row in rows]
        # One hand may be hidden by the body; one that is outside of the picture is cut off.
        outside = [_outside(point, width, height) for point in points]
        if all(outside) or max(body.seen(row) for row in rows) < IN_SIGHT:
            cut.append(name)
            sides |= set(filter(None, outside))
    if not cut:
        return SetupCheck("whole body", good=True)
    if sides and sides <= {"left", "right"} and len(sides) == 1 and _extent(body, size) < MAX_EXTENT:
        return SetupCheck("whole body", good=False, advice="Move to the middle of the picture")
    verb = "is" if cut == ["head"] else "are"
    advice = "Step back" if len(cut) > 1 else f"Step back: your {cut[0]} {verb} not in the picture"
    return SetupCheck("whole body", good=False, advice=advice)


def _outside(point: geometry.Point, width: float, height: float) -> str:
    x, y = point
    if x < CUT_OFF_SHARE * width:
        return "left"
    if x > (1.0 - CUT_OFF_SHARE) * width:
        return "right"
    return "top" if y < 0.0 else "bottom" if y > height * (1.0 - CUT_OFF_SHARE / 2.0) else ""


def _extent(body: Body, size: tuple[float, float]) -> float:
    """The larger share of the picture that the body takes, across or down."""
    points = [body.guess(row) for rows in NEEDED_LANDMARKS.values() for row in rows]
    across, down = [x for x, _ in points], [y for _, y in points]
    return max((max(across) - min(across)) / size[0], (max(down) - min(down)) / size[1])


def distance(body: Body, size: tuple[float, float]) -> SetupCheck:
    """Whether the body is large enough in the picture, and not too large."""
    share = _extent(body, size)
    if share < MIN_EXTENT:
        return SetupCheck("distance", good=False, advice="Come closer")
    if share > MAX_EXTENT:
        return SetupCheck("distance", good=False, advice="Step back a little")
    return SetupCheck("distance", good=True)


def camera(body: Body) -> SetupCheck:
    """Whether the camera is level and not too high: told only by someone who stands face on."""
    shoulder, hip, ankle = (body.middle(joint) for joint in ("SHOULDER", "HIP", "ANKLE"))
    trunk = geometry.distance(shoulder, hip)
    left, right = body.guess(Landmark.LEFT_SHOULDER), body.guess(Landmark.RIGHT_SHOULDER)
    facing = trunk > 0.0 and geometry.distance(left, right) / trunk > FACE_ON_WIDTH
    feet = max(body.seen(Landmark.LEFT_ANKLE), body.seen(Landmark.RIGHT_ANKLE)) >= IN_SIGHT
    upright = geometry.lean(ankle, shoulder) < MAX_LEAN
    if not (facing and feet and upright):
        return SetupCheck("camera", None)
    slopes = [
        geometry.rise(*sorted((body.guess(a), body.guess(b))))
        for a, b in (
            (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
            (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        )
    ]
    if min(slopes) > TILTED or max(slopes) < -TILTED:
        return SetupCheck("camera", good=False, advice="Set the camera level: it is tilted")
    knees = body.middle("KNEE")
    straight = geometry.angle(hip, knees, ankle) > MIN_KNEE
    if straight and geometry.distance(hip, ankle) / trunk < FORESHORTENED:
        return SetupCheck("camera", good=False, advice="Set the camera lower: it looks down on you")
    return SetupCheck("camera", good=True)
