"""Memory that tracking a long film takes, and whether it grows.

    python -m tests.bench.memory [CLIP] [--minutes M] [--every-frame]

The clip is looped to so many minutes and tracked in this process; its peak is noted at every tenth of the
way. A leak shows as a straight line upwards; the landmarks themselves are some 40 MB an hour.
"""

import argparse
import resource
import sys
import tempfile
from pathlib import Path

from posecoach import batch
from tests.bench.speed import repeat
from tests.films import PERSON


def resident():
    """MB of memory that this process holds now; its peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return peak()


def peak():
    """MB that this process ever held."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / 1e6 if sys.platform == "darwin" else size / 1e3


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clip", nargs="?", type=Path, default=PERSON)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--every-frame", action="store_true")
    args = parser.parse_args()
    length = args.minutes * 60.0
    print("| minute | MB now | MB at most |")
    print("|---|---|---|")
    due = 0.0

    def on_progress(t):
        nonlocal due
        if t >= due:
            print(f"| {t / 60:.1f} | {resident():.0f} | {peak():.0f} |", flush=True)
            due += length / 10

    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "long.mp4"
        repeat(args.clip, film, length)
        track, _ = batch.track(film, on_progress=on_progress, every_frame=args.every_frame)
    print(f"\n{len(track.t)} frames tracked of {track.t[-1] / 60:.1f} min; {peak():.0f} MB at most")


if __name__ == "__main__":
    main()
