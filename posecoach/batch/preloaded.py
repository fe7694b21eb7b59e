"""Imports for workers, made once in the process from which they are forked."""

import atexit
import contextlib
import os
import shutil

import posecoach.batch.scheduler
from posecoach.batch.preload import SOCKET_FOLDER
from posecoach.errors import TrackerError

if folder := os.environ.pop(SOCKET_FOLDER, ""):
    # This process ends when the program does; one that was killed cannot remove its folder itself.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

with contextlib.suppress(TrackerError):  # the worker says so, when it comes to it
    import posecoach.batch.track_segment

__all__ = ["posecoach"]
