"""Counts in scenes of a stick body, filmed from anywhere: every exercise, and movements that are none.

    python -m tests.bench scenes [--seeds 40] [--only push_up] [--worst 10] [--markdown]

Even seeds are for tuning, odd ones for checking. What these scenes prove and what they do not: see tests/scenes.py.
"""

import argparse
import concurrent.futures
import os
import sys

from posecoach.exercises import load, names
from tests.bench import tables
from tests.scenes import counted, scene
from tests.stick_moves import COUNTED, OTHERS


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=40, help="scenes of each exercise and movement")
    parser.add_argument("--only", action="append", metavar="NAME")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list so many scenes with a wrong count"
    )
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    say = tables.Printer(markdown=args.markdown)
    wanted = [name for name in (*COUNTED, *OTHERS) if not args.only or name in args.only]
    tasks = [(name, seed) for name in wanted for seed in range(args.seeds)]
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        found = dict(zip(tasks, pool.map(outcome, tasks, chunksize=4), strict=True))
    rows = []
    for name in (each for each in wanted if each in COUNTED):
        for half, odd in (("tuning", 0), ("check", 1)):
            errors = [
                got.get(name, 0) - true
                for (n, s), (true, got, _) in found.items()
                if n == name and s % 2 == odd
            ]
            exact, near = sum(e == 0 for e in errors), sum(abs(e) <= 1 for e in errors)
            rows.append(
                [name, half, str(len(errors)), f"{exact / len(errors):.2f}", f"{near / len(errors):.2f}"]
            )
    say.table("Counted, the exercise named", ["exercise", "half", "scenes", "exact", "within one"], rows)
    rows = []
    for name in (each for each in wanted if each in OTHERS):
        wrong = {}
        for (n, _), (_, got, _) in found.items():
            for exercise, reps in got.items() if n == name else ():
                wrong.setdefault(exercise, []).append(reps)
        said = ", ".join(f"{exercise} in {len(reps)}" for exercise, reps in wrong.items()) or "nothing"
        rows.append([name, str(args.seeds), said])
    say.table("Other movements, each exercise named", ["movement", "scenes", "counted"], rows)
    if args.worst:
        lines = [
            f"{what}: {got.get(name, 0)} of {true}"
            for (name, _), (true, got, what) in found.items()
            if name in COUNTED and got.get(name, 0) != true
        ]
        say.lines("Wrong", lines[: args.worst])
    return 0


def outcome(task: tuple[str, int]) -> tuple[int, dict[str, int], str]:
    """Return the true count, the counts above 0 by exercise, and a description of the scene."""
    film = scene(*task)
    asked = [film.name] if film.name in COUNTED else [n for n in names() if load(n).kind == "reps"]
    got = {name: counted(film, name) for name in asked}
    return film.reps, {name: reps for name, reps in got.items() if reps}, str(film)


if __name__ == "__main__":
    sys.exit(main())
