"""A stance says where pelvis, hands and feet are; solving it turns every bone (inverse kinematics)."""

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from sample_videos.studio.skeleton import OUT, SIDES, Skeleton
from sample_videos.studio.space import Array, X, Y, Z, bend, blend, frame, swing, turn, twist_about, vec

ELBOW_BACK = vec(0.35, 1.0, 0.0)  # where the elbow points in the rest pose, for the left arm
FINGERS = ("index", "middle", "ring", "pinky")


@dataclass(slots=True)
class End:
    """A hand or a foot: where its joint (wrist, ankle) is, how it is turned, to where elbow or knee points."""

    at: Array
    turned: Array
    pole: Array
    curl: float = 0.0
    """Hands: how far the fingers are closed, degrees a joint. Feet: how far the toes bend up, degrees."""
    thumb: float = 0.0
    """Hands: how far the thumb is laid across the palm, degrees a joint."""


@dataclass(slots=True)
class Stance:
    """The whole body at one moment, before the joints between are solved."""

    hip: Array
    """The middle between the hip joints."""
    pelvis: Array
    """The pelvis' rotation; identity is upright, facing -y."""
    hands: dict[str, End]
    feet: dict[str, End]
    spine: Array = field(default_factory=lambda: np.zeros(3))
    """Bend of the spine over its whole length, degrees: forward, to the left, and turned to the left."""
    head: Array = field(default_factory=lambda: np.zeros(2))
    """The head against the chest, degrees: forward (nod), and turned to the left."""
    shrug: dict[str, float] = field(default_factory=lambda: {"l": 0.0, "r": 0.0})
    """Height to which each shoulder is raised, degrees of the collar bone."""
    forward: dict[str, float] = field(default_factory=lambda: {"l": 0.0, "r": 0.0})
    """Distance by which each shoulder is drawn forward, degrees of the collar bone."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A solved stance: rotation (n, 3, 3) and position (n, 3) of every bone."""

    skeleton: Skeleton
    turns: Array
    places: Array

    def at(self, bone: str) -> Array:
        """Return the start of `bone`."""
        return np.asarray(self.places[self.skeleton.index[bone]])

    def turned(self, bone: str) -> Array:
        """Return the turn of `bone` from its rest pose."""
        return np.asarray(self.turns[self.skeleton.index[bone]])

    def carried(self, bone: str, rest_point: Array) -> Array:
        """Return the present place of a point of the rest pose that moves with `bone`."""
        i = self.skeleton.index[bone]
        return np.asarray(self.places[i] + self.turns[i] @ (rest_point - self.skeleton.heads[i]))


def hand_axes(skeleton: Skeleton, side: str) -> Array:
    """The hand's rest axes as columns: along the fingers, out of the palm, and their cross product."""
    along = skeleton.at(f"middle_01_{side}") - skeleton.at(f"hand_{side}")
    to_thumb = skeleton.at(f"index_01_{side}") - skeleton.at(f"pinky_01_{side}")
    return frame(along, np.cross(along, to_thumb) * OUT[side])


def hand_turn(skeleton: Skeleton, side: str, fingers: Array, palm: Array) -> Array:
    """The hand rotation whose fingers point along `fingers` and whose palm faces `palm`."""
    return frame(fingers, palm) @ hand_axes(skeleton, side).T


def trunk_turns(stance: Stance) -> dict[str, Array]:
    """Rotations of pelvis, spine, neck, head and collar bones."""
    turns = {"Root": stance.pelvis, "pelvis": stance.pelvis}
    lean, aside, twist = stance.spine
    chest = stance.pelvis
    for i, bone in enumerate(("spine_01", "spine_02", "spine_03"), start=1):
        share = i / 3
        local = turn(Z, twist * share) @ turn(Y, aside * share) @ turn(X, lean * share)
        chest = stance.pelvis @ local
        turns[bone] = chest
    nod, look = stance.head
    turns["neck_01"] = chest @ turn(Z, look * 0.45) @ turn(X, nod * 0.45)
    turns["head"] = chest @ turn(Z, look) @ turn(X, nod)
    for side in SIDES:
        turns[f"clavicle_{side}"] = (
            chest @ turn(Y, -OUT[side] * stance.shrug[side]) @ turn(Z, -OUT[side] * stance.forward[side])
        )
    return turns


def shoulder_from_hip(skeleton: Skeleton, stance: Stance, side: str) -> Array:
    """The vector from the middle of the hips to a shoulder joint; it does not depend on where the hip is."""
    turns = trunk_turns(stance)
    middle = (skeleton.at("thigh_l") + skeleton.at("thigh_r")) / 2
    chain = ["pelvis", "spine_01", "spine_02", "spine_03", f"clavicle_{side}", f"upperarm_{side}"]
    offset = stance.pelvis @ (skeleton.at("pelvis") - middle)
    for parent, child in pairwise(chain):
        offset = offset + turns[parent] @ (skeleton.at(child) - skeleton.at(parent))
    return np.asarray(offset)


def hip_joint(skeleton: Skeleton, stance: Stance, side: str) -> Array:
    """Return the place of a hip joint."""
    middle = (skeleton.at("thigh_l") + skeleton.at("thigh_r")) / 2
    return np.asarray(stance.hip + stance.pelvis @ (skeleton.at(f"thigh_{side}") - middle))


def solve(skeleton: Skeleton, stance: Stance) -> Figure:
    """Every bone of `stance`: limbs bent so that hands and feet are where it says, twists spread out."""
    turns = trunk_turns(stance)
    for side in SIDES:
        shoulder = stance.hip + shoulder_from_hip(skeleton, stance, side)
        _arm(skeleton, stance, side, shoulder, turns)
        _leg(skeleton, stance, side, turns)
    middle = (skeleton.at("thigh_l") + skeleton.at("thigh_r")) / 2
    root = stance.hip + stance.pelvis @ (skeleton.at("pelvis") - middle)
    return Figure(skeleton, *skeleton.place(turns, root))


