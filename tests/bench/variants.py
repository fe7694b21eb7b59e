"""Counts in scenes of a stick body that varies the exercises: arms, legs, tempo, range, cameras.

    python -m tests.bench variants [--seeds 16] [--only squat] [--worst 10] [--markdown]

`--only` takes the beginning of a name. What these scenes prove and what they do not: see tests/scenes.py.
"""

import argparse
import concurrent.futures
import os
import sys

from tests.bench import tables
from tests.scenes import counted
from tests.stick_variants import VARIANTS, scene


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=16, help="scenes of each variant")
    parser.add_argument("--only", default="", metavar="NAME")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list so many wrong scenes")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    say = tables.Printer(markdown=args.markdown)
    tasks = [(name, seed) for name in VARIANTS if name.startswith(args.only) for seed in range(args.seeds)]
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        found = list(zip(tasks, pool.map(outcome, tasks, chunksize=4), strict=True))
    rows = []
    for name in dict.fromkeys(name for name, _ in tasks):
        errors = [got - true for (each, _), (true, got, _) in found if each == name]
        exact, near = (sum(abs(e) <= off for e in errors) / len(errors) for off in (0, 1))
        rows.append([name, str(len(errors)), f"{exact:.2f}", f"{near:.2f}"])
    say.table("Counted, the exercise named", ["variant", "scenes", "exact", "within one"], rows)
    if args.worst:
        wrong = [f"{name}, {what}: {got} of {true}" for (name, _), (true, got, what) in found if got != true]
        say.lines("Wrong", wrong[: args.worst])
    return 0


def outcome(task: tuple[str, int]) -> tuple[int, int, str]:
    """Return the true count, the count, and a description of the scene."""
    film = scene(*task)
    return film.reps, counted(film, film.name), str(film)


if __name__ == "__main__":
    sys.exit(main())
