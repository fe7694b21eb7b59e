"""A cue, in the places where it may stand."""

from dataclasses import dataclass

from posecoach.overlay.live_view import Cue
from posecoach.overlay.placement import Area
from posecoach.overlay.shapes import MARGIN, Canvas, Ink, Line, Panel, Shape, Text, text_width, wrapped


@dataclass(frozen=True, slots=True)
class Around:
    """Room that a cue must leave, px: the count's width and height, the header's floor, the bar's width."""

    beside: float
    above: float
    top: float
    right: float


@dataclass(frozen=True, slots=True)
class Said:
    """A cue in lines, of a size of font, and where its panel is."""

    lines: tuple[str, ...]
    size: float
    area: Area


def cue_spots(words: str, canvas: Canvas, around: Around) -> tuple[Said, Said]:
    """Return the places of a cue: at the bottom, beside the count where it fits there, else above it; below the header."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    left, floor = edge + around.beside + 3.0 * u, canvas.height - edge
    wide = canvas.width - 2.0 * edge - around.right - 2.0 * u
    high = floor - around.above - 3.0 * u - around.top - 2.0 * u
    beside = _said(words, left, floor, canvas.width - edge - left, around.above, u)
    over = _said(words, edge, floor - around.above - 3.0 * u, wide, high, u)
    _, _, broad, tall = beside.area
    fits = broad <= canvas.width - edge - left and tall <= around.above and len(beside.lines) <= BESIDE
    x, _, broad, tall = over.area
    return beside if fits else over, Said(over.lines, over.size, (x, around.top + 2.0 * u, broad, tall))


BESIDE = 3
"""Lines of a cue beside the count at most: where that is narrow, it is read more easily above it."""

CUES = (6.6, 5.8, 5.2)
"""Sizes of a cue's font, in units: the largest at which it fits."""

SHORT_CUES = (11.0, 9.6, 8.2)
"""The same for a few words in capitals: from three metres on a 14-inch screen, 8.2 are 12 arc minutes high."""

SHORT = 24
"""Letters up to which a cue is short."""

PADDING = 8.5
"""Units by which a cue's panel is wider than its words."""


def _said(words: str, left: float, floor: float, room: float, high: float, unit: float) -> Said:
    """A cue that ends at `floor`, as large as it may be in what is `room` wide and `high`."""
    room -= PADDING * unit
    lines: tuple[str, ...] = ()
    size = broad = tall = 0.0
    sizes = (*SHORT_CUES, *CUES) if len(words) <= SHORT else CUES
    for size in (each * unit for each in sizes):
        lines = wrapped(words, size, room, bold=True)
        broad = max(text_width(line, size, bold=True) for line in lines)
        tall = 1.27 * size * len(lines) + 4.6 * unit
        if broad <= room and tall <= high:
            break
    broad += PADDING * unit
    return Said(lines, size, (left, floor - tall, broad, tall))


def cue_panel(cue: Cue, said: Said, canvas: Canvas) -> list[Shape]:
    """One cue in its place, with a stroke that tells its tone."""
    u = canvas.unit
    left, top, wide, high = said.area
    wide = min(wide, canvas.width - MARGIN * u - left)
    ink: Ink = "amber" if cue.tone == "fault" else "quiet" if cue.tone == "hint" else "accent"
    shapes: list[Shape] = [
        Panel(left, top, wide, high, 2.6 * u, opacity=0.72),
        Line(left + 2.6 * u, top + 3.4 * u, left + 2.6 * u, top + high - 3.4 * u, 1.2 * u, ink),
    ]
    return shapes + [
        Text(
            line,
            left + 5.6 * u,
            top + 2.3 * u + (0.63 + 1.27 * row) * said.size,
            said.size,
            bold=True,
            room=wide - PADDING * u,
        )
        for row, line in enumerate(said.lines)
    ]
