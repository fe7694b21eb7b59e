"""The start of worker processes."""

import subprocess
import sys
import time

import pytest

from posecoach.batch.preload import warm_up
from posecoach.batch.workers import spread
from tests.batch import tasks

WANTED = ["posecoach.batch.track_segment", "mediapipe"]

linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


def done(work, tasks):
    return [each.result for each in sorted(spread(work, tasks, 2), key=lambda each: each.index)]


@linux
def test_workers_begin_with_all_they_need():
    assert done(tasks.known, [WANTED, WANTED]) == [WANTED, WANTED]


NOWHERE = """
import multiprocessing.util

def nowhere():
    raise FileNotFoundError(2, "No usable temporary directory found")

multiprocessing.util.get_temp_dir = nowhere
from posecoach.batch.workers import spread
from posecoach.batch.preload import warm_up
from tests.batch import tasks
warm_up(2)
print(sorted(each.result for each in spread(tasks.double, [1, 2, 3], 2)))
"""


@linux
def test_without_a_place_for_its_socket_each_worker_imports_for_itself():
    told = subprocess.run(
        [sys.executable, "-c", NOWHERE], capture_output=True, text=True, check=False, timeout=120
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "[2, 4, 6]\n", "")


def test_nobody_waits_for_it():
    began = time.monotonic()
    warm_up(2)
    warm_up(2)
    assert time.monotonic() - began < 0.5
