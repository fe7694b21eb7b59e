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
    from posecoach.api import analyze
    from posecoach.core.coach import Coach, Status, Update
    from posecoach.core.exercise import Exercise
    from posecoach.core.pose import Landmark, Pose
    from posecoach.core.record import Record, SetRecord
    from posecoach.errors import PosecoachError
    from posecoach.exercises import load as load_exercise
    from posecoach.exercises import names as exercise_names
    from posecoach.frame import Frame
    from posecoach.history import History
    from posecoach.sources.video import Video
    from posecoach.tracking.mediapipe import MediaPipeTracker

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
    "Coach": "posecoach.core.coach",
    "Exercise": "posecoach.core.exercise",
    "Frame": "posecoach.frame",
    "History": "posecoach.history",
    "Landmark": "posecoach.core.pose",
    "MediaPipeTracker": "posecoach.tracking.mediapipe",
    "Pose": "posecoach.core.pose",
    "PosecoachError": "posecoach.errors",
    "Record": "posecoach.core.record",
    "SetRecord": "posecoach.core.record",
    "Status": "posecoach.core.coach",
    "Update": "posecoach.core.coach",
    "Video": "posecoach.sources.video",
    "analyze": "posecoach.api",
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
