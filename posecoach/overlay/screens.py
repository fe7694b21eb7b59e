"""The screens between sets: getting ready, the rest, the end; and the keys."""

import math

from posecoach.overlay.coaching import MARGIN, clock
from posecoach.overlay.shapes import (
    CAP,
    Canvas,
    Dot,
    Ink,
    Line,
    Panel,
    Ring,
    Shape,
    Text,
    Veil,
    text_width,
    wrapped,
)
from posecoach.overlay.show import Rest, Setup, Summary

KEYS = (
    ("space", "pause the rest, go on"),
    ("+  -", "15 s more, 15 s less"),
    ("s", "skip the rest or the next set"),
    ("f", "full screen"),
    ("m", "sound off, on"),
    ("h", "these keys"),
    ("q", "finish"),
)
GESTURES = (
    ("hands up", "above the head, for 1 s: end the rest"),
    ("arm out", "to the right: 15 s more; left: less; both: pause"),
)
QUIET: Ink = "quiet"

SIGNS: tuple[tuple[float, float, str], ...] = (
    (60.0, 60.0, "go on"),
    (0.0, -80.0, "+15 s"),
    (-80.0, 0.0, "-15 s"),
    (0.0, 0.0, "pause"),
)
"""What one who rests can say from afar: degrees from level of the right arm and of the left one, and what for."""

LONG = 100
"""s of rest from which minutes are shown."""


