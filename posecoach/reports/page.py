"""Records as one HTML file that stands on its own: nothing is fetched, nothing outside it is needed."""

import base64
import hashlib
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from posecoach.core.cue import told
from posecoach.core.exercise import Exercise, Way
from posecoach.core.record import Cycle, Record, SetRecord
from posecoach.reports import plot
from posecoach.reports.checks import checks
from posecoach.reports.effort import Effort, Trend, best, effort, efforts, trend
from posecoach.reports.table import VERDICTS
from posecoach.reports.words import column_title, plain_name, shown

LEAD = 0.5
"""s of film before a repetition, so that its beginning is seen."""

ROOM = 16
"""Bars under which each number has room, on a phone."""

WORDS = {"counted": "full", "partial": "partial", "rejected": "not counted"}


@dataclass(frozen=True, slots=True)
class Clip:
    """What a report tells of one clip.

    Attributes:
        record: what happened.
        stills: JPEG pictures, by the moment they show, s.
        video: where the annotated film lies, as a URL beside the page; empty where there is none.
        title: what to call it; its source's name otherwise.
        when: when it was filmed, in words.
    """

    record: Record
    stills: Mapping[float, bytes] = field(default_factory=dict)
    video: str = ""
    title: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One movement of a set, as it is shown."""

    number: str
    verdict: str
    at: float
    seek: float
    out: str
    back: str
    range: str
    speed: str
    measures: tuple[str, ...]
    reasons: str
    still: str
    x: float
    y: float
    band: plot.Band
    label: str


def page(clips: Sequence[Clip], exercises: Mapping[str, Exercise], made: str = "") -> str:
    """The report on one or several clips.

    Args:
        clips: in the order they shall have.
        exercises: by name; what is known of those that were done.
        made: when the report was made, in words; empty to leave it out.
    """
    shown_clips = [_clip(clip, exercises, index) for index, clip in enumerate(clips, start=1)]
    return render("report.html", clips=shown_clips, made=made, title=_title(clips))


def render(template: str, **values: object) -> str:
    """A page from a template, with its style and script put in and nothing else allowed to run."""
    script = _source("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = _source("page.css")
    return (
        _environment()
        .get_template(template)
        .render(style=Markup(style), script=Markup(script), script_hash=digest, **values)  # noqa: S704 - our own two files, not the user's
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("posecoach.reports"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"clock": plot.clock, "moment_of": plot.moment}
    return environment


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None  # noqa: S101 - set just above
    return environment.loader.get_source(environment, name)[0]


def _title(clips: Sequence[Clip]) -> str:
    return _name(clips[0]) if len(clips) == 1 else f"{len(clips)} clips"


def _name(clip: Clip) -> str:
    return clip.title or clip.record.source.replace("\\", "/").rpartition("/")[2] or "Session"


def _clip(clip: Clip, exercises: Mapping[str, Exercise], index: int) -> dict[str, Any]:
    record = clip.record
    sets = record.sets
    line = plot.whole(record.duration)
    rests = [each.rest_before for each in sets if each.rest_before >= 0.0]
    return {
        "id": f"clip-{index}",
        "name": _name(clip),
        "when": clip.when,
        "video": clip.video,
        "notes": record.notes,
        "duration": plot.clock(round(record.duration)),
        "seen": record.seen / record.frames if record.frames else 0.0,
        "reps": sum(len(each.reps) for each in sets),
        "partial": sum(len(each.partial) for each in sets),
        "held": round(sum(each.held for each in sets)),
        "counted": any(
            exercises[e.exercise].kind == "reps" if e.exercise in exercises else e.cycles for e in sets
        ),
        "rests": [round(rest) for rest in rests],
        "sets": [
            _set(each, clip, exercises.get(each.exercise), f"clip-{index}-set-{each.number}") for each in sets
        ],
        "blocks": [
            {
                "band": line.band(each.start, each.end),
                "count": f"{each.held:.0f} s" if each.holds else str(len(each.reps)),
                "label": f"Set {each.number}",
                "anchor": f"clip-{index}-set-{each.number}",
            }
            for each in sets
        ],
        "ticks": line.ticks(),
        "others": [{"at": c.turn, "seek": _seek(c), "why": c.why} for c in record.stray],
    }


def _set(each: SetRecord, clip: Clip, exercise: Exercise | None, anchor: str) -> dict[str, Any]:
    way: Way = exercise.effort if exercise else "out"
    axes = plot.axes(each, clip.record.trace, down=way == "back")
    parts = [*each.cycles, *each.holds]
    columns = _columns([part.measures for part in parts])
    made = efforts(each, way)
    rows = _rows(each, exercise, columns, axes, clip.stills)
    return {
        "anchor": anchor,
        "name": f"set {each.number}, {_name(clip)}",
        "number": each.number,
        "title": exercise.title if exercise else plain_name(each.exercise).capitalize(),
        "variant": plain_name(each.variant),
        "view": each.view,
        "start": each.start,
        "end": each.end,
        "rest": round(each.rest_before) if each.rest_before >= 0.0 else None,
        "reps": len(each.reps),
        "partial": len(each.partial),
        "rejected": sum(row.verdict == "rejected" for row in rows),
        "held": each.held,
        "columns": [(plain_name(name), column_title(name)) for name in columns],
        "rows": rows,
        "holds": _holds(each, exercise, axes, columns, clip.stills),
        "axes": axes,
        "line": axes.line(clip.record.trace),
        "start_y": axes.y(0.0),
        "target_y": axes.y(1.0),
        "down": way == "back",
        "ticks": axes.ticks(),
        "fatigue": _fatigue(made, [row for row in rows if row.verdict != "rejected"]),
        "tempo": _tempo(made, way),
        "checks": checks(each, exercise),
    }


def _rows(
    each: SetRecord,
    exercise: Exercise | None,
    columns: Sequence[str],
    axes: plot.Axes,
    stills: Mapping[float, bytes],
) -> list[Row]:
    way: Way = exercise.effort if exercise else "out"
    top = best(efforts(each, way))
    rows: list[Row] = []
    count = 0
    for cycle in each.cycles:
        verdict = VERDICTS[type(cycle).__name__]
        count += verdict == "counted"
        number = str(count) if verdict == "counted" else ""
        made = effort(cycle, way)
        values = dict(cycle.measures)
        faults = tuple(told(exercise, name, values) for name in cycle.faults)
        start, end = (cycle.turn if math.isnan(moment) else moment for moment in (cycle.start, cycle.end))
        row = Row(
            number=number,
            verdict=verdict,
            at=cycle.turn,
            seek=_seek(cycle),
            out=shown(made.out, "s"),
            back=shown(made.back, "s"),
            range=shown(made.range / top.range, "share"),
            speed=shown(made.speed / top.speed, "share"),
            measures=tuple(shown(values.get(name, math.nan), name) for name in columns),
            reasons="; ".join(text.rstrip(".") for text in (cycle.why, *faults) if text),
            still=_data_url(stills.get(cycle.turn)),
            x=axes.x(cycle.turn),
            y=axes.y(0.0 if math.isnan(cycle.depth) else cycle.depth),
            band=axes.band(start, end),
            label=_label(number, cycle, verdict, faults),
        )
        rows.append(row)
    return rows


def _label(number: str, cycle: Cycle, verdict: str, faults: Sequence[str]) -> str:
    """All that a mark stands for, in sentences."""
    named = f"Repetition {number}" if number else "Movement"
    said = [
        f"{named} at {plot.moment(cycle.turn)}: {WORDS[verdict]}",
        *(t for t in (cycle.why, *faults) if t),
    ]
    return " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in said)


def _seek(cycle: Cycle) -> float:
    start = cycle.turn if math.isnan(cycle.start) else cycle.start
    return max(0.0, round(start - LEAD, 2))


def _holds(
    each: SetRecord,
    exercise: Exercise | None,
    axes: plot.Axes,
    columns: Sequence[str],
    stills: Mapping[float, bytes],
) -> list[dict[str, Any]]:
    return [
        {
            "number": index,
            "side": hold.side,
            "start": hold.start,
            "seek": max(0.0, round(hold.start - LEAD, 2)),
            "held": f"{hold.held:.1f}",
            "band": axes.band(hold.start, max(hold.t, hold.start + hold.held)),
            "measures": [shown(dict(hold.measures).get(name, math.nan), name) for name in columns],
            "faults": [told(exercise, name, dict(hold.measures)) for name in hold.faults],
            "still": _data_url(stills.get(hold.start + hold.held / 2.0)),
        }
        for index, hold in enumerate(each.holds, start=1)
    ]


def _columns(readings: Sequence[Sequence[tuple[str, float]]]) -> tuple[str, ...]:
    """The measures of which at least one value is known."""
    return tuple(
        dict.fromkeys(name for reading in readings for name, value in reading if not math.isnan(value))
    )


def _tempo(made: Sequence[Effort], way: str) -> dict[str, Any] | None:
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


def _fatigue(made: Sequence[Effort], rows: Sequence[Row]) -> dict[str, Any] | None:
    """Range and speed of each repetition, as shares of the set's best, and what was lost of them."""
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
                "verdict": row.verdict,
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
    """What stands below a bar: each number where there is room, every fifth where there is not."""
    if count <= ROOM:
        return number or "½"
    return number if number and (int(number) == 1 or int(number) % 5 == 0) else ""


def _share(value: float, best: float) -> int | None:
    return None if math.isnan(value) or not best > 0.0 else round(100.0 * value / best)


def _data_url(jpeg: bytes | None) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode() if jpeg else ""
