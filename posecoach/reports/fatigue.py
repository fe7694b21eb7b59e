"""Range, speed and tempo of a set, for the report's charts."""

import math
import statistics
from collections.abc import Sequence
from typing import Any

from posecoach.core.session.effort import Effort, Trend, best, trend
from posecoach.reports import plot
from posecoach.reports.rows import MovementRow

MAX_BAR_NUMBERS = 16
"""Bars below which each number fits, on a phone."""


def tempo(made: Sequence[Effort], way: str) -> dict[str, Any] | None:
    """Return the median times of the two ways, with their names; None where they were not seen."""
    outs = [e.out for e in made if not math.isnan(e.out)]
    backs = [e.back for e in made if not math.isnan(e.back)]
    if not outs or not backs:
        return None
    names = ("down", "up") if way == "back" else ("up", "down")
    return {
        "first": names[0],
        "second": names[1],
        "out": f"{statistics.median(outs):.1f}",
        "back": f"{statistics.median(backs):.1f}",
    }


def fatigue(made: Sequence[Effort], rows: Sequence[MovementRow]) -> dict[str, Any] | None:
    """Return range and speed of each repetition, in % of the set's best, and their losses."""
    top = best(made)
    if len(made) < 2 or not top.range > 0.0:  # noqa: PLR2004 - one bar compares with nothing
        return None
    count = len(made)
    lines: dict[str, tuple[Trend | None, float]] = {
        "range": (trend([e.range for e in made]), top.range),
        "speed": (trend([e.speed for e in made]), top.speed),
    }
    return {
        "bars": [
            {
                "x": plot.column(i, count),
                "left": round(100.0 * i / count + 15.0 / count, 3),
                "width": round(70.0 / count, 3),
                "range": _share(e.range, top.range),
                "speed": _share(e.speed, top.speed),
                "tick": _tick(row.number, count),
                "kind": row.kind,
                "seek": row.seek,
            }
            for i, (e, row) in enumerate(zip(made, rows, strict=True))
        ],
        "lines": {
            n: plot.slope(line, count, most) for n, (line, most) in lines.items() if line and most > 0.0
        },
        "loss": {n: None if line is None else round(100.0 * line.loss) for n, (line, _) in lines.items()},
    }


def _tick(number: str, count: int) -> str:
    """Return the label below a bar: each number if they fit, else every fifth."""
    if count <= MAX_BAR_NUMBERS:
        return number or "½"
    return number if number and (int(number) == 1 or int(number) % 5 == 0) else ""


def _share(value: float, best: float) -> int | None:
    return None if math.isnan(value) or not best > 0.0 else round(100.0 * value / best)
