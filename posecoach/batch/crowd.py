"""Everybody in a video, each followed in a process of their own: who is still awaited, and the result of all."""

from dataclasses import dataclass, field, replace

from posecoach.batch.job import Job
from posecoach.batch.people import MAX_PEOPLE, Result, counted_of, job_of
from posecoach.tracking.survey import Looks, Person


@dataclass(slots=True)
class Crowd:
    """The people of a video.

    Attributes:
        job: the settings, of everyone.
        looks: the survey that found them.
        there: them, from left to right.
    """

    job: Job
    looks: Looks
    there: tuple[Person, ...] = field(init=False)
    _results: dict[int, Result] = field(default_factory=dict)
    """By the index from the left."""

    def __post_init__(self) -> None:
        self.there = self.looks.people[:MAX_PEOPLE]

    @property
    def is_one(self) -> bool:
        """True where there are not several people."""
        return len(self.there) <= 1

    def jobs(self) -> list[Job]:
        """Return the job of each, the nearest one's first: a larger body takes no longer, but counts for all."""
        return [job_of(i + 1, self.job) for i in self._by_size()]

    def take(self, job: Job, result: Result) -> list[Job]:
        """Take one's result; return the jobs that follow from it.

        Whichever way is up for the nearest one is up for all: who was read another way is read again, and where the
        picture is turned, everybody is, from the survey on.
        """
        self._results[int(job.reading.person) - 1] = result
        if len(self._results) < len(self.there) or self.job.reading.rotate is not None:
            return []
        nearest = self._results[self._by_size()[0]][0]
        reading = self.job.reading.turned(nearest.rotate)
        if nearest.rotate:
            return [replace(self.job, reading=reading)]
        self.job = replace(self.job, reading=reading)
        again = [i for i, (record, _) in self._results.items() if record.rotate]
        for i in again:
            del self._results[i]
        return [job_of(i + 1, self.job) for i in again]

    @property
    def results(self) -> list[Result] | None:
        """The results of those who exercise, from left to right; None while somebody is awaited."""
        if len(self._results) < len(self.there):
            return None
        return counted_of([self._results[i] for i in range(len(self.there))], self.there)

    @property
    def notes(self) -> list[str]:
        """Remarks on how the nearest one was read."""
        return self._results[self._by_size()[0]][0].notes

    def _by_size(self) -> list[int]:
        return sorted(range(len(self.there)), key=lambda i: -self.there[i].length)
