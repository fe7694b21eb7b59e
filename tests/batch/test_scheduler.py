import contextlib
import math
import multiprocessing
from dataclasses import replace

import numpy as np
import pytest

from posecoach.batch import Job, each, scheduler, task, video_tasks
from posecoach.batch.progress import FIRST_LOOK
from posecoach.batch.workers import DefectError, Done, WorkerDiedError
from posecoach.errors import SourceError
from posecoach.exercises import load
from posecoach.media.options import ReadOptions
from posecoach.media.video import Video
from posecoach.tracking.adaptive_sampling import MIN_RATE
from posecoach.tracking.segments import Segment
from tests.batch.clips import empty_film, recording
from tests.films import SAMPLES


@pytest.fixture(scope="module")
def job():
    return Job((load("push_up"),), every_frame=True)


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    made = [recording(folder / f"{reps}.npz", reps) for reps in (1, 3, 2)]
    (folder / "broken.npz").write_bytes(b"no recording")
    made.insert(1, folder / "broken.npz")
    return made


@pytest.fixture(scope="module")
def long_film(tmp_path_factory):
    return empty_film(tmp_path_factory.mktemp("film") / "long.mp4", 26.0)


def reps(done):
    return sum(len(each.reps) for each in done.record.sets)


def by_index(finished):
    return {done.index: done for done in finished}


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_clip_comes_back_and_a_broken_one_fails_alone(clips, job, jobs, monkeypatch):
    monkeypatch.setattr(scheduler, "IN_ONE_PROCESS", 0)
    done = by_index(each(clips, job, jobs))
    assert sorted(done) == [0, 1, 2, 3]
    assert [reps(done[i]) for i in (0, 2, 3)] == [1, 3, 2]
    assert isinstance(done[1].error, SourceError)
    with pytest.raises(SourceError, match=r"broken\.npz"):
        _ = done[1].result
    assert [done[i].record.source for i in (0, 2, 3)] == [str(clips[i]) for i in (0, 2, 3)]


def test_several_processes_find_what_one_finds(clips, job, monkeypatch):
    alone = by_index(each(clips, job, 1))
    monkeypatch.setattr(scheduler, "IN_ONE_PROCESS", 0)
    together = by_index(each(clips, job, 2))
    for i in (0, 2, 3):
        one, other = alone[i].record, together[i].record
        # As text, in which what is not known is equal to itself.
        assert list(map(str, one.events)) == list(map(str, other.events))
        assert repr(one.trace) == repr(other.trace)
        assert (one.source, one.frames, one.seen, one.notes) == (
            other.source,
            other.frames,
            other.seen,
            other.notes,
        )


def test_a_long_film_is_cut_tracked_and_joined_without_a_frame_lost_or_doubled(long_film, job):
    shares = []
    (alone,) = each([long_film], job, 1)
    (together,) = each([long_film], job, 2, lambda _p, share: shares.append(share))
    assert len(alone.track.t) == 130
    assert together.track.t.tolist() == alone.track.t.tolist()
    assert together.record.source == str(long_film)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_stretch_begins_where_it_is_told(long_film):
    moments = [still.t for still in Video(long_film).stills(start=13.0)]
    assert moments == [frame.t for frame in Video(long_film).frames() if frame.t >= 13.0]
    picture = next(Video(long_film).stills(start=13.0)).frame().image
    assert np.array_equal(picture, next(f for f in Video(long_film).frames() if f.t >= 13.0).image)


def test_what_was_tracked_once_is_not_tracked_again(long_film, job, tmp_path, monkeypatch):
    keeping = Job(job.exercises, every_frame=True, cache=tmp_path / "kept")
    (first,) = each([long_film], keeping, 2)
    monkeypatch.setattr("posecoach.batch.track_segment.tracked", None)
    (again,) = each([long_film], keeping, 1)
    assert again.track.t.tolist() == first.track.t.tolist()
    assert len(list((tmp_path / "kept").glob("*.npz"))) == 1, "the stretches have gone, the whole is there"


def test_a_batch_that_was_left_goes_on_with_the_stretches_it_has(long_film, job, tmp_path):
    keeping = Job(job.exercises, every_frame=True, cache=tmp_path / "kept")
    first, second = video_tasks.VideoTasks.plan(0, long_film, keeping, split=True).tasks
    task.run(first)
    (done,) = each([long_film], keeping, 2)
    assert len(done.track.t) == 130
    assert (first.segment.start, second.segment.end) == (0.0, math.inf)


def test_leaving_early_leaves_no_process_behind(clips, job, monkeypatch):
    monkeypatch.setattr(scheduler, "IN_ONE_PROCESS", 0)
    with contextlib.closing(each(clips, job, 2)) as work:
        next(work)
    assert not multiprocessing.active_children()


