"""What an analysis leaves behind: which files under which names, and how they get there."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from posecoach.errors import OutputError, PosecoachError
from posecoach.media import atomic_write
from posecoach.media.clips import display_path

if TYPE_CHECKING:
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.record import Record
    from posecoach.reports.exports import Workout
    from posecoach.reports.page import ReportClip
    from posecoach.tracking.landmarks_io import Track

TRAINING_LOGS = ("strong", "hevy", "liftlog")
"""Exports of all sessions in one file."""

LANDMARKS = {"tidy": ".landmarks.csv", "trc": ".trc"}
"""Exports of each clip's landmarks, and how their files end."""

FILM = ".annotated.mp4"

FILMS = ("", ".mp4", ".m4v")
"""Endings that a film's name may have."""

RECORDING_ENDING = ".npz"

ProgressCallback = Callable[[float], None]

T = TypeVar("T")


@dataclass(slots=True)
class OutputPlan:
    """Every file that is wanted.

    Attributes:
        tables: all clips in one file, by kind: csv, reps, json, report and the logs.
        films, recordings, tidy, trc: one file a clip, by the clip.
        replace: kinds whose file may be there already.
        renew: kinds whose file may be there already if posecoach made it.
        images: whether the report has key frames.
        save: whether the sessions go into the history.
    """

    tables: dict[str, Path] = field(default_factory=dict)
    films: dict[Path, Path] = field(default_factory=dict)
    recordings: dict[Path, Path] = field(default_factory=dict)
    tidy: dict[Path, Path] = field(default_factory=dict)
    trc: dict[Path, Path] = field(default_factory=dict)
    replace: frozenset[str] = frozenset()
    renew: frozenset[str] = frozenset()
    images: bool = True
    save: bool = False

    def check(self, clips: Iterable[Path], *, force: bool) -> None:
        """See, before long work, that everything can be written.

        Raises:
            OutputError: something cannot, would replace a file unasked, or is one of the clips.
            HistoryError: the history cannot.
        """
        sources = {clip.resolve() for clip in clips}
        each_clips = {"video": self.films, "landmarks": self.recordings, "tidy": self.tidy, "trc": self.trc}
        wanted = [(kind, path) for kind, path in self.tables.items()]
        wanted += [(kind, path) for kind, files in each_clips.items() for path in files.values()]
        if sum(str(path) == "-" for path in self.tables.values()) > 1:
            raise OutputError("- is named for two results; choose a file for one")
        recording_date: dict[Path, str] = {}
        for kind, path in wanted:
            if str(path) == "-":
                continue
            if path.resolve() in sources:
                raise OutputError(f"{path}: is the clip itself; choose another place")
            if recording_date.setdefault(path.resolve(), kind) != kind:
                raise OutputError(f"{path}: is named for two results; choose another place for one")
            if kind == "video":
                check_film(path)
            own = _own(kind) if kind in self.renew else None
            atomic_write.check(path, force=force or kind in self.replace, own=own)
        if self.save:
            from posecoach.history import History

            History().check()

    @property
    def talks(self) -> bool:
        """Whether something goes to the standard output, where nothing else may then stand."""
        return any(str(path) == "-" for path in self.tables.values())


def check_film(path: Path) -> None:
    """See that a film's name does not say that it is of another kind than it will be.

    Raises:
        OutputError: it does.
    """
    if path.suffix.lower() not in FILMS:
        raise OutputError(f"{path}: films are written as MP4; name it {path.with_suffix('.mp4').name}")


def _own(kind: str) -> Callable[[Path], bool]:
    """What tells a report, or a film, that posecoach made."""
    if kind == "video":
        from posecoach.media.provenance import is_ours as film_is_ours

        return film_is_ours
    from posecoach.reports.page import is_ours

    return is_ours


def per_clip(place: Path | None, clips: Sequence[Path], ending: str) -> dict[Path, Path]:
    """One file a clip: the place itself for a single one, files in it, a folder, for several."""
    if place is None:
        return {}
    if len(clips) == 1 and not os.path.isdir(place):  # noqa: PTH112 - False for what may not be looked at
        return {clips[0]: place}
    return in_folder(atomic_write.folder(place), clips, ending)


def in_folder(folder: Path, clips: Sequence[Path], ending: str) -> dict[Path, Path]:
    """A file in a folder for each clip, under the clip's name; a number behind it, where two share one."""
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
    """Add to a plan, under sensible names in a folder, all that it has no other place for."""
    atomic_write.folder(folder)
    names = {"csv": "sets.csv", "reps": "repetitions.csv", "json": "sessions.json", "report": "report.html"}
    names |= {log: f"{log}.csv" for log in TRAINING_LOGS}
    for kind, name in names.items():
        if kind not in plan.tables:
            plan.tables[kind] = folder / name
            plan.replace -= {kind}
            plan.renew -= {kind}
    films = [clip for clip in clips if clip.suffix.lower() != RECORDING_ENDING]
    if not plan.films:
        plan.films = in_folder(folder, films, FILM)
        plan.renew -= {"video"}
    if not plan.recordings:
        plan.recordings = in_folder(folder, films, ".landmarks.npz")
        plan.replace -= {"landmarks"}
    plan.tidy = plan.tidy or in_folder(folder, clips, LANDMARKS["tidy"])
    plan.trc = plan.trc or in_folder(folder, clips, LANDMARKS["trc"])


