"""Counts and rests of live training beside the truth: films played in real time, as if by a camera.

    python -m tests.bench.rehearse sample_videos/*.mp4

plays each film to the real tracker as `posecoach live --source FILM` does: the newest frame wins, the others
are dropped. The count of what was seen is set beside the causal count of every frame with the exercise named.
What is done in a film is read from the truth beside it or from a labels.csv in its folder.

Landmark recordings are gone through as by a tracker that takes `--busy` milliseconds a frame, which takes no
time. `--rests` makes two sets with a pause of each film whose truth is known and has no rest of its own, and
says when the timer's rest begins and ends.
"""

import argparse
import csv
import json
import math
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from posecoach.analysis import resolve_exercises
from posecoach.capture.camera import RealtimeFileSource
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.record import Record
from posecoach.core.session.routine import Item, Routine
from posecoach.core.session.routine_runner import RoutineRunner
from posecoach.live.app import LiveApp
from posecoach.live.controller import LiveController
from posecoach.live.tracking_thread import TrackingThread
from posecoach.media.video import Video
from posecoach.tracking import landmarks_io
from posecoach.tracking.mediapipe import MediaPipeTracker

PAUSE = 20.0
"""s of nobody in sight between two sets."""

REST = 60.0
"""s of rest that is planned."""


def newest(poses, busy):
    """The poses that a tracker looks at that takes `busy` seconds over each: the newest whenever it is free."""
    free = 0.0
    waiting = None
    for t, pose in poses:
        if waiting is not None and free <= t:
            yield waiting
            free = max(free, waiting[0]) + busy
        waiting = (t, pose)
    if waiting is not None:
        yield waiting


def counts(poses, exercise):
    """Full repetitions, and holds, by exercise."""
    found = {}
    for event in run(recorded(poses), Coach(resolve_exercises(exercise))).events:
        if event.label in ("RepCompleted", "HoldEnded"):
            found[event.exercise] = found.get(event.exercise, 0) + 1
    return found


class Kept:
    """A sink that keeps what was seen."""

    def __init__(self):
        self.poses = []

    def write(self, frame, update):
        self.poses.append((frame.t, update.pose))


class Blank:
    """A screen that nobody looks at."""

    closed = False

    def show(self, frame, update, show):
        pass

    def key(self):
        return ""


def played(film, exercise):
    """Return the result of live training on a film, and how many frames were dropped."""
    exercises = {each.name: each for each in resolve_exercises(exercise)}
    source, kept = RealtimeFileSource(Video(film).frames), Kept()
    with MediaPipeTracker() as tracker:
        tracker.prepare()
        tracking = TrackingThread(source, tracker, Coach(tuple(exercises.values())), (kept,))
        LiveApp(tracking, source, LiveController(exercises), Blank(), linger=0.0).run()
    return kept.poses, source.dropped


def every(film):
    """Return what a tracker sees of every frame of a film."""
    with MediaPipeTracker() as tracker:
        return [(frame.t, tracker.find(frame)) for frame in Video(film).frames()]


def truth(path):
    """Return all that is known of a film or its recording: the rendered films' own file, or nothing."""
    name = path.stem.rsplit("-", 1)[0] if path.suffix == ".npz" else path.stem
    for beside in (path.with_suffix(".json"), Path("sample_videos") / f"{name}.json"):
        if beside.is_file():
            return json.loads(beside.read_text())
    return {}


def labelled(folders):
    """Return the exercise of each film, by its name, as the labels.csv of these folders have it."""
    known = {}
    for labels in (folder / "labels.csv" for folder in folders):
        if labels.is_file():
            with labels.open(newline="", encoding="utf-8") as file:
                known |= {Path(row["clip"]).stem: row["exercise"] for row in csv.DictReader(file)}
    return known


@dataclass(frozen=True, slots=True)
class Rested:
    """A rest's errors beside the truth, s: above 0 is too late, or too long."""

    counted_from: float
    shown: float
    gone: float
    measured: float


