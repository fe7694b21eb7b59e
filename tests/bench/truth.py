"""Errors of the measures, on films whose truth is known exactly.

    python tests/bench/truth.py [--only squat] [--frames] [--text]

Each film in `sample_videos/` goes through the real tracker, and every measure is set against its value on
the true joints: from the picture, as posecoach takes it, and from MediaPipe's world landmarks. "ideal" is
what the picture would give were every landmark exactly right: what is left then is the camera's view. The
table says from where a measure can be believed, and by how much it may be off.
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from posecoach.core.pose.body import IN_SIGHT, LEFT, RIGHT, Body
from posecoach.core.pose.body_proportions import ProportionsEstimator
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.measures import MEASURES, elbow_bend, knee_bend
from posecoach.core.session.record import Record
from posecoach.core.session.two_pass import review
from posecoach.exercises import load, names
from posecoach.tracking.landmarks_io import Track
from tests.bench import studio_films, tables
from tests.bench.solid import SOLID, Pair, Points, Solid, upright
from tests.bench.studio_films import Film

GOOD = {"degrees": 8.0, "ratio": 0.15, "arms": 0.15}
"""Mean error up to which a measure may be told a person."""

STRICTER = {"sag": 0.03, "knee_drop": 0.03, "chin_tuck": 0.05}
"""Bars where the verdict's own limits lie closer together: a sag is a hint from 0.05 and a fault from 0.08."""

LOCKED = ("seen_elbow", "hanging_elbow")
"""Angles that are told only of arms that are straight, or nearly."""

NEARLY_STRAIGHT = 140.0
"""Degrees from which such an angle is told."""

AT_TURN = 0.1
"""s around a turning point over which a measure is taken there, as the referee does."""

WATCHED = {
    "push_up": (
        "elbow",
        "seen_elbow",
        "hip",
        "sag",
        "knee_drop",
        "hand_width",
        "elbow_width",
        "hands_over_feet",
    ),
    "pull_up": ("pulled_elbow", "hanging_elbow", "hand_width", "mouth_over_hands", "hip"),
    "squat": ("knee", "hip", "thigh", "thigh_height", "trunk_lean", "stance_width", "knee_width", "toes_out"),
    "squat_stretch": (
        "knee",
        "thigh",
        "thigh_height",
        "stance_width",
        "knee_width",
        "trunk_turn",
        "toes_out",
    ),
    "spine_stretch": ("hip", "trunk_lean", "chin_tuck"),
    "doorframe_stretch": ("raised_elbow", "raised_arm"),
    "reverse_fly": ("hanging_elbow", "hands_over_shoulders"),
    "dumbbell_row": ("trunk_lean",),
}
"""Measures that mean something in an exercise, whether or not its file asks for them yet."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure in one frame of a film; NaN where it could not be taken.

    Attributes:
        ideal: from the picture, with every landmark exactly right.
    """

    film: Film
    measure: str
    t: float
    true: float
    ideal: float
    picture: float
    world: float


@dataclass(frozen=True, slots=True)
class Watched:
    """A film, what the tracker saw in it, and what the product made of that."""

    film: Film
    track: Track
    record: Record
    readings: tuple[Reading, ...]


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="NAME", help="films whose name begins so")
    parser.add_argument("--samples", type=Path, default=studio_films.SAMPLES, help="the folder of films")
    parser.add_argument("--kept", type=Path, default=studio_films.KEPT, help="where their landmarks are kept")
    parser.add_argument("--frames", action="store_true", help="each film's own table as well")
    parser.add_argument("--text", action="store_true", help="plain text rather than Markdown")
    args = parser.parse_args()
    films = [film for film in studio_films.films(args.samples) if film.name.startswith(args.only)]
    if not films:
        sys.stderr.write(f"{args.samples}: no film there that is wanted\n")
        return 1
    watched = [watch(film, studio_films.track(film, args.kept)) for film in films]
    say = tables.Printer(markdown=not args.text)
    heads = ("measure", "exercise", "view", "films", "true", "seen")
    errors = ("bias", "mean error", "95 %")
    heads = (*heads, *errors, "at turns", "ideal", *(f"world {each}" for each in errors), "advice")
    say.table("measures against the truth", heads, list(measure_rows(watched)))
    if args.frames:
        say.table("film by film", ("film", *heads), list(film_rows(watched)))
    say.table(
        "what happened",
        ("film", "tracked", "full", "partial", "turn off s", "holds", "held off s", "view", "faults"),
        [event_row(each) for each in watched],
    )
    say.table(
        "landmarks, pixels off", ("landmark", "view", "median", "95 %", "% of arm"), list(pixel_rows(watched))
    )
    return 0


