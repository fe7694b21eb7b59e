"""`posecoach live`: training in front of a camera."""

import datetime as dt
import math
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from posecoach.analysis import AUTO, resolve_exercises
from posecoach.cli.live_options import (
    DEFAULT_REST_S,
    CsvOption,
    ExerciseOption,
    ExportOption,
    FastOption,
    FullscreenOption,
    JsonOption,
    LandmarksOption,
    LangOption,
    MirrorOption,
    NoMirrorOption,
    NoSaveOption,
    NoVoiceOption,
    NoWindowOption,
    QuietOption,
    RepsOption,
    RestOption,
    RotateOption,
    RoutineOption,
    SecondsOption,
    SetsOption,
    ShareAtOption,
    ShareOption,
    SourceOption,
    UnitOption,
    VariantOption,
    VideoOption,
    VoiceOption,
    WeightOption,
    WindowedOption,
)
from posecoach.cli.live_session import Ears, Look, trained
from posecoach.cli.options import ModelOption, reading_options
from posecoach.errors import ExerciseError, OutputError
from posecoach.words import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.coach import Coach
    from posecoach.core.session.record import Record
    from posecoach.core.session.routine import Routine
    from posecoach.core.session.routine_runner import RoutineRunner
    from posecoach.words import Words

REPS_PATTERN = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
"""A number of repetitions, or from one to another, and no file's name."""

NUMBER_LIKE = re.compile(r"[-+]?\d+(?:[.,-]\d+)?")
"""Words that were meant to be one."""


def live(
    exercise: ExerciseOption = AUTO,
    variant: VariantOption = "",
    reps: RepsOption = None,
    seconds: SecondsOption = 0.0,
    sets: SetsOption = 0,
    rest: RestOption = None,
    routine: RoutineOption = "",
    source: SourceOption = "0",
    rotate: RotateOption = "0",
    mirror: MirrorOption = False,
    windowed: WindowedOption = False,
    fullscreen: FullscreenOption = False,
    no_mirror: NoMirrorOption = False,
    no_window: NoWindowOption = False,
    share: ShareOption = False,
    share_at: ShareAtOption = "",
    quiet: QuietOption = False,
    no_voice: NoVoiceOption = False,
    voice: VoiceOption = "",
    lang: LangOption = DEFAULT_LANGUAGE,
    csv: CsvOption = None,
    json: JsonOption = None,
    video: VideoOption = None,
    landmarks: LandmarksOption = None,
    export: ExportOption = None,
    weight: WeightOption = None,
    unit: UnitOption = "kgs",
    no_save: NoSaveOption = False,
    model: ModelOption = None,
    fast: FastOption = False,
) -> None:
    """Train in front of a camera, hands free: counts, cues, rest, routines.

    The key h shows the others, q ends. Ctrl-C and closing the window or the
    terminal end the session too; it is saved then.
    """
    from posecoach.cli import amounts, console, live_outputs
    from posecoach.cli.signals import single_interrupt
    from posecoach.cli.training_logs import targets
    from posecoach.core.known_names import one_of
    from posecoach.live.controller import LiveController
    from posecoach.words import load as load_words
    from posecoach.words import names as languages

    one_of("--lang", "language", lang, languages())
    goal, reps_csv = parse_reps(reps or [])
    if not math.isfinite(seconds):
        raise typer.BadParameter("--seconds: is a number of seconds")
    exercises, plan = resolve_plan(
        exercise, variant, routine, goal=goal, seconds=seconds, sets=sets, rest=rest
    )
    if not no_window:
        from posecoach.sinks.window import check_display

        check_display()
    # After the window's library: with the libraries for X that come with FFmpeg's loaded first it hangs.
    used = [Path(each) for each in (source, exercise, routine, model) if each]
    settings = amounts.log_settings(weight or (), unit, "60min", "", list(exercises))
    tables = {"csv": csv, "reps": reps_csv, "json": json, **targets(export or ())}
    asked = {kind: path for kind, path in tables.items() if path}
    _check(*asked.values(), landmarks=landmarks, video=video, used=used)
    from posecoach.capture.camera import open_camera
    from posecoach.capture.shots import without_password

    camera, source = (
        open_camera(source, fast=fast, reading=reading_options(rotate=rotate, mirror=mirror)),
        without_password(source),
    )
    if not no_save:
        live_outputs.recover()
    files = live_outputs.Files(source, dt.datetime.now().astimezone(), landmarks, video, journal=not no_save)
    files.weights = settings.weights
    look = Look(
        window=not no_window,
        mirrored=not no_mirror,
        fullscreen=fullscreen or not windowed,
        share=share_at or ("127.0.0.1" if share else ""),
    )
    ears = Ears(sound=not quiet, voice=not (quiet or no_voice), named=voice)
    controller = LiveController(
        exercises,
        plan,
        DEFAULT_REST_S if rest is None else rest,
        load_words(lang),
        {} if no_save else live_outputs.previous(exercises),
        {} if no_save else live_outputs.week_goals(exercises),
        auto_turn=rotate == AUTO,
    )
    coach = coach_for(exercises, plan, variant)
    if "://" in source:
        console.err.print(f"connecting to {source}", style="dim", markup=False, highlight=False)
    elif console.err.is_terminal:
        console.mention(["getting ready: the first picture takes a few seconds"])
    with single_interrupt() as enough:
        record, failure = trained(camera, coach, controller, files, look, ears, model, enough, quick=fast)
        record.source = source
        rules = {e.name: [r.name for r in e.rules if r.variant in ("", variant)] for e in exercises.values()}
        began = record.frames > 0 or failure is None
        troubles = files.close(record, save=not no_save)
        if began:
            troubles += live_outputs.write(
                record, files.began, exercises, rules, asked, settings, saved=not no_save
            )
        if began and all(str(path) != "-" for path in asked.values()):
            finished(record, plan, controller.words)
    troubles += [failure] if failure is not None else []
    console.warn(record, troubles)
    if troubles:
        raise typer.Exit(1)


