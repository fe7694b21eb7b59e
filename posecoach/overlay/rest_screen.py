"""The rest screen: countdown, a look back, what comes next, and the signs that change it from afar."""

import math
from dataclasses import dataclass

from posecoach.overlay.figures import Figure, drawn_figure, figures, fitted_figures, moving
from posecoach.overlay.hud import clock
from posecoach.overlay.live_view import Rest
from posecoach.overlay.shapes import (
    CAP,
    MARGIN,
    SMALLEST,
    Align,
    Arc,
    Canvas,
    Disc,
    Ink,
    Line,
    Scrim,
    Shape,
    Text,
    fitted,
    text_width,
    wrapped,
)
from posecoach.words import Words

GESTURE_SIGNS: tuple[tuple[float, float, str], ...] = (
    (60.0, 60.0, "go_on"),
    (0.0, -80.0, "more"),
    (-80.0, 0.0, "less"),
    (75.0, -80.0, "pause"),
)
"""Signs of someone who rests: degrees from level of the right arm and of the left one, and the text's key."""

MINUTES_FROM_S = 100
"""s of rest from which minutes are shown."""

TALL = 1.25
"""Height over width of a canvas from which what comes next stands below the ring."""

ROOMY = 1.5
"""The same for one on which its name may take a line more."""

FREE = 18.0
"""Units at the top for the time, or for a notice."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line of what comes next, and how far the next one is below it, px."""

    words: str
    size: float
    ink: Ink
    bold: bool
    high: float


def rest_screen(rest: Rest, canvas: Canvas, words: Words) -> list[Shape]:
    """Draw the seconds left in a ring that empties, and beside it the set before or the next one."""
    u = canvas.unit
    signs, floor = _signs(canvas, words)
    across = canvas.width - 2.0 * MARGIN * u
    shapes: list[Shape] = [Scrim(0.62)]
    if canvas.height > TALL * canvas.width:
        rows = _rows(rest, across, 3 if canvas.height > ROOMY * canvas.width else 2, u, words)
        gap, high = 9.0 * u, sum(row.high for row in rows)
        radius = min(32.0 * u, (floor - FREE * u - gap - high) / 2.0)
        spare = floor - FREE * u - 2.0 * radius - gap - high
        body = _figure_size(rest, spare - gap, across, u)
        top = FREE * u + 0.4 * (spare - body)
        x = canvas.width / 2.0
        shapes += _ring(rest, x, top + radius, radius, u, words)
        shapes += _text_shapes(rows, x, top + 2.0 * radius + gap, "centre", across)
        y = top + 2.0 * radius + gap + high + gap / 2.0 + body / 2.0
        return shapes + _bodies(rest, x - _bodies_width(rest, body) / 2.0, y, body, canvas, words) + signs
    radius, gap = min(29.0 * u, 0.27 * across), 8.0 * u
    room = min(across - 2.0 * radius - gap, 82.0 * u)
    rows = _rows(rest, room, 3, u, words)
    high, ceiling = sum(row.high for row in rows), MARGIN * u + 10.0 * u
    body = _figure_size(rest, floor - ceiling - high - 6.0 * u, room, u)
    wide = max((text_width(row.words, row.size, bold=row.bold) for row in rows), default=0.0)
    wide = min(max(wide, _bodies_width(rest, body)), room)
    left = (canvas.width - 2.0 * radius - (gap + wide if wide > 0.0 else 0.0)) / 2.0
    middle = max((floor + 0.5 * FREE * u) / 2.0, FREE * u + radius)
    shapes += _ring(rest, left + radius, middle, radius, u, words)
    column = left + 2.0 * radius + gap
    top = max(middle - (high + body) / 2.0, ceiling)
    shapes += _text_shapes(rows, column, top, "left", room)
    return shapes + _bodies(rest, column, top + high + 3.0 * u + body / 2.0, body, canvas, words) + signs


REVIEW_S, REVIEW_SHARE = 20.0, 0.5
"""s of a rest, and the share of it at most, in which the set before is looked back at."""

MIN_FIGURE, MAX_FIGURE = 14.0, 34.0
"""Units: a figure smaller than this shows nothing."""

