"""What is drawn of a scene: what is done in it, in what tempo, and from where it is worth filming."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

SECONDS = 13.0  # about how long a set may last
APPROACHED = 0.35  # the share of films with getting in and out
ODD = 0.25  # the share of sets with a partial repetition

Chance = np.random.Generator


@dataclass(slots=True)
class Drawn:
    """What is done, and from where it is worth filming.

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
    rows = [{"depth": float(chance.uniform(*full))} for _ in range(count)]
    hard = [*(["fast"] if fast else []), *(["paused"] if paused else [])]
    if partial is not None and chance.uniform() < ODD:
        at = int(chance.integers(1, count))
        rows[at] = {"depth": partial, "full": False, "faults": [fault]}
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
    return run, hard