def _check(*tables: Path | None, landmarks: Path | None, video: Path | None, used: Sequence[Path]) -> None:
    """See, before the session, that everything can be written.

    Raises:
        OutputError: something cannot, is named for two results, or is one of the files that are used.
    """
    from posecoach.cli.output_plan import check_film
    from posecoach.media import atomic_write
    from posecoach.media.provenance import is_ours

    for option, path in (("--landmarks", landmarks), ("--video", video)):
        if str(path) == "-":
            raise OutputError(f"{option} -: this is nothing for a terminal; name a file")
    named = [path for path in (*tables, landmarks, video) if path is not None]
    places = [str(path) if str(path) == "-" else os.path.realpath(path) for path in named]
    for path, place in zip(named, places, strict=True):
        if places.count(place) > 1:
            raise OutputError(f"{path}: is named for two results; choose another place for one")
        if path.exists() and any(path.samefile(each) for each in used if each.exists()):
            raise OutputError(f"{path}: is used in this session; choose another place for its results")
    for table in (*tables, landmarks):
        atomic_write.check(table)
    if video is not None and video.is_file() and video.stat().st_size > 0 and not is_ours(video):
        raise OutputError(f"{video}: is already there, and not by posecoach; choose another name")
    if video is not None:
        check_film(video)
    atomic_write.check(video)


def parse_reps(given: list[str]) -> tuple[tuple[int, int], Path | None]:
    """Tell apart what `--reps` means: repetitions, 10 or 8-12, at least and at most; a file's name; or, given twice, both."""
    numbers = [found for each in given if (found := REPS_PATTERN.fullmatch(each))]
    names = [each for each in given if not REPS_PATTERN.fullmatch(each)]
    if len(numbers) > 1 or len(names) > 1 or any(NUMBER_LIKE.fullmatch(name) for name in names):
        raise typer.BadParameter("is a number of repetitions, 10 or 8-12, or one file, or one of each")
    least, most = (int(numbers[0][1]), int(numbers[0][2] or numbers[0][1])) if numbers else (0, 0)
    if least > most:
        raise typer.BadParameter(f"{least}-{most}: the smaller number comes first")
    if numbers and least < 1:
        raise typer.BadParameter("a set has at least one repetition")
    return (least, most), Path(names[0]) if names else None


def resolve_plan(
    exercise: str,
    variant: str,
    routine: str,
    *,
    goal: tuple[int, int],
    seconds: float,
    sets: int,
    rest: float | None,
) -> "tuple[dict[str, Exercise], Routine | None]":
    """The exercises that may be done, by name, and the plan, where there is one.

    Raises:
        ExerciseError: there is no such thing, or the wishes do not fit together.
    """
    from posecoach.core.session.routine import Item, Routine

    if routine:
        from posecoach.routines import load

        if exercise != AUTO or variant or any(goal) or seconds or sets or rest is not None:
            raise ExerciseError(
                "--routine says what is to be done: leave out --exercise and what belongs to it"
            )
        plan = load(routine)
        return {each.name: each for each in plan.exercises}, plan
    found = {each.name: each for each in resolve_exercises(exercise, variant)}
    if not (any(goal) or seconds or sets):
        return found, None
    if exercise == AUTO:
        raise ExerciseError("--reps, --seconds and --sets need an --exercise that they are of")
    (only,) = found.values()
    if any(goal) and only.kind == "hold":
        raise ExerciseError(f"--reps: {only.name} is held; say for how many --seconds")
    if seconds and only.kind == "reps":
        raise ExerciseError(f"--seconds: {only.name} is counted; say how many --reps")
    held = (seconds or only.goal) if only.kind == "hold" else 0.0
    least, most = map(float, goal)
    pause = DEFAULT_REST_S if rest is None else rest
    item = Item(only.name, variant, sets or 1, (least, most), (held, held), rest=(pause, pause))
    return found, Routine(only.name, only.title, (item,))


def coach_for(
    exercises: "Mapping[str, Exercise]", plan: "Routine | None", variant: str
) -> "Coach | RoutineRunner":
    """Return the coach of these exercises, or of the plan."""
    from posecoach.core.session.coach import Coach
    from posecoach.core.session.routine_runner import RoutineRunner
    from posecoach.core.session.set_tracker import SetTracker

    if plan:
        return RoutineRunner(plan, exercises, resolve_exercises(AUTO, ""))
    return Coach(tuple(exercises.values()), variant, sets=SetTracker(outlives_gaps=True))


def finished(record: "Record", plan: "Routine | None", words: "Words") -> None:
    """Say what was done; beside the plan, where there was one."""
    from posecoach.cli import set_table
    from posecoach.cli.routines import compare_plan

    set_table.show([record], words=words)
    if plan:
        compare_plan(plan, record.sets, words)
