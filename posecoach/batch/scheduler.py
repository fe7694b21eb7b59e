"""Many clips at once: which work there is, who does it, and what comes of each clip."""

import contextlib
import functools
import math
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from posecoach.batch.job import Job, Tick, analyze, doubts, judged, kept, settled, stretch_of
from posecoach.batch.workers import DefectError, Done, WorkerDiedError, attempt, spread
from posecoach.core.session.record import Record
from posecoach.errors import PosecoachError
from posecoach.media.clips import RECORDING, spelled
from posecoach.tracking.cache import Cache
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.segments import ALL, Part, Stretch, joined, stretches

Progress = Callable[[Path, float], None]
"""Told a clip and the share of it, 0 to 1, that has been looked at."""


FEW = 20
"""Clips whose landmarks are known that are looked at sooner than a second process would have started."""

Found = tuple[Record, Track] | Part
"""What an errand brings: a whole clip's record and landmarks, or what was found in a stretch."""


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """What came of a clip: its record and landmarks, or why there are none.

    Attributes:
        index: its place among those asked for.
    """

    index: int
    path: Path
    record: Record | None = None
    track: Track | None = None
    error: PosecoachError | None = None

    @property
    def result(self) -> tuple[Record, Track]:
        """Record and landmarks.

        Raises:
            PosecoachError: what went wrong.
        """
        if self.record is None or self.track is None:
            raise self.error or PosecoachError(f"{self.path}: nothing came of it")
        return self.record, self.track


@dataclass(frozen=True, slots=True)
class Errand:
    """One process's share of a clip: all of it, or the landmarks of one stretch.

    Attributes:
        index: the clip's place among those asked for.
        closer: whether the stretch was looked at before, and left doubts.
    """

    index: int
    path: Path
    job: Job
    stretch: Stretch = ALL
    closer: bool = False


@dataclass(slots=True)
class _Clip:
    """A clip under way: its errands, what they have brought, and how far each has come.

    Attributes:
        again: the errands of a closer look, where the first one, `quick`, left doubts.
        parts: what was found, by whether it was the closer look, and the stretch.
    """

    errands: list[Errand]
    duration: float
    known: bool
    again: list[Errand] = field(default_factory=list)
    parts: dict[tuple[bool, Stretch], Part] = field(default_factory=dict)
    reached: dict[Stretch, float] = field(default_factory=dict)
    shown: float = 0.0
    quick: Part | None = None
    over: bool = False

    def share(self, stretch: Stretch, t: float) -> float:
        self.reached[stretch] = max(t - stretch.start, 0.0)
        long = self.duration + sum(min(e.stretch.end, self.duration) - e.stretch.start for e in self.again)
        self.shown = max(self.shown, min(sum(self.reached.values()) / long, 1.0) if long > 0.0 else 0.0)
        return self.shown

    def complete(self, *, closer: bool) -> bool:
        """Whether all of a look's errands have come back."""
        return all((closer, each.stretch) in self.parts for each in (self.again if closer else self.errands))


def each(
    paths: Sequence[Path],
    job: Job,
    jobs: int = 1,
    progress: Progress = lambda _p, _s: None,
    *,
    cluster: str = "",
) -> Generator[Finished]:
    """What comes of every clip, in the order in which they are finished; closing the iterator ends all work.

    A clip that fails, whatever with, fails alone.

    Args:
        paths: videos and recordings.
        job: what to do with each.
        jobs: processes at once; 1 for this one alone.
        progress: told how far each clip has come.
        cluster: the address of a Dask scheduler, whose workers do it instead; they must see the clips
            under the same paths.

    Raises:
        ClusterError: there is no such cluster.
    """
    clips = [_planned(i, path, job, many=jobs > 1 or bool(cluster)) for i, path in enumerate(paths)]
    # The longest first: what is left for the end then fits the gaps.
    errands = sorted((e for clip in clips for e in clip.errands), key=lambda e: -_length(e, clips[e.index]))

    def tick(i: int, t: float) -> None:
        errand = errands[i]
        progress(errand.path, clips[errand.index].share(errand.stretch, t))

    heavy = sum(not clips[errand.index].known for errand in errands)
    jobs = jobs if heavy > 1 or len(errands) > FEW else 1
    while errands:
        with contextlib.closing(_ends(errands, jobs, cluster, tick)) as ends:
            for done in ends:
                errand = errands[done.index]
                finished = _finished(errand, clips[errand.index], done)
                if finished:
                    progress(errand.path, 1.0)
                    yield finished
        # Cut films that left doubts are looked at again, all stretches of all of them at once.
        errands = [errand for clip in clips if not clip.over for errand in clip.again]