def rate(track, since, until):
    return np.count_nonzero((track.t >= since) & (track.t < until)) / (until - since)


def test_what_a_quick_look_leaves_in_doubt_is_looked_at_more_often(tmp_path):
    film = SAMPLES / "pull_up_partial_oblique.mp4"
    quick = Job((load("pull_up"),), cache=tmp_path)
    shares = []
    (done,) = each([film], quick, 1, lambda _path, share: shares.append(share))
    further = {share for share in shares if FIRST_LOOK < share < 1.0}
    assert len(further) > 5, "the second look moves the bar, too"
    assert shares == sorted(shares)
    partial = [part for each in done.record.sets for part in each.partial]
    assert partial, "the film shows partial ones"
    assert rate(done.track, partial[0].start, partial[0].end) > 1.2 * MIN_RATE


def test_a_cut_film_is_looked_at_again_by_all_processes(long_film, job, tmp_path, monkeypatch):
    asked = []

    def once(_path, _job, _record, found):
        asked.append(len(found.t))
        return [Segment(0.0, 4.0), Segment(20.0, math.inf)]

    monkeypatch.setattr(video_tasks, "segments_to_rescan", once)
    quick = Job(job.exercises, cache=tmp_path / "kept")
    (done,) = each([long_film], quick, 2)
    (whole,) = each([long_film], job, 1)
    assert len(asked) == 1
    every = whole.track.t
    for since, until in ((0.0, 4.0), (20.0, 27.0)):
        inside = every[(every >= since) & (every < until)]
        assert done.track.t[(done.track.t >= since) & (done.track.t < until)].tolist() == inside.tolist()
    assert done.track.t.tolist() == sorted(set(done.track.t.tolist()))


def test_where_a_closer_look_fails_there_is_the_quick_one(long_film, job, monkeypatch):
    """A cluster went, or a worker ran out of memory: what is known is not thrown away."""
    monkeypatch.setattr(
        video_tasks,
        "segments_to_rescan",
        lambda *_: [Segment(0.0, 4.0), Segment(20.0, math.inf)],
    )
    looked = scheduler.spread

    def once(work, tasks, *rest):
        for done in looked(work, tasks, *rest):
            closer = tasks[done.index].closer
            yield Done(done.index, error=WorkerDiedError("it died")) if closer else done

    monkeypatch.setattr(scheduler, "spread", once)
    (done,) = each([long_film], Job(job.exercises), 2)
    assert done.error is None
    assert "some segments could not be scanned again: it died" in done.record.notes
    assert len(done.track.t) > 0


def test_progress_moves_in_one_process(long_film, job, monkeypatch):
    def half(task, on_progress):
        on_progress(13.0)
        raise SourceError(f"{task.path}: cannot be read")

    monkeypatch.setattr(scheduler, "run", half)
    shares = []
    list(each([long_film], job, 1, lambda _path, share: shares.append(share)))
    assert shares == [pytest.approx(FIRST_LOOK / 2.0, abs=0.01), 1.0]


def test_the_part_that_is_asked_for_is_the_whole_of_the_progress(long_film, job, monkeypatch):
    def half(task, on_progress):
        on_progress(18.0)
        raise SourceError(f"{task.path}: cannot be read")

    monkeypatch.setattr(scheduler, "run", half)
    part = replace(job, reading=ReadOptions(start=16.0, end=20.0))
    shares, seconds = [], {}
    list(each([long_film], part, 1, lambda _path, share: shares.append(share), lengths=seconds.update))
    assert shares == [pytest.approx(FIRST_LOOK / 2.0, abs=0.01), 1.0]
    assert seconds == {long_film: pytest.approx(4.0)}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WorkerDiedError("it died"), "{}: it died"),
        (DefectError("a defect"), "{}: a defect"),
        (SourceError("1.npz: is damaged"), "1.npz: is damaged"),
    ],
)
def test_an_error_names_its_video_once(clips, job, monkeypatch, error, said):
    monkeypatch.setattr(scheduler, "IN_ONE_PROCESS", 0)
    monkeypatch.setattr(
        scheduler, "spread", lambda _work, tasks, *_: (Done(i, error=error) for i in range(len(tasks)))
    )
    done = by_index(each(clips, job, 2))
    assert str(done[0].error) == said.format(clips[0])
    assert type(done[0].error) is type(error)


def test_the_longest_videos_are_begun_first(job, tmp_path, monkeypatch):
    films = [empty_film(tmp_path / f"{seconds}.mp4", seconds) for seconds in (1.0, 3.0, 2.0)]
    begun = []

    def refused(task, _on_progress):
        begun.append(films.index(task.path))
        raise SourceError(f"{task.path}: cannot be read")

    monkeypatch.setattr(scheduler, "run", refused)
    assert [done.index for done in each(films, job, 1)] == begun == [1, 2, 0]
