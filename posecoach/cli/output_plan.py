"""Output files of an analysis: which, under which names, and how they get there."""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from posecoach.errors import HistoryError, OutputError, PosecoachError
from posecoach.media import atomic_write
from posecoach.media.clips import display_path
from posecoach.media.options import WHOLE, ReadOptions

if TYPE_CHECKING:
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.record import Record
    from posecoach.reports.exports import Unit
    from posecoach.reports.page import ReportClip
    from posecoach.tracking.landmarks_io import Track

FILM = ".annotated.mp4"

FILMS = ("", ".mp4", ".m4v")
"""Endings that a film's name may have."""

RECORDING_ENDING = ".npz"

ProgressCallback = Callable[[float], None]

T = TypeVar("T")


PAGE_ENDINGS = ("", ".html", ".htm")

STYLES = ("excel-eu",)
"""Styles that `--csv-style` takes."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    """Settings of workouts and training logs.

    Attributes:
        weights: kg by exercise; under "" that of all others.
        unit: of weights in the logs.
        gap_s: s without a set after which another workout begins.
        style: of CSV tables: empty, or one of `STYLES`.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    unit: "Unit" = "kgs"
    gap_s: float = 3600.0
    style: str = ""


@dataclass(slots=True)
class OutputPlan:
    """Every file that is wanted.

    Attributes:
        tables: all clips in one file, by kind: a name of `SESSION_WRITERS`.
        films, recordings: one file a clip, by the clip.
        tracks: one file a clip, by kind, a name of `TRACK_WRITERS`, and by the clip.
        replace: kinds whose file may be there already.
        renew: kinds whose file may be there already if posecoach made it.
        images: whether the report has key frames.
        save: whether the sessions go into the history.
        logs: settings of workouts and training logs.
        reading: which part of each clip was looked at, and how its picture lies.
    """

    tables: dict[str, Path] = field(default_factory=dict)
    films: dict[Path, Path] = field(default_factory=dict)
    recordings: dict[Path, Path] = field(default_factory=dict)
    tracks: dict[str, dict[Path, Path]] = field(default_factory=dict)
    replace: frozenset[str] = frozenset()
    renew: frozenset[str] = frozenset()
    images: bool = True
    save: bool = False
    logs: LogSettings = field(default_factory=LogSettings)
    reading: ReadOptions = WHOLE

    def check(self, clips: Iterable[Path], *, force: bool) -> None:
        """Check, before long work, that everything can be written.

        Raises:
            OutputError: something cannot, would replace a file unasked, or is one of the clips.
            HistoryError: the history cannot.
        """
        sources = {clip.resolve() for clip in clips}
        per_clip = {"video": self.films, "landmarks": self.recordings, **self.tracks}
        wanted = list(self.tables.items())
        wanted += [(kind, path) for kind, files in per_clip.items() for path in files.values()]
        if sum(str(path) == "-" for path in self.tables.values()) > 1:
            raise OutputError("- is named for two results; choose a file for one")
        kinds: dict[Path, str] = {}
        for kind, path in wanted:
            if kind == "xlsx":
                _check_workbook(path)
            if str(path) == "-":
                continue
            if path.resolve() in sources:
                raise OutputError(f"{path}: is the clip itself; choose another place")
            if kinds.setdefault(path.resolve(), kind) != kind:
                raise OutputError(f"{path}: is named for two results; choose another place for one")
            if kind == "video":
                check_film(path)
            own = _own(kind) if kind in self.renew else None
            atomic_write.check(path, force=force or kind in self.replace, own=own)
            if kind == "report":
                check_page(path)
        if self.save:
            from posecoach.history import History

            History().check()

    @property
    def talks(self) -> bool:
        """True where a result goes to the standard output, which then has nothing else."""
        return any(str(path) == "-" for path in self.tables.values())


