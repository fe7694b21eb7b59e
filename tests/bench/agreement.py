"""Agreement of `analyze` as shipped with `analyze --every-frame`, on all labelled videos.

    python -m tests.bench.agreement [--only real] [--exercise auto] [--differing]

Landmarks are kept in `recordings/`, as by the accuracy bench.
"""

import argparse
import collections
import concurrent.futures
import os
import statistics
import sys
from pathlib import Path

from posecoach import batch
from posecoach.core.events import reps_in
from posecoach.exercises import load, names
from tests.bench import accuracy, material, tables
from tests.bench.material import NONE, VIDEOS

NEAR = 0.5
"""s between turning points that can be of one repetition."""


def compare(task):
    """Both counts, the turning points' differences in s, and the share of the film looked at again."""
    clip, asked, cache = task
    exercises = tuple(load(name) for name in (names() if asked == "auto" else (asked,)))
    shipped, track = batch.analyze(clip.path, batch.Job(exercises, cache=cache))
    every, whole = batch.analyze(clip.recording, batch.Job(exercises))
    turns, true = ([e.turn for e in reps_in(record.events)] for record in (shipped, every))
    gaps = [min(abs(turn - other) for other in turns) for turn in true if turns]
    same = counted(shipped) == counted(every)
    return clip, asked, same, [gap for gap in gaps if gap <= NEAR], len(track.t), len(whole.t)


def counted(record):
    """Full repetitions and holds, by exercise."""
    found = collections.Counter()
    for each in record.sets:
        found[each.exercise] += len(each.reps) + len(each.holds)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--material", type=Path, default=material.SHARED)
    parser.add_argument("--recordings", type=Path, default=material.RECORDINGS)
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--exercise", choices=("named", "auto"), default="named")
    parser.add_argument("--differing", action="store_true", help="name the clips that differ")
    args = parser.parse_args()
    clips = material.clips(args.material, args.recordings / "every_frame", args.only)
    films = [clip for clip in clips if clip.path.suffix in VIDEOS]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        collections.deque(pool.map(material.track, films), maxlen=0)
        cache = args.recordings / "shipped"
        tasks = [(clip, asked, cache) for clip in films for asked in accuracy.readings(clip, args.exercise)]
        found = list(pool.map(compare, tasks))
    rows = []
    groups = collections.defaultdict(list)
    for each in found:
        groups[each[0].group, NONE if each[0].exercise == NONE else "labelled"].append(each)
        groups["all", ""].append(each)
    for (group, kind), some in groups.items():
        gaps = sorted(gap for each in some for gap in each[3])
        rows.append(
            (
                group,
                kind,
                str(len(some)),
                f"{sum(each[2] for each in some) / len(some):.3f}",
                f"{statistics.median(gaps):.3f}" if gaps else "-",
                f"{gaps[int(0.95 * len(gaps))]:.3f}" if gaps else "-",
                f"{sum(gap <= 0.1 for gap in gaps) / len(gaps):.3f}" if gaps else "-",
                f"{sum(each[4] for each in some) / sum(each[5] for each in some):.2f}",
            )
        )
    heads = ("set", "clips", "readings", "same count", "turn apart s", "95 %", "within 0.1 s", "frames kept")
    tables.Printer(markdown=True).table("as shipped against every frame", heads, rows)
    if args.differing:
        for clip, asked, same, *_ in found:
            if not same:
                sys.stdout.write(f"{clip.group}/{clip.name} as {asked}\n")


if __name__ == "__main__":
    main()
