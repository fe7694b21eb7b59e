"""Speed of live training: frames a second, delay from a frame's arrival to its showing, memory.

A sample film is played at 30 frames a second, over and over, to the real tracker, coach and window:

    xvfb-run -s "-screen 0 1920x1080x24" python -m tests.bench.live --seconds 60

`--minutes` runs as long, and prints the memory in between.
"""

import argparse
import itertools
import os
import resource
import sys
import time
from pathlib import Path

import numpy as np

from posecoach.analysis import resolve_exercises
from posecoach.capture.camera import RealtimeFileSource
from posecoach.core.session.coach import Coach
from posecoach.live.app import LiveApp
from posecoach.live.controller import LiveController
from posecoach.live.tracking_thread import TrackingThread
from posecoach.media.video import Video
from posecoach.sinks.window import LazyWindow, check_display
from posecoach.tracking.live_people import LivePeople
from posecoach.tracking.live_turn import LiveTurn
from posecoach.tracking.mediapipe import MediaPipeTracker
from posecoach.types import Frame

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "push_up_standard_side.mp4"


def looped(path, rate, seconds):
    """The film's pictures, decoded beforehand, at so many a second, forwards and backwards in turn."""
    images = [frame.image for frame in Video(path).frames()]
    there_and_back = itertools.cycle(images + images[::-1])
    return lambda: (Frame(i / rate, next(there_and_back)) for i in range(round(rate * seconds)))


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def memory():
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


class Memory:
    """A sink that notes the memory every so often."""

    def __init__(self, every, told):
        self._every, self._told, self._next = every, told, 0.0

    def write(self, frame, update):
        del update
        if frame.t >= self._next:
            self._next += self._every
            self._told.append((frame.t, memory()))
            say(f"{frame.t:7.0f} s  {self._told[-1][1]:6.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--rate", type=float, default=30.0)
    parser.add_argument("--fullscreen", action="store_true")
    parser.add_argument("--exercise", default="push_up")
    parser.add_argument("film", nargs="?", type=Path, default=SAMPLE)
    given = parser.parse_args()
    check_display()
    seconds = given.minutes * 60.0 or given.seconds
    source = RealtimeFileSource(looped(given.film, given.rate, seconds))
    exercises = {each.name: each for each in resolve_exercises(given.exercise)}
    told = []
    screen = LazyWindow(fullscreen=given.fullscreen)
    with MediaPipeTracker() as tracker:
        tracker.prepare()
        people, lies = LivePeople(tracker, list(exercises.values())), LiveTurn()
        sinks = (people, lies, Memory(max(10.0, seconds / 30.0), told))
        tracking = TrackingThread(
            source, tracker, Coach(tuple(exercises.values())), sinks, people.people, lambda: lies.needed
        )
        training = LiveApp(tracking, source, LiveController(exercises), screen, linger=0.0)
        before, began = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
        training.run()
        after, took = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - began
    screen.close()
    timing, delays = training.timing, np.array(training.timing.delays) * 1000.0
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    say(f"{tracking.record.frames} frames tracked, {source.dropped} dropped, in {took:.1f} s")
    say(f"shown: {(timing.shown - 1) / (timing.ended - timing.began):.1f} frames/s")
    say(f"delay: {np.median(delays):.0f} ms median, {np.percentile(delays, 95):.0f} ms at 95 %")
    say(f"processor: {busy / took:.2f} cores busy; load of the machine {os.getloadavg()[0]:.1f}")
    if len(told) > 2:
        half = told[len(told) // 2 :]
        say(f"memory: {half[0][1]:.0f} MB half way, {half[-1][1]:.0f} MB at the end")


if __name__ == "__main__":
    main()
