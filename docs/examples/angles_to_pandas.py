"""Writes what was measured in every frame as a table: python docs/examples/angles_to_pandas.py CLIP EXERCISE CSV."""

import sys
from pathlib import Path

import pandas as pd

import posecoach


def angles(path: str, exercise: str) -> pd.DataFrame:
    """Return one row a frame, indexed by its time in seconds; one column a measure, NaN where it cannot be seen."""
    coach = posecoach.Coach(exercise)
    times, rows = [], []
    with posecoach.MediaPipeTracker() as tracker:
        for frame in posecoach.Video(Path(path)).frames():
            update = coach.step(frame.t, tracker.find(frame))
            times.append(frame.t)
            rows.append(dict(update.reading))
    return pd.DataFrame(rows, index=pd.Index(times, name="t"))


if __name__ == "__main__":
    table = angles(*sys.argv[1:3])
    table.to_csv(sys.argv[3])
    print(table.describe().T)
