"""Records as one HTML file that needs nothing else and fetches nothing."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime  # noqa: TID251 - a type; no clock is asked
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from posecoach.core.events import Verdict
from posecoach.core.exercise import Direction, Exercise
from posecoach.core.session.effort import efforts
from posecoach.core.session.record import SetRecord
from posecoach.reports import plot
from posecoach.reports.checks import checks
from posecoach.reports.clip import ReportClip
from posecoach.reports.fatigue import fatigue, tempo
from posecoach.reports.format import clips_and_people, column_title, plain_name
from posecoach.reports.overview import remarks, totals
from posecoach.reports.rows import WORDS, columns_of, holds_of, rows_of, seek, stills_of

PAGE_MARK = b'<meta name="generator" content="posecoach">'
"""Mark of pages that posecoach made."""

OPTION = "--"
"""Beginning of notes on what to type, which are for the terminal: a page is sent to others."""

HEAD_BYTES = 1024
"""Bytes of a page within which the mark is."""


def page(
    clips: Sequence[ReportClip],
    exercises: Mapping[str, Exercise],
    made: str = "",
    trends: Mapping[str, str] | None = None,
) -> str:
    """Return the report on one or several clips.

    Args:
        clips: in their order.
        exercises: by name; those that were done.
        made: when the report was made, in words; empty to leave it out.
        trends: by exercise: how it compares with the sessions before, in a sentence.
    """
    shown_clips = [
        _clip(clip, exercises, index, several=len(clips) > 1) for index, clip in enumerate(clips, start=1)
    ]
    sets = [each for clip in shown_clips for each in clip["sets"]]
    dates = sorted(clip.when for clip in clips if clip.when and clip.dated)
    measures = dict.fromkeys(column for each in sets for column in each["columns"])
    return render(
        "report.html",
        clips=shown_clips,
        made=made,
        title=_title(clips),
        heading=_name(clips[0]) if len(clips) == 1 else "Training report",
        dates=_dates(dates) if len(dates) == len(clips) else "",
        totals=totals(sets, exercises, trends or {}),
        remarks=remarks(sets),
        measures=list(measures),
        held=any(each["holds"] for each in sets),
        moved=any(each["rows"] for each in sets),
    )


def _dates(dates: Sequence[datetime]) -> str:
    """Return the first and the last day, or the one day and hour, in words."""
    if not dates:
        return ""
    first, last = dates[0], dates[-1]
    if first.date() == last.date():
        return date_text(first)
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def render(template: str, **values: object) -> str:
    """Return a page from a template, with its style and script in it; no other script may run."""
    script = _source("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = _source("page.css")
    return (
        _environment()
        .get_template(template)
        .render(style=Markup(style), script=Markup(script), script_hash=digest, **values)  # noqa: S704 - our own two files, not the user's
    )


def is_ours(path: Path) -> bool:
    """Return whether posecoach made a page, by the mark in its head."""
    try:
        with path.open("rb") as file:
            return PAGE_MARK in file.read(HEAD_BYTES)
    except OSError:
        return False


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("posecoach.reports"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"clock": plot.clock, "moment_of": plot.moment, "words": WORDS}
    return environment


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None  # noqa: S101 - set just above
    return environment.loader.get_source(environment, name)[0]


def _title(clips: Sequence[ReportClip]) -> str:
    if len(clips) == 1:
        return _name(clips[0])
    return clips_and_people([clip.record for clip in clips])


def _name(clip: ReportClip) -> str:
    name = clip.title or clip.record.source.replace("\\", "/").rpartition("/")[2] or "Session"
    return f"{name}, person {clip.record.person}" if clip.record.person else name


def date_text(when: datetime) -> str:
    """Return a moment as people write it: 2 March 2026, 18:05."""
    return f"{when.day} {when:%B %Y, %H:%M}"


def _clip(
    clip: ReportClip, exercises: Mapping[str, Exercise], index: int, *, several: bool
) -> dict[str, Any]:
    record = clip.record
    sets = record.sets
    line = plot.whole_plot(record.duration)
    rests = [each.rest_before for each in sets if each.rest_before >= 0.0]
    return {
        "id": f"clip-{index}",
        "name": _name(clip),
        "when": date_text(clip.when) if clip.when and clip.dated else "",
        "video": clip.video,
        "notes": [*record.warnings, *(note for note in record.notes if not note.startswith(OPTION))],
        "nearest": f"{record.nearest[0]}, but {record.nearest[1]}" if record.nearest[0] else "",
        "duration": plot.clock(round(record.duration)),
        "seen": record.seen / record.frames if record.frames else 0.0,
        "reps": sum(len(each.reps) for each in sets),
        "partial": sum(len(each.partial) for each in sets),
        "held": round(sum(each.held for each in sets)),
        "counted": any(
            exercises[e.exercise].kind == "reps" if e.exercise in exercises else e.movements for e in sets
        ),
        "rests": [round(rest) for rest in rests],
        "sets": [
            _set(each, clip, exercises.get(each.exercise), f"clip-{index}-set-{each.number}", several=several)
            for each in sets
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
        "others": [{"at": c.turn, "seek": seek(c), "why": c.why} for c in record.stray],
    }


def _set(
    each: SetRecord, clip: ReportClip, exercise: Exercise | None, anchor: str, *, several: bool
) -> dict[str, Any]:
    way: Direction = exercise.concentric if exercise else "out"
    pieces, size = plot.pieces(each, clip.record.trace, down=way == "back")
    columns = columns_of([part.measures for part in each.parts])
    made = efforts(each, way)
    rows = rows_of(each, exercise, columns, (pieces, size), clip.stills)
    best_stills, other_stills = stills_of(rows)
    goal = exercise.goal if exercise and exercise.kind == "hold" else 0.0
    return {
        "anchor": anchor,
        "exercise": each.exercise,
        "name": f"set {each.number}, {_name(clip)}",
        "short_name": f"{_name(clip)}, set {each.number}" if several else f"set {each.number}",
        "number": each.number,
        "title": exercise.title if exercise else plain_name(each.exercise).capitalize(),
        "variant": plain_name(each.variant),
        "view": each.view,
        "start": each.start,
        "end": each.end,
        "rest": round(each.rest_before) if each.rest_before >= 0.0 else None,
        "reps": len(each.reps),
        "partial": len(each.partial),
        "faulty": sum(row.kind == "faulty" for row in rows),
        "rejected": sum(row.verdict is Verdict.REJECTED for row in rows),
        "held": each.held,
        "goal": goal,
        "sides": each.sides,
        "columns": [(plain_name(name), column_title(name)) for name in columns],
        "rows": rows,
        "stills": best_stills,
        "more_stills": other_stills,
        "holds": holds_of(each, exercise, pieces[0], columns, clip.stills),
        "pieces": [
            {
                "rows": [row for row in rows if row.piece == index],
                "line": axes.line(clip.record.trace),
                "start_y": axes.y(0.0),
                "target_y": axes.y(1.0),
                "ticks": axes.ticks(),
            }
            for index, axes in enumerate(pieces)
        ],
        "traced": any(axes.line(clip.record.trace) for axes in pieces),
        "down": way == "back",
        "fatigue": fatigue(made, [row for row in rows if row.verdict is not Verdict.REJECTED]),
        "tempo": tempo(made, way),
        "checks": checks(each, exercise),
    }
