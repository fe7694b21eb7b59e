"""The screen while someone trains: the count, the bar, one cue, the set, the time."""

import dataclasses
import math
from collections.abc import Iterable

from posecoach.core.session.status import Status, Update
from posecoach.overlay.cue import Around, cue_panel, cue_spots
from posecoach.overlay.live_view import Cue, Rest, Show
from posecoach.overlay.meters import BAR_WIDTH, bar, count, pacer
from posecoach.overlay.placement import Placement
from posecoach.overlay.shapes import (
    MARGIN,
    SMALLEST,
    Canvas,
    Disc,
    Ink,
    Panel,
    Shape,
    Text,
    fitted,
    text_width,
    wrapped,
)
from posecoach.words import Words


def coaching(update: Update, show: Show, canvas: Canvas, places: Placement | None = None) -> list[Shape]:
    """Draw count, bar, cue and header."""
    status = update.status
    shapes = header(update, show, canvas)
    if status.exercise is None:
        led = not math.isnan(show.elapsed)
        return shapes + advice(show.words("screen.begin"), canvas) if led else shapes
    block, count_width, count_height = count(status, show, canvas)
    if show.pace is not None:
        gap = 1.5 * canvas.unit
        above, width, height = pacer(
            show.pace, canvas, canvas.height - MARGIN * canvas.unit - count_height - gap
        )
        block += above
        count_width, count_height = max(count_width, width), count_height + gap + height
    aside, up = _clear_of_body(update, show, canvas, places, (count_width, count_height))
    block = _moved(block, aside, -up)
    if aside:
        around = Around(0.0, 0.0, 0.0, canvas.width - 2.0 * MARGIN * canvas.unit - aside)
    elif up:
        around = Around(0.0, 0.0, canvas.height - MARGIN * canvas.unit - up, 0.0)
    else:
        around = Around(count_width, count_height, 0.0, 0.0)
    progress = _share(status, show)
    stick: list[Shape] = []
    if not math.isnan(progress):
        stick = bar(
            progress, canvas, below=around.above, downwards=_downwards(status), last=show.last_progress
        )
    cue = show.cue if show.cue is not None else first_cue(status)
    said: list[Shape] = []
    if cue and cue.words:
        plain = header(update, show, canvas, hinted=False)
        right = max(around.right, (BAR_WIDTH + 1.0) * canvas.unit if stick else 0.0)
        around = dataclasses.replace(around, top=max(around.top, _floor(plain)), right=right)
        spots = cue_spots(cue.words, canvas, around)
        areas = [spot.area for spot in spots]
        spot = spots[places.choose(update.t, "cue", areas, update.pose, canvas) if places else 0]
        said = cue_panel(cue, spot, canvas)
        shapes = plain if spot.area[1] < _floor(shapes) else shapes
    return [*shapes, *block, *stick, *said]


def _clear_of_body(
    update: Update, show: Show, canvas: Canvas, places: Placement | None, size: tuple[float, float]
) -> tuple[float, float]:
    """Return how far aside and up the count stands, px: in the corner where it covers least of the body.

    At the top it stands below the header, at the right beside the bar.
    """
    if places is None or math.isnan(show.elapsed):
        return 0.0, 0.0
    edge = MARGIN * canvas.unit
    low = canvas.height - edge - size[1]
    high = _floor(header(update, show, canvas)) + 2.0 * canvas.unit
    right = max(edge, canvas.width - edge - (BAR_WIDTH + 3.0) * canvas.unit - size[0])
    corners = [(edge, low), (edge, high), (right, low), (right, high)]
    areas = [(*corner, *size) for corner in corners]
    x, y = corners[places.choose(update.t, "count", areas, update.pose, canvas)]
    return x - edge, low - y


def _moved(shapes: Iterable[Shape], right: float, down: float) -> list[Shape]:
    """Return texts, panels and discs so many px further to the right and down."""
    return [
        dataclasses.replace(s, x=s.x + right, y=s.y + down) if isinstance(s, Text | Panel | Disc) else s
        for s in shapes
    ]


