"""Whether live counts are those of a coach that sees every frame: films played as if by a camera.

Landmark recordings are gone through as a camera gives them to a tracker that takes so many milliseconds
a frame: the newest frame wins, the others are dropped. The causal count of every frame is set beside that
of the frames that were left.

    python -m tests.bench.rehearse --busy 33 recordings/*.npz
"""

import argparse
import sys
from pathlib import Path

from posecoach.api import chosen
from posecoach.core.coach import Coach
from posecoach.core.events import RepCompleted
from posecoach.core.review import watch
from posecoach.tracking import recording


def newest(poses, busy):
    """The poses that a tracker looks at that takes `busy` seconds over each: the newest whenever it is free."""
    free = 0.0
    waiting = None
    for t, pose in poses:
        if waiting is not None and free <= t:
            yield waiting
            free = max(free, waiting[0]) + busy
        waiting = (t, pose)
    if waiting is not None:
        yield waiting


def counts(poses, exercise):
    """Full repetitions, by exercise."""
    record = watch(poses, Coach(chosen(exercise)))
    found = {}
    for event in record.events:
        if isinstance(event, RepCompleted):
            found[event.exercise] = found.get(event.exercise, 0) + 1
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--busy", type=float, default=33.0, help="ms a frame")
    parser.add_argument("--exercise", default="auto")
    parser.add_argument("recordings", nargs="+", type=Path)
    given = parser.parse_args()
    equal = frames = left = 0
    for path in given.recordings:
        poses = list(recording.load(path).poses())
        seen = list(newest(poses, given.busy / 1000.0))
        every, live = counts(poses, given.exercise), counts(seen, given.exercise)
        frames, left, equal = frames + len(poses), left + len(seen), equal + (every == live)
        if every != live:
            sys.stdout.write(f"{path.stem:40} every frame {every}  live {live}\n")
    total = len(given.recordings)
    sys.stdout.write(
        f"{equal} of {total} clips alike ({100.0 * equal / total:.1f} %), {left} of {frames} frames looked at\n"
    )


if __name__ == "__main__":
    main()
