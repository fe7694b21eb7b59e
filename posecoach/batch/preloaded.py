"""Imports for workers, made once in the process from which they are forked."""

import atexit
import contextlib
import gc
import os
import shutil

from posecoach.batch.preload import SOCKET_FOLDER, one_blas_thread
from posecoach.errors import TrackerError

one_blas_thread()
gc.disable()  # nothing that is imported goes away

if folder := os.environ.pop(SOCKET_FOLDER, ""):
    # This process ends when the program does; one that was killed cannot remove its folder itself.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

import posecoach.batch.scheduler  # noqa: E402

with contextlib.suppress(TrackerError):  # the worker says so, when it comes to it
    import posecoach.batch.track_segment

gc.freeze()
gc.enable()

__all__ = ["posecoach"]
