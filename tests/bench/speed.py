"""Speed of `analyze`, against the bare model on pictures that are decoded already.

    python -m tests.bench.speed [CLIP...] [--rounds N] [--seconds S]

Each round runs every way once, one after another, so that whatever else runs on the machine slows all of
them; the ratios are medians over the rounds. Each way is a process of its own, timed inside, from the
clip to the counts, without the start of Python; processor time is that of all its processes.

On a machine that others use, too, one process is easily a tenth slower than the next. So every frame's way
is also set beside the model's own calls, and the copies it takes of pictures, within the same process: what
it takes beyond as many of them as the film has frames is ours.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av

from tests.bench.folder import since
from tests.films import PERSON

WAYS = ("bare", "every", "shipped")
TITLES = {
    "bare": "`detect_for_video`, pictures decoded before",
    "every": "`analyze --every-frame --jobs 1`",
    "shipped": "`analyze`",
}


def bare(clip):
    """The model alone, on every frame; what was decoded before is not timed."""
    from mediapipe import Image, ImageFormat
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    from posecoach.media.video import Video
    from posecoach.tracking.model import default_model

    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(default_model())), running_mode=RunningMode.VIDEO
    )
    # In lots, since a minute of pictures would fill the memory.
    wall = processor = 0.0
    lot, frames = [], 0
    with PoseLandmarker.create_from_options(options) as landmarker:

        def work():
            nonlocal wall, processor
            began, spent = time.perf_counter(), time.process_time()
            for frame in lot:
                landmarker.detect_for_video(Image(ImageFormat.SRGB, frame.image), round(frame.t * 1000))
            wall += time.perf_counter() - began
            processor += time.process_time() - spent
            lot.clear()

        for frame in Video(clip).frames():
            lot.append(frame)
            frames += 1
            if len(lot) == 100:
                work()
        work()
    return {"wall": wall, "processor": processor, "frames": frames, "reps": None, "model": wall}


def analyzed(clip, *, every_frame, jobs):
    """A clip to its record; what is timed includes the start of other processes."""
    from posecoach import batch
    from posecoach.exercises import load, names

    calls, copies = timed_calls()
    job = batch.Job(tuple(load(name) for name in names()), every_frame=every_frame)
    began, spent = time.perf_counter(), os.times()
    (done,) = batch.each([clip], job, jobs)
    record, track = done.result
    wall = time.perf_counter() - began
    return {
        "wall": wall,
        "processor": since(spent),
        "frames": len(track.t),
        "reps": sum(len(each.reps) for each in record.sets),
        "model": (statistics.mean(calls) + statistics.mean(copies)) * len(track.t) if calls else None,
    }


def timed_calls():
    """Return the times of the model's calls and of its copies of pictures, s; two lists that grow."""
    from mediapipe.tasks.python.vision import PoseLandmarker

    from posecoach.tracking import landmarker

    def timed(work, took):
        def call(*args):
            began = time.perf_counter()
            try:
                return work(*args)
            finally:
                took.append(time.perf_counter() - began)

        return call

    calls, copies = [], []
    PoseLandmarker.detect_for_video = timed(PoseLandmarker.detect_for_video, calls)
    landmarker.Image = timed(landmarker.Image, copies)
    return calls, copies


def one(way, clip):
    """Run one way in this process."""
    from posecoach import batch

    if way == "bare":
        return bare(clip)
    return analyzed(clip, every_frame=way == "every", jobs=1 if way == "every" else batch.cores())


def run(way, clip):
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.speed", "--way", way, str(clip)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def looped(clip, seconds, folder):
    """The clip over and over, until it is so long; its packets are copied, not encoded again."""
    with av.open(str(clip)) as source:
        length = float(source.duration / av.time_base)
    if length >= seconds:
        return clip
    longer = folder / f"{clip.stem}_{seconds:.0f}s.mp4"
    repeat(clip, longer, seconds)
    return longer


def repeat(clip, longer, seconds):
    """Write a clip's film again and again into one file."""
    with av.open(str(longer), "w") as made:
        out, shift, last = None, 0, 0
        while out is None or float(last * out.time_base) < seconds:
            with av.open(str(clip)) as source:
                film = source.streams.video[0]
                out = out or made.add_stream_from_template(film)
                step = round(1 / film.average_rate / film.time_base)
                ends = []
                for packet in source.demux(film):
                    if packet.dts is None:
                        continue
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    ends.append(packet.pts + step)
                    packet.stream = out
                    made.mux(packet)
                shift = last = max(ends)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", type=Path, default=[PERSON])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60.0, help="clips are looped until they are so long")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        print(json.dumps(one(args.way, args.clips[0])))
        return
    print(
        "| clip | way | frames tracked | ms a frame of film | processor ms | counted "
        "| against bare | against its own calls | against every frame |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for each in args.clips:
            clip = looped(each, args.seconds, Path(folder))
            rounds = [{way: run(way, clip) for way in WAYS} for _ in range(args.rounds)]
            for way in WAYS:
                table(each.name, way, rounds)


def table(name, way, rounds):
    """Print one way's row."""
    frames = rounds[0]["bare"]["frames"]
    median = lambda key: statistics.median(each[way][key] for each in rounds) / frames * 1e3  # noqa: E731
    ratio = lambda to: statistics.median(each[way]["wall"] / each[to]["wall"] for each in rounds)  # noqa: E731
    faster = statistics.median(each["every"]["wall"] / each[way]["wall"] for each in rounds)
    reps = rounds[0][way]["reps"]
    own = [each[way]["wall"] / each[way]["model"] for each in rounds if each[way]["model"]]
    print(
        f"| {name} | {TITLES[way]} | {rounds[0][way]['frames']} | {median('wall'):.1f} | {median('processor'):.1f} "
        f"| {'' if reps is None else reps} | {ratio('bare'):.2f} times "
        f"| {f'{statistics.median(own):.2f} times' if own else ''} | {faster:.2f} times faster |",
        flush=True,
    )


if __name__ == "__main__":
    main()
