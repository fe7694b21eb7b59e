"""Building blocks of every exercise: the middle of the hips, limb lengths, standing at ease."""

from abc import ABC, abstractmethod

from sample_videos.studio.body import Body
from sample_videos.studio.skeleton import OUT, SIDES, Skeleton
from sample_videos.studio.space import Array, Y, Z, turn, vec
from sample_videos.studio.stance import End, Figure, Stance, hand_turn, shoulder_from_hip
from sample_videos.studio.surface import Surface

State = dict[str, float]
"""The state of an exercise at one moment: its channels (`depth`, `sag`, `twist` ...) by name."""


class Move(ABC):
    """An exercise as one body does it."""

    props: list[Surface]
    """Things in the room that belong to it: mat, bar, bench."""

    @abstractmethod
    def stance(self, state: State) -> Stance:
        """The body at one moment of it."""

    def moved(self, figure: Figure) -> list[Array]:
        """Matrices (4, 4) of things that move but hang on no bone; they come after the bones."""
        del figure
        return []


def hip_middle(skeleton: Skeleton) -> Array:
    """The middle between the hip joints in the rest pose."""
    return (skeleton.at("thigh_l") + skeleton.at("thigh_r")) / 2


def arm_lengths(skeleton: Skeleton) -> tuple[float, float]:
    """Upper arm and forearm, metres."""
    return skeleton.length("upperarm_l", "lowerarm_l"), skeleton.length("lowerarm_l", "hand_l")


def shoulder_width(skeleton: Skeleton, stance: Stance) -> float:
    """The distance between the shoulder joints."""
    across = shoulder_from_hip(skeleton, stance, "l") - shoulder_from_hip(skeleton, stance, "r")
    return float((across @ across) ** 0.5)


def planted_foot(skeleton: Skeleton, side: str, place: Array, toe_out: float) -> End:
    """A foot flat on the floor: its ankle above `place`, toes turned out by `toe_out` degrees."""
    turned = turn(Z, OUT[side] * toe_out)
    at = vec(place[0], place[1], place[2] + skeleton.at(f"foot_{side}")[2])
    return End(at, turned, turned @ -Y)


def standing(body: Body, place: Array, facing: float = 0.0, foot_gap: float = 0.2) -> Stance:
    """At ease at `place`, turned left by `facing` degrees, arms at the sides."""
    bones = body.skeleton
    around = turn(Z, facing)
    feet = {}
    for side in SIDES:
        foot = planted_foot(bones, side, vec(0, 0, 0), 7)
        spot = place + around @ vec(OUT[side] * foot_gap / 2, bones.at("foot_l")[1], 0)
        foot.at = vec(spot[0], spot[1], spot[2] + bones.at("foot_l")[2])
        foot.turned, foot.pole = around @ foot.turned, around @ foot.pole
        feet[side] = foot
    hip = place + around @ (hip_middle(bones) - vec(0, 0, 0.012))
    stance = Stance(hip, around, {}, feet)
    hang_arms(body, stance)
    return stance


def hang_arms(body: Body, stance: Stance) -> None:
    """Lets both arms hang beside the trunk of `stance`."""
    bones = body.skeleton
    upper, lower = arm_lengths(bones)
    for side in SIDES:
        shoulder = stance.hip + shoulder_from_hip(bones, stance, side)
        down = vec(OUT[side] * 0.16, -0.12, -1.0)
        wrist = shoulder + stance.pelvis @ (down / (down @ down) ** 0.5) * (upper + lower) * 0.985
        palm = stance.pelvis @ vec(-OUT[side], 0.25, 0)
        fingers = stance.pelvis @ vec(OUT[side] * 0.02, -0.12, -1)
        stance.hands[side] = End(
            wrist, hand_turn(bones, side, fingers, palm), stance.pelvis @ vec(OUT[side] * 0.5, 1, 0), 14, 8
        )