def watch(film: Film, track: Track) -> Watched:
    """Return the product's result for a film, its exercise named."""
    exercises = (load(film.exercise),) if film.exercise in names() else ()
    record = review(track.poses, exercises) if exercises else Record()
    return Watched(film, track, record, tuple(readings(film, track)))


def readings(film: Film, track: Track) -> Iterator[Reading]:
    """Every measure that means something in a film, in every frame in which the exercise is done."""
    wanted = watched_in(film)
    doing = film.doing()
    proportions, ideal_proportions = ProportionsEstimator(), ProportionsEstimator()
    facing = "front" if film.view == "back" else film.view
    for index, (t, pose) in enumerate(track.poses()):
        frame = index if len(track.t) == len(film.t) else int(np.argmin(np.abs(film.t - t)))
        if pose is None:
            continue
        body, world, joints = Body(pose), upright(pose.world), film.joints[frame]
        ideal = Body(Pose(film.pixels[frame], np.full_like(pose.world, np.nan), pose.visibility))
        for each, learner in ((body, proportions), (ideal, ideal_proportions)):
            each.proportions = learner.step(t, each, elbow_bend(each), knee_bend(each), facing)
        if not doing[frame]:
            continue
        for name in wanted:
            solid = SOLID[name]
            picture = MEASURES[name].of(body)
            known = not math.isnan(picture)
            space = weighed(solid, body, solid.of(world)) if known else math.nan
            true = weighed(solid, body, solid.of(joints))
            if name in LOCKED and true < NEARLY_STRAIGHT:
                continue
            yield Reading(film, name, t, true, MEASURES[name].of(ideal), picture, space)


def watched_in(film: Film) -> tuple[str, ...]:
    """The measures that mean something in a film."""
    asked = load(film.exercise).measures if film.exercise in names() else ()
    return tuple(dict.fromkeys([*(name for name in asked if name in SOLID), *WATCHED.get(film.exercise, ())]))


def weighed(solid: Solid, body: Body, value: float | Pair) -> float:
    """Both sides' value as one, by how well each is seen, as the picture's measure has it."""
    if isinstance(value, float):
        return value
    sides = iter(value)
    seen = body.both(lambda *_: next(sides), *solid.joints, strict=solid.strict)
    return seen if not math.isnan(seen) else sum(value) / 2.0


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors over many frames."""

    bias: float
    mean: float
    most: float

    @classmethod
    def of(cls, found: Points, true: Points) -> "Errors":
        """From values and truths."""
        gaps = (found - true)[~np.isnan(found - true)]
        if not len(gaps):
            return cls(math.nan, math.nan, math.nan)
        return cls(float(gaps.mean()), float(np.abs(gaps).mean()), float(np.percentile(np.abs(gaps), 95)))

    def texts(self, unit: str) -> tuple[str, str, str]:
        """As cells of a table."""
        return shown(self.bias, unit, "+"), shown(self.mean, unit), shown(self.most, unit)


def measure_rows(watched: Sequence[Watched]) -> Iterator[tuple[str, ...]]:
    """Each measure, by exercise and view."""
    groups: dict[tuple[str, str, str], list[Reading]] = {}
    for each in watched:
        for reading in each.readings:
            groups.setdefault((reading.measure, each.film.exercise, each.film.view), []).append(reading)
    order = list(SOLID)
    for key in sorted(groups, key=lambda key: (order.index(key[0]), key)):
        yield (*key, *figures(key[0], groups[key]))


def film_rows(watched: Sequence[Watched]) -> Iterator[tuple[str, ...]]:
    """Each measure, film by film."""
    for each in watched:
        for name in dict.fromkeys(reading.measure for reading in each.readings):
            some = [reading for reading in each.readings if reading.measure == name]
            yield (each.film.name, name, each.film.exercise, each.film.view, *figures(name, some))


def figures(name: str, some: Sequence[Reading]) -> tuple[str, ...]:
    """The figures of one measure, as cells."""
    unit = MEASURES[name].unit
    true, ideal, picture, world = (
        np.array([getattr(r, key) for r in some]) for key in ("true", "ideal", "picture", "world")
    )
    flat, space = Errors.of(picture, true), Errors.of(world, true)
    seen = float(np.mean(~np.isnan(picture)))
    films = len({r.film.name for r in some})
    span = f"{shown(float(true.min()), unit)} to {shown(float(true.max()), unit)}"
    turn = shown(at_turns(some), unit)
    return (
        str(films),
        span,
        f"{seen:.0%}",
        *flat.texts(unit),
        turn,
        shown(Errors.of(ideal, true).mean, unit),
        *space.texts(unit),
        advice(name, flat, space, seen),
    )


def at_turns(some: Sequence[Reading]) -> float:
    """The mean error of the median around each turning point."""
    gaps = []
    for film in {r.film.name: r.film for r in some}.values():
        for rep in film.known["repetitions"]:
            near = [r for r in some if r.film is film and abs(r.t - rep["turn_s"]) <= AT_TURN]
            values = [r.picture for r in near if not math.isnan(r.picture)]
            if values:
                gaps.append(abs(np.median(values) - np.median([r.true for r in near])))
    return float(np.mean(gaps)) if gaps else math.nan


def advice(name: str, flat: Errors, space: Errors, seen: float) -> str:
    """Return whether to believe a measure from this view, and from which landmarks."""
    good = STRICTER.get(name, GOOD[MEASURES[name].unit])
    if not seen >= 0.5:
        return "abstain: rarely seen"
    if flat.mean <= good and not space.mean < 0.7 * flat.mean:
        return "picture"
    if space.mean <= good:
        return "world" if flat.mean > good else "picture, world is better"
    if flat.mean <= good:
        return "picture"
    return "abstain"


def event_row(each: Watched) -> tuple[str, ...]:
    """Return a film's events as the product tells them, beside the true ones."""
    film, record = each.film, each.record
    full, partial = len(film.turns(full=True)), len(film.turns(full=False))
    reps = [rep for one in record.sets for rep in one.reps if one.exercise == film.exercise]
    missed = [rep for one in record.sets for rep in one.partial if one.exercise == film.exercise]
    holds = [hold for one in record.sets for hold in one.holds if one.exercise == film.exercise]
    late = turning_errors(film, record)
    true_holds = film.known["holds"]
    held = [
        abs(found.held - (true["end_s"] - true["start_s"]))
        for found, true in zip(holds, true_holds, strict=False)
    ]
    said = sorted({fault for part in (*reps, *missed, *holds) for fault in part.faults})
    shown_faults = sorted({fault["fault"] for fault in film.known["faults"]})
    views = sorted({one.view for one in record.sets})
    return (
        film.name,
        f"{tracked(each.track):.3f}",
        f"{len(reps)} of {full}",
        f"{len(missed)} of {partial}",
        f"{np.median(late):.3f}" if late else "-",
        f"{len(holds)} of {len(true_holds)}",
        f"{np.mean(held):.2f}" if held else "-",
        f"{' '.join(views) or '-'} ({film.view})",
        f"{' '.join(said) or '-'} ({' '.join(shown_faults) or '-'})",
    )


