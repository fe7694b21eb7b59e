"""Makes the pictures of the README: a routine trained through with the sample films, by the real thing.

python -m tests.bench.pictures docs/pictures

The report's picture needs Chromium and the dev extra.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2

from posecoach.core.session.routine import Item, Routine
from posecoach.core.session.routine_runner import RoutineRunner
from posecoach.exercises import load
from posecoach.live.controller import LiveController
from posecoach.live.week_goals import WeekGoal
from posecoach.media.video import Video
from posecoach.overlay import Canvas, Placement, layout
from posecoach.sinks.paint import paint
from posecoach.sinks.window import composed
from posecoach.tracking.mediapipe import MediaPipeTracker
from posecoach.types import Frame
from tests import browser

FILMS = Path(__file__).parents[2] / "sample_videos"
SESSION = (
    ("push_up_sag_side", Item("push_up", reps=(4.0, 4.0), rest=(30.0, 45.0), tempo=(1.5, 0.0, 1.0))),
    ("pull_up_wide_front", Item("pull_up", "wide", reps=(1.0, 3.0), rest=(60.0, 60.0))),
    ("squat_side", Item("squat", reps=(4.0, 4.0))),
)
GOALS = {"push_up": WeekGoal(100.0, 62.0), "pull_up": WeekGoal(20.0, 9.0)}
GAP, PERIOD = 25.0, 0.04
SIZE = (800, 600)
QUALITY = 84
REPORTED = "push_up_sag_side"
PAGE = {"width": 1000, "height": 900}
WANTED = {
    "ready": lambda show, _: show.setup is not None and show.setup.ready > 0.6,
    "training": lambda show, update: (
        show.cue is not None
        and show.cue.tone == "fault"
        and update.status.progress > 0.6
        and update.status.in_set
    ),
    "rest": lambda show, _: show.rest is not None and show.rest.left < 33.0,
    "summary": lambda show, _: show.summary is not None,
}
"""Conditions on which each picture is taken, at the first moment of which they are true."""


def frames():
    """The films one after the other, and nobody in sight for a while after each."""
    start = 0.0
    for name, _ in SESSION:
        for frame in Video(FILMS / f"{name}.mp4").frames():
            last = Frame(start + frame.t, frame.image, frame.size)
            yield last, True
        start = last.t + GAP
        for i in range(1, round(GAP / PERIOD)):
            yield Frame(last.t + i * PERIOD, last.image, last.size), False


def taken():
    """Each picture, by its name."""
    plan = Routine("sample", "Sample", tuple(item for _, item in SESSION))
    exercises = {item.exercise: load(item.exercise) for item in plan.items}
    coach, controller = RoutineRunner(plan, exercises), LiveController(exercises, plan, goals=GOALS)
    wanted, places = dict(WANTED), Placement()
    with MediaPipeTracker() as tracker:
        for frame, there in frames():
            update = coach.step(frame.t, tracker.find(frame) if there else None)
            moment = controller.step(
                update, frame.size, coach.position, float(frame.image[::16, ::16].mean())
            )
            for name in [name for name, due in wanted.items() if due(moment.show, update)]:
                del wanted[name]
                canvas = Canvas(*SIZE, frame.size, mirrored=True)
                image = composed(frame.image, canvas)
                shapes = layout(
                    update, *SIZE, size=frame.size, mirrored=True, show=moment.show, places=places
                )
                paint(image, shapes)
                yield name, image


def reported(path):
    """A picture of the top of a film's report, as Chromium shows it."""
    with tempfile.TemporaryDirectory() as folder, browser.opened() as chromium:
        report = Path(folder) / "report.html"
        film = FILMS / f"{REPORTED}.mp4"
        command = [sys.executable, "-m", "posecoach", "analyze", str(film), "--report", str(report)]
        subprocess.run(command, check=True, capture_output=True)
        tab = chromium.new_page(viewport=PAGE)
        tab.goto(report.as_uri())
        tab.screenshot(path=path, type="jpeg", quality=QUALITY)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, image in taken():
        path = folder / f"{name}.jpg"
        cv2.imwrite(str(path), cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        told(path)
    reported(folder / "report.jpg")
    told(folder / "report.jpg")


def told(path):
    """Print how large a picture is."""
    sys.stdout.write(f"{path}  {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
