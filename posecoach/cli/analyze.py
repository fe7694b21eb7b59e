"""`posecoach analyze`: counts the repetitions in videos and recordings."""

import contextlib
import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from posecoach.analysis import AUTO, make_job
from posecoach.cli.analyze_options import (
    CacheOption,
    ClusterOption,
    CsvOption,
    CsvStyleOption,
    EmbedOption,
    EndOption,
    EveryFrameOption,
    EveryoneOption,
    ExerciseOption,
    ExportOption,
    ForceOption,
    GapOption,
    JobsOption,
    JsonOption,
    LandmarksOption,
    MirrorOption,
    NoImagesOption,
    OutOption,
    PathsArgument,
    PersonOption,
    QuietOption,
    ReportOption,
    RepsOption,
    RotateOption,
    RoutineOption,
    SaveOption,
    SpeedOption,
    StartOption,
    StrictOption,
    TrackOption,
    UnitOption,
    VariantOption,
    VideoOption,
    WeightOption,
    XlsxOption,
)
from posecoach.cli.options import ModelOption, reading_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from posecoach.batch import Analysis, Job
    from posecoach.cli.output_plan import OutputPlan
    from posecoach.cli.result_files import ErrorCollector
    from posecoach.core.session.routine import Routine
    from posecoach.errors import PosecoachError
    from posecoach.reports.clip import ReportClip

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""


def analyze(
    paths: PathsArgument,
    exercise: ExerciseOption = AUTO,
    variant: VariantOption = "",
    routine: RoutineOption = "",
    start: StartOption = "",
    end: EndOption = "",
    speed: SpeedOption = None,
    rotate: RotateOption = AUTO,
    mirror: MirrorOption = False,
    track: TrackOption = None,
    person: PersonOption = "",
    everyone: EveryoneOption = False,
    csv: CsvOption = None,
    reps: RepsOption = None,
    json: JsonOption = None,
    xlsx: XlsxOption = None,
    csv_style: CsvStyleOption = "",
    report: ReportOption = None,
    video: VideoOption = None,
    embed: EmbedOption = False,
    no_images: NoImagesOption = False,
    landmarks: LandmarksOption = None,
    export: ExportOption = None,
    weight: WeightOption = None,
    unit: UnitOption = "kgs",
    gap: GapOption = "60min",
    out: OutOption = None,
    force: ForceOption = False,
    save: SaveOption = False,
    model: ModelOption = None,
    jobs: JobsOption = None,
    every_frame: EveryFrameOption = False,
    cache: CacheOption = None,
    cluster: ClusterOption = "",
    strict: StrictOption = False,
    quiet: QuietOption = False,
) -> None:
    """Count the repetitions in videos and check their form.

    Tables and recordings that you name are replaced, and so are reports and
    videos that posecoach made. To replace any other file, pass --force. Every
    file appears whole or not at all.
    """
    from posecoach.batch.preload import cores
    from posecoach.media.clips import find_clips

    unread: list[PosecoachError] = []
    passed_over: list[str] = []
    clips = find_clips(paths, unread.append, passed_over.append)
    jobs = jobs or cores()
    if not cluster:
        _warm_up(clips, jobs)

    from posecoach.cli import amounts, console, output_plan, result_files
    from posecoach.cli.signals import single_interrupt
    from posecoach.errors import OutputError
    from posecoach.media import atomic_write

    if reps and reps.name.isdecimal():
        raise OutputError(f"--reps {reps}: name a file; a number of repetitions is for `posecoach live`")
    reading = reading_options(
        start=start, end=end, speed=speed, rotate=rotate, mirror=mirror, track=track, person=person
    )
    plan_of_day = _routine(routine)
    job = make_job(
        exercise,
        variant,
        routine=plan_of_day,
        every_frame=every_frame,
        model=model,
        cache=cache,
        reading=reading,
        everyone=everyone,
    )
    known = [each.name for each in job.exercises]
    settings = amounts.log_settings(weight or (), unit, gap, csv_style, known)
    named = {"csv": csv, "reps": reps, "json": json, "xlsx": xlsx, "report": report}
    plan = output_plan.OutputPlan(
        tables={kind: path for kind, path in named.items() if path},
        films=output_plan.per_clip(video, clips, output_plan.FILM),
        recordings=output_plan.per_clip(landmarks, clips, output_plan.RECORDING_ENDING),
        replace=frozenset(("csv", "reps", "json", "xlsx", "landmarks")),
        renew=frozenset(("report", "video")),
        images=not no_images,
        embed=embed,
        save=save,
        logs=settings,
        reading=reading,
    )
    if embed and not (report and video):
        raise OutputError("--embed puts the video into the report; name both with --report and --video")
    for kind in export or ():
        output_plan.add_export(plan, kind, clips, out or Path())
    if out:
        output_plan.everything(plan, out, clips, everyone=everyone)
    plan.check_everyone(person, routine, wanted=everyone)
    plan.check(clips, force=force)
    if not quiet:
        console.mention(passed_over)
    if cache and not os.access(atomic_write.folder(cache), os.W_OK):
        raise OutputError(f"--cache {cache}: cannot be written; choose another folder")
    with single_interrupt() as enough:
        made, failed = _run(clips, job, plan, jobs=jobs, cluster=cluster, quiet=quiet)
        enough()
        failed = (
            _finished(made, job, plan, plan_of_day, result_files.ErrorCollector(unread), quiet=quiet)
            or failed
        )
    if strict and any(clip.record.warnings for _, clip in made):
        failed = failed or 1
    if failed:
        raise typer.Exit(failed)


