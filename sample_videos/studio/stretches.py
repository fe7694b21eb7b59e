"""The doorframe stretch and the seated spine stretch."""

import numpy as np

from sample_videos.studio import props
from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, planted_foot, standing
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import X, Z, blend, turn, unit, vec
from sample_videos.studio.stance import End, Stance, between, hand_turn, shoulder_from_hip
from sample_videos.studio.surface import Surface

POST = 0.5  # from the doorway's middle to its posts, metres
SEAT = 0.46  # the chair's height, metres
SITTING = 0.095  # from the seat to the hip joints


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
