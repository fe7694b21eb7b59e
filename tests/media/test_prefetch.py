import threading
import time

import pytest

from posecoach.media.prefetch import prefetch


def test_all_items_come_in_order():
    assert list(prefetch(iter(range(100)), depth=3)) == list(range(100))
    assert list(prefetch([])) == []


def test_what_is_raised_comes_after_the_items_before_it():
    def broken():
        yield 1
        yield 2
        raise OSError("gone")

    before = threading.active_count()
    items = prefetch(broken())
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(OSError, match="gone"):
        next(items)
    assert threading.active_count() == before


def test_it_runs_ahead_but_only_so_far():
    made = []

    def counted():
        for i in range(100):
            made.append(i)
            yield i

    items = prefetch(counted(), depth=4)
    assert next(items) == 0
    deadline = time.monotonic() + 5
    while len(made) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    assert len(made) == 6, "one taken, four waiting, one in hand"
    items.close()


def test_leaving_early_ends_the_thread_and_closes_what_it_reads():
    closed = []

    def endless():
        try:
            while True:
                yield threading.current_thread()
        finally:
            closed.append(threading.current_thread())

    items = prefetch(endless())
    worker = next(items)
    assert worker is not threading.current_thread()
    items.close()
    assert closed == [worker]
    assert not worker.is_alive()
