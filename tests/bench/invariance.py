"""Dependence of the count on the camera: its frame rate, its size, which way round, whether it moves.

    python tests/bench/invariance.py [--only real] [--differing 20] [--pixels 6] [--markdown]

Each clip's landmarks are thinned out, mirrored, halved, moved in time, and moved in the picture as by a
camera that pans or is held by hand, and counted again. With `--pixels` the frames of some videos are thinned
out, mirrored and halved, and tracked anew.
"""

import argparse
import concurrent.futures
import dataclasses
import math
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from posecoach.core.events import Rep
from posecoach.core.pose.body import LEFT, RIGHT
from posecoach.core.session.two_pass import review
from posecoach.exercises import load, names
from posecoach.media.video import Video
from posecoach.tracking import landmarks_io
from posecoach.tracking.landmarks_io import Track, TrackBuilder
from posecoach.tracking.mediapipe import MediaPipeTracker
from posecoach.types import Frame
from tests.bench import material, tables
from tests.bench.material import NONE, VIDEOS, Clip

FORCED = ("push_up", "pull_up")
RATES = (10, 15, 30)
LATER = 3600.0
SAME = 0.3
"""s apart at most, for movements of two records to be the same one."""

PAN = 0.05
"""Widths of the picture a second by which a panning camera moves it."""

SWAY = ((0.25, 0.010, 0.3), (0.5, 0.007, 1.9), (0.9, 0.004, 4.2), (1.5, 0.0025, 5.5))
"""Sway of a hand that holds a camera: Hz, and how far to either side, in heights of the picture; radians."""

WAYS = (
    *(f"{rate} frames/s" for rate in RATES),
    *("mirrored", "half size", "an hour later", "panned", "held by hand"),
)
SWAP = np.arange(33)
for _joint, _left in LEFT.items():
    SWAP[_left], SWAP[RIGHT[_joint]] = RIGHT[_joint], _left


