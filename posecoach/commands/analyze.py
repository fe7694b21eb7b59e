"""`posecoach analyze`: recorded sets into counts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from posecoach.batch import Job
    from posecoach.core.record import Record

AUTO = "auto"

Out = typer.Option(metavar="FILE", help="`-` is the standard output.")


def analyze(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Videos, folders of them, or .npz recordings.")],
    exercise: Annotated[
        str, typer.Option("--exercise", "-e", metavar="NAME", help="What is done: auto, a name, or a .toml file.")
    ] = AUTO,
    variant: Annotated[str, typer.Option(help="The variant asked for; its rules are then checked.")] = "",
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="One row a set; - is the standard output.")] = None,
    reps: Annotated[Path | None, typer.Option(metavar="FILE", help="One row a movement, counted or not.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="FILE", help="Everything, as JSON.")] = None,
    landmarks: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The landmarks as an .npz recording (a folder for several clips).")
    ] = None,
    model: Annotated[Path | None, typer.Option(metavar="FILE", help="Another pose landmarker bundle (.task).")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No table, no progress.")] = False,
) -> None:
    """Count the repetitions in recorded sets and check their form."""
    from posecoach import outputs
    from posecoach.batch import Job
    from posecoach.commands import screen
    from posecoach.sources import find_clips

    for path in (csv, reps, json):
        outputs.check(path)
    job = Job(chosen(exercise, variant), variant, model)
    clips = find_clips(paths)
    records, failed = _run(clips, job, landmarks, quiet)
    _write(records, job, csv=csv, reps=reps, json=json)
    if not quiet and all(str(path) != "-" for path in (csv, reps, json)):
        screen.show(records)
    if failed:
        raise typer.Exit(1)


def chosen(exercise: str, variant: str = "") -> "tuple":  # type: ignore[type-arg]
    """The exercises that `--exercise` names: one, or all of them for auto.

    Raises:
        ExerciseError: it names none, or the variant is none of its.
    """
    from posecoach.core.exercise import one_of
    from posecoach.exercises import load, names

    found = tuple(load(name) for name in names()) if exercise == AUTO else (load(exercise),)
    if variant:
        one_of("--variant", "variant", variant, [v.name for each in found for v in each.variants])
    return found


def _run(clips: list[Path], job: "Job", landmarks: Path | None, quiet: bool) -> "tuple[list[Record], bool]":
    from posecoach import batch
    from posecoach.commands import screen
    from posecoach.errors import PosecoachError
    from posecoach.tracking import recording

    records, failed = [], False
    with screen.progress(clips, quiet=quiet) as bar:
        for clip in clips:
            try:
                with bar.clip(clip) as tick:
                    record, track = batch.analyze(clip, job, tick)
                if landmarks:
                    recording.save(track, landmarks if len(clips) == 1 else landmarks / f"{clip.stem}.npz")
                records.append(record)
            except PosecoachError as error:
                failed = True
                screen.complain(error)
    return records, failed


def _write(records: "list[Record]", job: "Job", *, csv: Path | None, reps: Path | None, json: Path | None) -> None:
    from posecoach import outputs
    from posecoach.reports import summary, table

    rules = {each.name: [rule.name for rule in each.rules if rule.variant in ("", job.variant)] for each in job.exercises}
    if csv:
        outputs.write(csv, table.sets_table(records, rules))
    if reps:
        outputs.write(reps, table.reps_table(records))
    if json:
        outputs.write(json, summary.summary(records))
