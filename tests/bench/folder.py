"""Speed of `analyze` on a folder of real clips, against the bare model on every frame.

    python -m tests.bench folder [--step N] [--only real2] [--rounds N]

Each way is a process of its own, timed inside, whose processor time is that of all its processes. The bare model decodes and tracks every frame of one clip after
another on one core, `analyze` does the same clips with as many processes as there are cores, their start
included. Ratios are medians over the rounds, whose ways follow each other. On a machine that others use, too,
processor time says more: "on idle cores" is how many times faster it is where all cores are this bench's alone
and always busy.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from multiprocessing import forkserver
from pathlib import Path

from tests.bench.material import RECORDINGS, SHARED, clips

WAYS = ("bare", "shipped")


def bare(paths):
    """Track every frame of every clip; return s of time and of all processors, and the number of frames."""
    from posecoach.media.video import Video
    from posecoach.tracking.landmarker import RunningMode, create, mp_image
    from posecoach.tracking.model import default_model

    frames, began, spent = 0, time.perf_counter(), os.times()
    for path in paths:
        with create(default_model(), RunningMode.VIDEO, 1) as landmarker:
            for frame in Video(path).frames():
                landmarker.detect_for_video(mp_image(frame.image), round(frame.t * 1000))
                frames += 1
    return {"wall": time.perf_counter() - began, "processor": since(spent), "frames": frames}


def since(before):
    """Return the processor s of this process and all that it has started, since some `os.times()`."""
    # The workers' processor time is known when their ancestor has gone, which may take its socket along.
    with contextlib.suppress(FileNotFoundError):
        forkserver._forkserver._stop()
    return sum(os.times()[:4]) - sum(before[:4])


def shipped(paths):
    """Analyze the clips as the command does; return the same, with the number of frames whose landmarks were kept."""
    from posecoach import batch
    from posecoach.exercises import load, names

    job = batch.Job(tuple(load(name) for name in names()), every_frame=False)
    began, spent = time.perf_counter(), os.times()
    kept = sum(len(done.result[1].t) for done in batch.each(paths, job, batch.cores()))
    return {"wall": time.perf_counter() - began, "processor": since(spent), "frames": kept}


def run(way, paths):
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.folder", "--way", way, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, help="clips; without any, labelled clips of real people"
    )
    parser.add_argument("--material", type=Path, default=SHARED, help="the folder of clips/ and landmarks/")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a set of clips")
    parser.add_argument("--step", type=int, default=4, help="take every so manieth of the labelled clips")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        print(json.dumps((bare if args.way == "bare" else shipped)(args.paths)))
        return
    labelled = clips(args.material, RECORDINGS, args.only or ["real", "real2"])
    paths = args.paths or [clip.path for clip in labelled][:: args.step]
    if not paths:
        sys.exit(f"{args.material}: no labelled clips are there")
    rounds = [{way: run(way, paths) for way in WAYS} for _ in range(args.rounds)]
    frames = rounds[0]["bare"]["frames"]
    print("| way | clips | frames | ms a frame of film | processor ms | times faster | on idle cores |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    cores = {"bare": 1, "shipped": len(os.sched_getaffinity(0))}
    for way in WAYS:
        wall, processor = (
            statistics.median(each[way][key] for each in rounds) / frames * 1e3
            for key in ("wall", "processor")
        )
        faster, idle = (
            statistics.median(each["bare"][key] / each[way][key] for each in rounds)
            for key in ("wall", "processor")
        )
        print(
            f"| {way} | {len(paths)} | {rounds[0][way]['frames']} | {wall:.1f} | {processor:.1f} | {faster:.1f} "
            f"| {idle * cores[way]:.1f} |"
        )


if __name__ == "__main__":
    main()