def _warm_up(clips: "Sequence[Path]", jobs: int) -> None:
    """Start the workers' imports where there are videos for them; recordings are read sooner than that."""
    from posecoach.batch.preload import warm_up
    from posecoach.media.clips import RECORDING

    if any(clip.suffix.lower() != RECORDING for clip in clips):
        warm_up(jobs)


def _finished(
    made: "list[tuple[Path, ReportClip]]",
    job: "Job",
    plan: "OutputPlan",
    plan_of_day: "Routine | None",
    attempts: "ErrorCollector",
    *,
    quiet: bool,
) -> int:
    """Write the files about all videos, print the table and the errors; gives the exit code."""
    from posecoach.cli import console, result_files, set_table
    from posecoach.cli.routines import compare_plan

    known = {each.name: each for each in job.exercises}
    rules = {
        each.name: [rule.name for rule in each.rules if rule.variant in ("", job.variant)]
        for each in job.exercises
    }
    saved: list[int] = []
    if plan.save:
        saved = attempts.run(lambda: result_files.remember(made, plan.logs.weights), saved)
    # Where nothing came of any clip, what was found before is not replaced by nothing.
    written: list[Path] = []
    if made:
        written, failed = result_files.session_files(plan, made, known, rules)
        attempts.failed += failed
    talks = not quiet and not plan.talks
    if talks:
        goals = {each.name: each.goal for each in job.exercises if each.kind == "hold"}
        set_table.show([clip.record for _, clip in made], named=len(job.exercises) == 1, goals=goals)
    if plan_of_day and talks:
        compare_plan(plan_of_day, [each for _, clip in made for each in clip.record.sets])
    console.saved(saved)
    if not quiet:
        films = [plan.films[clip] for clip, _ in made if clip in plan.films and plan.films[clip].is_file()]
        console.wrote(
            [*written, *(films if len(films) == 1 else dict.fromkeys(film.parent for film in films))]
        )
    for error in attempts.failed:
        console.complain(error)
    return 1 if attempts.failed else 0


def _routine(name: str) -> "Routine | None":
    from posecoach.routines import load

    return load(name) if name else None


def _while_it_goes(
    work: "Iterator[Analysis]", made: "Mapping[tuple[int, int], object]"
) -> "Iterator[Analysis]":
    """Yield a batch's results, and the error with which it broke off, so that the results before it are kept."""
    from posecoach.batch import Analysis
    from posecoach.errors import PosecoachError

    try:
        yield from work
    except Exception as error:
        if not made:
            raise
        yield Analysis(-1, Path(), error=PosecoachError(str(error)))


def _run(
    clips: list[Path], job: "Job", plan: "OutputPlan", *, jobs: int, cluster: str, quiet: bool
) -> "tuple[list[tuple[Path, ReportClip]], int]":
    """Return the videos that could be analyzed, in their order, and the exit code: 0 where all could."""
    from posecoach import batch
    from posecoach.cli import console, progress, result_files
    from posecoach.reports.clip import ReportClip

    exercises = {each.name: each for each in job.exercises}
    made: dict[tuple[int, int], tuple[Path, ReportClip]] = {}
    code = over = 0
    with (
        progress.progress(clips, plan.films, quiet=quiet) as bar,
        contextlib.suppress(KeyboardInterrupt),
    ):
        # An interrupted batch still writes what is done.
        code = INTERRUPTED
        work = batch.each(clips, job, jobs, bar.scanned, cluster=cluster, lengths=bar.lengths)
        with contextlib.closing(work):
            failed = 0
            for done in _while_it_goes(work, made):
                over += 1
                troubles = [done.error] if done.error else []
                for record, track in done.results:
                    # Counts are kept even if drawing the video is interrupted.
                    place = done.index, record.person
                    made[place] = done.path, ReportClip(record)
                    clip, failures = result_files.clip_files(
                        plan, done.path, record, track, exercises, functools.partial(bar.drawn, done.path)
                    )
                    made[place] = done.path, clip
                    troubles += failures
                bar.drawn(done.path, 1.0)
                if done.record:
                    console.warn(done.record)
                for error in troubles:
                    failed = 1
                    console.complain(error)
            code = failed
    if code == INTERRUPTED:
        console.err.print(f"ended early: {over} of {len(clips)} clips were done", highlight=False)
    return [made[i] for i in sorted(made)], code
