"""posecoach: a camera assistant that counts repetitions and checks form.

    import posecoach

    record = posecoach.analyze("clip.mp4")
    for each in record.sets:
        print(each.exercise, len(each.reps), each.faults)

The names below are imported when they are first used: importing posecoach alone costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posecoach.analysis import analyze
    from posecoach.core.exercise import Exercise
    from posecoach.core.pose.landmarks import Landmark, Pose
    from posecoach.core.session.coach import Coach, Status, Update
    from posecoach.core.session.record import Record, SetRecord
    from posecoach.errors import PosecoachError
    from posecoach.exercises import load as load_exercise
    from posecoach.exercises import names as exercise_names
    from posecoach.history import History
    from posecoach.media.video import Video
    from posecoach.tracking.mediapipe import MediaPipeTracker
    from posecoach.types import Frame

__all__ = [
    "Coach",
    "Exercise",
    "Frame",
    "History",
    "Landmark",
    "MediaPipeTracker",
    "Pose",
    "PosecoachError",
    "Record",
    "SetRecord",
    "Status",
    "Update",
    "Video",
    "analyze",
    "exercise_names",
    "load_exercise",
]

_HOMES = {
    "Coach": "posecoach.core.session.coach",
    "Exercise": "posecoach.core.exercise",
    "Frame": "posecoach.types",
    "History": "posecoach.history",
    "Landmark": "posecoach.core.pose.landmarks",
    "MediaPipeTracker": "posecoach.tracking.mediapipe",
    "Pose": "posecoach.core.pose.landmarks",
    "PosecoachError": "posecoach.errors",
    "Record": "posecoach.core.session.record",
    "SetRecord": "posecoach.core.session.record",
    "Status": "posecoach.core.session.coach",
    "Update": "posecoach.core.session.coach",
    "Video": "posecoach.media.video",
    "analyze": "posecoach.analysis",
    "exercise_names": "posecoach.exercises:names",
    "load_exercise": "posecoach.exercises:load",
}


def __getattr__(name: str) -> object:
    """A public name, fetched from its module the first time."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, known_as = _HOMES[name].partition(":")
    value: object = getattr(importlib.import_module(module), known_as or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, fetched or not."""
    return sorted({*globals(), *__all__})