def _ends(
    errands: Sequence[Errand], jobs: int, cluster: str, tick: Callable[[int, float], None]
) -> Generator[Done[Found]]:
    if cluster:
        from posecoach.batch.dask_cluster import spread_on

        return spread_on(cluster, run, [_anywhere(errand) for errand in errands])
    if jobs > 1:
        return spread(run, errands, jobs, tick)
    return _here(errands, tick)


def _anywhere(errand: Errand) -> Errand:
    """An errand that means the same in another folder."""
    job = errand.job
    model, cache = (path.resolve() if path else None for path in (job.model, job.cache))
    return replace(errand, path=errand.path.resolve(), job=replace(job, model=model, cache=cache))


def run(errand: Errand, tick: Tick = lambda _t: None) -> Found:
    """Do an errand: a whole clip to its record, a stretch to its landmarks."""
    if errand.stretch == ALL and not errand.closer:
        return analyze(errand.path, errand.job, tick)
    job = errand.job
    return stretch_of(
        errand.path,
        errand.stretch,
        job.model,
        tick,
        every_frame=job.every_frame or errand.closer,
        cache=job.cache,
    )


def _planned(index: int, path: Path, job: Job, *, many: bool) -> _Clip:
    duration = math.nan
    parts = [ALL]
    known = path.suffix.lower() == RECORDING
    if many and not known:
        from posecoach.media.video import duration_of

        duration = duration_of(path)
        known = _known(path, job)
        if not known:
            cut = stretches(duration)
            parts = cut if len(cut) > 1 else [ALL]
    return _Clip([Errand(index, path, job, part) for part in parts], duration, known)


def _known(path: Path, job: Job) -> bool:
    """Whether a clip's landmarks are at hand."""
    try:
        return bool(job.cache and Cache(job.cache, job.model, every_frame=job.every_frame).entry(path).find())
    except PosecoachError:
        return False


def _length(errand: Errand, clip: _Clip) -> float:
    end = min(errand.stretch.end, clip.duration)
    return end - errand.stretch.start if end > 0.0 else 0.0


def _here(errands: Sequence[Errand], tick: Callable[[int, float], None]) -> Generator[Done[Found]]:
    """As `spread`, in this process."""
    for i, errand in enumerate(errands):
        found = attempt(functools.partial(run, errand, functools.partial(tick, i)))
        yield Done(i, error=found) if isinstance(found, PosecoachError) else Done(i, result=found)


def _finished(errand: Errand, clip: _Clip, done: Done[Found]) -> Finished | None:
    """What an errand's end means for its clip; None while others are still out, or to be done."""
    if clip.over:
        return None
    index, path = errand.index, errand.path
    whole: tuple[Record, Track] | PosecoachError | None
    if done.error is not None and clip.quick is not None:
        quick, note = clip.quick, f"a closer look was not to be had: {done.error}"
        whole = judged(path, errand.job, quick.track, [*quick.notes, note]), quick.track
    elif done.error is not None:
        # These do not know whose work they were.
        nameless = isinstance(done.error, DefectError | WorkerDiedError)
        whole = type(done.error)(f"{path}: {done.error}") if nameless else done.error
    elif isinstance(done.result, Part):
        clip.parts[errand.closer, errand.stretch] = done.result
        if not clip.complete(closer=errand.closer):
            return None
        whole = attempt(lambda: _settled(errand, clip) if errand.closer else _whole(errand, clip))
        if whole is None:
            return None
    else:
        assert done.result is not None  # noqa: S101 - it has no error
        whole = done.result
    clip.over = True
    if isinstance(whole, PosecoachError):
        return Finished(index, path, error=whole)
    record, found = whole
    record.source = spelled(path)
    return Finished(index, path, record, found)


def _whole(errand: Errand, clip: _Clip) -> tuple[Record, Track] | None:
    """A clip's record from its parts; from the clip itself where they do not fit together.

    None where it is to be looked at again; the clip then knows what for.
    """
    job = errand.job
    whole = joined([clip.parts[False, each.stretch] for each in clip.errands])
    if whole is None:
        return analyze(errand.path, job)
    if job.cache:
        kept(Cache(job.cache, job.model, every_frame=job.every_frame).entry(errand.path), whole)
    record = judged(errand.path, job, whole.track, whole.notes)
    stretches = doubts(errand.path, job, record, whole.track)
    if not stretches:
        return record, whole.track
    clip.quick = whole
    clip.again = [replace(errand, stretch=each, closer=True) for each in stretches]
    return None


def _settled(errand: Errand, clip: _Clip) -> tuple[Record, Track]:
    """A clip's record from a quick look and the closer ones."""
    assert clip.quick is not None  # noqa: S101 - else there was nothing to look at again
    closer = [(each.stretch, clip.parts[True, each.stretch]) for each in clip.again]
    return settled(errand.path, errand.job, clip.quick, closer)
