"""Speed of counting, in frames of recorded landmarks a second: by one exercise, and by all at once.

    python -m tests.bench.core [RECORDING.npz...]

Processor time, best of several rounds; without recordings, a puppet's push-ups. "a pass" is what a live
coach does; with hindsight a recording is gone through twice.
"""

import argparse
import time
from pathlib import Path

from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.two_pass import review
from posecoach.exercises import load, names
from posecoach.tracking import landmarks_io
from tests import puppet

TIMES = 3


def push_ups():
    """(t, pose) of a minute of push-ups."""
    bend, duration = puppet.repeated(170.0, 80.0, reps=24)
    return puppet.film(lambda t: puppet.push_up(bend(t)), duration)


def rate(poses, work):
    """Frames that `work` gets through in a second of processor time."""
    best = float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return len(poses) / best


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recordings", nargs="*", type=Path)
    args = parser.parse_args()
    clips = {path.name: list(landmarks_io.load(path).poses()) for path in args.recordings}
    every = tuple(load(name) for name in names())
    push_up = (load("push_up"),)
    print("| recording | frames | exercises | a pass, frames a second | with hindsight |")
    print("|---|---|---|---|---|")
    for name, poses in (clips or {"24 push-ups of a puppet": push_ups()}).items():
        for exercises in (push_up, every):
            once = rate(poses, lambda: run(recorded(poses), Coach(exercises)))  # noqa: B023 - used at once
            twice = rate(poses, lambda: review(lambda: poses, exercises))  # noqa: B023
            print(f"| {name} | {len(poses)} | {len(exercises)} | {once:.0f} | {twice:.0f} |", flush=True)


if __name__ == "__main__":
    main()
