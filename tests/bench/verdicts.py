"""Verdicts on the form in clips whose makers call them right or wrong, and on variants.

    python -m tests.bench.verdicts [--clips]

Two tables, of labelled push-ups, every frame tracked, with the exercise named: in how many clips seen from the
side each fault is found, by the maker's word; and what each labelled width of the hands was taken for.
Landmarks are kept in `recordings/`, as by the accuracy bench; the clips with a maker's word come as landmarks.
"""

import argparse
import collections
import concurrent.futures
import os
from pathlib import Path

from posecoach import batch
from posecoach.exercises import load
from tests.bench import material, tables

EXERCISE = "push_up"
GROUPS = ("pushfit_streams", "real", "real2")
SIDE = 0.35
"""Width of the shoulders over length of the trunk below which the maker's word is of a side view."""

FAULTS = ("sag", "pike", "depth", "lockout")
SEEN = ("wide", "shoulder", "diamond")
"""The words by which widths of the hands are labelled."""


def read(clip):
    """A clip's faults, and its variants by the number of repetitions."""
    material.track(clip)
    record, _ = batch.analyze(clip.recording, batch.Job((load(EXERCISE),)))
    variants = collections.Counter()
    for each in record.sets:
        variants[each.variant] += len(each.reps) + len(each.partial)
    return clip, {fault for each in record.sets for fault in each.faults}, variants


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--material", type=Path, default=material.SHARED)
    parser.add_argument("--recordings", type=Path, default=material.RECORDINGS)
    parser.add_argument(
        "--clips", action="store_true", help="name the clips labelled right in which faults are"
    )
    args = parser.parse_args()
    clips = material.clips(args.material, args.recordings / "every_frame", GROUPS)
    films = [c for c in clips if c.exercise == EXERCISE]
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(read, films))
    say = tables.Printer()
    side = [f for f in found if float(f[0].label.get("view_ratio") or "inf") < SIDE]
    rows = []
    for word in ("correct", "wrong"):
        some = [faults for clip, faults, _ in side if clip.label["label"] == word]
        counts = (str(sum(fault in faults for faults in some)) for fault in FAULTS)
        rows.append((word, str(len(some)), *counts, str(sum(not faults & {*FAULTS} for faults in some))))
    say.table("clips from the side with a fault", ("called", "clips", *FAULTS, "none"), rows)
    widths = [
        (clip.name, clip.label["hand_width"], ", ".join(filter(None, variants)) or "(not told)")
        for clip, _, variants in found
        if (clip.label.get("hand_width") or "").startswith(SEEN)
    ]
    say.table("width of the hands", ("clip", "labelled", "told"), widths)
    if args.clips:
        odd = (
            f"{c.name}: {', '.join(sorted(f & {*FAULTS}))}"
            for c, f, _ in side
            if c.label["label"] == "correct" and f & {*FAULTS}
        )
        say.lines("called right, with a fault", odd)


if __name__ == "__main__":
    main()
