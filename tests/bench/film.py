"""Cost of the annotated film beside plain analysis: `python -m tests.bench.film [CLIP...] [--every-frame]`.

For each clip the command is run as a user would run it, plain and with `--video`, in turns, each in a
process of its own; the fastest of each is compared, which is what the machine's other work disturbs
least. Beside the wall time, the time on all cores together, which it hardly disturbs.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "sample_videos"

Cost = tuple[float, float]
"""Seconds by the clock on the wall, and on all cores together."""


def cost(clips: list[Path], *more: str) -> Cost:
    """Return the cost of one analysis."""
    command = [sys.executable, "-m", "posecoach", "analyze", *map(str, clips), "-q", "--force", *more]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    wall = time.perf_counter() - began
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def least(costs: list[Cost]) -> Cost:
    """The smallest of each."""
    wall, cores = (min(each) for each in zip(*costs, strict=True))
    return wall, cores


def main() -> None:
    """Measure, and print one line a clip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", type=Path, default=sorted(SAMPLES.glob("*_side.mp4"))[:3])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--every-frame", action="store_true", help="against the tracking of all frames")
    parser.add_argument("--together", action="store_true", help="all clips in one command")
    given = parser.parse_args()
    more = ["--every-frame"] if given.every_frame else []
    sys.stdout.write(f"{'clip':32} {'plain':>8} {'film':>8} {'more':>7}   {'all cores':>17} {'more':>7}\n")
    groups = [given.clips] if given.together else [[clip] for clip in given.clips]
    with tempfile.TemporaryDirectory() as folder:
        for clips in groups:
            target = folder if given.together else f"{folder}/a.mp4"
            pairs = [(cost(clips, *more), cost(clips, *more, "--video", target)) for _ in range(given.runs)]
            (plain, busy), (film, busier) = (least(list(each)) for each in zip(*pairs, strict=True))
            name = f"{len(clips)} clips" if given.together else clips[0].name
            sys.stdout.write(
                f"{name:32} {plain:7.2f}s {film:7.2f}s {film / plain - 1.0:+7.0%}"
                f"   {busy:7.2f}s {busier:7.2f}s {busier / busy - 1.0:+7.0%}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
