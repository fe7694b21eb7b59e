"""What is shown while someone trains: the count, the bar, one cue, the set, the time."""

import math

from posecoach.core.coach import Status, Update
from posecoach.overlay.shapes import CAP, Canvas, Ink, Line, Panel, Shape, Text, text_width, wrapped
from posecoach.overlay.show import Cue, Show

MARGIN = 3.5
"""Space to the canvas's edge, in units; so everywhere."""


def coaching(update: Update, show: Show, canvas: Canvas) -> list[Shape]:
    """Count, bar, cue, header."""
    status = update.status
    shapes = header(update, show, canvas)
    if status.exercise is None:
        return shapes
    block, count_width, count_height = count(status, show, canvas)
    shapes += block
    bar_width = 0.0
    progress = _share(status, show)
    if not math.isnan(progress):
        shapes += bar(progress, canvas, below=count_height, downwards=_downwards(status))
        bar_width = 3.5 * canvas.unit
    cue = show.cue if show.cue is not None else first_cue(status)
    if cue and cue.words:
        shapes += cue_panel(cue, canvas, beside=count_width, above=count_height, right=bar_width)
    return shapes


def header(update: Update, show: Show, canvas: Canvas) -> list[Shape]:
    """What is done and which set, at the top left; the time at the top right."""
    u, status = canvas.unit, update.status
    edge = MARGIN * u
    title = show.title or (status.exercise.title if status.exercise else "")
    number = show.set_number or status.set_number
    second = f"set {number} of {show.sets}" if show.sets > 1 and number else f"set {number}" if number else ""
    if show.sets == 1:
        second = ""
    if status.side:
        second = f"{second} · {status.side} side" if second else f"{status.side} side"
    if not show.rest and status.rest >= 0.0:
        second = f"rest {clock(status.rest)}"
    elapsed = update.t if math.isnan(show.elapsed) else show.elapsed
    time = clock(elapsed)
    time_width = text_width(time, 4.6 * u) + 4.0 * u
    shapes: list[Shape] = [
        Panel(canvas.width - edge - time_width, edge, time_width, 7.6 * u, 3.8 * u),
        Text(time, canvas.width - edge - time_width / 2.0, edge + 3.8 * u, 4.6 * u, align="centre"),
    ]
    if title and not show.rest:
        room = canvas.width - 3.0 * edge - time_width - 5.0 * u
        wide = max(text_width(title, 5.6 * u, bold=True), text_width(second, 4.2 * u))
        wide = min(wide, room) + 5.0 * u
        high = 14.0 * u if second else 8.8 * u
        left = edge + 2.5 * u
        shapes.append(Panel(edge, edge, wide, high, 2.6 * u))
        shapes.append(Text(title, left, edge + 4.4 * u, 5.6 * u, bold=True, room=room))
        if second:
            shapes.append(Text(second, left, edge + 10.2 * u, 4.2 * u, "quiet", room=room))
        hint = show.hint or ("" if show.rest or show.setup else next(iter(status.unseen), ""))
        if hint:
            shapes += _hint(hint, edge, edge + high + 1.2 * u, canvas)
    return shapes


def _hint(words: str, x: float, y: float, canvas: Canvas) -> list[Shape]:
    u, size = canvas.unit, 3.3 * canvas.unit
    room = min(canvas.width * 0.6, 60.0 * u)
    shapes: list[Shape] = []
    lines = wrapped(words, size, room)[:2]
    wide = max(text_width(line, size) for line in lines) + 4.0 * u
    shapes.append(Panel(x, y, wide, (4.4 * len(lines) + 1.8) * u, 2.0 * u, solid=0.45))
    for row, line in enumerate(lines):
        shapes.append(Text(line, x + 2.0 * u, y + (3.1 + 4.4 * row) * u, size, "quiet"))
    return shapes