def _check_workbook(path: Path) -> None:
    """Check that a spreadsheet can be written, and is named as one.

    Raises:
        OutputError: it cannot, or is not.
    """
    if str(path) == "-":
        raise OutputError("--xlsx -: a spreadsheet does not go to a terminal; name a file")
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"{path}: a spreadsheet ends in .xlsx; name it {path.with_suffix('.xlsx').name}")
    if not spreadsheets():
        raise OutputError("--xlsx needs the package XlsxWriter; install it: pip install xlsxwriter")


def spreadsheets() -> bool:
    """Return whether the library that writes spreadsheets is installed."""
    return find_spec("xlsxwriter") is not None


def check_page(path: Path | None) -> None:
    """Check that a report's name says that it is a web page.

    Raises:
        OutputError: it names another format.
    """
    if path is not None and str(path) != "-" and path.suffix.lower() not in PAGE_ENDINGS:
        raise OutputError(f"{path}: a report is a web page; name it {path.with_suffix('.html').name}")


def check_film(path: Path) -> None:
    """Check that a film's name says that it is MP4.

    Raises:
        OutputError: it names another format.
    """
    if path.suffix.lower() not in FILMS:
        raise OutputError(f"{path}: films are written as MP4; name it {path.with_suffix('.mp4').name}")


def _own(kind: str) -> Callable[[Path], bool]:
    """Return the test for reports, or films, that posecoach made."""
    if kind == "video":
        from posecoach.media.provenance import is_ours as film_is_ours

        return film_is_ours
    from posecoach.reports.page import is_ours

    return is_ours


def per_clip(place: Path | None, clips: Sequence[Path], ending: str) -> dict[Path, Path]:
    """Return one file a clip: the place itself for a single clip, files in that folder for several."""
    if place is None:
        return {}
    if len(clips) == 1 and not os.path.isdir(place):  # noqa: PTH112 - False for what may not be looked at
        return {clips[0]: place}
    return in_folder(atomic_write.folder(place), clips, ending)


def in_folder(folder: Path, clips: Sequence[Path], ending: str) -> dict[Path, Path]:
    """Return a file in a folder for each clip, by the clip's name, with a number where two share one."""
    made: dict[Path, Path] = {}
    used: set[str] = set()
    for clip in clips:
        name, number = clip.stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{clip.stem}-{number}"
        used.add(name.casefold())
        made[clip] = folder / f"{name}{ending}"
    return made


def everything(plan: OutputPlan, folder: Path, clips: Sequence[Path]) -> None:
    """Add to a plan all results that have no place yet, under sensible names in a folder."""
    from posecoach.reports.registry import SESSION_WRITERS, TRACK_WRITERS

    atomic_write.folder(folder)
    for kind, writer in SESSION_WRITERS.items():
        unasked = kind == "fitnotes" or (kind == "xlsx" and not spreadsheets())
        if kind not in plan.tables and not unasked:
            plan.tables[kind] = folder / writer.name
            plan.replace -= {kind}
            plan.renew -= {kind}
    films = [clip for clip in clips if clip.suffix.lower() != RECORDING_ENDING]
    if not plan.films:
        plan.films = in_folder(folder, films, FILM)
        plan.renew -= {"video"}
    if not plan.recordings:
        plan.recordings = in_folder(folder, films, ".landmarks.npz")
        plan.replace -= {"landmarks"}
    for kind, track_writer in TRACK_WRITERS.items():
        plan.tracks.setdefault(kind, in_folder(folder, clips, track_writer.ending))


def add_export(plan: OutputPlan, wanted: str, clips: Sequence[Path], folder: Path) -> None:
    """Add the file of `--export KIND[=FILE]` to a plan.

    Raises:
        OutputError: there is no such kind.
    """
    from posecoach.reports.exports import LOGS
    from posecoach.reports.registry import SESSION_WRITERS, TRACK_WRITERS

    kind, _, named = wanted.partition("=")
    if kind in LOGS:
        plan.tables[kind] = Path(named) if named else folder / SESSION_WRITERS[kind].name
        return
    if kind not in TRACK_WRITERS:
        known = ", ".join((*LOGS, *TRACK_WRITERS))
        raise OutputError(f"--export: no kind {kind!r}; it is one of {known}")
    ending = TRACK_WRITERS[kind].ending
    plan.tracks[kind] = per_clip(Path(named), clips, ending) if named else in_folder(folder, clips, ending)


