"""Adds a sink of your own: python docs/examples/own_sink.py CLIP EXERCISE OUT.

A sink is anything with `write(frame, update)`. This one keeps a picture of every turning point.
"""

import sys
from pathlib import Path

from PIL import Image

import posecoach


class DeepestFrame:
    """Keeps the picture in which the movement had gone furthest, and writes it when the repetition counts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._progress = 0.0
        self._image = None

    def write(self, frame: posecoach.Frame, update: posecoach.Update) -> None:
        """Take one frame and all that followed from it."""
        if update.status.progress > self._progress:
            self._progress, self._image = update.status.progress, frame.image.copy()
        for event in update.events:
            match event:
                case posecoach.Rep(verdict=posecoach.Verdict.COUNTED) if self._image is not None:
                    Image.fromarray(self._image).save(self._folder / f"{event.turn:05.1f}s.jpg")
                    self._progress, self._image = 0.0, None


def main(path: str, exercise: str, folder: str) -> None:
    """Run a video through the coach, with the sink at the end of it."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    sink = DeepestFrame(Path(folder))
    coach = posecoach.Coach(exercise)
    with posecoach.MediaPipeTracker() as tracker:
        for frame in posecoach.Video(Path(path)).frames():
            sink.write(frame, coach.step(frame.t, tracker.find(frame)))


if __name__ == "__main__":
    main(*sys.argv[1:])
