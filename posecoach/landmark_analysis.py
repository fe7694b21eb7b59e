"""Landmarks of your own, or without counts: track a video, measure every frame, count in a track."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.analysis import AUTO, optional_path, resolve_exercises

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posecoach.analysis import ExerciseLike, PathLike
    from posecoach.core.session.record import Record
    from posecoach.tracking.landmarks_io import Track


def analyze_landmarks(
    track: "Track", exercise: "ExerciseLike | Sequence[ExerciseLike]" = AUTO, variant: str = ""
) -> "Record":
    """Count the repetitions in landmarks, in two passes, as `analyze` does with those of a video.

    Args:
        track: landmarks over time, from any tracker that gives MediaPipe's 33.
        exercise: as for `analyze`.
        variant: as for `analyze`.

    Raises:
        ExerciseError: there is no such exercise or variant.
    """
    from posecoach.core.session.two_pass import review

    exercises = resolve_exercises(exercise, variant)
    record = review(track.poses, exercises, variant)
    record.exercises = {each.name: each for each in exercises}
    return record


def track_landmarks(
    path: "PathLike",
    *,
    every_frame: bool = True,
    model: "PathLike | None" = None,
    cache: "PathLike | None" = None,
    on_progress: Callable[[float], None] = lambda _t: None,
) -> "Track":
    """Find the landmarks in a video, or load them from an .npz recording.

    Args:
        path: the video or recording.
        every_frame: track all frames, not only as many as the movement needs.
        model: another pose landmarker bundle (.task) than the one that comes with posecoach.
        cache: a folder for landmarks: what was tracked once is not tracked again.
        on_progress: called with the moment of the video, in seconds, that has been reached.

    Raises:
        SourceError: the video cannot be read.
        TrackerError: the model cannot be loaded.
    """
    from posecoach.batch.job import track

    return track(
        Path(path), optional_path(model), on_progress, every_frame=every_frame, cache=optional_path(cache)
    )[0]


def measure_landmarks(track: "Track", names: Sequence[str] = ()) -> "dict[str, NDArray[np.float64]]":
    """Measure every frame of a track.

    Args:
        track: landmarks over time.
        names: of the measures wanted, from `MEASURES`, which gives their units; all of them by default.

    Returns:
        `t` in seconds, and each measure by name: arrays of one value a frame. NaN where the measure cannot
        be seen, or cannot be judged from the camera's view.

    Raises:
        ExerciseError: there is no such measure.
    """
    import numpy as np

    from posecoach.core.known_names import one_of
    from posecoach.core.pose.frame_analysis import FrameAnalyzer
    from posecoach.core.pose.measures import MEASURES

    for name in names:
        one_of("measure", "measure", name, MEASURES)
    wanted = tuple(names) or tuple(MEASURES)
    values = np.full((len(wanted), len(track.t)), np.nan)
    analyzer = FrameAnalyzer()
    for i, (t, pose) in enumerate(track.poses()):
        reading = analyzer.step(t, pose).reading
        if reading is not None:
            values[:, i] = [reading[name] for name in wanted]
    return {"t": track.t.copy(), **dict(zip(wanted, values, strict=True))}
