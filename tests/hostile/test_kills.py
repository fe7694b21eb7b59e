"""Killed in the middle: what is there is whole, and the next run completes. `python -m tests.bench crash` does more."""

import random
import sys
from pathlib import Path

import pytest

from tests.hostile import kills

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")

RECORDING = Path(__file__).parents[1] / "goldens" / "landmarks" / "squat_side.npz"


def test_an_analysis_that_was_killed_leaves_nothing_half_done(tmp_path):
    tables = {name: tmp_path / name for name in ("sets.csv", "all.json", "report.html")}
    options = ["--csv", "--json", "--report"]
    command = [
        sys.executable,
        "-m",
        "posecoach",
        "analyze",
        str(RECORDING),
        "--save",
        "--jobs",
        "1",
        "--quiet",
    ]
    command += [str(word) for pair in zip(options, tables.values(), strict=True) for word in pair]
    usual = kills.duration(command, tmp_path)
    for i, share in enumerate((0.6, 0.95)):
        folder = tmp_path / str(i)
        folder.mkdir()
        moved = [word.replace(str(tmp_path), str(folder)) for word in command]
        trial = kills.try_command(moved, folder, share * usual, 1, tuple(tables))
        assert trial.defects == []


def test_what_writers_of_the_history_said_is_saved_is_there(tmp_path):
    trial = kills.try_history(tmp_path, random.Random(3), writers=3, each=60)
    assert trial.defects == []


def test_a_result_that_is_not_whole_is_noticed(tmp_path):
    """Otherwise the others prove nothing."""
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3")
    (tmp_path / "b.json").write_text('{"a": ')
    (tmp_path / "c.html").write_text("<html>")
    (tmp_path / "d.csv").write_text("a,b\n1,2\n")
    assert [defect.split(":")[0].split()[0] for defect in kills.whole(tmp_path)] == [
        "a.csv",
        "b.json",
        "c.html",
    ]
