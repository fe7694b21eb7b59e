"""Movements of the stick body: each builder draws its details at random and gives points by progress, 0 to 1."""

import math
from collections.abc import Callable

import numpy as np

from posecoach.core.pose.landmarks import Landmark
from tests import puppet
from tests.puppet import FOREARM, HIPS, SHIN, SHOULDERS, THIGH, TRUNK, UPPER_ARM

Points = np.ndarray
Progress = Callable[[float], Points]
Builder = Callable[[np.random.Generator], Progress]

ARM = UPPER_ARM + FOREARM
SIDES = ((1.0, "LEFT"), (-1.0, "RIGHT"))
STRAIGHT = 172.0
STANDING = 85.0


def at(*values: float) -> Points:
    return np.array(values, dtype=float)


def mix(a, b, share: float):
    return a + (b - a) * share


def arms(points: Points, hand: Callable[[float], Points], elbow=(0.4, 0.3, -1.0)) -> Points:
    """Points with each hand at its shoulder plus hand(side), and the elbow towards a direction."""
    for side, name in SIDES:
        shoulder, reach = points[Landmark[f"{name}_SHOULDER"]], hand(side)
        wrist = shoulder + reach * min(1.0, 0.99 * ARM / np.linalg.norm(reach))
        points[Landmark[f"{name}_WRIST"]] = wrist
        points[Landmark[f"{name}_ELBOW"]] = puppet.bent(
            shoulder, wrist, UPPER_ARM, (side * elbow[0], *elbow[1:])
        )
        for finger in ("PINKY", "INDEX", "THUMB"):
            points[Landmark[f"{name}_{finger}"]] = wrist + at(0.0, -0.05, 0.03)
    return points


# What is counted.


def push_up(rng, *, lifts=(0.0, 0.0, 0.25, 0.45)) -> Progress:
    low, hands, lift = rng.uniform(60, 95), rng.uniform(0.9, 1.9), rng.choice(lifts)
    flare, sag = rng.uniform(10, 70), rng.uniform(-0.05, 0.05)
    return lambda share: puppet.push_up(
        mix(STRAIGHT, low, share), hands=hands, lift=lift, flare=flare, sag=sag
    )


def diamond(rng) -> Progress:
    low = rng.uniform(60, 95)
    return lambda share: puppet.push_up(mix(STRAIGHT, low, share), hands=0.45, flare=20.0)


def decline(rng) -> Progress:
    """Turned about the hands until the feet are 0.4 m up."""
    low, turn = rng.uniform(60, 95), -math.asin(0.4 / 1.3)

    def points(share):
        flat = puppet.push_up(mix(STRAIGHT, low, share), flare=30.0)
        y, z = flat[:, 1].copy(), flat[:, 2].copy()
        flat[:, 1], flat[:, 2] = (
            math.cos(turn) * y + math.sin(turn) * z,
            math.cos(turn) * z - math.sin(turn) * y,
        )
        return flat

    return points


def on_knees(rng) -> Progress:
    low = rng.uniform(60, 95)

    def points(share):
        p = puppet.push_up(mix(STRAIGHT, low, share), flare=30.0)
        for side, name in SIDES:
            shoulder = p[Landmark[f"{name}_SHOULDER"]]
            length, height = TRUNK + THIGH, 0.05
            knee = at(side * 0.1, shoulder[1] + math.sqrt(length**2 - (shoulder[2] - height) ** 2), height)
            ankle = knee + at(0.0, 0.2, 0.36)
            p[Landmark[f"{name}_KNEE"]] = knee
            p[Landmark[f"{name}_HIP"]] = mix(shoulder, knee, TRUNK / length)
            p[Landmark[f"{name}_ANKLE"]] = ankle
            p[Landmark[f"{name}_HEEL"]] = ankle + at(0.0, 0.05, 0.03)
            p[Landmark[f"{name}_FOOT_INDEX"]] = ankle + at(0.0, -0.05, 0.13)
        return p

    return points


def pull_up(rng) -> Progress:
    top, hands, ahead = rng.uniform(30, 48), rng.uniform(0.9, 1.9), rng.uniform(0.3, 1.2)

    def points(share):
        p = puppet.pull_up(mix(STRAIGHT, top, share), hands=hands)
        for side, name in SIDES:
            ends = p[Landmark[f"{name}_SHOULDER"]], p[Landmark[f"{name}_WRIST"]]
            p[Landmark[f"{name}_ELBOW"]] = puppet.bent(*ends, UPPER_ARM, (side, -ahead, -0.3))
        return p

    return points


