"""Accuracy of the counts on all labelled material.

    python -m tests.bench accuracy [--exercise auto] [--every-frame] [--causal] [--worst 20] [--only real]

Every clip goes through what `posecoach analyze` does with it. A video is tracked once, and its landmarks
are kept in `recordings/` (erase it after a change to tracking); from then on a change to counting is
measured in about a minute.
"""

import argparse
import collections
import concurrent.futures
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from posecoach import batch
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.record import Record
from posecoach.errors import PosecoachError
from posecoach.exercises import load, names
from tests.bench import halves, ledger, material, prominence, sweep, tables
from tests.bench.material import NONE, Clip
from tests.bench.scoring import Outcome, counted, score

FORCED = ("push_up", "pull_up", "squat", "dumbbell_row", "reverse_fly")
"""Exercises that clips of other movements are read as, in named mode, where they may never be counted."""

UNLABELLED_NEVER = ("push_up", "pull_up", "squat")
"""Exercises that may never be counted in such a clip where its label does not say."""

SPLIT = ("real", "real2")
"""The sets with sources enough to be halved."""


def main() -> int:
    """Run the bench."""
    args = arguments()
    began = time.perf_counter()
    chosen = material.clips(args.material, args.recordings / "every_frame", args.only)
    if not chosen:
        sys.stderr.write(f"{args.material}: no labelled clip there that is wanted\n")
        return 1
    if args.sweep:
        return sweep.run(chosen, args.sweep, args.jobs, markdown=args.markdown)
    with concurrent.futures.ProcessPoolExecutor(args.jobs) as pool:
        if args.every_frame:
            collections.deque(pool.map(material.track, chosen), maxlen=0)
        cache = None if args.every_frame else args.recordings / "shipped"
        # One task a clip: two processes would track the same clip twice. The longest first, so that none is
        # waited for in the end.
        tasks = [(clip, readings(clip, args.exercise), args.causal, cache) for clip in chosen]
        tasks.sort(key=lambda task: -task[0].path.stat().st_size)
        outcomes = [each for some in pool.map(of_clip, tasks) for each in some]
    report(args, outcomes, time.perf_counter() - began)
    return 1 if any(o.trouble for o in outcomes) else 0


def arguments() -> argparse.Namespace:
    """Return the bench's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--material", type=Path, default=material.SHARED, help="the folder of clips/ and landmarks/"
    )
    parser.add_argument(
        "--recordings", type=Path, default=material.RECORDINGS, help="where landmarks of videos are kept"
    )
    parser.add_argument(
        "--exercise", choices=("named", "auto"), default="named", help="whether the exercise is told"
    )
    parser.add_argument("--causal", action="store_true", help="the live coach as well, beside hindsight")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="a set, or set/beginning of a clip"
    )
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list so many miscounted clips, with reasons"
    )
    parser.add_argument(
        "--sweep", metavar="NAME", help="count with half to twice the value of this tunable, exercise named"
    )
    parser.add_argument("--markdown", action="store_true", help="tables for a document")
    parser.add_argument(
        "--every-frame", action="store_true", help="videos tracked as `analyze --every-frame` does"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    return parser.parse_args()


def readings(clip: Clip, mode: str) -> tuple[str, ...]:
    """As what a clip is to be read."""
    if mode == "auto":
        return ("auto",)
    if clip.exercise == NONE:
        return tuple(name for name in FORCED if name in (clip.never or UNLABELLED_NEVER))
    return (clip.exercise,) if clip.exercise in names() else ()


def of_clip(task: tuple[Clip, Sequence[str], bool, Path | None]) -> list[Outcome]:
    """Return the result for a clip, read as each of some exercises."""
    clip, asked, causal, cache = task
    return [outcome(clip, each, cache, causal=causal) for each in asked]


def outcome(clip: Clip, asked: str, cache: Path | None, *, causal: bool) -> Outcome:
    """Return the result for a clip; `cache` is where its landmarks are kept, None for every frame's."""
    exercises = tuple(load(name) for name in (names() if asked == "auto" else (asked,)))
    live, plain = None, 0
    try:
        job = batch.Job(exercises, cache=cache)
        record, track = batch.analyze(clip.path if cache else clip.recording, job)
        if causal:
            live = slim(run(recorded(track.poses()), Coach(exercises)), clip)
        if asked != "auto" and clip.group in SPLIT:
            plain = len(prominence.peaks(track, asked))
        seconds = float(track.t[-1] - track.t[0])
    except PosecoachError as error:
        return Outcome(clip, asked, Record(clip.name), None, 0.0, str(error))
    return Outcome(clip, asked, slim(record, clip), live, seconds, plain=plain)


