"""Analyzes videos and landmark recordings: the one call that programs and the command line both make."""

import contextlib
import math
import os
from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack, overload

if TYPE_CHECKING:
    from posecoach.batch import Analysis, Job
    from posecoach.core.exercise import Exercise
    from posecoach.core.session.record import Record
    from posecoach.core.session.routine import Routine
    from posecoach.errors import PosecoachError
    from posecoach.media.options import ReadOptions

    PathLike = str | os.PathLike[str]
    ExerciseLike = PathLike | Exercise
    RoutineLike = PathLike | Routine

    class AnalyzeOptions(TypedDict, total=False):
        """The options of `analyze`, for its two signatures."""

        routine: RoutineLike | None
        every_frame: bool
        model: PathLike | None
        cache: PathLike | None
        jobs: int
        cluster: str
        start: float | str
        end: float | str
        speed: float | None
        rotate: int | None
        mirror: bool
        track: int | None
        person: str
        on_progress: Callable[[float], None]
        on_error: Callable[[PosecoachError], None] | None


AUTO = "auto"
"""The exercise's name where it is to be recognised."""


@overload
def analyze(  # type: ignore[overload-overlap]  # a text is one path, not several
    path: "PathLike",
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = ...,
    variant: str = ...,
    *,
    everyone: Literal[False] = ...,
    **options: "Unpack[AnalyzeOptions]",
) -> "Record": ...


@overload
def analyze(
    path: "PathLike",
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = ...,
    variant: str = ...,
    *,
    everyone: Literal[True],
    **options: "Unpack[AnalyzeOptions]",
) -> "list[Record]": ...


@overload
def analyze(
    path: "Iterable[PathLike]",
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = ...,
    variant: str = ...,
    *,
    everyone: bool = ...,
    **options: "Unpack[AnalyzeOptions]",
) -> "list[Record]": ...


def analyze(
    path: "PathLike | Iterable[PathLike]",
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = AUTO,
    variant: str = "",
    *,
    routine: "RoutineLike | None" = None,
    every_frame: bool = False,
    model: "PathLike | None" = None,
    cache: "PathLike | None" = None,
    jobs: int = 1,
    cluster: str = "",
    start: float | str = 0.0,
    end: float | str = math.inf,
    speed: float | None = None,
    rotate: int | None = None,
    mirror: bool = False,
    track: int | None = None,
    person: str = "",
    everyone: bool = False,
    on_progress: Callable[[float], None] = lambda _share: None,
    on_error: "Callable[[PosecoachError], None] | None" = None,
) -> "Record | list[Record]":
    """Count the repetitions in videos or landmark recordings and check their form.

    It finds what `posecoach analyze` finds with the options of the same names. Use `analyze_each` to get the
    landmarks as well, or each result as soon as it is there.

    Args:
        path: a video or an .npz recording; or several of them, and folders, in a list.
        exercise: its name, a TOML file of your own, an `Exercise`, several of these, or `auto` to have it
            recognised.
        variant: the variant asked for, whose rules are then checked as well.
        routine: the routine that was planned; on `auto`, its own exercises are looked for, too.
        every_frame: track all frames, not only as many as the movement needs.
        model: another pose landmarker bundle (.task) than the one that comes with posecoach.
        cache: a folder for landmarks: what was tracked once is not tracked again.
        jobs: processes at once. With more than 1, call it below `if __name__ == "__main__":`.
        cluster: the address of a Dask scheduler that does the work, such as tcp://host:8786.
        start: moment of the video at which to begin: seconds, `"1:20"`, or less than 0 to count from its end.
        end: moment at which to end, likewise.
        speed: playing speed: 0.25 for slow motion of a quarter; None for what the file says.
        rotate: degrees clockwise, 0, 90, 180 or 270, by which to turn the picture upright; None to find out.
        mirror: True for a mirrored picture.
        track: number of the video track, from 0; None for the best one.
        person: who is followed of several people: "left", "middle", "right", or "2" for the second from the left.
        everyone: count everybody who exercises in the picture, each in a record with their number from the left.
        on_progress: called with the share of all videos, 0 to 1, that has been looked at.
        on_error: called with the error of each of several videos that cannot be analyzed, which is then left
            out. Without it, the first error is raised.

    Returns:
        The record of the one video that was named; of several videos or people, a list in the order of the paths.

    Raises:
        PosecoachError: a video cannot be read, or there is no such exercise; its text says which.
        ValueError: a time, a speed, a number of degrees or a person is none, or a person is named beside everyone.
    """
    from posecoach.media.options import ReadOptions, seconds

    if everyone and person:
        raise ValueError("person is one of several people: leave out everyone, or person")
    begin, finish = (seconds(t) if isinstance(t, str) else float(t) for t in (start, end))
    reading = ReadOptions(begin, finish, speed, rotate, mirror, track, person)
    one = Path(path) if isinstance(path, str | os.PathLike) else None
    clips = [one] if one else _clips(path, on_error)  # type: ignore[arg-type]
    shares: dict[Path, float] = {}

    def reached(clip: Path, share: float) -> None:
        shares[clip] = share
        on_progress(sum(shares.values()) / len(clips))

    job = make_job(
        exercise,
        variant,
        routine=routine,
        every_frame=every_frame,
        model=model,
        cache=cache,
        reading=reading,
        everyone=everyone,
    )
    done: dict[int, list[Record]] = {}
    with contextlib.closing(_each(clips, job, jobs, reached, cluster)) as work:
        for found in work:
            if found.error is not None and on_error is not None and not one:
                on_error(found.error)
            else:
                done[found.index] = [record for record, _ in found.results] or [found.result[0]]
    records = [record for index in sorted(done) for record in done[index]]
    return records[0] if one and not everyone else records