class ErrorCollector:
    """Tries one thing after the other and collects the errors: a failure costs nothing but itself.

    Attributes:
        failed: the errors so far, those given at the start included.
    """

    def __init__(self, failed: Iterable[PosecoachError] = ()) -> None:
        self.failed = list(failed)

    def run(self, work: Callable[[], T], otherwise: T) -> T:
        """Try it; `otherwise` stands for the result of what has failed."""
        from posecoach.batch.workers import attempt

        found = attempt(work)
        if isinstance(found, PosecoachError):
            self.failed.append(found)
            return otherwise
        return found


def clip_files(
    plan: OutputPlan,
    clip: Path,
    record: "Record",
    track: "Track",
    exercises: "Mapping[str, Exercise]",
    on_progress: ProgressCallback,
) -> "tuple[ReportClip, list[PosecoachError]]":
    """Write the files of one clip; returns the clip for the report, and what could not be written."""
    from posecoach.core.session.replay import traced
    from posecoach.reports.page import ReportClip
    from posecoach.tracking import landmarks_io

    attempts = ErrorCollector()
    reading = plan.reading.turned(record.rotate) if record.rotate else plan.reading
    if clip in plan.films or "report" in plan.tables:
        record.trace = traced(record, track.poses, exercises)
    if clip in plan.recordings:
        attempts.run(lambda: landmarks_io.save(track, plan.recordings[clip]), None)
    _track_files(plan, clip, record, track, attempts)
    drawn = clip in plan.films and attempts.run(
        lambda: _film(plan.films[clip], clip, record, track, exercises, on_progress, reading), otherwise=False
    )
    report = plan.tables.get("report")
    filmed = clip.suffix.lower() != RECORDING_ENDING
    pictured = bool(report) and filmed and plan.images
    stills: dict[float, bytes] = {}
    if pictured:
        stills = attempts.run(lambda: _stills(clip, record, track, exercises, reading), stills)
    video = _link(report, plan.films[clip]) if report and drawn else ""
    when, dated = _taken(clip)
    return ReportClip(record, stills, video, when=when, dated=dated), attempts.failed


def _track_files(
    plan: OutputPlan, clip: Path, record: "Record", track: "Track", attempts: ErrorCollector
) -> None:
    """Write a clip's landmarks and angles for other programs, and note where they were interpolated."""
    from posecoach.reports.landmark_export import evenly
    from posecoach.reports.registry import EVEN_EXPORTS, TRACK_WRITERS

    wanted = {kind: files[clip] for kind, files in plan.tracks.items() if clip in files}
    if not wanted:
        return
    poses, original = list(track.poses()), _frames(clip)

    def write(kind: str, path: Path) -> None:
        text = TRACK_WRITERS[kind].write(poses, display_path(Path(path.name)), original)
        atomic_write.write(path, text)

    for kind, path in wanted.items():
        attempts.run(lambda kind=kind, path=path: write(kind, path), None)  # type: ignore[misc]
    rows = evenly(track.t, track.t[:, None])
    even = [kind for kind in wanted if kind in EVEN_EXPORTS]
    if even and rows.resampled:
        named = " and ".join(even)
        record.notes.append(f"{named}: interpolated to {rows.rate:.0f} rows a second")


def _frames(clip: Path) -> tuple[float, int] | None:
    """Return a film's frame rate and number of frames; None for a recording or what does not tell."""
    from posecoach.media.video import Video

    if clip.suffix.lower() == RECORDING_ENDING:
        return None
    try:
        film = Video(clip)
    except PosecoachError:
        return None
    return (1.0 / film.period, film.frames_total) if film.frames_total else None


