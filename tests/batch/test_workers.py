import contextlib
import multiprocessing
import signal
import sys
import threading
import time

import pytest

from posecoach.batch.workers import WorkerDiedError, spread
from posecoach.errors import SourceError
from tests.batch import tasks


def ends(work, tasks, jobs=2, **more):
    return {done.index: done for done in spread(work, tasks, jobs, **more)}


def test_every_task_is_done_once_and_by_several_processes():
    done = ends(tasks.whoami, list(range(6)))
    assert [done[i].result[0] for i in range(6)] == list(range(6))
    assert len({each.result[1] for each in done.values()}) == 2


def test_ticks_say_which_task_and_how_far():
    heard = []
    ends(tasks.double, [1, 2], on_progress=lambda i, t: heard.append((i, t)))
    assert {i for i, _ in heard} == {0, 1}
    for i in (0, 1):
        moments = [t for j, t in heard if j == i]
        assert moments == sorted(moments)
        assert moments[-1] == 99.0


def test_what_goes_wrong_in_one_task_stays_there():
    done = ends(tasks.trouble, ["defect", "fine", "refused", "fine"])
    assert [done[i].result for i in (1, 3)] == ["fine done"] * 2
    assert isinstance(done[2].error, SourceError)
    assert str(done[2].error) == "clip.mp4: no such file"
    assert "ZeroDivisionError: a defect" in str(done[0].error)
    assert "tasks.py" in str(done[0].error), "a defect shows where it is"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_takes_nothing_with_it(tmp_path):
    done = ends(tasks.trouble, ["a", tmp_path / "mark", "b", "c"], jobs=1)
    assert [done[i].result for i in range(4)] == ["a done", f"{tmp_path / 'mark'} done", "b done", "c done"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_task_that_kills_is_given_up_and_the_others_are_done():
    done = ends(tasks.trouble, ["a", "die", "b", "die", "c"])
    assert [done[i].result for i in (0, 2, 4)] == ["a done", "b done", "c done"]
    for i in (1, 3):
        assert isinstance(done[i].error, WorkerDiedError)
        assert "exit code -9" in str(done[i].error)


def test_leaving_early_ends_the_workers_at_once():
    began = time.monotonic()
    with contextlib.closing(spread(tasks.trouble, ["a", "sleep", "sleep"], 2)) as running:
        assert next(running).result == "a done"
        assert multiprocessing.active_children()
    assert time.monotonic() - began < 20
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pthread_kill")
def test_an_interrupt_while_the_caller_waits_ends_the_workers_at_once():
    began = time.monotonic()
    threading.Timer(0.5, signal.pthread_kill, [threading.get_ident(), signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        list(spread(tasks.trouble, ["sleep", "sleep"], 2))
    assert time.monotonic() - began < 10.0
    assert not multiprocessing.active_children()


def test_nobody_waits_while_the_caller_is_busy(tmp_path):
    """Drawing a film takes as long as tracking it, and is done where the results are collected."""
    marks = [tmp_path / str(i) for i in range(12)]
    with contextlib.closing(spread(tasks.mark, marks, 2)) as running:
        next(running)
        until = time.monotonic() + 30.0
        while not all(mark.exists() for mark in marks) and time.monotonic() < until:
            time.sleep(0.05)
        assert all(mark.exists() for mark in marks)
        assert len(list(running)) == 11


def test_what_follows_from_an_end_is_done_before_what_waits():
    work = ["first", "second", "third"]
    done = []
    for end in spread(tasks.whoami, work, 1):
        done.append(end.result[0])
        if done == ["first"]:
            work.append("follows")
        if done[-1] == "third":
            work.append("last")
    # The worker has the second one before the end of the first is seen.
    assert done == ["first", "second", "follows", "third", "last"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_task_that_kills_is_begun_twice_and_no_more(tmp_path):
    """A third attempt would take a clip that fills the memory through it once more."""
    tally = tmp_path / "tally"
    (done,) = spread(tasks.tally_and_die, [tally], 1)
    assert isinstance(done.error, WorkerDiedError)
    assert "died 2 times" in str(done.error)
    assert tally.read_text() == "begun\n" * 2


def test_no_more_processes_are_started_than_there_are_tasks_or_were_asked_for():
    for jobs, count, expected in ((4, 2, 2), (2, 5, 2), (1, 3, 1)):
        done = ends(tasks.whoami, list(range(count)), jobs)
        assert len({each.result[1] for each in done.values()}) <= expected
        assert sorted(done) == list(range(count))