@dataclass(frozen=True, slots=True)
class Count:
    """The counts of a clip seen in one way; `movements` are (turn, what it was, why)."""

    full: int
    partial: int
    movements: tuple[tuple[float, str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A clip as it is, and as it is in each way that changes nothing but the camera."""

    clip: Clip
    asked: str
    plain: Count
    changed: dict[str, Count]

    @property
    def differing(self) -> list[str]:
        """The ways in which another number of repetitions was counted."""
        return [way for way, count in self.changed.items() if count.full != self.plain.full]


def main() -> int:
    """Run the bench."""
    args = arguments()
    began = time.perf_counter()
    resolve_exercises = material.clips(args.material, args.recordings / "every_frame", args.only)
    say = tables.Printer(markdown=args.markdown)
    for clip in resolve_exercises:
        material.track(clip)
    tasks = [(clip, asked) for clip in resolve_exercises for asked in readings(clip)]
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        compared = list(pool.map(compare, tasks, chunksize=4))
    report(say, "landmarks", compared, args.differing)
    if args.pixels:
        films = [clip for clip in resolve_exercises if clip.path.suffix in VIDEOS]
        some = films[:: max(1, len(films) // args.pixels)][: args.pixels]
        retracked = [from_pixels(clip, args.recordings / "pixels") for clip in some]
        report(say, "pixels, tracked anew", retracked, args.differing)
    sys.stdout.write(f"\nin {time.perf_counter() - began:.0f} s\n")
    return 0


def arguments() -> argparse.Namespace:
    """Return the bench's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--material", type=Path, default=material.SHARED)
    parser.add_argument("--recordings", type=Path, default=material.RECORDINGS)
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--differing", type=int, default=0, metavar="N", help="list so many, with reasons")
    parser.add_argument("--pixels", type=int, default=0, metavar="N", help="track so many videos anew")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def readings(clip: Clip) -> tuple[str, ...]:
    """As what a clip is to be read."""
    if clip.exercise == NONE:
        return FORCED
    return (clip.exercise,) if clip.exercise in names() else ()


def compare(task: tuple[Clip, str]) -> Comparison:
    """A clip's counts from its landmarks."""
    clip, asked = task
    track = landmarks_io.load(clip.recording)
    ways = {f"{rate} frames/s": thinned(track, rate) for rate in RATES}
    ways |= {
        "mirrored": mirrored(track),
        "half size": halved(track),
        "an hour later": dataclasses.replace(track, t=track.t + LATER),
        "panned": moved(track, np.stack((PAN * track.size[0] * track.t, 0.0 * track.t), axis=1)),
        "held by hand": moved(track, swaying(track)),
    }
    changed = {way: count(each, asked) for way, each in ways.items() if each is not None}
    return Comparison(clip, asked, count(track, asked), changed)


def count(track: Track, asked: str) -> Count:
    """Return the product's counts in a track."""
    record = review(track.poses, (load(asked),))
    moved = [e for e in record.events if isinstance(e, Rep)]
    zero = float(track.t[0])
    return Count(
        full=sum(len(each.reps) or len(each.holds) for each in record.sets),
        partial=sum(len(each.partial) for each in record.sets),
        movements=tuple((e.turn - zero, e.verdict.value, e.why) for e in moved),
    )


def thinned(track: Track, rate: float) -> Track | None:
    """The track at fewer frames a second; None where it has no more than that anyway."""
    keep, due = [], -math.inf
    for index, t in enumerate(track.t):
        if t >= due - 1e-6:
            keep.append(index)
            due = max(t - 0.5 / rate, due if due > -math.inf else t) + 1.0 / rate
    if len(keep) > 0.98 * len(track.t):
        return None
    return dataclasses.replace(
        track,
        t=track.t[keep],
        image=track.image[keep],
        world=track.world[keep],
        visibility=track.visibility[keep],
    )


def mirrored(track: Track) -> Track:
    """The track as a mirror shows it: what was the left arm is a right one."""
    image, world = track.image[:, SWAP].copy(), track.world[:, SWAP].copy()
    image[..., 0] = track.size[0] - image[..., 0]
    world[..., 0] *= -1.0
    return dataclasses.replace(track, image=image, world=world, visibility=track.visibility[:, SWAP])


def halved(track: Track) -> Track:
    """The track of a picture half as wide and half as high."""
    width, height = track.size
    return dataclasses.replace(track, image=track.image * np.float32(0.5), size=(width // 2, height // 2))


def moved(track: Track, way: np.ndarray) -> Track:
    """The track with the picture moved by (T, 2) pixels."""
    return dataclasses.replace(track, image=track.image + np.float32(way[:, None, :]))


def swaying(track: Track) -> np.ndarray:
    """Return the sway of a camera held by hand, (T, 2) pixels: across, and half a turn later down."""
    ways = [
        sum(far * np.sin(2.0 * np.pi * rate * track.t + phase + lag) for rate, far, phase in SWAY)
        for lag in (0.0, np.pi / 2.0)
    ]
    return track.size[1] * np.stack(ways, axis=1)


def from_pixels(clip: Clip, kept: Path) -> Comparison:
    """A clip's counts from frames that are changed before they are tracked."""
    asked = readings(clip)[0]
    changed = {}
    for way in ("10 frames/s", "15 frames/s", "mirrored", "half size"):
        path = kept / way.replace("/", " a ").replace(" ", "_") / f"{clip.name}.npz"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            landmarks_io.save(retracked(clip, way), path)
        changed[way] = count(landmarks_io.load(path), asked)
    return Comparison(clip, asked, count(landmarks_io.load(clip.recording), asked), changed)


def retracked(clip: Clip, way: str) -> Track:
    """A clip's landmarks from changed frames."""
    video = Video(clip.path)
    builder = TrackBuilder(video.size)
    with MediaPipeTracker() as tracker:
        for frame in changed_frames(video, way):
            builder.add(frame.t, tracker.find(frame))
    return builder.build()


def changed_frames(video: Video, way: str) -> Iterator[Frame]:
    """A video's frames, fewer, mirrored or small."""
    longest = min(960, max(video.size)) // 2 if way == "half size" else 960
    rate = float(way.split(maxsplit=1)[0]) if way.endswith("/s") else math.inf
    due = -math.inf
    for frame in video.frames(longest):
        if frame.t < due - 1e-6:
            continue
        due = max(frame.t - 0.5 / rate, due if due > -math.inf else frame.t) + 1.0 / rate
        if way == "mirrored":
            yield Frame(frame.t, np.ascontiguousarray(frame.image[:, ::-1]), frame.size)
        else:
            yield frame


def report(say: tables.Printer, title: str, compared: Sequence[Comparison], most: int) -> None:
    """Print how many clips keep their count, and why the others do not."""
    rows = []
    for group in (*dict.fromkeys(each.clip.group for each in compared), "all"):
        some = [each for each in compared if group in (each.clip.group, "all")]
        for way in (*WAYS, "every way"):
            known = [each for each in some if way in each.changed or way == "every way"]
            same = sum(
                way not in each.differing and not (way == "every way" and each.differing) for each in known
            )
            if known:  # most clips have no more than 30 frames/s as they are
                rows.append((group, way, str(len(known)), str(same), f"{same / len(known):.3f}"))
    say.table(f"same count from {title}", ("set", "way", "clips", "same", "share"), rows)
    bad = [each for each in compared if each.differing]
    if most and bad:
        say.lines("differing", (line for each in bad[:most] for line in explained(each)))


def explained(compared: Comparison) -> Iterator[str]:
    """Yield the moments at which a clip's records part ways."""
    clip, plain = compared.clip, compared.plain
    yield f"{clip.group}/{clip.name} (as {compared.asked}): counted {plain.full}, labelled {clip.label['reps']}"
    for way in compared.differing:
        other = compared.changed[way]
        yield f"  {way}: {other.full}"
        for sign, mine, theirs in (("-", plain, other), ("+", other, plain)):
            for turn, kind, why in mine.movements:
                if not any(abs(turn - t) <= SAME and kind == k for t, k, _ in theirs.movements):
                    yield f"    {sign} {turn:.2f} s {kind} {why}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