def session_files(
    plan: OutputPlan,
    clips: "Sequence[tuple[Path, ReportClip]]",
    exercises: "Mapping[str, Exercise]",
    rules: "Mapping[str, Sequence[str]]",
) -> list[PosecoachError]:
    """Write the files about all clips together; returns what could not be written."""
    from posecoach.cli.training_logs import trends, whole_days
    from posecoach.reports.registry import SESSION_WRITERS, Results
    from posecoach.reports.workouts import TimedRecord, logged_sets, workouts

    timed = [TimedRecord(made.record, made.when or _taken(clip)[0], made.dated) for clip, made in clips]
    sets = logged_sets(timed, plan.logs.weights)
    gathered = workouts(sets, plan.logs.gap_s)
    attempts = ErrorCollector()
    days = attempts.run(lambda: whole_days(sets, plan.logs.gap_s), gathered) if plan.save else gathered
    now = dt.datetime.now().astimezone()
    made = f"{now.day} {now:%B %Y}"
    before: dict[str, str] = {}
    if "report" in plan.tables:
        with contextlib.suppress(HistoryError):  # a report can do without
            before = trends(sets)
    results = Results(
        [made for _, made in clips],
        exercises,
        rules,
        gathered,
        days or gathered,
        plan.logs.unit,
        made,
        before,
    )
    for kind, path in plan.tables.items():
        work = SESSION_WRITERS[kind].write
        attempts.run(lambda work=work, path=path: put(path, work(results), plan.logs.style), None)  # type: ignore[misc]
    return attempts.failed


def put(path: Path, content: str | bytes, style: str = "") -> None:
    """Write a result into its file, or to the standard output; CSV in the style asked for.

    Raises:
        OutputError: it cannot be written.
    """
    from posecoach.reports.table import european

    if isinstance(content, bytes):
        with atomic_write.atomic_writer(path) as part:
            part.write_bytes(content)
        return
    european_csv = style == "excel-eu" and not content.startswith(("{", "<"))
    atomic_write.write(path, european(content) if european_csv else content)


def remember(clips: "Iterable[tuple[Path, ReportClip]]", weights: Mapping[str, float]) -> list[int]:
    """Save the sessions in the history and return their numbers."""
    from posecoach.history import History

    history = History()
    numbers = []
    for clip, made in clips:
        when = made.when or _taken(clip)[0]
        numbers.append(history.save(made.record, when=when, kind="file", dated=made.dated, weights=weights))
    return numbers


def _film(
    target: Path,
    clip: Path,
    record: "Record",
    track: "Track",
    exercises: "Mapping[str, Exercise]",
    on_progress: ProgressCallback,
    reading: ReadOptions,
) -> bool:
    from posecoach.core.session.replay import Replay
    from posecoach.sinks import annotate_frame, annotate_video

    if clip.suffix.lower() == RECORDING_ENDING:
        raise OutputError(f"{clip}: is a recording of landmarks; there is no picture to draw on")
    replay = Replay(record, list(track.poses()), exercises)
    with atomic_write.atomic_writer(target) as part:
        drawn = annotate_frame.films(track.size)
        for t in annotate_video.annotate(clip, part, replay.at, drawn, record.notes.append, reading):
            on_progress(t)
    return True


def _stills(
    clip: Path, record: "Record", track: "Track", exercises: "Mapping[str, Exercise]", reading: ReadOptions
) -> dict[float, bytes]:
    from posecoach.core.session.replay import Replay
    from posecoach.sinks import annotate_frame
    from posecoach.sinks.stills import stills

    moments = {movement.turn for each in record.sets for movement in each.movements}
    moments |= {hold.start + hold.held / 2.0 for each in record.sets for hold in each.holds}
    replay = Replay(record, list(track.poses()), exercises)
    return stills(clip, [replay.at(t) for t in sorted(moments)], annotate_frame.stills(track.size), reading)


def _link(report: Path, film: Path) -> str:
    """Return the film's address, relative to the page."""
    folder = Path.cwd() if str(report) == "-" else report.resolve().parent
    try:
        return quote(os.fsencode(Path(os.path.relpath(film.resolve(), folder)).as_posix()))
    except ValueError:  # on another drive
        return film.resolve().as_uri()


def _taken(clip: Path) -> tuple[dt.datetime, bool]:
    from posecoach.media.recording_date import recording_date

    return recording_date(clip)
