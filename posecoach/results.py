"""Results into files, as `posecoach analyze` writes them. Each appears whole, or not at all."""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.core.session.record import Record
from posecoach.errors import OutputError
from posecoach.media import atomic_write
from posecoach.media.clips import RECORDING, display_path
from posecoach.media.options import WHOLE, ReadOptions

if TYPE_CHECKING:
    from posecoach.batch import Analysis
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.replay import Replay
    from posecoach.reports.clip import ReportClip
    from posecoach.reports.exports import Unit
    from posecoach.tracking.landmarks_io import Track

    PathLike = str | os.PathLike[str]
    Result = Record | Analysis


def write_results(
    results: "Result | Sequence[Result]",
    path: "PathLike",
    kind: str,
    *,
    variant: str = "",
    weights: Mapping[str, float] | None = None,
    unit: "Unit" = "kgs",
    gap_s: float = 3600.0,
    images: bool = True,
) -> None:
    """Write one file about one or several records.

    Args:
        results: records, or what `analyze_each` yields: a report needs its landmarks for curves and key frames.
        path: the file; `-` is the standard output.
        kind: `csv` (one row a set), `reps` (one row a repetition), `json`, `xlsx`, `report` (one HTML page), or
            a training log: `strong`, `hevy`, `liftlog`, `fitnotes`.
        variant: the variant asked for, whose rules count among those that could not be judged.
        weights: kg by exercise; under "" that of all others.
        unit: of the weights in training logs.
        gap_s: seconds without a set after which another workout begins.
        images: include key frames in a report.

    Raises:
        PosecoachError: there is no such kind, a video cannot be read, or the file cannot be written.
    """
    from posecoach.reports.registry import SESSION_WRITERS, Results
    from posecoach.reports.workouts import TimedRecord, logged_sets, workouts

    if kind not in SESSION_WRITERS:
        raise OutputError(f"no kind {kind!r}; it is one of {', '.join(SESSION_WRITERS)}")
    some = _one_each(results if isinstance(results, Sequence) else [results])
    clips = [_clip(result, whole=kind == "report", images=images) for result in some]
    timed = [TimedRecord(clip.record, clip.when, clip.dated) for clip in clips if clip.when]
    gathered = workouts(logged_sets(timed, weights or {}), gap_s)
    exercises = {name: each for clip in clips for name, each in clip.record.exercises.items()}
    rules = {
        name: [rule.name for rule in each.rules if rule.variant in ("", variant)]
        for name, each in exercises.items()
    }
    now = dt.datetime.now().astimezone()
    made = f"{now.day} {now:%B %Y}"
    content = SESSION_WRITERS[kind].write(Results(clips, exercises, rules, gathered, gathered, unit, made))
    put(Path(path), content)


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


def write_track(track: "Track", path: "PathLike", kind: str, *, video: "PathLike | None" = None) -> None:
    """Write landmarks, or the measures of every frame, for other programs.

    Args:
        track: landmarks over time. `save_landmarks` writes them for posecoach itself.
        path: the file; `-` is the standard output.
        kind: `tidy` (landmarks as CSV), `angles` (measures as CSV), `trc` and `mot` for OpenSim, or `c3d`.
        video: the video that was tracked, whose frame rate is named in a `trc` file.

    Raises:
        PosecoachError: there is no such kind, the video cannot be read, or the file cannot be written.
    """
    from posecoach.media.video import Video
    from posecoach.reports.registry import TRACK_WRITERS

    if kind not in TRACK_WRITERS:
        raise OutputError(f"no kind {kind!r}; it is one of {', '.join(TRACK_WRITERS)}")
    filmed = Video(video) if video is not None else None
    original = (1.0 / filmed.period, filmed.frames_total) if filmed and filmed.frames_total else None
    content = TRACK_WRITERS[kind].write(list(track.poses()), display_path(Path(Path(path).name)), original)
    put(Path(path), content)