def add_export(plan: OutputPlan, wanted: str, clips: Sequence[Path], folder: Path) -> None:
    """Add what `--export KIND[=FILE]` asks for to a plan.

    Raises:
        OutputError: there is no such kind.
    """
    kind, _, named = wanted.partition("=")
    if kind in TRAINING_LOGS:
        plan.tables[kind] = Path(named) if named else folder / f"{kind}.csv"
        return
    if kind not in LANDMARKS:
        known = ", ".join((*TRAINING_LOGS, *LANDMARKS))
        raise OutputError(f"--export: no kind {kind!r}; it is one of {known}")
    files = (
        per_clip(Path(named), clips, LANDMARKS[kind]) if named else in_folder(folder, clips, LANDMARKS[kind])
    )
    if kind == "tidy":
        plan.tidy = files
    else:
        plan.trc = files


class ErrorCollector:
    """Tries one thing after the other: what fails is told afterwards, and costs nothing but itself.

    Attributes:
        failed: why, of each that has failed, those before included.
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
    """Write what belongs to one clip; gives what the report says of it, and what could not be written."""
    from posecoach.core.session.replay import traced
    from posecoach.reports import landmark_export
    from posecoach.reports.page import ReportClip
    from posecoach.tracking import landmarks_io

    attempts = ErrorCollector()
    if clip in plan.films or "report" in plan.tables:
        record.trace = traced(record, track.poses, exercises)
    if clip in plan.recordings:
        attempts.run(lambda: landmarks_io.save(track, plan.recordings[clip]), None)
    if clip in plan.tidy:
        attempts.run(lambda: atomic_write.write(plan.tidy[clip], landmark_export.tidy(track.poses())), None)
    if clip in plan.trc:
        trc = plan.trc[clip]
        attempts.run(
            lambda: atomic_write.write(
                trc, landmark_export.trc(list(track.poses()), display_path(Path(trc.name)))
            ),
            None,
        )
    drawn = clip in plan.films and attempts.run(
        lambda: _film(plan.films[clip], clip, record, track, exercises, on_progress), otherwise=False
    )
    report = plan.tables.get("report")
    filmed = clip.suffix.lower() != RECORDING_ENDING
    pictured = bool(report) and filmed and plan.images
    stills: dict[float, bytes] = {}
    if pictured:
        stills = attempts.run(lambda: _stills(clip, record, track, exercises), stills)
    video = _link(report, plan.films[clip]) if report and drawn else ""
    when, sure = _taken(clip)
    told = ReportClip(record, stills, video, when=f"{when.day} {when:%B %Y, %H:%M}" if sure else "")
    return told, attempts.failed


def session_files(
    plan: OutputPlan,
    clips: "Sequence[tuple[Path, ReportClip]]",
    exercises: "Mapping[str, Exercise]",
    rules: "Mapping[str, Sequence[str]]",
) -> list[PosecoachError]:
    """Write what tells of all clips together; gives what could not be written."""
    from posecoach.reports import exports, page, summary, table

    records = [made.record for _, made in clips]

    def workouts() -> "list[Workout]":
        return [exports.Workout(made.record, _taken(clip)[0]) for clip, made in clips]

    def report() -> str:
        now = dt.datetime.now().astimezone()
        return page.page([made for _, made in clips], exercises, f"{now.day} {now:%B %Y}")

    texts: dict[str, Callable[[], str]] = {
        "csv": lambda: table.sets_table(records, {name: list(rows) for name, rows in rules.items()}),
        "reps": lambda: table.reps_table(records),
        "json": lambda: summary.summary(records, exercises),
        "report": report,
        "strong": lambda: exports.strong(workouts()),
        "hevy": lambda: exports.hevy(workouts()),
        "liftlog": lambda: exports.liftlog(workouts()),
    }
    attempts = ErrorCollector()
    for kind, path in plan.tables.items():
        attempts.run(lambda kind=kind, path=path: atomic_write.write(path, texts[kind]()), None)  # type: ignore[misc]
    return attempts.failed


def remember(clips: "Iterable[tuple[Path, ReportClip]]") -> list[int]:
    """Put the sessions into the history, and give their numbers."""
    from posecoach.history import History

    history = History()
    return [history.save(made.record, when=_taken(clip)[0], kind="file") for clip, made in clips]


def _film(
    target: Path,
    clip: Path,
    record: "Record",
    track: "Track",
    exercises: "Mapping[str, Exercise]",
    on_progress: ProgressCallback,
) -> bool:
    from posecoach.core.session.replay import Replay
    from posecoach.sinks import annotate_frame, annotate_video

    if clip.suffix.lower() == RECORDING_ENDING:
        raise OutputError(f"{clip}: is a recording of landmarks; there is no picture to draw on")
    replay = Replay(record, list(track.poses()), exercises)
    with atomic_write.atomic_writer(target) as part:
        drawn = annotate_frame.films(track.size)
        for t in annotate_video.annotate(clip, part, replay.at, drawn, record.notes.append):
            on_progress(t)
    return True


def _stills(
    clip: Path, record: "Record", track: "Track", exercises: "Mapping[str, Exercise]"
) -> dict[float, bytes]:
    from posecoach.core.session.replay import Replay
    from posecoach.sinks import annotate_frame
    from posecoach.sinks.stills import stills

    moments = {movement.turn for each in record.sets for movement in each.movements}
    moments |= {hold.start + hold.held / 2.0 for each in record.sets for hold in each.holds}
    replay = Replay(record, list(track.poses()), exercises)
    return stills(clip, [replay.at(t) for t in sorted(moments)], annotate_frame.stills(track.size))


def _link(report: Path, film: Path) -> str:
    """The film as a URL beside the page."""
    folder = Path.cwd() if str(report) == "-" else report.resolve().parent
    try:
        return quote(os.fsencode(Path(os.path.relpath(film.resolve(), folder)).as_posix()))
    except ValueError:  # on another drive
        return film.resolve().as_uri()


def _taken(clip: Path) -> tuple[dt.datetime, bool]:
    from posecoach.media.recording_date import recording_date

    return recording_date(clip)
