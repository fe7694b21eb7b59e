"""The part of a random scene that depends on the exercise: repetitions, tempo, and good camera places."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

SECONDS = 9.0  # about how long a set may last
APPROACHED = 0.35  # the share of films with getting in and out
ODD = 0.25  # the share of sets with a partial repetition
SHORT = 0.3  # the share of sets whose repetitions do not go back all the way
TIRED = 0.25  # the share of sets that slow down and lose range
FETCHED = 0.5  # the share of those who get in that pick something up before

Chance = np.random.Generator


@dataclass(slots=True)
class Drawn:
    """An exercise as drawn, and the camera places that suit it.

    Attributes:
        azimuths: degrees from the front, any of which is taken, on either side.
        heights: the camera's least and greatest height, metres.
        portrait: the share of upright pictures.
        cuts: what the picture's edge may cut off.
        tags: what may make it hard.
    """

    says: str
    variant: str
    move: dict[str, Any]
    run: dict[str, Any]
    azimuths: tuple[float, ...]
    heights: tuple[float, float] = (0.5, 1.7)
    portrait: float = 0.4
    cuts: tuple[str, ...] = ()
    tags: list[str] = field(default_factory=list)


def pick(chance: Chance, options: dict[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """One of several kinds of an exercise: its name and its move's parameters."""
    name = str(chance.choice(list(options)))
    return name, dict(options[name])


def draw_reps(
    chance: Chance,
    top: float,
    full: tuple[float, float],
    partial: float | None = None,
    fault: str = "",
    *,
    approach: bool = True,
    fetch: bool = False,
) -> tuple[dict[str, Any], list[str]]:
    """A set of repetitions that turn within `full`, and what is hard in it."""
    fast = bool(chance.uniform() < 0.25)
    pace = chance.uniform(0.5, 0.7) if fast else chance.uniform(0.75, 1.7)
    paused = bool(chance.uniform() < 0.25)
    tempo = {
        "there": float(pace * chance.uniform(0.85, 1.15)),
        "back": float(pace * chance.uniform(0.8, 1.2)),
        "pause": float(chance.uniform(0.6, 1.2) if paused else chance.uniform(0.0, 0.35)),
        "rest": float(chance.uniform(0.0, 0.5) if fast else chance.uniform(0.1, 1.0)),
        "jitter": float(chance.uniform(0.03, 0.25)),
    }
    period = sum(tempo[name] for name in ("there", "back", "pause", "rest"))
    count = int(np.clip(SECONDS / period, 3, chance.integers(3, 8)))
    depths = chance.uniform(*full, count)
    rows: list[dict[str, Any]] = [{"depth": float(depth)} for depth in depths]
    hard = [*(["fast"] if fast else []), *(["paused"] if paused else [])]
    if chance.uniform() < SHORT:
        hard.append("short of the start")
        for row in rows[:-1]:
            row["back"] = float(top + chance.uniform(0.03, 0.13) * (row["depth"] - top))
    if chance.uniform() < TIRED:
        hard.append("tiring")
        tempo["tiring"] = float(chance.uniform(0.06, 0.15))
        last, first = sorted(full, key=lambda depth: abs(depth - top))
        for k, row in enumerate(rows):
            row["depth"] = float(first + (last - first) * k / (count - 1))
    if partial is not None and chance.uniform() < ODD:
        at = int(chance.integers(1, count))
        rows[at] |= {"depth": partial, "full": False, "faults": [fault]}
        hard.append("partial")
    run = {
        "top": top,
        "reps": rows,
        "tempo": tempo,
        "lead": float(chance.uniform(0.4, 1.5)),
        "tail": float(chance.uniform(0.3, 1.2)),
    }
    if approach and chance.uniform() < APPROACHED:
        run["approach"] = float(chance.uniform(1.2, 2.2))
        hard.append("getting in and out")
        if fetch and chance.uniform() < FETCHED:
            run["fetch"] = float(chance.uniform(1.6, 2.6))
            hard.append("picking up")
    return run, hard