def header(update: Update, show: Show, canvas: Canvas, *, hinted: bool = True) -> list[Shape]:
    """Draw the exercise and the set at the top left, with a hint below; the time at the top right."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    time, size = clock(update.t if math.isnan(show.elapsed) else show.elapsed), 5.2 * u
    ink: Ink = "text"
    if show.rest is not None and show.rest.corner:
        time, ink, size = (
            _countdown(show.rest, show.words),
            "amber" if show.rest.paused else "accent",
            7.0 * u,
        )
    time_width, time_height = text_width(time, size) + 4.4 * u, size + 3.2 * u
    shapes: list[Shape] = [
        Panel(canvas.width - edge - time_width, edge, time_width, time_height, time_height / 2.0),
        Text(
            time, canvas.width - edge - time_width / 2.0, edge + time_height / 2.0, size, ink, align="centre"
        ),
    ]
    doing = update.status.exercise
    title = show.title or (show.words.title(doing.name, doing.title) if doing else "")
    beside = canvas.width - 3.0 * edge - time_width
    if not title or (show.rest and not show.rest.corner):
        return shapes + _hint(show.hint, edge, edge, beside, u) if show.hint and hinted else shapes
    room = min(beside - 5.0 * u, 90.0 * u)
    lines, size = fitted(title, 6.2 * u, room, min_size=SMALLEST * u, max_lines=2, bold=True)
    second = _second(update.status, show)
    wide = max(*(text_width(line, size, bold=True) for line in lines), text_width(second, SMALLEST * u))
    left, y = edge + 2.5 * u, edge + 4.6 * u
    words: list[Shape] = []
    for line in lines:
        words.append(Text(line, left, y, size, bold=True, room=room))
        y += 1.25 * size
    if second:
        words.append(Text(second, left, y - 0.2 * u, SMALLEST * u, "quiet", room=room))
        y += 1.3 * SMALLEST * u
    floor = y - 3.2 * u
    shapes += [Panel(edge, edge, min(wide, room) + 5.0 * u, floor - edge, 2.6 * u), *words]
    led = not math.isnan(show.elapsed)
    hint = show.hint or ("" if led else next(iter(update.status.unseen), ""))
    below = canvas.width - edge - (2.0 * MARGIN + BAR_WIDTH) * u
    return shapes + _hint(hint, edge, floor + 1.2 * u, below, u) if hint and hinted else shapes


def _countdown(rest: Rest, words: Words) -> str:
    """Return the rest as it stands in a corner while someone is back in position."""
    left = math.ceil(max(0.0, rest.left))
    return (
        f"{words('screen.paused' if rest.paused else 'screen.rest')} {left}" if left else words("screen.go")
    )


def _second(status: Status, show: Show) -> str:
    """Return the set and the side, or the time of a rest."""
    words, led = show.words, not math.isnan(show.elapsed)
    if status.rest >= 0.0 and not show.rest:
        return words("screen.rest_time", time=clock(status.rest))
    number = show.set_number or status.set_number
    side = show.side if led and (show.side or not status.held > 0.0) else status.side
    key = "screen.set_of" if show.sets > 1 else "screen.set"
    parts = (
        words(key, number=number, sets=show.sets) if number and show.sets != 1 else "",
        words(f"side_shown.{side}") if side else "",
    )
    return " · ".join(filter(None, parts))


def _hint(words: str, x: float, y: float, wide: float, u: float) -> list[Shape]:
    """Draw a hint in two lines at most, in what is `wide` px."""
    size, room = SMALLEST * u, min(wide - 4.0 * u, 95.0 * u)
    lines, size = fitted(words, size, room, min_size=size, max_lines=2)
    wide = max(text_width(line, size) for line in lines) + 4.0 * u
    shapes: list[Shape] = [Panel(x, y, wide, (6.2 * len(lines) + 2.4) * u, 2.2 * u, opacity=0.5)]
    for row, line in enumerate(lines):
        shapes.append(Text(line, x + 2.0 * u, y + (4.3 + 6.2 * row) * u, size, "quiet", room=room))
    return shapes


def advice(words: str, canvas: Canvas) -> list[Shape]:
    """Draw the one thing to do now, at the bottom."""
    u, edge, size = canvas.unit, MARGIN * canvas.unit, 7.6 * canvas.unit
    room = canvas.width - 2.0 * edge - 10.0 * u
    lines = wrapped(words, size, room, bold=True)
    wide = min(max((text_width(line, size, bold=True) for line in lines), default=0.0), room) + 10.0 * u
    high = (9.4 * len(lines) + 5.0) * u
    top, middle = canvas.height - edge - high, canvas.width / 2.0
    shapes: list[Shape] = [Panel(middle - wide / 2.0, top, wide, high, 3.0 * u, opacity=0.72)]
    return shapes + [
        Text(line, middle, top + (7.2 + 9.4 * row) * u, size, bold=True, align="centre", room=room)
        for row, line in enumerate(lines)
    ]


def _floor(shapes: Iterable[Shape]) -> float:
    """Return how far down the panels among these go at the left."""
    panels = [shape for shape in shapes if isinstance(shape, Panel)]
    return max((panel.y + panel.height for panel in panels), default=0.0)


def first_cue(status: Status) -> Cue | None:
    """Return what the coach would say first of this moment."""
    pairs = list(zip(status.broken, status.cues, strict=False))
    if not status.in_set and status.rest > PRAISED:
        return None
    for severity, tone in (("fault", "fault"), ("hint", "hint")):
        for rule, words in pairs:
            if rule.severity == severity:
                return Cue(words, tone)  # type: ignore[arg-type]
    return Cue(status.praise, "praise") if status.praise else None


PRAISED = 3.0
"""s after a set in which what was said of its last repetition may still stand."""


def _share(status: Status, show: Show) -> float:
    if status.exercise and status.exercise.kind == "hold":
        goal = show.goal or status.exercise.goal
        return status.held / goal if goal > 0.0 else math.nan
    return status.progress


def _downwards(status: Status) -> bool:
    """Return whether the body goes down to the turning point."""
    signal = status.exercise.signal if status.exercise else None
    return signal is not None and signal.target < signal.start


def clock(t: float) -> str:
    """Return seconds as minutes and seconds."""
    whole = max(0, int(t))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
