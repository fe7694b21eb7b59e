"""The doorframe stretch and the seated spine stretch."""

import numpy as np

from sample_videos.studio import props
from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, planted_foot, standing
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import X, Z, blend, reach, turn, unit, vec
from sample_videos.studio.stance import End, Stance, between, hand_turn, hip_joint, shoulder_from_hip
from sample_videos.studio.surface import Surface

POST = 0.5  # from the doorway's middle to its posts, metres
SEAT = 0.46  # the chair's height, metres
SITTING = 0.095  # from the seat to the hip joints
FLOOR_HIPS_AT = 0.4  # where one sits on the floor, along y
HEEL = 0.062  # from the floor to the ankle joint of a foot that rests on its heel


class DoorframeStretch(Move):
    """One forearm on a door post, the body turned and stepped through.

    State: `left` and `right` (0 at ease, 1 the forearm on the post), `step` (0 to 1, how far through).
    """

    def __init__(self, body: Body, *, through: float = 30.0, raised: float = 90.0) -> None:
        """Stretch the arm back by `through` degrees, the upper arm `raised` degrees away from the trunk."""
        self._body, self._through, self._raised = body, through, raised
        self.props: list[Surface] = props.doorway(POST, vec(0, 0.0, 0))

    def stance(self, state: State) -> Stance:
        """The body at that share of each side."""
        stance = standing(self._body, vec(0, 0.06, 0))
        for side, name in (("l", "left"), ("r", "right")):
            share = state.get(name, 0.0)
            if share > 1e-6:
                held = self._held(side, state.get("step", 1.0))
                lift = 0.07 * float(np.sin(np.pi * share))
                stance = between(stance, held, share)
                front = "r" if side == "l" else "l"
                stance.feet[front].at = stance.feet[front].at + vec(0, 0, lift)
        return stance

    def _held(self, side: str, step: float) -> Stance:
        bones = self._body.skeleton
        out = OUT[side]
        stance = standing(self._body, vec(0, 0.06, 0))
        yaw = -out * 16.0 * step
        stance.pelvis = turn(Z, 0.5 * yaw) @ turn(X, 3.0)
        stance.spine = vec(2.0, 0, 0.5 * yaw)
        stance.head = vec(0, -0.35 * yaw)
        front = "r" if side == "l" else "l"
        place = stance.feet[front].at
        stance.feet[front] = planted_foot(bones, front, vec(place[0], place[1] - 0.36, 0), 6)
        upper, lower = arm_lengths(bones)
        back = np.radians(self._through * step)
        up = np.radians(self._raised - 90.0)
        away = vec(out * np.cos(back) * np.cos(up), np.sin(back), np.sin(up))
        offset = shoulder_from_hip(bones, stance, side)
        height = hip_middle(bones)[2] - 0.035 + offset[2]
        elbow = vec(out * (POST + 0.0), 0.10, height + upper * float(np.sin(up)))
        shoulder = elbow - unit(away) * upper
        stance.hip = vec(*(shoulder - offset)[:2], hip_middle(bones)[2] - 0.035)
        wrist = elbow + unit(vec(out * 0.02, 0.0, 1.0)) * lower
        shoulder = stance.hip + offset
        stance.hands[side] = End(
            wrist,
            hand_turn(bones, side, vec(0, 0.02, 1), vec(0, -1, 0)),
            elbow - (shoulder + wrist) / 2,
            4.0,
            0.0,
        )
        return stance


