"""Long work: a thousand clips in one go, hours of landmarks, hours of live training; what is lost, and memory.

    python -m tests.bench soak [--clips 1000] [--landmark-hours 2] [--live-hours 6]
    python -m tests.bench soak --clips 60 --landmark-hours 0.2 --live-hours 0.2     two minutes

Each is one command as a user gives it, in a process whose memory is looked at all the time, with a tracker that
reads the number of each picture in place of MediaPipe, whose own memory `python -m tests.bench memory` shows. The
clips are copies of one film; the recording and the live film are it, over and over. Everything must be counted
as in the film itself, and the last quarter of the time must not hold more than the second.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from posecoach.tracking import landmarks_io
from posecoach.tracking.landmarks_io import Track
from tests.bench.speed import repeat
from tests.bench.tables import text
from tests.hostile import good
from tests.hostile.kills import STUBBED, environment, sessions

HOUR_S = 3600.0

EVERY_S = 0.25
"""s between two looks at the memory."""


@dataclass(slots=True)
class Soak:
    """One long command.

    Attributes:
        took: s.
        memory: MB held, at each look.
        failure: what it said on standard error if it failed.
    """

    took: float = 0.0
    memory: list[float] = field(default_factory=list)
    failure: str = ""

    def growth(self) -> float:
        """Return MB by which the median of the last quarter of the time is above that of the second."""
        quarter = len(self.memory) // 4
        if not quarter:
            return 0.0
        return float(np.median(self.memory[-quarter:]) - np.median(self.memory[quarter : 2 * quarter]))


def main() -> int:
    """Run the three, and print a table; 1 where anything was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clips", type=int, default=1000)
    parser.add_argument("--landmark-hours", type=float, default=2.0)
    parser.add_argument("--live-hours", type=float, default=6.0)
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good.make(folder)
        for what, size, work in (
            ("clips", given.clips, clips),
            ("hours of landmarks", given.landmark_hours, landmarks),
            ("hours of live training", given.live_hours, live),
        ):
            if size:
                place = folder / what.replace(" ", "_")
                place.mkdir()
                soak, wanted, found = work(place, folder, size)
                rows.append(_row(f"{size:g} {what}", soak, wanted, found))
                print(rows[-1], soak.failure, flush=True)
    heads = ("work", "minutes", "repetitions", "found", "MB at most", "MB more at the end")
    sys.stdout.write("\n" + text(heads, rows, markdown=True))
    return int(any(row[2] != row[3] for row in rows))


def _row(what: str, soak: Soak, wanted: int, found: int) -> list[str]:
    most = max(soak.memory, default=0.0)
    numbers = (f"{soak.took / 60.0:.1f}", str(wanted), str(found), f"{most:.0f}", f"{soak.growth():.0f}")
    return [what, *numbers]


def clips(place: Path, films: Path, count: float) -> tuple[Soak, int, int]:
    """Analyze so many copies of a film; the repetitions that are in them, and those in table and history."""
    content = (films / "good.mp4").read_bytes()
    folder = place / "clips"
    folder.mkdir()
    for i in range(int(count)):
        (folder / f"{i:04d}.mp4").write_bytes(content)
    table = place / "sets.csv"
    soak = run(["analyze", folder, "-e", "push_up", "--jobs", "1", "--save", "--csv", table], place)
    return soak, int(count) * reps_of_one(films, place), min(in_table(table), in_history(place))


def landmarks(place: Path, films: Path, hours: float) -> tuple[Soak, int, int]:
    """Analyze a recording of so many hours."""
    one = landmarks_io.load(films / "good.npz")
    length = one.t[-1] + one.t[1] - one.t[0]
    count = max(1, round(hours * HOUR_S / length))
    t = (one.t + length * np.arange(count)[:, None]).ravel()
    again = (np.tile(each, (count, 1, 1)) for each in (one.image, one.world))
    landmarks_io.save(Track(t, *again, np.tile(one.visibility, (count, 1)), one.size), place / "long.npz")
    table = place / "sets.csv"
    soak = run(["analyze", place / "long.npz", "-e", "push_up", "--csv", table], place)
    single = place / "single.csv"
    run(["analyze", films / "good.npz", "-e", "push_up", "--csv", single], place)
    return soak, count * in_table(single), in_table(table)


def live(place: Path, films: Path, hours: float) -> tuple[Soak, int, int]:
    """Train before a film of so many hours, gone through as fast as can be."""
    long = place / "long.mp4"
    repeat(films / "good.mp4", long, hours * HOUR_S)
    count = round(hours * HOUR_S / (good.FRAMES / good.RATE) + 0.5)
    table = place / "sets.csv"
    more = ["--fast", "--no-window", "--quiet", "--csv", table]
    soak = run(["live", "-e", "push_up", "--source", long, *more], place)
    return soak, count * reps_of_one(films, place), min(in_table(table), in_history(place))


def reps_of_one(films: Path, place: Path) -> int:
    """Return the repetitions of the film itself."""
    table = place / "one.csv"
    run(["analyze", films / "good.mp4", "-e", "push_up", "--jobs", "1", "--csv", table], place)
    return in_table(table)


def run(arguments: list[object], folder: Path) -> Soak:
    """Run a command, and look at its memory all the time."""
    soak, began = Soak(), time.monotonic()
    command = [sys.executable, "-c", STUBBED, *map(str, arguments)]
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=said) as process,
    ):
        while process.poll() is None:
            soak.memory.append(resident(process.pid))
            time.sleep(EVERY_S)
        if process.returncode:
            said.seek(0)
            soak.failure = said.read()
    soak.took = time.monotonic() - began
    return soak


def resident(process: int) -> float:
    """Return MB that a process holds; 0 once it has gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000.0 for line in lines if line.startswith("VmRSS")), 0.0)


def in_table(path: Path) -> int:
    """Return the repetitions that a table of sets has."""
    if not path.exists():
        return 0
    with path.open(newline="", encoding="utf-8") as file:
        return sum(int(row["reps"]) for row in csv.DictReader(file))


def in_history(folder: Path) -> int:
    """Return the repetitions that the history in a folder has."""
    return sum(reps for _, reps in sessions(folder / "data" / "posecoach" / "history.db"))


if __name__ == "__main__":
    sys.exit(main())
