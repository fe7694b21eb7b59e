"""Signals that end a session, held back while it is saved."""

import contextlib
import signal
from collections.abc import Callable, Iterator

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C; a shutdown of the system; a terminal that is closed, or a lost connection."""


@contextlib.contextmanager
def single_interrupt() -> Iterator[Callable[[], None]]:
    """Raise `KeyboardInterrupt` at the first signal, and ignore every further one.

    Yields:
        A function that ignores all signals from now on: the session is over, and is being saved.
    """
    # Signals that the parent has set to be ignored, as `nohup` does, stay ignored.
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
