"""posecoach: a camera assistant that counts repetitions and checks form.

    import posecoach

    record = posecoach.analyze("clip.mp4")
    for found in record.sets:
        print(found.exercise, len(found.reps), found.faults)

The names below are imported when they are first used: importing posecoach alone costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posecoach.analysis import analyze, analyze_each, resolve_exercises
    from posecoach.batch import Analysis
    from posecoach.capture.camera import Camera, open_camera
    from posecoach.coach import Coach
    from posecoach.core.events import (
        Event,
        FaultEnded,
        FaultStarted,
        HoldEnded,
        HoldStarted,
        NotJudgeable,
        Rep,
        RestEnded,
        SetEnded,
        SetStarted,
        Verdict,
    )
    from posecoach.core.events import parse as parse_event
    from posecoach.core.exercise import Exercise
    from posecoach.core.pose.landmarks import Landmark, Pose
    from posecoach.core.pose.measures import MEASURES, Measure
    from posecoach.core.session.record import Record, SetRecord
    from posecoach.core.session.routine import Routine
    from posecoach.core.session.routine import compare as compare_routine
    from posecoach.core.session.status import Status, Update
    from posecoach.errors import (
        ConfigError,
        ExerciseError,
        HistoryError,
        OutputError,
        PosecoachError,
        SourceError,
        TrackerError,
    )
    from posecoach.exercises import load as load_exercise
    from posecoach.exercises import names as exercise_names
    from posecoach.history import History
    from posecoach.landmark_analysis import analyze_landmarks, measure_landmarks, track_landmarks
    from posecoach.media.video import Video
    from posecoach.pipeline import run as run_pipeline
    from posecoach.results import write_annotated_video, write_results, write_track
    from posecoach.routines import load as load_routine
    from posecoach.routines import names as routine_names
    from posecoach.tracking.landmarks_io import Track
    from posecoach.tracking.landmarks_io import load as load_landmarks
    from posecoach.tracking.landmarks_io import save as save_landmarks
    from posecoach.tracking.mediapipe import MediaPipeTracker
    from posecoach.types import Frame

    __version__: str

__all__ = [
    "MEASURES",
    "Analysis",
    "Camera",
    "Coach",
    "ConfigError",
    "Event",
    "Exercise",
    "ExerciseError",
    "FaultEnded",
    "FaultStarted",
    "Frame",
    "History",
    "HistoryError",
    "HoldEnded",
    "HoldStarted",
    "Landmark",
    "Measure",
    "MediaPipeTracker",
    "NotJudgeable",
    "OutputError",
    "Pose",
    "PosecoachError",
    "Record",
    "Rep",
    "RestEnded",
    "Routine",
    "SetEnded",
    "SetRecord",
    "SetStarted",
    "SourceError",
    "Status",
    "Track",
    "TrackerError",
    "Update",
    "Verdict",
    "Video",
    "__version__",
    "analyze",
    "analyze_each",
    "analyze_landmarks",
    "compare_routine",
    "exercise_names",
    "load_exercise",
    "load_landmarks",
    "load_routine",
    "measure_landmarks",
    "open_camera",
    "parse_event",
    "resolve_exercises",
    "routine_names",
    "run_pipeline",
    "save_landmarks",
    "track_landmarks",
    "write_annotated_video",
    "write_results",
    "write_track",
]

_HOMES = {
    "Analysis": "posecoach.batch",
    "Camera": "posecoach.capture.camera",
    "Coach": "posecoach.coach",
    "ConfigError": "posecoach.errors",
    "Event": "posecoach.core.events",
    "Exercise": "posecoach.core.exercise",
    "ExerciseError": "posecoach.errors",
    "FaultEnded": "posecoach.core.events",
    "FaultStarted": "posecoach.core.events",
    "Frame": "posecoach.types",
    "History": "posecoach.history",
    "HistoryError": "posecoach.errors",
    "HoldEnded": "posecoach.core.events",
    "HoldStarted": "posecoach.core.events",
    "Landmark": "posecoach.core.pose.landmarks",
    "MEASURES": "posecoach.core.pose.measures",
    "Measure": "posecoach.core.pose.measures",
    "MediaPipeTracker": "posecoach.tracking.mediapipe",
    "NotJudgeable": "posecoach.core.events",
    "OutputError": "posecoach.errors",
    "Pose": "posecoach.core.pose.landmarks",
    "PosecoachError": "posecoach.errors",
    "Record": "posecoach.core.session.record",
    "Rep": "posecoach.core.events",
    "RestEnded": "posecoach.core.events",
    "Routine": "posecoach.core.session.routine",
    "SetEnded": "posecoach.core.events",
    "SetRecord": "posecoach.core.session.record",
    "SetStarted": "posecoach.core.events",
    "SourceError": "posecoach.errors",
    "Status": "posecoach.core.session.status",
    "Track": "posecoach.tracking.landmarks_io",
    "TrackerError": "posecoach.errors",
    "Update": "posecoach.core.session.status",
    "Verdict": "posecoach.core.events",
    "Video": "posecoach.media.video",
    "analyze": "posecoach.analysis",
    "analyze_each": "posecoach.analysis",
    "analyze_landmarks": "posecoach.landmark_analysis",
    "compare_routine": "posecoach.core.session.routine:compare",
    "exercise_names": "posecoach.exercises:names",
    "load_exercise": "posecoach.exercises:load",
    "load_landmarks": "posecoach.tracking.landmarks_io:load",
    "load_routine": "posecoach.routines:load",
    "measure_landmarks": "posecoach.landmark_analysis",
    "open_camera": "posecoach.capture.camera",
    "parse_event": "posecoach.core.events:parse",
    "resolve_exercises": "posecoach.analysis",
    "routine_names": "posecoach.routines:names",
    "run_pipeline": "posecoach.pipeline:run",
    "save_landmarks": "posecoach.tracking.landmarks_io:save",
    "track_landmarks": "posecoach.landmark_analysis",
    "write_annotated_video": "posecoach.results",
    "write_results": "posecoach.results",
    "write_track": "posecoach.results",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module, the first time that it is used."""
    if name == "__version__":
        value: object = _version()
    elif name in _HOMES:
        module, _, known_as = _HOMES[name].partition(":")
        value = getattr(importlib.import_module(module), known_as or name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def _version() -> str:
    """Return the installed version; "unknown" in a copy of the source that is not installed."""
    from importlib import metadata  # noqa: PLC0415 - slow, and seldom needed

    try:
        return metadata.version("posecoach")
    except metadata.PackageNotFoundError:
        return "unknown"


def __dir__() -> list[str]:
    """Return the public names, imported or not."""
    return sorted({*globals(), *__all__})
