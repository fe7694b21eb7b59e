"""Work that a test gives to other processes; it must be found there by its name."""

import os
import signal
import sys
import time
from pathlib import Path

from posecoach.errors import SourceError

ROOT = Path(__file__).parents[2]


def known(names, _on_progress):
    """Return those of some modules that this process has imported already."""
    return [name for name in names if name in sys.modules]


def double(task, on_progress):
    for i in range(100):
        on_progress(float(i))
    return task * 2


def trouble(task, _on_progress):
    """Do as the task says."""
    match task:
        case "defect":
            raise ZeroDivisionError("a defect")
        case "refused":
            raise SourceError("clip.mp4: no such file")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case Path():  # dies once
            if not task.exists():
                task.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "sleep":
            time.sleep(60)
    return f"{task} done"


def whoami(task, _on_progress):
    time.sleep(0.2)
    return task, os.getpid()


def alone(task):
    """As `trouble`, where nobody listens to ticks."""
    return trouble(task, None)


def mark(path, _on_progress):
    path.touch()


def tally_and_die(path, _on_progress):
    """Note down that it was begun, and die."""
    with path.open("a", encoding="utf-8") as file:
        file.write("begun\n")
    os.kill(os.getpid(), signal.SIGKILL)
