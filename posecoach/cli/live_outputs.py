"""Outputs of a live session: its journal while it lasts, then its history and files."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.core.session.record import Record
from posecoach.types import Frame

if TYPE_CHECKING:
    from posecoach.cli.output_plan import LogSettings
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.status import Update
    from posecoach.errors import PosecoachError
    from posecoach.live.summary_texts import Previous
    from posecoach.live.week_goals import WeekGoal
    from posecoach.pipeline import Sink
    from posecoach.tracking.landmarks_io import Track


def folder() -> Path:
    """Return the folder of journals."""
    from platformdirs import user_data_path

    return user_data_path("posecoach", appauthor=False) / "journals"


def recover() -> None:
    """Put sessions that were cut off into the history, and say so."""
    from posecoach.cli import console
    from posecoach.errors import PosecoachError
    from posecoach.history import History
    from posecoach.sinks.journal import left_behind, recovered

    for path in left_behind(folder()):
        told = recovered(path)
        try:
            if told is not None:
                number = History().save(told[0], when=told[1], kind="live")
                console.err.print(
                    f"a session of {told[1]:%d %B, %H:%M} was cut off; what it counted is in the history as {number}",
                    highlight=False,
                )
            path.unlink(missing_ok=True)
        except (PosecoachError, OSError) as error:
            said = console.escape_control_chars(f"{path}: a session that was cut off stays there: {error}")
            console.err.print(said, highlight=False, markup=False)


REMEMBERED = dt.timedelta(days=366)
"""Span of earlier sessions that are compared with."""


def previous(exercises: "Mapping[str, Exercise]") -> "dict[str, Previous]":
    """Return the best set of the last session and of all, for each counted exercise that was done before.

    A history that cannot be read is as good as none: it is complained of when the session is to be saved.
    """
    from posecoach.errors import PosecoachError
    from posecoach.history import History
    from posecoach.live.summary_texts import Previous

    counted = {e.name for e in exercises.values() if e.kind == "reps"}
    found: dict[str, Previous] = {}
    last: dict[str, int] = {}
    try:
        entries = History().sets(since=(dt.datetime.now().astimezone() - REMEMBERED).date())
    except PosecoachError:
        return found
    for entry in entries:
        if entry.exercise not in counted or not entry.reps:
            continue
        name, before = entry.exercise, found.get(entry.exercise)
        again = before is not None and last[name] == entry.session
        latest = max(entry.reps, before.last) if before and again else entry.reps
        last[name] = entry.session
        found[name] = Previous(latest, max(entry.reps, before.best if before else 0))
    return found


def week_goals(exercises: "Mapping[str, Exercise]") -> "dict[str, WeekGoal]":
    """Return the goals of the week, from Monday on, with what was done so far, for these exercises.

    A history that cannot be read is as good as none: it is complained of when the session is to be saved.
    """
    from posecoach.errors import PosecoachError
    from posecoach.history import History
    from posecoach.history.weeks import goal_progress
    from posecoach.live.week_goals import WeekGoal

    try:
        found = goal_progress(History(), dt.datetime.now().astimezone().date())
    except PosecoachError:
        return {}
    return {name: WeekGoal(now.goal, now.done) for name, now in found.items() if name in exercises}


class Files:
    """Files that are written while a session lasts.

    Args:
        source: what is watched, as the user named it.
        began: when it began.
        landmarks: where its landmarks go, if anywhere.
        video: where its film goes, if anywhere.
        journal: whether one is kept.

    Attributes:
        began: when it began.
        weights: kg by exercise, for the history; under "" that of all others.

    Raises:
        OutputError: the journal cannot be written.
    """

    def __init__(
        self, source: str, began: dt.datetime, landmarks: Path | None, video: Path | None, *, journal: bool
    ) -> None:
        from posecoach.sinks.journal import Journal

        self.began, self._landmarks = began, landmarks
        self.weights: Mapping[str, float] = {}
        self._journal = Journal(folder(), source, began) if journal else None
        self._track = Landmarks() if landmarks else None
        self._film: LazyVideoWriter | None = LazyVideoWriter(video) if video else None

    @property
    def sinks(self) -> "Sequence[Sink]":
        """They take every frame and what followed from it."""
        return tuple(each for each in (self._journal, self._track, self._film) if each is not None)

    def close(self, record: Record, *, save: bool) -> "list[PosecoachError]":
        """Write what belongs to the end; a session with nothing in it leaves the history as it is.

        Returns:
            What could not be written. Where that is the history, the journal stays.
        """
        from posecoach.cli.result_files import ErrorCollector

        attempts = ErrorCollector()
        kept = save and bool(record.sets) and not attempts.run(lambda: self._save(record), otherwise=False)
        if self._journal is not None:
            self._journal.close(keep=kept)
        attempts.run(self._save_landmarks, None)
        if self._film is not None:
            attempts.run(self._film.close, None)
            if self._film.dropped:
                lost = self._film.dropped
                record.notes.append(f"{lost} frame{'s are' if lost > 1 else ' is'} missing in the video")
        return attempts.failed

    def _save(self, record: Record) -> bool:
        from posecoach.cli import console
        from posecoach.history import History

        number = History().save(record, when=self.began, kind="live", weights=self.weights)
        console.saved([number])
        return True

    def _save_landmarks(self) -> None:
        from posecoach.tracking import landmarks_io

        track = self._track.built() if self._track is not None else None
        if track is not None and self._landmarks is not None:
            landmarks_io.save(track, self._landmarks)


class Landmarks:
    """Gathers the landmarks of a session."""

    def __init__(self) -> None:
        from posecoach.tracking.landmarks_io import TrackBuilder

        self._builder: TrackBuilder | None = None
        self._make = TrackBuilder

    def write(self, frame: Frame, update: "Update") -> None:
        """Take one frame's pose."""
        if self._builder is None:
            self._builder = self._make(frame.size)
        self._builder.add(update.t, update.pose)

    def built(self) -> "Track | None":
        """All of them; None where there was no frame."""
        return self._builder.build() if self._builder is not None else None


