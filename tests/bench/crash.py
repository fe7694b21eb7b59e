"""Kills analyze, a batch, live training and writers of the history at random, and lists what they leave behind.

    python -m tests.bench crash [--kills N] [--only analyze|batch|live|history]

Each kill is a `kill -9` at a moment of the command's usual time. Afterwards every result must be whole or
absent, the history intact, no process at work, and the same command must complete. Parts of files that lie
there must go with the next run, once they are old.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.tables import text
from tests.hostile import good, kills
from tests.hostile.kills import STUBBED, Trial

WRITERS, SESSIONS = 8, 100
"""Processes that write one history at once, and sessions that each of them saves."""

SHARE = 0.7
"""Share of a command's usual time within which it is killed: the next run finds much in the system's caches."""

BATCH = ("mp4", "mov", "mkv")
"""Films of the batch, which the real tracker looks at in several processes."""


def main() -> None:
    """Kill each command so many times, and print what was left."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=25, help="of each command")
    parser.add_argument("--only", choices=("analyze", "batch", "live", "history"))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        films = Path(name) / "films"
        films.mkdir()
        good.make(films)
        for kind, attempt in (("analyze", analyze), ("batch", batch), ("live", live), ("history", history)):
            if args.only in (None, kind):
                rows.append(_row(kind, attempt, films, Path(name), random.Random(args.seed), args.kills))
    heads = ("command", "kills", "of them at work", "defects")
    sys.stdout.write("\n" + text(heads, rows, markdown=True))


def _row(
    kind: str,
    attempt: Callable[[Path, Path, random.Random], Trial],
    films: Path,
    folder: Path,
    chance: random.Random,
    count: int,
) -> list[str]:
    found = []
    for i in range(count):
        place = folder / f"{kind}{i}"
        place.mkdir()
        found.append(attempt(place, films, chance))
        for defect in found[-1].defects:
            print(f"{kind} {i}: {defect}", flush=True)
    killed = sum(trial.killed for trial in found)
    return [kind, str(count), str(killed), str(sum(len(trial.defects) for trial in found))]


def analyze(folder: Path, films: Path, chance: random.Random) -> Trial:
    """Kill an analysis of one film that writes everything."""
    options = ["-e", "push_up", "--jobs", "1", "--save", "--force"]
    command = [sys.executable, "-c", STUBBED, "analyze", str(films / "good.mp4"), *options]
    command += ["--out", str(folder / "out")]
    results = ("out/sets.csv", "out/report.html", "out/good.annotated.mp4")
    return kills.try_command(
        command, folder, chance.uniform(0.2, SHARE * _usual(command, folder)), 1, results
    )


def batch(folder: Path, films: Path, chance: random.Random) -> Trial:
    """Kill a batch in two processes with a cache."""
    clips = [str(films / f"good.{kind}") for kind in BATCH]
    command = [sys.executable, "-m", "posecoach", "analyze", *clips, "--jobs", "2", "--save", "--force"]
    command += [
        "--cache",
        str(folder / "cache"),
        "--csv",
        str(folder / "sets.csv"),
        "--json",
        str(folder / "a.json"),
    ]
    results = ("sets.csv", "a.json")
    return kills.try_command(
        command, folder, chance.uniform(0.2, SHARE * _usual(command, folder)), len(BATCH), results
    )


def live(folder: Path, films: Path, chance: random.Random) -> Trial:
    """Kill live training before a film."""
    return kills.try_live(folder, films / "good.mp4", chance.uniform(0.5, 4.0))


def history(folder: Path, films: Path, chance: random.Random) -> Trial:
    """Kill eight writers of one history."""
    del films
    return kills.try_history(folder, chance, WRITERS, SESSIONS)


_TIMES: dict[str, float] = {}


def _usual(command: list[str], folder: Path) -> float:
    """Return the s that a command takes, measured once in a folder of its own."""
    name = folder.name.rstrip("0123456789")
    if name not in _TIMES:
        apart = folder.with_name(f"{name}-usual")
        apart.mkdir()
        began = time.monotonic()
        kills.duration([each.replace(str(folder), str(apart)) for each in command], apart)
        _TIMES[name] = time.monotonic() - began
    return _TIMES[name]


if __name__ == "__main__":
    main()
