"""Random ways to do each exercise: kind, tempo, range, partial repetitions, and good camera places."""

from collections.abc import Callable
from typing import Any

from sample_videos.studio.drawn import Chance, Drawn, draw_reps, pick


def push_up(chance: Chance) -> Drawn:
    """Push-ups, flat, on knees, hands or feet raised, hands close or wide."""
    kind, move = pick(
        chance,
        {
            "standard": {"width": chance.uniform(1.15, 1.45)},
            "wide": {"width": chance.uniform(1.6, 1.85), "flare": 64.0},
            "narrow": {
                "width": chance.uniform(0.65, 0.9),
                "flare": 35.0,
                "fingers_in": 8.0,
                "hands_back": 0.07,
            },
            "diamond": {"width": 0.42, "flare": 48.0, "fingers_in": 38.0, "hands_back": 0.09},
            "knees": {"width": 1.3, "on_knees": True},
            "incline": {
                "width": 1.3,
                "hands_height": (high := chance.uniform(0.25, 0.55)),
                "hands_back": -0.02 - 0.34 * high,
            },
            "bar": {
                "width": 1.3,
                "on_bar": True,
                "hands_height": chance.uniform(0.7, 0.95),
                "hands_back": -0.3,
            },
            "decline": {"width": 1.3, "feet_height": chance.uniform(0.25, 0.5)},
        },
    )
    run, hard = draw_reps(chance, chance.uniform(165, 171), (70, 86), 117.0, "shallow", approach=False)
    variant = {"bar": "incline"}.get(kind, kind)
    return Drawn(
        f"Push-ups, {kind}",
        variant,
        move,
        run,
        (90, 90, 90, 65, 45, 10),
        (0.2, 1.2),
        0.25,
        ("feet cut",),
        [*hard],
    )


def pull_up(chance: Chance) -> Drawn:
    """Pull-ups and chin-ups."""
    chin = bool(chance.uniform() < 0.4)
    width = chance.uniform(0.9, 1.3) if chin else chance.uniform(1.0, 1.85)
    top = chance.uniform(166, 172)
    run, hard = draw_reps(chance, top, (31, 40), 98.0, "chin_below_bar")
    variant = "wide" if width > 1.45 else "medium" if width > 1.05 else "close"
    return Drawn(
        "Chin-ups" if chin else "Pull-ups",
        variant,
        {"width": width, "palms": "to face" if chin else "away", "hang": top},
        run,
        (0, 0, 40, 180, 180, 140, 90),
        (0.6, 1.9),
        0.75,
        ("feet cut", "feet cut"),
        [*hard, *(["chin-up"] if chin else [])],
    )


def squat(chance: Chance) -> Drawn:
    """Squats, feet near or far."""
    run, hard = draw_reps(chance, chance.uniform(79, 83), (-8, 4), 40.0, "shallow")
    move = {"gap": chance.uniform(0.3, 0.5), "toe_out": chance.uniform(8, 30), "lean": chance.uniform(26, 44)}
    return Drawn("Squats", "standard", move, run, (0, 40, 90, 90, 140), (0.4, 1.7), 0.55, ("head cut",), hard)


def dumbbell_row(chance: Chance) -> Drawn:
    """Rows with one hand or both, standing, kneeling or on a pad."""
    arm = str(chance.choice(["left", "right"]))
    kind, move = pick(
        chance,
        {
            "one_arm": {"arm": arm, "lean": chance.uniform(58, 70)},
            "knee": {"arm": arm, "lean": chance.uniform(70, 80), "bench": 0.45, "knee_on_bench": True},
            "barbell": {"both": True, "lean": chance.uniform(45, 72), "width": chance.uniform(1.2, 1.6)},
            "two dumbbells": {"both": True, "lean": chance.uniform(45, 75), "width": 1.1, "bar": False},
            "chest on a pad": {
                "both": True, "lean": chance.uniform(45, 60), "width": 1.1, "bar": False, "pad": True,
            },
        },
    )  # fmt: skip
    run, hard = draw_reps(chance, 0.0, (0.85, 1.0), fetch=True)
    two = kind not in ("one_arm", "knee")
    return Drawn(
        f"Rows: {kind}",
        "two_arm" if two else "one_arm",
        move,
        run,
        (90, 90, 60, 40, 10),
        (0.4, 1.5),
        0.35,
        ("feet cut",),
        [*hard, kind],
    )


