"""Bent over with both hands: rows with a barbell or dumbbells, free or on a pad, and flies with dumbbells."""

import numpy as np

from sample_videos.studio import props
from sample_videos.studio import surface as s
from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, planted_foot
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import Array, X, Z, reach, turn, unit, vec
from sample_videos.studio.stance import End, Figure, Stance, hand_turn, shoulder_from_hip
from sample_videos.studio.surface import Surface, rigid
from sample_videos.studio.weights import FIST, DumbbellRow, ReverseFly, fist_centre, stretched

PAD = vec(0.15, 0.36, 0.04)  # half the size of the pad that a chest lies on, metres
CHEST = 0.15  # from the line of shoulders and hips to the front of the shirt, metres
BEYOND = 0.42  # how far a barbell goes on beyond each fist, metres


def bent_over(body: Body, lean: float, gap: float, knee_drop: float = 0.06) -> Stance:
    """Standing with feet `gap` apart, hips `knee_drop` lower than upright, the trunk leaning `lean` degrees."""
    bones = body.skeleton
    middle = hip_middle(bones)
    back = 0.24 * float(np.sin(np.radians(lean)))
    stance = Stance(
        vec(0, middle[1] + back, middle[2] - knee_drop), turn(X, lean - 6), {}, {}, spine=vec(8.0, 0, 0)
    )
    stance.head = vec(-0.4 * lean, 0)
    for side in SIDES:
        spot = vec(OUT[side] * gap / 2, bones.at("foot_l")[1], 0)
        stance.feet[side] = planted_foot(bones, side, spot, 8)
    return stance


class BentRow(Move):
    """Bent over, both hands drawing a weight up. State: `depth` (0 hanging, 1 drawn up)."""

    def __init__(
        self, body: Body, *, lean: float = 60.0, width: float = 1.3, bar: bool = True, pad: bool = False
    ) -> None:
        """Lean by `lean` degrees, hands `width` shoulder widths apart, on a bar or with dumbbells, chest on a pad or free."""
        self._body, self._lean, self._bar, self._width = body, lean, bar, width
        self.props: list[Surface] = []
        if bar:
            bone = len(body.skeleton.names) + 1
            self.props.append(props.rod(vec(0, 0, 0), vec(0, 0, 1), 0.014, props.STEEL, bone=bone))
            self.props += [
                props.rod(vec(0, 0, z), vec(0, 0, z + 0.025), 0.15, (30, 30, 33), s.PLAIN, bone=bone)
                for z in (0.04, 0.935)
            ]
        else:
            for side in SIDES:
                self.props += props.dumbbell(body, side, fist_centre(body, side))
        if pad:
            self.props += _pad(body, bent_over(body, lean, 0.4))

    def stance(self, state: State) -> Stance:
        """The weight at that share of its way."""
        bones, drawn = self._body.skeleton, state["depth"]
        stance = bent_over(self._body, self._lean, 0.4)
        upper, lower = arm_lengths(bones)
        for side in SIDES:
            out = OUT[side]
            shoulder = stance.hip + shoulder_from_hip(bones, stance, side)
            aside = (self._width - 1.0) * abs(shoulder[0])
            fall = float(np.sqrt((0.997 * (upper + lower)) ** 2 - aside**2 - 0.02**2))
            low = shoulder + vec(out * aside, 0.02, -fall)
            high = shoulder + vec(out * (aside + 0.02), 0.85 * upper, -0.93 * lower + 0.03)
            palm = vec(0, 1, 0) if self._bar else vec(-out, 0, 0)
            stance.hands[side] = End(
                low + (high - low) * drawn,
                hand_turn(bones, side, vec(0, -0.12, -1), palm),
                vec(out * (0.6 if self._bar else 0.25), 1.0, 0.5),
                FIST,
                40.0,
            )
        return stance

    def moved(self, figure: Figure) -> list[Array]:
        """The barbell, through both fists and on."""
        if not self._bar:
            return []
        a, b = (figure.carried(f"hand_{side}", fist_centre(self._body, side)) for side in SIDES)
        along = unit(b - a)
        return [stretched(a - BEYOND * along, b + BEYOND * along)]


class BentFly(Move):
    """Bent over, dumbbells raised aside. State: `depth` (0 hanging, 90 arms level, degrees)."""

    def __init__(self, body: Body, *, lean: float = 72.0, elbow: float = 160.0) -> None:
        """Lean by `lean` degrees and keep the elbows at `elbow` degrees."""
        self._body, self._lean, self._elbow = body, lean, elbow
        self.props: list[Surface] = []
        for side in SIDES:
            self.props += props.dumbbell(body, side, fist_centre(body, side))

    def stance(self, state: State) -> Stance:
        """The arms at that angle."""
        bones = self._body.skeleton
        stance = bent_over(self._body, self._lean, 0.34)
        open_ = np.radians(state["depth"])
        length = reach(*arm_lengths(bones), self._elbow)
        for side in SIDES:
            out = OUT[side]
            shoulder = stance.hip + shoulder_from_hip(bones, stance, side)
            along = unit(vec(out * np.sin(open_), -0.08, -np.cos(open_)))
            aside = vec(out * np.cos(open_), 0, np.sin(open_))
            stance.hands[side] = End(
                shoulder + along * length,
                hand_turn(bones, side, along, -aside),
                unit(aside + vec(0, 0.35, 0)),
                FIST,
                40.0,
            )
        return stance


def _pad(body: Body, stance: Stance) -> list[Surface]:
    """An inclined pad below the trunk of `stance`, on two legs."""
    bones = body.skeleton
    hip = stance.hip
    chest = hip + (shoulder_from_hip(bones, stance, "l") + shoulder_from_hip(bones, stance, "r")) / 2
    along = unit(chest - hip)
    front = unit(np.cross(X, along))
    axes = np.stack([X, along, front], axis=1)
    middle = hip + 0.62 * (chest - hip) + (CHEST + PAD[2]) * front
    points, triangles = props.box_mesh(-PAD, PAD)
    parts = [rigid(points @ axes.T + middle, triangles, props.CUSHION, s.PLAIN)]
    for end in (-0.8, 0.8):
        at = middle + end * PAD[1] * along + PAD[2] * front
        parts.append(props.rod(at, at * (X + vec(0, 1, 0)) + 0.02 * Z, 0.025, props.STEEL))
    return parts


def dumbbell_row(body: Body, *, both: bool = False, **move: float) -> Move:
    """A row with one hand, the other on a bench, or with `both`."""
    return BentRow(body, **move) if both else DumbbellRow(body, **move)  # type: ignore[arg-type]


def reverse_fly(body: Body, *, bent: bool = False, **move: float) -> Move:
    """A reverse fly standing with a band, or bent over with dumbbells."""
    return BentFly(body, **move) if bent else ReverseFly(body, **move)
