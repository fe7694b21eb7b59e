"""The finished part of a batch is kept, however the batch ends."""

import csv
import io
import os
import signal
import sys

import pytest
from typer.testing import CliRunner

from posecoach import batch
from posecoach.cli import result_files
from posecoach.cli.app import app, main
from posecoach.cli.signals import SIGNALS
from posecoach.errors import PosecoachError
from tests.landmarks import push_ups

each = batch.each


@pytest.fixture
def recording(tmp_path):
    push_ups(tmp_path / "set.npz")
    return tmp_path / "set.npz"


def counted(table):
    with table.open(newline="", encoding="utf-8") as file:
        return [row["reps"] for row in csv.DictReader(file)]


def test_what_was_done_before_a_batch_broke_off_is_written(monkeypatch, tmp_path, recording):
    def broken_off(*given, **named):
        yield from each(*given, **named)
        raise PosecoachError("no scheduler answers any more")

    monkeypatch.setattr(batch, "each", broken_off)
    told = CliRunner().invoke(app, ["analyze", str(recording), "--csv", str(tmp_path / "a.csv")])
    assert told.exit_code == 1
    assert "no scheduler answers any more" in told.output
    assert len(counted(tmp_path / "a.csv")) == 1


def asked_to_end(number):
    """A batch that is asked to end by a signal when its first clip is done."""

    def work(*given, **named):
        done = next(each(*given, **named))
        yield done
        os.kill(os.getpid(), number)
        yield done

    return work


@pytest.mark.skipif(os.name == "nt", reason="signals are sent the Unix way")
@pytest.mark.parametrize("number", SIGNALS)
def test_what_was_done_before_it_was_asked_to_end_is_written(monkeypatch, tmp_path, recording, number):
    monkeypatch.setattr(batch, "each", asked_to_end(number))
    push_ups(tmp_path / "more.npz")
    told = CliRunner().invoke(
        app, ["analyze", str(recording), str(tmp_path / "more.npz"), "--csv", str(tmp_path / "a.csv")]
    )
    assert told.exit_code == 130
    assert "1 of 2 clips were done" in told.stderr
    assert len(counted(tmp_path / "a.csv")) == 1
    assert signal.getsignal(number) is not signal.SIG_IGN


class Gone(io.StringIO):
    """A terminal that has been closed."""

    def isatty(self):
        return True

    def write(self, _text):
        raise OSError(5, "Input/output error")


@pytest.mark.skipif(os.name == "nt", reason="signals are sent the Unix way")
def test_what_was_done_before_the_terminal_was_closed_is_written(monkeypatch, tmp_path, recording):
    monkeypatch.setattr(batch, "each", asked_to_end(signal.SIGHUP))
    monkeypatch.setattr(sys, "stderr", Gone())
    monkeypatch.setattr(
        sys, "argv", ["posecoach", "analyze", str(recording), "--csv", str(tmp_path / "a.csv")]
    )
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 130
    assert len(counted(tmp_path / "a.csv")) == 1


def test_counts_are_kept_though_the_film_is_broken_off(monkeypatch, tmp_path, recording):
    def stopped(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(result_files, "clip_files", stopped)
    told = CliRunner().invoke(app, ["analyze", str(recording), "--csv", str(tmp_path / "a.csv")])
    assert told.exit_code == 130
    assert len(counted(tmp_path / "a.csv")) == 1


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_counted(monkeypatch, tmp_path, recording):
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def guarded(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    told = CliRunner().invoke(app, ["analyze", str(recording.parent), "--csv", str(tmp_path / "a.csv")])
    assert told.exit_code == 1
    assert "locked: cannot be read: Permission denied" in told.stderr
    assert len(counted(tmp_path / "a.csv")) == 1


@pytest.fixture
def locked(monkeypatch, tmp_path):
    """A folder that may not be entered, not even by root."""
    stat, folder = os.stat, tmp_path / "locked"

    def guarded(path, *more, **named):
        if str(path).startswith(f"{folder}{os.sep}"):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, *more, **named)

    folder.mkdir()
    monkeypatch.setattr(os, "stat", guarded)
    return folder


def test_a_clip_that_may_not_be_looked_at_costs_only_itself(locked, tmp_path, recording):
    clips = [str(each) for each in (locked / "a.mp4", recording, locked / "b.npz")]
    told = CliRunner().invoke(app, ["analyze", *clips, "--jobs", "1", "--csv", str(tmp_path / "a.csv")])
    assert told.exit_code == 1
    assert told.stderr.count("cannot be read: Permission denied") == 2
    assert "Traceback" not in told.stderr
    assert len(counted(tmp_path / "a.csv")) == 1


def test_a_place_that_may_not_be_looked_at_is_told_before_the_work(locked, recording):
    told = CliRunner().invoke(app, ["analyze", str(recording), "--landmarks", str(locked / "a.npz")])
    assert isinstance(told.exception, PosecoachError)
    assert "a.npz: cannot be written" in str(told.exception)


def test_workers_are_made_ready_for_films_alone(monkeypatch, tmp_path, recording):
    asked = []
    monkeypatch.setattr("posecoach.batch.preload.warm_up", asked.append)
    CliRunner().invoke(app, ["analyze", str(recording), "--jobs", "2"])
    assert not asked
    film = tmp_path / "a.mp4"
    film.touch()
    CliRunner().invoke(app, ["analyze", str(film), "--jobs", "2"])
    assert asked == [2]