def analyze_each(
    paths: "Iterable[PathLike]",
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = AUTO,
    variant: str = "",
    *,
    routine: "RoutineLike | None" = None,
    every_frame: bool = False,
    model: "PathLike | None" = None,
    cache: "PathLike | None" = None,
    jobs: int = 1,
    cluster: str = "",
    reading: "ReadOptions | None" = None,
    everyone: bool = False,
    on_progress: Callable[[Path, float], None] = lambda _path, _share: None,
) -> "Generator[Analysis]":
    """Yield what was found in each of several videos, with its landmarks, in the order of completion.

    Closing the generator ends all work. A video that fails is yielded too, with its error.

    Args:
        paths: videos, .npz recordings, and folders of them.
        exercise: as for `analyze`.
        variant: as for `analyze`.
        routine: as for `analyze`.
        every_frame: as for `analyze`.
        model: as for `analyze`.
        cache: as for `analyze`.
        jobs: as for `analyze`.
        cluster: as for `analyze`.
        reading: the part of each video to read, its speed, and how its picture lies.
        everyone: count everybody in the picture; `results` of what is yielded has them from left to right.
        on_progress: called with a video and the share of it, 0 to 1, that has been looked at.

    Raises:
        PosecoachError: a folder or the exercise cannot be read, or the cluster does not answer.
    """
    job = make_job(
        exercise,
        variant,
        routine=routine,
        every_frame=every_frame,
        model=model,
        cache=cache,
        reading=reading,
        everyone=everyone,
    )
    return _each(_clips(paths, None), job, jobs, on_progress, cluster)


def make_job(
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = AUTO,
    variant: str = "",
    *,
    routine: "RoutineLike | None" = None,
    every_frame: bool = False,
    model: "PathLike | None" = None,
    cache: "PathLike | None" = None,
    reading: "ReadOptions | None" = None,
    everyone: bool = False,
) -> "Job":
    """Return what is to be done with each video; the arguments are those of `analyze`.

    Raises:
        ExerciseError: there is no such exercise, variant or routine.
    """
    from posecoach.batch import Job
    from posecoach.core.session.routine import Routine
    from posecoach.media.options import ReadOptions
    from posecoach.routines import load

    plan = load(routine) if isinstance(routine, str | os.PathLike) and routine else routine
    own = plan.exercises if isinstance(plan, Routine) and exercise == AUTO else ()
    found = {each.name: each for each in (*resolve_exercises(exercise, variant), *own)}
    return Job(
        tuple(found.values()),
        variant,
        optional_path(model),
        every_frame=every_frame,
        cache=optional_path(cache),
        reading=reading or ReadOptions(),
        everyone=everyone,
    )


def resolve_exercises(
    exercise: "ExerciseLike | Sequence[ExerciseLike]" = AUTO, variant: str = ""
) -> "tuple[Exercise, ...]":
    """Return the exercises that names, TOML files and `Exercise` objects stand for; all of them for `auto`.

    Raises:
        ExerciseError: there is no such exercise, or none of them has this variant.
    """
    from posecoach.core.exercise import Exercise
    from posecoach.core.known_names import one_of
    from posecoach.exercises import load, names

    named = [exercise] if isinstance(exercise, str | os.PathLike | Exercise) else list(exercise)
    found: list[Exercise] = []
    for each in named:
        if isinstance(each, Exercise):
            found.append(each)
        else:
            found += [load(name) for name in (names() if each == AUTO else (each,))]
    if variant:
        one_of("--variant", "variant", variant, [v.name for each in found for v in each.variants])
    return tuple(found)


def _each(
    clips: Sequence[Path], job: "Job", jobs: int, on_progress: Callable[[Path, float], None], cluster: str
) -> "Generator[Analysis]":
    from posecoach import batch

    return batch.each(clips, job, jobs, on_progress, cluster=cluster)


def _clips(paths: "Iterable[PathLike]", on_error: "Callable[[PosecoachError], None] | None") -> list[Path]:
    from posecoach.media.clips import find_clips

    def raised(error: "PosecoachError") -> None:
        raise error

    return find_clips([Path(each) for each in paths], on_error or raised)


def optional_path(path: "PathLike | None") -> Path | None:
    """Return a path for what may be a text, or None."""
    return Path(path) if path else None
