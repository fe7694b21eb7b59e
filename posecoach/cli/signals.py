"""How a session is asked to end from outside, and is not disturbed while it is kept."""

import contextlib
import signal
from collections.abc import Callable, Iterator

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C; a system that shuts down; a terminal that is closed, or a connection that is lost."""


@contextlib.contextmanager
def single_interrupt() -> Iterator[Callable[[], None]]:
    """While the first request to end raises `KeyboardInterrupt`, and every further one is passed over.

    Yields:
        What passes over the first one too: the session has ended, and is being kept.
    """
    # What whoever started this has set to be passed over, as `nohup` does, stays so.
    before = {each: signal.getsignal(each) for each in SIGNALS}
    heeded = [each for each, how in before.items() if how != signal.SIG_IGN]

    def enough() -> None:
        for each in heeded:
            signal.signal(each, signal.SIG_IGN)

    def end(*_: object) -> None:
        enough()
        raise KeyboardInterrupt

    for each in heeded:
        signal.signal(each, end)
    try:
        yield enough
    finally:
        for each in heeded:
            signal.signal(each, before[each])