def _arm(skeleton: Skeleton, stance: Stance, side: str, shoulder: Array, turns: dict[str, Array]) -> None:
    hand = stance.hands[side]
    names = (f"upperarm_{side}", f"lowerarm_{side}", f"hand_{side}")
    upper, lower = skeleton.length(*names[:2]), skeleton.length(*names[1:])
    elbow, wrist, hinge = bend(shoulder, hand.at, upper, lower, hand.pole)
    upper_rest = skeleton.at(names[1]) - skeleton.at(names[0])
    lower_rest = skeleton.at(names[2]) - skeleton.at(names[1])
    rest_hinge = np.cross(upper_rest + lower_rest, ELBOW_BACK * vec(OUT[side], 1, 1))
    collar = turns[f"clavicle_{side}"]
    aside = vec(OUT[side], -0.25, 0.0)
    swung = swing(collar @ aside, elbow - shoulder) @ collar @ swing(upper_rest, aside)
    whole = frame(elbow - shoulder, hinge) @ frame(upper_rest, rest_hinge).T
    _spread(turns, f"upperarm_{side}", f"upperarm_twist_{side}", swung, whole, elbow - shoulder)
    forearm = frame(wrist - elbow, hinge) @ frame(lower_rest, rest_hinge).T
    turns[f"lowerarm_{side}"] = forearm
    along = (wrist - elbow) / np.linalg.norm(wrist - elbow)
    wrung = twist_about(hand.turned @ forearm.T, along)
    turns[f"lowerarm_twist_{side}"] = turn(along, wrung) @ forearm
    turns[f"hand_{side}"] = hand.turned
    _fingers(skeleton, side, hand, turns)


def _fingers(skeleton: Skeleton, side: str, hand: End, turns: dict[str, Array]) -> None:
    axes = hand_axes(skeleton, side)
    along, palm = axes[:, 0], axes[:, 1]
    knuckles = np.cross(along, palm)
    for finger in FINGERS:
        for joint in (1, 2, 3):
            bone = f"{finger}_0{joint}_{side}"
            i = skeleton.index[bone]
            pointing = skeleton.tails[i] - skeleton.heads[i]
            pointing = pointing - knuckles * (pointing @ knuckles)
            bent = np.degrees(np.arctan2(pointing @ palm, pointing @ along))
            turns[bone] = hand.turned @ turn(knuckles, hand.curl * joint - 0.85 * bent)
    for joint in (1, 2, 3):
        folded = turn(palm, -OUT[side] * hand.thumb * 0.45 * (joint - 0.5))
        across = folded @ turn(along, OUT[side] * hand.thumb * 1.1)
        turns[f"thumb_0{joint}_{side}"] = hand.turned @ across


def _leg(skeleton: Skeleton, stance: Stance, side: str, turns: dict[str, Array]) -> None:
    foot = stance.feet[side]
    names = (f"thigh_{side}", f"calf_{side}", f"foot_{side}")
    upper, lower = skeleton.length(*names[:2]), skeleton.length(*names[1:])
    hip = hip_joint(skeleton, stance, side)
    knee, ankle, hinge = bend(hip, foot.at, upper, lower, foot.pole)
    upper_rest = skeleton.at(names[1]) - skeleton.at(names[0])
    lower_rest = skeleton.at(names[2]) - skeleton.at(names[1])
    rest_hinge = np.cross(upper_rest + lower_rest, -Y)
    swung = swing(stance.pelvis @ upper_rest, knee - hip) @ stance.pelvis
    whole = frame(knee - hip, hinge) @ frame(upper_rest, rest_hinge).T
    _spread(turns, f"thigh_{side}", f"thigh_twist_{side}", swung, whole, knee - hip)
    turns[f"calf_{side}"] = frame(ankle - knee, hinge) @ frame(lower_rest, rest_hinge).T
    turns[f"foot_{side}"] = foot.turned
    turns[f"ball_{side}"] = foot.turned @ turn(X, -foot.curl)


def _spread(turns: dict[str, Array], near: str, far: str, swung: Array, whole: Array, along: Array) -> None:
    """Puts a third of a bone's twist at its near end and all of it at its far end."""
    axis = along / np.linalg.norm(along)
    wrung = twist_about(whole @ swung.T, axis)
    turns[near] = turn(axis, wrung / 3) @ swung
    turns[far] = whole


def between(a: Stance, b: Stance, share: float) -> Stance:
    """The stance `share` of the way from `a` to `b`: what is the same in both stays where it is."""
    mixed = deepcopy(a)
    mixed.hip = a.hip + (b.hip - a.hip) * share
    mixed.pelvis = blend(a.pelvis, b.pelvis, share)
    mixed.spine = a.spine + (b.spine - a.spine) * share
    mixed.head = a.head + (b.head - a.head) * share
    for side in SIDES:
        mixed.shrug[side] = a.shrug[side] + (b.shrug[side] - a.shrug[side]) * share
        mixed.forward[side] = a.forward[side] + (b.forward[side] - a.forward[side]) * share
        for ours, first, second in (
            (mixed.hands[side], a.hands[side], b.hands[side]),
            (mixed.feet[side], a.feet[side], b.feet[side]),
        ):
            ours.at = first.at + (second.at - first.at) * share
            ours.turned = blend(first.turned, second.turned, share)
            ours.pole = first.pole + (second.pole - first.pole) * share
            ours.curl = first.curl + (second.curl - first.curl) * share
            ours.thumb = first.thumb + (second.thumb - first.thumb) * share
    return mixed
