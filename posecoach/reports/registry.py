"""Writers by name: what `--csv`, `--export strong` or `--export trc` write, and under which file name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from posecoach.core.exercise import Exercise
from posecoach.core.session.record import Record
from posecoach.reports import exports, landmark_export, table
from posecoach.reports.clip import ReportClip
from posecoach.reports.landmark_export import Poses
from posecoach.reports.session_json import session_json
from posecoach.reports.workouts import Workout, places


@dataclass(frozen=True, slots=True)
class Results:
    """All clips together, as the writers take them.

    Attributes:
        clips: in the order asked for.
        exercises: by name.
        rules: names of each exercise's form rules.
        workouts: the clips' sets, gathered.
        days: what the training logs get: workouts of whole days.
        unit: of weights in the logs.
        made: when the results are written, in words.
        trends: by exercise: how it compares with workouts before, in a sentence.
    """

    clips: Sequence[ReportClip]
    exercises: Mapping[str, Exercise]
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    workouts: Sequence[Workout] = ()
    days: Sequence[Workout] = ()
    unit: exports.Unit = "kgs"
    made: str = ""
    trends: Mapping[str, str] = field(default_factory=dict)

    @property
    def records(self) -> list[Record]:
        """The records of the clips."""
        return [clip.record for clip in self.clips]


@dataclass(frozen=True, slots=True)
class SessionWriter:
    """Writes one file about all clips; `name` is its name in a folder."""

    name: str
    write: Callable[[Results], str | bytes]


@dataclass(frozen=True, slots=True)
class TrackWriter:
    """Writes one file a clip, from its poses; `ending` is how the file's name ends.

    `write` takes the poses, the file's name, and the clip's frame rate and number of frames if known.
    """

    ending: str
    write: Callable[[Poses, str, tuple[float, int] | None], str | bytes]


def _log(name: str) -> Callable[[Results], str]:
    return lambda results: exports.LOGS[name](results.days, results.unit)


def _workbook(results: Results) -> bytes:
    from posecoach.reports import spreadsheet  # noqa: PLC0415 - its library is an extra

    return spreadsheet.workbook(results.records, results.rules, places(results.workouts))


def _report(results: Results) -> str:
    from posecoach.reports.page import page  # noqa: PLC0415 - its templates take long to load

    return page(results.clips, results.exercises, results.made, results.trends)


def _c3d(poses: Poses) -> bytes:
    from posecoach.reports.c3d import c3d  # noqa: PLC0415 - its library is an extra

    return c3d(poses)


SESSION_WRITERS: dict[str, SessionWriter] = {
    "csv": SessionWriter("sets.csv", lambda r: table.sets_table(r.records, r.rules, places(r.workouts))),
    "reps": SessionWriter("repetitions.csv", lambda r: table.reps_table(r.records)),
    "json": SessionWriter(
        "sessions.json", lambda r: session_json(r.records, r.exercises, places(r.workouts))
    ),
    "xlsx": SessionWriter("sessions.xlsx", _workbook),
    "report": SessionWriter("report.html", _report),
    **{name: SessionWriter(f"{name}.csv", _log(name)) for name in exports.LOGS},
}

TRACK_WRITERS: dict[str, TrackWriter] = {
    "tidy": TrackWriter(".landmarks.csv", lambda poses, _name, _original: landmark_export.tidy(poses)),
    "angles": TrackWriter(".angles.csv", lambda poses, _name, _original: landmark_export.angles(poses)),
    "trc": TrackWriter(".trc", landmark_export.trc),
    "mot": TrackWriter(".mot", lambda poses, name, _original: landmark_export.mot(poses, name)),
    "c3d": TrackWriter(".c3d", lambda poses, _name, _original: _c3d(poses)),
}

EXPORTS = (*exports.LOGS, *TRACK_WRITERS)
"""Kinds that `--export` takes."""

EVEN_EXPORTS = ("trc", "mot", "c3d")
"""Exports that are evenly timed, by interpolation where the frames looked at are not."""
