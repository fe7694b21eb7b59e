"""Preloads the imports of all workers in one process, while the program itself still starts.

The workers are forked from it and begin at once. It has loaded no model and has no thread of its own at
work, and so is safe to fork. Elsewhere than on Linux, where the system's own libraries make that unsafe,
each worker imports for itself.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

PRELOADED_MODULE = "posecoach.batch.preloaded"
"""The module that imports it."""

SOCKET_FOLDER = "POSECOACH_SOCKET_FOLDER"
"""Variable that tells it the temporary folder of this program, which it removes when this program was killed."""

BLAS_THREADS = "OPENBLAS_NUM_THREADS"
"""Variable of NumPy's linear algebra, whose threads spin for 0.07 s of processor time when it is imported."""

LATER = ("-h", "--help", "--jobs", "--cluster")
"""Words of a command line that has to be read whole before anything is preloaded."""


def cores() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_blas_thread() -> None:
    """Have NumPy, imported after this, do without threads of its own: no matrix here is worth one."""
    os.environ.setdefault(BLAS_THREADS, "1")


def process_for(work: Callable[..., None], *args: object) -> "BaseProcess":
    """Return a process, not yet started, that runs `work(*args)` and ends with the program."""
    import multiprocessing

    context = multiprocessing.get_context("forkserver" if _warm() else "spawn")
    return context.Process(target=work, args=args, daemon=True)  # type: ignore[attr-defined, no-any-return]


def warm_up(workers: int) -> None:
    """Start preloading for more than one worker, without waiting. A second call does nothing."""
    if workers > 1:
        _warm()


def asks_for_analysis(words: Sequence[str]) -> bool:
    """Return whether a command line, as far as its first two words tell, is one of `analyze`."""
    return "analyze" in words[:2]


def warm_up_for(words: Sequence[str]) -> None:
    """Start preloading if a command line plainly asks for the analysis of a video.

    Reading it takes a third of a second, in which the workers' imports are half done.

    Args:
        words: what stands behind the program's name.
    """
    videos = any(not word.lower().endswith(".npz") and os.path.isfile(word) for word in words)  # noqa: PTH113 - False for what may not be looked at
    if asks_for_analysis(words) and videos and not any(word.split("=")[0] in LATER for word in words):
        warm_up(cores())


def is_warm() -> bool:
    """Return True where preloading has begun: another process is then ready sooner than this one."""
    if "multiprocessing.forkserver" not in sys.modules:
        return False
    from multiprocessing import forkserver

    return forkserver._forkserver._forkserver_pid is not None  # type: ignore[attr-defined]  # noqa: SLF001


def _warm() -> bool:
    """Start the process to fork from, if it does not run yet; False where there can be none."""
    if sys.platform != "linux":
        return False
    import signal
    from multiprocessing import forkserver, resource_tracker, util

    resource_tracker.ensure_running()  # else it is started below, and has Ctrl-C heard again
    # Ctrl-C goes to the whole group of processes. This one, and the workers forked from it, never hear of it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    forkserver.set_forkserver_preload([PRELOADED_MODULE])
    try:
        os.environ[SOCKET_FOLDER] = util.get_temp_dir()
        forkserver.ensure_running()
    except OSError:  # there is no folder for the socket by which it is spoken to, or its name is too long
        return False
    finally:
        os.environ.pop(SOCKET_FOLDER, None)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True
