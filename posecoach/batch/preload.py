"""Preloads the imports of all workers in one process, while the program itself still starts.

The workers are forked from it and begin at once. It has loaded no model and has no thread of its own at
work, and so is safe to fork. Elsewhere than on Linux, where the system's own libraries make that unsafe,
each worker imports for itself.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess

PRELOADED_MODULE = "posecoach.batch.preloaded"
"""The module that imports it."""

SOCKET_FOLDER = "POSECOACH_SOCKET_FOLDER"
"""Variable that tells it the temporary folder of this program, which it removes when this program was killed."""


def cores() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def process_for(work: Callable[..., None], *args: object) -> BaseProcess:
    """Return a process, not yet started, that runs `work(*args)` and ends with the program."""
    context = multiprocessing.get_context("forkserver" if _warm() else "spawn")
    return context.Process(target=work, args=args, daemon=True)  # type: ignore[attr-defined, no-any-return]


def warm_up(workers: int) -> None:
    """Start preloading for more than one worker, without waiting. A second call does nothing."""
    if workers > 1:
        _warm()


def _warm() -> bool:
    """Start the process to fork from, if it does not run yet; False where there can be none."""
    if sys.platform != "linux":
        return False
    from multiprocessing import forkserver, util

    forkserver.set_forkserver_preload([PRELOADED_MODULE])
    try:
        os.environ[SOCKET_FOLDER] = util.get_temp_dir()
        forkserver.ensure_running()
    except OSError:  # there is no folder for the socket by which it is spoken to, or its name is too long
        return False
    finally:
        os.environ.pop(SOCKET_FOLDER, None)
    return True
