"""Time until something happens: `posecoach --help`, what `analyze` needs beside tracking, and all of it.

    python -m tests.bench.startup [CLIP] [--times N]

Best of several runs: anything else that runs on the machine only ever adds time. Processor time stands
beside it, since that is what is left when nothing waits.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.films import PERSON

TIMED = """
import sys, time
from posecoach.tracking import mediapipe
spent = 0.0
find = mediapipe.MediaPipeTracker.find
def timed(self, frame):
    global spent
    began = time.perf_counter()
    try:
        return find(self, frame)
    finally:
        spent += time.perf_counter() - began
mediapipe.MediaPipeTracker.find = timed
from posecoach.cli.app import main
sys.argv = ["posecoach", "analyze", sys.argv[1], "--quiet", "--jobs", "1"]
try:
    main()
finally:
    print("tracking", spent)
"""
"""`analyze` in one process, with the time spent in the tracker measured: the bench adds nothing to it."""


def best(command, times):
    """(wall s, processor s, seconds the command says it spent in tracking) of the quickest run."""
    runs = []
    for _ in range(times):
        before, began = os.times(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        wall, after = time.perf_counter() - began, os.times()
        processor = sum(after[2:4]) - sum(before[2:4])
        said = re.search(r"^tracking ([\d.]+)$", done.stdout, re.MULTILINE)
        runs.append((wall - (float(said[1]) if said else 0.0), processor, wall))
    return min(runs)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clip", nargs="?", type=Path, default=PERSON)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    python = sys.executable
    print("| what | s | processor s | at most |")
    print("|---|---|---|---|")
    wall, processor, _ = best([python, "-m", "posecoach", "--help"], args.times)
    print(f"| `posecoach --help` | {wall:.2f} | {processor:.2f} | 0.25 |")
    wall, _, whole = best([python, "-c", TIMED, str(args.clip)], args.times)
    print(f"| `analyze {args.clip.name}` outside tracking (of {whole:.2f} s) | {wall:.2f} | | 1.5 |")
    *_, whole = best([python, "-m", "posecoach", "analyze", str(args.clip)], args.times)
    print(f"| `analyze {args.clip.name}` on all cores, start to table | {whole:.2f} | | |")


if __name__ == "__main__":
    main()
