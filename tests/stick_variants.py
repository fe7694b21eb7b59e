"""The exercises as people vary them: other hands, feet and grips, other tempo and range, other cameras.

Each variant is a whole set that any onlooker would count. Scenes follow from their seed alone, as in tests/scenes.py.
"""

import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from posecoach.core.pose.landmarks import Landmark
from tests import puppet, stick_moves
from tests.puppet import SHIN, THIGH, UPPER_ARM
from tests.scenes import AIM, AIMS, Scene, draw_camera, filmed
from tests.stick_moves import ARM, SIDES, STANDING, arms, at, mix

Points = np.ndarray
Moment = Callable[[float, float, int], Points]
"""The body by how far it is, 0 to 1, by the share of the repetition's time that has passed, and by its number."""

Range = tuple[float, float]


def there_and_back(u: float) -> float:
    return 0.5 - 0.5 * math.cos(2.0 * math.pi * u)


def slowly_down(u: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * (u / 0.75 if u < 0.75 else (u - 0.5) / 0.25))


def held(u: float) -> float:
    return there_and_back(0.5 * min(u, 1.0 - u) / 0.3) if min(u, 1.0 - u) < 0.3 else 1.0


@dataclass(frozen=True)
class Variant:
    """A way to do an exercise.

    Attributes:
        exercise: its name.
        build: draws the details, and returns the body at any moment.
        period: s that a repetition takes.
        pause: s between two.
        course: how far the body is by the share of the period.
        reach: how far repetition i of n goes, as a share of the body's way; of the elbow's angle in push-ups and pull-ups.
        camera: azimuth in degrees, height and distance in m, drawn where not named.
        tremble: of the landmarks, as a share of the body's height in the picture.
    """

    exercise: str
    build: Callable[[np.random.Generator], Moment]
    period: Range = (1.0, 3.0)
    pause: Range = (0.0, 0.6)
    course: Callable[[float], float] = there_and_back
    reach: Callable[[int, int], float] = lambda _i, _n: 1.0
    camera: dict[int, Range] = field(default_factory=dict)
    tremble: Range = (0.003, 0.01)


def scene(name: str, seed: int) -> Scene:
    """Return the scene of a variant with this seed."""
    how = VARIANTS[name]
    rng = np.random.default_rng((seed, zlib.crc32(name.encode())))
    points, reps, lead = how.build(rng), int(rng.integers(4, 11)), rng.uniform(0.4, 2.0)
    period, pause = rng.uniform(*how.period), rng.uniform(*how.pause)
    rate, camera = float(rng.choice([15, 24, 30, 30])), list(draw_camera(how.exercise, rng))
    for place, (least, most) in how.camera.items():
        camera[place] = rng.uniform(least, most)
    noise = rng.uniform(*how.tremble)
    roll, reaches = rng.normal(0.0, 3.0), [how.reach(i, reps) * rng.uniform(0.9, 1.0) for i in range(reps)]

    def body_at(t):
        rep, within = divmod(t - lead, period + pause)
        doing = 0 <= rep < reps and within < period
        u = within / period if doing else 0.0
        share = reaches[int(rep)] * how.course(u) if doing else 0.0
        return points(share, u, min(max(int(rep), 0), reps - 1))

    times = [i / rate for i in range(int((2.0 * lead + reps * (period + pause)) * rate))]
    poses = filmed(body_at, times, camera, AIMS.get(how.exercise, AIM), roll, noise, rng)
    return Scene(how.exercise, seed, reps, poses, (*camera, rate))


def plain(builder: stick_moves.Builder) -> Callable[[np.random.Generator], Moment]:
    """Return an exercise as tests/stick_moves.py has it."""

    def build(rng):
        points = builder(rng)
        return lambda share, _u, _rep: points(share)

    return build


def on_the_floor(rng):
    return stick_moves.push_up(rng, lifts=(0.0,))


def hands_raised(least: float, most: float) -> Callable[[np.random.Generator], Moment]:
    """Return push-ups with the hands so many m above the feet: a floor push-up, turned about the feet."""

    def build(rng):
        points = on_the_floor(rng)
        feet = points(0.0)[Landmark.LEFT_ANKLE]
        turn = math.asin(rng.uniform(least, most) / feet[1])
        turned = np.array(
            [[1, 0, 0], [0, math.cos(turn), math.sin(turn)], [0, -math.sin(turn), math.cos(turn)]]
        )
        return lambda share, _u, _rep: feet + (points(share) - feet) @ turned.T

    return build


