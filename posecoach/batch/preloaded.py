"""Imports for workers, made once in the process from which they are forked."""

import contextlib

import posecoach.batch.scheduler
from posecoach.errors import TrackerError

with contextlib.suppress(TrackerError):  # the worker says so, when it comes to it
    import posecoach.batch.track_segment

__all__ = ["posecoach"]
