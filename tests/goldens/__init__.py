"""Goldens: recorded landmarks of the sample videos, and everything that follows from them.

    python -m tests.goldens               write what follows from the landmarks anew
    python -m tests.goldens --landmarks   track the sample videos anew first

Look at the difference before you commit it: a golden that changes is a behaviour that changes. `events/NAME.txt`
has the events as text lines, live and in two passes, with the exercise named and found out; `sets.csv`,
`reps.csv` and `sessions.json` are those of `posecoach analyze` on all recordings at once.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import posecoach
from posecoach import batch
from posecoach.core.events import Event
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.two_pass import review
from posecoach.exercises import load, names
from posecoach.reports import table
from posecoach.reports.session_json import session_json
from posecoach.tracking import landmarks_io
from posecoach.tracking.landmarks_io import Track

FOLDER = Path(__file__).parent
SAMPLES = FOLDER.parents[1] / "sample_videos"

CLIPS = {
    "doorframe_stretch_back": "doorframe_stretch",
    "dumbbell_row_side": "dumbbell_row",
    "pull_up_partial_oblique": "pull_up",
    "pull_up_wide_front": "pull_up",
    "push_up_diamond_front": "push_up",
    "push_up_sag_side": "push_up",
    "reverse_fly_front": "reverse_fly",
    "session_side": "push_up",
    "spine_stretch_side": "spine_stretch",
    "squat_side": "squat",
    "squat_stretch_front": "squat_stretch",
}
"""The sample videos that have goldens, and what is done in each."""

GRID_PX, GRID_M, GRID_VISIBILITY = 16.0, 2048.0, 128.0
"""Landmarks are kept to these parts of a pixel, a metre and one: far below their noise, and half the size."""

FLOAT = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
DIGITS = 6
"""Decimals that are compared. Processors differ in the sixteenth."""


def landmarks(name: str) -> Track:
    """Return the recorded landmarks of a clip."""
    return landmarks_io.load(FOLDER / "landmarks" / f"{name}.npz")


def track(name: str) -> Track:
    """Return the landmarks that `posecoach analyze` finds in a sample video, rounded."""
    job = batch.Job(tuple(load(each) for each in names()))
    found = batch.analyze(SAMPLES / f"{name}.mp4", job)[1]
    image, world, visibility = (
        np.round(values * grid) / np.float32(grid)
        for values, grid in (
            (found.image, GRID_PX),
            (found.world, GRID_M),
            (found.visibility, GRID_VISIBILITY),
        )
    )
    return Track(found.t, image, world, visibility, found.size)


def expected() -> Iterator[tuple[str, str]]:
    """Yield the path below the goldens' folder, and the text, of all that follows from the landmarks."""
    every = tuple(load(each) for each in names())
    records = []
    for name, exercise in CLIPS.items():
        poses = list(landmarks(name).poses())
        one = (load(exercise),)
        auto = review(lambda poses=poses: poses, every)
        auto.source = f"{name}.npz"
        records.append(auto)
        runs = {
            "live, named": run(recorded(poses), Coach(one)).events,
            "live, auto": run(recorded(poses), Coach(every)).events,
            "two passes, named": review(lambda poses=poses: poses, one).events,
            "two passes, auto": auto.events,
        }
        yield f"events/{name}.txt", "".join(section(title, events) for title, events in runs.items())
    yield "sets.csv", rounded(table.sets_table(records))
    yield "reps.csv", rounded(table.reps_table(records))
    document = session_json(records, {each.name: each for each in every})
    yield "sessions.json", rounded(document.replace(f'"{posecoach.__version__}"', '"x.y.z"'))


def section(title: str, events: list[Event]) -> str:
    """Return events as lines under a heading."""
    return "".join([f"# {title}\n", *(f"{rounded(str(event))}\n" for event in events), "\n"])


def rounded(text: str) -> str:
    """Return a text with every number in it rounded to `DIGITS` decimals."""
    return FLOAT.sub(lambda found: f"{round(float(found.group()), DIGITS) + 0.0!r}", text)
