"""The pull-up: hands round a bar, the body hanging below and drawn up to it."""

import numpy as np

from sample_videos.studio import props
from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, shoulder_width
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import X, Z, reach, turn, unit, vec
from sample_videos.studio.stance import End, Stance, hand_turn, shoulder_from_hip
from sample_videos.studio.surface import Surface

BAR = 2.3  # its height, metres
GRIP_BELOW = 0.078  # from the bar's middle down to the wrists
GRIP_BESIDE = 0.03  # from the bar's middle to the wrists, horizontally


class PullUp(Move):
    """Pull-ups of one body. State: `depth` (elbow, degrees), `swing` (legs forward, degrees)."""

    def __init__(self, body: Body, *, width: float = 1.75, palms: str = "away", hang: float = 170.0) -> None:
        """Grip the bar at `width` (wrist distance over shoulder distance), `palms` "away" or "to face"."""
        self._body, self._away, self._hang = body, palms == "away", hang
        upright = Stance(vec(0, 0, 0), np.eye(3), {}, {})
        self._half = width * shoulder_width(body.skeleton, upright) / 2
        self.props: list[Surface] = props.bar(BAR)

    def stance(self, state: State) -> Stance:
        """The body hanging with that elbow angle."""
        bones = self._body.skeleton
        risen = float(np.clip((self._hang - state["depth"]) / (self._hang - 40.0), 0, 1))
        kick = state.get("swing", 0.0)
        lean = -4.0 - 10.0 * risen - 0.35 * kick
        stance = Stance(vec(0, 0, 0), turn(X, lean), {}, {}, spine=vec(-6.0 * risen, 0, 0))
        stance.head = vec(2.0 - 9.0 * risen, 0)
        stance.shrug = dict.fromkeys(SIDES, 24.0 - 36.0 * risen)
        wrist = {
            s: vec(OUT[s] * self._half, GRIP_BESIDE * (1 if self._away else -1), BAR - GRIP_BELOW)
            for s in SIDES
        }
        length = reach(*arm_lengths(bones), state["depth"])
        offset = shoulder_from_hip(bones, stance, "l")
        behind = 0.03 + (0.07 if self._away else 0.11) * risen
        across = offset[0] - wrist["l"][0]
        room = length**2 - across**2
        back = min(behind, 0.75 * float(np.sqrt(max(room, 0.0))))
        drop = float(np.sqrt(max(room - back**2, 0.0)))
        shoulder = vec(offset[0], wrist["l"][1] + back, wrist["l"][2] - drop)
        stance.hip = shoulder - vec(offset[0], offset[1], offset[2])
        fingers_lean = 0.12 + 0.25 * risen
        for side in SIDES:
            out = OUT[side]
            if self._away:
                turned = hand_turn(bones, side, vec(0, -fingers_lean, 1), vec(0, -1, 0))
                pole = vec(out * 1.0, 0.12 + 0.1 * risen, -0.6)
            else:
                turned = hand_turn(bones, side, vec(0, -fingers_lean, 1), vec(0, 1, 0))
                pole = vec(out * 0.35, -1.0, -0.6)
            stance.hands[side] = End(wrist[side], turned, pole, 62.0, 42.0)
            thigh = turn(X, lean * 0.3 - 4.0 - kick) @ (bones.at(f"calf_{side}") - bones.at(f"thigh_{side}"))
            joint = stance.hip + stance.pelvis @ (bones.at(f"thigh_{side}") - hip_middle(bones))
            shin = turn(X, 34.0 - 0.6 * kick) @ (bones.at(f"foot_{side}") - bones.at(f"calf_{side}"))
            stance.feet[side] = End(
                joint + thigh + shin,
                turn(Z, out * 6) @ turn(X, 62.0 - kick),
                unit(vec(0.05 * out, -1, 0)),
                0.0,
            )
        return stance