def put_hand(points: Points, side: float, name: str, hand: Points, elbow) -> None:
    """Put a hand somewhere, no farther than the arm reaches, the elbow towards a direction."""
    shoulder = points[Landmark[f"{name}_SHOULDER"]]
    away = hand - shoulder
    hand = shoulder + away * min(1.0, 0.995 * ARM / np.linalg.norm(away))
    points[Landmark[f"{name}_WRIST"]] = hand
    points[Landmark[f"{name}_ELBOW"]] = puppet.bent(shoulder, hand, UPPER_ARM, (side * elbow[0], *elbow[1:]))
    for finger in ("PINKY", "INDEX", "THUMB"):
        points[Landmark[f"{name}_{finger}"]] = hand + at(0.0, -0.05, 0.0)


def put_leg(points: Points, name: str, knee: Points, ankle: Points) -> None:
    points[Landmark[f"{name}_KNEE"]], points[Landmark[f"{name}_ANKLE"]] = knee, ankle
    points[Landmark[f"{name}_HEEL"]] = ankle + at(0.0, 0.04, -0.06)
    points[Landmark[f"{name}_FOOT_INDEX"]] = ankle + at(0.0, -0.12, -0.07)


def one_armed(rng) -> Moment:
    points, free = on_the_floor(rng), int(rng.integers(2))

    def moment(share, _u, _rep):
        p = points(0.85 * share)
        side, name = SIDES[free]
        put_hand(p, side, name, p[Landmark[f"{name}_HIP"]] + at(-0.1 * side, 0.0, 0.1), (1.0, 0.3, 0.5))
        return p

    return moment


def tap_after(rng) -> Moment:
    """A hand taps the other shoulder after each push-up."""
    points = on_the_floor(rng)

    def moment(_share, u, rep):
        if u < 0.5:
            return points(there_and_back(2.0 * u))
        p = points(0.0)
        (side, name), (_, other) = SIDES[rep % 2], SIDES[1 - rep % 2]
        there = p[Landmark[f"{other}_SHOULDER"]] + at(0.0, -0.05, -0.03)
        hand = mix(p[Landmark[f"{name}_WRIST"]], there, there_and_back(2.0 * u - 1.0))
        put_hand(p, side, name, hand, (1.0, 0.2, -0.5))
        return p

    return moment


def with_legs(place: Callable[[Points, float, float], tuple[Points, Points]]):
    """Return pull-ups whose knees and ankles are, by hip, side and progress, where `place` says."""

    def build(rng):
        points = stick_moves.pull_up(rng)

        def moment(share, _u, _rep):
            p = points(share)
            for side, name in SIDES:
                put_leg(p, name, *place(p[Landmark[f"{name}_HIP"]], side, share))
            return p

        return moment

    return build


def knees_up(hip, _side, share):
    angle = 1.3 * share
    knee = hip + THIGH * at(0.0, -math.sin(angle), -math.cos(angle))
    return knee, knee + at(0.0, 0.0, -SHIN)


def squat(hand=None, *, thigh: Range = (-15, 5), stance: Range = (0.9, 1.8), lean: Range = (20, 45)):
    """Return squats down to so many degrees of the thigh, the hands at their shoulders plus `hand(side)`."""

    def build(rng):
        down, wide, forward = rng.uniform(*thigh), rng.uniform(*stance), rng.uniform(*lean)

        def moment(share, _u, _rep):
            p = puppet.squat(mix(STANDING, down, share), stance=wide, lean=mix(5.0, forward, share))
            return arms(p, hand) if hand else p

        return moment

    return build


def jumping(rng) -> Moment:
    points = squat()(rng)

    def moment(_share, u, rep):
        if u < 0.7:
            return points(there_and_back(u / 0.7), u, rep)
        return points(0.0, u, rep) + at(0.0, 0.0, 0.25 * math.sin(math.pi * (u - 0.7) / 0.3))

    return moment


