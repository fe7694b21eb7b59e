"""Many clips on a Dask cluster of two workers, of which one is killed on the way, against one process.

    python -m tests.bench.cluster [CLIP_OR_FOLDER...] [--clips N]

The clips are copied under N names into a folder of their own. Asked is that no row is missing and that the
table is the sequential run's, byte for byte.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import distributed

from posecoach.media.clips import find_clips
from tests.films import PERSON


def spread_out(clips, count, folder):
    """The clips under so many names; each its own file, so that each is looked at."""
    for i in range(count):
        source = clips[i % len(clips)].resolve()
        shutil.copy(source, folder / f"{i:04d}_{source.name}")


def table(folder, csv, *options):
    """Seconds that `analyze` takes, and its table."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "posecoach", "analyze", str(folder), "--csv", str(csv), "--quiet", *options],
        check=True,
    )
    return time.perf_counter() - began, csv.read_text(encoding="utf-8")


def killer(cluster, after, killed):
    """Kill one of the workers, the hard way, after some seconds of work."""
    time.sleep(after)
    pid = next(iter(cluster.workers.values())).pid
    os.kill(pid, signal.SIGKILL)
    killed.append(pid)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", type=Path, default=[PERSON])
    parser.add_argument("--clips", dest="count", type=int, default=200)
    parser.add_argument("--kill-after", type=float, default=15.0, help="s into the run")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "clips"
        folder.mkdir()
        spread_out(find_clips(args.clips), args.count, folder)
        killed = []
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster:
            threading.Thread(target=killer, args=(cluster, args.kill_after, killed), daemon=True).start()
            shared, theirs = table(folder, Path(home) / "theirs.csv", "--cluster", cluster.scheduler_address)
        alone, ours = table(folder, Path(home) / "ours.csv", "--jobs", "1")
    clips = {line.split(",")[0] for line in theirs.splitlines()[1:]}
    print(
        "| clips | rows there | workers killed | equal to one process | s on the cluster | s in one process |"
    )
    print("|---|---|---|---|---|---|")
    print(
        f"| {args.count} | {len(clips)} | {len(killed)} | {'yes' if ours == theirs else 'NO'} "
        f"| {shared:.0f} | {alone:.0f} |"
    )


if __name__ == "__main__":
    main()