REPLAY_RATE = 10.0
"""Figures a second of a repetition that is shown again."""


def looks_back(rest: Rest) -> bool:
    """Return whether it is the set before that is shown, and not yet what comes next."""
    if rest.review is None or not (rest.review.lines or rest.review.last):
        return False
    return rest.total - rest.left < min(REVIEW_S, REVIEW_SHARE * rest.total)


def _replayed(rest: Rest) -> list[tuple[tuple[Figure, ...], Ink, str]]:
    """Return the repetitions that are shown again, with ink and text's key: one where the last is the best."""
    if rest.review is None or not looks_back(rest):
        return []
    last, best = rest.review.last, rest.review.best
    replays: list[tuple[tuple[Figure, ...], Ink, str]] = [
        (() if last == best else last, "text", "screen.last_rep"),
        (best, "accent", "screen.best_rep"),
    ]
    return [each for each in replays if each[0]]


def _figure_size(rest: Rest, high: float, wide: float, unit: float) -> float:
    """Return the size of the figures in what is `high` and `wide`, px; 0 where they would show nothing."""
    wanted = bool(_replayed(rest)) if looks_back(rest) else bool(figures(rest.exercise))
    size = min(MAX_FIGURE * unit, high, wide / _bodies_width(rest, 1.0))
    return size if wanted and size >= MIN_FIGURE * unit else 0.0


def _bodies_width(rest: Rest, size: float) -> float:
    return size * (max(1, len(_replayed(rest))) + 0.2 * (len(_replayed(rest)) > 1))


def _bodies(rest: Rest, x: float, y: float, size: float, canvas: Canvas, words: Words) -> list[Shape]:
    """Draw the figures side by side from x on: of the last repetition and the best one, or of what comes next."""
    if not size > 0.0:
        return []
    if not looks_back(rest):
        figure = moving(rest.exercise, rest.t)
        scaled = tuple((0.01 * size * px, 0.01 * size * py) for px, py in figure or ())
        return drawn_figure(scaled, x + size / 2.0, y, canvas, "text", size) if scaled else []
    shapes: list[Shape] = []
    label = SMALLEST * canvas.unit
    for i, (film, ink, key) in enumerate(_replayed(rest)):
        middle = x + (0.5 + 1.2 * i) * size
        half = max(py for figure in fitted_figures(film, size) for _, py in figure)
        # A high figure is drawn smaller, so that there is room for its name below.
        share = min(1.0, (0.5 * size - label) / max(half, 1e-6))
        replay = fitted_figures(film, share * size)
        now = replay[int(rest.t * REPLAY_RATE) % len(replay)]
        shapes += drawn_figure(now, middle, y - label, canvas, ink, share * size)
        below = y + share * half + 0.4 * label
        shapes.append(Text(words(key), middle, below, label, ink, align="centre", room=1.15 * size))
    return shapes


