"""`posecoach analyze`: counts the repetitions in videos and recordings."""

import contextlib
import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecoach.analysis import AUTO, make_job

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from posecoach.batch import Analysis, Job
    from posecoach.cli.output_plan import OutputPlan
    from posecoach.cli.result_files import ErrorCollector
    from posecoach.core.session.routine import Routine
    from posecoach.errors import PosecoachError
    from posecoach.media.options import ReadOptions
    from posecoach.reports.page import ReportClip

FOLDER = "(a folder for several videos)"
READING_PANEL, TABLES_PANEL, PICTURES_PANEL, LOGS_PANEL, SPEED_PANEL = (
    "Which part, and how it lies",
    "Tables",
    "Pictures",
    "For other programs",
    "Speed",
)

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""


def place(text: str) -> Path:
    """Return a path argument. An empty one is an error, most often of an empty shell variable."""
    if not text:
        raise typer.BadParameter("is empty; the current folder is called .")
    if re.match(r"[a-z][a-z0-9+.-]+://", text, re.IGNORECASE):
        raise typer.BadParameter(f"{text} is an address: download the video, and name the file")
    return Path(text)


def reading_options(
    *,
    start: str = "",
    end: str = "",
    speed: float | None = None,
    rotate: str = AUTO,
    mirror: bool = False,
    track: int | None = None,
) -> "ReadOptions":
    """Return how videos are read, from what the command line says."""
    from posecoach.media.options import ReadOptions, seconds

    if rotate != AUTO and rotate not in ("0", "90", "180", "270"):
        raise typer.BadParameter(f"--rotate {rotate}: it is auto, 0, 90, 180 or 270")
    try:
        begin, finish = seconds(start) if start else 0.0, seconds(end) if end else math.inf
        return ReadOptions(begin, finish, speed, None if rotate == AUTO else int(rotate), mirror, track)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def analyze(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", parser=place, help="Videos, folders of them, or .npz recordings."),
    ],
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", metavar="NAME", help="The exercise: auto, a name, or a .toml file."),
    ] = AUTO,
    variant: Annotated[str, typer.Option(help="The variant asked for; its rules are checked as well.")] = "",
    routine: Annotated[
        str,
        typer.Option(metavar="NAME", help="Compare with a routine: a name or a .toml file."),
    ] = "",
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="TIME",
            show_default=False,
            help="Begin here: 1:20, 80, or -30 for the last 30 seconds.",
            rich_help_panel=READING_PANEL,
        ),
    ] = "",
    end: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="TIME",
            show_default=False,
            help="End here.",
            rich_help_panel=READING_PANEL,
        ),
    ] = "",
    speed: Annotated[
        float | None,
        typer.Option(
            metavar="FACTOR",
            help="How fast it plays: 0.25 for slow motion of a quarter. By default what the file says.",
            rich_help_panel=READING_PANEL,
        ),
    ] = None,
    rotate: Annotated[
        str,
        typer.Option(
            metavar="DEGREES",
            help="Turn the picture clockwise: 0, 90, 180, 270, or auto.",
            rich_help_panel=READING_PANEL,
        ),
    ] = AUTO,
    mirror: Annotated[
        bool,
        typer.Option(
            "--mirror", help="The picture is mirrored: put it right.", rich_help_panel=READING_PANEL
        ),
    ] = False,
    track: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="Which video track, from 0; by default the one that moves.",
            rich_help_panel=READING_PANEL,
        ),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="One row a set; - is the standard output.", rich_help_panel=TABLES_PANEL
        ),
    ] = None,
    reps: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="One row a movement, counted or not.", rich_help_panel=TABLES_PANEL
        ),
    ] = None,
    json: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Everything, as JSON.", rich_help_panel=TABLES_PANEL)
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A spreadsheet with charts (.xlsx); needs: pip install xlsxwriter.",
            rich_help_panel=TABLES_PANEL,
        ),
    ] = None,
    csv_style: Annotated[
        str,
        typer.Option(
            metavar="STYLE",
            help="excel-eu: CSV with semicolons and decimal commas, for spreadsheets in most of Europe.",
            rich_help_panel=TABLES_PANEL,
        ),
    ] = "",
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="An HTML page: plots, key frames, tempo, form.",
            rich_help_panel=PICTURES_PANEL,
        ),
    ] = None,
    video: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=f"The video with skeleton, count and cues drawn in, .mp4 {FOLDER}.",
            rich_help_panel=PICTURES_PANEL,
        ),
    ] = None,
    embed: Annotated[
        bool,
        typer.Option(
            "--embed",
            help="The --video inside the --report: one file to send.",
            rich_help_panel=PICTURES_PANEL,
        ),
    ] = False,
    no_images: Annotated[
        bool,
        typer.Option(
            "--no-images", help="Leave key frames out of the report.", rich_help_panel=PICTURES_PANEL
        ),
    ] = False,
    landmarks: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=f"The landmarks as an .npz recording {FOLDER}.", rich_help_panel=LOGS_PANEL
        ),
    ] = None,
    export: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND[=FILE]",
            help="strong, hevy, liftlog, fitnotes: sets for these logs; tidy, angles: landmarks or measures as CSV; trc, mot: for OpenSim. May be given several times.",
            rich_help_panel=LOGS_PANEL,
        ),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME=]N",
            help="Weight lifted: 12.5, or dumbbell_row=12.5. May be given several times.",
            rich_help_panel=LOGS_PANEL,
        ),
    ] = None,
    unit: Annotated[
        str, typer.Option(metavar="UNIT", help="kgs or lbs, of weights.", rich_help_panel=LOGS_PANEL)
    ] = "kgs",
    gap: Annotated[
        str,
        typer.Option(
            metavar="TIME",
            help="Clips filmed within this time of each other are one workout.",
            rich_help_panel=LOGS_PANEL,
        ),
    ] = "60min",
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write all of these into a folder.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    save: Annotated[bool, typer.Option("--save", help="Save the sessions in the history.")] = False,
    model: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Another pose landmarker bundle (.task).")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Processes at once; one a core by default.", rich_help_panel=SPEED_PANEL
        ),
    ] = None,
    every_frame: Annotated[
        bool,
        typer.Option(
            "--every-frame",
            help="Track all frames, not as many as the movement needs.",
            rich_help_panel=SPEED_PANEL,
        ),
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep landmarks here: a video is tracked once, and an interrupted batch goes on.",
            rich_help_panel=SPEED_PANEL,
        ),
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Have a Dask cluster do the work: the scheduler's tcp://host:8786.",
            rich_help_panel=SPEED_PANEL,
        ),
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail where a clip is damaged, though it could be read.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no table and no progress.")] = False,
) -> None:
    """Count the repetitions in videos and check their form.

    Tables and recordings that you name are replaced, and so are reports and videos that posecoach made. To
    replace any other file, pass --force. Every file appears whole or not at all.
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
    reading = reading_options(start=start, end=end, speed=speed, rotate=rotate, mirror=mirror, track=track)
    plan_of_day = _routine(routine)
    job = make_job(
        exercise,
        variant,
        routine=plan_of_day,
        every_frame=every_frame,
        model=model,
        cache=cache,
        reading=reading,
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
        output_plan.everything(plan, out, clips)
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
    from posecoach.cli import console, result_files
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
    attempts.failed += result_files.session_files(plan, made, known, rules) if made else []
    talks = not quiet and not plan.talks
    if talks:
        goals = {each.name: each.goal for each in job.exercises if each.kind == "hold"}
        console.show([clip.record for _, clip in made], named=len(job.exercises) == 1, goals=goals)
    if plan_of_day and talks:
        compare_plan(plan_of_day, [each for _, clip in made for each in clip.record.sets])
    console.saved(saved)
    for error in attempts.failed:
        console.complain(error)
    return 1 if attempts.failed else 0


def _routine(name: str) -> "Routine | None":
    from posecoach.routines import load

    return load(name) if name else None


def _while_it_goes(work: "Iterator[Analysis]", made: "Mapping[int, object]") -> "Iterator[Analysis]":
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
    from posecoach.cli import console, result_files
    from posecoach.reports.page import ReportClip

    exercises = {each.name: each for each in job.exercises}
    made: dict[int, tuple[Path, ReportClip]] = {}
    code = over = 0
    with console.progress(clips, quiet=quiet) as bar, contextlib.suppress(KeyboardInterrupt):
        # An interrupted batch still writes what is done.
        code = INTERRUPTED
        work = batch.each(clips, job, jobs, bar.reached, cluster=cluster)
        with contextlib.closing(work):
            failed = 0
            for done in _while_it_goes(work, made):
                over += 1
                troubles = [done.error] if done.error else []
                if done.record and done.track:
                    # Counts are kept even if drawing the video is interrupted.
                    made[done.index] = done.path, ReportClip(done.record)
                    clip, troubles = result_files.clip_files(
                        plan, done.path, done.record, done.track, exercises, bar.beat
                    )
                    made[done.index] = done.path, clip
                    console.warn(done.record)
                for error in troubles:
                    failed = 1
                    console.complain(error)
            code = failed
    if code == INTERRUPTED:
        console.err.print(f"ended early: {over} of {len(clips)} clips were done", highlight=False)
    return [made[i] for i in sorted(made)], code