def _one_each(results: "Sequence[Result]") -> "list[Result]":
    """Return results with one of each person, where an analysis has several."""
    one_each: list[Result] = []
    for result in results:
        if isinstance(result, Record) or result.error:
            one_each.append(result)
        else:
            one_each += [
                dataclasses.replace(result, record=record, track=track, results=())
                for record, track in result.results or [result.result]
            ]
    return one_each


def _clip(result: "Result", *, whole: bool, images: bool) -> "ReportClip":
    """Return a result as the writers take it, for a report with its whole trace and key frames."""
    from posecoach.core.session.replay import traced
    from posecoach.media.recording_date import recording_date
    from posecoach.reports.clip import ReportClip

    record, track = (result, None) if isinstance(result, Record) else result.result
    path = Path(record.source) if isinstance(result, Record) else result.path
    when, dated = recording_date(path)
    stills: dict[float, bytes] = {}
    if whole and track is not None:
        record = dataclasses.replace(record, trace=traced(record, track.poses, record.exercises))
        if images and path.suffix.lower() != RECORDING:
            stills = key_frames(path, record, track, record.exercises)
    return ReportClip(record, stills, when=when, dated=dated)


def write_annotated_video(
    video: "PathLike",
    record: Record,
    track: "Track",
    path: "PathLike",
    *,
    reading: "ReadOptions | None" = None,
    on_progress: Callable[[float], None] = lambda _t: None,
) -> None:
    """Write a copy of a video with skeleton, count and cues drawn in, as MP4.

    Args:
        video: the video that was analyzed.
        record: its record; what had to be left out, such as sound of an unknown kind, is added to its notes.
        track: its landmarks.
        path: the file.
        reading: the part of the video that was analyzed, its speed, and how its picture lies.
        on_progress: called with the moment of the video, in seconds, that has been reached.

    Raises:
        SourceError: the video cannot be read.
        OutputError: the file cannot be written.
    """
    from posecoach.core.session.replay import traced

    whole = dataclasses.replace(record, trace=traced(record, track.poses, record.exercises))
    annotate(Path(video), whole, track, record.exercises, Path(path), on_progress, reading or WHOLE)


def annotate(
    video: Path,
    record: Record,
    track: "Track",
    exercises: "Mapping[str, Exercise]",
    path: Path,
    on_progress: Callable[[float], None],
    reading: ReadOptions = WHOLE,
) -> None:
    """Write an annotated video of a record whose trace is whole, as `traced` makes it."""
    from posecoach.sinks import annotate_frame, annotate_video

    if video.suffix.lower() == RECORDING:
        raise OutputError(f"{video}: is a recording of landmarks; there is no picture to draw on")
    replay = _replay(record, track, exercises)
    with atomic_write.atomic_writer(path) as part:
        drawn = annotate_frame.films(track.size)
        for t in annotate_video.annotate(video, part, replay.at, drawn, record.notes.append, reading):
            on_progress(t)


def key_frames(
    video: Path,
    record: Record,
    track: "Track",
    exercises: "Mapping[str, Exercise]",
    reading: ReadOptions = WHOLE,
) -> dict[float, bytes]:
    """Return an annotated JPEG of every turning point, and of the middle of every hold, by its moment in seconds.

    Raises:
        SourceError: the video cannot be read.
    """
    from posecoach.sinks import annotate_frame
    from posecoach.sinks.stills import stills

    moments = {movement.turn for each in record.sets for movement in each.movements}
    moments |= {hold.start + hold.held / 2.0 for each in record.sets for hold in each.holds}
    replay = _replay(record, track, exercises)
    return stills(video, [replay.at(t) for t in sorted(moments)], annotate_frame.stills(track.size), reading)


def _replay(record: Record, track: "Track", exercises: "Mapping[str, Exercise]") -> "Replay":
    from posecoach.core.session.replay import Replay

    return Replay(record, list(track.poses()), exercises)
