"""Analyzes many videos: one after another, on all cores, or on a cluster.

The names below are imported when they are first used, so that `preload` can begin before anything else is.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posecoach.batch.job import Job, track
    from posecoach.batch.people import analyze, records
    from posecoach.batch.preload import cores
    from posecoach.batch.scheduler import Progress, each
    from posecoach.batch.video_tasks import Analysis

__all__ = ["Analysis", "Job", "Progress", "ProgressCallback", "analyze", "cores", "each", "records", "track"]

_HOMES = {
    **dict.fromkeys(("Job", "track"), "posecoach.batch.job"),
    "ProgressCallback": "posecoach.batch.progress",
    **dict.fromkeys(("analyze", "records"), "posecoach.batch.people"),
    "cores": "posecoach.batch.preload",
    **dict.fromkeys(("Progress", "each"), "posecoach.batch.scheduler"),
    "Analysis": "posecoach.batch.video_tasks",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module, the first time that it is used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