class LazyVideoWriter:
    """The film of a session; it begins with the first frame, whose size it takes."""

    def __init__(self, path: Path) -> None:
        from posecoach.media import video_writer
        from posecoach.sinks import annotate_frame

        self._path, self._annotate_frame, self._video_writer = path, annotate_frame, video_writer
        self._made: video_writer.VideoWriter | None = None

    @property
    def dropped(self) -> int:
        """Frames that were left out."""
        return self._made.dropped if self._made is not None else 0

    def write(self, frame: Frame, update: "Update") -> None:
        """Take one frame and what followed from it."""
        if self._made is None:
            self._made = self._video_writer.VideoWriter(self._path, self._annotate_frame.films(frame.size))
        self._made.write(frame, update)

    def close(self) -> None:
        """Finish it."""
        if self._made is not None:
            self._made.close()


def write(
    record: Record,
    began: dt.datetime,
    exercises: "Mapping[str, Exercise]",
    rules: Mapping[str, Sequence[str]],
    tables: Mapping[str, Path],
    settings: "LogSettings",
    *,
    saved: bool,
) -> "list[PosecoachError]":
    """Write the tables and training logs that were asked for; returns what could not be written.

    Args:
        record: what happened.
        began: when, in local time.
        exercises: by name.
        rules: names of each exercise's form rules.
        tables: files by kind: csv, reps, json, or a training log.
        settings: weights and units.
        saved: whether the session is in the history; the logs then have the whole day.
    """
    from posecoach.cli.result_files import ErrorCollector
    from posecoach.cli.training_logs import whole_days
    from posecoach.reports.clip import ReportClip
    from posecoach.reports.registry import SESSION_WRITERS, Results
    from posecoach.reports.workouts import TimedRecord, logged_sets, workouts
    from posecoach.results import put

    attempts = ErrorCollector()
    sets = logged_sets([TimedRecord(record, began)], settings.weights)
    gathered = workouts(sets, settings.gap_s)
    days = attempts.run(lambda: whole_days(sets, settings.gap_s), gathered) if saved else gathered
    clips = [ReportClip(record, when=began, dated=True)]
    results = Results(clips, exercises, rules, gathered, days or gathered, settings.unit)
    for kind, path in tables.items():
        work = SESSION_WRITERS[kind].write
        attempts.run(lambda work=work, path=path: put(path, work(results)), None)  # type: ignore[misc]
    return attempts.failed
