"""Counts the repetitions in a video and says what was wrong: python docs/examples/count.py CLIP [EXERCISE]."""

import sys

import posecoach


def main(path: str, exercise: str = "auto") -> None:
    """Print a line for each set, and one for each movement in it that did not count."""
    record = posecoach.analyze(path, exercise)
    for found in record.sets:
        faults = ", ".join(f"{name} x{count}" for name, count in found.faults.items())
        print(f"set {found.number}: {len(found.reps)} {found.exercise}, {faults or 'no faults'}")
        for rep in found.partial:
            print(f"  {rep.turn:.1f} s: partial, {rep.why}")


if __name__ == "__main__":
    main(*sys.argv[1:])