def reverse_fly(chance: Chance) -> Drawn:
    """Reverse flies, with a band or bent over."""
    bent = bool(chance.uniform() < 0.5)
    elbow = chance.uniform(148, 170)
    move = {"bent": True, "lean": chance.uniform(60, 82), "elbow": elbow} if bent else {"elbow": elbow}
    run, hard = draw_reps(chance, 4.0, (70, 90), fetch=True)
    return Drawn(
        "Flies bent over" if bent else "Flies with a band",
        "bent" if bent else "band",
        move,
        run,
        (0, 0, 40, 55, 180) if bent else (0, 0, 40, 180, 140),
        (0.6, 1.6),
        0.45,
        ("feet cut",),
        [*hard, *(["bent over"] if bent else [])],
    )


def squat_stretch(chance: Chance) -> Drawn:
    """The squat stretch, to one side or both."""
    sides = list(chance.permutation(["left", "right"]))[: int(chance.integers(1, 3))]
    holds = [
        {
            "side": str(side),
            "depth": float(chance.uniform(-4, 10)),
            "twist": float(chance.uniform(30, 45)),
            "seconds": float(chance.uniform(3.5, 5.5)),
        }
        for side in sides
    ]
    run = {
        "top": 74.0,
        "holds": holds,
        "lead": float(chance.uniform(0.6, 1.5)),
        "settle": float(chance.choice([0, 0.8])),
    }
    move = {"gap": chance.uniform(0.66, 0.8), "toe_out": chance.uniform(24, 38)}
    return Drawn("The squat stretch", "parallel", move, run, (0, 0, 35, 90), (0.5, 1.4), 0.4, ("head cut",))


def doorframe_stretch(chance: Chance) -> Drawn:
    """The doorframe stretch, one arm or both in turn."""
    sides = list(chance.permutation(["left", "right"]))[: int(chance.integers(1, 3))]
    run = {
        "holds": [{"side": str(side), "seconds": float(chance.uniform(3.5, 5))} for side in sides],
        "lead": float(chance.uniform(0.6, 1.5)),
    }
    move = {"through": chance.uniform(20, 38), "raised": chance.uniform(84, 100)}
    return Drawn(
        "The doorframe stretch", "standard", move, run, (180, 180, 150, 0, 20), (0.8, 1.6), 0.7, ("feet cut",)
    )


def spine_stretch(chance: Chance) -> Drawn:
    """The seated spine stretch, on the floor or on a stool."""
    floor = bool(chance.uniform() < 0.7)
    move: dict[str, Any] = {"seat": "stool", "fold": chance.uniform(48, 70)}
    if floor:
        move = {
            "seat": "floor",
            "fold": chance.uniform(44, 66),
            "apart": chance.uniform(10, 32),
            "knee": chance.uniform(150, 172),
        }
    run = {
        "holds": [{"seconds": float(chance.uniform(4, 8))}],
        "lead": float(chance.uniform(1.0, 2.5)),
        "nod": float(chance.choice([0, 0.9])),
        "between": 1.2,
    }
    variant = "floor" if floor else "standard"
    return Drawn(
        f"The spine stretch, {variant}", variant, move, run, (90, 90, 45, 5), (0.4, 1.3), 0.3, (), [variant]
    )


ROUTINES: dict[str, Callable[[Chance], Drawn]] = {
    "push_up": push_up,
    "pull_up": pull_up,
    "squat": squat,
    "dumbbell_row": dumbbell_row,
    "reverse_fly": reverse_fly,
    "squat_stretch": squat_stretch,
    "doorframe_stretch": doorframe_stretch,
    "spine_stretch": spine_stretch,
}
"""The function that draws each exercise, by the exercise's name."""
