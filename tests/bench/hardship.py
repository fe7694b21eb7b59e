"""Accuracy of the counts when clips are filmed worse: tilted, dark, small, coarse, cut off at a side.

    python -m tests.bench.hardship [--only real] [--step 2] [--ways tilted,dark] [--worst]

Every labelled film is made anew in each way, with nothing changed that would change the count, and goes
through what `analyze` does as shipped: with the exercise named where one is done, and on `auto` where none
of ours is. Each way's films are kept in `recordings/`, with their landmarks.
"""

import argparse
import collections
import concurrent.futures
import functools
import os
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from posecoach import batch
from posecoach.exercises import load, names
from posecoach.media.video import Video
from tests.bench import material, tables
from tests.bench.ledger import wrong
from tests.bench.material import NONE, VIDEOS
from tests.bench.scoring import Outcome, counted

TICKS = 90_000
GREY = (128, 128, 128)
CUT = 0.14
"""Share of the picture that is cut off."""


def tilted(image, degrees):
    """Turned, as by a camera that does not stand level."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(image, turn, (width, height), borderValue=GREY)


def dark(image):
    """At night, with a sensor's noise."""
    noise = np.random.default_rng(image[0, 0].sum()).normal(0.0, 6.0, image.shape)
    return np.clip(0.8 * 255.0 * (image / 255.0) ** 2.2 + noise, 0, 255).astype(np.uint8)


def small(image):
    """From twice as far."""
    height, width = image.shape[:2]
    made = np.full_like(image, GREY[0])
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    y, x = (height - half.shape[0]) // 2, (width - half.shape[1]) // 2
    made[y : y + half.shape[0], x : x + half.shape[1]] = half
    return made


def coarse(image):
    """With 240 lines."""
    height, width = image.shape[:2]
    return cv2.resize(image, (round(240 * width / height), 240), interpolation=cv2.INTER_AREA)


def cut(image, *, left=0.0, right=0.0, top=0.0):
    """Without what lies at a side."""
    height, width = image.shape[:2]
    return image[round(top * height) :, round(left * width) : round((1.0 - right) * width)]


WAYS: dict[str, tuple[Callable[[np.ndarray], np.ndarray], float]] = {
    "as it is": (lambda image: image, 1.0),
    "tilted by 8 degrees": (functools.partial(tilted, degrees=8.0), 1.0),
    "tilted the other way": (functools.partial(tilted, degrees=-8.0), 1.0),
    "dark and noisy": (dark, 1.0),
    "from twice as far": (small, 1.0),
    "240 lines, compressed hard": (coarse, 1.0),
    "cut off at the left": (functools.partial(cut, left=CUT), 1.0),
    "cut off at the right": (functools.partial(cut, right=CUT), 1.0),
    "cut off at the top": (functools.partial(cut, top=CUT), 1.0),
    "played 0.6 times as fast": (lambda image: image, 0.6),
    "played 1.4 times as fast": (lambda image: image, 1.4),
}
"""By name: what becomes of a picture, and how much faster the film goes."""


def made_anew(clip, way, folder):
    """A clip's film in one of the ways."""
    path = folder / way.replace(" ", "_") / f"{clip.name}.mp4"
    if path.is_file():
        return path
    change, faster = WAYS[way]
    path.parent.mkdir(parents=True, exist_ok=True)
    part, last = path.with_suffix(".part"), -1
    with av.open(str(part), "w", format="mp4") as film:
        out = None
        for frame in Video(clip.path).frames():
            image = change(frame.image)
            image = np.ascontiguousarray(image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2])
            if out is None:
                crf = "36" if change is coarse else "20"
                out = film.add_stream("libx264", rate=30, options={"preset": "ultrafast", "crf": crf})
                out.height, out.width, out.pix_fmt = *image.shape[:2], "yuv420p"
                out.codec_context.time_base = Fraction(1, TICKS)
            picture = av.VideoFrame.from_ndarray(image, format="rgb24")
            last = max(last + 1, round(frame.t / faster * TICKS))
            picture.pts, picture.time_base = last, Fraction(1, TICKS)
            film.mux(out.encode(picture))
        film.mux(out.encode())
    part.replace(path)
    return path


def read(task):
    """Return the counts of a clip filmed in one of the ways."""
    clip, way, folder = task
    asked = clip.exercise if clip.exercise != NONE else "auto"
    exercises = tuple(load(name) for name in (names() if asked == "auto" else (asked,)))
    job = batch.Job(exercises, cache=folder / "landmarks")
    record, _ = batch.analyze(made_anew(clip, way, folder), job)
    return way, Outcome(clip, asked, record, None, 0.0)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--material", type=Path, default=material.SHARED)
    parser.add_argument("--recordings", type=Path, default=material.RECORDINGS)
    parser.add_argument("--only", action="append", metavar="NAME", help="a set, or set/beginning of a clip")
    parser.add_argument("--step", type=int, default=1, metavar="N", help="every Nth clip alone")
    parser.add_argument("--ways", default=",".join(WAYS), help="beginnings of their names")
    parser.add_argument("--worst", action="store_true", help="name the clips that are miscounted")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    clips = material.clips(args.material, args.recordings / "every_frame", args.only or ["real"])
    films = [c for c in clips if c.path.suffix in VIDEOS and c.exercise in (*names(), NONE)][:: args.step]
    ways = [way for way in WAYS if any(way.startswith(each) for each in args.ways.split(","))]
    folder = args.recordings / "hardship"
    tasks = [(clip, way, folder) for way in ways for clip in films]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(read, tasks))
    say, rows, bad = tables.Printer(markdown=args.markdown), [], []
    for way in ways:
        groups = collections.defaultdict(list)
        for outcome in (o for w, o in found if w == way):
            groups[outcome.clip.exercise].append(outcome)
            if wrong(outcome):
                bad.append(f"{way}: {outcome.clip.name}, {wrong(outcome):g} off")
        none = groups.pop(NONE, [])
        for exercise, some in sorted(groups.items()):
            off = [abs(o.clip.error(counted(o.record, exercise))) for o in some]
            exact, near = (sum(each <= most for each in off) / len(off) for most in (0, 1))
            rows.append((way, exercise, str(len(off)), f"{exact:.3f}", f"{near:.3f}", ""))
        if none:
            rows.append((way, NONE, str(len(none)), "", "", f"{sum(map(wrong, none)):g}"))
    say.table("counts of films made worse", ("way", "exercise", "clips", "exact", "within 1", "false"), rows)
    if args.worst:
        say.lines("miscounted", bad)


if __name__ == "__main__":
    sys.exit(main())
