"""The entry point of `posecoach` and `python -m posecoach`.

Workers go through the module that a program began with, so this one imports nothing before it is called.
"""

GC_THRESHOLD = 20_000
"""New objects after which Python collects garbage; its own default, 700 to 2000 by version, slows imports."""


def main() -> None:
    """Run a command."""
    _be_a_worker()
    _replace_closed_stderr()
    _raise_file_limit()
    _begin_at_once()
    from posecoach.cli.app import main as run

    run()


def _be_a_worker() -> None:
    """Do a worker's work, and end, where a bundle without Python was started as one."""
    import sys

    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def _begin_at_once() -> None:
    """Start what takes longest, and switch off what this process does not need."""
    import atexit
    import gc
    import signal
    import sys

    from posecoach.batch.preload import asks_for_analysis, one_blas_thread, warm_up_for

    words = sys.argv[1:]
    if asks_for_analysis(words) and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Until the command handles Ctrl-C itself, the system ends the process: no traceback from the midst of imports.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    one_blas_thread()
    warm_up_for(words)
    # What imports make stays until the end: to look through it again and again, or at exit, frees nothing.
    gc.set_threshold(GC_THRESHOLD)
    atexit.register(gc.freeze)


def _replace_closed_stderr() -> None:
    """Give a program without standard error one that goes nowhere.

    So it is in a service, with pythonw, or after `2>&-`. Otherwise the next file that is opened would be in
    its place, and get what libraries write there.
    """
    import os
    import sys

    if sys.stderr is None:
        nowhere, number = os.open(os.devnull, os.O_WRONLY), 2
        if nowhere != number:
            os.dup2(nowhere, number)
            os.close(nowhere)
        sys.stderr = os.fdopen(number, "w", closefd=False)


def _raise_file_limit() -> None:
    """Let this program open as many files as workers, libraries and videos need; end where that is forbidden.

    Otherwise it would fail in the middle, wherever the one file too many is opened.
    """
    import sys

    if sys.platform == "win32":
        return
    import resource

    enough, least = 256, 24
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= enough:
        return
    most = enough if hard == resource.RLIM_INFINITY else min(enough, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < least:
        sys.stderr.write(
            f"posecoach: only {most} files may be open at once here; allow {enough} (ulimit -n {enough})\n"
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
