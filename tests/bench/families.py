"""Counts in rendered films drawn at random, whose truth is exact: by exercise, view and what makes them hard.

    python -m sample_videos.studio.families dumbbell_row --seeds 0-39 --into FOLDER
    python -m tests.bench families --folder FOLDER [--exercise auto] [--worst 20]

Each film is tracked once, as `posecoach analyze` does it, and its landmarks are kept in FOLDER/landmarks. Even seeds
tune, odd ones check. Of a film that is miscounted, `--worst` tells also how far its landmarks are from the true
joints, and what would be counted on the true ones: where that is right, the tracker is at fault.
"""

import argparse
import collections
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from posecoach import batch
from posecoach.core.session.record import Record
from posecoach.errors import PosecoachError
from posecoach.exercises import load
from tests.bench import studio_films, tables
from tests.bench.blame import Outcome, asked, ideal, story
from tests.bench.studio_films import Film

LENGTH_OFF = 1.0
"""s by which a hold's length may be off."""

Row = tuple[str, ...]


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, required=True, help="the folder of films and truths")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="films whose name begins so"
    )
    parser.add_argument(
        "--exercise", choices=("named", "auto"), default="auto", help="whether the exercise is told"
    )
    parser.add_argument(
        "--true-joints", action="store_true", help="count on the true joints: a perfect tracker"
    )
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list so many miscounted films")
    parser.add_argument("--markdown", action="store_true", help="tables for a document")
    args = parser.parse_args()
    films = [
        film
        for film in studio_films.films(args.folder, rendered=not args.true_joints)
        if not args.only or film.name.startswith(tuple(args.only))
    ]
    if not films:
        sys.stderr.write(f"{args.folder}: no film there that is wanted\n")
        return 1
    if args.true_joints:
        outcomes = [ideal(film, args.exercise) for film in films]
    else:
        outcomes = [outcome(film, args.exercise, args.folder / "landmarks") for film in films]
    report(outcomes, tables.Printer(markdown=args.markdown))
    if args.worst:
        bad = sorted((o for o in outcomes if o.off), key=lambda o: (-o.off, o.film.name))
        lines = [line for each in bad[: args.worst] for line in story(each, args.exercise)]
        tables.Printer(markdown=args.markdown).lines("miscounted", lines)
    return 0


def outcome(film: Film, mode: str, cache: Path) -> Outcome:
    """Analyze a film as `posecoach analyze` does."""
    cache.mkdir(exist_ok=True)
    job = batch.Job(tuple(load(name) for name in asked(film, mode)), cache=cache)
    try:
        record, track = batch.analyze(film.path, job)
    except PosecoachError as error:
        sys.stderr.write(f"{error}\n")
        return Outcome(film, Record(film.name))
    return Outcome(film, record, track)


def report(outcomes: Sequence[Outcome], say: tables.Printer) -> None:
    """Print the tables."""
    reps = [o for o in outcomes if not o.held]
    holds = [o for o in outcomes if o.held]
    heads = ("films", "exact", "within one", "too many", "too few", "others")
    say.table(
        "repetitions by half of the seeds",
        ("exercise", "half", *heads),
        [(name, half, *figures(part)) for name, half, part in halves(reps)],
    )
    views = grouped(reps, lambda o: [o.film.exercise, f"{o.film.exercise}, {o.film.view}"])
    say.table("repetitions by view", ("exercise, view", *heads), views)
    kinds = grouped(reps, lambda o: [f"{o.film.exercise}, {o.film.known['variant']}"])
    say.table("repetitions by kind", ("exercise, kind", *heads), kinds)
    hard = grouped(reps, lambda o: o.film.known["hard"] or ["nothing"])
    say.table("repetitions by what makes them hard", ("what", *heads), hard)
    say.table(
        "holds by half of the seeds",
        ("exercise", "half", "films", "found", "side right", f"length within {LENGTH_OFF:g} s", "others"),
        [(name, half, *held_figures(part)) for name, half, part in halves(holds)],
    )


def halves(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, list[Outcome]]]:
    """Yield exercise, half and its films."""
    for name in sorted({o.film.exercise for o in outcomes}):
        for half in ("tune", "check"):
            part = [o for o in outcomes if o.film.exercise == name and o.half == half]
            if part:
                yield name, half, part


def grouped(outcomes: Sequence[Outcome], key: Callable[[Outcome], list[str]]) -> list[Row]:
    """A row for each group, of which a film may belong to several."""
    groups: dict[str, list[Outcome]] = collections.defaultdict(list)
    for each in outcomes:
        for name in key(each):
            groups[name].append(each)
    return [(name, *figures(part)) for name, part in sorted(groups.items())]


def figures(part: Sequence[Outcome]) -> Row:
    """Films, shares exact and within one, films with too many and too few, and with something else counted."""
    errors = np.array([o.count - o.true for o in part])
    return (
        str(len(part)),
        f"{np.mean(errors == 0):.2f}",
        f"{np.mean(np.abs(errors) <= 1):.2f}",
        str(np.sum(errors > 0)),
        str(np.sum(errors < 0)),
        str(sum(bool(o.others) for o in part)),
    )


def held_figures(part: Sequence[Outcome]) -> Row:
    """Films, and of them the shares in which each hold was found, on its side, and as long as it was."""
    found = [each for each in part if each.count == each.true]
    sides = lengths = 0
    for each in found:
        true = each.film.known["holds"]
        ours = [hold for one in each.record.sets for hold in one.holds if one.exercise == each.film.exercise]
        sides += all(t["side"] in ("both", o.side) for t, o in zip(true, ours, strict=True))
        gaps = [abs(o.held - (t["end_s"] - t["start_s"])) for t, o in zip(true, ours, strict=True)]
        lengths += max(gaps) <= LENGTH_OFF
    shares = (f"{n / len(part):.2f}" for n in (len(found), sides, lengths))
    return (str(len(part)), *shares, str(sum(bool(o.others) for o in part)))


if __name__ == "__main__":
    sys.exit(main())
