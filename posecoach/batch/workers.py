"""Spreads work over processes of this machine.

Each worker does one task at a time, so that a worker that dies (out of memory, killed) costs one attempt at
one task and nothing else.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from posecoach.batch.preload import process_for
from posecoach.errors import PosecoachError
from posecoach.media.prefetch import prefetch

MAX_ATTEMPTS = 2
"""Attempts at a task whose worker dies: a second death is no accident."""

PROGRESS_EVERY = 10
"""Progress calls of which one is passed on to the parent."""

END_GRACE_S = 2.0
"""Seconds that a worker is given to end."""

POLL_S = 0.05
"""Seconds between two checks for more tasks, and for an end of the work from outside."""

NO_LIMIT = 0
"""Ends that may wait for the caller."""

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, Callable[[float], None]], R]
"""Function of a task and a progress callback; must be importable by its name."""


class WorkerDiedError(PosecoachError):
    """The process that did a task died."""


class DefectError(PosecoachError):
    """A defect of posecoach itself; the text is the traceback."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: "Connection[Any, Any]"
    task: int = -1


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """End of a task: its result, or its error."""

    index: int
    result: R | None = None
    error: PosecoachError | None = None


@dataclass(slots=True)
class _WorkerPool(Generic[T, R]):
    """The workers, the waiting tasks, and the attempts at each.

    Attributes:
        tasks: those known so far; the caller may add more, until it has taken the end of the last one.
        taken: ends that the caller has taken, and added to the tasks what follows from them.
        queued: how many of the tasks have been put among those that wait.
    """

    work: Work[T, R]
    tasks: Sequence[T]
    on_progress: Callable[[int, float], None]
    taken: int = 0
    queued: int = 0
    waiting: deque[int] = field(default_factory=deque)
    begun: dict[int, int] = field(default_factory=dict)
    workers: list[_Worker] = field(default_factory=list)
    leaving: list[BaseProcess] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def ends(self, jobs: int) -> Generator[Done[R]]:
        """Yield the end of every task; all workers have ended when the generator is closed."""
        try:
            while (self.workers or self.taken < len(self.tasks)) and not self.over.is_set():
                self.queue()
                while self.waiting and len(self.workers) < jobs:
                    self.spawn()
                ready = set(wait([worker.pipe for worker in self.workers], POLL_S))
                for worker in [each for each in self.workers if each.pipe in ready]:
                    done = self.receive(worker)
                    if done is not None:
                        yield done
        finally:
            self.stop()

    def queue(self) -> None:
        """Have new tasks wait before the others: they complete what has been begun."""
        known = len(self.tasks)
        self.waiting.extendleft(reversed(range(self.queued, known)))
        self.queued = known

    def spawn(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        process = process_for(_serve, theirs, self.work)
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))
        self.next(self.workers[-1])

    def next(self, worker: _Worker) -> None:
        """Give a worker its next task, or retire it."""
        worker.task = self.waiting.popleft() if self.waiting else -1
        if worker.task < 0:
            self.retire(worker)
            return
        self.begun[worker.task] = self.begun.get(worker.task, 0) + 1
        with contextlib.suppress(OSError):  # it has died: its pipe says so
            worker.pipe.send(self.tasks[worker.task])

    def receive(self, worker: _Worker) -> Done[R] | None:
        """Take a message from a worker."""
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            return self.on_death(worker)
        index = worker.task
        if kind == "tick":
            self.on_progress(index, value)
            return None
        self.next(worker)
        return Done(index, result=value) if kind == "done" else Done(index, error=value)

    def on_death(self, worker: _Worker) -> Done[R] | None:
        """Have another worker try the task of one that died, unless that was the last attempt."""
        index = worker.task
        self.retire(worker)
        worker.process.join(END_GRACE_S)
        given_up = self.begun[index] >= MAX_ATTEMPTS
        if not given_up:
            self.waiting.appendleft(index)
        if self.waiting:
            self.spawn()
        if not given_up:
            return None
        code = worker.process.exitcode
        return Done(
            index,
            error=WorkerDiedError(
                f"the process that worked on it died {MAX_ATTEMPTS} times (exit code {code})"
            ),
        )

    def retire(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        self.leaving.append(worker.process)
        worker.pipe.close()

    def stop(self) -> None:
        """Terminate all workers, and wait for those that were retired."""
        for worker in self.workers:
            worker.process.terminate()
            worker.pipe.close()
        for process in (*(worker.process for worker in self.workers), *self.leaving):
            process.join(END_GRACE_S)
            if process.is_alive():
                process.kill()
                process.join()
        self.workers.clear()


def spread(
    work: Work[T, R],
    tasks: Sequence[T],
    jobs: int,
    on_progress: Callable[[int, float], None] = lambda _i, _t: None,
) -> Generator[Done[R]]:
    """Yield the end of every task in the order of completion; closing the generator ends the workers.

    A thread hands out the tasks, so that no worker waits while the caller is busy with a result.

    Args:
        work: called with each task, in another process.
        tasks: values that can be pickled. The caller may append to them what follows from an end, before it
            asks for the next one.
        jobs: processes at once.
        on_progress: called in that thread with a task's index and the moment, in seconds, that it has reached.
    """
    pool = _WorkerPool(work, tasks, on_progress)
    ends = prefetch(pool.ends(jobs), NO_LIMIT, pool.over)
    try:
        for done in ends:
            yield done
            pool.taken += 1
    finally:
        ends.close()


def _serve(pipe: "Connection[Any, Any]", work: Work[T, R]) -> None:
    """Run a worker: tasks in, results out, until the parent closes the pipe."""
    # Ctrl-C goes to the whole group of processes; the parent decides what becomes of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(_done(work, pipe.recv(), pipe))
    # Everything has been sent. Taking the interpreter and the model apart, which takes 0.2 s, serves nobody.
    os._exit(0)


def _done(work: Work[T, R], task: T, pipe: "Connection[Any, Any]") -> tuple[str, Any]:
    count = 0

    def on_progress(t: float) -> None:
        nonlocal count
        count += 1
        if count % PROGRESS_EVERY == 0:
            pipe.send(("tick", t))

    done = attempt(lambda: work(task, on_progress))
    return ("done", done) if not isinstance(done, PosecoachError) else ("failed", done)


def attempt(work: Callable[[], R]) -> R | PosecoachError:
    """Return the result of some work, or its error: a defect in one video must not end the batch."""
    try:
        return work()
    except PosecoachError as error:
        return error
    except BrokenPipeError:  # whoever read our output has gone, and the program ends by that
        raise
    except Exception:  # noqa: BLE001 - shown whole, as what it is
        return DefectError(f"posecoach itself failed at it; please report this:\n{traceback.format_exc()}")
