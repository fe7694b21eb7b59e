"""Every command, code block and example of the documentation runs, in a folder as its reader has one."""

import dataclasses
import itertools
import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path
from typing import ClassVar

import click
import pytest

import posecoach
from posecoach.batch import job
from posecoach.tracking.mediapipe import MediaPipeTracker
from tests.pages import COMMANDS, DOCS, EXAMPLES, LINES, OURS, PAGES, ROOT, blocks, parsed, shell_lines, text

NEEDS_CAMERA = ("live",)
"""Commands of which a test reads the options alone: they open a camera and a window."""

MAY_FAIL = ("cameras", "doctor")
"""Commands that exit with 1 where this machine lacks something; what they say is then the answer."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as a reader has it: the sample videos that the pages name, the examples, and a clip of their own."""
    folder = tmp_path_factory.mktemp("desk")
    named = {name for line in LINES for name in re.findall(r"sample_videos/(\w+\.mp4)", line)}
    assert named
    (folder / "sample_videos").mkdir()
    for name in named:
        shutil.copy(ROOT / "sample_videos" / name, folder / "sample_videos")
    shutil.copy(ROOT / "sample_videos" / "push_up_partial_side.mp4", folder / "clip.mp4")
    shutil.copytree(EXAMPLES, folder / "docs" / "examples")
    return folder


@pytest.fixture
def at_the_desk(desk, monkeypatch):
    monkeypatch.chdir(desk)
    monkeypatch.setenv("XDG_DATA_HOME", str(desk / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(desk / "data"))
    monkeypatch.setenv("HOME", str(desk / "home"))
    return desk


@pytest.fixture(autouse=True)
def tracked_once(desk, monkeypatch):
    """Keep the landmarks of a clip for the next block or command, so that the pages cost each clip once."""
    segment_track = job.segment_track

    def from_the_cache(path, segment, asked, *rest, **more):
        asked = dataclasses.replace(asked, cache=asked.cache or desk / "landmarks")
        return segment_track(path, segment, asked, *rest, **more)

    monkeypatch.setattr(job, "segment_track", from_the_cache)
    monkeypatch.setattr(posecoach, "MediaPipeTracker", OneClipTracker)


class OneClipTracker(MediaPipeTracker):
    """A tracker that is shown the same clip each time, and tracks it the first time."""

    poses: ClassVar = {}

    def find(self, frame):
        if frame.t not in self.poses:
            self.poses[frame.t] = super().find(frame)
        return self.poses[frame.t]


def run(args):
    """Run a command as the shell would, in this process; gives its exit code.

    Landmarks are kept from one command to the next also where workers track the clips.
    """
    if args[0] == "analyze" and "--cache" not in args:
        args = [*args, "--cache", "landmarks/"]
    try:
        COMMANDS.main(args, prog_name="posecoach", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except SystemExit as ended:
        return ended.code or 0
    return 0


WRITES = ("--csv", "--reps", "--json", "--report", "--video", "--landmarks", "--out")


def written(args):
    """The files and folders that a command names to be written; `--reps 4` is a number, `-` the terminal."""
    return [
        Path(value)
        for option, value in itertools.pairwise(args)
        if option in WRITES and value.strip("-0123456789")
    ]


HISTORY = [line for line in OURS if line.startswith("posecoach history") or "--save" in line]


@pytest.mark.usefixtures("at_the_desk")
@pytest.mark.parametrize("line", [line for line in OURS if line not in HISTORY])
def test_every_command_runs(line, capsys):
    _, *args = shlex.split(line)
    if args[0] in NEEDS_CAMERA:
        parsed(args)
        return
    if "squat.npz" in line and "--landmarks" not in line:
        run(["analyze", "sample_videos/squat_side.mp4", "--landmarks", "squat.npz", "-q"])
    code = run(args)
    said = capsys.readouterr()
    assert code in ((0, 1) if args[0] in MAY_FAIL else (0,)), said
    assert said.out or said.err
    assert all(path.exists() for path in written(args))


@pytest.mark.usefixtures("at_the_desk")
def test_the_history_commands_run_in_their_order(capsys):
    for line in [line for line in shell_lines(DOCS / "commands.md") if line in HISTORY]:
        _, *args = shlex.split(line)
        assert run(args) == 0, line
        assert capsys.readouterr().out or written(args), line
        assert all(path.exists() for path in written(args)), line


def test_history_commands_elsewhere_are_understood():
    for line in HISTORY:
        assert parsed(shlex.split(line)[1:])


@pytest.mark.usefixtures("at_the_desk")
def test_the_readmes_first_command_counts_what_it_says(capsys):
    (line,) = [line for line in LINES if line.startswith("python3 -m venv") and "posecoach analyze" in line]
    shutil.copy(ROOT / "sample_videos" / "push_up_standard_side.mp4", "sample_videos")
    assert run(shlex.split(line.rsplit("posecoach ", 1)[1])) == 0
    assert re.search(r"push up +1 +4 ", capsys.readouterr().out)
    assert "one set of 4 push-ups" in text(ROOT / "README.md")


PYTHON_BLOCKS = [
    pytest.param(block, id=f"{page.stem}-{i}")
    for page in PAGES
    for i, block in enumerate(blocks(page, "python"))
]


@pytest.mark.usefixtures("at_the_desk")
@pytest.mark.parametrize("block", PYTHON_BLOCKS)
def test_every_python_block_runs(block, capsys):
    exec(compile(block, "block", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.strip()


def example(name, *args):
    """Run an example as `python docs/examples/NAME ARGS` does."""
    argv, sys.argv = sys.argv, [name, *map(str, args)]
    try:
        return runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    finally:
        sys.argv = argv


CLIP = "sample_videos/push_up_partial_side.mp4"


@pytest.mark.usefixtures("at_the_desk")
def test_count(capsys):
    example("count.py", CLIP)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("set 1: 3 push_up, depth x1")
    assert re.fullmatch(r"  6\.\d s: partial, .+", lines[1])


@pytest.mark.usefixtures("at_the_desk")
def test_live_events(capsys):
    example("live_events.py", CLIP, "push_up")
    names = [line.split()[2] for line in capsys.readouterr().out.splitlines()]
    assert (names.count("SetStarted"), names.count("RepCompleted"), names.count("RepPartial")) == (1, 3, 1)


@pytest.mark.usefixtures("at_the_desk")
def test_angles_to_pandas():
    pd = pytest.importorskip("pandas")
    example("angles_to_pandas.py", CLIP, "push_up", "angles.csv")
    found = pd.read_csv("angles.csv", index_col="t")
    assert found.index.is_monotonic_increasing
    assert 70 < found["elbow"].min() < 100
    assert found["elbow"].max() > 150


@pytest.mark.usefixtures("at_the_desk")
def test_own_sink():
    example("own_sink.py", CLIP, "push_up", "deepest")
    assert len(list(Path("deepest").glob("*.jpg"))) == 3


def test_the_landmarks_of_a_clip_give_its_tables_again(at_the_desk):
    """The page says that those who have the landmarks need no video."""
    clip = "sample_videos/squat_side.mp4"
    assert (
        run(["analyze", clip, "--landmarks", "squat.npz", "--reps", "one.csv", "--csv", "one_set.csv"]) == 0
    )
    assert run(["--no-config", "analyze", "squat.npz", "--reps", "two.csv", "--csv", "two_set.csv"]) == 0
    for kind in ("", "_set"):
        first, second = ((at_the_desk / f"{name}{kind}.csv").read_text() for name in ("one", "two"))
        assert len(first.splitlines()) > 1
        assert first.replace(clip, "squat.npz") == second