def count(status: Status, show: Show, canvas: Canvas) -> tuple[list[Shape], float, float]:
    """The count, or the seconds held, at the bottom left; with its panel's width and height."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    timed = status.exercise is not None and status.exercise.kind == "hold"
    goal = show.goal or (status.exercise.goal if timed and status.exercise else 0.0)
    number = f"{status.held:.0f}" if timed else str(status.reps)
    digit = 25.0 * u  # what someone reads from three metres, on a laptop
    size = digit / CAP
    wide = text_width(number, size, bold=True)
    after = f"of {goal:.0f} s" if timed and goal else "s" if timed else f"of {goal:.0f}" if goal else ""
    partial = f"{status.partial} partial" if status.partial else ""
    lines = [line for line in (after, partial) if line]
    small = 6.0 * u
    more = max((text_width(line, small) for line in lines), default=0.0)
    total = wide + (more + 2.0 * u if more else 0.0) + 6.0 * u
    high = digit + 8.0 * u
    top = canvas.height - edge - high
    ink: Ink = "accent" if show.flash > 0.0 else "text"
    shapes: list[Shape] = [Panel(edge, top, total, high, 3.4 * u)]
    shapes.append(Text(number, edge + 3.0 * u, top + high / 2.0, size, ink, bold=True))
    floor = top + high - 4.0 * u - small * CAP / 2.0
    for row, line in enumerate(reversed(lines)):
        tone: Ink = "quiet" if line is after else "amber"
        shapes.append(Text(line, edge + 5.0 * u + wide, floor - row * 7.4 * u, small, tone))
    return shapes, total, high


def bar(progress: float, canvas: Canvas, *, below: float, downwards: bool) -> list[Shape]:
    """How far the repetition under way has got, at the right; it moves as the body does.

    It stands between the time and what is at the bottom, which is `below` px high.
    """
    u, edge = canvas.unit, MARGIN * canvas.unit
    wide, top = 3.5 * u, edge + 11.0 * u
    high = min(canvas.height - edge - below - 3.0 * u - top, 0.6 * canvas.height)
    x = canvas.width - edge - wide
    share = min(max(progress, 0.0), 1.0)
    filled = share * (high - wide)
    middle = x + wide / 2.0
    start = top + wide / 2.0 if downwards else top + high - wide / 2.0
    end = start + filled if downwards else start - filled
    goal = top + high - wide / 2.0 if downwards else top + wide / 2.0
    return [
        Panel(x, top, wide, high, wide / 2.0),
        Line(middle, start, middle, end, 0.62 * wide, "accent"),
        Line(x - 0.6 * u, goal, x + wide + 0.6 * u, goal, 0.7 * u, "accent" if share >= 1.0 else "text"),
    ]


def cue_panel(cue: Cue, canvas: Canvas, *, beside: float, above: float, right: float) -> list[Shape]:
    """One cue, at the bottom: beside the count where it fits there, else above it."""
    u, edge = canvas.unit, MARGIN * canvas.unit
    left, floor = edge + beside + 3.0 * u, canvas.height - edge
    room, size = canvas.width - edge - left - PADDING * u, 0.0
    for size in (6.6 * u, 5.8 * u, 5.2 * u):
        lines = wrapped(cue.words, size, room, bold=True)
        longest = max(text_width(line, size, bold=True) for line in lines)
        if longest <= room and _cue_height(lines, size, u) <= above:
            break
    else:
        left, floor, size = edge, floor - above - 3.0 * u, 6.6 * u
        room = canvas.width - 2.0 * edge - (PADDING + 2.0) * u - right
        lines = wrapped(cue.words, size, room, bold=True)
        longest = min(max(text_width(line, size, bold=True) for line in lines), room)
    high = _cue_height(lines, size, u)
    top = floor - high
    ink: Ink = "amber" if cue.tone == "fault" else "accent" if cue.tone == "praise" else "quiet"
    shapes: list[Shape] = [
        Panel(left, top, longest + PADDING * u, high, 2.6 * u, solid=0.72),
        Line(left + 2.6 * u, top + 3.4 * u, left + 2.6 * u, floor - 3.4 * u, 1.2 * u, ink),
    ]
    shapes += [
        Text(line, left + 5.6 * u, top + 2.3 * u + (0.63 + 1.27 * row) * size, size, bold=True, room=room)
        for row, line in enumerate(lines)
    ]
    return shapes


PADDING = 8.5
"""What a cue's panel is wider than its words, in units."""


def _cue_height(lines: tuple[str, ...], size: float, unit: float) -> float:
    return 1.27 * size * len(lines) + 4.6 * unit


def first_cue(status: Status) -> Cue | None:
    """What the coach would say first of this moment."""
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
    """Whether the body goes down to the turning point."""
    signal = status.exercise.signal if status.exercise else None
    return signal is not None and signal.target < signal.start


def clock(t: float) -> str:
    """Seconds as minutes and seconds."""
    whole = max(0, int(t))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