def repeated(poses, period, times):
    """A film's movements twice, with a pause between; when the first set ended and the second began."""
    length = poses[-1][0]
    gap = [(length + period * i, None) for i in range(1, round(PAUSE / period))]
    offset = length + PAUSE
    again = [(offset + t, pose) for t, pose in poses]
    return [*poses, *gap, *again], times[-1]["end_s"], offset + times[0]["start_s"]


def rested(poses, known):
    """A film of two sets, or one made of it, in front of the coach and the controller."""
    exercise = known["exercise"]
    period = poses[-1][0] / (len(poses) - 1)
    if known["rests"]:
        session, (ended, began) = poses, known["rests"][0].values()
    else:
        session, ended, began = repeated(poses, period, known["repetitions"])
    shelf = {each.name: each for each in resolve_exercises(exercise)}
    plan = Routine("rehearsal", "Rehearsal", (Item(exercise, "", 2, rest=(REST, REST)),))
    coach, controller, record = RoutineRunner(plan, shelf), LiveController(shelf, plan), Record()
    resting = []
    for t, pose in session:
        update = coach.step(t, pose)
        record.add(update)
        moment = controller.step(update, known["size"], coach.position)
        if moment.set_over:
            coach.end_set()
        rest = moment.show.rest
        if rest is not None:
            resting.append((t, t - (rest.total - rest.left)))
    record.close(coach.finish())
    if not resting or len(record.sets) != 2:
        return Rested(math.nan, math.nan, math.nan, math.nan)
    return Rested(
        resting[0][1] - ended,
        resting[0][0] - ended,
        resting[-1][0] + period - began,
        record.sets[1].rest_before - (began - ended),
    )


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def rests(paths):
    """Print how each film's rest goes."""
    say(f"{'film':28} {'counted from':>13} {'on screen':>10} {'off screen':>11} {'measured':>9}")
    found = []
    for path in paths:
        known = truth(path)
        if not known.get("repetitions"):
            continue
        poses = list(landmarks_io.load(path).poses()) if path.suffix == ".npz" else every(path)
        each = rested(poses, known)
        found.append(each)
        figures = f"{each.counted_from:13.2f} {each.shown:10.2f} {each.gone:11.2f} {each.measured:9.2f}"
        say(f"{known['name']:28} {figures}")
    for name in ("counted_from", "shown", "gone", "measured"):
        values = [abs(getattr(each, name)) for each in found]
        say(f"{name}: {statistics.median(values):.2f} s off in the median, {max(values):.2f} s at most")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--busy", type=float, default=60.0, help="ms a frame, for recordings")
    parser.add_argument("--exercise", default="", help="instead of what is known of each film")
    parser.add_argument("--labels", type=Path, nargs="*", default=[], help="folders with a labels.csv")
    parser.add_argument("--rests", action="store_true")
    parser.add_argument("films", nargs="+", type=Path)
    given = parser.parse_args()
    if given.rests:
        rests(given.films)
        return
    labels = labelled({*given.labels, *(film.parent for film in given.films)})
    alike = auto_alike = seen = dropped = 0
    for film in given.films:
        done = given.exercise or truth(film).get("exercise") or labels.get(film.stem, "auto")
        done = "auto" if done == "none" else done
        if film.suffix == ".npz":
            poses = list(landmarks_io.load(film).poses())
            live = list(newest(poses, given.busy / 1000.0))
            lost = len(poses) - len(live)
        else:
            live, lost = played(film, done)
            poses = every(film)
        reference, named = counts(poses, done), counts(live, done)
        auto = counts(live, "auto")
        alike, auto_alike = alike + (named == reference), auto_alike + (auto == reference)
        seen, dropped = seen + len(live), dropped + lost
        if named != reference or auto != reference:
            say(f"{film.stem:40} every frame {reference}  live {named}  live, auto {auto}")
    total = len(given.films)
    say(f"{alike} of {total} clips alike ({100.0 * alike / total:.1f} %); {auto_alike} on auto")
    say(f"{seen} frames looked at, {dropped} dropped")


if __name__ == "__main__":
    main()
