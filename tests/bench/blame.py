"""The tracker's fault or the counting's, where a rendered film is miscounted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from posecoach.core.events import reps_in
from posecoach.core.pose.landmarks import VISIBLE, Pose
from posecoach.core.session.record import Record
from posecoach.core.session.two_pass import review
from posecoach.exercises import load, names
from posecoach.tracking.landmarks_io import Track
from tests.bench import ledger
from tests.bench.scoring import counted
from tests.bench.studio_films import Film

JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]
"""Shoulders, elbows, wrists, hips, knees and ankles."""

SHOULDERS, HIPS = [11, 12], [23, 24]

SURE, OUTSIDE = 0.99, 0.05
"""The visibility of a true joint in the picture, and of one beyond its edge."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A film, and the record that the product made of it.

    Attributes:
        track: the landmarks; None on the true joints.
    """

    film: Film
    record: Record = field(repr=False)
    track: Track | None = field(repr=False, default=None)

    @property
    def held(self) -> bool:
        """True of a film of holds."""
        return bool(self.film.known["holds"])

    @property
    def true(self) -> int:
        """The number of repetitions, or holds, that there are to count."""
        known = self.film.known
        return len(known["holds"]) if self.held else len(self.film.turns(full=True))

    @property
    def count(self) -> int:
        """The number of them that were counted."""
        return counted(self.record, self.film.exercise)

    @property
    def others(self) -> dict[str, int]:
        """The counts of other exercises."""
        done = {each.exercise for each in self.record.sets} - {self.film.exercise}
        return {name: number for name in sorted(done) if (number := counted(self.record, name))}

    @property
    def off(self) -> int:
        """The error of the count, and all that else was counted."""
        return abs(self.count - self.true) + sum(self.others.values())

    @property
    def half(self) -> str:
        """The half of the seeds it belongs to."""
        return "check" if self.film.known["seed"] % 2 else "tune"


def asked(film: Film, mode: str) -> tuple[str, ...]:
    """The exercises that are looked for in a film."""
    return tuple(names()) if mode == "auto" else (film.exercise,)


def ideal(film: Film, mode: str) -> Outcome:
    """Count on landmarks that are all exactly right."""
    poses = list(true_poses(film))
    return Outcome(film, review(lambda: poses, tuple(load(name) for name in asked(film, mode))))


def true_poses(film: Film) -> Iterator[tuple[float, Pose]]:
    """The true joints as a tracker would tell them; what is beyond the edge is called hardly visible."""
    size, axes = np.array(film.known["size"]), np.array(film.known["camera"]["axes"])
    for t, pixels, joints in zip(film.t, film.pixels, film.joints, strict=True):
        inside = ((pixels >= 0) & (pixels < size)).all(axis=1)
        world = (joints - joints[[23, 24]].mean(axis=0)) @ axes.T * np.array([1.0, -1.0, -1.0])
        yield float(t), Pose(pixels, world, np.where(inside, SURE, OUTSIDE))


def story(each: Outcome, mode: str) -> Iterator[str]:
    """Yield the lines of a miscounted film: what was done, what was counted, and whose fault that is."""
    film, known = each.film, each.film.known
    also = "".join(f", {name} {number}" for name, number in each.others.items())
    hard = ", ".join(known["hard"]) or "nothing hard"
    yield f"{film.name}: {known['says']} {film.view}, {known['room']}; {hard}"
    yield f"    {each.true} done, {each.count} counted{also}"
    best = ideal(film, mode)
    perfect = "".join(f", {name} {number}" for name, number in best.others.items())
    blame = "tracker" if not best.off else "counting"
    yield f"    on the true joints: {best.count}{perfect}: the {blame} is at fault"
    if each.track is not None:
        off, share = landmark_error(film, each.track), seen(each.track)
        yield f"    landmarks off by {off:.0f} % of the trunk (median), somebody seen in {share:.0%} of frames"
    times = [f"{rep['turn_s']:.1f}{'' if rep['full'] else ' (partial)'}" for rep in known["repetitions"]]
    times += [f"{hold['start_s']:.1f}-{hold['end_s']:.1f} {hold['side']}" for hold in known["holds"]]
    yield f"    true: {' '.join(times)}"
    got = [f"{e.exercise} {e.turn:.1f}" for e in reps_in(each.record.events)]
    got += [f"{o.exercise} {h.start:.1f}-{h.seen_to:.1f} {h.side}" for o in each.record.sets for h in o.holds]
    yield f"    counted: {', '.join(got) or 'nothing'}"
    for event in ledger.uncounted(each.record):
        if event.exercise == film.exercise:
            yield f"    {event.verdict} at {event.turn:.1f}: {event.why}"


def landmark_error(film: Film, track: Track) -> float:
    """The median distance of joints that are called visible from the true ones, in per cent of the trunk's length."""
    rows = np.clip(np.searchsorted(film.t, track.t - 0.01), 0, len(film.t) - 1)
    true, joints = film.pixels[rows][:, JOINTS], film.joints[rows]
    camera = film.known["camera"]
    deep = -(joints.mean(axis=1) - camera["position"]) @ np.array(camera["axes"][2])
    trunk = np.linalg.norm(joints[:, SHOULDERS].mean(axis=1) - joints[:, HIPS].mean(axis=1), axis=1)
    gaps = np.linalg.norm(track.image[:, JOINTS] - true, axis=2)
    shares = gaps * (deep / (camera["focal"] * trunk))[:, None]
    clear = track.visibility[:, JOINTS] >= VISIBLE
    return float(100 * np.nanmedian(shares[clear])) if clear.any() else float("nan")


def seen(track: Track) -> float:
    """The share of frames in which somebody was seen."""
    return float(np.mean(~np.isnan(track.image).all(axis=(1, 2))))