def slim(record: Record, clip: Clip) -> Record:
    """A record without its trace, under the clip's name."""
    record.trace, record.source = [], clip.name
    return record


def report(args: argparse.Namespace, outcomes: Sequence[Outcome], took: float) -> None:
    """Print all that there is to say."""
    say = tables.Printer(markdown=args.markdown)
    script = args.material / "eval" / "score.py"
    groups: dict[tuple[str, str, str], list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault((each.clip.group, each.clip.exercise, each.asked), []).append(each)
    order = [group.name for group in material.GROUPS]
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1] == NONE, key))
    ways = (False, True) if args.causal else (False,)
    rows, silent = [], []
    for key in keys:
        group, exercise, asked = key
        some = groups[key]
        for causal in ways:
            figures = score(script, some, causal=causal)
            way = ("live" if causal else "hindsight",) if args.causal else ()
            if exercise == NONE:
                minutes = sum(o.seconds for o in some) / 60
                per = figures.extra / minutes if minutes else float("nan")
                counts = (str(figures.clips), f"{minutes:.1f}", f"{figures.extra:g}", f"{per:.2f}")
                silent.append((group, asked, *way, *counts))
                continue
            single = ("-" if f is None else f"{f:.3f}" for f in (figures.f1, figures.late))
            line = (
                f"{figures.exact:.3f}",
                f"{figures.within_one:.3f}",
                f"{figures.mae:.3f}",
                f"{figures.extra:g}",
            )
            named = (f"{right(some):.3f}",) if args.exercise == "auto" else ()
            rows.append((group, exercise, *way, str(figures.clips), *line, *single, *named))
    way = ("way",) if args.causal else ()
    title = "exercise named" if args.exercise == "named" else "exercise found out (auto)"
    heads = ("set", "exercise", *way, "clips", "exact", "within 1", "MAE", "false", "F1", "turn off s")
    say.table(title, heads + (("recognised",) if args.exercise == "auto" else ()), rows)
    say.table(
        "something else is done", ("set", "read as", *way, "clips", "minutes", "false", "a minute"), silent
    )
    for title, columns, lines in halves.tables(outcomes):
        say.table(title, columns, lines)
    if args.causal:
        say.table(
            "live against hindsight",
            ("set", "exercise", "read as", "same count", "live more", "live fewer"),
            differences(groups, keys),
        )
    if args.worst:
        say.lines("miscounted", ledger.worst(outcomes, args.worst))
    clips = len({(o.clip.group, o.clip.name) for o in outcomes})
    sys.stdout.write(
        f"\n{clips} clips, {sum(o.seconds for o in outcomes) / 60:.0f} minutes looked at, in {took:.0f} s\n"
    )


def right(outcomes: Sequence[Outcome]) -> float:
    """The share of clips of which most of what was counted is the labelled exercise."""
    hits = 0
    for each in outcomes:
        found = {s.exercise: counted(each.record, s.exercise) for s in each.record.sets}
        hits += bool(found) and max(found, key=lambda name: found[name]) == each.clip.exercise
    return hits / len(outcomes)


def differences(
    groups: dict[tuple[str, str, str], list[Outcome]], keys: Sequence[tuple[str, str, str]]
) -> list[tuple[str, ...]]:
    """Differences between the live coach's counts and those of two passes."""
    rows = []
    for key in keys:
        gaps = [total(o.causal) - total(o.record) for o in groups[key] if o.causal]
        same = sum(gap == 0 for gap in gaps) / max(len(gaps), 1)
        rows.append((*key, f"{same:.3f}", str(sum(g > 0 for g in gaps)), str(sum(g < 0 for g in gaps))))
    return rows


def total(record: Record) -> int:
    """All that was counted."""
    return sum(len(each.reps) or len(each.holds) for each in record.sets)


if __name__ == "__main__":
    sys.exit(main())