def row(lean: Range, *, heave: float = 0.0, working=lambda _rep, _side: True):
    """Return rows bent over by so many degrees; the trunk rises by `heave` of them."""

    def build(rng):
        forward = rng.uniform(*lean)

        def moment(share, _u, rep):
            p = puppet.squat(57.0, stance=1.2, lean=forward - heave * share)
            for side, name in SIDES:
                shoulder = p[Landmark[f"{name}_SHOULDER"]]
                drawn = share if working(rep, side) else 0.0
                hand = shoulder + mix(at(side * 0.03, -0.02, -0.52), at(side * 0.06, 0.15, -0.2), drawn)
                put_hand(p, side, name, hand, (0.3, 1.0, 0.2))
            return p

        return moment

    return build


def alternating(rep: int, side: float) -> bool:
    return (rep % 2 == 0) == (side > 0)


EVERY: dict[str, stick_moves.Builder] = {
    "push_up": stick_moves.push_up,
    "pull_up": stick_moves.pull_up,
    "squat": stick_moves.squat,
    "dumbbell_row": stick_moves.row,
    "reverse_fly": stick_moves.fly,
}
MANNERS: dict[str, dict] = {
    "slowly down": {"course": slowly_down, "period": (3.0, 5.0)},
    "held": {"course": held, "period": (3.0, 6.0)},
    "with rests": {"pause": (2.0, 6.0)},
    "brisk": {"period": (0.65, 0.9), "pause": (0.0, 0.05)},
    "tiring": {"reach": lambda i, n: 1.0 - 0.3 * i / (n - 1)},
    "camera low": {"camera": {1: (0.05, 0.2)}},
    "camera high": {"camera": {1: (2.0, 2.8)}},
    "close by": {"camera": {2: (1.5, 2.0)}},
    "noisy": {"tremble": (0.012, 0.02)},
}
VARIANTS: dict[str, Variant] = {
    f"{exercise}, {manner}": Variant(exercise, plain(builder), **how)
    for exercise, builder in EVERY.items()
    for manner, how in MANNERS.items()
} | {
    "push_up, one-armed": Variant("push_up", one_armed),
    "push_up, tap after each": Variant("push_up", tap_after, period=(2.2, 3.5)),
    "push_up, on the knees": Variant("push_up", plain(stick_moves.on_knees)),
    "push_up, feet raised": Variant("push_up", plain(stick_moves.decline)),
    "push_up, hands on a table": Variant("push_up", hands_raised(0.65, 0.8)),
    "push_up, hands on a counter": Variant("push_up", hands_raised(0.85, 1.0)),
    "push_up, hips sagging": Variant(
        "push_up", plain(lambda _: lambda s: puppet.push_up(172.0 - 95.0 * s, sag=0.11))
    ),
    "pull_up, knees drawn up": Variant("pull_up", with_legs(knees_up)),
    "pull_up, legs ahead": Variant(
        "pull_up", with_legs(lambda hip, *_: (hip + at(0, -THIGH, 0), hip + at(0, -THIGH - SHIN, 0)))
    ),
    "pull_up, shins behind": Variant(
        "pull_up", with_legs(lambda hip, *_: (hip + at(0, 0, -THIGH), hip + at(0, 0.4, -THIGH - 0.1)))
    ),
    "squat, overhead": Variant("squat", squat(lambda side: at(side * 0.25, 0.02, 0.46))),
    "squat, bar in front": Variant("squat", squat(lambda side: at(-side * 0.02, -0.12, 0.02))),
    "squat, sumo": Variant("squat", squat(stance=(2.0, 2.6), lean=(10, 25))),
    "squat, half way": Variant("squat", squat(thigh=(25, 35), lean=(15, 35))),
    "squat, leaning far": Variant("squat", squat(lean=(50, 60))),
    "squat, jumping": Variant("squat", jumping, period=(1.2, 1.8)),
    "dumbbell_row, fairly upright": Variant("dumbbell_row", row((30, 40))),
    "dumbbell_row, heaving": Variant("dumbbell_row", row((45, 60), heave=22.0)),
    "dumbbell_row, alternating": Variant("dumbbell_row", row((45, 65), working=alternating)),
}
