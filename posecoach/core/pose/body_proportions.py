"""Estimates the true lengths of a person's limbs and shoulders, which look shorter when bent or turned."""

import math
from dataclasses import dataclass, field

from posecoach.core.pose import geometry
from posecoach.core.pose.body import IN_SIGHT, LEFT, RIGHT, Body, BodyProportions
from posecoach.core.pose.landmarks import Landmark

STRAIGHT_LIMB = 150.0
"""Degrees from which an elbow or knee looks straight. The limb then lacks 3 % of its length at most."""

MAX_NOSE_OFFSET = 0.3
"""Distance of the nose from the middle of the shoulders, in half their width, up to which a body faces the camera.

A body that is turned by 20 degrees measures about 0.2 and shows 6 % less of its shoulders' width.
"""

LONGER, SHORTER = 0.5, 4.0
"""s over which a length is averaged that shows to be longer than was thought, or shorter.

A repetition or a hold begins with half a second of straight limbs. A bent one that points at the camera looks
straight, too, and short: that is no reason to think it short.
"""

MAX_FRAME_S = 0.1
"""s for which a single frame counts at most: what lies between two of them says nothing of the length."""

UPRIGHT = 20.0
"""Degrees from upright up to which a trunk may show its length."""

UNFOLDED = 0.65
"""Length of a trunk, in arms, from which it is not bent towards the camera: upright it has 0.75 and more."""

FOLDED = 0.93
"""Share of its known length below which a trunk is being bent towards the camera, and shows nothing new."""

RESIZED = 1.25
"""By how much the body may have grown or shrunk in the picture since a length was learned: a step or two."""


@dataclass(slots=True)
class Length:
    """A length in the picture that only shows at times.

    Attributes:
        pixels: the average of the latest; NaN until it has shown.
    """

    pixels: float = math.nan
    _scale: float = field(default=math.nan, repr=False)
    _t: float = field(default=-math.inf, repr=False)

    @property
    def share(self) -> float:
        """The length in the body's scale, as it was when it showed; NaN until it has."""
        return self.pixels / self._scale

    def show(self, t: float, pixels: float, scale: float) -> None:
        """Take the length at a moment, in s, at which it shows, or NaN; and the body's scale."""
        if math.isnan(pixels):
            return
        if not 1.0 / RESIZED <= scale / self._scale <= RESIZED:
            self.pixels, self._scale = pixels, scale
        else:
            memory = LONGER if pixels > self.pixels else SHORTER
            share = -math.expm1(-min(t - self._t, MAX_FRAME_S) / memory)
            self.pixels += share * (pixels - self.pixels)
            self._scale += share * (scale - self._scale)
        self._t = t


class ProportionsEstimator:
    """Learns a person's build, and forgets it at a cut."""

    def __init__(self) -> None:
        self._arm, self._leg, self._shoulders, self._trunk = Length(), Length(), Length(), Length()
        self._view: str | None = None

    def step(self, t: float, body: Body, elbow: float, knee: float, view: str | None) -> BodyProportions:
        """Take a body at `t` seconds.

        Args:
            t: s.
            body: the latest.
            elbow: degrees that its elbows look bent.
            knee: its knees.
            view: from where the camera looks. Who turns goes elsewhere, too: from standing before the camera to a
                mat behind. The arms are then measured afresh; a trunk that turns changes no leg.
        """
        if view != self._view:
            self._arm = Length()
            self._view = view
        if elbow >= STRAIGHT_LIMB:
            self._arm.show(t, _straightened(body, ("SHOULDER", "WRIST"), elbow), body.scale)
        if knee >= STRAIGHT_LIMB:
            self._leg.show(t, _straightened(body, ("HIP", "ANKLE"), knee), body.scale)
            if view == "front" and _faces(body):
                self._shoulders.show(t, shoulder_width(body), body.scale)
        trunk = geometry.distance(body.middle("HIP"), body.middle("SHOULDER"))
        if _upright(body, trunk) and not trunk / body.scale < FOLDED * self._trunk.share:
            self._trunk.show(t, trunk, body.scale)
        return BodyProportions(self._arm.pixels, self._leg.pixels, self._shoulders.pixels, self._trunk.pixels)

    def forget(self) -> None:
        """Start anew after a cut, where everything has another length in the picture."""
        self._arm, self._leg, self._shoulders, self._trunk = Length(), Length(), Length(), Length()


def shoulder_width(body: Body) -> float:
    """The distance between the shoulders, in pixels."""
    return geometry.distance(body.guess(LEFT["SHOULDER"]), body.guess(RIGHT["SHOULDER"]))


def _straightened(body: Body, ends: tuple[str, str], bend: float) -> float:
    """The length that a pair of limbs, seen bent, would have if they were straight."""
    return body.both(geometry.distance, *ends) / math.sin(math.radians(bend / 2.0))


def _upright(body: Body, trunk: float) -> bool:
    """Return whether a trunk of so many pixels is seen upright and in its length."""
    lean = geometry.lean(body.middle("HIP"), body.middle("SHOULDER"))
    return lean < UPRIGHT and trunk >= UNFOLDED * body.scale


def _faces(body: Body) -> bool:
    """Return True where the shoulders show their width: arms hang, as raised ones narrow them, nose in the middle."""
    if body.seen(LEFT["SHOULDER"], RIGHT["SHOULDER"]) < IN_SIGHT:
        return False
    middle, width = body.middle("SHOULDER"), shoulder_width(body)
    off = abs(body.guess(Landmark.NOSE)[0] - middle[0])
    return off < MAX_NOSE_OFFSET * width / 2.0 and body.middle("WRIST")[1] > middle[1]
