"""What the annotated film costs beside plain analysis: `python -m tests.bench.film [CLIP...]`.

For each clip the command is run as a user would run it, plain and with `--video`, in turns, each in a
process of its own; the fastest of each is compared, which is what the machine's other work disturbs least.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "sample_videos"


def seconds(clip: Path, *more: str) -> float:
    """Wall time of one analysis."""
    command = [sys.executable, "-m", "posecoach", "analyze", str(clip), "-q", "--force", *more]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Measure, and print one line a clip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clips", nargs="*", type=Path, default=sorted(SAMPLES.glob("*_side.mp4"))[:3])
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    sys.stdout.write(f"{'clip':32} {'plain':>8} {'film':>8} {'more':>7}\n")
    with tempfile.TemporaryDirectory() as folder:
        for clip in given.clips:
            pairs = [(seconds(clip), seconds(clip, "--video", f"{folder}/a.mp4")) for _ in range(given.runs)]
            plain, film = (min(times) for times in zip(*pairs, strict=True))
            sys.stdout.write(f"{clip.name:32} {plain:7.2f}s {film:7.2f}s {film / plain - 1.0:+7.0%}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
