"""The screens before and around a set: getting ready, the keys, what stops everything."""

from collections.abc import Sequence

from posecoach.core.session.status import Update
from posecoach.overlay.figures import drawn_figure, figures
from posecoach.overlay.hud import advice
from posecoach.overlay.live_view import Setup
from posecoach.overlay.placement import Area, Placement
from posecoach.overlay.shapes import (
    MARGIN,
    SMALLEST,
    Arc,
    Canvas,
    Disc,
    Ink,
    Panel,
    Scrim,
    Shape,
    Text,
    text_width,
    wrapped,
)
from posecoach.words import Words


def setup_screen(
    setup: Setup,
    canvas: Canvas,
    update: Update,
    words: Words,
    heading: Sequence[Shape] = (),
    places: Placement | None = None,
) -> list[Shape]:
    """Draw one thing to do, what is already right, and a ring that fills while the starting position is held.

    Args:
        setup: what is to be shown.
        canvas: what is drawn on.
        update: tells where the body is.
        words: of the user's language.
        heading: what is at the top already.
        places: choose where the ring stands; None for the middle.
    """
    shapes = advice(setup.advice, canvas)
    panels = [shape for shape in heading if isinstance(shape, Panel)]
    if not setup.ready > 0.0:
        return shapes + _checks(setup.checks, canvas, panels) + _start(setup.exercise, canvas, panels)
    u, radius, across = canvas.unit, 15.0 * canvas.unit, 36.0 * canvas.unit
    areas = _ring_areas(canvas, across, panels)
    spot = places.choose(update.t, "ring", areas, update.pose, canvas) if places else len(areas) - 1
    left, top, _, _ = areas[spot]
    x, y, goes = left + across / 2.0, top + across / 2.0, setup.ready >= 1.0
    ink: Ink = "accent" if goes else "text"
    return [
        *shapes,
        Panel(left, top, across, across, across / 2.0),
        Arc(x, y, radius, 2.4 * u, 1.0, "shade"),
        Arc(x, y, radius, 2.4 * u, min(setup.ready, 1.0), "accent"),
        Text(words("screen.go" if goes else "screen.ready"), x, y, 7.0 * u, ink, bold=True, align="centre"),
    ]


def _start(exercise: str, canvas: Canvas, panels: Sequence[Panel]) -> list[Shape]:
    """Draw the starting position, below what is at the top left."""
    known = figures(exercise)
    if not known:
        return []
    u, edge, size = canvas.unit, MARGIN * canvas.unit, 22.0 * canvas.unit
    across = size + 5.0 * u
    top = _floor(panels, 0.0, edge + across) + 2.4 * u
    scaled = tuple((0.01 * size * x, 0.01 * size * y) for x, y in known[0])
    middle = edge + across / 2.0, top + across / 2.0
    return [Panel(edge, top, across, across, 2.6 * u), *drawn_figure(scaled, *middle, canvas, "text", size)]


def _ring_areas(canvas: Canvas, across: float, panels: Sequence[Panel]) -> list[Area]:
    """Return the places of the ring: at the top, at either side, and in the middle."""
    edge = MARGIN * canvas.unit
    left, right = (canvas.width - across) / 2.0, canvas.width - edge - across
    centre = (canvas.height - across) / 2.0
    places = (
        (left, _floor(panels, left - edge, left + across + edge) + edge),
        (right, centre),
        (edge, centre),
        (left, centre),
    )
    return [(x, y, across, across) for x, y in places]


def _floor(panels: Sequence[Panel], left: float, right: float) -> float:
    """Return how far down these go between two edges, px."""
    return max((p.y + p.height for p in panels if p.x < right and p.x + p.width > left), default=0.0)


def _checks(
    checks: tuple[tuple[str, bool | None], ...], canvas: Canvas, panels: Sequence[Panel]
) -> list[Shape]:
    if not checks:
        return []
    u, edge, size = canvas.unit, MARGIN * canvas.unit, SMALLEST * canvas.unit
    wide = max(text_width(label, size) for label, _ in checks) + 11.0 * u
    x = canvas.width - edge - wide
    y = _floor(panels, x, canvas.width) + 2.4 * u
    shapes: list[Shape] = [Panel(x, y, wide, (7.0 * len(checks) + 3.6) * u, 2.6 * u)]
    for row, (label, good) in enumerate(checks):
        middle = y + (5.3 + 7.0 * row) * u
        ink: Ink = "accent" if good else "grey" if good is None else "amber"
        shapes.append(Disc(x + 4.0 * u, middle, 1.5 * u, ink))
        shapes.append(Text(label, x + 7.5 * u, middle, size, "text" if good is not None else "quiet"))
    return shapes


def keys_screen(canvas: Canvas, words: Words) -> list[Shape]:
    """Draw the keys and the signs."""
    u = canvas.unit
    rows = (*words.listed("key"), *words.listed("gesture"))
    first = max(text_width(key, 1.0, bold=True) for key, _ in rows)
    second = max(text_width(says, 1.0) for _, says in rows)
    # All rows in one size: the one in which the widest fits.
    size = min(5.0 * u, (canvas.width - 2.0 * MARGIN * u - 13.0 * u) / (1.05 * (first + second)))
    step = 1.6 * size
    wide, high = 1.05 * (first + second) * size + 13.0 * u, step * len(rows) + 8.0 * u
    left, top = (canvas.width - wide) / 2.0, (canvas.height - high) / 2.0
    middle = left + 5.0 * u + 1.05 * first * size
    shapes: list[Shape] = [Scrim(0.72), Panel(left, top, wide, high, 4.0 * u, opacity=0.85)]
    for row, (key, says) in enumerate(rows):
        y = top + 4.0 * u + (row + 0.5) * step
        shapes.append(Text(key, middle, y, size, "accent", bold=True, align="right"))
        shapes.append(Text(says, middle + 3.0 * u, y, size, room=left + wide - 4.0 * u - middle - 3.0 * u))
    return shapes


def notice_screen(words: str, canvas: Canvas) -> list[Shape]:
    """Draw what stops everything, in the middle."""
    u = canvas.unit
    room = canvas.width - 2.0 * MARGIN * u - 12.0 * u
    lines = wrapped(words, 6.6 * u, room, bold=True)
    high = (8.6 * len(lines) + 7.0) * u
    wide = max(text_width(line, 6.6 * u, bold=True) for line in lines) + 12.0 * u
    top = (canvas.height - high) / 2.0
    shapes: list[Shape] = [
        Scrim(0.4),
        Panel((canvas.width - wide) / 2.0, top, wide, high, 3.0 * u, opacity=0.72),
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
    """Draw the same at the top, over a screen that goes on meanwhile."""
    u, size = canvas.unit, SMALLEST * canvas.unit
    room = canvas.width - 2.0 * MARGIN * u
    lines = wrapped(words, size, room, bold=True)
    shapes: list[Shape] = [Panel(0.0, 0.0, canvas.width, (6.2 * len(lines) + 4.0) * u, 0.0, opacity=0.95)]
    return shapes + [
        Text(
            line,
            canvas.width / 2.0,
            (5.0 + 6.2 * row) * u,
            size,
            "amber",
            bold=True,
            align="centre",
            room=room,
        )
        for row, line in enumerate(lines)
    ]
