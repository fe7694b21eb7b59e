"""The band's reverse fly and the dumbbell's row."""

from itertools import pairwise

import numpy as np

from sample_videos.studio import props
from sample_videos.studio import surface as s
from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, planted_foot, standing
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import Array, X, reach, turn, unit, vec
from sample_videos.studio.stance import End, Figure, Stance, hand_axes, hand_turn, shoulder_from_hip
from sample_videos.studio.surface import Surface

BAND = (196.0, 150.0, 40.0)
CHEST = 0.15  # from the shoulder joints to the front of the shirt, metres
KNEE_ON_PAD = 0.055  # from a bench's top to the joint of a knee on it
FIST = 62.0  # the finger curl that closes a hand, degrees a joint


def fist_centre(body: Body, side: str) -> Array:
    """Return the place in the rest pose of a thing that the hand closes round."""
    bones = body.skeleton
    axes = hand_axes(bones, side)
    return np.asarray(bones.at(f"middle_01_{side}") + 0.004 * axes[:, 0] + 0.028 * axes[:, 1])


class ReverseFly(Move):
    """A band drawn apart in front of the chest. State: `depth` (0 arms ahead, 90 arms aside, degrees)."""

    def __init__(self, body: Body, *, elbow: float = 163.0, height: float = -4.0) -> None:
        """Keep the elbows at `elbow` degrees and the arms `height` degrees above the horizontal."""
        self._body, self._elbow, self._height = body, elbow, height
        first = len(body.skeleton.names) + 1
        self.props: list[Surface] = [
            props.rod(vec(0, 0, 0), vec(0, 0, 1), 0.011, BAND, s.PLAIN, bone=first + k) for k in range(3)
        ]

    def stance(self, state: State) -> Stance:
        """The arms at that angle."""
        bones = self._body.skeleton
        stance = standing(self._body, vec(0, 0, 0), foot_gap=0.3)
        stance.hip = stance.hip - vec(0, -0.03, 0.025)
        stance.pelvis = turn(X, 6.0)
        stance.head = vec(-4.0, 0)
        open_ = np.radians(state["depth"])
        stance.forward = dict.fromkeys(SIDES, 8.0 - 0.2 * state["depth"])
        length = reach(*arm_lengths(bones), self._elbow)
        up = np.radians(self._height)
        for side in SIDES:
            out = OUT[side]
            shoulder = stance.hip + shoulder_from_hip(bones, stance, side)
            along = vec(out * np.sin(open_) * np.cos(up), -np.cos(open_) * np.cos(up), np.sin(up))
            aside = vec(out * np.cos(open_), np.sin(open_), 0)
            palm = unit(-aside + vec(0, 0, -0.5))
            stance.hands[side] = End(
                shoulder + along * length,
                hand_turn(bones, side, along, palm),
                unit(aside + vec(0, 0, -0.45)),
                FIST,
                40.0,
            )
        return stance

    def moved(self, figure: Figure) -> list[Array]:
        """The band from fist to fist, round the chest where it would cut through: matrices for three unit rods."""
        a, b = (figure.carried(f"hand_{side}", fist_centre(self._body, side)) for side in SIDES)
        corners = [a, a + (b - a) * 0.36, a + (b - a) * 0.64, b]
        chest = figure.at("upperarm_l")[1] - CHEST
        for corner in corners[1:3]:
            corner[1] = min(corner[1], chest)
        return [stretched(p, q) for p, q in pairwise(corners)]


def stretched(a: Array, b: Array) -> Array:
    """The matrix that lays a rod from the origin to (0, 0, 1) between two points."""
    along = unit(b - a)
    aside = unit(np.cross(along, X if abs(along[0]) < 0.9 else vec(0, 0, 1)))
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = aside, np.cross(along, aside), b - a, a
    return matrix


class DumbbellRow(Move):
    """Bent over, one hand on a bench, the other drawing a dumbbell up. State: `depth` (0 hanging, 1 drawn up)."""

    def __init__(
        self,
        body: Body,
        *,
        arm: str = "right",
        lean: float = 66.0,
        bench: float = 0.52,
        knee_on_bench: bool = False,
    ) -> None:
        """Row with `arm`, the trunk leaning `lean` degrees, the other hand (and knee) on a bench of that height."""
        self._body, self._lean, self._height, self._kneels = body, lean, bench, knee_on_bench
        self._side = arm[0]
        self._other = "l" if self._side == "r" else "r"
        probe = self._bent()
        shoulder = probe.hip + shoulder_from_hip(body.skeleton, probe, self._other)
        self._support = vec(shoulder[0] + OUT[self._other] * 0.03, shoulder[1] - 0.02, bench + body.palm)
        middle = vec(self._support[0], self._support[1] + (0.42 if knee_on_bench else -0.05), 0)
        self.props: list[Surface] = [
            *props.bench(middle, bench, along_x=False),
            *props.dumbbell(body, self._side, fist_centre(body, self._side)),
        ]

    def _bent(self) -> Stance:
        bones = self._body.skeleton
        middle = hip_middle(bones)
        stance = Stance(
            vec(0, middle[1] + 0.2, middle[2] - 0.1), turn(X, self._lean - 6), {}, {}, spine=vec(8.0, 0, 0)
        )
        stance.head = vec(-26.0, 0)
        for side in SIDES:
            ahead = -0.16 if side == self._other else 0.2
            stance.feet[side] = planted_foot(
                bones, side, vec(OUT[side] * 0.16, bones.at("foot_l")[1] + ahead, 0), 8
            )
        if self._kneels:
            self._kneel(stance)
        return stance

    def _kneel(self, stance: Stance) -> None:
        """Puts the knee of the other side on the bench, below the hip, and the foot beside it on the floor."""
        bones, other, side = self._body.skeleton, self._other, self._side
        knee = vec(OUT[other] * 0.11, stance.hip[1] - 0.03, self._height + KNEE_ON_PAD)
        stance.hip[2] = knee[2] + 0.985 * bones.length(f"thigh_{other}", f"calf_{other}")
        ankle = knee + vec(0, bones.length(f"calf_{other}", f"foot_{other}") * 0.99, 0.01)
        stance.feet[other] = End(ankle, turn(X, 152.0), vec(0, -1, -1), 0.0)
        stance.feet[side] = planted_foot(bones, side, vec(OUT[side] * 0.24, stance.hip[1] - 0.02, 0), 8)

    def stance(self, state: State) -> Stance:
        """The dumbbell at that share of its way."""
        bones = self._body.skeleton
        drawn = state["depth"]
        stance = self._bent()
        stance.spine = stance.spine + vec(0, 0, -OUT[self._side] * 6.0 * (drawn - 0.5))
        upper, lower = arm_lengths(bones)
        out = OUT[self._side]
        shoulder = stance.hip + shoulder_from_hip(bones, stance, self._side)
        low = shoulder + vec(out * 0.01, 0.02, -0.997 * (upper + lower))
        high = shoulder + vec(out * 0.05, 0.90 * upper, -0.93 * lower + 0.06)
        wrist = low + (high - low) * drawn
        stance.hands[self._side] = End(
            wrist,
            hand_turn(bones, self._side, vec(0, -0.12, -1), vec(-out, 0, 0)),
            vec(out * 0.25, 1.0, 0.5),
            FIST,
            40.0,
        )
        other = OUT[self._other]
        stance.hands[self._other] = End(
            self._support,
            hand_turn(bones, self._other, vec(-0.1 * other, -1, 0), vec(0, 0, -1)),
            vec(other * 0.5, 1.0, 0),
            0.0,
            -4.0,
        )
        return stance
