"""Nothing stands on the standard output that was not asked for, and on the standard error only what is to be told."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from posecoach.cli.app import app
from posecoach.media.video import Video
from tests.command import command
from tests.films import PERSON, film
from tests.landmarks import push_ups

ROOT = Path(__file__).parents[2]

ONE_S = 5.0
"""s of the sample video with its first push-up."""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A user's folders, empty, and no display."""
    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("DISPLAY", raising=False)


def process(*arguments):
    """Run a command as a process: libraries write past Python's own streams."""
    return subprocess.run(
        [sys.executable, "-m", "posecoach", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """A film of one push-up."""
    frames = [frame for n, frame in enumerate(Video(PERSON).frames()) if n % 2 == 0 and frame.t < ONE_S]
    moments = [frame.t for frame in frames]
    return film(tmp_path_factory.mktemp("films") / "clip.mp4", (frame.image for frame in frames), moments)


ASKED_FOR = (
    ("exercises",),
    ("exercises", "push_up"),
    ("routines",),
    ("routines", "back_toning"),
    ("check", ROOT / "docs" / "examples" / "good_morning.toml"),
    ("config",),
    ("history",),
    ("history", "show", "1"),
    ("history", "where"),
    ("history", "plot", "push_up"),
    ("history", "export", "--csv", "-"),
    ("history", "goal", "push_up", "100/week"),
    ("history", "edit", "1", "--reps", "3"),
    ("history", "merge", "1", "2"),
    ("history", "delete", "--all", "--yes"),
    ("analyze", "a.npz", "-e", "push_up"),
    ("analyze", "a.npz", "-e", "push_up", "--csv", "-"),
    ("--version",),
    ("--help",),
)
"""Commands that answer on the standard output."""


@pytest.mark.parametrize("arguments", ASKED_FOR, ids=lambda each: " ".join(map(str, each[:2])))
def test_an_answer_stands_on_the_standard_output_and_nothing_elsewhere(tmp_path, arguments):
    push_ups(tmp_path / "a.npz")
    if arguments[0] == "history":
        push_ups(tmp_path / "b.npz", count=2)
        command("analyze", "a.npz", "b.npz", "-e", "push_up", "--save", "-q", folder=tmp_path)
    done = command(*arguments, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_every_command_is_tried():
    tried = {str(each[0]) for each in ASKED_FOR} | {"live", "doctor", "cameras"}
    names = {each.name or each.callback.__name__ for each in app.registered_commands}
    assert names | {each.name for each in app.registered_groups} <= tried
    history = {str(each[1]) for each in ASKED_FOR if each[0] == "history" and len(each) > 1}
    (group,) = app.registered_groups
    assert {
        each.name or each.callback.__name__ for each in group.typer_instance.registered_commands
    } <= history


@pytest.mark.parametrize("more", [(), ("-q", "--every-frame", "--jobs", "2")])
def test_an_analysis_prints_its_table_and_no_library_a_word(clip, more):
    done = process("analyze", clip, "-e", "push_up", *more)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    if "-q" in more:
        assert lines == []
    else:
        head, row = lines
        assert head.startswith("clip ")
        assert row.startswith("clip.mp4  push up")


def test_live_training_prints_its_table_and_its_state(clip):
    done = process("live", "--source", clip, "-e", "push_up", "--fast", "--no-window", "--quiet")
    assert done.returncode == 0
    head, row = done.stdout.splitlines()
    assert head.startswith("clip")
    assert row.startswith("clip.mp4  push up")
    *state, kept = done.stderr.splitlines()
    assert kept == "kept in the history as 1; see: posecoach history"
    said = ("Push-up", "Arms straight", "Hold still", "Stand still", "Ready", "0", "done")
    assert [line for line in state if not line.startswith(said)] == []
    assert state


def test_live_training_gives_the_standard_output_to_what_was_asked_for(clip):
    done = process("live", "--source", clip, "--fast", "--no-window", "--quiet", "--no-save", "--csv", "-")
    assert [row["exercise"] for row in csv.DictReader(done.stdout.splitlines())] == ["push_up"]


def test_the_doctor_and_the_cameras_say_what_they_found_and_no_library_a_word():
    done = process("doctor")
    assert done.stderr == ""
    kinds = ("ok  ", "not here  ", "missing  ", " ", "Videos can", "Everything", "Install")
    assert [line for line in done.stdout.splitlines() if line and not line.startswith(kinds)] == []
    done = process("cameras")
    assert "Traceback" not in done.stderr
    assert all("VIDEOIO" not in line and "WARN" not in line for line in done.stderr.splitlines())
    assert bool(done.stdout) is (done.returncode == 0)
