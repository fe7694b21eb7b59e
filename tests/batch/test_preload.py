"""The start of worker processes."""

import subprocess
import sys
import time

import pytest

from posecoach.batch import preload
from posecoach.batch.preload import warm_up
from posecoach.batch.workers import spread
from tests.batch import tasks
from tests.films import card, film

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


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (["analyze", "CLIP"], True),
        (["--no-config", "analyze", "CLIP", "--csv", "sets.csv"], True),
        (["analyze", "CLIP", "--help"], False),
        (["analyze", "CLIP", "--jobs=1"], False),
        (["analyze", "CLIP", "--cluster", "tcp://host:8786"], False),
        (["analyze", "set.npz"], False),
        (["analyze", "nowhere.mp4"], False),
        (["live", "CLIP"], False),
        ([], False),
    ],
)
def test_it_begins_before_a_command_line_is_read_that_plainly_needs_it(monkeypatch, tmp_path, words, begins):
    clip = tmp_path / "a.mp4"
    clip.touch()
    asked = []
    monkeypatch.setattr(preload, "warm_up", asked.append)
    preload.warm_up_for([str(clip) if word == "CLIP" else word for word in words])
    assert bool(asked) is begins


ALONE = """
import sys
from pathlib import Path
from posecoach import batch
from posecoach.batch import preload
from posecoach.exercises import load
preload.warm_up(2)
job = batch.Job((load("push_up"),))
(done,) = batch.each([Path(sys.argv[1])], job, 2)
assert done.record.source == sys.argv[1]
print("mediapipe" in sys.modules)
"""


@linux
def test_one_clip_is_tracked_where_the_imports_have_begun(tmp_path):
    """By the time that this process had them, too, that one would be half done."""
    clip = film(tmp_path / "a.mp4", [card()] * 5)
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(clip)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "False\n", "")


def test_nobody_waits_for_it():
    began = time.monotonic()
    warm_up(2)
    warm_up(2)
    assert time.monotonic() - began < 0.5
