"""Set-up before a set: leads someone into the starting position, one advice at a time."""

import math
from dataclasses import dataclass, field

from posecoach.core.exercise import Exercise
from posecoach.core.form.picture_check import BRIGHT, DARK, SetupCheck, look
from posecoach.core.pose import geometry
from posecoach.core.pose.body import Body
from posecoach.core.pose.measures import View

READY_S = 1.5
"""s that the starting position must be held before the set starts."""

SETUP_DROPOUT_S = 0.3
"""s that it may be lost without the wait beginning anew."""

MAX_DRIFT = 0.35
"""Arm lengths that shoulders or hips may move during the wait: someone who walks by moves four times as far."""

CALM = 3.0
"""s that one advice stays at least: one that changes every moment helps nobody."""

LIGHT_S = 1.0
"""s that the light must be bad before anything is said: one black frame is no dark room."""

SEEN_S = 0.5
"""s in sight after which you are no longer asked to step into the picture."""

VIEW_S = 1.0
"""s that the camera must have seen the wrong side."""

NEAR_START = 0.4
"""Progress up to which the body is in the starting position."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """State of the set-up.

    Attributes:
        checks: in the order in which they are to be put right.
        advice: key of the one thing to do now.
        ready: 0 to 1, the share of the wait in the starting position.
        go: whether the set starts.
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
    _anchor: tuple[geometry.Point, ...] = field(default=(), repr=False)
    _light_bad: float = field(default=math.nan, repr=False)
    _view_bad: float = field(default=math.nan, repr=False)
    _seen_since: float = field(default=math.nan, repr=False)
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
            *look(body, size, self._steady_light(t, brightness)),
            self._view(t, view, in_position=in_position),
        )
        if body is None:
            self._seen_since = math.nan
        elif math.isnan(self._seen_since):
            self._seen_since = t
        placed = checks[0].good is True and checks[1].good is True
        starting = in_position is True and not progress > NEAR_START if self.exercise else placed
        drifted = starting and body is not None and self._drifted(body)
        if starting:
            self._since = t if math.isnan(self._since) or drifted else self._since
            self._last = t
        elif t - self._last > SETUP_DROPOUT_S:
            self._since, self._anchor = math.nan, ()
        ready = 0.0 if math.isnan(self._since) else min((t - self._since) / READY_S, 1.0)
        return Guidance(checks, self._choose(t, checks, ready), ready, ready >= 1.0)

    def _drifted(self, body: Body) -> bool:
        """Return whether shoulders or hips are elsewhere than when the wait began; then it begins here."""
        now = (body.middle("SHOULDER"), body.middle("HIP"))
        far = MAX_DRIFT * body.scale
        if self._anchor and all(
            geometry.distance(a, b) <= far for a, b in zip(now, self._anchor, strict=True)
        ):
            return False
        moved, self._anchor = bool(self._anchor), now
        return moved

    def _steady_light(self, t: float, brightness: float) -> float:
        """Return the brightness, or NaN while it has been bad only for a moment."""
        if not (brightness < DARK or brightness > BRIGHT):
            self._light_bad = math.nan
            return brightness
        self._light_bad = t if math.isnan(self._light_bad) else self._light_bad
        return brightness if t - self._light_bad >= LIGHT_S else math.nan

    def _view(self, t: float, view: View | None, *, in_position: bool | None) -> SetupCheck:
        if self.exercise is None:
            return SetupCheck("any_exercise", None)
        best = self.exercise.views[0]
        # Someone who stands and waits turns for the exercise only when it begins.
        if view is None or not in_position:
            self._view_bad = math.nan
            return SetupCheck(best, None)
        if view == best or (view == "oblique" and view in self.exercise.views):
            self._view_bad = math.nan
            return SetupCheck(best, good=True)
        self._view_bad = t if math.isnan(self._view_bad) else self._view_bad
        return SetupCheck(best, False if t - self._view_bad >= VIEW_S else None, f"turn_{best}")

    def _choose(self, t: float, checks: tuple[SetupCheck, ...], ready: float) -> str:
        wrong = [check.advice for check in checks if check.good is False]
        if "nobody" in wrong:  # who cannot be seen for want of light is not to step into the picture
            wrong.sort(key=lambda advice: advice not in ("too_dark", "too_bright"))
        if ready >= 1.0:
            advice = "go"
        elif ready > 0.0:
            advice = "hold_still"
        elif wrong:
            advice = wrong[0]
        else:
            advice = "take_position" if self.exercise else "stand_still"
        came = self._advice == "nobody" and t - self._seen_since >= SEEN_S
        urgent = ready > 0.0 or came or self._advice in {"hold_still", advice}
        if urgent or t - self._advised >= CALM:
            if advice != self._advice:
                self._advised = t
            self._advice = advice
        return self._advice
