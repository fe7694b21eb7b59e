"""Fetching what comes next while what is there is used."""

import queue
import threading
from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")

DEPTH = 6
"""Items that wait at most: enough to smooth decoding out, few enough for pictures of 4K."""

STOP_POLL_S = 0.05
"""s between two looks at whether a thread that was told to end has ended."""


def prefetch(items: Iterable[T], depth: int = DEPTH, stopped: threading.Event | None = None) -> Generator[T]:
    """The same items in the same order, fetched in a thread of their own.

    What the thread raises is raised here, after the items before it; closing the generator ends the
    thread, and the iterator within it, before it returns.

    Args:
        items: fetched one after another.
        depth: items that wait at most; 0 for any number.
        stopped: set when the thread is to end, for items that are long in coming.
    """
    waiting: queue.Queue[tuple[T] | None] = queue.Queue(depth)
    broken: list[BaseException] = []
    stopped = stopped or threading.Event()

    def fetch() -> None:
        source = iter(items)
        try:
            for item in source:
                waiting.put((item,))
                if stopped.is_set():
                    break
        except BaseException as error:  # noqa: BLE001 - raised where the items are asked for
            broken.append(error)
        finally:
            if isinstance(source, Generator):
                source.close()
            waiting.put(None)

    thread = threading.Thread(target=fetch, name="ahead", daemon=True)
    thread.start()
    try:
        while (box := waiting.get()) is not None:
            yield box[0]
        if broken:
            raise broken[0]
    finally:
        stopped.set()
        while thread.is_alive():
            # It may stand before a full queue.
            while not waiting.empty():
                waiting.get_nowait()
            thread.join(STOP_POLL_S)
