"""Meters of a set: the count, and how far the repetition under way has got."""

import math

from posecoach.core.session.status import Status
from posecoach.overlay.live_view import PaceShown, Show
from posecoach.overlay.shapes import CAP, MARGIN, Canvas, Disc, Ink, Line, Panel, Shape, Text, text_width

BAR_WIDTH = 3.5
"""Width of the bar, in units."""


def count(status: Status, show: Show, canvas: Canvas) -> tuple[list[Shape], float, float]:
    """Draw the count, or the seconds held, at the bottom left; return its panel's width and height too."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    timed = status.exercise is not None and status.exercise.kind == "hold"
    goal = show.goal or (status.exercise.goal if timed and status.exercise else 0.0)
    number = f"{status.held:.0f}" if timed else str(status.reps)
    digit = 25.0 * u  # what someone reads from three metres, on a laptop
    size = digit / CAP
    wide = text_width(number, size, bold=True)
    words = show.words
    after = "s" if timed else ""
    if show.done:
        after = words("screen.done")
    elif goal:
        after = words("screen.of_seconds" if timed else "screen.of", goal=f"{goal:.0f}")
    partial = words("screen.partial", number=status.partial) if status.partial else ""
    small, room = 6.0 * u, canvas.width - 2.0 * edge - 6.0 * u
    lines: list[tuple[str, Ink]] = [(after, "accent" if show.done else "quiet")] if after else []
    lines += [(partial, "amber")] if partial else []
    widths = [text_width(line, small) for line, _ in lines]
    beside = wide + 2.0 * u + max(widths, default=0.0) <= room
    below = 7.4 * u if lines and not beside else 0.0
    high = digit + 8.0 * u + below
    top = canvas.height - edge - high
    ink: Ink = "accent" if show.flash > 0.0 or show.done else "text"
    x, floor = edge + 5.0 * u + wide, top + high - 4.0 * u - small * CAP / 2.0
    spots = [(x, floor - row * 7.4 * u) for row in reversed(range(len(lines)))]
    total = wide + (2.0 * u + max(widths) if lines else 0.0)
    if below:
        spots = [(edge + 3.0 * u + row * (widths[0] + 4.0 * u), floor) for row in range(len(lines))]
        total = max(min(wide, room), sum(widths) + 4.0 * u * (len(lines) - 1))
    total += 6.0 * u
    shapes: list[Shape] = [Panel(edge, top, total, high, 3.4 * u)]
    middle = top + 4.0 * u + digit / 2.0
    shapes.append(Text(number, edge + 3.0 * u, middle, size, ink, bold=True, room=room))
    shapes += [Text(line, *spot, small, tone) for (line, tone), spot in zip(lines, spots, strict=True)]
    return shapes, total, high


BALL = 1.4, 4.2
"""Radius of the pacer's ball, in units: at the start, and at the turning point or with full lungs."""


def pacer(pace: PaceShown, canvas: Canvas, floor: float) -> tuple[list[Shape], float, float]:
    """Draw a ball that grows and shrinks with the pace, and what to do; return its panel's width and height too.

    It ends at `floor`, px.
    """
    u, edge, size = canvas.unit, MARGIN * canvas.unit, 7.0 * canvas.unit
    small, large = (radius * u for radius in BALL)
    high = 2.0 * large + 3.0 * u
    wide = min(2.0 * large + text_width(pace.words, size, bold=True) + 8.0 * u, canvas.width - 2.0 * edge)
    middle, left = floor - high / 2.0, edge + 2.0 * large + 5.0 * u
    shapes: list[Shape] = [
        Panel(edge, floor - high, wide, high, high / 2.0),
        Disc(edge + large + 2.0 * u, middle, small + pace.reach * (large - small), "accent"),
        Text(pace.words, left, middle, size, bold=True, room=edge + wide - 3.0 * u - left),
    ]
    return shapes, wide, high


def bar(
    progress: float, canvas: Canvas, *, below: float, downwards: bool, last: float = math.nan
) -> list[Shape]:
    """Draw the range meter of the repetition under way, at the right; it moves as the body does.

    It stands between the time and what is at the bottom, which is `below` px high. A thick mark is the standard, a
    thin one how far the last repetition went, `last`.
    """
    u, edge = canvas.unit, MARGIN * canvas.unit
    wide, top = BAR_WIDTH * u, edge + 13.8 * u
    high = min(canvas.height - edge - below - 3.0 * u - top, 0.6 * canvas.height)
    x = canvas.width - edge - wide
    share = min(max(progress, 0.0), 1.0)
    filled = share * (high - wide)
    middle = x + wide / 2.0
    start = top + wide / 2.0 if downwards else top + high - wide / 2.0
    end = start + filled if downwards else start - filled
    goal = top + high - wide / 2.0 if downwards else top + wide / 2.0
    shapes: list[Shape] = [
        Panel(x, top, wide, high, wide / 2.0),
        Line(middle, start, middle, end, 0.62 * wide, "accent"),
        Line(x - 0.6 * u, goal, x + wide + 0.6 * u, goal, 0.9 * u, "accent" if share >= 1.0 else "text"),
    ]
    if not math.isnan(last):
        far = min(max(last, 0.0), 1.0) * (high - wide)
        y = start + far if downwards else start - far
        shapes.append(Line(x - 1.6 * u, y, x + wide, y, 0.4 * u, "accent" if last >= 1.0 else "amber"))
    return shapes
