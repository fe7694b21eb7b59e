"""Plots as geometry: positions of lines, bands and marks in percent of the plot, for the templates to draw.

Lines are drawn in a box of `BOX` units that stretches to any width; text and marks are placed by percent
and so are never distorted.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecoach.core.session.effort import Trend
from posecoach.core.session.record import SetRecord

BOX = 1000.0
"""Units of the stretched box, in width and height."""

POINTS = 1200
"""Points of a line at most, more than a screen has."""

PLOT_MARGIN_S = 0.6
"""s shown before and after a set."""

STEPS = (0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
"""s between the ticks of a time axis; beyond the last, several of those."""

MAX_MARKS = 14
"""Movements side by side that can be told apart on a phone."""

MAX_TICKS = 8
"""Ticks at most."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis; `at` in percent."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A span of time, in percent."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Axes:
    """Maps seconds and progress to percent; `down`: deeper is lower in the picture."""

    start: float
    end: float
    low: float
    high: float
    down: bool

    def x(self, t: float) -> float:
        """Return percent from the left."""
        return round(100.0 * (min(max(t, self.start), self.end) - self.start) / (self.end - self.start), 3)

    def y(self, progress: float) -> float:
        """Return percent from the top."""
        share = (min(max(progress, self.low), self.high) - self.low) / (self.high - self.low)
        return round(100.0 * (share if self.down else 1.0 - share), 3)

    def band(self, start: float, end: float) -> Band:
        """Return the band from one moment to another."""
        x = self.x(start)
        return Band(x, max(0.2, round(self.x(end) - x, 3)))

    def ticks(self) -> tuple[Tick, ...]:
        """Return labels at round moments, as minutes and seconds."""
        span = self.end - self.start
        longest = STEPS[-1] * math.ceil(span / STEPS[-1] / MAX_TICKS)
        step = next((s for s in STEPS if span / s <= MAX_TICKS), longest)
        first = math.ceil(self.start / step)
        count = int((self.end - first * step) / step) + 1
        return tuple(Tick(self.x(t), clock(t)) for t in ((first + i) * step for i in range(count)))

    def line(self, trace: Sequence[tuple[float, float]]) -> str:
        """Return an SVG path in the box; it breaks where nothing was seen."""
        inside = [(t, value) for t, value in trace if self.start <= t <= self.end]
        parts, pen = [], "M"
        for t, value in thinned(inside):
            if math.isnan(value):
                pen = "M"
                continue
            parts.append(f"{pen}{self.x(t) * BOX / 100.0:.1f} {self.y(value) * BOX / 100.0:.1f}")
            pen = "L"
        return "".join(parts)


def pieces(each: SetRecord, trace: Sequence[tuple[float, float]], *, down: bool) -> tuple[list[Axes], int]:
    """Return the axes of a set's signal, one below the other where a set is long.

    Returns:
        The axes, and how many movements stand in each.
    """
    whole = axes(each, trace, down=down)
    count = max(1, math.ceil(len(each.movements) / MAX_MARKS))
    size = math.ceil(len(each.movements) / count) or 1
    edges = [whole.start, *(m.seen_from for m in each.movements[size::size]), whole.end]
    return [replace(whole, start=start, end=end) for start, end in itertools.pairwise(edges)], size


def axes(each: SetRecord, trace: Sequence[tuple[float, float]], *, down: bool) -> Axes:
    """Return the axes of a set's signal: its time, and the progress that occurs."""
    start, end = max(0.0, each.start - PLOT_MARGIN_S), each.end + PLOT_MARGIN_S
    seen = [value for t, value in trace if start <= t <= end and not math.isnan(value)]
    seen += [movement.depth for movement in each.movements if not math.isnan(movement.depth)]
    return Axes(start, end, min(-0.1, *seen, 0.0) - 0.08, max(1.1, *seen, 0.0) + 0.12, down)


def whole_plot(duration: float) -> Axes:
    """Return the axes of a session's time line."""
    return Axes(0.0, max(duration, 1e-3), 0.0, 1.0, down=False)


def thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return no more points than can be seen, with every peak: each bucket's lowest and highest."""
    if len(points) <= POINTS:
        return list(points)
    size = math.ceil(2 * len(points) / POINTS)
    kept: list[tuple[float, float]] = []
    for first in range(0, len(points), size):
        bucket = [p for p in points[first : first + size] if not math.isnan(p[1])]
        if not bucket:
            kept.append(points[first])
            continue
        ends = {min(bucket, key=lambda p: p[1]), max(bucket, key=lambda p: p[1])}
        kept += sorted(ends)
    return kept


def column(index: int, count: int) -> float:
    """Return the middle of one of several equal columns, in percent."""
    return round(100.0 * (index + 0.5) / count, 3)


def slope(line: Trend, count: int, best: float) -> str:
    """Return a trend as an SVG path in the box, over `count` columns; the height is `best`."""
    ends = ((0, line.first), (count - 1, line.last))
    points = [(column(i, count) * BOX / 100.0, BOX * (1.0 - min(max(v / best, 0.0), 1.0))) for i, v in ends]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def clock(t: float) -> str:
    """Return a moment as minutes and seconds, to the tenth unless it is a whole second."""
    tenths = round(t * 10.0)
    minutes, rest = divmod(tenths, 600)
    seconds = f"{rest // 10:02d}" + (f".{rest % 10}" if rest % 10 else "")
    return f"{minutes}:{seconds}"


def moment(t: float) -> str:
    """Return a moment as minutes, seconds and tenths."""
    minutes, rest = divmod(round(t * 10.0), 600)
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"