def _ring(rest: Rest, x: float, y: float, radius: float, unit: float, texts: Words) -> list[Shape]:
    left = max(0.0, rest.left)
    share = left / rest.total if rest.total > 0.0 else 0.0
    whole = -int(-left // 1)  # 3.2 s left are shown as 4, so that 1 stands until the end
    words = str(whole) if whole < MINUTES_FROM_S else clock(whole)
    size = (0.89 if whole < MINUTES_FROM_S else 0.56) * radius / CAP
    over = left <= 0.0
    ink: Ink = "amber" if rest.paused else "accent"
    wide = 0.1 * radius
    shapes: list[Shape] = [
        Arc(x, y, radius, wide, 1.0, "shade"),
        Arc(x, y, radius, wide, 1.0 if over else share, ink),
    ]
    if over:
        return [*shapes, Text(texts("screen.go"), x, y, 0.89 * radius, "accent", bold=True, align="centre")]
    state = texts("screen.paused" if rest.paused else "screen.rest")
    return [
        *shapes,
        Text(words, x, y - 0.08 * radius, size, bold=True, align="centre"),
        Text(state, x, y + 0.58 * radius, max(0.22 * radius, SMALLEST * unit), "quiet", align="centre"),
    ]


def _rows(rest: Rest, room: float, max_lines: int, unit: float, words: Words) -> list[TextRow]:
    """Return what is told beside the ring: the set before, or what comes next, in `max_lines` each."""
    quiet: Ink = "quiet"
    if rest.review is not None and looks_back(rest):
        size = 6.6 * unit
        told = [line for each in rest.review.lines for line in wrapped(each, size, room, bold=True)]
        return [
            TextRow(words("screen.last_set"), 5.4 * unit, "accent", bold=True, high=8.2 * unit),
            *(TextRow(line, size, "text", bold=True, high=1.3 * size) for line in told),
        ]
    if not rest.next_up:
        return []
    lines, size = fitted(rest.next_up, 8.0 * unit, room, min_size=6.0 * unit, max_lines=max_lines, bold=True)
    small, min_size = 5.4 * unit, SMALLEST * unit
    more, small = fitted(rest.detail, small, room, min_size=min_size, max_lines=max_lines, joint=" · ")
    return [
        TextRow(words("screen.next"), 5.4 * unit, "accent", bold=True, high=8.2 * unit),
        *(TextRow(line, size, "text", bold=True, high=1.22 * size) for line in lines),
        TextRow("", small, quiet, bold=False, high=1.4 * unit),
        *(TextRow(line, small, quiet, bold=False, high=1.4 * small) for line in more),
    ]


def _text_shapes(rows: list[TextRow], x: float, y: float, align: Align, room: float) -> list[Shape]:
    shapes: list[Shape] = []
    for row in rows:
        middle = y + row.high / 2.0
        if row.words:
            shapes.append(
                Text(row.words, x, middle, row.size, row.ink, bold=row.bold, align=align, room=room)
            )
        y += row.high
    return shapes


def _signs(canvas: Canvas, words: Words) -> tuple[list[Shape], float]:
    """The signs at the bottom, each with what it is for beside it, or below it; and where they begin."""
    u, size, figure = canvas.unit, 5.4 * canvas.unit, 11.0 * canvas.unit
    column = (canvas.width - 2.0 * MARGIN * u) / len(GESTURE_SIGNS)
    widest = max(text_width(words(f"sign.{sign}"), size) for *_, sign in GESTURE_SIGNS)
    beside = figure + 2.0 * u + widest <= column
    floor = canvas.height - MARGIN * u - (0.0 if beside else 7.5 * u)
    y, shapes = floor - 6.8 * u, list[Shape]()
    for i, (right, left, sign) in enumerate(GESTURE_SIGNS):
        says = words(f"sign.{sign}")
        middle = MARGIN * u + (i + 0.5) * column
        if beside:
            x = middle - (figure + 2.0 * u + text_width(says, size)) / 2.0
            shapes += _sign(x + figure / 2.0, y, right, left, canvas)
            shapes.append(Text(says, x + figure + 2.0 * u, y, size))
        else:
            shapes += _sign(middle, y, right, left, canvas)
            shapes.append(Text(says, middle, floor + 4.5 * u, size, align="centre"))
    return shapes, floor - 16.0 * u


def _sign(x: float, y: float, right: float, left: float, canvas: Canvas) -> list[Shape]:
    """A little figure about (x, y) with its arms at these degrees from level, as one sees oneself in a mirror."""
    part, ink = 1.6 * canvas.unit, QUIET
    side = 1.0 if canvas.mirrored else -1.0
    neck, hips = y - 1.4 * part, y + 1.2 * part
    shapes: list[Shape] = [
        Disc(x, y - 3.2 * part, 1.0 * part, ink),
        Line(x, neck, x, hips, 0.7 * part, ink),
    ]
    for angle, way in ((right, side), (left, -side)):
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        shapes.append(Line(x, neck, x + 3.2 * part * way * dx, neck - 3.2 * part * dy, 0.7 * part, ink))
        shapes.append(Line(x, hips, x + 1.0 * part * way, y + 4.2 * part, 0.7 * part, ink))
    return shapes


QUIET: Ink = "quiet"
