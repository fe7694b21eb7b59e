"""Films of two people, made of two clips side by side: counts of the one who is asked for, and of everyone.

    python -m tests.bench composites --folder DIR [--pairs N] [--seed N] [--still] [--only GROUP ...]

What is true of a pair is known from its parts: their labels, and the truth of the sample videos. With --still the
second part stands still, larger than the first: a bystander. A switch is a moment from which the landmarks of a
person lie on the other side of the seam. "Alone" is what the parts themselves are counted as: what is wrong there is
no fault of there being two. Films and landmarks are kept in the folder.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np

from posecoach import batch
from posecoach.batch import people
from posecoach.core.session.record import Record
from posecoach.exercises import load, names
from posecoach.media.options import ReadOptions
from posecoach.media.video import Video
from posecoach.tracking.landmarks_io import Track
from tests.bench import tables
from tests.bench.material import RECORDINGS, ROOT, SHARED, clips

HEIGHT, SMALL_HEIGHT, RATE = 360, 270, 25
"""Pixels of a film and of the smaller part beside a bystander, and frames a second."""

SAMPLES = ROOT / "sample_videos"


@dataclass(frozen=True, slots=True)
class Part:
    """One clip of a single person.

    Attributes:
        name: of the clip.
        path: the video.
        exercise: what is done in it.
        least, most: repetitions, any count between which is right.
    """

    name: str
    path: Path
    exercise: str
    least: int
    most: int

    def right(self, record: Record | None) -> bool:
        """Return True where a record has the right count of this exercise, and of no other."""
        sets = record.sets if record else ()
        count = sum(len(each.reps) for each in sets if each.exercise == self.exercise)
        others = sum(len(each.reps) for each in sets if each.exercise != self.exercise)
        return self.least <= count <= self.most and not others


def parts(material: Path, only: Sequence[str], longest: float) -> list[Part]:
    """Return the clips of one person who does several repetitions, up to so many seconds long."""
    found = []
    for path in sorted(SAMPLES.glob("*.mp4")) if "samples" in only else []:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        full = sum(each["full"] for each in truth["repetitions"])
        if full > 1 and not truth["sets"]:
            found.append(Part(path.stem, path, truth["exercise"], full, full))
    groups = [each for each in only if each != "samples"]
    for clip in clips(material, RECORDINGS, groups) if groups else []:
        alone = clip.label.get("people") in ("", "1") and clip.label.get("cuts") in ("", "0")
        if clip.exercise in names() and clip.reps > 1 and alone and clip.path.suffix != ".npz":
            most = int(float(clip.label.get("reps_max") or clip.reps))
            found.append(Part(clip.name, clip.path, clip.exercise, int(clip.reps), most))
    return [each for each in found if Video(each.path).duration <= longest]


def pictures(part: Part, height: int, *, still: bool = False) -> Iterator[np.ndarray]:
    """Yield a part's pictures at the film's rate and a height, the last one for ever; `still` the first one."""
    count, image = 0, np.zeros((height, 2, 3), np.uint8)
    for frame in Video(part.path).frames(2 * HEIGHT):
        while count / RATE < frame.t:
            yield image
            count += 1
        if count and still:
            break
        width = 2 * round(frame.image.shape[1] * height / frame.image.shape[0] / 2)
        image = cv2.resize(frame.image, (width, height), interpolation=cv2.INTER_AREA)
        if not count:
            yield image
            count += 1
    while True:
        yield image


def compose(path: Path, left: Part, right: Part, *, still: bool) -> None:
    """Write a film of two parts side by side; `still` has the right one stand still, and the left one smaller."""
    longest = Video(left.path).duration if still else max(Video(each.path).duration for each in (left, right))
    one = pictures(left, SMALL_HEIGHT if still else HEIGHT)
    other = pictures(right, HEIGHT, still=still)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"crf": "18"})
        stream.pix_fmt = "yuv420p"
        for n in range(round(longest * RATE)):
            a, b = next(one), next(other)
            floor = np.full((HEIGHT - a.shape[0], a.shape[1], 3), 128, np.uint8)
            image = np.hstack([np.vstack([floor, a]), b])
            if n == 0:
                stream.height, stream.width = image.shape[:2]
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())


def seam(left: Part, *, still: bool) -> int:
    """Return where the right part begins, px."""
    return next(pictures(left, SMALL_HEIGHT if still else HEIGHT)).shape[1]


def switches(track: Track, at: int) -> int:
    """Return how often landmarks go over to the other side of the seam."""
    middles = np.nanmedian(track.image[~np.isnan(track.image[:, 0, 0])][..., 0], axis=1)
    return int(np.count_nonzero(np.diff(middles > at)))


@dataclass(slots=True)
class Tally:
    """The figures of all pairs."""

    alone_right: int = 0
    asked: int = 0
    asked_right: int = 0
    everyone: int = 0
    everyone_right: int = 0
    followed_right: int = 0
    switches: int = 0
    minutes: float = 0.0


def measure(path: Path, pair: tuple[Part, Part], tally: Tally, cache: Path, *, still: bool) -> list[str]:
    """Return a row on one film, and add to the tally."""
    exercises = tuple(load(name) for name in names())
    at = seam(pair[0], still=still)
    moving = pair[:1] if still else pair
    row = [f"{pair[0].name} + {pair[1].name}"]
    for i, part in enumerate(moving):
        job = batch.Job(exercises, cache=cache, reading=ReadOptions(person=str(i + 1)))
        record, track = people.analyze(path, job)
        alone, _ = people.analyze(part.path, batch.Job(exercises, cache=cache))
        tally.alone_right += part.right(alone)
        tally.asked += 1
        tally.asked_right += part.right(record)
        tally.switches += switches(track, at)
        tally.minutes += float(track.t[-1] - track.t[0]) / 60.0
        row.append(said(part, record))
    row += [""] * (2 - len(moving))
    results = people.analyze_everyone(path, batch.Job(exercises, cache=cache, everyone=True))
    found = {record.person: record for record, _ in results if record.sets}
    exact = len(found) == len(moving) and all(part.right(found.get(i + 1)) for i, part in enumerate(moving))
    tally.everyone += 1
    tally.everyone_right += exact
    record, _ = people.analyze(path, batch.Job(exercises, cache=cache))
    followed = any(part.right(record) for part in moving)
    tally.followed_right += followed
    return [*row, "yes" if exact else "no", "yes" if followed else "no"]


def said(part: Part, record: Record) -> str:
    """Return the count, and the true one where it is another."""
    counted = " + ".join(f"{len(each.reps)} {each.exercise}" for each in record.sets) or "0"
    truth = f"{part.least}" if part.least == part.most else f"{part.least} to {part.most}"
    return counted if part.right(record) else f"{counted} (is {truth} {part.exercise})"


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, required=True, help="where films and landmarks are kept")
    parser.add_argument("--material", type=Path, default=SHARED, help="the folder of clips/ and landmarks/")
    parser.add_argument("--only", action="append", default=[], metavar="GROUP", help="samples, real or real2")
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0, help="which clips are paired")
    parser.add_argument("--longest", type=float, default=14.0, help="s of a clip, at most")
    parser.add_argument("--still", action="store_true", help="the second one stands still, and is larger")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    choice = random.Random(args.seed)
    there = parts(args.material, args.only or ["samples", "real", "real2"], args.longest)
    tally, rows = Tally(), []
    for _ in range(args.pairs):
        left, right = choice.sample(there, 2)
        path = args.folder / f"{left.name}+{right.name}{'+still' if args.still else ''}.mp4"
        if not path.exists():
            compose(path, left, right, still=args.still)
        rows.append(measure(path, (left, right), tally, args.folder / "landmarks", still=args.still))
        print(*rows[-1], sep=" | ", flush=True)
    say = tables.Printer(markdown=args.markdown)
    say.table("Pairs", ("pair", "left asked for", "right asked for", "everyone", "unasked"), rows)
    summary = (
        ("alone, exact", f"{tally.alone_right} of {tally.asked}"),
        ("asked for, exact", f"{tally.asked_right} of {tally.asked}"),
        ("everyone, exact", f"{tally.everyone_right} of {tally.everyone}"),
        ("unasked, one of them exact", f"{tally.followed_right} of {tally.everyone}"),
        ("switches", f"{tally.switches} in {tally.minutes:.1f} min"),
    )
    say.table("Together", ("what", "figure"), summary)


if __name__ == "__main__":
    main()