class FloorStretch(Move):
    """Sitting on a mat, legs ahead and apart, folding forward from the hips.

    State: `nod` (1 chin drawn in), `lean` (0 upright, 1 all the way).
    """

    def __init__(self, body: Body, *, fold: float = 70.0, apart: float = 24.0, knee: float = 168.0) -> None:
        """Fold the trunk by about `fold` degrees.

        Args:
            body: Who does it.
            fold: How far pelvis and spine bend together, degrees.
            apart: How far each leg points outwards, degrees.
            knee: The knees' angle, degrees.
        """
        self._body, self._fold, self._apart, self._knee = body, fold, apart, knee
        self.props: list[Surface] = props.mat(vec(0, -0.1, 0))

    def stance(self, state: State) -> Stance:
        """The body at that share of the nod and the fold."""
        bones = self._body.skeleton
        nod, lean = state["nod"], state["lean"]
        pelvis = turn(X, -10.0 + 0.62 * self._fold * lean)
        stance = Stance(
            vec(0, FLOOR_HIPS_AT, SITTING + 0.01),
            pelvis,
            {},
            {},
            spine=vec(8 + 0.5 * self._fold * lean, 0, 0),
        )
        stance.head = vec(-2.0 + 26.0 * nod, 0)
        thigh, shin = bones.length("thigh_l", "calf_l"), bones.length("calf_l", "foot_l")
        length = reach(thigh, shin, self._knee)
        for side in SIDES:
            out = OUT[side]
            hip = hip_joint(bones, stance, side)
            around = turn(Z, out * self._apart)
            ahead = around @ vec(0, -1, 0)
            ankle = hip + ahead * float(np.sqrt(length**2 - (hip[2] - HEEL) ** 2))
            ankle[2] = HEEL
            stance.feet[side] = End(ankle, around @ turn(X, -78.0), unit(vec(0, 0, 1) + 0.1 * ahead))
            on_thigh = hip + ahead * 0.8 * thigh + vec(-0.02 * out, 0, 0.11)
            inside = hip + ahead * (thigh + 0.55 * shin) + vec(-0.13 * out, 0, 0)
            inside[2] = self._body.palm + 0.02
            wrist = on_thigh + (inside - on_thigh) * lean + vec(0, 0, 0.06 * np.sin(np.pi * lean))
            flat = hand_turn(bones, side, ahead - vec(0.1 * out, 0, 0.08), vec(0, -0.1, -1))
            stance.hands[side] = End(wrist, flat, vec(out * 0.9, 0.5, 0.25), 8.0, 4.0)
        return stance


class SpineStretch(Move):
    """Sitting on a stool and folding forward from the hips. State: `lean` (0 upright, 1 all the way)."""

    def __init__(self, body: Body, *, fold: float = 78.0) -> None:
        """Fold the trunk by about `fold` degrees."""
        self._body, self._fold = body, fold
        self.props: list[Surface] = props.stool(vec(0, 0.12, 0), SEAT)

    def stance(self, state: State) -> Stance:
        """The body at that share of the fold."""
        bones = self._body.skeleton
        lean = state["lean"]
        pelvis = turn(X, -6.0 + 0.62 * self._fold * lean)
        stance = Stance(
            vec(0, 0.12, SEAT + SITTING), pelvis, {}, {}, spine=vec(4 + 0.5 * self._fold * lean, 0, 0)
        )
        stance.head = vec(-4.0 + 30.0 * lean, 0)
        thigh = bones.length("thigh_l", "calf_l")
        for side in SIDES:
            out = OUT[side]
            stance.feet[side] = planted_foot(bones, side, vec(out * 0.15, 0.12 - 0.96 * thigh, 0), 10)
            on_thigh = vec(out * 0.135, 0.12 - 0.72 * thigh, SEAT + 0.165)
            hanging = vec(out * 0.21, 0.12 - 1.25 * thigh, 0.20)
            middle = vec(out * 0.24, 0.12 - 1.28 * thigh, 0.47)
            wrist = (1 - lean) ** 2 * on_thigh + 2 * lean * (1 - lean) * middle + lean**2 * hanging
            flat = hand_turn(bones, side, vec(-0.15 * out, -1, -0.12), vec(0, -0.1, -1))
            down = hand_turn(bones, side, vec(0, -0.3, -1), vec(-out, 0.35, 0))
            stance.hands[side] = End(wrist, blend(flat, down, lean), vec(out * 0.7, 0.7, 0.1), 12.0, 6.0)
        return stance


def spine_stretch(body: Body, *, seat: str = "stool", **move: float) -> Move:
    """The seated spine stretch on a "stool" or on the "floor"."""
    return {"stool": SpineStretch, "floor": FloorStretch}[seat](body, **move)
