"""Writes the result files of an analysis; what fails costs nothing but itself."""

import base64
import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from posecoach.cli.output_plan import RECORDING_ENDING, OutputPlan
from posecoach.errors import HistoryError, OutputError, PosecoachError
from posecoach.media.clips import display_path
from posecoach.results import annotate, key_frames, put

if TYPE_CHECKING:
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.record import Record
    from posecoach.reports.clip import ReportClip
    from posecoach.tracking.landmarks_io import Track

ProgressCallback = Callable[[float], None]
"""Called with the share of a clip's film, 0 to 1, that is drawn."""

T = TypeVar("T")

MAX_EMBEDDED = 20_000_000
"""Bytes of a film up to which it fits into a page: browsers and mail take no more."""


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
    from posecoach.reports.clip import ReportClip
    from posecoach.tracking import landmarks_io

    attempts = ErrorCollector()
    reading = plan.reading.turned(record.rotate) if record.rotate else plan.reading
    if clip in plan.films or "report" in plan.tables:
        record.trace = traced(record, track.poses, exercises)
    if clip in plan.recordings:
        attempts.run(lambda: landmarks_io.save(track, plan.recordings[clip]), None)
    _track_files(plan, clip, record, track, attempts)

    def drawn_until(t: float) -> None:
        seconds = float(track.t[-1] - track.t[0]) if len(track.t) else 0.0
        on_progress(min(max((t - track.t[0]) / seconds, 0.0), 1.0) if seconds > 0.0 else 0.0)

    def annotated(path: Path) -> bool:
        annotate(clip, record, track, exercises, path, drawn_until, reading)
        return True

    drawn = clip in plan.films and attempts.run(lambda: annotated(plan.films[clip]), otherwise=False)
    report = plan.tables.get("report")
    filmed = clip.suffix.lower() != RECORDING_ENDING
    pictured = bool(report) and filmed and plan.images
    stills: dict[float, bytes] = {}
    if pictured:
        stills = attempts.run(lambda: key_frames(clip, record, track, exercises, reading), stills)
    video = film_address(report, plan.films[clip], record, embed=plan.embed) if report and drawn else ""
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
        put(path, TRACK_WRITERS[kind].write(poses, display_path(Path(path.name)), original))

    even = [kind for kind in wanted if kind in EVEN_EXPORTS]
    named = " and ".join([*filter(None, [", ".join(even[:-1])]), *even[-1:]])
    if even:
        try:
            rows = evenly(track.t, track.t[:, None])
        except OutputError as error:
            attempts.failed.append(OutputError(f"{display_path(clip)}: no {named}: {error}"))
            wanted = {kind: path for kind, path in wanted.items() if kind not in even}
        else:
            if rows.resampled:
                record.notes.append(f"{named}: interpolated to {rows.rate:.0f} rows a second")
    for kind, path in wanted.items():
        attempts.run(lambda kind=kind, path=path: write(kind, path), None)  # type: ignore[misc]


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
) -> tuple[list[Path], list[PosecoachError]]:
    """Write the files about all clips together; returns those written, and what could not be."""
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
            before = trends(sets, plan.logs.gap_s)
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

    def written(kind: str, path: Path) -> bool:
        put(path, SESSION_WRITERS[kind].write(results), plan.logs.style)
        return True

    done = [
        path
        for kind, path in plan.tables.items()
        if attempts.run(lambda kind=kind, path=path: written(kind, path), otherwise=False)  # type: ignore[misc]
    ]
    return done, attempts.failed


def remember(clips: "Iterable[tuple[Path, ReportClip]]", weights: Mapping[str, float]) -> list[int]:
    """Save the sessions in the history and return their numbers."""
    from posecoach.history import History

    history = History()
    numbers = []
    for clip, made in clips:
        when = made.when or _taken(clip)[0]
        numbers.append(history.save(made.record, when=when, kind="file", dated=made.dated, weights=weights))
    return numbers


def film_address(report: Path, film: Path, record: "Record", *, embed: bool) -> str:
    """Return the film's address for the page: the film itself where it is embedded, with a note if it is too large."""
    if not embed:
        return _link(report, film)
    size = film.stat().st_size
    if size > MAX_EMBEDDED:
        record.notes.append(f"the video is too large for the page: {size / 1e6:.0f} MB; it lies beside it")
        return _link(report, film)
    return "data:video/mp4;base64," + base64.b64encode(film.read_bytes()).decode()


def _link(report: Path, film: Path) -> str:
    """Return the film's address, relative to the page."""
    folder = Path.cwd() if str(report) == "-" else Path(os.path.realpath(report)).parent
    try:
        return quote(os.fsencode(Path(os.path.relpath(Path(os.path.realpath(film)), folder)).as_posix()))
    except ValueError:  # on another drive
        return Path(os.path.realpath(film)).as_uri()


def _taken(clip: Path) -> tuple[dt.datetime, bool]:
    from posecoach.media.recording_date import recording_date

    return recording_date(clip)