def turning_errors(film: Film, record: Record) -> list[float]:
    """Return the distance of each true turning point from the nearest repetition of its kind, s."""
    gaps = []
    for full in (True, False):
        found = [r.turn for one in record.sets for r in (one.reps if full else one.partial)]
        gaps += [min(abs(turn - t) for t in found) for turn in film.turns(full=full) if found]
    return gaps


def tracked(track: Track) -> float:
    """The share of frames in which somebody was seen."""
    return float(np.mean(~np.isnan(track.image).all(axis=(1, 2))))


def pixel_rows(watched: Sequence[Watched]) -> Iterator[tuple[str, ...]]:
    """Yield the distance of each joint's landmark from the true joint, by view."""
    views = sorted({each.film.view for each in watched})
    for joint in ("NOSE", "SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX"):
        for view in views:
            some = [joint_gaps(each, joint) for each in watched if each.film.view == view]
            gaps, shares = (np.concatenate(parts) for parts in zip(*some, strict=True))
            if len(gaps):
                figures_ = (
                    f"{np.median(gaps):.1f}",
                    f"{np.percentile(gaps, 95):.1f}",
                    f"{100 * np.median(shares):.0f}",
                )
                yield (joint.lower(), view, *figures_)


def joint_gaps(each: Watched, joint: str) -> tuple[Points, Points]:
    """Pixels between seen and true, where in sight, and the same in arm lengths."""
    rows = [0] if joint == "NOSE" else [LEFT[joint], RIGHT[joint]]
    count = min(len(each.track.t), len(each.film.t))
    gaps = np.linalg.norm(each.track.image[:count, rows] - each.film.pixels[:count, rows], axis=2)
    clear = (each.track.visibility[:count, rows] >= IN_SIGHT) & each.film.doing()[:count, None]
    scales = np.array([Body(pose).scale if pose else math.nan for _, pose in each.track.poses()])[
        :count, None
    ]
    good = clear & ~np.isnan(gaps)
    return gaps[good], (gaps / scales)[good]


def shown(value: float, unit: str, sign: str = "") -> str:
    """A value with as many digits as mean something."""
    if math.isnan(value):
        return "-"
    return f"{value:{sign}.1f}" if unit == "degrees" else f"{value:{sign}.3f}"


if __name__ == "__main__":
    sys.exit(main())
