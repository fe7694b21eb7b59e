"""Squats: feet planted, the pelvis lowered to a thigh angle; the stretch holds it and turns the trunk."""

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, planted_foot, standing
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import Array, X, bend, blend, root_between, turn, unit, vec
from sample_videos.studio.stance import End, Stance, hand_turn, hip_joint, shoulder_from_hip
from sample_videos.studio.surface import Surface


def thigh_angle(hip: Array, knee: Array) -> float:
    """The thigh's angle to the horizontal, degrees; above zero when the hip is above the knee."""
    down = hip - knee
    return float(np.degrees(np.arctan2(down[2], np.hypot(down[0], down[1]))))


class Squat(Move):
    """Squats with the arms held forward. State: `depth` (thigh angle, degrees; standing is about 84)."""

    def __init__(self, body: Body, *, gap: float = 0.36, toe_out: float = 20.0, lean: float = 36.0) -> None:
        """Plant the feet `gap` metres apart, and lean forward by `lean` degrees at the bottom."""
        self._body, self._toe_out, self._lean = body, toe_out, lean
        self._gap = gap
        self.props: list[Surface] = []

    def stance(self, state: State) -> Stance:
        """The body with that thigh angle."""
        down = float(np.clip((84.0 - state["depth"]) / 84.0, 0, 1.15))
        stance = lowered(
            self._body, state["depth"], self._gap, self._toe_out, self._lean * down, back=0.26 * down
        )
        bones = self._body.skeleton
        upper, lower = arm_lengths(bones)
        raised = min(1.0, down * 1.6)
        hang = standing(self._body, vec(0, 0, 0)).hands
        for side in SIDES:
            out = OUT[side]
            shoulder = stance.hip + shoulder_from_hip(bones, stance, side)
            angle = np.radians(-82.0 + 84.0 * raised)
            ahead = vec(out * (0.16 - 0.2 * raised), -np.cos(angle) - 0.02, np.sin(angle))
            palm = unit(vec(-out, 0.15, 0) + raised * vec(0.3 * out, 0, -0.8))
            stance.hands[side] = End(
                shoulder + unit(ahead) * (upper + lower) * 0.975,
                hand_turn(bones, side, unit(ahead) + vec(0, -0.1, 0.0), palm),
                unit(vec(out * 0.6, 0.6, -0.6 * raised)),
                hang[side].curl,
                hang[side].thumb,
            )
        return stance


class SquatStretch(Move):
    """The wide squat held with hands on the knees.

    State: `depth` (thigh angle, degrees), `twist` (degrees, + turns the trunk to the left), `hands` (1 when
    they are on the knees).
    """

    def __init__(self, body: Body, *, gap: float = 0.74, toe_out: float = 32.0, bow: float = 0.0) -> None:
        """Plant the feet `gap` metres apart; bow by `bow` degrees more, for knees that are far from the hands."""
        self._body, self._gap, self._toe_out, self._bow = body, gap, toe_out, bow
        self.props: list[Surface] = []

    def stance(self, state: State) -> Stance:
        """The body with that thigh angle and turn."""
        bones = self._body.skeleton
        down = float(np.clip((84.0 - state["depth"]) / 84.0, 0, 1.1))
        on = float(np.clip(state.get("hands", 1.0), 0, 1))
        twist = state.get("twist", 0.0)
        bow = self._bow * on
        lean = 20.0 * on + 10.0 * down + bow
        # Who bows brings the hips back, to stay over the feet.
        back = 0.12 * down + 0.0025 * bow
        stance = lowered(self._body, state["depth"], self._gap, self._toe_out, lean * 0.55, back)
        stance.spine = vec(lean * 0.8 + 0.1 * abs(twist), -0.32 * twist, twist)
        stance.head = vec(-0.5 * lean, 0.25 * twist)
        if on < 0.999:
            stance.spine = stance.spine * on
        hang = standing(self._body, stance.hip - hip_middle(bones)).hands
        knees = {s: self._knee(stance, s) for s in SIDES}
        # On steep thighs the hands lie flat above the knees, on level ones they reach over them.
        steep = float(np.clip(state["depth"] / 45.0, 0, 1))
        upper, lower = arm_lengths(bones)
        for side in SIDES:
            out = OUT[side]
            hip = hip_joint(bones, stance, side)
            along = unit(knees[side] - hip)
            above = unit(vec(0, -0.2, 1) - along * (vec(0, -0.2, 1) @ along))
            shoulder = stance.hip + shoulder_from_hip(bones, stance, side)
            spot = knees[side] - along * (0.09 + 0.01 * steep) + above * (0.085 + 0.04 * steep)
            limit = (upper + lower) * 0.985
            if np.linalg.norm(spot - shoulder) > limit:
                spot = _slide(shoulder, spot, hip + above * 0.1, limit)
            placed = End(
                spot,
                hand_turn(bones, side, along - above * 0.35 * (1.0 - steep) - vec(0.45 * out, 0, 0), -above),
                unit(vec(out, 0.35 - 0.5 * steep, 0.3)),
                10.0,
                4.0,
            )
            start = hang[side]
            stance.hands[side] = _mixed(start, placed, on)
        return stance

    def _knee(self, stance: Stance, side: str) -> Array:
        bones, foot = self._body.skeleton, stance.feet[side]
        upper, lower = (
            bones.length(f"thigh_{side}", f"calf_{side}"),
            bones.length(f"calf_{side}", f"foot_{side}"),
        )
        return bend(hip_joint(bones, stance, side), foot.at, upper, lower, foot.pole)[0]


def _slide(centre: Array, from_point: Array, to_point: Array, distance: float) -> Array:
    """The first point from `from_point` towards `to_point` that is within `distance` of `centre`."""
    for share in np.linspace(0, 1, 60):
        point = from_point + (to_point - from_point) * share
        if np.linalg.norm(point - centre) <= distance:
            return np.asarray(point)
    return to_point


def _mixed(a: End, b: End, share: float) -> End:
    return End(
        a.at + (b.at - a.at) * share,
        blend(a.turned, b.turned, share),
        a.pole + (b.pole - a.pole) * share,
        a.curl + (b.curl - a.curl) * share,
        a.thumb + (b.thumb - a.thumb) * share,
    )


def lowered(body: Body, thigh: float, gap: float, toe_out: float, lean: float, back: float) -> Stance:
    """Standing with feet `gap` apart and the pelvis so low that the thighs have the angle `thigh`."""
    bones = body.skeleton
    stance = standing(body, vec(0, 0, 0), foot_gap=gap)
    for side in SIDES:
        spot = vec(OUT[side] * gap / 2, bones.at("foot_l")[1], 0)
        stance.feet[side] = planted_foot(bones, side, spot, toe_out)
    middle = hip_middle(bones)
    stance.pelvis = turn(X, lean * 0.75)
    stance.spine = vec(lean * 0.35, 0, 0)
    stance.head = vec(-lean * 0.8, 0)
    arms = dict(stance.hands)

    def above(height: float) -> float:
        bare = Stance(vec(0, middle[1] + back, height), stance.pelvis, arms, stance.feet)
        joint = hip_joint(bones, bare, "l")
        foot = stance.feet["l"]
        knee, _, _ = bend(
            joint, foot.at, bones.length("thigh_l", "calf_l"), bones.length("calf_l", "foot_l"), foot.pole
        )
        return thigh_angle(joint, knee) - thigh

    height = root_between(0.25, float(middle[2]), above)
    stance.hip = vec(0, middle[1] + back, height)
    return stance