def squat(rng) -> Progress:
    depth, stance, lean = rng.uniform(-15, 5), rng.uniform(0.9, 1.8), rng.uniform(20, 45)
    hands = rng.choice(["hang", "ahead", "bar", "goblet"])

    def points(share):
        p = puppet.squat(mix(STANDING, depth, share), stance=stance, lean=mix(5.0, lean, share))
        places = {
            "ahead": lambda _: mix(at(0, -0.2, -0.5), at(0, -0.5, -0.1), share),
            "bar": lambda side: at(side * 0.2, 0.08, 0.05),
            "goblet": lambda side: at(-side * 0.12, -0.2, -0.1),
        }
        return arms(p, places[hands]) if hands in places else p

    return points


def row(rng, kinds=("bench", "staggered", "both", "chest"), prop=0.47) -> Progress:
    """One arm with a knee on a bench or one foot ahead, both arms, or both with the chest on an inclined bench.

    `prop`: m from the shoulder of the arm that props up the body down to its hand.
    """
    kind = rng.choice(list(kinds))
    lean = math.radians(rng.uniform(*{"chest": (30, 45), "both": (5, 50)}.get(kind, (10, 40))))
    working, swing = rng.choice([1.0, -1.0]), math.radians(rng.uniform(0, 8))
    below, back, gap = rng.uniform(0.05, 0.25), rng.uniform(0.05, 0.3), rng.uniform(0.1, 0.2)
    hip = at(0.0, 0.18, 0.6 if kind == "chest" else 0.82)

    def leg(side):
        joint = hip + at(side * HIPS / 2.0, 0.0, 0.0)
        if kind == "bench" and side != working:
            knee = at(side * 0.1, hip[1] - 0.05, hip[2] - 0.98 * THIGH)
            return joint, knee, knee + at(0.0, 0.38, 0.03)
        stride = side * 0.28 if kind == "staggered" else 0.0
        ankle = at(side * gap, -0.08 - stride, 0.08)
        reach, most = np.linalg.norm(ankle - joint), 0.998 * (THIGH + SHIN)
        if reach > most:
            ankle = mix(joint, ankle, most / reach)
        return joint, puppet.bent(joint, ankle, (THIGH + SHIN) / 2.0, (0.0, -1.0, 0.0)), ankle

    def points(share):
        up = lean + swing * share
        shoulder = hip + TRUNK * at(0.0, -math.cos(up), math.sin(up))
        p = puppet.body()
        for side, _ in SIDES:
            top = shoulder + at(side * SHOULDERS / 2.0, 0.0, 0.0)
            hang, pulled = top + at(side * 0.03, -0.02, -0.98 * ARM), top + at(side * 0.06, back, -below)
            wrist, elbow = mix(hang, pulled, share), (side * 0.25, 1.0, 0.2)
            if kind in ("bench", "staggered") and side != working:
                wrist, elbow = top + at(side * 0.02, -0.05, -prop), (side * 0.4, 1.0, 0.0)
            joint, knee, ankle = leg(side)
            arm = {"SHOULDER": top, "ELBOW": puppet.bent(top, wrist, UPPER_ARM, elbow), "WRIST": wrist}
            limbs = arm | {"HIP": joint, "KNEE": knee, "ANKLE": ankle}
            puppet.put(p, side, limbs, hand=(0.0, 0.0, -0.07), foot=(0.0, -0.13, -0.07))
        return puppet.head(p, shoulder, (shoulder - hip) / TRUNK, at(0.0, -math.sin(up), -math.cos(up)))

    return points


def fly(rng) -> Progress:
    """Standing with a band, on a seat, or bent over."""
    kind = rng.choice(["standing", "seated", "bent over"])
    wide, height, lean = rng.uniform(70, 88), rng.uniform(-0.15, 0.1), rng.uniform(50, 80)

    def points(share):
        out = math.radians(mix(5.0, wide, share))
        if kind == "bent over":
            body = puppet.squat(60.0, lean=lean)
            return arms(body, lambda s: 0.5 * at(s * math.sin(out), -0.05, -math.cos(out)), (0.2, 1.0, 0.0))
        body = puppet.squat(STANDING) if kind == "standing" else puppet.seated(on_chair=True)
        return arms(body, lambda s: 0.5 * at(s * math.sin(out), -math.cos(out), height), (0.3, 0.2, -1.0))

    return points


# What is not.


