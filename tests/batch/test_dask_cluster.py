import pytest

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

from posecoach.batch import Job, each  # noqa: E402
from posecoach.batch.dask_cluster import ADDRESS, ClusterError, ClusterLostError, spread_on  # noqa: E402
from posecoach.batch.workers import DefectError, WorkerDiedError  # noqa: E402
from posecoach.errors import SourceError  # noqa: E402
from posecoach.exercises import load  # noqa: E402
from tests.batch import tasks  # noqa: E402
from tests.batch.clips import recording  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("default"),  # Dask's own, of its ports and its event loop
]


@pytest.fixture(scope="module")
def cluster():
    with (
        # So that it does not take four workers' lives to find out who kills them.
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as made,
        # The workers import the tests' own work.
        distributed.Client(made) as client,
    ):
        client.run(lambda path: __import__("sys").path.insert(0, path), str(tasks.ROOT))
        yield made.scheduler_address


def ends(cluster, tasks):
    return {done.index: done for done in spread_on(cluster, tasks.alone, tasks)}


def test_every_clip_is_done_and_a_broken_one_fails_alone(cluster, tmp_path):
    clips = [recording(tmp_path / f"{reps}.npz", reps) for reps in (1, 2)]
    (tmp_path / "broken.npz").write_bytes(b"no recording")
    clips.append(tmp_path / "broken.npz")
    done = {each.index: each for each in each(clips, Job((load("push_up"),)), cluster=cluster)}
    assert [len(done[i].record.sets[0].reps) for i in (0, 1)] == [1, 2]
    assert done[0].record.source == str(clips[0])
    assert isinstance(done[2].error, SourceError)


def test_what_a_lost_worker_had_is_done_by_another(cluster, tmp_path):
    done = ends(cluster, ["a", tmp_path / "mark", "b", "c"])
    assert [done[i].result for i in range(4)] == ["a done", f"{tmp_path / 'mark'} done", "b done", "c done"]


def test_a_defect_fails_alone_and_says_what_it_is(cluster):
    done = ends(cluster, ["defect", "fine", "refused"])
    assert isinstance(done[0].error, DefectError)
    assert "a defect" in str(done[0].error)
    assert done[1].result == "fine done"
    assert str(done[2].error) == "clip.mp4: no such file"


def test_a_task_that_kills_every_worker_fails_alone(cluster):
    done = ends(cluster, ["a", "b", "die", "c", "d", "e"])
    assert isinstance(done[2].error, WorkerDiedError)
    assert [done[i].result for i in (0, 1, 3, 4, 5)] == [f"{name} done" for name in "abcde"]


def test_no_scheduler_is_one_line(monkeypatch):
    monkeypatch.setattr("posecoach.batch.dask_cluster.CONNECT_TIMEOUT_S", 1)
    with pytest.raises(ClusterError, match="no scheduler answers") as said:
        list(spread_on("tcp://127.0.0.1:1", tasks.alone, ["a"]))
    assert "\n" not in str(said.value)


@pytest.mark.parametrize(
    "address",
    ["foo", "127.0.0.1", "http://x", ":", "tcp://:8786", "tcp://host:", "host:80/x", "a b:1", "::1:1"],
)
def test_what_is_no_address_is_told_at_once(address):
    with pytest.raises(ClusterError, match="it is written tcp://host:8786"):
        list(spread_on(address, tasks.alone, ["a"]))


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "host.local:1", "tls://[::1]:8786", "[fe80::1%eth0]:1"]
)
def test_addresses_are_known_by_their_form(address):
    assert ADDRESS.fullmatch(address)


def test_what_a_scheduler_took_with_it_is_told_clip_by_clip():
    """Each clip ends, and none is asked for again where nobody answers."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        with distributed.Client(made) as client:
            client.run(lambda path: __import__("sys").path.insert(0, path), str(tasks.ROOT))
        work = spread_on(made.scheduler_address, tasks.alone, ["a", "sleep", "b"])
        first = next(work)
        made.close()
        rest = {done.index: done for done in work}
    assert first.result == "a done"
    assert sorted(rest) == [1, 2]
    assert all(isinstance(done.error, ClusterLostError) for done in rest.values())
