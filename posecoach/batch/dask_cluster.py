"""Spreads work over a Dask cluster, which has the queue, the retries and the lost workers."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeVar

from posecoach.batch.workers import DefectError, Done, WorkerDiedError
from posecoach.errors import PosecoachError

if TYPE_CHECKING:
    from distributed import Client

CONNECT_TIMEOUT_S = 10
"""Seconds to wait for the scheduler to answer."""

ADDRESS = re.compile(r"([a-z]+://)?(\[[0-9A-Fa-f:.]+(%\w+)?\]|[^\s:/\[\]]+):\d{1,5}")
"""A host's name or number and a port, with or without a protocol."""

T = TypeVar("T")
R = TypeVar("R")


class ClusterError(PosecoachError):
    """A cluster cannot be reached or used."""


class ClusterLostError(WorkerDiedError):
    """A cluster went away, and all its tasks with it."""


def spread_on(address: str, work: Callable[[T], R], tasks: Sequence[T]) -> Generator[Done[R]]:
    """Yield the end of every task in the order of completion; closing the generator cancels the rest.

    A task whose workers keep dying is tried once more alone, after all others: another task on the same
    worker may have killed it.

    Args:
        address: of the scheduler, such as tcp://host:8786.
        work: called with each task, on a worker that can import it.
        tasks: values that can be pickled; workers must find the files they name under the same paths.

    Raises:
        ClusterError: the scheduler does not answer, or Dask is not installed.
    """
    with _client(address) as client:
        suspects: list[int] = []
        for done in _round(client, work, tasks, range(len(tasks))):
            if isinstance(done.error, WorkerDiedError) and not isinstance(done.error, ClusterLostError):
                suspects.append(done.index)
            else:
                yield done
        for index in suspects:
            yield from _round(client, work, tasks, [index])


def _client(address: str) -> "Client":
    # Dask waits twice as long for what cannot be an address, and then fails over its own remains.
    if not ADDRESS.fullmatch(address):
        raise ClusterError(f"--cluster {address}: is no scheduler's address; it is written tcp://host:8786")
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("--cluster needs Dask; install it: pip install distributed") from None
    try:
        return Client(address, timeout=CONNECT_TIMEOUT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ClusterError(f"--cluster {address}: no scheduler answers there ({reason})") from None


def _round(
    client: "Client", work: Callable[[T], R], tasks: Sequence[T], indices: Sequence[int]
) -> Generator[Done[R]]:
    from distributed import as_completed

    # Not pure: the same file may hold something else by the next run.
    futures: dict[Any, int] = {client.submit(work, tasks[i], pure=False): i for i in indices}
    try:
        for future in as_completed(futures, loop=client.loop):
            yield _done(futures[future], future)
            # The cluster may forget the result: a large one would fill its memory.
            future.release()
    finally:
        # A scheduler that has gone has forgotten them anyway.
        with contextlib.suppress(Exception):
            client.cancel([each for each in futures if not each.done()], force=True)


def _done(index: int, future: Any) -> Done[Any]:  # noqa: ANN401 - Dask carries no types
    from distributed import KilledWorker

    try:
        return Done(index, result=future.result())
    except PosecoachError as error:
        return Done(index, error=error)
    except KilledWorker:
        return Done(index, error=WorkerDiedError("every worker that worked on it died"))
    except (CancelledError, asyncio.CancelledError):
        return Done(index, error=ClusterLostError("the cluster went before it was done"))
    except Exception as error:  # noqa: BLE001 - one clip's defect must not end the batch
        return Done(index, error=DefectError(f"failed on the cluster: {type(error).__name__}: {error}"))