def rest_screen(rest: Rest, canvas: Canvas) -> list[Shape]:
    """The seconds left, in a ring that empties, and what comes next."""
    u = canvas.unit
    middle, radius = canvas.width / 2.0, 27.0 * u
    centre = canvas.height * 0.40
    left = max(0.0, rest.left)
    share = left / rest.total if rest.total > 0.0 else 0.0
    whole = -int(-left // 1)  # 3.2 s left are shown as 4, so that 1 stands until the end
    words = str(whole) if whole < LONG else clock(whole)
    size = (24.0 if whole < LONG else 15.0) * u / CAP
    over = left <= 0.0
    shapes: list[Shape] = [
        Veil(0.62),
        Ring(middle, centre, radius, 2.6 * u, 1.0, "shade"),
        Ring(middle, centre, radius, 2.6 * u, 1.0 if over else share, "amber" if rest.paused else "accent"),
    ]
    if over:
        shapes.append(Text("Go", middle, centre, 24.0 * u, "accent", bold=True, align="centre"))
    else:
        shapes.append(Text(words, middle, centre - 2.0 * u, size, bold=True, align="centre"))
        state = "paused" if rest.paused else "rest"
        shapes.append(Text(state, middle, centre + 15.6 * u, 5.2 * u, "quiet", align="centre"))
    room = canvas.width - 2.0 * MARGIN * u
    y = centre + radius + 9.0 * u
    if rest.next_up:
        shapes.append(Text(f"Next: {rest.next_up}", middle, y, 7.0 * u, bold=True, align="centre", room=room))
        shapes.append(Text(rest.detail, middle, y + 8.4 * u, 5.0 * u, "quiet", align="centre", room=room))
    for i, (right, left_arm, says) in enumerate(SIGNS):
        x = middle + (i - (len(SIGNS) - 1) / 2.0) * room / len(SIGNS)
        shapes += _sign(x - 7.0 * u, canvas.height - 6.2 * u, right, left_arm, canvas)
        shapes.append(Text(says, x - 0.5 * u, canvas.height - 6.2 * u, 4.0 * u, "quiet"))
    return shapes


def _sign(x: float, y: float, right: float, left: float, canvas: Canvas) -> list[Shape]:
    """A little figure about (x, y) with its arms at these degrees from level, as one sees oneself in a mirror."""
    u, ink = canvas.unit, QUIET
    side = 1.0 if canvas.mirrored else -1.0
    neck, hips = y - 1.4 * u, y + 1.2 * u
    shapes: list[Shape] = [Dot(x, y - 3.2 * u, 1.0 * u, ink), Line(x, neck, x, hips, 0.7 * u, ink)]
    for angle, way in ((right, side), (left, -side)):
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        shapes.append(Line(x, neck, x + 3.2 * u * way * dx, neck - 3.2 * u * dy, 0.7 * u, ink))
        shapes.append(Line(x, hips, x + 1.0 * u * way, y + 4.2 * u, 0.7 * u, ink))
    return shapes


def setup_screen(setup: Setup, canvas: Canvas) -> list[Shape]:
    """One thing to do, what is already right, and a ring that fills while the starting position is held."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    shapes: list[Shape] = []
    size = 7.6 * u
    room = canvas.width - 2.0 * edge - 10.0 * u
    lines = wrapped(setup.advice, size, room, bold=True)
    wide = min(max((text_width(line, size, bold=True) for line in lines), default=0.0), room) + 10.0 * u
    high = (9.4 * len(lines) + 5.0) * u
    top = canvas.height - edge - high
    left = (canvas.width - wide) / 2.0
    shapes.append(Panel(left, top, wide, high, 3.0 * u, solid=0.72))
    shapes += [
        Text(
            line, canvas.width / 2.0, top + (7.2 + 9.4 * row) * u, size, bold=True, align="centre", room=room
        )
        for row, line in enumerate(lines)
    ]
    if setup.ready > 0.0:
        x, y, radius = canvas.width / 2.0, canvas.height / 2.0, 15.0 * u
        across = 2.0 * radius + 6.0 * u
        shapes.append(Panel(x - across / 2.0, y - across / 2.0, across, across, across / 2.0))
        shapes.append(Ring(x, y, radius, 2.4 * u, 1.0, "shade"))
        shapes.append(Ring(x, y, radius, 2.4 * u, min(setup.ready, 1.0), "accent"))
        words = "Go" if setup.ready >= 1.0 else "Ready"
        shapes.append(
            Text(words, x, y, 7.0 * u, "accent" if words == "Go" else "text", bold=True, align="centre")
        )
    else:
        shapes += _checks(setup.checks, canvas)
    return shapes


def _checks(checks: tuple[tuple[str, bool | None], ...], canvas: Canvas) -> list[Shape]:
    if not checks:
        return []
    u, edge, size = canvas.unit, MARGIN * canvas.unit, 4.4 * canvas.unit
    wide = max(text_width(label, size) for label, _ in checks) + 11.0 * u
    x, y = canvas.width - edge - wide, edge + 10.0 * u
    shapes: list[Shape] = [Panel(x, y, wide, (6.4 * len(checks) + 3.6) * u, 2.6 * u)]
    for row, (label, good) in enumerate(checks):
        middle = y + (5.0 + 6.4 * row) * u
        ink: Ink = "accent" if good else "grey" if good is None else "amber"
        shapes.append(Dot(x + 4.0 * u, middle, 1.5 * u, ink))
        shapes.append(Text(label, x + 7.5 * u, middle, size, "text" if good is not None else "quiet"))
    return shapes


def summary_screen(summary: Summary, canvas: Canvas) -> list[Shape]:
    """What was done, a line a set, with the whole below."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    wide = min(canvas.width - 2.0 * edge, 118.0 * u)
    left = (canvas.width - wide) / 2.0
    space = canvas.height - 2.0 * edge - 34.0 * u
    rows = summary.rows[-max(1, int(space // (8.4 * u))) :]
    high = 34.0 * u + 8.4 * u * len(rows)
    top = (canvas.height - high) / 2.0
    shapes: list[Shape] = [Veil(0.5), Panel(left, top, wide, high, 4.0 * u, solid=0.72)]
    inner, right = left + 6.0 * u, left + wide - 6.0 * u
    shapes.append(Text("Well done", inner, top + 10.0 * u, 9.0 * u, "accent", bold=True))
    for row, (what, much, remark) in enumerate(rows):
        y = top + (22.0 + 8.4 * row) * u
        third = (right - inner) * (0.30 if remark else 0.0)
        shapes.append(Text(what, inner, y, 5.0 * u, room=0.4 * (right - inner)))
        shapes.append(
            Text(
                much,
                inner + 0.66 * (right - inner),
                y,
                5.6 * u,
                bold=True,
                align="right",
                room=0.24 * (right - inner),
            )
        )
        shapes.append(Text(remark, right, y, 4.2 * u, "quiet", align="right", room=third))
    floor = top + high - 14.0 * u
    shapes.append(Line(inner, floor, right, floor, 0.3 * u, "grey"))
    shapes.append(Text(summary.total, inner, floor + 7.0 * u, 5.0 * u, "quiet", room=right - inner))
    return shapes


def keys_screen(canvas: Canvas) -> list[Shape]:
    """The keys and the gestures."""
    u = canvas.unit
    rows = (*KEYS, *GESTURES)
    first = max(text_width(key, 1.0, bold=True) for key, _ in rows)
    second = max(text_width(says, 1.0) for _, says in rows)
    # All rows in one size: the one in which the widest fits.
    size = min(5.0 * u, (canvas.width - 2.0 * MARGIN * u - 13.0 * u) / (1.05 * (first + second)))
    step = 1.6 * size
    wide, high = 1.05 * (first + second) * size + 13.0 * u, step * len(rows) + 8.0 * u
    left, top = (canvas.width - wide) / 2.0, (canvas.height - high) / 2.0
    middle = left + 5.0 * u + 1.05 * first * size
    shapes: list[Shape] = [Veil(0.72), Panel(left, top, wide, high, 4.0 * u, solid=0.85)]
    for row, (key, says) in enumerate(rows):
        y = top + 4.0 * u + (row + 0.5) * step
        shapes.append(Text(key, middle, y, size, "accent", bold=True, align="right"))
        shapes.append(Text(says, middle + 3.0 * u, y, size, room=left + wide - 4.0 * u - middle - 3.0 * u))
    return shapes


def notice_screen(words: str, canvas: Canvas) -> list[Shape]:
    """What stops everything, in the middle."""
    u = canvas.unit
    room = canvas.width - 2.0 * MARGIN * u - 12.0 * u
    lines = wrapped(words, 6.6 * u, room, bold=True)
    high = (8.6 * len(lines) + 7.0) * u
    wide = max(text_width(line, 6.6 * u, bold=True) for line in lines) + 12.0 * u
    top = (canvas.height - high) / 2.0
    shapes: list[Shape] = [
        Veil(0.4),
        Panel((canvas.width - wide) / 2.0, top, wide, high, 3.0 * u, solid=0.72),
    ]
    shapes += [
        Text(
            line,
            canvas.width / 2.0,
            top + (7.8 + 8.6 * row) * u,
            6.6 * u,
            bold=True,
            align="centre",
            room=room,
        )
        for row, line in enumerate(lines)
    ]
    return shapes


def notice_band(words: str, canvas: Canvas) -> list[Shape]:
    """The same at the top, over a screen that goes on meanwhile."""
    u, size = canvas.unit, 4.4 * canvas.unit
    room = canvas.width - 2.0 * MARGIN * u
    lines = wrapped(words, size, room, bold=True)
    shapes: list[Shape] = [Panel(0.0, 0.0, canvas.width, (5.6 * len(lines) + 4.4) * u, 0.0, solid=0.95)]
    return shapes + [
        Text(
            line,
            canvas.width / 2.0,
            (5.0 + 5.6 * row) * u,
            size,
            "amber",
            bold=True,
            align="centre",
            room=room,
        )
        for row, line in enumerate(lines)
    ]