def dip(_rng) -> Progress:
    bar = puppet.squat(STANDING)[Landmark.LEFT_SHOULDER][2] - 0.25

    def points(share):
        p = puppet.squat(STANDING) + at(0.0, 0.0, mix(0.25, 0.0, share))
        high = p[Landmark.LEFT_SHOULDER][2]
        return arms(p, lambda side: at(side * 0.07, 0.0, bar - high), (0.1, 1.0, 0.0))

    return points


def lunge(_rng) -> Progress:
    def points(share):
        p = puppet.squat(mix(STANDING, 45.0, share))
        for side, name in SIDES:
            ankle = at(side * 0.1, -0.45 * side, 0.08 if side > 0 else 0.16)
            hip = p[Landmark[f"{name}_HIP"]]
            length = max(0.425, np.linalg.norm(ankle - hip) / 2.0 + 0.001)
            p[Landmark[f"{name}_KNEE"]] = puppet.bent(hip, ankle, length, (0.0, -1.0, 0.0))
            p[Landmark[f"{name}_ANKLE"]] = ankle
            p[Landmark[f"{name}_HEEL"]] = ankle + at(0.0, 0.04, -0.06)
            p[Landmark[f"{name}_FOOT_INDEX"]] = ankle + at(0.0, -0.12, -0.07)
        return p

    return points


def standing(hand: Callable[[float, float], Points]) -> Builder:
    """A movement of the arms alone: where a hand is from its shoulder, by side and progress."""
    return lambda _rng: lambda share: arms(puppet.squat(STANDING), lambda side: hand(side, share))


def hinged(thigh: float, lean: float, hand: Callable[[float, float], Points]) -> Builder:
    """A movement that ends with the thighs and the trunk at these degrees."""
    return lambda _rng: (
        lambda share: arms(
            puppet.squat(mix(STANDING, thigh, share), lean=mix(4.0, lean, share)),
            lambda side: hand(side, share),
        )
    )


def _raise(side, share):
    angle = 0.2 + 2.7 * share
    return ARM * at(side * math.sin(angle), 0.0, -math.cos(angle))


COUNTED: dict[str, tuple[Builder, ...]] = {
    "push_up": (push_up, push_up, diamond, decline, on_knees),
    "pull_up": (pull_up,),
    "squat": (squat,),
    "dumbbell_row": (row,),
    "reverse_fly": (fly,),
}

OTHERS: dict[str, Builder] = {
    "curl": standing(
        lambda side, share: mix(at(side * 0.03, -0.02, -0.53), at(side * 0.05, -0.25, -0.1), share)
    ),
    "curl bent over": lambda _rng: (
        lambda share: arms(
            puppet.squat(60.0, lean=50.0),
            lambda side: mix(at(side * 0.03, -0.02, -0.53), at(side * 0.05, -0.25, -0.15), share),
        )
    ),
    "shoulder press": standing(
        lambda side, share: mix(at(side * 0.12, -0.08, 0.05), at(side * 0.1, 0, 0.52), share)
    ),
    "lateral raise": standing(
        lambda side, share: mix(at(side * 0.05, 0, -0.53), at(side * 0.53, 0, 0), share)
    ),
    "front raise": standing(
        lambda side, share: ARM * at(side * 0.05, -math.sin(1.6 * share), -math.cos(1.6 * share))
    ),
    "jumping jack": lambda _rng: (
        lambda share: arms(puppet.squat(STANDING, stance=0.6 + 1.2 * share), lambda side: _raise(side, share))
    ),
    "calf raise": lambda _rng: lambda share: puppet.squat(STANDING) + at(0.0, 0.0, 0.08 * share),
    "good morning": hinged(70.0, 78.0, lambda side, _: at(side * 0.2, 0.05, 0.08)),
    "deadlift": hinged(40.0, 65.0, lambda side, _: at(side * 0.03, -0.03, -0.53)),
    "pulldown": lambda _rng: (
        lambda share: arms(
            puppet.seated(-8.0, on_chair=True),
            lambda side: mix(at(side * 0.15, -0.1, 0.5), at(side * 0.25, -0.05, 0.05), share),
        )
    ),
    "cable row": lambda _rng: (
        lambda share: arms(
            puppet.seated(5.0 - 12.0 * share, bend=30.0),
            lambda side: mix(at(-side * 0.05, -0.5, -0.15), at(side * 0.05, -0.05, -0.35), share),
        )
    ),
    "sit-up": lambda _rng: (
        lambda share: arms(
            puppet.seated(-80.0 + 75.0 * share, bend=70.0), lambda side: at(-side * 0.1, -0.1, 0.15)
        )
    ),
    "dip": dip,
    "lunge": lunge,
}
