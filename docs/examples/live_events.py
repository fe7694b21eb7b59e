"""Prints what happens while it happens: python docs/examples/live_events.py CLIP EXERCISE."""

import sys
from pathlib import Path

import posecoach


def main(path: str, exercise: str) -> None:
    """Follow one exercise through a video, frame by frame, as the live coach does."""
    coach = posecoach.Coach(exercise)
    said: tuple[str, ...] = ()
    with posecoach.MediaPipeTracker() as tracker:
        for frame in posecoach.Video(Path(path)).frames():
            update = coach.step(frame.t, tracker.find(frame))
            for event in update.events:
                print(f"{event.t:6.2f} s  {event.label}")
            if update.status.cues != said:
                said = update.status.cues
                print(f"{frame.t:6.2f} s  {' / '.join(said) or 'nothing to put right'}")
    for event in coach.finish():
        print(f"{event.t:6.2f} s  {event.label}")


if __name__ == "__main__":
    main(*sys.argv[1:])
