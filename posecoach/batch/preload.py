"""Warming up: one process imports what all workers need, while the program itself still gets ready.

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


def cores() -> int:
    """How many processes work at once where nobody says."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def process_for(work: Callable[..., None], *args: object) -> BaseProcess:
    """A process, not yet started, that will do this, and ends with the program."""
    context = multiprocessing.get_context("forkserver" if _warm() else "spawn")
    return context.Process(target=work, args=args, daemon=True)  # type: ignore[attr-defined, no-any-return]


def warm_up(workers: int) -> None:
    """Begin with it, if there is more than one worker to come, and do not wait. A second call does nothing."""
    if workers > 1:
        _warm()


def _warm() -> bool:
    """Whether there is a process to fork from, which is begun where there is none yet."""
    if sys.platform != "linux":
        return False
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload([PRELOADED_MODULE])
    try:
        forkserver.ensure_running()
    except OSError:  # there is no folder for the socket by which it is spoken to, or its name is too long
        return False
    return True
